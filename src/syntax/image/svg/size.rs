//! How large a drawing is by its own words.

use super::Size;

/// The largest and the smallest side that a drawing is published with; it can be shown at any.
const LARGEST: f64 = 4096.0;
const SMALLEST: f64 = 0.01;

/// What browsers take where a drawing says nothing.
const DEFAULT: Size = Size { width: 300.0, height: 150.0 };

/// The size of a drawing, and the part of its plane that it shows.
#[derive(Debug, PartialEq)]
pub struct Frame {
    pub size: Size,
    pub view: [f64; 4],
}

/// Finds out what a drawing's `width`, `height` and `viewBox` come to.
pub fn frame(width: Option<&str>, height: Option<&str>, view: Option<&str>) -> Frame {
    let (width, height) = (width.and_then(length), height.and_then(length));
    let view = view.and_then(view_box);
    let size = match (width, height, view) {
        (Some(width), Some(height), _) => Size { width, height },
        (Some(width), None, Some([.., across, down])) => Size { width, height: width * down / across },
        (None, Some(height), Some([.., across, down])) => Size { width: height * across / down, height },
        (None, None, Some([.., across, down])) => Size { width: across, height: down },
        (width, height, None) => Size { width: width.unwrap_or(DEFAULT.width), height: height.unwrap_or(DEFAULT.height) },
    };
    let view = view.unwrap_or([0.0, 0.0, size.width, size.height]);
    let scale = (LARGEST / size.width.max(size.height)).min(1.0);
    let side = |side: f64| (side * scale).clamp(SMALLEST, LARGEST);
    Frame { size: Size { width: side(size.width), height: side(size.height) }, view }
}

/// A length in units of a page; `None` where it depends on the page.
fn length(written: &str) -> Option<f64> {
    let written = written.trim();
    let end = written.rfind(|letter: char| letter.is_ascii_digit() || letter == '.').map_or(0, |at| at + 1);
    let number: f64 = written[..end].parse().ok()?;
    // Per inch there are 96 units, 72 points, 6 picas and 25.4 millimetres.
    let factor = match written[end..].trim() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" | "rem" => 16.0,
        "ex" => 8.0,
        _ => return None,
    };
    Some(number * factor).filter(|length| length.is_finite() && *length > 0.0)
}

/// Four numbers, of which the last two are above zero.
fn view_box(written: &str) -> Option<[f64; 4]> {
    let numbers: Option<Vec<f64>> =
        written.split([' ', ',', '\n', '\t', '\r']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect();
    let view: [f64; 4] = numbers?.try_into().ok()?;
    let is_sound = view.iter().all(|number| number.is_finite()) && view[2] > 0.0 && view[3] > 0.0;
    // The ratio of the sides must be a number too.
    (is_sound && (view[2] / view[3]).is_normal() && (view[3] / view[2]).is_normal()).then_some(view)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: &str, height: &str, view: &str, expected: (f64, f64), seen: [f64; 4]) {
        let given = |text: &'static str| Some(text).filter(|text| !text.is_empty());
        let leak = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
        let frame = frame(given(leak(width)), given(leak(height)), given(leak(view)));
        assert_eq!((frame.size.width, frame.size.height, frame.view), (expected.0, expected.1, seen), "{width} {height} {view}");
    }

    #[test]
    fn every_drawing_has_a_size() {
        check("40", "20px", "", (40.0, 20.0), [0.0, 0.0, 40.0, 20.0]);
        check("1in", "72pt", "0 0 5 5", (96.0, 96.0), [0.0, 0.0, 5.0, 5.0]);
        check("100%", "100%", "0,0,200,50", (200.0, 50.0), [0.0, 0.0, 200.0, 50.0]);
        check("100", "", "0 0 200 50", (100.0, 25.0), [0.0, 0.0, 200.0, 50.0]);
        check("", "", "", (300.0, 150.0), [0.0, 0.0, 300.0, 150.0]);
        check("0", "-5", "0 0 0 0", (300.0, 150.0), [0.0, 0.0, 300.0, 150.0]);
        check("1e999", "NaN", "0 0 inf 4", (300.0, 150.0), [0.0, 0.0, 300.0, 150.0]);
        check("1000000000", "500000000", "", (4096.0, 2048.0), [0.0, 0.0, 1e9, 5e8]);
        check("", "", "0 0 1e308 1e-308", (300.0, 150.0), [0.0, 0.0, 300.0, 150.0]);
    }
}

//! The icons of a site: for tabs, for home screens, and wherever else a site is known by a square.

use std::io::Cursor;
use std::sync::{Arc, Mutex, PoisonError};

use image::{ImageFormat, ImageReader, Limits, imageops};

use super::letters::{CAPITAL, Canvas, Stroke, strokes};
use super::png::{self, Packed};
use super::theme::colour::Colour;

/// The icons of one site.
#[derive(Debug)]
pub struct Icons {
    /// As SVG.
    pub drawing: String,
    /// As PNG, by the length of a side.
    pub points: Vec<(u32, Vec<u8>)>,
}

/// The sides that browsers and telephones ask for.
const SIDES: [u32; 4] = [32, 180, 192, 512];

/// An own icon may take so many bytes when it is unpacked.
const ROOM: u64 = 1 << 26;

/// What icons follow from: letters and two colours.
type Mark = (String, Colour, Colour);

/// The icons that were made last: a preview asks for the same with every edition.
static LAST: Mutex<Option<(Mark, Arc<Icons>)>> = Mutex::new(None);

/// Letters on a ground; a small net where the alphabet lacks them.
pub fn of_letters(letters: &str, ground: Colour, ink: Colour) -> Arc<Icons> {
    let mark = (letters.to_owned(), ground, ink);
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, icons)) = last.as_ref().filter(|(known, _)| *known == mark) {
        return icons.clone();
    }
    let sign = Sign::of(letters);
    let icons = Arc::new(Icons { drawing: sign.svg(ground, ink), points: SIDES.map(|side| (side, sign.png(side, ground, ink))).into() });
    *last = Some((mark, icons.clone()));
    icons
}

/// The icons of an image; nothing where it is none.
pub fn of_image(bytes: &[u8]) -> Option<Arc<Icons>> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(ROOM);
    reader.limits(limits);
    let image = reader.decode().ok()?;
    let points = SIDES.map(|side| {
        let mut out = Vec::new();
        let small = image.resize_to_fill(side, side, imageops::FilterType::Lanczos3);
        // Writing to memory does not fail.
        let _ = small.write_to(&mut Cursor::new(&mut out), ImageFormat::Png);
        (side, out)
    });
    Some(Arc::new(Icons { drawing: String::new(), points: points.into() }))
}

/// A PNG as the one image of an ICO file.
pub fn ico(png: &[u8]) -> Vec<u8> {
    // Reserved, the type of icons, one image; its sides, no palette, one plane of 32 bits; how long it is, and where it begins.
    let mut out = vec![0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0];
    out.extend((png.len() as u32).to_le_bytes());
    out.extend(22u32.to_le_bytes());
    out.extend(png);
    out
}

/// What stands on an icon, in a square of 100 by 100, `y` upwards from its middle.
struct Sign {
    strokes: Vec<Stroke>,
    half: f64,
}

impl Sign {
    fn of(letters: &str) -> Sign {
        match strokes(letters).filter(|(strokes, width)| !strokes.is_empty() && *width < 400.0) {
            Some((strokes, width)) => {
                // A third of the square is left around them.
                let scale = (58.0 / width.max(1.0)).min(50.0 / CAPITAL);
                let moved = |stroke: &Stroke| stroke.moved(-width / 2.0, -CAPITAL / 2.0).scaled(scale);
                Sign { strokes: strokes.iter().map(moved).collect(), half: 5.2 }
            }
            None => Sign::net(),
        }
    }

    /// Three that are linked, and something between them.
    fn net() -> Sign {
        let (top, left, right) = ((0.0, 24.0), (-25.0, -19.0), (25.0, -19.0));
        let mut strokes = vec![Stroke::line(top, left), Stroke::line(left, right), Stroke::line(right, top)];
        strokes.extend([top, left, right].map(|node| Stroke::circle(node, 6.0)));
        Sign { strokes, half: 3.5 }
    }

    fn png(&self, side: u32, ground: Colour, ink: Colour) -> Vec<u8> {
        let scale = f64::from(side) / 100.0;
        let mut canvas = Canvas::new(side as usize, side as usize);
        for stroke in &self.strokes {
            canvas.draw(&stroke.scaled(scale), (f64::from(side) / 2.0, f64::from(side) / 2.0), self.half * scale);
        }
        png::of_shades(&Packed::of(&canvas), ground, ink)
    }

    fn svg(&self, ground: Colour, ink: Colour) -> String {
        let mut path = String::new();
        let number = |value: f64| (value * 10.0).round() / 10.0 + 0.0;
        for stroke in &self.strokes {
            for (at, (x, y)) in stroke.points().iter().enumerate() {
                let command = if at == 0 {
                    "M"
                } else if at == 1 {
                    "L"
                } else {
                    " "
                };
                path.push_str(&format!("{command}{} {}", number(50.0 + x), number(50.0 - y)));
            }
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\"><rect width=\"100\" height=\"100\" rx=\"20\" fill=\"{ground}\"/>\
             <path d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-width=\"{}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>\n",
            self.half * 2.0
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUND: Colour = Colour { red: 11, green: 90, blue: 84 };

    #[test]
    fn every_site_has_icons_of_every_size() {
        for letters in ["BI", "Ñ", "日", "", "🙂", "M"] {
            let icons = of_letters(letters, GROUND, Colour::WHITE);
            assert!(icons.drawing.contains("M") && !icons.drawing.contains("NaN"), "{letters}");
            for (side, bytes) in &icons.points {
                let read = image::load_from_memory(bytes).expect("it is a PNG").to_rgb8();
                assert_eq!((read.width(), read.height()), (*side, *side));
                assert_eq!(read.get_pixel(0, 0).0, [11, 90, 84]);
                assert!(read.pixels().any(|pixel| pixel.0 == [255, 255, 255]), "{letters} at {side}");
            }
        }
    }

    #[test]
    fn an_own_icon_is_made_small() {
        let mut own = Vec::new();
        image::RgbImage::from_pixel(300, 200, image::Rgb([9, 8, 7])).write_to(&mut Cursor::new(&mut own), ImageFormat::Png).unwrap();
        let icons = of_image(&own).unwrap();
        assert_eq!(icons.points.iter().map(|(side, _)| *side).collect::<Vec<_>>(), SIDES);
        assert!(of_image(b"no image").is_none());
        assert_eq!(ico(&icons.points[0].1)[22..], icons.points[0].1);
    }
}

//! A ring cut into a few parts.

use super::share;
use crate::render::pictures::category_rows::can_be_added;
use crate::render::pictures::parts_of_whole::{self, Part, parts};
use crate::render::pictures::sheet::Sheet;
use crate::render::pictures::svg::{Path, Turn};
use crate::render::pictures::{State, Width};

/// With more parts than these, angles can no longer be compared, and a share bar is drawn.
pub const MOST: usize = 5;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let found = parts(sheet, usize::MAX).filter(|parts| can_be_added(sheet.chart) && parts.parts.len() <= MOST);
    let Some(parts) = found else { return share::draw(sheet) };
    let top = sheet.head(&[]) + 4.0;
    let (radius, middle) = match sheet.width {
        Width::Narrow => (105.0, 170.0),
        Width::Wide => (120.0, 122.0),
    };
    let ring = Ring { x: middle, y: top + radius, outer: radius, inner: radius * 0.58 };
    let mut sum = 0.0;
    for part in &parts.parts {
        let from = sum / parts.whole;
        sum += part.value;
        draw_part(sheet, part, &ring, (from, sum / parts.whole));
    }
    let bottom = top + radius * 2.0;
    let end = match sheet.width {
        Width::Narrow => parts_of_whole::list(sheet, &parts, (0.0, sheet.across()), bottom + 16.0),
        Width::Wide => {
            let start = top + radius - parts.parts.len() as f64 * 11.5;
            parts_of_whole::list(sheet, &parts, (radius * 2.0 + 40.0, sheet.across() - radius * 2.0 - 40.0), start).max(bottom + 4.0)
        }
    };
    parts_of_whole::note(sheet, &parts, end) + 2.0
}

struct Ring {
    x: f64,
    y: f64,
    outer: f64,
    inner: f64,
}

impl Ring {
    /// The piece between two shares of the turn, clockwise from the top.
    fn piece(&self, from: f64, to: f64) -> Path {
        if to - from >= 0.9999 {
            // An arc cannot end where it begins: the whole ring is two halves.
            let half =
                |path: Path, radius: f64, turn| path.arc(radius, turn, self.x, self.y + radius).arc(radius, turn, self.x, self.y - radius);
            let outer = half(Path::from(self.x, self.y - self.outer), self.outer, Turn::Short).close();
            return half(outer.jump(self.x, self.y - self.inner), self.inner, Turn::ShortBack).close();
        }
        let (turn, back) = if to - from > 0.5 { (Turn::Long, Turn::LongBack) } else { (Turn::Short, Turn::ShortBack) };
        let at = |radius: f64, share: f64| {
            let (sine, cosine) = sine_and_cosine(share);
            (self.x + radius * sine, self.y - radius * cosine)
        };
        let ((x0, y0), (x1, y1)) = (at(self.outer, from), at(self.outer, to));
        let ((x2, y2), (x3, y3)) = (at(self.inner, to), at(self.inner, from));
        Path::from(x0, y0).arc(self.outer, turn, x1, y1).line(x2, y2).arc(self.inner, back, x3, y3).close()
    }
}

fn draw_part(sheet: &mut Sheet, part: &Part, ring: &Ring, (from, to): (f64, f64)) {
    let path = ring.piece(from, to);
    let class = part.class.as_deref().unwrap_or("rest");
    sheet.svg.open("g", &[("class", "point".into())]);
    sheet.svg.words("title", &[], &format!("{}: {}", part.name, part.words));
    match part.state() {
        State::Firm => sheet.svg.path(&format!("mark piece {class}"), &path),
        State::Provisional | State::Estimated => sheet.svg.path(&format!("mark mark-provisional piece {class}"), &path),
        State::Expected | State::Target => sheet.hatched_path(class, &path),
    }
    sheet.svg.close("g");
}

/// The sine and the cosine of a share of the whole turn.
///
/// Why not `f64::sin`: its last digits differ from machine to machine. These are the series of Taylor on an eighth of the turn, where
/// nine terms are exact to the last digit that a drawing shows.
fn sine_and_cosine(share: f64) -> (f64, f64) {
    let eighths = (share * 8.0).round();
    let angle = (share - eighths / 8.0) * std::f64::consts::TAU;
    let square = angle * angle;
    let (mut sine, mut cosine) = (0.0, 0.0);
    for term in (0..9).rev() {
        let step = f64::from(term) * 2.0;
        cosine = 1.0 - square / ((step + 1.0) * (step + 2.0)) * cosine;
        sine = 1.0 - square / ((step + 2.0) * (step + 3.0)) * sine;
    }
    sine *= angle;
    let diagonal = std::f64::consts::FRAC_1_SQRT_2;
    let (base_sine, base_cosine) = match (eighths as i64).rem_euclid(8) {
        0 => (0.0, 1.0),
        1 => (diagonal, diagonal),
        2 => (1.0, 0.0),
        3 => (diagonal, -diagonal),
        4 => (0.0, -1.0),
        5 => (-diagonal, -diagonal),
        6 => (-1.0, 0.0),
        _ => (-diagonal, diagonal),
    };
    (sine * base_cosine + cosine * base_sine, cosine * base_cosine - sine * base_sine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn angles_are_as_the_machine_has_them() {
        for step in 0..=1000 {
            let share = f64::from(step) / 1000.0;
            let (sine, cosine) = sine_and_cosine(share);
            let (expected_sine, expected_cosine) = (share * std::f64::consts::TAU).sin_cos();
            assert!((sine - expected_sine).abs() < 1e-12 && (cosine - expected_cosine).abs() < 1e-12, "{share}");
        }
    }
}

//! One bar: solid up to what is known, open where more may follow, hatched where it is expected, pale where it is not final.

use super::scale::Linear;
use super::sheet::Sheet;
use super::svg::{Path, Rect};
use super::{Amount, Bound, Point, State};

/// Which way bars grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Right,
    Up,
}

/// What a bar looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Bar,
    /// A thin line with a dot at its end.
    Stick,
}

/// The strip of the drawing that one bar lies in.
#[derive(Clone, Copy, Debug)]
pub struct Strip {
    pub direction: Direction,
    pub shape: Shape,
    /// Its nearer edge, and how thick it is.
    pub side: f64,
    pub thick: f64,
}

/// How far an open end reaches beyond its value.
pub const OPEN: f64 = 15.0;

impl Strip {
    /// A place in the strip: along the bar, and across it.
    fn place(&self, along: f64, side: f64) -> (f64, f64) {
        match self.direction {
            Direction::Right => (along, side),
            Direction::Up => (side, along),
        }
    }

    /// The rectangle between two places along the strip.
    pub fn rect(&self, from: f64, to: f64) -> Rect {
        let (start, length) = (from.min(to), (to - from).abs());
        match self.direction {
            Direction::Right => Rect { x: start, y: self.side, width: length, height: self.thick },
            Direction::Up => Rect { x: self.side, y: start, width: self.thick, height: length },
        }
    }

    fn middle(&self) -> f64 {
        self.side + self.thick / 2.0
    }
}

/// Draws a point's bar from `base` on, and says where it ends, so that words can stand behind it.
pub fn draw(sheet: &mut Sheet, (series, point): (usize, &Point), strip: &Strip, (scale, base): (&Linear, f64)) -> f64 {
    let class = sheet.series_class(series);
    let start = scale.at(base);
    let outward = |value: f64| if (value < base) == (scale.to > scale.from) { -1.0 } else { 1.0 };
    let open = |value: f64| (scale.at(value), outward(value));
    match (point.amount, point.bound) {
        (Amount::Missing, _) | (Amount::Range { min: None, max: None }, _) => start,
        (Amount::Range { min: Some(min), max: Some(max) }, _) => {
            let (near, far) = if max <= base { (max, min) } else { (min, max) };
            let near = if near < base && far > base { base.max(min) } else { near };
            solid(sheet, (&class, point.state), strip, (start, scale.at(near)));
            let (from, to) = if min < base && max > base { (scale.at(min), scale.at(max)) } else { (scale.at(near), scale.at(far)) };
            possible(sheet, &class, strip, (from, to));
            scale.at(far)
        }
        (Amount::Value(value), Bound::Lower) | (Amount::Range { min: Some(value), max: None }, _) => {
            let (end, sign) = open(value);
            solid(sheet, (&class, point.state), strip, (start, end));
            arrows(sheet, &class, strip, (end, sign));
            end + sign * OPEN
        }
        (Amount::Value(value), Bound::Upper) | (Amount::Range { min: None, max: Some(value) }, _) => {
            possible(sheet, &class, strip, (start, scale.at(value)));
            scale.at(value)
        }
        (Amount::Value(value), Bound::Exact | Bound::About) => {
            solid(sheet, (&class, point.state), strip, (start, scale.at(value)));
            scale.at(value)
        }
    }
}

/// What is known.
fn solid(sheet: &mut Sheet, (class, state): (&str, State), strip: &Strip, (from, to): (f64, f64)) {
    if strip.shape == Shape::Stick {
        return stick(sheet, (class, state), strip, (from, to));
    }
    filled(sheet, (class, state), strip.rect(from, to));
}

/// A rectangle filled as sure as it is.
pub fn filled(sheet: &mut Sheet, (class, state): (&str, State), rect: Rect) {
    match state {
        State::Firm => sheet.svg.rect(&format!("mark {class}"), rect),
        State::Provisional | State::Estimated => sheet.svg.rect(&format!("mark mark-provisional {class}"), rect),
        State::Expected | State::Target => sheet.hatched(class, rect),
    }
}

fn stick(sheet: &mut Sheet, (class, state): (&str, State), strip: &Strip, (from, to): (f64, f64)) {
    sheet.svg.line(&format!("stick {class}"), strip.place(from, strip.middle()), strip.place(to, strip.middle()));
    dot(sheet, (class, state), strip.place(to, strip.middle()));
}

/// A dot, filled as sure as its value is.
pub fn dot(sheet: &mut Sheet, (class, state): (&str, State), (x, y): (f64, f64)) {
    let look = match state {
        State::Firm => "mark",
        State::Provisional | State::Estimated => "mark mark-provisional",
        State::Expected | State::Target => "mark-hollow",
    };
    let class = format!("{look} {class}");
    sheet.svg.empty("circle", &[("class", (&class).into()), ("cx", x.into()), ("cy", y.into()), ("r", 6.0.into())]);
}

/// What lies between the least and the most.
fn possible(sheet: &mut Sheet, class: &str, strip: &Strip, (from, to): (f64, f64)) {
    sheet.svg.rect(&format!("mark-range {class}"), strip.rect(from, to));
    let (a, b) = (strip.place(to, strip.side), strip.place(to, strip.side + strip.thick));
    sheet.svg.line(&format!("mark-end {class}"), a, b);
}

/// Two arrows behind a bar that may be longer.
fn arrows(sheet: &mut Sheet, class: &str, strip: &Strip, (end, sign): (f64, f64)) {
    let (near, far) = (strip.side, strip.side + strip.thick);
    let tip = (strip.thick / 2.0).min(5.0);
    let at = |along: f64, side: f64| strip.place(end + sign * along, side);
    for (start, class) in [(2.0, format!("mark-open {class}")), (7.5, format!("mark-open mark-open-far {class}"))] {
        let ((x0, y0), (x1, y1), (x2, y2)) = (at(start, near), at(start + tip, strip.middle()), at(start, far));
        let ((x3, y3), (x4, y4), (x5, y5)) = (at(start + 3.0, far), at(start + tip + 3.0, strip.middle()), at(start + 3.0, near));
        let path = Path::from(x0, y0).line(x1, y1).line(x2, y2).line(x3, y3).line(x4, y4).line(x5, y5).close();
        sheet.svg.path(&class, &path);
    }
}

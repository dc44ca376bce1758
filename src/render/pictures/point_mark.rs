//! The marks of a point on a line: dots, open dots, arrows where the true value may lie farther, whiskers for intervals.

use std::f64::consts::FRAC_1_SQRT_2;

use super::line_series::{Body, LinePoint, bound};
use super::svg::{Path, Svg};
use super::{Bound, State};

/// A mark by which series are told apart without colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Circle,
    Square,
    Diamond,
    Up,
    Down,
    Plus,
    Cross,
    Bar,
}

impl Shape {
    /// The shape of the series at a position.
    pub fn of(at: usize) -> Shape {
        use Shape::*;
        [Circle, Square, Diamond, Up, Down, Plus, Cross, Bar][at % 8]
    }

    /// Draws it around a point; all are about as large as a circle of this radius.
    pub fn draw(self, svg: &mut Svg, class: &str, (x, y): (f64, f64), r: f64) {
        match self {
            Shape::Circle => svg.empty("circle", &[("class", class.into()), ("cx", x.into()), ("cy", y.into()), ("r", r.into())]),
            _ => svg.path(class, &self.outline((x, y), r)),
        }
    }

    fn outline(self, (x, y): (f64, f64), r: f64) -> Path {
        let around = |corners: &[(f64, f64)]| {
            let mut corners = corners.iter().map(|(right, down)| (x + right * r, y + down * r));
            let (x, y) = corners.next().unwrap_or((x, y));
            corners.fold(Path::from(x, y), |path, (x, y)| path.line(x, y)).close()
        };
        const PLUS: [(f64, f64); 12] = [
            (-0.35, -1.15),
            (0.35, -1.15),
            (0.35, -0.35),
            (1.15, -0.35),
            (1.15, 0.35),
            (0.35, 0.35),
            (0.35, 1.15),
            (-0.35, 1.15),
            (-0.35, 0.35),
            (-1.15, 0.35),
            (-1.15, -0.35),
            (-0.35, -0.35),
        ];
        match self {
            Shape::Circle | Shape::Square => around(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
            Shape::Diamond => around(&[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)]),
            Shape::Up => around(&[(0.0, -1.25), (1.2, 0.95), (-1.2, 0.95)]),
            Shape::Down => around(&[(0.0, 1.25), (1.2, -0.95), (-1.2, -0.95)]),
            Shape::Plus => around(&PLUS),
            Shape::Cross => around(&PLUS.map(|(right, down)| ((right - down) * FRAC_1_SQRT_2, (right + down) * FRAC_1_SQRT_2))),
            Shape::Bar => around(&[(-1.3, -0.5), (1.3, -0.5), (1.3, 0.5), (-1.3, 0.5)]),
        }
    }
}

/// How a point is marked.
#[derive(Clone, Copy, Debug)]
pub struct Mark<'a> {
    /// The class of its series' colour.
    pub class: &'a str,
    pub shape: Shape,
    pub radius: f64,
    pub seen: Seen,
}

/// Is the mark there for the eye, or for the pointer alone?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    Always,
    /// As a point in its line, no wider than makes it seen.
    Inner,
    /// Where a pointer finds it: a place for it to rest and a dot that shows then.
    Pointed,
}

/// Draws a point's marks; `low` and `high` are where the ends of its body lie.
pub fn draw(svg: &mut Svg, line_point: &LinePoint, (x, low, high): (f64, f64, f64), mark: Mark) {
    let class = mark.class;
    let middle = (low + high) / 2.0;
    let arrow = match bound(line_point.point) {
        Bound::Lower => Some(-1.0),
        Bound::Upper => Some(1.0),
        Bound::Exact | Bound::About => None,
    };
    if let Some(way) = arrow {
        let tip = middle + way * (mark.radius + 13.0);
        let stem = Path::from(x, middle + way * mark.radius).line(x, tip);
        let head = stem.jump(x - 4.0, tip - way * 4.5).line(x, tip).line(x + 4.0, tip - way * 4.5);
        svg.path(&format!("arrow {class}"), &head);
    }
    if let Body::Between(..) = line_point.body {
        let caps = Path::from(x - 4.0, low).line(x + 4.0, low).jump(x, low).line(x, high).jump(x - 4.0, high).line(x + 4.0, high);
        svg.path(&format!("whisker {class}"), &caps);
        return;
    }
    let is_open = matches!(line_point.point.state, State::Expected | State::Target);
    let kind = match mark.seen {
        Seen::Pointed if arrow.is_none() && !is_open => "spot",
        _ if is_open => "dot dot-open",
        _ if matches!(line_point.point.state, State::Provisional | State::Estimated) => "dot dot-pale",
        Seen::Inner => "dot dot-inner",
        _ => "dot",
    };
    mark.shape.draw(svg, &format!("{kind} {class}"), (x, middle), mark.radius);
}

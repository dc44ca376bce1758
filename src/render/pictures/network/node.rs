//! A point and its label: one link, whichever form placed it.

use super::{LEADING, Network, Paper, TEXT};
use crate::render::pictures::point_mark::Shape;
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text::{self, Lines};

/// Where a label stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub lines: Lines,
    pub anchor: Anchor,
    /// Where its lines begin, are centred or end, and the top of the first.
    pub at: (f64, f64),
}

/// On which side of its point a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Below,
    Right,
    Left,
    Above,
    BelowRight,
    BelowLeft,
    AboveRight,
    AboveLeft,
}

impl Side {
    /// All of them, the best first.
    pub const ALL: [Side; 8] =
        [Side::Below, Side::Right, Side::Left, Side::Above, Side::BelowRight, Side::BelowLeft, Side::AboveRight, Side::AboveLeft];
}

/// What is left free between a point and its label.
const GAP: f64 = 3.0;

/// How large a point is by how much it is linked.
pub fn radius(degree: usize) -> f64 {
    (4.2 + 1.1 * (degree as f64).sqrt()).min(12.0)
}

impl Label {
    /// A label beside a point.
    pub fn beside(lines: Lines, (x, y): (f64, f64), radius: f64, side: Side) -> Label {
        let height = lines.lines.len() as f64 * LEADING;
        let slant = radius * 0.7 + GAP - 1.0;
        let (anchor, at) = match side {
            Side::Below => (Anchor::Middle, (x, y + radius + GAP - 1.0)),
            Side::Above => (Anchor::Middle, (x, y - radius - GAP - height)),
            Side::Right => (Anchor::Start, (x + radius + GAP, y - height / 2.0)),
            Side::Left => (Anchor::End, (x - radius - GAP, y - height / 2.0)),
            Side::BelowRight => (Anchor::Start, (x + slant, y + radius * 0.5)),
            Side::BelowLeft => (Anchor::End, (x - slant, y + radius * 0.5)),
            Side::AboveRight => (Anchor::Start, (x + slant, y - radius * 0.5 - height)),
            Side::AboveLeft => (Anchor::End, (x - slant, y - radius * 0.5 - height)),
        };
        Label { lines, anchor, at }
    }

    /// What it covers.
    pub fn covers(&self) -> Rect {
        let width = self.lines.width(TEXT) + 2.0;
        let x = match self.anchor {
            Anchor::Start => self.at.0 - 1.0,
            Anchor::Middle => self.at.0 - width / 2.0,
            Anchor::End => self.at.0 - width + 1.0,
        };
        Rect { x, y: self.at.1, width, height: self.lines.lines.len() as f64 * LEADING }
    }
}

/// A label in at most so many lines of this length.
pub fn lines(label: &str, room: f64, most: usize) -> Lines {
    text::wrap(label, TEXT, room, most)
}

/// Begins what stands for a node: a link, or a group where there is no page.
pub fn begin(network: &Network, paper: &mut Paper, node: usize) {
    let told = &network.nodes[node];
    let class = format!("node{}", told.standing.class());
    match told.href.as_str() {
        "" => paper.marks.open("g", &[("class", (&class).into())]),
        href => paper.marks.open("a", &[("class", (&class).into()), ("href", href.into())]),
    }
    paper.marks.words("title", &[], &told.told);
}

/// Ends it.
pub fn end(network: &Network, paper: &mut Paper, node: usize) {
    paper.marks.close(if network.nodes[node].href.is_empty() { "g" } else { "a" });
}

/// Draws a node's point.
pub fn point(network: &Network, paper: &mut Paper, node: usize, (place, radius): ((f64, f64), f64)) {
    let told = &network.nodes[node];
    let shape = if network.colours.len() > 1 { Shape::of(told.colour.min(7)) } else { Shape::Circle };
    let class = format!("mark {}{}", network.colour_class(told.colour), told.standing.class());
    shape.draw(&mut paper.marks, &class, place, radius);
    if network.centre == Some(node) {
        paper
            .marks
            .empty("circle", &[("class", "centre".into()), ("cx", place.0.into()), ("cy", place.1.into()), ("r", (radius + 3.5).into())]);
    }
}

/// Writes a label.
pub fn label(paper: &mut Paper, class: &str, label: &Label) {
    for (at, line) in label.lines.lines.iter().enumerate() {
        // The foot of a line is about three quarters of its size below its top.
        let foot = label.at.1 + at as f64 * LEADING + TEXT * 0.9;
        paper.marks.text(class, label.anchor, (label.at.0, foot), line);
    }
}

/// Draws a node whole: its point and its label, where there is room for one.
pub fn draw(network: &Network, paper: &mut Paper, node: usize, (place, radius): ((f64, f64), f64), placed: Option<&Label>) {
    begin(network, paper, node);
    point(network, paper, node, (place, radius));
    if let Some(placed) = placed {
        let class = if network.centre == Some(node) { "label halo label-name" } else { "label halo" };
        label(paper, class, placed);
    }
    end(network, paper, node);
}

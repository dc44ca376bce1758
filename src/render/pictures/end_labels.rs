//! Labels at the ends of lines: the last value and the name, moved apart, each joined to its line by a thin leader.

use super::labels::{Wish, spread};
use super::plot_area::PlotArea;
use super::sheet::{LEADING, Sheet, TEXT};
use super::svg::{Anchor, Path};
use super::text::{self, Lines};

/// What stands at the end of one line.
#[derive(Clone, Debug)]
pub struct EndLabel {
    /// The classes of the leader's colour.
    pub class: String,
    /// Where the line ends.
    pub x: f64,
    pub y: f64,
    pub value: String,
    pub name: String,
}

/// The labels at the right edge of a drawing, in two columns: values and names.
#[derive(Clone, Debug)]
pub struct EndLabels {
    values: f64,
    names: f64,
    lines: Vec<Lines>,
}

/// From the field's edge to the labels.
const LEADER: f64 = 18.0;
const BETWEEN: f64 = 6.0;

impl EndLabels {
    /// Finds room for values and names, of which none may be longer than `room` in four lines.
    pub fn new(labels: &[(String, String)], room: f64) -> EndLabels {
        let values = labels.iter().map(|(value, _)| text::bold_width(value, TEXT)).fold(0.0, f64::max);
        let lines: Vec<Lines> = labels.iter().map(|(_, name)| text::wrap(name, TEXT, room, 4)).collect();
        let names = lines.iter().map(|lines| lines.width(TEXT)).fold(0.0, f64::max);
        EndLabels { values, names, lines }
    }

    /// Is every name there as a whole, and is there room for all below each other?
    pub fn fit(&self, height: f64) -> bool {
        self.height() <= height && !self.lines.iter().any(|lines| lines.is_short)
    }

    /// How much room all of them need below each other.
    pub fn height(&self) -> f64 {
        self.lines.iter().map(high).sum()
    }

    /// How much of the drawing they need, leaders included.
    pub fn width(&self) -> f64 {
        let between = if self.values > 0.0 && self.names > 0.0 { BETWEEN } else { 0.0 };
        if self.lines.is_empty() { 10.0 } else { LEADER + self.values + between + self.names }
    }

    /// Draws them; `ends` are those for which room was found, with the places of their lines.
    pub fn draw(&self, sheet: &mut Sheet, ends: &[EndLabel], field: PlotArea) {
        let wishes: Vec<Wish> = ends.iter().zip(&self.lines).map(|(end, lines)| Wish { middle: end.y, height: high(lines) }).collect();
        // A label may stand half above the highest row and half below the lowest.
        let Some(places) = spread(&wishes, (field.top - LEADING / 2.0, field.bottom + LEADING / 2.0)) else { return };
        let left = field.right + LEADER;
        for ((end, lines), y) in ends.iter().zip(&self.lines).zip(places) {
            let turn = end.x.max(field.right - 2.0) + 2.0;
            let mut leader = Path::from(end.x, end.y);
            if end.x < field.right - 2.0 {
                leader = leader.line(turn, end.y);
            }
            sheet.svg.path(&format!("leader {}", end.class), &leader.line(left - 4.0, y));
            sheet.svg.text("label-value", Anchor::End, (left + self.values, y + TEXT * 0.35), &end.value);
            let start = left + if self.values > 0.0 { self.values + BETWEEN } else { 0.0 };
            sheet.lines("label", Anchor::Start, (start, y), (lines, &end.name));
        }
    }
}

fn high(lines: &Lines) -> f64 {
    lines.lines.len().max(1) as f64 * LEADING + 1.0
}

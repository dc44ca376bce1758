//! An axis for values: where they lie, and what stands at its ticks.

use super::scale::{Linear, ticks};
use super::sheet::{Sheet, TICK};
use super::svg::Anchor;
use super::text;
use super::words::Words;

/// An axis for values.
#[derive(Clone, Debug)]
pub struct ValueAxis {
    pub scale: Linear,
    /// Where there is a line, and the number beside it.
    pub ticks: Vec<(f64, String)>,
}

impl ValueAxis {
    /// An axis from a round number at or below `low` to one at or above `high`, with at most `most` ticks; [`Axis::laid`] places it.
    pub fn new(words: &Words, (low, high): (f64, f64), most: usize) -> ValueAxis {
        let found = ticks(low, high, most);
        let (first, last) = found.ends();
        let label = |value: &f64| words.tick(*value, found.step);
        let ticks = found.values.iter().map(|value| (*value, label(value))).collect();
        ValueAxis { scale: Linear::new((first, last), (0.0, 1.0)), ticks }
    }

    /// The same axis laid onto a stretch of the drawing.
    pub fn laid(self, from: f64, to: f64) -> ValueAxis {
        ValueAxis { scale: Linear { from, to, ..self.scale }, ..self }
    }

    /// Where a value lies.
    pub fn at(&self, value: f64) -> f64 {
        self.scale.at(value)
    }

    /// How long the longest number is.
    pub fn label_width(&self) -> f64 {
        self.ticks.iter().map(|(_, label)| text::width(label, TICK)).fold(0.0, f64::max)
    }

    /// Draws lines from `left` to `right` with their numbers before them; `zero` is drawn stronger.
    pub fn draw_rows(&self, sheet: &mut Sheet, (left, right): (f64, f64), zero: f64) {
        for (value, label) in &self.ticks {
            let y = self.at(*value);
            sheet.svg.line(if *value == zero { "axis" } else { "grid" }, (left, y), (right, y));
            sheet.svg.text("tick", Anchor::End, (left - 6.0, y + TICK * 0.35), label);
        }
    }

    /// Draws lines from `top` to `bottom` with their numbers below them; `zero` is drawn stronger. Numbers that would touch the one
    /// before are left out.
    pub fn draw_columns(&self, sheet: &mut Sheet, (top, bottom): (f64, f64), zero: f64) {
        let mut free = f64::NEG_INFINITY;
        for (value, label) in &self.ticks {
            let x = self.at(*value);
            sheet.svg.line(if *value == zero { "axis" } else { "grid" }, (x, top), (x, bottom));
            let half = text::width(label, TICK) / 2.0;
            // At the drawing's edges a number moves in rather than out of sight.
            let middle = x.max(half).min(sheet.across() - half);
            if middle - half > free {
                sheet.svg.text("tick", Anchor::Middle, (middle, bottom + TICK + 3.0), label);
                free = middle + half + 4.0;
            }
        }
    }
}

//! What colours and hatching mean, above the drawing and in its order.

use super::bands::States;
use super::sheet::{LEADING, Sheet, TEXT};
use super::svg::{Anchor, Rect};
use super::text;
use super::{Amount, Point, State};

/// One entry: a sample and its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub sample: Sample,
    pub name: String,
}

/// What is shown beside a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A square in the colours of these classes, filled as a mark: `series-1`.
    Mark(String),
    /// A stretch of line with these classes: `line series-1`.
    Line(String),
    /// A hatched square: what is expected.
    Hatched(String),
    /// A pale square with an outline: what is provisional or estimated.
    Pale(String),
}

const SAMPLE: f64 = 12.0;
const GAP: f64 = 16.0;

/// Draws the keys side by side from `top` on, in as many rows as they need; says where the last row ends.
pub fn draw(sheet: &mut Sheet, keys: &[Key], top: f64) -> f64 {
    let (across, mut x, mut y) = (sheet.across(), 0.0, top);
    for key in keys {
        let name = text::shorten(&key.name, TEXT, across - SAMPLE - 6.0);
        let length = SAMPLE + 6.0 + text::width(&name, TEXT);
        if x > 0.0 && x + length > across {
            (x, y) = (0.0, y + LEADING + 3.0);
        }
        sample(sheet, &key.sample, x, y + LEADING / 2.0);
        sheet.named_text("label", Anchor::Start, (x + SAMPLE + 6.0, y + LEADING / 2.0 + TEXT * 0.35), (&name, &key.name));
        x += length + GAP;
    }
    if keys.is_empty() { top } else { y + LEADING + 3.0 }
}

/// Draws a sample around a height.
pub fn sample(sheet: &mut Sheet, sample: &Sample, x: f64, middle: f64) {
    let square = Rect { x, y: middle - SAMPLE / 2.0, width: SAMPLE, height: SAMPLE };
    match sample {
        Sample::Mark(class) => sheet.svg.rect(&format!("mark {class}"), square),
        Sample::Line(class) => sheet.svg.line(class, (x, middle), (x + SAMPLE, middle)),
        Sample::Hatched(class) => sheet.hatched(class, square),
        Sample::Pale(class) => sheet.svg.rect(&format!("mark mark-provisional {class}"), square),
    }
}

impl Sheet<'_> {
    /// The names of the series, where there are several.
    pub fn series_keys(&self) -> Vec<Key> {
        let series = self.chart.series.iter().enumerate();
        let key = |(at, name): (usize, &str)| Key { sample: Sample::Mark(self.series_class(at)), name: name.to_owned() };
        match self.chart.series.len() {
            0 | 1 => Vec::new(),
            _ => series.map(|(at, series)| key((at, &series.name))).collect(),
        }
    }

    /// What pale and hatched marks mean, where some of the values are not firm.
    pub fn state_keys(&self) -> Vec<Key> {
        if self.states != States::Mixed {
            return Vec::new();
        }
        let used = |state: State| self.chart.points().find(|(_, point)| point.state == state && point.amount != Amount::Missing);
        let states = [State::Provisional, State::Estimated, State::Expected, State::Target];
        let key = |(series, point): (usize, &Point)| {
            let class = self.series_class(series);
            let name = self.words.state(point.state)?;
            let is_hatched = matches!(point.state, State::Expected | State::Target);
            Some(Key { sample: if is_hatched { Sample::Hatched(class) } else { Sample::Pale(class) }, name })
        };
        states.into_iter().filter_map(used).filter_map(key).collect()
    }
}

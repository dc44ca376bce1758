//! What colours and hatching mean, above the drawing and in its order.

use super::bar_mark::dot;
use super::category_rows::{States, states};
use super::point_mark::Shape;
use super::sheet::{LEADING, Sheet, TEXT};
use super::svg::{Anchor, Rect};
use super::text;
use super::{Amount, Series, State};

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
    /// A stretch of line with the shape that marks its end, in the colours of this class.
    Shaped(String, Shape),
    /// The shape alone.
    Shape(String, Shape),
    /// A hatched square: what is expected.
    Hatched(String),
    /// A pale square with an outline: what is provisional or estimated.
    Pale(String),
    /// A dot as sure as this.
    Dot(String, State),
}

impl Sample {
    /// A mark as sure as this.
    pub fn of(class: &str, state: State) -> Sample {
        match state {
            State::Firm => Sample::Mark(class.to_owned()),
            State::Provisional | State::Estimated => Sample::Pale(class.to_owned()),
            State::Expected | State::Target => Sample::Hatched(class.to_owned()),
        }
    }
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
        Sample::Shaped(class, shape) => {
            sheet.svg.line(&format!("line {class}"), (x, middle), (x + SAMPLE, middle));
            shape.draw(&mut sheet.svg, &format!("dot {class}"), (x + SAMPLE / 2.0, middle), 4.5);
        }
        Sample::Shape(class, shape) => {
            shape.draw(&mut sheet.svg, &format!("dot {class}"), (x + SAMPLE / 2.0, middle), 5.0);
        }
        Sample::Hatched(class) => sheet.hatched(class, square),
        Sample::Dot(class, state) => dot(sheet, (class, *state), (x + SAMPLE / 2.0, middle)),
        Sample::Pale(class) => sheet.svg.rect(&format!("mark mark-provisional {class}"), square),
    }
}

impl Sheet<'_> {
    /// The names of the series, where there are several; of one whose values are all expected, that they are.
    pub fn series_keys(&self) -> Vec<Key> {
        if self.chart.series.len() < 2 {
            return Vec::new();
        }
        let key = |(at, series): (usize, &Series)| {
            let class = self.series_class(at);
            let state = if self.states == States::Mixed { states(series.points.iter()) } else { States::All(State::Firm) };
            let (state, name) = match state {
                States::All(state) => (state, self.words.state(state).map(|state| format!("{} ({state})", series.name))),
                States::Mixed => (State::Firm, None),
            };
            Key { sample: Sample::of(&class, state), name: name.unwrap_or_else(|| series.name.clone()) }
        };
        // What stands out, and what does not, needs no key.
        self.chart.series.iter().enumerate().filter(|(_, series)| !series.name.is_empty()).map(key).collect()
    }

    /// What pale and hatched marks mean, where some of the values are not firm and no series' name says it.
    pub fn state_keys(&self) -> Vec<Key> {
        if self.states != States::Mixed {
            return Vec::new();
        }
        let is_open = |series: &Series| self.chart.series.len() < 2 || states(series.points.iter()) == States::Mixed;
        let series: Vec<(usize, &Series)> = self.chart.series.iter().enumerate().filter(|(_, series)| is_open(series)).collect();
        let key = |state: State| {
            let has = |series: &Series| series.points.iter().any(|point| point.state == state && point.amount != Amount::Missing);
            let (at, _) = series.iter().find(|(_, series)| has(series))?;
            Some(Key { sample: Sample::of(&self.series_class(*at), state), name: self.words.state(state)? })
        };
        [State::Provisional, State::Estimated, State::Expected, State::Target].into_iter().filter_map(key).collect()
    }
}

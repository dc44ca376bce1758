//! What line, area and scatter charts stand on: rows for values, an axis along which the points follow each other, reference lines.

use super::horizontal_axis::HorizontalAxis;
use super::labels::{Wish, spread};
use super::line_series::LineSeries;
use super::scale::Linear;
use super::sheet::{LEADING, Sheet, TEXT, TICK};
use super::svg::{Anchor, Rect};
use super::text;
use super::value_axis::ValueAxis;
use super::{Chart, Width};

/// The place of a drawing inside its axes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlotArea {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

/// Must zero be on the axis?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floor {
    /// What is filled is read by its height.
    Zero,
    /// A line is read by where it goes; zero is shown where it is near anyway.
    Near,
}

/// Between the field's edges and the first and the last point.
pub const INSET: f64 = 8.0;

/// Draws that there is nothing to draw.
pub fn empty(sheet: &mut Sheet) -> f64 {
    let words = sheet.words.say("picture-no-data", &[]);
    sheet.svg.text("missing", Anchor::Middle, (sheet.across() / 2.0, 30.0), &words);
    48.0
}

/// How high the field is.
pub fn height(width: Width) -> f64 {
    match width {
        Width::Narrow => 230.0,
        Width::Wide => 320.0,
    }
}

/// The lowest and the highest value that the axis must cover: those of the lines, an index's base, the references.
pub fn domain(chart: &Chart, lines: &[LineSeries], floor: Floor) -> (f64, f64) {
    let (values, others) = (lines.iter().flat_map(LineSeries::drawn), chart.base.iter().chain(chart.references.iter().map(|r| &r.value)));
    let ends =
        values.map(|line_point| line_point.body.ends()).chain(others.filter(|value| value.is_finite()).map(|value| (*value, *value)));
    let (low, high) = ends.reduce(|(low, high), (from, to)| (low.min(from), high.max(to))).unwrap_or((0.0, 1.0));
    // Nearer than half of what is shown: then a reader takes the lowest row for zero.
    let is_near = if low >= 0.0 { low <= (high - low) / 2.0 } else { high > 0.0 || -high <= (high - low) / 2.0 };
    match floor {
        Floor::Near if low < high && (!is_near || chart.base.is_some()) => (low, high),
        _ => (low.min(0.0), high.max(0.0)),
    }
}

/// The axis of values for a chart, not yet placed.
pub fn axis(sheet: &Sheet, domain: (f64, f64)) -> ValueAxis {
    let most = match sheet.width {
        Width::Narrow => 6,
        Width::Wide => 7,
    };
    ValueAxis::new(sheet.words, domain, most)
}

/// How much room the numbers of the rows need, with an index's base among them.
pub fn margin(sheet: &Sheet, axis: &ValueAxis) -> f64 {
    let base = sheet.chart.base.filter(|base| base.is_finite());
    let base = base.map_or(0.0, |base| text::width(&sheet.words.tick(base, 1.0), TICK));
    axis.label_width().max(base.min(60.0)) + 8.0
}

/// Draws the rows with their numbers, and the axis below.
pub fn draw(sheet: &mut Sheet, field: PlotArea, axis: &ValueAxis, along: &HorizontalAxis) {
    let base = sheet.chart.base.filter(|base| base.is_finite());
    axis.draw_rows(sheet, (field.left, field.right), base.unwrap_or(0.0));
    if let Some(base) = base.filter(|base| axis.ticks.iter().all(|(value, _)| value != base)) {
        let y = axis.at(base);
        sheet.svg.line("axis", (field.left, y), (field.right, y));
        if axis.ticks.iter().all(|(value, _)| (axis.at(*value) - y).abs() > LEADING) {
            let whole = sheet.words.tick(base, 1.0);
            let label = text::shorten(&whole, TICK, field.left - 8.0);
            sheet.named_text("tick", Anchor::End, (field.left - 6.0, y + TICK * 0.35), (&label, &whole));
        }
    }
    along.draw(sheet, field.bottom);
}

/// Draws the lines that others are compared with, and their labels where they are not written beside the field; says what room those
/// take.
pub fn references(sheet: &mut Sheet, field: PlotArea, up: &Linear, labels: Labels) -> Vec<Rect> {
    let references: Vec<_> = sheet.chart.references.iter().filter(|reference| reference.value.is_finite()).collect();
    let height = TEXT + 2.0;
    let wishes: Vec<Wish> =
        references.iter().map(|reference| Wish { middle: up.at(reference.value) - height / 2.0 - 2.0, height }).collect();
    for reference in &references {
        let y = up.at(reference.value);
        sheet.svg.line("reference", (field.left, y), (field.right, y));
    }
    let places = spread(&wishes, (field.top - LEADING, field.bottom)).filter(|_| labels == Labels::Inside).unwrap_or_default();
    let mut taken = Vec::new();
    for (reference, middle) in references.iter().zip(places) {
        let label = text::shorten(&reference.label, TEXT, field.right - field.left);
        let width = text::width(&label, TEXT);
        sheet.named_text("label-reference", Anchor::End, (field.right, middle + TEXT * 0.35), (&label, &reference.label));
        taken.push(Rect { x: field.right - width, y: middle - height / 2.0, width, height });
    }
    taken
}

/// Where the labels of reference lines stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labels {
    Inside,
    Beside,
}

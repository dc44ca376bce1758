//! Small multiples over categories: for each series a short list of bars, all with one scale.

use crate::render::pictures::bar_mark::{self, Direction, OPEN, Shape, Strip};
use crate::render::pictures::line_series::{bound, place};
use crate::render::pictures::scale::{Linear, tame};
use crate::render::pictures::sheet::{COLOURS, LEADING, Sheet, TEXT, TICK};
use crate::render::pictures::svg::Anchor;
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::{Amount, Bound, Emphasis, Point, plot_area};

/// The least width of a list, the width up to which it grows for long names, and the free space beside it.
const CELL: f64 = 150.0;
const WIDEST: f64 = 235.0;
const GAP: f64 = 20.0;

/// A bar, and a row: words, their bar, and free space.
const THICK: f64 = 9.0;
const ROW: f64 = LEADING + THICK + 11.0;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let chart = sheet.chart;
    let ends: Vec<f64> = chart.points().flat_map(|(_, point)| point.amount.ends()).map(tame).collect();
    if ends.is_empty() {
        return plot_area::empty(sheet);
    }
    let (low, high) = ends.iter().fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(*value), high.max(*value)));
    let names = chart.points().map(|(_, point)| text::width(&point.when, TICK) + 60.0).fold(0.0, f64::max);
    let columns = (((sheet.across() + GAP) / (names.clamp(CELL, WIDEST) + GAP)) as usize).clamp(1, chart.series.len());
    let cell = (sheet.across() + GAP) / columns as f64 - GAP;
    // Behind the longest bar there must be room for an arrow, where one may be.
    let open = if chart.points().any(|(_, point)| bound(point) == Bound::Lower) { OPEN } else { 0.0 };
    let keys = sheet.state_keys();
    let mut y = sheet.head(&keys) + 4.0;
    for (row, several) in chart.series.chunks(columns).enumerate() {
        let names: Vec<Lines> = several.iter().map(|series| text::wrap(&series.name, TEXT * 1.06, cell, 2)).collect();
        let top = y + names.iter().map(|name| name.lines.len()).max().unwrap_or(0) as f64 * LEADING + 6.0;
        let mut bottom = top;
        for (at, (series, name)) in several.iter().zip(&names).enumerate() {
            let left = at as f64 * (cell + GAP);
            let middle = top - 6.0 - name.lines.len() as f64 * LEADING / 2.0;
            sheet.lines("label-name", Anchor::Start, (left, middle), (name, &series.name));
            let from = if low < 0.0 { left + open } else { left };
            let scale = Linear::new((low, high), (from, left + cell - open));
            let mut points: Vec<&Point> = series.points.iter().collect();
            points.sort_by(|one, other| place(one.at).total_cmp(&place(other.at)));
            for (line, point) in points.iter().enumerate() {
                bar(sheet, (row * columns + at, point), top + line as f64 * ROW, (&scale, left + cell - from));
            }
            bottom = bottom.max(top + points.len() as f64 * ROW);
        }
        y = bottom + 10.0;
    }
    y
}

/// A category and its value, and the bar below them.
fn bar(sheet: &mut Sheet, (series, point): (usize, &Point), y: f64, (scale, cell): (&Linear, f64)) {
    let (left, right) = (scale.from, scale.from + cell);
    let value = if point.amount == Amount::Missing { sheet.words.missing() } else { sheet.words.beside(point) };
    let value = text::shorten(&value, TEXT * 1.06, cell * 0.6);
    let name = text::shorten(&point.when, TICK, cell - text::bold_width(&value, TEXT) - 8.0);
    sheet.named_text("tick", Anchor::Start, (left, y + TICK), (&name, &point.when));
    let class = if point.amount == Amount::Missing { "missing" } else { "label-value" };
    sheet.svg.text(class, Anchor::End, (right, y + TICK), &value);
    // All lists have one colour: their names tell them apart. A position behind the last series has the first colour.
    let colour = match sheet.chart.series[series].emphasis {
        Emphasis::Plain => sheet.chart.series.len().next_multiple_of(COLOURS),
        Emphasis::Strong | Emphasis::Faint => series,
    };
    let strip = Strip { direction: Direction::Right, shape: Shape::Bar, side: y + LEADING + 3.0, thick: THICK };
    sheet.begin(series, point);
    bar_mark::draw(sheet, (colour, point), &strip, (scale, 0.0));
    sheet.end(point);
}

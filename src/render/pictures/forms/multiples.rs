//! A small chart for each series, all with one scale, in rows of as many as fit.

use super::{line, small_bars};
use crate::render::pictures::horizontal_axis::span;
use crate::render::pictures::line_series::{LinePoint, LineSeries};
use crate::render::pictures::point_mark::{self, Mark, Seen, Shape};
use crate::render::pictures::scale::Linear;
use crate::render::pictures::sheet::{LEADING, Sheet, TEXT, TICK};
use crate::render::pictures::svg::Anchor;
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::value_axis::ValueAxis;
use crate::render::pictures::{At, Emphasis, Width, line_path, notes, plot_area};

/// The least width of a small chart, the free space beside it, and how high its lines may go.
const CELL: f64 = 140.0;
const GAP: f64 = 18.0;
const HEIGHT: f64 = 84.0;

/// How much wider bold letters are.
const BOLD: f64 = 1.06;

/// What all small charts share.
struct Grid {
    axis: ValueAxis,
    along: Linear,
    columns: usize,
    cell: f64,
    /// Where the numbers of the rows stand.
    left: f64,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let chart = sheet.chart;
    if chart.points().any(|(_, point)| matches!(point.at, At::Band(_))) {
        return small_bars::draw(sheet);
    }
    let lines = LineSeries::all(chart);
    if lines.iter().all(|line| line.points.is_empty()) {
        return plot_area::empty(sheet);
    }
    if lines.len() == 1 {
        return line::draw(sheet);
    }
    let axis = ValueAxis::new(sheet.words, plot_area::domain(chart, &lines, plot_area::Floor::Near), 5);
    let grid = Grid::new(sheet, axis, lines.len());
    let mut y = sheet.head(&[]) + 4.0;
    for row in lines.chunks(grid.columns) {
        let names: Vec<Lines> = row.iter().map(|line| text::wrap(&line.series.name, TEXT * BOLD, grid.cell, 2)).collect();
        let most = names.iter().map(|name| name.lines.len()).max().unwrap_or(0) as f64;
        let top = y + most * LEADING + 8.0;
        let axis = grid.axis.clone().laid(top + HEIGHT, top);
        for (at, (line, name)) in row.iter().zip(&names).enumerate() {
            let left = grid.left + at as f64 * (grid.cell + GAP);
            // Names of one line stand as near to their lines as those of two.
            let middle = top - 8.0 - name.lines.len() as f64 * LEADING / 2.0;
            sheet.lines("label-name", Anchor::Start, (left, middle), (name, &line.series.name));
            rows(sheet, &axis, (left, left + grid.cell));
            if at == 0 {
                numbers(sheet, &axis, left);
            }
            cell(sheet, line, &axis, Linear { from: left + 5.0, to: left + grid.cell - 5.0, ..grid.along });
        }
        y = top + HEIGHT + 2.0 * LEADING + 16.0;
    }
    let mut said = notes::notes(chart, &lines, sheet.words);
    said.extend(notes::signs(&lines, sheet.words));
    notes::draw(sheet, &said, y - 8.0) + 4.0
}

impl Grid {
    fn new(sheet: &Sheet, axis: ValueAxis, count: usize) -> Grid {
        let left = axis.label_width() + 8.0;
        let room = sheet.across() - left;
        let columns = (((room + GAP) / (CELL + GAP)) as usize).clamp(1, count.max(1));
        let cell = (room + GAP) / columns as f64 - GAP;
        // A few small charts stay small: they are compared with each other, not with the page.
        let widest = match sheet.width {
            Width::Narrow => room,
            Width::Wide => 300.0,
        };
        Grid { axis, along: Linear::new(span(sheet.chart), (0.0, 1.0)), columns, cell: cell.min(widest), left }
    }
}

fn rows(sheet: &mut Sheet, axis: &ValueAxis, (left, right): (f64, f64)) {
    let base = sheet.chart.base.unwrap_or(0.0);
    for (value, _) in &axis.ticks {
        let y = axis.at(*value);
        sheet.svg.line(if *value == base { "axis" } else { "grid" }, (left, y), (right, y));
    }
    let base_is_between = axis.ticks.iter().all(|(value, _)| *value != base) && sheet.chart.base.is_some_and(f64::is_finite);
    if base_is_between {
        sheet.svg.line("axis", (left, axis.at(base)), (right, axis.at(base)));
    }
    for reference in sheet.chart.references.iter().filter(|reference| reference.value.is_finite()) {
        let y = axis.at(reference.value);
        sheet.svg.line("reference", (left, y), (right, y));
    }
}

fn numbers(sheet: &mut Sheet, axis: &ValueAxis, left: f64) {
    for (value, label) in &axis.ticks {
        sheet.svg.text("tick", Anchor::End, (left - 6.0, axis.at(*value) + TICK * 0.35), label);
    }
}

/// One small chart: its line, and its first and last value with their times below.
fn cell(sheet: &mut Sheet, line: &LineSeries, axis: &ValueAxis, along: Linear) {
    let at = |line_point: &LinePoint| {
        let (low, high) = line_point.body.ends();
        (along.at(line_point.place), axis.at(low), axis.at(high))
    };
    let class = match line.series.emphasis {
        Emphasis::Plain => "series-1",
        Emphasis::Strong => "series-strong",
        Emphasis::Faint => "series-faint",
    };
    let (Some(first), Some(last)) = (line.points.first(), line.points.last()) else {
        let words = sheet.words.say("picture-no-data", &[]);
        let place = ((along.from + along.to) / 2.0, (axis.scale.from + axis.scale.to) / 2.0);
        return sheet.svg.text("missing", Anchor::Middle, place, &words);
    };
    line_path::draw(&mut sheet.svg, line, class, at);
    for (place, line_point) in line.points.iter().enumerate() {
        let is_end = place == 0 || place + 1 == line.points.len();
        if is_end || line_path::is_lone(line, place) {
            let mark = Mark { class, shape: Shape::Circle, radius: if is_end { 3.5 } else { 2.0 }, seen: Seen::Always };
            sheet.begin(line.at, line_point.point);
            point_mark::draw(&mut sheet.svg, line_point, at(line_point), mark);
            sheet.end(line_point.point);
        }
    }
    let (left, right) = (along.from - 5.0, along.to + 5.0);
    let foot = axis.scale.from + 8.0;
    let end = told(sheet, last, right - left);
    let end_width = wide(&end);
    write(sheet, &end, Anchor::End, (right, foot));
    if first.place < last.place {
        let start = told(sheet, first, right - left);
        // Where there is no room for both, the last is what a reader looks for.
        if wide(&start) + end_width + 10.0 <= right - left {
            write(sheet, &start, Anchor::Start, (left, foot));
        }
    }
}

/// A value and its time, neither longer than the small chart is wide.
fn told(sheet: &Sheet, line_point: &LinePoint, room: f64) -> (String, String) {
    let value = text::shorten(&sheet.words.beside(line_point.point), TEXT * BOLD, room);
    (value, text::shorten(&line_point.point.when, TICK, room))
}

fn wide((value, when): &(String, String)) -> f64 {
    text::bold_width(value, TEXT).max(text::width(when, TICK))
}

fn write(sheet: &mut Sheet, (value, when): &(String, String), anchor: Anchor, (x, y): (f64, f64)) {
    sheet.svg.text("label-value", anchor, (x, y + TEXT * 0.85), value);
    sheet.svg.text("tick", anchor, (x, y + TEXT * 0.85 + LEADING), when);
}

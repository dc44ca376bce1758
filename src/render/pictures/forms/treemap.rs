//! Rectangles whose areas are the values, as near to squares as they can be.

use std::collections::BTreeMap;

use super::bar;
use crate::render::pictures::category_rows::can_be_added;
use crate::render::pictures::parts_of_whole::{self, Part, parts};
use crate::render::pictures::sheet::{COLOURS, LEADING, Sheet, TEXT};
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text;
use crate::render::pictures::{Chart, State, Width};

/// More cells could not be told apart.
const MOST: usize = 200;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let Some(parts) = parts(sheet, MOST).filter(|_| can_be_added(sheet.chart)) else { return bar::draw(sheet) };
    let keys = if is_grouped(sheet.chart) { sheet.series_keys() } else { Vec::new() };
    let top = sheet.head(&keys) + 2.0;
    let height = match sheet.width {
        Width::Narrow => 420.0,
        Width::Wide => 400.0,
    };
    let room = Rect { x: 0.0, y: top, width: sheet.across(), height };
    if !is_grouped(sheet.chart) {
        let all = by_size(parts.parts.iter().collect());
        draw_cells(sheet, &all, room, "series-1");
        return parts_of_whole::note(sheet, &parts, top + height) + 2.0;
    }
    // Each series is a rectangle of its own, in its colour; what has no series comes last.
    let mut groups: BTreeMap<Option<usize>, Vec<&Part>> = BTreeMap::new();
    for part in &parts.parts {
        groups.entry(part.point.map(|(series, _)| series)).or_default().push(part);
    }
    let mut groups: Vec<(Option<usize>, Vec<&Part>)> = groups.into_iter().collect();
    groups.sort_by(|one, other| other.0.is_some().cmp(&one.0.is_some()).then(sum(&other.1).total_cmp(&sum(&one.1))));
    let sums: Vec<f64> = groups.iter().map(|(_, group)| sum(group)).collect();
    for ((series, group), cell) in groups.into_iter().zip(squarified(&sums, room)) {
        let class = series.map_or("rest".to_owned(), |series| sheet.series_class(series));
        draw_cells(sheet, &by_size(group), cell, &class);
    }
    parts_of_whole::note(sheet, &parts, top + height) + 2.0
}

/// Do series divide the whole first? With more of them than colours they would not be told apart.
fn is_grouped(chart: &Chart) -> bool {
    (2..=COLOURS).contains(&chart.series.len()) && chart.categories.len() > 1
}

fn sum(parts: &[&Part]) -> f64 {
    parts.iter().map(|part| part.value).sum()
}

/// The largest first, but what is not broken down last; what is nothing has no area.
fn by_size<'a>(mut parts: Vec<&'a Part<'a>>) -> Vec<&'a Part<'a>> {
    parts.retain(|part| part.value > 0.0);
    parts.sort_by(|one, other| other.class.is_some().cmp(&one.class.is_some()).then(other.value.total_cmp(&one.value)));
    parts
}

fn draw_cells(sheet: &mut Sheet, parts: &[&Part], room: Rect, class: &str) {
    let values: Vec<f64> = parts.iter().map(|part| part.value).collect();
    for (part, cell) in parts.iter().zip(squarified(&values, room)) {
        draw_cell(sheet, part, cell, if part.class.is_some() { class } else { "rest" });
    }
}

/// Divides a rectangle by the values, largest first, row by row along its shorter side (Bruls, Huizing and van Wijk, "Squarified
/// Treemaps", 2000): a row takes one more cell as long as that makes its worst cell squarer.
pub fn squarified(values: &[f64], room: Rect) -> Vec<Rect> {
    let sum: f64 = values.iter().sum();
    let mut cells = Vec::with_capacity(values.len());
    let (mut free, mut left, mut first) = (room, sum, 0);
    while first < values.len() && left > 0.0 {
        let area = free.width * free.height / left;
        let side = free.width.min(free.height);
        let (mut end, mut row) = (first + 1, values[first]);
        while end < values.len()
            && worst(&values[first..=end], row + values[end], (area, side)) <= worst(&values[first..end], row, (area, side))
        {
            row += values[end];
            end += 1;
        }
        // The last row takes what is left to the last bit.
        let thick = if end == values.len() { free.width * free.height / side } else { row * area / side };
        lay(&values[first..end], row, (&free, thick), &mut cells);
        free = if free.width <= free.height {
            Rect { y: free.y + thick, height: (free.height - thick).max(0.0), ..free }
        } else {
            Rect { x: free.x + thick, width: (free.width - thick).max(0.0), ..free }
        };
        left -= row;
        first = end;
    }
    cells.resize(values.len(), Rect { x: room.x, y: room.y, width: 0.0, height: 0.0 });
    cells
}

/// How far from a square the worst cell of a row is. Values fall along the row, so that it is the first or the last.
fn worst(row: &[f64], sum: f64, (area, side): (f64, f64)) -> f64 {
    let thick = sum * area / side;
    let ratio = |value: f64| {
        let length = value * area / thick;
        (length / thick).max(thick / length)
    };
    ratio(row[0]).max(ratio(row[row.len() - 1]))
}

/// Lays a row's cells along the shorter side of what is free.
fn lay(row: &[f64], sum: f64, (free, thick): (&Rect, f64), cells: &mut Vec<Rect>) {
    let mut before = 0.0;
    for value in row {
        let (start, end) = (before / sum, (before + value) / sum);
        before += value;
        cells.push(if free.width <= free.height {
            Rect { x: free.x + start * free.width, y: free.y, width: (end - start) * free.width, height: thick }
        } else {
            Rect { x: free.x, y: free.y + start * free.height, width: thick, height: (end - start) * free.height }
        });
    }
}

fn draw_cell(sheet: &mut Sheet, part: &Part, cell: Rect, class: &str) {
    match part.point {
        Some((series, point)) => sheet.begin(series, point),
        None => {
            sheet.svg.open("g", &[("class", "point".into())]);
            sheet.svg.words("title", &[], &format!("{}: {}", part.name, part.words));
        }
    }
    match part.state() {
        State::Expected | State::Target => sheet.hatched(class, cell),
        _ => sheet.svg.rect(&format!("cell {class}"), cell),
    }
    label(sheet, part, cell);
    match part.point {
        Some((_, point)) => sheet.end(point),
        None => sheet.svg.close("g"),
    }
}

/// Writes a part's name and number into its cell, if they fit.
fn label(sheet: &mut Sheet, part: &Part, cell: Rect) {
    let room = cell.width - 14.0;
    let most = ((cell.height - 12.0) / LEADING).floor().max(0.0) as usize;
    if most == 0 || room < 24.0 {
        return;
    }
    let has_number = most >= 2 && text::bold_width(&part.words, TEXT) <= room;
    // In a rectangle of its series a part is called by its place alone.
    let own = part.point.filter(|_| is_grouped(sheet.chart)).map_or(&part.name, |(_, point)| &point.when);
    let own = if own.is_empty() { &part.name } else { own };
    let halo = if matches!(part.state(), State::Expected | State::Target) { " halo" } else { "" };
    let name = sheet.wrap(own, room, if has_number { most - 1 } else { most }.min(4));
    if text::longest_word(own, TEXT) > room && name.lines.first().is_none_or(|line| line.chars().count() < 5) {
        return;
    }
    for (at, line) in name.lines.iter().enumerate() {
        sheet.svg.text(&format!("label{halo}"), Anchor::Start, (cell.x + 7.0, cell.y + 5.0 + TEXT + at as f64 * LEADING), line);
    }
    if has_number {
        let foot = cell.y + 5.0 + TEXT + name.lines.len() as f64 * LEADING;
        sheet.svg.text(&format!("label-value{halo}"), Anchor::Start, (cell.x + 7.0, foot), &part.words);
    }
}

//! Rectangles whose areas are the values, as near to squares as they can be.

use super::bands::can_be_added;
use super::parts::{self, Part, parts};
use super::sheet::{LEADING, Sheet, TEXT};
use super::svg::{Anchor, Rect};
use super::text;
use super::words::Folding;
use super::{State, Width, bar};

/// More cells could not be told apart.
const MOST: usize = 200;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let Some(parts) = parts(sheet, MOST).filter(|_| can_be_added(sheet.chart)) else { return bar::draw(sheet) };
    let keys = if sheet.chart.categories.len() > 1 { sheet.series_keys() } else { Vec::new() };
    let top = sheet.head(Folding::None, &keys) + 2.0;
    let height = match sheet.width {
        Width::Narrow => 420.0,
        Width::Wide => 400.0,
    };
    let mut order: Vec<&Part> = parts.parts.iter().filter(|part| part.value > 0.0).collect();
    // The largest first, but what is not broken down last.
    order.sort_by(|one, other| {
        (other.class.is_some(), other.value).partial_cmp(&(one.class.is_some(), one.value)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let values: Vec<f64> = order.iter().map(|part| part.value).collect();
    let cells = squarified(&values, Rect { x: 0.0, y: top, width: sheet.across(), height });
    let is_grouped = sheet.chart.series.len() > 1;
    for (part, cell) in order.into_iter().zip(cells) {
        draw_cell(sheet, part, cell, if is_grouped { part.class.as_deref() } else { Some("series-1") });
    }
    parts::note(sheet, &parts, top + height) + 2.0
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

fn draw_cell(sheet: &mut Sheet, part: &Part, cell: Rect, class: Option<&str>) {
    let class = if part.class.is_some() { class.unwrap_or("rest") } else { "rest" };
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
    let name = sheet.wrap(&part.name, room, if has_number { most - 1 } else { most }.min(4));
    if text::longest_word(&part.name, TEXT) > room && name.lines.first().is_none_or(|line| line.chars().count() < 5) {
        return;
    }
    for (at, line) in name.lines.iter().enumerate() {
        sheet.svg.text("label", Anchor::Start, (cell.x + 7.0, cell.y + 5.0 + TEXT + at as f64 * LEADING), line);
    }
    if has_number {
        let foot = cell.y + 5.0 + TEXT + name.lines.len() as f64 * LEADING;
        sheet.svg.text("label-value", Anchor::Start, (cell.x + 7.0, foot), &part.words);
    }
}

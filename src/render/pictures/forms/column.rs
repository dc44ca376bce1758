//! Vertical bars, one or several to a band; where the names would not fit below them, horizontal ones.

use super::bar;
use crate::render::pictures::bar_mark::{self, Direction, OPEN, Shape, Strip};
use crate::render::pictures::category_rows::{Row, extent, rows};
use crate::render::pictures::legend::Key;
use crate::render::pictures::scale::{Bands, Linear};
use crate::render::pictures::sheet::{LEADING, Sheet, TEXT, TICK};
use crate::render::pictures::svg::Anchor;
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::value_axis::ValueAxis;
use crate::render::pictures::{Amount, Bound, Point, Width, reference_line};

/// The names below the bands.
pub enum Names {
    All(Vec<Lines>),
    /// Short ones, such as years, of which there is room for every second, fifth or tenth.
    Every(usize),
}

/// Columns narrower than this are no longer columns.
const THINNEST: f64 = 5.0;

/// How the columns are laid out.
struct Plan {
    bands: Bands,
    names: Names,
    left: f64,
    right: f64,
    /// Only where the numbers do not fit above their columns.
    axis: Option<ValueAxis>,
    thick: f64,
    lanes: usize,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let rows = rows(sheet.chart);
    let base = sheet.chart.base.unwrap_or(0.0);
    let Some(plan) = plan(sheet, &rows, base) else { return bar::draw(sheet) };
    let keys: Vec<Key> = sheet.series_keys().into_iter().chain(sheet.state_keys()).collect();
    let top = sheet.head(&keys);
    let points = || rows.iter().flat_map(|row| row.points.iter().map(|(_, point)| *point));
    let (low, high) = extent(points(), base);
    let is_open = points().any(|point| point.bound == Bound::Lower || matches!(point.amount, Amount::Range { max: None, .. }));
    let above = TEXT + 6.0 + if is_open { OPEN } else { 0.0 };
    let below = if low < base { LEADING + 2.0 } else { 0.0 };
    let (first, last) = (top + above, top + above + height(sheet.width) - below);
    let scale = match &plan.axis {
        Some(axis) => {
            let axis = axis.clone().laid(last, first);
            axis.draw_rows(sheet, (plan.left, plan.right), base);
            axis.scale
        }
        None => Linear::new(ends(sheet, (low, high)), (last, first)),
    };
    for (band, row) in rows.iter().enumerate() {
        draw_row(sheet, row, &plan, (band, &scale, base));
    }
    sheet.svg.line("axis", (plan.left, scale.at(base)), (plan.right, scale.at(base)));
    if let (Some(base), None) = (sheet.chart.base, &plan.axis) {
        let words = sheet.words.tick(base, 0.0);
        sheet.svg.text("tick", Anchor::End, (plan.left - 6.0, scale.at(base) + TICK * 0.35), &words);
    }
    reference_line::draw_across(sheet, (plan.left, plan.right), &scale);
    let bottom = names_below(sheet, &rows, (&plan.bands, &plan.names), last + below);
    sheet.explain_dash(bottom) + 2.0
}

/// How high the columns' part of a drawing is.
pub fn height(width: Width) -> f64 {
    match width {
        Width::Narrow => 230.0,
        Width::Wide => 280.0,
    }
}

/// What the axis must cover; with nothing to show there still is one.
fn ends(sheet: &Sheet, (low, high): (f64, f64)) -> (f64, f64) {
    let (low, high) = sheet.chart.references.iter().fold((low, high), |(low, high), line| (low.min(line.value), high.max(line.value)));
    if low == high { (low, low + 1.0) } else { (low, high) }
}

/// Lays columns out, if they and their names fit: with their numbers above them, else with an axis.
fn plan(sheet: &Sheet, rows: &[Row], base: f64) -> Option<Plan> {
    let lanes = rows.iter().map(|row| row.points.len()).max().unwrap_or(1).max(1);
    let points: Vec<&Point> = rows.iter().flat_map(|row| row.points.iter().map(|(_, point)| *point)).collect();
    // An index says what its columns start from.
    let left = sheet.chart.base.map_or(0.0, |base| text::width(&sheet.words.tick(base, 0.0), TICK) + 8.0);
    let direct = place(sheet, rows, lanes, (left, None))?;
    let room = if lanes == 1 { direct.bands.step() - 6.0 } else { direct.thick + 1.0 };
    if points.iter().all(|point| point.amount == Amount::Missing || text::width(&sheet.words.beside(point), TEXT) <= room) {
        return Some(direct);
    }
    let axis = ValueAxis::new(sheet.words, ends(sheet, extent(points.into_iter(), base)), 6);
    place(sheet, rows, lanes, (axis.label_width() + 8.0, Some(axis)))
}

fn place(sheet: &Sheet, rows: &[Row], lanes: usize, (left, axis): (f64, Option<ValueAxis>)) -> Option<Plan> {
    let widest = 110.0 * (lanes as f64).sqrt();
    let step = ((sheet.across() - left) / rows.len().max(1) as f64).min(widest);
    let thick = (step * 0.72 / lanes as f64).min(58.0);
    if thick < THINNEST {
        return None;
    }
    let right = left + step * rows.len().max(1) as f64;
    let names = names(sheet, rows.iter().map(|row| row.name), step)?;
    Some(Plan { bands: Bands::new(rows.len(), (left, right), 0.28), names, left, right, axis, thick, lanes })
}

/// Fits names below bands that are so wide, whole and in three lines at most.
pub fn names<'a>(sheet: &Sheet, names: impl Iterator<Item = &'a str> + Clone, step: f64) -> Option<Names> {
    let room = step - 8.0;
    let wrapped: Vec<Lines> = names.clone().map(|name| sheet.wrap(name, room, 3)).collect();
    if !wrapped.iter().any(|lines| lines.is_short) && names.clone().all(|name| text::longest_word(name, TEXT) <= room) {
        return Some(Names::All(wrapped));
    }
    // Of years a reader can fill in those between; of names nobody can.
    let are_counted = names.clone().all(|name| name.bytes().any(|letter| letter.is_ascii_digit()));
    let longest = names.map(|name| text::width(name, TEXT)).fold(0.0, f64::max);
    let every = [2, 5, 10, 20, 25, 50, 100].into_iter().find(|every| longest + 10.0 <= step * *every as f64)?;
    (are_counted && longest <= 64.0).then_some(Names::Every(every))
}

/// Writes the names below a height, and says where they end.
pub fn names_below(sheet: &mut Sheet, rows: &[Row], (bands, names): (&Bands, &Names), top: f64) -> f64 {
    match names {
        Names::All(lines) => {
            for (band, (row, lines)) in rows.iter().zip(lines).enumerate() {
                let middle = top + 5.0 + lines.lines.len() as f64 * LEADING / 2.0;
                sheet.lines("label", Anchor::Middle, (bands.middle(band), middle), (lines, row.name));
            }
            top + 5.0 + lines.iter().map(|lines| lines.lines.len()).max().unwrap_or(0) as f64 * LEADING
        }
        Names::Every(every) => {
            for (band, row) in rows.iter().enumerate().step_by(*every) {
                let half = text::width(row.name, TEXT) / 2.0;
                let middle = bands.middle(band).max(half).min(sheet.across() - half);
                sheet.svg.text("label", Anchor::Middle, (middle, top + 5.0 + TEXT), row.name);
            }
            top + 5.0 + LEADING
        }
    }
}

fn draw_row(sheet: &mut Sheet, row: &Row, plan: &Plan, (band, scale, base): (usize, &Linear, f64)) {
    let lanes = row.points.len().max(1);
    let first = plan.bands.middle(band) - plan.thick * lanes as f64 / 2.0;
    let middle = |lane: usize| first + (lane as f64 + 0.5) * plan.thick;
    if row.points.is_empty() {
        missing(sheet, (middle(0), scale.at(base) - 6.0), plan.bands.step());
    }
    for (lane, (series, point)) in row.points.iter().enumerate() {
        sheet.begin(*series, point);
        let gap = if plan.lanes > 1 { 1.0 } else { 0.0 };
        let side = first + lane as f64 * plan.thick;
        let strip = Strip { direction: Direction::Up, shape: Shape::Bar, side, thick: plan.thick - gap };
        let end = bar_mark::draw(sheet, (*series, point), &strip, (scale, base));
        let start = scale.at(base);
        if point.amount == Amount::Missing {
            missing(sheet, (middle(lane), start - 6.0), if lanes == 1 { plan.bands.step() } else { plan.thick });
        } else if plan.axis.is_none() {
            let foot = if end > start { end + TEXT + 2.0 } else { end - 5.0 };
            sheet.svg.text("label-value", Anchor::Middle, (middle(lane), foot), &sheet.words.beside(point));
        }
        sheet.end(point);
    }
}

/// Says at its place that a value is not reported: along the foot, or upwards where there is no room.
pub fn missing(sheet: &mut Sheet, (x, foot): (f64, f64), room: f64) {
    let words = sheet.words.missing();
    let lines = sheet.wrap(&words, room - 6.0, 3);
    if !lines.is_short && text::longest_word(&words, TEXT) <= room - 6.0 {
        let middle = foot - (lines.lines.len() as f64 - 0.5) * LEADING / 2.0;
        return sheet.lines("missing", Anchor::Middle, (x, middle), (&lines, &words));
    }
    let turn =
        format!("translate({} {}) rotate(-90)", crate::render::pictures::svg::Px(x + TEXT * 0.35), crate::render::pictures::svg::Px(foot));
    if room >= TEXT - 3.0 {
        sheet.svg.words("text", &[("class", "missing".into()), ("transform", (&turn).into())], &words);
    } else {
        sheet.dash((x, foot));
    }
}

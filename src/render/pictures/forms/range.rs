//! Dots and intervals on one axis: what several sources claim, or how far apart two values are.

use crate::render::pictures::bar_mark::dot;
use crate::render::pictures::category_rows::{self, Row, States, extent, rows};
use crate::render::pictures::legend::{Key, Sample};
use crate::render::pictures::sheet::{COLOURS, LEADING, Sheet, TEXT};
use crate::render::pictures::svg::Anchor;
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::value_axis::ValueAxis;
use crate::render::pictures::{Amount, Bound, Point, State, Width, reference_line};

const MOST: usize = 60;
const LANE: f64 = 28.0;

/// Where a value's words stand.
#[derive(Clone, Copy, PartialEq)]
enum Mode {
    /// Every point has a line of its own, with its source's name before it and its value behind it.
    Claims,
    /// The series' values lie on one line, and a legend names them.
    Pairs,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let mut all = rows(sheet.chart);
    all.iter_mut().for_each(|row| row.points.truncate(MOST));
    let lanes = all.iter().map(|row| row.points.len()).max().unwrap_or(1).max(1);
    let (rows, left_out) = category_rows::shown(all, (MOST / lanes).max(2));
    let mode = mode(sheet, &rows);
    let points: Vec<&Point> = rows.iter().flat_map(|row| row.points.iter().map(|(_, point)| *point)).collect();
    let keys = if mode == Mode::Pairs { keys(sheet) } else { Vec::new() };
    let axis = axis(sheet, &points);
    let top = sheet.head(&keys) + 2.0;
    let mut names = Names::of(sheet, &rows, mode);
    let after = match mode {
        Mode::Claims => points.iter().map(|point| text::width(&beside(sheet, point), TEXT)).fold(0.0, f64::max) + 18.0,
        Mode::Pairs => 12.0,
    };
    let after = after.min(sheet.across() * 0.4);
    if sheet.across() - names.left - after < sheet.across() * 0.45 {
        names.stand_above(sheet);
    }
    let axis = axis.laid(names.left + 12.0, sheet.across() - after);
    let top = reference_line::name_above(sheet, top, &axis.scale);
    let bottom = top + names.height();
    axis.draw_columns(sheet, (top, bottom), sheet.chart.base.unwrap_or(f64::NAN));
    let mut y = top;
    for (row, own) in rows.iter().zip(&names.rows) {
        y = draw_row(sheet, (row, own), (&axis, mode, names.left), y);
    }
    reference_line::draw_down(sheet, (top, bottom), &axis.scale);
    y = bottom + TEXT + 8.0;
    if left_out > 0 {
        y += LEADING;
        let words = sheet.words.say("picture-more", &[("count", left_out.into())]);
        sheet.svg.text("note", Anchor::Start, (0.0, y), &words);
    }
    y + 2.0
}

/// The series' names beside dots like their own.
fn keys(sheet: &Sheet) -> Vec<Key> {
    let dot = |key: Key| match key.sample {
        Sample::Mark(class) => Key { sample: Sample::Dot(class, State::Firm), ..key },
        Sample::Pale(class) => Key { sample: Sample::Dot(class, State::Provisional), ..key },
        Sample::Hatched(class) => Key { sample: Sample::Dot(class, State::Expected), ..key },
        Sample::Dot(..) | Sample::Shape(..) | Sample::Shaped(..) => key,
    };
    sheet.series_keys().into_iter().chain(sheet.state_keys()).map(dot).collect()
}

/// Where every band has one exact value of each series, the distance between them is what matters; else each is a claim of its own.
fn mode(sheet: &Sheet, rows: &[Row]) -> Mode {
    let is_exact = |(_, point): &(usize, &Point)| matches!(point.amount, Amount::Value(_) | Amount::Missing) && point.bound == Bound::Exact;
    let is_pair = |row: &Row| row.points.len() <= sheet.chart.series.len() && row.points.iter().all(is_exact);
    match (2..=COLOURS).contains(&sheet.chart.series.len()) && rows.len() > 1 && rows.iter().all(is_pair) {
        true => Mode::Pairs,
        false => Mode::Claims,
    }
}

/// An axis for dots need not begin at zero; it does where zero is near.
fn axis(sheet: &Sheet, points: &[&Point]) -> ValueAxis {
    let first = points.iter().find_map(|point| point.amount.middle()).unwrap_or(0.0);
    let (low, high) = extent(points.iter().copied(), first);
    let (low, high) = sheet.chart.references.iter().fold((low, high), |(low, high), line| (low.min(line.value), high.max(line.value)));
    let low = if low > 0.0 && low < high * 0.4 { 0.0 } else { low };
    let high = if high < 0.0 && high > low * 0.4 { 0.0 } else { high };
    ValueAxis::new(sheet.words, (low, high), if sheet.width == Width::Narrow { 4 } else { 6 })
}

/// The names before the lines.
struct Names {
    /// How much of the width they take; nothing where they stand above the lines.
    left: f64,
    rows: Vec<RowNames>,
}

struct RowNames {
    stand: Stand,
    /// Above its lines, where there are several.
    head: Option<Lines>,
    lanes: Vec<(Lines, String)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Stand {
    Before,
    Above,
}

impl RowNames {
    fn height(&self) -> f64 {
        let head = self.head.as_ref().map_or(0.0, |lines| lines.lines.len() as f64 * LEADING + 8.0);
        head + self.lanes.iter().map(|(lines, _)| self.lane_height(lines)).sum::<f64>()
    }

    fn lane_height(&self, lines: &Lines) -> f64 {
        let name = lines.lines.len() as f64 * LEADING;
        match self.stand {
            Stand::Before => LANE.max(name + 8.0),
            Stand::Above => name + LANE,
        }
    }
}

impl Names {
    fn of(sheet: &Sheet, rows: &[Row], mode: Mode) -> Names {
        let share = if sheet.width == Width::Narrow { 0.36 } else { 0.34 };
        let room = sheet.across() * share;
        let row = |row: &Row| {
            let is_group = mode == Mode::Claims && row.points.len() > 1;
            let own = |(series, point): &(usize, &Point)| {
                let series = &sheet.chart.series[*series].name;
                if point.when == row.name || point.when.is_empty() { series.clone() } else { point.when.clone() }
            };
            let lanes: Vec<String> = if is_group { row.points.iter().map(own).collect() } else { vec![row.name.to_owned()] };
            let head = (is_group && !row.name.is_empty()).then(|| sheet.wrap(row.name, sheet.across(), 2));
            RowNames { stand: Stand::Before, head, lanes: lanes.into_iter().map(|name| (sheet.wrap(&name, room, 3), name)).collect() }
        };
        let rows: Vec<RowNames> = rows.iter().map(row).collect();
        let left = rows.iter().flat_map(|row| &row.lanes).map(|(lines, _)| lines.width(TEXT)).fold(0.0, f64::max);
        Names { left, rows }
    }

    /// Gives the lines the whole width.
    fn stand_above(&mut self, sheet: &Sheet) {
        self.left = 0.0;
        for row in &mut self.rows {
            row.stand = Stand::Above;
            for (lines, name) in &mut row.lanes {
                *lines = sheet.wrap(name, sheet.across(), 2);
            }
        }
    }

    fn height(&self) -> f64 {
        self.rows.iter().map(RowNames::height).sum()
    }
}

fn draw_row(sheet: &mut Sheet, (row, names): (&Row, &RowNames), (axis, mode, left): (&ValueAxis, Mode, f64), top: f64) -> f64 {
    let mut y = top;
    if let Some(head) = &names.head {
        let height = head.lines.len() as f64 * LEADING;
        sheet.lines("label label-group", Anchor::Start, (0.0, y + 4.0 + height / 2.0), (head, row.name));
        y += height + 8.0;
    }
    for (lane, (lines, name)) in names.lanes.iter().enumerate() {
        let height = names.lane_height(lines);
        let named = lines.lines.len() as f64 * LEADING;
        let middle = if names.stand == Stand::Above { y + named + LANE / 2.0 - 3.0 } else { y + height / 2.0 };
        match names.stand {
            Stand::Before => sheet.lines("label", Anchor::End, (left, middle), (lines, name)),
            Stand::Above => sheet.lines("label halo", Anchor::Start, (0.0, y + named / 2.0), (lines, name)),
        }
        match mode {
            Mode::Pairs => pair(sheet, row, axis, middle),
            Mode::Claims => match row.points.get(lane) {
                Some((series, point)) => claim(sheet, (*series, point), axis, middle),
                None => missing(sheet, axis, middle),
            },
        }
        y += height;
    }
    y
}

fn missing(sheet: &mut Sheet, axis: &ValueAxis, middle: f64) {
    let words = sheet.words.missing();
    sheet.svg.text("missing", Anchor::Start, (axis.scale.from + 6.0, middle + TEXT * 0.35), &words);
}

/// Several values on one line, joined.
fn pair(sheet: &mut Sheet, row: &Row, axis: &ValueAxis, middle: f64) {
    let (low, high) = row
        .points
        .iter()
        .flat_map(|(_, point)| point.amount.ends())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    if low > high {
        return missing(sheet, axis, middle);
    }
    sheet.svg.line("span", (axis.at(low), middle), (axis.at(high), middle));
    for (series, point) in &row.points {
        if let Amount::Value(value) = point.amount {
            let class = sheet.series_class(*series);
            sheet.begin(*series, point);
            dot(sheet, (&class, point.state), (axis.at(value), middle));
            sheet.end(point);
        }
    }
}

/// One source's claim: a dot, an interval, or a dot with an arrow to where the true value may lie.
fn claim(sheet: &mut Sheet, (series, point): (usize, &Point), axis: &ValueAxis, middle: f64) {
    let class = sheet.series_class(series);
    sheet.begin(series, point);
    let end = match (point.amount, point.bound) {
        (Amount::Range { min: Some(min), max: Some(max) }, _) => {
            sheet.svg.line(&format!("interval {class}"), (axis.at(min), middle), (axis.at(max), middle));
            [min, max].into_iter().for_each(|value| dot(sheet, (&class, point.state), (axis.at(value), middle)));
            axis.at(min.max(max)) + 6.0
        }
        (Amount::Value(value), Bound::Lower) | (Amount::Range { min: Some(value), max: None }, _) => {
            arrow(sheet, &class, (axis.at(value), axis.at(value) + 24.0), middle);
            dot(sheet, (&class, point.state), (axis.at(value), middle));
            axis.at(value) + 26.0
        }
        (Amount::Value(value), Bound::Upper) | (Amount::Range { min: None, max: Some(value) }, _) => {
            arrow(sheet, &class, (axis.at(value), axis.at(value) - 24.0), middle);
            dot(sheet, (&class, point.state), (axis.at(value), middle));
            axis.at(value) + 6.0
        }
        (Amount::Value(value), Bound::Exact | Bound::About) => {
            dot(sheet, (&class, point.state), (axis.at(value), middle));
            axis.at(value) + 6.0
        }
        (Amount::Missing | Amount::Range { min: None, max: None }, _) => axis.scale.from,
    };
    let words = beside(sheet, point);
    let class = if point.amount == Amount::Missing { "missing" } else { "label-value" };
    let length = text::width(&words, TEXT);
    // At the right edge the words go before the mark.
    let foot = middle + TEXT * 0.35;
    if end + 6.0 + length <= sheet.across() {
        sheet.svg.text(class, Anchor::Start, (end + 6.0, foot), &words);
    } else {
        let start = point.amount.ends().map(|value| axis.at(value)).fold(end, f64::min);
        sheet.svg.text(class, Anchor::End, (start - 12.0, foot), &words);
    }
    sheet.end(point);
}

fn arrow(sheet: &mut Sheet, class: &str, (from, to): (f64, f64), middle: f64) {
    let class = format!("arrow {class}");
    let back = if to > from { -5.0 } else { 5.0 };
    sheet.svg.line(&class, (from, middle), (to, middle));
    let head = crate::render::pictures::svg::Path::from(to + back, middle - 4.5).line(to, middle).line(to + back, middle + 4.5);
    sheet.svg.path(&class, &head);
}

/// What stands behind a claim.
fn beside(sheet: &Sheet, point: &Point) -> String {
    if point.amount == Amount::Missing {
        return sheet.words.missing();
    }
    let value = sheet.beside(point);
    // Less than half of the drawing, so that there is room on one side of every mark.
    let fits = |words: &String| text::width(words, TEXT) <= sheet.across() * 0.45;
    let words = match sheet.words.state(point.state) {
        Some(state) if sheet.states == States::Mixed => Some(format!("{value} ({state})")).filter(fits),
        _ => None,
    };
    // A number is never cut short; the mark and the legend tell the state as well.
    words.or_else(|| Some(value).filter(fits)).unwrap_or_else(|| point.short.clone())
}

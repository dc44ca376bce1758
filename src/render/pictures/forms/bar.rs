//! Horizontal bars, one or several to a band, and lollipops.

use crate::render::pictures::bar_mark::{self, Direction, OPEN, Shape, Strip};
use crate::render::pictures::category_rows::{self, Row, States, extent, rows};
use crate::render::pictures::legend::Key;
use crate::render::pictures::scale::Linear;
use crate::render::pictures::sheet::{LEADING, Sheet, TEXT};
use crate::render::pictures::svg::Anchor;
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::{Amount, Bound, Form, Point, Width, reference_line};

/// How many bars a chart may have at most: with more it would be longer than anyone scrolls.
const MOST: usize = 60;

/// With more bars than these they are drawn thin.
const MANY: usize = 30;

/// How the rows are laid out.
struct Plan {
    /// Each row's name, in lines.
    names: Vec<Lines>,
    names_at: NamesAt,
    /// How thick a bar is, and how much it takes with the gap to the next of its band.
    thick: f64,
    pitch: f64,
    /// The free space between two bands.
    gap: f64,
    values: Values,
    shape: Shape,
}

#[derive(Clone, Copy, PartialEq)]
enum NamesAt {
    /// Before the bars, in a column that is so wide.
    Before(f64),
    Above,
}

/// Is it said behind each bar how sure its value is, or above the drawing?
#[derive(Clone, Copy, PartialEq)]
enum Values {
    WithState,
    Bare,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let all = rows(sheet.chart);
    let lanes = all.iter().map(|row| row.points.len()).max().unwrap_or(1).max(1);
    let (rows, left_out) = category_rows::shown(all, (MOST / lanes).max(8));
    let base = sheet.chart.base.unwrap_or(0.0);
    let mut plan = plan(sheet, &rows, lanes);
    let left = match plan.names_at {
        NamesAt::Before(room) => room + 10.0,
        NamesAt::Above => 0.0,
    };
    let scale = scale(sheet, &rows, &mut plan, (left, base));
    let keys = keys(sheet, plan.values);
    let top = sheet.head(&keys);
    let mut y = reference_line::name_above(sheet, top, &scale);
    let first = y;
    for (row, name) in rows.iter().zip(&plan.names) {
        y = draw_row(sheet, (row, name), &plan, (y, &scale, base));
    }
    if plan.names_at != NamesAt::Above {
        sheet.svg.line("axis", (scale.at(base), first), (scale.at(base), y));
    }
    reference_line::draw_down(sheet, (first, y), &scale);
    sheet.svg.append(std::mem::take(&mut sheet.over));
    if left_out > 0 {
        y += LEADING + 2.0;
        let words = sheet.words.say("picture-more", &[("count", left_out.into())]);
        sheet.svg.text("note", Anchor::Start, (0.0, y - 4.0), &words);
    }
    y + 2.0
}

/// Places the names and decides how thick bars are.
fn plan(sheet: &Sheet, rows: &[Row], lanes: usize) -> Plan {
    let bars = rows.len() * lanes;
    let (thick, pitch, gap, lines) = match lanes {
        1 if bars > MANY => (13.0, 13.0, 7.0, 1),
        1 => (19.0, 19.0, 8.0, 3),
        _ => (14.0, 16.0, 12.0, 3),
    };
    let share = match sheet.width {
        Width::Narrow => 0.36,
        Width::Wide => 0.34,
    };
    let shape = if sheet.chart.form == Form::Lollipop { Shape::Stick } else { Shape::Bar };
    let room = sheet.across() * share;
    let wrapped = |room, most| -> Vec<Lines> { sheet.wrap_all(rows.iter().map(|row| row.name), room, most) };
    let names = wrapped(room, lines);
    let is_long = |names: &Lines| names.is_short || names.lines.len() > 2;
    let is_torn = |row: &Row| text::longest_word(row.name, TEXT) > room;
    let must_stand_above = names.iter().any(is_long) || rows.iter().any(is_torn);
    if sheet.width == Width::Narrow && must_stand_above {
        let names = wrapped(sheet.across(), 2);
        return Plan { names, names_at: NamesAt::Above, thick, pitch, gap: gap + 2.0, values: Values::WithState, shape };
    }
    let room = names.iter().map(|lines| lines.width(TEXT)).fold(0.0, f64::max);
    Plan { names, names_at: NamesAt::Before(room), thick, pitch, gap, values: Values::WithState, shape }
}

/// The scale on which every bar leaves room for the words behind it; gives up on the words of state where they would take too much.
fn scale(sheet: &Sheet, rows: &[Row], plan: &mut Plan, (left, base): (f64, f64)) -> Linear {
    let points: Vec<&Point> = rows.iter().flat_map(|row| row.points.iter().map(|(_, point)| *point)).collect();
    let (low, high) = extent(points.iter().copied(), base);
    let (low, high) = sheet.chart.references.iter().fold((low, high), |(low, high), line| (low.min(line.value), high.max(line.value)));
    // With nothing to show there still is an axis.
    let ends = if low == high { (base, base + 1.0) } else { (low, high) };
    let total = sheet.across() - left;
    let unit = Linear::new(ends, (0.0, 1.0));
    let (mut before, mut length) = (0.0, total);
    for values in [Values::WithState, Values::Bare] {
        plan.values = values;
        let behind = |point: &Point| text::width(&beside(sheet, point, values), TEXT) + reach(plan.shape, point) + 6.0;
        let end = |point: &Point| unit.at(far_end(point.amount, base));
        let (below, above): (Vec<&Point>, Vec<&Point>) = points.iter().partition(|point| far_end(point.amount, base) < base);
        before = below.into_iter().map(|point| behind(point) - end(point) * total * 0.4).fold(0.0, f64::max);
        length = above.into_iter().map(|point| (total - before - behind(point)) / end(point).max(1e-9)).fold(total - before, f64::min);
        if length >= total * 0.45 {
            break;
        }
    }
    Linear::new(ends, (left + before, left + before + length.max(total * 0.15)))
}

/// The end of a bar that is farther from its base.
fn far_end(amount: Amount, base: f64) -> f64 {
    amount.ends().fold(base, |far, end| if (end - base).abs() > (far - base).abs() { end } else { far })
}

/// How far a bar's mark reaches beyond its value.
fn reach(shape: Shape, point: &Point) -> f64 {
    let dot = if shape == Shape::Stick { 6.0 } else { 0.0 };
    if point.bound == Bound::Lower || is_open(point.amount) { OPEN + dot } else { dot }
}

fn is_open(amount: Amount) -> bool {
    matches!(amount, Amount::Range { min: Some(_), max: None })
}

/// What stands behind a bar.
fn beside(sheet: &Sheet, point: &Point, values: Values) -> String {
    if point.amount == Amount::Missing {
        return sheet.words.missing();
    }
    let value = sheet.beside(point);
    let words = match sheet.words.state(point.state) {
        Some(state) if values == Values::WithState && sheet.states == States::Mixed => format!("{value} ({state})"),
        _ => value,
    };
    text::shorten(&words, TEXT, sheet.across() * 0.45)
}

/// What the colours mean, and where the bars do not say it themselves, what is not firm.
fn keys(sheet: &Sheet, values: Values) -> Vec<Key> {
    let mut keys = sheet.series_keys();
    if values == Values::Bare {
        keys.extend(sheet.state_keys());
    }
    keys
}

/// Draws one band; returns where the next begins.
fn draw_row(sheet: &mut Sheet, (row, name): (&Row, &Lines), plan: &Plan, (top, scale, base): (f64, &Linear, f64)) -> f64 {
    let bars = (row.points.len().max(1) - 1) as f64 * plan.pitch + plan.thick;
    let text = name.lines.len() as f64 * LEADING;
    let (first, bottom) = match plan.names_at {
        NamesAt::Before(room) => {
            let height = bars.max(if plan.gap < 8.0 { bars } else { text });
            sheet.lines("label", Anchor::End, (room, top + height / 2.0), (name, row.name));
            (top + (height - bars) / 2.0, top + height)
        }
        NamesAt::Above => {
            sheet.lines("label", Anchor::Start, (0.0, top + text / 2.0), (name, row.name));
            (top + text + 2.0, top + text + 2.0 + bars)
        }
    };
    if plan.names_at == NamesAt::Above {
        // One long axis would strike through the names.
        sheet.svg.line("axis", (scale.at(base), first - 1.0), (scale.at(base), bottom + 1.0));
    }
    if row.points.is_empty() {
        let (words, foot) = (sheet.words.missing(), first + plan.thick / 2.0 + TEXT * 0.35);
        sheet.svg.text("missing", Anchor::Start, (scale.at(base) + 6.0, foot), &words);
    }
    for (lane, (series, point)) in row.points.iter().enumerate() {
        let side = first + lane as f64 * plan.pitch;
        let strip = Strip { direction: Direction::Right, shape: plan.shape, side, thick: plan.thick };
        draw_bar(sheet, (*series, point), &strip, plan, (scale, base));
    }
    bottom + plan.gap
}

fn draw_bar(sheet: &mut Sheet, (series, point): (usize, &Point), strip: &Strip, plan: &Plan, (scale, base): (&Linear, f64)) {
    sheet.begin(series, point);
    let end = bar_mark::draw(sheet, (series, point), strip, (scale, base));
    let words = beside(sheet, point, plan.values);
    let foot = strip.side + strip.thick / 2.0 + TEXT * 0.35;
    let start = scale.at(base);
    let dot = if strip.shape == Shape::Stick && point.amount != Amount::Missing { 6.0 } else { 0.0 };
    let svg = if sheet.chart.references.is_empty() { &mut sheet.svg } else { &mut sheet.over };
    match point.amount {
        Amount::Missing => svg.text("missing", Anchor::Start, (start + 6.0, foot), &words),
        _ if end < start => svg.text("label-value", Anchor::End, (end - 5.0 - dot, foot), &words),
        _ => svg.text("label-value", Anchor::Start, (end + 5.0 + dot, foot), &words),
    }
    sheet.end(point);
}

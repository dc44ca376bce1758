//! Bars of several series on top of each other, as they are or each as long as the whole.

use super::column::{self, Names, height, names_below};
use crate::render::pictures::bar_mark::filled;
use crate::render::pictures::category_rows::{self, Row, can_be_added, rows};
use crate::render::pictures::legend::Key;
use crate::render::pictures::scale::{Bands, Linear};
use crate::render::pictures::sheet::{LEADING, Sheet, TEXT};
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text::{self, Lines};
use crate::render::pictures::value_axis::ValueAxis;
use crate::render::pictures::{Amount, Bound, Form, Point, State, Width};

/// One band's parts.
struct Stack<'a> {
    row: Row<'a>,
    /// What its parts add up to.
    sum: f64,
    /// What the whole of it is as long as: itself, or for shares a hundred per cent.
    whole: f64,
    /// The parts that are not reported.
    missing: Vec<&'a str>,
}

/// Draws the chart and returns its height. What is negative or an interval cannot be put on top of something: it is drawn grouped.
pub fn draw(sheet: &mut Sheet) -> f64 {
    if !can_be_added(sheet.chart) {
        return column::draw(sheet);
    }
    let rows = rows(sheet.chart);
    let count = rows.len();
    let step = (sheet.across() - 40.0) / count.max(1) as f64;
    let is_short = (2..=30).contains(&count) && step >= 34.0;
    let names = is_short.then(|| column::names(sheet, rows.iter().map(|row| row.name), step.min(120.0))).flatten();
    match names {
        Some(names) => draw_up(sheet, stacks(sheet, rows), names),
        None => {
            let (rows, left_out) = category_rows::shown(rows, 40);
            let stacks = stacks(sheet, rows);
            draw_right(sheet, stacks, left_out)
        }
    }
}

fn stacks<'a>(sheet: &Sheet<'a>, rows: Vec<Row<'a>>) -> Vec<Stack<'a>> {
    let stack = |row: Row<'a>| {
        let sum = row.points.iter().filter_map(|(_, point)| point.amount.middle()).sum();
        let has = |series: usize| row.points.iter().any(|(own, point)| *own == series && point.amount != Amount::Missing);
        let series = sheet.chart.series.iter().enumerate();
        let missing = series.filter(|(at, _)| !has(*at)).map(|(_, series)| series.name.as_str()).collect();
        let whole = if sheet.chart.form == Form::StackedShare { sheet.chart.whole.unwrap_or(0.0).max(sum) } else { sum };
        Stack { row, sum, whole, missing }
    };
    rows.into_iter().map(stack).collect()
}

/// How long the axis is, in the values' own unit or in per cent.
fn axis(sheet: &Sheet, stacks: &[Stack], most: usize) -> ValueAxis {
    if sheet.chart.form == Form::StackedShare {
        let ticks = crate::render::pictures::scale::ticks(0.0, 100.0, most).values;
        let label = |value: f64| sheet.words.formats.percent(value);
        let ticks = ticks.into_iter().map(|value| (value, label(value))).collect();
        return ValueAxis { scale: Linear::new((0.0, 100.0), (0.0, 1.0)), ticks };
    }
    let longest = stacks.iter().map(|stack| stack.sum).fold(0.0, f64::max);
    ValueAxis::new(sheet.words, (0.0, if longest > 0.0 { longest } else { 1.0 }), most)
}

/// Where a part ends on the axis.
fn along(sheet: &Sheet, stack: &Stack, value: f64) -> f64 {
    match sheet.chart.form {
        Form::StackedShare if stack.whole > 0.0 => value / stack.whole * 100.0,
        _ => value,
    }
}

fn draw_up(sheet: &mut Sheet, stacks: Vec<Stack>, names: Names) -> f64 {
    let axis = axis(sheet, &stacks, 6);
    let left = axis.label_width() + 8.0;
    let top = head(sheet) + TEXT;
    let bottom = top + height(sheet.width);
    let axis = axis.laid(bottom, top);
    let step = ((sheet.across() - left) / stacks.len() as f64).min(120.0);
    let right = left + step * stacks.len() as f64;
    let bands = Bands::new(stacks.len(), (left, right), 0.3);
    axis.draw_rows(sheet, (left, right), 0.0);
    for (band, stack) in stacks.iter().enumerate() {
        let mut sum = 0.0;
        let thick = bands.width().min(72.0);
        let x = bands.middle(band) - thick / 2.0;
        for (series, point) in &stack.row.points {
            let Some(value) = point.amount.middle() else { continue };
            let (from, to) = (axis.at(along(sheet, stack, sum)), axis.at(along(sheet, stack, sum + value)));
            sum += value;
            part(sheet, (*series, point), Rect { x, y: to, width: thick, height: from - to });
        }
        if stack.row.points.iter().all(|(_, point)| point.amount == Amount::Missing) {
            column::missing(sheet, (bands.middle(band), bottom - 6.0), bands.step());
        } else if sheet.chart.form == Form::Stacked {
            let words = total(sheet, stack);
            if text::width(&words, TEXT) <= step - 4.0 {
                sheet.svg.text("label-value", Anchor::Middle, (bands.middle(band), axis.at(stack.sum) - 5.0), &words);
            }
        }
    }
    sheet.svg.line("axis", (left, bottom), (right, bottom));
    let rows: Vec<Row> = stacks.iter().map(|stack| stack.row.clone()).collect();
    let y = names_below(sheet, &rows, (&bands, &names), bottom);
    note(sheet, &stacks, y) + 2.0
}

fn draw_right(sheet: &mut Sheet, stacks: Vec<Stack>, left_out: usize) -> f64 {
    let share = if sheet.width == Width::Narrow { 0.36 } else { 0.34 };
    let wrapped: Vec<Lines> = sheet.wrap_all(stacks.iter().map(|stack| stack.row.name), sheet.across() * share, 3);
    let room = wrapped.iter().map(|lines| lines.width(TEXT)).fold(0.0, f64::max);
    let is_torn = |stack: &Stack| text::longest_word(stack.row.name, TEXT) > sheet.across() * share;
    let is_above = sheet.width == Width::Narrow && (wrapped.iter().any(|name| name.lines.len() > 2) || stacks.iter().any(is_torn));
    let wrapped = match is_above {
        true => sheet.wrap_all(stacks.iter().map(|stack| stack.row.name), sheet.across(), 2),
        false => wrapped,
    };
    let left = if room > 0.0 && !is_above { room + 10.0 } else { 0.0 };
    let axis = axis(sheet, &stacks, if sheet.width == Width::Narrow { 4 } else { 6 });
    let totals: Vec<String> = stacks.iter().map(|stack| total(sheet, stack)).collect();
    let after = match sheet.chart.form {
        Form::Stacked => totals.iter().map(|words| text::width(words, TEXT)).fold(0.0, f64::max) + 8.0,
        _ => text::width(&sheet.words.formats.percent(100.0), TEXT) / 2.0,
    };
    let top = head(sheet);
    let axis = axis.laid(left, sheet.across() - after);
    let height = |name: f64| if is_above { name + 24.0 + 12.0 } else { name.max(24.0) + 8.0 };
    let heights = wrapped.iter().map(|lines| height(lines.lines.len() as f64 * LEADING));
    let bottom = top + heights.clone().sum::<f64>();
    axis.draw_columns(sheet, (top, bottom), 0.0);
    let mut y = top;
    for ((stack, words), (name, height)) in stacks.iter().zip(&totals).zip(wrapped.iter().zip(heights)) {
        let named = name.lines.len() as f64 * LEADING;
        let middle = if is_above { y + named + 14.0 } else { y + height / 2.0 };
        match is_above {
            true => sheet.lines("label halo", Anchor::Start, (0.0, y + named / 2.0), (name, stack.row.name)),
            false => sheet.lines("label", Anchor::End, (room, middle), (name, stack.row.name)),
        }
        let mut sum = 0.0;
        for (series, point) in &stack.row.points {
            let Some(value) = point.amount.middle() else { continue };
            let (from, to) = (axis.at(along(sheet, stack, sum)), axis.at(along(sheet, stack, sum + value)));
            sum += value;
            part(sheet, (*series, point), Rect { x: from, y: middle - 12.0, width: to - from, height: 24.0 });
        }
        if stack.row.points.iter().all(|(_, point)| point.amount == Amount::Missing) {
            let words = sheet.words.missing();
            sheet.svg.text("missing", Anchor::Start, (left + 6.0, middle + TEXT * 0.35), &words);
        } else if sheet.chart.form == Form::Stacked {
            sheet.svg.text("label-value", Anchor::Start, (axis.at(stack.sum) + 5.0, middle + TEXT * 0.35), words);
        }
        y += height;
    }
    sheet.svg.line("axis", (left, top), (left, bottom));
    y = bottom + TEXT + 6.0;
    if left_out > 0 {
        y += LEADING;
        let words = sheet.words.say("picture-more", &[("count", left_out.into())]);
        sheet.svg.text("note", Anchor::Start, (0.0, y), &words);
    }
    note(sheet, &stacks, y) + 2.0
}

fn head(sheet: &mut Sheet) -> f64 {
    let keys: Vec<Key> = sheet.series_keys().into_iter().chain(sheet.state_keys()).collect();
    sheet.head(&keys) + 4.0
}

/// Draws a part, with its number in it where there is room.
fn part(sheet: &mut Sheet, (series, point): (usize, &Point), rect: Rect) {
    let class = sheet.series_class(series);
    sheet.begin(series, point);
    filled(sheet, (&class, point.state), rect);
    let words = sheet.words.beside(point);
    if point.state == State::Firm && rect.height >= LEADING && text::width(&words, TEXT) + 6.0 <= rect.width {
        let place = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0 + TEXT * 0.35);
        sheet.svg.text(&format!("label-on {class}"), Anchor::Middle, place, &words);
    }
    sheet.end(point);
}

/// What a band adds up to, in words; at least so much where a part is a lower bound or is not reported.
fn total(sheet: &Sheet, stack: &Stack) -> String {
    let number = sheet.words.plain(stack.sum);
    let is_bound = stack.row.points.iter().any(|(_, point)| point.bound == Bound::Lower) || !stack.missing.is_empty();
    if is_bound { sheet.words.say("qualifier-at-least", &[("value", (&number).into())]) } else { number }
}

/// Says below the drawing which parts are missing.
fn note(sheet: &mut Sheet, stacks: &[Stack], top: f64) -> f64 {
    let is_partly = |stack: &&Stack| !stack.missing.is_empty() && stack.missing.len() < sheet.chart.series.len();
    let told = |stack: &Stack| {
        let missing: Vec<String> = stack.missing.iter().map(|name| (*name).to_owned()).collect();
        format!("{} ({})", stack.row.name, sheet.words.formats.list(&missing))
    };
    let gaps: Vec<String> = stacks.iter().filter(is_partly).map(told).collect();
    if gaps.is_empty() {
        return top;
    }
    let list = sheet.words.formats.list(&gaps);
    let words = sheet.words.say("picture-parts-missing", &[("parts", (&list).into())]);
    let lines = sheet.wrap(&words, sheet.across(), 4);
    let height = lines.lines.len() as f64 * LEADING;
    sheet.lines("note", Anchor::Start, (0.0, top + 4.0 + height / 2.0), (&lines, &words));
    top + 4.0 + height
}

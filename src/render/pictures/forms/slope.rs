//! Two points in time and a line for each series: what changed between them.

use super::line;
use crate::render::pictures::end_labels::{EndLabel, EndLabels};
use crate::render::pictures::labels::{Room, Wish, spread};
use crate::render::pictures::legend::{Key, Sample};
use crate::render::pictures::line_series::{Join, LinePoint, LineSeries, colours, place};
use crate::render::pictures::plot_area::{self, Floor, Labels, PlotArea};
use crate::render::pictures::point_mark::{self, Mark, Seen, Shape};
use crate::render::pictures::scale::Linear;
use crate::render::pictures::sheet::{self, COLOURS, LEADING, Sheet, TEXT, TICK};
use crate::render::pictures::svg::{Anchor, Path, Rect};
use crate::render::pictures::{Chart, Emphasis, Point, Series, Width, line_path, notes, text};

/// The two times that are compared.
struct Times<'a> {
    from: (f64, &'a str),
    to: (f64, &'a str),
    /// Later times that not every series has a value for.
    left_out: Vec<String>,
}

/// One series between the two times.
struct Pair<'a> {
    at: usize,
    points: Vec<LinePoint<'a>>,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let chart = sheet.chart;
    let lines = LineSeries::all(chart);
    let Some(times) = times(&lines) else { return line::draw(sheet) };
    let mut colours = colours(chart);
    // More lines than colours are told apart by their labels alone.
    if colours.iter().filter(|class| *class != "series-faint").count() > COLOURS {
        colours.fill(sheet::colour(0));
    }
    let pairs: Vec<Pair> = lines.iter().map(|line| pair(line, &times)).filter(|pair| !pair.points.is_empty()).collect();
    let drawn: Vec<LineSeries> = pairs.iter().map(|pair| shown(&lines[pair.at], pair)).collect();
    let labelled = labelled(&pairs, &colours, &times);
    let (ends, starts, names) = ends(sheet, &labelled);
    let height = plot_area::height(sheet.width).max(ends.height());
    let keys: Vec<Key> =
        labelled.iter().filter(|_| names.is_empty() && chart.series.len() > 1).map(|pair| key(chart, &colours, pair)).collect();
    // All values are written, none is read from rows: a folded unit would not be that of the values.
    let top = sheet.head(&keys) + 2.0 * LEADING + 4.0;
    let left = starts.iter().map(|words| text::bold_width(words, TEXT)).fold(0.0, f64::max) + 18.0;
    let right = (sheet.across() - ends.width()).max(left + 40.0);
    let field = PlotArea { left, right, top, bottom: top + height };
    let up = Linear::new(plot_area::domain(chart, &drawn, Floor::Near), (field.bottom, field.top));
    heads(sheet, field, &times);
    let taken = plot_area::references(sheet, field, &up, Labels::Inside);
    base(sheet, field, &up, taken);
    let at = |line_point: &LinePoint| {
        let (low, high) = line_point.body.ends();
        (if line_point.place == times.from.0 { left } else { right }, up.at(low), up.at(high))
    };
    paint(sheet, (&drawn, &colours), at, if names.is_empty() { Shapes::Own } else { Shapes::Circles });
    let middle = |line_point: &LinePoint| {
        let (x, low, high) = at(line_point);
        (x, (low + high) / 2.0)
    };
    write_starts(sheet, (&labelled, &starts), field, |line_point| middle(line_point).1);
    let placed: Vec<EndLabel> = labelled
        .iter()
        .map(|pair| {
            let last = &pair.points[pair.points.len() - 1];
            let (x, y) = middle(last);
            let (value, name) = words_of(sheet, pair);
            EndLabel { class: colours[pair.at].clone(), x, y, value, name: if names.is_empty() { String::new() } else { name } }
        })
        .collect();
    ends.draw(sheet, &placed, field);
    foot(sheet, &drawn, &times, field)
}

/// Compares the first and the last time at which most series have a value; nothing where there are no two.
fn times<'a>(lines: &[LineSeries<'a>]) -> Option<Times<'a>> {
    let mut found: Vec<(f64, &str, usize)> = Vec::new();
    let mut line_points: Vec<&LinePoint> = lines.iter().flat_map(|line| &line.points).collect();
    line_points.sort_by(|one, other| one.place.total_cmp(&other.place));
    for line_point in line_points {
        match found.last_mut() {
            Some(last) if last.0 == line_point.place => last.2 += 1,
            _ => found.push((line_point.place, &line_point.point.when, 1)),
        }
    }
    let most = found.iter().map(|time| time.2).max()?;
    let (first, last) = (found.iter().find(|time| time.2 == most)?, found.iter().rfind(|time| time.2 == most)?);
    // Where all have a value only once, more is told by two times that some have.
    let (first, last) = if first.0 < last.0 { (first, last) } else { (found.first()?, found.last()?) };
    let after = found.iter().filter(|time| time.0 > last.0).map(|time| time.1.to_owned());
    let before = found.iter().filter(|time| time.0 < first.0).map(|time| time.1.to_owned());
    let left_out = before.chain(after).collect();
    (first.0 < last.0).then_some(Times { from: (first.0, first.1), to: (last.0, last.1), left_out })
}

fn pair<'a>(line: &LineSeries<'a>, times: &Times) -> Pair<'a> {
    let mut line_points: Vec<LinePoint> =
        line.points.iter().filter(|line_point| line_point.place == times.from.0 || line_point.place == times.to.0).copied().collect();
    // The years between are left out on purpose: only a break between the two keeps them apart.
    let is_broken = line
        .points
        .iter()
        .any(|line_point| line_point.join == Join::Broken && line_point.place > times.from.0 && line_point.place <= times.to.0);
    if let [first, last] = &mut line_points[..] {
        // Between two times far apart a line is no course: how sure the values are is told by their dots.
        let joined = match LineSeries::join(first.point.state, last.point.state) {
            Join::Dashed => Join::Solid,
            other => other,
        };
        (first.join, last.join) = (Join::Apart, if is_broken { Join::Broken } else { joined });
    }
    Pair { at: line.at, points: line_points }
}

/// The series with the two times alone.
fn shown<'a>(line: &LineSeries<'a>, pair: &Pair<'a>) -> LineSeries<'a> {
    LineSeries { at: line.at, series: line.series, points: pair.points.clone(), strays: Vec::new(), holes: Vec::new() }
}

/// Those that have labels: the coloured ones that have a value at the second time.
fn labelled<'a, 'b>(pairs: &'b [Pair<'a>], colours: &[String], times: &Times) -> Vec<&'b Pair<'a>> {
    let has_end = |pair: &&Pair| pair.points.last().is_some_and(|line_point| line_point.place == times.to.0);
    pairs.iter().filter(has_end).filter(|pair| colours[pair.at] != "series-faint").collect()
}

/// The labels at the right, those at the left, and the names; no names where there is no room for them.
fn ends(sheet: &Sheet, labelled: &[&Pair]) -> (EndLabels, Vec<String>, Vec<String>) {
    let starts: Vec<String> = labelled.iter().map(|pair| value(sheet, &pair.points[0])).collect();
    let words: Vec<(String, String)> = labelled.iter().map(|pair| words_of(sheet, pair)).collect();
    let widest = |values: &mut dyn Iterator<Item = &String>| values.map(|value| text::bold_width(value, TEXT)).fold(0.0, f64::max);
    let values = widest(&mut starts.iter()) + widest(&mut words.iter().map(|(value, _)| value));
    let most = if sheet.width == Width::Narrow { 120.0 } else { 230.0 };
    let beside = EndLabels::new(&words, (sheet.across() - values - 110.0).min(most));
    let is_alone = sheet.chart.series.len() < 2;
    if is_alone || beside.fit(2.0 * plot_area::height(sheet.width)) || labelled.len() > COLOURS {
        return (beside, starts, words.into_iter().map(|(_, name)| name).collect());
    }
    let values: Vec<(String, String)> = words.into_iter().map(|(value, _)| (value, String::new())).collect();
    (EndLabels::new(&values, 0.0), starts, Vec::new())
}

/// A value that leaves room for the lines and the names.
fn value(sheet: &Sheet, line_point: &LinePoint) -> String {
    let room = if sheet.width == Width::Narrow { 75.0 } else { 150.0 };
    text::shorten(&sheet.words.beside(line_point.point), TEXT * 1.06, room)
}

fn words_of(sheet: &Sheet, pair: &Pair) -> (String, String) {
    let name = if sheet.chart.series.len() > 1 { sheet.chart.series[pair.at].name.clone() } else { String::new() };
    (value(sheet, &pair.points[pair.points.len() - 1]), name)
}

fn key(chart: &Chart, colours: &[String], pair: &Pair) -> Key {
    Key { sample: Sample::Shaped(colours[pair.at].clone(), Shape::of(pair.at)), name: chart.series[pair.at].name.clone() }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shapes {
    Circles,
    Own,
}

/// What an index is compared with, across the drawing.
fn base(sheet: &mut Sheet, field: PlotArea, up: &Linear, taken: Vec<Rect>) {
    let Some(base) = sheet.chart.base.filter(|base| base.is_finite()) else { return };
    let y = up.at(base);
    sheet.svg.line("axis", (field.left, y), (field.right, y));
    let words = sheet.words.tick(base, 1.0);
    let (width, middle) = (text::width(&words, TICK), (field.left + field.right) / 2.0);
    let mut room = Room::new(Rect { x: field.left, y: 0.0, width: field.right - field.left, height: field.bottom + TICK }, taken);
    let rect = |y: f64| Rect { x: middle - width / 2.0, y, width, height: TICK };
    if let Some(place) = room.find([rect(y - 2.0 - TICK), rect(y + 2.0)]) {
        sheet.svg.text("tick label-over", Anchor::Middle, (middle, place.y + TICK * 0.85), &words);
    }
}

/// The two uprights and their times.
fn heads(sheet: &mut Sheet, field: PlotArea, times: &Times) {
    let middle = (field.left + field.right) / 2.0;
    let halves = [(field.left, times.from.1, (0.0, middle - 4.0)), (field.right, times.to.1, (middle + 4.0, sheet.across()))];
    for (x, when, (from, to)) in halves {
        sheet.svg.line("axis", (x, field.top - LEADING * 0.6), (x, field.bottom));
        let words = text::shorten(when, TICK, to - from);
        let half = text::width(&words, TICK) / 2.0;
        // A time stands above its upright, and a long one beside it, in its own half.
        let centre = x.max(from + half).min(to - half);
        sheet.named_text("tick", Anchor::Middle, (centre, field.top - LEADING), (&words, when));
    }
}

fn paint(sheet: &mut Sheet, (drawn, colours): (&[LineSeries], &[String]), at: impl Fn(&LinePoint) -> (f64, f64, f64), shapes: Shapes) {
    let mut order: Vec<&LineSeries> = drawn.iter().collect();
    order.sort_by_key(|line| (colours[line.at] != "series-faint", line.series.emphasis == Emphasis::Strong));
    for line in order {
        let class = &colours[line.at];
        let emphasis = if line.series.emphasis == Emphasis::Strong { " line-strong" } else { "" };
        sheet.svg.open("g", &[("class", "strand".into())]);
        sheet.svg.words("title", &[], &line.series.name);
        line_path::draw(&mut sheet.svg, line, &format!("{class}{emphasis}"), &at);
        sheet.svg.close("g");
        for line_point in &line.points {
            let shape = if shapes == Shapes::Own { Shape::of(line.at) } else { Shape::Circle };
            sheet.begin(line.at, line_point.point);
            point_mark::draw(&mut sheet.svg, line_point, at(line_point), Mark { class, shape, radius: 4.0, seen: Seen::Always });
            sheet.end(line_point.point);
        }
    }
}

/// Writes the values at the left.
fn write_starts(sheet: &mut Sheet, (labelled, starts): (&[&Pair], &[String]), field: PlotArea, y: impl Fn(&LinePoint) -> f64) {
    // A series that begins later has nothing at the left.
    let begun: Vec<(usize, f64)> =
        labelled.iter().enumerate().filter(|(_, pair)| pair.points.len() == 2).map(|(at, pair)| (at, y(&pair.points[0]))).collect();
    let wishes: Vec<Wish> = begun.iter().map(|(_, y)| Wish { middle: *y, height: LEADING }).collect();
    let Some(places) = spread(&wishes, (field.top - LEADING / 2.0, field.bottom + LEADING / 2.0)) else { return };
    for ((at, y), place) in begun.into_iter().zip(places) {
        if (place - y).abs() > 3.0 {
            sheet.svg.path("leader", &Path::from(field.left - 4.0, y).line(field.left - 14.0, place));
        }
        sheet.svg.text("label-value", Anchor::End, (field.left - 16.0, place + TEXT * 0.35), &starts[at]);
    }
}

fn foot(sheet: &mut Sheet, drawn: &[LineSeries], times: &Times, field: PlotArea) -> f64 {
    let chart = sheet.chart;
    let shown = at_times(chart, times);
    let all = LineSeries::all(&shown);
    let mut said = notes::notes(&shown, &all, sheet.words);
    for note in said.iter_mut().filter(|note| note.sign == notes::Sign::Dashed) {
        note.sign = notes::Sign::Pale;
    }
    if let Some(list) = notes::listed(sheet.words, times.left_out.clone()) {
        said.push(notes::Note { sign: notes::Sign::None, words: sheet.words.say("note-left-out", &[("list", (&list).into())]) });
    }
    said.extend(notes::signs(drawn, sheet.words));
    notes::draw(sheet, &said, field.bottom + LEADING * 0.6) + 4.0
}

/// The chart with the two times that a slope compares, and no others; nothing where there are no two.
pub fn compared(chart: &Chart) -> Option<Chart> {
    let lines = LineSeries::all(chart);
    times(&lines).map(|times| at_times(chart, &times))
}

fn at_times(chart: &Chart, times: &Times) -> Chart {
    let is_shown = |point: &&Point| [times.from.0, times.to.0].contains(&place(point.at));
    let only = |series: &Series| Series { points: series.points.iter().filter(is_shown).cloned().collect(), ..series.clone() };
    Chart { series: chart.series.iter().map(only).collect(), ..chart.clone() }
}

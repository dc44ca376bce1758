//! Two numbers of many things: one along, one up; near-lying names are left to the table rather than written over each other.

use std::collections::BTreeMap;

use crate::render::pictures::labels::Room;
use crate::render::pictures::legend::{Key, Sample};
use crate::render::pictures::line_series::{Body, Join, LinePoint, colours, place};
use crate::render::pictures::notes::{Note, Sign};
use crate::render::pictures::plot_area::{self, Labels, PlotArea};
use crate::render::pictures::point_mark::{self, Mark, Seen, Shape};
use crate::render::pictures::sheet::{LEADING, Sheet, TICK};
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::value_axis::ValueAxis;
use crate::render::pictures::words::Words;
use crate::render::pictures::{Emphasis, Point, State, Width, notes, text, thinning};

/// So many points may all be named where there is room; of more, those at the edges and those that stand out.
const NAMED: usize = 40;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let chart = sheet.chart;
    let line_points: Vec<(usize, LinePoint)> = chart
        .points()
        .filter_map(|(series, point)| {
            Some((series, LinePoint { place: place(point.at), point, body: Body::of(point)?, join: Join::Apart }))
        })
        .collect();
    if line_points.is_empty() {
        return plot_area::empty(sheet);
    }
    let colours = colours(chart);
    let keys: Vec<Key> = if chart.series.len() < 2 {
        Vec::new()
    } else {
        let named = chart.series.iter().enumerate().filter(|(at, _)| colours[*at] != "series-faint");
        named.map(|(at, series)| Key { sample: Sample::Shape(colours[at].clone(), Shape::of(at)), name: series.name.clone() }).collect()
    };
    let ends = |values: &mut dyn Iterator<Item = (f64, f64)>| {
        values.reduce(|(low, high), (from, to)| (low.min(from), high.max(to))).unwrap_or((0.0, 1.0))
    };
    let references = chart.references.iter().map(|reference| reference.value).filter(|value| value.is_finite());
    let up = ends(
        &mut line_points
            .iter()
            .map(|(_, line_point)| line_point.body.ends())
            .chain(references.chain(chart.base).map(|value| (value, value))),
    );
    let along = ends(&mut line_points.iter().map(|(_, line_point)| (line_point.place, line_point.place)));
    let up = plot_area::axis(sheet, up);
    let left = up.label_width() + 8.0;
    // The unit across may not be the unit up, whose percent signs are none of its own.
    let plain = Words { unit: None, ..*sheet.words };
    let along = ValueAxis::new(&plain, along, if sheet.width == Width::Narrow { 5 } else { 8 });
    let top = sheet.head(&keys) + LEADING;
    let field = PlotArea { left, right: sheet.across() - 12.0, top, bottom: top + plot_area::height(sheet.width) };
    let (up, along) = (up.laid(field.bottom, field.top), along.laid(field.left, field.right));
    up.draw_rows(sheet, (field.left, field.right), chart.base.unwrap_or(0.0));
    along.draw_columns(sheet, (field.top, field.bottom), 0.0);
    let mut bottom = field.bottom + TICK + 8.0;
    for line in sheet.wrap(&chart.across, field.right - field.left, 2).lines {
        bottom += LEADING;
        sheet.svg.text("unit", Anchor::End, (field.right, bottom), &line);
    }
    let taken = plot_area::references(sheet, field, &up.scale, Labels::Inside);
    dots(sheet, &line_points, &colours, (&along, &up));
    names(sheet, &line_points, (field, taken), (&along, &up));
    foot(sheet, &line_points, bottom + 6.0)
}

fn dots(sheet: &mut Sheet, line_points: &[(usize, LinePoint)], colours: &[String], (along, up): (&ValueAxis, &ValueAxis)) {
    let rank = |series: usize| match sheet.chart.series[series].emphasis {
        Emphasis::Faint => 0,
        Emphasis::Plain => 1,
        Emphasis::Strong => 2,
    };
    let mut order: Vec<&(usize, LinePoint)> = line_points.iter().collect();
    order.sort_by_key(|(series, _)| rank(*series));
    let at = |line_point: &LinePoint| {
        let (low, high) = line_point.body.ends();
        (along.at(line_point.place), up.at(low), up.at(high))
    };
    let look = |(series, line_point): &&(usize, LinePoint)| {
        let (x, low, high) = at(line_point);
        ((*series, line_point.look()), [x, low, high])
    };
    let radius = if line_points.len() > 300 { 3.0 } else { 4.5 };
    for ((series, line_point), count) in thinning::marks(&order, look) {
        let mark = Mark { class: &colours[*series], shape: Shape::of(*series), radius, seen: Seen::Always };
        sheet.begin_for(*series, line_point.point, count);
        point_mark::draw(&mut sheet.svg, line_point, at(line_point), mark);
        sheet.end(line_point.point);
    }
}

/// Writes the names of points beside them where there is room: of the outermost and of those that stand out first.
fn names(
    sheet: &mut Sheet,
    line_points: &[(usize, LinePoint)],
    (field, taken): (PlotArea, Vec<Rect>),
    (along, up): (&ValueAxis, &ValueAxis),
) {
    let at = |line_point: &LinePoint| (along.at(line_point.place), up.at(line_point.body.middle()));
    let mut room = Room::new(Rect { x: field.left, y: 0.0, width: sheet.across() - field.left, height: field.bottom - 2.0 }, taken);
    let mut wanted = outermost(line_points);
    let strong = (0..line_points.len()).filter(|at| sheet.chart.series[line_points[*at].0].emphasis == Emphasis::Strong);
    wanted.extend(strong.take(NAMED));
    if line_points.len() <= NAMED {
        wanted.extend(0..line_points.len());
    }
    let near = crowd(line_points, at);
    let mut done = std::collections::BTreeSet::new();
    for index in wanted {
        if !done.insert(index) {
            continue;
        }
        let (x, y) = at(&line_points[index].1);
        let name = text::shorten(&line_points[index].1.point.when, TICK, sheet.across() * 0.35);
        let (wide, high) = (text::width(&name, TICK), TICK + 1.0);
        let rect = |left: f64, top: f64| Rect { x: left, y: top, width: wide, height: high };
        let places = [
            rect(x + 8.0, y - high / 2.0),
            rect(x - 8.0 - wide, y - high / 2.0),
            rect(x - wide / 2.0, y - 8.0 - high),
            rect(x - wide / 2.0, y + 8.0),
        ];
        let free = places.into_iter().filter(|place| !near.covers(place));
        if let Some(place) = room.find(free) {
            sheet.named_text("label-point", Anchor::Start, (place.x, place.y + TICK * 0.85), (&name, &line_points[index].1.point.when));
        }
    }
}

/// The points that lie farthest out, each once: highest, lowest, first, last.
fn outermost(line_points: &[(usize, LinePoint)]) -> Vec<usize> {
    let by = |value: fn(&LinePoint) -> f64| {
        let order = move |one: &usize, other: &usize| value(&line_points[*one].1).total_cmp(&value(&line_points[*other].1));
        [(0..line_points.len()).rev().max_by(order), (0..line_points.len()).min_by(order)]
    };
    by(|line_point| line_point.body.middle()).into_iter().chain(by(|line_point| line_point.place)).flatten().collect()
}

/// Where dots lie, in squares, so that a name can be kept from lying on one.
struct Crowd(BTreeMap<(i64, i64), Vec<(f64, f64)>>);

const SQUARE: f64 = 40.0;
const DOT: f64 = 5.0;

fn crowd(line_points: &[(usize, LinePoint)], at: impl Fn(&LinePoint) -> (f64, f64)) -> Crowd {
    let mut squares: BTreeMap<(i64, i64), Vec<(f64, f64)>> = BTreeMap::new();
    for (_, line_point) in line_points {
        let (x, y) = at(line_point);
        squares.entry(((x / SQUARE) as i64, (y / SQUARE) as i64)).or_default().push((x, y));
    }
    Crowd(squares)
}

impl Crowd {
    fn covers(&self, place: &Rect) -> bool {
        let (left, right) = (place.x - DOT, place.x + place.width + DOT);
        let (top, bottom) = (place.y - DOT, place.y + place.height + DOT);
        let squares = |from: f64, to: f64| (from / SQUARE) as i64 - 1..=(to / SQUARE) as i64;
        let mut dots = squares(left, right)
            .flat_map(|column| squares(top, bottom).map(move |row| (column, row)))
            .filter_map(|square| self.0.get(&square))
            .flatten();
        dots.any(|(x, y)| (left..=right).contains(x) && (top..=bottom).contains(y))
    }
}

/// What must be said of the points: what is missing or not final, and what arrows mean.
fn foot(sheet: &mut Sheet, line_points: &[(usize, LinePoint)], top: f64) -> f64 {
    let points = || sheet.chart.points().map(|(_, point)| point);
    let named = |of: &dyn Fn(&Point) -> bool| points().filter(|point| of(point)).map(|point| point.when.clone()).collect();
    let is_drawn = |point: &Point| Body::of(point).is_some();
    let mut said = Vec::new();
    let mut say = |sign, key: &str, names| {
        let list = notes::listed(sheet.words, names);
        said.extend(list.map(|list| Note { sign, words: sheet.words.say(key, &[("list", (&list).into())]) }));
    };
    let states = [
        (State::Provisional, Sign::Pale, "note-provisional"),
        (State::Estimated, Sign::Pale, "note-estimated"),
        (State::Expected, Sign::Open, "note-expected"),
        (State::Target, Sign::Open, "note-target"),
    ];
    for (state, sign, key) in states {
        say(sign, key, named(&|point| point.state == state && is_drawn(point)));
    }
    say(Sign::None, "note-missing", named(&|point| !is_drawn(point)));
    said.extend(notes::signs_of(line_points.iter().map(|(_, line_point)| line_point.point), sheet.words));
    notes::draw(sheet, &said, top) + 4.0
}

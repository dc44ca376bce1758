//! Two points in time and a line for each series: what changed between them.

use super::ends::{End, Ends};
use super::knot::{self, Mark, Seen, Shape};
use super::labels::{Room, Wish, spread};
use super::legend::{Key, Sample};
use super::line;
use super::plot::{self, Field, Floor, Labels};
use super::scale::Linear;
use super::sheet::{self, COLOURS, LEADING, Sheet, TEXT, TICK};
use super::strand::{Join, Knot, Strand, colours, place};
use super::svg::{Anchor, Path, Rect};
use super::{Chart, Emphasis, Point, Series, Width, notes, text, thread};

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
    knots: Vec<Knot<'a>>,
}

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let chart = sheet.chart;
    let strands = Strand::all(chart);
    let Some(times) = times(&strands) else { return line::draw(sheet) };
    let mut colours = colours(chart);
    // More lines than colours are told apart by their labels alone.
    if colours.iter().filter(|class| *class != "series-faint").count() > COLOURS {
        colours.fill(sheet::colour(0));
    }
    let pairs: Vec<Pair> = strands.iter().map(|strand| pair(strand, &times)).filter(|pair| !pair.knots.is_empty()).collect();
    let drawn: Vec<Strand> = pairs.iter().map(|pair| shown(&strands[pair.at], pair)).collect();
    let labelled = labelled(&pairs, &colours, &times);
    let (ends, starts, names) = ends(sheet, &labelled);
    let height = plot::height(sheet.width).max(ends.height());
    let keys: Vec<Key> =
        labelled.iter().filter(|_| names.is_empty() && chart.series.len() > 1).map(|pair| key(chart, &colours, pair)).collect();
    // All values are written, none is read from rows: a folded unit would not be that of the values.
    let top = sheet.head(&keys) + 2.0 * LEADING + 4.0;
    let left = starts.iter().map(|words| text::bold_width(words, TEXT)).fold(0.0, f64::max) + 18.0;
    let right = (sheet.across() - ends.width()).max(left + 40.0);
    let field = Field { left, right, top, bottom: top + height };
    let up = Linear::new(plot::domain(chart, &drawn, Floor::Near), (field.bottom, field.top));
    heads(sheet, field, &times);
    let taken = plot::references(sheet, field, &up, Labels::Inside);
    base(sheet, field, &up, taken);
    let at = |knot: &Knot| {
        let (low, high) = knot.body.ends();
        (if knot.place == times.from.0 { left } else { right }, up.at(low), up.at(high))
    };
    paint(sheet, (&drawn, &colours), at, if names.is_empty() { Shapes::Own } else { Shapes::Circles });
    let middle = |knot: &Knot| {
        let (x, low, high) = at(knot);
        (x, (low + high) / 2.0)
    };
    write_starts(sheet, (&labelled, &starts), field, |knot| middle(knot).1);
    let placed: Vec<End> = labelled
        .iter()
        .map(|pair| {
            let last = &pair.knots[pair.knots.len() - 1];
            let (x, y) = middle(last);
            let (value, name) = words_of(sheet, pair);
            End { class: colours[pair.at].clone(), x, y, value, name: if names.is_empty() { String::new() } else { name } }
        })
        .collect();
    ends.draw(sheet, &placed, field);
    foot(sheet, &drawn, &times, field)
}

/// Compares the first and the last time at which most series have a value; nothing where there are no two.
fn times<'a>(strands: &[Strand<'a>]) -> Option<Times<'a>> {
    let mut found: Vec<(f64, &str, usize)> = Vec::new();
    let mut knots: Vec<&Knot> = strands.iter().flat_map(|strand| &strand.knots).collect();
    knots.sort_by(|one, other| one.place.total_cmp(&other.place));
    for knot in knots {
        match found.last_mut() {
            Some(last) if last.0 == knot.place => last.2 += 1,
            _ => found.push((knot.place, &knot.point.when, 1)),
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

fn pair<'a>(strand: &Strand<'a>, times: &Times) -> Pair<'a> {
    let mut knots: Vec<Knot> = strand.knots.iter().filter(|knot| knot.place == times.from.0 || knot.place == times.to.0).copied().collect();
    // The years between are left out on purpose: only a break between the two keeps them apart.
    let is_broken = strand.knots.iter().any(|knot| knot.join == Join::Broken && knot.place > times.from.0 && knot.place <= times.to.0);
    if let [first, last] = &mut knots[..] {
        // Between two times far apart a line is no course: how sure the values are is told by their dots.
        let joined = match Strand::join(first.point.state, last.point.state) {
            Join::Dashed => Join::Solid,
            other => other,
        };
        (first.join, last.join) = (Join::Apart, if is_broken { Join::Broken } else { joined });
    }
    Pair { at: strand.at, knots }
}

/// The series with the two times alone.
fn shown<'a>(strand: &Strand<'a>, pair: &Pair<'a>) -> Strand<'a> {
    Strand { at: strand.at, series: strand.series, knots: pair.knots.clone(), strays: Vec::new(), holes: Vec::new() }
}

/// Those that have labels: the coloured ones that have a value at the second time.
fn labelled<'a, 'b>(pairs: &'b [Pair<'a>], colours: &[String], times: &Times) -> Vec<&'b Pair<'a>> {
    let has_end = |pair: &&Pair| pair.knots.last().is_some_and(|knot| knot.place == times.to.0);
    pairs.iter().filter(has_end).filter(|pair| colours[pair.at] != "series-faint").collect()
}

/// The labels at the right, those at the left, and the names; no names where there is no room for them.
fn ends(sheet: &Sheet, labelled: &[&Pair]) -> (Ends, Vec<String>, Vec<String>) {
    let starts: Vec<String> = labelled.iter().map(|pair| value(sheet, &pair.knots[0])).collect();
    let words: Vec<(String, String)> = labelled.iter().map(|pair| words_of(sheet, pair)).collect();
    let widest = |values: &mut dyn Iterator<Item = &String>| values.map(|value| text::bold_width(value, TEXT)).fold(0.0, f64::max);
    let values = widest(&mut starts.iter()) + widest(&mut words.iter().map(|(value, _)| value));
    let most = if sheet.width == Width::Narrow { 120.0 } else { 230.0 };
    let beside = Ends::new(&words, (sheet.across() - values - 110.0).min(most));
    let is_alone = sheet.chart.series.len() < 2;
    if is_alone || beside.fit(2.0 * plot::height(sheet.width)) || labelled.len() > COLOURS {
        return (beside, starts, words.into_iter().map(|(_, name)| name).collect());
    }
    let values: Vec<(String, String)> = words.into_iter().map(|(value, _)| (value, String::new())).collect();
    (Ends::new(&values, 0.0), starts, Vec::new())
}

/// A value that leaves room for the lines and the names.
fn value(sheet: &Sheet, knot: &Knot) -> String {
    let room = if sheet.width == Width::Narrow { 75.0 } else { 150.0 };
    text::shorten(&sheet.words.beside(knot.point), TEXT * 1.06, room)
}

fn words_of(sheet: &Sheet, pair: &Pair) -> (String, String) {
    let name = if sheet.chart.series.len() > 1 { sheet.chart.series[pair.at].name.clone() } else { String::new() };
    (value(sheet, &pair.knots[pair.knots.len() - 1]), name)
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
fn base(sheet: &mut Sheet, field: Field, up: &Linear, taken: Vec<Rect>) {
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
fn heads(sheet: &mut Sheet, field: Field, times: &Times) {
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

fn paint(sheet: &mut Sheet, (drawn, colours): (&[Strand], &[String]), at: impl Fn(&Knot) -> (f64, f64, f64), shapes: Shapes) {
    let mut order: Vec<&Strand> = drawn.iter().collect();
    order.sort_by_key(|strand| (colours[strand.at] != "series-faint", strand.series.emphasis == Emphasis::Strong));
    for strand in order {
        let class = &colours[strand.at];
        let emphasis = if strand.series.emphasis == Emphasis::Strong { " line-strong" } else { "" };
        sheet.svg.open("g", &[("class", "strand".into())]);
        sheet.svg.words("title", &[], &strand.series.name);
        thread::draw(&mut sheet.svg, strand, &format!("{class}{emphasis}"), &at);
        sheet.svg.close("g");
        for knot in &strand.knots {
            let shape = if shapes == Shapes::Own { Shape::of(strand.at) } else { Shape::Circle };
            sheet.begin(strand.at, knot.point);
            knot::draw(&mut sheet.svg, knot, at(knot), Mark { class, shape, radius: 4.0, seen: Seen::Always });
            sheet.end(knot.point);
        }
    }
}

/// Writes the values at the left.
fn write_starts(sheet: &mut Sheet, (labelled, starts): (&[&Pair], &[String]), field: Field, y: impl Fn(&Knot) -> f64) {
    // A series that begins later has nothing at the left.
    let begun: Vec<(usize, f64)> =
        labelled.iter().enumerate().filter(|(_, pair)| pair.knots.len() == 2).map(|(at, pair)| (at, y(&pair.knots[0]))).collect();
    let wishes: Vec<Wish> = begun.iter().map(|(_, y)| Wish { middle: *y, height: LEADING }).collect();
    let Some(places) = spread(&wishes, (field.top - LEADING / 2.0, field.bottom + LEADING / 2.0)) else { return };
    for ((at, y), place) in begun.into_iter().zip(places) {
        if (place - y).abs() > 3.0 {
            sheet.svg.path("leader", &Path::from(field.left - 4.0, y).line(field.left - 14.0, place));
        }
        sheet.svg.text("label-value", Anchor::End, (field.left - 16.0, place + TEXT * 0.35), &starts[at]);
    }
}

fn foot(sheet: &mut Sheet, drawn: &[Strand], times: &Times, field: Field) -> f64 {
    let chart = sheet.chart;
    let shown = at_times(chart, times);
    let all = Strand::all(&shown);
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
    let strands = Strand::all(chart);
    times(&strands).map(|times| at_times(chart, &times))
}

fn at_times(chart: &Chart, times: &Times) -> Chart {
    let is_shown = |point: &&Point| [times.from.0, times.to.0].contains(&place(point.at));
    let only = |series: &Series| Series { points: series.points.iter().filter(is_shown).cloned().collect(), ..series.clone() };
    Chart { series: chart.series.iter().map(only).collect(), ..chart.clone() }
}

//! What series over time tell, in words: where they begin and end, their highest and lowest, who leads and how far apart they are.

use crate::render::pictures::forms::slope;
use crate::render::pictures::line_series::{Body, Join, LinePoint, LineSeries, bound, is_ahead};
use crate::render::pictures::words::Words;
use crate::render::pictures::{Bound, Chart, Emphasis, Form, Point, Series, notes};
use crate::render::strings::Arg;

/// Of so many series each one's course is told; of more, who leads, and the course of those that stand out.
const TOLD: usize = 3;

/// Tells what a chart over time shows, in a few sentences.
pub fn tell(chart: &Chart, words: &Words) -> String {
    let compared = if chart.form == Form::Slope { slope::compared(chart) } else { None };
    let chart = compared.as_ref().unwrap_or(chart);
    let lines = LineSeries::all(chart);
    let drawn: Vec<&LineSeries> = lines.iter().filter(|line| !line.points.is_empty()).collect();
    let mut said = match &drawn[..] {
        [] => vec![words.say("picture-no-data", &[])],
        [line] => {
            let mut said = vec![named(line, words, &course(line, words))];
            said.extend(turns(line, words));
            said
        }
        few if few.len() <= TOLD => few.iter().map(|line| named(line, words, &course(line, words))).collect(),
        many => crowd(many, words),
    };
    if drawn.len() > 1 {
        said.extend(compare(&drawn, words));
    }
    said.extend(drawn.iter().filter_map(|line| ahead(line, words).map(|ahead| named(line, words, &ahead))));
    said.extend(notes::notes(chart, &lines, words).into_iter().map(|note| note.words));
    sentences(said)
}

/// Tells what one series shows, as far as it has anything that can be drawn.
pub fn told(series: &Series, words: &Words) -> Option<String> {
    let line = LineSeries::new(0, series);
    let said = [Some(course(&line, words)), turns(&line, words), ahead(&line, words)];
    (!line.points.is_empty()).then(|| sentences(said.into_iter().flatten().collect()))
}

/// Sentences behind each other, each with its capital and its full stop.
pub fn sentences(said: Vec<String>) -> String {
    let sentence = |said: String| {
        let mut letters = said.chars();
        let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
        let stop = if said.ends_with(['.', '!', '?', '…']) { "" } else { "." };
        format!("{first}{}{stop}", letters.as_str())
    };
    said.into_iter().filter(|said| !said.is_empty()).map(sentence).collect::<Vec<_>>().join(" ")
}

fn named(line: &LineSeries, words: &Words, said: &str) -> String {
    match line.series.name.as_str() {
        "" => said.to_owned(),
        name => words.say("course-of", &[("name", name.into()), ("course", said.into())]),
    }
}

/// What has been observed; what is expected has a sentence of its own.
fn observed<'a, 'b>(line: &'b LineSeries<'a>) -> Vec<&'b LinePoint<'a>> {
    line.points.iter().filter(|line_point| !is_ahead(line_point.point)).collect()
}

/// "rises from 61 in 2000 to 79 (provisional) in 2022".
fn course(line: &LineSeries, words: &Words) -> String {
    let line_points = observed(line);
    let (Some(first), Some(last)) = (line_points.first(), line_points.last()) else { return String::new() };
    let (from, to) = (moment(words, first.point), moment(words, last.point));
    if first.place == last.place {
        return from;
    }
    let is_broken = line_points.iter().any(|line_point| line_point.join == Join::Broken);
    let ((first_low, first_high), (last_low, last_high)) = (possible(first), possible(last));
    let key = match () {
        // What was measured otherwise is not compared.
        () if is_broken => "course-open",
        () if first_high < last_low => "course-rise",
        () if first_low > last_high => "course-fall",
        () if first_low == first_high && (first_low, first_high) == (last_low, last_high) => "course-level",
        () => "course-open",
    };
    words.say(key, &[("from", (&from).into()), ("to", (&to).into())])
}

/// Between which values the true one lies, as far as it is said.
fn possible(line_point: &LinePoint) -> (f64, f64) {
    let (low, high) = line_point.body.ends();
    match bound(line_point.point) {
        Bound::Exact | Bound::About => (low, high),
        Bound::Lower => (low, f64::INFINITY),
        Bound::Upper => (f64::NEG_INFINITY, high),
    }
}

/// "highest: 131 in 2006 and 2007; lowest: 105 in 2020": only where the ends do not tell it.
fn turns(line: &LineSeries, words: &Words) -> Option<String> {
    let line_points = observed(line);
    if line_points.len() < 3 || line_points.iter().any(|line_point| line_point.join == Join::Broken) {
        return None;
    }
    let (lowest, highest) = (
        extreme(&line_points, possible),
        extreme(&line_points, |line_point| {
            let (low, high) = possible(line_point);
            (-high, -low)
        }),
    );
    let is_end = |found: &[&LinePoint]| {
        found.iter().any(|one| one.place == line_points[0].place || one.place == line_points[line_points.len() - 1].place)
    };
    if is_end(&lowest) && is_end(&highest) {
        return None;
    }
    let told = |found: Vec<&LinePoint>| (!found.is_empty()).then(|| moments(words, &found));
    match (told(highest), told(lowest)) {
        (Some(high), Some(low)) => Some(words.say("course-turns", &[("high", (&high).into()), ("low", (&low).into())])),
        (Some(high), None) => Some(words.say("course-highest", &[("high", (&high).into())])),
        (None, Some(low)) => Some(words.say("course-lowest", &[("low", (&low).into())])),
        (None, None) => None,
    }
}

/// The points that are surely not above any other; none where an open end leaves that open.
fn extreme<'a, 'b>(line_points: &[&'b LinePoint<'a>], possible: impl Fn(&LinePoint) -> (f64, f64)) -> Vec<&'b LinePoint<'a>> {
    let Some(least) = line_points.iter().map(|line_point| possible(line_point).1).min_by(f64::total_cmp) else { return Vec::new() };
    let found: Vec<&LinePoint> = line_points.iter().copied().filter(|line_point| possible(line_point).0 <= least).collect();
    if found.iter().all(|line_point| possible(line_point) == (least, least)) { found } else { Vec::new() }
}

/// "still to come: 90 (target) in 2030".
fn ahead(line: &LineSeries, words: &Words) -> Option<String> {
    let ahead = line.drawn().filter(|line_point| is_ahead(line_point.point)).map(|line_point| moment(words, line_point.point)).collect();
    let list = notes::listed(words, ahead)?;
    Some(words.say("course-ahead", &[("list", (&list).into())]))
}

/// How many series, and the courses of those that stand out.
fn crowd(lines: &[&LineSeries], words: &Words) -> Vec<String> {
    let line_points = || lines.iter().flat_map(|line| &line.points);
    let first = line_points().min_by(|one, other| one.place.total_cmp(&other.place));
    let last = line_points().max_by(|one, other| one.place.total_cmp(&other.place));
    let mut said = Vec::new();
    if let (Some(first), Some(last)) = (first, last) {
        let args = [("count", Arg::from(lines.len())), ("from", (&first.point.when).into()), ("to", (&last.point.when).into())];
        said.push(words.say("course-many", &args));
    }
    let strong = lines.iter().filter(|line| line.series.emphasis == Emphasis::Strong).take(TOLD);
    said.extend(strong.map(|line| named(line, words, &course(line, words))));
    said
}

/// The series at one time, the highest first.
struct Standing<'a, 'b> {
    when: &'a str,
    order: Vec<(&'b LineSeries<'a>, &'b LinePoint<'a>)>,
}

impl Standing<'_, '_> {
    fn gap(&self) -> f64 {
        match (self.order.first(), self.order.last()) {
            (Some((_, high)), Some((_, low))) => high.body.middle() - low.body.middle(),
            _ => 0.0,
        }
    }

    /// The names of all that have this value.
    fn named(&self, words: &Words, body: Body) -> String {
        let names = self.order.iter().filter(|(_, line_point)| line_point.body == body).map(|(line, _)| line.series.name.clone());
        notes::listed(words, names.collect()).unwrap_or_default()
    }

    /// The one that is higher than all others.
    fn leader(&self) -> Option<usize> {
        let [(first, high), (_, second), ..] = &self.order[..] else { return None };
        (high.body != second.body).then_some(first.at)
    }
}

/// Who leads at the end and who did at the beginning, and how the distance changed.
fn compare(lines: &[&LineSeries], words: &Words) -> Vec<String> {
    let standings = standings(lines);
    let (Some(first), Some(last)) = (standings.first(), standings.last()) else { return Vec::new() };
    let [(leader, high), .., (_, low)] = &last.order[..] else { return Vec::new() };
    let mut said = Vec::new();
    if high.body != low.body {
        let (top, bottom) = (last.named(words, high.body), last.named(words, low.body));
        let args = [
            ("kind", Arg::from(kind(last.when))),
            ("when", last.when.into()),
            ("top", (&top).into()),
            ("high", (&high.point.label).into()),
            ("bottom", (&bottom).into()),
            ("low", (&low.point.label).into()),
        ];
        said.push(words.say("lead", &args));
        let leaders = || standings.iter().map(Standing::leader);
        if standings.len() > 2 && leaders().all(|one| one == Some(leader.at)) {
            said.push(words.say("lead-throughout", &[("top", (&leader.series.name).into())]));
        } else if let Some(leader) = first.leader().filter(|leader| Some(*leader) != last.leader())
            && let Some((then, line_point)) = first.order.iter().find(|(line, _)| line.at == leader)
        {
            let args = [
                ("kind", Arg::from(kind(first.when))),
                ("when", first.when.into()),
                ("top", (&then.series.name).into()),
                ("high", (&line_point.point.label).into()),
            ];
            said.push(words.say("lead-before", &args));
        }
    }
    said.extend(gap(first, last, words));
    said
}

/// "The gap between the highest and the lowest narrows from 53 in 2000 to 38 in 2022".
fn gap(first: &Standing, last: &Standing, words: &Words) -> Option<String> {
    // Only the same series can have come nearer to each other; and of an axis with a break, none has.
    let is_broken = last.order.iter().any(|(line, _)| line.points.iter().any(|line_point| line_point.join == Join::Broken));
    if first.when == last.when || first.order.len() != last.order.len() || is_broken {
        return None;
    }
    let [before, after] = [first.gap(), last.gap()];
    let numbers = [before, after].map(|gap| words.formats.number(gap));
    let key = match () {
        () if numbers[0] == numbers[1] => "gap-same",
        () if before < after => "gap-wider",
        () => "gap-narrower",
    };
    let at =
        |number: &str, when: &str| words.say("moment", &[("kind", kind(when).into()), ("value", number.into()), ("when", when.into())]);
    let (from, to) = (at(&numbers[0], first.when), at(&numbers[1], last.when));
    Some(words.say(key, &[("from", (&from).into()), ("to", (&to).into())]))
}

/// The times at which the most series have a value that can be compared, in order.
fn standings<'a, 'b>(lines: &[&'b LineSeries<'a>]) -> Vec<Standing<'a, 'b>> {
    let is_plain = |line_point: &LinePoint| {
        matches!(line_point.body, Body::Value(_))
            && matches!(bound(line_point.point), Bound::Exact | Bound::About)
            && !is_ahead(line_point.point)
    };
    let mut line_points: Vec<(&LineSeries, &LinePoint)> = lines
        .iter()
        .flat_map(|line| line.points.iter().filter(|line_point| is_plain(line_point)).map(|line_point| (*line, line_point)))
        .collect();
    let order = |one: &(&LineSeries, &LinePoint), other: &(&LineSeries, &LinePoint)| {
        one.1.place.total_cmp(&other.1.place).then(other.1.body.middle().total_cmp(&one.1.body.middle()))
    };
    line_points.sort_by(order);
    let mut standings: Vec<Standing> = Vec::new();
    for time in line_points.chunk_by(|one, other| one.1.place == other.1.place) {
        standings.push(Standing { when: &time[0].1.point.when, order: time.to_vec() });
    }
    let most = standings.iter().map(|standing| standing.order.len()).max().unwrap_or(0);
    standings.retain(|standing| standing.order.len() == most && most > 1);
    standings
}

/// "79 (provisional) in 2022".
fn moment(words: &Words, point: &Point) -> String {
    words.say("moment", &[("kind", kind(&point.when).into()), ("value", (&point.label).into()), ("when", (&point.when).into())])
}

/// The same value at several times: "131 in 2006 and 2007".
fn moments(words: &Words, line_points: &[&LinePoint]) -> String {
    let Some(when) = notes::listed(words, line_points.iter().map(|line_point| line_point.point.when.clone()).collect()) else {
        return String::new();
    };
    let kind = match line_points {
        [one] => kind(&one.point.when),
        _ if line_points.iter().all(|line_point| kind(&line_point.point.when) == "year") => "years",
        _ => "other",
    };
    words.say("moment", &[("kind", kind.into()), ("value", (&line_points[0].point.label).into()), ("when", (&when).into())])
}

/// A bare year is put into a sentence; whatever else a period is called stands in brackets.
fn kind(when: &str) -> &'static str {
    if !when.is_empty() && when.bytes().all(|byte| byte.is_ascii_digit()) { "year" } else { "other" }
}

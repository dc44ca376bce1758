//! What series over time tell, in words: where they begin and end, their highest and lowest, who leads and how far apart they are.

use super::strand::{Body, Join, Knot, Strand, bound, is_ahead};
use super::words::Words;
use super::{Bound, Chart, Emphasis, Form, Point, notes, slope};
use crate::render::strings::Arg;

/// Of so many series each one's course is told; of more, who leads, and the course of those that stand out.
const TOLD: usize = 3;

/// Tells what a chart over time shows, in a few sentences.
pub fn tell(chart: &Chart, words: &Words) -> String {
    let compared = if chart.form == Form::Slope { slope::compared(chart) } else { None };
    let chart = compared.as_ref().unwrap_or(chart);
    let strands = Strand::all(chart);
    let drawn: Vec<&Strand> = strands.iter().filter(|strand| !strand.knots.is_empty()).collect();
    let mut said = match &drawn[..] {
        [] => vec![words.say("picture-no-data", &[])],
        [strand] => {
            let mut said = vec![named(strand, words, &course(strand, words))];
            said.extend(turns(strand, words));
            said
        }
        few if few.len() <= TOLD => few.iter().map(|strand| named(strand, words, &course(strand, words))).collect(),
        many => crowd(many, words),
    };
    if drawn.len() > 1 {
        said.extend(compare(&drawn, words));
    }
    said.extend(drawn.iter().filter_map(|strand| ahead(strand, words).map(|ahead| named(strand, words, &ahead))));
    said.extend(notes::notes(chart, &strands, words).into_iter().map(|note| note.words));
    sentences(said)
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

fn named(strand: &Strand, words: &Words, said: &str) -> String {
    match strand.series.name.as_str() {
        "" => said.to_owned(),
        name => words.say("course-of", &[("name", name.into()), ("course", said.into())]),
    }
}

/// What has been observed; what is expected has a sentence of its own.
fn observed<'a, 'b>(strand: &'b Strand<'a>) -> Vec<&'b Knot<'a>> {
    strand.knots.iter().filter(|knot| !is_ahead(knot.point)).collect()
}

/// "rises from 61 in 2000 to 79 (provisional) in 2022".
fn course(strand: &Strand, words: &Words) -> String {
    let knots = observed(strand);
    let (Some(first), Some(last)) = (knots.first(), knots.last()) else { return String::new() };
    let (from, to) = (moment(words, first.point), moment(words, last.point));
    if first.place == last.place {
        return from;
    }
    let is_broken = knots.iter().any(|knot| knot.join == Join::Broken);
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
fn possible(knot: &Knot) -> (f64, f64) {
    let (low, high) = knot.body.ends();
    match bound(knot.point) {
        Bound::Exact | Bound::About => (low, high),
        Bound::Lower => (low, f64::INFINITY),
        Bound::Upper => (f64::NEG_INFINITY, high),
    }
}

/// "highest: 131 in 2006 and 2007; lowest: 105 in 2020": only where the ends do not tell it.
fn turns(strand: &Strand, words: &Words) -> Option<String> {
    let knots = observed(strand);
    if knots.len() < 3 || knots.iter().any(|knot| knot.join == Join::Broken) {
        return None;
    }
    let (lowest, highest) = (
        extreme(&knots, possible),
        extreme(&knots, |knot| {
            let (low, high) = possible(knot);
            (-high, -low)
        }),
    );
    let is_end = |found: &[&Knot]| found.iter().any(|one| one.place == knots[0].place || one.place == knots[knots.len() - 1].place);
    if is_end(&lowest) && is_end(&highest) {
        return None;
    }
    let told = |found: Vec<&Knot>| (!found.is_empty()).then(|| moments(words, &found));
    match (told(highest), told(lowest)) {
        (Some(high), Some(low)) => Some(words.say("course-turns", &[("high", (&high).into()), ("low", (&low).into())])),
        (Some(high), None) => Some(words.say("course-highest", &[("high", (&high).into())])),
        (None, Some(low)) => Some(words.say("course-lowest", &[("low", (&low).into())])),
        (None, None) => None,
    }
}

/// The knots that are surely not above any other; none where an open end leaves that open.
fn extreme<'a, 'b>(knots: &[&'b Knot<'a>], possible: impl Fn(&Knot) -> (f64, f64)) -> Vec<&'b Knot<'a>> {
    let Some(least) = knots.iter().map(|knot| possible(knot).1).min_by(f64::total_cmp) else { return Vec::new() };
    let found: Vec<&Knot> = knots.iter().copied().filter(|knot| possible(knot).0 <= least).collect();
    if found.iter().all(|knot| possible(knot) == (least, least)) { found } else { Vec::new() }
}

/// "still to come: 90 (target) in 2030".
fn ahead(strand: &Strand, words: &Words) -> Option<String> {
    let ahead = strand.drawn().filter(|knot| is_ahead(knot.point)).map(|knot| moment(words, knot.point)).collect();
    let list = notes::listed(words, ahead)?;
    Some(words.say("course-ahead", &[("list", (&list).into())]))
}

/// How many series, and the courses of those that stand out.
fn crowd(strands: &[&Strand], words: &Words) -> Vec<String> {
    let knots = || strands.iter().flat_map(|strand| &strand.knots);
    let first = knots().min_by(|one, other| one.place.total_cmp(&other.place));
    let last = knots().max_by(|one, other| one.place.total_cmp(&other.place));
    let mut said = Vec::new();
    if let (Some(first), Some(last)) = (first, last) {
        let args = [("count", Arg::from(strands.len())), ("from", (&first.point.when).into()), ("to", (&last.point.when).into())];
        said.push(words.say("course-many", &args));
    }
    let strong = strands.iter().filter(|strand| strand.series.emphasis == Emphasis::Strong).take(TOLD);
    said.extend(strong.map(|strand| named(strand, words, &course(strand, words))));
    said
}

/// The series at one time, the highest first.
struct Standing<'a, 'b> {
    when: &'a str,
    order: Vec<(&'b Strand<'a>, &'b Knot<'a>)>,
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
        let names = self.order.iter().filter(|(_, knot)| knot.body == body).map(|(strand, _)| strand.series.name.clone());
        notes::listed(words, names.collect()).unwrap_or_default()
    }

    /// The one that is higher than all others.
    fn leader(&self) -> Option<usize> {
        let [(first, high), (_, second), ..] = &self.order[..] else { return None };
        (high.body != second.body).then_some(first.at)
    }
}

/// Who leads at the end and who did at the beginning, and how the distance changed.
fn compare(strands: &[&Strand], words: &Words) -> Vec<String> {
    let standings = standings(strands);
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
            && let Some((then, knot)) = first.order.iter().find(|(strand, _)| strand.at == leader)
        {
            let args = [
                ("kind", Arg::from(kind(first.when))),
                ("when", first.when.into()),
                ("top", (&then.series.name).into()),
                ("high", (&knot.point.label).into()),
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
    let is_broken = last.order.iter().any(|(strand, _)| strand.knots.iter().any(|knot| knot.join == Join::Broken));
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
fn standings<'a, 'b>(strands: &[&'b Strand<'a>]) -> Vec<Standing<'a, 'b>> {
    let is_plain = |knot: &Knot| {
        matches!(knot.body, Body::Value(_)) && matches!(bound(knot.point), Bound::Exact | Bound::About) && !is_ahead(knot.point)
    };
    let mut knots: Vec<(&Strand, &Knot)> =
        strands.iter().flat_map(|strand| strand.knots.iter().filter(|knot| is_plain(knot)).map(|knot| (*strand, knot))).collect();
    let order = |one: &(&Strand, &Knot), other: &(&Strand, &Knot)| {
        one.1.place.total_cmp(&other.1.place).then(other.1.body.middle().total_cmp(&one.1.body.middle()))
    };
    knots.sort_by(order);
    let mut standings: Vec<Standing> = Vec::new();
    for time in knots.chunk_by(|one, other| one.1.place == other.1.place) {
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
fn moments(words: &Words, knots: &[&Knot]) -> String {
    let Some(when) = notes::listed(words, knots.iter().map(|knot| knot.point.when.clone()).collect()) else { return String::new() };
    let kind = match knots {
        [one] => kind(&one.point.when),
        _ if knots.iter().all(|knot| kind(&knot.point.when) == "year") => "years",
        _ => "other",
    };
    words.say("moment", &[("kind", kind.into()), ("value", (&knots[0].point.label).into()), ("when", (&when).into())])
}

/// A bare year is put into a sentence; whatever else a period is called stands in brackets.
fn kind(when: &str) -> &'static str {
    if !when.is_empty() && when.bytes().all(|byte| byte.is_ascii_digit()) { "year" } else { "other" }
}

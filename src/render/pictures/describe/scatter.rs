//! What a scatter chart tells, in words: how many points, and between which ends; never that one number causes the other.

use super::series::sentences;
use crate::render::pictures::line_series::{Body, place};
use crate::render::pictures::words::Words;
use crate::render::pictures::{Chart, Point};
use crate::render::strings::Arg;

/// Tells what a scatter chart shows.
pub fn tell(chart: &Chart, words: &Words) -> String {
    let points: Vec<Placed> = chart.points().filter_map(|(_, point)| Some((point, place(point.at), Body::of(point)?.middle()))).collect();
    if points.is_empty() {
        return sentences(vec![words.say("picture-no-data", &[])]);
    }
    let mut said = vec![words.say("cloud-count", &[("count", points.len().into())])];
    if let Some((low, high)) = ends(&points, |point| point.1) {
        let told = |point: &Placed| (words.formats.number(point.1), point.0.when.clone());
        said.push(range(words, &chart.across, told(low), told(high)));
    }
    if let Some((low, high)) = ends(&points, |point| point.2) {
        let unit = if chart.unit.is_empty() { &chart.title } else { &chart.unit };
        let told = |point: &Placed| (point.0.label.clone(), point.0.when.clone());
        said.push(range(words, unit, told(low), told(high)));
    }
    sentences(said)
}

/// A point with its numbers along and up.
type Placed<'a> = (&'a Point, f64, f64);

/// The first of the lowest and the first of the highest points.
fn ends<'a, 'b>(points: &'b [Placed<'a>], number: impl Fn(&Placed) -> f64) -> Option<(&'b Placed<'a>, &'b Placed<'a>)> {
    let order = |one: &&Placed, other: &&Placed| number(one).total_cmp(&number(other));
    Some((points.iter().min_by(order)?, points.iter().rev().max_by(order)?))
}

/// "million euros: from 20 (Araba) to 90 (Bizkaia)".
fn range(words: &Words, what: &str, (low, lowest): (String, String), (high, highest): (String, String)) -> String {
    if low == high {
        return words.say("cloud-level", &[("what", what.into()), ("value", (&low).into())]);
    }
    let args = [
        ("what", Arg::from(what)),
        ("low", (&low).into()),
        ("high", (&high).into()),
        ("lowest", (&lowest).into()),
        ("highest", (&highest).into()),
    ];
    words.say("cloud-range", &args)
}

//! What a scatter chart tells, in words: how many points, and between which ends; never that one number causes the other.

use super::course::sentences;
use super::strand::{Body, place};
use super::words::Words;
use super::{Chart, Point};
use crate::render::strings::Arg;

/// Tells what a scatter chart shows.
pub fn tell(chart: &Chart, words: &Words) -> String {
    let points: Vec<(&Point, f64, f64)> =
        chart.points().filter_map(|(_, point)| Some((point, place(point.at), Body::of(point)?.middle()))).collect();
    if points.is_empty() {
        return sentences(vec![words.say("picture-no-data", &[])]);
    }
    let mut said = vec![words.say("cloud-count", &[("count", points.len().into())])];
    let along = |point: &(&Point, f64, f64)| words.formats.number(point.1);
    said.extend(range(words, &chart.across, &points, (|point| point.1, &along)));
    let up = |point: &(&Point, f64, f64)| point.0.label.clone();
    let unit = if chart.unit.is_empty() { &chart.title } else { &chart.unit };
    said.extend(range(words, unit, &points, (|point| point.2, &up)));
    sentences(said)
}

type Placed<'a> = (&'a Point, f64, f64);

/// "million euros: from 20 (Araba) to 90 (Bizkaia)".
fn range(words: &Words, what: &str, points: &[Placed], (number, told): (fn(&Placed) -> f64, &dyn Fn(&Placed) -> String)) -> Option<String> {
    let low = points.iter().min_by(|one, other| number(one).total_cmp(&number(other)))?;
    let high = points.iter().rev().max_by(|one, other| number(one).total_cmp(&number(other)))?;
    let (from, to) = (told(low), told(high));
    if number(low) == number(high) {
        return Some(words.say("cloud-level", &[("what", what.into()), ("value", (&from).into())]));
    }
    let args = [
        ("what", Arg::from(what)),
        ("low", (&from).into()),
        ("high", (&to).into()),
        ("lowest", (&low.0.when).into()),
        ("highest", (&high.0.when).into()),
    ];
    Some(words.say("cloud-range", &args))
}

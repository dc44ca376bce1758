//! What a chart tells, in a few sentences of the page's language.

mod scatter;
mod series;

use super::category_rows::can_be_added;
use super::scale::tame;
use super::words::Words;
use super::{Amount, At, Chart, Form, Point, Series, State};
use crate::render::strings::Arg;

/// With more series than these, only the highest and the lowest value of all are told.
const MOST_SERIES: usize = 4;

/// Says what the chart tells: the change, the highest and the lowest, the shares, and what of it is not firm or not reported.
pub fn describe(chart: &Chart, words: &Words) -> String {
    // What lies in bands has no course.
    let over_bands = chart.points().any(|(_, point)| matches!(point.at, At::Band(_)));
    match chart.form {
        Form::Line | Form::Area | Form::Slope | Form::Sparkline | Form::Multiples if !over_bands => return series::tell(chart, words),
        Form::Scatter => return scatter::tell(chart, words),
        _ => {}
    }
    let mut said = Vec::new();
    let reported: Vec<(usize, &Point)> = chart.points().filter(|(_, point)| point.amount.middle().is_some()).collect();
    match (reported.len(), chart.form) {
        (0, _) => said.push(words.say("picture-tells-nothing", &[])),
        (1, _) => said.push(only(&chart.series, words, reported[0])),
        (_, Form::RangeDot) if chart.series.len() == 1 => said.extend(claims(&chart.series, words, &reported)),
        (_, Form::ShareBar | Form::Waffle | Form::Donut | Form::Treemap) if can_be_added(chart) => {
            said.extend(extent(&chart.series, words, &reported, "picture-tells-parts"));
        }
        _ if chart.series.len() == 1 => said.extend(over_places(words, &chart.series[0])),
        _ if chart.series.len() <= MOST_SERIES => said.extend(chart.series.iter().filter_map(|one| {
            let told = over_places(words, one)?;
            if one.name.is_empty() { Some(told) } else { Some(of(words, &one.name, &told)) }
        })),
        _ => {
            said.push(words.say("picture-tells-series", &[("count", chart.series.len().into())]));
            said.extend(extent(&chart.series, words, &reported, "picture-tells-extent"));
        }
    }
    said.extend(states(chart, words, &reported));
    let missing = chart.points().filter(|(_, point)| point.amount == Amount::Missing).count();
    if missing > 0 && !reported.is_empty() {
        said.push(words.say("picture-tells-missing", &[("count", missing.into())]));
    }
    said.join(" ")
}

fn of(words: &Words, name: &str, told: &str) -> String {
    words.say("picture-tells-of", &[("name", name.into()), ("told", told.into())])
}

/// The one value that there is.
fn only(all: &[Series], words: &Words, (series, point): (usize, &Point)) -> String {
    let place = place(all, series, point);
    match place.as_str() {
        "" => format!("{}.", point.label),
        _ => words.say("picture-tells-one", &[("place", (&place).into()), ("value", (&point.label).into())]),
    }
}

/// What a series tells: how it changes over time, else its highest and its lowest value.
fn over_places(words: &Words, series: &Series) -> Option<String> {
    let mut points: Vec<(f64, f64, &Point)> = Vec::new();
    for point in &series.points {
        let Some(value) = point.amount.middle() else { continue };
        match (point.at, year(point)) {
            (At::Time(time), _) => points.push((tame(time), value, point)),
            // A column for each year is a change over time, too.
            (At::Band(_), Some(year)) => points.push((year, value, point)),
            (At::Band(_) | At::Number(_), _) => {
                let own: Vec<(usize, &Point)> = series.points.iter().map(|point| (0, point)).collect();
                return extent(&[], words, &own, "picture-tells-extent");
            }
        }
    }
    points.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (first, last) = (points.first()?, points.last()?);
    if points.len() == 1 {
        return Some(words.say("picture-tells-one", &[("place", (&first.2.when).into()), ("value", (&first.2.label).into())]));
    }
    let change = if last.1 > first.1 {
        "rise"
    } else if last.1 < first.1 {
        "fall"
    } else {
        "same"
    };
    let years = if year(first.2).is_some() && year(last.2).is_some() { "-years" } else { "" };
    let args: [(&str, Arg); 4] = [
        ("from", (&first.2.label).into()),
        ("to", (&last.2.label).into()),
        ("start", (&first.2.when).into()),
        ("end", (&last.2.when).into()),
    ];
    let mut said = words.say(&format!("picture-tells-{change}{years}"), &args);
    // What lies outside of both ends is news of its own.
    let (low, high) = (first.1.min(last.1), first.1.max(last.1));
    let peak = points.iter().filter(|point| point.1 > high).max_by(|one, other| one.1.total_cmp(&other.1));
    let trough = points.iter().filter(|point| point.1 < low).min_by(|one, other| one.1.total_cmp(&other.1));
    for (key, point) in [("picture-tells-peak", peak), ("picture-tells-trough", trough)] {
        if let Some((.., point)) = point {
            said = said + " " + &words.say(key, &[("value", (&point.label).into()), ("place", (&point.when).into())]);
        }
    }
    Some(said)
}

/// The year that a point's place is.
fn year(point: &Point) -> Option<f64> {
    let is_year = point.when.len() == 4 && point.when.bytes().all(|digit| digit.is_ascii_digit());
    point.when.parse().ok().filter(|_| is_year)
}

/// The highest and the lowest value, with their places.
fn extent(all: &[Series], words: &Words, points: &[(usize, &Point)], key: &str) -> Option<String> {
    let value = |(_, point): &(usize, &Point)| point.amount.middle();
    let reported = || points.iter().filter_map(|point| Some((value(point)?, point)));
    let highest = reported().reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    let lowest = reported().reduce(|best, next| if next.0 < best.0 { next } else { best })?;
    let count = reported().count();
    if count == 1 {
        return Some(only(all, words, *highest.1));
    }
    if highest.0 == lowest.0 {
        return Some(words.say("picture-tells-equal", &[("count", count.into()), ("value", (&highest.1.1.label).into())]));
    }
    let (place, other) = (place(all, highest.1.0, highest.1.1), self::place(all, lowest.1.0, lowest.1.1));
    let args: [(&str, Arg); 5] = [
        ("count", count.into()),
        ("place", (&place).into()),
        ("value", (&highest.1.1.label).into()),
        ("otherPlace", (&other).into()),
        ("otherValue", (&lowest.1.1.label).into()),
    ];
    Some(words.say(key, &args))
}

/// How far apart claims are: from the least that one leaves open to the most that another does.
fn claims(all: &[Series], words: &Words, points: &[(usize, &Point)]) -> Option<String> {
    extent(all, words, points, "picture-tells-claims")
}

/// Where a value belongs: its series where there are several in `all`, and its place.
fn place(all: &[Series], series: usize, point: &Point) -> String {
    let name = all.get(series).filter(|_| all.len() > 1).map_or("", |series| series.name.as_str());
    match (name, point.when.as_str()) {
        (name, "") => name.to_owned(),
        ("", when) => when.to_owned(),
        (name, when) => format!("{name}, {when}"),
    }
}

/// How many values are provisional, estimated, expected or targets; none, in the messages, means all.
fn states(chart: &Chart, words: &Words, reported: &[(usize, &Point)]) -> Vec<String> {
    let states = [
        (State::Provisional, "picture-tells-provisional"),
        (State::Estimated, "picture-tells-estimated"),
        (State::Expected, "picture-tells-expected"),
        (State::Target, "picture-tells-target"),
    ];
    let said = states.into_iter().filter_map(|(state, key)| {
        let own: Vec<&(usize, &Point)> = reported.iter().filter(|(_, point)| point.state == state).collect();
        match own.as_slice() {
            [] => None,
            // A value is named where it is the only one.
            [(series, point)] if reported.len() > 1 => {
                let words = words.state(state)?;
                Some(format!("{}: {words}.", place(&chart.series, *series, point)))
            }
            own => {
                let count = if own.len() == reported.len() && own.len() > 1 { 0 } else { own.len() };
                Some(words.say(key, &[("count", count.into())]))
            }
        }
    });
    said.collect()
}

//! What a chart tells, in a few sentences of the page's language.

mod scatter;
mod series;

use super::category_rows::can_be_added;
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
        _ if chart.series.len() == 1 => said.extend(series(words, &chart.series[0])),
        _ if chart.series.len() <= MOST_SERIES => said.extend(chart.series.iter().filter_map(|one| {
            let told = series(words, one)?;
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
fn series(words: &Words, series: &Series) -> Option<String> {
    match over_time(series) {
        Some(series) => series::told(&series, words),
        None => {
            let own: Vec<(usize, &Point)> = series.points.iter().map(|point| (0, point)).collect();
            extent(&[], words, &own, "picture-tells-extent")
        }
    }
}

/// The series over time, if all of it lies there: a column for each year is a change over time, too.
fn over_time(series: &Series) -> Option<Series> {
    let time = |point: &Point| match point.at {
        At::Time(time) => Some(time),
        At::Band(_) => year(point),
        At::Number(_) => None,
    };
    let points = series.points.iter().map(|point| Some(Point { at: At::Time(time(point)?), ..point.clone() }));
    Some(Series { points: points.collect::<Option<_>>()?, name: series.name.clone(), emphasis: series.emphasis })
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

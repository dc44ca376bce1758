//! `suspicious-scale`: a value is a thousand times more or less than the others, or than the words that it is printed in.
//!
//! Here too: `misquoted-value`, where those words hold other numbers only.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::written::{field, place, scale, unit};
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Observation, Reading, Scale};
use crate::registry::language::DEFAULT;
use crate::registry::value::Value;
use crate::registry::{Entity, Site};
use crate::syntax::number::running::{self, Notation, Running};
use crate::syntax::number::words;

/// Within this factor of each other values are of one scale.
const ALIKE: f64 = 30.0;

/// Of more observations than this, those further on are as the first.
const MOST_QUOTED: usize = 10_000;

/// Reports values that are off by thousands.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    let in_unit = running::factor(unit(figure));
    if figure.scale != Scale::Ones
        && in_unit > 1.0
        && let Some(given) = field(figure, "scale", site)
    {
        let message = format!("the scale stands in the unit too: `{}`", unit(figure));
        report.say(given.span, Code::SuspiciousScale, message).help("name the unit without it, or take `scale` out");
    }
    let before = report.len();
    for seen in figure.observations.iter().take(MOST_QUOTED).filter(|seen| seen.doubt.is_none()) {
        quoted(figure, seen, in_unit, site, report);
    }
    // A value that is not what is printed explains by itself why it stands out.
    if report.len() > before {
        return;
    }
    if let Some((odd, other)) = outlier(figure) {
        let (seen, other) = (&figure.observations[odd], &figure.observations[other]);
        let (Reading::Value(value), Reading::Value(usual)) = (seen.reading, other.reading) else { return };
        let (times, than) = if value.abs() > usual.abs() { (value / usual, "times") } else { (usual / value, "times less than") };
        let message = format!("{value} is about {} {than} what this figure says elsewhere", power(times));
        let found = report.say(place(figure, seen, "value", site), Code::SuspiciousScale, message);
        found.label(place(figure, other, "value", site), "elsewhere").help("give all values in one scale, or say in `doubt` that it is so");
    }
}

/// The thousand, million or billion that a factor is nearest to.
fn power(times: f64) -> &'static str {
    match times.abs().log10() {
        log if log < 2.5 => "a hundred",
        log if log < 4.5 => "a thousand",
        log if log < 7.5 => "a million",
        _ => "a billion",
    }
}

/// Holds a value against the words that it is printed in.
fn quoted(figure: &Figure, seen: &Observation, in_unit: f64, site: &Site, report: &mut Report) {
    let (Reading::Value(value), Some(stated)) = (seen.reading, &seen.stated) else { return };
    let is_percent = unit(figure) == "percent";
    let full = value.abs() * figure.scale.factor();
    let targets = [full, full * in_unit];
    let mut nearest: Option<(f64, f64)> = None;
    let mut others = 0;
    for (_, text) in stated.versions() {
        let notation = notation(seen, text, site);
        if words::numbers(text).any(|number| targets.iter().any(|target| is_same(number, *target))) {
            return;
        }
        others += usize::from(words::only(text).is_some());
        for number in numbers(text, notation).filter(|number| !is_percent || is_in_percent(text, number)) {
            // Where the notation is known there is no other reading.
            let other = number.other.filter(|_| notation.is_none());
            let readings = [Some(number.value), other].into_iter().flatten().map(f64::abs);
            for reading in readings {
                if targets.iter().any(|target| is_same(reading, *target)) {
                    return;
                }
                let powers: &[f64] = if is_percent { &[1e2, 1e3] } else { &[1e3, 1e6, 1e9] };
                let is_power = |power: &&f64| is_same(reading, full * **power) || is_same(reading * **power, full);
                nearest = nearest.or_else(|| powers.iter().find(is_power).map(|power| (reading, *power)));
            }
            others += usize::from(!is_year(&number));
        }
    }
    let say = |report: &mut Report, code: Code, message: String, help: &str| {
        let stated = place(figure, seen, "stated", site);
        report.say(place(figure, seen, "value", site), code, message).label(stated, "as printed").help(help);
    };
    if let Some((reading, times)) = nearest {
        let than = if reading > full { "less" } else { "more" };
        let message = format!("{value}{} is {} times {than} than what is printed", scale(figure.scale), power(times));
        say(report, Code::SuspiciousScale, message, "correct `value` or the figure's `scale`");
    } else if others > 0 {
        let message = format!("{value}{} is not among the numbers that are printed", scale(figure.scale));
        say(report, Code::MisquotedValue, message, "correct the one or the other, or say in `doubt` why they differ");
    }
}

/// The notation of what was printed: that of its source's language, or of a language that its words give away.
fn notation(seen: &Observation, text: &str, site: &Site) -> Option<Notation> {
    let tag = seen.sources.iter().find_map(|source| language(site.entity(*source), site));
    tag.map(Notation::of).or_else(|| words::are_of_commas(text).then_some(Notation::Comma))
}

/// The language that a source says it is in.
fn language<'s>(source: &'s Entity, site: &'s Site) -> Option<&'s str> {
    let given = source.values.iter().find(|given| site.kinds.field(given.field).schema.as_deref() == Some("inLanguage"))?;
    match given.value.items().first().unwrap_or(&given.value) {
        Value::Text(text) => Some(text.read_in(DEFAULT).1),
        _ => None,
    }
}

/// The numbers in some words; where the notation is not known they are read as in English, and the other reading comes with them.
fn numbers(text: &str, notation: Option<Notation>) -> impl Iterator<Item = Running> {
    let notation = notation.unwrap_or(Notation::Point);
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            at += bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
            match running::read(text, at, notation) {
                Some(number) => {
                    at = number.digits_end;
                    return Some(number);
                }
                None => at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || b"./-:,".contains(byte)).count().max(1),
            }
        }
    })
}

fn is_in_percent(text: &str, number: &Running) -> bool {
    let after = text[number.digits_end..].trim_start();
    let before = text[..number.digits_end].trim_end_matches(|last: char| last.is_ascii_digit() || ".,".contains(last));
    let is_before = before.ends_with('%') || before.trim_end().to_lowercase().ends_with("ehuneko");
    is_before || ["%", "per cent", "percent", "por ciento"].iter().any(|word| after.starts_with(word))
}

/// May a number be the year in which something was said?
fn is_year(number: &Running) -> bool {
    number.digits_end == number.end && (1900.0..2100.0).contains(&number.value) && number.value.fract() == 0.0 && number.other.is_none()
}

fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// The first value that is of another scale than those of the same series, and one of these.
fn outlier(figure: &Figure) -> Option<(usize, usize)> {
    let values = figure.observations.iter().enumerate().filter_map(|(at, seen)| match seen.reading {
        Reading::Value(value) if value != 0.0 && seen.doubt.is_none() => Some((series(seen), value.abs(), at)),
        _ => None,
    });
    let mut values: Vec<(u64, f64, usize)> = values.collect();
    values.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)).then(one.2.cmp(&other.2)));
    let found = values.chunk_by(|one, other| one.0 == other.0).filter_map(|series| odd_one(series, unit(figure) == "percent"));
    found.min()
}

/// The first of the fewer values on one side of a gap of about a thousand, with one on the other side.
fn odd_one(sorted: &[(u64, f64, usize)], is_percent: bool) -> Option<(usize, usize)> {
    let gap = (1..sorted.len()).max_by(|one, other| ratio(sorted, *one).total_cmp(&ratio(sorted, *other)))?;
    let (small, large) = sorted.split_at(gap);
    let spread = |side: &[(u64, f64, usize)]| side[side.len() - 1].1 / side[0].1;
    let median = |side: &[(u64, f64, usize)]| side[side.len() / 2].1;
    let times = median(large) / median(small);
    // Two values alone may well be that far apart, unless they are just that far.
    let tolerance = if sorted.len() == 2 { 1.4 } else { 2.5 };
    let is_power = |power: f64| times <= power * tolerance && times >= power / tolerance;
    let is_fraction = is_percent && is_power(1e2) && small[small.len() - 1].1 <= 1.0 && sorted.len() > 2;
    if spread(small) > ALIKE || spread(large) > ALIKE || !(is_fraction || [1e3, 1e6, 1e9].into_iter().any(is_power)) {
        return None;
    }
    let last = |side: &[(u64, f64, usize)]| side.iter().map(|(.., at)| *at).max();
    let first = |side: &[(u64, f64, usize)]| side.iter().map(|(.., at)| *at).min();
    let (odd, usual) = if (small.len(), last(large)) < (large.len(), last(small)) { (small, large) } else { (large, small) };
    first(odd).zip(first(usual))
}

fn ratio(sorted: &[(u64, f64, usize)], at: usize) -> f64 {
    sorted[at].1 / sorted[at - 1].1
}

/// What the values of one series have in common.
fn series(seen: &Observation) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seen.about, &seen.category, seen.basis).hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_of_another_scale_stands_out() {
        let check = |values: &[f64], expected: Option<usize>| {
            let mut sorted: Vec<(u64, f64, usize)> = values.iter().enumerate().map(|(at, value)| (0, *value, at)).collect();
            sorted.sort_by(|one, other| one.1.total_cmp(&other.1));
            assert_eq!(odd_one(&sorted, false).map(|(odd, _)| odd), expected, "{values:?}");
        };
        check(&[24.1, 25.3, 24900.0, 26.0], Some(2));
        check(&[24100.0, 25300.0, 24.9, 26000.0], Some(2));
        check(&[25.0, 25100.0], Some(1));
        check(&[1.0, 5.0, 20.0, 90.0, 400.0, 1000.0], None);
        check(&[3.0, 2000.0], None);
        check(&[12.0, 13.0, 14e6], Some(2));
        check(&[5.0], None);
        check(&[], None);
        check(&[1e-300, 1e300], None);
    }
}

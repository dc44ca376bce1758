//! One observation in the terms of a drawing.

use crate::registry::figure::{self, Figure, Observation, Qualifier, Reading, Status};
use crate::render::ask::Window;
use crate::render::pictures::{Amount, At, Bound, Break, Point, State};
use crate::render::reading;
use crate::syntax::date::{Day, Period};

/// An observation at its place in a chart.
pub fn point(window: &Window, figure: &Figure, seen: &Observation, (at, place): (At, String)) -> Point {
    Point {
        at,
        when: place,
        amount: amount(seen),
        state: match seen.status {
            Status::Actual => State::Firm,
            Status::Provisional => State::Provisional,
            Status::Estimated => State::Estimated,
            Status::Expected => State::Expected,
            Status::Target => State::Target,
        },
        bound: match seen.qualifier {
            Qualifier::Exact => Bound::Exact,
            Qualifier::About => Bound::About,
            Qualifier::MoreThan | Qualifier::AtLeast => Bound::Lower,
            Qualifier::Almost | Qualifier::LessThan | Qualifier::AtMost => Bound::Upper,
        },
        label: reading::in_words(window, figure, seen),
        short: short(window, amount(seen)),
        beside: beside(window, figure, seen.qualifier, &short(window, amount(seen))),
        breaks: match seen.breaks {
            figure::Break::Before => Break::Before,
            figure::Break::None => Break::None,
        },
        href: String::new(),
    }
}

/// How much was observed; what is no number is drawn as missing.
pub fn amount(seen: &Observation) -> Amount {
    let finite = |value: Option<f64>| value.filter(|value| value.is_finite());
    match seen.reading {
        Reading::Value(value) if value.is_finite() => Amount::Value(value),
        Reading::Range { min, max } => match (finite(min), finite(max)) {
            (None, None) => Amount::Missing,
            (min, max) => Amount::Range { min, max },
        },
        Reading::Value(_) | Reading::NotReported | Reading::Nothing => Amount::Missing,
    }
}

/// A bare number with the words of its qualifier; nothing for one that is exact, or none.
pub fn beside(window: &Window, figure: &Figure, qualifier: Qualifier, short: &str) -> String {
    let Some(word) = reading::qualifier(qualifier).filter(|_| !short.is_empty()) else { return String::new() };
    let strings = window.formats().strings();
    let number = match reading::is_percent(figure) {
        true => strings.get("percent", &[("value", short.into())]),
        false => short.to_owned(),
    };
    strings.get(&format!("qualifier-{word}"), &[("value", (&number).into())])
}

/// The bare number that stands beside a mark.
pub fn short(window: &Window, amount: Amount) -> String {
    let formats = window.formats();
    match amount {
        Amount::Value(value) => formats.number(at_a_glance(value)),
        Amount::Range { min: Some(min), max: Some(max) } => {
            format!("{}–{}", formats.number(at_a_glance(min)), formats.number(at_a_glance(max)))
        }
        Amount::Range { min: Some(end), .. } | Amount::Range { max: Some(end), .. } => formats.number(at_a_glance(end)),
        Amount::Range { .. } | Amount::Missing => String::new(),
    }
}

/// A number beside a mark: whole, or with four digits that count where it is below a thousand. The table below the picture has them all.
fn at_a_glance(value: f64) -> f64 {
    if value.abs() >= 1000.0 { value.round() } else { format!("{value:.3e}").parse().unwrap_or(value) }
}

/// The middle of a period in years: 2021.5 for the year 2021. A period that is open at one end is where it begins or ends.
pub fn middle(period: Period) -> Option<f64> {
    let years = |day: Day| f64::from(day.year()) + (f64::from(day.day_of_year()) - 0.5) / f64::from(day.days_in_year());
    match (period.first_day(), period.last_day()) {
        (Some(first), Some(last)) => Some((years(first) + years(last)) / 2.0),
        (Some(day), None) | (None, Some(day)) => Some(years(day)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{at_a_glance, middle};
    use crate::syntax::date::Period;

    #[test]
    fn a_number_is_seen_at_a_glance() {
        let check = |value: f64, expected: f64| assert_eq!(at_a_glance(value), expected);
        check(35_446.92, 35_447.0);
        check(999.96, 1000.0);
        check(49.0769, 49.08);
        check(0.000_123_456, 0.000_123_5);
        check(-1234.5, -1235.0);
        check(0.0, 0.0);
    }

    #[test]
    fn a_period_lies_at_its_middle() {
        let check = |written: &str, expected: f64| {
            let found = Period::parse(written).ok().and_then(middle).unwrap_or_default();
            assert!((found - expected).abs() < 0.01, "{written}: {found}");
        };
        check("2021", 2021.5);
        check("2021-01", 2021.04);
        check("2020/2021", 2021.0);
        check("2023/..", 2023.0);
    }
}

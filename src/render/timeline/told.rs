//! What a timeline says in words.

use super::Row;
use super::dated::Dated;
use crate::registry::view::timeline::Form;
use crate::render::ask::Window;
use crate::syntax::date::{Date, Period};

/// More things than this are counted and not named.
const NAMED: usize = 8;

/// All about a thing in a line: "European SME Week 2023: 13–17 November 2023 (over)".
pub fn line(window: &Window, dated: &Dated) -> String {
    let when = dated.period.map_or(String::new(), |period| window.formats().period(&period));
    let parts = [when, dated.status.clone()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
    match parts.is_empty() {
        true => dated.title.clone(),
        false => format!("{}: {}", dated.title, parts.join(", ")),
    }
}

/// What is seen, in a sentence or two.
pub fn description(window: &Window, form: Form, shown: &[&Row]) -> String {
    let strings = window.formats().strings();
    let count = ("count", (shown.len() as i64).into());
    let periods = || {
        let stages = shown.iter().filter(|_| form == Form::Lifelines).flat_map(|row| row.dated.history.iter().map(|turn| turn.when));
        shown.iter().filter_map(|row| row.dated.period).chain(stages)
    };
    let first: Option<Date> = periods().filter_map(Period::start).min();
    let last: Option<Date> = periods().filter_map(Period::end).max_by_key(|date| date.last_day());
    let goes_on = periods().filter(|period| period.end().is_none()).count();
    let mut told = match (first, last) {
        (Some(first), Some(last)) => {
            let (start, end) = (window.formats().date(&first), window.formats().date(&last));
            strings.get("timeline-tells", &[count, ("start", (&start).into()), ("end", (&end).into())])
        }
        (Some(first), None) => {
            let start = window.formats().date(&first);
            strings.get("timeline-tells-since", &[count, ("start", (&start).into())])
        }
        _ => strings.get("timeline-tells-count", &[count]),
    };
    if goes_on > 0 && last.is_some() {
        told = format!("{told} {}", strings.get("timeline-tells-open", &[("count", (goes_on as i64).into())]));
    }
    told
}

/// That some things have no date, and which.
pub fn undated<'d>(window: &Window, things: impl Iterator<Item = &'d Dated>) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for dated in things {
        if !names.contains(&dated.title) {
            names.push(dated.title.clone());
        }
    }
    if names.is_empty() {
        return None;
    }
    let strings = window.formats().strings();
    let count = names.len();
    let more = count.saturating_sub(NAMED);
    if more > 1 {
        names.truncate(NAMED);
        names.push(strings.get("timeline-others", &[("count", (more as i64).into())]));
    }
    let list = window.formats().list(&names);
    Some(strings.get("timeline-undated", &[("count", (count as i64).into()), ("names", (&list).into())]))
}

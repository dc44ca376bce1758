//! `overdue-status`, of an observation: the time has passed for which something was expected, and nothing says what came of it.

use std::collections::HashMap;

use super::written::place;
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Observation, Outlook};
use crate::registry::value::Text;
use crate::registry::{EntityId, Site};
use crate::syntax::date::Day;

/// Whose value it is, and of which part.
type Subject<'a> = (Option<EntityId>, Option<&'a Text>);

/// Reports what was expected or aimed at for a time that lies before the day of the build, and has no account.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    let is_ahead = |seen: &&Observation| seen.outlook() != Outlook::Account;
    let is_past = |seen: &&Observation| seen.days().1.is_some_and(|last| last < site.today);
    let mut passed = figure.observations.iter().filter(is_ahead).filter(is_past).peekable();
    if passed.peek().is_none() {
        return;
    }
    // Until when there are accounts of each; one without a period may be of any time.
    let mut told: HashMap<Subject<'_>, Day> = HashMap::new();
    for seen in figure.observations.iter().filter(|seen| seen.outlook() == Outlook::Account) {
        let until = seen.days().1.unwrap_or(Day::MAX);
        let latest = told.entry((seen.about, seen.category.as_ref())).or_insert(until);
        *latest = until.max(*latest);
    }
    for seen in passed {
        let (first, last) = seen.days();
        let Some(last) = last else { continue };
        if told.get(&(seen.about, seen.category.as_ref())).is_some_and(|until| *until >= first.unwrap_or(last)) {
            continue;
        }
        let word = if seen.outlook() == Outlook::Aim { "aimed at" } else { "expected" };
        let message = format!("this was {word} until {last}, and nothing says what came of it");
        report
            .say(place(figure, seen, "status", site), Code::OverdueStatus, message)
            .help("add what was reported, or `value = \"not-reported\"` for the same period");
    }
}

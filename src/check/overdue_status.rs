//! `overdue-status`: what is said to be ahead, or to go on, lies in the past.

use super::lifetime::{Edge, Lifetime, each_record};
use crate::diag::{Code, Report, Span};
use crate::registry::value::{Given, Value};
use crate::registry::{EntityId, Site};

/// The values of a closed list by which something is still to come.
const AHEAD: [&str; 7] = ["planned", "scheduled", "announced", "expected", "tentative", "upcoming", "pending"];

/// The values by which something goes on.
pub const UNDER_WAY: [&str; 3] = ["active", "ongoing", "running"];

/// The field of a record that says by when something should have happened.
const DUE: &str = "due";

/// Reports a status that the day of the build has overtaken: of a thing, of its relations and of its milestones.
pub fn check(id: EntityId, site: &Site, report: &mut Report) {
    let entity = site.entity(id);
    let status = site.kinds.kind(entity.kind).roles.status;
    if let Some(given) = entity.values.iter().find(|given| Some(given.field) == status) {
        say(given, Lifetime::of(site, id), site, report);
    }
    for relation in site.relations.from(id).iter().filter(|relation| !relation.says.is_empty()) {
        let status = relation.says.iter().find(|given| *site.kinds.field(given.field).name == *"status");
        if let Some(given) = status {
            say(given, Lifetime::said(&site.kinds, &relation.says), site, report);
        }
    }
    each_record(&entity.values, &mut |record| milestone(record, site, report));
}

fn say(status: &Given, time: Lifetime, site: &Site, report: &mut Report) {
    let Some(word) = choice(status, site) else { return };
    let is_past = |edge: &Edge| edge.date.last_day() < site.today;
    let is_period = time.start.zip(time.end).is_some_and(|(start, end)| start.span == end.span);
    let ended = time.end.filter(is_past);
    // What takes place over some days is ahead until the last of them.
    let begun = time.start.filter(|start| is_past(start) && !(is_period && ended.is_none()));
    let found = match word {
        word if AHEAD.contains(&word) => ended.map(|edge| (edge, "ended")).or(begun.map(|edge| (edge, "began"))),
        word if UNDER_WAY.contains(&word) => ended.map(|edge| (edge, "ended")),
        _ => None,
    };
    if let Some((edge, happened)) = found {
        report
            .say(status.span, Code::OverdueStatus, format!("this is `{word}`, and {happened} {}", edge.date))
            .label(edge.span, format!("it {happened} here"))
            .help("say what became of it, or mend the date");
    }
}

/// Reports a milestone that should have been reached and of which nothing else is said.
fn milestone(record: &[Given], site: &Site, report: &mut Report) {
    let due = record.iter().find(|given| *site.kinds.field(given.field).name == *DUE);
    let Some((Value::Date(date), span)) = due.map(|given| (&given.value, given.span)) else { return };
    if date.approximate || date.last_day() >= site.today {
        return;
    }
    let mut choices = record.iter().filter_map(|given| Some((choice(given, site)?, given.span)));
    let state: Option<(&str, Span)> = choices.next();
    match state {
        Some((word, place)) if AHEAD.contains(&word) => {
            report
                .say(place, Code::OverdueStatus, format!("this is `{word}`, and was due {date}"))
                .label(span, "it was due here")
                .help("say what became of it, or mend the date");
        }
        Some(_) => {}
        None => {
            let message = format!("this was due {date}, and nothing says what became of it");
            report.say(span, Code::OverdueStatus, message).help("say its state, or mend the date");
        }
    }
}

fn choice<'a>(given: &Given, site: &'a Site) -> Option<&'a str> {
    match given.value {
        Value::Choice(at) => site.kinds.field(given.field).choices().get(usize::from(at)).map(|choice| &*choice.id),
        _ => None,
    }
}

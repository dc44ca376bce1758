//! `end-before-start`: something ends before it begins.

use std::cmp::Ordering;

use super::lifetime::{Lifetime, each_record};
use crate::diag::{Code, Report};
use crate::registry::kind::FieldId;
use crate::registry::programme::{ProgrammeFields, days_of};
use crate::registry::value::{Given, Value};
use crate::registry::{EntityId, Site};

/// Up to this hour, what began in the evening may end.
const MORNING: u8 = 6;

/// Reports a thing, its relations and its records whose end certainly lies before their start.
pub fn check(id: EntityId, site: &Site, report: &mut Report) {
    say(Lifetime::of(site, id), report);
    for relation in site.relations.from(id).iter().filter(|relation| !relation.says.is_empty()) {
        say(Lifetime::said(&site.kinds, &relation.says), report);
    }
    let entity = site.entity(id);
    if days_of(&site.kinds, entity).is_some_and(|(first, last)| first == last) {
        let fields = ProgrammeFields::of(&site.kinds, entity.kind);
        let own = |wanted: Option<FieldId>| entity.values.iter().find(|given| Some(given.field) == wanted);
        hours([own(fields.starts), own(fields.ends)].into_iter().flatten(), report);
    }
    each_record(&entity.values, &mut |record| {
        say(Lifetime::said(&site.kinds, record), report);
        hours(record, report);
    });
}

fn say(lifetime: Lifetime, report: &mut Report) {
    let Some((start, end)) = lifetime.reversed().filter(|(start, end)| start.span != end.span) else { return };
    report
        .say(end.span, Code::EndBeforeStart, format!("it ends {}, before it begins, {}", end.date, start.date))
        .label(start.span, "it begins here")
        .help("mend one of the two dates");
}

/// Reports two hours of which the second is not the later; one after midnight may be the next day's.
fn hours<'a>(given: impl IntoIterator<Item = &'a Given>, report: &mut Report) {
    let times = given.into_iter().filter_map(|given| match given.value {
        Value::Time(time) => Some((time, given.span)),
        _ => None,
    });
    let times: Vec<_> = times.collect();
    let [(start, start_span), (end, end_span)] = times[..] else { return };
    let (message, help) = match end.cmp(&start) {
        Ordering::Less if end.hour >= MORNING => (format!("it ends {end}, before it begins, {start}"), "mend one of the two hours"),
        Ordering::Equal => (
            format!("it ends {end}, in the minute in which it begins"),
            "mend one of the two hours; where nobody knows when it ends, leave that out",
        ),
        Ordering::Less | Ordering::Greater => return,
    };
    report.say(end_span, Code::EndBeforeStart, message).label(start_span, "it begins here").help(help);
}

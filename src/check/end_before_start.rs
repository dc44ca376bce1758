//! `end-before-start`: something ends before it begins.

use super::lifetime::{Lifetime, each_record};
use crate::diag::{Code, Report};
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
    each_record(&site.entity(id).values, &mut |record| {
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

/// Reports a record with two hours of which the second is the earlier; one after midnight may be the next day's.
fn hours(record: &[Given], report: &mut Report) {
    let times = record.iter().filter_map(|given| match given.value {
        Value::Time(time) => Some((time, given.span)),
        _ => None,
    });
    let times: Vec<_> = times.collect();
    if let [(start, start_span), (end, end_span)] = times[..]
        && end < start
        && end.hour >= MORNING
    {
        report
            .say(end_span, Code::EndBeforeStart, format!("it ends {end}, before it begins, {start}"))
            .label(start_span, "it begins here")
            .help("mend one of the two hours");
    }
}

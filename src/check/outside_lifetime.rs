//! `outside-lifetime`: a relation holds, or a part happens, when the thing did not exist yet or no longer.

use super::lifetime::{Edge, Lifetime, each_record};
use super::overdue_status::UNDER_WAY;
use crate::diag::{Code, Report};
use crate::registry::kind::FieldId;
use crate::registry::programme::ProgrammeFields;
use crate::registry::relation::Standing;
use crate::registry::value::{Given, Value};
use crate::registry::{EntityId, Site, history};

/// The field of records and relations that says when a part of a thing happens.
const DAY: &str = "day";

/// Reports what certainly lies outside the lifetime of the things that it belongs to.
pub fn check(id: EntityId, site: &Site, report: &mut Report) {
    for relation in site.relations.from(id).iter().filter(|relation| !relation.says.is_empty()) {
        let time = Lifetime::said(&site.kinds, &relation.says);
        let day = day(&relation.says, site);
        for end in [relation.from, relation.to] {
            if time != Lifetime::default() {
                say("this", time, (Lifetime::of(site, end), name(end, site)), report);
            }
            if let Some(day) = day {
                say("this", day, (Lifetime::by_date(site, end), name(end, site)), report);
            }
        }
    }
    visits(id, site, report);
    let own = std::cell::OnceCell::new();
    // Of the days of sessions another check tells.
    let sessions = ProgrammeFields::of(&site.kinds, site.entity(id).kind).sessions;
    each_record(site.entity(id).values.iter().filter(|given| Some(given.field) != sessions), &mut |record| {
        let (time, day) = (Lifetime::said(&site.kinds, record), day(record, site));
        for part in [Some(time).filter(|time| *time != Lifetime::default()), day].into_iter().flatten() {
            say("this part", part, (*own.get_or_init(|| Lifetime::of(site, id)), name(id, site)), report);
        }
    });
    history(id, site, report);
    within_parent(id, site, report);
}

/// Reports a relation that could give a day, as a visit does, and gives none, between two things of which one is over before the other begins.
fn visits(id: EntityId, site: &Site, report: &mut Report) {
    let own = Lifetime::by_date(site, id);
    let Some(place) = own.start.or(own.end) else { return };
    let has_day = |field: FieldId| site.kinds.field(field).sub_fields().iter().any(|sub| *site.kinds.field(*sub).name == *DAY);
    for relation in site.relations.from(id) {
        if relation.standing == Standing::Record || day(&relation.says, site).is_some() || !has_day(relation.field) {
            continue;
        }
        let other = Lifetime::by_date(site, relation.to);
        if own.reversed().is_some() || other.reversed().is_some() {
            continue;
        }
        let is_late = is_apart(other.end, own.start);
        if is_late || is_apart(own.end, other.start) {
            let when = if is_late { "after that has ended" } else { "before that begins" };
            let message = format!("`{}` takes place at another time than `{}`, {when}", name(id, site), name(relation.to, site));
            let fault = report.say(relation.span, Code::OutsideLifetime, message);
            fault.label(place.span, "it takes place here");
            other.start.or(other.end).iter().for_each(|edge| {
                fault.label(edge.span, "that takes place here");
            });
            fault.help("mend one of the two dates, or take it out of the list");
        }
    }
}

/// Is one certainly over before the other begins?
fn is_apart(early: Option<Edge>, late: Option<Edge>) -> bool {
    early.zip(late).is_some_and(|(early, late)| early.date.last_day() < late.date.first_day())
}

/// Reports what is said to go on at a time when the thing was not there; what is planned or named may lie outside.
fn history(id: EntityId, site: &Site, report: &mut Report) {
    let entity = site.entity(id);
    let field = site.kinds.kind(entity.kind).roles.history;
    let Some(given) = entity.values.iter().find(|given| Some(given.field) == field) else { return };
    for stage in history::stages(&site.kinds, given) {
        if stage.state.is_some_and(|state| UNDER_WAY.contains(&&*state.id)) {
            let time = Lifetime::of_period(stage.when, stage.span);
            say("this stage", time, (Lifetime::of(site, id), name(id, site)), report);
        }
    }
}

/// Reports a thing that takes place at another time than the one of its kind that it is part of.
fn within_parent(id: EntityId, site: &Site, report: &mut Report) {
    let Some(parent) = site.parent(id).filter(|parent| site.entity(*parent).kind == site.entity(id).kind) else { return };
    let own = Lifetime::by_date(site, id);
    let whole = Lifetime::by_date(site, parent);
    let Some(place) = own.start.or(own.end) else { return };
    if is_apart(own.end, whole.start) || is_apart(whole.end, own.start) {
        let fault = report.say(
            place.span,
            Code::OutsideLifetime,
            format!("it takes place at another time than `{}`, of which it is part", name(parent, site)),
        );
        whole.start.or(whole.end).iter().for_each(|edge| {
            fault.label(edge.span, "that takes place here");
        });
        fault.help("mend one of the two, or take it out of the other");
    }
}

/// Reports a time of which an edge certainly lies outside a lifetime.
fn say(what: &str, time: Lifetime, (life, name): (Lifetime, &str), report: &mut Report) {
    let before = |edge: Option<Edge>| edge.zip(life.start).filter(|(edge, start)| edge.date.last_day() < start.date.first_day());
    let after = |edge: Option<Edge>| edge.zip(life.end).filter(|(edge, end)| end.date.last_day() < edge.date.first_day());
    let is_day = time.start.is_some_and(|start| Some(start.span) == time.end.map(|end| end.span));
    let (begins, ends) = if is_day { ("is", "is") } else { ("begins", "ends") };
    let found = before(time.start)
        .map(|found| (found, begins, "before it began", "it began here"))
        .or_else(|| before(time.end).map(|found| (found, ends, "before it began", "it began here")))
        .or_else(|| after(time.start).map(|found| (found, begins, "after it ended", "it ended here")))
        .or_else(|| after(time.end).map(|found| (found, ends, "after it ended", "it ended here")));
    let Some(((edge, limit), verb, when, label)) = found else { return };
    // A thing that ends before it begins has been reported.
    if life.reversed().is_some() || time.reversed().is_some() {
        return;
    }
    report
        .say(edge.span, Code::OutsideLifetime, format!("{what} {verb} {}, outside the time of `{name}`", edge.date))
        .label(limit.span, label)
        .help(format!("that is {when}, {}: mend one of the two dates", limit.date));
}

fn day(given: &[Given], site: &Site) -> Option<Lifetime> {
    let given = given.iter().find(|given| *site.kinds.field(given.field).name == *DAY)?;
    match given.value {
        Value::Date(date) => Some(Lifetime::of_period(date.into(), given.span)),
        Value::Period(period) => Some(Lifetime::of_period(period, given.span)),
        _ => None,
    }
}

fn name(id: EntityId, site: &Site) -> &str {
    &site.entity(id).id
}

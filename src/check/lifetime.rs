//! When things and relations began and ended, as far as they say so: shared by the checks of time.

use crate::diag::Span;
use crate::registry::kind::{FieldId, Kinds};
use crate::registry::value::{Given, Value};
use crate::registry::{EntityId, Site};
use crate::syntax::date::{Date, Period};

/// One end of a time, and where it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    pub date: Date,
    pub span: Span,
}

/// The time of a thing, a relation or a record; an edge that nobody knows, or only about, is left open.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lifetime {
    pub start: Option<Edge>,
    pub end: Option<Edge>,
}

impl Lifetime {
    /// The time of a thing: what it says of itself, else its founding and its end, else the period that it takes.
    pub fn of(site: &Site, id: EntityId) -> Lifetime {
        let entity = site.entity(id);
        let roles = &site.kinds.kind(entity.kind).roles;
        let edge = |role: Option<FieldId>, property: &str| {
            let means = |given: &Given| site.kinds.field(given.field).schema.as_deref() == Some(property);
            edge(&entity.values, |given| Some(given.field) == role).or_else(|| edge(&entity.values, means))
        };
        let said = Lifetime { start: edge(roles.from, "foundingDate"), end: edge(roles.to, "dissolutionDate") };
        if said == Lifetime::default() { Lifetime::by_date(site, id) } else { said }
    }

    /// The period that a thing takes by the field that its kind names for that; nothing where that is only a day.
    pub fn by_date(site: &Site, id: EntityId) -> Lifetime {
        let entity = site.entity(id);
        let field = site.kinds.kind(entity.kind).roles.date;
        let given = entity.values.iter().find(|given| Some(given.field) == field);
        given.map_or(Lifetime::default(), |given| match given.value {
            Value::Period(period) => Lifetime::of_period(period, given.span),
            _ => Lifetime::default(),
        })
    }

    /// What the fields `from` and `to` of a relation or a record say.
    pub fn said(kinds: &Kinds, given: &[Given]) -> Lifetime {
        let named = |name: &str| edge(given, |given| *kinds.field(given.field).name == *name);
        Lifetime { start: named("from"), end: named("to") }
    }

    /// The time from the first to the last day of a period.
    pub fn of_period(period: Period, span: Span) -> Lifetime {
        let edge = |date: Option<Date>| date.filter(|date| !date.approximate).map(|date| Edge { date, span });
        Lifetime { start: edge(period.start()), end: edge(period.end()) }
    }

    /// Does it certainly end before it begins? Then both ends.
    pub fn reversed(self) -> Option<(Edge, Edge)> {
        self.start.zip(self.end).filter(|(start, end)| end.date.last_day() < start.date.first_day())
    }
}

fn edge(given: &[Given], is_it: impl Fn(&Given) -> bool) -> Option<Edge> {
    let dates = given.iter().filter_map(|given| match given.value {
        Value::Date(date) => Some((date, given)),
        _ => None,
    });
    let (date, given) = dates.into_iter().find(|(_, given)| is_it(given))?;
    (!date.approximate).then_some(Edge { date, span: given.span })
}

/// Shows the values of every record of a thing.
pub fn each_record<'a>(values: impl IntoIterator<Item = &'a Given>, see: &mut dyn FnMut(&'a [Given])) {
    for given in values {
        for item in given.value.items() {
            if let Value::Record(inner) = item {
                see(inner);
                each_record(inner, see);
            }
        }
    }
}

//! How long a figure may be quoted.

use jiff::ToSpan;

use super::{Figure, Observation, Outlook, Reading};
use crate::registry::value::Value;
use crate::registry::{EntityId, Site};
use crate::syntax::date::Day;

/// How long a figure may be quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Age {
    /// The position of its newest value.
    pub newest: usize,
    /// The day that the value is of.
    pub day: Day,
    /// For how many months it is good.
    pub months: u32,
    /// The last day on which it is.
    pub due: Day,
}

/// The age of a figure of which somebody has said how long it is good for.
pub fn of(figure: &Figure, site: &Site) -> Option<Age> {
    let months = figure.valid_for.or(site.settings.valid_for)?;
    // What is computed is as new as the site.
    if figure.computation.is_some() {
        return None;
    }
    let is_value = |seen: &Observation| !matches!(seen.reading, Reading::NotReported | Reading::Nothing);
    let newest = |of: &dyn Fn(&Observation) -> bool| {
        let values = figure.observations.iter().enumerate().filter(|(_, seen)| is_value(seen) && of(seen));
        values.filter_map(|(at, seen)| Some((day(seen, figure, site)?, at))).max_by_key(|(day, _)| *day)
    };
    // A forecast is no news of what it foretells, unless there is nothing else.
    let (day, newest) = newest(&|seen| seen.outlook() == Outlook::Account).or_else(|| newest(&|_| true))?;
    let due = day.checked_add(i64::from(months).months()).unwrap_or(Day::MAX);
    Some(Age { newest, day, months, due })
}

/// The last day of an observation's period; else that on which its source appeared.
fn day(seen: &Observation, figure: &Figure, site: &Site) -> Option<Day> {
    if let Some(day) = seen.days().1 {
        return Some(day);
    }
    let field = site.kinds.kind(site.entity(figure.entity).kind).roles.sources;
    let of_figure = site.relations.from(figure.entity).iter().filter(|relation| Some(relation.field) == field);
    let of_figure = of_figure.filter(|_| seen.sources.is_empty()).map(|relation| relation.to);
    seen.sources.iter().copied().chain(of_figure).filter_map(|source| appeared(source, site)).max()
}

/// When a source appeared, as it says or as was concluded.
fn appeared(source: EntityId, site: &Site) -> Option<Day> {
    let entity = site.entity(source);
    let date = |name: &str| {
        let given = entity.values.iter().find(|given| *site.kinds.field(given.field).name == *name)?;
        match given.value {
            Value::Date(date) => Some(date.last_day()),
            _ => None,
        }
    };
    date("date").or_else(|| date("inferred_date"))
}

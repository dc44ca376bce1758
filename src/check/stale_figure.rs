//! `stale-figure`: the newest value of a figure is older than it is good for.

use jiff::ToSpan;

use super::written::{field, place};
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Observation, Outlook, Reading};
use crate::registry::value::Value;
use crate::registry::{EntityId, Site};
use crate::syntax::date::Day;

/// Reports a figure whose time ran out before the day of the build.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    let Some(months) = figure.valid_for.or(site.settings.valid_for) else { return };
    // What is computed is as new as the site.
    if figure.computation.is_some() {
        return;
    }
    let is_value = |seen: &&Observation| !matches!(seen.reading, Reading::NotReported | Reading::Nothing);
    let newest = |of: &dyn Fn(&Observation) -> bool| {
        let values = figure.observations.iter().filter(is_value).filter(|seen| of(seen));
        values.filter_map(|seen| Some((day(seen, figure, site)?, seen))).max_by_key(|(day, _)| *day)
    };
    // A forecast is no news of what it foretells, unless there is nothing else.
    let Some((day, seen)) = newest(&|seen| seen.outlook() == Outlook::Account).or_else(|| newest(&|_| true)) else { return };
    let due = day.checked_add(i64::from(months).months()).unwrap_or(Day::MAX);
    if due >= site.today {
        return;
    }
    let message = format!("the newest value here is of {day}, and was good for {}", span(months));
    let own = field(figure, "valid_for", site);
    let found = report.say(place(figure, seen, "period", site), Code::StaleFigure, message);
    found.help("look for a newer value; if this one still holds, give the figure a longer `valid_for`");
    if let Some(own) = own {
        found.label(own.span, "so long");
    }
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

fn span(months: u32) -> String {
    match (months / 12, months % 12) {
        (1, 0) => "a year".into(),
        (years, 0) => format!("{years} years"),
        (0, 1) => "a month".into(),
        _ => format!("{months} months"),
    }
}

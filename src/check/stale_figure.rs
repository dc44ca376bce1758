//! `stale-figure`: the newest value of a figure is older than it is good for.

use super::written::{field, place};
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::figure::Figure;
use crate::registry::figure::age::{self, Age};

/// Reports a figure whose time ran out before the day of the build.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    let Some(Age { newest, day, months, due }) = age::of(figure, site) else { return };
    if due >= site.today {
        return;
    }
    let seen = &figure.observations[newest];
    let message = format!("the newest value here is of {day}, and was good for {}", span(months));
    let own = field(figure, "valid_for", site);
    let found = report.say(place(figure, seen, "period", site), Code::StaleFigure, message);
    found.help("look for a newer value; if this one still holds, give the figure a longer `valid_for`");
    if let Some(own) = own {
        found.label(own.span, "so long");
    }
}

fn span(months: u32) -> String {
    match (months / 12, months % 12) {
        (1, 0) => "a year".into(),
        (years, 0) => format!("{years} years"),
        (0, 1) => "a month".into(),
        _ => format!("{months} months"),
    }
}

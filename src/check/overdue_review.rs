//! `overdue-review`: the day has passed by which somebody should have looked at this again.

use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::entity::Entity;
use crate::registry::value::Value;

/// The field of every kind that asks for another look.
const REVIEW: &str = "review_by";

/// Reports a thing whose day of review lies before the day of the build.
pub fn check(entity: &Entity, site: &Site, report: &mut Report) {
    let dates = entity.values.iter().filter_map(|given| match given.value {
        Value::Date(date) if *site.kinds.field(given.field).name == *REVIEW => Some((date, given.span)),
        _ => None,
    });
    for (date, span) in dates.filter(|(date, _)| date.last_day() < site.today) {
        report
            .say(span, Code::OverdueReview, format!("this was to be looked at again by {date}"))
            .help("see whether it still holds, and set the next day");
    }
}

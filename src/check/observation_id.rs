//! `broken-id` and `duplicate-id`: texts could not tell which observation of a figure they cite.

use crate::diag::{Code, Report};
use crate::registry::figure::Figure;
use crate::syntax::document::is_id;

/// Reports ids of observations that cannot be ids, and those that two observations of a figure share.
pub fn check(figure: &Figure, report: &mut Report) {
    for (at, observation) in figure.observations.iter().enumerate() {
        let Some(id) = &observation.id else { continue };
        if !is_id(id) {
            let message = format!("`{id}` cannot be the id of an observation");
            report.say(observation.span, Code::BrokenId, message).help("use small letters a to z, digits and hyphens");
        } else if let Some(first) = figure.observations[..at].iter().find(|other| other.id.as_ref() == Some(id)) {
            let message = format!("there are two observations with the id `{id}`");
            report.say(observation.span, Code::DuplicateId, message).label(first.span, "the first one").help("give one of them another id");
        }
    }
}

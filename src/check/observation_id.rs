//! `broken-id` and `duplicate-id`: texts could not tell which observation of a figure they cite.

use std::collections::HashMap;

use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Observation};
use crate::syntax::document::is_id;

/// Reports ids of observations that cannot be ids, and those that two observations of a figure share.
pub fn check(figure: &Figure, report: &mut Report) {
    let mut known: HashMap<&str, &Observation> = HashMap::new();
    for observation in &figure.observations {
        let Some(id) = &observation.id else { continue };
        if !is_id(id) {
            let message = format!("`{id}` cannot be the id of an observation");
            report.say(observation.span, Code::BrokenId, message).help("use small letters a to z, digits and hyphens");
        } else if let Some(first) = known.get(&**id) {
            let message = format!("there are two observations with the id `{id}`");
            report.say(observation.span, Code::DuplicateId, message).label(first.span, "the first one").help("give one of them another id");
        } else {
            known.insert(id, observation);
        }
    }
}

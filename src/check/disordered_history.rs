//! `disordered-history`: the stages of a thing are told in another order than that of time, or two of them overlap.

use crate::diag::{Code, Report};
use crate::registry::history::{self, Stage};
use crate::registry::{EntityId, Site};
use crate::syntax::date::Period;

/// Reports what is certainly out of order in the history of a thing; where dates are vague, both may be right.
pub fn check(id: EntityId, site: &Site, report: &mut Report) {
    let entity = site.entity(id);
    let field = site.kinds.kind(entity.kind).roles.history;
    let Some(given) = entity.values.iter().find(|given| Some(given.field) == field) else { return };
    for pair in history::stages(&site.kinds, given).windows(2) {
        let [before, after] = pair else { continue };
        if is_earlier(after, before) {
            report
                .say(
                    after.span,
                    Code::DisorderedHistory,
                    format!("this stage is of {}, and stands behind one of {}", after.when, before.when),
                )
                .label(before.span, "which is the later one")
                .help("put the stages into the order of time, or mend one of the two dates");
        } else if overlap(before, after) {
            report
                .say(
                    after.span,
                    Code::DisorderedHistory,
                    format!("this stage, {}, begins before the last one has ended, {}", after.when, before.when),
                )
                .label(before.span, "which lasts longer")
                .help("let one end where the next begins, or give the date alone at which a source found it so");
        }
    }
}

/// Does one certainly end before the other begins?
fn is_earlier(one: &Stage, other: &Stage) -> bool {
    let is_sure =
        |period: Period| !period.start().is_some_and(|date| date.approximate) && !period.end().is_some_and(|date| date.approximate);
    is_sure(one.when) && is_sure(other.when) && one.when.last_day().zip(other.when.first_day()).is_some_and(|(end, start)| end < start)
}

/// Do two stages that last certainly overlap? What a source found at one date may lie within anything.
fn overlap(before: &Stage, after: &Stage) -> bool {
    let (Period::Between { end, .. }, Period::Between { start: Some(start), .. }) = (before.when, after.when) else { return false };
    if start.approximate || end.is_some_and(|end| end.approximate) {
        return false;
    }
    // One that goes on has not ended when another begins.
    end.is_none_or(|end| start.last_day() < end.first_day())
}

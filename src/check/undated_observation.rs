//! `undated-observation`: nobody can see when a number held.

use super::{Checker, is_misread};
use crate::diag::{Code, Report};
use crate::registry::figure::{Dating, Figure};
use crate::registry::settings::Periods;

/// Reports the observations that give no period and do not say either that there is none.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    if checker.site.settings.periods == Periods::Optional {
        return;
    }
    let undated = figure.observations.iter().enumerate().filter(|(_, seen)| seen.dating == Dating::Missing);
    for (_, seen) in undated.filter(|(at, _)| !is_misread(figure, *at, checker.misread, checker.tree)) {
        report
            .say(seen.span, Code::UndatedObservation, "this observation does not say when")
            .help("add `period = …`, or `period = \"unspecified\"` where its source does not tell");
    }
}

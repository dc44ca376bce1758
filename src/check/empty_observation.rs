//! `empty-observation`: an observation has no value, no range and no `not-reported`.

use super::{Checker, is_misread};
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Reading};

/// Reports the observations of a figure that observe nothing.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    let empty = figure.observations.iter().enumerate().filter(|(_, observation)| observation.reading == Reading::Nothing);
    for (_, observation) in empty.filter(|(at, _)| !is_misread(figure, *at, checker.misread, checker.tree)) {
        report
            .say(observation.span, Code::EmptyObservation, "this observation has no value")
            .help("give `value`, or `min` and `max`, or write `value = \"not-reported\"`");
    }
}

//! `empty-observation`: an observation has no value, no range and no `not-reported`.

use super::is_misread;
use crate::diag::{Code, Report, Span};
use crate::registry::figure::{Figure, Reading};

/// Reports the observations of a figure that observe nothing.
pub fn check(figure: &Figure, misread: &[Span], report: &mut Report) {
    let empty = figure.observations.iter().enumerate().filter(|(_, observation)| observation.reading == Reading::Nothing);
    for (_, observation) in empty.filter(|(at, _)| !is_misread(figure, *at, misread)) {
        report
            .say(observation.span, Code::EmptyObservation, "this observation has no value")
            .help("give `value`, or `min` and `max`, or write `value = \"not-reported\"`");
    }
}

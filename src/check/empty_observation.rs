//! `empty-observation`: an observation has no value, no range and no `not-reported`.

use crate::diag::{Code, FileId, Report};
use crate::registry::figure::{Figure, Reading};

/// Reports the observations of a figure that observe nothing.
pub fn check(figure: &Figure, misread: &[FileId], report: &mut Report) {
    let empty = figure.observations.iter().filter(|observation| observation.reading == Reading::Nothing);
    for observation in empty.filter(|observation| misread.binary_search(&observation.span.file).is_err()) {
        report
            .say(observation.span, Code::EmptyObservation, "this observation has no value")
            .help("give `value`, or `min` and `max`, or write `value = \"not-reported\"`");
    }
}

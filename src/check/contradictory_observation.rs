//! `contradictory-observation`: an observation says two things that cannot both be.

use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Reading};

/// Reports ranges whose lower end lies above the upper one, and values beside a range that they lie outside of.
pub fn check(figure: &Figure, report: &mut Report) {
    for observation in &figure.observations {
        let (min, max) = observation.range;
        let fault = match (observation.reading, min, max) {
            (_, Some(min), Some(max)) if min > max => "the range of this observation ends below its start",
            (Reading::Value(value), min, max) if min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max) => {
                "the value of this observation lies outside its own range"
            }
            _ => continue,
        };
        report.say(observation.span, Code::ContradictoryObservation, fault).help("correct `value`, `min` or `max`");
    }
}

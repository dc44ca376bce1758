//! `derived-mismatch`: a stated value is not what its figure's formula gives, or what is computed from the site.

use super::Checker;
use crate::diag::{Code, Report};
use crate::registry::figure::compute::Take;
use crate::registry::figure::{Figure, Observation, Provenance, Reading};

/// Reports stated observations that disagree with what is derived for them, beyond the rounding of their digits.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    for recomputed in &figure.recomputed {
        let Some(stated) = figure.observations.get(recomputed.stated) else { continue };
        let Some((low, high)) = widened(stated) else { continue };
        let (least, most) = recomputed.possible;
        let is_count = figure.computation.as_ref().is_some_and(|computation| computation.take == Take::Count);
        // `contradicted-count` and `partial-list` speak of what is counted.
        if is_count || stated.provenance != Provenance::Stated || (low <= most && least <= high) {
            continue;
        }
        let words = |reading: Reading| match reading {
            Reading::Value(value) => Some(value.to_string()),
            Reading::Range { min: Some(min), max: Some(max) } => Some(format!("{min} to {max}")),
            _ => None,
        };
        let (Some(said), Some(given)) = (words(stated.reading), words(recomputed.derived.reading)) else { continue };
        let message = match recomputed.derived.provenance {
            Provenance::Computed(_) => format!("{said} is stated, and the site gives {given}"),
            _ => format!("{said} is stated, and the formula gives {given}"),
        };
        let found = report.say(stated.span, Code::DerivedMismatch, message);
        if let Provenance::Computed(_) = recomputed.derived.provenance {
            found.label(recomputed.derived.span, "computed here");
        }
        if let Provenance::Derived(terms) = &recomputed.derived.provenance {
            for (term, at) in terms {
                let seen = checker.site.figure(*term).and_then(|figure| figure.observations.get(*at));
                let name = &checker.site.entity(*term).id;
                if let Some((seen, value)) = seen.and_then(|seen| Some((seen, words(seen.reading)?))) {
                    found.label(seen.span, format!("`{name}` is {value}"));
                }
            }
        }
        found.help(format!("correct one of them, write qualifier = \"about\" if {said} is only about right, or leave it out"));
    }
}

/// The least and the greatest value that a stated number may have been rounded from.
fn widened(stated: &Observation) -> Option<(f64, f64)> {
    let (low, high) = stated.bounds()?;
    let half = |value: f64| {
        let written = value.to_string();
        let decimals = written.split_once('.').map_or(0, |(_, rest)| rest.len());
        // A little more, for the noise of the arithmetic.
        0.5 * 10f64.powi(-(decimals as i32)) + value.abs() * 1e-9
    };
    let slack = match stated.reading {
        Reading::Value(value) => half(value),
        Reading::Range { min, max } => [min, max].into_iter().flatten().map(half).fold(0.0, f64::max),
        Reading::NotReported | Reading::Nothing => return None,
    };
    Some((low - slack, high + slack))
}

//! `competing-claims`: two claims about the same contradict each other, and none is preferred.

use super::written::{reading, said};
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::figure::{Figure, Observation};

/// Reports the first two claims of a figure, for each thing that they are about, that cannot both be true.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    for (first, second) in figure.rivals() {
        let (first, second) = (&figure.observations[first], &figure.observations[second]);
        let message = format!("{} contradicts {} for the same", claim(second, site), claim(first, site));
        let found = report
            .say(reading(figure, second, site), Code::CompetingClaims, message)
            .label(reading(figure, first, site), "the other claim");
        found.help(
            "mark the one that counts `preferred = true`; if they count two things, say so by `period`, `category`, `basis` or `status`",
        );
    }
}

/// "more than 150 (`recap`)".
fn claim(seen: &Observation, site: &Site) -> String {
    let sources: Vec<String> = seen.sources.iter().map(|source| format!("`{}`", site.entity(*source).id)).collect();
    match sources.len() {
        0 => said(seen),
        _ => format!("{} ({})", said(seen), sources.join(", ")),
    }
}

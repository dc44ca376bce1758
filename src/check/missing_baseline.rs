//! `missing-baseline`: an index does not say what is 100.

use super::written::{field, unit};
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::figure::Figure;
use crate::registry::language::DEFAULT;

/// Reports an index that is compared with nothing.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    let Some(place) = field(figure, "unit", site).filter(|_| unit(figure) == "index") else { return };
    if figure.baseline.as_ref().is_none_or(|baseline| baseline.read_in(DEFAULT).1.trim().is_empty()) {
        report
            .say(place.span, Code::MissingBaseline, "this is an index, and nothing says what is 100")
            .help("add `baseline = \"… = 100\"`, with the place or the year that it is compared with");
    }
}

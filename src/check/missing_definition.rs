//! `missing-definition`: a share does not say of what.

use super::written::{field, unit};
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::figure::Figure;
use crate::registry::language::DEFAULT;
use crate::registry::value::Value;

/// Reports a figure in per cent without a definition.
pub fn check(figure: &Figure, site: &Site, report: &mut Report) {
    // What has a baseline is an index by mistake, and that is said in better words.
    let is_share = unit(figure) == "percent" && figure.baseline.is_none();
    let Some(place) = field(figure, "unit", site).filter(|_| is_share) else { return };
    let is_defined = match field(figure, "definition", site).map(|given| &given.value) {
        Some(Value::Markdown(body)) => !body.read_in(DEFAULT).1.parts.is_empty(),
        Some(_) => true,
        None => false,
    };
    if !is_defined {
        report
            .say(place.span, Code::MissingDefinition, "this is a percentage, and nothing says of what")
            .help("add `definition = \"…\"` with what is counted and what it is a share of");
    }
}

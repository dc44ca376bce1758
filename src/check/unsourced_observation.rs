//! `unsourced-observation`: nobody can see where a number comes from, and the site wants that of every number.

use super::{Checker, is_misread};
use crate::diag::{Code, Report};
use crate::registry::figure::{Figure, Provenance};
use crate::registry::settings::Sources;

/// Reports the observations that neither name a source nor belong to a figure that does.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    let site = checker.site;
    if site.settings.sources == Sources::Optional {
        return;
    }
    let bare = figure.observations.iter().enumerate().filter(|(_, seen)| seen.sources.is_empty() && seen.provenance == Provenance::Stated);
    for (_, observation) in bare.filter(|(at, _)| !is_misread(figure, *at, checker.misread, checker.tree)) {
        report
            .say(observation.span, Code::UnsourcedObservation, "this observation names no source")
            .help("add `source = \"…\"`, or set `sources = \"optional\"` in sare.toml");
    }
}

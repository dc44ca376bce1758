//! `contradicted-count`: the site lists more than a source declares.
//!
//! Here too: `partial-list`, where it lists fewer. That is no contradiction, for whoever counts need not name.

use super::written::{field, is_remarked, reading, said, unit};
use crate::diag::{Code, Report, Span};
use crate::registry::Site;
use crate::registry::figure::compute::Take;
use crate::registry::figure::{Figure, Observation, Provenance, Reading, Tally};
use crate::registry::identifier::is_currency;
use crate::registry::language::DEFAULT;
use crate::registry::query::run;

/// How a list stands to the number that was declared.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Listed {
    All,
    Partly,
    None,
    TooMany,
}

/// Which setting of the figure says what is listed.
#[derive(Clone, Copy)]
enum By {
    Counts,
    Compute,
}

/// Reports the figures whose claim and list do not fit.
pub fn check(site: &Site, report: &mut Report) {
    // What a faulty document would list is missing without anyone having left it out.
    let is_whole = report.is_publishable();
    for (id, _) in site.entities() {
        let Some(figure) = site.figure(id) else { continue };
        let claims = declared(figure, site).into_iter().chain(computed(figure));
        for claim in claims {
            if claim.listed == Listed::TooMany || (is_whole && !is_remarked(claim.seen)) {
                say(figure, &claim, site, report);
            }
        }
    }
}

/// A number that is declared, beside what the site lists.
struct Claim<'f> {
    seen: &'f Observation,
    by: By,
    /// Where it is said what is listed.
    span: Span,
    listed: Listed,
    count: usize,
}

/// What stands beside the list that `counts` finds.
fn declared<'f>(figure: &'f Figure, site: &Site) -> Option<Claim<'f>> {
    let (query, at) = (figure.counts.as_ref()?, figure.headline()?);
    if ["percent", "index"].contains(&unit(figure)) || is_currency(unit(figure)) {
        return None;
    }
    let mut things: Vec<_> = run(site, query, DEFAULT).into_iter().flat_map(|group| group.entities).collect();
    things.sort_unstable();
    things.dedup();
    let seen = &figure.observations[at];
    let listed = listed(seen, figure.scale.factor(), things.len())?;
    Some(Claim { seen, by: By::Counts, span: field(figure, "counts", site)?.span, listed, count: things.len() })
}

/// What stands beside the things that `compute` counts.
fn computed(figure: &Figure) -> impl Iterator<Item = Claim<'_>> {
    let is_count = figure.computation.as_ref().is_some_and(|computation| computation.take == Take::Count);
    figure.recomputed.iter().filter(move |_| is_count).filter_map(|recomputed| {
        let seen = figure.observations.get(recomputed.stated)?;
        let Provenance::Computed(Tally { things: count, .. }) = recomputed.derived.provenance else { return None };
        // Where the site lists nothing of the kind, its silence is no count.
        if recomputed.derived.reading == Reading::NotReported {
            return None;
        }
        let listed = listed(seen, figure.scale.factor(), count)?;
        Some(Claim { seen, by: By::Compute, span: recomputed.derived.span, listed, count })
    })
}

fn say(figure: &Figure, claim: &Claim<'_>, site: &Site, report: &mut Report) {
    let Claim { seen, by, span, listed, count } = claim;
    let declared = said(seen);
    let (code, message, help) = match listed {
        Listed::All => return,
        Listed::None => (
            Code::PartialList,
            format!("{declared} declared, and the site lists none"),
            "list them, or say to readers in the observation's `note` that they are not named",
        ),
        Listed::Partly => (
            Code::PartialList,
            format!("{declared} declared, and the site lists {count}"),
            "list the others, or say to readers in the observation's `note` that not all are named",
        ),
        Listed::TooMany => (
            Code::ContradictedCount,
            format!("{declared} declared, and the site lists {count}"),
            match by {
                By::Counts => "correct `counts` if it finds other things too, or the value, or its `qualifier`",
                By::Compute => "correct `compute` if it finds other things too, or the value, or its `qualifier`, or leave the value out",
            },
        ),
    };
    report.say(*span, code, message).label(reading(figure, seen, site), "declared here").help(help);
}

/// How a list of so many stands to a claim.
fn listed(seen: &Observation, factor: f64, count: usize) -> Option<Listed> {
    let (low, high) = seen.bounds()?;
    let count = count as f64;
    Some(if count > high * factor {
        Listed::TooMany
    } else if count >= low * factor {
        Listed::All
    } else if count == 0.0 {
        Listed::None
    } else {
        Listed::Partly
    })
}

//! `contradicted-count`: the site lists more than a source declares.
//!
//! Here too: `partial-list`, where it lists fewer. That is no contradiction, for whoever counts need not name.

use super::written::{field, is_remarked, reading, said, unit};
use crate::diag::{Code, Report};
use crate::registry::Site;
use crate::registry::figure::{Figure, Observation};
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

/// Reports the figures whose claim and list do not fit.
pub fn check(site: &Site, report: &mut Report) {
    // What a faulty document would list is missing without anyone having left it out.
    let is_whole = report.is_publishable();
    for (id, _) in site.entities() {
        let Some(figure) = site.figure(id) else { continue };
        let (Some(query), Some(at)) = (&figure.counts, figure.headline()) else { continue };
        if ["percent", "index"].contains(&unit(figure)) || is_currency(unit(figure)) {
            continue;
        }
        let mut things: Vec<_> = run(site, query, DEFAULT).into_iter().flat_map(|group| group.entities).collect();
        things.sort_unstable();
        things.dedup();
        let seen = &figure.observations[at];
        let Some(listed) = listed(seen, figure.scale.factor(), things.len()) else { continue };
        if listed == Listed::TooMany || (is_whole && !is_remarked(seen)) {
            say(figure, seen, (listed, things.len()), site, report);
        }
    }
}

fn say(figure: &Figure, seen: &Observation, (listed, count): (Listed, usize), site: &Site, report: &mut Report) {
    let Some(counts) = field(figure, "counts", site) else { return };
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
            "correct `counts` if it finds other things too, or the value, or its `qualifier`",
        ),
    };
    report.say(counts.span, code, message).label(reading(figure, seen, site), "declared here").help(help);
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

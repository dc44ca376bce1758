//! `unbalanced-parts`: the parts of a whole add up to more than it, or, where they are all, to less.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::Checker;
use super::impossible_share::is_share;
use super::written::{reading, unit};
use crate::diag::{Code, Report};
use crate::registry::figure::{Basis, Figure, Observation, Parts, Reading, Scale};

/// A sum that is known within bounds, to so many decimals.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    low: f64,
    high: f64,
    /// What rounding alone may add or take away.
    tolerance: f64,
    decimals: usize,
}

/// Reports the parts that do not fit their whole, the first of each figure.
pub fn check(figure: &Figure, checker: &Checker<'_>, report: &mut Report) {
    if figure.parts == Parts::Overlapping || figure.observations.iter().all(|seen| seen.category.is_none()) {
        return;
    }
    let mut groups: Vec<(u64, usize)> = figure.observations.iter().enumerate().map(|(at, seen)| (hash(seen), at)).collect();
    groups.sort_unstable();
    let mut rests_on_100 = None;
    let mut found: Vec<(usize, Option<usize>, Sum, Sum)> = Vec::new();
    for group in groups.chunk_by(|one, other| one.0 == other.0) {
        let seen = |(_, at): &(u64, usize)| &figure.observations[*at];
        let parts: Vec<&(u64, usize)> = group.iter().filter(|one| seen(one).category.is_some()).collect();
        let wholes: Vec<&(u64, usize)> = group.iter().filter(|one| seen(one).category.is_none()).collect();
        if parts.len() < 2 || wholes.len() > 1 || are_twofold(parts.iter().map(|one| seen(one))) {
            continue;
        }
        let own = wholes.first().map(|one| one.1);
        let whole = match own {
            Some(at) => Sum::default().with(&figure.observations[at], figure),
            None if unit(figure) == "percent" => {
                let rests = figure.parts == Parts::Complete || *rests_on_100.get_or_insert_with(|| is_share(figure, checker));
                rests.then_some(Sum { low: 100.0, high: 100.0, ..Sum::default() })
            }
            None => None,
        };
        let known: Vec<&Observation> = parts.iter().map(|one| seen(one)).filter(|seen| seen.bounds().is_some()).collect();
        let sum = known.iter().try_fold(Sum::default(), |sum, seen| sum.with(seen, figure));
        let (Some(whole), Some(sum)) = (whole, sum) else { continue };
        let tolerance = sum.tolerance + whole.tolerance + 1e-9 * whole.high.abs().min(f64::MAX);
        let are_all = figure.parts == Parts::Complete && known.len() == parts.len();
        if sum.low > whole.high + tolerance || (are_all && sum.high < whole.low - tolerance) {
            found.push((parts[0].1, own, sum, whole));
        }
    }
    if let Some((first, own, sum, whole)) = found.into_iter().min_by_key(|(first, ..)| *first) {
        say(figure, (first, own), (sum, whole), checker, report);
    }
}

fn say(figure: &Figure, (first, own): (usize, Option<usize>), (sum, whole): (Sum, Sum), checker: &Checker<'_>, report: &mut Report) {
    let is_more = sum.low > whole.high;
    let (parts, all) = if is_more { (sum.low, whole.high) } else { (sum.high, whole.low) };
    let decimals = sum.decimals.max(whole.decimals);
    let message = format!("the parts add up to {parts:.decimals$}, and the whole is {all:.decimals$}");
    let seen = &figure.observations[first];
    let found = report.say(reading(figure, seen, checker.site), Code::UnbalancedParts, message);
    if let Some(own) = own {
        found.label(reading(figure, &figure.observations[own], checker.site), "the whole");
    }
    found.help(if is_more {
        "correct the values; if one thing may be counted in several parts, say `parts = \"overlapping\"`"
    } else {
        "correct the values; if there are other parts, say `parts = \"open\"`"
    });
}

impl Sum {
    /// With another value; nothing where it has none.
    fn with(self, seen: &Observation, figure: &Figure) -> Option<Sum> {
        let (low, high) = seen.bounds()?;
        let decimals = match seen.reading {
            Reading::Value(value) => decimals(value),
            _ => 0,
        };
        // Whole things are counted to the last one; what is measured is rounded.
        let is_counted = decimals == 0 && figure.scale == Scale::Ones && !is_measured(unit(figure));
        let rounding = if is_counted { 0.0 } else { 0.5 * 10f64.powi(-(decimals as i32)) };
        Some(Sum {
            low: self.low + low,
            high: self.high + high,
            tolerance: self.tolerance + rounding,
            decimals: self.decimals.max(decimals),
        })
    }
}

fn is_measured(unit: &str) -> bool {
    unit == "percent" || unit == "index" || crate::registry::identifier::is_currency(unit)
}

/// How many decimals a value is given to; six at most.
fn decimals(value: f64) -> usize {
    let is_whole = |places: &usize| {
        let scaled = value * 10f64.powi(*places as i32);
        (scaled - scaled.round()).abs() <= 1e-9 * scaled.abs()
    };
    (0..6).find(is_whole).unwrap_or(6)
}

/// Are there two claims about one part?
fn are_twofold<'a>(parts: impl Iterator<Item = &'a Observation>) -> bool {
    let mut categories: Vec<u64> = parts
        .map(|seen| {
            let mut hasher = DefaultHasher::new();
            seen.category.hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    categories.sort_unstable();
    categories.windows(2).any(|pair| pair[0] == pair[1])
}

/// What the parts of one whole, and the whole, have in common.
fn hash(seen: &Observation) -> u64 {
    let mut hasher = DefaultHasher::new();
    (seen.days(), seen.about, seen.basis.filter(|basis| *basis != Basis::Unspecified), seen.outlook()).hash(&mut hasher);
    hasher.finish()
}

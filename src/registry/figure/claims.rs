//! Which claims of a figure contradict each other.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Basis, Figure, Observation, Standing, Status};
use crate::registry::EntityId;
use crate::registry::value::Text;
use crate::syntax::date::{Day, Period};

/// What two observations must have in common to be claims about the same.
type Dimensions<'a> = ((Option<Day>, Option<Day>), Option<EntityId>, Option<&'a Text>, Option<Basis>, Outlook);

/// From where a claim is made: what was wanted, what was expected and what came of it are three things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outlook {
    Account,
    Forecast,
    Aim,
}

/// Of more claims about the same than this only the two furthest apart are compared.
const MOST_COMPARED: usize = 16;

impl Figure {
    /// Claims about the same that cannot both be true: a pair for each thing they are about where none is preferred, in the order written.
    pub fn rivals(&self) -> Vec<(usize, usize)> {
        let mut claims: Vec<(u64, usize)> = (0..self.observations.len()).map(|at| (hash(&self.observations[at]), at)).collect();
        claims.sort_unstable();
        let alike = claims.chunk_by(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1);
        let mut rivals: Vec<(usize, usize)> = alike.filter_map(|alike| self.rivals_among(alike)).collect();
        rivals.sort_unstable();
        rivals
    }

    /// Do two observations with the same dimensions contradict each other, with none preferred?
    pub fn competes(&self) -> bool {
        !self.rivals().is_empty()
    }

    fn rivals_among(&self, alike: &[(u64, usize)]) -> Option<(usize, usize)> {
        let seen = |at: usize| &self.observations[at];
        let first = dimensions(seen(alike[0].1));
        let claims: Vec<usize> = alike.iter().map(|(_, at)| *at).filter(|at| dimensions(seen(*at)) == first).collect();
        // One that is preferred settles it; several that are would have to agree among themselves.
        let preferred: Vec<usize> = claims.iter().copied().filter(|at| seen(*at).standing == Standing::Preferred).collect();
        let claims = match preferred.len() {
            0 => claims,
            1 => return None,
            _ => preferred,
        };
        let contradict = |one: usize, other: usize| !seen(one).agrees(seen(other)) && !is_revision(seen(one), seen(other));
        if claims.len() <= MOST_COMPARED {
            let pairs = claims.iter().enumerate().flat_map(|(at, one)| claims[at + 1..].iter().map(move |other| (*one, *other)));
            return pairs.into_iter().find(|(one, other)| contradict(*one, *other));
        }
        let bounds = claims.iter().filter_map(|at| Some((*at, seen(*at).bounds()?)));
        let bounds: Vec<(usize, (f64, f64))> = bounds.collect();
        let highest = bounds.iter().max_by(|one, other| one.1.0.total_cmp(&other.1.0))?.0;
        let lowest = bounds.iter().min_by(|one, other| one.1.1.total_cmp(&other.1.1))?.0;
        contradict(lowest, highest).then_some((lowest.min(highest), lowest.max(highest)))
    }
}

/// Is one the provisional value and the other the final one of a single source?
fn is_revision(one: &Observation, other: &Observation) -> bool {
    let is_one_provisional = (one.status == Status::Provisional) != (other.status == Status::Provisional);
    is_one_provisional && !one.sources.is_empty() && one.sources == other.sources
}

fn dimensions(seen: &Observation) -> Dimensions<'_> {
    (seen.days(), seen.about, seen.category.as_ref(), seen.basis.filter(|basis| *basis != Basis::Unspecified), seen.outlook())
}

impl Observation {
    /// Its first and last day: a period is the same however it is written, as 2023 or from its first day to its last.
    pub fn days(&self) -> (Option<Day>, Option<Day>) {
        (self.period.and_then(Period::first_day), self.period.and_then(Period::last_day))
    }

    /// From where it is made.
    pub fn outlook(&self) -> Outlook {
        match self.status {
            Status::Expected => Outlook::Forecast,
            Status::Target => Outlook::Aim,
            Status::Actual | Status::Provisional | Status::Estimated => Outlook::Account,
        }
    }
}

fn hash(seen: &Observation) -> u64 {
    let mut hasher = DefaultHasher::new();
    dimensions(seen).hash(&mut hasher);
    hasher.finish()
}

//! Which of the observations that were worked out are stated too, so that they are compared and not shown twice.

use std::collections::HashMap;

use super::super::{EntityId, Site};
use super::matching::Place;
use super::{Figure, Observation, Status};

/// What a formula or a computation gives for an observation that is stated.
#[derive(Clone, Debug)]
pub struct Recomputed {
    /// The position of the stated observation.
    pub stated: usize,
    /// What it would be.
    pub derived: Observation,
    /// The least and the greatest value that the terms leave open, before rounding.
    pub possible: (f64, f64),
}

/// An observation that was worked out, and what the terms leave open.
pub struct Derived {
    pub observation: Observation,
    pub possible: (f64, f64),
}

/// The one thing that a figure is about as a whole.
pub fn whole(figure: EntityId, site: &Site) -> Option<EntityId> {
    let field = site.kinds.find_field(site.entity(figure).kind, "about")?;
    match site.ends(figure, field)[..] {
        [whole] => Some(whole),
        _ => None,
    }
}

/// Those results that nothing is stated for, and those that can be compared with what is.
pub fn beside_stated(figure: &Figure, results: Vec<Derived>, site: &Site) -> (Vec<Observation>, Vec<Recomputed>) {
    let whole = whole(figure.entity, site);
    let stated = &figure.observations;
    let mut places: HashMap<Place<'_>, usize> = HashMap::new();
    // Of what is and of what category, whenever: how many are stated of it, and the last of them.
    let mut things: HashMap<Place<'_>, (usize, usize)> = HashMap::new();
    for (at, seen) in stated.iter().enumerate().filter(|(_, seen)| is_firm(seen)) {
        let place = Place::of(seen, whole);
        let best = places.entry(place).or_insert(at);
        if seen.rank() > stated[*best].rank() {
            *best = at;
        }
        let (count, last) = things.entry(Place { period: None, ..place }).or_default();
        (*count, *last) = (*count + 1, at);
    }
    let mut of_things: HashMap<Place<'_>, usize> = HashMap::new();
    for Derived { observation, .. } in &results {
        *of_things.entry(Place { period: None, ..Place::of(observation, whole) }).or_default() += 1;
    }
    let beside = |observation: &Observation| {
        let place = Place::of(observation, whole);
        let thing = Place { period: None, ..place };
        // Where there is but one of each, a period that only one of them says does not part them.
        let lone = things.get(&thing).filter(|(count, _)| *count == 1 && of_things.get(&thing) == Some(&1)).map(|(_, at)| *at);
        let lone = lone.filter(|at| stated[*at].period.is_none() || observation.period.is_none());
        places.get(&place).copied().or(lone).filter(|_| is_firm(observation))
    };
    let found: Vec<Option<usize>> = results.iter().map(|result| beside(&result.observation)).collect();
    let (mut added, mut recomputed) = (Vec::new(), Vec::new());
    for (Derived { observation, possible }, stated) in results.into_iter().zip(found) {
        match stated {
            Some(stated) => recomputed.push(Recomputed { stated, derived: observation, possible }),
            None => added.push(observation),
        }
    }
    (added, recomputed)
}

/// What is foreseen is not compared with what came of it.
fn is_firm(seen: &Observation) -> bool {
    !matches!(seen.status, Status::Expected | Status::Target)
}

//! Which observations of several figures belong together: those of the same period, of the same thing and in the same category.

use std::collections::HashMap;

use super::super::EntityId;
use super::super::language::DEFAULT;
use super::{Figure, Observation};
use crate::syntax::date::Period;

/// More combinations than this are a slip, or an attempt to keep the machine busy.
pub const MOST_ROWS: usize = 200_000;

/// The dimensions of an observation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place<'a> {
    pub period: Option<Period>,
    pub about: Option<EntityId>,
    pub category: Option<&'a str>,
}

/// Along which dimensions the observations of a figure differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Axes {
    pub period: bool,
    pub about: bool,
    pub category: bool,
}

impl<'a> Place<'a> {
    /// Where an observation of a figure stands that is about `whole`.
    pub fn of(seen: &'a Observation, whole: Option<EntityId>) -> Place<'a> {
        let category = seen.category.as_ref().map(|category| &**category.read_in(DEFAULT).1);
        Place { period: seen.period, about: seen.about.or(whole), category }
    }

    /// The same, leaving out what other axes say.
    fn along(self, axes: Axes) -> Place<'a> {
        Place {
            period: self.period.filter(|_| axes.period),
            about: self.about.filter(|_| axes.about),
            category: self.category.filter(|_| axes.category),
        }
    }

    /// The same, taking over from `other` what these axes say.
    fn with(self, other: Place<'a>, axes: Axes) -> Place<'a> {
        Place {
            period: if axes.period { other.period } else { self.period },
            about: if axes.about { other.about } else { self.about },
            category: if axes.category { other.category } else { self.category },
        }
    }
}

/// The observations that a term stands for, the best of each place, in the order in which they were written.
pub struct Candidates<'a> {
    pub figure: &'a Figure,
    pub found: Vec<(Place<'a>, usize)>,
    pub axes: Axes,
}

impl<'a> Candidates<'a> {
    /// Those of a figure that is about `whole`: all, or one.
    pub fn of(figure: &'a Figure, only: Option<usize>, whole: Option<EntityId>) -> Candidates<'a> {
        let mut at_place: HashMap<Place<'_>, usize> = HashMap::new();
        let mut found: Vec<(Place<'_>, usize)> = Vec::new();
        for (at, seen) in figure.observations.iter().enumerate().filter(|(at, _)| only.is_none_or(|only| only == *at)) {
            let place = Place::of(seen, whole);
            match at_place.get(&place) {
                Some(known) if figure.observations[found[*known].1].rank() >= seen.rank() => {}
                Some(known) => found[*known].1 = at,
                None => {
                    at_place.insert(place, found.len());
                    found.push((place, at));
                }
            }
        }
        let differ = |one: &dyn Fn(&Place<'_>) -> bool| found.iter().any(|(place, _)| !one(place));
        let first = found.first().map(|(place, _)| *place).unwrap_or_default();
        let axes = Axes {
            period: differ(&|place| place.period == first.period),
            about: differ(&|place| place.about == first.about),
            category: differ(&|place| place.category == first.category),
        };
        Candidates { figure, found, axes }
    }
}

/// Observations that belong together, one of each term.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub place: Place<'a>,
    /// Positions among the observations of each term's figure.
    pub picks: Vec<usize>,
}

/// Puts together what belongs together; `None` where there would be more combinations than anybody can mean.
///
/// What does not differ within a term holds for all of the others: one share for every year.
pub fn rows<'a>(terms: &[Candidates<'a>]) -> Option<Vec<Row<'a>>> {
    let mut rows = vec![Row { place: Place::default(), picks: Vec::new() }];
    let mut axes = Axes::default();
    for term in terms {
        let shared = Axes {
            period: axes.period && term.axes.period,
            about: axes.about && term.axes.about,
            category: axes.category && term.axes.category,
        };
        let mut by_place: HashMap<Place<'_>, Vec<(Place<'a>, usize)>> = HashMap::new();
        for (place, at) in &term.found {
            by_place.entry(place.along(shared)).or_default().push((*place, *at));
        }
        let mut joined = Vec::new();
        for row in &rows {
            for (place, at) in by_place.get(&row.place.along(shared)).into_iter().flatten() {
                if joined.len() == MOST_ROWS {
                    return None;
                }
                let picks = row.picks.iter().copied().chain([*at]).collect();
                joined.push(Row { place: row.place.with(*place, term.axes), picks });
            }
        }
        rows = joined;
        axes = Axes {
            period: axes.period || term.axes.period,
            about: axes.about || term.axes.about,
            category: axes.category || term.axes.category,
        };
    }
    let agreed = agreed(terms);
    let fixed = Axes { period: !axes.period, about: !axes.about, category: !axes.category };
    rows.iter_mut().for_each(|row| row.place = row.place.with(agreed, fixed));
    Some(rows)
}

/// What the terms say of each dimension, where those that say something say the same.
fn agreed<'a>(terms: &[Candidates<'a>]) -> Place<'a> {
    let firsts = || terms.iter().filter_map(|term| term.found.first()).map(|(place, _)| *place);
    Place {
        period: only(firsts().filter_map(|place| place.period)),
        about: only(firsts().filter_map(|place| place.about)),
        category: only(firsts().filter_map(|place| place.category)),
    }
}

/// What all of these are, if they are the same.
fn only<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

//! Figures derived from others by a formula, observation by observation.

mod plan;

use std::collections::{BTreeSet, HashMap};

use super::super::identifier;
use super::super::language::DEFAULT;
use super::super::value::Pair;
use super::super::{EntityId, Site};
use super::beside::{Derived, beside_stated, whole};
use super::digits::{Rounding, decimals, rounded};
use super::matching::{self, Candidates, Row};
use super::quantity::{Fault, Quantity, Unit};
use super::{Break, Figure, Observation, Provenance, Qualifier, Reading, Status};
use crate::diag::{Code, Report, Span, nearest};
use plan::{Plan, Term};

/// How a figure is derived, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    pub formula: Box<str>,
    pub span: Span,
    /// The words of the formula, and the figures or observations that they stand for.
    pub terms: Vec<Pair>,
}

/// Adds what is derived to the figures' observations. `all` are the figures' ids in order.
pub fn derive(figures: &mut HashMap<EntityId, Figure>, all: &[EntityId], site: &Site, report: &mut Report) {
    let plan::Plans { plans, mut broken } = plan::plans(figures, all, site, report);
    for (id, plan) in &plans {
        if plan.terms.iter().any(|term| broken.contains(&term.figure)) {
            broken.insert(*id);
            continue;
        }
        let Some((figure, derivation)) = figures.get(id).and_then(|figure| Some((figure, figure.derivation.as_ref()?))) else { continue };
        let worker = Worker { figures, site, figure, derivation, plan };
        match worker.results(report) {
            Some(results) => {
                let (added, recomputed) = beside_stated(figure, results, site);
                if let Some(figure) = figures.get_mut(id) {
                    figure.observations.extend(added);
                    figure.recomputed = recomputed;
                }
            }
            None => {
                broken.insert(*id);
            }
        }
    }
}

/// Why a formula gives nothing.
enum Problem {
    Fault(Fault),
    /// The result is of the unit at this position, and the figure of another.
    OtherUnit(u16),
}

/// Works out one figure.
struct Worker<'a> {
    figures: &'a HashMap<EntityId, Figure>,
    site: &'a Site,
    figure: &'a Figure,
    derivation: &'a Derivation,
    plan: &'a Plan,
}

impl<'a> Worker<'a> {
    /// What the formula gives for each combination of observations; `None` where it cannot be worked out, which has been reported.
    fn results(&self, report: &mut Report) -> Option<Vec<Derived>> {
        let terms: Option<Vec<Candidates<'_>>> = self.plan.terms.iter().map(|term| self.candidates(term, report)).collect();
        let terms = terms?;
        let Some(rows) = matching::rows(&terms) else {
            let message = format!("the terms can be combined in more than {} ways", matching::MOST_ROWS);
            let help =
                "let each term name one observation, as in \"figure#observation\", or give all terms the same periods and categories";
            report.say(self.derivation.span, Code::BrokenFormula, message).help(help);
            return None;
        };
        if rows.is_empty() && terms.iter().all(|term| !term.found.is_empty()) {
            self.unmatched(report);
            return None;
        }
        let units = Units::of(&terms, self.figure);
        let mut results = Vec::with_capacity(rows.len());
        for row in rows {
            match self.result(&row, &terms, &units) {
                Ok(derived) => results.push(derived),
                Err(problem) => {
                    self.faulty(problem, &row, (&terms, &units), report);
                    return None;
                }
            }
        }
        Some(results)
    }

    /// The observations that a term stands for.
    fn candidates(&self, term: &Term, report: &mut Report) -> Option<Candidates<'a>> {
        let figure = self.figures.get(&term.figure)?;
        let only = match &term.observation {
            None => None,
            Some(id) => match figure.find(id) {
                Some(at) => Some(at),
                None => {
                    let message = format!("`{}` has no observation `{id}`", self.site.entity(term.figure).id);
                    let known = || figure.observations.iter().filter_map(|seen| seen.id.as_deref());
                    let help = match nearest(id, known()) {
                        Some(near) => format!("did you mean `{near}`?"),
                        None if known().next().is_none() => "give the observation an `id`, or leave out the # and what follows".to_owned(),
                        None => format!("its observations are {}", known().take(MOST_NAMED).collect::<Vec<_>>().join(", ")),
                    };
                    report.say(term.span, Code::UnknownTerm, message).help(help);
                    return None;
                }
            },
        };
        Some(Candidates::of(figure, only, whole(term.figure, self.site)))
    }

    fn result(&self, row: &Row<'_>, terms: &[Candidates<'_>], units: &Units) -> Result<Derived, Problem> {
        let picked = || row.picks.iter().zip(terms).map(|(at, term)| (&term.figure.observations[*at], term));
        let values: Option<Vec<Quantity>> =
            picked().zip(&units.of_terms).map(|((seen, term), unit)| Quantity::of(seen, term.figure.scale.factor(), *unit)).collect();
        let result = values.and_then(|values| self.plan.formula.result(&values));
        if let Some(fault) = result.and_then(|result| result.fault) {
            return Err(Problem::Fault(fault));
        }
        if let Some(unit) = result.and_then(|result| units.clash(result.unit)) {
            return Err(Problem::OtherUnit(unit));
        }
        let scaled = result.map(|result| result / Quantity::point(self.figure.scale.factor()));
        let (reading, qualifier) = scaled.map_or((Reading::NotReported, Qualifier::Exact), |scaled| scaled.reading());
        let possible = scaled.map_or((f64::NEG_INFINITY, f64::INFINITY), |scaled| (scaled.possible.low, scaled.possible.high));
        let reading = tidy(reading, qualifier, self.decimals(row, terms, units));
        let sources = picked().map(|(_, term)| term.figure.entity).zip(row.picks.iter().copied()).collect();
        let mut observation = Observation::worked_out(reading, Provenance::Derived(sources), self.derivation.span);
        observation.qualifier = qualifier;
        if scaled.is_some_and(|scaled| scaled.is_rough_bound()) {
            observation.status = Status::Estimated;
        }
        for (seen, _) in picked() {
            observation.status = observation.status.max(seen.status);
            add(&mut observation.sources, &seen.sources);
            add(&mut observation.origin, &seen.origin);
            if seen.breaks == Break::Before {
                observation.breaks = Break::Before;
            }
        }
        let mut bases = picked().filter_map(|(seen, _)| seen.basis);
        observation.basis = bases.next().filter(|first| bases.all(|basis| basis == *first));
        let categories = || picked().filter_map(|(seen, _)| seen.category.as_ref());
        observation.category = categories().find(|category| row.place.category == Some(&**category.read_in(DEFAULT).1)).cloned();
        observation.period = row.place.period;
        observation.about = row.place.about.filter(|about| Some(*about) != whole(self.figure.entity, self.site));
        Ok(Derived { observation, possible })
    }

    /// As many digits behind the point as the terms have; those of a share count only among shares.
    fn decimals(&self, row: &Row<'_>, terms: &[Candidates<'_>], units: &Units) -> i32 {
        let of = move |shares: bool| {
            let picked = row.picks.iter().zip(terms).zip(&units.is_share).filter(move |(_, is_share)| **is_share == shares);
            picked.map(|((at, term), _)| {
                let is_rounder = term.figure.scale.factor() > self.figure.scale.factor();
                match term.figure.observations[*at].reading {
                    _ if is_rounder => 0,
                    Reading::Value(value) => decimals(value),
                    Reading::Range { min, max } => [min, max].into_iter().flatten().map(decimals).max().unwrap_or(0),
                    Reading::NotReported | Reading::Nothing => 0,
                }
            })
        };
        of(false).max().or_else(|| of(true).max()).unwrap_or(0)
    }

    fn unmatched(&self, report: &mut Report) {
        let names: Vec<String> = self.plan.terms.iter().map(|term| format!("`{}`", term.word)).collect();
        let message = format!("{} have no period, place or category in common", names.join(" and "));
        let help = "give them observations of the same periods and categories, or name one observation of each: \"figure#observation\"";
        report.say(self.derivation.span, Code::UnmatchedTerms, message).help(help);
    }

    fn faulty(&self, problem: Problem, row: &Row<'_>, (terms, units): (&[Candidates<'_>], &Units), report: &mut Report) {
        let span = self.derivation.span;
        match problem {
            Problem::Fault(Fault::DivisionByZero) => {
                let found = report.say(span, Code::BrokenFormula, "the formula divides by zero");
                for (at, term) in row.picks.iter().zip(terms) {
                    let seen = &term.figure.observations[*at];
                    if seen.reading == Reading::Value(0.0) {
                        found.label(seen.span, "this is 0");
                    }
                }
                found.help("divide by another term, or write value = \"not-reported\" where nothing was counted");
            }
            Problem::Fault(Fault::MixedUnits(one, other)) => {
                let message = format!("the formula adds {} to {}", units.word(other), units.word(one));
                report.say(span, Code::MixedUnits, message).help("multiply or divide one of them first, so that both are of one unit");
            }
            Problem::OtherUnit(unit) => {
                let message = format!("the formula gives {}, and the figure's unit is {}", units.word(unit), units.word(units.own));
                report.say(span, Code::MixedUnits, message).help("mend the formula, or the figure's `unit`");
            }
        }
    }
}

/// This many observations are named where one is not found.
const MOST_NAMED: usize = 10;

fn add(all: &mut Vec<EntityId>, more: &[EntityId]) {
    for one in more {
        if !all.contains(one) {
            all.push(*one);
        }
    }
}

/// A result in digits that mean something; a bound stays on its side.
fn tidy(reading: Reading, qualifier: Qualifier, decimals: i32) -> Reading {
    match reading {
        Reading::Value(value) => {
            let rounding = match qualifier {
                Qualifier::MoreThan | Qualifier::AtLeast => Rounding::Down,
                Qualifier::LessThan | Qualifier::AtMost => Rounding::Up,
                Qualifier::Exact | Qualifier::About | Qualifier::Almost => Rounding::Nearest,
            };
            Reading::Value(rounded(value, decimals, rounding))
        }
        Reading::Range { min, max } => Reading::Range {
            min: min.map(|min| rounded(min, decimals, Rounding::Down)),
            max: max.map(|max| rounded(max, decimals, Rounding::Up)),
        },
        other => other,
    }
}

/// The units of the terms and of the figure itself.
struct Units {
    words: Vec<Box<str>>,
    of_terms: Vec<Unit>,
    is_share: Vec<bool>,
    /// The position of the figure's own unit among the words.
    own: u16,
    own_unit: Unit,
}

impl Units {
    fn of(terms: &[Candidates<'_>], figure: &Figure) -> Units {
        let word = |figure: &Figure| figure.unit.as_ref().map_or("things".into(), |unit| unit.read_in(DEFAULT).1.clone());
        let mut words: Vec<Box<str>> = Vec::new();
        let mut place = |word: Box<str>| {
            let at = words.iter().position(|known| *known == word).unwrap_or_else(|| {
                words.push(word.clone());
                words.len() - 1
            }) as u16;
            (at, if is_measure(&word) { Unit::Measured(at) } else { Unit::Counted(at) })
        };
        let of_terms: Vec<Unit> = terms.iter().map(|term| place(word(term.figure)).1).collect();
        let (own, own_unit) = place(word(figure));
        let is_share = terms.iter().map(|term| &*word(term.figure) == "percent").collect();
        Units { words, of_terms, is_share, own, own_unit }
    }

    /// Is a result of another unit than the figure's? Of products nobody can tell.
    fn clash(&self, result: Unit) -> Option<u16> {
        match (result, self.own_unit) {
            (Unit::Measured(one), Unit::Measured(own) | Unit::Counted(own)) if one != own => Some(one),
            (Unit::Counted(one), Unit::Measured(_)) => Some(one),
            _ => None,
        }
    }

    fn word(&self, at: u16) -> &str {
        self.words.get(usize::from(at)).map_or("", |word| word)
    }
}

/// A unit of which other units are not a part: per cent, an index, money.
fn is_measure(word: &str) -> bool {
    matches!(word, "percent" | "index") || identifier::is_currency(word)
}

/// Figures that cannot be worked out, by whatever has been reported.
type Broken = BTreeSet<EntityId>;

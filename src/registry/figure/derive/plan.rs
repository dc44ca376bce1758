//! What each derived figure is made of, and in which order they are worked out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::super::Figure;
use super::super::formula::Formula;
use super::{Broken, Derivation};
use crate::diag::{Code, Report, Span, nearest};
use crate::registry::kind::{KindId, Kinds, Nature, Targets};
use crate::registry::names::Resolved;
use crate::registry::value::Pair;
use crate::registry::{EntityId, Site};

/// A formula that can be read, with its terms in the order of its words.
pub struct Plan {
    pub formula: Formula,
    pub terms: Vec<Term>,
}

/// What a word of a formula stands for.
pub struct Term {
    pub word: Box<str>,
    pub figure: EntityId,
    /// The id of one of its observations.
    pub observation: Option<Box<str>>,
    pub span: Span,
}

/// The derived figures, each after those that it is derived from, and those of which nothing can be known.
pub struct Plans {
    pub plans: Vec<(EntityId, Plan)>,
    pub broken: Broken,
}

/// Reads the formulas of all figures.
pub fn plans(figures: &HashMap<EntityId, Figure>, all: &[EntityId], site: &Site, report: &mut Report) -> Plans {
    let mut broken = Broken::new();
    let mut plans: BTreeMap<EntityId, Plan> = BTreeMap::new();
    for id in all {
        let Some(figure) = figures.get(id) else { continue };
        if figure.computation.is_some() && figure.tally.is_none() {
            broken.insert(*id);
        }
        let Some(derivation) = &figure.derivation else { continue };
        match plan(derivation, site, report) {
            Some(plan) => drop(plans.insert(*id, plan)),
            None => drop(broken.insert(*id)),
        }
    }
    let order = order(&plans);
    let ordered: BTreeSet<EntityId> = order.iter().copied().collect();
    let mut circular: BTreeSet<EntityId> = plans.keys().copied().collect();
    circular.retain(|id| !ordered.contains(id));
    circles(&plans, &circular, site, report);
    broken.extend(&circular);
    let in_order = order.into_iter().filter_map(|id| Some((id, plans.remove(&id)?)));
    Plans { plans: in_order.collect(), broken }
}

fn plan(derivation: &Derivation, site: &Site, report: &mut Report) -> Option<Plan> {
    let formula = match Formula::parse(&derivation.formula) {
        Ok(formula) => formula,
        Err((message, part, help)) => {
            let span = within(derivation, part);
            report.say(span, Code::BrokenFormula, message).help(help);
            return None;
        }
    };
    let targets = Targets::Only(figure_kinds(&site.kinds));
    let mut terms = Vec::with_capacity(formula.words.len());
    for word in &formula.words {
        match derivation.terms.iter().find(|pair| pair.name == *word) {
            Some(pair) => terms.push(term(word, pair, &targets, (site, report))),
            None => {
                unknown_word(word, derivation, report);
                terms.push(None);
            }
        }
    }
    let terms: Option<Vec<Term>> = terms.into_iter().collect();
    terms.map(|terms| Plan { formula, terms })
}

/// Reports a word that stands for nothing.
fn unknown_word(word: &str, derivation: &Derivation, report: &mut Report) {
    let known = || derivation.terms.iter().map(|pair| &*pair.name);
    let help = match nearest(word, known()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("say which figure it stands for: terms = {{ {word} = \"…\" }}"),
    };
    let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut parts = derivation.formula.split(|letter: char| !is_of_word(letter));
    let span = within(derivation, parts.find(|part| *part == word).unwrap_or(&derivation.formula));
    report.say(span, Code::UnknownTerm, format!("`{word}` is no term of this formula")).help(help).slip(span, word, known());
}

/// The place of a part of the formula; the whole formula where its letters cannot be counted in the file.
fn within(derivation: &Derivation, part: &str) -> Span {
    let Some(inside) = derivation.span.inside(&derivation.formula) else { return derivation.span };
    let start = inside.start as usize + (part.as_ptr() as usize).saturating_sub(derivation.formula.as_ptr() as usize);
    if start + part.len() > inside.end as usize { derivation.span } else { Span::new(inside.file, start..start + part.len()) }
}

fn term(word: &str, pair: &Pair, targets: &Targets, (site, report): (&Site, &mut Report)) -> Option<Term> {
    let (name, observation) = pair.to.split_once('#').map_or((&*pair.to, None), |(name, id)| (name, Some(id)));
    let figure = match site.names.resolve(&site.kinds, name, targets) {
        Resolved::One(figure) => figure,
        // A draft is none yet, and what cannot be read has been reported.
        Resolved::Hidden | Resolved::Faulty => return None,
        Resolved::Several(several) => {
            let names: Vec<String> = several.iter().map(|entity| format!("`{}`", site.entity(*entity).name)).collect();
            let message = format!("`{name}` could be several things");
            report.say(pair.span, Code::AmbiguousMention, message).help(format!("write {}", names.join(" or ")));
            return None;
        }
        Resolved::OtherKind(_) | Resolved::Nothing => {
            let near = site.names.nearest(name, targets).map(|near| format!("did you mean `{near}`?"));
            let certain = near.as_ref().and_then(|_| site.names.certain(name, &site.kinds, targets));
            let found = report.say(pair.span, Code::UnknownTerm, format!("no figure is called `{name}`"));
            found.help(near.unwrap_or_else(|| "name the figure by its id, which is the name of its file".into()));
            if let Some((inside, meant)) = pair.span.inside(&pair.to).zip(certain) {
                let start = inside.start as usize;
                found.fix(Span::new(inside.file, start..start + name.len()), meant);
            }
            return None;
        }
    };
    Some(Term { word: word.into(), figure, observation: observation.map(Into::into), span: pair.span })
}

fn figure_kinds(kinds: &Kinds) -> Vec<KindId> {
    kinds.all().filter(|(_, kind)| kind.nature == Nature::Figure).map(|(id, _)| id).collect()
}

/// The derived figures that stand in no circle and behind none, each after those that it is derived from.
fn order(plans: &BTreeMap<EntityId, Plan>) -> Vec<EntityId> {
    let needs = |plan: &Plan| plan.terms.iter().map(|term| term.figure).filter(|id| plans.contains_key(id)).collect::<BTreeSet<_>>();
    let mut missing: HashMap<EntityId, usize> = HashMap::new();
    let mut needed_by: HashMap<EntityId, Vec<EntityId>> = HashMap::new();
    let mut ready: BTreeSet<EntityId> = BTreeSet::new();
    for (id, plan) in plans {
        let needs = needs(plan);
        missing.insert(*id, needs.len());
        if needs.is_empty() {
            ready.insert(*id);
        }
        needs.into_iter().for_each(|need| needed_by.entry(need).or_default().push(*id));
    }
    let mut order = Vec::new();
    while let Some(id) = ready.pop_first() {
        order.push(id);
        for next in needed_by.get(&id).into_iter().flatten() {
            let Some(left) = missing.get_mut(next) else { continue };
            *left -= 1;
            if *left == 0 {
                ready.insert(*next);
            }
        }
    }
    order
}

/// Reports each circle once.
fn circles(plans: &BTreeMap<EntityId, Plan>, circular: &BTreeSet<EntityId>, site: &Site, report: &mut Report) {
    let next = |id: &EntityId| plans.get(id).and_then(|plan| plan.terms.iter().find(|term| circular.contains(&term.figure)));
    let mut seen: BTreeSet<EntityId> = BTreeSet::new();
    for start in circular {
        let mut path: Vec<EntityId> = Vec::new();
        let mut at = *start;
        while seen.insert(at) {
            path.push(at);
            let Some(term) = next(&at) else { break };
            at = term.figure;
        }
        // The way leads to where this circle closes, or into one that was reported.
        let Some(from) = path.iter().position(|id| *id == at) else { continue };
        let Some((first, rest)) = path[from..].split_first() else { continue };
        let Some(term) = next(first) else { continue };
        let name = |id: &EntityId| format!("`{}`", site.entity(*id).id);
        let message = if rest.is_empty() {
            format!("{} is derived from itself", name(first))
        } else {
            format!("{} is derived from {}, and so from itself", name(first), rest.iter().map(name).collect::<Vec<_>>().join(", from "))
        };
        let found = report.say(term.span, Code::CircularDerivation, message);
        for id in rest {
            if let Some(term) = next(id) {
                found.label(term.span, format!("{} is derived from {}", name(id), name(&term.figure)));
            }
        }
        found.help("state one of them, with its source, instead of deriving it");
    }
}

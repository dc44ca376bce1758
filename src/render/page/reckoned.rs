//! How a figure was reckoned: what it was computed from, or the formula with its terms.

use serde::Serialize;
use tera::Value;

use crate::diag::FileId;
use crate::registry::EntityId;
use crate::registry::figure::Figure;
use crate::registry::figure::compute::{Computation, Take};
use crate::registry::figure::derive::Derivation;
use crate::registry::target::Target;
use crate::render::ask::{Way, Window};
use crate::render::card::in_language;
use crate::render::reading;
use crate::routes::Listed;

/// What a figure was computed from, as templates have it.
#[derive(Serialize)]
pub struct ComputedView {
    /// "The number of organisations that this site lists."
    words: String,
    lists: Vec<ListView>,
    /// The query as it would be written in a text.
    query: String,
    things: usize,
    silent: usize,
    /// What the computation gives where a source states another value.
    recomputed: Vec<RecomputedView>,
}

#[derive(Serialize)]
struct ListView {
    title: String,
    url: String,
}

/// A formula with what its words stand for.
#[derive(Serialize)]
pub struct DerivedView {
    formula: String,
    terms: Vec<TermView>,
    /// What the formula gives where a source states another value.
    recomputed: Vec<RecomputedView>,
}

#[derive(Serialize)]
struct TermView {
    word: String,
    figure: Value,
    href: String,
    value: String,
}

#[derive(Serialize)]
struct RecomputedView {
    place: String,
    stated: String,
    derived: String,
}

/// More recomputed values than this are not compared one by one.
const MOST_COMPARED: usize = 20;

/// What a figure was computed from.
pub fn computed(window: &Window, figure: &Figure) -> Option<ComputedView> {
    let computation = figure.computation.as_ref()?;
    let kinds = computation.query.of.iter().map(|kind| {
        let address = window.address(Listed::List(*kind, 0), window.language);
        ListView { title: in_language(&window.kinds().kind(*kind).plural, window.language).to_owned(), url: window.link(&address) }
    });
    let lists: Vec<ListView> = kinds.collect();
    let titles: Vec<String> = lists.iter().map(|list| list.title.clone()).collect();
    let tally = figure.tally.unwrap_or_default();
    Some(ComputedView {
        words: words(window, computation, &window.formats().list(&titles)),
        query: window.written(&computation.query),
        lists,
        things: tally.things,
        silent: tally.silent,
        recomputed: recomputed(window, figure),
    })
}

/// The values that a source states, each beside what is worked out in its place.
fn recomputed(window: &Window, figure: &Figure) -> Vec<RecomputedView> {
    let found = figure.recomputed.iter().take(MOST_COMPARED).filter_map(|recomputed| {
        let stated = figure.observations.get(recomputed.stated)?;
        Some(RecomputedView {
            place: reading::place_in_words(window, stated),
            stated: reading::in_words(window, figure, stated),
            derived: reading::in_words(window, figure, &recomputed.derived),
        })
    });
    found.collect()
}

/// What a computation takes of what, in the page's language.
pub fn in_words(window: &Window, computation: &Computation) -> String {
    let of = computation.query.of.iter().map(|kind| in_language(&window.kinds().kind(*kind).plural, window.language).to_owned());
    let things = window.formats().list(&of.collect::<Vec<_>>());
    match computation.take {
        Take::Count => things,
        _ => format!("{} {things}", words(window, computation, &things)),
    }
}

fn words(window: &Window, computation: &Computation, things: &str) -> String {
    let key = match computation.take {
        Take::Count => "computed-count",
        Take::Sum => "computed-sum",
        Take::Mean => "computed-mean",
        Take::Min => "computed-min",
        Take::Max => "computed-max",
        Take::Share => "computed-share",
    };
    let field = computation.field.as_ref().map_or("", |(name, _)| &**name);
    let label = computation.query.of.first().and_then(|kind| window.kinds().find_field(*kind, field));
    let label = label.map_or(field, |field| in_language(&window.kinds().field(field).label, window.language));
    window.formats().strings().get(key, &[("things", things.into()), ("field", label.into())])
}

/// The formula of a figure, with its terms and their values.
pub fn derived(window: &Window, figure: &Figure) -> Option<DerivedView> {
    let Derivation { formula, terms, .. } = figure.derivation.as_ref()?;
    Some(DerivedView {
        formula: formula.to_string(),
        terms: terms.iter().filter_map(|pair| term(window, &pair.name, &pair.to)).collect(),
        recomputed: recomputed(window, figure),
    })
}

fn term(window: &Window, word: &str, to: &str) -> Option<TermView> {
    let Target::Entity(id, rest) = window.leads(Way::Mention, to, FileId(0)) else { return None };
    let figure = window.figure(id)?;
    let at = match &rest {
        Some(observation) => figure.find(observation),
        None => figure.headline(),
    };
    Some(TermView {
        word: word.to_owned(),
        figure: window.card(id).value.clone(),
        href: href(window, id, figure, at),
        value: at.map_or(String::new(), |at| reading::in_words(window, figure, &figure.observations[at])),
    })
}

fn href(window: &Window, id: EntityId, figure: &Figure, at: Option<usize>) -> String {
    let url = &window.card(id).url;
    at.map_or_else(|| url.to_string(), |at| format!("{url}#{}", reading::anchor(figure, at)))
}

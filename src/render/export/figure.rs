//! A figure's data: a tidy table with a row for each observation, and everything that is known of it in all languages.
//!
//! Ids and dates stand as they are written in content (`figure/share`, `2018~`), so that the files can be joined and read again; words
//! stand beside them. What was not reported has no value and says so in a column of its own.

use serde::Serialize;

use super::csv::Csv;
use super::json::{Exact, Texts, file};
use super::origin::Origin;
use crate::registry::EntityId;
use crate::registry::figure::{Break, Figure, Observation, Parts, Reading, Scale, Standing};
use crate::registry::language::LanguageId;
use crate::registry::value::{Text, Value};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::body::{Writer, html_words};
use crate::render::card::in_language;
use crate::render::reading::{anchor, basis_id, qualifier, status};
use crate::routes::Listed;

/// The columns of the table.
const COLUMNS: [&str; 26] = [
    "figure",
    "id",
    "about",
    "about_name",
    "category",
    "period",
    "value",
    "min",
    "max",
    "missing",
    "qualifier",
    "status",
    "basis",
    "break",
    "preferred",
    "unit",
    "scale",
    "source",
    "source_name",
    "origin",
    "said_by",
    "locator",
    "stated",
    "doubt",
    "note",
    "baseline",
];

/// Between several ids in one cell.
const BETWEEN: &str = "; ";

/// The observations of a figure as a table, in the words of the page's language.
pub fn table(window: &Window, id: EntityId) -> Vec<u8> {
    let all = |figure: &Figure| (0..figure.observations.len()).collect();
    let whole: Vec<_> = window.figure(id).map(|figure| (Some(id), figure, all(figure))).into_iter().collect();
    rows(window, &whole)
}

/// Some observations of some figures as one table; what was counted for a view alone is no figure with a name.
pub fn rows(window: &Window, figures: &[(Option<EntityId>, &Figure, Vec<usize>)]) -> Vec<u8> {
    let mut csv = Csv::new(&COLUMNS);
    for (id, figure, wanted) in figures {
        let whole = id.map_or(Vec::new(), |id| whole_sources(window, id));
        wanted.iter().for_each(|at| row(window, &mut csv, (*id, figure, &whole), &figure.observations[*at]));
    }
    csv.finish()
}

fn row(window: &Window, csv: &mut Csv, (id, figure, whole): (Option<EntityId>, &Figure, &[EntityId]), seen: &Observation) {
    let language = window.language;
    let sources = if seen.sources.is_empty() { whole } else { &seen.sources };
    csv.text(id.map_or("", |id| window.name(id)));
    csv.text(seen.id.as_deref().unwrap_or_default());
    csv.text(&names(window, seen.about.as_slice()));
    csv.text(seen.about.map_or("", |about| &window.card(about).title));
    csv.text(said(&seen.category, language));
    csv.text(&seen.period.map_or(String::new(), |period| period.to_string()));
    csv.number(value(seen));
    csv.number(seen.range.0);
    csv.number(seen.range.1);
    csv.text(missing(seen).unwrap_or_default());
    csv.text(qualifier(seen.qualifier).unwrap_or("exact"));
    csv.text(status(seen.status).unwrap_or("actual"));
    csv.text(seen.basis.map_or("", basis_id));
    csv.text(if seen.breaks == Break::Before { "true" } else { "" });
    csv.text(if seen.standing == Standing::Preferred { "true" } else { "" });
    csv.text(said(&figure.unit, language));
    csv.text(scale(figure.scale).unwrap_or_default());
    csv.text(&names(window, sources));
    csv.text(&sources.iter().map(|source| &*window.card(*source).title).collect::<Vec<_>>().join(BETWEEN));
    csv.text(&names(window, &seen.origin));
    csv.text(&names(window, seen.said_by.as_slice()));
    csv.text(said(&seen.locator, language));
    csv.text(said(&seen.stated, language));
    csv.text(said(&seen.doubt, language));
    csv.text(said(&seen.note, language));
    csv.text(said(&figure.baseline, language));
    csv.end_row();
}

/// A text for readers of a language, or nothing.
fn said(text: &Option<Text>, language: LanguageId) -> &str {
    text.as_ref().map_or("", |text| in_language(text, language))
}

#[derive(Serialize)]
struct FigureData {
    id: String,
    url: String,
    title: Texts,
    #[serde(skip_serializing_if = "Option::is_none")]
    definition: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<&'static str>,
    /// What a value is to be multiplied by.
    factor: Exact,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Texts>,
    parts: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_for_months: Option<u32>,
    about: Vec<Named>,
    sources: Vec<SourceData>,
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

#[derive(Serialize)]
struct SourceData {
    id: String,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    publisher: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    licence: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    attribution: String,
}

#[derive(Serialize)]
struct ObservationData {
    anchor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    about: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<&'static str>,
    qualifier: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    basis: Option<&'static str>,
    #[serde(rename = "break", skip_serializing_if = "is_false")]
    breaks: bool,
    #[serde(skip_serializing_if = "is_false")]
    preferred: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    origin: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stated: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<Texts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Texts>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Everything that is known of a figure, in all languages.
pub fn data(window: &Window, id: EntityId) -> Vec<u8> {
    let Some(figure) = window.figure(id) else { return Vec::new() };
    let texts = |text: &Option<Text>| text.as_ref().map(|text| Texts::of(window, text));
    let address = window.address(Listed::Entity(id), window.language);
    let head = FigureData {
        id: window.name(id).to_string(),
        url: window.absolute(&address).unwrap_or_else(|| window.link(&address)),
        title: Texts::of(window, &window.thing(id).title),
        definition: definition(window, id),
        unit: texts(&figure.unit),
        scale: scale(figure.scale),
        factor: Exact(figure.scale.factor()),
        baseline: texts(&figure.baseline),
        parts: match figure.parts {
            Parts::Open => "open",
            Parts::Complete => "complete",
            Parts::Overlapping => "overlapping",
        },
        valid_for_months: figure.valid_for,
        about: about(window, id, figure),
        sources: sources(window, id).into_iter().map(|source| source_data(window, source)).collect(),
    };
    let whole = whole_sources(window, id);
    let records = (0..figure.observations.len()).map(|at| observation(window, figure, at, &whole));
    file(("figure", &head), ("observations", records))
}

fn observation(window: &Window, figure: &Figure, at: usize, whole: &[EntityId]) -> ObservationData {
    let seen = &figure.observations[at];
    let texts = |text: &Option<Text>| text.as_ref().map(|text| Texts::of(window, text));
    let name = |id: EntityId| window.name(id).to_string();
    let sources = if seen.sources.is_empty() { whole } else { &seen.sources };
    ObservationData {
        anchor: anchor(figure, at),
        id: seen.id.as_deref().map(str::to_owned),
        about: seen.about.map(name),
        category: texts(&seen.category),
        period: seen.period.map(|period| period.to_string()),
        value: value(seen).map(Exact),
        min: seen.range.0.map(Exact),
        max: seen.range.1.map(Exact),
        missing: missing(seen),
        qualifier: qualifier(seen.qualifier).unwrap_or("exact"),
        status: status(seen.status).unwrap_or("actual"),
        basis: seen.basis.map(basis_id),
        breaks: seen.breaks == Break::Before,
        preferred: seen.standing == Standing::Preferred,
        sources: sources.iter().copied().map(name).collect(),
        origin: seen.origin.iter().copied().map(name).collect(),
        said_by: seen.said_by.map(name),
        locator: texts(&seen.locator),
        stated: texts(&seen.stated),
        doubt: texts(&seen.doubt),
        note: texts(&seen.note),
    }
}

/// The sources of a figure, each once: those of the whole, then those of its observations as they come.
pub fn sources(window: &Window, id: EntityId) -> Vec<EntityId> {
    let mut known = std::collections::BTreeSet::new();
    let whole = whole_sources(window, id);
    let each = window.figure(id).into_iter().flat_map(|figure| figure.observations.iter().flat_map(|seen| seen.sources.iter().copied()));
    each.chain(whole).filter(|source| known.insert(*source)).collect()
}

/// The sources that a figure names for all of its observations.
pub fn whole_sources(window: &Window, id: EntityId) -> Vec<EntityId> {
    let field = window.kinds().kind(window.kind_of(id)).roles.sources;
    field.map(|field| window.ends(id, field)).unwrap_or_default()
}

/// What is counted, in plain words of each language.
pub fn definition(window: &Window, id: EntityId) -> Option<Texts> {
    let field = window.kinds().find_field(window.kind_of(id), "definition")?;
    let Value::Markdown(body) = &window.fact(id, field)?.value else { return None };
    let words = |body| html_words(&Writer::new(window, &mut Apparatus::default()).body(body));
    Some(Texts::by_tag(body.versions().map(|(language, body)| (window.tag(language).to_owned(), words(body)))))
}

/// What the figure and its observations are about.
fn about(window: &Window, id: EntityId, figure: &Figure) -> Vec<Named> {
    let field = window.kinds().find_field(window.kind_of(id), "about");
    let mut things = field.map(|field| window.ends(id, field)).unwrap_or_default();
    let mut known: std::collections::BTreeSet<EntityId> = things.iter().copied().collect();
    things.extend(figure.observations.iter().filter_map(|seen| seen.about).filter(|about| known.insert(*about)));
    let named = |thing: &EntityId| Named { id: window.name(*thing).to_string(), name: window.card(*thing).title.to_string() };
    things.iter().map(named).collect()
}

fn source_data(window: &Window, source: EntityId) -> SourceData {
    let Origin { name, title, publisher, date, url, licence, attribution } = Origin::of(window, source);
    SourceData { id: name, title, publisher, date: date.map(|date| date.to_string()), url, licence, attribution }
}

fn names(window: &Window, things: &[EntityId]) -> String {
    things.iter().map(|thing| &**window.name(*thing)).collect::<Vec<_>>().join(BETWEEN)
}

fn value(seen: &Observation) -> Option<f64> {
    match seen.reading {
        Reading::Value(value) => Some(value),
        _ => None,
    }
}

fn missing(seen: &Observation) -> Option<&'static str> {
    match seen.reading {
        Reading::NotReported => Some("not-reported"),
        Reading::Nothing => Some("not-given"),
        Reading::Value(_) | Reading::Range { .. } => None,
    }
}

fn scale(scale: Scale) -> Option<&'static str> {
    match scale {
        Scale::Ones => None,
        Scale::Thousands => Some("thousand"),
        Scale::Millions => Some("million"),
        Scale::Billions => Some("billion"),
    }
}

//! A figure's observations as they are shown: in a text, in large, and in full on the figure's own page.

use serde::Serialize;
use tera::Value;

use super::apparatus::{Apparatus, Mark};
use super::ask::Window;
use super::body::{citation, link};
use super::card::in_language;
use super::format::{Amount, ReadingWords};
use super::html::Html;
use crate::registry::EntityId;
use crate::registry::figure::{Basis, Dating, Figure, Observation, Provenance, Qualifier, Reading, Scale, Standing, Status};
use crate::registry::value::Text;
use crate::syntax::date::Period;
use crate::syntax::markdown::escape;

/// One observation as templates have it.
#[derive(Serialize)]
pub struct ReadingView {
    figure: Value,
    value_html: Html,
    number: String,
    qualifier: String,
    unit: String,
    /// What an index is compared with.
    baseline: String,
    status: String,
    period: String,
    about: Option<Value>,
    category: String,
    basis: String,
    said_by_html: Html,
    stated: String,
    locator: String,
    doubt: String,
    note: String,
    preferred: bool,
    /// How it came to be, where no source states it.
    provenance: String,
    anchor: String,
    sources: Vec<Mark>,
    origin: Vec<Origin>,
    /// How many more observations the figure has, where only some are shown.
    pub further: usize,
    /// Its course up to here, where it stands for a series.
    pub sparkline_html: Html,
}

#[derive(Serialize)]
struct Origin {
    title: String,
    href: String,
}

/// A figure's value in running text: the value in words, linked to where it comes from, with its sources' numbers.
pub fn in_text(window: &Window, apparatus: &mut Apparatus, id: EntityId, observation: Option<&str>, words: Option<&str>) -> String {
    let Some(figure) = window.figure(id) else { return String::new() };
    let at = match observation {
        Some(wanted) => figure.find(wanted),
        None => figure.headline(),
    };
    let Some(at) = at else { return link(window, id, None, words) };
    let seen = &figure.observations[at];
    let mut out = String::from("<a class=\"mention reading\" href=\"");
    escape(&window.card(id).url, &mut out);
    out.push('#');
    escape(&anchor(figure, at), &mut out);
    out.push_str("\">");
    let said = match words {
        Some(words) => words.to_owned(),
        None => {
            let mut said = String::new();
            escape(&in_words(window, figure, seen), &mut said);
            // Of several the mention names none: readers must see which one stands for them.
            if let Some(one) = observation.is_none().then(|| which(window, figure, seen)).flatten() {
                said.push_str(" (");
                escape(&one, &mut said);
                said.push(')');
            }
            said
        }
    };
    match seen.reading {
        Reading::Value(number) => out.push_str(&format!("<data value=\"{}\">{said}</data>", number * figure.scale.factor())),
        _ => out.push_str(&said),
    }
    out.push_str("</a>");
    if seen.doubt.is_some() {
        out.push_str(" <span class=\"doubted\">");
        escape(&window.formats().strings().get("doubted", &[]), &mut out);
        out.push_str("</span>");
    }
    for source in &seen.sources {
        out.push_str(&citation(window, apparatus, *source));
    }
    out
}

/// The sources of what a mention of a figure says.
pub fn sources_of<'w>(window: &'w Window, id: EntityId, observation: Option<&str>) -> &'w [EntityId] {
    let seen = window.figure(id).and_then(|figure| {
        let at = observation.map_or_else(|| figure.headline(), |wanted| figure.find(wanted))?;
        figure.observations.get(at)
    });
    seen.map_or(&[], |seen| &seen.sources)
}

/// What tells an observation from the others of its figure, but for when: its category or its thing, where these differ.
fn which(window: &Window, figure: &Figure, seen: &Observation) -> Option<String> {
    let others = || figure.observations.iter();
    let category = seen.category.as_ref().filter(|category| others().any(|other| other.category.as_ref() != Some(*category)));
    let about = seen.about.filter(|about| others().any(|other| other.about != Some(*about)));
    let named = [
        about.map(|about| window.card(about).title.to_string()),
        category.map(|category| in_language(category, window.language).to_owned()),
    ];
    let named: Vec<String> = named.into_iter().flatten().collect();
    (!named.is_empty()).then(|| named.join(", "))
}

/// The observations that an embed shows: the named one, or all while they are few, else the one that stands for the figure.
pub fn readings(window: &Window, apparatus: &mut Apparatus, id: EntityId, observation: Option<&str>) -> Vec<ReadingView> {
    let Some(figure) = window.figure(id) else { return Vec::new() };
    let shown: Vec<usize> = match observation {
        Some(wanted) => figure.find(wanted).into_iter().collect(),
        None if figure.observations.len() <= MOST_AT_ONCE => (0..figure.observations.len()).collect(),
        None => figure.headline().into_iter().collect(),
    };
    let further = if observation.is_some() { 0 } else { figure.observations.len() - shown.len() };
    let mut readings: Vec<ReadingView> = shown.into_iter().map(|at| of(window, apparatus, figure, at)).collect();
    if let Some(last) = readings.last_mut() {
        last.further = further;
    }
    readings
}

/// A figure with more observations than this is embedded as the one that stands for it.
const MOST_AT_ONCE: usize = 12;

/// The observations of a figure that a table in a text shows: those named, while they are not too many.
pub fn rows(window: &Window, apparatus: &mut Apparatus, figure: &Figure, wanted: &[usize]) -> Vec<ReadingView> {
    let mut rows: Vec<ReadingView> = wanted.iter().take(MOST_IN_A_TEXT).map(|at| of(window, apparatus, figure, *at)).collect();
    if let Some(last) = rows.last_mut() {
        last.further = wanted.len().saturating_sub(MOST_IN_A_TEXT);
    }
    rows
}

/// A table in a text has no more rows than this; the figure's page and its downloads have more.
const MOST_IN_A_TEXT: usize = 200;

/// One observation as templates have it.
pub fn of(window: &Window, apparatus: &mut Apparatus, figure: &Figure, at: usize) -> ReadingView {
    let seen = &figure.observations[at];
    let formats = window.formats();
    let text = |text: &Option<Text>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
    let mut value_html = String::new();
    escape(&in_words(window, figure, seen), &mut value_html);
    if let Reading::Value(number) = seen.reading {
        value_html = format!("<data value=\"{}\">{value_html}</data>", number * figure.scale.factor());
    }
    ReadingView {
        figure: window.card(figure.entity).value.clone(),
        value_html: value_html.into(),
        number: match seen.reading {
            Reading::Value(number) => formats.number(number),
            _ => String::new(),
        },
        qualifier: qualifier(seen.qualifier).unwrap_or_default().to_owned(),
        unit: unit(window, figure),
        baseline: text(&figure.baseline),
        status: status(seen.status).map(|status| label(window, figure.entity, "status", status)).unwrap_or_default(),
        period: period(seen).map(|period| formats.period(&period)).unwrap_or_default(),
        about: seen.about.map(|about| window.card(about).value.clone()),
        category: text(&seen.category),
        basis: seen.basis.map(|basis| basis_in_words(window, figure, basis)).unwrap_or_default(),
        said_by_html: seen.said_by.map(|person| link(window, person, None, None).into()).unwrap_or_default(),
        stated: text(&seen.stated),
        locator: text(&seen.locator),
        doubt: text(&seen.doubt),
        note: text(&seen.note),
        preferred: seen.standing == Standing::Preferred,
        provenance: match seen.provenance {
            Provenance::Stated => String::new(),
            Provenance::Computed(_) => formats.strings().get("computed-here", &[]),
            Provenance::Derived(_) => formats.strings().get("derived-here", &[]),
        },
        anchor: anchor(figure, at),
        sources: seen.sources.iter().map(|source| apparatus.cite(*source, window)).collect(),
        origin: seen.origin.iter().map(|source| origin(window, *source)).collect(),
        further: 0,
        sparkline_html: Html::default(),
    }
}

/// When, as far as an observation speaks of it at all.
fn period(seen: &Observation) -> Option<Period> {
    seen.period.or((seen.dating == Dating::Unspecified).then_some(Period::UNSPECIFIED))
}

fn origin(window: &Window, source: EntityId) -> Origin {
    let card = window.card(source);
    Origin { title: card.title.to_string(), href: card.url.to_string() }
}

/// The anchor of an observation on its figure's page.
pub fn anchor(figure: &Figure, at: usize) -> String {
    match &figure.observations[at].id {
        Some(id) => format!("observation_{id}"),
        None => format!("observation_{}", at + 1),
    }
}

/// An observation's value with qualifier, unit and status in words; an index says what it is compared with.
pub fn in_words(window: &Window, figure: &Figure, seen: &Observation) -> String {
    let one = figure.unit_one.as_ref().filter(|_| seen.reading == Reading::Value(1.0) && figure.scale == Scale::Ones);
    let unit = one.map_or_else(|| unit(window, figure), |one| in_language(one, window.language).to_owned());
    let amount = match seen.reading {
        Reading::Value(number) => Amount::Exactly(number),
        Reading::Range { min, max } => Amount::Between { min, max },
        Reading::NotReported | Reading::Nothing => Amount::NotReported,
    };
    let words = ReadingWords {
        amount,
        unit: Some(&*unit).filter(|unit| !unit.is_empty()),
        scale: figure.scale,
        qualifier: qualifier(seen.qualifier),
        status: status(seen.status),
    };
    let said = window.formats().reading(&words);
    match &figure.baseline {
        Some(baseline) if !matches!(seen.reading, Reading::NotReported | Reading::Nothing) => {
            format!("{said} ({})", in_language(baseline, window.language))
        }
        _ => said,
    }
}

/// What an observation is of, and when: "Bizkaia, men, 2021".
pub fn place_in_words(window: &Window, seen: &Observation) -> String {
    let about = seen.about.map(|about| window.card(about).title.to_string());
    let category = seen.category.as_ref().map(|category| in_language(category, window.language).to_owned());
    let period = seen.period.map(|period| window.formats().period(&period));
    about.into_iter().chain(category).chain(period).collect::<Vec<_>>().join(", ")
}

/// What the kind file calls one of the choices of an observation's field.
fn label(window: &Window, figure: EntityId, field: &str, id: &str) -> String {
    let kinds = window.kinds();
    let records = kinds.find_field(window.kind_of(figure), "observations").map_or(&[][..], |field| kinds.field(field).sub_fields());
    let choices = kinds.find_among(records, field).map_or(&[][..], |field| kinds.field(field).choices());
    let choice = choices.iter().find(|choice| &*choice.id == id);
    choice.map_or(id, |choice| in_language(&choice.label, window.language)).to_owned()
}

/// What a figure counts, as its page says it: a well-known unit by its name in the page's language.
pub fn unit_in_words(window: &Window, figure: &Figure) -> String {
    let unit = unit(window, figure);
    window.formats().strings().find(&format!("unit-name-{unit}"), &[]).unwrap_or(unit)
}

/// Are its values shares of a hundred?
pub fn is_percent(figure: &Figure) -> bool {
    is_counted_in(figure, "percent")
}

/// Are its values compared with a base that is 100?
pub fn is_index(figure: &Figure) -> bool {
    is_counted_in(figure, "index")
}

fn is_counted_in(figure: &Figure, wanted: &str) -> bool {
    figure.unit.as_ref().is_some_and(|unit| unit.versions().any(|(_, unit)| &**unit == wanted))
}

/// What a basis is called in the page's language.
pub fn basis_in_words(window: &Window, figure: &Figure, basis: Basis) -> String {
    label(window, figure.entity, "basis", basis_id(basis))
}

/// What a figure counts, as its file says it in the page's language.
pub fn unit(window: &Window, figure: &Figure) -> String {
    figure.unit.as_ref().map_or(String::new(), |unit| in_language(unit, window.language).to_owned())
}

/// The word that editors write for a qualifier that is one.
pub fn qualifier(qualifier: Qualifier) -> Option<&'static str> {
    match qualifier {
        Qualifier::Exact => None,
        Qualifier::About => Some("about"),
        Qualifier::Almost => Some("almost"),
        Qualifier::MoreThan => Some("more-than"),
        Qualifier::LessThan => Some("less-than"),
        Qualifier::AtLeast => Some("at-least"),
        Qualifier::AtMost => Some("at-most"),
    }
}

/// The word that editors write for a status other than actual.
pub fn status(status: Status) -> Option<&'static str> {
    match status {
        Status::Actual => None,
        Status::Provisional => Some("provisional"),
        Status::Estimated => Some("estimated"),
        Status::Expected => Some("expected"),
        Status::Target => Some("target"),
    }
}

/// The word that editors write for a basis.
pub fn basis_id(basis: Basis) -> &'static str {
    match basis {
        Basis::PerEdition => "per-edition",
        Basis::Total => "total",
        Basis::Cumulative => "cumulative",
        Basis::Unspecified => "unspecified",
    }
}

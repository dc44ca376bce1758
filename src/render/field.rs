//! Fields as a page shows them: each value as a piece of HTML.

use serde::Serialize;

use super::apparatus::Apparatus;
use super::ask::Window;
use super::body::{Writer, citation, html_words, link};
use super::card::in_language;
use super::embed::in_its_language;
use super::format::{Amount, ReadingWords};
use super::html::Html;
use super::reading;
use super::timeline;
use super::view::FileView;
use crate::registry::figure::Scale;
use crate::registry::identifier;
use crate::registry::kind::{Field, FieldId, FieldKind, Nature, Need};
use crate::registry::language::own_name;
use crate::registry::value::{Coordinates, Given, Measure, Value};
use crate::registry::{Entity, EntityId};
use crate::routes::Own;
use crate::routes::{Attached, Home};
use crate::syntax::markdown::escape;

/// A plain fact as templates have it.
#[derive(Serialize)]
pub struct FieldView {
    pub id: String,
    pub label: String,
    pub values_html: Vec<Html>,
    pub list: bool,
    /// Nobody reports it, and readers look for it.
    pub missing: bool,
}

/// A list of records as a table.
#[derive(Serialize)]
pub struct RecordView {
    id: String,
    label: String,
    columns: Vec<ColumnView>,
    rows: Vec<Vec<Html>>,
    /// A history, drawn for a desk and for a phone; empty for other records.
    wide_html: Html,
    narrow_html: Html,
    files: Vec<FileView>,
}

/// A column of a table.
#[derive(Serialize)]
pub struct ColumnView {
    pub id: String,
    pub label: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

/// What a field is called on a page.
pub fn label<'w>(window: &'w Window, field: &'w Field) -> &'w str {
    in_language(&field.label, window.language)
}

/// The plain facts of a thing, in the order of its kind's fields: what is neither a part of its card nor a text nor a list of records.
pub fn facts(window: &Window, apparatus: &mut Apparatus, (id, entity): (EntityId, &Entity)) -> Vec<FieldView> {
    let kinds = window.kinds();
    let kind = kinds.kind(entity.kind);
    let roles = &kind.roles;
    let elsewhere = [roles.title, roles.summary, roles.aliases, roles.status, roles.notes, roles.logo, roles.image];
    let mut views = Vec::new();
    for given in &entity.values {
        let field = kinds.field(given.field);
        let is_told_elsewhere = elsewhere.contains(&Some(given.field))
            || matches!(field.kind, FieldKind::Query(_) | FieldKind::Mapping)
            || (kind.nature == Nature::Figure && FIGURE_FIELDS.contains(&&*field.name))
            || is_table(&given.value, field);
        if is_told_elsewhere {
            continue;
        }
        let values_html: Vec<Html> = given.value.items().iter().map(|value| html(window, apparatus, given.field, value).into()).collect();
        let list = values_html.len() > 1;
        views.push(FieldView { id: field.name.to_string(), label: label(window, field).to_owned(), values_html, list, missing: false });
    }
    views.extend(kind.fields.iter().filter_map(|field| missing(window, id, entity, *field)));
    views
}

/// A fact that readers look for and nobody reports.
fn missing(window: &Window, id: EntityId, entity: &Entity, at: FieldId) -> Option<FieldView> {
    let field = window.kinds().field(at);
    let is_said = || match &field.kind {
        FieldKind::Ref(_) => window.outbound(id).iter().any(|relation| relation.field == at),
        _ => entity.values.iter().any(|given| given.field == at),
    };
    if field.need != Need::Expected || is_said() {
        return None;
    }
    let words: Html = escaped(&window.formats().strings().get("not-reported", &[])).into();
    Some(FieldView {
        id: field.name.to_string(),
        label: label(window, field).to_owned(),
        values_html: vec![words],
        list: false,
        missing: true,
    })
}

/// The fields of a figure that its page shows in places of their own.
const FIGURE_FIELDS: [&str; 16] = [
    "unit",
    "unit_one",
    "scale",
    "baseline",
    "definition",
    "population",
    "valid_for",
    "parts",
    "chart",
    "compute",
    "derived",
    "terms",
    "data",
    "columns",
    "rows",
    "observations",
];

/// Records of more than an address and its label are shown as a table.
fn is_table(value: &Value, field: &Field) -> bool {
    matches!(field.kind, FieldKind::Record(_))
        && value.items().iter().any(|item| matches!(item, Value::Record(given) if linked_url(given).is_none()))
}

/// The address of a record that is nothing but a link.
fn linked_url(given: &[Given]) -> Option<&str> {
    let mut url = None;
    for one in given {
        match &one.value {
            Value::Url(address) => url = Some(&**address),
            Value::Text(_) => {}
            _ => return None,
        }
    }
    url.filter(|_| given.len() <= 2)
}

/// The lists of records of a thing, as tables.
pub fn records(window: &Window, apparatus: &mut Apparatus, (own, entity): (EntityId, &Entity)) -> Vec<RecordView> {
    let kinds = window.kinds();
    let kind = kinds.kind(entity.kind);
    let mut views = Vec::new();
    for given in &entity.values {
        let field = kinds.field(given.field);
        let is_observations = kind.nature == Nature::Figure && FIGURE_FIELDS.contains(&&*field.name);
        if !is_table(&given.value, field) || is_observations {
            continue;
        }
        let records: Vec<&Vec<Given>> =
            given.value.items().iter().filter_map(|item| if let Value::Record(given) = item { Some(given) } else { None }).collect();
        // A column that no record fills is none.
        let used: Vec<FieldId> = field
            .sub_fields()
            .iter()
            .copied()
            .filter(|sub| records.iter().any(|record| record.iter().any(|given| given.field == *sub)))
            .collect();
        let columns = used.iter().map(|sub| column(window, kinds.field(*sub))).collect();
        let mut rows = Vec::new();
        for record in records {
            let cell = |sub: &FieldId| record.iter().find(|given| given.field == *sub);
            rows.push(
                used.iter().map(|sub| cell(sub).map_or(Html::default(), |given| in_table(window, apparatus, given).into())).collect(),
            );
        }
        let id = field.name.to_string();
        let is_history = kind.roles.history == Some(given.field);
        let made = if is_history && kind.nature != Nature::Source { timeline::of_history(window, own) } else { None };
        let drawn = made.map(|made| timeline::drawn(window, &made, &apparatus.anchors.take("history-picture")));
        let files = if drawn.is_some() { files_of(window, own, Own::History) } else { Vec::new() };
        let [wide_html, narrow_html] = drawn.unwrap_or_default();
        views.push(RecordView { id, label: label(window, field).to_owned(), columns, rows, wide_html, narrow_html, files });
    }
    views
}

/// The files of what a page draws by itself.
fn files_of(window: &Window, entity: EntityId, own: Own) -> Vec<FileView> {
    let (view, anchor) = own.names();
    let link = |file: &Attached| window.link(&window.attached(Home { entity, chapter: None }, anchor, *file));
    Attached::of_view(view).iter().map(|file| FileView { title: file.title(), url: link(file) }).collect()
}

/// What stands in a record's cell: a source is cited there, not named.
fn in_table(window: &Window, apparatus: &mut Apparatus, given: &Given) -> String {
    let source = |value: &Value| match value {
        Value::Ref(relation) => {
            let target = window.target(*relation);
            (window.kinds().kind(window.kind_of(target)).nature == Nature::Source).then_some(target)
        }
        _ => None,
    };
    match given.value.items().iter().map(source).collect::<Option<Vec<EntityId>>>() {
        Some(sources) => sources.into_iter().map(|source| citation(window, apparatus, source)).collect(),
        None => joined(window, apparatus, given),
    }
}

/// A column's heading.
pub fn column(window: &Window, field: &Field) -> ColumnView {
    // Of a figure's observations a table shows one value.
    let is_value = &*field.name == "observations" && matches!(field.kind, FieldKind::Record(_));
    let label = if is_value { window.formats().strings().get("value", &[]) } else { label(window, field).to_owned() };
    ColumnView { id: field.name.to_string(), label, kind: field.type_name() }
}

/// All values of a field in one piece.
pub fn joined(window: &Window, apparatus: &mut Apparatus, given: &Given) -> String {
    let parts: Vec<String> = given.value.items().iter().map(|value| html(window, apparatus, given.field, value)).collect();
    parts.join(", ")
}

/// What a column of a list or table shows of a thing.
pub fn cell(window: &Window, apparatus: &mut Apparatus, id: EntityId, field: FieldId) -> String {
    let kinds = window.kinds();
    let ends = match &kinds.field(field).kind {
        FieldKind::Ref(_) | FieldKind::Inverse(_) => window.ends(id, field),
        _ if kinds.kind(window.kind_of(id)).roles.title == Some(field) => return link(window, id, None, None),
        _ => return of_values(window, apparatus, id, field),
    };
    let shown = ends.iter().take(MOST_IN_A_CELL).map(|end| link(window, *end, None, None)).collect::<Vec<_>>().join(", ");
    match ends.len().saturating_sub(MOST_IN_A_CELL) {
        0 => shown,
        more => format!("{shown} <span class=\"count\">+{}</span>", window.formats().integer(more as i64)),
    }
}

/// A cell with more names than this is no longer read; it says how many more there are.
const MOST_IN_A_CELL: usize = 6;

fn of_values(window: &Window, apparatus: &mut Apparatus, id: EntityId, field: FieldId) -> String {
    let kinds = window.kinds();
    let figure = if kinds.kind(window.kind_of(id)).nature == Nature::Figure { window.figure(id) } else { None };
    match (figure, &*kinds.field(field).name) {
        (Some(figure), "observations") => {
            return figure.headline().map_or(String::new(), |at| escaped(&reading::in_words(window, figure, &figure.observations[at])));
        }
        (Some(figure), "unit") => return escaped(&reading::unit_in_words(window, figure)),
        _ => {}
    }
    window.fact(id, field).map_or(String::new(), |given| joined(window, apparatus, given))
}

/// What a thing says in a field, value by value, in plain words.
pub fn words(window: &Window, id: EntityId, name: &str) -> Vec<String> {
    let kinds = window.kinds();
    let Some(at) = kinds.find_field(window.kind_of(id), name) else { return Vec::new() };
    if matches!(kinds.field(at).kind, FieldKind::Ref(_) | FieldKind::Inverse(_)) {
        return window.ends(id, at).into_iter().map(|end| window.card(end).title.to_string()).collect();
    }
    let mut apparatus = Apparatus::default();
    let items = window.fact(id, at).map_or(&[][..], |given| given.value.items());
    items.iter().map(|value| html_words(&html(window, &mut apparatus, at, value))).collect()
}

/// A value as a piece of HTML.
pub fn html(window: &Window, apparatus: &mut Apparatus, field: FieldId, value: &Value) -> String {
    let formats = window.formats();
    let strings = formats.strings();
    match value {
        Value::Text(text) => {
            let (real, words) = text.read_in(window.language);
            if window.kinds().field(field).schema.as_deref() == Some("inLanguage") {
                return escaped(&own_name(words));
            }
            match (real == window.language, window.direction().is_against(words)) {
                (true, false) => escaped(words),
                (true, true) => format!("<bdi>{}</bdi>", escaped(words)),
                (false, _) => format!("<span{}>{}</span>", window.lang_attributes(real), escaped(words)),
            }
        }
        Value::Markdown(body) => in_its_language(window, body, |body| Writer::new(window, apparatus).body(body)),
        Value::Integer(number) => escaped(&formats.integer(*number)),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => escaped(&formats.number(*number)),
        Value::Measure(Measure::NotReported) => escaped(&strings.get("not-reported", &[])),
        Value::Boolean(flag) => escaped(&strings.get(if *flag { "yes" } else { "no" }, &[])),
        Value::Money(money) => {
            let words = ReadingWords {
                amount: Amount::Exactly(money.amount),
                unit: Some(&money.currency),
                scale: Scale::Ones,
                qualifier: None,
                status: None,
            };
            format!("<data value=\"{}\">{}</data>", money.amount, escaped(&formats.reading(&words)))
        }
        Value::Date(date) => escaped(&formats.date(date)),
        Value::Period(period) => escaped(&formats.period(period)),
        Value::Time(time) => escaped(&formats.time(*time)),
        Value::Duration(months) => escaped(&formats.duration(*months)),
        Value::Url(url) => anchor(url, url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/')),
        Value::Email(email) => anchor(&format!("mailto:{email}"), email),
        Value::Identifier(id) => match &window.kinds().field(field).kind {
            FieldKind::Identifier(scheme) => identifier::address(*scheme, id).map_or_else(|| escaped(id), |address| anchor(&address, id)),
            _ => escaped(id),
        },
        Value::Image(path) => super::images::markup(window, path, ("", "")),
        Value::Coordinates(point) => coordinates(window, *point),
        Value::Choice(choice) => {
            let choice = window.kinds().field(field).choices().get(usize::from(*choice));
            choice.map_or(String::new(), |choice| escaped(in_language(&choice.label, window.language)))
        }
        Value::Ref(relation) => link(window, window.target(*relation), None, None),
        Value::Record(given) => record(window, apparatus, given),
        Value::List(items) => items.iter().map(|item| html(window, apparatus, field, item)).collect::<Vec<_>>().join(", "),
        Value::Query(..) | Value::Mapping(_) => String::new(),
    }
}

/// A record in a line: a link with its label, or its values one after the other.
fn record(window: &Window, apparatus: &mut Apparatus, given: &[Given]) -> String {
    let Some(url) = linked_url(given) else {
        return given.iter().map(|given| joined(window, apparatus, given)).collect::<Vec<_>>().join(", ");
    };
    let label = given.iter().find_map(|given| match &given.value {
        Value::Text(text) => Some(in_language(text, window.language)),
        _ => None,
    });
    anchor(url, label.unwrap_or(url))
}

/// A thing in a line, for lists of sources: the facts that its kind's list shows, those of other things aside.
pub fn in_short(window: &Window, id: EntityId) -> String {
    let kind = window.kinds().kind(window.kind_of(id));
    let mut apparatus = Apparatus::default();
    let columns = kind.columns.iter().filter(|field| !matches!(window.kinds().field(**field).kind, FieldKind::Inverse(_)));
    let parts: Vec<String> = columns.map(|field| cell(window, &mut apparatus, id, *field)).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn coordinates(window: &Window, point: Coordinates) -> String {
    let formats = window.formats();
    escaped(&format!("{}, {}", formats.number(point.latitude), formats.number(point.longitude)))
}

fn anchor(url: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(url), escaped(words))
}

/// Text that can stand in HTML.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(text, &mut out);
    out
}

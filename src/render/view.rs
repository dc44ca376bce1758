//! Views: what a query found, as cards, as a table, or as a tree.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::Value;

use super::apparatus::Apparatus;
use super::ask::Window;
use super::body::{Writer, html_words};
use super::card::in_language;
use super::chart;
use super::embed::template;
use super::field::{self, ColumnView};
use super::html::Html;
use super::landscape;
use super::map;
use super::network;
use super::schedule;
use super::timeline;
use crate::diag::Report;
use crate::registry::figure::Scale;
use crate::registry::kind::{FieldId, KindId};
use crate::registry::language::own_name;
use crate::registry::query::{Group, Key};
use crate::registry::value::Text;
use crate::registry::view::{self, Column, Drawn, Form, Understood};
use crate::registry::{self, EntityId};
use crate::routes::Attached;
use crate::syntax::view::View;

#[derive(Serialize)]
struct ViewView<'a> {
    name: &'a str,
    title: String,
    caption: String,
    id: String,
    files: Vec<FileView>,
    groups: Vec<GroupView>,
    table: Option<TableView>,
    nodes: Vec<NodeView>,
}

#[derive(Serialize)]
struct GroupView {
    label: String,
    items: Vec<Value>,
}

#[derive(Serialize)]
struct TableView {
    columns: Vec<ColumnView>,
    rows: Vec<Value>,
}

#[derive(Serialize)]
struct RowView {
    card: Value,
    cells_html: Vec<Html>,
}

/// A thing in a tree, with what is below it.
#[derive(Serialize)]
pub struct NodeView {
    card: Value,
    children: Vec<NodeView>,
}

/// What every view has on a page: an anchor, and files to be taken away.
#[derive(Serialize)]
pub struct Placed {
    pub id: String,
    pub files: Vec<FileView>,
}

/// A file to be taken away as templates have it.
#[derive(Serialize)]
pub struct FileView {
    /// `SVG`, `CSV`.
    pub title: &'static str,
    pub url: String,
}

impl Placed {
    /// Gives a view its place on the page; a text without a file of its own, such as a field's, has views without files.
    fn of(writer: &mut Writer<'_>, view: &View) -> Placed {
        let window = writer.window;
        let files = writer.home.into_iter().flat_map(|home| {
            let link = move |file: &Attached| window.link(&window.attached(home, &view.anchor, *file));
            Attached::of_view(&view.name).iter().map(move |file| FileView { title: file.title(), url: link(file) })
        });
        Placed { files: files.collect(), id: writer.apparatus.anchors.take(&view.anchor) }
    }
}

/// Draws a view; one whose settings are at fault, which a check reports, is left out.
pub fn write(writer: &mut Writer<'_>, view: &View) -> String {
    let window = writer.window;
    let Some(understood) = view::read(view, &window.ground(), &mut Report::default()) else { return String::new() };
    let placed = Placed::of(writer, view);
    match understood {
        Understood::Things(drawn) => things(window, &view.name, placed, &drawn),
        Understood::Chart(chart) => chart::write(window, writer.apparatus, placed, &chart),
        Understood::Timeline(timeline) => timeline::write(window, writer.apparatus, placed, &timeline),
        Understood::Schedule(schedule) => schedule::write(writer, placed, &schedule, view),
        Understood::Landscape(landscape) => landscape::write(window, writer.apparatus, placed, &landscape),
        Understood::Network(network) => network::write(window, placed, &network),
        Understood::Map(view) => map::write(window, writer.apparatus, placed, &view),
    }
}

fn things(window: &Window, name: &str, placed: Placed, drawn: &Drawn) -> String {
    let groups = window.query(&drawn.query);
    let text = |text: &'_ Option<Text>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
    let (title, caption) = (text(&drawn.shared.title), text(&drawn.shared.caption));
    let Placed { id, files } = placed;
    let mut shown = ViewView { name, title, caption, id, files, groups: Vec::new(), table: None, nodes: Vec::new() };
    match &drawn.form {
        Form::Cards => shown.groups = groups.iter().filter(|group| !group.entities.is_empty()).map(|group| cards(window, group)).collect(),
        Form::Table(columns) => {
            shown.groups = groups.iter().map(|group| rows(window, group, columns)).collect();
            let all = Group { key: Key::All, entities: distinct(&groups), parts: Vec::new() };
            shown.table = Some(TableView { columns: headings(window, drawn, columns), rows: rows(window, &all, columns).items });
        }
        Form::Tree(parents) => shown.nodes = tree(window, &distinct(&groups), parents),
    }
    template(window, &format!("views/{name}.html"), [("view", Value::from_serializable(&shown))])
}

/// What a view of things shows, row by row, the headings first: what is in its columns, or else what everything has.
pub fn rows_of(window: &Window, drawn: &Drawn, row: &mut dyn FnMut(Vec<String>)) {
    let groups = window.query(&drawn.query);
    let columns: &[Column] = if let Form::Table(columns) = &drawn.form { columns } else { &[] };
    let named = |words: &str| words.to_owned();
    let headings = headings(window, drawn, columns).into_iter().map(|column| column.label);
    row(["id", "title", "url", "group"].map(named).into_iter().chain(headings).collect());
    for group in &groups {
        let label = group_label(window, &group.key);
        for entity in &group.entities {
            let card = window.card(*entity);
            let kind = window.kind_of(*entity);
            let mut apparatus = Apparatus::default();
            let mut cell = |column: &Column| {
                let field = column.fields.iter().find(|(of, _)| *of == kind).map(|(_, field)| *field);
                field.map_or(String::new(), |field| html_words(&field::cell(window, &mut apparatus, *entity, field)))
            };
            let own = [window.name(*entity).to_string(), card.title.to_string(), card.url.to_string(), label.clone()];
            row(own.into_iter().chain(columns.iter().map(&mut cell)).collect());
        }
    }
}

/// The things of all groups, each once, in the order of their first group.
fn distinct(groups: &[Group]) -> Vec<EntityId> {
    let mut seen = BTreeSet::new();
    groups.iter().flat_map(|group| &group.entities).copied().filter(|entity| seen.insert(*entity)).collect()
}

/// What a group's things have in common, in words.
pub fn group_label(window: &Window, key: &Key) -> String {
    match key {
        Key::All => String::new(),
        Key::Entity(entity) => window.card(*entity).title.to_string(),
        Key::Choice(field, choice) => {
            let choice = window.kinds().field(*field).choices().get(usize::from(*choice));
            choice.map_or(String::new(), |choice| in_language(&choice.label, window.language).to_owned())
        }
        Key::Value(field, value) => in_words(window, *field, value),
        Key::NotGiven => window.formats().strings().get("ungrouped", &[]),
    }
}

/// A value in plain words, as the field itself is shown.
pub fn in_words(window: &Window, field: FieldId, value: &registry::value::Value) -> String {
    use registry::value::{Measure, Value};
    let formats = window.formats();
    let strings = formats.strings();
    match value {
        Value::Text(text) => {
            let words = in_language(text, window.language);
            let is_language = window.kinds().field(field).schema.as_deref() == Some("inLanguage");
            if is_language { own_name(words) } else { words.to_owned() }
        }
        Value::Integer(number) => formats.integer(*number),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => formats.number(*number),
        Value::Measure(Measure::NotReported) => strings.get("not-reported", &[]),
        Value::Boolean(flag) => strings.get(if *flag { "yes" } else { "no" }, &[]),
        Value::Money(money) => formats.money(money.amount, &money.currency, Scale::Ones),
        Value::Date(date) => formats.date(date),
        Value::Period(period) => formats.period(period),
        Value::Time(time) => formats.time(*time),
        Value::Duration(months) => formats.duration(*months),
        Value::Coordinates(point) => format!("{}, {}", formats.number(point.latitude), formats.number(point.longitude)),
        Value::Url(text) => text.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/').to_owned(),
        Value::Email(text) | Value::Identifier(text) => text.to_string(),
        // Nothing is grouped by these.
        Value::Markdown(_)
        | Value::Image(_)
        | Value::Choice(_)
        | Value::Ref(_)
        | Value::Record(_)
        | Value::Query(..)
        | Value::Mapping(_)
        | Value::List(_) => String::new(),
    }
}

fn cards(window: &Window, group: &Group) -> GroupView {
    let items = group.entities.iter().map(|entity| window.card(*entity).value.clone()).collect();
    GroupView { label: group_label(window, &group.key), items }
}

fn rows(window: &Window, group: &Group, columns: &[Column]) -> GroupView {
    let mut apparatus = Apparatus::default();
    let mut row = |entity: &EntityId| {
        let kind = window.kind_of(*entity);
        let field = |column: &Column| column.fields.iter().find(|(of, _)| *of == kind).map(|(_, field)| *field);
        let cells =
            columns.iter().map(|column| field(column).map_or(String::new(), |field| field::cell(window, &mut apparatus, *entity, field)));
        let cells_html = cells.map(Html::from).collect();
        Value::from_serializable(&RowView { card: window.card(*entity).value.clone(), cells_html })
    };
    GroupView { label: group_label(window, &group.key), items: group.entities.iter().map(&mut row).collect() }
}

fn headings(window: &Window, drawn: &Drawn, columns: &[Column]) -> Vec<ColumnView> {
    let field = |column: &Column| {
        // Kinds may call a field by different labels; the first kind of the query speaks for all.
        let first = drawn.query.of.iter().find_map(|kind| column.fields.iter().find(|(of, _)| of == kind));
        first.map(|(_, field)| field::column(window, window.kinds().field(*field)))
    };
    columns.iter().filter_map(field).collect()
}

/// Things below their parents; one whose parent is not among them stands at the top.
pub fn tree(window: &Window, things: &[EntityId], parents: &[(KindId, FieldId)]) -> Vec<NodeView> {
    let parent = |entity: EntityId| {
        let field = parents.iter().find(|(kind, _)| *kind == window.kind_of(entity)).map(|(_, field)| *field)?;
        window.ends(entity, field).first().copied()
    };
    let known: BTreeSet<EntityId> = things.iter().copied().collect();
    let above: Vec<(EntityId, Option<EntityId>)> =
        things.iter().map(|entity| (*entity, parent(*entity).filter(|above| known.contains(above)))).collect();
    let mut below: BTreeMap<Option<EntityId>, Vec<EntityId>> = BTreeMap::new();
    above.iter().for_each(|(entity, parent)| below.entry(*parent).or_default().push(*entity));
    nodes(window, &below, None, 0)
}

/// A tree deeper than this has a circle in it, which a check reports.
const DEEPEST: usize = 50;

fn nodes(window: &Window, below: &BTreeMap<Option<EntityId>, Vec<EntityId>>, parent: Option<EntityId>, depth: usize) -> Vec<NodeView> {
    if depth > DEEPEST {
        return Vec::new();
    }
    let node =
        |entity: &EntityId| NodeView { card: window.card(*entity).value.clone(), children: nodes(window, below, Some(*entity), depth + 1) };
    below.get(&parent).into_iter().flatten().map(node).collect()
}

/// What is below a thing, by the parent that the kinds name.
pub fn below(window: &Window, id: EntityId) -> Vec<NodeView> {
    children(window, id, &mut vec![id])
}

/// What is below the last of `above`, which leads there from the top.
fn children(window: &Window, id: EntityId, above: &mut Vec<EntityId>) -> Vec<NodeView> {
    if above.len() > DEEPEST {
        return Vec::new();
    }
    let kinds = window.kinds();
    let is_child = |from: EntityId, field: FieldId| kinds.kind(window.kind_of(from)).roles.parent == Some(field);
    let mut children: Vec<EntityId> =
        window.inbound(id).filter(|relation| is_child(relation.from, relation.field)).map(|relation| relation.from).collect();
    children.sort_unstable();
    children.dedup();
    children.sort_by_cached_key(|child| window.place(*child));
    // Parents that go in a circle are reported by a check.
    children.retain(|child| !above.contains(child));
    let mut nodes = Vec::new();
    for child in children {
        above.push(child);
        nodes.push(NodeView { card: window.card(child).value.clone(), children: self::children(window, child, above) });
        above.pop();
    }
    nodes
}

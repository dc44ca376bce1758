//! Relations as a page shows them, from both ends.

use serde::Serialize;
use tera::Value;

use super::apparatus::{Apparatus, Mark};
use super::ask::Window;
use super::card::in_language;
use super::field::{joined, label};
use crate::registry::EntityId;
use crate::registry::figure;
use crate::registry::kind::{FieldId, FieldKind};
use crate::registry::relation::{Relation, Standing};
use crate::registry::value::{self, Given};
use crate::syntax::date::{Date, Period};

/// The things that are connected in one way, as templates have them.
#[derive(Serialize)]
pub struct GroupView {
    id: String,
    label: String,
    items: Vec<ItemView>,
}

impl GroupView {
    /// The things at the other ends.
    pub fn ends(&self) -> impl Iterator<Item = EntityId> {
        self.items.iter().map(|item| item.end)
    }
}

#[derive(Serialize)]
struct ItemView {
    #[serde(skip)]
    end: EntityId,
    card: Value,
    role: String,
    period: String,
    status: Option<StatusView>,
    inferred: bool,
    note: String,
    note_lang: String,
    details: Vec<DetailView>,
    sources: Vec<Mark>,
}

#[derive(Serialize)]
struct StatusView {
    id: String,
    label: String,
}

#[derive(Serialize)]
struct DetailView {
    label: String,
    value_html: String,
}

/// The relations of a thing: those it names, in the order of its kind's fields, and those that others name, by the inverse.
/// `elsewhere` are the inverses that the page shows in another way.
pub fn groups(window: &Window, apparatus: &mut Apparatus, id: EntityId, elsewhere: &[FieldId]) -> Vec<GroupView> {
    let kinds = window.kinds();
    let kind = kinds.kind(window.kind_of(id));
    let outbound: Vec<&Relation> = window.outbound(id).iter().filter(|relation| relation.standing != Standing::Record).collect();
    let inbound: Vec<&Relation> = window.inbound(id).filter(|relation| relation.from != id).collect();
    let mut groups = Vec::new();
    // What a thing as a whole is drawn from stands among the sources at the foot of its page.
    for field in kind.fields.iter().filter(|field| kind.roles.sources != Some(**field)) {
        let (ends, inverses): (Vec<(EntityId, &Relation)>, bool) = match &kinds.field(*field).kind {
            FieldKind::Ref(_) => {
                let own = outbound.iter().filter(|relation| relation.field == *field);
                (own.map(|relation| (relation.to, *relation)).collect(), false)
            }
            FieldKind::Inverse(fields) if !elsewhere.contains(field) => {
                let others = inbound.iter().filter(|relation| fields.contains(&relation.field));
                (others.map(|relation| (relation.from, *relation)).collect(), true)
            }
            _ => continue,
        };
        if !ends.is_empty() {
            groups.push(group(window, apparatus, *field, ends, inverses));
        }
    }
    groups
}

/// The inverses that a page shows in another way: what is below a thing as a tree, and figures about it as numbers.
pub fn shown_elsewhere(window: &Window, id: EntityId) -> Vec<FieldId> {
    let kinds = window.kinds();
    let about = figure::about_fields(kinds);
    let parents: Vec<FieldId> = kinds.all().filter_map(|(_, kind)| kind.roles.parent).collect();
    let fields = kinds.kind(window.kind_of(id)).fields.iter().copied();
    let is_elsewhere = |field: &FieldId| match &kinds.field(*field).kind {
        FieldKind::Inverse(fields) => {
            fields.iter().any(|field| about.contains(field)) || fields.iter().all(|field| parents.contains(field))
        }
        _ => false,
    };
    fields.filter(is_elsewhere).collect()
}

fn group(window: &Window, apparatus: &mut Apparatus, field: FieldId, mut ends: Vec<(EntityId, &Relation)>, inverse: bool) -> GroupView {
    let field = window.kinds().field(field);
    if inverse {
        ends.sort_by_key(|(end, _)| *end);
        // A thing that is connected several times in one way, such as by several sessions of one event, is one thing.
        ends.dedup_by(|twin, first| twin.0 == first.0 && twin.1.says.is_empty());
    }
    let label = label(window, field);
    let heading = label.to_lowercase();
    let items = ends.into_iter().map(|(end, relation)| {
        let mut item = item(window, apparatus, end, relation);
        // What the heading says already is not said again: a coordinator among the coordinators.
        if heading.starts_with(&item.role.to_lowercase()) {
            item.role.clear();
        }
        item
    });
    GroupView { id: field.name.to_string(), label: label.to_owned(), items: items.collect() }
}

fn item(window: &Window, apparatus: &mut Apparatus, end: EntityId, relation: &Relation) -> ItemView {
    let mut view = ItemView {
        end,
        card: window.card(end).value.clone(),
        role: String::new(),
        period: String::new(),
        status: None,
        inferred: false,
        note: String::new(),
        note_lang: String::new(),
        details: Vec::new(),
        sources: Vec::new(),
    };
    let (mut from, mut to) = (None, None);
    for given in &relation.says {
        let field = window.kinds().field(given.field);
        match (&*field.name, &given.value) {
            ("from", value::Value::Date(date)) => from = Some(*date),
            ("to", value::Value::Date(date)) => to = Some(*date),
            ("inferred", value::Value::Boolean(flag)) => view.inferred = *flag,
            ("note", value::Value::Text(text)) => {
                let (real, note) = text.read_in(window.language);
                view.note = note.to_string();
                if real != window.language {
                    view.note_lang = window.tag(real).to_owned();
                }
            }
            ("status", value::Value::Choice(choice)) => {
                view.status = field
                    .choices()
                    .get(usize::from(*choice))
                    .map(|choice| StatusView { id: choice.id.to_string(), label: in_language(&choice.label, window.language).to_owned() });
            }
            ("source", value) => view.sources = sources(window, apparatus, value),
            ("role" | "title", _) if view.role.is_empty() => view.role = plain(window, given),
            _ => view.details.push(DetailView { label: label(window, field).to_owned(), value_html: joined(window, apparatus, given) }),
        }
    }
    view.period = period(window, from, to);
    view
}

fn sources(window: &Window, apparatus: &mut Apparatus, value: &value::Value) -> Vec<Mark> {
    let named = value.items().iter().filter_map(|item| match item {
        value::Value::Ref(relation) => Some(window.target(*relation)),
        _ => None,
    });
    named.map(|source| apparatus.cite(source, window)).collect()
}

/// A role in words.
fn plain(window: &Window, given: &Given) -> String {
    match &given.value {
        value::Value::Text(text) => in_language(text, window.language).to_owned(),
        value::Value::Choice(choice) => {
            let choice = window.kinds().field(given.field).choices().get(usize::from(*choice));
            choice.map_or(String::new(), |choice| in_language(&choice.label, window.language).to_owned())
        }
        _ => String::new(),
    }
}

fn period(window: &Window, from: Option<Date>, to: Option<Date>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (start, end) => window.formats().period(&Period::Between { start, end }),
    }
}

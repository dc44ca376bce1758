//! Relations as a page shows them, from both ends.

mod share;

use serde::Serialize;
use tera::Value;

use super::apparatus::{Apparatus, Mark};
use super::ask::Window;
use super::card::{Card, Logo, in_language};
use super::field::{joined, label};
use super::html::Html;
use super::reading;
use crate::registry::EntityId;
use crate::registry::figure;
use crate::registry::kind::{FieldId, FieldKind, KindId, Nature};
use crate::registry::relation::{Relation, Standing};
use crate::registry::value::{self, Given};
use crate::syntax::date::{Date, Period};
use share::ShareTable;

/// The things that are connected in one way, as templates have them.
#[derive(Serialize)]
pub struct GroupView {
    id: String,
    label: String,
    count: usize,
    items: Value,
    /// What is shown at once, and what is folded away behind it.
    first: Value,
    more: Value,
    /// Does no relation say more of itself than a role?
    plain: bool,
    /// Many things of several kinds are folded away kind by kind instead.
    kinds: Vec<PartView>,
    shows_logo: bool,
    shows_kind: bool,
    /// Who has which share, where the relation may say so.
    table: Option<ShareTable>,
    #[serde(skip)]
    ends: Vec<EntityId>,
}

#[derive(Serialize)]
struct PartView {
    id: String,
    plural: String,
    items: Vec<Value>,
    /// Of figures, what each says, in words; of other things nothing.
    values: Vec<String>,
}

impl GroupView {
    /// The things at the other ends.
    pub fn ends(&self) -> impl Iterator<Item = EntityId> {
        self.ends.iter().copied()
    }
}

/// A group of no more than this is shown whole; of a longer one, somewhat less at first.
const FEW: usize = 15;
const FIRST: usize = 12;

#[derive(Serialize)]
struct ItemView {
    card: Value,
    role: String,
    period: String,
    status: Option<StatusView>,
    inferred: bool,
    note: String,
    note_lang: String,
    details: Vec<DetailView>,
    sources: Vec<Mark>,
    /// Does the relation say nothing of itself but perhaps a role?
    plain: bool,
}

impl ItemView {
    /// An item that says nothing yet.
    fn of(card: &Value) -> ItemView {
        ItemView {
            card: card.clone(),
            role: String::new(),
            period: String::new(),
            status: None,
            inferred: false,
            note: String::new(),
            note_lang: String::new(),
            details: Vec::new(),
            sources: Vec::new(),
            plain: true,
        }
    }
}

#[derive(Serialize)]
struct StatusView {
    id: String,
    label: String,
}

#[derive(Serialize)]
struct DetailView {
    label: String,
    value_html: Html,
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
    for field in kind.fields.iter().filter(|field| ![kind.roles.sources, kind.roles.key_figures].contains(&Some(**field))) {
        let ends: Vec<(EntityId, &Relation)> = match &kinds.field(*field).kind {
            FieldKind::Ref(_) => {
                let own = outbound.iter().filter(|relation| relation.field == *field);
                own.map(|relation| (relation.to, *relation)).collect()
            }
            FieldKind::Inverse(fields) if !elsewhere.contains(field) => {
                let others = inbound.iter().filter(|relation| fields.contains(&relation.field));
                distinct(window, others.map(|relation| (relation.from, *relation)).collect())
            }
            _ => continue,
        };
        if !ends.is_empty() {
            groups.push(group(window, apparatus, *field, &ends));
        }
    }
    groups
}

/// The inverses that a page shows in another way: what is below a thing as a tree, what is in a place by kind, and figures about it as
/// numbers.
pub fn shown_elsewhere(window: &Window, id: EntityId) -> Vec<FieldId> {
    let kinds = window.kinds();
    let about = figure::about_fields(kinds);
    let parents: Vec<FieldId> = kinds.all().flat_map(|(_, kind)| [kind.roles.parent, kind.roles.place]).flatten().collect();
    let fields = kinds.kind(window.kind_of(id)).fields.iter().copied();
    let is_elsewhere = |field: &FieldId| match &kinds.field(*field).kind {
        FieldKind::Inverse(fields) => {
            fields.iter().any(|field| about.contains(field)) || fields.iter().all(|field| parents.contains(field))
        }
        _ => false,
    };
    fields.filter(is_elsewhere).collect()
}

/// In the order of kinds and titles. A thing that is connected several times in one way, such as by several sessions of one event, is one thing.
fn distinct<'r>(window: &Window, mut ends: Vec<(EntityId, &'r Relation)>) -> Vec<(EntityId, &'r Relation)> {
    ends.sort_by_key(|(end, _)| *end);
    ends.dedup_by(|twin, first| twin.0 == first.0 && twin.1.says.is_empty());
    ends.sort_by_cached_key(|(end, _)| window.place(*end));
    ends
}

fn group(window: &Window, apparatus: &mut Apparatus, field: FieldId, ends: &[(EntityId, &Relation)]) -> GroupView {
    let field = window.kinds().field(field);
    let label = label(window, field);
    let heading = label.to_lowercase();
    let mut plain = true;
    let items = ends.iter().map(|(end, relation)| {
        let card = window.card(*end);
        if relation.says.is_empty() {
            return card.relation.clone();
        }
        let mut item = item(window, apparatus, card, relation);
        // What the heading says already is not said again: a coordinator among the coordinators.
        if !share::has_money(window, field) && heading.starts_with(&item.role.to_lowercase()) {
            item.role.clear();
        }
        plain &= item.plain;
        Value::from_serializable(&item)
    });
    let items: Vec<Value> = items.collect();
    let shares: Vec<(EntityId, &Relation, Value)> =
        ends.iter().zip(&items).map(|((end, relation), item)| (*end, *relation, item.clone())).collect();
    let table = share::table(window, apparatus, field, &shares);
    let ends: Vec<EntityId> = ends.iter().map(|(end, _)| *end).collect();
    let mut kinds: Vec<KindId> = Vec::new();
    for kind in ends.iter().map(|end| window.kind_of(*end)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let of_kind = |kind: KindId| {
        let own = || items.iter().zip(&shares).filter(|(_, (end, ..))| window.kind_of(*end) == kind);
        let is_figures = window.kinds().kind(kind).nature == Nature::Figure;
        PartView {
            id: window.kinds().kind(kind).name.to_string(),
            plural: in_language(&window.kinds().kind(kind).plural, window.language).to_owned(),
            items: own().map(|(item, _)| item.clone()).collect(),
            values: own().filter(|_| is_figures).map(|(_, (end, relation, _))| stated(window, *end, relation)).collect(),
        }
    };
    let is_split = items.len() > FEW && kinds.len() > 1;
    let shown = if items.len() > FEW { FIRST } else { items.len() };
    GroupView {
        id: field.name.to_string(),
        label: label.to_owned(),
        count: items.len(),
        first: Value::from(items[..shown].to_vec()),
        more: Value::from(items[shown..].to_vec()),
        plain,
        kinds: if is_split { kinds.iter().map(|kind| of_kind(*kind)).collect() } else { Vec::new() },
        shows_logo: ends.iter().any(|end| window.card(*end).logo == Logo::Own),
        shows_kind: kinds.len() > 1,
        items: Value::from(items),
        table,
        ends,
    }
}

/// What a figure says that is linked with something: what that thing states, if it is its source, else what stands for the figure.
fn stated(window: &Window, id: EntityId, relation: &Relation) -> String {
    let other = if relation.from == id { relation.to } else { relation.from };
    let Some(figure) = window.figure(id) else { return String::new() };
    let own = figure.headline_of(|seen| seen.sources.contains(&other)).or_else(|| figure.headline());
    own.map_or(String::new(), |at| reading::in_words(window, figure, &figure.observations[at]))
}

/// The item of a relation that says nothing of itself, as most are: one for all of those that lead to a thing.
pub fn bare(card: &Value) -> Value {
    Value::from_serializable(&ItemView::of(card))
}

fn item(window: &Window, apparatus: &mut Apparatus, card: &Card, relation: &Relation) -> ItemView {
    let mut view = ItemView::of(&card.value);
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
            _ => view
                .details
                .push(DetailView { label: label(window, field).to_owned(), value_html: joined(window, apparatus, given).into() }),
        }
    }
    view.period = period(window, from, to);
    view.plain = view.period.is_empty()
        && view.status.is_none()
        && !view.inferred
        && view.note.is_empty()
        && view.details.is_empty()
        && view.sources.is_empty();
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

//! What a list can be narrowed down by: the facets that its kind declares, with the values that divide its things, and what each thing has.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::registry::EntityId;
use crate::registry::kind::{FieldId, FieldKind, Kind, KindId};
use crate::registry::query::{Group, Key, Path, Query};
use crate::registry::value::{Measure, Value};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::field;
use crate::render::view::{group_label, in_words};
use crate::syntax::date::number_of;
use crate::syntax::markdown::slug;

/// A facet as templates have it.
#[derive(Serialize)]
pub struct FacetView {
    id: String,
    label: String,
    options: Vec<OptionView>,
}

/// A value that a list can be narrowed down to.
#[derive(Serialize)]
struct OptionView {
    /// What stands for it in the address of the page; of the language too, where the value is a text.
    value: String,
    label: String,
    lang: String,
    count: usize,
    /// Of a thing below others, how many of those are options as well.
    depth: usize,
}

/// The option of things that do not say. No id begins with this.
const NOT_GIVEN: &str = "-";

/// Things stand below one another up to this depth; below it there is a circle, which a check reports.
const DEEPEST: usize = 50;

/// The facets of a kind that divide its things.
pub fn facets(window: &Window, id: KindId, kind: &Kind) -> Vec<FacetView> {
    let count = window.count(id);
    let view = |facet: &FieldId| {
        let options = options(window, grouped(window, id, *facet), count);
        let told = window.kinds().field(*facet);
        let view = FacetView { id: told.name.to_string(), label: field::label(window, told).to_owned(), options };
        divides(&view.options, count).then_some(view)
    };
    kind.facets.iter().filter_map(view).collect()
}

/// The things of a kind in the groups that a field makes.
pub fn grouped(window: &Window, id: KindId, field: FieldId) -> Vec<Group> {
    let group_by = Some(vec![Path { kind: id, field, sub: None }]);
    window.query(&Query { of: vec![id], conditions: Vec::new(), sort: Vec::new(), limit: None, group_by, then_by: None })
}

/// A choice has to leave some things out, and more than one in.
fn divides(options: &[OptionView], count: usize) -> bool {
    options.len() > 1 && options.iter().any(|option| (2..count).contains(&option.count))
}

fn options(window: &Window, groups: Vec<Group>, count: usize) -> Vec<OptionView> {
    let mut linked: BTreeMap<EntityId, BTreeSet<EntityId>> = BTreeMap::new();
    let mut options = Vec::new();
    let mut last = None;
    for Group { key, entities, .. } in groups {
        match key {
            Key::Entity(thing) => each_above(window, thing, &mut |above| linked.entry(above).or_default().extend(&entities)),
            Key::NotGiven => last = Some(entities.len()),
            key => {
                let label = group_label(window, &key);
                let value = match &key {
                    Key::Choice(field, choice) => token(window, *field, &Value::Choice(*choice)),
                    Key::Value(field, value) => token(window, *field, value),
                    _ => None,
                };
                let Some(value) = value else { continue };
                options.push(OptionView { value, label, lang: String::new(), count: entities.len(), depth: 0 });
            }
        }
    }
    // What holds for all leaves nobody out.
    linked.retain(|_, things| things.len() < count);
    options.extend(by_parent(window, &linked));
    if let Some(count) = last {
        let label = window.formats().strings().get("not-told", &[]);
        options.push(OptionView { value: NOT_GIVEN.into(), label, lang: String::new(), count, depth: 0 });
    }
    options
}

/// A thing, and all that it lies below.
fn each_above(window: &Window, thing: EntityId, visit: &mut dyn FnMut(EntityId)) {
    std::iter::successors(Some(thing), |below| window.parent(*below)).take(DEEPEST).for_each(visit);
}

/// Things as options, each followed by those below it.
fn by_parent(window: &Window, linked: &BTreeMap<EntityId, BTreeSet<EntityId>>) -> Vec<OptionView> {
    let mut things: Vec<EntityId> = linked.keys().copied().collect();
    window.by_title(&mut things);
    let mut below: BTreeMap<Option<EntityId>, Vec<EntityId>> = BTreeMap::new();
    for thing in things {
        below.entry(window.parent(thing).filter(|above| linked.contains_key(above))).or_default().push(thing);
    }
    let mut options = Vec::new();
    let mut open: Vec<(EntityId, usize)> = below.get(&None).into_iter().flatten().rev().map(|thing| (*thing, 0)).collect();
    while let Some((thing, depth)) = open.pop() {
        let card = window.card(thing);
        let (label, lang) = (card.title.to_string(), card.lang.to_string());
        options.push(OptionView { value: of_thing(window, thing), label, lang, count: linked[&thing].len(), depth });
        open.extend(below.get(&Some(thing)).into_iter().flatten().rev().map(|thing| (*thing, depth + 1)));
    }
    options
}

/// What a thing has of the facets of its kind, as `facet:value` with a space between; what lies above a value belongs to it.
pub fn tokens(window: &Window, kind: &Kind, thing: EntityId) -> String {
    let mut tokens = BTreeSet::new();
    for facet in &kind.facets {
        let field = window.kinds().field(*facet);
        let mut add = |value: String| tokens.insert(format!("{}:{value}", field.name));
        match &field.kind {
            FieldKind::Ref(_) | FieldKind::Inverse(_) => {
                for end in window.ends(thing, *facet) {
                    each_above(window, end, &mut |above| {
                        add(of_thing(window, above));
                    });
                }
            }
            _ => {
                let values = window.fact(thing, *facet).map_or(&[][..], |given| given.value.items());
                values.iter().filter_map(|value| token(window, *facet, value)).for_each(|value| {
                    add(value);
                });
            }
        }
    }
    tokens.into_iter().collect::<Vec<_>>().join(" ")
}

/// A thing in an address: its id, which it keeps for life.
fn of_thing(window: &Window, thing: EntityId) -> String {
    let name = window.name(thing);
    name.rsplit('/').next().unwrap_or(name).to_owned()
}

/// A value in an address; none where nothing can be grouped by it.
fn token(window: &Window, field: FieldId, value: &Value) -> Option<String> {
    Some(match value {
        Value::Choice(choice) => window.kinds().field(field).choices().get(usize::from(*choice))?.id.to_string(),
        Value::Text(text) => slug(in_language(text, window.language)),
        Value::Boolean(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => number.to_string(),
        Value::Identifier(id) => id.to_string(),
        Value::Date(_) | Value::Period(_) | Value::Money(_) | Value::Time(_) => slug(&in_words(window, field, value)),
        _ => return None,
    })
}

/// What a column is sorted by where its words would give another order: a number, or a day counted from 1970. Amounts and readings carry
/// theirs in their own markup.
pub fn rank(window: &Window, thing: EntityId, column: FieldId) -> Option<String> {
    if matches!(window.kinds().field(column).kind, FieldKind::Ref(_) | FieldKind::Inverse(_)) {
        return None;
    }
    match &window.fact(thing, column)?.value {
        Value::Integer(number) => Some(number.to_string()),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => Some(number.to_string()),
        Value::Duration(months) => Some(months.to_string()),
        Value::Date(date) => Some(number_of(date.first_day()).to_string()),
        Value::Period(period) => period.first_day().or(period.last_day()).map(|day| number_of(day).to_string()),
        _ => None,
    }
}

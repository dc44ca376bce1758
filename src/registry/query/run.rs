//! A [`Query`] answered by a [`Site`].

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::super::kind::{FieldId, FieldKind};
use super::super::language::LanguageId;
use super::super::relation::Relation;
use super::super::value::{Given, Measure, Value};
use super::super::{EntityId, Site};
use super::{Comparison, Condition, Direction, Operand, Path, Query, Sort, SortBy, Subject, Test};
use crate::syntax::date::{Day, Period};

/// Things that belong together, in the order that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub key: Key,
    pub entities: Vec<EntityId>,
}

/// What the things of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// Nobody asked for groups.
    All,
    Entity(EntityId),
    Choice(FieldId, u16),
    Text(Box<str>),
    /// The field is not given.
    NotGiven,
}

/// Answers a query for readers of `language`, whose alphabet decides the order of words.
pub fn run(site: &Site, query: &Query, language: LanguageId) -> Vec<Group> {
    let mut found: Vec<EntityId> = candidates(site, query);
    found.retain(|entity| query.conditions.iter().all(|condition| holds(site, *entity, condition)));
    order(site, query, language, &mut found);
    let Some(paths) = &query.group_by else {
        found.truncate(query.limit.unwrap_or(usize::MAX));
        return vec![Group { key: Key::All, entities: found }];
    };
    found.truncate(query.limit.unwrap_or(usize::MAX));
    group(site, paths, language, &found)
}

/// Puts things into groups by a field; a thing with several values stands in several groups.
fn group(site: &Site, paths: &[Path], language: LanguageId, found: &[EntityId]) -> Vec<Group> {
    let mut groups: BTreeMap<Rank, Group> = BTreeMap::new();
    for entity in found {
        let mut keys: Vec<(Rank, Key)> = Vec::new();
        if let Some(path) = paths.iter().find(|path| path.kind == site.entity(*entity).kind) {
            visit(site, *entity, *path, &mut |item| {
                keys.push(key(site, item, language));
                false
            });
        }
        if keys.is_empty() {
            keys.push((Rank::Last, Key::NotGiven));
        }
        for (rank, key) in keys {
            let group = groups.entry(rank).or_insert_with(|| Group { key, entities: Vec::new() });
            if group.entities.last() != Some(entity) {
                group.entities.push(*entity);
            }
        }
    }
    groups.into_values().collect()
}

/// Where a group stands among the groups.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Entity(u32),
    /// Kinds may have choices of their own at one position.
    Choice(u16, Box<str>),
    Text(Box<str>),
    Last,
}

fn key(site: &Site, item: Item<'_>, language: LanguageId) -> (Rank, Key) {
    match item {
        Item::Entity(entity) => (Rank::Entity(site.title_rank(entity, language)), Key::Entity(entity)),
        Item::Value(field, Value::Choice(choice)) => {
            let id = site.kinds.field(field).choices().get(usize::from(*choice)).map(|choice| choice.id.clone());
            (Rank::Choice(*choice, id.unwrap_or_default()), Key::Choice(field, *choice))
        }
        Item::Value(_, value) => {
            let text = plain(value, language);
            (Rank::Text(text.to_lowercase().into()), Key::Text(text.into()))
        }
    }
}

/// A value as plain text, for groups and for the order of words.
fn plain(value: &Value, language: LanguageId) -> String {
    match value {
        Value::Text(text) => text.read_in(language).1.to_string(),
        Value::Url(text) | Value::Email(text) | Value::Identifier(text) | Value::Image(text) => text.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => number.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Money(money) => format!("{} {}", money.amount, money.currency),
        Value::Date(date) => date.to_string(),
        Value::Period(period) => period.to_string(),
        Value::Time(time) => time.to_string(),
        _ => String::new(),
    }
}

/// The things to look at: those of the kinds, or fewer where a condition names what they must be connected with.
fn candidates(site: &Site, query: &Query) -> Vec<EntityId> {
    let connected = query.conditions.iter().find_map(|condition| connected(site, condition));
    let mut found: Vec<EntityId> = match connected {
        Some(found) => found.into_iter().filter(|entity| query.of.contains(&site.entity(*entity).kind)).collect(),
        None => query.of.iter().flat_map(|kind| site.of_kind(*kind)).collect(),
    };
    found.sort_unstable();
    found.dedup();
    found
}

/// The index: whatever has one of the wanted things, or one of the wanted choices, in a field.
fn connected(site: &Site, condition: &Condition) -> Option<Vec<EntityId>> {
    let (Subject::Field(paths), Test::OneOf(operands)) = (&condition.subject, &condition.test) else { return None };
    if paths.iter().any(|path| path.sub.is_some()) {
        return None;
    }
    let mut found = Vec::new();
    for path in paths {
        for operand in operands {
            match (&site.kinds.field(path.field).kind, operand) {
                (FieldKind::Ref(_), Operand::Entity(target)) => {
                    found.extend(site.relations.to(*target).filter(|relation| relation.field == path.field).map(|relation| relation.from));
                }
                (FieldKind::Inverse(fields), Operand::Entity(target)) => {
                    found.extend(
                        site.relations.from(*target).iter().filter(|relation| fields.contains(&relation.field)).map(|relation| relation.to),
                    );
                }
                (FieldKind::Choice(choices), Operand::Text(text)) => {
                    let choice = choices.iter().position(|choice| choice.id == *text)?;
                    found.extend(site.with_choice(path.field, choice as u16));
                }
                _ => return None,
            }
        }
    }
    Some(found)
}

/// A value of a field, or the thing that it leads to.
#[derive(Clone, Copy)]
enum Item<'a> {
    Entity(EntityId),
    Value(FieldId, &'a Value),
}

/// Shows every item of a field to `see`, until it says that it has seen enough; tells whether it did.
fn visit<'a>(site: &'a Site, entity: EntityId, path: Path, see: &mut dyn FnMut(Item<'a>) -> bool) -> bool {
    let says = |relation: &'a Relation, end: EntityId, see: &mut dyn FnMut(Item<'a>) -> bool| match path.sub {
        None => see(Item::Entity(end)),
        Some(sub) => relation.says.iter().filter(|given| given.field == sub).any(|given| visit_given(site, given, see)),
    };
    match &site.kinds.field(path.field).kind {
        FieldKind::Ref(_) => {
            let mut relations = site.relations.from(entity).iter().filter(|relation| relation.field == path.field);
            relations.any(|relation| says(relation, relation.to, see))
        }
        FieldKind::Inverse(fields) => {
            let mut relations = site.relations.to(entity).filter(|relation| fields.contains(&relation.field));
            relations.any(|relation| says(relation, relation.from, see))
        }
        _ => {
            let mut given = site.entity(entity).values.iter().filter(|given| given.field == path.field);
            given.any(|given| match path.sub {
                None => visit_given(site, given, see),
                Some(sub) => given.value.items().iter().any(|item| match item {
                    Value::Record(inner) => inner.iter().filter(|given| given.field == sub).any(|given| visit_given(site, given, see)),
                    _ => false,
                }),
            })
        }
    }
}

fn visit_given<'a>(site: &'a Site, given: &'a Given, see: &mut dyn FnMut(Item<'a>) -> bool) -> bool {
    given.value.items().iter().any(|item| match item {
        Value::Ref(relation) => see(Item::Entity(site.relations.get(*relation).to)),
        value => see(Item::Value(given.field, value)),
    })
}

/// Does a thing pass a condition?
fn holds(site: &Site, entity: EntityId, condition: &Condition) -> bool {
    let any = |test: &mut dyn FnMut(Item<'_>) -> bool| match &condition.subject {
        Subject::Id => false,
        Subject::Field(paths) => {
            let path = paths.iter().find(|path| path.kind == site.entity(entity).kind);
            path.is_some_and(|path| visit(site, entity, *path, test))
        }
    };
    let has_id = |operands: &[Operand]| {
        let id = &site.entity(entity).id;
        condition.subject == Subject::Id && operands.iter().any(|operand| matches!(operand, Operand::Text(text) if text == id))
    };
    let is_any = |item: Item<'_>, operands: &[Operand]| operands.iter().any(|operand| equals(site, item, operand));
    match &condition.test {
        Test::OneOf(operands) => has_id(operands) || any(&mut |item| is_any(item, operands)),
        Test::NoneOf(operands) => !has_id(operands) && !any(&mut |item| is_any(item, operands)),
        Test::Compare(comparison, operand) => any(&mut |item| compares(item, *comparison, operand)),
        Test::Within(tops) => any(&mut |item| {
            let is_above = |end| tops.iter().any(|top| matches!(top, Operand::Entity(top) if site.is_within(end, *top)));
            matches!(item, Item::Entity(end) if is_above(end))
        }),
        Test::Exists(wanted) => any(&mut |_| true) == *wanted,
    }
}

fn equals(site: &Site, item: Item<'_>, operand: &Operand) -> bool {
    match (item, operand) {
        (Item::Entity(end), Operand::Entity(wanted)) => end == *wanted,
        (Item::Value(field, Value::Choice(choice)), Operand::Text(text)) => {
            site.kinds.field(field).choices().get(usize::from(*choice)).is_some_and(|choice| choice.id == *text)
        }
        (Item::Value(_, Value::Text(value)), Operand::Text(text)) => value.versions().any(|(_, version)| version == text),
        (Item::Value(_, Value::Url(value) | Value::Email(value) | Value::Identifier(value)), Operand::Text(text)) => value == text,
        (Item::Value(_, Value::Boolean(value)), Operand::Boolean(wanted)) => value == wanted,
        (Item::Value(_, value), Operand::Number(wanted)) => number(value) == Some(*wanted),
        (Item::Value(_, value), Operand::Period(wanted)) => period(value).is_some_and(|period| {
            // `2019` is true of any day in 2019.
            wanted.first_day() <= period.first_day() && later(period.last_day()) <= later(wanted.last_day())
        }),
        _ => false,
    }
}

/// An open end lies after every day.
fn later(day: Option<Day>) -> (bool, Option<Day>) {
    (day.is_none(), day)
}

fn compares(item: Item<'_>, comparison: Comparison, operand: &Operand) -> bool {
    let Item::Value(_, value) = item else { return false };
    match operand {
        Operand::Number(bound) => number(value).is_some_and(|number| match comparison {
            Comparison::AtLeast => number >= *bound,
            Comparison::MoreThan => number > *bound,
            Comparison::AtMost => number <= *bound,
            Comparison::LessThan => number < *bound,
        }),
        Operand::Period(bound) => period(value).is_some_and(|period| match comparison {
            Comparison::AtLeast => period.first_day() >= bound.first_day(),
            Comparison::MoreThan => period.first_day() > bound.last_day(),
            Comparison::AtMost => later(period.last_day()) <= later(bound.last_day()),
            Comparison::LessThan => later(period.last_day()) < later(bound.first_day()),
        }),
        _ => false,
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => Some(*number),
        Value::Money(money) => Some(money.amount),
        _ => None,
    }
}

fn period(value: &Value) -> Option<Period> {
    match value {
        Value::Date(date) => Some(Period::On(*date)),
        Value::Period(period) => Some(*period),
        _ => None,
    }
}

/// What a thing is sorted by; what is not given comes last, whichever the direction.
#[derive(Clone, PartialEq)]
enum SortKey {
    Number(f64),
    Period(Period),
    Text(String),
    Missing,
}

fn order(site: &Site, query: &Query, language: LanguageId, found: &mut [EntityId]) {
    let by_title = |a: &EntityId, b: &EntityId| site.title_rank(*a, language).cmp(&site.title_rank(*b, language));
    if query.sort.is_empty() {
        return found.sort_by(by_title);
    }
    let mut keyed: Vec<(Vec<SortKey>, EntityId)> =
        found.iter().map(|entity| (query.sort.iter().map(|sort| sort_key(site, *entity, sort, language)).collect(), *entity)).collect();
    keyed.sort_by(|(one, a), (other, b)| {
        let pairs = one.iter().zip(other).zip(&query.sort);
        let mut orders = pairs.map(|((one, other), sort)| compare_keys(site, language, one, other, sort.direction));
        orders.find(|order| order.is_ne()).unwrap_or(Ordering::Equal).then_with(|| by_title(a, b))
    });
    for (place, (_, entity)) in found.iter_mut().zip(keyed) {
        *place = entity;
    }
}

fn sort_key(site: &Site, entity: EntityId, sort: &Sort, language: LanguageId) -> SortKey {
    let SortBy::Field(paths) = &sort.by else { return SortKey::Text(site.entity(entity).id.to_string()) };
    let mut key = SortKey::Missing;
    if let Some(path) = paths.iter().find(|path| path.kind == site.entity(entity).kind) {
        visit(site, entity, *path, &mut |item| {
            key = match item {
                Item::Entity(end) => SortKey::Number(f64::from(site.title_rank(end, language))),
                Item::Value(_, Value::Choice(choice)) => SortKey::Number(f64::from(*choice)),
                Item::Value(_, value) => match (number(value), period(value)) {
                    (Some(number), _) => SortKey::Number(number),
                    (_, Some(period)) => SortKey::Period(period),
                    _ => SortKey::Text(plain(value, language)),
                },
            };
            true
        });
    }
    key
}

fn compare_keys(site: &Site, language: LanguageId, one: &SortKey, other: &SortKey, direction: Direction) -> Ordering {
    let order = match (one, other) {
        (SortKey::Missing, SortKey::Missing) => return Ordering::Equal,
        (SortKey::Missing, _) => return Ordering::Greater,
        (_, SortKey::Missing) => return Ordering::Less,
        (SortKey::Number(one), SortKey::Number(other)) => one.total_cmp(other),
        (SortKey::Period(one), SortKey::Period(other)) => one.cmp(other),
        (SortKey::Text(one), SortKey::Text(other)) => site.settings.languages.get(language).compare(one, other),
        // A field has one type, so that keys of two kinds do not meet.
        _ => Ordering::Equal,
    };
    match direction {
        Direction::Up => order,
        Direction::Down => order.reverse(),
    }
}

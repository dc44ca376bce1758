//! A [`Query`] answered by a [`Site`].

use std::cmp::Ordering;

use super::super::kind::FieldKind;
use super::super::language::LanguageId;
use super::super::value::{Measure, Value};
use super::super::{EntityId, Site};
use super::group::{Group, Key, group, plain};
use super::passes::{Item, clauses, number, passes, period, visit};
use super::{Condition, Direction, Operand, Query, Sort, SortBy, Subject, Test};
use crate::syntax::date::Period;

/// Answers a query for readers of `language`, whose alphabet decides the order of words.
pub fn run(site: &Site, query: &Query, language: LanguageId) -> Vec<Group> {
    let mut found: Vec<EntityId> = candidates(site, query);
    let clauses = clauses(query);
    found.retain(|entity| clauses.iter().all(|clause| passes(site, *entity, clause)));
    order(site, query, language, &mut found);
    found.truncate(query.limit.unwrap_or(usize::MAX));
    match &query.group_by {
        Some(paths) => group(site, (paths, query.then_by.as_deref()), language, &found),
        None => vec![Group { key: Key::All, entities: found, parts: Vec::new() }],
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

/// What a thing is sorted by; what is not given comes last, whichever the direction.
#[derive(Clone, PartialEq)]
enum SortKey {
    Number(f64),
    /// Amounts of one currency stand together, whichever the direction: nobody can tell which of two is more.
    Money(Box<str>, f64),
    Period(Period),
    Text(String),
    Missing,
}

impl SortKey {
    /// The turn of its type among the others.
    fn turn(&self) -> u8 {
        match self {
            SortKey::Number(_) => 0,
            SortKey::Money(..) => 1,
            SortKey::Period(_) => 2,
            SortKey::Text(_) => 3,
            SortKey::Missing => 4,
        }
    }
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
                Item::Id(id) => SortKey::Text(id.to_owned()),
                Item::Entity(end) => SortKey::Number(f64::from(site.title_rank(end, language))),
                Item::Value(_, Value::Choice(choice)) => SortKey::Number(f64::from(*choice)),
                Item::Value(_, Value::Money(money)) => SortKey::Money(money.currency.clone(), money.amount),
                // Who gave no number stands with those who were not asked.
                Item::Value(_, Value::Measure(Measure::NotReported)) => SortKey::Missing,
                Item::Value(_, value) => match (number(value), period(value)) {
                    (Some(number), _) => SortKey::Number(number),
                    (_, Some(period)) => SortKey::Period(period),
                    _ => SortKey::Text(plain(value, language)),
                },
            };
            key != SortKey::Missing
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
        (SortKey::Money(one, _), SortKey::Money(other, _)) if one != other => return one.cmp(other),
        (SortKey::Money(_, one), SortKey::Money(_, other)) => one.total_cmp(other),
        (SortKey::Period(one), SortKey::Period(other)) => one.cmp(other),
        (SortKey::Text(one), SortKey::Text(other)) => site.settings.languages.get(language).compare(one, other),
        // Two kinds may have fields of one name and of two types.
        _ => one.turn().cmp(&other.turn()),
    };
    match direction {
        Direction::Up => order,
        Direction::Down => order.reverse(),
    }
}

//! The groups that an answer falls into.

use std::collections::BTreeMap;

use super::super::kind::FieldId;
use super::super::language::LanguageId;
use super::super::value::{Localised, Measure, Value};
use super::super::{EntityId, Site};
use super::Path;
use super::passes::{Item, each_pair};
use crate::syntax::date::{Period, Time};

/// Things that belong together, in the order that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub key: Key,
    pub entities: Vec<EntityId>,
    /// The groups within it, where a second field was asked for.
    pub parts: Vec<Group>,
}

/// What the things of a group have in common.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// Nobody asked for groups.
    All,
    Entity(EntityId),
    Choice(FieldId, u16),
    /// A value of the field, no list; a text in the one language that it is read in.
    Value(FieldId, Value),
    /// The field is not given.
    NotGiven,
}

/// Puts things into groups by a field, and those into groups by a second; a thing with several values stands in several groups.
pub fn group(site: &Site, (one, two): (&[Path], Option<&[Path]>), language: LanguageId, found: &[EntityId]) -> Vec<Group> {
    let mut groups = Groups::default();
    for entity in found {
        let of_kind = |paths: &[Path]| paths.iter().find(|path| path.kind == site.entity(*entity).kind).copied();
        let mut places: Vec<(Ranked, Option<Ranked>)> = Vec::new();
        each_pair(site, *entity, (of_kind(one), two.and_then(of_kind)), &mut |outer, inner| {
            let outer = outer.and_then(|item| key(site, item, language));
            let inner = inner.and_then(|item| key(site, item, language));
            places.push((outer.unwrap_or_else(not_given), two.map(|_| inner.unwrap_or_else(not_given))));
        });
        // What stands somewhere by its field does not stand among the others too, for a value that nothing can be grouped by.
        if places.iter().any(|((rank, _), _)| *rank != Rank::Last) {
            places.retain(|((rank, _), _)| *rank != Rank::Last);
        }
        for (outer, inner) in places {
            groups.add(*entity, outer, inner);
        }
    }
    groups.in_order(site, language)
}

/// A group's key, and its place.
type Ranked = (Rank, Key);

fn not_given() -> Ranked {
    (Rank::Last, Key::NotGiven)
}

/// Groups that are being filled.
#[derive(Default)]
struct Groups(BTreeMap<Rank, (Group, Groups)>);

impl Groups {
    fn add(&mut self, entity: EntityId, (rank, key): Ranked, inner: Option<Ranked>) {
        let (group, parts) =
            self.0.entry(rank).or_insert_with(|| (Group { key, entities: Vec::new(), parts: Vec::new() }, Groups::default()));
        if group.entities.last() != Some(&entity) {
            group.entities.push(entity);
        }
        if let Some(inner) = inner {
            parts.add(entity, inner, None);
        }
    }

    fn in_order(self, site: &Site, language: LanguageId) -> Vec<Group> {
        let mut groups: Vec<(Rank, (Group, Groups))> = self.0.into_iter().collect();
        let alphabet = site.settings.languages.get(language);
        groups.sort_by(|(one, _), (other, _)| match (one, other) {
            (Rank::Text(one), Rank::Text(other)) => alphabet.compare(one, other),
            _ => one.cmp(other),
        });
        groups.into_iter().map(|(_, (group, parts))| Group { parts: parts.in_order(site, language), ..group }).collect()
    }
}

/// Where a group stands among the groups.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Entity(u32),
    /// Kinds may have choices of their own at one position.
    Choice(u16, Box<str>),
    /// What is so comes before what is not.
    Boolean(std::cmp::Reverse<bool>),
    Number(Size),
    /// Amounts of one currency stand together.
    Money(Box<str>, Size),
    Period(Period),
    Time(Time),
    Coordinates(Size, Size),
    Text(Box<str>),
    NotReported,
    Last,
}

/// A number by its size.
struct Size(f64);

impl Size {
    /// Of a number, of which there is one zero.
    fn of(number: f64) -> Size {
        Size(number + 0.0)
    }
}

impl Ord for Size {
    fn cmp(&self, other: &Size) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Size {
    fn partial_cmp(&self, other: &Size) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Size {
    fn eq(&self, other: &Size) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Size {}

/// The group of a value; none where it has nothing to go by.
fn key(site: &Site, item: Item<'_>, language: LanguageId) -> Option<(Rank, Key)> {
    let (field, value) = match item {
        Item::Id(_) => return None,
        Item::Entity(entity) => return Some((Rank::Entity(site.title_rank(entity, language)), Key::Entity(entity))),
        Item::Value(field, value) => (field, value),
    };
    let rank = match value {
        Value::Choice(choice) => {
            let id = site.kinds.field(field).choices().get(usize::from(*choice)).map(|choice| choice.id.clone());
            return Some((Rank::Choice(*choice, id.unwrap_or_default()), Key::Choice(field, *choice)));
        }
        Value::Text(text) => {
            let (language, words) = text.read_in(language);
            let key = Key::Value(field, Value::Text(Localised::one(language, words.clone())));
            return Some((Rank::Text(words.to_lowercase().into()), key));
        }
        Value::Integer(number) => Rank::Number(Size::of(*number as f64)),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => Rank::Number(Size::of(*number)),
        Value::Measure(Measure::NotReported) => Rank::NotReported,
        Value::Boolean(flag) => Rank::Boolean(std::cmp::Reverse(*flag)),
        Value::Money(money) => Rank::Money(money.currency.clone(), Size::of(money.amount)),
        Value::Date(date) => Rank::Period(Period::On(*date)),
        Value::Period(period) => Rank::Period(*period),
        Value::Time(time) => Rank::Time(*time),
        Value::Duration(months) => Rank::Number(Size::of(f64::from(*months))),
        Value::Coordinates(point) => Rank::Coordinates(Size::of(point.latitude), Size::of(point.longitude)),
        Value::Url(text) | Value::Email(text) | Value::Identifier(text) => Rank::Text(text.to_lowercase().into()),
        _ => return None,
    };
    Some((rank, Key::Value(field, value.clone())))
}

/// A value as plain text, for the order of words.
pub fn plain(value: &Value, language: LanguageId) -> String {
    match value {
        Value::Text(text) => text.read_in(language).1.to_string(),
        Value::Url(text) | Value::Email(text) | Value::Identifier(text) | Value::Image(text) => text.to_string(),
        Value::Boolean(flag) => flag.to_string(),
        Value::Time(time) => time.to_string(),
        _ => String::new(),
    }
}

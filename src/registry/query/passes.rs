//! Whether a thing passes the conditions of a query.

use std::cmp::Ordering;

use super::super::kind::{FieldId, FieldKind};
use super::super::language::DEFAULT;
use super::super::relation::Relation;
use super::super::value::{Given, Measure, Value};
use super::super::{EntityId, Site};
use super::{Comparison, Condition, Operand, Path, Query, Subject, Test};
use crate::syntax::date::{Day, Period};

/// What a condition looks at: a thing's id, a value of a field, or the thing that it leads to.
#[derive(Clone, Copy)]
pub enum Item<'a> {
    Id(&'a str),
    Entity(EntityId),
    Value(FieldId, &'a Value),
}

/// One of the things that a field holds: a relation and its other end, or a value.
#[derive(Clone, Copy)]
enum Holding<'a> {
    Relation(&'a Relation, EntityId),
    Value(FieldId, &'a Value),
}

/// Looks at items until it says that it has seen enough.
type See<'s, 'a> = dyn FnMut(Item<'a>) -> bool + 's;

/// Shows every item of a field to `see`, until it says that it has seen enough; tells whether it did.
pub fn visit<'a>(site: &'a Site, entity: EntityId, path: Path, see: &mut See<'_, 'a>) -> bool {
    each_holding(site, entity, path.field, &mut |holding| visit_in(site, holding, path.sub, see))
}

fn each_holding<'a>(site: &'a Site, entity: EntityId, field: FieldId, see: &mut dyn FnMut(Holding<'a>) -> bool) -> bool {
    match &site.kinds.field(field).kind {
        FieldKind::Ref(_) => {
            let mut relations = site.relations.from(entity).iter().filter(|relation| relation.field == field);
            relations.any(|relation| see(Holding::Relation(relation, relation.to)))
        }
        FieldKind::Inverse(fields) => {
            let mut relations = site.relations.to(entity).filter(|relation| fields.contains(&relation.field));
            relations.any(|relation| see(Holding::Relation(relation, relation.from)))
        }
        _ => {
            let mut given = site.entity(entity).values.iter().filter(|given| given.field == field);
            given.any(|given| given.value.items().iter().any(|item| see(Holding::Value(given.field, item))))
        }
    }
}

/// Shows what a thing has in two fields: the pairs of one relation or record where both are fields of the same, else each beside each.
///
/// Where one has nothing, there is `None` in its place; `see` is called at least once.
pub fn each_pair<'a>(
    site: &'a Site,
    entity: EntityId,
    (one, two): (Option<Path>, Option<Path>),
    see: &mut dyn FnMut(Option<Item<'a>>, Option<Item<'a>>),
) {
    let mut show = |outer: &[Item<'a>], inner: &[Item<'a>]| match (outer, inner) {
        ([], []) => see(None, None),
        ([], inner) => inner.iter().for_each(|inner| see(None, Some(*inner))),
        (outer, []) => outer.iter().for_each(|outer| see(Some(*outer), None)),
        (outer, inner) => outer.iter().for_each(|outer| inner.iter().for_each(|inner| see(Some(*outer), Some(*inner)))),
    };
    if let (Some(one), Some(two)) = (one, two)
        && one.field == two.field
    {
        let mut seen = false;
        each_holding(site, entity, one.field, &mut |holding| {
            seen = true;
            let [outer, inner] = [one, two].map(|path| {
                let mut found = Vec::new();
                visit_in(site, holding, path.sub, &mut |item| {
                    found.push(item);
                    false
                });
                found
            });
            show(&outer, &inner);
            false
        });
        if !seen {
            show(&[], &[]);
        }
        return;
    }
    let [outer, inner] = [one, two].map(|path| {
        let mut found = Vec::new();
        if let Some(path) = path {
            visit(site, entity, path, &mut |item| {
                found.push(item);
                false
            });
        }
        found
    });
    show(&outer, &inner);
}

/// Shows every value that a thing gives in a field, which each kind has on a path of its own.
pub fn each_value<'a>(site: &'a Site, entity: EntityId, paths: &[Path], see: &mut dyn FnMut(&'a Value)) {
    let Some(path) = paths.iter().find(|path| path.kind == site.entity(entity).kind) else { return };
    visit(site, entity, *path, &mut |item| {
        if let Item::Value(_, value) = item {
            see(value);
        }
        false
    });
}

/// Does a thing give anything in a field?
pub fn has(site: &Site, entity: EntityId, paths: &[Path]) -> bool {
    paths.iter().find(|path| path.kind == site.entity(entity).kind).is_some_and(|path| visit(site, entity, *path, &mut |_| true))
}

/// Shows what one relation or value is, or what it says in one of its own fields.
fn visit_in<'a>(site: &'a Site, holding: Holding<'a>, sub: Option<FieldId>, see: &mut See<'_, 'a>) -> bool {
    let said: &[Given] = match (holding, sub) {
        (Holding::Relation(_, end), None) => return see(Item::Entity(end)),
        (Holding::Value(field, value), None) => return visit_value(site, field, value, see),
        (Holding::Relation(relation, _), Some(_)) => &relation.says,
        (Holding::Value(_, Value::Record(inner)), Some(_)) => inner,
        (Holding::Value(..), Some(_)) => return false,
    };
    let mut values = said.iter().filter(|given| Some(given.field) == sub).flat_map(|given| given.value.items());
    sub.is_some_and(|sub| values.any(|value| visit_value(site, sub, value, see)))
}

fn visit_value<'a>(site: &'a Site, field: FieldId, value: &'a Value, see: &mut See<'_, 'a>) -> bool {
    match value {
        Value::Ref(relation) => see(Item::Entity(site.relations.get(*relation).to)),
        value => see(Item::Value(field, value)),
    }
}

/// The conditions of a query, those together that must hold of one and the same relation or record.
pub fn clauses(query: &Query) -> Vec<Vec<&Condition>> {
    let mut clauses: Vec<Vec<&Condition>> = Vec::new();
    for condition in &query.conditions {
        match clauses.iter_mut().find(|clause| share_field(clause[0], condition)) {
            Some(clause) => clause.push(condition),
            None => clauses.push(vec![condition]),
        }
    }
    clauses
        .into_iter()
        .flat_map(|clause| if is_tied(&clause) { vec![clause] } else { clause.into_iter().map(|one| vec![one]).collect() })
        .collect()
}

fn share_field(one: &Condition, other: &Condition) -> bool {
    let (Subject::Field(one), Subject::Field(other)) = (&one.subject, &other.subject) else { return false };
    one.iter().any(|one| other.iter().any(|other| (one.kind, one.field) == (other.kind, other.field)))
}

/// Are these about one relation or record? Where all only say what must not be, they are about every one.
fn is_tied(clause: &[&Condition]) -> bool {
    let has_sub = |one: &&Condition| matches!(&one.subject, Subject::Field(paths) if paths.iter().any(|path| path.sub.is_some()));
    let is_positive = |one: &&Condition| !matches!(one.test, Test::NoneOf(_) | Test::Exists(false));
    clause.len() > 1 && clause.iter().any(has_sub) && clause.iter().any(is_positive)
}

/// Does a thing pass conditions that belong together?
pub fn passes(site: &Site, entity: EntityId, clause: &[&Condition]) -> bool {
    let kind = site.entity(entity).kind;
    let path = |condition: &Condition| match &condition.subject {
        Subject::Id => None,
        Subject::Field(paths) => paths.iter().find(|path| path.kind == kind).copied(),
    };
    if let [condition] = clause {
        return holds(site, &condition.test, &mut |see| match (&condition.subject, path(condition)) {
            (Subject::Id, _) => see(Item::Id(&site.entity(entity).id)),
            (_, Some(path)) => visit(site, entity, path, see),
            (_, None) => false,
        });
    }
    let Some(field) = clause.iter().find_map(|condition| path(condition)).map(|path| path.field) else { return false };
    each_holding(site, entity, field, &mut |holding| {
        clause.iter().all(|condition| {
            let path = path(condition);
            holds(site, &condition.test, &mut |see| path.is_some_and(|path| visit_in(site, holding, path.sub, see)))
        })
    })
}

/// Does a test hold of the items that `any` goes through?
fn holds<'a>(site: &'a Site, test: &Test, any: &mut dyn FnMut(&mut See<'_, 'a>) -> bool) -> bool {
    let is_any = |item: Item<'_>, operands: &[Operand]| operands.iter().any(|operand| equals(site, item, operand));
    match test {
        Test::OneOf(operands) => any(&mut |item| is_any(item, operands)),
        Test::NoneOf(operands) => !any(&mut |item| is_any(item, operands)),
        Test::Compare(comparison, operand) => any(&mut |item| compares(site, item, *comparison, operand)),
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
        (Item::Id(id), Operand::Text(text)) => *id == **text,
        (Item::Value(field, Value::Choice(choice)), Operand::Text(text)) => {
            site.kinds.field(field).choices().get(usize::from(*choice)).is_some_and(|choice| choice.id == *text)
        }
        (Item::Value(_, Value::Text(value)), Operand::Text(text)) => value.versions().any(|(_, version)| version == text),
        (Item::Value(_, Value::Email(value)), Operand::Text(text)) => value.eq_ignore_ascii_case(text),
        // Browsers show an address with or without its last slash.
        (Item::Value(_, Value::Url(value)), Operand::Text(text)) => value.trim_end_matches('/') == text.trim_end_matches('/'),
        (Item::Value(_, Value::Identifier(value)), Operand::Text(text)) => value == text,
        (Item::Value(_, Value::Boolean(value)), Operand::Boolean(wanted)) => value == wanted,
        (Item::Value(_, Value::Measure(Measure::NotReported)), Operand::NotReported) => true,
        (Item::Value(_, Value::Money(value)), Operand::Money(wanted)) => value == wanted,
        (Item::Value(_, Value::Time(value)), Operand::Time(wanted)) => value == wanted,
        (Item::Value(_, Value::Coordinates(value)), Operand::Coordinates(wanted)) => value == wanted,
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

fn compares(site: &Site, item: Item<'_>, comparison: Comparison, operand: &Operand) -> bool {
    if let (Item::Value(_, value), Operand::Period(bound)) = (item, operand) {
        return period(value).is_some_and(|period| match comparison {
            Comparison::AtLeast => period.first_day() >= bound.first_day(),
            // Nothing comes after what has no end, nor before what has no start.
            Comparison::MoreThan => bound.last_day().is_some() && period.first_day() > bound.last_day(),
            Comparison::AtMost => later(period.last_day()) <= later(bound.last_day()),
            Comparison::LessThan => bound.first_day().is_some() && later(period.last_day()) < later(bound.first_day()),
        });
    }
    order(site, item, operand).is_some_and(|order| match comparison {
        Comparison::AtLeast => order.is_ge(),
        Comparison::MoreThan => order.is_gt(),
        Comparison::AtMost => order.is_le(),
        Comparison::LessThan => order.is_lt(),
    })
}

/// How a value stands to a bound; `None` if they cannot be compared.
fn order(site: &Site, item: Item<'_>, bound: &Operand) -> Option<Ordering> {
    let alphabet = site.settings.languages.get(DEFAULT);
    match (item, bound) {
        (Item::Id(id), Operand::Text(bound)) => Some(alphabet.compare(id, bound)),
        (Item::Value(field, Value::Choice(choice)), Operand::Text(bound)) => {
            // Choices are in the order in which their field lists them.
            let bound = site.kinds.field(field).choices().iter().position(|choice| choice.id == *bound)?;
            Some(usize::from(*choice).cmp(&bound))
        }
        (Item::Value(_, Value::Text(value)), Operand::Text(bound)) => Some(alphabet.compare(value.read_in(DEFAULT).1, bound)),
        (Item::Value(_, Value::Url(value) | Value::Email(value) | Value::Identifier(value)), Operand::Text(bound)) => {
            Some(alphabet.compare(value, bound))
        }
        (Item::Value(_, Value::Time(value)), Operand::Time(bound)) => Some(value.cmp(bound)),
        (Item::Value(_, Value::Money(value)), Operand::Money(bound)) if value.currency == bound.currency => {
            value.amount.partial_cmp(&bound.amount)
        }
        (Item::Value(_, value), Operand::Number(bound)) => number(value)?.partial_cmp(bound),
        _ => None,
    }
}

/// A value's number, if it has one.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(number) => Some(*number as f64),
        Value::Number(number) | Value::Measure(Measure::Number(number)) => Some(*number),
        Value::Money(money) => Some(money.amount),
        Value::Duration(months) => Some(f64::from(*months)),
        _ => None,
    }
}

/// The time that a value covers, if it is one.
pub fn period(value: &Value) -> Option<Period> {
    match value {
        Value::Date(date) => Some(Period::On(*date)),
        Value::Period(period) => Some(*period),
        _ => None,
    }
}

//! Relations that may say an amount of money, such as those of a project to its partners: a table of who has which share in it.

use std::cmp::Ordering;

use serde::Serialize;
use tera::Value;

use crate::registry::EntityId;
use crate::registry::figure::Scale;
use crate::registry::kind::{Field, FieldId, FieldKind, Scheme};
use crate::registry::relation::Relation;
use crate::registry::value::{self, Money};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::body::link;
use crate::render::field::{self, ColumnView, joined};
use crate::render::html::Html;

/// The table as templates have it.
#[derive(Serialize)]
pub struct ShareTable {
    /// What any of the relations says in a number, an amount or a date, one column each.
    columns: Vec<ColumnView>,
    rows: Vec<ShareRow>,
    /// For each column the sum of its amounts, or nothing where they cannot be added up.
    totals: Vec<String>,
    has_roles: bool,
    has_places: bool,
    has_totals: bool,
}

#[derive(Serialize)]
struct ShareRow {
    item: Value,
    place_html: Html,
    cells_html: Vec<Html>,
}

/// A table of relations that say something; nothing where their field knows no money.
pub fn table(window: &Window, apparatus: &mut Apparatus, of: &Field, ends: &[(EntityId, &Relation, Value)]) -> Option<ShareTable> {
    let kinds = window.kinds();
    if !has_money(window, of) {
        return None;
    }
    let is_said = |field: &FieldId| ends.iter().any(|(_, relation, _)| given(relation, *field).is_some());
    let is_column = |field: &&FieldId| matches!(kinds.field(**field).kind, FieldKind::Money | FieldKind::Number) && is_said(field);
    let used: Vec<FieldId> = of.sub_fields().iter().filter(is_column).copied().collect();
    let role = kinds.find_among(of.sub_fields(), "role");
    let mut order: Vec<&(EntityId, &Relation, Value)> = ends.iter().collect();
    // The order of the roles in their kind file is that of their weight: whoever coordinates comes first.
    order.sort_by_key(|(_, relation, _)| rank(relation, role));
    let mut rows = Vec::new();
    for (end, relation, item) in order {
        let cell = |field: &FieldId| given(relation, *field).map(|given| joined(window, apparatus, given).into()).unwrap_or_default();
        let cells_html: Vec<Html> = used.iter().map(cell).collect();
        rows.push((ShareRow { item: item.clone(), place_html: Html::default(), cells_html }, *end));
    }
    let places: Vec<String> = rows.iter().map(|(_, end)| place(window, *end)).collect();
    let has_places = places.iter().any(|place| !place.is_empty());
    let rows = rows.into_iter().zip(places).map(|((row, _), place)| ShareRow { place_html: place.into(), ..row });
    let totals: Vec<String> = used.iter().map(|field| total(window, ends, *field)).collect();
    Some(ShareTable {
        columns: used.iter().map(|sub| field::column(window, kinds.field(*sub))).collect(),
        rows: rows.collect(),
        has_totals: totals.iter().any(|total| !total.is_empty()),
        totals,
        // One role for all is that of the heading.
        has_roles: ends.iter().any(|(_, relation, _)| rank(relation, role) != rank(ends[0].1, role)),
        has_places,
    })
}

/// May relations of a field say an amount of money?
pub fn has_money(window: &Window, field: &Field) -> bool {
    let is_money = |sub: &FieldId| matches!(window.kinds().field(*sub).kind, FieldKind::Money);
    matches!(field.kind, FieldKind::Ref(_)) && field.sub_fields().iter().any(is_money)
}

fn given(relation: &Relation, field: FieldId) -> Option<&value::Given> {
    relation.says.iter().find(|given| given.field == field)
}

fn rank(relation: &Relation, role: Option<FieldId>) -> u16 {
    match role.and_then(|role| given(relation, role)).map(|given| &given.value) {
        Some(value::Value::Choice(choice)) => *choice,
        _ => u16::MAX,
    }
}

/// Where a thing is, and in which country.
fn place(window: &Window, id: EntityId) -> String {
    let Some(field) = window.kinds().kind(window.kind_of(id)).roles.place else { return String::new() };
    let places = window.ends(id, field);
    let Some(first) = places.first() else { return String::new() };
    let mut above = *first;
    // As deep as no true place lies; a circle of places ends here too.
    for _ in 0..8 {
        if is_country(window, above) {
            break;
        }
        match window.parent(above) {
            Some(parent) => above = parent,
            None => return link(window, *first, None, None),
        }
    }
    let own = link(window, *first, None, None);
    if above == *first { own } else { format!("{own}, {}", link(window, above, None, None)) }
}

/// Does a place have a code of a country?
fn is_country(window: &Window, place: EntityId) -> bool {
    let kinds = window.kinds();
    let fields = kinds.kind(window.kind_of(place)).fields.iter();
    let mut codes = fields.filter(|field| matches!(kinds.field(**field).kind, FieldKind::Identifier(Scheme::IsoCountry)));
    codes.any(|field| window.fact(place, *field).is_some())
}

/// The sum of the amounts in a column, where more than one is said and all are in one currency.
fn total(window: &Window, ends: &[(EntityId, &Relation, Value)], field: FieldId) -> String {
    let amounts: Vec<&Money> = ends
        .iter()
        .filter_map(|(_, relation, _)| match &given(relation, field)?.value {
            value::Value::Money(money) => Some(money),
            _ => None,
        })
        .collect();
    let [first, rest @ ..] = &*amounts else { return String::new() };
    if rest.is_empty() || rest.iter().any(|other| other.currency != first.currency) {
        return String::new();
    }
    let sum: f64 = amounts.iter().map(|money| money.amount).sum();
    match sum.partial_cmp(&f64::INFINITY) {
        Some(Ordering::Less) => window.formats().money(sum, &first.currency, Scale::Ones),
        _ => String::new(),
    }
}

//! The editions of an event: those of its series, and those that it succeeds and that succeed it.

use serde::Serialize;
use tera::Value;

use crate::registry::EntityId;
use crate::registry::kind::{FieldId, FieldKind};
use crate::registry::language::DEFAULT;
use crate::registry::programme::{self, ProgrammeFields};
use crate::registry::query::{Condition, Operand, Path, Query, Subject, Test};
use crate::render::ask::Window;
use crate::syntax::date::Day;

/// An edition as templates have it.
#[derive(Serialize)]
pub struct EditionView {
    card: Value,
    /// Is it the one whose page this is?
    is_this: bool,
}

/// A longer chain has a circle in it.
const LONGEST: usize = 50;

/// The editions in the order of their dates, this one among them; none, where it is the only one.
pub fn views(window: &Window, id: EntityId, fields: &ProgrammeFields) -> Vec<EditionView> {
    let earlier = chain(window, id, fields.succeeds);
    let later = chain(window, id, inverse(window, id, fields.succeeds));
    let mut all: Vec<EntityId> = earlier.iter().chain(&later).copied().chain(series(window, id, fields)).chain([id]).collect();
    all.sort_unstable();
    all.dedup();
    if all.len() < 2 {
        return Vec::new();
    }
    // What has no date stands where the chain has it: before this one, or after.
    let rank = |edition: &EntityId| match (date(window, *edition), earlier.contains(edition)) {
        (Some(day), _) => (1, Some(day), *edition),
        (None, true) => (0, None, *edition),
        (None, false) => (2, None, *edition),
    };
    all.sort_by_key(rank);
    all.into_iter().map(|edition| EditionView { card: window.card(edition).value.clone(), is_this: edition == id }).collect()
}

fn date(window: &Window, id: EntityId) -> Option<Day> {
    use crate::registry::value::Value;
    let field = window.kinds().kind(window.kind_of(id)).roles.date?;
    match window.fact(id, field)?.value {
        Value::Period(period) => period.first_day(),
        Value::Date(date) => Some(date.first_day()),
        _ => None,
    }
}

/// What a field leads to, and what it leads to from there.
fn chain(window: &Window, id: EntityId, field: Option<FieldId>) -> Vec<EntityId> {
    let Some(field) = field else { return Vec::new() };
    let kind = window.kind_of(id);
    let mut found = Vec::new();
    let mut open = vec![id];
    while let Some(next) = open.pop().filter(|_| found.len() < LONGEST) {
        for end in window.ends(next, field) {
            if end != id && window.kind_of(end) == kind && !found.contains(&end) {
                found.push(end);
                open.push(end);
            }
        }
    }
    found
}

fn inverse(window: &Window, id: EntityId, field: Option<FieldId>) -> Option<FieldId> {
    match &window.kinds().field(field?).kind {
        FieldKind::Ref(target) => window.kinds().find_field(window.kind_of(id), &target.inverse.as_ref()?.name),
        _ => None,
    }
}

/// The things of its kind that name the same series.
fn series(window: &Window, id: EntityId, fields: &ProgrammeFields) -> Vec<EntityId> {
    let kind = window.kind_of(id);
    let Some(field) = fields.series else { return Vec::new() };
    let Some(&(name, _)) = programme::texts(window.facts(id), Some(field)).first() else { return Vec::new() };
    let name = name.read_in(DEFAULT).1.clone();
    let condition =
        Condition { subject: Subject::Field(vec![Path { kind, field, sub: None }]), test: Test::OneOf(vec![Operand::Text(name)]) };
    let query = Query { of: vec![kind], conditions: vec![condition], sort: Vec::new(), limit: None, group_by: None, then_by: None };
    window.query(&query).into_iter().flat_map(|group| group.entities).collect()
}

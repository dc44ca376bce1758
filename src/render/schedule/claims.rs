//! The figures about an event: what was expected beside what was reported, and what they claim of a part of it.

use serde::Serialize;
use tera::Value;

use crate::registry::EntityId;
use crate::registry::figure::{self, Figure, Status};
use crate::registry::kind::FieldId;
use crate::registry::kind::FieldKind;
use crate::registry::query::{Operand, Subject, Test};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::reading::{self, ReadingView};

/// A figure that was forecast, with what became of it.
#[derive(Serialize)]
pub struct ClaimView {
    figure: Value,
    expected: Vec<ReadingView>,
    /// Empty where nobody has said.
    reported: Vec<ReadingView>,
}

/// The figures about a thing of which something was expected, with what was reported of them.
pub fn side_by_side(window: &Window, apparatus: &mut Apparatus, id: EntityId) -> Vec<ClaimView> {
    let mut views = Vec::new();
    for figure in about(window, id) {
        let own = whole(figure, id);
        let (expected, reported): (Vec<usize>, Vec<usize>) = own.into_iter().partition(|at| is_forecast(figure.observations[*at].status));
        if expected.is_empty() {
            continue;
        }
        let mut readings = |all: Vec<usize>| all.into_iter().map(|at| reading::of(window, apparatus, figure, at)).collect();
        views.push(ClaimView {
            figure: window.card(figure.entity).value.clone(),
            expected: readings(expected),
            reported: readings(reported),
        });
    }
    views
}

/// The figures about a thing that count the things which its `field` leads to.
pub fn of_field(window: &Window, id: EntityId, field: Option<FieldId>) -> Vec<&Figure> {
    let Some(field) = field else { return Vec::new() };
    let kinds = window.kinds();
    let is_inverse = |other: FieldId| matches!(&kinds.field(other).kind, FieldKind::Inverse(fields) if fields.contains(&field));
    let counts = |figure: &&Figure| {
        figure.counts.iter().flat_map(|query| &query.conditions).any(|condition| match (&condition.subject, &condition.test) {
            (Subject::Field(paths), Test::OneOf(wanted)) => {
                paths.iter().any(|path| path.sub.is_none() && is_inverse(path.field)) && wanted.contains(&Operand::Entity(id))
            }
            _ => false,
        })
    };
    about(window, id).into_iter().filter(counts).collect()
}

/// The observations of a figure that are about a thing as a whole.
pub fn whole(figure: &Figure, id: EntityId) -> Vec<usize> {
    let is_own = |at: &usize| {
        let seen = &figure.observations[*at];
        seen.category.is_none() && seen.about.is_none_or(|about| about == id)
    };
    (0..figure.observations.len()).filter(is_own).collect()
}

fn is_forecast(status: Status) -> bool {
    matches!(status, Status::Expected | Status::Target)
}

fn about(window: &Window, id: EntityId) -> Vec<&Figure> {
    let fields = figure::about_fields(window.kinds());
    let mut figures: Vec<EntityId> =
        window.inbound(id).filter(|relation| fields.contains(&relation.field)).map(|relation| relation.from).collect();
    figures.sort_unstable();
    figures.dedup();
    figures.into_iter().filter_map(|figure| window.figure(figure)).collect()
}

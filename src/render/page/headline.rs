//! The numbers on the page of a thing: those that its editors put first, and every figure about it.

use crate::registry::EntityId;
use crate::registry::figure;
use crate::registry::figure::shape::Wanted;
use crate::registry::kind::Kind;
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::chart;
use crate::render::reading::{self, ReadingView};

/// The figures that a thing names as its own, each by what stands for it, with its course.
pub fn key_figures(window: &Window, apparatus: &mut Apparatus, id: EntityId, kind: &Kind) -> Vec<ReadingView> {
    let Some(field) = kind.roles.key_figures else { return Vec::new() };
    let mut readings = Vec::new();
    for one in window.ends(id, field) {
        let Some(figure) = window.figure(one) else { continue };
        // Of a figure about many places a place's own page shows its own value, and every other page the course of the one it names.
        let is_own = figure.observations.iter().any(|seen| seen.about == Some(id));
        let Some(at) = figure.headline_of(|seen| !is_own || seen.about == Some(id)) else { continue };
        let wanted = Wanted { about: figure.observations[at].about.into_iter().collect(), ..Wanted::default() };
        let mut reading = reading::of(window, apparatus, figure, at);
        reading.sparkline_html = chart::sparkline(window, apparatus, (one, figure), &wanted);
        readings.push(reading);
    }
    readings
}

/// The figures about a thing: of each, the observations that are about it.
pub fn about(window: &Window, apparatus: &mut Apparatus, id: EntityId) -> Vec<ReadingView> {
    let fields = figure::about_fields(window.kinds());
    let mut figures: Vec<EntityId> =
        window.inbound(id).filter(|relation| fields.contains(&relation.field)).map(|relation| relation.from).collect();
    figures.sort_unstable();
    figures.dedup();
    let mut readings = Vec::new();
    for one in figures {
        let Some(figure) = window.figure(one) else { continue };
        let own: Vec<usize> = (0..figure.observations.len()).filter(|at| figure.observations[*at].about == Some(id)).collect();
        let shown = match own.len() {
            0 => figure.headline().into_iter().collect(),
            1..=MOST_OF_ONE_FIGURE => own,
            _ => figure.headline_of(|seen| seen.about == Some(id)).into_iter().collect(),
        };
        let further = figure.observations.len() - shown.len();
        let stands_for_more = further > 0 && shown.len() == 1;
        readings.extend(shown.into_iter().map(|at| reading::of(window, apparatus, figure, at)));
        if let Some(last) = readings.last_mut() {
            last.further = further;
            if stands_for_more {
                let is_own = figure.observations.iter().any(|seen| seen.about == Some(id));
                let wanted = Wanted { about: is_own.then_some(id).into_iter().collect(), ..Wanted::default() };
                last.sparkline_html = chart::sparkline(window, apparatus, (one, figure), &wanted);
            }
        }
    }
    readings
}

/// Of a figure with more observations about a thing than this, its page shows the one that stands for them.
const MOST_OF_ONE_FIGURE: usize = 4;

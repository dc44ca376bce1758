//! The views that pages of some kinds draw without being asked.

use std::collections::BTreeSet;

use super::Attached;
use crate::registry::kind::{Nature, Neighbourhood};
use crate::registry::programme::days_of;
use crate::registry::view::schedule::{Part, parts_of};
use crate::registry::{EntityId, Site, geo, history};

/// A view that a page draws by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Own {
    /// What became of the thing.
    History,
    /// Where a place lies, and what is there.
    Map,
    /// What a thing is linked with.
    Neighbourhood,
    /// A part of an event.
    Schedule(Part),
    /// The dates of an event that has no sessions.
    Dates,
}

impl Own {
    /// Those on the page of a thing: what its facts give something to draw for.
    pub fn of(site: &Site, entity: EntityId) -> Vec<Own> {
        let thing = site.entity(entity);
        let kind = site.kinds.kind(thing.kind);
        let mut own = Vec::new();
        let history = kind.roles.history.and_then(|field| thing.given(field));
        if history.is_some_and(|given| history::is_drawn(&site.kinds, given)) {
            own.push(Own::History);
        }
        if geo::is_on_a_map(site, entity) {
            own.push(Own::Map);
        }
        if kind.neighbourhood == Neighbourhood::Drawn && has_neighbours(site, entity) {
            own.push(Own::Neighbourhood);
        }
        let parts = parts_of(site, entity).into_iter().map(|(part, _)| Own::Schedule(part));
        own.extend(parts);
        if !own.contains(&Own::Schedule(Part::Programme)) && days_of(&site.kinds, thing).is_some() {
            own.push(Own::Dates);
        }
        own
    }

    /// The view that draws it, and the name of its files.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Own::History => ("timeline", "history"),
            Own::Map => ("map", "map"),
            Own::Neighbourhood => ("network", "neighbourhood"),
            Own::Schedule(part) => ("schedule", part.name()),
            // Where readers look for the calendar of an event, whether it has sessions or not.
            Own::Dates => ("schedule", Part::Programme.name()),
        }
    }

    /// What it can be taken away as.
    pub fn files(self) -> &'static [Attached] {
        match self {
            Own::Schedule(Part::Programme) => &[Attached::Table, Attached::Calendar],
            Own::Schedule(Part::Exhibitors | Part::Offices) => &[Attached::Table],
            Own::Dates => &[Attached::Calendar],
            Own::History | Own::Map | Own::Neighbourhood => Attached::of_view(self.names().0),
        }
    }
}

/// On its own page a thing's neighbourhood is drawn from so many neighbours on.
pub const FEWEST_NEIGHBOURS: usize = 3;

/// Is a thing linked with so many others that they are drawn? Figures about it and sources are told of elsewhere.
fn has_neighbours(site: &Site, entity: EntityId) -> bool {
    let ends = site.relations.from(entity).iter().map(|relation| relation.to);
    let ends = ends.chain(site.relations.to(entity).map(|relation| relation.from));
    let is_shown = |end: &EntityId| *end != entity && site.kinds.kind(site.entity(*end).kind).nature == Nature::Thing;
    ends.filter(is_shown).collect::<BTreeSet<EntityId>>().len() >= FEWEST_NEIGHBOURS
}

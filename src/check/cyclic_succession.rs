//! `cyclic-succession`: a thing is said to have come after itself.

use std::collections::BTreeMap;

use super::cycle::{self, Edges};
use crate::diag::{Code, Report};
use crate::registry::{EntityId, Site};

/// Reports every round of things that follow one another once, at the first of its members.
pub fn check(site: &Site, report: &mut Report) {
    let mut edges: Edges<EntityId> = BTreeMap::new();
    for (id, entity) in site.entities() {
        let Some(field) = site.kinds.kind(entity.kind).roles.succeeds else { continue };
        let before: Vec<_> = site
            .relations
            .from(id)
            .iter()
            .filter(|relation| relation.field == field)
            .map(|relation| (relation.to, relation.span))
            .collect();
        if !before.is_empty() {
            edges.insert(id, before);
        }
    }
    for round in cycle::rounds(&edges) {
        let name = |id: EntityId| &*site.entity(id).id;
        let message = format!("`{}` comes after itself: {}", name(round.members[0]), round.words(|id| name(*id)));
        report.say(round.span, Code::CyclicSuccession, message).help("take it out of the one that came first");
    }
}

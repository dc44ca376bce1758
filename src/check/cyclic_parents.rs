//! `cyclic-parents`: a thing lies below itself.

use std::collections::BTreeMap;

use super::cycle::{self, Edges};
use crate::diag::{Code, Report};
use crate::registry::{EntityId, Site};

/// Reports every round of parents once, at the first of its members.
pub fn check(site: &Site, report: &mut Report) {
    let mut edges: Edges<EntityId> = BTreeMap::new();
    for (id, entity) in site.entities() {
        let Some(field) = site.kinds.kind(entity.kind).roles.parent else { continue };
        let parents = site.relations.from(id).iter().filter(|relation| relation.field == field);
        let parents: Vec<_> = parents.map(|relation| (relation.to, relation.span)).collect();
        if !parents.is_empty() {
            edges.insert(id, parents);
        }
    }
    for round in cycle::rounds(&edges) {
        let name = |id: EntityId| &*site.entity(id).id;
        let message = format!("`{}` is its own parent: {}", name(round.members[0]), round.words(|id| name(*id)));
        report.say(round.span, Code::CyclicParents, message).help("take the parent out of one of them");
    }
}

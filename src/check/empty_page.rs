//! `empty-page`: a thing has a page and says nothing on it but its title.

use super::aftermath::Aftermath;
use super::orphan::{is_row, place};
use crate::diag::{Code, Report};
use crate::registry::entity::Entity;
use crate::registry::kind::{Nature, Pages};
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// Tells whether the page of a thing shows nothing but its title: no field, no text, and nothing that leads here.
pub fn is_empty(id: EntityId, site: &Site) -> bool {
    let entity = site.entity(id);
    let kind = site.kinds.kind(entity.kind);
    let has_page = kind.pages != Pages::None && kind.nature == Nature::Thing;
    let says = entity.values.iter().any(|given| Some(given.field) != kind.roles.title);
    has_page
        && !says
        && entity.body.is_none()
        && entity.chapters.is_empty()
        && site.relations.from(id).is_empty()
        && site.relations.to(id).next().is_none()
        && site.mentioned_by(id).is_empty()
}

/// Reports the documents, no rows of tables, whose pages are empty; where that is every second one, the site has only begun.
pub fn check(site: &Site, tree: &SourceTree, aftermath: &Aftermath, report: &mut Report) {
    let is_page = |entity: &Entity| site.kinds.kind(entity.kind).pages != Pages::None && !is_row(entity, tree);
    let (empty, full): (Vec<_>, Vec<_>) = site.entities().filter(|(_, entity)| is_page(entity)).partition(|(id, _)| is_empty(*id, site));
    if empty.len() >= full.len() {
        return;
    }
    for (_, entity) in empty {
        if !aftermath.explains(entity) {
            report
                .say(place(entity, site), Code::EmptyPage, format!("the page of `{}` says nothing but its title", entity.id))
                .help("write a `summary` for a start, or say what it has to do with others");
        }
    }
}

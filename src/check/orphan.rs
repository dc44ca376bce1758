//! `orphan`: nothing leads to a thing, and it leads to nothing.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::aftermath::Aftermath;
use super::empty_page;
use crate::diag::{Code, Report, Span};
use crate::registry::entity::Entity;
use crate::registry::kind::{FieldKind, KindId, Nature, Pages};
use crate::registry::language::DEFAULT;
use crate::registry::query::{self, Query};
use crate::registry::target::{self, Target};
use crate::registry::view::Understood;
use crate::registry::{EntityId, Site, view};
use crate::source::SourceTree;
use crate::syntax::markdown::Part;
use crate::syntax::toml::plain;

/// Different views that are asked whether they show an orphan; a site with more is one that views hold together.
const MOST_VIEWS: usize = 50;

/// Reports things that no relation, mention, link, view or menu connects with any other.
///
/// Sources do not count, for they connect everything. Rows of tables, and kinds that stand in lists by their dates, are left alone, and so
/// is a kind most of whose things stand alone: that is a directory.
pub fn check(site: &Site, tree: &SourceTree, aftermath: &Aftermath, report: &mut Report) {
    let mut all: BTreeMap<KindId, usize> = BTreeMap::new();
    let mut alone: BTreeSet<EntityId> = BTreeSet::new();
    for (id, entity) in site.entities().filter(|(_, entity)| may_be_orphan(entity, site) && !is_row(entity, tree)) {
        *all.entry(entity.kind).or_default() += 1;
        if is_alone(id, site) && !aftermath.explains(entity) {
            alone.insert(id);
        }
    }
    let is_connected = || site.entities().any(|(id, _)| site.relations.from(id).iter().any(|relation| !is_source(relation.to, site)));
    if alone.is_empty() || !is_connected() || !take_out_shown(site, tree, &mut alone) {
        return;
    }
    let mut lonely: BTreeMap<KindId, usize> = BTreeMap::new();
    for id in &alone {
        *lonely.entry(site.entity(*id).kind).or_default() += 1;
    }
    for id in alone {
        let entity = site.entity(id);
        let (lonely, all) = (lonely[&entity.kind], all[&entity.kind]);
        if (lonely < 2 || lonely * 2 <= all) && !empty_page::is_empty(id, site) {
            report
                .say(place(entity, site), Code::Orphan, format!("nothing leads to `{}`, and it leads to nothing", entity.id))
                .help("connect it: name it in a text or in a field of another thing, or name others here");
        }
    }
}

/// Where a thing as a whole is pointed at: its title, in its author's words.
pub fn place(entity: &Entity, site: &Site) -> Span {
    let title = site.kinds.kind(entity.kind).roles.title;
    entity.values.iter().find(|given| Some(given.field) == title).map_or(entity.span, |given| given.span)
}

/// Is this a row of a table?
pub fn is_row(entity: &Entity, tree: &SourceTree) -> bool {
    let path = tree.path(entity.span.file);
    !(path.ends_with(".md") || path.ends_with(".toml"))
}

fn may_be_orphan(entity: &Entity, site: &Site) -> bool {
    let kind = site.kinds.kind(entity.kind);
    let is_dated = kind.roles.date.is_some_and(|field| matches!(site.kinds.field(field).kind, FieldKind::Date));
    kind.nature == Nature::Thing && kind.pages != Pages::None && !kind.segment.is_empty() && !is_dated
}

fn is_source(id: EntityId, site: &Site) -> bool {
    site.kinds.kind(site.entity(id).kind).nature == Nature::Source
}

fn is_alone(id: EntityId, site: &Site) -> bool {
    let entity = site.entity(id);
    site.relations.to(id).next().is_none()
        && site.relations.from(id).iter().all(|relation| is_source(relation.to, site))
        && site.mentioned_by(id).is_empty()
        && !entity.bodies_that(|text| text.leads_on).any(|body| body.all_parts().any(leads_on))
        && !site.settings.navigation.iter().any(|entry| *entry.to == *entity.id || *entry.to == *entity.name)
}

fn leads_on(part: &Part) -> bool {
    matches!(part, Part::Mention(_) | Part::Embed(_) | Part::View(_) | Part::LinkStart(_))
}

/// Takes out what a question finds.
fn take_out_found(site: &Site, query: &Query, alone: &mut BTreeSet<EntityId>) {
    query::run(site, query, DEFAULT).iter().flat_map(|group| &group.entities).for_each(|id| {
        alone.remove(id);
    });
}

/// Takes out what a link leads to or a view shows; `false` if there are too many views to ask.
fn take_out_shown(site: &Site, tree: &SourceTree, alone: &mut BTreeSet<EntityId>) -> bool {
    let mut asked: HashSet<String> = HashSet::new();
    for (_, entity) in site.entities() {
        for part in entity.bodies_that(|text| text.has_links).flat_map(|body| body.all_parts()) {
            match part {
                Part::LinkStart(link) => {
                    if let Target::Entity(id, _) = target::of_link(&link.url, link.span.file, site, tree) {
                        alone.remove(&id);
                    }
                }
                Part::View(shown) if asked.insert(format!("{} {}", shown.name, plain(&shown.settings))) => {
                    if asked.len() > MOST_VIEWS {
                        return false;
                    }
                    let drawn = view::read(shown, &site.ground(), &mut Report::default());
                    match drawn {
                        Some(Understood::Things(drawn)) => take_out_found(site, &drawn.query, alone),
                        Some(Understood::Landscape(landscape)) => take_out_found(site, &landscape.query, alone),
                        Some(Understood::Chart(chart)) => chart.figures.iter().for_each(|(id, _)| {
                            alone.remove(id);
                        }),
                        Some(Understood::Map(map)) => map.query.iter().for_each(|query| take_out_found(site, query, alone)),
                        None => {}
                    }
                }
                _ => {}
            }
        }
    }
    true
}

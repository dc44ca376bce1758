//! An event's offices, by the largest places that tell them apart: by continent, where they serve several.

use std::collections::BTreeMap;

use serde::Serialize;

use super::exhibitors::{StatusView, sources, status};
use crate::registry::EntityId;
use crate::registry::kind::FieldId;
use crate::registry::programme::ProgrammeFields;
use crate::registry::relation::Relation;
use crate::registry::value::Value;
use crate::render::apparatus::{Apparatus, Mark};
use crate::render::ask::Window;
use crate::render::body::link;
use crate::render::field::{escaped, joined};
use crate::render::html::Html;

/// Offices as templates have them.
#[derive(Serialize)]
pub struct OfficesView {
    /// "18 offices: 17 confirmed and one to be confirmed".
    total: String,
    groups: Vec<GroupView>,
}

#[derive(Serialize)]
struct GroupView {
    label: String,
    total: String,
    offices: Vec<OfficeView>,
}

#[derive(Clone, Serialize)]
struct OfficeView {
    link_html: Html,
    /// The places that it serves, with what sort of place one is where it is of another sort than most.
    serves_html: Vec<Html>,
    status: Option<StatusView>,
    note_html: Html,
    sources: Vec<Mark>,
    #[serde(skip)]
    is_sure: bool,
}

/// A place deeper than this stands in a circle.
const DEEPEST: usize = 20;

/// An event's offices.
pub fn view(window: &Window, apparatus: &mut Apparatus, event: EntityId) -> OfficesView {
    let fields = ProgrammeFields::of(window.kinds(), window.kind_of(event));
    let relations: Vec<&Relation> = window.outbound(event).iter().filter(|relation| Some(relation.field) == fields.offices).collect();
    let served: Vec<Vec<EntityId>> = relations.iter().map(|relation| places(window, relation.to)).collect();
    let usual = usual_sort(window, served.iter().flatten());
    let offices: Vec<OfficeView> =
        relations.iter().zip(&served).map(|(relation, places)| office(window, apparatus, (relation, places), usual.as_deref())).collect();
    let paths: Vec<Vec<Vec<EntityId>>> = served.iter().map(|places| places.iter().map(|place| path(window, *place)).collect()).collect();
    let shared = shared_depth(paths.iter().flatten());
    let mut groups: Vec<(Option<EntityId>, Vec<usize>)> = Vec::new();
    for (at, paths) in paths.iter().enumerate() {
        let mut tops: Vec<Option<EntityId>> = paths.iter().map(|path| path.get(shared).or(path.last()).copied()).collect();
        tops.dedup();
        if tops.is_empty() {
            tops.push(None);
        }
        for top in tops {
            match groups.iter_mut().find(|(known, _)| *known == top) {
                Some((_, own)) if own.last() == Some(&at) => {}
                Some((_, own)) => own.push(at),
                None => groups.push((top, vec![at])),
            }
        }
    }
    // Offices of which nobody says whom they serve come last.
    groups.sort_by_key(|(top, _)| top.is_none());
    let strings = window.formats().strings();
    let group = |(top, own): (Option<EntityId>, Vec<usize>)| GroupView {
        label: top.map_or_else(|| strings.get("ungrouped", &[]), |top| window.card(top).title.to_string()),
        total: total(window, own.iter().map(|at| &offices[*at])),
        offices: own.iter().map(|at| offices[*at].clone()).collect(),
    };
    OfficesView { total: total(window, offices.iter()), groups: groups.into_iter().map(group).collect() }
}

/// "18: 17 confirmed and one to be confirmed"; the number alone where all are sure.
fn total<'a>(window: &Window, offices: impl Iterator<Item = &'a OfficeView>) -> String {
    let sure: Vec<bool> = offices.map(|office| office.is_sure).collect();
    let confirmed = sure.iter().filter(|is_sure| **is_sure).count();
    let (all, open) = (sure.len() as i64, (sure.len() - confirmed) as i64);
    let formats = window.formats();
    let strings = formats.strings();
    let count = strings.get("schedule-offices", &[("count", all.into())]);
    if open == 0 {
        return count;
    }
    let mut parts = Vec::new();
    if confirmed > 0 {
        parts.push(strings.get("schedule-confirmed", &[("count", (confirmed as i64).into())]));
    }
    parts.push(strings.get("schedule-unconfirmed", &[("count", open.into())]));
    strings.get("schedule-offices-of", &[("offices", (&count).into()), ("parts", (&formats.list(&parts)).into())])
}

fn office(window: &Window, apparatus: &mut Apparatus, (relation, places): (&Relation, &[EntityId]), usual: Option<&str>) -> OfficeView {
    let kinds = window.kinds();
    let given = |name: &str| relation.says.iter().find(|given| *kinds.field(given.field).name == *name);
    let serves = places.iter().map(|place| {
        let name = link(window, *place, None, None);
        match sort(window, *place).filter(|sort| Some(&**sort) != usual) {
            Some(sort) => Html::from(format!("{name} <span class=\"quiet\">({})</span>", escaped(&sort.to_lowercase()))),
            None => name.into(),
        }
    });
    let status = given("status").and_then(|given| status(window, given));
    let note = given("note").map(|given| joined(window, apparatus, given));
    OfficeView {
        link_html: link(window, relation.to, None, None).into(),
        serves_html: serves.collect(),
        note_html: note.unwrap_or_default().into(),
        is_sure: status.is_none(),
        status,
        sources: sources(window, apparatus, &relation.says),
    }
}

/// The places that an office works for: those it serves, else where it is.
pub fn places(window: &Window, office: EntityId) -> Vec<EntityId> {
    let kinds = window.kinds();
    let kind = kinds.kind(window.kind_of(office));
    let serving: Option<FieldId> = kind.fields.iter().copied().find(|field| kinds.field(*field).schema.as_deref() == Some("areaServed"));
    let served = serving.map(|field| window.ends(office, field)).unwrap_or_default();
    if !served.is_empty() {
        return served;
    }
    kind.roles.place.map(|field| window.ends(office, field)).unwrap_or_default()
}

/// From the largest place down to this one.
fn path(window: &Window, place: EntityId) -> Vec<EntityId> {
    let mut path: Vec<EntityId> = Vec::new();
    let mut next = Some(place);
    while let Some(at) = next.filter(|at| path.len() < DEEPEST && !path.contains(at)) {
        path.push(at);
        next = window.parent(at);
    }
    path.reverse();
    path
}

/// How many of the largest places all have in common: they tell nobody apart.
fn shared_depth<'a>(paths: impl Iterator<Item = &'a Vec<EntityId>> + Clone) -> usize {
    let Some(first) = paths.clone().next() else { return 0 };
    // A place is never its own group while there is one above it.
    let longest = paths.clone().map(Vec::len).min().unwrap_or(0).saturating_sub(2);
    (0..longest).take_while(|depth| paths.clone().all(|path| path.get(*depth) == first.get(*depth))).count()
}

/// What sort of place one is, in words.
fn sort(window: &Window, place: EntityId) -> Option<String> {
    let kinds = window.kinds();
    let field = kinds.find_field(window.kind_of(place), "type")?;
    let Value::Choice(choice) = window.fact(place, field)?.value else { return None };
    Some(kinds.field(field).choices().get(usize::from(choice))?.label.read_in(window.language).1.to_string())
}

/// The sort that most of the places are of.
fn usual_sort<'a>(window: &Window, places: impl Iterator<Item = &'a EntityId>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    places.filter_map(|place| sort(window, *place)).for_each(|sort| *counts.entry(sort).or_default() += 1);
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(sort, _)| sort)
}

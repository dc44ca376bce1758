//! The map on the page of a place: where it lies, and what is there.

use std::collections::BTreeSet;

use super::block;
use super::{Subject, things};
use crate::registry::EntityId;
use crate::registry::geo::{Exactness, Mark, Placed as Position};
use crate::registry::view::map::{Fit, Inset, MapView};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::html::Html;
use crate::render::view::{FileView, Placed};
use crate::routes::{Attached, Home, Own};

/// More things than this are on lists of their own.
const MOST: usize = 400;

/// The map of a place with a heading's worth of title; empty where there is nothing to draw.
pub fn html(window: &Window, apparatus: &mut Apparatus, id: EntityId) -> Html {
    if !window.is_on_a_map(id) {
        return Html::default();
    }
    let (name, anchor) = Own::Map.names();
    let home = Home { entity: id, chapter: None };
    let file = |file: &Attached| FileView { title: file.title(), url: window.link(&window.attached(home, anchor, *file)) };
    let placed = Placed { id: apparatus.anchors.take(anchor), files: Attached::of_view(name).iter().map(file).collect() };
    let (view, subject) = of(window, id);
    block::of_subject(window, apparatus, placed, (&view, &subject)).into()
}

/// What the map of a place shows.
pub fn of(window: &Window, id: EntityId) -> (MapView, Subject) {
    let mut marks = there(window, id);
    let own = window.marks(id, None).into_iter().next().map(|mark| mark.placed);
    let placed = match own {
        Some(Position::At(point, Exactness::Own)) => Position::At(point, Exactness::Own),
        _ => Position::Within(id),
    };
    // A point with things on it needs no second mark.
    let is_point = matches!(placed, Position::At(..));
    if !is_point || marks.is_empty() {
        marks.push(Mark { thing: id, title: None, place: Some(id), placed });
    }
    let base = if is_point { None } else { window.base_with(&[id]) };
    let view = MapView { inset: Inset::Hidden, fit: Some(Fit::Base), ..MapView::plain() };
    let mut subject = Subject::on(window, &view, (marks, base));
    let card = window.card(id);
    subject.title = window.formats().strings().get("map-of-place", &[("place", (&*card.title).into())]);
    subject.things.all.iter_mut().filter(|thing| thing.entity == id).for_each(things::Thing::be_the_subject);
    (view, subject)
}

/// What lies in a place and in those below it, at its place.
fn there(window: &Window, id: EntityId) -> Vec<Mark> {
    let kinds = window.kinds();
    let (mut places, mut things) = (BTreeSet::from([id]), BTreeSet::new());
    let mut open = vec![id];
    while let Some(place) = open.pop() {
        for relation in window.inbound(place) {
            let roles = &kinds.kind(window.kind_of(relation.from)).roles;
            if roles.parent == Some(relation.field) && window.kind_of(relation.from) == window.kind_of(id) {
                if places.len() < MOST && places.insert(relation.from) {
                    open.push(relation.from);
                }
            } else if roles.place == Some(relation.field) && things.len() < MOST {
                things.insert(relation.from);
            }
        }
    }
    let mut things: Vec<EntityId> = things.into_iter().collect();
    window.by_title(&mut things);
    let marks = things.into_iter().flat_map(|thing| window.marks(thing, None));
    marks.filter(|mark| mark.placed.point().is_some() && mark.place.is_none_or(|place| places.contains(&place))).collect()
}

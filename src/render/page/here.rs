//! What is in a place and in the places below it, by kind.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tera::Value;

use crate::registry::EntityId;
use crate::registry::kind::{KindId, Pages};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::routes::Listed;

/// The things of one kind that are in a place.
#[derive(Serialize)]
pub struct HereView {
    id: String,
    plural: String,
    /// The list of all things of the kind; empty where it has none.
    url: String,
    count: usize,
    /// Empty where there are too many to be named.
    cards: Vec<Value>,
}

/// More things of one kind than this are counted and not named.
const MOST: usize = 60;

/// What is in a place, by kind; nothing for a thing that is no place.
pub fn by_kind(window: &Window, id: EntityId) -> Vec<HereView> {
    if !window.kinds().is_place(window.kind_of(id)) {
        return Vec::new();
    }
    let mut kinds: BTreeMap<KindId, Vec<EntityId>> = BTreeMap::new();
    for thing in there(window, id) {
        kinds.entry(window.kind_of(thing)).or_default().push(thing);
    }
    kinds.into_iter().map(|(kind, things)| of_kind(window, kind, things)).collect()
}

/// What names the place, or one below it, as where it is.
fn there(window: &Window, id: EntityId) -> BTreeSet<EntityId> {
    let kinds = window.kinds();
    let (mut places, mut things) = (BTreeSet::from([id]), BTreeSet::new());
    let mut open = vec![id];
    while let Some(place) = open.pop() {
        for relation in window.inbound(place) {
            let roles = &kinds.kind(window.kind_of(relation.from)).roles;
            if roles.parent == Some(relation.field) && window.kind_of(relation.from) == window.kind_of(id) {
                if places.insert(relation.from) {
                    open.push(relation.from);
                }
            } else if roles.place == Some(relation.field) {
                things.insert(relation.from);
            }
        }
    }
    things
}

fn of_kind(window: &Window, id: KindId, mut things: Vec<EntityId>) -> HereView {
    let kind = window.kinds().kind(id);
    let count = things.len();
    if count > MOST {
        things.clear();
    }
    window.by_title(&mut things);
    let list = window.address(Listed::List(id, 0), window.language);
    HereView {
        id: kind.name.to_string(),
        plural: in_language(&kind.plural, window.language).to_owned(),
        url: if kind.pages == Pages::All { window.link(&list) } else { String::new() },
        count,
        cards: things.iter().map(|thing| window.card(*thing).value.clone()).collect(),
    }
}

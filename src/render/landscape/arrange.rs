//! Which boxes a landscape has, and what stands in which of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use crate::registry::EntityId;
use crate::registry::query::{Group, Key};
use crate::registry::view::landscape::LandscapeView;
use crate::render::ask::Window;

/// A box and what it falls into.
pub struct Boxed {
    pub head: Key,
    pub parts: Vec<Part>,
}

/// Things of a box that have more in common.
pub struct Part {
    /// Nothing, where it is only what the box says.
    pub head: Option<Key>,
    pub entities: Vec<EntityId>,
}

impl Boxed {
    fn of(head: Key) -> Boxed {
        Boxed { head, parts: Vec::new() }
    }

    fn add(&mut self, head: Option<&Key>, entities: &[EntityId]) {
        match self.parts.iter_mut().find(|part| part.head.as_ref() == head) {
            Some(part) => {
                let known: BTreeSet<EntityId> = part.entities.iter().copied().collect();
                part.entities.extend(entities.iter().filter(|entity| !known.contains(*entity)));
            }
            None => self.parts.push(Part { head: head.cloned(), entities: entities.to_vec() }),
        }
    }

    /// Adds a group, by its own parts where it has any.
    fn take(&mut self, group: &Group, head: Option<&Key>) {
        if group.parts.is_empty() {
            return self.add(head, &group.entities);
        }
        group.parts.iter().for_each(|part| self.add(Some(&part.key), &part.entities));
    }

    /// How many things stand in it, each counted once.
    pub fn count(&self) -> usize {
        let all: BTreeSet<EntityId> = self.parts.iter().flat_map(|part| &part.entities).copied().collect();
        all.len()
    }
}

/// Puts what the view finds into its boxes; what belongs into none of them comes last.
pub fn arrange(window: &Window, view: &LandscapeView) -> Vec<Boxed> {
    let groups = window.query(&view.query);
    let mut boxes = if view.groups.is_empty() { by_themselves(window, &groups) } else { named(window, view, &groups) };
    for boxed in &mut boxes {
        // What is in none of the parts stands behind them, and a single part of that sort needs no head.
        boxed.parts.sort_by_key(|part| (part.head.is_some(), part.head == Some(Key::NotGiven)));
        if let [only] = &mut boxed.parts[..]
            && only.head == Some(Key::NotGiven)
        {
            only.head = None;
        }
    }
    boxes
}

/// A box for each group; things that have a parent stand below the highest that tells them apart.
fn by_themselves(window: &Window, groups: &[Group]) -> Vec<Boxed> {
    let mut lines: Vec<Vec<EntityId>> = groups.iter().filter_map(|group| thing(&group.key)).map(|id| line(window, id)).collect();
    // What stands above all of them divides nothing.
    while let Some(top) = lines.first().and_then(|line| line.first()).copied()
        && lines.iter().all(|line| line.len() > 1 && line[0] == top)
    {
        for line in &mut lines {
            line.remove(0);
        }
    }
    let mut lines = lines.into_iter();
    let mut boxes: Vec<Boxed> = Vec::new();
    let mut of_things: BTreeMap<EntityId, usize> = BTreeMap::new();
    for group in groups {
        let top = thing(&group.key).and_then(|_| lines.next()).and_then(|line| line.first().copied());
        let at = match top {
            Some(top) => *of_things.entry(top).or_insert_with(|| {
                boxes.push(Boxed::of(Key::Entity(top)));
                boxes.len() - 1
            }),
            None => {
                boxes.push(Boxed::of(group.key.clone()));
                boxes.len() - 1
            }
        };
        let is_below = top.is_some_and(|top| group.key != Key::Entity(top));
        boxes[at].take(group, is_below.then_some(&group.key));
    }
    let alphabet = window.settings().languages.get(window.language);
    boxes.sort_by(|one, other| match (thing(&one.head), thing(&other.head)) {
        (Some(one), Some(other)) => alphabet.compare(&window.card(one).title, &window.card(other).title),
        // Whatever is no thing comes behind them, in the order in which it was found.
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    boxes
}

/// A box for each of the groups that are named, also where it stays empty, and one for the rest.
fn named(window: &Window, view: &LandscapeView, groups: &[Group]) -> Vec<Boxed> {
    let mut boxes: Vec<Boxed> = view.groups.iter().map(|key| Boxed::of(key.clone())).collect();
    let mut rest = Boxed::of(Key::NotGiven);
    let mut placed: BTreeSet<EntityId> = BTreeSet::new();
    let mut others: Vec<&Group> = Vec::new();
    for group in groups {
        let above: Vec<Key> = match thing(&group.key) {
            Some(id) => line(window, id).into_iter().rev().map(Key::Entity).collect(),
            None => vec![group.key.clone()],
        };
        let found = above.iter().find_map(|key| boxes.iter().position(|boxed| is_same(window, &boxed.head, key)));
        let Some(at) = found else {
            others.push(group);
            continue;
        };
        let is_below = !is_same(window, &boxes[at].head, &group.key);
        boxes[at].take(group, is_below.then_some(&group.key));
        placed.extend(&group.entities);
    }
    for group in others {
        let left = |group: &Group| Group {
            key: group.key.clone(),
            entities: group.entities.iter().copied().filter(|entity| !placed.contains(entity)).collect(),
            parts: Vec::new(),
        };
        let left = Group { parts: group.parts.iter().map(left).filter(|part| !part.entities.is_empty()).collect(), ..left(group) };
        if !left.entities.is_empty() {
            rest.take(&left, None);
        }
    }
    if !rest.parts.is_empty() {
        boxes.push(rest);
    }
    boxes
}

fn thing(key: &Key) -> Option<EntityId> {
    match key {
        Key::Entity(id) => Some(*id),
        _ => None,
    }
}

/// Kinds may have choices of their own under one id.
fn is_same(window: &Window, one: &Key, other: &Key) -> bool {
    match (one, other) {
        (Key::Choice(field, at), Key::Choice(other, other_at)) => {
            let id = |field, at: u16| window.kinds().field(field).choices().get(usize::from(at)).map(|choice| &choice.id);
            id(*field, *at) == id(*other, *other_at)
        }
        _ => one == other,
    }
}

/// A line longer than this goes in a circle, which a check reports.
const LONGEST: usize = 50;

/// What is above a thing, from the top down to itself.
fn line(window: &Window, id: EntityId) -> Vec<EntityId> {
    let mut line = vec![id];
    while let Some(above) = line.last().and_then(|id| window.parent(*id))
        && !line.contains(&above)
        && line.len() < LONGEST
    {
        line.push(above);
    }
    line.reverse();
    line
}

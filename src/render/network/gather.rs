//! The things and relations of a network, as the site has them: nothing is left out yet.

use std::collections::{BTreeMap, BTreeSet};

use crate::registry::EntityId;
use crate::registry::kind::{FieldId, FieldKind, KindId, Nature};
use crate::registry::relation::{Relation, Standing};
use crate::registry::value::{Given, Value};
use crate::registry::view::network::{End as WayEnd, NetworkView, Way};
use crate::render::ask::Window;

/// Things and what joins them.
#[derive(Default)]
pub struct Graph<'w> {
    pub ends: Vec<End>,
    pub links: Vec<Link<'w>>,
    /// The sorts of links, in the order in which they were found.
    pub ties: Vec<Tie>,
    /// The position of the thing in the middle.
    pub centre: Option<usize>,
}

/// What a point stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum End {
    Thing(EntityId),
    /// A record of a thing: the field, and which of its records.
    Part(EntityId, FieldId, usize),
}

/// A relation between two ends, in the direction in which it is drawn.
#[derive(Clone, Copy)]
pub struct Link<'w> {
    pub from: usize,
    pub to: usize,
    pub tie: usize,
    pub says: &'w [Given],
}

/// A sort of link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// The field whose label it has.
    pub label: FieldId,
    pub sort: Sort,
}

/// What makes a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Relation(Way),
    /// A thing and one of its records.
    Part,
}

/// Finds what a view asks for.
pub fn gather<'w>(window: &'w Window, view: &'w NetworkView) -> Graph<'w> {
    let mut gatherer = Gatherer { window, view, graph: Graph::default(), at: BTreeMap::new(), found: None };
    if let Some(query) = &view.query {
        let mut found: Vec<EntityId> = window.query(query).into_iter().flat_map(|group| group.entities).collect();
        let order = found.clone();
        found.sort_unstable();
        found.dedup();
        gatherer.found = Some(found);
        if view.around.is_none() {
            order.into_iter().for_each(|thing| {
                gatherer.end(End::Thing(thing));
            });
        }
    }
    match view.around {
        Some((centre, steps)) => gatherer.around(centre, steps),
        None => gatherer.among(),
    }
    gatherer.graph
}

struct Gatherer<'w> {
    window: &'w Window,
    view: &'w NetworkView,
    graph: Graph<'w>,
    at: BTreeMap<End, usize>,
    /// What the query found, in order; nothing where there is none.
    found: Option<Vec<EntityId>>,
}

impl<'w> Gatherer<'w> {
    /// The position of an end, which is given one if it has none.
    fn end(&mut self, end: End) -> usize {
        let next = self.graph.ends.len();
        let at = *self.at.entry(end).or_insert(next);
        if at == next {
            self.graph.ends.push(end);
        }
        at
    }

    fn is_found(&self, thing: EntityId) -> bool {
        self.found.as_ref().is_some_and(|found| found.binary_search(&thing).is_ok())
    }

    /// May a thing be drawn?
    fn may_come(&self, thing: EntityId) -> bool {
        let kind = self.window.kind_of(thing);
        self.is_found(thing) || self.view.with.contains(&kind) || (self.found.is_none() && self.view.with.is_empty() && self.is_fit(kind))
    }

    /// Is it a kind of which everything is a neighbour? Figures and sources are told of elsewhere, unless somebody asks for them.
    fn is_fit(&self, kind: KindId) -> bool {
        self.view.through.is_some() || self.window.kinds().kind(kind).nature == Nature::Thing
    }

    /// The relations among the things that were found, and to those of other kinds that may come in.
    fn among(&mut self) {
        let things = self.found.clone().unwrap_or_default();
        for &thing in &things {
            let window = self.window;
            for relation in window.outbound(thing) {
                if self.may_come(relation.to) {
                    self.relation(relation);
                }
            }
            if !self.view.with.is_empty() {
                // Those from a thing that was found are seen from there.
                let others = window.inbound(thing).filter(|relation| !self.is_found(relation.from));
                others
                    .filter(|relation| self.may_come(relation.from))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|relation| self.relation(relation));
            }
            self.parts(thing);
        }
    }

    /// What is so many steps around a thing.
    fn around(&mut self, centre: EntityId, steps: usize) {
        self.graph.centre = Some(self.end(End::Thing(centre)));
        let mut edge = vec![centre];
        // Whatever joins two things is seen from the one that is looked at first.
        let mut done = BTreeSet::new();
        for _ in 0..steps {
            let before = self.graph.ends.len();
            for &thing in &edge {
                let window = self.window;
                let outward = window.outbound(thing).iter().map(|relation| (relation, relation.to));
                let inward = window.inbound(thing).filter(|relation| relation.from != thing).map(|relation| (relation, relation.from));
                for (relation, other) in outward.chain(inward) {
                    let may_come = self.at.contains_key(&End::Thing(other)) || self.may_come(other);
                    if may_come && !done.contains(&other) {
                        self.relation(relation);
                    }
                }
                self.parts(thing);
                done.insert(thing);
            }
            edge = self.graph.ends[before..].iter().filter_map(End::thing).collect();
        }
    }

    /// Adds a relation if it is one of those that are drawn.
    fn relation(&mut self, relation: &'w Relation) {
        let Some(way) = self.way(relation) else { return };
        if relation.standing == Standing::Record && self.view.parts.iter().any(|part| self.is_within(*part, relation.field)) {
            return;
        }
        let (from, to) = (self.end(End::Thing(relation.from)), self.end(End::Thing(relation.to)));
        self.link((from, to), way, &relation.says);
    }

    fn link(&mut self, (from, to): (usize, usize), way: Way, says: &'w [Given]) {
        let (label, (from, to)) = match way.end {
            WayEnd::Own => (way.field, (from, to)),
            WayEnd::Inverse(label) => (label, (to, from)),
        };
        let tie = self.tie(Tie { label, sort: Sort::Relation(way) });
        self.graph.links.push(Link { from, to, tie, says });
    }

    fn tie(&mut self, tie: Tie) -> usize {
        // Inverses of one name on several kinds are one sort of link to a reader.
        let known = self.graph.ties.iter().position(|known| *known == tie);
        known.unwrap_or_else(|| {
            self.graph.ties.push(tie);
            self.graph.ties.len() - 1
        })
    }

    /// How a relation is drawn, if it is.
    fn way(&self, relation: &Relation) -> Option<Way> {
        if let Some(through) = &self.view.through {
            return through.iter().find(|way| way.field == relation.field).copied();
        }
        let (from, to) = (self.window.kind_of(relation.from), self.window.kind_of(relation.to));
        if !self.is_fit(from) || !self.is_fit(to) {
            return None;
        }
        let kinds = self.window.kinds();
        // What is above stands above.
        let inverse = |own: FieldId| {
            let fields = kinds.kind(to).fields.iter().copied();
            fields.into_iter().find(|field| matches!(&kinds.field(*field).kind, FieldKind::Inverse(fields) if fields.contains(&own)))
        };
        let is_parent = kinds.kind(from).roles.parent == Some(relation.field);
        // Around one thing each relation is called what that thing calls it.
        let is_inward = self.view.around.is_some_and(|(centre, steps)| steps == 1 && relation.to == centre && relation.from != centre);
        let end = match inverse(relation.field).filter(|_| is_parent && self.view.around.is_none() || is_inward) {
            Some(field) => WayEnd::Inverse(field),
            None => WayEnd::Own,
        };
        Some(Way { field: relation.field, end })
    }

    fn is_within(&self, part: FieldId, field: FieldId) -> bool {
        self.window.kinds().field(part).sub_fields().contains(&field)
    }

    /// Draws the records of a thing that are drawn, and what they lead to.
    fn parts(&mut self, thing: EntityId) {
        let kind = self.window.kinds().kind(self.window.kind_of(thing));
        for &field in self.view.parts.iter().filter(|field| kind.fields.contains(field)) {
            let window = self.window;
            let records = window.fact(thing, field).map_or(&[][..], |given| given.value.items());
            for (at, record) in records.iter().enumerate() {
                let Value::Record(given) = record else { continue };
                let (whole, part) = (self.end(End::Thing(thing)), self.end(End::Part(thing, field, at)));
                let tie = self.tie(Tie { label: field, sort: Sort::Part });
                self.graph.links.push(Link { from: whole, to: part, tie, says: &[] });
                for one in given {
                    let way = self.view.through.iter().flatten().find(|way| way.field == one.field).copied();
                    let Some(way) = way else { continue };
                    for value in one.value.items() {
                        let Value::Ref(relation) = value else { continue };
                        let target = window.target(*relation);
                        if self.may_come(target) {
                            let to = self.end(End::Thing(target));
                            self.link((part, to), way, &[]);
                        }
                    }
                }
            }
        }
    }
}

impl End {
    /// The thing, if it is one.
    pub fn thing(&self) -> Option<EntityId> {
        match self {
            End::Thing(thing) => Some(*thing),
            End::Part(..) => None,
        }
    }
}

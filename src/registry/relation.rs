//! Relations: who is connected to whom, by which field, and what is said of the connection.

use super::EntityId;
use super::kind::FieldId;
use super::value::{Given, Value, each_ref};
use crate::diag::Span;

/// A relation's position; good for one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelationId(pub u32);

/// A typed edge from one thing to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub from: EntityId,
    pub field: FieldId,
    pub to: EntityId,
    /// What the relation itself says: role, dates, contribution.
    pub says: Vec<Given>,
    pub span: Span,
    pub standing: Standing,
}

/// Where a relation was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In the field itself.
    Field,
    /// Under the inverse's name, on the other thing.
    Inverse,
    /// In a record of the thing, such as a session's speaker.
    Record,
}

/// What the two sides of a relation say differently.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispute {
    pub relation: RelationId,
    /// What the field's own side says, which counts.
    pub kept: Given,
    pub other: Given,
}

/// All relations, findable from both ends.
#[derive(Debug, Default)]
pub struct Relations {
    /// In the order of `from`, field, and place.
    all: Vec<Relation>,
    /// `outbound[e]..outbound[e + 1]` are the relations from entity `e`.
    outbound: Vec<u32>,
    /// Relations in the order of `to`, with starts as above.
    by_target: Vec<RelationId>,
    inbound: Vec<u32>,
    disputes: Vec<Dispute>,
}

impl Relations {
    /// Sorts the relations of `entities` things; the second value tells where the relation of each former position went.
    pub fn of(drafts: Vec<Relation>, entities: usize) -> (Relations, Vec<RelationId>) {
        let mut order: Vec<u32> = (0..drafts.len() as u32).collect();
        order.sort_by_key(|at| {
            let relation = &drafts[*at as usize];
            (relation.from, relation.field, relation.standing, *at)
        });
        let mut moved = vec![RelationId(0); drafts.len()];
        let mut drafts: Vec<Option<Relation>> = drafts.into_iter().map(Some).collect();
        let mut all: Vec<Relation> = Vec::with_capacity(drafts.len());
        let mut disputes = Vec::new();
        for at in order {
            let Some(relation) = drafts[at as usize].take() else { continue };
            // What both ends say is one relation; the field's own words count.
            let twin = |known: &Relation| (known.from, known.field, known.to) == (relation.from, relation.field, relation.to);
            let start = || all.partition_point(|known| (known.from, known.field) < (relation.from, relation.field));
            let start = if relation.standing == Standing::Inverse { start() } else { all.len() };
            if let Some(same) = all[start..].iter().position(twin) {
                let id = RelationId((start + same) as u32);
                moved[at as usize] = id;
                merge(id, &mut all[start + same], relation.says, &mut disputes);
                continue;
            }
            moved[at as usize] = RelationId(all.len() as u32);
            all.push(relation);
        }
        let outbound = starts(all.iter().map(|relation| relation.from), entities);
        let mut by_target: Vec<RelationId> = (0..all.len() as u32).map(RelationId).collect();
        by_target.sort_by_key(|id| (all[id.0 as usize].to, all[id.0 as usize].field, *id));
        let inbound = starts(by_target.iter().map(|id| all[id.0 as usize].to), entities);
        (Relations { all, outbound, by_target, inbound, disputes }, moved)
    }

    /// Brings positions inside what relations say up to date, after sorting.
    pub fn relocate(&mut self, moved: &[RelationId]) {
        for relation in &mut self.all {
            each_ref(&mut relation.says, &mut |inner| *inner = moved[inner.0 as usize]);
        }
    }

    /// The relation of an id that these gave.
    pub fn get(&self, id: RelationId) -> &Relation {
        &self.all[id.0 as usize]
    }

    /// The relations from a thing, in the order of its fields; those in records among them.
    pub fn from(&self, entity: EntityId) -> &[Relation] {
        let at = entity.0 as usize;
        &self.all[self.outbound[at] as usize..self.outbound[at + 1] as usize]
    }

    /// The relations to a thing, in the order of the fields that lead to it.
    pub fn to(&self, entity: EntityId) -> impl Iterator<Item = &Relation> {
        let at = entity.0 as usize;
        self.by_target[self.inbound[at] as usize..self.inbound[at + 1] as usize].iter().map(|id| self.get(*id))
    }

    /// What the sides of relations that are written on both say differently.
    pub fn disputes(&self) -> &[Dispute] {
        &self.disputes
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// Adds to a relation what only its other side says; what both say and differently is noted.
fn merge(id: RelationId, relation: &mut Relation, says: Vec<Given>, disputes: &mut Vec<Dispute>) {
    for other in says {
        match relation.says.iter().find(|kept| kept.field == other.field) {
            None => relation.says.push(other),
            Some(kept) if !agree(&kept.value, &other.value) => disputes.push(Dispute { relation: id, kept: kept.clone(), other }),
            Some(_) => {}
        }
    }
}

/// Can both be true? Further references add to each other, and words may be small or capital.
fn agree(kept: &Value, other: &Value) -> bool {
    match (kept, other) {
        (Value::Ref(_) | Value::List(_) | Value::Record(_), _) => true,
        (Value::Text(kept), Value::Text(other)) => {
            let mut pairs = kept.versions().flat_map(|(language, text)| other.versions().map(move |version| ((language, text), version)));
            pairs.all(|((language, text), (other, version))| language != other || text.to_lowercase() == version.to_lowercase())
        }
        _ => kept == other,
    }
}

/// For each of `count` things, where its run begins in a list sorted by thing; and the end of the last.
fn starts(sorted: impl Iterator<Item = EntityId>, count: usize) -> Vec<u32> {
    let mut starts = vec![0; count + 1];
    for entity in sorted {
        starts[entity.0 as usize + 1] += 1;
    }
    for at in 0..count {
        starts[at + 1] += starts[at];
    }
    starts
}

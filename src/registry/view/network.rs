//! The settings of a `network` view: which things, which of their relations, around which of them, and in which form.

mod read;

use super::super::EntityId;
use super::super::kind::{FieldId, KindId};
use super::super::query::{Path, Query};
use super::Shared;

pub use read::read;

/// A network as its editor wants it.
#[derive(Clone, Debug, PartialEq)]
pub struct NetworkView {
    /// The things it is about; nothing where it asks only for what is around one thing.
    pub query: Option<Query>,
    /// The thing in the middle, and how many steps away the others may be.
    pub around: Option<(EntityId, usize)>,
    /// The kinds that may come in as the other side of a relation.
    pub with: Vec<KindId>,
    /// The relations that are drawn; `None` for all.
    pub through: Option<Vec<Way>>,
    /// Lists of records, each of which is drawn as a thing of its own.
    pub parts: Vec<FieldId>,
    pub form: Option<Form>,
    pub colour: Colour,
    /// What relations say how much they are: a field of theirs as each has it.
    pub weight: Vec<FieldId>,
    /// What things are called in the drawing, as each kind has it; by their titles where it is empty.
    pub label: Vec<(KindId, FieldId)>,
    pub shared: Shared,
}

/// A field whose relations are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    /// The field that declares the relation.
    pub field: FieldId,
    /// The name under which it is drawn, and from which end.
    pub end: End,
}

/// From which end a relation is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// From the thing that has the field.
    Own,
    /// From the other, under the inverse's label, which this field of the other's kind has.
    Inverse(FieldId),
}

/// How a network is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Points that push each other off, held together by their relations.
    Force,
    /// From left to right, by what leads to what.
    Layers,
    /// One thing in the middle and its neighbours around it, by relation.
    Ego,
    /// A table of things by things.
    Matrix,
    /// Ribbons as wide as what flows.
    Sankey,
}

/// What a thing's colour tells.
#[derive(Clone, Debug, PartialEq)]
pub enum Colour {
    /// Its kind, where there are several.
    Kind,
    /// A field, as each kind has it.
    Field(Vec<Path>),
}

/// More steps than this lead nearly everywhere.
pub const MOST_STEPS: usize = 3;

impl Form {
    /// Every form with its name, in the order of the documentation.
    pub const ALL: [(&str, Form); 5] =
        [("force", Form::Force), ("layers", Form::Layers), ("ego", Form::Ego), ("matrix", Form::Matrix), ("sankey", Form::Sankey)];

    /// As editors write it.
    pub fn name(self) -> &'static str {
        Form::ALL.iter().find(|(_, form)| *form == self).map_or("", |(name, _)| name)
    }
}

impl NetworkView {
    /// What is around a thing, by all of its relations: what its own page shows.
    pub fn neighbourhood(of: EntityId) -> NetworkView {
        NetworkView {
            query: None,
            around: Some((of, 1)),
            with: Vec::new(),
            through: None,
            parts: Vec::new(),
            form: Some(Form::Ego),
            colour: Colour::Kind,
            weight: Vec::new(),
            label: Vec::new(),
            shared: Shared::default(),
        }
    }
}

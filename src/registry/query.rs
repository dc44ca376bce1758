//! The one query: which things, in which order, in which groups.
//!
//! Views, list pages, templates and figures all ask in these terms.

mod group;
mod operand;
mod passes;
mod read;
mod run;
mod write;

use super::EntityId;
use super::kind::{FieldId, KindId};
use super::value::{Coordinates, Money};
use crate::syntax::date::{Period, Time};

pub use group::{Group, Key};
pub use operand::entity;
pub use passes::{each_value, has, number};
pub(super) use read::REST;
pub use read::{conditions, named, paths, read, read_in_two};
pub use run::run;
pub use write::{quoted, write};

/// A question about which things there are.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// Never empty.
    pub of: Vec<KindId>,
    /// All must hold; those about one relation or record, of one and the same.
    pub conditions: Vec<Condition>,
    pub sort: Vec<Sort>,
    pub limit: Option<usize>,
    pub group_by: Option<Vec<Path>>,
    /// The field that parts the groups themselves; of the same relation or record, where both are fields of one.
    pub then_by: Option<Vec<Path>>,
}

/// A field must pass a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    pub subject: Subject,
    pub test: Test,
}

/// What a condition is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    Id,
    /// The field as each kind of the query has it.
    Field(Vec<Path>),
}

/// A field of a kind, or a field of its relations or records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    pub kind: KindId,
    pub field: FieldId,
    pub sub: Option<FieldId>,
}

/// What a field's value must be.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Any of these.
    OneOf(Vec<Operand>),
    /// None of these.
    NoneOf(Vec<Operand>),
    /// Compared with a bound.
    Compare(Comparison, Operand),
    /// Any of these things or what lies below them by their kind's parent.
    Within(Vec<Operand>),
    /// Given at all, or not.
    Exists(bool),
}

/// A bound's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
}

/// Something that a value is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A text, an address, an identifier in its canonical form, or the id of a choice.
    Text(Box<str>),
    Number(f64),
    /// What is known to be missing from a measure.
    NotReported,
    Boolean(bool),
    /// Money of another currency neither equals it nor is more or less.
    Money(Money),
    Period(Period),
    Time(Time),
    Coordinates(Coordinates),
    Entity(EntityId),
}

/// A field to sort by.
#[derive(Clone, Debug, PartialEq)]
pub struct Sort {
    pub by: SortBy,
    pub direction: Direction,
}

/// What a sort looks at.
#[derive(Clone, Debug, PartialEq)]
pub enum SortBy {
    Id,
    Field(Vec<Path>),
}

/// Smallest first, or largest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

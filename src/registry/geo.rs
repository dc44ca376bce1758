//! Where things lie: base maps, the areas that they divide the Earth into, and the places of things.

mod base;
mod place;
mod shape;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use super::EntityId;
use super::kind::Scheme;
use super::query::Path;
use super::value::Text;
pub use crate::syntax::geo::{Part, Point, Ring, Shape};
pub use base::BaseMaps;
pub use place::{and_above, area_of, area_with, codes_of, marks, place_of};

/// A base map's position among those of the site; good for one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MapId(pub u16);

/// An area's position in its base map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaId(pub u32);

/// A map that others are drawn on: what the Earth is divided into, as one file says.
#[derive(Clone, Debug)]
pub struct BaseMap {
    /// What views call it.
    pub name: Box<str>,
    /// In the order of the file. Some may lie in others, or have no code.
    pub areas: Vec<Area>,
    /// The schemes by which places are joined to areas.
    pub schemes: Vec<Scheme>,
    /// What its owner wants to be printed beside it.
    pub attribution: Option<Text>,
    /// What all of it lies in; `None` where it has no areas.
    pub extent: Option<Extent>,
    /// What is said of areas in the file, by name, so that a misspelt one can be told. In order.
    pub properties: Vec<Box<str>>,
    by_code: HashMap<(Scheme, Box<str>), AreaId>,
}

/// A country, a province, a municipality: whatever a base map divides the Earth into.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// In their canonical forms.
    pub codes: Vec<(Scheme, Box<str>)>,
    pub name: Text,
    pub shape: Shape,
    /// What all of it lies in.
    pub extent: Extent,
}

/// A box on Earth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

/// Something that is to be put on a map: a thing, or one of the places that it names.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub thing: EntityId,
    /// What the record that names the place calls itself, such as a laboratory of a hub.
    pub title: Option<Text>,
    /// The place that it names.
    pub place: Option<EntityId>,
    pub placed: Placed,
}

/// A field that leads to places, or a field of its records or relations that does, as in `labs.located_in`.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceField {
    /// As it was written.
    pub name: Box<str>,
    /// As each kind has it.
    pub paths: Vec<Path>,
}

/// Where something is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placed {
    At(Point, Exactness),
    /// Somewhere in a country, a region or a bloc of countries: a point would claim more than is known.
    Within(EntityId),
    /// Nobody says it.
    Nowhere,
}

/// What a point is the point of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exactness {
    /// Of the thing itself.
    Own,
    /// Of the place that it names.
    Place(EntityId),
    /// Of a place that the one that it names lies in.
    Above(EntityId),
}

impl Exactness {
    /// The place whose point it is, where that is not the thing itself.
    pub fn place(self) -> Option<EntityId> {
        match self {
            Exactness::Own => None,
            Exactness::Place(place) | Exactness::Above(place) => Some(place),
        }
    }
}

impl Placed {
    /// The point, where there is one.
    pub fn point(self) -> Option<Point> {
        match self {
            Placed::At(point, _) => Some(point),
            Placed::Within(_) | Placed::Nowhere => None,
        }
    }
}

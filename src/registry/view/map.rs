//! The settings of a `map` view: what stands on it as a point, what shades its areas, and on which base map.

use super::super::EntityId;
use super::super::Ground;
use super::super::figure::shape::Wanted;
use super::super::geo::{MapId, PlaceField};
use super::super::kind::{FieldId, KindId};
use super::super::query::{self, Path, Query};
use super::Shared;
use crate::diag::{Report, Span};
use crate::syntax::toml::Keys;
use crate::syntax::view::View;

/// A map as its editor wants it. It has points, or shaded areas, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct MapView {
    /// The things on it; none where only areas are shaded by a figure.
    pub query: Option<Query>,
    /// The field that leads to their places, as each kind has it; nothing where it is left to their kinds.
    pub place: Option<PlaceField>,
    /// Nothing, where the smallest map is wanted that everything fits on.
    pub base: Option<(MapId, Span)>,
    pub shade: Option<Shade>,
    pub label: Label,
    /// Fields that lead to other things: lines are drawn between the places of both.
    pub lines: Vec<(KindId, FieldId)>,
    /// The field whose choices, or whose things, colour the points.
    pub colour: Vec<Path>,
    pub inset: Inset,
    pub projection: Option<Projection>,
    pub fit: Option<Fit>,
    pub shared: Shared,
}

/// What shades the areas, and in which classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    pub by: ShadeBy,
    pub classes: Classes,
    /// Where it is written.
    pub span: Span,
}

/// What shades the areas.
#[derive(Clone, Debug, PartialEq)]
pub enum ShadeBy {
    /// A figure, or some of its observations.
    Figure(EntityId, Wanted),
    /// How many of the view's things lie in each area; those then are no points.
    Count,
}

/// How values are put into classes.
#[derive(Clone, Debug, PartialEq)]
pub enum Classes {
    /// This many at most; the method is left to the map where it is nothing.
    Method(Option<Method>, u8),
    /// At these bounds, from the lowest to the highest.
    Breaks(Vec<f64>),
}

/// How the bounds of classes are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As many areas in each.
    Quantile,
    /// As wide each.
    Equal,
    /// Where the values leave gaps.
    Natural,
}

/// What is written beside a point or in an area.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    Title,
    None,
    Field(Vec<Path>),
}

/// Is it shown where the map lies in the world around it?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inset {
    /// Where it helps.
    Auto,
    Shown,
    Hidden,
}

/// How the Earth is made flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    /// Areas are as large as they are on Earth.
    EqualArea,
    /// Shapes are as they are on Earth, where they are small.
    Conformal,
    /// The whole Earth, with areas as large as they are.
    EqualEarth,
    /// Degrees as they are.
    Equirectangular,
}

/// What the frame is drawn around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    Points,
    Base,
}

/// The classes that a choropleth has at most where its editor says nothing.
pub const CLASSES: u8 = 5;

/// Reads the settings of a map; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<MapView> {
    let mut keys = Keys::of(&view.settings, "a map");
    let query = query::read(&mut keys, view.name_span, ground, report);
    let base = keys.node("base").and_then(|node| Some((ground.maps.find(node.as_text()?)?, node.span)));
    let shared = Shared::read(&mut keys, view, ground, report);
    keys.finish(report);
    Some(MapView {
        query,
        place: None,
        base,
        shade: None,
        label: Label::Title,
        lines: Vec::new(),
        colour: Vec::new(),
        inset: Inset::Auto,
        projection: None,
        fit: None,
        shared,
    })
}

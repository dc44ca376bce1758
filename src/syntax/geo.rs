//! Geometry as it is written: the areas and points of a GeoJSON or TopoJSON file.

use crate::diag::{FileId, Report, Span};

/// A point on Earth in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// -180 to 180, east positive.
    pub lon: f64,
    /// -90 to 90, north positive.
    pub lat: f64,
}

/// A closed line; the last point, which is the first again, is left out.
pub type Ring = Vec<Point>;

/// Where something lies: any number of polygons, and of points that stand by themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shape {
    /// Never without a ring.
    pub parts: Vec<Part>,
    pub points: Vec<Point>,
}

/// One polygon. What is inside an odd number of its rings is inside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The outer one first; none has fewer than three points.
    pub rings: Vec<Ring>,
}

/// A feature: what a file says of a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Those that are text or a number, as text; an `id` of the feature's own comes last.
    pub properties: Vec<(Box<str>, Box<str>)>,
    pub shape: Shape,
    /// Where it begins.
    pub span: Span,
}

/// Everything that a file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Areas {
    pub features: Vec<Feature>,
}

impl Shape {
    /// Every point of its rings, and those that stand by themselves.
    pub fn points_all(&self) -> impl Iterator<Item = &Point> + Clone {
        self.parts.iter().flat_map(|part| part.rings.iter().flatten()).chain(&self.points)
    }

    /// Is a point inside, by the even-odd rule over all rings?
    pub fn holds(&self, point: Point) -> bool {
        let rings = self.parts.iter().flat_map(|part| &part.rings);
        rings.filter(|ring| is_inside(ring, point)).count() % 2 == 1
    }
}

/// Is a point inside one ring? One on its border is inside on the west and south side only, so that of two neighbours one has it.
fn is_inside(ring: &[Point], point: Point) -> bool {
    let Some(last) = ring.last() else { return false };
    let mut is_in = false;
    let mut from = last;
    for to in ring {
        if (from.lat > point.lat) != (to.lat > point.lat) {
            // Both neighbours walk their common border in opposite directions, and must get the same crossing.
            let (low, high) = if from.lat < to.lat { (from, to) } else { (to, from) };
            let crossing = low.lon + (point.lat - low.lat) / (high.lat - low.lat) * (high.lon - low.lon);
            if point.lon < crossing {
                is_in = !is_in;
            }
        }
        from = to;
    }
    is_in
}

impl Feature {
    /// What a property says.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }
}

/// Reads a file of GeoJSON, or of TopoJSON, of which `object` names one of several layers; what cannot be used is reported and left out.
pub fn read(_text: &str, _file: FileId, _object: Option<(&str, Span)>, _report: &mut Report) -> Areas {
    Areas::default()
}

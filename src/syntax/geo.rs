//! Geometry as it is written: the areas and points of a GeoJSON or TopoJSON file.

mod cut;
mod geojson;
mod json;
mod reader;
#[cfg(test)]
mod tests;
mod topojson;

use crate::diag::{Code, FileId, Report, Span};
use json::Node;
use reader::Reader;

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

/// Tells of points beside areas: on a base map they are not seen.
fn mixed(features: &[Feature], report: &mut Report) {
    let points = || features.iter().filter(|feature| !feature.shape.points.is_empty());
    let Some(first) = points().next().filter(|_| features.iter().any(|feature| !feature.shape.parts.is_empty())) else { return };
    let more = match points().count() {
        1 => String::new(),
        2 => ", and so is another one".to_owned(),
        count => format!(", and so are {} others", count - 1),
    };
    let message = format!("this is a point among areas, which is not drawn{more}");
    report
        .say(first.span, Code::OddGeometry, message)
        .help("a base map is made of areas: take the points out, or make them places of the site");
}

impl Feature {
    /// What a property says.
    pub fn property(&self, name: &str) -> Option<&str> {
        self.properties.iter().find(|(known, _)| **known == *name).map(|(_, value)| &**value)
    }
}

/// Reads a file of GeoJSON, or of TopoJSON, of which `object` names one of several layers; what cannot be used is reported and left out.
pub fn read(text: &str, file: FileId, object: Option<(&str, Span)>, report: &mut Report) -> Areas {
    let root = match json::parse(text) {
        Ok(root) => root,
        Err(fault) => {
            report.say(Span::new(file, fault.at), Code::BadGeometry, fault.message).help(fault.help);
            return Areas::default();
        }
    };
    let mut reader = Reader::of(file, object);
    let is_topology = root.get("type").and_then(Node::as_text) == Some("Topology");
    let features = if is_topology { reader.topojson(&root) } else { reader.geojson(&root) };
    reader.tell(report);
    mixed(&features, report);
    Areas { features }
}

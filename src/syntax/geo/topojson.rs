//! TopoJSON: layers of features whose borders are arcs, each written once for both of its sides.

use super::cut::cut;
use super::geojson::plain;
use super::json::{Json, Node};
use super::reader::Reader;
use super::{Feature, Part, Point, Ring, Shape};
use crate::diag::{Code, nearest};

/// The arcs of a file, and how its numbers become degrees.
struct Topology<'n> {
    arcs: Vec<Vec<Point>>,
    /// Scale and shift; nothing where the numbers are degrees.
    transform: Option<[(f64, f64); 2]>,
    root: &'n Node,
}

impl Reader<'_> {
    /// The features of the layer that is wanted.
    pub(super) fn topojson(&mut self, root: &Node) -> Vec<Feature> {
        let Some(layer) = self.layer(root) else { return Vec::new() };
        let transform = root.get("transform").and_then(transform);
        let mut topology = Topology { arcs: Vec::new(), transform, root };
        let arcs = root.get("arcs").map_or(&[][..], |arcs| self.list(arcs));
        topology.arcs = arcs.iter().map(|arc| self.arc(arc, topology.transform)).collect();
        let mut features = Vec::new();
        match layer.get("geometries") {
            Some(members) => {
                for member in self.list(members) {
                    features.extend(self.topo_feature(member, &topology));
                }
            }
            None => features.extend(self.topo_feature(layer, &topology)),
        }
        features
    }

    fn layer<'n>(&mut self, root: &'n Node) -> Option<&'n Node> {
        let objects = root.get("objects");
        let Some(Json::Table(layers)) = objects.map(|objects| &objects.value) else {
            self.broken(objects.unwrap_or(root), "this TopoJSON has no `objects`".to_owned(), "export the map again");
            return None;
        };
        let names = || layers.iter().map(|(name, _)| &**name);
        match (self.object, &layers[..]) {
            (Some((wanted, span)), _) => {
                let found = layers.iter().find(|(name, _)| **name == *wanted).map(|(_, layer)| layer);
                if found.is_none() {
                    let near = nearest(wanted, names()).map(|near| format!("did you mean `{near}`?"));
                    let all = || format!("its layers are {}", names().collect::<Vec<_>>().join(", "));
                    let said = self.report.say(span, Code::UnknownValue, format!("the file has no layer `{wanted}`"));
                    said.help(near.unwrap_or_else(all)).slip(span, wanted, names());
                }
                found
            }
            (None, [(_, one)]) => Some(one),
            (None, several) => {
                let message = format!("this file has {} layers, and nobody says which one is the map", several.len());
                let first = names().next().unwrap_or("countries");
                let all = names().collect::<Vec<_>>().join(", ");
                let help = format!("name one of them in sare.toml, as in object = \"{first}\"; they are {all}");
                self.broken(objects.unwrap_or(root), message, &help);
                None
            }
        }
    }

    /// The points of an arc. Where there is a transform, each is told as the step from the one before.
    fn arc(&mut self, node: &Node, transform: Option<[(f64, f64); 2]>) -> Vec<Point> {
        let mut points = Vec::new();
        let (mut x, mut y) = (0.0, 0.0);
        for position in self.list(node) {
            let Some((dx, dy)) = pair(position) else {
                self.broken(position, "a position of this arc is not two numbers".to_owned(), "export the map again");
                return Vec::new();
            };
            let place = match transform {
                Some(_) => {
                    (x, y) = (x + dx, y + dy);
                    degrees((x, y), transform)
                }
                None => (dx, dy),
            };
            match self.point(place, position) {
                Some(point) => points.push(point),
                None => return Vec::new(),
            }
        }
        points
    }

    fn topo_feature(&mut self, node: &Node, topology: &Topology<'_>) -> Option<Feature> {
        let mut properties = self.properties(node.get("properties"));
        properties.extend(node.get("id").and_then(plain).map(|id| ("id".into(), id)));
        let mut shape = Shape::default();
        let before = self.notes();
        self.topo_geometry(node, topology, &mut shape);
        if shape == Shape::default() && self.notes() > before {
            return None;
        }
        self.finished(node, properties, shape)
    }

    fn topo_geometry(&mut self, node: &Node, topology: &Topology<'_>, shape: &mut Shape) {
        let kind = node.get("type").and_then(Node::as_text);
        if matches!(node.get("type").map(|kind| &kind.value), Some(Json::Null)) {
            return;
        }
        if kind == Some("GeometryCollection") {
            let members = node.get("geometries").and_then(Node::items).unwrap_or_default();
            members.iter().for_each(|member| self.topo_geometry(member, topology, shape));
            return;
        }
        let Some(kind) = self.kind_of_geometry(node, kind) else { return };
        let inside = if kind.ends_with("Point") { "coordinates" } else { "arcs" };
        let Some(written) = node.get(inside) else {
            self.broken(node, format!("this {kind} has no `{inside}`"), "export the map again");
            return;
        };
        match kind {
            "Point" => shape.points.extend(self.topo_point(written, topology)),
            "MultiPoint" => {
                for point in self.list(written) {
                    shape.points.extend(self.topo_point(point, topology));
                }
            }
            "Polygon" => shape.parts.extend(self.topo_polygon(written, topology).into_iter().flat_map(cut)),
            "MultiPolygon" => {
                for polygon in self.list(written) {
                    shape.parts.extend(self.topo_polygon(polygon, topology).into_iter().flat_map(cut));
                }
            }
            _ => self.odd(node, "this is a line, and is left out: a base map is made of areas", "export the areas as polygons"),
        }
    }

    fn topo_point(&mut self, node: &Node, topology: &Topology<'_>) -> Option<Point> {
        match pair(node) {
            Some(place) => self.point(degrees(place, topology.transform), node),
            None => {
                self.broken(node, "a position is two numbers between brackets".to_owned(), "export the map again");
                None
            }
        }
    }

    fn topo_polygon(&mut self, node: &Node, topology: &Topology<'_>) -> Option<Part> {
        let rings = self.list(node).iter();
        let rings: Vec<Ring> = rings.filter_map(|ring| self.topo_ring(ring, topology)).collect();
        (!rings.is_empty()).then_some(Part { rings })
    }

    /// Arcs put together; one that runs the other way is written as the complement of its position.
    fn topo_ring(&mut self, node: &Node, topology: &Topology<'_>) -> Option<Ring> {
        let mut ring = Ring::new();
        for index in self.list(node) {
            let Json::Number(number) = index.value else {
                self.broken(index, format!("an arc is named by its number, and not by {}", index.noun()), "export the map again");
                return None;
            };
            let (at, is_backward) = if number < 0.0 { (-1.0 - number, true) } else { (number, false) };
            let Some(arc) = topology.arcs.get(at as usize).filter(|_| at.fract() == 0.0) else {
                self.broken(index, "there is no arc of this number".to_owned(), "export the map again");
                return None;
            };
            // An arc may be named a million times by a few bytes each.
            if !self.spend(arc.len(), topology.root) {
                return None;
            }
            let next = usize::from(!ring.is_empty());
            match is_backward {
                true => ring.extend(arc.iter().rev().skip(next)),
                false => ring.extend(arc.iter().skip(next)),
            }
        }
        self.closed(ring, node)
    }
}

fn transform(node: &Node) -> Option<[(f64, f64); 2]> {
    let scale = pair(node.get("scale")?)?;
    let shift = pair(node.get("translate")?)?;
    Some([scale, shift])
}

fn degrees((x, y): (f64, f64), transform: Option<[(f64, f64); 2]>) -> (f64, f64) {
    match transform {
        Some([scale, shift]) => (x * scale.0 + shift.0, y * scale.1 + shift.1),
        None => (x, y),
    }
}

fn pair(node: &Node) -> Option<(f64, f64)> {
    match node.items()? {
        [Node { value: Json::Number(x), .. }, Node { value: Json::Number(y), .. }, ..] if x.is_finite() && y.is_finite() => Some((*x, *y)),
        _ => None,
    }
}

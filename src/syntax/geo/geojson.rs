//! GeoJSON: features, each with a geometry in degrees.

use super::cut::cut;
use super::json::{Json, Node};
use super::reader::Reader;
use super::{Feature, Part, Point, Ring, Shape};
use crate::diag::nearest;

/// The types of geometry.
pub(super) const GEOMETRIES: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

const FEATURES: [&str; 3] = ["FeatureCollection", "Feature", "Topology"];

impl Reader<'_> {
    /// The features of a file whose outermost table this is.
    pub(super) fn geojson(&mut self, root: &Node) -> Vec<Feature> {
        if root.get("crs").is_some_and(|crs| self.is_elsewhere(crs)) {
            return Vec::new();
        }
        match self.type_of(root) {
            Some("FeatureCollection") => match root.get("features").map(|node| (node, node.items())) {
                Some((_, Some(features))) => features.iter().filter_map(|feature| self.feature(feature)).collect(),
                Some((node, None)) => {
                    self.broken(node, format!("`features` should be a list, not {}", node.noun()), "export the map again as GeoJSON");
                    Vec::new()
                }
                None => {
                    self.broken(root, "this collection has no `features`".to_owned(), "export the map again as GeoJSON");
                    Vec::new()
                }
            },
            Some("Feature") => self.feature(root).into_iter().collect(),
            Some(name) if GEOMETRIES.contains(&name) => {
                let mut shape = Shape::default();
                self.geometry(root, &mut shape);
                self.finished(root, Vec::new(), shape).into_iter().collect()
            }
            name => {
                let known = || FEATURES.into_iter().chain(GEOMETRIES);
                let near = name.and_then(|name| nearest(name, known())).map(|near| format!("did you mean `{near}`?"));
                let at = root.get("type").unwrap_or(root);
                let message = match name {
                    Some(name) => format!("GeoJSON has no type `{name}`"),
                    None => "this is neither GeoJSON nor TopoJSON: the file does not say its `type`".to_owned(),
                };
                self.broken(at, message, near.as_deref().unwrap_or("export the map as GeoJSON, in the coordinate system WGS 84"));
                Vec::new()
            }
        }
    }

    fn type_of<'n>(&self, node: &'n Node) -> Option<&'n str> {
        node.get("type").and_then(Node::as_text)
    }

    /// Is a file in another coordinate system than degrees? Older ones name theirs, which is reported where it is another.
    fn is_elsewhere(&mut self, node: &Node) -> bool {
        let name = node.get("properties").and_then(|properties| properties.get("name"));
        let Some((place, name)) = name.and_then(|node| Some((node, node.as_text()?))) else { return false };
        // ETRS89 differs from WGS 84 by less than a metre.
        let is_usual = ["CRS84", "4326", "4258"].iter().any(|usual| name.ends_with(usual));
        if !is_usual {
            self.broken(
                place,
                format!("this map is in the coordinate system `{name}`, and not in degrees of WGS 84"),
                "export it again with the coordinate system EPSG:4326",
            );
        }
        !is_usual
    }

    fn feature(&mut self, node: &Node) -> Option<Feature> {
        if self.type_of(node) != Some("Feature") {
            self.broken(
                node,
                "this is no feature".to_owned(),
                "a feature is a table with \"type\": \"Feature\", properties and a geometry",
            );
            return None;
        }
        let mut properties = self.properties(node.get("properties"));
        properties.extend(node.get("id").and_then(plain).map(|id| ("id".into(), id)));
        let mut shape = Shape::default();
        let before = self.notes();
        if let Some(geometry) = node.get("geometry").filter(|geometry| !matches!(geometry.value, Json::Null)) {
            self.geometry(geometry, &mut shape);
        }
        // What is wrong with it has been said.
        if shape == Shape::default() && self.notes() > before {
            return None;
        }
        self.finished(node, properties, shape)
    }

    /// What a feature says of itself, as text.
    pub(super) fn properties(&self, node: Option<&Node>) -> Vec<(Box<str>, Box<str>)> {
        match node.map(|node| &node.value) {
            Some(Json::Table(members)) => members.iter().filter_map(|(name, node)| Some((name.clone(), plain(node)?))).collect(),
            _ => Vec::new(),
        }
    }

    /// A feature, unless it is nowhere.
    pub(super) fn finished(&mut self, node: &Node, properties: Vec<(Box<str>, Box<str>)>, shape: Shape) -> Option<Feature> {
        if shape == Shape::default() {
            self.odd(node, "this feature has no geometry that can be drawn, and is left out", "give it a polygon, or take it out");
            return None;
        }
        Some(Feature { properties, shape, span: self.span(node.place().start..node.place().start + 1) })
    }

    fn geometry(&mut self, node: &Node, shape: &mut Shape) {
        let kind = self.type_of(node);
        if kind == Some("GeometryCollection") {
            let members = node.get("geometries").and_then(Node::items).unwrap_or_default();
            members.iter().for_each(|member| self.geometry(member, shape));
            return;
        }
        let Some(kind) = self.kind_of_geometry(node, kind) else { return };
        let Some(coordinates) = node.get("coordinates") else {
            self.broken(node, format!("this {kind} has no `coordinates`"), "export the map again as GeoJSON");
            return;
        };
        match kind {
            "Point" => shape.points.extend(self.position(coordinates)),
            "MultiPoint" => {
                let positions = self.list(coordinates).iter();
                let found: Vec<Point> = positions.filter_map(|node| self.position(node)).collect();
                shape.points.extend(found);
            }
            "Polygon" => shape.parts.extend(self.polygon(coordinates).into_iter().flat_map(cut)),
            "MultiPolygon" => {
                for polygon in self.list(coordinates) {
                    shape.parts.extend(self.polygon(polygon).into_iter().flat_map(cut));
                }
            }
            _ => self.odd(node, "this is a line, and is left out: a base map is made of areas", "export the areas as polygons"),
        }
    }

    /// The type of a geometry that is no collection; reported where it is none.
    pub(super) fn kind_of_geometry<'n>(&mut self, node: &'n Node, kind: Option<&'n str>) -> Option<&'n str> {
        match kind {
            Some(kind) if GEOMETRIES.contains(&kind) => Some(kind),
            Some(other) => {
                let near = nearest(other, GEOMETRIES).map(|near| format!("did you mean `{near}`?"));
                let at = node.get("type").unwrap_or(node);
                let help = near.unwrap_or_else(|| format!("the types are {}", GEOMETRIES.join(", ")));
                self.broken(at, format!("there is no geometry of the type `{other}`"), &help);
                None
            }
            None => {
                self.broken(node, "this geometry does not say its `type`".to_owned(), "export the map again as GeoJSON");
                None
            }
        }
    }

    fn polygon(&mut self, node: &Node) -> Option<Part> {
        let rings = self.list(node).iter();
        let rings: Vec<Ring> = rings.filter_map(|ring| self.ring(ring)).collect();
        (!rings.is_empty()).then_some(Part { rings })
    }

    fn ring(&mut self, node: &Node) -> Option<Ring> {
        let before = self.faults();
        let positions = self.list(node).iter();
        let ring: Ring = positions.filter_map(|position| self.position(position)).collect();
        // Half of a border is none.
        if self.faults() > before {
            return None;
        }
        self.closed(ring, node)
    }

    /// Longitude, latitude, and perhaps a height.
    fn position(&mut self, node: &Node) -> Option<Point> {
        let number = |node: &Node| match node.value {
            Json::Number(number) if number.is_finite() => Some(number),
            _ => None,
        };
        let items = node.items().unwrap_or_default();
        let [lon, lat, ..] = items else {
            let message = match node.items() {
                Some(_) => "a position has two numbers, and this one has fewer".to_owned(),
                None => format!("a position is two numbers between brackets, and not {}", node.noun()),
            };
            self.broken(node, message, "write longitude and latitude, as in [-2.925, 43.263]");
            return None;
        };
        let (Some(x), Some(y)) = (number(lon), number(lat)) else {
            let odd = if number(lon).is_none() { lon } else { lat };
            let message = format!("a position is two numbers, and this is {}", odd.noun());
            self.broken(odd, message, "write longitude and latitude, as in [-2.925, 43.263]");
            return None;
        };
        self.point((x, y), node)
    }

    /// The items of a list; anything else is reported.
    pub(super) fn list<'n>(&mut self, node: &'n Node) -> &'n [Node] {
        match node.items() {
            Some(items) => items,
            None => {
                self.broken(node, format!("a list should stand here, and not {}", node.noun()), "export the map again as GeoJSON");
                &[]
            }
        }
    }
}

/// What a property says, as text; nothing where it is a list or a table.
pub(super) fn plain(node: &Node) -> Option<Box<str>> {
    match &node.value {
        Json::Text(text) => Some(text.clone()),
        Json::Number(number) if number.is_finite() => Some(number.to_string().into()),
        _ => None,
    }
}

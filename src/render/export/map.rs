//! What can be taken away of a map: its drawing, its rows, and its points and areas as GeoJSON (RFC 7946).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::csv::Csv;
use super::figure;
use super::picture::{Drawn, attributions, drawing};
use crate::registry::geo::{AreaId, Point, Shape};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::map::{self, Links, Subject, Thing, Where};
use crate::render::pictures::Width;
use crate::routes::Listed;

/// The drawing as a file of its own; `at` is the page that it stands on.
pub fn picture(window: &Window, at: Listed, subject: &Subject) -> Vec<u8> {
    let drawn = subject.draw(window, ("map", Links::None), Width::Wide);
    let sources = subject.shading.as_ref().and_then(|shading| shading.figure).map_or_else(Vec::new, |id| figure::sources(window, id));
    let said = [subject.caption.clone()].into_iter().filter(|caption| !caption.is_empty());
    let foot = said.chain(attributions(window, &sources)).chain(subject.attribution(window)).collect();
    let remarks = map::remarks(window, &drawn);
    let description = subject.description(window);
    drawing(window, at, Drawn { title: &subject.title, description: &description, svg: &drawn.svg, remarks: &remarks, foot })
}

/// A row for each area with a value, and for each thing at each of its places.
pub fn table(window: &Window, subject: &Subject) -> Vec<u8> {
    let Some(shading) = &subject.shading else { return things(window, subject) };
    let mut csv = Csv::new(&["area", "code", "value", "class"]);
    for row in shading.rows(window, &subject.base) {
        csv.text(&row.name);
        csv.text(code(subject, row.area));
        csv.number(shading.number(row.area));
        csv.text(&row.class);
        csv.end_row();
    }
    csv.finish()
}

fn things(window: &Window, subject: &Subject) -> Vec<u8> {
    let names = ["id", "title", "part_of", "kind", "url", "place", "code", "group", "status", "latitude", "longitude"];
    let mut csv = Csv::new(&names);
    for thing in &subject.things.all {
        let point = if let Where::At(point) = thing.place { Some(point) } else { None };
        let group = thing.group.and_then(|group| subject.things.groups.get(group)).map_or("", String::as_str);
        csv.text(window.name(thing.entity).as_ref());
        let code = if let Where::Somewhere(area) = thing.place { code(subject, area) } else { "" };
        let cells = [&*thing.title, &*thing.of, &*thing.kind, &*thing.url, &*thing.place_name, code, group, &*thing.unsure];
        cells.iter().for_each(|cell| csv.text(cell));
        csv.number(point.map(|point| point.lat));
        csv.number(point.map(|point| point.lon));
        csv.end_row();
    }
    csv.finish()
}

/// Things as points, areas with their values or with what is somewhere in them, and lines; what has no place on the map is there without
/// a geometry.
pub fn places(window: &Window, subject: &Subject) -> Vec<u8> {
    let mut features = Vec::new();
    if let Some(shading) = &subject.shading {
        features.extend(shading.rows(window, &subject.base).into_iter().map(|row| {
            let area = &subject.base.area(row.area).shape;
            let said = json!({ "name": row.name, "code": code(subject, row.area), "value": shading.number(row.area), "class": row.class });
            feature(outline(area), said)
        }));
    }
    features.extend(held(window, subject));
    for thing in &subject.things.all {
        let geometry = match thing.place {
            Where::At(point) => json!({ "type": "Point", "coordinates": position(point) }),
            Where::Beyond(_) | Where::Nowhere => Value::Null,
            // Its area tells of it.
            Where::Somewhere(_) => continue,
        };
        features.push(feature(geometry, Value::Object(said(window, subject, thing))));
    }
    for line in &subject.things.lines {
        let (from, to) = (&subject.things.all[line.from], &subject.things.all[line.to]);
        if let (Where::At(start), Where::At(end)) = (from.place, to.place) {
            let geometry = json!({ "type": "LineString", "coordinates": [position(start), position(end)] });
            features.push(feature(geometry, json!({ "from": from.title, "to": to.title })));
        }
    }
    let mut collection = Map::new();
    collection.insert("type".to_owned(), "FeatureCollection".into());
    collection.extend(subject.attribution(window).map(|words| ("attribution".to_owned(), words.into())));
    collection.insert("features".to_owned(), Value::Array(features));
    let mut out = Value::Object(collection).to_string().into_bytes();
    out.push(b'\n');
    out
}

/// The areas that things are somewhere in, each once: with what is said of the only thing there, or with a list of all.
fn held(window: &Window, subject: &Subject) -> Vec<Value> {
    let mut held: BTreeMap<AreaId, Vec<&Thing>> = BTreeMap::new();
    for thing in &subject.things.all {
        if let Where::Somewhere(area) = thing.place {
            held.entry(area).or_default().push(thing);
        }
    }
    let one = |(id, things): (AreaId, Vec<&Thing>)| {
        let area = subject.base.area(id);
        let mut own = match things[..] {
            [thing] => said(window, subject, thing),
            _ => Map::from_iter([("things".to_owned(), things.iter().map(|thing| Value::Object(said(window, subject, thing))).collect())]),
        };
        own.insert("name".to_owned(), in_language(&area.name, window.language).into());
        own.insert("code".to_owned(), code(subject, id).into());
        feature(outline(&area.shape), Value::Object(own))
    };
    held.into_iter().map(one).collect()
}

/// What is known of a thing.
fn said(window: &Window, subject: &Subject, thing: &Thing) -> Map<String, Value> {
    let group = thing.group.and_then(|group| subject.things.groups.get(group)).map_or("", String::as_str);
    let id = window.name(thing.entity).to_string();
    let texts = [
        ("id", &*id),
        ("title", &*thing.title),
        ("part_of", &*thing.of),
        ("kind", &*thing.kind),
        ("url", &*thing.url),
        ("place", &*thing.place_name),
        ("group", group),
        ("status", &*thing.unsure),
    ];
    let given = texts.into_iter().filter(|(_, text)| !text.is_empty());
    given.map(|(key, text)| (key.to_owned(), Value::from(text))).collect()
}

/// The code by which an area is known.
fn code(subject: &Subject, area: AreaId) -> &str {
    subject.base.area(area).codes.first().map_or("", |(_, code)| code)
}

fn feature(geometry: Value, properties: Value) -> Value {
    json!({ "type": "Feature", "geometry": geometry, "properties": properties })
}

/// Longitude and latitude to about a decimetre.
fn position(point: Point) -> Value {
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    json!([rounded(point.lon), rounded(point.lat)])
}

/// The rings of an area, each closed.
fn outline(shape: &Shape) -> Value {
    let ring = |ring: &Vec<Point>| Value::Array(ring.iter().chain(ring.first()).map(|point| position(*point)).collect());
    let parts = shape.parts.iter().map(|part| Value::Array(part.rings.iter().map(ring).collect()));
    json!({ "type": "MultiPolygon", "coordinates": parts.collect::<Vec<_>>() })
}

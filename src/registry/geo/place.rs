//! Where a thing is: its own coordinates, else those of the place that it names, else of the nearest place above that one.

use super::super::kind::{FieldId, FieldKind, Scheme};
use super::super::query::Path;
use super::super::value::{Given, Text, Value};
use super::super::{EntityId, Site};
use super::{AreaId, BaseMap, Exactness, Mark, PlaceField, Placed, Point};

/// Parents that go in a circle are reported by a check; here the walk only must end.
const HIGHEST: usize = 100;

/// Where a thing is: by its own coordinates, else by the first place that it names.
pub fn place_of(site: &Site, id: EntityId) -> Placed {
    marks(site, id, None).first().map_or(Placed::Nowhere, |mark| mark.placed)
}

/// Every place that a thing has: one mark for each place that `field` leads to, or, without one, the field for places that its kind names.
///
/// A thing that names no place is one mark that is nowhere. Where `field` leads into records, such as laboratories with their places, each
/// record is a mark, with the record's own title.
pub fn marks(site: &Site, id: EntityId, field: Option<&PlaceField>) -> Vec<Mark> {
    let kind = site.entity(id).kind;
    let found = match field {
        Some(field) => field.paths.iter().find(|path| path.kind == kind).map_or(Vec::new(), |path| on_way(site, id, *path)),
        None => match own(site, id) {
            Some(point) => vec![Mark { thing: id, title: None, place: None, placed: Placed::At(point, Exactness::Own) }],
            None => {
                let field = site.kinds.kind(kind).roles.place;
                let places = field.map_or(Vec::new(), |field| site.ends(id, field));
                // A place that says nothing of itself is where the places above it are.
                let places = if places.is_empty() && site.kinds.is_place(kind) { vec![id] } else { places };
                places.into_iter().map(|place| Mark { thing: id, title: None, place: Some(place), placed: at_place(site, place) }).collect()
            }
        },
    };
    if found.is_empty() { vec![Mark { thing: id, title: None, place: None, placed: Placed::Nowhere }] } else { found }
}

/// A place and what lies above it, the nearest first.
pub fn and_above(site: &Site, place: EntityId) -> impl Iterator<Item = EntityId> {
    std::iter::successors(Some(place), |place| site.parent(*place)).take(HIGHEST)
}

/// The area that a thing itself is, by its codes.
pub fn area_of(site: &Site, map: &BaseMap, id: EntityId) -> Option<AreaId> {
    codes_of(site, id).find_map(|(scheme, code)| map.with_code(scheme, code))
}

/// The codes that a thing gives of itself.
pub fn codes_of(site: &Site, id: EntityId) -> impl Iterator<Item = (Scheme, &str)> {
    site.entity(id).values.iter().filter_map(|given| match (&site.kinds.field(given.field).kind, &given.value) {
        (FieldKind::Identifier(scheme), Value::Identifier(code)) => Some((*scheme, &**code)),
        _ => None,
    })
}

/// The area that a mark lies in: the one that its place or a place above that is, by their codes, else the one around its point.
pub fn area_with(site: &Site, map: &BaseMap, mark: &Mark) -> Option<AreaId> {
    let start = mark.place.unwrap_or(mark.thing);
    let by_code = and_above(site, start).find_map(|place| area_of(site, map, place));
    by_code.or_else(|| match mark.placed {
        Placed::At(point, _) => map.holding(point),
        Placed::Within(_) | Placed::Nowhere => None,
    })
}

/// One mark for each place that a field, or a field of its records or relations, leads to.
fn on_way(site: &Site, id: EntityId, path: Path) -> Vec<Mark> {
    let mark = |title: Option<Text>, place: EntityId| Mark { thing: id, title, place: Some(place), placed: at_place(site, place) };
    let Some(sub) = path.sub else {
        let field = site.kinds.field(path.field);
        if matches!(field.kind, FieldKind::Coordinates) {
            let points = values(site, id, path.field).filter_map(point);
            return points.map(|point| Mark { thing: id, title: None, place: None, placed: Placed::At(point, Exactness::Own) }).collect();
        }
        return site.ends(id, path.field).into_iter().map(|place| mark(None, place)).collect();
    };
    let mut found = Vec::new();
    let mut see = |said: &[Given]| {
        let title = title_of(site, said);
        let given = said.iter().filter(|given| given.field == sub).flat_map(|given| given.value.items());
        let before = found.len();
        for value in given {
            match value {
                Value::Ref(relation) => found.push(mark(title.clone(), site.relations.get(*relation).to)),
                value => found.extend(point(value).map(|point| Mark {
                    thing: id,
                    title: title.clone(),
                    place: None,
                    placed: Placed::At(point, Exactness::Own),
                })),
            }
        }
        if found.len() == before {
            found.push(Mark { thing: id, title, place: None, placed: Placed::Nowhere });
        }
    };
    values(site, id, path.field).for_each(|value| {
        if let Value::Record(said) = value {
            see(said);
        }
    });
    site.relations.from(id).iter().filter(|relation| relation.field == path.field).for_each(|relation| see(&relation.says));
    found
}

fn values(site: &Site, id: EntityId, field: FieldId) -> impl Iterator<Item = &Value> {
    site.entity(id).values.iter().filter(move |given| given.field == field).flat_map(|given| given.value.items())
}

/// What a record calls itself: the first of its texts.
fn title_of(site: &Site, said: &[Given]) -> Option<Text> {
    said.iter().find_map(|given| match (&site.kinds.field(given.field).kind, &given.value) {
        (FieldKind::Text, Value::Text(text)) => Some(text.clone()),
        _ => None,
    })
}

/// Where something is that names a place: there, else where the nearest place above it is, unless that is a region or a country.
fn at_place(site: &Site, place: EntityId) -> Placed {
    for one in and_above(site, place) {
        if site.kinds.is_region(site.entity(one)) {
            return Placed::Within(one);
        }
        if let Some(point) = own(site, one) {
            let exactness = if one == place { Exactness::Place(one) } else { Exactness::Above(one) };
            return Placed::At(point, exactness);
        }
    }
    Placed::Nowhere
}

/// The coordinates that a thing gives itself.
fn own(site: &Site, id: EntityId) -> Option<Point> {
    site.entity(id).values.iter().find_map(|given| point(&given.value))
}

/// The point that coordinates give. At 0, 0 there is nothing but sea: it stands for "not known", which a check says.
fn point(value: &Value) -> Option<Point> {
    match value {
        Value::Coordinates(at) if at.longitude != 0.0 || at.latitude != 0.0 => Some(Point { lon: at.longitude, lat: at.latitude }),
        _ => None,
    }
}

/// Can the page of a thing show where it lies? It is a place, with a point of its own or as an area of a base map.
pub fn is_on_a_map(site: &Site, id: EntityId) -> bool {
    let is_area = || {
        let codes: Vec<_> = codes_of(site, id).map(|(scheme, code)| (scheme, code.into())).collect();
        !codes.is_empty() && site.maps.smallest_with(&codes).is_some()
    };
    site.kinds.is_place(site.entity(id).kind) && (own(site, id).is_some() || (site.kinds.is_region(site.entity(id)) && is_area()))
}

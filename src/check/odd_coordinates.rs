//! `odd-coordinates`: coordinates lie far from the place that the thing says it is in.

use crate::diag::{Code, Report, Span};
use crate::registry::geo::{self, Area, Point};
use crate::registry::language::DEFAULT;
use crate::registry::value::Value;
use crate::registry::{Entity, EntityId, Site};

/// Borders are drawn coarsely, and what lies on the coast may lie in the sea: nearer than this, in kilometres, nothing is said.
const FAR: f64 = 50.0;

/// Reports coordinates that are nowhere near.
pub fn check(id: EntityId, entity: &Entity, site: &Site, report: &mut Report) {
    let given = entity.values.iter().find_map(|given| match &given.value {
        Value::Coordinates(at) => Some((Point { lon: at.longitude, lat: at.latitude }, given.span)),
        _ => None,
    });
    let Some((point, span)) = given else { return };
    if point == (Point { lon: 0.0, lat: 0.0 }) {
        let message = "these coordinates are 0, 0: a point in the sea, where nothing is";
        report.say(span, Code::OddCoordinates, message).help("leave them out where they are not known");
        return;
    }
    let own = geo::marks(site, id, None).into_iter().filter_map(|mark| mark.place);
    let field = site.kinds.kind(entity.kind).roles.place;
    let named = field.into_iter().flat_map(|field| site.ends(id, field));
    for place in std::iter::once(id).chain(own).chain(named) {
        if let Some(found) = geo::and_above(site, place).find_map(|place| area(site, place)) {
            compare((point, span), found, site, report);
            return;
        }
    }
}

/// The area that a place is on the first base map that has it, and whether that map is one of the site's own.
fn area(site: &Site, place: EntityId) -> Option<(EntityId, &Area, Detail)> {
    site.maps.all().find_map(|(id, map)| {
        let base = site.maps.get(id);
        let detail = if map.file_span.is_some() { Detail::Own } else { Detail::Coarse };
        geo::area_of(site, base, place).map(|area| (place, base.area(area), detail))
    })
}

/// How much of the Earth a base map has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What its site wants.
    Own,
    /// Countries without many of their islands.
    Coarse,
}

fn compare((point, span): (Point, Span), (place, area, detail): (EntityId, &Area, Detail), site: &Site, report: &mut Report) {
    let km = area.shape.distance_km(point);
    if !km.is_finite() || km <= FAR {
        return;
    }
    let name = &site.entity(place).title.read_in(DEFAULT).1;
    let is_there = |lon: f64, lat: f64| lat.abs() <= 90.0 && area.shape.distance_km(Point { lon, lat }) <= FAR;
    let message = format!("this point is {km:.0} km away from {name}");
    let swapped = is_there(point.lat, point.lon);
    let west = is_there(-point.lon, point.lat);
    let south = is_there(point.lon, -point.lat);
    let help = if swapped {
        format!("did you mean [{}, {}]? The latitude comes first", point.lon, point.lat)
    } else if west {
        format!("did you mean [{}, {}]? West of Greenwich longitudes are negative", point.lat, -point.lon)
    } else if south {
        format!("did you mean [{}, {}]? South of the equator latitudes are negative", -point.lat, point.lon)
    } else {
        // An island far from its country may not be on a map of the world.
        let is_elsewhere = || site.maps.all().any(|(id, _)| site.maps.get(id).holding(point).is_some());
        if detail == Detail::Coarse && !is_elsewhere() {
            return;
        }
        format!("write its latitude and longitude, or say that it lies somewhere else than in {name}")
    };
    report.say(span, Code::OddCoordinates, message).help(help);
}

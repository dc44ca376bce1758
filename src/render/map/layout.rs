//! How the globe is laid flat for a map, on which base, and what of it must be seen.

use std::sync::Arc;

use super::{Shading, Things, Where};
use crate::registry::EntityId;
use crate::registry::geo::{BaseMap, Extent, Mark, Placed, Point};
use crate::registry::view::map::{self, MapView, ShadeBy};
use crate::render::ask::Window;
use crate::render::pictures::map::{Fit, Projection};

/// How a map is laid out.
pub struct Layout {
    pub projection: Projection,
    pub fit: Fit,
    /// What lies in the middle of what must be seen.
    pub centre: Point,
    /// Is it so small that one may ask where it is?
    pub is_local: bool,
}

/// What reaches over more degrees than this is seen on a map of the whole world.
const WORLDWIDE: f64 = 110.0;

/// What reaches over fewer degrees than this needs to be located, and may be drawn with its angles true.
const LOCAL: f64 = 12.0;

/// Points that reach over less than this share of a base map are shown from nearer.
const SPARSE: f64 = 0.15;

/// The meridian around which no continent is cut.
const UNCUT: f64 = 11.0;

/// The base maps that every `sare` has, on which everything that is no land is sea.
const EMBEDDED: [&str; 2] = ["europe", "world"];

/// Is all that is no area of this map sea?
pub fn has_sea(base: &str) -> bool {
    EMBEDDED.contains(&base)
}

/// The base map that a view names, else the smallest on which everything is found that it shows.
pub fn base(window: &Window, view: &MapView, marks: &[Mark]) -> Arc<BaseMap> {
    if let Some((id, _)) = view.base {
        return window.base_map(id).clone();
    }
    let points: Vec<Point> = marks.iter().filter_map(|mark| mark.placed.point()).collect();
    let figure = match view.shade.as_ref().map(|shade| &shade.by) {
        Some(ShadeBy::Figure(figure, _)) => window.figure(*figure),
        Some(ShadeBy::Count) | None => None,
    };
    let mut areas: Vec<EntityId> = figure.iter().flat_map(|figure| &figure.observations).filter_map(|seen| seen.about).collect();
    areas.sort_unstable();
    areas.dedup();
    if areas.is_empty() && points.is_empty() {
        let within = |mark: &Mark| if let Placed::Within(region) = mark.placed { Some(mark.place.unwrap_or(region)) } else { None };
        areas = marks.iter().filter_map(within).collect();
    }
    let found = if areas.is_empty() { None } else { window.base_with(&areas) };
    window.base_map(found.unwrap_or_else(|| window.base_for(&points))).clone()
}

/// What is shown around a small map: Europe, or where the map is not in it the world.
pub fn around(window: &Window, centre: Point) -> Option<Arc<BaseMap>> {
    let maps = window.ground().maps;
    let found = EMBEDDED.iter().filter_map(|name| maps.find(name)).map(|id| window.base_map(id));
    found.filter(|base| base.extent.is_some_and(|extent| extent.holds(centre))).find(|base| !base.areas.is_empty()).cloned()
}

impl Layout {
    /// Decides what the view leaves open by what is shown.
    pub fn of(view: &MapView, base: &BaseMap, (things, shading): (&Things, Option<&Shading>)) -> Layout {
        let points: Vec<Point> =
            things.all.iter().filter_map(|thing| if let Where::At(point) = thing.place { Some(point) } else { None }).collect();
        let of_points = Extent::around(points.iter());
        let held = things.all.iter().filter_map(|thing| if let Where::Somewhere(area) = thing.place { Some(area) } else { None });
        let areas = shading.into_iter().flat_map(Shading::shown).chain(held).map(|id| base.area(id).extent);
        let of_areas = areas.reduce(joined);
        let of_both = of_areas.map(|areas| of_points.map_or(areas, |points| joined(areas, points)));
        let is_wide = |extent: Option<Extent>| extent.is_some_and(|extent| span(extent).0 > WORLDWIDE);
        let wants_points = match view.fit {
            Some(map::Fit::Points) => true,
            Some(map::Fit::Base) => false,
            None => shading.is_none() && of_areas.is_none() && is_sparse(of_points, base),
        };
        let wants_world = view.projection == Some(map::Projection::EqualEarth)
            || if wants_points {
                is_wide(of_points)
            } else {
                is_wide(of_both.or(base.extent)) || (&*base.name == "world" && view.fit == Some(map::Fit::Base))
            };
        let seen = if wants_points { of_points } else { of_both.filter(|_| has_sea(&base.name)).or(base.extent) };
        let seen = seen.or(base.extent).unwrap_or(Extent { west: -180.0, south: -60.0, east: 180.0, north: 80.0 });
        let centre = Point { lon: (seen.west + seen.east) / 2.0, lat: (seen.south + seen.north) / 2.0 };
        let is_local = span(seen).0 < LOCAL && span(seen).1 < LOCAL;
        let middle = (centre.lon, centre.lat);
        let projection = match view.projection {
            Some(map::Projection::EqualEarth) => Projection::EqualEarth { meridian: UNCUT },
            Some(map::Projection::Equirectangular) => {
                Projection::Equirectangular { centre: if wants_world { (UNCUT, 0.0) } else { middle } }
            }
            Some(map::Projection::EqualArea) => Projection::EqualArea { centre: middle },
            Some(map::Projection::Conformal) => Projection::Conformal { centre: middle },
            None if wants_world => Projection::EqualEarth { meridian: UNCUT },
            None if is_local && shading.is_none() => Projection::Conformal { centre: middle },
            None => Projection::EqualArea { centre: middle },
        };
        let fit = match () {
            () if wants_world => Fit::World,
            () if wants_points && of_points.is_some() => Fit::Pins,
            () => Fit::Areas,
        };
        Layout { projection, fit, centre, is_local }
    }

    /// Does it show the whole world?
    pub fn is_world(&self) -> bool {
        self.fit == Fit::World
    }
}

/// Do points lie so near to each other that on all of the base map they would be one?
fn is_sparse(points: Option<Extent>, base: &BaseMap) -> bool {
    let (Some(points), Some(base_extent)) = (points, base.extent) else { return false };
    let ((across, down), (wide, high)) = (span(points), span(base_extent));
    has_sea(&base.name) || (across < wide * SPARSE && down < high * SPARSE)
}

/// How many degrees a box has from side to side and from top to bottom.
fn span(extent: Extent) -> (f64, f64) {
    (extent.east - extent.west, extent.north - extent.south)
}

fn joined(one: Extent, other: Extent) -> Extent {
    Extent {
        west: one.west.min(other.west),
        south: one.south.min(other.south),
        east: one.east.max(other.east),
        north: one.north.max(other.north),
    }
}

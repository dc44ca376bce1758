//! What maps on the same ground share: its areas laid flat, and their outlines as they are seen through a frame.
//!
//! A report has hundreds of pages with the same few base maps on them. Each is laid flat once, and only where something is seen of it;
//! what comes out is the same whoever asks first.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use libm::{asin, atan2, cos, sin};

use super::frame::{Bounds, Frame};
use super::outline::{clip, lay};
use super::projection::{RADIUS, from_meridian};
use super::seam;
use super::simplify::{Corner, FINE, Rings, path, simplify};
use super::{Flat, Position, Projection};
use crate::registry::geo::{Extent, Shape};

/// Everything that has been laid flat for a site's maps.
#[derive(Debug, Default)]
pub struct Atlas {
    flat: Kept<Arc<Vec<OnceLock<FlatArea>>>>,
    seen: Kept<Arc<OnceLock<Arc<Vec<Outline>>>>>,
}

type Kept<T> = Mutex<BTreeMap<(Box<str>, Vec<u64>), T>>;

/// Shapes that are known by a name, such as the areas of a base map; the same name stands for the same shapes.
pub struct Sheets<'a> {
    pub atlas: &'a Atlas,
    pub name: &'a str,
    pub shapes: Vec<&'a Shape>,
    pub projection: Projection,
    flat: Arc<Vec<OnceLock<FlatArea>>>,
}

/// The rings of an area on the plane, in kilometres, and what lies around them.
#[derive(Debug)]
pub struct FlatArea {
    rings: Vec<Vec<Flat>>,
    pub bounds: Bounds,
}

/// An area as it is drawn, on the grid; without rings where nothing of it is seen.
#[derive(Debug, Default)]
pub struct Outline {
    pub rings: Rings,
    /// The rings as SVG writes them.
    pub path: String,
    /// Its border alone, where a part of its outline is none: the file cuts it at the 180th meridian.
    pub border: Option<String>,
    /// The box around each ring.
    boxes: Vec<(Corner, Corner)>,
}

/// More than so many are not kept: a site with a thousand frames does not show each of them again.
const MOST_KEPT: usize = 200;

/// So many degrees more than the frame reaches are laid flat, so that rounding decides nothing.
const MARGIN: f64 = 0.5;

impl Atlas {
    /// Opens it at some shapes, as a projection lays them flat.
    pub fn open<'a>(&'a self, name: &'a str, shapes: Vec<&'a Shape>, projection: Projection) -> Sheets<'a> {
        let fresh = || Arc::new(shapes.iter().map(|_| OnceLock::new()).collect::<Vec<_>>());
        let flat = kept(&self.flat, (name.into(), projection.key().to_vec()), fresh);
        Sheets { atlas: self, name, shapes, projection, flat }
    }
}

fn kept<T: Clone>(all: &Kept<T>, key: (Box<str>, Vec<u64>), fresh: impl FnOnce() -> T) -> T {
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = all.get(&key) {
        return found.clone();
    }
    let made = fresh();
    if all.len() < MOST_KEPT {
        all.insert(key, made.clone());
    }
    made
}

impl Sheets<'_> {
    /// An area, laid flat.
    pub fn area(&self, at: usize) -> &FlatArea {
        self.flat[at].get_or_init(|| {
            let rings = self.shapes[at].parts.iter().flat_map(|part| &part.rings);
            let rings = rings.flat_map(|ring| lay(ring.iter().map(|point| (point.lon, point.lat)), self.projection));
            let rings: Vec<Vec<Flat>> = rings.filter(|ring| !ring.is_empty()).collect();
            let mut bounds = Bounds::default();
            rings.iter().flatten().for_each(|spot| bounds.take(*spot));
            FlatArea { rings, bounds }
        })
    }

    /// The outlines of all areas as they are seen through a frame, and so many units around it.
    pub fn seen(&self, frame: &Frame, beyond: f64) -> Arc<Vec<Outline>> {
        let mut key = self.projection.key().to_vec();
        key.extend(frame.key());
        key.push(beyond.to_bits());
        let cell = kept(&self.atlas.seen, (self.name.into(), key), Arc::default);
        cell.get_or_init(|| Arc::new(self.look(frame, beyond))).clone()
    }

    fn look(&self, frame: &Frame, beyond: f64) -> Vec<Outline> {
        let (low, high) = frame.corners(beyond);
        let reach = frame.reach(beyond);
        let rings = |at: usize| -> Vec<Vec<Flat>> {
            if !may_be_seen(self.shapes[at], self.projection, reach) {
                return Vec::new();
            }
            let area = self.area(at);
            let is_outside = |(least, most): (Flat, Flat)| most.0 < low.0 || most.1 < low.1 || least.0 > high.0 || least.1 > high.1;
            if area.bounds.ends().is_none_or(|(least, most)| is_outside((frame.at(least), frame.at(most)))) {
                return Vec::new();
            }
            let rings = area.rings.iter().map(|ring| clip(ring.iter().map(|spot| frame.at(*spot)).collect(), low, high));
            rings.filter(|ring| !ring.is_empty()).collect()
        };
        let all: Vec<Vec<Vec<Flat>>> = (0..self.shapes.len()).map(rings).collect();
        let mut outlines: Vec<Outline> = simplify(&all).into_iter().map(Outline::of).collect();
        let meridian = seam::meridian(self.projection, frame);
        for (_, outline) in self.shapes.iter().zip(&mut outlines).filter(|(shape, _)| seam::is_cut(shape)) {
            outline.border = seam::without(&outline.rings, &meridian);
        }
        outlines
    }
}

/// May something of a shape lie so near to the middle of a map, in kilometres on the plane, that it is seen? What surely does not need not
/// be laid flat.
fn may_be_seen(shape: &Shape, projection: Projection, reach: f64) -> bool {
    let share = reach / (2.0 * RADIUS);
    let (centre, far) = match projection {
        Projection::Conformal { centre } => (centre, 2.0 * atan2(share, 1.0)),
        Projection::EqualArea { centre } if share < 1.0 => (centre, 2.0 * asin(share)),
        _ => return true,
    };
    let points = || shape.parts.iter().flat_map(|part| part.rings.iter().flatten());
    match Extent::around(points()) {
        Some(extent) => nearest(extent, centre) <= far.to_degrees() + MARGIN,
        None => true,
    }
}

/// At least so many degrees of a great circle lie between a position and a box; none where the box may go around the globe.
fn nearest(extent: Extent, (longitude, latitude): Position) -> f64 {
    let Extent { west, south, east, north } = extent;
    // A ring that crosses the antimeridian has its box on the wrong side of the globe.
    if !(west >= -180.0 && east <= 180.0 && east - west < 180.0) {
        return 0.0;
    }
    let up_or_down = (south - latitude).max(latitude - north).max(0.0);
    let is_between = from_meridian(longitude, west).rem_euclid(360.0) <= east - west;
    let aside = if is_between { 0.0 } else { from_meridian(west, longitude).abs().min(from_meridian(east, longitude).abs()) };
    // From a position to a meridian the way is shortest at a right angle.
    let across = asin((cos(latitude.to_radians()).abs() * sin(aside.min(90.0).to_radians())).clamp(0.0, 1.0)).to_degrees();
    up_or_down.max(across)
}

impl Outline {
    fn of(rings: Rings) -> Outline {
        let around = |ring: &Vec<Corner>| {
            let side = |of: fn(&Corner) -> i32| (ring.iter().map(of).min().unwrap_or(0), ring.iter().map(of).max().unwrap_or(0));
            let ((left, right), (top, bottom)) = (side(|corner| corner.0), side(|corner| corner.1));
            ((left, top), (right, bottom))
        };
        Outline { path: path(&rings), border: None, boxes: rings.iter().map(around).collect(), rings }
    }

    /// The box around each ring, from its least to its greatest corner, in units of the drawing.
    pub fn boxes(&self) -> impl Iterator<Item = (Flat, Flat)> {
        let unit = |(x, y): Corner| (f64::from(x) / FINE, f64::from(y) / FINE);
        self.boxes.iter().map(move |(low, high)| (unit(*low), unit(*high)))
    }

    /// Is a spot inside an odd number of rings?
    pub fn holds(&self, (x, y): Flat) -> bool {
        let (x, y) = (x * FINE, y * FINE);
        let near = self.rings.iter().zip(&self.boxes).filter(|(_, (low, high))| {
            (f64::from(low.0)..=f64::from(high.0)).contains(&x) && (f64::from(low.1)..=f64::from(high.1)).contains(&y)
        });
        near.filter(|(ring, _)| is_inside(ring, (x, y))).count() % 2 == 1
    }
}

/// Is a spot of the grid inside a ring?
fn is_inside(ring: &[Corner], (x, y): Flat) -> bool {
    let Some(mut from) = ring.last() else { return false };
    let mut is_in = false;
    for to in ring {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(f64::from);
        is_in ^= (y1 > y) != (y2 > y) && x < x1 + (y - y1) / (y2 - y1) * (x2 - x1);
        from = to;
    }
    is_in
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The great circle between two positions, in degrees.
    fn between(one: Position, other: Position) -> f64 {
        let [a, b] = [one.1, other.1].map(f64::to_radians);
        let turn = (one.0 - other.0).to_radians();
        (a.sin() * b.sin() + a.cos() * b.cos() * turn.cos()).clamp(-1.0, 1.0).acos().to_degrees()
    }

    proptest! {
        #[test]
        fn no_box_is_nearer_than_is_said(
            west in -180.0..180.0_f64, south in -90.0..90.0_f64, wide in 0.0..170.0_f64, high in 0.0..90.0_f64,
            at in (-180.0..180.0_f64, -90.0..90.0_f64), spot in (0.0..=1.0_f64, 0.0..=1.0_f64),
        ) {
            let extent = Extent { west, south, east: (west + wide).min(180.0), north: (south + high).min(90.0) };
            let inside = (west + (extent.east - west) * spot.0, south + (extent.north - south) * spot.1);
            prop_assert!(nearest(extent, at) <= between(at, inside) + 1e-4, "{} {}", nearest(extent, at), between(at, inside));
        }
    }
}

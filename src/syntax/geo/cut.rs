//! Polygons that run across the 180th meridian or around a pole, cut into pieces that a flat map can draw.
//!
//! GeoJSON wants them cut. Others, such as the atlases made for globes, let the border jump from 180 to -180 degrees.

use super::{Part, Point, Ring};

/// A border that winds around the Earth more often than this is left as it is: nobody lives in it.
const FARTHEST: f64 = 900.0;

/// The pieces of a polygon, each between -180 and 180 degrees; the polygon itself where its border does not jump.
pub(super) fn cut(part: Part) -> Vec<Part> {
    if !part.rings.iter().any(|ring| steps(ring).any(|(from, to)| is_jump(from, to))) {
        return vec![part];
    }
    let Some(rings) = part.rings.iter().map(unrolled).collect::<Option<Vec<Ring>>>() else { return vec![part] };
    let pieces = [-2.0, -1.0, 0.0, 1.0, 2.0].into_iter().filter_map(|turn| {
        let (west, east) = (turn * 360.0 - 180.0, turn * 360.0 + 180.0);
        let mut inside = rings.iter().map(|ring| between(ring, west, east));
        // Without its outer ring there is nothing of it here.
        let outer = inside.next().filter(|ring| ring.len() > 2)?;
        let rings = std::iter::once(outer).chain(inside.filter(|ring| ring.len() > 2));
        Some(Part { rings: rings.map(|ring| moved(ring, -turn * 360.0)).collect() })
    });
    let pieces: Vec<Part> = pieces.collect();
    if pieces.is_empty() { vec![part] } else { pieces }
}

fn steps(ring: &Ring) -> impl Iterator<Item = (Point, Point)> {
    let before = ring.last().copied();
    before.into_iter().chain(ring.iter().copied()).zip(ring.iter().copied())
}

/// Does a border go the long way round? Along a pole it may.
fn is_jump(from: Point, to: Point) -> bool {
    (to.lon - from.lon).abs() > 180.0 && !(from.lat.abs() > 89.99 && to.lat.abs() > 89.99)
}

/// A ring with longitudes that never jump, but may go beyond 180 degrees; one around a pole is led there and back.
///
/// Nothing where that makes no sense, as for the frame of a whole world.
fn unrolled(ring: &Ring) -> Option<Ring> {
    let mut turns = 0.0;
    let mut out: Ring = Vec::with_capacity(ring.len() + 3);
    for (from, to) in steps(ring).skip(1).chain(steps(ring).take(1)) {
        if out.is_empty() {
            out.push(from);
        }
        if is_jump(from, to) {
            turns += if to.lon < from.lon { 360.0 } else { -360.0 };
        }
        out.push(Point { lon: to.lon + turns, lat: to.lat });
    }
    let (first, last) = (*out.first()?, *out.last()?);
    let steps_over = steps(ring).any(|(from, to)| (to.lon - from.lon).abs() >= 360.0 && is_jump(from, to));
    if turns != 0.0 && steps_over && ring.iter().any(|point| point.lat.abs() > 89.99) {
        // It closes along its pole: what looks like a jump is one straight side around the whole Earth.
        return None;
    }
    if turns == 0.0 {
        // It is where it began.
        out.pop();
    } else {
        let middle: f64 = ring.iter().map(|point| point.lat).sum::<f64>() / ring.len() as f64;
        let pole = if middle < 0.0 { -90.0 } else { 90.0 };
        out.extend([Point { lon: last.lon, lat: pole }, Point { lon: first.lon, lat: pole }]);
    }
    let (west, east) =
        out.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(west, east), point| (west.min(point.lon), east.max(point.lon)));
    (east - west > 0.0 && west > -FARTHEST && east < FARTHEST).then_some(out)
}

/// What of a ring lies between two meridians.
fn between(ring: &Ring, west: f64, east: f64) -> Ring {
    let kept = beside(ring, west, |lon| lon >= west);
    beside(&kept, east, |lon| lon <= east)
}

/// What of a ring lies on one side of a meridian, by Sutherland and Hodgman.
fn beside(ring: &Ring, meridian: f64, is_kept: impl Fn(f64) -> bool) -> Ring {
    let mut out = Ring::new();
    for (from, to) in steps(ring) {
        if is_kept(from.lon) != is_kept(to.lon) {
            let along = (meridian - from.lon) / (to.lon - from.lon);
            out.push(Point { lon: meridian, lat: from.lat + along * (to.lat - from.lat) });
        }
        if is_kept(to.lon) {
            out.push(to);
        }
    }
    out.dedup();
    // A ring that only touches the meridian has nothing on this side of it.
    if out.iter().all(|point| point.lon == meridian) { Ring::new() } else { out }
}

fn moved(ring: Ring, by: f64) -> Ring {
    ring.into_iter().map(|point| Point { lon: point.lon + by, lat: point.lat }).collect()
}

//! What can be measured of a shape: what is inside it, how large it is, how far away, and where its name stands best.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::{Extent, Part, Point, Ring, Shape};

/// The mean radius of the Earth in kilometres, as the IUGG gives it.
const RADIUS: f64 = 6371.0088;

/// Kilometres in a degree of latitude.
const DEGREE: f64 = RADIUS * std::f64::consts::PI / 180.0;

/// How many boxes are looked into for the place of a name: more would move it by less than is seen.
const MOST_BOXES: usize = 2_000;

impl Shape {
    /// Every point of its rings, and those that stand by themselves.
    pub fn each_point(&self) -> impl Iterator<Item = &Point> + Clone {
        self.parts.iter().flat_map(|part| part.rings.iter().flatten()).chain(&self.points)
    }

    /// Is a point inside an odd number of its rings? Of two neighbours, one holds what lies on their border.
    pub fn holds(&self, point: Point) -> bool {
        let rings = self.parts.iter().flat_map(|part| &part.rings);
        rings.filter(|ring| is_inside(ring, point)).count() % 2 == 1
    }

    /// How large it is on Earth, in square kilometres.
    pub fn square_km(&self) -> f64 {
        self.parts.iter().map(Part::square_km).sum()
    }

    /// How far a point is from it, in kilometres; nothing where it is inside, infinitely far where there is no border.
    pub fn distance_km(&self, point: Point) -> f64 {
        if self.holds(point) {
            return 0.0;
        }
        let rings = self.parts.iter().flat_map(|part| &part.rings);
        let to_rings = rings.map(|ring| distance_to(ring, point));
        let to_points = self.points.iter().map(|other| distance_to(std::slice::from_ref(other), point));
        to_rings.chain(to_points).fold(f64::INFINITY, f64::min)
    }

    /// Where its name stands best: the point of its largest part that is farthest from any border.
    pub fn label_point(&self) -> Option<Point> {
        let largest = self.parts.iter().max_by(|a, b| a.square_km().total_cmp(&b.square_km()));
        largest.and_then(Part::heart).or_else(|| self.points.first().copied())
    }
}

impl Part {
    /// How large it is on Earth, in square kilometres: its outer ring without the others.
    pub fn square_km(&self) -> f64 {
        let mut rings = self.rings.iter().map(square_km);
        let outer = rings.next().unwrap_or(0.0);
        (outer - rings.sum::<f64>()).max(0.0)
    }

    /// The point inside that is farthest from its rings, found in ever smaller boxes ("pole of inaccessibility").
    fn heart(&self) -> Option<Point> {
        let extent = Extent::around(self.rings.iter().flatten())?;
        // Degrees of longitude are shorter than those of latitude: all is measured in the latter.
        let shrink = ((extent.south + extent.north) / 2.0).to_radians().cos().max(0.01);
        let flat: Vec<Vec<(f64, f64)>> =
            self.rings.iter().map(|ring| ring.iter().map(|point| (point.lon * shrink, point.lat)).collect()).collect();
        let (width, height) = ((extent.east - extent.west) * shrink, extent.north - extent.south);
        let middle = ((extent.west + extent.east) / 2.0 * shrink, (extent.south + extent.north) / 2.0);
        let start = Room::of(middle, width.max(height) / 2.0, &flat);
        let precision = width.max(height) / 200.0;
        let mut best = start;
        let mut rooms = BinaryHeap::from([start]);
        for _ in 0..MOST_BOXES {
            let Some(room) = rooms.pop() else { break };
            if room.depth > best.depth {
                best = room;
            }
            if room.most() - best.depth <= precision {
                break;
            }
            let half = room.half / 2.0;
            for (x, y) in [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)] {
                rooms.push(Room::of((room.middle.0 + x * half, room.middle.1 + y * half), half, &flat));
            }
        }
        // A part without an inside has its name at a corner.
        let is_in = best.depth > 0.0;
        let point = Point { lon: best.middle.0 / shrink, lat: best.middle.1 };
        if is_in { Some(point) } else { self.rings.first().and_then(|ring| ring.first()).copied() }
    }
}

/// A square box, and how deep inside the rings its middle is; less than nothing outside.
#[derive(Clone, Copy, Debug)]
struct Room {
    middle: (f64, f64),
    half: f64,
    depth: f64,
}

impl Room {
    fn of(middle: (f64, f64), half: f64, rings: &[Vec<(f64, f64)>]) -> Room {
        let mut is_in = false;
        let mut nearest = f64::INFINITY;
        for ring in rings {
            let mut from = ring.len().checked_sub(1).map_or(middle, |last| ring[last]);
            for to in ring {
                is_in ^= crosses(from, *to, middle);
                nearest = nearest.min(squared_distance(from, *to, middle));
                from = *to;
            }
        }
        let distance = nearest.sqrt();
        Room { middle, half, depth: if is_in { distance } else { -distance } }
    }

    /// The deepest that any point in it can be.
    fn most(&self) -> f64 {
        self.depth + self.half * std::f64::consts::SQRT_2
    }
}

impl PartialEq for Room {
    fn eq(&self, other: &Room) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Room {}

impl PartialOrd for Room {
    fn partial_cmp(&self, other: &Room) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Room {
    fn cmp(&self, other: &Room) -> Ordering {
        let place = |room: &Room| room.middle;
        let (one, two) = (place(self), place(other));
        self.most().total_cmp(&other.most()).then(one.0.total_cmp(&two.0)).then(one.1.total_cmp(&two.1))
    }
}

/// Is a point inside one ring? One on its border is inside on the west and south sides only.
fn is_inside(ring: &[Point], point: Point) -> bool {
    let Some(mut from) = ring.last() else { return false };
    let mut is_in = false;
    for to in ring {
        is_in ^= crosses((from.lon, from.lat), (to.lon, to.lat), (point.lon, point.lat));
        from = to;
    }
    is_in
}

/// Does a ray from `at` to the east cross this line?
fn crosses(from: (f64, f64), to: (f64, f64), at: (f64, f64)) -> bool {
    if (from.1 > at.1) == (to.1 > at.1) {
        return false;
    }
    // Neighbours walk their border in opposite directions, and must both get the same crossing.
    let (low, high) = if from.1 < to.1 { (from, to) } else { (to, from) };
    at.0 < low.0 + (at.1 - low.1) / (high.1 - low.1) * (high.0 - low.0)
}

/// The area of a ring on the sphere.
///
/// Each side is taken as a line of the plate carrée, as the file's own maps draw it: a trapezium down to the pole.
fn square_km(ring: &Ring) -> f64 {
    let Some(mut from) = ring.last() else { return 0.0 };
    let mut sum = 0.0;
    for to in ring {
        sum += (to.lon - from.lon).to_radians() * (2.0 + from.lat.to_radians().sin() + to.lat.to_radians().sin());
        from = to;
    }
    (sum / 2.0 * RADIUS * RADIUS).abs()
}

/// From a point to the nearest of a ring, in kilometres, as on a flat map around the point.
fn distance_to(ring: &[Point], point: Point) -> f64 {
    let shrink = point.lat.to_radians().cos();
    let flat = |other: &Point| {
        let lon = (other.lon - point.lon + 540.0).rem_euclid(360.0) - 180.0;
        (lon * shrink * DEGREE, (other.lat - point.lat) * DEGREE)
    };
    let Some(last) = ring.last() else { return f64::INFINITY };
    let mut from = flat(last);
    let mut nearest = f64::INFINITY;
    for to in ring.iter().map(flat) {
        nearest = nearest.min(squared_distance(from, to, (0.0, 0.0)));
        from = to;
    }
    nearest.sqrt()
}

fn squared_distance(from: (f64, f64), to: (f64, f64), at: (f64, f64)) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { (((at.0 - from.0) * dx + (at.1 - from.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (from.0 + along * dx - at.0, from.1 + along * dy - at.1);
    x * x + y * y
}

//! Outlines with no more corners than the drawing can show, and no gaps between neighbours.
//!
//! Corners are put onto the grid of the drawing first. Then every outline is taken apart where three meet, and each piece is simplified
//! by itself (Douglas and Peucker, 1973), always from the same end: whoever has it as a border has it with the same corners.

use std::collections::HashMap;
use std::fmt::Write;

use super::Flat;

/// A corner on the grid.
pub type Corner = (i32, i32);

/// The rings of an area, on the grid.
pub type Rings = Vec<Vec<Corner>>;

/// How many corners of the grid there are to a unit of the drawing.
pub const FINE: f64 = 2.0;

/// A corner may be left out if the border stays this near to it, in units of the grid.
const TOLERANCE: f64 = 2.0;

/// A ring smaller than this is left out, in squares of the grid: half a unit of the drawing.
const SMALLEST: f64 = 0.5 * FINE * FINE;

/// A border longer than so many corners is simplified in stretches: the time it takes may grow with the square of its length.
const LONGEST: usize = 500;

/// Simplifies the rings of all areas together. Of every area something is left, if it had a ring at all.
pub fn simplify(areas: &[Vec<Vec<Flat>>]) -> Vec<Rings> {
    let grid: Vec<Rings> = areas.iter().map(|rings| rings.iter().map(|ring| on_grid(ring)).collect()).collect();
    let corners = Corners::of(grid.iter().flatten());
    let simple = |rings: Rings| {
        let largest = rings.iter().enumerate().max_by_key(|(at, ring)| (doubled_area(ring), std::cmp::Reverse(*at))).map(|(at, _)| at);
        let kept = rings.into_iter().enumerate().filter_map(|(at, ring)| {
            let is_large = doubled_area(&ring) as f64 / 2.0 >= SMALLEST;
            match corners.simplified(&ring) {
                simple if is_large && simple.len() > 2 => Some(simple),
                _ if Some(at) == largest => dot(&ring),
                _ => None,
            }
        });
        kept.collect()
    };
    grid.into_iter().map(simple).collect()
}

/// What stands for an area that is too small to have a shape.
fn dot(ring: &[Corner]) -> Option<Vec<Corner>> {
    let (x, y) = *ring.first()?;
    Some(vec![(x - 1, y - 1), (x + 1, y - 1), (x + 1, y + 1), (x - 1, y + 1)])
}

/// A ring's corners on the grid, none twice in a row.
fn on_grid(ring: &[Flat]) -> Vec<Corner> {
    // A cast keeps within the type; nothing that is drawn lies so far out.
    let corner = |(x, y): &Flat| ((x * FINE).round() as i32, (y * FINE).round() as i32);
    let mut found: Vec<Corner> = ring.iter().map(corner).collect();
    found.dedup();
    let mut found = without_spikes(found);
    while found.len() > 1 && found.first() == found.last() {
        found.pop();
    }
    found
}

/// A line without the ways that it goes there and straight back again: they enclose nothing, and a coast drawn finer than the grid is full
/// of them.
fn without_spikes(line: Vec<Corner>) -> Vec<Corner> {
    let mut kept: Vec<Corner> = Vec::with_capacity(line.len());
    for corner in line {
        if kept.last() == Some(&corner) {
            continue;
        }
        if kept.len() > 1 && kept[kept.len() - 2] == corner {
            kept.pop();
        } else {
            kept.push(corner);
        }
    }
    kept
}

/// Twice the area within a ring.
fn doubled_area(ring: &[Corner]) -> i64 {
    let pairs = (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()]));
    pairs.map(|(one, next)| i64::from(one.0) * i64::from(next.1) - i64::from(next.0) * i64::from(one.1)).sum::<i64>().abs()
}

/// Which corners join more than two sides: there borders part, and no ring may be simplified across them.
struct Corners(HashMap<Corner, Sides>);

/// The corners that sides lead to from one.
#[derive(Clone, Copy, Default)]
struct Sides {
    to: [Option<Corner>; 2],
    has_more: bool,
}

impl Corners {
    fn of<'r>(rings: impl Iterator<Item = &'r Vec<Corner>>) -> Corners {
        let mut found: HashMap<Corner, Sides> = HashMap::new();
        for ring in rings.filter(|ring| ring.len() > 1) {
            for (at, corner) in ring.iter().enumerate() {
                let sides = found.entry(*corner).or_default();
                for end in [ring[(at + ring.len() - 1) % ring.len()], ring[(at + 1) % ring.len()]] {
                    match sides.to.iter_mut().find(|side| side.is_none_or(|known| known == end)) {
                        Some(side) => *side = Some(end),
                        None => sides.has_more = true,
                    }
                }
            }
        }
        Corners(found)
    }

    fn is_fork(&self, corner: Corner) -> bool {
        self.0.get(&corner).is_some_and(|sides| sides.has_more)
    }

    /// A ring with fewer corners; too few to enclose anything where it is too small.
    fn simplified(&self, ring: &[Corner]) -> Vec<Corner> {
        let Some(start) = (0..ring.len()).filter(|at| self.is_fork(ring[*at])).min_by_key(|at| ring[*at]) else {
            // A ring by itself, or one that is another's hole: both begin at the same corner.
            let Some(first) = (0..ring.len()).min_by_key(|at| ring[*at]) else { return Vec::new() };
            return piece(&closed(ring, first));
        };
        let whole = closed(ring, start);
        let mut found = Vec::new();
        let mut from = 0;
        for to in 1..whole.len() {
            if self.is_fork(whole[to]) {
                found.extend(piece(&whole[from..=to]));
                from = to;
            }
        }
        found
    }
}

/// A ring from one of its corners round to the same.
fn closed(ring: &[Corner], first: usize) -> Vec<Corner> {
    (0..=ring.len()).map(|step| ring[(first + step) % ring.len()]).collect()
}

/// Simplifies what lies between two forks; its last corner is left to what comes after it.
fn piece(corners: &[Corner]) -> Vec<Corner> {
    let last = corners.len() - 1;
    let is_backwards = (corners[0], corners.get(1)) > (corners[last], corners.get(last.wrapping_sub(1)));
    let mut ordered = corners.to_vec();
    if is_backwards {
        ordered.reverse();
    }
    let mut kept = Vec::with_capacity(ordered.len());
    for (at, stretch) in stretches(&ordered).enumerate() {
        // Each stretch begins where the one before it ends.
        kept.extend(keep(stretch).into_iter().skip(usize::from(at > 0)));
    }
    if is_backwards {
        kept.reverse();
    }
    kept.pop();
    kept
}

/// A line in stretches that are quickly simplified, whatever it looks like.
fn stretches(line: &[Corner]) -> impl Iterator<Item = &[Corner]> {
    (0..line.len().max(2) - 1).step_by(LONGEST).map(|from| &line[from..line.len().min(from + LONGEST + 1)])
}

/// The corners that a line needs to stay near to all of them.
fn keep(line: &[Corner]) -> Vec<Corner> {
    let mut is_kept = vec![false; line.len()];
    let last = line.len() - 1;
    (is_kept[0], is_kept[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((from, to)) = open.pop() {
        let farthest = (from + 1..to).map(|at| (distance(line[at], line[from], line[to]), at));
        let farthest = farthest.max_by(|one, other| one.0.total_cmp(&other.0).then(other.1.cmp(&one.1)));
        if let Some((distance, at)) = farthest
            && distance > TOLERANCE
        {
            is_kept[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    line.iter().zip(is_kept).filter(|(_, is_kept)| *is_kept).map(|(corner, _)| *corner).collect()
}

/// How far a corner is from a stretch of line.
fn distance(corner: Corner, from: Corner, to: Corner) -> f64 {
    let vector = |to: Corner, from: Corner| (f64::from(to.0) - f64::from(from.0), f64::from(to.1) - f64::from(from.1));
    let (line, own) = (vector(to, from), vector(corner, from));
    let square = line.0 * line.0 + line.1 * line.1;
    let share = if square == 0.0 { 0.0 } else { ((own.0 * line.0 + own.1 * line.1) / square).clamp(0.0, 1.0) };
    let (x, y) = (own.0 - line.0 * share, own.1 - line.1 * share);
    (x * x + y * y).sqrt()
}

/// Rings as SVG writes them, in units of the grid: from corner to corner, each by how far it is from the one before.
pub fn path(rings: &[Vec<Corner>]) -> String {
    rings.iter().filter(|ring| !ring.is_empty()).map(|ring| line(ring) + "z").collect()
}

/// A line through corners as SVG writes it.
pub fn line(corners: &[Corner]) -> String {
    let mut out = String::new();
    let Some(((x, y), rest)) = corners.split_first() else { return out };
    let _ = write!(out, "M{x} {y}");
    let mut before = (*x, *y);
    for (at, corner) in rest.iter().enumerate() {
        let (x, y) = (corner.0 - before.0, corner.1 - before.1);
        // A minus sign sets numbers apart as well as a space does.
        out.push_str(match at {
            0 => "l",
            _ if x < 0 => "",
            _ => " ",
        });
        let _ = write!(out, "{x}{}{y}", if y < 0 { "" } else { " " });
        before = *corner;
    }
    out
}

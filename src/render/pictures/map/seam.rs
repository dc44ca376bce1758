//! The 180th meridian, along which files cut what lies on both sides of it: no border runs there, and none is drawn.

use std::fmt::Write;

use super::frame::Frame;
use super::simplify::{Corner, FINE, line};
use super::{Flat, Projection, length};
use crate::registry::geo::Shape;

/// A corner lies on the meridian if it is this near to it, on the grid: outlines are simplified.
const NEAR: f64 = 1.5;

/// So many degrees lie between two spots of the meridian as it is drawn.
const STEP: usize = 2;

/// Does a shape end at the 180th meridian?
pub fn is_cut(shape: &Shape) -> bool {
    shape.parts.iter().flat_map(|part| part.rings.iter().flatten()).any(|point| point.lon.abs() > 180.0 - 1e-6)
}

/// The meridian from pole to pole, as it is seen through a frame, on the grid.
pub fn meridian(projection: Projection, frame: &Frame) -> Vec<Flat> {
    let spots = (0..=180).step_by(STEP).filter_map(|at| projection.place((180.0, f64::from(at) - 90.0)));
    spots.map(|spot| frame.at(spot)).map(|(x, y)| (x * FINE, y * FINE)).collect()
}

/// The borders of an area as SVG writes them, without what runs along the meridian; nothing where nothing does.
pub fn without(rings: &[Vec<Corner>], meridian: &[Flat]) -> Option<String> {
    let mut out = String::new();
    let mut is_cut = false;
    for ring in rings {
        let on: Vec<bool> = ring.iter().map(|corner| is_on(*corner, meridian)).collect();
        let count = ring.len();
        let is_seam = |at: usize| on[at] && on[(at + 1) % count];
        let Some(start) = (0..count).find(|at| is_seam(*at)) else {
            out.push_str(&line(ring));
            out.push('z');
            continue;
        };
        is_cut = true;
        let mut run: Vec<Corner> = Vec::new();
        for at in (start + 1..=start + count).map(|at| at % count) {
            run.push(ring[at]);
            if is_seam(at) {
                if run.len() > 1 {
                    let _ = write!(out, "{}", line(&run));
                }
                run.clear();
            }
        }
    }
    is_cut.then_some(out)
}

/// Does a corner lie on the meridian?
fn is_on((x, y): Corner, meridian: &[Flat]) -> bool {
    let at = (f64::from(x), f64::from(y));
    meridian.windows(2).any(|ends| distance(at, (ends[0], ends[1])) <= NEAR)
}

/// How far a spot lies from a line between two others.
fn distance((x, y): Flat, (from, to): (Flat, Flat)) -> f64 {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let square = across * across + down * down;
    let share = if square > 0.0 { (((x - from.0) * across + (y - from.1) * down) / square).clamp(0.0, 1.0) } else { 0.0 };
    length(x - from.0 - across * share, y - from.1 - down * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MERIDIAN: [Flat; 3] = [(100.0, 0.0), (100.0, 50.0), (100.0, 100.0)];

    #[test]
    fn a_border_along_the_meridian_is_left_open() {
        let square = vec![(80, 10), (100, 10), (100, 40), (80, 40)];
        assert_eq!(without(&[square], &MERIDIAN).as_deref(), Some("M100 40l-20 0 0-30 20 0"));
    }

    #[test]
    fn what_only_touches_it_is_left_alone() {
        assert_eq!(without(&[vec![(80, 10), (100, 20), (80, 40)]], &MERIDIAN), None);
        assert_eq!(without(&[vec![(80, 10), (90, 20), (80, 40)]], &[]), None);
        let seamed = vec![(80, 10), (100, 10), (100, 40)];
        let other = vec![(10, 10), (20, 10), (20, 20)];
        assert_eq!(without(&[other, seamed], &MERIDIAN).as_deref(), Some("M10 10l10 0 0 10zM100 40l-20-30 20 0"));
    }
}

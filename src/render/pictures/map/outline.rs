//! From rings in degrees to rings on the page: cut where the edge of the map cuts the globe, laid flat, and clipped to what is seen.

use super::projection::{Laid, Projection, from_meridian};
use super::{Flat, Position};

/// A side longer than this many degrees is bent by the projection, and is laid flat in steps.
const STEP: f64 = 2.0;

/// A ring that goes around the globe more often than this is no country's.
const MOST_TURNS: i32 = 2;

/// Lays a ring flat, in kilometres. At the edge of a world map it may fall into several; what is on the far side of the globe is left out.
pub fn lay(ring: impl Iterator<Item = Position>, projection: Projection) -> Vec<Vec<Flat>> {
    let ring: Vec<Position> = ring.filter(|(longitude, latitude)| longitude.is_finite() && latitude.is_finite()).collect();
    match projection {
        Projection::EqualEarth { meridian: around } | Projection::Equirectangular { centre: (around, _) } => {
            let flat = |part: Vec<Position>| in_steps(&part).into_iter().map(|at| projection.at_east(at)).collect();
            cut(unwrapped(&ring, around)).into_iter().map(flat).collect()
        }
        Projection::EqualArea { centre } | Projection::Conformal { centre } => {
            let laid: Vec<Laid> = in_steps(&unwrapped(&ring, centre.0))
                .into_iter()
                .filter_map(|(east, latitude)| projection.lay((centre.0 + east, latitude)))
                .collect();
            if laid.iter().all(|laid| matches!(laid, Laid::Beyond(..))) {
                return Vec::new();
            }
            vec![laid.into_iter().map(|(Laid::At(x, y) | Laid::Beyond(x, y))| (x, y)).collect()]
        }
    }
}

/// A ring in degrees east of a meridian that goes on beyond 180 rather than jumping; one around a pole goes over it.
fn unwrapped(ring: &[Position], meridian: f64) -> Vec<Position> {
    let Some(first) = ring.first() else { return Vec::new() };
    let start = from_meridian(first.0, meridian);
    let mut east = start;
    let mut before = first.0;
    let mut found = Vec::with_capacity(ring.len() + 2);
    for (longitude, latitude) in ring {
        east += step(before, *longitude);
        before = *longitude;
        found.push((east, latitude.clamp(-90.0, 90.0)));
    }
    let end = east + step(before, first.0);
    if (end - start).abs() > 180.0 {
        let middle = found.iter().map(|(_, latitude)| latitude).sum::<f64>() / found.len() as f64;
        let pole = if middle < 0.0 { -90.0 } else { 90.0 };
        found.extend([(end, first.1.clamp(-90.0, 90.0)), (end, pole), (start, pole)]);
    }
    found
}

/// From one longitude to the next the short way round; but from -180 to 180 degrees a side goes around the whole Earth, as one along a pole
/// does and those of a frame.
fn step(from: f64, to: f64) -> f64 {
    let straight = to - from;
    if straight.abs() == 360.0 { straight } else { from_meridian(to, from) }
}

/// Cuts a ring at the edges of a world map, and brings what lies beyond one to the other.
fn cut(ring: Vec<Position>) -> Vec<Vec<Position>> {
    let (west, east) = ring.iter().fold((f64::MAX, f64::MIN), |(west, east), (at, _)| (west.min(*at), east.max(*at)));
    if west >= -180.0 && east <= 180.0 {
        return vec![ring];
    }
    let part = |turn: i32| {
        let moved = ring.iter().map(|(at, latitude)| (at - 360.0 * f64::from(turn), *latitude)).collect();
        let part = half(half(moved, |(at, _)| at + 180.0), |(at, _)| 180.0 - at);
        (part.len() > 2).then_some(part)
    };
    (-MOST_TURNS..=MOST_TURNS).filter_map(part).collect()
}

/// Puts positions along the sides that are long, the one that closes the ring included.
fn in_steps(ring: &[Position]) -> Vec<Position> {
    let mut found = Vec::with_capacity(ring.len());
    for (at, one) in ring.iter().enumerate() {
        let next = ring[(at + 1) % ring.len()];
        let steps = ((next.0 - one.0).abs().max((next.1 - one.1).abs()) / STEP).ceil().clamp(1.0, 360.0);
        let share = |step: usize| step as f64 / steps;
        found.extend((0..steps as usize).map(share).map(|share| (one.0 + (next.0 - one.0) * share, one.1 + (next.1 - one.1) * share)));
    }
    found
}

/// The part of a ring that lies where `inside` is not negative: one side of Sutherland and Hodgman's clipping. Where a ring is cut into
/// pieces they stay joined along the cut, which is drawn out of sight.
fn half(ring: Vec<Flat>, inside: impl Fn(Flat) -> f64) -> Vec<Flat> {
    let mut found = Vec::with_capacity(ring.len());
    for (at, one) in ring.iter().enumerate() {
        let next = ring[(at + 1) % ring.len()];
        let (here, there) = (inside(*one), inside(next));
        if here >= 0.0 {
            found.push(*one);
        }
        if (here >= 0.0) != (there >= 0.0) {
            // From the same end whichever way the side is gone along, so that neighbours are cut at the same place.
            let (from, to, from_in, to_in) = if here < there { (*one, next, here, there) } else { (next, *one, there, here) };
            let share = from_in / (from_in - to_in);
            found.push((from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share));
        }
    }
    found
}

/// The part of a ring that lies within a rectangle from `low` to `high`.
pub fn clip(ring: Vec<Flat>, low: Flat, high: Flat) -> Vec<Flat> {
    let is_inside = |(x, y): &Flat| (low.0..=high.0).contains(x) && (low.1..=high.1).contains(y);
    if ring.iter().all(is_inside) {
        return ring;
    }
    let sides: [&dyn Fn(Flat) -> f64; 4] = [&|(x, _)| x - low.0, &|(x, _)| high.0 - x, &|(_, y)| y - low.1, &|(_, y)| high.1 - y];
    let clipped = sides.iter().fold(ring, half);
    if clipped.len() > 2 { clipped } else { Vec::new() }
}

/// The outline of the world on a map of all of it.
pub fn globe(projection: Projection) -> Vec<Flat> {
    let edge = in_steps(&[(-180.0, -90.0), (-180.0, 90.0), (180.0, 90.0), (180.0, -90.0)]);
    edge.into_iter().map(|at| projection.at_east(at)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WORLD: Projection = Projection::EqualEarth { meridian: 0.0 };

    fn widest(rings: &[Vec<Flat>]) -> f64 {
        let width = |ring: &Vec<Flat>| {
            let (low, high) = ring.iter().fold((f64::MAX, f64::MIN), |(low, high), (x, _)| (low.min(*x), high.max(*x)));
            high - low
        };
        rings.iter().map(width).fold(0.0, f64::max)
    }

    fn area(rings: &[Vec<Flat>]) -> f64 {
        let sum = |ring: &Vec<Flat>| -> f64 {
            (0..ring.len()).map(|at| (ring[at], ring[(at + 1) % ring.len()])).map(|(one, next)| one.0 * next.1 - next.0 * one.1).sum()
        };
        rings.iter().map(sum).sum::<f64>().abs() / 2.0
    }

    #[test]
    fn no_band_goes_across_the_map() {
        // Fiji, as some files have it: from 177° east over the antimeridian to 178° west.
        let fiji = [(177.0, -19.0), (-178.0, -19.0), (-178.0, -16.0), (177.0, -16.0)];
        let laid = lay(fiji.into_iter(), WORLD);
        assert_eq!(laid.len(), 2);
        assert!(widest(&laid) < 500.0, "{}", widest(&laid));
        // The same in an atlas around the Pacific is one piece.
        let pacific = Projection::EqualEarth { meridian: 180.0 };
        assert_eq!(lay(fiji.into_iter(), pacific).len(), 1);
        let ratio = area(&laid) / area(&lay(fiji.into_iter(), pacific));
        assert!((ratio - 1.0).abs() < 1e-3, "{ratio}");
    }

    #[test]
    fn what_lies_around_a_pole_reaches_it() {
        // 14.2 million square kilometres south of 72°, whether the file goes down to the pole or around it.
        let around: Vec<Position> = (0..36).map(|at| (f64::from(at) * 10.0 - 175.0, -72.0)).collect();
        let mut down: Vec<Position> = (0..=36).map(|at| (f64::from(at) * 10.0 - 180.0, -72.0)).collect();
        down.extend([(180.0, -90.0), (-180.0, -90.0)]);
        let cap = 2.0 * std::f64::consts::PI * 6371.0088_f64.powi(2) * (1.0 - 72.0_f64.to_radians().sin());
        for ring in [around, down] {
            let found = area(&lay(ring.into_iter(), WORLD));
            assert!((found / cap - 1.0).abs() < 0.01, "{found} of {cap}");
        }
    }

    #[test]
    fn sides_around_the_whole_earth_are_drawn() {
        let sphere = 4.0 * std::f64::consts::PI * 6371.0088_f64.powi(2);
        let share = |south: f64, north: f64| (north.to_radians().sin() - south.to_radians().sin()) / 2.0;
        for (south, north) in [(-85.0, 85.0), (-90.0, -65.0), (65.0, 90.0)] {
            for around in [0.0, 11.0, 180.0] {
                let frame = [(-180.0, north), (180.0, north), (180.0, south), (-180.0, south)];
                let found = area(&lay(frame.into_iter(), Projection::EqualEarth { meridian: around }));
                assert!((found / sphere / share(south, north) - 1.0).abs() < 0.01, "{south} to {north} around {around}: {found}");
            }
        }
    }

    #[test]
    fn the_far_side_of_the_globe_is_left_out() {
        let bilbao = Projection::Conformal { centre: (-2.93, 43.26) };
        let new_zealand = [(170.0, -46.0), (178.0, -40.0), (173.0, -35.0)];
        assert!(lay(new_zealand.into_iter(), bilbao).is_empty());
        assert!(lay([(f64::NAN, 0.0), (1.0, f64::INFINITY)].into_iter(), bilbao).is_empty());
        assert!(lay([].into_iter(), WORLD).iter().all(Vec::is_empty));
    }

    #[test]
    fn a_ring_is_clipped_to_what_is_seen() {
        let square = vec![(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)];
        assert_eq!(area(&[clip(square.clone(), (5.0, -5.0), (15.0, 5.0))]), 25.0);
        assert_eq!(clip(square.clone(), (20.0, 20.0), (30.0, 30.0)), []);
        assert_eq!(clip(square.clone(), (-1.0, -1.0), (11.0, 11.0)), square);
    }

    proptest! {
        #[test]
        fn nothing_lies_outside_the_world(ring in prop::collection::vec((any::<f64>(), -95.0..95.0_f64), 0..30), around in -180.0..180.0_f64) {
            for projection in [Projection::EqualEarth { meridian: around }, Projection::EqualArea { centre: (around, 40.0) }] {
                for (x, y) in lay(ring.iter().copied(), projection).into_iter().flatten() {
                    prop_assert!(x.abs() <= 17_250.0 && y.abs() <= 12_800.0, "{projection:?}: {x} {y}");
                }
            }
        }

        #[test]
        fn neighbours_are_cut_at_the_same_place(one in (0.0..1.0, -5.0..5.0), other in (1.0..2.0, -5.0..5.0)) {
            let there = clip(vec![one, other, (1.5, 99.0)], (-9.0, -9.0), (1.0, 999.0));
            let back = clip(vec![other, one, (1.5, 99.0)], (-9.0, -9.0), (1.0, 999.0));
            let at_cut = |ring: Vec<Flat>| ring.into_iter().filter(|(x, y)| *x >= 1.0 - 1e-9 && *y < 20.0).map(|(x, y)| (x.to_bits(), y.to_bits())).min();
            prop_assert_eq!(at_cut(there), at_cut(back));
        }
    }
}

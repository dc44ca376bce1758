//! What cannot be seen of very many points is left out: a line within half a unit, a mark that lies on another.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// Up to so many points nothing is left out.
pub const MANY: usize = 2_000;

/// Half a unit of a drawing is less than a line's stroke.
const STROKE: f64 = 0.5;

/// How near marks are to be for one to stand for all: no farther than it must be for the drawing to hold no more than [`MANY`], and never
/// farther than a small mark's radius.
const NEAR: [f64; 4] = [0.5, 1.0, 2.0, 3.0];

/// The places of a line, from left to right, without those that change nothing that can be seen: of each half unit, the first, the last,
/// the highest, and the lowest stay.
pub fn line(places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    if places.len() <= MANY {
        return places;
    }
    let column = |place: &(f64, f64)| (place.0 / STROKE).floor();
    let mut kept = Vec::new();
    for near in places.chunk_by(|one, other| column(one) == column(other)) {
        let order = |one: &usize, other: &usize| near[*one].1.total_cmp(&near[*other].1);
        let (lowest, highest) = ((0..near.len()).min_by(order), (0..near.len()).max_by(order));
        let mut seen: Vec<usize> = [Some(0), lowest, highest, Some(near.len() - 1)].into_iter().flatten().collect();
        seen.sort_unstable();
        seen.dedup();
        kept.extend(seen.into_iter().map(|at| near[at]));
    }
    kept
}

/// The first of all marks that look alike and lie near each other, and for how many it stands.
pub fn marks<M: Copy, L: Ord>(all: &[M], look: impl Fn(&M) -> (L, [f64; 3])) -> Vec<(M, usize)> {
    let mut kept: Vec<(M, usize)> = all.iter().map(|mark| (*mark, 1)).collect();
    for near in NEAR {
        if kept.len() <= MANY {
            break;
        }
        let mut cells: BTreeMap<(L, [i64; 3]), usize> = BTreeMap::new();
        kept.clear();
        for mark in all {
            let (look, place) = look(mark);
            match cells.entry((look, place.map(|length| (length / near).floor() as i64))) {
                Entry::Vacant(free) => {
                    free.insert(kept.len());
                    kept.push((*mark, 1));
                }
                Entry::Occupied(known) => kept[*known.get()].1 += 1,
            }
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waves(count: usize) -> Vec<(f64, f64)> {
        (0..count).map(|at| (at as f64 * 600.0 / count as f64, (at as f64 * 0.7).sin() * 100.0)).collect()
    }

    #[test]
    fn a_short_line_stays_as_it_is() {
        assert_eq!(line(waves(MANY)), waves(MANY));
    }

    #[test]
    fn a_long_line_keeps_its_ends_and_its_turns() {
        let (all, kept) = (waves(20_000), line(waves(20_000)));
        assert!(kept.len() <= 4 * 1_200, "{}", kept.len());
        assert_eq!((kept.first(), kept.last()), (all.first(), all.last()));
        let highest = |places: &[(f64, f64)]| places.iter().map(|place| place.1).fold(f64::NEG_INFINITY, f64::max);
        let lowest = |places: &[(f64, f64)]| places.iter().map(|place| place.1).fold(f64::INFINITY, f64::min);
        for half in 0..1_200 {
            let within = |places: &[(f64, f64)]| -> Vec<(f64, f64)> {
                places.iter().copied().filter(|place| (place.0 / STROKE).floor() as usize == half).collect()
            };
            let (all, kept) = (within(&all), within(&kept));
            assert_eq!((highest(&all), lowest(&all)), (highest(&kept), lowest(&kept)));
        }
    }

    #[test]
    fn a_mark_stands_for_those_on_which_it_lies() {
        let look = |place: &(f64, f64)| ((), [place.0, place.1, place.1]);
        assert!(marks(&waves(MANY), look).iter().all(|(_, count)| *count == 1));
        let kept = marks(&waves(20_000), look);
        assert!(kept.len() < 20_000);
        assert_eq!(kept.iter().map(|(_, count)| count).sum::<usize>(), 20_000);
        let same = vec![(1.0, 1.0); 20_000];
        assert_eq!(marks(&same, look), [((1.0, 1.0), 20_000)]);
    }
}

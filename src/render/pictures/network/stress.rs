//! Places for points that are linked: each pair as far apart as the way between them is long.
//!
//! Zheng, Pawar and Goodman, Graph drawing by stochastic gradient descent (2018): springs between all pairs, relaxed one by one in an
//! order that is shuffled anew in each round. The shuffling has a seed of its own, so that the same points come to lie at the same places.

/// So many rounds; a power of two and one, so that the step from one to the next is found by square roots.
pub const ROUNDS: usize = 33;

/// The cosine and the sine of the golden angle: turning by it again and again spreads points evenly.
const GOLDEN: (f64, f64) = (-0.737_368_878_078_319_8, 0.675_490_294_261_523_9);

/// Places points, all of which hang together by these lines; how often a pair was moved comes with them.
pub fn place(count: usize, lines: &[(usize, usize)]) -> (Vec<(f64, f64)>, usize) {
    let neighbours = neighbours(count, lines);
    let mut places = spiral(&neighbours);
    let mut pairs: Vec<(u32, u32, f64)> = Vec::with_capacity(count * count.saturating_sub(1) / 2);
    for from in 0..count {
        let lengths = lengths(from, &neighbours);
        pairs.extend((from + 1..count).filter(|to| lengths[*to].is_finite()).map(|to| (from as u32, to as u32, lengths[to])));
    }
    let longest = pairs.iter().map(|pair| pair.2).fold(1.0, f64::max);
    let shortest = pairs.iter().map(|pair| pair.2).fold(longest, f64::min);
    let (mut step, last) = (longest * longest, 0.1 * shortest * shortest);
    // The thirty-second root.
    let shrink = (0..5).fold(last / step, |ratio, _| ratio.sqrt());
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut moves = 0;
    for _ in 0..ROUNDS {
        chance.shuffle(&mut pairs);
        for &(one, other, length) in &pairs {
            relax(&mut places, (one as usize, other as usize), length, step);
        }
        moves += pairs.len();
        step *= shrink;
    }
    (places, moves)
}

/// Moves two points towards their proper distance, and never beyond it.
fn relax(places: &mut [(f64, f64)], (one, other): (usize, usize), length: f64, step: f64) {
    let share = (step / (length * length)).min(1.0);
    let (across, down) = (places[one].0 - places[other].0, places[one].1 - places[other].1);
    let distance = (across * across + down * down).sqrt();
    // Two points on one place part sideways.
    let (across, down, distance) = if distance > 1e-9 { (across, down, distance) } else { (1.0, 0.5, 1.118_033_988_749_895) };
    let by = share * (distance - length) / 2.0 / distance;
    places[one] = (places[one].0 - by * across, places[one].1 - by * down);
    places[other] = (places[other].0 + by * across, places[other].1 + by * down);
}

/// The points that each point is linked with, each once and without itself.
pub fn neighbours(count: usize, lines: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut neighbours = vec![Vec::new(); count];
    for &(from, to) in lines.iter().filter(|(from, to)| from != to) {
        neighbours[from].push(to);
        neighbours[to].push(from);
    }
    for near in &mut neighbours {
        near.sort_unstable();
        near.dedup();
    }
    neighbours
}

/// How far all points are from one. A line is the longer the more other lines end where it does, so that what hangs there has room.
fn lengths(from: usize, neighbours: &[Vec<usize>]) -> Vec<f64> {
    let crowd = |point: usize| (neighbours[point].len() as f64).sqrt() - 1.0;
    let mut lengths = vec![f64::INFINITY; neighbours.len()];
    let mut done = vec![false; neighbours.len()];
    lengths[from] = 0.0;
    loop {
        let open = (0..neighbours.len()).filter(|point| !done[*point] && lengths[*point].is_finite());
        let Some(near) = open.min_by(|one, other| lengths[*one].total_cmp(&lengths[*other])) else { return lengths };
        done[near] = true;
        for &next in &neighbours[near] {
            lengths[next] = lengths[next].min(lengths[near] + 1.0 + 0.3 * (crowd(near) + crowd(next)));
        }
    }
}

/// Points on a spiral, from the best linked outwards, neighbours near each other.
fn spiral(neighbours: &[Vec<usize>]) -> Vec<(f64, f64)> {
    let mut places = vec![(0.0, 0.0); neighbours.len()];
    let first = (0..neighbours.len()).max_by_key(|point| (neighbours[*point].len(), usize::MAX - point));
    let mut waiting: std::collections::VecDeque<usize> = first.into_iter().collect();
    let mut seen = vec![false; neighbours.len()];
    waiting.iter().for_each(|point| seen[*point] = true);
    let (mut turn, mut at) = ((1.0, 0.0), 0.0_f64);
    while let Some(point) = waiting.pop_front() {
        let radius = at.sqrt();
        places[point] = (radius * turn.0, radius * turn.1);
        turn = (turn.0 * GOLDEN.0 - turn.1 * GOLDEN.1, turn.0 * GOLDEN.1 + turn.1 * GOLDEN.0);
        at += 1.0;
        for &next in &neighbours[point] {
            if !seen[next] {
                seen[next] = true;
                waiting.push_back(next);
            }
        }
    }
    places
}

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_points_is_laid_out_straight() {
        let (places, _) = place(4, &[(0, 1), (1, 2), (2, 3)]);
        let far = |one: usize, other: usize| {
            let (across, down): (f64, f64) = (places[one].0 - places[other].0, places[one].1 - places[other].1);
            (across * across + down * down).sqrt()
        };
        assert!((far(0, 3) - far(0, 1) - far(1, 2) - far(2, 3)).abs() < 0.2, "{places:?}");
    }

    #[test]
    fn every_pair_is_moved_once_a_round_and_no_more() {
        let lines: Vec<(usize, usize)> = (1..300).map(|point| (point / 3, point)).collect();
        assert_eq!(place(300, &lines).1, ROUNDS * 300 * 299 / 2);
    }
}

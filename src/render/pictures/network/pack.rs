//! What does not hang together is drawn side by side: its pieces, the room for each, and boxes that are moved off each other.

use crate::render::pictures::svg::Rect;

/// The pieces of a network: points that are linked, however far; the largest first.
pub fn pieces(count: usize, lines: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut of: Vec<usize> = (0..count).collect();
    for &(from, to) in lines {
        let (from, to) = (top(&mut of, from), top(&mut of, to));
        let (low, high) = (from.min(to), from.max(to));
        of[high] = low;
    }
    let mut pieces: Vec<Vec<usize>> = vec![Vec::new(); count];
    for point in 0..count {
        let first = top(&mut of, point);
        pieces[first].push(point);
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces.sort_by_key(|piece| (usize::MAX - piece.len(), piece[0]));
    pieces
}

fn top(of: &mut [usize], mut point: usize) -> usize {
    while of[point] != point {
        of[point] = of[of[point]];
        point = of[point];
    }
    point
}

/// Rooms for pieces that need these areas, in rows as wide as the drawing.
pub fn rooms(areas: &[f64], across: f64, aspect: f64) -> Vec<Rect> {
    let wish = |area: f64| (area * aspect).sqrt().clamp(90.0, across);
    let mut rooms = Vec::with_capacity(areas.len());
    let (mut start, mut y) = (0, 0.0);
    while start < areas.len() {
        let mut end = start + 1;
        let mut length = wish(areas[start]);
        while end < areas.len() && length + wish(areas[end]) <= across * 1.08 {
            length += wish(areas[end]);
            end += 1;
        }
        let stretch = across / length;
        let height = areas[start..end].iter().map(|area| area / (wish(*area) * stretch)).fold(70.0, f64::max);
        let mut x = 0.0;
        for area in &areas[start..end] {
            let width = wish(*area) * stretch;
            rooms.push(Rect { x, y, width, height });
            x += width;
        }
        (start, y) = (end, y + height);
    }
    rooms
}

/// How far a box reaches from its point to the left and right, up and down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    pub aside: f64,
    pub up: f64,
    pub down: f64,
}

/// So often boxes are moved off each other; what still touches then goes without its label.
const ROUNDS: usize = 160;

/// Moves boxes off each other within a room, each by as little as helps.
pub fn part(places: &mut [(f64, f64)], reaches: &[Reach], room: Rect) {
    for _ in 0..ROUNDS {
        let mut is_free = true;
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                is_free &= !push(places, reaches, (one, other));
            }
        }
        for (place, reach) in places.iter_mut().zip(reaches) {
            place.0 = between(place.0, room.x + reach.aside, room.x + room.width - reach.aside);
            place.1 = between(place.1, room.y + reach.up, room.y + room.height - reach.down);
        }
        if is_free {
            return;
        }
    }
}

/// Puts a number between two others, in their middle where they are the wrong way round.
fn between(number: f64, low: f64, high: f64) -> f64 {
    if low > high { (low + high) / 2.0 } else { number.clamp(low, high) }
}

/// Pushes two boxes apart along the shorter way; says whether they touched.
fn push(places: &mut [(f64, f64)], reaches: &[Reach], (one, other): (usize, usize)) -> bool {
    let (first, second) = (places[one], places[other]);
    let across = reaches[one].aside + reaches[other].aside - (first.0 - second.0).abs();
    if across <= 0.0 {
        return false;
    }
    let is_above = first.1 <= second.1;
    let (above, below) = if is_above { (one, other) } else { (other, one) };
    let down = reaches[above].down + reaches[below].up - (places[below].1 - places[above].1);
    if down <= 0.0 {
        return false;
    }
    if across < down {
        let by = (across / 2.0 + 0.05) * if first.0 <= second.0 { -1.0 } else { 1.0 };
        places[one].0 += by;
        places[other].0 -= by;
    } else {
        let by = down / 2.0 + 0.05;
        places[above].1 -= by;
        places[below].1 += by;
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_linked_is_one_piece() {
        assert_eq!(pieces(6, &[(4, 1), (1, 3), (0, 5)]), [vec![1, 3, 4], vec![0, 5], vec![2]]);
        assert_eq!(pieces(0, &[]), Vec::<Vec<usize>>::new());
    }

    #[test]
    fn boxes_are_moved_off_each_other() {
        let reach = Reach { aside: 10.0, up: 5.0, down: 5.0 };
        let mut places = vec![(50.0, 50.0); 6];
        part(&mut places, &[reach; 6], Rect { x: 0.0, y: 0.0, width: 200.0, height: 200.0 });
        for one in 0..6 {
            for other in one + 1..6 {
                let apart = (places[one].0 - places[other].0).abs() >= 19.9 || (places[one].1 - places[other].1).abs() >= 9.9;
                assert!(apart, "{places:?}");
            }
        }
    }
}

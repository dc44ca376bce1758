//! Labels that do not collide: moved apart along an edge, or placed around a point where there is room.

use super::svg::Rect;

/// A label that would like to stand at a height, and how high it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    pub middle: f64,
    pub height: f64,
}

/// Moves labels along an edge so that none touches another and all stay between `from` and `to`, each as near to where it belongs as
/// that allows, and in the same order. Nothing if they do not fit.
pub fn spread(wishes: &[Wish], (from, to): (f64, f64)) -> Option<Vec<f64>> {
    let heights: f64 = wishes.iter().map(|wish| wish.height).sum();
    if heights > to - from {
        return None;
    }
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    order.sort_by(|one, other| wishes[*one].middle.total_cmp(&wishes[*other].middle));
    // With every label moved up by what stands above it, "apart" becomes "not before": the nearest such places are the means of blocks.
    let mut above = 0.0;
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for &label in &order {
        let wish = wishes[label];
        let (mut sum, mut count) = (wish.middle - above - wish.height / 2.0, 1);
        above += wish.height;
        while let Some(&(earlier, length)) = blocks.last()
            && earlier / length as f64 > sum / count as f64
        {
            (sum, count) = (sum + earlier, count + length);
            blocks.pop();
        }
        blocks.push((sum, count));
    }
    let starts = blocks.iter().flat_map(|&(sum, count)| std::iter::repeat_n((sum / count as f64).min(to - heights).max(from), count));
    let mut places = vec![0.0; wishes.len()];
    let mut above = 0.0;
    for (&label, start) in order.iter().zip(starts) {
        places[label] = start + above + wishes[label].height / 2.0;
        above += wishes[label].height;
    }
    Some(places)
}

/// What is taken of a drawing, so that a label finds out where it may stand.
#[derive(Clone, Debug)]
pub struct Room {
    within: Rect,
    taken: Vec<Rect>,
}

impl Room {
    /// A stretch of the drawing, of which some is taken.
    pub fn new(within: Rect, taken: Vec<Rect>) -> Room {
        Room { within, taken }
    }

    /// Takes the first of these places that is free.
    pub fn find(&mut self, places: impl IntoIterator<Item = Rect>) -> Option<Rect> {
        let place = places.into_iter().find(|place| self.is_free(place))?;
        self.taken.push(place);
        Some(place)
    }

    /// Takes of the places that are free the one that costs least, the first of several; says which it is.
    pub fn find_cheapest(&mut self, places: impl IntoIterator<Item = (Rect, usize)>) -> Option<usize> {
        let free = places.into_iter().enumerate().filter(|(_, (place, _))| self.is_free(place));
        let (at, (place, _)) = free.min_by_key(|(at, (_, cost))| (*cost, *at))?;
        self.taken.push(place);
        Some(at)
    }

    /// Is nothing there yet, and is it inside?
    pub fn is_free(&self, place: &Rect) -> bool {
        let inside = place.x >= self.within.x
            && place.y >= self.within.y
            && place.x + place.width <= self.within.x + self.within.width
            && place.y + place.height <= self.within.y + self.within.height;
        inside && !self.taken.iter().any(|other| meet(place, other))
    }
}

/// How much of a straight line lies in a rectangle, if it goes through it.
pub fn inside(rect: &Rect, (from, to): ((f64, f64), (f64, f64))) -> Option<f64> {
    let (right, down) = (to.0 - from.0, to.1 - from.1);
    // What is left of the line, as shares of its length, when it is cut off at each of the four sides.
    let sides =
        [(-right, from.0 - rect.x), (right, rect.x + rect.width - from.0), (-down, from.1 - rect.y), (down, rect.y + rect.height - from.1)];
    let mut left = (0.0_f64, 1.0_f64);
    for (step, room) in sides {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            left.0 = left.0.max(room / step);
        } else {
            left.1 = left.1.min(room / step);
        }
    }
    (left.0 <= left.1).then(|| (left.1 - left.0) * (right * right + down * down).sqrt())
}

/// Do two rectangles have something in common?
pub fn meet(one: &Rect, other: &Rect) -> bool {
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(middles: &[f64], expected: Option<&[f64]>) {
        let wishes: Vec<Wish> = middles.iter().map(|middle| Wish { middle: *middle, height: 10.0 }).collect();
        assert_eq!(spread(&wishes, (0.0, 40.0)).as_deref(), expected, "{middles:?}");
    }

    #[test]
    fn labels_move_no_farther_than_they_must() {
        check(&[5.0, 20.0, 35.0], Some(&[5.0, 20.0, 35.0]));
        check(&[20.0, 20.0], Some(&[15.0, 25.0]));
        check(&[22.0, 18.0], Some(&[25.0, 15.0]));
        check(&[0.0, 0.0, 0.0], Some(&[5.0, 15.0, 25.0]));
        check(&[90.0, 35.0], Some(&[35.0, 25.0]));
        check(&[1.0, 2.0, 3.0, 4.0, 5.0], None);
        check(&[], Some(&[]));
    }

    #[test]
    fn a_label_stands_where_nothing_else_does() {
        let rect = |x, y| Rect { x, y, width: 10.0, height: 10.0 };
        let mut room = Room::new(Rect { x: 0.0, y: 0.0, width: 30.0, height: 10.0 }, Vec::new());
        assert_eq!(room.find([rect(-1.0, 0.0), rect(0.0, 0.0)]), Some(rect(0.0, 0.0)));
        assert_eq!(room.find([rect(5.0, 0.0), rect(10.0, 0.0)]), Some(rect(10.0, 0.0)));
        assert_eq!(room.find([rect(5.0, 0.0), rect(21.0, 0.0)]), None);
    }

    #[test]
    fn a_label_stands_where_it_costs_least() {
        let rect = |x| Rect { x, y: 0.0, width: 10.0, height: 10.0 };
        let mut room = Room::new(Rect { x: 0.0, y: 0.0, width: 30.0, height: 10.0 }, Vec::new());
        assert_eq!(room.find_cheapest([(rect(0.0), 2), (rect(10.0), 1), (rect(25.0), 0)]), Some(1));
        assert_eq!(room.find_cheapest([(rect(5.0), 0), (rect(20.0), 5)]), Some(1));
        assert_eq!(room.find_cheapest([(rect(5.0), 0)]), None);
    }

    #[test]
    fn a_line_goes_through_a_rectangle_or_past_it() {
        let rect = Rect { x: 10.0, y: 10.0, width: 10.0, height: 10.0 };
        for (line, expected) in [
            (((0.0, 15.0), (30.0, 15.0)), Some(10.0)),
            (((0.0, 0.0), (30.0, 30.0)), Some(14.1)),
            (((12.0, 12.0), (12.0, 13.0)), Some(1.0)),
            (((0.0, 15.0), (9.0, 15.0)), None),
            (((0.0, 0.0), (30.0, 9.0)), None),
            (((0.0, 25.0), (25.0, 0.0)), Some(7.1)),
            (((0.0, 19.0), (19.0, 0.0)), None),
            (((15.0, 0.0), (15.0, 30.0)), Some(10.0)),
            (((5.0, 5.0), (5.0, 5.0)), None),
        ] {
            assert_eq!(inside(&rect, line).map(|length| (length * 10.0).round() / 10.0), expected, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn no_two_labels_of_an_edge_collide(wishes in prop::collection::vec((-50.0..400.0_f64, 1.0..40.0_f64), 0..20)) {
            let wishes: Vec<Wish> = wishes.into_iter().map(|(middle, height)| Wish { middle, height }).collect();
            let Some(places) = spread(&wishes, (0.0, 300.0)) else {
                prop_assert!(wishes.iter().map(|wish| wish.height).sum::<f64>() > 300.0);
                return Ok(());
            };
            let mut spans: Vec<(f64, f64)> =
                places.iter().zip(&wishes).map(|(place, wish)| (place - wish.height / 2.0, place + wish.height / 2.0)).collect();
            spans.sort_by(|one, other| one.0.total_cmp(&other.0));
            prop_assert!(spans.windows(2).all(|pair| pair[0].1 <= pair[1].0 + 1e-6), "{spans:?}");
            prop_assert!(spans.iter().all(|span| span.0 >= -1e-6 && span.1 <= 300.0 + 1e-6), "{spans:?}");
            for (one, other) in places.iter().zip(&wishes).zip(places.iter().zip(&wishes)) {
                prop_assert!(one.1.middle >= other.1.middle || one.0 <= other.0);
            }
        }
    }
}

//! Names beside marks: each at the first of eight places where it touches nothing, else farther out with a line to its mark, else left
//! out, for the table has it.

use super::super::labels::Room;
use super::super::svg::{Anchor, Rect, Svg};
use super::super::text::{self, Lines};
use super::marks::{self, Mark};
use super::{Flat, Sheet, Width, length};

/// The size of names on a map.
pub const SIZE: f64 = 13.0;

/// From one line of a name to the next.
pub const LEADING: f64 = 15.0;

/// Longer names are broken into two lines; where that finds no room, shorter ones are as well.
pub const LONGEST: f64 = 140.0;
pub const SHORTER: f64 = 84.0;

/// More names than this are no longer tried: there is no room for them on any map.
const MOST: usize = 400;

/// On a map with more marks than this a line would not be followed from a name to its mark.
const MOST_LED: usize = 40;

/// How far beyond its mark a name stands that has a line to it.
const LED: f64 = 16.0;

/// The eight places around a mark, the best first: to the right and down.
const AROUND: [(f64, f64); 8] = [(1.0, 0.0), (1.0, -0.75), (1.0, 0.75), (-1.0, 0.0), (-1.0, -0.75), (-1.0, 0.75), (0.0, -1.0), (0.0, 1.0)];

/// A name, and what it stands beside.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    pub at: Flat,
    /// How far it must stay from there.
    pub clear: f64,
    pub words: String,
    /// Those that stand for more come first.
    pub weight: usize,
}

/// A name that has its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub rect: Rect,
    pub lines: Lines,
    pub anchor: Anchor,
    /// Where the line to its mark begins and ends, if it needs one.
    pub leader: Option<(Flat, Flat)>,
}

/// Draws the names of marks, and returns how many found no room.
pub fn draw(sheet: &mut Sheet, marks: &[Mark], room: &mut Room) -> usize {
    let names = names(sheet, marks);
    let mut svg = Svg::default();
    let placed = place(&names, room);
    svg.open("g", &[("aria-hidden", "true".into())]);
    for (name, placed) in names.iter().zip(&placed) {
        let Some(placed) = placed else { continue };
        if let Some((from, to)) = placed.leader {
            svg.line("map-leader", from, to);
        }
        let x = match placed.anchor {
            Anchor::Start => placed.rect.x,
            Anchor::Middle => placed.rect.x + placed.rect.width / 2.0,
            Anchor::End => placed.rect.x + placed.rect.width,
        };
        let class = if name.weight > 1 { "map-name map-name-several" } else { "map-name" };
        for (at, line) in placed.lines.lines.iter().enumerate() {
            svg.text(class, placed.anchor, (x, placed.rect.y + LEADING * (at as f64 + 0.78)), line);
        }
    }
    svg.close("g");
    sheet.svg.append(svg);
    placed.iter().filter(|placed| placed.is_none()).count()
}

/// What is to be named: a mark that stands for several by their place, each dot by itself.
fn names(sheet: &Sheet, marks: &[Mark]) -> Vec<Name> {
    let pins = &sheet.map.pins;
    let mut names = Vec::new();
    for mark in marks.iter().filter(|mark| !sheet.is_drawn_again(mark.at)) {
        if mark.stands_for_several() {
            let several: Vec<_> = mark.pins.iter().map(|pin| &pins[*pin]).collect();
            let words = marks::place(&several, sheet.words);
            names.push(Name { at: mark.at, clear: mark.radius, words, weight: several.len() });
            continue;
        }
        for (at, pin) in mark.pins.iter().enumerate() {
            let spot = mark.dots.get(at).copied().unwrap_or(mark.at);
            names.push(Name { at: spot, clear: marks::DOT, words: pins[*pin].label.clone(), weight: 1 });
        }
    }
    names.retain(|name| !name.words.is_empty());
    if sheet.width == Width::Narrow {
        // A phone has room for the names that stand for most.
        names.iter_mut().for_each(|name| name.words = text::shorten(&name.words, SIZE, LONGEST));
    }
    names
}

/// Finds a place for each name, the most important first; none for those that would touch another or a mark.
pub fn place(names: &[Name], room: &mut Room) -> Vec<Option<Placed>> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(names[*at].weight), *at));
    let mut found = vec![None; names.len()];
    let mut left = Vec::new();
    for at in order.into_iter().take(MOST) {
        found[at] = beside(&names[at], room);
        if found[at].is_none() {
            left.push(at);
        }
    }
    if names.len() <= MOST_LED {
        left.into_iter().for_each(|at| found[at] = led(&names[at], room));
    }
    found
}

fn beside(name: &Name, room: &mut Room) -> Option<Placed> {
    let in_lines = |longest: f64| text::wrap(&name.words, SIZE, longest, 2);
    let (lines, narrow) = (in_lines(LONGEST), in_lines(SHORTER));
    let narrow = Some(narrow).filter(|narrow| !narrow.is_short && *narrow != lines);
    let mut ways = [Some(lines), narrow].into_iter().flatten().flat_map(|lines| AROUND.map(|side| (side, lines.clone())));
    ways.find_map(|(side, lines)| {
        let rect = room.find([rect(name, &lines, side, name.clear + 3.0)])?;
        Some(Placed { rect, lines, anchor: anchor(side), leader: None })
    })
}

/// Farther out, with a line that crosses no other name.
fn led(name: &Name, room: &mut Room) -> Option<Placed> {
    let lines = text::wrap(&name.words, SIZE, LONGEST, 2);
    for distance in [LED, LED * 2.0] {
        for side in AROUND {
            let rect = rect(name, &lines, side, name.clear + distance);
            let length = length(side.0, side.1);
            let along = |far: f64| (name.at.0 + side.0 / length * far, name.at.1 + side.1 / length * far);
            let leader = (along(name.clear), along(name.clear + distance - 3.0));
            if room.is_free(&rect) && is_clear(leader, room) {
                room.find([rect])?;
                return Some(Placed { rect, lines, anchor: anchor(side), leader: Some(leader) });
            }
        }
    }
    None
}

/// Does a line touch nothing that is taken?
pub fn is_clear((from, to): (Flat, Flat), room: &Room) -> bool {
    (1..=8).map(|step| f64::from(step) / 8.0).all(|share| {
        let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        room.is_free(&Rect { x: x - 0.5, y: y - 0.5, width: 1.0, height: 1.0 })
    })
}

/// Where a name lies on one side of its mark, so far from its middle.
fn rect(name: &Name, lines: &Lines, (across, down): (f64, f64), far: f64) -> Rect {
    // Bold names are a little longer.
    let width = lines.width(SIZE) * if name.weight > 1 { 1.06 } else { 1.0 };
    let height = lines.lines.len() as f64 * LEADING;
    let (x, y) = (name.at.0 + across * far, name.at.1 + down * far);
    let left = match anchor((across, down)) {
        Anchor::Start => x,
        Anchor::Middle => x - width / 2.0,
        Anchor::End => x - width,
    };
    let top = match (across, down) {
        (0.0, down) if down < 0.0 => y - height,
        (0.0, _) => y,
        _ => y - height / 2.0 + down * height * 0.3,
    };
    Rect { x: left, y: top, width, height }
}

fn anchor((across, _): (f64, f64)) -> Anchor {
    match () {
        () if across > 0.0 => Anchor::Start,
        () if across < 0.0 => Anchor::End,
        () => Anchor::Middle,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::super::labels::meet;
    use super::*;

    const FRAME: Rect = Rect { x: 0.0, y: 0.0, width: 720.0, height: 400.0 };

    fn name(at: Flat, words: &str) -> Name {
        Name { at, clear: 5.0, words: words.to_owned(), weight: 1 }
    }

    #[test]
    fn a_name_stands_on_the_right_if_it_can() {
        let mut room = Room::new(FRAME, Vec::new());
        let placed = place(&[name((100.0, 100.0), "Bilbao"), name((700.0, 200.0), "Donostia")], &mut room);
        assert_eq!(placed.iter().flatten().map(|placed| placed.anchor).collect::<Vec<_>>(), [Anchor::Start, Anchor::End]);
        assert!(placed.iter().flatten().all(|placed| placed.leader.is_none()));
    }

    proptest! {
        #[test]
        fn no_name_touches_another_or_a_mark(
            spots in prop::collection::vec((0.0..720.0_f64, 0.0..400.0_f64, 1_usize..40, "[a-zA-Z ]{1,40}"), 1..60),
        ) {
            let names: Vec<Name> =
                spots.iter().map(|(x, y, weight, words)| Name { at: (*x, *y), clear: 6.0, words: words.clone(), weight: *weight }).collect();
            let marks: Vec<Rect> =
                spots.iter().map(|(x, y, ..)| Rect { x: x - 6.0, y: y - 6.0, width: 12.0, height: 12.0 }).collect();
            let placed: Vec<Placed> = place(&names, &mut Room::new(FRAME, marks.clone())).into_iter().flatten().collect();
            for (at, one) in placed.iter().enumerate() {
                let Rect { x, y, width, height } = one.rect;
                prop_assert!(x >= 0.0 && y >= 0.0 && x + width <= 720.0 && y + height <= 400.0);
                prop_assert!(marks.iter().all(|mark| !meet(mark, &one.rect)));
                prop_assert!(placed[at + 1..].iter().all(|other| !meet(&one.rect, &other.rect)));
            }
        }
    }
}

//! What stands for things on a map: a dot each; where several share a spot, dots around it, or one mark with their number.

use std::collections::{BTreeMap, HashMap};

use libm::{atan2, cos, sin};

use super::super::sheet::colour;
use super::super::svg::{Anchor, Path, Rect, Turn};
use super::super::words::Words;
use super::{Flat, Line, Pin, Sheet, Standing, length};

/// How large a dot is.
pub const DOT: f64 = 5.5;

/// How large the number in a mark is.
const NUMBER: f64 = 13.0;

/// So many dots can stand around a spot; of more of them nobody sees where they belong.
const MOST_AROUND: usize = 6;

/// On a map with more pins than this, dots around every spot would be a cloud.
const MOST_PINS: usize = 60;

/// So many things are named where a mark tells what it stands for.
const MOST_TOLD: usize = 12;

/// The largest mark's radius.
const LARGEST: f64 = 24.0;

/// Lines that lead out of the frame go on for so many of its widths at most.
const FARTHEST: f64 = 3.0;

/// One mark, with the pins that it stands for.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub at: Flat,
    pub radius: f64,
    /// In order.
    pub pins: Vec<usize>,
    /// The spot that each pin has of its own, where they stand around it; else none.
    pub dots: Vec<Flat>,
    /// Where each pin really lies.
    own: Vec<Flat>,
}

impl Mark {
    /// Is it one mark with a number?
    pub fn stands_for_several(&self) -> bool {
        self.pins.len() > 1 && self.dots.is_empty()
    }

    /// Where no name may stand.
    pub fn taken(&self) -> Vec<Rect> {
        let around = |(x, y): Flat, radius: f64| Rect { x: x - radius, y: y - radius, width: radius * 2.0, height: radius * 2.0 };
        if self.dots.is_empty() {
            vec![around(self.at, self.radius)]
        } else {
            let centre = std::iter::once(around(self.at, self.radius - 2.0 * DOT));
            self.dots.iter().map(|dot| around(*dot, DOT)).chain(centre).collect()
        }
    }
}

/// Gathers the pins that lie on one spot at the drawn size; those that are not seen come second.
pub fn gather(sheet: &Sheet) -> (Vec<Mark>, Vec<usize>) {
    let mut stacks: BTreeMap<(i64, i64), Mark> = BTreeMap::new();
    let mut outside = Vec::new();
    for (at, pin) in sheet.map.pins.iter().enumerate() {
        let Some(spot) = sheet.frame.place(pin.at) else {
            outside.push(at);
            continue;
        };
        let key = (spot.0.round() as i64, spot.1.round() as i64);
        let mark = stacks.entry(key).or_insert(Mark { at: spot, radius: DOT, pins: Vec::new(), dots: Vec::new(), own: Vec::new() });
        mark.pins.push(at);
        mark.own.push(spot);
    }
    let stacks: Vec<Mark> = stacks.into_values().collect();
    let fits = |marks: &[Mark]| marks.iter().all(|mark| mark.pins.len() <= MOST_AROUND);
    if sheet.map.pins.len() <= MOST_PINS && fits(&stacks) {
        let mut spread = merge(stacks.clone(), radius_around);
        if fits(&spread) {
            spread.iter_mut().for_each(Mark::stand_around);
            return (spread, outside);
        }
    }
    (merge(stacks, radius_of), outside)
}

/// How large a mark with a number in it is.
fn radius_of(count: usize) -> f64 {
    let digits = match count {
        0 | 1 => return DOT,
        2..10 => 8.5,
        10..100 => 11.0,
        100..1000 => 14.5,
        _ => 20.0,
    };
    (5.0 + 1.5 * (count as f64).sqrt()).clamp(digits, LARGEST)
}

/// How much room dots around a spot take.
fn radius_around(count: usize) -> f64 {
    if count < 2 { DOT } else { ring(count) + DOT }
}

/// How far from their spot dots stand.
fn ring(count: usize) -> f64 {
    ((DOT + 1.0) / sin(std::f64::consts::PI / count as f64)).max(DOT + 3.0)
}

/// Lets larger marks take in those that they would cover, until none covers another.
fn merge(mut marks: Vec<Mark>, radius: fn(usize) -> f64) -> Vec<Mark> {
    loop {
        marks.sort_by(|one, other| other.pins.len().cmp(&one.pins.len()).then(one.pins.cmp(&other.pins)));
        let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
        let mut near: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
        let cell = |(x, y): Flat| ((x / (2.0 * LARGEST)).floor() as i64, (y / (2.0 * LARGEST)).floor() as i64);
        let before = marks.len();
        for mark in marks {
            let (column, row) = cell(mark.at);
            let cells = (-1..=1).flat_map(|x| (-1..=1).map(move |y| (column + x, row + y)));
            let others = cells.filter_map(|cell| near.get(&cell)).flatten().copied();
            let covered = |other: usize| {
                let distance = length(kept[other].at.0 - mark.at.0, kept[other].at.1 - mark.at.1);
                let room = radius(kept[other].pins.len()) + radius(mark.pins.len());
                (distance < room).then_some((distance, other))
            };
            let nearest = others.filter_map(covered).min_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            match nearest {
                Some((_, other)) => {
                    kept[other].pins.extend(mark.pins);
                    kept[other].own.extend(mark.own);
                }
                None => {
                    near.entry((column, row)).or_default().push(kept.len());
                    kept.push(mark);
                }
            }
        }
        kept.iter_mut().for_each(|mark| mark.radius = radius(mark.pins.len()));
        if kept.len() == before {
            return kept;
        }
        marks = kept;
    }
}

impl Mark {
    /// Gives every pin a spot of its own around it: on its own side where they lie apart, else clockwise from the top.
    fn stand_around(&mut self) {
        let count = self.pins.len();
        if count < 2 {
            return;
        }
        let mean = |of: fn(&Flat) -> f64| self.own.iter().map(of).sum::<f64>() / count as f64;
        self.at = (mean(|own| own.0), mean(|own| own.1));
        let side = |own: &Flat| {
            let (across, down) = (own.0 - self.at.0, own.1 - self.at.1);
            // From the left over the top: what lies on the spot itself has no side, and comes in its own order.
            if length(across, down) < 0.5 { 0.0 } else { atan2(-down, -across) }
        };
        let mut order: Vec<usize> = (0..count).collect();
        order.sort_by(|one, other| side(&self.own[*one]).total_cmp(&side(&self.own[*other])).then(one.cmp(other)));
        let first = side(&self.own[order[0]]);
        // Two of one spot stand side by side.
        let start = if first == 0.0 && count > 2 { -std::f64::consts::FRAC_PI_2 } else { first + std::f64::consts::PI };
        let turn = std::f64::consts::TAU / count as f64;
        self.dots = vec![self.at; count];
        for (step, at) in order.into_iter().enumerate() {
            let angle = start + turn * step as f64;
            self.dots[at] = (self.at.0 + ring(count) * cos(angle), self.at.1 + ring(count) * sin(angle));
        }
    }
}

/// Draws the lines and, above them, the marks, the smallest last.
pub fn draw(sheet: &mut Sheet, marks: &[Mark]) {
    draw_lines(sheet, marks);
    let map = sheet.map;
    let mut order: Vec<&Mark> = marks.iter().collect();
    order.sort_by(|one, other| other.radius.total_cmp(&one.radius).then(one.pins.cmp(&other.pins)));
    for mark in order {
        if mark.stands_for_several() {
            draw_several(sheet, mark);
            continue;
        }
        for (dot, own) in mark.dots.iter().zip(&mark.own) {
            sheet.svg.line("map-leader", *own, *dot);
        }
        let true_spots: BTreeMap<(i64, i64), Flat> =
            mark.own.iter().map(|own| ((own.0.round() as i64, own.1.round() as i64), *own)).collect();
        for (x, y) in true_spots.into_values().filter(|_| !mark.dots.is_empty()) {
            sheet.svg.empty("circle", &[("class", "map-spot".into()), ("cx", x.into()), ("cy", y.into()), ("r", 1.5.into())]);
        }
        for (at, pin) in mark.pins.iter().enumerate() {
            let (x, y) = mark.dots.get(at).copied().unwrap_or(mark.at);
            let pin = &map.pins[*pin];
            let class = match pin.standing {
                Standing::Sure => format!("mark map-pin {}", colour(pin.group.unwrap_or(0))),
                Standing::Unsure => format!("map-pin map-pin-unsure {}", colour(pin.group.unwrap_or(0))),
            };
            let href = if sheet.is_drawn_again((x, y)) { "" } else { &*pin.href };
            open(sheet, href, &pin.told);
            sheet.svg.empty("circle", &[("class", (&class).into()), ("cx", x.into()), ("cy", y.into()), ("r", DOT.into())]);
            close(sheet, href);
        }
    }
}

/// One mark for several things, coloured as they are where they are of one group.
fn draw_several(sheet: &mut Sheet, mark: &Mark) {
    let pins: Vec<&Pin> = mark.pins.iter().map(|pin| &sheet.map.pins[*pin]).collect();
    let group = pins[0].group.filter(|group| pins.iter().all(|pin| pin.group == Some(*group)));
    let class = match (group, sheet.map.legend.groups.is_empty()) {
        (Some(group), _) => colour(group),
        (None, true) => colour(0),
        (None, false) => "map-mixed".to_owned(),
    };
    let list = if sheet.is_drawn_again(mark.at) { "" } else { &*pins[0].list };
    let told = told(&pins, sheet.words);
    let number = sheet.words.formats.integer(pins.len() as i64);
    let (x, y) = mark.at;
    open(sheet, list, &told);
    let shape = format!("mark map-pin {class}");
    sheet.svg.empty("circle", &[("class", (&shape).into()), ("cx", x.into()), ("cy", y.into()), ("r", mark.radius.into())]);
    sheet.svg.text(&format!("map-number label-on {class}"), Anchor::Middle, (x, y + NUMBER * 0.35), &number);
    close(sheet, list);
}

/// What a mark with a number stands for: where, how many, and which, as far as a line can say it.
fn told(pins: &[&Pin], words: &Words) -> String {
    let names: Vec<String> = pins.iter().take(MOST_TOLD).map(|pin| pin.label_or_told().to_owned()).collect();
    let mut names = names.join("; ");
    if pins.len() > MOST_TOLD {
        let more = words.say("more", &[("count", ((pins.len() - MOST_TOLD) as i64).into())]);
        names = format!("{names}; {more}");
    }
    let count = words.formats.integer(pins.len() as i64);
    match place(pins, words) {
        place if place.is_empty() => format!("{count}: {names}"),
        place => format!("{place}, {count}: {names}"),
    }
}

/// What is said of where several pins are: the place of most of them, "and around" where others lie elsewhere.
pub fn place(pins: &[&Pin], words: &Words) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    pins.iter().filter(|pin| !pin.place.is_empty()).for_each(|pin| *counts.entry(&pin.place).or_default() += 1);
    let Some((place, count)) = counts.iter().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0))) else {
        return String::new();
    };
    if *count == pins.len() { (*place).to_owned() } else { words.say("map-around", &[("place", (*place).into())]) }
}

impl Pin {
    fn label_or_told(&self) -> &str {
        if self.label.is_empty() { &self.told } else { &self.label }
    }
}

fn open(sheet: &mut Sheet, href: &str, told: &str) {
    match href {
        "" => sheet.svg.open("g", &[("class", "point".into())]),
        href => sheet.svg.open("a", &[("class", "point".into()), ("href", href.into())]),
    }
    sheet.svg.words("title", &[], told);
}

fn close(sheet: &mut Sheet, href: &str) {
    sheet.svg.close(if href.is_empty() { "g" } else { "a" });
}

/// All lines between two marks.
struct Link<'l> {
    from: Flat,
    to: Flat,
    count: usize,
    lines: Vec<&'l Line>,
}

/// Draws the lines between marks as gentle arcs, the widest first; what begins and ends in one mark, or in what is drawn again, is not seen.
fn draw_lines(sheet: &mut Sheet, marks: &[Mark]) {
    if sheet.map.lines.is_empty() {
        return;
    }
    let clip = format!("url(#{}-frame)", sheet.id);
    sheet.svg.open("g", &[("clip-path", (&clip).into())]);
    for Link { from, to, count, lines } in links(sheet, marks) {
        let told = lines.iter().take(MOST_TOLD).map(|line| line.told.as_str()).collect::<Vec<_>>().join("; ");
        let width = (1.0 + 0.8 * (count as f64 - 1.0)).min(8.0);
        sheet.svg.open("g", &[("class", "map-link".into())]);
        sheet.svg.words("title", &[], &told);
        let path = arc(from, to);
        sheet.svg.empty("path", &[("class", "map-line".into()), ("stroke-width", width.into()), ("d", path.d().into())]);
        sheet.svg.close("g");
    }
    sheet.svg.close("g");
}

/// The lines between marks, those between the same two as one, the widest first. A line may lead out of the frame, but must begin in it.
fn links<'m>(sheet: &Sheet<'m>, marks: &[Mark]) -> Vec<Link<'m>> {
    let map = sheet.map;
    let spots: HashMap<usize, (usize, Flat)> = marks
        .iter()
        .enumerate()
        .flat_map(|(mark, own)| {
            own.pins.iter().enumerate().map(move |(at, pin)| (*pin, (mark, own.dots.get(at).copied().unwrap_or(own.at))))
        })
        .collect();
    let end = |pin: usize| match spots.get(&pin) {
        Some((mark, spot)) => Some((Some(*mark), *spot)),
        None => Some((None, sheet.frame.beyond(map.pins[pin].at)?)),
    };
    let mut joined: BTreeMap<[(i64, i64); 2], Link> = BTreeMap::new();
    for line in &map.lines {
        let (Some((from_mark, from)), Some((to_mark, to))) = (end(line.from), end(line.to)) else { continue };
        if from_mark == to_mark || (sheet.is_drawn_again(from) && sheet.is_drawn_again(to)) {
            continue;
        }
        let reach = sheet.frame.rect.width * FARTHEST;
        let (from, to) = match (from_mark, to_mark) {
            (Some(_), None) => (from, nearer(from, to, reach)),
            (None, _) => (nearer(to, from, reach), to),
            (Some(_), Some(_)) => (from, to),
        };
        let key = |(x, y): &Flat| ((x * 10.0) as i64, (y * 10.0) as i64);
        let (from, to) = if key(&from) <= key(&to) { (from, to) } else { (to, from) };
        let link = joined.entry([key(&from), key(&to)]).or_insert(Link { from, to, count: 0, lines: Vec::new() });
        link.count += line.count;
        link.lines.push(line);
    }
    let mut joined: Vec<Link> = joined.into_values().collect();
    joined.sort_by_key(|link| std::cmp::Reverse(link.count));
    joined
}

/// The end of a line that leads far out of the frame, brought nearer: what is so far out is not seen.
fn nearer(from: Flat, to: Flat, reach: f64) -> Flat {
    let share = (reach / length(to.0 - from.0, to.1 - from.1)).min(1.0);
    (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)
}

/// An arc that bends up to the north, a sixth of its length high.
fn arc(from: Flat, to: Flat) -> Path {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    // The arc of a circle whose height is a sixth of its chord: its radius is the chord's length times (1/4 + 1/36) / (2/6).
    let radius = length(across, down) * (0.25 + 1.0 / 36.0) * 3.0;
    let turn = if across >= 0.0 { Turn::Short } else { Turn::ShortBack };
    Path::from(from.0, from.1).arc(radius, turn, to.0, to.1)
}

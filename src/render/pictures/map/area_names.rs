//! Names of areas that hold something: each within its area if it fits, else with its middle there, else with a line that leads to it,
//! else left out, for the table has it. A name that stood merely beside a small country would stand on its neighbour, and seem to name that.

use super::super::labels::Room;
use super::super::sheet::colour;
use super::super::svg::{Anchor, Rect, Svg};
use super::super::text::{self, Lines};
use super::atlas::Outline;
use super::ground::{extent, middle, place_in, touches};
use super::names::{LEADING, LONGEST, SHORTER, SIZE, is_clear};
use super::{Area, Fill, Flat, Sheet, Standing, length};

/// An area that is to be named.
struct Named<'a> {
    area: &'a Area<'a>,
    outline: &'a Outline,
    extent: Rect,
}

/// A name that has its place.
struct Placed {
    rect: Rect,
    lines: Lines,
    ground: On,
}

/// What a name stands on.
enum On {
    /// Its area alone: with the class of what is written on its colour, but on stripes, where that would not be read.
    Area(Option<String>),
    /// That and others.
    Several,
    /// Others: a line leads from its area to it.
    Others(Flat, Flat),
}

/// More names than this are no longer tried: there is no room for them on any map.
const MOST: usize = 200;

/// At least this share of a name lies in an area that has its middle.
const INSIDE: f64 = 0.34;

/// How long a line to a name may be.
const LED: [f64; 7] = [10.0, 18.0, 28.0, 40.0, 54.0, 70.0, 90.0];

/// In so many directions a name is looked for around its area.
const DIRECTIONS: usize = 16;

/// A name all on land stands as badly as one that is this much farther away and on the sea; so does one whose line lies all on areas that
/// hold something else.
const ON_LAND: f64 = 24.0;
const ACROSS_OTHERS: f64 = 40.0;

/// Draws the names, those of the largest areas first, and returns how many found no room.
pub fn draw(sheet: &mut Sheet, outlines: &[Outline], room: &mut Room) -> usize {
    let map = sheet.map;
    let held = map.areas.iter().zip(outlines).filter(|(area, _)| area.fill.is_held());
    let held: Vec<&Outline> = held.map(|(_, outline)| outline).collect();
    let mut named = named(sheet, outlines);
    named.sort_by(|one, other| (other.extent.width * other.extent.height).total_cmp(&(one.extent.width * one.extent.height)));
    let land: Vec<&Outline> = outlines.iter().filter(|outline| !outline.rings.is_empty()).collect();
    let mut svg = Svg::default();
    let mut left_out = 0;
    svg.open("g", &[("aria-hidden", "true".into())]);
    for (at, named) in named.iter().enumerate() {
        let lines = if at < MOST { lines(named.area) } else { Vec::new() };
        let placed = within(named, &lines, room).or_else(|| upon(named, (&lines, &held), room));
        match placed.or_else(|| led(named, (&lines, &held, &land), room)) {
            Some(placed) => draw_name(&mut svg, &placed),
            None => left_out += 1,
        }
    }
    svg.close("g");
    sheet.svg.append(svg);
    left_out
}

/// The areas that hold something, are seen, and have a name.
fn named<'a>(sheet: &Sheet<'a>, outlines: &'a [Outline]) -> Vec<Named<'a>> {
    let areas = sheet.map.areas.iter().zip(outlines);
    let areas = areas.filter(|(area, _)| area.fill.is_held() && !area.label.is_empty());
    let seen = areas.filter(|(_, outline)| middle(outline).is_some_and(|at| sheet.frame.holds(at) && !sheet.is_drawn_again(at)));
    seen.filter_map(|(area, outline)| Some(Named { area, outline, extent: extent(outline)? })).collect()
}

/// The ways to write a name: in a line if it is not too long, and in two.
fn lines(area: &Area) -> Vec<Lines> {
    let words = area.label.join(" ");
    let mut ways = vec![text::wrap(&words, SIZE, LONGEST, 2)];
    let narrow = text::wrap(&words, SIZE, SHORTER, 2);
    if !narrow.is_short && narrow != ways[0] {
        ways.push(narrow);
    }
    ways
}

fn size(lines: &Lines) -> Flat {
    (lines.width(SIZE), lines.lines.len() as f64 * LEADING)
}

/// All of the name in its area.
fn within(named: &Named, ways: &[Lines], room: &mut Room) -> Option<Placed> {
    ways.iter().find_map(|lines| {
        let rect = place_in(named.outline, named.extent, &lines.lines, room)?;
        let class = match named.area.fill {
            Fill::Holding(group, Standing::Sure) => Some(format!("label-on {}", colour(group.unwrap_or(0)))),
            Fill::Subject => Some("map-name-subject".to_owned()),
            _ => None,
        };
        Some(Placed { rect, lines: lines.clone(), ground: On::Area(class) })
    })
}

/// The middle of the name in its area, and nothing of it in another that holds something.
fn upon(named: &Named, (ways, held): (&[Lines], &[&Outline]), room: &mut Room) -> Option<Placed> {
    const STEPS: i32 = 8;
    let Rect { x, y, width, height } = named.extent;
    let mut steps: Vec<(i32, i32)> = (1..STEPS).flat_map(|across| (1..STEPS).map(move |down| (across, down))).collect();
    steps.sort_by_key(|(across, down)| ((2 * across - STEPS).pow(2) + (2 * down - STEPS).pow(2), *across, *down));
    let spots = steps
        .iter()
        .map(|(across, down)| (x + width * f64::from(*across) / f64::from(STEPS), y + height * f64::from(*down) / f64::from(STEPS)));
    let spots: Vec<Flat> = spots.filter(|spot| named.outline.holds(*spot)).collect();
    ways.iter().find_map(|lines| {
        let (wide, high) = size(lines);
        let around = |(x, y): &Flat| Rect { x: x - wide / 2.0, y: y - high / 2.0, width: wide, height: high };
        let mut places = spots.iter().map(around);
        let place = places.find(|rect| room.is_free(rect) && share(rect, named.outline) >= INSIDE && !is_on_others(rect, named, held))?;
        Some(Placed { rect: room.find([place])?, lines: lines.clone(), ground: On::Several })
    })
}

/// Outside, at the end of a line: as near as can be, on the sea rather than on land, and on nothing that holds something.
fn led(named: &Named, (ways, held, land): (&[Lines], &[&Outline], &[&Outline]), room: &mut Room) -> Option<Placed> {
    let from = inside(named)?;
    let mut best: Option<(f64, Placed)> = None;
    for lines in ways {
        for (distance, direction) in LED.iter().flat_map(|far| (0..DIRECTIONS).map(move |at| (*far, at))) {
            if best.as_ref().is_some_and(|(cost, _)| *cost <= distance) {
                break;
            }
            let (rect, end) = at_the_end(from, size(lines), (distance, direction));
            if !room.is_free(&rect) || !is_clear((from, end), room) || held.iter().any(|outline| share(&rect, outline) > 0.0) {
                continue;
            }
            let on_land: f64 = land.iter().map(|outline| share(&rect, outline)).sum();
            let cost = distance + ON_LAND * on_land + ACROSS_OTHERS * across(from, end, (named, held));
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, Placed { rect, lines: lines.clone(), ground: On::Others(from, end) }));
            }
        }
    }
    let (_, placed) = best?;
    room.find([placed.rect])?;
    if let On::Others(from, to) = placed.ground {
        keep_free((from, to), room);
    }
    Some(placed)
}

/// A spot in an area, as near to its middle as may be.
fn inside(named: &Named) -> Option<Flat> {
    const STEPS: i32 = 40;
    let holds = |spot: &Flat| named.outline.holds(*spot);
    let Rect { x, y, width, height } = named.extent;
    let share = |step: i32| f64::from(step) / f64::from(STEPS);
    let narrow = || {
        let mut steps: Vec<(i32, i32)> = (0..=STEPS).flat_map(|across| (0..=STEPS).map(move |down| (across, down))).collect();
        steps.sort_by_key(|(across, down)| ((2 * across - STEPS).pow(2) + (2 * down - STEPS).pow(2), *across, *down));
        steps.into_iter().map(|(across, down)| (x + width * share(across), y + height * share(down))).find(holds)
    };
    middle(named.outline).filter(holds).or_else(narrow)
}

/// How much of a line lies on other areas that hold something.
fn across(from: Flat, to: Flat, (named, held): (&Named, &[&Outline])) -> f64 {
    const STEPS: u32 = 8;
    let spots = (1..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
    let mut spots = spots.map(|share| (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share)).collect::<Vec<Flat>>();
    spots.retain(|spot| held.iter().any(|outline| !std::ptr::eq(*outline, named.outline) && outline.holds(*spot)));
    spots.len() as f64 / f64::from(STEPS)
}

/// Where a name lies at the end of a line from a spot, and where the line ends.
fn at_the_end((x, y): Flat, (wide, high): Flat, (distance, direction): (f64, usize)) -> (Rect, Flat) {
    let turn = std::f64::consts::TAU * direction as f64 / DIRECTIONS as f64;
    let (across, down) = (libm::cos(turn), libm::sin(turn));
    let end = (x + across * distance, y + down * distance);
    // The name's own middle goes on in the same direction, so far that the line ends at its edge.
    let rounded = |value: f64| (value * 1e6).round() / 1e6;
    let to_side = if rounded(across) == 0.0 { f64::INFINITY } else { wide / 2.0 / across.abs() };
    let to_top = if rounded(down) == 0.0 { f64::INFINITY } else { high / 2.0 / down.abs() };
    let further = to_side.min(to_top) + 2.0;
    let (x, y) = (end.0 + across * further, end.1 + down * further);
    (Rect { x: x - wide / 2.0, y: y - high / 2.0, width: wide, height: high }, end)
}

/// Keeps other names off a line.
fn keep_free((from, to): (Flat, Flat), room: &mut Room) {
    let steps = (length(to.0 - from.0, to.1 - from.1) / 3.0).ceil().max(1.0);
    for step in 0..steps as usize {
        let share = step as f64 / steps;
        let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        room.find([Rect { x: x - 1.5, y: y - 1.5, width: 3.0, height: 3.0 }]);
    }
}

/// Does a name lie on another area that holds something?
fn is_on_others(rect: &Rect, named: &Named, held: &[&Outline]) -> bool {
    held.iter().filter(|outline| !std::ptr::eq(**outline, named.outline)).any(|outline| share(rect, outline) > 0.0)
}

/// How much of a rectangle lies in an outline, as far as some of its points tell.
fn share(rect: &Rect, outline: &Outline) -> f64 {
    if !outline.boxes().any(|ends| touches(rect, ends)) {
        return 0.0;
    }
    const ACROSS: [f64; 7] = [0.0, 0.17, 0.33, 0.5, 0.67, 0.83, 1.0];
    const DOWN: [f64; 3] = [0.05, 0.5, 0.95];
    let spots = ACROSS.iter().flat_map(|x| DOWN.map(|y| (rect.x + rect.width * x, rect.y + rect.height * y)));
    spots.filter(|spot| outline.holds(*spot)).count() as f64 / (ACROSS.len() * DOWN.len()) as f64
}

fn draw_name(svg: &mut Svg, placed: &Placed) {
    let Rect { x, y, width, .. } = placed.rect;
    if let On::Others(from, to) = placed.ground {
        svg.line("map-leader-ground", from, to);
        svg.line("map-leader", from, to);
        svg.empty("circle", &[("class", "map-spot map-spot-area".into()), ("cx", from.0.into()), ("cy", from.1.into()), ("r", 2.0.into())]);
    }
    let class = match &placed.ground {
        On::Area(Some(class)) => format!("map-name {class}"),
        On::Area(None) | On::Several | On::Others(..) => "map-name".to_owned(),
    };
    for (at, line) in placed.lines.lines.iter().enumerate() {
        svg.text(&class, Anchor::Middle, (x + width / 2.0, y + LEADING * (at as f64 + 0.78)), line);
    }
}

//! A small part of a map of the world in which much of what it shows lies, drawn once more below it: there is room for its names.

use super::super::svg::{Anchor, Rect, Svg};
use super::atlas::Sheets;
use super::frame::Frame;
use super::ground::{BEYOND, extent};
use super::names::SIZE;
use super::{Crowds, Drawn, Fill, Fit, Flat, Map, Sheet};

/// What is drawn again.
pub struct Closer {
    /// Where it lies on the map.
    pub part: Rect,
    /// What it is seen through, below the map.
    frame: Frame,
}

/// So much must lie in a part of the map, a share of its width and of its height, for it to be drawn again.
const CROWD: usize = 6;
const PART: (f64, f64) = (1.0 / 6.0, 1.0 / 4.0);

/// An area that is wider or higher than this share of the map's width is seen well enough.
const SEEN: f64 = 0.06;

/// More spots than this are everywhere.
const MOST: usize = 400;

/// What is free around the crowd, as a share of its width.
const MARGIN: f64 = 0.1;

/// How high a part is, as a share of its width: at least, and at most.
const WIDE_SHARES: (f64, f64) = (0.45, 0.62);
const NARROW_SHARES: (f64, f64) = (0.6, 1.1);

/// What is not drawn so many times as large need not be drawn again.
const LEAST: f64 = 2.5;

/// Between the map and what is drawn again: room for a line of words.
const GAP: f64 = 26.0;

/// Finds the part of a map of the world in which the most lies, if that is a crowd.
pub fn find(map: &Map, laid: &Sheets, frame: &Frame) -> Option<Closer> {
    if map.crowds == Crowds::Left || map.fit != Fit::World {
        return None;
    }
    let spots = spots(map, laid, frame);
    if !(CROWD..=MOST).contains(&spots.len()) {
        return None;
    }
    let crowd = crowd(&spots, (frame.rect.width * PART.0, frame.rect.height * PART.1))?;
    let part = fitted(around(&crowd), frame.rect)?;
    let Rect { x, y, width, height } = frame.rect;
    let room = Rect { x, y: y + height + GAP, width, height: (part.height * width / part.width).round() };
    Some(Closer { part, frame: frame.part(part, room) })
}

/// Frames the part on the map, and draws it again below.
pub fn draw(sheet: &mut Sheet, laid: &Sheets, closer: &Closer) -> Drawn {
    sheet.svg.rect("map-closer", closer.part);
    let room = closer.frame.rect;
    sheet.svg.rect("map-closer", Rect { x: room.x, y: room.y - GAP + 9.0, width: 14.0, height: 10.0 });
    sheet.svg.text("label", Anchor::Start, (room.x + 20.0, room.y - GAP + 9.0 + SIZE * 0.75), &sheet.words.say("map-closer", &[]));
    let id = format!("{}-closer", sheet.id);
    let own = Map { locator: None, ..sheet.map.clone() };
    let mut larger = Sheet { map: &own, words: sheet.words, width: sheet.width, id, svg: Svg::default(), frame: closer.frame, again: None };
    let drawn = larger.draw(laid);
    sheet.svg.append(larger.svg);
    sheet.svg.rect("map-closer", room);
    drawn
}

impl Closer {
    /// Where it ends.
    pub fn bottom(&self) -> f64 {
        self.frame.rect.y + self.frame.rect.height + 1.0
    }
}

/// Where things are that take little room: areas that hold something, and the spots of pins.
fn spots(map: &Map, laid: &Sheets, frame: &Frame) -> Vec<Rect> {
    let outlines = laid.seen(frame, BEYOND);
    let held = map.areas.iter().zip(&*outlines).filter(|(area, _)| matches!(area.fill, Fill::Holding(..)));
    let least = frame.rect.width * SEEN;
    let areas = held.filter_map(|(_, outline)| extent(outline)).filter(|extent| extent.width <= least && extent.height <= least);
    let mut pins: Vec<Flat> = map.pins.iter().filter_map(|pin| frame.place(pin.at)).map(|(x, y)| (x.round(), y.round())).collect();
    pins.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1)));
    pins.dedup();
    areas.chain(pins.into_iter().map(|(x, y)| Rect { x, y, width: 0.0, height: 0.0 })).collect()
}

/// The most that lies in a part of so much width and height, if it is a crowd.
fn crowd(spots: &[Rect], (width, height): Flat) -> Option<Vec<Rect>> {
    let mut most: Vec<Rect> = Vec::new();
    for left in spots.iter().map(|spot| spot.x) {
        let mut beside: Vec<Rect> = spots.iter().filter(|spot| spot.x >= left && spot.x + spot.width <= left + width).copied().collect();
        beside.sort_by(|one, other| one.y.total_cmp(&other.y));
        for (at, top) in beside.iter().map(|spot| spot.y).enumerate() {
            let within = beside[at..].iter().filter(|spot| spot.y + spot.height <= top + height);
            if within.clone().count() > most.len() {
                most = within.copied().collect();
            }
        }
    }
    (most.len() >= CROWD).then_some(most)
}

fn around(spots: &[Rect]) -> Rect {
    let least = |of: fn(&Rect) -> f64| spots.iter().map(of).fold(f64::INFINITY, f64::min);
    let most = |of: fn(&Rect) -> f64| spots.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
    let (x, y) = (least(|spot| spot.x), least(|spot| spot.y));
    Rect { x, y, width: most(|spot| spot.x + spot.width) - x, height: most(|spot| spot.y + spot.height) - y }
}

/// A part with room around it and a good shape, moved into the frame; nothing where it is no small part of it.
fn fitted(part: Rect, frame: Rect) -> Option<Rect> {
    let (least, most) = if frame.width > 500.0 { WIDE_SHARES } else { NARROW_SHARES };
    let margin = (part.width.max(part.height) * MARGIN).max(2.0);
    let (wide, high) = (part.width + 2.0 * margin, part.height + 2.0 * margin);
    let share = (high / wide).clamp(least, most);
    let width = wide.max(high / share);
    let height = width * share;
    if frame.width / width < LEAST || height > frame.height {
        return None;
    }
    let moved = |middle: f64, size: f64, (from, to): Flat| (middle - size / 2.0).clamp(from, to - size);
    let x = moved(part.x + part.width / 2.0, width, (frame.x, frame.x + frame.width));
    let y = moved(part.y + part.height / 2.0, height, (frame.y, frame.y + frame.height));
    Some(Rect { x, y, width, height })
}

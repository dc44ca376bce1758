//! The frame that a map is seen through: where it begins, and how many units of the drawing a kilometre has.

use super::super::svg::Rect;
use super::atlas::Sheets;
use super::{Fill, Fit, Flat, Map, Point, Projection, length};

/// A stretch of the map as it is seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// Where it lies in the drawing.
    pub rect: Rect,
    /// Units of the drawing to a kilometre, true at the map's middle.
    pub scale: f64,
    projection: Projection,
    /// What lies in the middle of it, in kilometres.
    middle: Flat,
}

/// A rectangle on the plane, as it grows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    low: Flat,
    high: Flat,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { low: (f64::MAX, f64::MAX), high: (f64::MIN, f64::MIN) }
    }
}

/// How high a frame is, as a share of its width: at least, and at most.
const WIDE_SHARES: (f64, f64) = (0.42, 0.82);
const NARROW_SHARES: (f64, f64) = (0.5, 1.25);

/// Nothing is drawn larger than this, in kilometres from side to side: one town alone still has its surroundings.
const LEAST: f64 = 40.0;

/// What is left free around areas, and around pins, which have names beside them, as a share of the frame.
const AREAS_MARGIN: f64 = 0.02;
const PINS_MARGIN: f64 = 0.14;

/// How far the world reaches to either side, up and down.
const WORLD: [(f64, f64); 4] = [(-180.0, 0.0), (180.0, 0.0), (0.0, 90.0), (0.0, -90.0)];

impl Frame {
    /// A frame as wide as `room`, from its top on, in which everything is seen that must be.
    pub fn of(map: &Map, laid: &Sheets, room: Rect) -> Frame {
        let mut bounds = Bounds::default();
        let pins = || map.pins.iter().filter_map(|pin| map.projection.place((pin.at.lon, pin.at.lat)));
        let about = map.areas.iter().enumerate().filter(|(_, area)| area.fill != Fill::Around);
        let areas = || about.clone().filter_map(|(at, _)| laid.area(at).bounds.ends()).flat_map(|(low, high)| [low, high]);
        let margin = match map.fit {
            Fit::Pins => {
                pins().for_each(|spot| bounds.take(spot));
                PINS_MARGIN
            }
            Fit::Areas => {
                areas().for_each(|spot| bounds.take(spot));
                AREAS_MARGIN
            }
            Fit::World => {
                WORLD.into_iter().map(|at| map.projection.at_east(at)).for_each(|spot| bounds.take(spot));
                pins().for_each(|spot| bounds.take(spot));
                0.005
            }
        };
        Frame::around(bounds.or_else(areas), margin, map.projection, room)
    }

    fn around(bounds: Bounds, margin: f64, projection: Projection, room: Rect) -> Frame {
        let free = 1.0 - 2.0 * margin;
        let across = ((bounds.high.0 - bounds.low.0) / free).max(LEAST);
        let down = ((bounds.high.1 - bounds.low.1) / free).max(LEAST * 0.6);
        let (least, most) = if room.width > 500.0 { WIDE_SHARES } else { NARROW_SHARES };
        let height = (room.width * (down / across).clamp(least, most)).round();
        let scale = (room.width / across).min(height / down);
        let middle = ((bounds.low.0 + bounds.high.0) / 2.0, (bounds.low.1 + bounds.high.1) / 2.0);
        Frame { rect: Rect { height, ..room }, scale, projection, middle }
    }

    /// A frame of this scale with the middle of the map in its own middle.
    pub fn centred(projection: Projection, scale: f64, rect: Rect) -> Frame {
        Frame { rect, scale, projection, middle: (0.0, 0.0) }
    }

    /// A part of what is seen through it, as large as `room` allows.
    pub fn part(&self, part: Rect, room: Rect) -> Frame {
        let middle_of = |rect: Rect| (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        let (own, its) = (middle_of(self.rect), middle_of(part));
        let middle = (self.middle.0 + (its.0 - own.0) / self.scale, self.middle.1 + (its.1 - own.1) / self.scale);
        Frame { rect: room, scale: self.scale * room.width / part.width, middle, ..*self }
    }

    /// What tells it from others.
    pub fn key(&self) -> [u64; 7] {
        let Rect { x, y, width, height } = self.rect;
        [x, y, width, height, self.scale, self.middle.0, self.middle.1].map(f64::to_bits)
    }

    /// Its first and its last corner, so many units of the drawing beyond its edge.
    pub fn corners(&self, beyond: f64) -> (Flat, Flat) {
        let Rect { x, y, width, height } = self.rect;
        ((x - beyond, y - beyond), (x + width + beyond, y + height + beyond))
    }

    /// How far from the middle of the map one can see through it and so many units around it, in kilometres on the plane.
    pub fn reach(&self, beyond: f64) -> f64 {
        let (across, down) = (self.rect.width / 2.0 + beyond, self.rect.height / 2.0 + beyond);
        length(self.middle.0.abs() + across / self.scale, self.middle.1.abs() + down / self.scale)
    }

    /// Where a spot of the plane lies in the drawing.
    pub fn at(&self, (x, y): Flat) -> Flat {
        let Rect { x: left, y: top, width, height } = self.rect;
        (left + width / 2.0 + (x - self.middle.0) * self.scale, top + height / 2.0 + (y - self.middle.1) * self.scale)
    }

    /// Where a position lies in the drawing; nothing if it is not seen.
    pub fn place(&self, position: Point) -> Option<Flat> {
        self.beyond(position).filter(|spot| self.holds(*spot))
    }

    /// Where a position would lie in the drawing if it went on beyond the frame; nothing if it is on the far side of the globe.
    pub fn beyond(&self, position: Point) -> Option<Flat> {
        Some(self.at(self.projection.place((position.lon, position.lat))?))
    }

    /// Is a spot of the drawing within the frame?
    pub fn holds(&self, (x, y): Flat) -> bool {
        let Rect { x: left, y: top, width, height } = self.rect;
        (left..=left + width).contains(&x) && (top..=top + height).contains(&y)
    }
}

impl Bounds {
    /// Its first and its last corner; nothing where it holds nothing.
    pub fn ends(&self) -> Option<(Flat, Flat)> {
        (self.low.0 <= self.high.0).then_some((self.low, self.high))
    }

    /// Grows to hold a spot.
    pub fn take(&mut self, (x, y): Flat) {
        self.low = (self.low.0.min(x), self.low.1.min(y));
        self.high = (self.high.0.max(x), self.high.1.max(y));
    }

    /// Itself, or where it holds nothing what lies around others; around nothing, the middle of the map.
    fn or_else<I: Iterator<Item = Flat>>(mut self, others: impl FnOnce() -> I) -> Bounds {
        if self.low.0 > self.high.0 {
            others().for_each(|spot| self.take(spot));
        }
        if self.low.0 > self.high.0 { Bounds { low: (0.0, 0.0), high: (0.0, 0.0) } } else { self }
    }
}

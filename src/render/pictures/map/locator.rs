//! A small map in a corner that shows where the large one lies.

use super::super::labels::Room;
use super::super::svg::{Rect, Svg};
use super::atlas::{Outline, Sheets};
use super::frame::Frame;
use super::ground::off_land;
use super::simplify::FINE;
use super::{Point, Projection, Sheet, Width};
use crate::registry::geo::Shape;

/// What lies around the map: the countries of a continent.
#[derive(Clone, Debug)]
pub struct Locator<'a> {
    /// What the base map is called that has them.
    pub name: &'a str,
    pub shapes: Vec<&'a Shape>,
    /// The middle of the large map.
    pub centre: Point,
}

/// How wide and high it is.
const WIDE: (f64, f64) = (124.0, 96.0);
const NARROW: (f64, f64) = (84.0, 64.0);

/// How far it reaches from side to side, in kilometres.
const ACROSS: f64 = 3000.0;

/// How far from the frame it stands.
const MARGIN: f64 = 8.0;

/// The mark of the mapped region is at least so large.
const LEAST: f64 = 7.0;

/// Draws the small map in the emptiest corner; where all four are taken, in none.
pub fn draw(sheet: &mut Sheet, locator: &Locator, (outlines, room): (&[Outline], &mut Room)) {
    let frame = sheet.frame.rect;
    let (width, height) = if sheet.width == Width::Wide { WIDE } else { NARROW };
    let (left, right) = (frame.x + MARGIN, frame.x + frame.width - MARGIN - width);
    let (top, bottom) = (frame.y + MARGIN, frame.y + frame.height - MARGIN - height);
    let corners = [(right, top), (left, top), (right, bottom), (left, bottom)].map(|(x, y)| Rect { x, y, width, height });
    let Some(place) = room.find(off_land(sheet, outlines, corners)) else { return };
    let centre = (locator.centre.lon, locator.centre.lat);
    let scale = width / ACROSS;
    let middle = (place.x + width / 2.0, place.y + height / 2.0);
    sheet.svg.open("g", &[("class", "map-locator".into()), ("aria-hidden", "true".into())]);
    sheet.svg.rect("map-locator-ground", place);
    let projection = Projection::EqualArea { centre };
    let land = land(&sheet.map.atlas.open(locator.name, locator.shapes.clone(), projection), &Frame::centred(projection, scale, place));
    sheet.svg.append(land);
    let share = scale / sheet.frame.scale;
    let (across, down) = ((frame.width * share).max(LEAST), (frame.height * share).max(LEAST));
    sheet.svg.rect("map-locator-here", Rect { x: middle.0 - across / 2.0, y: middle.1 - down / 2.0, width: across, height: down });
    sheet.svg.rect("map-locator-edge", place);
    sheet.svg.close("g");
}

/// The countries around, within the small frame.
fn land(around: &Sheets, frame: &Frame) -> Svg {
    let mut svg = Svg::default();
    let finer = format!("scale({})", 1.0 / FINE);
    svg.open("g", &[("transform", finer.as_str().into()), ("fill-rule", "evenodd".into())]);
    for outline in around.seen(frame, 0.0).iter().filter(|outline| !outline.rings.is_empty()) {
        svg.empty("path", &[("class", "map-locator-land".into()), ("d", outline.path.as_str().into())]);
    }
    svg.close("g");
    svg
}

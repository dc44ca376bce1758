//! A bar as long as a round number of kilometres is at the map's middle.

use super::super::labels::Room;
use super::super::svg::{Anchor, Path, Rect};
use super::super::text;
use super::Sheet;
use super::atlas::Outline;
use super::ground::off_land;
use super::names::SIZE;

/// Round lengths in kilometres.
const LENGTHS: [f64; 12] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0];

/// How high the bar is with its number.
const HEIGHT: f64 = 24.0;

/// How far from the frame it stands.
const MARGIN: f64 = 8.0;

/// Draws the bar in a lower corner, else in an upper one; where all four are taken, in none.
pub fn draw(sheet: &mut Sheet, outlines: &[Outline], room: &mut Room) {
    let frame = sheet.frame.rect;
    let Some(kilometres) = LENGTHS.into_iter().rfind(|length| length * sheet.frame.scale <= frame.width * 0.22) else { return };
    let length = kilometres * sheet.frame.scale;
    let words = sheet.words.say("map-kilometres", &[("count", (kilometres as i64).into())]);
    let width = length.max(text::width(&words, SIZE)) + 4.0;
    let (left, right) = (frame.x + MARGIN, frame.x + frame.width - MARGIN - width);
    let (bottom, top) = (frame.y + frame.height - MARGIN - HEIGHT, frame.y + MARGIN);
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)].map(|(x, y)| Rect { x, y, width, height: HEIGHT });
    let Some(place) = room.find(off_land(sheet, outlines, corners)) else { return };
    let (from, to) = match place.x == right {
        true => (place.x + width - length, place.x + width),
        false => (place.x, place.x + length),
    };
    let foot = place.y + HEIGHT - 2.0;
    sheet.svg.path("map-bar", &Path::from(from, foot - 5.0).line(from, foot).line(to, foot).line(to, foot - 5.0));
    let anchor = if place.x == right { Anchor::End } else { Anchor::Start };
    let x = if place.x == right { to } else { from };
    sheet.svg.text("map-distance", anchor, (x, foot - 8.0), &words);
}

//! Maps as SVG: areas shaded by values, things at their places, and lines between them; the same map gives the same bytes.
//!
//! A [`Map`] knows no entities and asks no window, as a chart does not. `atlas` keeps what several maps share, `projection` lays the globe flat, `outline` cuts what is laid flat
//! to the frame, `simplify` leaves out corners that nobody would see, `marks` gathers what lies on one spot, `names` and `area_names` put
//! words where there is room for them, and `closer` draws again what lies close together; `legend`, `scale_bar` and `locator` say how to
//! read it.

mod area_names;
mod atlas;
mod classes;
mod closer;
mod frame;
mod ground;
mod legend;
mod locator;
mod marks;
mod names;
mod outline;
mod projection;
mod scale_bar;
mod seam;
mod simplify;

pub use atlas::Atlas;
pub use classes::{Classes, Method};
pub use locator::Locator;
pub use projection::Projection;

use super::Width;
use super::labels::Room;
use super::svg::{Px, Rect, Svg};
use super::words::Words;
use crate::registry::geo::{Point, Shape};
use atlas::Sheets;
use frame::Frame;

/// A position in degrees: longitude and latitude.
type Position = (f64, f64);

/// A place on a plane: to the right and down.
type Flat = (f64, f64);

/// A map as it is to be drawn, every word in the page's language.
#[derive(Clone, Debug)]
pub struct Map<'a> {
    pub title: String,
    /// What is seen, in a sentence or two, for those who do not see it.
    pub description: String,
    pub projection: Projection,
    pub fit: Fit,
    /// What other maps have laid flat already.
    pub atlas: &'a Atlas,
    /// What the base map is called that has the areas: one name, one list of shapes.
    pub base: &'a str,
    pub areas: Vec<Area<'a>>,
    /// Does what is no area lie in the sea, or is nothing known of it?
    pub ground: Ground,
    pub legend: Legend,
    pub pins: Vec<Pin>,
    pub lines: Vec<Line>,
    pub scale: Scale,
    pub locator: Option<Locator<'a>>,
    pub crowds: Crowds,
}

/// What must be seen.
#[derive(Clone, Debug, PartialEq)]
pub enum Fit {
    /// All areas but those around.
    Areas,
    /// All pins.
    Pins,
    /// The whole globe.
    World,
}

/// What lies between the areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    Sea,
    Unknown,
}

/// Is there a bar that says how long a distance is?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    Bar,
    /// On a map of the world no one length is true everywhere.
    None,
}

/// What becomes of a small part of the map in which much of what it shows lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Crowds {
    /// It is drawn once more below the map, larger.
    DrawnAgain,
    Left,
}

/// Is it certain that something is there?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Sure,
    /// It is planned, or to be confirmed.
    Unsure,
}

/// A country, a province, a municipality.
#[derive(Clone, Debug)]
pub struct Area<'a> {
    pub shape: &'a Shape,
    pub fill: Fill,
    /// What is written into it where there is room: a line each.
    pub label: Vec<String>,
    /// All about it in a line; may be empty.
    pub told: String,
    /// Where a click leads; may be empty.
    pub href: String,
}

/// How an area is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Not what the map is about.
    Around,
    Plain,
    /// By the class of its value, of those in the legend.
    Class(usize),
    /// Its value is not reported.
    Missing,
    /// Something is somewhere in it, of this group if of one.
    Holding(Option<usize>, Standing),
    /// It is what the map is of, and other things may stand on it.
    Subject,
}

impl Fill {
    /// Is it named wherever there is room for its name?
    fn is_held(self) -> bool {
        matches!(self, Fill::Holding(..) | Fill::Subject)
    }
}

/// What colours mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Legend {
    /// What is measured; may be empty.
    pub unit: String,
    /// The classes of values, from the lowest.
    pub classes: Vec<String>,
    /// What hatched areas are; may be empty.
    pub missing: String,
    /// What areas are that hold something, where no group tells; may be empty.
    pub holding: String,
    /// What is not sure of some of the things: "planned"; may be empty.
    pub unsure: String,
    /// The groups of pins, in the order of their colours.
    pub groups: Vec<String>,
    /// What the lines are; may be empty.
    pub lines: String,
}

/// Something at a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    pub at: Point,
    /// What stands beside it; may be empty.
    pub label: String,
    /// The place's name, which stands beside several things of one place; may be empty.
    pub place: String,
    /// All about it in a line.
    pub told: String,
    /// Where a click leads; may be empty.
    pub href: String,
    /// Where a click on several things of its place leads; may be empty.
    pub list: String,
    /// Its position among the legend's groups.
    pub group: Option<usize>,
    pub standing: Standing,
}

/// A connection between two pins.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub from: usize,
    pub to: usize,
    pub count: usize,
    pub told: String,
}

/// A map that has been drawn, and what could not be shown on it.
#[derive(Clone, Debug, Default)]
pub struct Drawn {
    pub svg: String,
    /// The pins that lie outside of it.
    pub outside: Vec<usize>,
    /// How many marks stand for several pins.
    pub gathered: usize,
    /// How many marks and areas have no name because there is no room.
    pub unnamed: usize,
}

/// What a map is drawn on.
struct Sheet<'m> {
    map: &'m Map<'m>,
    words: &'m Words<'m>,
    width: Width,
    id: String,
    svg: Svg,
    frame: Frame,
    /// What of it is drawn again, larger: there it has its names and its links.
    again: Option<Rect>,
}

/// Draws a map for a width; `id` must be its own on the page, and both widths may be drawn under one.
pub fn draw(map: &Map, words: &Words, id: &str, width: Width) -> Drawn {
    let (id, across) = match width {
        Width::Narrow => (format!("{id}-narrow"), 340.0),
        Width::Wide => (format!("{id}-wide"), 720.0),
    };
    let mut svg = Svg::default();
    let top = legend::draw(&mut svg, map, &id, across);
    let laid = map.atlas.open(map.base, map.areas.iter().map(|area| area.shape).collect(), map.projection);
    let frame = Frame::of(map, &laid, Rect { x: 0.0, y: top, width: across, height: 0.0 });
    let closer = closer::find(map, &laid, &frame);
    let mut sheet = Sheet { map, words, width, id, svg, frame, again: closer.as_ref().map(|closer| closer.part) };
    let mut drawn = sheet.draw(&laid);
    let mut bottom = frame.rect.y + frame.rect.height;
    if let Some(closer) = closer {
        let larger = closer::draw(&mut sheet, &laid, &closer);
        drawn.gathered += larger.gathered;
        drawn.unnamed += larger.unnamed;
        bottom = closer.bottom();
    }
    Drawn { svg: sheet.finish(bottom), ..drawn }
}

/// How long a way is. Why not `hypot`: its last digits differ from machine to machine.
fn length(across: f64, down: f64) -> f64 {
    (across * across + down * down).sqrt()
}

impl Sheet<'_> {
    /// Draws what is seen through its frame.
    fn draw(&mut self, laid: &Sheets) -> Drawn {
        let areas = ground::draw(self, laid);
        let (marks, outside) = marks::gather(self);
        let mut room = Room::new(self.frame.rect, marks.iter().flat_map(marks::Mark::taken).collect());
        marks::draw(self, &marks);
        if let Some(locator) = self.map.locator.as_ref() {
            locator::draw(self, locator, (&areas, &mut room));
        }
        if self.map.scale == Scale::Bar {
            scale_bar::draw(self, &areas, &mut room);
        }
        let unnamed = names::draw(self, &marks, &mut room) + area_names::draw(self, &areas, &mut room);
        ground::draw_names(self, &areas, &mut room);
        let gathered = marks.iter().filter(|mark| mark.stands_for_several() && !self.is_drawn_again(mark.at)).count();
        Drawn { svg: String::new(), outside, gathered, unnamed }
    }

    /// Does a spot lie in what is drawn again, larger?
    fn is_drawn_again(&self, (x, y): Flat) -> bool {
        self.again.is_some_and(|part| (part.x..=part.x + part.width).contains(&x) && (part.y..=part.y + part.height).contains(&y))
    }

    fn finish(self, bottom: f64) -> String {
        let mut svg = Svg::default();
        let class = match self.width {
            Width::Narrow => "picture picture-narrow picture-map",
            Width::Wide => "picture picture-wide picture-map",
        };
        let view = format!("0 0 {} {}", self.frame.rect.width, Px(bottom.ceil()));
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let labels = format!("{title} {desc}");
        // What is a picture to a screen reader hides the links in it.
        let has_links = self.map.pins.iter().any(|pin| !pin.href.is_empty()) || self.map.areas.iter().any(|area| !area.href.is_empty());
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg".into()),
            ("class", class.into()),
            ("id", (&self.id).into()),
            ("viewBox", (&view).into()),
            ("role", if has_links { "group" } else { "img" }.into()),
            ("direction", "ltr".into()),
            ("aria-labelledby", (&labels).into()),
        ];
        svg.open("svg", &attributes);
        svg.words("title", &[("id", (&title).into())], &self.map.title);
        svg.words("desc", &[("id", (&desc).into())], &self.map.description);
        svg.append(self.svg);
        svg.close("svg");
        svg.finish()
    }
}

#[cfg(test)]
mod tests;

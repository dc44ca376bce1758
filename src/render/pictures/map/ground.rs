//! The areas of a map: laid flat, cut to the frame, coloured by their classes, and named where their names fit.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::labels::Room;
use super::super::sheet::{colour, hatch};
use super::super::svg::{Anchor, Rect};
use super::super::text;
use super::atlas::{Outline, Sheets};
use super::legend::shade;
use super::names::{LEADING, SIZE};
use super::outline::{clip, globe};
use super::simplify::{FINE, path};
use super::{Area, Fill, Flat, Ground, Projection, Sheet, Standing};

/// So far around the frame outlines go on, so that the cut is out of sight.
pub const BEYOND: f64 = 6.0;

/// Draws the areas, and returns their outlines as they are drawn, on the grid.
pub fn draw(sheet: &mut Sheet, laid: &Sheets) -> Arc<Vec<Outline>> {
    let outlines = laid.seen(&sheet.frame, BEYOND);
    let map = sheet.map;
    let clip = format!("{}-frame", sheet.id);
    sheet.svg.open("defs", &[]);
    sheet.svg.open("clipPath", &[("id", (&clip).into())]);
    sheet.svg.rect("map-frame", sheet.frame.rect);
    sheet.svg.close("clipPath");
    let has_missing = map.areas.iter().any(|area| area.fill == Fill::Missing);
    if has_missing || !map.legend.missing.is_empty() {
        hatch(&mut sheet.svg, &sheet.id, "unreported");
    }
    let unsure =
        map.areas.iter().filter_map(|area| if let Fill::Holding(group, Standing::Unsure) = area.fill { Some(group) } else { None });
    let unsure: BTreeSet<usize> = unsure.map(|group| group.unwrap_or(0)).collect();
    unsure.into_iter().for_each(|group| hatch(&mut sheet.svg, &sheet.id, &colour(group)));
    sheet.svg.close("defs");
    let clip = format!("url(#{clip})");
    sheet.svg.open("g", &[("clip-path", (&clip).into())]);
    draw_sea(sheet);
    let finer = format!("scale({})", 1.0 / FINE);
    sheet.svg.open("g", &[("class", "map-areas".into()), ("transform", finer.as_str().into()), ("fill-rule", "evenodd".into())]);
    for (area, outline) in map.areas.iter().zip(&*outlines).filter(|(_, outline)| !outline.rings.is_empty()) {
        draw_area(sheet, area, outline);
    }
    sheet.svg.close("g");
    sheet.svg.close("g");
    outlines
}

/// The sea, which on a map of the world is as round as the world.
fn draw_sea(sheet: &mut Sheet) {
    if sheet.map.ground != Ground::Sea {
        return;
    }
    let projection = sheet.map.projection;
    if matches!(projection, Projection::EqualArea { .. } | Projection::Conformal { .. }) {
        return sheet.svg.rect("map-sea", sheet.frame.rect);
    }
    let (low, high) = sheet.frame.corners(BEYOND);
    let ring = clip(globe(projection).into_iter().map(|spot| sheet.frame.at(spot)).collect(), low, high);
    let outline = path(&[ring.into_iter().map(|(x, y)| (x.round() as i32, y.round() as i32)).collect()]);
    sheet.svg.empty("path", &[("class", "map-sea".into()), ("d", (&outline).into())]);
}

fn draw_area(sheet: &mut Sheet, area: &Area, outline: &Outline) {
    let class = match area.fill {
        Fill::Around => "map-around".to_owned(),
        Fill::Plain => "map-land".to_owned(),
        Fill::Class(class) => format!("map-shade {}", shade(class, sheet.map.legend.classes.len())),
        Fill::Missing => "map-unreported unreported".to_owned(),
        Fill::Subject => "map-subject".to_owned(),
        Fill::Holding(group, Standing::Sure) => format!("map-holding {}", colour(group.unwrap_or(0))),
        Fill::Holding(group, Standing::Unsure) => format!("map-unsure {}", colour(group.unwrap_or(0))),
    };
    let hatched = match area.fill {
        Fill::Missing => Some("unreported".to_owned()),
        Fill::Holding(group, Standing::Unsure) => Some(colour(group.unwrap_or(0))),
        _ => None,
    };
    let pattern = hatched.map(|hatched| format!("url(#{}-hatch-{hatched})", sheet.id));
    // What is drawn again, larger, leads somewhere there: once is enough for those who go from link to link.
    let href = if middle(outline).is_some_and(|at| sheet.is_drawn_again(at)) { "" } else { &*area.href };
    match href {
        _ if area.told.is_empty() => {}
        "" => sheet.svg.open("g", &[]),
        href => sheet.svg.open("a", &[("href", href.into())]),
    }
    if !area.told.is_empty() {
        sheet.svg.words("title", &[], &area.told);
    }
    let inside = if outline.border.is_some() { format!("{class} map-open") } else { class.clone() };
    let mut attributes = vec![("class", (&inside).into()), ("d", (&outline.path).into())];
    attributes.extend(pattern.as_ref().map(|pattern| ("fill", pattern.into())));
    sheet.svg.empty("path", &attributes);
    if let Some(border) = &outline.border {
        let class = format!("{class} map-border");
        sheet.svg.empty("path", &[("class", (&class).into()), ("d", border.into())]);
    }
    if !area.told.is_empty() {
        sheet.svg.close(if href.is_empty() { "g" } else { "a" });
    }
}

/// Writes the names of areas into them where they fit, those of the largest first.
pub fn draw_names(sheet: &mut Sheet, outlines: &[Outline], room: &mut Room) {
    let map = sheet.map;
    let named = map.areas.iter().zip(outlines).filter(|(area, _)| !area.label.is_empty() && !area.fill.is_held());
    let mut named: Vec<(&Area, &Outline, Rect)> = named.filter_map(|(area, outline)| Some((area, outline, extent(outline)?))).collect();
    named.sort_by(|one, other| (other.2.width * other.2.height).total_cmp(&(one.2.width * one.2.height)));
    sheet.svg.open("g", &[("aria-hidden", "true".into())]);
    for (area, outline, extent) in named {
        // The name alone may fit where name and value do not.
        let mut ways = (1..=area.label.len()).rev().map(|count| &area.label[..count]);
        let Some((lines, place)) = ways.find_map(|lines| Some((lines, place_in(outline, extent, lines, room)?))) else { continue };
        let class = match area.fill {
            Fill::Class(class) => format!("map-name label-on {}", shade(class, map.legend.classes.len())),
            _ => "map-name map-name-area".to_owned(),
        };
        for (line, words) in lines.iter().enumerate() {
            let class = if line > 0 { format!("{class} map-value") } else { class.clone() };
            let foot = place.y + LEADING * (line as f64 + 0.78);
            sheet.svg.text(&class, Anchor::Middle, (place.x + place.width / 2.0, foot), words);
        }
    }
    sheet.svg.close("g");
}

/// Where some lines fit into an outline, the nearest to its middle.
pub fn place_in(outline: &Outline, extent: Rect, lines: &[String], room: &mut Room) -> Option<Rect> {
    const STEPS: i32 = 12;
    let width = lines.iter().map(|line| text::width(line, SIZE) * 1.06).fold(0.0, f64::max) + 4.0;
    let height = lines.len() as f64 * LEADING;
    let (across, down) = (extent.width - width, extent.height - height);
    if across < 0.0 || down < 0.0 {
        return None;
    }
    let mut steps: Vec<(i32, i32)> = (0..=STEPS).flat_map(|x| (0..=STEPS).map(move |y| (x, y))).collect();
    let from_middle = |(x, y): &(i32, i32)| (2 * x - STEPS).pow(2) + (2 * y - STEPS).pow(2);
    steps.sort_by_key(|step| (from_middle(step), *step));
    let share = |step: i32| f64::from(step) / f64::from(STEPS);
    let places = steps.into_iter().map(|(x, y)| Rect { x: extent.x + across * share(x), y: extent.y + down * share(y), width, height });
    let mut inside = places.filter(|place| lies_in(place, outline));
    inside.find_map(|place| room.find([place]))
}

/// Those of some rectangles that lie on none of the areas that the map is about, and behind them those that lie on some.
pub fn off_land(sheet: &Sheet, outlines: &[Outline], places: [Rect; 4]) -> Vec<Rect> {
    let about = sheet.map.areas.iter().zip(outlines).filter(|(area, _)| area.fill != Fill::Around).map(|(_, outline)| outline);
    let steps = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    let covered = |place: &Rect| {
        let under: Vec<&Outline> = about.clone().filter(|outline| outline.boxes().any(|ends| touches(place, ends))).collect();
        let spots = steps.iter().flat_map(|across| steps.map(|down| (place.x + place.width * across, place.y + place.height * down)));
        spots.filter(|spot| under.iter().any(|outline| outline.holds(*spot))).count()
    };
    let mut counted: Vec<(usize, Rect)> = places.iter().map(|place| (covered(place), *place)).collect();
    counted.sort_by_key(|(covered, _)| *covered);
    counted.into_iter().map(|(_, place)| place).collect()
}

/// Does a rectangle touch the box between two corners?
pub fn touches(Rect { x, y, width, height }: &Rect, (low, high): (Flat, Flat)) -> bool {
    low.0 <= x + width && high.0 >= *x && low.1 <= y + height && high.1 >= *y
}

/// The box around the largest ring of an outline.
pub fn extent(outline: &Outline) -> Option<Rect> {
    let boxes = outline.boxes().map(|((left, top), (right, bottom))| Rect { x: left, y: top, width: right - left, height: bottom - top });
    boxes.max_by(|one, other| (one.width * one.height).total_cmp(&(other.width * other.height)))
}

/// A spot well inside an outline, as far as a coarse search finds one.
pub fn middle(outline: &Outline) -> Option<Flat> {
    let extent = extent(outline)?;
    let around = |(x, y): Flat, far: f64| Rect { x: x - far, y: y - far, width: 2.0 * far, height: 2.0 * far };
    let centre = (extent.x + extent.width / 2.0, extent.y + extent.height / 2.0);
    let shares = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8];
    let mut spots = shares.iter().flat_map(|x| shares.map(|y| (extent.x + extent.width * x, extent.y + extent.height * y)));
    let far = extent.width.min(extent.height) / 8.0;
    spots.find(|spot| lies_in(&around(*spot, far), outline)).or_else(|| spots.find(|spot| outline.holds(*spot))).or(Some(centre))
}

/// Does a rectangle lie inside an outline, as far as nine of its points tell?
pub fn lies_in(Rect { x, y, width, height }: &Rect, outline: &Outline) -> bool {
    let shares = [0.0, 0.5, 1.0];
    shares.iter().flat_map(|across| shares.map(|down| (x + width * across, y + height * down))).all(|spot| outline.holds(spot))
}

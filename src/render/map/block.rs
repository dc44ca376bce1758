//! A map as templates have it.

use serde::Serialize;
use tera::Value;

use super::things::Thing;
use super::{Links, Subject, Where};
use crate::registry::view::map::MapView;
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::embed::template;
use crate::render::html::Html;
use crate::render::pictures::Width;
use crate::render::pictures::map::Drawn;
use crate::render::reading::{self, ReadingView};
use crate::render::view::{FileView, Placed};

#[derive(Serialize)]
struct MapBlock {
    id: String,
    files: Vec<FileView>,
    title: String,
    caption: String,
    /// What the drawing leaves out.
    remarks: Vec<String>,
    wide_html: Html,
    narrow_html: Html,
    attribution: String,
    places: Vec<PlaceView>,
    areas: Vec<AreaView>,
    /// What has no place, or none on this map.
    off: Vec<ThingView>,
    groups: bool,
    /// Is there anything of which it is not sure?
    is_any_unsure: bool,
    /// Where the values come from.
    readings: Vec<ReadingView>,
}

/// A place of the table with everything that is there.
#[derive(Serialize)]
struct PlaceView {
    anchor: String,
    name: String,
    url: String,
    things: Vec<ThingView>,
}

#[derive(Serialize)]
struct ThingView {
    title: String,
    url: String,
    of: String,
    kind: String,
    group: String,
    /// What is not sure of it; empty where nothing is.
    unsure: String,
    /// Why it is not on the map; empty where it is.
    why: String,
}

#[derive(Serialize)]
struct AreaView {
    name: String,
    url: String,
    value: String,
    class: String,
}

/// Writes a `map` view.
pub fn write(window: &Window, apparatus: &mut Apparatus, placed: Placed, view: &MapView) -> String {
    of_subject(window, apparatus, placed, (view, &Subject::of(window, view)))
}

/// Writes what has been found for a view.
pub fn of_subject(window: &Window, apparatus: &mut Apparatus, placed: Placed, (view, subject): (&MapView, &Subject)) -> String {
    let wide = subject.draw(window, (&placed.id, Links::Own), Width::Wide);
    let narrow = subject.draw(window, (&placed.id, Links::Own), Width::Narrow);
    let thing = |thing: &Thing| thing_view(window, subject, thing);
    let place = |things: Vec<&Thing>| PlaceView {
        anchor: format!("{}-place-{}", placed.id, things[0].row + 1),
        name: things[0].place_name.clone(),
        url: things[0].place_url.clone(),
        things: things.into_iter().map(thing).collect(),
    };
    let shading = subject.shading.as_ref();
    let areas = shading.map_or_else(Vec::new, |shading| shading.rows(window, &subject.base));
    let figure = shading.and_then(|shading| Some((window.figure(shading.figure?)?, &shading.shown)));
    let lost = shading.into_iter().flat_map(|shading| &shading.lost).map(|value| ThingView {
        title: value.name.clone(),
        url: value.url.clone(),
        of: String::new(),
        kind: String::new(),
        group: String::new(),
        unsure: String::new(),
        why: value.words.clone(),
    });
    let block = MapBlock {
        remarks: remarks(window, &wide),
        attribution: subject.attribution(window).unwrap_or_default(),
        places: subject.things.places().into_iter().map(place).collect(),
        areas: areas.into_iter().map(|row| AreaView { name: row.name, url: row.url, value: row.value, class: row.class }).collect(),
        off: subject.things.off_the_map().map(thing).chain(lost).collect(),
        groups: !subject.things.groups.is_empty(),
        is_any_unsure: subject.things.on_the_map().any(|thing| !thing.unsure.is_empty()),
        readings: figure.map_or_else(Vec::new, |(figure, shown)| reading::rows(window, apparatus, figure, shown)),
        title: if view.shared.title.is_some() || figure.is_some() { subject.title.clone() } else { String::new() },
        caption: subject.caption.clone(),
        wide_html: wide.svg.into(),
        narrow_html: narrow.svg.into(),
        files: placed.files,
        id: placed.id,
    };
    template(window, "views/map.html", [("view", Value::from_serializable(&block))])
}

fn thing_view(window: &Window, subject: &Subject, thing: &Thing) -> ThingView {
    let strings = window.formats().strings();
    let why = match thing.place {
        Where::At(_) | Where::Somewhere(_) => String::new(),
        Where::Beyond(_) => strings.get("map-somewhere", &[("place", (&thing.place_name).into())]),
        Where::Nowhere => strings.get("map-nowhere", &[]),
    };
    ThingView {
        title: thing.title.clone(),
        url: thing.url.clone(),
        of: thing.of.clone(),
        kind: thing.kind.clone(),
        group: thing.group.and_then(|group| subject.things.groups.get(group)).cloned().unwrap_or_default(),
        unsure: thing.unsure.clone(),
        why,
    }
}

/// What a drawing could not show, which the table has.
pub fn remarks(window: &Window, drawn: &Drawn) -> Vec<String> {
    let strings = window.formats().strings();
    let counts = [("map-gathered", drawn.gathered), ("map-unnamed", drawn.unnamed), ("map-outside", drawn.outside.len())];
    let told = counts.iter().filter(|(_, count)| *count > 0);
    told.map(|(key, count)| strings.get(key, &[("count", (*count as i64).into())])).collect()
}

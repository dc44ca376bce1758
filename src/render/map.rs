//! A `map` view: from what it asks for to its drawing, its table, and what is said of what it leaves out.
//!
//! `things` finds out where things are, `shade` what the areas are shaded by, `layout` how the globe is laid flat and what must be seen;
//! `block` is what templates are given. The drawing itself is in `pictures::map`.

mod block;
mod layout;
pub mod place;
mod shade;
mod things;

pub use block::{remarks, write};
pub use shade::{Shaded, Shading};
pub use things::{Thing, Things, Where};

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ask::Window;
use super::card::in_language;
use super::pictures::map::{Area, Crowds, Drawn, Fill, Fit, Ground, Legend, Line, Locator, Map, Pin, Scale, Standing, draw};
use super::pictures::{Width, Words};
use crate::diag::{FileId, Span};
use crate::registry::EntityId;
use crate::registry::figure;
use crate::registry::figure::shape::Wanted;
use crate::registry::geo::{AreaId, BaseMap, MapId, Mark};
use crate::registry::view::map::{Inset, Label, MapView};
use layout::Layout;

/// Everything that a map shows, found and put into the page's language.
pub struct Subject {
    pub base: Arc<BaseMap>,
    pub title: String,
    pub caption: String,
    pub things: Things,
    pub shading: Option<Shading>,
    layout: Layout,
    around: Option<Arc<BaseMap>>,
    label: Label,
    crowds: Crowds,
}

/// An area that is named on a map where there are no more of them than this.
const MOST_NAMED: usize = 12;

impl Subject {
    /// Finds everything that a view asks for.
    pub fn of(window: &Window, view: &MapView) -> Subject {
        let marks = things::marks(window, view);
        Subject::on(window, view, (marks, None))
    }

    /// Puts marks on a base map, or where none is given on the one that suits them.
    fn on(window: &Window, view: &MapView, (marks, base): (Vec<Mark>, Option<MapId>)) -> Subject {
        let base = match base {
            Some(base) => window.base_map(base).clone(),
            None => layout::base(window, view, &things::with_ends(window, view, &marks)),
        };
        let shading = view.shade.as_ref().and_then(|shade| Shading::of(window, shade, &base, &marks));
        let counts = shading.as_ref().is_some_and(|shading| shading.figure.is_none());
        let things = Things::of(window, view, &base, if counts { Vec::new() } else { marks });
        let layout = Layout::of(view, &base, (&things, shading.as_ref()));
        let text = |text: &Option<_>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
        let wants_inset = match view.inset {
            Inset::Shown => true,
            Inset::Hidden => false,
            Inset::Auto => layout.is_local,
        };
        let around = wants_inset.then(|| layout::around(window, layout.centre)).flatten();
        Subject {
            title: title(window, view),
            caption: text(&view.shared.caption),
            base,
            things,
            shading,
            layout,
            around,
            label: view.label.clone(),
            crowds: if view.inset == Inset::Hidden { Crowds::Left } else { Crowds::DrawnAgain },
        }
    }

    /// What shades a map by a figure where one that the site names has all of its places; `None` where none has.
    pub fn of_figure(window: &Window, id: EntityId, wanted: &Wanted) -> Option<Subject> {
        let maps = window.ground().maps;
        let is_named = |map: MapId| maps.all().any(|(known, file)| known == map && !file.file.is_empty());
        if !maps.all().any(|(map, _)| is_named(map)) {
            return None;
        }
        let figure = window.figure(id)?;
        let mut abouts: Vec<EntityId> =
            figure.observations.iter().filter(|seen| wanted.takes(seen)).map(|seen| seen.about).collect::<Option<_>>()?;
        abouts.sort_unstable();
        abouts.dedup();
        let base = window.base_with(&abouts).filter(|base| is_named(*base))?;
        if abouts.iter().any(|about| window.area_of(window.base_map(base), *about).is_none()) {
            return None;
        }
        let view = MapView::shaded_by(id, wanted.clone(), Span::start_of(FileId(0)));
        Some(Subject::on(window, &view, (Vec::new(), Some(base))))
    }

    /// Draws it for a width. Without links, where it is a file of its own.
    pub fn draw(&self, window: &Window, (id, links): (&str, Links), width: Width) -> Drawn {
        let mut map = self.map(window, id);
        if links == Links::None {
            map.pins.iter_mut().for_each(|pin| (pin.href, pin.list) = Default::default());
            map.areas.iter_mut().for_each(|area| area.href = String::new());
        }
        draw(&map, &Words { formats: window.formats(), unit: None, scale: figure::Scale::Ones }, id, width)
    }

    /// What its owner wants to be said of the base map.
    pub fn attribution(&self, window: &Window) -> Option<String> {
        let attribution = in_language(self.base.attribution.as_ref()?, window.language);
        Some(window.formats().strings().get("map-attribution", &[("attribution", attribution.into())]))
    }

    /// What is seen, in a sentence or two.
    pub fn description(&self, window: &Window) -> String {
        let told = self.shading.iter().map(|shading| shading.description(window, &self.base)).chain([self.things.description(window)]);
        told.filter(|told| !told.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn map<'a>(&'a self, window: &'a Window, id: &str) -> Map<'a> {
        let shading = self.shading.as_ref();
        let legend = shading.map_or_else(Legend::default, |shading| shading.legend(window));
        let groups = self.things.groups.clone();
        let has_holders = self.things.all.iter().any(|thing| matches!(thing.place, Where::Somewhere(_)) && !thing.is_subject);
        let strings = window.formats().strings();
        let holding = if has_holders && groups.is_empty() { strings.get("map-holding", &[]) } else { String::new() };
        let is_world = self.layout.is_world();
        Map {
            title: self.title.clone(),
            description: self.description(window),
            projection: self.layout.projection,
            fit: self.layout.fit.clone(),
            atlas: window.atlas(),
            base: &self.base.name,
            areas: self.areas(window),
            ground: if layout::has_sea(&self.base.name) { Ground::Sea } else { Ground::Unknown },
            legend: Legend {
                groups,
                holding,
                unsure: self.things.unsure_in_words(window),
                lines: self.things.lines_in_words.clone(),
                ..legend
            },
            pins: self.things.all.iter().filter_map(|thing| thing.pin(id)).collect(),
            lines: self.lines(),
            scale: if is_world { Scale::None } else { Scale::Bar },
            locator: self.around.as_ref().map(|around| Locator {
                name: &around.name,
                shapes: around.areas.iter().map(|area| &area.shape).collect(),
                centre: self.layout.centre,
            }),
            crowds: self.crowds,
        }
    }

    fn areas(&self, window: &Window) -> Vec<Area<'_>> {
        let mut held: BTreeMap<AreaId, Vec<&things::Thing>> = BTreeMap::new();
        for thing in &self.things.all {
            if let Where::Somewhere(area) = thing.place {
                held.entry(area).or_default().push(thing);
            }
        }
        let all = (0..self.base.areas.len() as u32).map(AreaId);
        let mut areas: Vec<Area> = all.map(|id| self.area(window, id, held.get(&id).map_or(&[], Vec::as_slice))).collect();
        if self.layout.fit == Fit::Areas && areas.iter().all(|area| area.fill == Fill::Around) {
            areas.iter_mut().for_each(|area| area.fill = Fill::Plain);
        }
        areas
    }

    fn area(&self, window: &Window, id: AreaId, held: &[&things::Thing]) -> Area<'_> {
        let area = self.base.area(id);
        let name = in_language(&area.name, window.language).to_owned();
        let shaded = match &self.shading {
            Some(shading) => shading.area(window, id, &name),
            None if !held.is_empty() => holding(&name, held),
            None => {
                let label = if self.base.areas.len() <= MOST_NAMED { vec![name] } else { Vec::new() };
                Shaded { fill: Fill::Plain, label, told: String::new(), href: String::new() }
            }
        };
        let mut label = if self.label == Label::None { Vec::new() } else { shaded.label };
        label.retain(|line| !line.is_empty());
        Area { shape: &area.shape, fill: shaded.fill, label, told: shaded.told, href: shaded.href }
    }

    /// The lines between those that have a point.
    fn lines(&self) -> Vec<Line> {
        let mut pins = vec![None; self.things.all.len()];
        let points = self.things.all.iter().enumerate().filter(|(_, thing)| matches!(thing.place, Where::At(_)));
        points.enumerate().for_each(|(pin, (at, _))| pins[at] = Some(pin));
        let line = |line: &things::Joined| {
            let told = format!("{} – {}", self.things.all[line.from].title, self.things.all[line.to].title);
            Some(Line { from: pins[line.from]?, to: pins[line.to]?, count: 1, told })
        };
        self.things.lines.iter().filter_map(line).collect()
    }
}

/// An area somewhere in which things are.
fn holding(name: &str, held: &[&things::Thing]) -> Shaded {
    let names: Vec<String> = held.iter().filter(|thing| !thing.is_subject).map(|thing| thing.with_status()).collect();
    // The area's own name says more in less room than those of things that are not at that spot.
    let mut labels: Vec<&str> = held.iter().map(|thing| if thing.label == thing.title { name } else { &*thing.label }).collect();
    labels.retain(|label| !label.is_empty());
    labels.dedup();
    let is_subject = held.iter().all(|thing| thing.is_subject);
    let sure = if held.iter().all(|thing| !thing.unsure.is_empty()) { Standing::Unsure } else { Standing::Sure };
    let group = held[0].group.filter(|group| held.iter().all(|thing| thing.group == Some(*group)));
    Shaded {
        fill: if is_subject { Fill::Subject } else { Fill::Holding(group, sure) },
        label: vec![labels.join(", ")],
        told: if names.is_empty() { name.to_owned() } else { format!("{name}: {}", names.join("; ")) },
        href: if let [one] = held { one.url.clone() } else { String::new() },
    }
}

/// Do the marks of a drawing lead anywhere?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// To pages of the site, and to the table below the map.
    Own,
    None,
}

impl things::Thing {
    fn pin(&self, id: &str) -> Option<Pin> {
        let Where::At(at) = self.place else { return None };
        let place = if self.place_name.is_empty() || self.place_name == self.title { String::new() } else { self.place_name.clone() };
        let told = [&*self.with_status(), &*self.of, &*place].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        Some(Pin {
            at,
            label: self.label.clone(),
            place: self.place_name.clone(),
            told,
            href: self.url.clone(),
            list: format!("#{id}-place-{}", self.row + 1),
            group: self.group,
            standing: if self.unsure.is_empty() { Standing::Sure } else { Standing::Unsure },
        })
    }

    /// Its title, and what is not sure of it.
    fn with_status(&self) -> String {
        if self.unsure.is_empty() { self.title.clone() } else { format!("{} ({})", self.title, self.unsure) }
    }
}

/// What a map is called where its editor does not say: by its figure, else by the kinds of what is on it.
fn title(window: &Window, view: &MapView) -> String {
    use crate::registry::view::map::ShadeBy;
    if let Some(title) = &view.shared.title {
        return in_language(title, window.language).to_owned();
    }
    if let Some(ShadeBy::Figure(figure, _)) = view.shade.as_ref().map(|shade| &shade.by) {
        return window.card(*figure).title.to_string();
    }
    let kinds = view.query.iter().flat_map(|query| &query.of);
    let names: Vec<String> = kinds.map(|kind| in_language(&window.kinds().kind(*kind).plural, window.language).to_owned()).collect();
    window.formats().list(&names)
}

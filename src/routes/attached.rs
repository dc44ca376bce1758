//! What can be taken away of the views of a text: files that lie beside the page of its document.

use super::{Address, Output, Own, What, address};
use crate::diag::Report;
use crate::registry::kind::{Nature, Pages};
use crate::registry::language::LanguageId;
use crate::registry::view::schedule::{Part, ScheduleView};
use crate::registry::view::{self, Understood};
use crate::registry::{EntityId, Site};
use crate::syntax::markdown::Body;

/// A form in which a view can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Attached {
    /// The drawing, with its title and its sources in it.
    Picture,
    /// What is shown, as rows.
    Table,
    /// Points, lines and areas as GeoJSON.
    Places,
    /// Nodes and edges as GraphML.
    Graph,
    /// Dates as iCalendar.
    Calendar,
}

impl Attached {
    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Attached::Picture => "svg",
            Attached::Table => "csv",
            Attached::Places => "geojson",
            Attached::Graph => "graphml",
            Attached::Calendar => "ics",
        }
    }

    /// What such files are called where they are offered.
    pub fn title(self) -> &'static str {
        match self {
            Attached::Picture => "SVG",
            Attached::Table => "CSV",
            Attached::Places => "GeoJSON",
            Attached::Graph => "GraphML",
            Attached::Calendar => "iCalendar",
        }
    }

    /// What a view of this name can be taken away as.
    pub fn of_view(name: &str) -> &'static [Attached] {
        match name {
            "chart" | "timeline" => &[Attached::Picture, Attached::Table],
            "map" => &[Attached::Picture, Attached::Table, Attached::Places],
            "network" => &[Attached::Picture, Attached::Table, Attached::Graph],
            "schedule" => &[Attached::Table, Attached::Calendar],
            "cards" | "landscape" | "table" | "tree" => &[Attached::Table],
            _ => &[],
        }
    }
}

/// Where a text is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Home {
    /// Whose text it is.
    pub entity: EntityId,
    /// In which chapter, by its position; in none where it is the thing's own text.
    pub chapter: Option<usize>,
}

/// A view on the page of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    pub home: Home,
    pub view: Which,
}

/// Which of the views on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Which {
    /// One that an editor has written, by its position among the views of its text.
    Written(usize),
    /// One that the page draws by itself.
    Own(Own),
}

/// Where a file of a view lies.
pub fn address(site: &Site, Home { entity, chapter }: Home, anchor: &str, file: Attached, language: LanguageId) -> Address {
    let chapter = chapter.and_then(|at| site.entity(entity).chapters.get(at));
    let before = chapter.map_or(String::new(), |chapter| format!("{}-", chapter.name));
    address::below_entity(site, entity, language, &format!("{before}{anchor}.{}", file.ending()))
}

/// The views on the page of a thing as readers of a language have it: where each stands, its name and its anchor.
fn views(site: &Site, entity: EntityId, language: LanguageId) -> impl Iterator<Item = (Spot, &str, &str)> {
    let thing = site.entity(entity);
    let own = thing.body.iter().map(|body| (None, body));
    let chapters = thing.chapters.iter().enumerate().map(|(at, chapter)| (Some(at), &chapter.body));
    let written = own.chain(chapters).flat_map(move |(chapter, body)| {
        let (_, body) = body.read_in(language);
        body.views()
            .into_iter()
            .enumerate()
            .map(move |(at, (name, anchor))| (Spot { home: Home { entity, chapter }, view: Which::Written(at) }, name, anchor))
    });
    let own = Own::of(site, entity).into_iter().map(move |own| {
        let (name, anchor) = own.names();
        (Spot { home: Home { entity, chapter: None }, view: Which::Own(own) }, name, anchor)
    });
    written.chain(own)
}

/// Is there anything that a calendar of a view could hold? Only of schedules this is asked, so that no other text is compiled for it.
fn has_dates(site: &Site, Spot { home, view }: Spot, language: LanguageId) -> bool {
    let thing = site.entity(home.entity);
    let target = |relation| site.relations.get(relation).to;
    let Which::Written(at) = view else {
        return ScheduleView::whole(Part::Programme).has_dates(&site.kinds, thing, &target);
    };
    let text = match home.chapter {
        None => thing.body.as_ref(),
        Some(at) => thing.chapters.get(at).map(|chapter| &chapter.body),
    };
    let written = text.and_then(|text| Body::views(text.read_in(language).1).nth(at));
    match written.and_then(|written| view::read(written, &site.ground(), &mut Report::default())) {
        Some(Understood::Schedule(schedule)) => {
            let event = schedule.event.map_or(home.entity, |(event, _)| event);
            schedule.has_dates(&site.kinds, site.entity(event), &target)
        }
        _ => false,
    }
}

/// Adds the files of all views.
pub fn add(site: &Site, language: LanguageId, outputs: &mut Vec<Output>) {
    for (kind, _) in site.kinds.all().filter(|(_, kind)| kind.pages != Pages::None && kind.nature != Nature::Source) {
        for entity in site.of_kind(kind) {
            for (spot, name, anchor) in views(site, entity, language) {
                let files = match spot.view {
                    Which::Written(_) => Attached::of_view(name),
                    Which::Own(own) => own.files(),
                };
                let is_offered = |file: &&Attached| **file != Attached::Calendar || has_dates(site, spot, language);
                for file in files.iter().filter(is_offered) {
                    let path = address(site, spot.home, anchor, *file, language).file().into();
                    let what = What::Attached { spot, file: *file, language };
                    outputs.push(Output { path, what, span: site.entity(entity).span });
                }
            }
        }
    }
}

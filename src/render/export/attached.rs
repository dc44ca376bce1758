//! What lies beside a page for a view on it: the view is read again, and says itself what is in its files.

use super::csv::Csv;
use super::{figure, in_page, map, picture};
use crate::diag::Report;
use crate::registry::EntityId;
use crate::registry::figure::shape::Shape;
use crate::registry::view::chart::ChartView;
use crate::registry::view::network::NetworkView;
use crate::registry::view::schedule::{Part, ScheduleView};
use crate::registry::view::timeline::TimelineView;
use crate::registry::view::{self, Understood};
use crate::render::ask::Window;
use crate::render::body::version;
use crate::render::map::{Links, Subject, place};
use crate::render::pictures::{self, Width};
use crate::render::view::rows_of;
use crate::render::{chart, landscape, network, schedule, timeline};
use crate::routes::{Attached, Home, Listed, Own, Spot, Which};
use crate::syntax::markdown::Body;
use crate::syntax::view::View;

/// A file of a view; empty where the view is at fault, which a check reports.
pub fn attached(window: &Window, spot: Spot, file: Attached) -> Vec<u8> {
    let bytes = match spot.view {
        Which::Written(at) => written(window, spot.home, at, file),
        Which::Own(own) => drawn_by_itself(window, spot.home.entity, own, file),
    };
    bytes.unwrap_or_default()
}

fn written(window: &Window, home: Home, at: usize, file: Attached) -> Option<Vec<u8>> {
    let view = find(window, home, at)?;
    let page = Listed::Entity(home.entity);
    match view::read(view, &window.ground(), &mut Report::default())? {
        Understood::Things(drawn) => rows_alone(file, |row| rows_of(window, &drawn, row)),
        Understood::Landscape(shown) => rows_alone(file, |row| landscape::rows(window, &shown, row)),
        Understood::Chart(chart) => of_chart(window, page, &chart, file),
        Understood::Map(map) => of_map(window, page, &Subject::of(window, &map), file),
        Understood::Network(network) => of_network(window, page, &network, file),
        Understood::Schedule(schedule) => of_schedule(window, &schedule, schedule::event_of(window, &schedule, view)?, file),
        Understood::Timeline(view) => of_timeline(window, page, &view, file),
    }
}

fn drawn_by_itself(window: &Window, entity: EntityId, own: Own, file: Attached) -> Option<Vec<u8>> {
    let page = Listed::Entity(entity);
    match own {
        Own::History => of_history(window, entity, file),
        Own::Map => {
            let (_, subject) = place::of(window, entity);
            of_map(window, page, &subject, file)
        }
        Own::Neighbourhood => of_network(window, page, &NetworkView::neighbourhood(entity), file),
        Own::Dates => of_schedule(window, &ScheduleView::whole(Part::Programme), entity, file),
        Own::Schedule(part) => of_schedule(window, &ScheduleView::whole(part), entity, file),
    }
}

/// The file of a view that gives rows and nothing else.
fn rows_alone(file: Attached, rows: impl FnOnce(&mut dyn FnMut(Vec<String>))) -> Option<Vec<u8>> {
    (file == Attached::Table).then(|| table(rows))
}

/// Rows as CSV, the headings first.
fn table(rows: impl FnOnce(&mut dyn FnMut(Vec<String>))) -> Vec<u8> {
    let mut csv: Option<Csv> = None;
    rows(&mut |cells| match &mut csv {
        None => csv = Some(Csv::new(&cells.iter().map(|cell| &**cell).collect::<Vec<_>>())),
        Some(csv) => {
            cells.iter().for_each(|cell| csv.text(cell));
            csv.end_row();
        }
    });
    csv.map(Csv::finish).unwrap_or_default()
}

fn of_chart(window: &Window, page: Listed, view: &ChartView, file: Attached) -> Option<Vec<u8>> {
    match file {
        Attached::Picture => Some(chart_picture(window, page, view)),
        Attached::Table => Some(chart_table(window, view)),
        Attached::Places | Attached::Graph | Attached::Calendar => None,
    }
}

fn of_map(window: &Window, page: Listed, subject: &Subject, file: Attached) -> Option<Vec<u8>> {
    match file {
        Attached::Picture => Some(map::picture(window, page, subject)),
        Attached::Table => Some(map::table(window, subject)),
        Attached::Places => Some(map::places(window, subject)),
        Attached::Graph | Attached::Calendar => None,
    }
}

fn of_network(window: &Window, page: Listed, view: &NetworkView, file: Attached) -> Option<Vec<u8>> {
    match file {
        Attached::Table => Some(table(|row| network::rows_of(window, view, row))),
        Attached::Graph => Some(network::graphml(window, view)),
        Attached::Picture => {
            let network::Picture { title, description, svg, remarks, sources } = network::picture(window, view);
            let caption = view.shared.caption.iter().map(|caption| in_page(window, caption).to_owned());
            let foot = caption.chain(picture::attributions(window, &sources)).collect();
            let drawn = picture::Drawn { title: &title, description: &description, svg: &svg, remarks: &remarks, foot };
            Some(picture::drawing(window, page, drawn))
        }
        Attached::Places | Attached::Calendar => None,
    }
}

fn of_schedule(window: &Window, view: &ScheduleView, event: EntityId, file: Attached) -> Option<Vec<u8>> {
    match file {
        Attached::Table => Some(schedule::table(window, view, event)),
        Attached::Calendar => Some(schedule::calendar(window, view, event)),
        Attached::Picture | Attached::Places | Attached::Graph => None,
    }
}

fn timeline_picture(window: &Window, at: Listed, made: &timeline::Made, foot: Vec<String>) -> Vec<u8> {
    let svg = made.drawing.as_ref().map(|drawing| pictures::timeline::draw(drawing, window.formats(), "timeline", Width::Wide));
    let nothing = || window.formats().strings().get("timeline-none", &[]);
    let drawn = picture::Drawn {
        title: &made.title,
        description: &made.drawing.as_ref().map_or_else(nothing, |drawing| drawing.description.clone()),
        svg: &svg.unwrap_or_default(),
        remarks: &made.remarks,
        foot,
    };
    picture::drawing(window, at, drawn)
}

fn of_timeline(window: &Window, page: Listed, view: &TimelineView, file: Attached) -> Option<Vec<u8>> {
    match file {
        Attached::Picture => {
            let caption = view.shared.caption.iter().map(|caption| in_page(window, caption).to_owned());
            Some(timeline_picture(window, page, &timeline::of(window, view), caption.collect()))
        }
        Attached::Table => Some(table(|row| timeline::rows_of(window, &timeline::found(window, view), row))),
        Attached::Places | Attached::Graph | Attached::Calendar => None,
    }
}

fn of_history(window: &Window, entity: EntityId, file: Attached) -> Option<Vec<u8>> {
    match file {
        Attached::Picture => Some(timeline_picture(window, Listed::Entity(entity), &timeline::of_history(window, entity)?, Vec::new())),
        Attached::Table => {
            let found = timeline::found_in_history(window, entity)?;
            Some(table(|row| timeline::rows_of(window, &found, row)))
        }
        Attached::Places | Attached::Graph | Attached::Calendar => None,
    }
}

fn chart_table(window: &Window, view: &ChartView) -> Vec<u8> {
    let subject = chart::Subject::of(window, view);
    let wanted = |figure| Shape::wanted(figure, &view.wanted);
    let named = subject.named.iter().map(|(id, figure)| (Some(*id), *figure, wanted(figure)));
    let rows: Vec<_> = named.chain(subject.counted.iter().map(|figure| (None, figure, wanted(figure)))).collect();
    figure::rows(window, &rows)
}

/// The view that stands somewhere in a thing's texts, as readers of the page's language have them.
fn find(window: &Window, home: Home, at: usize) -> Option<&View> {
    let thing = window.thing(home.entity);
    let body = match home.chapter {
        None => thing.body.as_ref()?,
        Some(at) => &thing.chapters.get(at)?.body,
    };
    let (body, _) = version(body, window);
    Body::views(body).nth(at)
}

fn chart_picture(window: &Window, at: Listed, view: &ChartView) -> Vec<u8> {
    let subject = chart::Subject::of(window, view);
    let figures = subject.figures();
    let Some(drawing) = chart::drawing(window, &figures, view, &subject.title) else {
        return picture::numbers_of(window, at, &subject, &view.wanted);
    };
    let mut sources: Vec<EntityId> = subject.named.iter().flat_map(|(id, _)| figure::sources(window, *id)).collect();
    let mut known = std::collections::BTreeSet::new();
    sources.retain(|source| known.insert(*source));
    let drawn = picture::Drawn {
        title: &subject.title,
        description: &drawing.description(window),
        svg: &drawing.draw(window, ("chart", Links::None), Width::Wide),
        remarks: &drawing.remarks,
        foot: view
            .caption
            .iter()
            .map(|caption| in_page(window, caption).to_owned())
            .chain(picture::attributions(window, &sources))
            .collect(),
    };
    picture::drawing(window, at, drawn)
}

//! What lies beside a page for a view on it: the view is read again, and says itself what is in its files.

use super::csv::Csv;
use super::{figure, in_page, map, picture};
use crate::diag::Report;
use crate::registry::EntityId;
use crate::registry::figure::shape::Shape;
use crate::registry::view::chart::ChartView;
use crate::registry::view::{self, Understood};
use crate::render::ask::Window;
use crate::render::body::version;
use crate::render::chart;
use crate::render::landscape;
use crate::render::map::{Links, Subject, place};
use crate::render::pictures::Width;
use crate::render::view::rows_of;
use crate::routes::{Attached, Home, Listed, Own, Spot, Which};
use crate::syntax::markdown::Body;
use crate::syntax::view::View;

/// A file of a view; empty where the view is at fault, which a check reports.
pub fn attached(window: &Window, spot: Spot, file: Attached) -> Vec<u8> {
    match spot.view {
        Which::Written(at) => written(window, spot.home, at, file).unwrap_or_default(),
        Which::Own(Own::Map) => {
            let (_, subject) = place::of(window, spot.home.entity);
            of_map(window, Listed::Entity(spot.home.entity), (&subject, file)).unwrap_or_default()
        }
    }
}

fn of_map(window: &Window, page: Listed, (subject, file): (&Subject, Attached)) -> Option<Vec<u8>> {
    match file {
        Attached::Picture => Some(map::picture(window, page, subject)),
        Attached::Table => Some(map::table(window, subject)),
        Attached::Places => Some(map::places(window, subject)),
        Attached::Graph | Attached::Calendar => None,
    }
}

fn written(window: &Window, home: Home, at: usize, file: Attached) -> Option<Vec<u8>> {
    let view = find(window, home, at)?;
    let page = Listed::Entity(home.entity);
    match (view::read(view, &window.ground(), &mut Report::default())?, file) {
        (Understood::Chart(chart), Attached::Picture) => Some(chart_picture(window, page, &chart)),
        (Understood::Chart(chart), Attached::Table) => Some(chart_table(window, &chart)),
        (Understood::Things(drawn), Attached::Table) => Some(table(|row| rows_of(window, &drawn, row))),
        (Understood::Landscape(shown), Attached::Table) => Some(table(|row| landscape::rows(window, &shown, row))),
        (Understood::Map(view), file) => of_map(window, page, (&Subject::of(window, &view), file)),
        (Understood::Chart(_) | Understood::Things(_) | Understood::Landscape(_), _) => None,
    }
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

fn chart_table(window: &Window, view: &ChartView) -> Vec<u8> {
    let subject = chart::Subject::of(window, view);
    let wanted = |figure| Shape::wanted(figure, &view.wanted);
    let named = subject.named.iter().map(|(id, figure)| (Some(*id), *figure, wanted(figure)));
    let rows: Vec<_> = named.chain(subject.counted.iter().map(|figure| (None, figure, wanted(figure)))).collect();
    figure::rows(window, &rows)
}

//! A `chart` view in a text: one figure or several, drawn together, against each other, or as numbers in a row.

use serde::Serialize;
use tera::Value;

use super::view::{PictureView, picture};
use super::{Choice, Drawing, scatter};
use crate::registry::EntityId;
use crate::registry::figure::shape::{Shape, Wanted, together};
use crate::registry::figure::{Chart, Figure};
use crate::registry::kind::Pages;
use crate::registry::value::Text;
use crate::registry::view::chart::{ChartForm, ChartView};
use crate::render::apparatus::Apparatus;
use crate::render::ask::Window;
use crate::render::body::link;
use crate::render::card::in_language;
use crate::render::embed::template;
use crate::render::field::escaped;
use crate::render::html::Html;
use crate::render::page::reckoned;
use crate::render::pictures::{self, Width};
use crate::render::reading::{self, ReadingView};
use crate::render::view::{FileView, Placed};
use crate::routes::Download;

#[derive(Serialize)]
struct ChartBlock {
    id: String,
    files: Vec<FileView>,
    title: String,
    caption: String,
    picture: Option<PictureView>,
    numbers: Vec<NumberView>,
    figures: Vec<FigureLink>,
    readings: Vec<ReadingView>,
}

/// A figure that the chart is made of.
#[derive(Serialize)]
struct FigureLink {
    card: Value,
}

/// A figure as a big number, with its course where it has one.
#[derive(Serialize)]
pub struct NumberView {
    /// The figure's title, linked, or the chart's own.
    name_html: Html,
    reading: ReadingView,
    sparkline_html: Html,
}

/// What a `chart` view is drawn of.
pub struct Subject<'w> {
    /// The figures that it names.
    pub named: Vec<(EntityId, &'w Figure)>,
    /// What it asks by itself: an answer that is no figure of the site.
    pub counted: Option<Figure>,
    pub title: String,
}

impl<'w> Subject<'w> {
    /// Looks up what a view names.
    pub fn of(window: &'w Window, view: &ChartView) -> Subject<'w> {
        let named: Vec<(EntityId, &Figure)> = view.figures.iter().filter_map(|(id, _)| Some((*id, window.figure(*id)?))).collect();
        let titles: Vec<String> = named.iter().map(|(id, _)| window.card(*id).title.to_string()).collect();
        let title = match &view.title {
            Some(title) => in_language(title, window.language).to_owned(),
            None => window.formats().list(&titles),
        };
        let title = match &view.counted {
            Some(counted) if title.is_empty() => reckoned::in_words(window, &counted.computation),
            _ => title,
        };
        Subject { named, counted: view.counted.as_ref().and_then(|counted| window.counted(counted)), title }
    }

    /// All that is drawn together.
    pub fn figures(&self) -> Vec<(EntityId, &Figure)> {
        let counted = self.counted.as_ref().map(|figure| (figure.entity, figure));
        self.named.iter().copied().chain(counted).collect()
    }
}

/// Writes a `chart` view.
pub fn write(window: &Window, apparatus: &mut Apparatus, placed: Placed, view: &ChartView) -> String {
    let subject = Subject::of(window, view);
    let drawn = subject.figures();
    let drawing = drawing(window, &drawn, view, &subject.title);
    let title = subject.title.clone();
    // Everything that is known of one figure lies beside its own page.
    let data = match &*subject.named {
        [(id, _)] if window.kinds().kind(window.kind_of(*id)).pages != Pages::None => {
            Some(FileView { title: "JSON", url: window.link(&window.download(*id, Download::Data)) })
        }
        _ => None,
    };
    let block = ChartBlock {
        id: placed.id,
        files: placed.files.into_iter().chain(data).collect(),
        caption: view.caption.as_ref().map_or(String::new(), |caption| in_language(caption, window.language).to_owned()),
        numbers: match drawing {
            Some(_) => Vec::new(),
            None => numbers(window, apparatus, &drawn, view, &title),
        },
        readings: match drawing {
            Some(_) => drawn
                .iter()
                .flat_map(|(_, figure)| reading::rows(window, apparatus, figure, &Shape::wanted(figure, &view.wanted)))
                .collect(),
            None => Vec::new(),
        },
        picture: drawing.map(|drawing| picture(window, &drawing, &apparatus.anchors.take("picture"))),
        figures: subject.named.iter().map(|(id, _)| FigureLink { card: window.card(*id).value.clone() }).collect(),
        title,
    };
    template(window, "views/chart.html", [("view", Value::from_serializable(&block))])
}

/// What is drawn; `None` where numbers say it better, or where the form that is wanted cannot be filled, which a check reports.
pub fn drawing(window: &Window, figures: &[(EntityId, &Figure)], view: &ChartView, title: &str) -> Option<Drawing> {
    let form = match view.form {
        Some((ChartForm::Numbers, _)) => return None,
        Some((ChartForm::Drawn(form), _)) => Some(form),
        None => None,
    };
    let choice = Choice {
        wanted: view.wanted.clone(),
        form,
        highlight: view.highlight.iter().map(|(word, _)| word.clone()).collect(),
        sort: view.sort,
        references: view
            .references
            .iter()
            .map(|reference| pictures::Reference {
                value: reference.value,
                label: match &reference.label {
                    Some(label) => in_language(label, window.language).to_owned(),
                    None => window.formats().number(reference.value),
                },
            })
            .collect(),
        title: Some(title.to_owned()),
    };
    match figures {
        [(id, figure)] => super::of(window, *id, figure, &choice),
        [one, other] if form == Some(Chart::Scatter) => scatter::of(window, *one, *other, &choice),
        [] => None,
        several => {
            let titled: Vec<(&Figure, &Text)> = several.iter().map(|(id, figure)| (*figure, &window.thing(*id).title)).collect();
            let figure = together(&titled)?;
            super::of(window, several[0].0, &figure, &choice)
        }
    }
}

/// The figures as big numbers; an answer has no title but the chart's.
fn numbers(window: &Window, apparatus: &mut Apparatus, figures: &[(EntityId, &Figure)], view: &ChartView, title: &str) -> Vec<NumberView> {
    let name = |id| match view.counted {
        Some(_) => escaped(title),
        None => link(window, id, None, None),
    };
    let numbers = figures.iter().filter_map(|(id, figure)| {
        let number = number(window, apparatus, (*id, figure), &view.wanted)?;
        Some(NumberView { name_html: name(*id).into(), ..number })
    });
    numbers.collect()
}

/// A figure as a big number: what stands for it among what is wanted.
fn number(window: &Window, apparatus: &mut Apparatus, (id, figure): (EntityId, &Figure), wanted: &Wanted) -> Option<NumberView> {
    let at = figure.headline_of(|seen| wanted.takes(seen))?;
    Some(NumberView {
        name_html: Html::default(),
        reading: reading::of(window, apparatus, figure, at),
        sparkline_html: sparkline(window, apparatus, (id, figure), wanted),
    })
}

/// The course of a figure, small; empty where what is wanted of it is no series.
pub fn sparkline(window: &Window, apparatus: &mut Apparatus, (id, figure): (EntityId, &Figure), wanted: &Wanted) -> Html {
    let shape = Shape::of(figure, wanted);
    let is_series = shape.periods.len() > 2 && shape.abouts.len() == 1 && shape.categories.len() == 1;
    let choice = Choice { wanted: wanted.clone(), form: Some(Chart::Sparkline), ..Choice::default() };
    let drawing = if is_series { super::of(window, id, figure, &choice) } else { None };
    let sparkline = drawing.map(|drawing| {
        let anchor = apparatus.anchors.take("sparkline");
        pictures::draw(&drawing.chart, &drawing.words(window), &anchor, Width::Narrow)
    });
    sparkline.unwrap_or_default().into()
}

//! From a figure to its chart: which form, which of its dimensions lies along which axis, and every word in the page's language.
//!
//! `point` puts one observation into the terms of a drawing, `layout` lays the dimensions out, `scatter` sets two figures against each
//! other; `view` is what templates are given, and `block` what a `chart` view is.

mod block;
mod layout;
pub mod point;
mod scatter;
mod view;
mod zeros;

pub use block::{Subject, drawing, sparkline, write};
pub use view::{PictureView, picture};

use super::ask::Window;
use super::map::{self, Links};
use super::pictures::{self, Chart, Width, Words};
use super::reading;
use crate::registry::EntityId;
use crate::registry::figure::shape::{Shape, Wanted};
use crate::registry::figure::{self, Figure, Scale};
use crate::registry::value::Text;
use crate::registry::view::chart::Sort;
use layout::Layout;

/// What an editor has chosen about a chart; nothing chosen is left to the data.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub wanted: Wanted,
    pub form: Option<figure::Chart>,
    /// What stands out: categories, or the titles or ids of things.
    pub highlight: Vec<Box<str>>,
    pub sort: Option<Sort>,
    pub references: Vec<pictures::Reference>,
    /// Above the chart, where it is not the figure's title.
    pub title: Option<String>,
}

/// A chart with what is said beside it.
pub struct Drawing {
    pub chart: Chart,
    /// The unit and the scale in which its axis speaks.
    pub unit: String,
    pub scale: Scale,
    /// What it leaves out, in the page's language.
    pub remarks: Vec<String>,
    /// The map that says it better.
    map: Option<Box<map::Subject>>,
}

impl Drawing {
    /// Draws it; `id` is its own on the page, both widths may have the same.
    pub fn draw(&self, window: &Window, (id, links): (&str, Links), width: Width) -> String {
        match &self.map {
            Some(map) => map.draw(window, (id, links), width).svg,
            None => pictures::draw(&self.chart, &self.words(window), id, width),
        }
    }

    /// The message in a sentence or two.
    pub fn description(&self, window: &Window) -> String {
        match &self.map {
            Some(map) => map.description(window),
            None => pictures::describe(&self.chart, &self.words(window)),
        }
    }

    /// `line`, `bar`, `map` and so on.
    pub fn form(&self) -> &'static str {
        if self.map.is_some() { "map" } else { self.chart.form.name() }
    }

    /// The words of its axis.
    pub fn words<'w>(&'w self, window: &'w Window) -> Words<'w> {
        Words { formats: window.formats(), unit: Some(&*self.unit).filter(|unit| !unit.is_empty()), scale: self.scale }
    }
}

/// Charts a figure; `None` where it is better told as numbers, or where what is wanted cannot be drawn, which a check reports.
pub fn of(window: &Window, id: EntityId, figure: &Figure, choice: &Choice) -> Option<Drawing> {
    let shape = Shape::of(figure, &choice.wanted);
    let asked = choice.form.or(figure.chart);
    let form = match asked {
        Some(figure::Chart::None) => return None,
        Some(form) if shape.lack(form).is_none() => form,
        _ => shape.form()?,
    };
    let layout = Layout::of(form, &shape, figure);
    let mut made = layout.fill(window, figure, choice);
    if shape.rivals > 0 && !shape.is_one_place() {
        made.remarks.push(window.formats().strings().get("chart-rivals", &[("count", (shape.rivals as i64).into())]));
    }
    let mut chart = Chart {
        form: drawn(form)?,
        title: choice.title.clone().unwrap_or_else(|| window.card(id).title.to_string()),
        unit: String::new(),
        categories: made.categories,
        series: made.series,
        base: (figure.baseline.is_some() && reading::is_index(figure)).then_some(100.0),
        whole: whole(figure),
        references: choice.references.clone(),
        across: String::new(),
    };
    let scale = match figure.scale {
        Scale::Ones if !reading::is_percent(figure) && !reading::is_index(figure) => zeros::leave_out(window, &mut chart),
        scale => scale,
    };
    chart.unit = axis_unit(window, figure, scale);
    let is_over_places = shape.abouts.len() > 1 && shape.periods.len() == 1 && shape.categories.len() == 1;
    // One that was reckoned for this page alone is no figure of the site, and stays a chart.
    let is_own = || window.figure(id).is_some_and(|own| std::ptr::eq(own, figure));
    let mut map = if asked.is_none() && is_over_places && is_own() { map::Subject::of_figure(window, id, &choice.wanted) } else { None };
    if let Some(map) = &mut map {
        map.title = chart.title.clone();
        made.remarks.extend(map.attribution(window));
    }
    Some(Drawing { chart, unit: reading::unit(window, figure), scale, remarks: made.remarks, map: map.map(Box::new) })
}

/// What the parts of a figure are parts of, where that is known.
fn whole(figure: &Figure) -> Option<f64> {
    reading::is_percent(figure).then_some(100.0)
}

/// What the axis counts: "million euros", "index (EU-28 = 100)".
pub fn axis_unit(window: &Window, figure: &Figure, scale: Scale) -> String {
    let strings = window.formats().strings();
    let unit = reading::unit_in_words(window, figure);
    let scaled = match scale {
        Scale::Ones => unit,
        Scale::Thousands => strings.get("axis-thousand", &[("unit", (&unit).into())]),
        Scale::Millions => strings.get("axis-million", &[("unit", (&unit).into())]),
        Scale::Billions => strings.get("axis-billion", &[("unit", (&unit).into())]),
    };
    match &figure.baseline {
        Some(baseline) => format!("{scaled} ({})", in_page(window, baseline)),
        None => scaled,
    }
}

fn in_page<'t>(window: &Window, text: &'t Text) -> &'t str {
    super::card::in_language(text, window.language)
}

/// The form that the drawing knows by another type.
fn drawn(form: figure::Chart) -> Option<pictures::Form> {
    figure::Chart::ALL.iter().find(|(_, known)| *known == form).and_then(|(name, _)| pictures::Form::parse(name))
}

//! A chart as templates have it: drawn for a desk and for a phone, with what it leaves out.

use serde::Serialize;

use super::Drawing;
use crate::render::ask::Window;
use crate::render::html::Html;
use crate::render::map::Links;
use crate::render::pictures::Width;

/// A chart as templates have it.
#[derive(Serialize)]
pub struct PictureView {
    /// `line`, `bar` and so on.
    pub form: &'static str,
    pub title: String,
    pub unit: String,
    /// The message in a sentence or two.
    pub description: String,
    wide_html: Html,
    narrow_html: Html,
    remarks: Vec<String>,
}

/// Draws a chart for both widths; `id` is its own on the page.
pub fn picture(window: &Window, drawing: &Drawing, id: &str) -> PictureView {
    PictureView {
        form: drawing.form(),
        title: drawing.chart.title.clone(),
        unit: drawing.chart.unit.clone(),
        description: drawing.description(window),
        wide_html: drawing.draw(window, (id, Links::Own), Width::Wide).into(),
        narrow_html: drawing.draw(window, (id, Links::Own), Width::Narrow).into(),
        remarks: drawing.remarks.clone(),
    }
}

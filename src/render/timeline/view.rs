//! A timeline as templates have it: drawn for a desk and for a phone, with the same as a table.

use serde::Serialize;
use tera::Value;

use super::{Found, Made, Row, of};
use crate::registry::view::timeline::{Form, Lanes, TimelineView};
use crate::render::apparatus::{Apparatus, Mark};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::embed::template;
use crate::render::html::Html;
use crate::render::pictures::{self, Width};
use crate::render::view::{FileView, Placed};
use crate::syntax::date::Period;

#[derive(Serialize)]
struct TimelineBlock {
    id: String,
    files: Vec<FileView>,
    form: &'static str,
    /// Only where an editor has given it: what stands for it is told to those who do not see the drawing.
    title: String,
    name: String,
    caption: String,
    remarks: Vec<String>,
    wide_html: Html,
    narrow_html: Html,
    has_lanes: bool,
    has_states: bool,
    rows: Vec<RowView>,
}

/// A thing, or a stage of it, as a row of the table.
#[derive(Serialize)]
struct RowView {
    card: Value,
    lane: String,
    when: String,
    /// What it was called then.
    name: String,
    state: String,
    inferred: bool,
    sources: Vec<Mark>,
}

/// Writes a `timeline` view.
pub fn write(window: &Window, apparatus: &mut Apparatus, placed: Placed, view: &TimelineView) -> String {
    let made = of(window, view);
    let Placed { id, files } = placed;
    let [wide_html, narrow_html] = drawn(window, &made, &format!("{id}-picture"));
    let text = |text: &Option<_>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
    let rows: Vec<RowView> = made.found.rows.iter().flat_map(|row| rows(window, apparatus, &made, row)).collect();
    let block = TimelineBlock {
        files,
        form: match made.found.form {
            Form::Bars => "bars",
            Form::Lifelines => "lifelines",
            Form::Days => "days",
        },
        title: text(&view.shared.title),
        name: made.title.clone(),
        caption: text(&view.shared.caption),
        wide_html,
        narrow_html,
        has_lanes: made.lanes != Lanes::One,
        has_states: rows.iter().any(|row| !row.state.is_empty()),
        rows,
        remarks: made.remarks,
        id,
    };
    template(window, "views/timeline.html", [("view", Value::from_serializable(&block))])
}

/// A timeline for a desk and for a phone; empty where there is nothing to draw.
pub fn drawn(window: &Window, made: &Made, id: &str) -> [Html; 2] {
    let draw =
        |width| made.drawing.as_ref().map_or(String::new(), |drawing| pictures::timeline::draw(drawing, window.formats(), id, width));
    [Width::Wide, Width::Narrow].map(|width| draw(width).into())
}

/// The rows of a thing: one, or of a line of life one for each stage.
fn rows(window: &Window, apparatus: &mut Apparatus, made: &Made, row: &Row) -> Vec<RowView> {
    let dated = &row.dated;
    let card = || window.card(dated.entity).value.clone();
    let own = RowView {
        card: card(),
        lane: row.lane.clone(),
        when: dated.period.map_or(String::new(), |period| window.formats().period(&period)),
        name: String::new(),
        state: dated.status.clone(),
        inferred: false,
        sources: Vec::new(),
    };
    if made.found.form != Form::Lifelines || dated.history.is_empty() {
        return vec![own];
    }
    let mut rows: Vec<RowView> = dated.period.map(|_| own).into_iter().collect();
    for turn in &dated.history {
        rows.push(RowView {
            card: card(),
            lane: row.lane.clone(),
            when: window.formats().period(&turn.when),
            name: turn.name.clone(),
            state: turn.state.clone(),
            inferred: turn.is_inferred,
            sources: turn.sources.iter().map(|source| apparatus.cite(window.target(*source), window)).collect(),
        });
    }
    rows
}

/// The same as rows, headings first: dates as they were written, and in words.
pub fn rows_of(window: &Window, found: &Found, row: &mut dyn FnMut(Vec<String>)) {
    let headings = ["id", "title", "url", "lane", "from", "to", "when", "name_then", "state"];
    row(headings.map(str::to_owned).to_vec());
    for thing in &found.rows {
        let dated = &thing.dated;
        let card = window.card(dated.entity);
        let mut write = |period: Option<Period>, name: &str, state: &str| {
            let edge = |edge: Option<crate::syntax::date::Date>| edge.map_or(String::new(), |date| date.to_string());
            let (from, to) = period.map_or((String::new(), String::new()), |period| (edge(period.start()), edge(period.end())));
            let when = period.map_or(String::new(), |period| window.formats().period(&period));
            let own = [window.name(dated.entity).to_string(), card.title.to_string(), card.url.to_string(), thing.lane.clone()];
            row(own.into_iter().chain([from, to, when, name.to_owned(), state.to_owned()]).collect());
        };
        if found.form != Form::Lifelines || dated.history.is_empty() || dated.period.is_some() {
            write(dated.period, "", &dated.status);
        }
        if found.form == Form::Lifelines {
            dated.history.iter().for_each(|turn| write(Some(turn.when), &turn.name, &turn.state));
        }
    }
}

//! A `network` view in a text: things and their relations, drawn in the form that can be read best.

mod build;
mod choose;
mod export;
mod gather;
mod matrix;
mod reduce;
mod words;

use serde::Serialize;
use tera::Value;

use super::apparatus::Apparatus;
use super::ask::Window;
use super::card::in_language;
use super::embed::template;
use super::html::Html;
use super::pictures::network;
use super::view::{FileView, Placed};
use crate::registry::EntityId;
use crate::registry::value::Text;
use crate::registry::view::network::{Form, NetworkView};
use crate::routes::{Attached, FEWEST_NEIGHBOURS, Home, Own};
pub use export::{Picture, graphml, picture, rows_of};
use gather::{Graph, gather};
use matrix::MatrixView;

use super::pictures::Width;

/// A network as templates have it.
#[derive(Serialize)]
struct NetworkBlock {
    /// `force`, `layers` and so on.
    form: &'static str,
    id: String,
    files: Vec<FileView>,
    title: String,
    caption: String,
    description: String,
    remarks: Vec<String>,
    /// What is linked with nothing, where that is too much to be drawn.
    loose: Vec<Html>,
    picture: Option<Drawing>,
    matrix: Option<MatrixView>,
    /// A link each.
    rows: Vec<RowView>,
    /// How many links the table leaves out.
    further: usize,
    says_more: bool,
}

#[derive(Serialize)]
struct Drawing {
    wide_html: Html,
    narrow_html: Html,
}

/// A link as a row of the table.
#[derive(Serialize)]
struct RowView {
    from_html: Html,
    relation: String,
    to_html: Html,
    said: String,
}

/// A page has room for a table of so many links; the file beside it has all.
const MOST_ROWS: usize = 500;

/// Writes a `network` view.
pub fn write(window: &Window, placed: Placed, view: &NetworkView) -> String {
    let graph = gather(window, view);
    let block = block(window, view, &graph, placed);
    template(window, "views/network.html", [("view", Value::from_serializable(&block))])
}

/// What a thing is linked with, for its own page; nothing where that is little.
pub fn neighbourhood(window: &Window, apparatus: &mut Apparatus, id: EntityId) -> Option<Html> {
    let home = Home { entity: id, chapter: None };
    let view = NetworkView::neighbourhood(id);
    let graph = gather(window, &view);
    if graph.ends.len() <= FEWEST_NEIGHBOURS {
        return None;
    }
    let (name, anchor) = Own::Neighbourhood.names();
    let link = |file: &Attached| window.link(&window.attached(home, anchor, *file));
    let files = Attached::of_view(name).iter().map(|file| FileView { title: file.title(), url: link(file) }).collect();
    let mut block = block(window, &view, &graph, Placed { id: apparatus.anchors.take(anchor), files });
    // The relations are told one by one right below.
    block.rows.clear();
    block.further = 0;
    block.title.clear();
    Some(template(window, "views/network.html", [("view", Value::from_serializable(&block))]).into())
}

fn block(window: &Window, view: &NetworkView, graph: &Graph, placed: Placed) -> NetworkBlock {
    let form = choose::form(window, view, graph);
    let text = |text: &Option<Text>| text.as_ref().map_or(String::new(), |text| in_language(text, window.language).to_owned());
    let mut block = NetworkBlock {
        form: form.name(),
        id: placed.id,
        files: placed.files,
        title: text(&view.shared.title),
        caption: text(&view.shared.caption),
        description: String::new(),
        remarks: Vec::new(),
        loose: Vec::new(),
        picture: None,
        matrix: None,
        rows: rows(window, view, graph),
        further: graph.links.len().saturating_sub(MOST_ROWS),
        says_more: false,
    };
    block.says_more = block.rows.iter().any(|row| !row.said.is_empty());
    if graph.ends.is_empty() {
        return block;
    }
    block.remarks.extend(words::no_widths(window, view, form));
    if form == Form::Matrix && !graph.links.is_empty() {
        let table = matrix::of(window, graph);
        if view.form.is_none() {
            let numbers = [("things", (graph.ends.len() as i64).into()), ("links", (graph.links.len() as i64).into())];
            block.remarks.push(window.formats().strings().get("network-as-table", &numbers));
        }
        block.remarks.extend(table.remarks.iter().cloned());
        block.matrix = Some(table.view(window, view, graph));
        return block;
    }
    let drawn = reduce::reduce(window, view, graph, form);
    let picture = build::network(window, view, graph, &drawn, form);
    if let Some(why) = words::instead(window, &picture) {
        block.form = Form::Force.name();
        block.remarks.push(why);
    }
    block.remarks.extend(drawn.remarks.iter().cloned());
    block.loose = drawn.loose.iter().map(|at| words::link(&words::called(window, view, graph.ends[*at])).into()).collect();
    block.description.clone_from(&picture.description);
    block.picture = Some(Drawing {
        wide_html: network::draw(&picture, &block.id, Width::Wide).into(),
        narrow_html: network::draw(&picture, &block.id, Width::Narrow).into(),
    });
    block
}

/// The links as rows of a table.
fn rows(window: &Window, view: &NetworkView, graph: &Graph) -> Vec<RowView> {
    let end = |at: usize| Html::from(words::link(&words::called(window, view, graph.ends[at])));
    let links = graph.links.iter().take(MOST_ROWS);
    let row = |link: &gather::Link| RowView {
        from_html: end(link.from),
        relation: words::tie(window, graph, link.tie),
        to_html: end(link.to),
        said: words::said(window, link),
    };
    links.map(row).collect()
}

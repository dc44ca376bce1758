//! A network to be taken away: its drawing, its links as rows, and the whole as GraphML.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::gather::{End, Graph, Link, gather};
use super::{build, choose, matrix, reduce, words};
use crate::registry::EntityId;
use crate::registry::value::Value;
use crate::registry::view::network::{Form, NetworkView};
use crate::render::ask::Window;
use crate::render::pictures::Width;
use crate::render::pictures::network as pictures;
use crate::syntax::markdown::escape;

/// The drawing and what is said with it.
pub struct Picture {
    pub title: String,
    pub description: String,
    pub svg: String,
    pub remarks: Vec<String>,
    /// What the links are drawn from.
    pub sources: Vec<EntityId>,
}

/// The drawing for a wide page.
pub fn picture(window: &Window, view: &NetworkView) -> Picture {
    let graph = gather(window, view);
    let form = choose::form(window, view, &graph);
    let (title, sources) = (build::title(window, view, &graph), sources(window, &graph));
    if form == Form::Matrix {
        let table = matrix::of(window, &graph);
        let grid = table.grid(window, view, &graph);
        let svg = pictures::draw_grid(&grid, "network");
        return Picture { title, description: grid.description, svg, remarks: table.remarks, sources };
    }
    let drawn = reduce::reduce(window, view, &graph, form);
    let network = build::network(window, view, &graph, &drawn, form);
    let svg = pictures::draw(&network, "network", Width::Wide);
    let mut remarks = drawn.remarks;
    if !network.fits_its_form() {
        remarks.push(window.formats().strings().get("network-no-layers", &[]));
    }
    Picture { title, description: network.description, svg, remarks, sources }
}

/// The sources that the links name, each once, in the order in which they come.
fn sources(window: &Window, graph: &Graph) -> Vec<EntityId> {
    let mut known = BTreeSet::new();
    let named = graph.links.iter().flat_map(|link| link.says).filter(|given| &*window.kinds().field(given.field).name == "source");
    let each = named.flat_map(|given| given.value.items()).filter_map(|item| match item {
        Value::Ref(relation) => Some(window.target(*relation)),
        _ => None,
    });
    each.filter(|source| known.insert(*source)).collect()
}

/// What an end is called for good: `kind/id`, and for a record its field and its place there.
fn name(window: &Window, end: End) -> String {
    match end {
        End::Thing(id) => window.name(id).to_string(),
        End::Part(of, field, at) => format!("{}#{}-{}", window.name(of), window.kinds().field(field).name, at + 1),
    }
}

/// Every link as a row, after the row of their headings.
pub fn rows_of(window: &Window, view: &NetworkView, row: &mut dyn FnMut(Vec<String>)) {
    let graph = gather(window, view);
    let headings = ["from", "from_title", "relation", "to", "to_title", "amount", "currency", "details"];
    row(headings.map(str::to_owned).to_vec());
    for link in &graph.links {
        let (from, to) = (graph.ends[link.from], graph.ends[link.to]);
        let (amount, currency) = words::amount(view, link).map_or((String::new(), ""), |(amount, currency)| (amount.to_string(), currency));
        row(vec![
            name(window, from),
            words::called(window, view, from).title,
            words::tie(window, &graph, link.tie),
            name(window, to),
            words::called(window, view, to).title,
            amount,
            currency.to_owned(),
            words::said(window, link),
        ]);
    }
}

/// Everything as GraphML, as network programs read it.
pub fn graphml(window: &Window, view: &NetworkView) -> Vec<u8> {
    let graph = gather(window, view);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
    let keys = [
        ("node", "name", "string"),
        ("node", "label", "string"),
        ("node", "kind", "string"),
        ("edge", "relation", "string"),
        ("edge", "details", "string"),
        ("edge", "weight", "double"),
    ];
    for (of, key, sort) in keys {
        let _ = writeln!(out, "<key id=\"{key}\" for=\"{of}\" attr.name=\"{key}\" attr.type=\"{sort}\"/>");
    }
    out.push_str("<graph id=\"network\" edgedefault=\"directed\">\n");
    for (at, end) in graph.ends.iter().enumerate() {
        let called = words::called(window, view, *end);
        let _ = write!(out, "<node id=\"n{at}\">");
        for (key, words) in [("name", &name(window, *end)), ("label", &called.title), ("kind", &called.kind)] {
            data(&mut out, key, words);
        }
        out.push_str("</node>\n");
    }
    for link in &graph.links {
        edge(window, view, (&graph, link), &mut out);
    }
    out.push_str("</graph>\n</graphml>\n");
    out.into_bytes()
}

fn edge(window: &Window, view: &NetworkView, (graph, link): (&Graph, &Link), out: &mut String) {
    let _ = write!(out, "<edge source=\"n{}\" target=\"n{}\">", link.from, link.to);
    data(out, "relation", &words::tie(window, graph, link.tie));
    data(out, "details", &words::said(window, link));
    if let Some((amount, _)) = words::amount(view, link) {
        data(out, "weight", &amount.to_string());
    }
    out.push_str("</edge>\n");
}

/// A datum, unless it is empty; what XML may not hold is left out.
fn data(out: &mut String, key: &str, words: &str) {
    if words.is_empty() {
        return;
    }
    let may_stand = |letter: &char| !matches!(letter, '\u{0}'..='\u{8}' | '\u{B}' | '\u{C}' | '\u{E}'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}');
    let plain: String = words.chars().filter(may_stand).collect();
    let _ = write!(out, "<data key=\"{key}\">");
    escape(&plain, out);
    out.push_str("</data>");
}

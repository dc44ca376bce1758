//! Which form a network has where nobody names one: what can be read best of so many things and links.

use std::collections::BTreeSet;

use super::gather::Graph;
use crate::registry::view::network::{Form, NetworkView};
use crate::render::ask::Window;
use crate::render::pictures::network::{MOST_RANKS, rank};

/// A drawing of more points than these is made of the best linked among them.
pub const MOST_DRAWN: usize = 150;

/// A graph with more points than this cannot be read as lines where it can be a table.
const MOST_OF_TWO: usize = 60;

/// With more lines for each point than these a drawing is a tangle.
const SPARSE: usize = 3;

/// The form in which a network is shown.
pub fn form(window: &Window, view: &NetworkView, graph: &Graph) -> Form {
    if let Some(form) = view.form {
        return form;
    }
    if view.around.is_some_and(|(_, steps)| steps == 1) && view.parts.is_empty() {
        return Form::Ego;
    }
    let count = linked(graph).len();
    let lines = lines(graph);
    let is_two = sides(window, graph).is_some();
    if !view.weight.is_empty() && (is_two || flows(count, &lines)) {
        return Form::Sankey;
    }
    if is_hierarchy(graph, count, &lines) {
        return Form::Layers;
    }
    let is_tangle = lines.len() > count * SPARSE;
    match (is_two, is_tangle) {
        (true, _) if count > MOST_OF_TWO => Form::Matrix,
        (_, true) if count <= MOST_OF_TWO && count > 8 => Form::Matrix,
        _ => Form::Force,
    }
}

/// The ends of links, each once.
pub fn linked(graph: &Graph) -> BTreeSet<usize> {
    graph.links.iter().flat_map(|link| [link.from, link.to]).collect()
}

fn lines(graph: &Graph) -> BTreeSet<(usize, usize)> {
    graph.links.iter().map(|link| (link.from, link.to)).collect()
}

/// Can amounts flow from one rank to the next, few enough to be told apart? Between two sides the largest of many can be drawn.
fn flows(count: usize, lines: &BTreeSet<(usize, usize)>) -> bool {
    count <= MOST_OF_TWO && lines.len() <= 2 * MOST_OF_TWO
}

/// A tree, or something near one: few things have several above them, and nothing goes in a circle.
fn is_hierarchy(graph: &Graph, count: usize, lines: &BTreeSet<(usize, usize)>) -> bool {
    if count == 0 || count > 80 || lines.iter().any(|(from, to)| from == to) {
        return false;
    }
    let lines: Vec<(usize, usize)> = lines.iter().copied().collect();
    if rank::turned(graph.ends.len(), &lines).contains(&true) {
        return false;
    }
    let ranks = rank::rank(graph.ends.len(), &lines).order.len();
    let is_tree = lines.iter().map(|(_, to)| to).collect::<BTreeSet<_>>().len() == lines.len();
    // Of things that only two ranks hold, the many pairs of a register are no hierarchy.
    let is_deep = ranks >= 3 && lines.len() * 5 <= count * 6;
    ranks <= MOST_RANKS && (is_tree || (is_deep && graph.ties.len() == 1))
}

/// The two sides of a graph, where every link joins one kind with one other: the positions of each.
pub fn sides(window: &Window, graph: &Graph) -> Option<(Vec<usize>, Vec<usize>)> {
    let kind = |at: usize| graph.ends[at].thing().map(|thing| window.kind_of(thing));
    let first = graph.links.first()?;
    let (one, other) = (kind(first.from)?, kind(first.to)?);
    if one == other {
        return None;
    }
    let pair = |from, to| (from == Some(one) && to == Some(other)) || (from == Some(other) && to == Some(one));
    if !graph.links.iter().all(|link| pair(kind(link.from), kind(link.to))) {
        return None;
    }
    let linked: Vec<usize> = linked(graph).into_iter().collect();
    Some(linked.into_iter().partition(|at| kind(*at) == Some(one)))
}

//! A hierarchy on a phone: a line of words for each thing, below what leads to it.

use super::node::{self, Label};
use super::{LEADING, Network, Paper, edge};
use crate::render::pictures::svg::{Anchor, Path};

/// How far each step is moved in.
const STEP: f64 = 22.0;

const RADIUS: f64 = 5.0;

/// Draws the network and returns its height; `None` where it is no tree, so that a thing would have to stand in several places.
pub fn draw(network: &Network, paper: &mut Paper) -> Option<f64> {
    let mut above: Vec<Option<usize>> = vec![None; network.nodes.len()];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); network.nodes.len()];
    for (at, edge) in network.edges.iter().enumerate() {
        if edge.from == edge.to || above[edge.to].replace(at).is_some() {
            return None;
        }
        below[edge.from].push(edge.to);
    }
    let mut rows = Vec::new();
    let mut stack: Vec<(usize, usize)> =
        (0..network.nodes.len()).rev().filter(|node| above[*node].is_none()).map(|node| (node, 0)).collect();
    while let Some((node, depth)) = stack.pop() {
        rows.push((node, depth));
        stack.extend(below[node].iter().rev().map(|child| (*child, depth + 1)));
    }
    // What goes in a circle has no top, and depth must leave room for words.
    if rows.len() < network.nodes.len() || rows.iter().any(|(_, depth)| *depth > 6) {
        return None;
    }
    let mut y = 0.0;
    let mut places = vec![(0.0, 0.0); network.nodes.len()];
    for (node, depth) in rows {
        let x = depth as f64 * STEP + RADIUS + 2.0;
        let lines = node::lines(&network.nodes[node].label, paper.across() - x - RADIUS - 8.0, 2);
        let height = lines.lines.len().max(1) as f64 * LEADING;
        let place = (x, y + LEADING / 2.0 + 1.0);
        places[node] = place;
        if let Some(edge) = above[node].map(|at| &network.edges[at]) {
            let from = places[edge.from];
            edge::begin(network, &mut paper.lines, edge);
            paper.lines.path("line", &Path::from(from.0, from.1).line(from.0, place.1).line(place.0, place.1));
            paper.lines.close("g");
        }
        let label = Label { lines, anchor: Anchor::Start, at: (x + RADIUS + 6.0, y + 1.0) };
        node::draw(network, paper, node, (place, RADIUS), Some(&label));
        y += height + 8.0;
    }
    Some(y)
}

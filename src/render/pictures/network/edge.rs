//! Lines between points: straight where there is one, bent apart where there are several, a loop where both ends are one.

use std::collections::BTreeMap;

use super::{Direction, Edge, Network, Paper};
use crate::render::pictures::svg::{Path, Svg};

/// Bends of lines between two points are no farther from the straight than this.
const FARTHEST: f64 = 36.0;

/// How high a loop is above its point.
pub const LOOP: f64 = 20.0;

/// A point's place and radius.
type Disc = ((f64, f64), f64);

/// Draws all lines between points that have these places and radii.
pub fn draw_all(network: &Network, paper: &mut Paper, places: &[(f64, f64)], radii: &[f64]) {
    let mut between: BTreeMap<(usize, usize), Vec<&Edge>> = BTreeMap::new();
    for edge in &network.edges {
        between.entry((edge.from.min(edge.to), edge.from.max(edge.to))).or_default().push(edge);
    }
    for edges in between.values() {
        let middle = (edges.len() as f64 - 1.0) / 2.0;
        let step = if edges.len() < 2 { 0.0 } else { (FARTHEST / middle).min(12.0) };
        for (at, edge) in edges.iter().enumerate() {
            let bend = (at as f64 - middle) * step * if edge.from <= edge.to { 1.0 } else { -1.0 };
            let (from, to) = ((places[edge.from], radii[edge.from]), (places[edge.to], radii[edge.to]));
            begin(network, &mut paper.lines, edge);
            match edge.from == edge.to {
                true => round(network, paper, edge, from, at as f64 * 4.0 / edges.len() as f64),
                false => across(network, paper, edge, (from, to), bend),
            }
            paper.lines.close("g");
        }
    }
}

/// Begins what stands for a line, and tells what it is.
pub fn begin(network: &Network, svg: &mut Svg, edge: &Edge) {
    let class = format!("{}{}{}", network.edge_class(edge.relation), weight(edge), edge.standing.class());
    svg.open("g", &[("class", (&class).into())]);
    svg.words("title", &[], &edge.told);
}

/// The class of a line's width by how many relations it stands for.
fn weight(edge: &Edge) -> &'static str {
    match edge.count {
        0 | 1 => "",
        2 | 3 => " edge-several",
        _ => " edge-many",
    }
}

/// A line from one point to another.
fn across(network: &Network, paper: &mut Paper, edge: &Edge, (from, to): (Disc, Disc), bend: f64) {
    let ((x0, y0), (x1, y1)) = (from.0, to.0);
    let (right, down) = (x1 - x0, y1 - y0);
    let length = (right * right + down * down).sqrt().max(1e-6);
    let (right, down) = (right / length, down / length);
    // A curve comes half as far from the straight as its handle.
    let handle = ((x0 + x1) / 2.0 - down * bend * 2.0, (y0 + y1) / 2.0 + right * bend * 2.0);
    let handle = (handle.0.clamp(0.0, paper.across()), handle.1.max(0.0));
    let has_arrow = network.relations[edge.relation].direction == Direction::Arrow;
    let (tip, back) = (to.1 + 2.0, if has_arrow { to.1 + 7.0 } else { 0.0 });
    let (in_right, in_down) = toward(handle, (x1, y1)).unwrap_or((right, down));
    let end = (x1 - in_right * back, y1 - in_down * back);
    let path = match bend == 0.0 {
        true => Path::from(x0, y0).line(end.0, end.1),
        false => Path::from(x0, y0).bend(handle, end),
    };
    paper.lines.path("line", &path);
    if has_arrow && length > from.1 + to.1 + 8.0 {
        paper.lines.path("arrow-head", &arrow((x1 - in_right * tip, y1 - in_down * tip), (in_right, in_down)));
    }
}

/// A line from a point to itself.
fn round(network: &Network, paper: &mut Paper, edge: &Edge, ((x, y), radius): Disc, wider: f64) {
    let top = (y - radius - LOOP + 4.0 - wider).max(0.0);
    let path = Path::from(x - 3.0, y - radius + 1.0).curve((x - 13.0 - wider, top), (x + 13.0 + wider, top), (x + 3.0, y - radius + 1.0));
    paper.lines.path("line", &path);
    if network.relations[edge.relation].direction == Direction::Arrow {
        paper.lines.path("arrow-head", &arrow((x + 3.0, y - radius), (-0.35, 0.94)));
    }
}

/// An arrow head whose tip is at a point.
pub fn arrow((x, y): (f64, f64), (right, down): (f64, f64)) -> Path {
    let (back_x, back_y) = (x - right * 7.5, y - down * 7.5);
    Path::from(x, y).line(back_x - down * 3.4, back_y + right * 3.4).line(back_x + down * 3.4, back_y - right * 3.4).close()
}

/// The direction from one point to another; none where they are the same.
fn toward(from: (f64, f64), to: (f64, f64)) -> Option<(f64, f64)> {
    let (right, down) = (to.0 - from.0, to.1 - from.1);
    let length = (right * right + down * down).sqrt();
    (length > 1e-6).then(|| (right / length, down / length))
}

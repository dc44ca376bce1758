//! One thing in the middle, and its neighbours around it by relation; below each other where there is no room to its sides.

use super::node::{self, Label, Side};
use super::{Direction, LEADING, Network, Paper, TEXT, edge, force};
use crate::render::pictures::Width;
use crate::render::pictures::svg::Path;
use crate::render::pictures::text;

/// How large the middle and the points around it are.
const MIDDLE: f64 = 11.0;
const POINT: f64 = 5.5;

/// What is left free between one neighbour and the next, and between one relation and the next.
const GAP: f64 = 5.0;
const GROUP_GAP: f64 = 10.0;

/// Draws the network and returns its height.
pub fn draw(network: &Network, paper: &mut Paper) -> f64 {
    let Some(centre) = network.centre.filter(|_| is_star(network)) else { return force::draw(network, paper) };
    let groups = groups(network, centre);
    match paper.width {
        Width::Wide => around(network, paper, centre, &groups),
        Width::Narrow => below(network, paper, centre, &groups),
    }
}

/// Does every line end in the middle?
pub fn is_star(network: &Network) -> bool {
    network.edges.iter().all(|edge| Some(edge.from) == network.centre || Some(edge.to) == network.centre)
}

/// The neighbours by one relation, in one direction.
struct Group<'n> {
    label: &'n str,
    /// The lines, each with its far end.
    lines: Vec<(usize, usize)>,
}

/// Neighbours by relation, in the order of the relations. Who is linked in several ways stands in several groups.
fn groups(network: &Network, centre: usize) -> Vec<Group<'_>> {
    let mut groups: Vec<Group> = Vec::new();
    for (relation, told) in network.relations.iter().enumerate() {
        let own = network.edges.iter().enumerate().filter(|(_, edge)| edge.relation == relation);
        let lines: Vec<(usize, usize)> = own.map(|(at, edge)| (at, if edge.from == centre { edge.to } else { edge.from })).collect();
        if !lines.is_empty() {
            groups.push(Group { label: &told.label, lines });
        }
    }
    groups
}

/// A row of one side: a group's name, or a neighbour.
struct Row {
    line: Option<(usize, usize)>,
    label: text::Lines,
    height: f64,
}

fn rows(network: &Network, groups: &[Group<'_>], room: f64) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in groups {
        let label = text::wrap(group.label, TEXT * 1.06, room, 2);
        rows.push(Row { line: None, height: label.lines.len().max(1) as f64 * LEADING + GROUP_GAP, label });
        for line in &group.lines {
            let label = node::lines(&network.nodes[line.1].label, room, 2);
            rows.push(Row { line: Some(*line), height: label.lines.len().max(1) as f64 * LEADING + GAP, label });
        }
    }
    rows
}

/// Around the middle: groups down the right side, and up the left.
fn around(network: &Network, paper: &mut Paper, centre: usize, groups: &[Group<'_>]) -> f64 {
    const REACH: f64 = 150.0;
    let room = paper.across() / 2.0 - REACH - POINT - 10.0;
    let rows = rows(network, groups, room);
    let whole: f64 = rows.iter().map(|row| row.height).sum();
    let cut = cut(&rows, whole);
    let sides = [&rows[..cut], &rows[cut..]];
    let height = |side: &[Row]| side.iter().map(|row| row.height).sum::<f64>();
    let tallest = height(sides[0]).max(height(sides[1])).max(MIDDLE * 2.0 + 60.0);
    let middle = (paper.across() / 2.0, tallest / 2.0);
    for (side, rows) in sides.into_iter().enumerate() {
        let (side, towards) = if side == 0 { (Side::Right, 1.0) } else { (Side::Left, -1.0) };
        let mut y = (tallest - height(rows)) / 2.0;
        for row in rows {
            let own = y + row.height - row.label.lines.len().max(1) as f64 * LEADING / 2.0;
            // On an ellipse, so that what is far up or down comes nearer to the middle.
            let up = ((own - middle.1) / (tallest / 2.0 + 30.0)).clamp(-1.0, 1.0);
            let x = middle.0 + towards * (62.0 + (REACH - 62.0) * (1.0 - up * up).sqrt());
            y += row.height;
            draw_row(network, paper, row, (middle, (x, own)), side);
        }
    }
    let name = node::lines(&network.nodes[centre].label, 118.0, 3);
    let label = Label::beside(name, middle, MIDDLE + 3.0, Side::Below);
    node::draw(network, paper, centre, (middle, MIDDLE), Some(&label));
    tallest
}

/// Where the left side begins: as near to the half as a group's end is, or within a group where one is very long.
fn cut(rows: &[Row], whole: f64) -> usize {
    let mut above = 0.0;
    let mut best = (f64::INFINITY, rows.len());
    for (at, row) in rows.iter().enumerate() {
        let is_start = row.line.is_none() && at > 0;
        let off = (above - whole / 2.0).abs() + if is_start { 0.0 } else { whole * 0.3 };
        if off < best.0 && (is_start || at > 2) {
            best = (off, at);
        }
        above += row.height;
    }
    if rows.len() <= 4 { rows.len() } else { best.1 }
}

fn draw_row(network: &Network, paper: &mut Paper, row: &Row, (middle, place): ((f64, f64), (f64, f64)), side: Side) {
    let label = Label::beside(row.label.clone(), place, POINT, side);
    let Some((line, far)) = row.line else {
        return node::label(paper, "label label-name", &label);
    };
    let handle = (middle.0 + (place.0 - middle.0) * 0.55, place.1);
    let path = Path::from(middle.0, middle.1).bend(handle, place);
    draw_line(network, paper, line, &path, (handle, place));
    node::draw(network, paper, far, (place, POINT), Some(&label));
}

/// Draws the line to a neighbour, with its arrow at the end to which it leads.
fn draw_line(network: &Network, paper: &mut Paper, line: usize, path: &Path, (from, to): ((f64, f64), (f64, f64))) {
    let edge = &network.edges[line];
    edge::begin(network, &mut paper.lines, edge);
    paper.lines.path("line", path);
    if network.relations[edge.relation].direction == Direction::Arrow && Some(edge.from) == network.centre {
        let towards = if to.0 >= from.0 { 1.0 } else { -1.0 };
        paper.lines.path("arrow-head", &edge::arrow((to.0 - towards * (POINT + 1.0), to.1), (towards, 0.0)));
    }
    paper.lines.close("g");
}

/// Below the middle, one after the other: for a phone.
fn below(network: &Network, paper: &mut Paper, centre: usize, groups: &[Group<'_>]) -> f64 {
    const LEFT: f64 = 46.0;
    let middle = (MIDDLE + 5.0, MIDDLE + 5.0);
    let rows = rows(network, groups, paper.across() - LEFT - POINT - 8.0);
    let name = node::lines(&network.nodes[centre].label, paper.across() - 46.0, 2);
    let mut y = middle.1 + (name.lines.len() as f64 * LEADING / 2.0).max(MIDDLE) + 2.0;
    for row in &rows {
        let own = y + row.height - row.label.lines.len().max(1) as f64 * LEADING / 2.0;
        y += row.height;
        let label = Label::beside(row.label.clone(), (LEFT, own), POINT, Side::Right);
        let Some((line, far)) = row.line else {
            node::label(paper, "label label-name", &Label { at: (LEFT - POINT, label.at.1), ..label });
            continue;
        };
        let path = Path::from(middle.0, middle.1).line(middle.0, own - 12.0).bend((middle.0, own), (LEFT, own));
        draw_line(network, paper, line, &path, (middle, (LEFT, own)));
        node::draw(network, paper, far, ((LEFT, own), POINT), Some(&label));
    }
    let label = Label::beside(name, middle, MIDDLE + 4.0, Side::Right);
    node::draw(network, paper, centre, (middle, MIDDLE), Some(&label));
    y + 2.0
}

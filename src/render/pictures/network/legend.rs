//! What colours, dashes and outlines mean, below the drawing.

use super::edge::arrow;
use super::{Direction, Form, LEADING, Network, Paper, Standing, TEXT};
use crate::render::pictures::point_mark::Shape;
use crate::render::pictures::svg::Anchor;
use crate::render::pictures::text;

/// One entry.
enum Key<'n> {
    Point(usize, &'n str),
    Line(usize, &'n str),
    Standing(Standing, &'n str),
}

const SAMPLE: f64 = 24.0;
const GAP: f64 = 16.0;

/// Draws the keys from `top` on, in as many rows as they need; says where the drawing ends.
pub fn draw(network: &Network, paper: &mut Paper, top: f64) -> f64 {
    let keys = keys(network);
    if keys.is_empty() {
        return top - 8.0;
    }
    let (mut x, mut y) = (0.0, top);
    for key in &keys {
        let (Key::Point(_, name) | Key::Line(_, name) | Key::Standing(_, name)) = key;
        let wide = if matches!(key, Key::Line(..)) { SAMPLE } else { 12.0 };
        let shown = text::shorten(name, TEXT, paper.across() - wide - 6.0);
        let length = wide + 6.0 + text::width(&shown, TEXT);
        if x > 0.0 && x + length > paper.across() {
            (x, y) = (0.0, y + LEADING + 4.0);
        }
        sample(network, paper, key, (x, y + LEADING / 2.0));
        paper.marks.text("label", Anchor::Start, (x + wide + 6.0, y + LEADING / 2.0 + TEXT * 0.35), &shown);
        x += length + GAP;
    }
    y + LEADING + 6.0
}

/// Only what the drawing has, and only where there is something to tell apart.
fn keys(network: &Network) -> Vec<Key<'_>> {
    let mut keys = Vec::new();
    if network.colours.len() > 1 {
        let colours = network.colours.iter().enumerate();
        keys.extend(colours.filter(|(at, _)| network.nodes.iter().any(|node| node.colour == *at)).map(|(at, name)| Key::Point(at, name)));
    }
    // Around one thing, and in flows, the words stand in the drawing.
    if !matches!(network.form, Form::Ego | Form::Sankey) {
        let drawn = |at: usize| network.edges.iter().any(|edge| edge.relation == at);
        let relations = network.relations.iter().enumerate();
        keys.extend(relations.filter(|(at, _)| drawn(*at)).map(|(at, relation)| Key::Line(at, &relation.label)));
    }
    for (standing, name) in [(Standing::Planned, &network.planned), (Standing::Ended, &network.ended)] {
        let has_node = network.nodes.iter().any(|node| node.standing == standing);
        if has_node || network.edges.iter().any(|edge| edge.standing == standing) {
            keys.push(Key::Standing(standing, name));
        }
    }
    keys
}

fn sample(network: &Network, paper: &mut Paper, key: &Key<'_>, (x, middle): (f64, f64)) {
    let svg = &mut paper.marks;
    match key {
        Key::Point(colour, _) => {
            Shape::of((*colour).min(7)).draw(svg, &format!("mark {}", network.colour_class(*colour)), (x + 6.0, middle), 5.5);
        }
        // What is true of lines alone is shown on a line.
        Key::Standing(standing, _) if network.nodes.iter().all(|node| node.standing != *standing) => {
            svg.open("g", &[("class", format!("edge{}", standing.class()).as_str().into())]);
            svg.line("line", (x, middle), (x + 12.0, middle));
            svg.close("g");
        }
        Key::Standing(standing, _) => {
            svg.open("g", &[("class", format!("node{}", standing.class()).as_str().into())]);
            Shape::Circle.draw(svg, &format!("mark series-faint{}", standing.class()), (x + 6.0, middle), 5.5);
            svg.close("g");
        }
        Key::Line(relation, _) => {
            svg.open("g", &[("class", (&network.edge_class(*relation)).into())]);
            let has_arrow = network.relations[*relation].direction == Direction::Arrow;
            svg.line("line", (x, middle), (x + SAMPLE - if has_arrow { 6.0 } else { 0.0 }, middle));
            if has_arrow {
                svg.path("arrow-head", &arrow((x + SAMPLE, middle), (1.0, 0.0)));
            }
            svg.close("g");
        }
    }
}

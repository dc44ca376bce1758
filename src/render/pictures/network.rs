//! Networks as SVG, drawn from points and lines that know nothing of entities: the same network gives the same bytes.
//!
//! Whoever makes a [`Network`] has chosen its form, left out what would be too much, and put every word into the page's language.
//! Each form places points in a file of its own: `force`, `layers` (with `rank` below it), `ego`; flows are in `sankey`, and a table's
//! picture is in `grid`. `edge`, `node` and `legend` are drawn in the same way by all.

pub(super) mod edge;
mod ego;
pub(super) mod force;
mod grid;
mod layers;
mod legend;
pub(super) mod node;
mod outline;
mod pack;
pub mod rank;
mod stress;

pub use force::MOST as MOST_POINTS;
pub use grid::{Cell, Grid, draw as draw_grid};
pub use layers::MOST_RANKS;

use super::Width;
use super::svg::{Px, Svg};

/// The size of the words in a network, and from one line to the next. `networks.css` has the same.
pub const TEXT: f64 = 13.0;
pub const LEADING: f64 = 15.0;

/// How many colours there are before they come again.
const COLOURS: usize = 8;

/// How points are placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Force,
    Layers,
    Ego,
    Sankey,
}

/// A network as it is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    pub form: Form,
    pub title: String,
    /// What is seen, in a sentence or two.
    pub description: String,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub relations: Vec<Relation>,
    /// What the colours of the nodes tell, in their order; empty where there is one colour.
    pub colours: Vec<String>,
    /// What the legend calls what is planned and what has ended.
    pub planned: String,
    pub ended: String,
    /// The node in the middle.
    pub centre: Option<usize>,
}

/// A point that stands for a thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub label: String,
    /// All that is told of it where the label may be shortened or missing.
    pub told: String,
    /// Where it leads; may be empty.
    pub href: String,
    pub colour: usize,
    pub standing: Standing,
    /// For flows: how much, in words.
    pub amount: String,
}

/// A line between two points.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub relation: usize,
    pub standing: Standing,
    /// How many relations it stands for.
    pub count: usize,
    /// How much it is; for flows, and for the widths of lines.
    pub amount: f64,
    pub told: String,
}

/// A sort of line.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    pub label: String,
    pub direction: Direction,
}

/// Does a line say which of its ends is which?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Arrow,
    /// The ends are of different kinds, so that it goes without saying.
    Plain,
}

/// Is it there already, is it there still?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Firm,
    Planned,
    Ended,
}

/// A drawing as it grows: what lies below, what lies above, and how much room there is.
pub(super) struct Paper {
    pub width: Width,
    pub lines: Svg,
    pub marks: Svg,
}

/// Why a network cannot be drawn in its own form, so that it is drawn as points and lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It has more lines than could be followed from column to column.
    Lines,
    /// It has more ranks than there is room for; at most so many can be drawn.
    Deep(usize),
    /// There are lines that neither begin nor end in the middle.
    Across,
}

/// Why the form of a network is not the one it is drawn in; nothing where it is.
pub fn unfit(network: &Network, width: Width) -> Option<Unfit> {
    match network.form {
        Form::Force => None,
        Form::Layers => layers::unfit(network, width),
        Form::Ego => (!ego::is_star(network)).then_some(Unfit::Across),
        Form::Sankey => super::sankey::unfit(network, width),
    }
}

/// Draws one SVG: `<svg class="picture picture-wide" role="group">` with a title and a description, and links on what stands for things.
///
/// `id` must be the network's own on its page; both widths may be drawn under one.
pub fn draw(network: &Network, id: &str, width: Width) -> String {
    let mut paper = Paper { width, lines: Svg::default(), marks: Svg::default() };
    let bottom = match network.form {
        Form::Force => force::draw(network, &mut paper),
        Form::Layers => layers::draw(network, &mut paper),
        Form::Ego => ego::draw(network, &mut paper),
        Form::Sankey => super::sankey::draw(network, &mut paper),
    };
    let bottom = legend::draw(network, &mut paper, bottom + 14.0);
    paper.finish((&network.title, &network.description), id, bottom)
}

impl Paper {
    pub fn across(&self) -> f64 {
        match self.width {
            Width::Narrow => 340.0,
            Width::Wide => 720.0,
        }
    }

    /// The whole SVG, so high.
    fn finish(self, (title, description): (&str, &str), id: &str, height: f64) -> String {
        let (id, class) = match self.width {
            Width::Narrow => (format!("{id}-narrow"), "picture picture-narrow picture-network"),
            Width::Wide => (format!("{id}-wide"), "picture picture-wide picture-network"),
        };
        let view = format!("0 0 {} {}", self.across(), Px(height.ceil()));
        let (title_id, description_id) = (format!("{id}-title"), format!("{id}-desc"));
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg".into()),
            ("class", class.into()),
            ("id", (&id).into()),
            ("viewBox", (&view).into()),
            // Not an image: the links inside are for keyboards and screen readers too.
            ("role", "group".into()),
            ("direction", "ltr".into()),
            ("aria-labelledby", (&title_id).into()),
            ("aria-describedby", (&description_id).into()),
        ];
        let mut svg = Svg::default();
        svg.open("svg", &attributes);
        svg.words("title", &[("id", (&title_id).into())], title);
        svg.words("desc", &[("id", (&description_id).into())], description);
        svg.append(self.lines);
        svg.append(self.marks);
        svg.close("svg");
        svg.finish()
    }
}

impl Network {
    /// The class that colours a node.
    pub(super) fn colour_class(&self, colour: usize) -> String {
        // What does not fit into eight colours is drawn in grey.
        if colour >= COLOURS { "series-faint".to_owned() } else { super::sheet::colour(colour) }
    }

    /// The classes of a line: one relation alone is grey, several are told apart by colour and by dashes.
    fn edge_class(&self, relation: usize) -> String {
        if self.relations.len() < 2 {
            return "edge".to_owned();
        }
        let first = if self.colours.len() > 1 { self.colours.len().min(COLOURS) } else { 1 };
        format!("edge edge-{} {}", relation % 4 + 1, super::sheet::colour(first + relation))
    }

    /// How many lines end at each node; a line from a node to itself counts once.
    fn degrees(&self) -> Vec<usize> {
        let mut degrees = vec![0; self.nodes.len()];
        for edge in &self.edges {
            degrees[edge.from] += 1;
            if edge.from != edge.to {
                degrees[edge.to] += 1;
            }
        }
        degrees
    }
}

impl Standing {
    /// What it adds to a mark's or a line's class.
    pub(super) fn class(self) -> &'static str {
        match self {
            Standing::Firm => "",
            Standing::Planned => " planned",
            Standing::Ended => " ended",
        }
    }
}

#[cfg(test)]
mod tests;

//! A hierarchy from left to right: what leads to what, each rank a column of boxes.

use super::node;
use super::rank::{self, Ranks, settle};
use super::{Direction, Edge, LEADING, Network, Paper, TEXT, edge, force, outline};
use crate::render::pictures::Width;
use crate::render::pictures::svg::{Anchor, Path, Rect};
use crate::render::pictures::text::Lines;

/// With more ranks than these, columns are too narrow for words.
pub const MOST_RANKS: usize = 6;

/// With more lines than these nobody could follow one, and counting how often they cross takes long.
const MOST_LINES: usize = 1000;

/// What is left free above and below a box, and inside it.
const APART: f64 = 9.0;
const INSIDE: f64 = 6.0;

/// Can it be drawn in columns at its full width? Else it is drawn as the best that is left.
pub fn fits(network: &Network) -> bool {
    ranks(network).is_some_and(|ranks| ranks.order.len() <= MOST_RANKS)
}

/// What stands in which column; nothing where there are too many lines to follow.
fn ranks(network: &Network) -> Option<Ranks> {
    let lines: Vec<(usize, usize)> = network.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    (lines.len() <= MOST_LINES).then(|| rank::rank(network.nodes.len(), &lines))
}

/// Draws the network and returns its height.
pub fn draw(network: &Network, paper: &mut Paper) -> f64 {
    if paper.width == Width::Narrow
        && let Some(bottom) = outline::draw(network, paper)
    {
        return bottom;
    }
    let most = if paper.width == Width::Wide { MOST_RANKS } else { 3 };
    let Some(ranks) = ranks(network).filter(|ranks| ranks.order.len() <= most) else { return force::draw(network, paper) };
    let sheet = Columns::of(network, paper, &ranks);
    for (edge, (way, turned)) in network.edges.iter().zip(ranks.ways.iter().zip(&ranks.is_turned)) {
        draw_edge(network, paper, edge, &sheet, (way, *turned));
    }
    for (node, lines) in sheet.lines.iter().enumerate() {
        boxed(network, paper, node, sheet.covers(node), lines);
    }
    sheet.bottom
}

/// Where the columns are, and at which height each of their boxes.
struct Columns {
    rank: Vec<usize>,
    lines: Vec<Lines>,
    heights: Vec<f64>,
    middles: Vec<f64>,
    starts: Vec<f64>,
    width: f64,
    bottom: f64,
}

impl Columns {
    fn of(network: &Network, paper: &Paper, ranks: &Ranks) -> Columns {
        let count = ranks.order.len().max(1);
        let gap = if paper.width == Width::Wide { (150.0 / count as f64).clamp(22.0, 64.0) } else { 20.0 };
        let width = ((paper.across() - gap * (count as f64 - 1.0)) / count as f64).min(230.0);
        let gap = if count > 1 { (paper.across() - width * count as f64) / (count as f64 - 1.0) } else { 0.0 };
        let starts = (0..count).map(|at| at as f64 * (width + gap)).collect();
        let lines: Vec<Lines> = network.nodes.iter().map(|node| node::lines(&node.label, width - 2.0 * INSIDE, 3)).collect();
        let height = |point: usize| match lines.get(point) {
            Some(lines) => lines.lines.len().max(1) as f64 * LEADING + 2.0 * INSIDE + APART - 2.0,
            // A place that a long line passes.
            None => 10.0,
        };
        let heights: Vec<f64> = (0..ranks.rank.len()).map(height).collect();
        let middles = middles(ranks, &heights);
        let ends = middles.iter().zip(&heights).map(|(middle, height)| middle + height / 2.0);
        let bottom = ends.fold(0.0, f64::max);
        Columns { rank: ranks.rank.clone(), lines, heights, middles, starts, width, bottom }
    }

    fn left(&self, point: usize) -> f64 {
        self.starts[self.rank[point]]
    }

    fn covers(&self, node: usize) -> Rect {
        let height = self.heights[node] - APART;
        Rect { x: self.left(node), y: self.middles[node] - height / 2.0, width: self.width, height }
    }
}

/// Heights at which boxes stand: near to those that they are linked with, one after the other in the order of their rank.
fn middles(ranks: &Ranks, heights: &[f64]) -> Vec<f64> {
    let mut near: [Vec<Vec<usize>>; 2] = [vec![Vec::new(); heights.len()], vec![Vec::new(); heights.len()]];
    for step in ranks.ways.iter().flat_map(|way| way.windows(2)) {
        near[0][step[1]].push(step[0]);
        near[1][step[0]].push(step[1]);
    }
    let mut middles = vec![0.0; heights.len()];
    let place = |rank: &[usize], wishes: &[f64], middles: &mut Vec<f64>| {
        let pairs: Vec<(f64, f64)> = rank.iter().zip(wishes).map(|(point, wish)| (*wish, heights[*point])).collect();
        rank.iter().zip(settle(&pairs)).for_each(|(point, middle)| middles[*point] = middle);
    };
    for rank in &ranks.order {
        place(rank, &vec![0.0; rank.len()], &mut middles);
    }
    // Back from the leaves first, so that each stands in the middle of what it leads to.
    for sweep in 0..9 {
        let count = ranks.order.len();
        for at in 0..count {
            let rank = &ranks.order[if sweep % 2 == 0 { count - 1 - at } else { at }];
            let near = &near[if sweep % 2 == 0 { 1 } else { 0 }];
            let wish = |point: &usize| match near[*point].len() {
                0 => middles[*point],
                several => near[*point].iter().map(|other| middles[*other]).sum::<f64>() / several as f64,
            };
            let wishes: Vec<f64> = rank.iter().map(wish).collect();
            place(rank, &wishes, &mut middles);
        }
    }
    let top = middles.iter().zip(heights).map(|(middle, height)| middle - height / 2.0).fold(f64::INFINITY, f64::min);
    let top = if top.is_finite() { top } else { 0.0 };
    middles.iter().map(|middle| middle - top).collect()
}

/// Draws a line along all that it passes.
fn draw_edge(network: &Network, paper: &mut Paper, edge: &Edge, sheet: &Columns, (way, is_turned): (&[usize], bool)) {
    edge::begin(network, &mut paper.lines, edge);
    let has_arrow = is_turned || network.relations[edge.relation].direction == Direction::Arrow;
    let right = |point: usize| (sheet.left(point) + sheet.width, sheet.middles[point]);
    let (mut path, mut end) = match way.first() {
        Some(first) => (Path::from(right(*first).0, right(*first).1), right(*first)),
        None => return paper.lines.close("g"),
    };
    if let [only] = way {
        // From a box to itself: out at its right and back in.
        let (x, y) = right(*only);
        let far = (x + 18.0).min(paper.across());
        path = Path::from(x, y - 5.0).curve((far, y - 12.0), (far, y + 12.0), (x, y + 5.0));
    }
    for &point in &way[1..] {
        let next = (sheet.left(point), sheet.middles[point]);
        let half = (next.0 - end.0) / 2.0;
        path = path.curve((end.0 + half, end.1), (next.0 - half, next.1), next);
        end = next;
        if point >= network.nodes.len() {
            end = right(point);
            path = path.line(end.0, end.1);
        }
    }
    paper.lines.path("line", &path);
    if has_arrow && way.len() > 1 {
        let (tip, towards) = match is_turned {
            true => ((right(way[0]).0 + 1.0, right(way[0]).1), -1.0),
            false => ((end.0 - 1.0, end.1), 1.0),
        };
        paper.lines.path("arrow-head", &edge::arrow(tip, (towards, 0.0)));
    }
    paper.lines.close("g");
}

/// A box with a label in it.
fn boxed(network: &Network, paper: &mut Paper, node: usize, place: Rect, lines: &Lines) {
    node::begin(network, paper, node);
    let class = format!("box {}{}", network.colour_class(network.nodes[node].colour), network.nodes[node].standing.class());
    paper.marks.rect(&class, place);
    for (at, line) in lines.lines.iter().enumerate() {
        let foot = place.y + INSIDE + at as f64 * LEADING + TEXT * 0.86;
        paper.marks.text("label", Anchor::Start, (place.x + INSIDE + 2.0, foot), line);
    }
    node::end(network, paper, node);
}

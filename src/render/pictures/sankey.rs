//! Flows from left to right: bars as high as what flows through a thing, ribbons as wide as what flows from one to the next.

use super::Width;
use super::network::node::{self, Label};
use super::network::rank::{self, Ranks, settle};
use super::network::{LEADING, Network, Paper, TEXT, Unfit, edge, force};
use super::scale::tame;
use super::svg::{Anchor, Path, Rect};
use super::text::{self, Lines};

/// How wide a bar is, and what is left free between bars of one rank.
const BAR: f64 = 12.0;
const APART: f64 = 8.0;

/// Between a name and the amount in its line.
const BESIDE: f64 = 7.0;

/// With more ranks than these there is no room for words between them.
const MOST_RANKS: usize = 5;
const MOST_RANKS_NARROW: usize = 3;

/// Draws the flows and returns the height.
pub(super) fn draw(network: &Network, paper: &mut Paper) -> f64 {
    let ranks = ranks(network);
    if unfit(network, paper.width).is_some() || ranks.order.len() < 2 {
        return force::draw(network, paper);
    }
    let sheet = Columns::of(network, paper, &ranks);
    let ends = sheet.ends(&ranks);
    for (at, edge) in network.edges.iter().enumerate() {
        edge::begin(network, &mut paper.lines, edge);
        let class = format!("flow {}", source_class(network, if ranks.is_turned[at] { edge.to } else { edge.from }));
        paper.lines.path(&class, &sheet.ribbon(&ends, &ranks.ways[at], at));
        paper.lines.close("g");
    }
    for node in 0..network.nodes.len() {
        let label = sheet.label(node);
        node::begin(network, paper, node);
        let standing = network.nodes[node].standing.class();
        paper.marks.rect(&format!("mark {}{standing}", source_class(network, node)), sheet.bar(node));
        // Without a halo: on a ribbon, which is pale, it would look like a smear.
        node::label(paper, "label", &label.0);
        node::label(paper, "label amount", &label.1);
        node::end(network, paper, node);
    }
    sheet.bottom
}

/// Why the flows cannot be drawn as ribbons, if they cannot.
pub(super) fn unfit(network: &Network, width: Width) -> Option<Unfit> {
    let most = if width == Width::Wide { MOST_RANKS } else { MOST_RANKS_NARROW };
    (ranks(network).order.len() > most).then_some(Unfit::Deep(most))
}

fn ranks(network: &Network) -> Ranks {
    let lines: Vec<(usize, usize)> = network.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    rank::rank(network.nodes.len(), &lines)
}

/// The colour of what flows from a thing: its own where colours tell something, else that of its place.
fn source_class(network: &Network, node: usize) -> String {
    network.colour_class(if network.colours.len() > 1 { network.nodes[node].colour } else { node })
}

/// Where the bars are.
struct Columns {
    rank: Vec<usize>,
    starts: Vec<f64>,
    middles: Vec<f64>,
    /// How high each bar is, and each passage of a ribbon through a rank.
    sizes: Vec<f64>,
    /// What flows along each line, in the drawing's units.
    flows: Vec<f64>,
    names: Vec<Lines>,
    amounts: Vec<Lines>,
    /// Which amounts stand in one line with their names.
    is_one_line: Vec<bool>,
    bottom: f64,
}

/// For each line, at which height it leaves and reaches each of its places.
type Ends = Vec<Vec<(f64, f64)>>;

impl Columns {
    fn of(network: &Network, paper: &Paper, ranks: &Ranks) -> Columns {
        let last = ranks.order.len() - 1;
        let aside = match (paper.width, last) {
            (Width::Wide, 1 | 2) => 190.0,
            (Width::Wide, _) => 150.0,
            (Width::Narrow, 1) => 110.0,
            (Width::Narrow, _) => 84.0,
        };
        let step = (paper.across() - 2.0 * aside - BAR) / last as f64;
        let between = step - BAR - 16.0;
        let room = |node: usize| if ranks.rank[node] == 0 || ranks.rank[node] == last { aside - 8.0 } else { between.max(44.0) };
        let names: Vec<Lines> = (0..network.nodes.len()).map(|node| node::lines(&network.nodes[node].label, room(node), 3)).collect();
        let amounts: Vec<Lines> =
            (0..network.nodes.len()).map(|node| text::wrap(&network.nodes[node].amount, TEXT, room(node), 2)).collect();
        let values: Vec<f64> = network.edges.iter().map(|edge| tame(edge.amount).max(0.0)).collect();
        let through = through(ranks, &values);
        let together = |node: usize| names[node].width(TEXT) + BESIDE + amounts[node].width(TEXT);
        let is_one_line: Vec<bool> = (0..names.len())
            .map(|node| names[node].lines.len() == 1 && amounts[node].lines.len() == 1 && together(node) <= room(node))
            .collect();
        let words = |node: usize| match (names.get(node), amounts.get(node)) {
            (Some(name), Some(_)) if is_one_line[node] => name.lines.len() as f64 * LEADING,
            (Some(name), Some(amount)) => (name.lines.len() + amount.lines.len()) as f64 * LEADING,
            _ => 0.0,
        };
        let rows = ranks.order.iter().map(|rank| rank.iter().map(|point| words(*point).max(8.0) + APART).sum::<f64>()).fold(0.0, f64::max);
        let tallest = rows.clamp(if paper.width == Width::Wide { 260.0 } else { 300.0 }, 1400.0);
        let unit = |rank: &Vec<usize>| {
            let sum: f64 = rank.iter().map(|point| through[*point]).sum();
            let free = tallest - APART * rank.len() as f64;
            if sum > 0.0 { free.max(tallest * 0.3) / sum } else { f64::INFINITY }
        };
        let unit = ranks.order.iter().map(unit).fold(f64::INFINITY, f64::min);
        let unit = if unit.is_finite() { unit } else { 0.0 };
        let sizes: Vec<f64> = through.iter().map(|value| (value * unit).max(1.0)).collect();
        let heights: Vec<f64> = (0..sizes.len()).map(|point| sizes[point].max(words(point)) + APART).collect();
        let middles = middles(ranks, &heights, &values);
        let bottom = middles.iter().zip(&heights).map(|(middle, height)| middle + height / 2.0).fold(0.0, f64::max);
        Columns {
            rank: ranks.rank.clone(),
            starts: (0..=last).map(|at| aside + at as f64 * step).collect(),
            middles,
            sizes,
            flows: values.iter().map(|value| value * unit).collect(),
            names,
            amounts,
            is_one_line,
            bottom,
        }
    }

    fn bar(&self, point: usize) -> Rect {
        Rect { x: self.starts[self.rank[point]], y: self.middles[point] - self.sizes[point] / 2.0, width: BAR, height: self.sizes[point] }
    }

    /// A node's name and its amount, outside of the first and the last rank, else to the right.
    fn label(&self, node: usize) -> (Label, Label) {
        let bar = self.bar(node);
        let (anchor, x) = match self.rank[node] {
            0 => (Anchor::End, bar.x - 6.0),
            _ => (Anchor::Start, bar.x + BAR + 6.0),
        };
        let (name, amount) = (&self.names[node], &self.amounts[node]);
        if self.is_one_line[node] {
            let top = self.middles[node] - LEADING / 2.0;
            let (first, second) = match anchor {
                Anchor::End => (x - amount.width(TEXT) - BESIDE, x),
                Anchor::Start | Anchor::Middle => (x, x + name.width(TEXT) + BESIDE),
            };
            return (Label { lines: name.clone(), anchor, at: (first, top) }, Label { lines: amount.clone(), anchor, at: (second, top) });
        }
        let height = (name.lines.len() + amount.lines.len()) as f64 * LEADING;
        let top = self.middles[node] - height / 2.0;
        let below = top + name.lines.len() as f64 * LEADING;
        (Label { lines: name.clone(), anchor, at: (x, top) }, Label { lines: amount.clone(), anchor, at: (x, below) })
    }

    /// Where each line leaves and reaches its places: at each place in the order of where it comes from and goes to.
    fn ends(&self, ranks: &Ranks) -> Ends {
        let mut ends: Ends = ranks.ways.iter().map(|way| vec![(0.0, 0.0); way.len()]).collect();
        for point in 0..self.middles.len() {
            let mut reach: Vec<(f64, usize, usize)> = Vec::new();
            let mut leave: Vec<(f64, usize, usize)> = Vec::new();
            for (line, way) in ranks.ways.iter().enumerate() {
                let Some(at) = way.iter().position(|known| *known == point) else { continue };
                if at > 0 {
                    reach.push((self.middles[way[at - 1]], line, at));
                }
                if at + 1 < way.len() {
                    leave.push((self.middles[way[at + 1]], line, at));
                }
            }
            for (mut sides, is_left) in [(reach, true), (leave, false)] {
                sides.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
                let sum: f64 = sides.iter().map(|(_, line, _)| self.flows[*line]).sum();
                let mut y = self.middles[point] - sum / 2.0;
                for (_, line, at) in sides {
                    if is_left {
                        ends[line][at].0 = y
                    } else {
                        ends[line][at].1 = y
                    }
                    y += self.flows[line];
                }
            }
        }
        ends
    }

    /// The outline of a line's ribbon.
    fn ribbon(&self, ends: &Ends, way: &[usize], line: usize) -> Path {
        let height = self.flows[line].max(0.6);
        // The upper edge there, then the lower one back.
        let steps: Vec<[(f64, f64); 2]> = (1..way.len())
            .map(|at| {
                let (from, to) = (way[at - 1], way[at]);
                [(self.starts[self.rank[from]] + BAR, ends[line][at - 1].1), (self.starts[self.rank[to]], ends[line][at].0)]
            })
            .collect();
        let Some(first) = steps.first() else { return Path::default() };
        let mut path = Path::from(first[0].0, first[0].1);
        for [(x0, y0), (x1, y1)] in &steps {
            let half = (x1 - x0) / 2.0;
            path = path.line(*x0, *y0).curve((x0 + half, *y0), (x1 - half, *y1), (*x1, *y1));
        }
        for [(x0, y0), (x1, y1)] in steps.iter().rev() {
            let half = (x1 - x0) / 2.0;
            path = path.line(*x1, y1 + height).curve((x1 - half, y1 + height), (x0 + half, y0 + height), (*x0, y0 + height));
        }
        path.close()
    }
}

/// What flows through each point: what comes in or what goes out, whichever is more.
fn through(ranks: &Ranks, values: &[f64]) -> Vec<f64> {
    let mut into = vec![0.0; ranks.rank.len()];
    let mut out = vec![0.0; ranks.rank.len()];
    for (way, value) in ranks.ways.iter().zip(values) {
        way.windows(2).for_each(|step| {
            out[step[0]] += value;
            into[step[1]] += value;
        });
    }
    into.iter().zip(&out).map(|(into, out): (&f64, &f64)| into.max(*out)).collect()
}

/// Heights at which bars stand, near to what flows into them and out of them.
fn middles(ranks: &Ranks, heights: &[f64], values: &[f64]) -> Vec<f64> {
    let mut near: Vec<Vec<(usize, f64)>> = vec![Vec::new(); heights.len()];
    for (way, value) in ranks.ways.iter().zip(values) {
        for step in way.windows(2) {
            near[step[0]].push((step[1], *value));
            near[step[1]].push((step[0], *value));
        }
    }
    let mut middles = vec![0.0; heights.len()];
    for sweep in 0..8 {
        for rank in &ranks.order {
            let wish = |point: &usize| {
                let sum: f64 = near[*point].iter().map(|(_, value)| value).sum();
                match sum > 0.0 && sweep > 0 {
                    true => near[*point].iter().map(|(other, value)| middles[*other] * value).sum::<f64>() / sum,
                    false => middles[*point],
                }
            };
            let wishes: Vec<(f64, f64)> = rank.iter().map(|point| (wish(point), heights[*point])).collect();
            rank.iter().zip(settle(&wishes)).for_each(|(point, middle)| middles[*point] = middle);
        }
    }
    let top = middles.iter().zip(heights).map(|(middle, height)| middle - height / 2.0).fold(f64::INFINITY, f64::min);
    middles.iter().map(|middle| middle - if top.is_finite() { top } else { 0.0 }).collect()
}

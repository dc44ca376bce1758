//! What of a network is drawn where all of it would be too much, and what that leaves out, in a sentence.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::choose::{MOST_DRAWN, linked};
use super::gather::{Graph, Link};
use super::words;
use crate::registry::view::network::{Form, NetworkView};
use crate::render::ask::Window;
use crate::render::pictures::network::MOST_POINTS;

/// The points and links that are drawn, and what is said of the others.
#[derive(Default)]
pub struct Drawn<'w> {
    /// Positions in the graph, in order.
    pub points: Vec<usize>,
    pub links: Vec<Link<'w>>,
    pub remarks: Vec<String>,
    /// Points that are linked with nothing, where they are too many to be drawn.
    pub loose: Vec<usize>,
    /// The currency of the amounts, where flows are drawn.
    pub currency: &'w str,
}

/// More things than these that are linked with nothing are listed, not drawn.
const MOST_LOOSE: usize = 24;

/// More neighbours than these do not fit around one thing.
const MOST_AROUND: usize = 60;

/// More ribbons than these cannot be told apart.
const MOST_FLOWS: usize = 120;

/// Chooses what is drawn in this form.
pub fn reduce<'w>(window: &Window, view: &NetworkView, graph: &Graph<'w>, form: Form) -> Drawn<'w> {
    match form {
        Form::Ego => around(window, graph),
        Form::Sankey => flows(window, view, graph),
        Form::Force | Form::Layers | Form::Matrix => best(window, graph),
    }
}

fn say(window: &Window, key: &str, numbers: &[(&str, usize)]) -> String {
    let args: Vec<(&str, crate::render::strings::Arg)> = numbers.iter().map(|(name, number)| (*name, (*number as i64).into())).collect();
    window.formats().strings().get(key, &args)
}

/// The best linked points and what joins them.
fn best<'w>(window: &Window, graph: &Graph<'w>) -> Drawn<'w> {
    let all = linked(graph);
    let loose: Vec<usize> = (0..graph.ends.len()).filter(|at| !all.contains(at)).collect();
    let mut kept = all.clone();
    let mut sizes = [MOST_DRAWN, 100, 60, 40].into_iter();
    while kept.len() > MOST_POINTS || is_tangle(graph, &kept) {
        let Some(most) = sizes.next() else { break };
        kept = best_linked(graph, &all, most);
    }
    let links: Vec<Link> = graph.links.iter().filter(|link| kept.contains(&link.from) && kept.contains(&link.to)).copied().collect();
    let mut drawn = Drawn { points: kept.iter().copied().collect(), links, ..Drawn::default() };
    if kept.len() < all.len() {
        let numbers = [("drawn", kept.len()), ("count", all.len()), ("lines", drawn.links.len()), ("links", graph.links.len())];
        drawn.remarks.push(say(window, "network-reduced", &numbers));
    }
    match loose.len() {
        0 => {}
        1..=MOST_LOOSE => {
            drawn.points.extend(loose);
            drawn.points.sort_unstable();
        }
        _ => drawn.loose = loose,
    }
    drawn
}

/// Are there so many lines that none can be followed?
fn is_tangle(graph: &Graph, kept: &BTreeSet<usize>) -> bool {
    let pairs = graph.links.iter().filter(|link| kept.contains(&link.from) && kept.contains(&link.to));
    let pairs: BTreeSet<(usize, usize)> = pairs.map(|link| (link.from.min(link.to), link.from.max(link.to))).collect();
    kept.len() > 40 && pairs.len() > kept.len() * 5
}

/// So many points: the best linked, then always the best linked of those that hang together with what is there already, so that none
/// stands alone. The one in the middle is the first.
fn best_linked(graph: &Graph, all: &BTreeSet<usize>, most: usize) -> BTreeSet<usize> {
    let neighbours = neighbours(graph);
    let rank = |at: usize| (graph.centre != Some(at), Reverse(neighbours[at].len()), at);
    let mut left: BTreeSet<_> = all.iter().map(|at| rank(*at)).collect();
    let (mut kept, mut near) = (BTreeSet::new(), BTreeSet::new());
    while kept.len() < most {
        let Some(next) = near.pop_first().or_else(|| left.first().copied()) else { break };
        let (.., at) = next;
        // There is no room for a further pair, which would begin with this one.
        if kept.len() + 1 == most && !neighbours[at].is_empty() && neighbours[at].is_disjoint(&kept) {
            break;
        }
        left.remove(&next);
        kept.insert(at);
        near.extend(neighbours[at].iter().filter(|other| !kept.contains(*other)).map(|other| rank(*other)));
    }
    kept
}

/// With which others each point is linked.
fn neighbours(graph: &Graph) -> Vec<BTreeSet<usize>> {
    let mut neighbours = vec![BTreeSet::new(); graph.ends.len()];
    for link in graph.links.iter().filter(|link| link.from != link.to) {
        neighbours[link.from].insert(link.to);
        neighbours[link.to].insert(link.from);
    }
    neighbours
}

/// With how many others each point is linked.
pub fn degrees(graph: &Graph) -> Vec<usize> {
    neighbours(graph).iter().map(BTreeSet::len).collect()
}

/// The neighbours of the thing in the middle, as many of each sort as there is room for.
fn around<'w>(window: &Window, graph: &Graph<'w>) -> Drawn<'w> {
    let mut counts = vec![0; graph.ties.len()];
    graph.links.iter().for_each(|link| counts[link.tie] += 1);
    let sum = |most: usize| counts.iter().map(|count: &usize| (*count).min(most)).sum::<usize>();
    let most = (1..=MOST_AROUND).rev().find(|most| sum(*most) <= MOST_AROUND).unwrap_or(1);
    let mut taken = vec![0; graph.ties.len()];
    let take = |link: &&Link| {
        taken[link.tie] += 1;
        taken[link.tie] <= most
    };
    let links: Vec<Link> = graph.links.iter().filter(take).copied().collect();
    let points: BTreeSet<usize> = links.iter().flat_map(|link| [link.from, link.to]).chain(graph.centre).collect();
    let mut remarks = Vec::new();
    if links.len() < graph.links.len() {
        remarks.push(say(window, "network-around", &[("drawn", links.len()), ("links", graph.links.len()), ("most", most)]));
    }
    Drawn { points: points.into_iter().collect(), links, remarks, ..Drawn::default() }
}

/// What flows: amounts of one currency, the largest of them.
fn flows<'w>(window: &Window, view: &NetworkView, graph: &Graph<'w>) -> Drawn<'w> {
    let has_weight = !view.weight.is_empty();
    let mut remarks = Vec::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for link in &graph.links {
        if let Some((_, currency)) = words::amount(view, link) {
            *counts.entry(currency).or_default() += 1;
        }
    }
    let currency = counts.iter().max_by_key(|(_, count)| **count).map_or("", |(currency, _)| *currency);
    let (selves, others): (Vec<Link>, Vec<Link>) = graph.links.iter().partition(|link| link.from == link.to);
    let value = |link: &Link<'w>| match has_weight {
        true => words::amount(view, link).filter(|(_, own)| *own == currency).map_or(0.0, |(amount, _)| amount),
        false => 1.0,
    };
    let (mut flowing, still): (Vec<Link>, Vec<Link>) = others.into_iter().partition(|link| value(link) > 0.0);
    let said: Vec<&str> = still.iter().filter_map(|link| words::amount(view, link)).map(|(_, own)| own).collect();
    let foreign = said.iter().filter(|own| **own != currency).count();
    let left_out = [
        ("network-itself", selves.len()),
        ("network-currency", foreign),
        ("network-zero", said.len() - foreign),
        ("network-no-amount", still.len() - said.len()),
    ];
    for (key, count) in left_out {
        if count > 0 {
            remarks.push(say(window, key, &[("count", count)]));
        }
    }
    if flowing.len() > MOST_FLOWS && has_weight {
        let all = flowing.len();
        flowing.sort_by(|one, other| value(other).total_cmp(&value(one)));
        flowing.truncate(MOST_FLOWS);
        remarks.push(say(window, "network-flows", &[("drawn", MOST_FLOWS), ("links", all)]));
    }
    let points: BTreeSet<usize> = flowing.iter().flat_map(|link| [link.from, link.to]).collect();
    Drawn { points: points.into_iter().collect(), links: flowing, remarks, currency, ..Drawn::default() }
}

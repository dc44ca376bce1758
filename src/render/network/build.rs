//! A network as it is drawn: points, lines and words, from what was chosen of the site's things.

use std::collections::BTreeMap;

use super::gather::{End, Graph, Link};
use super::reduce::{Drawn, degrees};
use super::words::{self, Called};
use crate::registry::kind::{FieldId, FieldKind};
use crate::registry::query::Path;
use crate::registry::value::Value;
use crate::registry::view::network::{Colour, Form, NetworkView};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::pictures::network::{self, Direction, Edge, Network, Node, Relation, Standing};

/// More colours than these cannot be told apart; what is left shares one.
const MOST_COLOURS: usize = 8;

/// Makes the drawing.
pub fn network(window: &Window, view: &NetworkView, graph: &Graph, drawn: &Drawn, form: Form) -> Network {
    let called: Vec<Called> = drawn.points.iter().map(|at| words::called(window, view, graph.ends[*at])).collect();
    let place: BTreeMap<usize, usize> = drawn.points.iter().enumerate().map(|(at, point)| (*point, at)).collect();
    let (colours, colour_of) = colours(window, view, graph, drawn, &called);
    let (edges, relations) = edges(window, view, (graph, drawn), &place);
    let mut nodes: Vec<Node> = called
        .iter()
        .zip(colour_of)
        .map(|(called, colour)| Node {
            label: called.label.clone(),
            told: told(called),
            href: called.href.clone(),
            colour,
            standing: called.standing,
            amount: String::new(),
        })
        .collect();
    if form == Form::Sankey {
        amounts(window, view, &mut nodes, (graph, drawn, &place));
    }
    let strings = window.formats().strings();
    Network {
        form: match form {
            Form::Layers => network::Form::Layers,
            Form::Ego => network::Form::Ego,
            Form::Sankey => network::Form::Sankey,
            Form::Force | Form::Matrix => network::Form::Force,
        },
        title: title(window, view, graph),
        description: description(window, graph, &called, drawn),
        nodes,
        edges,
        relations,
        colours,
        planned: strings.get("network-planned", &[]),
        ended: strings.get("network-ended", &[]),
        centre: graph.centre.and_then(|centre| place.get(&centre).copied()),
    }
}

fn told(called: &Called) -> String {
    format!("{} ({})", called.title, called.kind)
}

/// The view's own title, else what is around what, else the kinds that are drawn.
pub fn title(window: &Window, view: &NetworkView, graph: &Graph) -> String {
    if let Some(title) = &view.shared.title {
        return in_language(title, window.language).to_owned();
    }
    let strings = window.formats().strings();
    if let Some((centre, _)) = view.around {
        return strings.get("network-around-title", &[("name", (&*window.card(centre).title).into())]);
    }
    let mut kinds = Vec::new();
    for kind in graph.ends.iter().filter_map(End::thing).map(|thing| window.kind_of(thing)) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let plurals: Vec<String> =
        kinds.iter().map(|kind| in_language(&window.kinds().kind(*kind).plural, window.language).to_owned()).collect();
    strings.get("network-title", &[("kinds", (&window.formats().list(&plurals)).into())])
}

/// What is seen, in a sentence or two: how many things and links, of which sorts, and who is linked best.
pub fn description(window: &Window, graph: &Graph, called: &[Called], drawn: &Drawn) -> String {
    let strings = window.formats().strings();
    let mut counts = vec![0_usize; graph.ties.len()];
    drawn.links.iter().for_each(|link| counts[link.tie] += 1);
    let sorts: Vec<String> = (0..graph.ties.len())
        .filter(|tie| counts[*tie] > 0)
        .map(|tie| format!("{} ({})", words::tie(window, graph, tie), window.formats().integer(counts[tie] as i64)))
        .collect();
    let (things, links) = (drawn.points.len() as i64, drawn.links.len() as i64);
    let sorts = window.formats().list(&sorts);
    let mut said = strings.get("network-told", &[("things", things.into()), ("links", links.into()), ("sorts", (&sorts).into())]);
    let degrees = degrees(graph);
    let mut order: Vec<usize> = (0..drawn.points.len()).collect();
    order.sort_by_key(|at| (usize::MAX - degrees[drawn.points[*at]], *at));
    let best: Vec<String> = order
        .iter()
        .take(3)
        .filter(|at| degrees[drawn.points[**at]] > 1)
        .map(|at| format!("{} ({})", called[*at].title, window.formats().integer(degrees[drawn.points[*at]] as i64)))
        .collect();
    if drawn.points.len() > 4 && !best.is_empty() && graph.centre.is_none() {
        said.push(' ');
        said.push_str(&strings.get("network-best", &[("names", (&window.formats().list(&best)).into())]));
    }
    said
}

/// What the colours tell, and the colour of each point.
fn colours(window: &Window, view: &NetworkView, graph: &Graph, drawn: &Drawn, called: &[Called]) -> (Vec<String>, Vec<usize>) {
    let name = |(point, called): (&usize, &Called)| match (&view.colour, graph.ends[*point]) {
        (Colour::Field(paths), End::Thing(id)) => {
            let path = paths.iter().find(|path| path.kind == window.kind_of(id));
            path.map_or_else(|| called.kind.clone(), |path| value(window, id, *path))
        }
        _ => called.kind.clone(),
    };
    let names: Vec<String> = drawn.points.iter().zip(called).map(name).collect();
    let mut counts: Vec<(String, usize)> = Vec::new();
    for name in &names {
        match counts.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => counts.push((name.clone(), 1)),
        }
    }
    if counts.len() > MOST_COLOURS {
        // The sort keeps the order of those that are as frequent.
        counts.sort_by_key(|(_, count)| usize::MAX - count);
        counts.truncate(MOST_COLOURS);
    }
    let colour = |name: &String| counts.iter().position(|(known, _)| known == name).unwrap_or(MOST_COLOURS);
    let of: Vec<usize> = names.iter().map(colour).collect();
    let mut legend: Vec<String> = counts.into_iter().map(|(name, _)| name).collect();
    if of.contains(&MOST_COLOURS) {
        legend.push(window.formats().strings().get("network-others", &[]));
    }
    (legend, of)
}

/// The first value of a field, in words.
fn value(window: &Window, id: crate::registry::EntityId, path: Path) -> String {
    let field = window.kinds().field(path.field);
    let not_given = || window.formats().strings().get("ungrouped", &[]);
    if matches!(field.kind, FieldKind::Ref(_) | FieldKind::Inverse(_)) {
        return window.ends(id, path.field).first().map_or_else(not_given, |end| window.card(*end).title.to_string());
    }
    let given = window.fact(id, path.field).and_then(|given| given.value.items().first());
    given.map_or_else(not_given, |value| in_words(window, path.field, value))
}

fn in_words(window: &Window, field: FieldId, value: &Value) -> String {
    match value {
        Value::Choice(choice) => {
            let choice = window.kinds().field(field).choices().get(usize::from(*choice));
            choice.map_or(String::new(), |choice| in_language(&choice.label, window.language).to_owned())
        }
        other => crate::render::view::in_words(window, field, other),
    }
}

/// The lines: what joins the same two in the same way is one.
fn edges(
    window: &Window,
    view: &NetworkView,
    (graph, drawn): (&Graph, &Drawn),
    place: &BTreeMap<usize, usize>,
) -> (Vec<Edge>, Vec<Relation>) {
    let mut relations: Vec<Relation> = Vec::new();
    let mut lines: BTreeMap<(usize, usize, usize), Vec<&Link>> = BTreeMap::new();
    for link in &drawn.links {
        let label = words::tie(window, graph, link.tie);
        let kind = |at: usize| graph.ends[at].thing().map(|thing| window.kind_of(thing));
        let is_directed = kind(link.from) == kind(link.to) && graph.centre.is_none();
        // Relations of one name are one sort to a reader, whichever kind declares them.
        let at = relations.iter().position(|known| known.label == label).unwrap_or_else(|| {
            relations.push(Relation { label, direction: Direction::Plain });
            relations.len() - 1
        });
        if is_directed {
            relations[at].direction = Direction::Arrow;
        }
        let (Some(from), Some(to)) = (place.get(&link.from), place.get(&link.to)) else { continue };
        lines.entry((*from, *to, at)).or_default().push(link);
    }
    let edge = |((from, to, relation), links): ((usize, usize, usize), Vec<&Link>)| {
        let standings: Vec<Standing> = links.iter().map(|link| words::standing_of_link(window, link)).collect();
        let amounts = links.iter().map(|link| words::amount(view, link).map_or(0.0, |(amount, _)| amount.max(0.0)));
        let amount = if view.weight.is_empty() { links.len() as f64 } else { amounts.sum() };
        Edge {
            from,
            to,
            relation,
            standing: if standings.iter().all(|own| *own == standings[0]) { standings[0] } else { Standing::Firm },
            count: links.len(),
            amount,
            told: told_line(window, view, graph, &relations[relation].label, &links),
        }
    };
    let edges = lines.into_iter().map(edge).collect();
    (edges, relations)
}

/// "Tecnalia – Partners (coordinator) – EXCITE".
fn told_line(window: &Window, view: &NetworkView, graph: &Graph, label: &str, links: &[&Link]) -> String {
    let name = |at: usize| words::called(window, view, graph.ends[at]).label;
    let Some(first) = links.first() else { return String::new() };
    let mut said: Vec<String> = links.iter().take(3).map(|link| words::said(window, link)).filter(|said| !said.is_empty()).collect();
    said.dedup();
    let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(" / ")) };
    let times = if links.len() > 1 { format!(" ×{}", window.formats().integer(links.len() as i64)) } else { String::new() };
    format!("{} – {label}{said}{times} – {}", name(first.from), name(first.to))
}

/// What flows through each thing, in words: what comes in, or what goes out, whichever is more; flows that are too small to be drawn count too.
fn amounts(window: &Window, view: &NetworkView, nodes: &mut [Node], (graph, drawn, place): (&Graph, &Drawn, &BTreeMap<usize, usize>)) {
    let mut sums = vec![(0.0, 0.0); nodes.len()];
    for link in &graph.links {
        let amount = match words::amount(view, link) {
            Some((amount, currency)) if currency == drawn.currency => amount.max(0.0),
            None if view.weight.is_empty() => 1.0,
            _ => continue,
        };
        if let Some(from) = place.get(&link.from) {
            sums[*from].0 += amount;
        }
        if let Some(to) = place.get(&link.to) {
            sums[*to].1 += amount;
        }
    }
    for (node, (out, into)) in nodes.iter_mut().zip(sums) {
        node.amount = words::amount_in_words(window, f64::max(out, into), drawn.currency);
    }
}

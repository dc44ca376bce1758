//! Points that push each other off, held together by their lines; what does not hang together lies side by side.

use super::node::{self, Label, Side, radius};
use super::pack::{self, Reach};
use super::{LEADING, Network, Paper, TEXT, edge, stress};
use crate::render::pictures::Width;
use crate::render::pictures::labels::{Room, inside, meet};
use crate::render::pictures::svg::Rect;
use crate::render::pictures::text::Lines;

/// More points than these cannot be told apart.
pub const MOST: usize = 300;

/// The most that a line of a label has where there is room beside it.
const LONGER: f64 = 200.0;

/// So much of the drawing may be labels before some of them are left out.
const SPACIOUS: f64 = 2.3;

/// Draws the network and returns its height.
pub fn draw(network: &Network, paper: &mut Paper) -> f64 {
    let lines: Vec<(usize, usize)> = network.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let pieces = pack::pieces(network.nodes.len(), &lines);
    let is_linked = |piece: &&Vec<usize>| piece.len() > 1 || lines.iter().any(|(from, _)| *from == piece[0]);
    let (linked, loose): (Vec<&Vec<usize>>, Vec<&Vec<usize>>) = pieces.iter().partition(is_linked);
    let cast = Cast::of(network, paper.width);
    let mut places = vec![(0.0, 0.0); network.nodes.len()];
    let aspect = if paper.width == Width::Wide { 1.5 } else { 0.75 };
    let areas: Vec<f64> = linked.iter().map(|piece| piece.iter().map(|point| cast.area(*point)).sum::<f64>() * SPACIOUS).collect();
    for (piece, room) in linked.iter().zip(pack::rooms(&areas, paper.across(), aspect)) {
        let own: Vec<(usize, usize)> =
            lines.iter().filter_map(|(from, to)| Some((piece.binary_search(from).ok()?, piece.binary_search(to).ok()?))).collect();
        let (mut drawn, _) = stress::place(piece.len(), &own);
        let reaches: Vec<Reach> = piece.iter().map(|point| cast.reach(*point)).collect();
        fit(&mut drawn, room, cast.highest_loop);
        pack::part(&mut drawn, &reaches, Rect { y: room.y + cast.highest_loop, height: room.height - cast.highest_loop, ..room });
        piece.iter().zip(drawn).for_each(|(point, place)| places[*point] = place);
    }
    let bottom = linked.iter().flat_map(|piece| piece.iter()).map(|point| places[*point].1 + cast.reach(*point).down).fold(0.0, f64::max);
    edge::draw_all(network, paper, &places, &cast.radii);
    let points: Vec<usize> = linked.iter().flat_map(|piece| piece.iter().copied()).collect();
    write(network, paper, &cast, (&places, &points), bottom);
    let loose: Vec<usize> = loose.iter().flat_map(|piece| piece.iter().copied()).collect();
    list(network, paper, &cast, &loose, if bottom > 0.0 { bottom + 12.0 } else { 0.0 })
}

/// The points with their sizes and labels, before they have places.
struct Cast {
    radii: Vec<f64>,
    labels: Vec<Lines>,
    /// The points in the order in which they get their labels, and for how many of them there is room.
    order: Vec<usize>,
    is_labelled: Vec<bool>,
    /// What loops need above their points.
    highest_loop: f64,
}

impl Cast {
    fn of(network: &Network, width: Width) -> Cast {
        let degrees = network.degrees();
        let (room, across, tallest) = match width {
            Width::Narrow => (96.0, 340.0, 1500.0),
            Width::Wide => (126.0, 720.0, 1100.0),
        };
        let radii: Vec<f64> = degrees.iter().map(|degree| radius(*degree)).collect();
        // The fewer there are, the more room there is for whole names.
        let most = match network.nodes.len() {
            0..=60 => 5,
            61..=120 => 3,
            _ => 2,
        };
        let labels: Vec<Lines> = network.nodes.iter().map(|node| node::lines(&node.label, room, most)).collect();
        let mut order: Vec<usize> = (0..network.nodes.len()).collect();
        order.sort_by_key(|point| (network.centre != Some(*point), usize::MAX - degrees[*point], *point));
        let has_loop = network.edges.iter().any(|edge| edge.from == edge.to);
        let highest_loop = if has_loop { edge::LOOP + 4.0 } else { 0.0 };
        let mut cast = Cast { radii, labels, order, is_labelled: vec![true; network.nodes.len()], highest_loop };
        let mut left = across * tallest;
        for point in cast.order.clone() {
            left -= cast.area(point) * SPACIOUS;
            cast.is_labelled[point] = left > 0.0 || network.nodes.len() <= 30;
        }
        cast
    }

    /// How far a point reaches with its label below it.
    fn reach(&self, point: usize) -> Reach {
        let radius = self.radii[point] + 2.0;
        if !self.is_labelled[point] {
            return Reach { aside: radius + 1.0, up: radius, down: radius };
        }
        let lines = &self.labels[point];
        Reach {
            aside: (lines.width(TEXT) / 2.0 + 4.0).max(radius),
            up: radius + 1.0,
            down: radius + lines.lines.len() as f64 * LEADING + 3.0,
        }
    }

    /// Where the label of a point may stand, and in which lines, the best first.
    fn options(&self, network: &Network, point: usize, place: (f64, f64)) -> Vec<Label> {
        let own = &self.labels[point];
        // Beside its point a name may be longer.
        let longer = node::lines(&network.nodes[point].label, LONGER, 2);
        let mut options = Vec::new();
        for lines in [own, &longer] {
            if lines != own || options.is_empty() {
                options.extend(Side::ALL.map(|side| Label::beside(lines.clone(), place, self.radii[point], side)));
            }
        }
        options
    }

    fn area(&self, point: usize) -> f64 {
        let Reach { aside, up, down } = self.reach(point);
        (2.0 * aside + 8.0) * (up + down + 8.0)
    }
}

/// Lays places into a room, turned so that it is filled, and stretched by as little as that allows.
fn fit(places: &mut [(f64, f64)], room: Rect, above: f64) {
    let extent = |places: &[(f64, f64)]| {
        let low = places.iter().fold((f64::INFINITY, f64::INFINITY), |low, place| (low.0.min(place.0), low.1.min(place.1)));
        let high = places.iter().fold((f64::NEG_INFINITY, f64::NEG_INFINITY), |high, place| (high.0.max(place.0), high.1.max(place.1)));
        (low, (high.0 - low.0, high.1 - low.1))
    };
    let (_, (width, height)) = extent(places);
    if (width > height) != (room.width > room.height) {
        places.iter_mut().for_each(|place| *place = (place.1, -place.0));
    }
    let (low, (width, height)) = extent(places);
    let (margin, space) = (36.0, (room.width - 72.0, room.height - 40.0 - above));
    let (across, down) = (space.0.max(10.0) / width.max(1e-6), space.1.max(10.0) / height.max(1e-6));
    let (across, down) = (across.min(down * 1.7), down.min(across * 1.7));
    let (left, top) = (room.x + margin + (space.0 - across * width) / 2.0, room.y + above + 14.0 + (space.1 - down * height) / 2.0);
    places.iter_mut().for_each(|place| *place = (left + (place.0 - low.0) * across, top + (place.1 - low.1) * down));
}

/// Draws points with their labels, the best linked first in getting room for one.
fn write(network: &Network, paper: &mut Paper, cast: &Cast, (places, points): (&[(f64, f64)], &[usize]), bottom: f64) {
    let dot = |point: usize| {
        let radius = cast.radii[point] + 1.0;
        Rect { x: places[point].0 - radius, y: places[point].1 - radius, width: radius * 2.0, height: radius * 2.0 }
    };
    let within = Rect { x: 0.0, y: 0.0, width: paper.across(), height: bottom };
    let mut room = Room::new(within, points.iter().map(|point| dot(*point)).collect());
    let lines: Vec<((f64, f64), (f64, f64))> =
        network.edges.iter().filter(|edge| edge.from != edge.to).map(|edge| (places[edge.from], places[edge.to])).collect();
    // Every point has been given room for its label below it, which others leave free where they can.
    let mut wanted: Vec<Option<Rect>> = vec![None; network.nodes.len()];
    for &point in points.iter().filter(|point| cast.is_labelled[**point]) {
        let below = Label::beside(cast.labels[point].clone(), places[point], cast.radii[point], Side::Below);
        wanted[point] = Some(below.covers());
    }
    let mut labels: Vec<Option<Label>> = vec![None; network.nodes.len()];
    for &point in cast.order.iter().filter(|point| points.contains(point)) {
        wanted[point] = None;
        let mut options = cast.options(network, point, places[point]);
        let cost = |(at, label): (usize, &Label)| {
            let cover = label.covers();
            // A line along a name is worse than one across it.
            let crossed = lines.iter().filter_map(|line| inside(&cover, *line)).map(|length| 3 + length as usize / 8).sum::<usize>();
            let disturbed = wanted.iter().flatten().filter(|other| meet(&cover, other)).count();
            (cover, crossed + 6 * disturbed + at / 4 + if label.lines.is_short { 40 } else { 0 })
        };
        let found = room.find_cheapest(options.iter().enumerate().map(cost));
        labels[point] = found.map(|at| options.swap_remove(at));
    }
    for &point in points {
        node::draw(network, paper, point, (places[point], cast.radii[point]), labels[point].as_ref());
    }
}

/// What is linked with nothing, in columns below the rest.
fn list(network: &Network, paper: &mut Paper, cast: &Cast, loose: &[usize], top: f64) -> f64 {
    let columns = if paper.width == Width::Wide { 3 } else { 2 };
    let length = paper.across() / columns as f64;
    let rows = loose.len().div_ceil(columns);
    for (at, &point) in loose.iter().enumerate() {
        let (column, row) = (at / rows, at % rows);
        let place = (column as f64 * length + 8.0, top + (row as f64 + 0.5) * (LEADING + 3.0));
        let lines = node::lines(&network.nodes[point].label, length - 24.0, 1);
        let label = Label::beside(lines, place, cast.radii[point], Side::Right);
        node::draw(network, paper, point, (place, cast.radii[point]), Some(&label));
    }
    top + rows as f64 * (LEADING + 3.0)
}

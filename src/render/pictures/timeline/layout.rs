//! Finds room for bars and their labels: in rows of which none touches another.

use super::axis::Axis;
use super::paper::{LINE, SIZE};
use super::{Edge, Form, Item, Length, Span};
use crate::render::pictures::Width;
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text::{self, Lines};

/// A lane's marks and labels, from its own top on.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// In the order of the lane's things.
    pub places: Vec<Placed>,
    pub height: f64,
}

/// Where a thing stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    pub mark: Mark,
    pub words: Words,
    /// Everything that it takes of its row.
    pub taken: Rect,
}

/// What is drawn of a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Bar(Bar),
    /// A date too short to be seen as a bar.
    Point {
        x: f64,
        y: f64,
    },
    /// What lasted, but too short a time to be seen as a bar.
    Stub {
        x: f64,
        y: f64,
    },
}

/// A bar and its ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub rect: Rect,
    /// Up to where it comes up, and from where it goes down.
    pub solid: (f64, f64),
    pub left: Tip,
    pub right: Tip,
}

/// How a bar ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tip {
    /// Here.
    Plain,
    /// Somewhere about here.
    About,
    /// It goes on.
    Arrow,
}

/// A label and its place: the foot of its first line.
#[derive(Clone, Debug, PartialEq)]
pub struct Words {
    pub lines: Lines,
    pub x: f64,
    pub y: f64,
    pub anchor: Anchor,
    pub side: Side,
}

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Inside,
    Beside,
    Above,
}

/// How things are laid out.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    pub axis: Axis,
    pub width: Width,
    pub form: Form,
    /// Labels stay between these.
    pub edges: (f64, f64),
    /// Up to where what goes on is drawn.
    pub until: f64,
}

/// What is shorter than this is drawn as a point, or as a stub of this length.
const LEAST: f64 = 7.0;
const LEAST_LASTING: f64 = 14.0;

/// Half the width of a point.
pub const POINT: f64 = 5.5;

/// Half the width of a stub, and half its height.
pub const STUB: (f64, f64) = (LEAST_LASTING / 2.0, 4.5);

/// Between a mark and the label beside it.
const BESIDE: f64 = 6.0;

/// Between a label and the line of the day of the build, which letters of some fonts would reach.
const CLEAR: f64 = 12.0;

/// A label above its bar may begin so far before it.
const NEAR: f64 = 24.0;

/// Between a label and the ends of the bar that it stands in.
const INSIDE: f64 = 7.0;

/// Between things of one row, and between rows.
const GAP: f64 = 8.0;
const ROWS_APART: f64 = 6.0;

/// A day's block has no more lines than these.
const MOST_LINES: usize = 4;

/// Lays out the things of a lane; those without a time have no place, and should not be among them.
pub fn lay_out(room: &Room, items: &[Item]) -> Layout {
    let wishes: Vec<Wish> = items.iter().map(|item| Wish::of(room, item)).collect();
    let mut order: Vec<usize> = (0..wishes.len()).collect();
    let (from, to) = (|at: usize| wishes[at].extent.0, |at: usize| wishes[at].extent.1);
    // In the order of time, wherever the labels stand.
    let first = |at: usize| items[at].span.and_then(Span::first).unwrap_or(f64::NEG_INFINITY);
    let last = |at: usize| items[at].span.and_then(Span::last).unwrap_or(f64::INFINITY);
    order.sort_by(|one, other| first(*one).total_cmp(&first(*other)).then(last(*other).total_cmp(&last(*one))).then(one.cmp(other)));
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for at in order {
        let is_free = |row: &Vec<usize>| row.iter().all(|other| to(*other) + GAP <= from(at) || to(at) + GAP <= from(*other));
        match rows.iter_mut().find(|row| is_free(row)) {
            Some(row) => row.push(at),
            None => rows.push(vec![at]),
        }
    }
    let mut places: Vec<Option<Placed>> = vec![None; wishes.len()];
    let mut y = 0.0;
    for row in rows {
        let height = row.iter().map(|at| wishes[*at].height()).fold(0.0, f64::max);
        for at in row {
            // Bars of one row stand on one line, and blocks hang from one.
            let top = if room.form == Form::Days { y } else { y + height - wishes[at].height() };
            places[at] = Some(wishes[at].placed(top));
        }
        y += height + ROWS_APART;
    }
    Layout { places: places.into_iter().flatten().collect(), height: (y - ROWS_APART).max(0.0) }
}

/// What a thing needs in whichever row it comes to stand.
struct Wish {
    mark: Mark,
    words: Words,
    extent: (f64, f64),
    above: f64,
    bar: f64,
}

impl Wish {
    fn of(room: &Room, item: &Item) -> Wish {
        let mark = mark(room, item.span.unwrap_or(Span { start: Edge::Open, end: Edge::Open, length: Length::Once }));
        let (from, to) = mark.extent();
        let solid = match &mark {
            Mark::Bar(bar) => bar.solid,
            Mark::Point { x, .. } | Mark::Stub { x, .. } => (*x, *x),
        };
        let words = words(room, &item.label, (from, to), solid, !matches!(mark, Mark::Bar(_)));
        let length = words.lines.width(SIZE);
        let (left, right) = match words.anchor {
            Anchor::Start => (words.x, words.x + length),
            Anchor::Middle => (words.x - length / 2.0, words.x + length / 2.0),
            Anchor::End => (words.x - length, words.x),
        };
        let count = words.lines.lines.len() as f64;
        let least = match (room.form, room.width) {
            (Form::Days, _) => LINE + 8.0,
            (_, Width::Wide) => 18.0,
            (_, Width::Narrow) => 12.0,
        };
        let (above, bar) = match words.side {
            Side::Above => (count * LINE + 1.0, if room.form == Form::Days { 12.0 } else { least.min(12.0) }),
            Side::Inside => (0.0, if room.form == Form::Days { count * LINE + 8.0 } else { 18.0 }),
            Side::Beside => (0.0, least.max(count * LINE)),
        };
        Wish { mark, words, extent: (from.min(left), to.max(right)), above, bar }
    }

    fn height(&self) -> f64 {
        self.above + self.bar
    }

    fn placed(&self, top: f64) -> Placed {
        let (y, middle) = (top + self.above, top + self.above + self.bar / 2.0);
        let mark = match self.mark.clone() {
            Mark::Bar(bar) => Mark::Bar(Bar { rect: Rect { y, height: self.bar, ..bar.rect }, ..bar }),
            Mark::Point { x, .. } => Mark::Point { x, y: middle },
            Mark::Stub { x, .. } => Mark::Stub { x, y: middle },
        };
        let lines = self.words.lines.lines.len() as f64;
        let foot = match self.words.side {
            Side::Above => top + SIZE,
            // The foot of a line is about a third of its size below its middle.
            Side::Inside | Side::Beside => middle + SIZE * 0.35 - (lines - 1.0) * LINE / 2.0,
        };
        let taken = Rect { x: self.extent.0, y: top, width: self.extent.1 - self.extent.0, height: self.height() };
        Placed { mark, words: Words { y: foot, ..self.words.clone() }, taken }
    }
}

impl Mark {
    /// From where to where it reaches.
    pub fn extent(&self) -> (f64, f64) {
        match self {
            Mark::Bar(bar) => (bar.rect.x, bar.rect.x + bar.rect.width),
            Mark::Point { x, .. } => (x - POINT, x + POINT),
            Mark::Stub { x, .. } => (x - STUB.0, x + STUB.0),
        }
    }

    /// How high its middle is.
    pub fn middle(&self) -> f64 {
        match self {
            Mark::Bar(bar) => bar.rect.y + bar.rect.height / 2.0,
            Mark::Point { y, .. } | Mark::Stub { y, .. } => *y,
        }
    }
}

/// The mark of a time, cut off where the axis ends.
pub fn mark(room: &Room, span: Span) -> Mark {
    let axis = &room.axis;
    let end = |edge: Edge, open: f64, is_left: bool| match edge {
        Edge::Open => (open, open, Tip::Arrow),
        Edge::Between { from, to, sure } => {
            let outer = if is_left { from } else { to };
            let is_cut = if is_left { outer < axis.days.0 } else { outer > axis.days.1 };
            let tip = match sure {
                _ if is_cut => Tip::Arrow,
                super::span::Sure::About => Tip::About,
                super::span::Sure::Said => Tip::Plain,
            };
            (axis.at(from), axis.at(to), tip)
        }
    };
    let (from, up, left) = end(span.start, axis.places.0, true);
    // What goes on is drawn up to the day of the build, unless it begins after it.
    let open = if room.until > up + LEAST { room.until } else { axis.places.1 };
    let (down, to, right) = end(span.end, open, false);
    let gap = if room.form == Form::Days { 1.5 } else { 0.0 };
    let (from, to) = (from + gap, to - gap);
    if span.length == Length::Lasting && room.form == Form::Bars && to - from < LEAST_LASTING {
        return Mark::Stub { x: (from / 2.0 + to / 2.0).clamp(axis.places.0 + STUB.0, axis.places.1 - STUB.0), y: 0.0 };
    }
    if to - from < LEAST {
        let x = (from / 2.0 + to / 2.0).clamp(axis.places.0 + POINT, axis.places.1 - POINT);
        return Mark::Point { x, y: 0.0 };
    }
    let rect = Rect { x: from, y: 0.0, width: to - from, height: 0.0 };
    let solid = (up.clamp(from, to), down.clamp(from, to));
    Mark::Bar(Bar { rect, solid: (solid.0.min(solid.1), solid.1), left, right })
}

/// The first place that has room for a label: in its bar, beside it, else above it.
fn words(room: &Room, label: &str, (from, to): (f64, f64), solid: (f64, f64), is_point: bool) -> Words {
    let (left, right) = room.edges;
    let length = text::width(label, SIZE);
    let at = |lines: Lines, x: f64, anchor: Anchor, side: Side| Words { lines, x, y: 0.0, anchor, side };
    let whole = || text::wrap(label, SIZE, f64::INFINITY, 1);
    let inside = solid.1 - solid.0 - 2.0 * INSIDE;
    if room.form == Form::Days && !is_point {
        let lines = text::wrap(label, SIZE, inside, MOST_LINES);
        if !lines.is_short && text::longest_word(label, SIZE) <= inside {
            return at(lines, solid.0 + INSIDE, Anchor::Start, Side::Inside);
        }
    }
    if length <= inside && room.form != Form::Days {
        return at(whole(), solid.0 + INSIDE, Anchor::Start, Side::Inside);
    }
    // On a phone what stands beside a bar would push others into rows of their own.
    let may_stand_beside = room.width == Width::Wide || is_point;
    if may_stand_beside && room.form != Form::Days {
        let (after, before) = (to + BESIDE, from - BESIDE);
        let (fits_after, fits_before) = (after + length <= right, before - length >= left);
        // The line of the day of the build goes through no name that can stand on the other side.
        let is_struck = after < room.until && room.until < after + length;
        if fits_after && !is_struck {
            return at(whole(), after, Anchor::Start, Side::Beside);
        }
        if fits_before {
            return at(whole(), before, Anchor::End, Side::Beside);
        }
        let before_today = room.until - CLEAR - after;
        let lines = text::wrap(label, SIZE, before_today, 2);
        if is_struck && !lines.is_short && text::longest_word(label, SIZE) <= before_today {
            return at(lines, after, Anchor::Start, Side::Beside);
        }
        if fits_after {
            return at(whole(), after, Anchor::Start, Side::Beside);
        }
    }
    let lines = text::wrap(label, SIZE, (right - left).max(1.0), 2);
    let length = lines.width(SIZE);
    let x = from.min(right - length).max(left);
    // The line of the day of the build goes past the end of a name rather than through it.
    let is_struck = x < room.until && room.until < x + length + CLEAR && room.until < room.axis.places.1;
    let before = room.until - CLEAR - length;
    at(lines, if is_struck && before >= left.max(x - NEAR) { before.min(x) } else { x }, Anchor::Start, Side::Above)
}

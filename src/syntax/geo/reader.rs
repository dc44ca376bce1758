//! What the two formats share: positions that must lie on Earth, rings that must be closed, and how faults are told.

use std::collections::BTreeMap;
use std::ops::Range;

use super::json::Node;
use super::{Point, Ring};
use crate::diag::{Code, FileId, Report, Span};

/// A map of more points is none that a page can show.
const MOST_POINTS: usize = 2_000_000;

/// Faults of one sort in a file are told once, with their number.
type Faults = BTreeMap<(Code, String), (Range<usize>, String, usize)>;

/// Reads one file.
#[derive(Debug)]
pub(super) struct Reader<'o> {
    file: FileId,
    /// The layer of a TopoJSON file that is wanted.
    pub(super) object: Option<(&'o str, Span)>,
    points: usize,
    said: Faults,
    /// Where a layer is asked for in vain: in sare.toml, not in the file.
    pub(super) report: Report,
}

impl<'o> Reader<'o> {
    pub(super) fn of(file: FileId, object: Option<(&'o str, Span)>) -> Reader<'o> {
        Reader { file, object, points: 0, said: Faults::new(), report: Report::default() }
    }

    pub(super) fn span(&self, place: Range<usize>) -> Span {
        Span::new(self.file, place)
    }

    /// Notes what keeps a part of the file from being read.
    pub(super) fn broken(&mut self, node: &Node, message: String, help: &str) {
        self.note(Code::BadGeometry, node, message, help);
    }

    /// Notes what is mended or left out.
    pub(super) fn odd(&mut self, node: &Node, message: &str, help: &str) {
        self.note(Code::OddGeometry, node, message.to_owned(), help);
    }

    fn note(&mut self, code: Code, node: &Node, message: String, help: &str) {
        // A whole table is too long to be pointed at: its first bracket will do.
        let place = node.place();
        let place = if place.len() > 60 { place.start..place.start + 1 } else { place };
        self.said.entry((code, message)).or_insert_with(|| (place, help.to_owned(), 0)).2 += 1;
    }

    /// How often anything has been noted so far.
    pub(super) fn notes(&self) -> usize {
        self.said.values().map(|(_, _, count)| count).sum()
    }

    /// How often something has been noted so far that cannot be read.
    pub(super) fn faults(&self) -> usize {
        self.said.iter().filter(|((code, _), _)| *code == Code::BadGeometry).map(|(_, (_, _, count))| count).sum()
    }

    /// A point, if it lies on Earth.
    pub(super) fn point(&mut self, (x, y): (f64, f64), node: &Node) -> Option<Point> {
        if !self.spend(1, node) {
            return None;
        }
        // Sums of small steps end a hair's breadth beyond the end of the Earth.
        let is_within = |value: f64, limit: f64| value.abs() <= limit + 1e-6;
        if is_within(x, 180.0) && is_within(y, 90.0) {
            return Some(Point { lon: x.clamp(-180.0, 180.0), lat: y.clamp(-90.0, 90.0) });
        }
        let (message, help) = if is_within(x, 90.0) && is_within(y, 180.0) {
            (
                "this point lies beyond a pole: these look like latitude first",
                "write longitude first, then latitude, as in [-2.925, 43.263]",
            )
        } else if x.abs() > 1000.0 || y.abs() > 1000.0 {
            (
                "this point is not on Earth: these look like metres of a projection, not degrees",
                "export the map again in WGS 84, the coordinate system EPSG:4326",
            )
        } else {
            (
                "this point is not on Earth: longitudes go from -180 to 180, latitudes from -90 to 90",
                "export the map again in WGS 84, the coordinate system EPSG:4326",
            )
        };
        self.broken(node, message.to_owned(), help);
        None
    }

    /// Counts points; no more are read once there are too many.
    pub(super) fn spend(&mut self, points: usize, node: &Node) -> bool {
        self.points += points;
        let is_affordable = self.points <= MOST_POINTS;
        if !is_affordable {
            let message = "this map has more than two million points, and the rest is left out".to_owned();
            self.broken(node, message, "simplify it, for instance with mapshaper.org: what is finer than the drawing is not seen");
        }
        is_affordable
    }

    /// A ring without its last point, which is the first again.
    pub(super) fn closed(&mut self, mut ring: Ring, node: &Node) -> Option<Ring> {
        if ring.first() == ring.last() && ring.len() > 1 {
            ring.pop();
        } else if ring.len() > 2 {
            self.odd(node, "this ring is not closed, and is closed with a straight line", "repeat its first position at its end");
        }
        ring.dedup();
        if ring.windows(2).any(|ends| goes_far((ends[0], ends[1])))
            || ring.last().zip(ring.first()).is_some_and(|(from, to)| goes_far((*from, *to)))
        {
            self.odd(
                node,
                "this border goes from one side of the Earth to the other, and is taken to cross the 180th meridian, the shorter way",
                "if it goes the long way round, give it a position in between, such as one at longitude 0; else cut the area at 180 and -180 degrees",
            );
        }
        if ring.len() < 3 {
            self.odd(node, "this ring has no inside, and is left out", "a ring goes through at least three places and back to the first");
            return None;
        }
        if encloses_nothing(&ring) {
            self.odd(node, "this ring encloses nothing, and is left out", "let it go once around the area, without crossing itself");
            return None;
        }
        Some(ring)
    }

    /// Tells what was noted, each sort once.
    pub(super) fn tell(self, report: &mut Report) {
        report.merge(self.report);
        for ((code, message), (place, help, count)) in self.said {
            let more = match count {
                1 => String::new(),
                2 => ", and another one like it".to_owned(),
                count => format!(", and {} others like it", count - 1),
            };
            report.say(Span::new(self.file, place), code, format!("{message}{more}")).help(help);
        }
    }
}

/// Of a side that may be meant either way: it jumps over the 180th meridian, and from so far off that it may go around the Earth as well.
fn goes_far((from, to): (Point, Point)) -> bool {
    const NEAR: f64 = 10.0;
    let across = (to.lon - from.lon).abs();
    across > 180.0 && across < 360.0 - NEAR && !(from.lat.abs() > 89.99 && to.lat.abs() > 89.99)
}

/// Do the two halves of a ring cancel out, as those of a bow tie do, or is it a line? One that jumps over the antimeridian is not measured.
fn encloses_nothing(ring: &Ring) -> bool {
    let Some(mut from) = ring.last() else { return true };
    let start = *from;
    let (mut doubled, mut gone) = (0.0, 0.0);
    for to in ring {
        if (to.lon - from.lon).abs() > 180.0 {
            return false;
        }
        let part = (from.lon - start.lon) * (to.lat - start.lat) - (to.lon - start.lon) * (from.lat - start.lat);
        doubled += part;
        gone += part.abs();
        from = to;
    }
    // Of whole numbers nothing at all is left; of others a last digit may be.
    doubled.abs() <= gone * 1e-12
}

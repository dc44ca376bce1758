//! The axis along which points follow each other: years, other times, or bands; with as many labels as there is room for.

use super::line_series::place;
use super::scale::Linear;
use super::sheet::{LEADING, Sheet, TICK};
use super::svg::Anchor;
use super::text::{self, Lines};
use super::{At, Chart};

/// An axis along which points follow each other.
#[derive(Clone, Debug)]
pub struct HorizontalAxis {
    pub scale: Linear,
    pub marks: Vec<Mark>,
}

/// A label below the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it belongs.
    pub x: f64,
    /// Where its middle stands: inside the drawing.
    middle: f64,
    lines: Lines,
    whole: String,
}

/// The least distance between two labels.
const APART: f64 = 8.0;

/// Steps between years, as people count them.
const YEARS: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0];

/// A place that has a name.
struct Named<'a> {
    place: f64,
    name: &'a str,
}

impl HorizontalAxis {
    /// The axis of a chart between two places of a drawing that is `across` wide.
    pub fn new(chart: &Chart, (from, to): (f64, f64), across: f64) -> HorizontalAxis {
        let named = places(chart);
        let scale = Linear::new(span(chart), (from, to));
        let labels = Labels { scale, across };
        let marks = labels.all(&named).or_else(|| labels.years(&named)).unwrap_or_else(|| labels.some(&named));
        HorizontalAxis { scale, marks }
    }

    /// How high its labels are.
    pub fn height(&self) -> f64 {
        let most = self.marks.iter().map(|mark| mark.lines.lines.len()).max().unwrap_or(0);
        if most == 0 { 0.0 } else { 8.0 + most as f64 * LEADING }
    }

    /// Draws ticks and labels below `bottom`.
    pub fn draw(&self, sheet: &mut Sheet, bottom: f64) {
        for mark in &self.marks {
            sheet.svg.line("axis", (mark.x, bottom), (mark.x, bottom + 5.0));
            for (at, line) in mark.lines.lines.iter().enumerate() {
                let whole = if mark.lines.is_short { &mark.whole } else { line };
                let foot = bottom + 6.0 + TICK + at as f64 * LEADING;
                sheet.named_text("tick", Anchor::Middle, (mark.middle, foot), (line, whole));
            }
        }
    }
}

/// The first and the last place of a chart, values or not.
pub fn span(chart: &Chart) -> (f64, f64) {
    let places = || chart.points().map(|(_, point)| place(point.at));
    (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max))
}

/// Every place of a chart once, in order, with its name.
fn places(chart: &Chart) -> Vec<Named<'_>> {
    let name = |at, when| match at {
        At::Band(band) => chart.categories.get(band).map_or(when, String::as_str),
        At::Time(_) | At::Number(_) => when,
    };
    let mut named: Vec<Named> =
        chart.points().map(|(_, point)| Named { place: place(point.at), name: name(point.at, &point.when) }).collect();
    named.sort_by(|one, other| one.place.total_cmp(&other.place));
    named.dedup_by(|later, first| later.place == first.place);
    named
}

/// Finds out which labels have room.
struct Labels {
    scale: Linear,
    across: f64,
}

impl Labels {
    /// Every place with its name, in up to three lines, if there is room for all.
    fn all(&self, named: &[Named]) -> Option<Vec<Mark>> {
        // So many would not be read, and need not be tried.
        if named.len() > 40 {
            return None;
        }
        let marks = |most: usize, room: f64| -> Vec<Mark> {
            named.iter().map(|named| self.mark(named.place, named.name, (room, most))).filter(|mark| !mark.whole.is_empty()).collect()
        };
        let fit = |marks: &Vec<Mark>| marks.iter().all(|mark| !mark.lines.is_short) && are_apart(marks);
        let one = marks(1, self.across);
        if fit(&one) {
            return Some(one);
        }
        if named.iter().any(is_year) {
            return None;
        }
        let nearest = named.windows(2).map(|pair| self.scale.at(pair[1].place) - self.scale.at(pair[0].place));
        let room = nearest.fold(self.across, f64::min) - APART;
        // A word that is longer than its room would be broken into syllables.
        let is_torn = named.iter().any(|named| text::longest_word(named.name, TICK) > room);
        if room < 44.0 || is_torn { None } else { Some(marks(3, room)).filter(fit) }
    }

    /// The first and the last place, and the round years between them.
    fn years(&self, named: &[Named]) -> Option<Vec<Mark>> {
        let (first, last) = (named.first()?, named.last()?);
        let span = last.place - first.place;
        let are_years = named.iter().all(is_year);
        // Round years say where a long run of months is; a short one is told by its own.
        if !(are_years || span >= 3.0 && first.name != last.name && named.iter().all(|named| !named.name.is_empty())) || span > 1e5 {
            return None;
        }
        // A year's own point is at its middle; between months, the label stands where the year begins.
        let shift = if are_years { 0.5 } else { 0.0 };
        let ends = [self.mark(first.place, first.name, ALL), self.mark(last.place, last.name, ALL)];
        for step in YEARS.iter().flat_map(|step| [*step]).chain([500.0, 1e3, 2e3, 5e3, 1e4, 1e5]) {
            if self.distance(step) < text::width("0000", TICK) + APART {
                continue;
            }
            let (from, to) = ((first.place / step).ceil() as i64, (last.place / step).floor() as i64);
            let round = (from - 1..=to).map(|count| count as f64 * step);
            let inside = round.filter(|year| (first.place..=last.place).contains(&(year + shift)));
            let mut marks: Vec<Mark> = inside.map(|year| self.mark(year + shift, &format!("{year}"), ALL)).collect();
            marks.retain(|mark| ends.iter().all(|end| mark.is_apart(end)));
            if are_apart(&marks) {
                let [first, last] = ends;
                marks.insert(0, first);
                if marks[0].is_apart(&last) {
                    marks.push(last);
                }
                return Some(marks);
            }
        }
        None
    }

    /// The first and the last place, and every so many between them.
    fn some(&self, named: &[Named]) -> Vec<Mark> {
        let room = (self.across * 0.45, 1);
        let Some(last) = named.last().map(|last| self.mark(last.place, last.name, room)) else { return Vec::new() };
        let mut marks: Vec<Mark> = Vec::new();
        let mut every = 1;
        while every <= named.len() {
            // Labels are at least this long, so that a fine grid of them need not be tried.
            if named.len() / every * 20 <= self.across as usize {
                marks = named.iter().step_by(every).map(|named| self.mark(named.place, named.name, room)).collect();
                marks.retain(|mark| mark.is_apart(&last));
                if are_apart(&marks) {
                    break;
                }
            }
            every += every.div_ceil(4);
        }
        if !are_apart(&marks) {
            marks.clear();
        }
        marks.push(last);
        marks
    }

    fn distance(&self, step: f64) -> f64 {
        let span = self.scale.high - self.scale.low;
        if span == 0.0 { f64::INFINITY } else { step / span * (self.scale.to - self.scale.from).abs() }
    }

    fn mark(&self, place: f64, name: &str, (room, most): (f64, usize)) -> Mark {
        let lines = text::wrap(name, TICK, room.min(self.across), most);
        let (x, half) = (self.scale.at(place), lines.width(TICK) / 2.0);
        Mark { x, middle: x.min(self.across - half).max(half), lines, whole: name.to_owned() }
    }
}

/// Room for the whole of a label in one line.
const ALL: (f64, usize) = (f64::INFINITY, 1);

impl Mark {
    fn is_apart(&self, other: &Mark) -> bool {
        (self.middle - other.middle).abs() >= (self.lines.width(TICK) + other.lines.width(TICK)) / 2.0 + APART
    }
}

fn are_apart(marks: &[Mark]) -> bool {
    marks.windows(2).all(|pair| pair[0].is_apart(&pair[1]))
}

/// Is it a whole year, called by its number?
fn is_year(named: &Named) -> bool {
    (named.place - named.place.floor() - 0.5).abs() < 0.01 && named.name == format!("{}", named.place.floor())
}

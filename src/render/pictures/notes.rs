//! What must be said of a chart over time beside its lines: what is provisional or expected, what is missing, where a series is broken.

use std::collections::{BTreeMap, BTreeSet};

use super::line_series::{Hole, LineSeries, bound, place};
use super::point_mark::Shape;
use super::sheet::{LEADING, Sheet, TICK};
use super::svg::{Anchor, Path};
use super::words::Words;
use super::{Amount, Bound, Break, Chart, Point, State, text};

/// Something that must be said, without a full stop.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    pub sign: Sign,
    pub words: String,
}

/// How what is said looks in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// Nothing can be seen of it.
    None,
    Dashed,
    /// Where there is no line that could be dashed.
    Pale,
    Open,
    Dotted,
    Broken,
    Up,
    Down,
    Whisker,
}

/// How many times or names are listed before the rest is counted.
const LISTED: usize = 4;

/// Everything that must be said of a chart over time.
pub fn notes(chart: &Chart, lines: &[LineSeries], words: &Words) -> Vec<Note> {
    let times = Times::new(chart);
    let mut notes = Vec::new();
    let mut say = |sign, key: &str, list: Option<String>| {
        notes.extend(list.map(|list| Note { sign, words: words.say(key, &[("list", (&list).into())]) }));
    };
    let states = [
        (State::Provisional, Sign::Dashed, "note-provisional"),
        (State::Estimated, Sign::Dashed, "note-estimated"),
        (State::Expected, Sign::Dotted, "note-expected"),
        (State::Target, Sign::Dotted, "note-target"),
    ];
    for (state, sign, key) in states {
        let held = |point: &Point| point.state == state && point.amount != Amount::Missing;
        say(sign, key, times.list(words, chart.points().filter(|(_, point)| held(point)).map(|(_, point)| place(point.at))));
    }
    let holes = lines.iter().map(|line| (line.at, lacking(&times, words, line)));
    say(Sign::None, "note-missing", by_series(chart, words, holes));
    let broken = lines.iter().map(|line| {
        let points = line.series.points.iter().filter(|point| point.breaks == Break::Before);
        (line.at, times.list(words, points.map(|point| place(point.at))))
    });
    say(Sign::Broken, "note-break", by_series(chart, words, broken));
    notes
}

/// What only a drawing needs: what its arrows and whiskers mean.
pub fn signs(lines: &[LineSeries], words: &Words) -> Vec<Note> {
    signs_of(lines.iter().flat_map(LineSeries::drawn).map(|line_point| line_point.point), words)
}

/// The same of these points.
pub fn signs_of<'a>(points: impl Iterator<Item = &'a Point>, words: &Words) -> Vec<Note> {
    let (mut lower, mut upper, mut interval) = (false, false, false);
    for point in points {
        lower |= bound(point) == Bound::Lower;
        upper |= bound(point) == Bound::Upper;
        interval |= matches!(point.amount, Amount::Range { min: Some(_), max: Some(_) });
    }
    let signs = [(lower, Sign::Up, "note-lower"), (upper, Sign::Down, "note-upper"), (interval, Sign::Whisker, "note-interval")];
    signs.into_iter().filter(|sign| sign.0).map(|(_, sign, key)| Note { sign, words: words.say(key, &[]) }).collect()
}

/// Writes notes below a drawing, each with how it looks; says where the last ends.
pub fn draw(sheet: &mut Sheet, notes: &[Note], top: f64) -> f64 {
    let mut y = if notes.is_empty() { top } else { top + 6.0 };
    for note in notes {
        let left = if note.sign == Sign::None { 0.0 } else { 30.0 };
        sign(sheet, note.sign, y + LEADING / 2.0);
        let lines = text::wrap(&note.words, TICK, sheet.across() - left, 3);
        for line in &lines.lines {
            let whole = if lines.is_short { &note.words } else { line };
            sheet.named_text("note", Anchor::Start, (left, y + TICK), (line, whole));
            y += LEADING;
        }
        y += 2.0;
    }
    y
}

fn sign(sheet: &mut Sheet, sign: Sign, y: f64) {
    let tip = |way: f64| {
        let (foot, tip) = (y - way * 6.0, y + way * 6.0);
        Path::from(12.0, foot).line(12.0, tip).jump(8.0, tip - way * 4.0).line(12.0, tip).line(16.0, tip - way * 4.0)
    };
    match sign {
        Sign::None => {}
        Sign::Dashed => {
            sheet.svg.path("line line-provisional sign", &Path::from(0.0, y).line(16.0, y));
            Shape::Circle.draw(&mut sheet.svg, "dot dot-pale sign", (20.0, y), 4.0);
        }
        Sign::Pale => Shape::Circle.draw(&mut sheet.svg, "dot dot-pale sign", (12.0, y), 4.0),
        Sign::Open => Shape::Circle.draw(&mut sheet.svg, "dot dot-open sign", (12.0, y), 4.0),
        Sign::Dotted => {
            sheet.svg.path("line line-expected sign", &Path::from(0.0, y).line(16.0, y));
            Shape::Circle.draw(&mut sheet.svg, "dot dot-open sign", (20.0, y), 4.0);
        }
        Sign::Broken => sheet.svg.path("break", &slashes(12.0, y)),
        Sign::Up => sheet.svg.path("arrow sign", &tip(-1.0)),
        Sign::Down => sheet.svg.path("arrow sign", &tip(1.0)),
        Sign::Whisker => {
            let caps = Path::from(8.0, y - 6.0).line(16.0, y - 6.0).jump(12.0, y - 6.0).line(12.0, y + 6.0);
            sheet.svg.path("whisker sign", &caps.jump(8.0, y + 6.0).line(16.0, y + 6.0));
        }
    }
}

/// The two strokes that stand where a series is broken.
pub fn slashes(x: f64, y: f64) -> Path {
    Path::from(x - 5.0, y + 6.0).line(x - 1.0, y - 6.0).jump(x + 1.0, y + 6.0).line(x + 5.0, y - 6.0)
}

/// The times of a chart in order, each by its name.
struct Times<'a>(Vec<(f64, &'a str)>);

impl<'a> Times<'a> {
    fn new(chart: &'a Chart) -> Times<'a> {
        let mut times: Vec<(f64, &str)> = chart.points().map(|(_, point)| (place(point.at), point.when.as_str())).collect();
        times.sort_by(|one, other| one.0.total_cmp(&other.0));
        times.dedup_by(|later, first| later.0 == first.0);
        Times(times)
    }

    /// Some of the times: "2008, 2012–2014 and 2022".
    fn list(&self, words: &Words, chosen: impl Iterator<Item = f64>) -> Option<String> {
        let chosen: BTreeSet<usize> = chosen.filter_map(|time| self.0.binary_search_by(|(known, _)| known.total_cmp(&time)).ok()).collect();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for at in chosen {
            match runs.last_mut() {
                Some((_, last)) if *last + 1 == at => *last = at,
                _ => runs.push((at, at)),
            }
        }
        let name = |at: usize| self.0[at].1.to_owned();
        let items = runs.into_iter().flat_map(|(first, last)| match last - first {
            0 => vec![name(first)],
            1 => vec![name(first), name(last)],
            _ => vec![stretch(words, self.0[first].1, self.0[last].1)],
        });
        listed(words, items.collect())
    }
}

/// "2012–2014".
fn stretch(words: &Words, from: &str, to: &str) -> String {
    let is_year = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    match is_year(from) && is_year(to) {
        true => words.say("range-years", &[("year", from.into()), ("endYear", to.into())]),
        false => words.say("range", &[("start", from.into()), ("end", to.into())]),
    }
}

/// What a series has no value for.
fn lacking(times: &Times, words: &Words, line: &LineSeries) -> Option<String> {
    let points = line.holes.iter().filter_map(|hole| match hole {
        Hole::Point(point) => Some(place(point.at)),
        Hole::Between(..) => None,
    });
    let between = line.holes.iter().filter_map(|hole| match hole {
        Hole::Between(from, to) => Some(words.say("note-between", &[("from", (&from.when).into()), ("to", (&to.when).into())])),
        Hole::Point(_) => None,
    });
    listed(words, times.list(words, points).into_iter().chain(between).collect())
}

/// What holds for series, said once for all of which the same holds: "2022 (Araba, Bizkaia and Gipuzkoa)".
fn by_series(chart: &Chart, words: &Words, said: impl Iterator<Item = (usize, Option<String>)>) -> Option<String> {
    let mut order: Vec<String> = Vec::new();
    let mut of: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (series, said) in said {
        let Some(said) = said else { continue };
        let known = of.entry(said.clone()).or_default();
        if known.is_empty() {
            order.push(said);
        }
        known.push(series);
    }
    let items = order.into_iter().map(|said| {
        let series = &of[&said];
        let names: Vec<String> = series.iter().map(|at| chart.series[*at].name.clone()).filter(|name| !name.is_empty()).collect();
        if series.len() == chart.series.len() || names.is_empty() {
            return said;
        }
        let names = listed(words, names).unwrap_or_default();
        words.say("note-of", &[("list", (&said).into()), ("names", (&names).into())])
    });
    listed(words, items.collect())
}

/// A list in words, of which the end is counted where it is long.
pub fn listed(words: &Words, mut items: Vec<String>) -> Option<String> {
    if items.len() > LISTED {
        let rest = items.len() + 1 - LISTED;
        items.truncate(LISTED - 1);
        items.push(words.say("note-more", &[("count", rest.into())]));
    }
    (!items.is_empty()).then(|| words.formats.list(&items))
}

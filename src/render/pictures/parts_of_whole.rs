//! The parts of a whole: what share bars, waffles, rings and treemaps are made of.

use super::legend::{Sample, sample};
use super::sheet::{LEADING, Sheet, TEXT, colour};
use super::svg::Anchor;
use super::text::{self, Lines};
use super::{Amount, Chart, Emphasis, Point, State};

/// One part.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub name: String,
    pub value: f64,
    /// The value in words.
    pub words: String,
    /// `series-1` and so on; what is not broken down has none.
    pub class: Option<String>,
    /// The point that it is, with its series; several together and what is left have none.
    pub point: Option<(usize, &'a Point)>,
}

/// The parts in order, and what they are parts of.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    pub parts: Vec<Part<'a>>,
    pub whole: f64,
    /// The parts that are not reported.
    pub missing: Vec<String>,
}

impl Part<'_> {
    /// How sure its value is.
    pub fn state(&self) -> State {
        self.point.map_or(State::Firm, |(_, point)| point.state)
    }

    /// What shows its colour beside its name.
    fn sample(&self) -> Sample {
        Sample::of(self.class.as_deref().unwrap_or("rest"), self.state())
    }
}

/// The chart's parts, at most `most`: the smallest beyond them are taken together. `None` where there is nothing to divide.
pub fn parts<'a>(sheet: &Sheet<'a>, most: usize) -> Option<Parts<'a>> {
    let chart = sheet.chart;
    let points: Vec<(usize, &Point)> = chart.points().collect();
    let value = |point: &Point| match point.amount {
        Amount::Value(value) => Some(value),
        _ => None,
    };
    let missing = points.iter().filter(|(_, point)| point.amount == Amount::Missing).map(|(at, point)| name(chart, *at, point)).collect();
    let given: Vec<(usize, usize, &Point, f64)> =
        points.iter().enumerate().filter_map(|(at, (series, point))| Some((at, *series, *point, value(point)?))).collect();
    let sum: f64 = given.iter().map(|(.., value)| value).sum();
    let (kept, together) = kept(&given, most);
    let part = |(at, series, point, value): &(usize, usize, &'a Point, f64)| Part {
        name: name(chart, *series, point),
        value: *value,
        words: sheet.words.beside(point),
        class: Some(class(sheet, *at, *series)),
        point: Some((*series, *point)),
    };
    let mut parts: Vec<Part> = given.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(given, _)| part(given)).collect();
    if together > 0 {
        let value = given.iter().zip(&kept).filter(|(_, kept)| !**kept).map(|((.., value), _)| value).sum();
        let name = sheet.words.say("picture-more-together", &[("count", together.into())]);
        parts.push(Part { name, value, words: sheet.words.plain(value), class: Some("series-faint".to_owned()), point: None });
    }
    let whole = chart.whole.unwrap_or(sum).max(sum);
    // What rounding leaves over is no part.
    if whole - sum > whole * 0.0051 {
        let name = sheet.words.say("picture-rest", &[]);
        parts.push(Part { name, value: whole - sum, words: sheet.words.plain(whole - sum), class: None, point: None });
    }
    (whole > 0.0 && whole.is_finite()).then_some(Parts { parts, whole, missing })
}

/// Which parts are shown by themselves, and how many are taken together.
fn kept(given: &[(usize, usize, &Point, f64)], most: usize) -> (Vec<bool>, usize) {
    if given.len() <= most {
        return (vec![true; given.len()], 0);
    }
    let mut order: Vec<usize> = (0..given.len()).collect();
    order.sort_by(|one, other| given[*other].3.total_cmp(&given[*one].3).then(one.cmp(other)));
    let mut kept = vec![false; given.len()];
    order[..most - 1].iter().for_each(|at| kept[*at] = true);
    (kept, given.len() - (most - 1))
}

/// A part is called by its category, or by its series where that is what differs.
fn name(chart: &Chart, series: usize, point: &Point) -> String {
    let own = &chart.series[series].name;
    match (chart.series.len(), own.is_empty(), point.when.is_empty()) {
        (1, _, false) | (_, true, _) => point.when.clone(),
        (_, false, true) => own.clone(),
        _ if chart.categories.len() > 1 => format!("{own}, {}", point.when),
        _ => own.clone(),
    }
}

fn class(sheet: &Sheet, at: usize, series: usize) -> String {
    match sheet.chart.series[series].emphasis {
        Emphasis::Plain if sheet.chart.series.len() == 1 || sheet.chart.categories.len() < 2 => colour(at),
        _ => sheet.series_class(series),
    }
}

/// Writes the parts below each other with their colours and numbers, and says where the list ends.
pub fn list(sheet: &mut Sheet, parts: &Parts, (left, width): (f64, f64), top: f64) -> f64 {
    let numbers = parts.parts.iter().map(|part| text::width(&part.words, TEXT)).fold(0.0, f64::max).min(width * 0.5);
    let room = width - 20.0 - numbers - 12.0;
    let names: Vec<Lines> = sheet.wrap_all(parts.parts.iter().map(|part| &*part.name), room, 3);
    // The numbers stand as near to the names as the longest name lets them.
    let right = left + 20.0 + names.iter().map(|name| name.width(TEXT)).fold(0.0, f64::max) + 12.0 + numbers;
    let mut y = top;
    for (part, name) in parts.parts.iter().zip(&names) {
        let height = name.lines.len().max(1) as f64 * LEADING + 6.0;
        sample(sheet, &part.sample(), left, y + LEADING / 2.0);
        sheet.lines("label", Anchor::Start, (left + 20.0, y + name.lines.len() as f64 * LEADING / 2.0), (name, &part.name));
        let words = text::shorten(&part.words, TEXT, numbers);
        sheet.named_text("label-value", Anchor::End, (right, y + LEADING / 2.0 + TEXT * 0.35), (&words, &part.words));
        y += height;
    }
    y
}

/// Says below the drawing which parts are not reported.
pub fn note(sheet: &mut Sheet, parts: &Parts, top: f64) -> f64 {
    if parts.missing.is_empty() {
        return top;
    }
    let names = sheet.words.formats.list(&parts.missing);
    let words = sheet.words.say("picture-parts-missing", &[("parts", (&names).into())]);
    let lines = sheet.wrap(&words, sheet.across(), 4);
    let height = lines.lines.len() as f64 * LEADING;
    sheet.lines("note", Anchor::Start, (0.0, top + 4.0 + height / 2.0), (&lines, &words));
    top + 4.0 + height
}

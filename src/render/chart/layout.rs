//! Which of a figure's dimensions lies along the axis, and which makes the series.

use std::collections::{BTreeSet, HashMap};

use super::point::{middle, point};
use super::{Choice, Sort, in_page};
use crate::registry::EntityId;
use crate::registry::figure::shape::{self, MOST_MULTIPLES, MOST_SERIES, Shape};
use crate::registry::figure::{Break, Chart, Figure, Observation};
use crate::render::ask::Window;
use crate::render::pictures::{At, Emphasis, Series};
use crate::render::reading;
use crate::syntax::date::{Date, Period};

/// What observations differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dimension {
    Period,
    About,
    Category,
    /// Who says it, where several speak of one and the same.
    Claim,
}

/// Where things lie along the axis.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Across {
    Time,
    /// In bands, one for each combination of these.
    Bands(Vec<Dimension>),
}

/// How a chart is laid out, before its words are known.
pub struct Layout {
    across: Across,
    series: Vec<Dimension>,
    /// Positions of the observations that are shown.
    shown: Vec<usize>,
    /// The one period that is shown of several.
    only: Option<Period>,
    most_series: usize,
    usual_sort: Sort,
}

/// A chart's bands and series, with what had to be left out.
pub struct Made {
    pub categories: Vec<String>,
    pub series: Vec<Series>,
    shown: usize,
    pub remarks: Vec<String>,
}

/// More rows of a shaded table than this are longer than anyone scrolls.
const MOST_ROWS: usize = 60;

/// Over so many years an empty place tells nobody anything.
const MOST_YEARS: i32 = 60;

/// More bands than this are no longer a picture.
const MOST_BANDS: usize = 100_000;

impl Layout {
    /// Lays the dimensions out for a form.
    pub fn of(form: Chart, shape: &Shape, figure: &Figure) -> Layout {
        let over_time = shape.periods.len() > 1;
        let mut varied = Vec::new();
        if shape.abouts.len() > 1 {
            varied.push(Dimension::About);
        }
        if shape.categories.len() > 1 {
            varied.push(Dimension::Category);
        }
        let by_size = |dimension: &Dimension| match dimension {
            Dimension::About => shape.abouts.len(),
            _ => shape.categories.len(),
        };
        let smaller = varied.iter().copied().min_by_key(by_size);
        let larger = varied.iter().copied().find(|dimension| Some(*dimension) != smaller).or(smaller);
        let both = || varied.clone();
        let all = || varied.iter().copied().chain(over_time.then_some(Dimension::Period)).collect::<Vec<_>>();
        let one = |dimension: Option<Dimension>| dimension.into_iter().collect::<Vec<_>>();
        let has_parts = varied.contains(&Dimension::Category);
        let mut latest = false;
        let (across, series) = match form {
            Chart::Line | Chart::Area | Chart::Slope | Chart::Sparkline => (Across::Time, both()),
            Chart::Multiples if over_time => (Across::Time, both()),
            Chart::Range if shape.is_one_place() => (Across::Bands(vec![Dimension::Claim]), Vec::new()),
            Chart::Share | Chart::Waffle | Chart::Donut | Chart::Treemap => {
                latest = over_time;
                (Across::Bands(both()), Vec::new())
            }
            Chart::Grouped if over_time && varied.len() == 1 && shape.periods.len() <= 3 => {
                (Across::Bands(both()), vec![Dimension::Period])
            }
            Chart::Stacked | Chart::StackedShare | Chart::Grouped | Chart::Heat | Chart::Multiples if over_time && varied.len() == 1 => {
                (Across::Bands(vec![Dimension::Period]), both())
            }
            Chart::Stacked | Chart::StackedShare if has_parts && varied.len() == 2 => {
                latest = over_time;
                (Across::Bands(vec![Dimension::About]), vec![Dimension::Category])
            }
            Chart::Grouped | Chart::Stacked | Chart::StackedShare | Chart::Heat | Chart::Multiples => {
                latest = over_time;
                (Across::Bands(one(larger)), one(smaller))
            }
            _ => (Across::Bands(all()), Vec::new()),
        };
        let newest = if latest { shape.periods.last().copied().flatten() } else { None };
        let is_shown = |at: &usize| newest.is_none_or(|newest| figure.observations[*at].period == Some(newest));
        let most_series = match form {
            Chart::Multiples => MOST_MULTIPLES,
            Chart::Heat => MOST_ROWS,
            _ => MOST_SERIES.max(12),
        };
        let shown = shape.shown.iter().copied().filter(is_shown).collect();
        Layout { across, series, shown, only: newest, most_series, usual_sort: usual_sort(figure) }
    }

    /// Puts every observation in its place.
    pub fn fill(self, window: &Window, figure: &Figure, choice: &Choice) -> Made {
        let mut made = Made { categories: Vec::new(), series: Vec::new(), shown: 0, remarks: Vec::new() };
        let (mut bands, mut series) = (Numbers::default(), Numbers::default());
        for (year, period) in self.years(figure) {
            if let Some((_, true)) = bands.number(((Some(period), None, None, None), None), MOST_BANDS) {
                made.categories.push(year);
            }
        }
        let mut left_out = 0;
        for at in &self.shown {
            let seen = &figure.observations[*at];
            let place = match &self.across {
                Across::Time => match seen.period.and_then(middle) {
                    Some(years) => (At::Time(years), seen.period.map_or(String::new(), |period| window.formats().period(&period))),
                    None => {
                        left_out += 1;
                        continue;
                    }
                },
                Across::Bands(dimensions) => {
                    let Some((band, is_new)) = bands.number((key(seen, *at, dimensions), None), MOST_BANDS) else {
                        left_out += 1;
                        continue;
                    };
                    if is_new {
                        made.categories.push(name(window, figure, *at, dimensions));
                    }
                    (At::Band(band), made.categories[band].clone())
                }
            };
            let highlighted = is_highlighted(window, seen, choice);
            let Some((number, is_new)) = series.number((key(seen, *at, &self.series), highlighted), self.most_series) else {
                left_out += 1;
                continue;
            };
            if is_new {
                let emphasis = match highlighted {
                    None => Emphasis::Plain,
                    Some(true) => Emphasis::Strong,
                    Some(false) => Emphasis::Faint,
                };
                made.series.push(Series { emphasis, name: name(window, figure, *at, &self.series), points: Vec::new() });
            }
            made.series[number].points.push(point(window, figure, seen, place));
            made.shown += 1;
        }
        made.remarks.extend(self.breaks(window, figure));
        self.finish(window, choice, left_out, &mut made);
        made
    }

    /// Every year from the first to the last, where years stand side by side: one that nobody speaks of leaves its place empty.
    fn years(&self, figure: &Figure) -> Vec<(String, Period)> {
        if self.across != Across::Bands(vec![Dimension::Period]) {
            return Vec::new();
        }
        let year = |at: &usize| figure.observations[*at].period.and_then(Period::year);
        let years: Option<BTreeSet<i32>> = self.shown.iter().map(year).collect();
        let years = years.unwrap_or_default();
        let (Some(first), Some(last)) = (years.first(), years.last()) else { return Vec::new() };
        // Where years follow each other at all; of every fifth year none is missing.
        let is_yearly = years.iter().zip(years.iter().skip(1)).any(|(year, next)| next - year == 1);
        if !is_yearly || last - first >= MOST_YEARS {
            return Vec::new();
        }
        (*first..=*last).map(|year| (year.to_string(), Period::On(Date::of_year(year)))).collect()
    }

    /// Where the series are broken, which bars do not show as a line does.
    fn breaks(&self, window: &Window, figure: &Figure) -> Option<String> {
        let broken = self.shown.iter().map(|at| &figure.observations[*at]).filter(|seen| seen.breaks == Break::Before);
        let places: BTreeSet<Period> = broken.filter(|_| matches!(self.across, Across::Bands(_))).filter_map(|seen| seen.period).collect();
        let places: Vec<String> = places.iter().map(|period| window.formats().period(period)).collect();
        let list = window.formats().list(&places);
        (!places.is_empty()).then(|| window.formats().strings().get("note-break", &[("list", (&list).into())]))
    }

    fn finish(self, window: &Window, choice: &Choice, left_out: usize, made: &mut Made) {
        for series in &mut made.series {
            series.points.sort_by(|a, b| place(a.at).total_cmp(&place(b.at)));
        }
        if let Across::Bands(_) = self.across {
            sort_bands(made, choice.sort.unwrap_or(self.usual_sort));
        }
        let strings = window.formats().strings();
        if let Some(only) = self.only {
            made.remarks.push(strings.get("chart-only", &[("period", (&window.formats().period(&only)).into())]));
        }
        if left_out > 0 {
            let count = |count: usize| window.formats().integer(count as i64);
            let (shown, all) = (count(made.shown), count(made.shown + left_out));
            made.remarks.push(strings.get("chart-part", &[("shown", (&shown).into()), ("all", (&all).into())]));
        }
    }
}

/// What tells one band, or one series, from another.
type Key = (Option<Period>, Option<EntityId>, Option<shape::Category>, Option<usize>);

fn key(seen: &Observation, at: usize, dimensions: &[Dimension]) -> Key {
    let has = |dimension| dimensions.contains(&dimension);
    (
        seen.period.filter(|_| has(Dimension::Period)),
        seen.about.filter(|_| has(Dimension::About)),
        has(Dimension::Category).then(|| shape::category(seen)),
        has(Dimension::Claim).then_some(at),
    )
}

/// Keys by the order in which they were first met.
#[derive(Default)]
struct Numbers(HashMap<(Key, Option<bool>), usize>);

impl Numbers {
    /// The number of a key, and whether it is new; `None` where there is no room for another.
    fn number(&mut self, key: (Key, Option<bool>), most: usize) -> Option<(usize, bool)> {
        if let Some(number) = self.0.get(&key) {
            return Some((*number, false));
        }
        let next = self.0.len();
        (next < most).then(|| {
            self.0.insert(key, next);
            (next, true)
        })
    }
}

/// What an observation is called by some of its dimensions.
fn name(window: &Window, figure: &Figure, at: usize, dimensions: &[Dimension]) -> String {
    let seen = &figure.observations[at];
    let names = dimensions.iter().map(|dimension| match dimension {
        Dimension::Period => match seen.period {
            Some(period) => window.formats().period(&period),
            None => window.formats().strings().get("undated", &[]),
        },
        Dimension::About => match seen.about {
            Some(about) => window.card(about).title.to_string(),
            None => window.formats().strings().get("chart-whole", &[]),
        },
        Dimension::Category => category(window, figure, seen),
        Dimension::Claim => claim(window, seen, at),
    });
    names.filter(|name| !name.is_empty()).collect::<Vec<_>>().join(", ")
}

fn category(window: &Window, figure: &Figure, seen: &Observation) -> String {
    let category = seen.category.as_ref().map(|category| in_page(window, category).to_owned());
    let basis = seen.basis.map(|basis| reading::basis_in_words(window, figure, basis));
    match (category, basis) {
        (Some(category), Some(basis)) => format!("{category}, {basis}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => window.formats().strings().get("chart-whole", &[]),
    }
}

/// Who says it: the first source, else the person, else a number.
fn claim(window: &Window, seen: &Observation, at: usize) -> String {
    match seen.sources.first().or(seen.said_by.as_ref()) {
        Some(source) => window.card(*source).title.to_string(),
        None => window.formats().strings().get("chart-claim", &[("number", (at as i64 + 1).into())]),
    }
}

/// Does an observation stand out? `None` where nothing does.
pub fn is_highlighted(window: &Window, seen: &Observation, choice: &Choice) -> Option<bool> {
    if choice.highlight.is_empty() {
        return None;
    }
    let is_called = |name: &str| choice.highlight.iter().any(|wanted| **wanted == *name);
    let by_category = || seen.category.as_ref().is_some_and(|text| text.versions().any(|(_, words)| is_called(words)));
    let by_about = |about| {
        let id = window.name(about).rsplit('/').next().unwrap_or_default();
        is_called(id) || window.thing(about).title.versions().any(|(_, title)| is_called(title))
    };
    Some(by_category() || seen.about.is_some_and(by_about))
}

fn place(at: At) -> f64 {
    match at {
        At::Band(band) => band as f64,
        At::Time(place) | At::Number(place) => place,
    }
}

/// Groups that were counted here stand in no order that somebody chose: the largest comes first. Periods stay as they follow each other.
fn usual_sort(figure: &Figure) -> Sort {
    let is_dated = figure.observations.iter().any(|seen| seen.period.is_some());
    if figure.computation.is_some() && !is_dated { Sort::Descending } else { Sort::Given }
}

/// Puts the bands in order: by the first series' values, or by their names.
fn sort_bands(made: &mut Made, sort: Sort) {
    let mut order: Vec<usize> = (0..made.categories.len()).collect();
    let mut values = vec![f64::NEG_INFINITY; order.len()];
    for point in made.series.first().map_or(&[][..], |series| &series.points) {
        if let (At::Band(band), Some(value)) = (point.at, point.amount.middle()) {
            values[band] = value;
        }
    }
    match sort {
        Sort::Given => return,
        Sort::Name => order.sort_by_key(|band| made.categories[*band].to_lowercase()),
        Sort::Ascending => order.sort_by(|a, b| values[*a].total_cmp(&values[*b])),
        Sort::Descending => order.sort_by(|a, b| values[*b].total_cmp(&values[*a])),
    }
    let mut places = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| places[*old] = new);
    made.categories = order.iter().map(|old| std::mem::take(&mut made.categories[*old])).collect();
    for point in made.series.iter_mut().flat_map(|series| &mut series.points) {
        if let At::Band(band) = &mut point.at {
            *band = places[*band];
        }
    }
}

//! What a figure's observations differ in, which decides how they can be drawn.

use std::collections::{BTreeSet, HashMap};

use super::compute::Take;
use super::{Basis, Chart, Figure, Observation, Parts, Reading};
use crate::registry::EntityId;
use crate::registry::language::LanguageId;
use crate::registry::value::Text;
use crate::syntax::date::Period;

/// Which observations are wanted; nothing named means all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    pub about: Vec<EntityId>,
    /// In any of the languages they are written in.
    pub categories: Vec<Box<str>>,
    pub periods: Option<Period>,
}

/// What counts as one category: what an editor calls it, and what the count adds up.
pub type Category = (Option<Text>, Option<Basis>);

/// The observations that a chart shows, and what they differ in.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Their positions in the figure: one for each period, thing and category.
    pub shown: Vec<usize>,
    /// In the order of time.
    pub periods: Vec<Option<Period>>,
    /// In the order in which they were written, as the categories are.
    pub abouts: Vec<Option<EntityId>>,
    pub categories: Vec<Category>,
    /// Observations that say something else of what one that is shown says, and forecasts of it.
    pub rivals: usize,
    /// Has any of them a value?
    has_values: bool,
    has_negatives: bool,
    is_percent: bool,
    /// Can the values be parts of one whole?
    adds_up: bool,
    parts: Parts,
}

/// Series beyond this are drawn each by itself.
pub const MOST_SERIES: usize = 8;

/// More small charts than this are a table.
pub const MOST_MULTIPLES: usize = 24;

/// Shares that were rounded may add up to a little more than the whole.
const FULL: f64 = 101.0;

/// A ring of more parts than this cannot be read.
pub const MOST_OF_A_RING: usize = 6;

impl Wanted {
    /// Is an observation wanted?
    pub fn takes(&self, seen: &Observation) -> bool {
        let is_about = self.about.is_empty() || seen.about.is_some_and(|about| self.about.contains(&about));
        let is_in = |text: &Text| text.versions().any(|(_, words)| self.categories.contains(words));
        let is_category = self.categories.is_empty() || seen.category.as_ref().is_some_and(is_in);
        let is_then = self.periods.is_none_or(|wanted| seen.period.is_some_and(|period| wanted.overlaps(period)));
        is_about && is_category && is_then
    }
}

impl Shape {
    /// The shape of what is wanted of a figure. Of rival observations the one that stands for them is shown.
    pub fn of(figure: &Figure, wanted: &Wanted) -> Shape {
        let all = Shape::wanted(figure, wanted);
        let shown = Shape::without_rivals(figure, &all);
        let rivals = all.len() - shown.len();
        // Rivals for one and the same place are themselves what there is to see.
        let shown = if shown.len() == 1 && rivals > 0 { all } else { shown };
        let mut shape = Shape {
            periods: Vec::new(),
            abouts: Vec::new(),
            categories: Vec::new(),
            rivals,
            has_values: false,
            has_negatives: false,
            is_percent: figure.unit.as_ref().is_some_and(|unit| unit.versions().any(|(_, words)| &**words == "percent")),
            adds_up: is_summable(figure),
            parts: figure.parts,
            shown: Vec::new(),
        };
        let (mut periods, mut abouts, mut categories) = (BTreeSet::new(), HashMap::new(), HashMap::new());
        for seen in shown.iter().map(|at| &figure.observations[*at]) {
            periods.insert(seen.period);
            if abouts.insert(seen.about, ()).is_none() {
                shape.abouts.push(seen.about);
            }
            let category = category(seen);
            if categories.insert(category.clone(), ()).is_none() {
                shape.categories.push(category);
            }
            shape.has_values |= matches!(seen.reading, Reading::Value(_) | Reading::Range { .. });
            shape.has_negatives |= least(seen).is_some_and(|value| value < 0.0);
        }
        shape.adds_up &= !shape.is_percent || shape.shares(figure, &shown) <= FULL;
        Shape { shown, periods: periods.into_iter().collect(), ..shape }
    }

    /// The greatest sum of the shares of one period, and of one thing where each has parts.
    fn shares(&self, figure: &Figure, shown: &[usize]) -> f64 {
        let mut sums: HashMap<(Option<Period>, Option<EntityId>), f64> = HashMap::new();
        for seen in shown.iter().map(|at| &figure.observations[*at]) {
            let thing = seen.about.filter(|_| self.categories.len() > 1 && self.abouts.len() > 1);
            *sums.entry((seen.period, thing)).or_default() += least(seen).unwrap_or(0.0);
        }
        sums.into_values().fold(0.0, f64::max)
    }

    /// The positions of all observations that are wanted and say something.
    pub fn wanted(figure: &Figure, wanted: &Wanted) -> Vec<usize> {
        let is_wanted = |at: &usize| {
            let seen = &figure.observations[*at];
            seen.reading != Reading::Nothing && wanted.takes(seen)
        };
        (0..figure.observations.len()).filter(is_wanted).collect()
    }

    /// One position for each period, thing and category, in the order written.
    fn without_rivals(figure: &Figure, all: &[usize]) -> Vec<usize> {
        let mut places: HashMap<(Option<Period>, Option<EntityId>, Category), usize> = HashMap::new();
        let mut shown: Vec<usize> = Vec::with_capacity(all.len());
        for at in all {
            let seen = &figure.observations[*at];
            let key = (seen.period, seen.about, category(seen));
            match places.get(&key) {
                Some(place) => {
                    let rival = shown[*place];
                    if (figure.observations[*at].rank(), rival) > (figure.observations[rival].rank(), *at) {
                        shown[*place] = *at;
                    }
                }
                None => {
                    places.insert(key, shown.len());
                    shown.push(*at);
                }
            }
        }
        shown
    }

    /// Do the observations claim different things of one and the same?
    pub fn is_one_place(&self) -> bool {
        self.periods.len() <= 1 && self.abouts.len() <= 1 && self.categories.len() <= 1
    }

    /// Is there one observation, which is better told than drawn?
    pub fn is_alone(&self) -> bool {
        self.shown.len() == 1
    }

    /// How it is drawn where nobody says otherwise; `None`: as numbers.
    pub fn form(&self) -> Option<Chart> {
        if !self.has_values || self.is_alone() {
            return None;
        }
        if self.is_one_place() {
            return Some(Chart::Range);
        }
        let is_complete = self.parts == Parts::Complete && !self.has_negatives;
        let others = self.abouts.len().max(self.categories.len());
        Some(match (self.periods.len(), self.abouts.len(), self.categories.len()) {
            // Two points are hardly a line.
            (2, 1, 1) => Chart::Column,
            (_, 1, 1) => Chart::Line,
            (1, 1, 2..=4) if is_complete => Chart::Share,
            (1, 1, _) | (1, _, 1) => Chart::Bar,
            (2, 1, _) | (2, _, 1) => {
                if others > MOST_MULTIPLES {
                    Chart::Heat
                } else {
                    Chart::Grouped
                }
            }
            (1, _, _) if is_complete && self.categories.len() <= MOST_OF_A_RING => self.stacked(),
            (1, abouts, categories) => {
                if abouts.min(categories) <= 4 {
                    Chart::Grouped
                } else {
                    Chart::Heat
                }
            }
            (3..=12, 1, 2..=MOST_OF_A_RING) if is_complete => self.stacked(),
            (_, 1, _) | (_, _, 1) if others <= MOST_SERIES => Chart::Line,
            (_, 1, _) | (_, _, 1) if others <= MOST_MULTIPLES => Chart::Multiples,
            (_, 1, _) | (_, _, 1) => Chart::Heat,
            // In all three: the latest period is shown.
            (_, abouts, categories) => {
                if abouts.min(categories) <= 4 {
                    Chart::Grouped
                } else {
                    Chart::Heat
                }
            }
        })
    }

    fn stacked(&self) -> Chart {
        if self.is_percent { Chart::StackedShare } else { Chart::Stacked }
    }

    /// How many colours a stack of these needs.
    fn stacked_parts(&self) -> usize {
        if self.categories.len() > 1 { self.categories.len() } else { self.abouts.len() }
    }

    /// Why a form cannot be drawn from these observations; `None` if it can.
    pub fn lack(&self, form: Chart) -> Option<&'static str> {
        let dated = self.periods.iter().flatten().count();
        let varied = [self.periods.len(), self.abouts.len(), self.categories.len()].iter().filter(|count| **count > 1).count();
        let parts = self.abouts.len().max(self.categories.len());
        let lack = match form {
            Chart::None => return None,
            _ if !self.has_values => "no value is reported",
            Chart::Line | Chart::Area | Chart::Slope | Chart::Sparkline if dated < 2 => "it needs values of at least two periods",
            Chart::Grouped | Chart::Stacked | Chart::StackedShare | Chart::Heat | Chart::Multiples if varied < 2 => {
                "its values would have to differ in two of period, category and what they are about"
            }
            Chart::Stacked | Chart::StackedShare | Chart::Share | Chart::Waffle | Chart::Donut | Chart::Treemap | Chart::Area
                if self.has_negatives =>
            {
                "parts of a whole cannot be negative"
            }
            Chart::Stacked | Chart::StackedShare | Chart::Share | Chart::Waffle | Chart::Donut | Chart::Treemap if !self.adds_up => {
                "its values are no parts of one whole"
            }
            Chart::Stacked | Chart::StackedShare if self.stacked_parts() > MOST_SERIES => "so many parts cannot be told apart by colour",
            Chart::Area if !self.adds_up && parts > 1 => "its values are no parts of one whole",
            Chart::Share | Chart::Waffle if parts < 2 && !(self.is_percent && self.is_alone()) => {
                "it needs parts: values of several categories"
            }
            Chart::Donut | Chart::Treemap if parts < 2 => "it needs parts: values of several categories",
            Chart::Donut if parts > MOST_OF_A_RING => "a ring of so many parts cannot be read",
            Chart::Scatter => "it needs two figures, as `figures = [\"…\", \"…\"]`",
            _ => return None,
        };
        Some(lack)
    }

    /// The forms that can be drawn from these observations, as editors write them.
    pub fn forms(&self) -> Vec<&'static str> {
        Chart::ALL.iter().filter(|(_, form)| *form != Chart::None && self.lack(*form).is_none()).map(|(name, _)| *name).collect()
    }
}

/// May values of a figure be added up? Not what overlaps, an index, a mean, or a least or greatest value.
fn is_summable(figure: &Figure) -> bool {
    let is_index =
        figure.baseline.is_some() || figure.unit.as_ref().is_some_and(|unit| unit.versions().any(|(_, words)| &**words == "index"));
    let take = figure.computation.as_ref().map(|computation| computation.take);
    // A thing that stands in several groups is counted in each.
    let counted: f64 = figure.observations.iter().filter_map(least).sum();
    let is_twice = take == Some(Take::Count) && figure.tally.is_some_and(|tally| counted > tally.things as f64);
    figure.parts != Parts::Overlapping && !is_twice && !is_index && !matches!(take, Some(Take::Mean | Take::Min | Take::Max))
}

/// Several figures as one, in which each is a category; `None` where they do not count in the same unit.
pub fn together(figures: &[(&Figure, &Text)]) -> Option<Figure> {
    let (first, _) = figures.first()?;
    let is_alike =
        |(other, _): &(&Figure, &Text)| other.unit == first.unit && other.scale == first.scale && other.baseline == first.baseline;
    if !figures.iter().all(is_alike) {
        return None;
    }
    let mut together = Figure { observations: Vec::new(), parts: Parts::Open, chart: None, ..(*first).clone() };
    for (figure, title) in figures {
        together.observations.extend(figure.observations.iter().cloned().map(|seen| {
            let category = match &seen.category {
                None => (*title).clone(),
                Some(category) => joined(title, category),
            };
            Observation { category: Some(category), ..seen }
        }));
    }
    Some(together)
}

/// "Visitors: from abroad" in every language that one of them has.
fn joined(title: &Text, category: &Text) -> Text {
    let languages: BTreeSet<LanguageId> = title.versions().chain(category.versions()).map(|(language, _)| language).collect();
    let mut joined = title.clone();
    for language in languages {
        joined.set(language, format!("{}: {}", title.read_in(language).1, category.read_in(language).1).into());
    }
    joined
}

/// The observations of two figures that are of one and the same thing, category and period, by their positions.
///
/// Where their periods never meet, the latest of each thing and category are put together.
pub fn pairs(one: &Figure, other: &Figure, wanted: &Wanted) -> Vec<(usize, usize)> {
    let (one_shape, other_shape) = (Shape::of(one, wanted), Shape::of(other, wanted));
    type Place<'a> = (Option<EntityId>, Option<&'a Text>, Option<Period>);
    let place = |seen: &'_ Observation, with_period: bool| (seen.about, seen.period.filter(|_| with_period));
    for with_period in [true, false] {
        let mut places: HashMap<Place<'_>, usize> = HashMap::new();
        for at in &other_shape.shown {
            let seen = &other.observations[*at];
            let (about, period) = place(seen, with_period);
            let held = places.entry((about, seen.category.as_ref(), period)).or_insert(*at);
            if seen.period > other.observations[*held].period {
                *held = *at;
            }
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut taken: HashMap<Place<'_>, usize> = HashMap::new();
        for at in &one_shape.shown {
            let seen = &one.observations[*at];
            let (about, period) = place(seen, with_period);
            let key = (about, seen.category.as_ref(), period);
            let Some(partner) = places.get(&key) else { continue };
            match taken.get(&key) {
                Some(known) if seen.period > one.observations[found[*known].0].period => found[*known].0 = *at,
                Some(_) => {}
                None => {
                    taken.insert(key, found.len());
                    found.push((*at, *partner));
                }
            }
        }
        if found.len() > 1 || !with_period {
            return found;
        }
    }
    Vec::new()
}

/// What counts as an observation's category.
pub fn category(seen: &Observation) -> Category {
    (seen.category.clone(), seen.basis)
}

fn least(seen: &Observation) -> Option<f64> {
    match seen.reading {
        Reading::Value(value) => Some(value),
        Reading::Range { min, max } => min.or(max),
        Reading::NotReported | Reading::Nothing => None,
    }
}

//! What the areas of a map are shaded by: the newest value of a figure for each, or how many of the things lie in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::registry::EntityId;
use crate::registry::figure::shape::{Shape, Wanted};
use crate::registry::figure::{Figure, Observation, Reading};
use crate::registry::geo::{AreaId, BaseMap, Mark};
use crate::registry::view::map::{self, Shade, ShadeBy};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::chart::{axis_unit, point};
use crate::render::pictures::Amount;
use crate::render::pictures::map::{Classes, Fill, Legend, Method};
use crate::render::reading;
use crate::syntax::date::Period;

/// What areas are shaded by.
pub struct Shading {
    /// The figure; none where things are counted.
    pub figure: Option<EntityId>,
    /// The figure's observations that are shown, by their positions.
    pub shown: Vec<usize>,
    values: BTreeMap<AreaId, Value>,
    classes: Classes,
    is_percent: bool,
    unit: String,
    /// What the values are of: a period in words; empty where they differ in it.
    pub period: String,
    /// Values of what is no area of the map.
    pub lost: Vec<Value>,
    /// Are areas of which nothing is said part of what is asked about?
    covers_all: bool,
    areas: usize,
}

/// The value of an area.
pub struct Value {
    /// None: not reported.
    pub number: Option<f64>,
    /// With its unit and how sure it is.
    pub words: String,
    /// Bare, for the area itself.
    short: String,
    /// Whose it is, where that is a thing.
    pub name: String,
    pub url: String,
}

/// An area as it is drawn.
pub struct Shaded {
    pub fill: Fill,
    pub label: Vec<String>,
    pub told: String,
    pub href: String,
}

/// An area in the table.
pub struct Row {
    pub area: AreaId,
    pub name: String,
    pub url: String,
    pub value: String,
    pub class: String,
}

/// With more values than this, as many in each class tell more than gaps between them.
const MOST_NATURAL: usize = 60;

impl Shading {
    /// Finds the value of every area; `None` where the figure has none.
    pub fn of(window: &Window, shade: &Shade, base: &BaseMap, marks: &[Mark]) -> Option<Shading> {
        let mut shading = match &shade.by {
            ShadeBy::Figure(id, wanted) => Shading::of_figure(window, (*id, wanted), base)?,
            ShadeBy::Count => Shading::of_count(window, base, marks),
        };
        let numbers: Vec<f64> = shading.values.values().filter_map(|value| value.number).collect();
        let (method, count) = match &shade.classes {
            map::Classes::Breaks(breaks) => (Method::At(breaks.clone()), 0),
            map::Classes::Method(method, count) => {
                let method = match method {
                    Some(map::Method::Quantile) => Method::Quantile,
                    Some(map::Method::Equal) => Method::Equal,
                    Some(map::Method::Natural) => Method::Natural,
                    None if numbers.len() > MOST_NATURAL => Method::Quantile,
                    None => Method::Natural,
                };
                (method, usize::from(*count))
            }
        };
        shading.classes = Classes::of(&numbers, &method, count);
        Some(shading)
    }

    fn of_figure(window: &Window, (id, wanted): (EntityId, &Wanted), base: &BaseMap) -> Option<Shading> {
        let figure = window.figure(id)?;
        let mut newest: BTreeMap<EntityId, usize> = BTreeMap::new();
        for at in Shape::of(figure, wanted).shown {
            let Some(about) = figure.observations[at].about else { continue };
            let is_newer = |before: usize| standing(&figure.observations[at]) > standing(&figure.observations[before]);
            newest.entry(about).and_modify(|before| *before = if is_newer(*before) { at } else { *before }).or_insert(at);
        }
        let (mut values, mut lost) = (BTreeMap::new(), Vec::new());
        let mut shown: Vec<usize> = newest.values().copied().collect();
        shown.sort_unstable();
        for at in &shown {
            let seen = &figure.observations[*at];
            let Some(about) = seen.about else { continue };
            let value = Value::of(window, figure, (seen, about));
            match window.area_of(base, about) {
                Some(area) => drop(values.entry(area).or_insert(value)),
                None => lost.push(value),
            }
        }
        let statuses: BTreeSet<Option<&str>> = shown.iter().map(|at| reading::status(figure.observations[*at].status)).collect();
        let status = statuses.first().copied().flatten().filter(|_| statuses.len() == 1);
        let periods: BTreeSet<Option<Period>> = shown.iter().map(|at| figure.observations[*at].period).collect();
        let period = match periods.into_iter().collect::<Vec<_>>()[..] {
            [Some(period)] => match status {
                Some(status) => {
                    format!("{} ({})", window.formats().period(&period), window.formats().strings().get(&format!("picture-{status}"), &[]))
                }
                None => window.formats().period(&period),
            },
            _ => String::new(),
        };
        let areas = base.areas.len();
        Some(Shading {
            figure: Some(id),
            covers_all: values.len() * 2 >= areas,
            shown,
            values,
            classes: Classes::default(),
            is_percent: reading::is_percent(figure),
            unit: axis_unit(window, figure, figure.scale),
            period,
            lost,
            areas,
        })
    }

    fn of_count(window: &Window, base: &BaseMap, marks: &[Mark]) -> Shading {
        let placed = marks.iter().filter_map(|mark| Some((window.area_with(base, mark)?, mark.thing)));
        let mut within: BTreeMap<AreaId, BTreeSet<EntityId>> = BTreeMap::new();
        for (area, thing) in placed {
            within.entry(area).or_default().insert(thing);
        }
        let value = |things: BTreeSet<EntityId>| {
            let short = window.formats().integer(things.len() as i64);
            Value { number: Some(things.len() as f64), words: short.clone(), short, name: String::new(), url: String::new() }
        };
        let known: BTreeSet<EntityId> = within.values().flatten().copied().collect();
        let all: BTreeSet<EntityId> = marks.iter().map(|mark| mark.thing).collect();
        let lost = all.difference(&known).map(|thing| {
            let card = window.card(*thing);
            let (name, url) = (card.title.to_string(), card.url.to_string());
            Value { number: None, words: String::new(), short: String::new(), name, url }
        });
        Shading {
            figure: None,
            shown: Vec::new(),
            lost: lost.collect(),
            values: within.into_iter().map(|(area, things)| (area, value(things))).collect(),
            classes: Classes::default(),
            is_percent: false,
            unit: String::new(),
            period: String::new(),
            covers_all: false,
            areas: base.areas.len(),
        }
    }

    /// The areas that have a value, or of which it is said that there is none.
    pub fn shown(&self) -> impl Iterator<Item = AreaId> {
        self.values.keys().copied()
    }

    /// How an area is drawn.
    pub fn area(&self, window: &Window, id: AreaId, name: &str) -> Shaded {
        let Some(value) = self.values.get(&id) else {
            let missing = window.formats().strings().get("not-reported", &[]);
            return match (self.covers_all, self.figure) {
                (true, Some(_)) => {
                    Shaded { fill: Fill::Missing, label: Vec::new(), told: format!("{name}: {missing}"), href: String::new() }
                }
                // Where nothing was counted there is nothing.
                (_, None) => Shaded { fill: Fill::Plain, label: Vec::new(), told: String::new(), href: String::new() },
                (false, Some(_)) => Shaded { fill: Fill::Around, label: Vec::new(), told: String::new(), href: String::new() },
            };
        };
        let fill = value.number.map_or(Fill::Missing, |number| Fill::Class(self.classes.class(number)));
        let told = format!("{name}: {}", value.words);
        Shaded { fill, label: vec![name.to_owned(), value.short.clone()], told, href: value.url.clone() }
    }

    /// What the shades mean, and how many areas have each.
    pub fn legend(&self, window: &Window) -> Legend {
        let strings = window.formats().strings();
        let counted =
            |words: String, count: usize| strings.get("map-class-count", &[("class", (&words).into()), ("count", (count as i64).into())]);
        let in_class = |class: usize| {
            let numbers = self.values.values().filter_map(|value| value.number);
            numbers.filter(|number| self.classes.class(*number) == class).count()
        };
        let classes = (0..self.classes.count()).map(|class| counted(self.class_in_words(window, class), in_class(class)));
        let unsaid = if self.covers_all { self.areas - self.values.len() } else { 0 };
        let missing = self.values.values().filter(|value| value.number.is_none()).count() + unsaid;
        let unit = match (&*self.unit, &*self.period) {
            (unit, "") => unit.to_owned(),
            ("", period) => period.to_owned(),
            (unit, period) => format!("{unit}, {period}"),
        };
        Legend {
            unit,
            classes: if self.values.values().any(|value| value.number.is_some()) { classes.collect() } else { Vec::new() },
            missing: if missing > 0 { counted(strings.get("not-reported", &[]), missing) } else { String::new() },
            ..Legend::default()
        }
    }

    /// The areas of the table, the highest value first.
    pub fn rows(&self, window: &Window, base: &BaseMap) -> Vec<Row> {
        let mut found: Vec<(&AreaId, &Value)> = self.values.iter().collect();
        found.sort_by(|one, other| {
            let number = |value: &Value| value.number.unwrap_or(f64::NEG_INFINITY);
            number(other.1).total_cmp(&number(one.1)).then(one.0.cmp(other.0))
        });
        let row = |(area, value): (&AreaId, &Value)| Row {
            area: *area,
            name: in_language(&base.area(*area).name, window.language).to_owned(),
            url: value.url.clone(),
            value: value.words.clone(),
            class: value.number.map_or(String::new(), |number| self.class_in_words(window, self.classes.class(number))),
        };
        found.into_iter().map(row).collect()
    }

    /// The value of an area, where it has one.
    pub fn number(&self, area: AreaId) -> Option<f64> {
        self.values.get(&area)?.number
    }

    /// Where the value is highest, and where lowest.
    pub fn description(&self, window: &Window, base: &BaseMap) -> String {
        let rows: Vec<Row> = self.rows(window, base).into_iter().filter(|row| !row.class.is_empty()).collect();
        let strings = window.formats().strings();
        match &rows[..] {
            [] => strings.get("picture-tells-nothing", &[]),
            [one] => strings.get("picture-tells-one", &[("place", (&one.name).into()), ("value", (&one.value).into())]),
            [high, .., low] => {
                let arguments = [
                    ("place", (&high.name).into()),
                    ("value", (&high.value).into()),
                    ("otherPlace", (&low.name).into()),
                    ("otherValue", (&low.value).into()),
                ];
                strings.get("picture-tells-extent", &arguments)
            }
        }
    }

    fn class_in_words(&self, window: &Window, class: usize) -> String {
        let strings = window.formats().strings();
        if self.figure.is_none() {
            return self.count_in_words(window, class);
        }
        let number = |number: &f64| if self.is_percent { window.formats().percent(*number) } else { window.formats().number(*number) };
        let breaks = &self.classes.breaks;
        let from = class.checked_sub(1).and_then(|at| breaks.get(at)).map(number);
        let to = breaks.get(class).map(number);
        match (from, to) {
            (None, None) => strings.get("map-class-all", &[]),
            (None, Some(to)) => strings.get("map-class-under", &[("value", (&to).into())]),
            (Some(from), None) => strings.get("map-class-over", &[("value", (&from).into())]),
            (Some(from), Some(to)) => strings.get("map-class-between", &[("from", (&from).into()), ("to", (&to).into())]),
        }
    }

    /// Of things that are counted the lowest and the highest number in a class say it best.
    fn count_in_words(&self, window: &Window, class: usize) -> String {
        let numbers = self.values.values().filter_map(|value| value.number).filter(|number| self.classes.class(*number) == class);
        let (low, high) = numbers.fold((f64::MAX, 0.0), |(low, high): (f64, f64), number| (low.min(number), high.max(number)));
        let number = |number: f64| window.formats().number(number);
        match () {
            // A class that was asked for and holds nothing.
            () if low > high => "–".to_owned(),
            () if low == high => number(low),
            () => window.formats().strings().get("map-class-between", &[("from", (&number(low)).into()), ("to", (&number(high)).into())]),
        }
    }
}

impl Value {
    fn of(window: &Window, figure: &Figure, (seen, about): (&Observation, EntityId)) -> Value {
        let number = match seen.reading {
            Reading::Value(number) => Some(number),
            Reading::Range { min: Some(min), max: Some(max) } => Some(min / 2.0 + max / 2.0),
            Reading::Range { min: Some(end), max: None } | Reading::Range { min: None, max: Some(end) } => Some(end),
            Reading::Range { min: None, max: None } | Reading::NotReported | Reading::Nothing => None,
        };
        let number = number.filter(|number| number.is_finite());
        let bare = |number: f64| {
            let short = point::short(window, Amount::Value(number));
            if reading::is_percent(figure) { window.formats().strings().get("percent", &[("value", (&short).into())]) } else { short }
        };
        let card = window.card(about);
        Value {
            number,
            words: reading::in_words(window, figure, seen),
            short: number.map_or(String::new(), bare),
            name: card.title.to_string(),
            url: card.url.to_string(),
        }
    }
}

/// Which observation of a place is shown: one with a value before one without, and the newest.
fn standing(seen: &Observation) -> (bool, Option<Period>) {
    (!matches!(seen.reading, Reading::NotReported | Reading::Nothing), seen.period)
}

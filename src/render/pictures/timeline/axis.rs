//! The axis of days: which units it is divided into, and what they are called.

use super::paper::{LINE, Paper, SMALL};
use crate::render::format::Formats;
use crate::render::pictures::svg::{Anchor, Rect};
use crate::render::pictures::text;
use crate::syntax::date::{Date, Day, day_of, number_of};

/// An axis between two days, and two places of a drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    pub days: (f64, f64),
    pub places: (f64, f64),
}

/// What an axis is divided into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Years(i16),
}

const UNITS: [Unit; 14] = [
    Unit::Day,
    Unit::Week,
    Unit::Month,
    Unit::Quarter,
    Unit::Years(1),
    Unit::Years(2),
    Unit::Years(5),
    Unit::Years(10),
    Unit::Years(20),
    Unit::Years(50),
    Unit::Years(100),
    Unit::Years(200),
    Unit::Years(500),
    Unit::Years(1000),
];

/// What is left free between two labels.
const APART: f64 = 8.0;

/// A drawing is divided into no more than so many units.
const MOST: usize = 400;

/// How high the names of months or years above the units are, and those of the units.
const ROW: f64 = LINE + 2.0;

impl Axis {
    /// Where a moment lies; one outside lies at the nearer end.
    pub fn at(&self, day: f64) -> f64 {
        let (first, last) = self.days;
        let (from, to) = self.places;
        from + (day.clamp(first, last) - first) / (last - first).max(1.0) * (to - from)
    }

    /// Draws the names of the units from `top` on, and says where they end.
    pub fn head(&self, paper: &mut Paper, top: f64) -> f64 {
        let unit = self.unit(paper.formats);
        let mut y = top;
        if !matches!(unit, Unit::Years(_)) {
            self.outer(paper, unit, y);
            y += ROW;
        }
        self.names(paper, unit, y);
        let bottom = y + ROW;
        paper.svg.line("axis", (self.places.0, bottom), (self.places.1, bottom));
        bottom
    }

    /// Draws a name and a number for each day, for a span of few; says where they end.
    pub fn head_of_days(&self, paper: &mut Paper, top: f64) -> f64 {
        self.outer(paper, Unit::Day, top);
        let (weekdays, numbers) = (top + ROW, top + 2.0 * ROW);
        let starts = self.starts(Unit::Day);
        let room = self.distance(1.0) - 4.0;
        let fit = |name: &dyn Fn(Day) -> String| starts.iter().all(|start| text::width(&name(day_of(*start)), SMALL) <= room);
        let formats = paper.formats;
        let (long, short) = (|day: Day| formats.weekday(day), |day: Day| formats.weekday_short(day));
        let narrow = |day: Day| formats.weekday_short(day).chars().take(1).collect::<String>();
        let name: &dyn Fn(Day) -> String = match () {
            () if fit(&long) => &long,
            () if fit(&short) => &short,
            () => &narrow,
        };
        for start in &starts {
            let x = self.at(f64::from(*start) + 0.5);
            paper.svg.text("tick", Anchor::Middle, (x, weekdays + SMALL), &name(day_of(*start)));
            paper.svg.text("time-day", Anchor::Middle, (x, numbers + SMALL), &day_of(*start).day().to_string());
        }
        let bottom = numbers + ROW;
        paper.svg.line("axis", (self.places.0, bottom), (self.places.1, bottom));
        bottom
    }

    /// Draws lines between the units, and a ground for the ends of weeks where days are seen.
    pub fn grid(&self, paper: &mut Paper, (top, bottom): (f64, f64)) {
        let unit = self.unit(paper.formats);
        if self.distance(1.0) >= 10.0 {
            for start in self.starts(Unit::Day).into_iter().filter(|start| day_of(*start).weekday().to_monday_zero_offset() > 4) {
                let (from, to) = (self.at(f64::from(start)), self.at(f64::from(start) + 1.0));
                paper.svg.rect("time-weekend", Rect { x: from, y: top, width: to - from, height: bottom - top });
            }
        }
        let outer = self.starts(outer_of(unit));
        for start in self.starts(unit) {
            if f64::from(start) > self.days.0 {
                let class = if outer.contains(&start) && !matches!(unit, Unit::Years(_)) { "time-grid-strong" } else { "grid" };
                paper.svg.line(class, (self.at(f64::from(start)), top), (self.at(f64::from(start)), bottom));
            }
        }
    }

    /// The finest unit of which every name has room.
    fn unit(&self, formats: &Formats) -> Unit {
        let fits = |unit: &Unit| self.distance(length(*unit)) >= (longest(*unit, formats) + APART).max(least(*unit));
        UNITS.into_iter().find(fits).unwrap_or(Unit::Years(1000))
    }

    /// How long so many days are in the drawing.
    fn distance(&self, days: f64) -> f64 {
        days / (self.days.1 - self.days.0).max(1.0) * (self.places.1 - self.places.0)
    }

    /// The first days of all units that have a part in the axis.
    fn starts(&self, unit: Unit) -> Vec<i32> {
        let (first, last) = (self.days.0.floor() as i32, self.days.1.ceil() as i32);
        let mut day = begin(day_of(first), unit);
        let mut starts = Vec::new();
        while number_of(day) < last && starts.len() < MOST {
            starts.push(number_of(day));
            match next(day, unit) {
                later if later > day => day = later,
                _ => break,
            }
        }
        starts
    }

    /// The names of the months or years in which the units lie.
    fn outer(&self, paper: &mut Paper, unit: Unit, top: f64) {
        let outer = outer_of(unit);
        let starts = self.starts(outer);
        for (at, start) in starts.iter().enumerate() {
            let from = self.at(f64::from(*start));
            let to = starts.get(at + 1).map_or(self.places.1, |next| self.at(f64::from(*next)));
            let day = day_of(*start);
            let names = match outer {
                Unit::Month => vec![paper.formats.month_of_year(day), paper.formats.month_short(day.month())],
                _ => vec![day.year().to_string()],
            };
            if let Some(name) = names.iter().find(|name| text::bold_width(name, SMALL) + APART <= to - from) {
                paper.svg.text("time-outer", Anchor::Start, (from + 2.0, top + SMALL), name);
            }
        }
    }

    /// The names of the units: of years that are counted in steps at their beginning, of all others in their middle.
    fn names(&self, paper: &mut Paper, unit: Unit, top: f64) {
        for start in self.starts(unit) {
            let name = name(day_of(start), unit, paper.formats);
            let half = text::width(&name, SMALL) / 2.0;
            let (from, to) = (self.at(f64::from(start)), self.at(f64::from(number_of(next(day_of(start), unit)))));
            let (from_room, to_room) = match unit {
                Unit::Years(1) | Unit::Day | Unit::Month | Unit::Quarter => (from, to),
                Unit::Years(_) | Unit::Week if f64::from(start) < self.days.0 => continue,
                Unit::Years(_) | Unit::Week => (from - half - 1.0, from + half + 1.0),
            };
            let middle = (from_room + to_room) / 2.0;
            let fits = to_room - from_room >= 2.0 * half && middle + half <= self.places.1 + 1.0 && middle - half >= 0.0;
            if fits {
                paper.svg.text("tick", Anchor::Middle, (middle, top + SMALL), &name);
            }
        }
    }
}

/// The days that an axis has for what lies between two moments: whole units, so that bars do not begin at the very edge.
pub fn framed((first, last): (f64, f64)) -> (i32, i32) {
    let length = (last - first).max(1.0);
    let unit = match length {
        length if length <= 62.0 => Unit::Day,
        length if length <= 1100.0 => Unit::Month,
        length if length <= 8000.0 => Unit::Years(1),
        length if length <= 40_000.0 => Unit::Years(5),
        _ => Unit::Years(20),
    };
    let start = number_of(begin(day_of(first.floor() as i32), unit));
    let last = day_of((last.ceil() as i32).saturating_sub(1));
    let end = number_of(next(begin(last, unit), unit));
    (start, end.max(start + 1))
}

/// The first day of the unit in which a day lies.
fn begin(day: Day, unit: Unit) -> Day {
    match unit {
        Unit::Day => day,
        Unit::Week => day_of(number_of(day) - i32::from(day.weekday().to_monday_zero_offset())),
        Unit::Month => day.first_of_month(),
        Unit::Quarter => Day::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).unwrap_or(day),
        Unit::Years(step) => Day::new(day.year().div_euclid(step) * step, 1, 1).unwrap_or(day),
    }
}

/// The first day of the unit after the one that begins on a day.
fn next(day: Day, unit: Unit) -> Day {
    let months = |months: i8| {
        let month = day.month() - 1 + months;
        Day::new(day.year().saturating_add(i16::from(month / 12)), month % 12 + 1, 1).unwrap_or(day)
    };
    match unit {
        Unit::Day => day_of(number_of(day) + 1),
        Unit::Week => day_of(number_of(day) + 7),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Years(step) => Day::new(day.year().saturating_add(step), 1, 1).unwrap_or(day),
    }
}

/// How many days a unit has at least.
fn length(unit: Unit) -> f64 {
    match unit {
        Unit::Day => 1.0,
        Unit::Week => 7.0,
        Unit::Month => 28.0,
        Unit::Quarter => 90.0,
        Unit::Years(years) => 365.0 * f64::from(years),
    }
}

/// How long a unit must be in the drawing, so that lines do not stand closer than they help.
fn least(unit: Unit) -> f64 {
    match unit {
        Unit::Day => 20.0,
        Unit::Week | Unit::Month => 36.0,
        Unit::Quarter => 48.0,
        Unit::Years(_) => 0.0,
    }
}

/// The unit of which the names stand above those of another.
fn outer_of(unit: Unit) -> Unit {
    match unit {
        Unit::Day | Unit::Week => Unit::Month,
        Unit::Month | Unit::Quarter | Unit::Years(_) => Unit::Years(1),
    }
}

fn name(day: Day, unit: Unit, formats: &Formats) -> String {
    match unit {
        Unit::Day | Unit::Week => day.day().to_string(),
        Unit::Month => formats.month_short(day.month()),
        Unit::Quarter => formats.quarter((day.month() - 1) / 3 + 1),
        Unit::Years(_) => formats.date(&Date::of_year(i32::from(day.year()))),
    }
}

/// How long the longest name of a unit is.
fn longest(unit: Unit, formats: &Formats) -> f64 {
    let names: Vec<String> = match unit {
        Unit::Day | Unit::Week => vec!["30".to_owned()],
        Unit::Month => (1..=12).map(|month| formats.month_short(month)).collect(),
        Unit::Quarter => (1..=4).map(|quarter| formats.quarter(quarter)).collect(),
        Unit::Years(_) => vec!["2000".to_owned()],
    };
    names.iter().map(|name| text::width(name, SMALL)).fold(0.0, f64::max)
}

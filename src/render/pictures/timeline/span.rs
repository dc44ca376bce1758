//! A time as sure as it is known: where it certainly lasts, where it may have begun, and where it may have ended.

use crate::syntax::date::{Date, Period, number_of};

/// One end of a time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge {
    /// It has none that is known: it goes on.
    Open,
    /// It lies between these two moments, in days from 1970; both are one where it is known.
    Between { from: f64, to: f64, sure: Sure },
}

/// How an end is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// As a day, a month or a year.
    Said,
    /// As about then.
    About,
}

/// A time with two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub start: Edge,
    pub end: Edge,
    pub length: Length,
}

/// What is said of how long something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// It was at a date, however vague that is.
    Once,
    /// It lasted from one date to another.
    Lasting,
}

/// What is about a day may be so many days off.
const ABOUT_A_DAY: f64 = 7.0;

impl Span {
    /// The time of a period; nothing where it is open on both sides, or where it certainly ends before it begins.
    pub fn of(period: Period) -> Option<Span> {
        let span = match period {
            Period::On(date) => Span::on(date),
            Period::Between { start: Some(start), end: Some(end) } if start == end => Span::on(start),
            Period::Between { start: None, end: None } => return None,
            Period::Between { start, end } => {
                let start = start.map_or(Edge::Open, Edge::begins);
                let end = end.map_or(Edge::Open, Edge::ends);
                if end.latest().zip(start.earliest()).is_some_and(|(end, start)| end <= start) {
                    return None;
                }
                Span { start, end, length: Length::Lasting }
            }
        };
        Some(span.sorted())
    }

    /// A date by itself: a day is sharp, and what lies somewhere in a month or a year fades to both sides.
    fn on(date: Date) -> Span {
        let (Some((from, to)), sure) = (zone(date), sure(date)) else {
            return Span { start: Edge::Open, end: Edge::Open, length: Length::Once };
        };
        if date.day.is_some() && sure == Sure::Said {
            let edge = |at| Edge::Between { from: at, to: at, sure };
            return Span { start: edge(from), end: edge(to), length: Length::Once };
        }
        let third = (to - from) / 3.0;
        Span {
            start: Edge::Between { from, to: from + third, sure },
            end: Edge::Between { from: to - third, to, sure },
            length: Length::Once,
        }
    }

    /// The same with an end that does not begin to fade before the start has come up.
    fn sorted(self) -> Span {
        let (Edge::Between { from, to: up, sure }, Edge::Between { from: down, to, sure: end_sure }) = (self.start, self.end) else {
            return self;
        };
        // Whichever end is known better stays as it is.
        let (up, down) = match () {
            () if up <= down => (up, down),
            () if up <= to => (up, up),
            () if down >= from => (down, down),
            () => (from.min(to), from.min(to)),
        };
        Span {
            start: Edge::Between { from: from.min(up), to: up, sure },
            end: Edge::Between { from: down, to: to.max(down), sure: end_sure },
            length: self.length,
        }
    }

    /// When it may have begun at the earliest.
    pub fn first(self) -> Option<f64> {
        self.start.earliest()
    }

    /// When it may have ended at the latest.
    pub fn last(self) -> Option<f64> {
        self.end.latest()
    }

    /// Its middle, of a time that has both ends.
    pub fn middle(self) -> Option<f64> {
        Some(self.first()? / 2.0 + self.last()? / 2.0)
    }

    /// Is one of its ends only about then?
    pub fn is_about(self) -> bool {
        let is_about = |edge: Edge| matches!(edge, Edge::Between { sure: Sure::About, .. });
        is_about(self.start) || is_about(self.end)
    }

    /// Are both its ends known to the day?
    pub fn is_sharp(self) -> bool {
        let is_sharp = |edge: Edge| matches!(edge, Edge::Between { from, to, .. } if from == to);
        is_sharp(self.start) && is_sharp(self.end)
    }
}

impl Edge {
    fn begins(date: Date) -> Edge {
        match zone(date) {
            Some((from, _)) if date.day.is_some() && sure(date) == Sure::Said => Edge::Between { from, to: from, sure: Sure::Said },
            Some((from, to)) => Edge::Between { from, to, sure: sure(date) },
            None => Edge::Open,
        }
    }

    fn ends(date: Date) -> Edge {
        match zone(date) {
            Some((_, to)) if date.day.is_some() && sure(date) == Sure::Said => Edge::Between { from: to, to, sure: Sure::Said },
            Some((from, to)) => Edge::Between { from, to, sure: sure(date) },
            None => Edge::Open,
        }
    }

    fn earliest(self) -> Option<f64> {
        match self {
            Edge::Open => None,
            Edge::Between { from, .. } => Some(from),
        }
    }

    fn latest(self) -> Option<f64> {
        match self {
            Edge::Open => None,
            Edge::Between { to, .. } => Some(to),
        }
    }
}

/// From when until when a date may mean; half as much again on both sides where it is only about then.
fn zone(date: Date) -> Option<(f64, f64)> {
    let (from, to) = (f64::from(number_of(date.first_day())), f64::from(number_of(date.last_day())) + 1.0);
    let more = if date.approximate { ((to - from) / 2.0).max(ABOUT_A_DAY) } else { 0.0 };
    (from < to).then_some((from - more, to + more))
}

fn sure(date: Date) -> Sure {
    if date.approximate { Sure::About } else { Sure::Said }
}

//! Numbers with what is known of their precision: a lower bound stays one, and "about" stays about, whatever is done with them.

use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};
use std::str::FromStr;

use super::{Observation, Qualifier, Reading};

/// The numbers between two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Below every number, or the least of them; minus infinity where nothing is known. Never infinity.
    pub low: f64,
    /// Above every number, or the greatest of them. Never minus infinity.
    pub high: f64,
    pub low_end: End,
    pub high_end: End,
}

/// Is the end of an interval one of its numbers?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Reached,
    Beyond,
}

impl End {
    fn with(self, other: End) -> End {
        if self == End::Reached && other == End::Reached { End::Reached } else { End::Beyond }
    }
}

impl Interval {
    /// Nothing is known.
    pub const ANY: Interval = Interval { low: f64::NEG_INFINITY, high: f64::INFINITY, low_end: End::Beyond, high_end: End::Beyond };

    /// One number.
    pub fn point(value: f64) -> Interval {
        Interval::between(value, value)
    }

    /// From one number to another, both among them.
    pub fn between(low: f64, high: f64) -> Interval {
        Interval { low: low.min(high), high: low.max(high), low_end: End::Reached, high_end: End::Reached }.settled()
    }

    fn from(low: f64, low_end: End) -> Interval {
        Interval { low, low_end, ..Interval::ANY }
    }

    fn to(high: f64, high_end: End) -> Interval {
        Interval { high, high_end, ..Interval::ANY }
    }

    /// Its only number, if it has but one.
    fn only(&self) -> Option<f64> {
        (self.low == self.high).then_some(self.low)
    }

    /// What is too large for a number is not known.
    fn settled(self) -> Interval {
        let is_whole = self.low <= self.high && self.low < f64::INFINITY && self.high > f64::NEG_INFINITY;
        if is_whole { self } else { Interval::ANY }
    }

    fn floored(self) -> Interval {
        if self.low < 0.0 && self.high >= 0.0 { Interval { low: 0.0, low_end: End::Beyond, ..self } } else { self }
    }

    /// One divided by each of them; anything, where they lie on both sides of zero.
    fn inverted(self) -> Interval {
        if self.low < 0.0 && self.high > 0.0 {
            return Interval::ANY;
        }
        let low = if self.high == 0.0 { f64::NEG_INFINITY } else { 1.0 / self.high };
        let high = if self.low == 0.0 { f64::INFINITY } else { 1.0 / self.low };
        Interval { low, high, low_end: self.high_end, high_end: self.low_end }.settled()
    }
}

impl Neg for Interval {
    type Output = Interval;

    fn neg(self) -> Interval {
        Interval { low: -self.high, high: -self.low, low_end: self.high_end, high_end: self.low_end }
    }
}

impl Add for Interval {
    type Output = Interval;

    fn add(self, other: Interval) -> Interval {
        let (low_end, high_end) = (self.low_end.with(other.low_end), self.high_end.with(other.high_end));
        Interval { low: self.low + other.low, high: self.high + other.high, low_end, high_end }.settled()
    }
}

impl Mul for Interval {
    type Output = Interval;

    fn mul(self, other: Interval) -> Interval {
        let ends = |one: Interval| [(one.low, one.low_end), (one.high, one.high_end)];
        let corner = |(a, a_end): (f64, End), (b, b_end): (f64, End)| {
            // Nothing of something endless is nothing, for no number is endless.
            let is_nothing = (a == 0.0 && a_end == End::Reached) || (b == 0.0 && b_end == End::Reached);
            let product = if a == 0.0 || b == 0.0 { 0.0 } else { a * b };
            (product, if is_nothing { End::Reached } else { a_end.with(b_end) })
        };
        let corners = ends(self).into_iter().flat_map(|a| ends(other).map(|b| corner(a, b)));
        let mut found: Option<Interval> = None;
        for (value, end) in corners {
            let Some(span) = &mut found else {
                found = Some(Interval { low: value, high: value, low_end: end, high_end: end });
                continue;
            };
            if value < span.low || (value == span.low && end == End::Reached) {
                (span.low, span.low_end) = (value, end);
            }
            if value > span.high || (value == span.high && end == End::Reached) {
                (span.high, span.high_end) = (value, end);
            }
        }
        found.unwrap_or(Interval::ANY).settled()
    }
}

/// In which directions the true number may lie from the one that is given: almost 100 is a little less, about 100 may be either.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blur {
    pub below: bool,
    pub above: bool,
}

impl Blur {
    fn or(self, other: Blur) -> Blur {
        Blur { below: self.below || other.below, above: self.above || other.above }
    }

    fn turned(self) -> Blur {
        Blur { below: self.above, above: self.below }
    }

    /// The blur of a number after it was multiplied with numbers of this interval.
    fn times(self, other: Interval) -> Blur {
        if self == Blur::default() || other.low >= 0.0 {
            self
        } else if other.high <= 0.0 {
            self.turned()
        } else {
            Blur { below: true, above: true }
        }
    }
}

/// What a quantity counts, as far as sums go by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A bare number of the formula, or a ratio of two of a kind.
    #[default]
    Plain,
    /// A unit that cannot be added to others, such as per cent or euros, by its position in a list.
    Measured(u16),
    /// Things of any sort, by the position of their word in a list.
    Counted(u16),
    /// A product, of which nothing is said.
    Mixed,
}

/// Why a formula has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    DivisionByZero,
    /// Units at these positions were added or subtracted.
    MixedUnits(u16, u16),
}

/// A number as it is known: what is said of it, and what may be so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantity {
    /// What the words say: about 100 is 100, more than 100 is anything above it.
    pub said: Interval,
    /// What the words leave open: about 100 is anything near it.
    pub possible: Interval,
    pub blur: Blur,
    pub unit: Unit,
    pub fault: Option<Fault>,
}

impl Default for Quantity {
    fn default() -> Quantity {
        Quantity::point(0.0)
    }
}

impl FromStr for Quantity {
    type Err = std::num::ParseFloatError;

    fn from_str(text: &str) -> Result<Quantity, Self::Err> {
        text.parse().map(Quantity::point)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}..{}", self.said.low, self.said.high)
    }
}

impl Quantity {
    /// A number and nothing else.
    pub fn point(value: f64) -> Quantity {
        let said = Interval::point(value);
        Quantity { said, possible: said, blur: Blur::default(), unit: Unit::Plain, fault: None }
    }

    /// What an observation gives, in ones of its unit; `None` where nothing is reported.
    pub fn of(seen: &Observation, factor: f64, unit: Unit) -> Option<Quantity> {
        let (said, blur) = match (seen.reading, seen.qualifier) {
            (Reading::Value(value), Qualifier::Exact) => (Interval::point(value), Blur::default()),
            (Reading::Value(value), Qualifier::About) => (Interval::point(value), Blur { below: true, above: true }),
            (Reading::Value(value), Qualifier::Almost) => (Interval::point(value), Blur { below: true, above: false }),
            (Reading::Value(value), Qualifier::MoreThan) => (Interval::from(value, End::Beyond), Blur::default()),
            (Reading::Value(value), Qualifier::AtLeast) => (Interval::from(value, End::Reached), Blur::default()),
            (Reading::Value(value), Qualifier::LessThan) => (Interval::to(value, End::Beyond), Blur::default()),
            (Reading::Value(value), Qualifier::AtMost) => (Interval::to(value, End::Reached), Blur::default()),
            (Reading::Range { min: Some(min), max: Some(max) }, _) => (Interval::between(min, max), Blur::default()),
            (Reading::Range { min: Some(min), max: None }, _) => (Interval::from(min, End::Reached), Blur::default()),
            (Reading::Range { min: None, max: Some(max) }, _) => (Interval::to(max, End::Reached), Blur::default()),
            (Reading::Range { min: None, max: None } | Reading::NotReported | Reading::Nothing, _) => return None,
        };
        // There are never fewer than none.
        let said = if matches!(unit, Unit::Counted(_)) { said.floored() } else { said };
        let possible = if blur == Blur::default() { said } else { seen.bounds().map_or(said, |(low, high)| Interval::between(low, high)) };
        let scaled = |one: Interval| one * Interval::point(factor);
        Some(Quantity { said: scaled(said), possible: scaled(possible), blur, unit, fault: None })
    }

    /// What can be read off it, and how exact that is; bounds keep their side.
    pub fn reading(&self) -> (Reading, Qualifier) {
        if let Some(value) = self.said.only() {
            let qualifier = match self.blur {
                Blur { below: false, above: false } => Qualifier::Exact,
                Blur { below: true, above: false } => Qualifier::Almost,
                Blur { above: true, .. } => Qualifier::About,
            };
            return (Reading::Value(value), qualifier);
        }
        let known = self.said;
        let has_low = known.low.is_finite() && !(known.low == 0.0 && known.low_end == End::Beyond && known.high.is_finite());
        let has_high = known.high.is_finite() && !(known.high == 0.0 && known.high_end == End::Beyond && known.low.is_finite());
        match (has_low, has_high) {
            (true, true) => (Reading::Range { min: Some(known.low), max: Some(known.high) }, Qualifier::Exact),
            (true, false) if known.low_end == End::Reached => (Reading::Value(known.low), Qualifier::AtLeast),
            (true, false) => (Reading::Value(known.low), Qualifier::MoreThan),
            (false, true) if known.high_end == End::Reached => (Reading::Value(known.high), Qualifier::AtMost),
            (false, true) => (Reading::Value(known.high), Qualifier::LessThan),
            (false, false) => (Reading::NotReported, Qualifier::Exact),
        }
    }

    /// Is it a bound made of a number that was only about right? Then it is a bound by estimate: how far it may be off, nobody has said.
    pub fn is_rough_bound(&self) -> bool {
        self.said.only().is_none() && self.blur != Blur::default()
    }

    fn fault_of(self, other: Quantity) -> Option<Fault> {
        self.fault.or(other.fault)
    }
}

impl Neg for Quantity {
    type Output = Quantity;

    fn neg(self) -> Quantity {
        Quantity { said: -self.said, possible: -self.possible, blur: self.blur.turned(), ..self }
    }
}

impl Add for Quantity {
    type Output = Quantity;

    fn add(self, other: Quantity) -> Quantity {
        use Unit::{Counted, Measured, Mixed, Plain};
        let (unit, fault) = match (self.unit, other.unit) {
            (one, another) if one == another => (one, None),
            (Plain, unit) | (unit, Plain) => (unit, None),
            (Mixed, _) | (_, Mixed) => (Mixed, None),
            // Universities and laboratories add up to centres.
            (Counted(_), Counted(_)) => (Mixed, None),
            (Measured(one) | Counted(one), Measured(another) | Counted(another)) => (Mixed, Some(Fault::MixedUnits(one, another))),
        };
        Quantity {
            said: self.said + other.said,
            possible: self.possible + other.possible,
            blur: self.blur.or(other.blur),
            unit,
            fault: self.fault_of(other).or(fault),
        }
    }
}

impl Sub for Quantity {
    type Output = Quantity;

    fn sub(self, other: Quantity) -> Quantity {
        self + -other
    }
}

impl Mul for Quantity {
    type Output = Quantity;

    fn mul(self, other: Quantity) -> Quantity {
        let unit = match (self.unit, other.unit) {
            (Unit::Plain, unit) | (unit, Unit::Plain) => unit,
            _ => Unit::Mixed,
        };
        Quantity {
            said: self.said * other.said,
            possible: self.possible * other.possible,
            blur: self.blur.times(other.possible).or(other.blur.times(self.possible)),
            unit,
            fault: self.fault_of(other),
        }
    }
}

impl Div for Quantity {
    type Output = Quantity;

    fn div(self, other: Quantity) -> Quantity {
        let unit = match (self.unit, other.unit) {
            (unit, Unit::Plain) => unit,
            (Unit::Measured(one), Unit::Measured(another)) if one == another => Unit::Plain,
            (Unit::Counted(_), Unit::Counted(_)) => Unit::Plain,
            _ => Unit::Mixed,
        };
        let fault = (other.said.only() == Some(0.0)).then_some(Fault::DivisionByZero);
        let inverted = Quantity {
            said: other.said.inverted(),
            possible: other.possible.inverted(),
            blur: other.blur.turned(),
            unit: Unit::Plain,
            fault: other.fault.or(fault),
        };
        Quantity { unit, ..self * inverted }
    }
}

#[cfg(test)]
mod tests;

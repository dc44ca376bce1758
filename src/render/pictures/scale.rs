//! Placing numbers: straight scales, bands for categories, and ticks at round numbers.

/// The largest and the smallest size that is told apart: beyond them differences would overflow.
const LARGEST: f64 = 1e200;

/// A number that can be reckoned with: finite, and not too large to be subtracted from another.
pub fn tame(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(-LARGEST, LARGEST) }
}

/// A stretch of numbers, laid onto a stretch of the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    pub low: f64,
    pub high: f64,
    pub from: f64,
    pub to: f64,
}

impl Linear {
    /// Lays the numbers from `low` to `high` onto the places from `from` to `to`.
    pub fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Linear {
        Linear { low: tame(low), high: tame(high), from, to }
    }

    /// Where a number lies; beyond the ends, at the end.
    pub fn at(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span == 0.0 { 0.5 } else { ((tame(value) - self.low) / span).clamp(0.0, 1.0) };
        self.from + share * (self.to - self.from)
    }
}

/// Places side by side, one for each category.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    start: f64,
    step: f64,
    width: f64,
}

impl Bands {
    /// Divides a stretch into `count` bands; `gap` is the share of each that stays free.
    pub fn new(count: usize, (from, to): (f64, f64), gap: f64) -> Bands {
        let step = (to - from) / count.max(1) as f64;
        Bands { start: from, step, width: step * (1.0 - gap) }
    }

    /// A band's middle.
    pub fn middle(&self, band: usize) -> f64 {
        self.start + (band as f64 + 0.5) * self.step
    }

    /// How wide the mark in a band is.
    pub fn width(&self) -> f64 {
        self.width
    }

    /// From one band's middle to the next.
    pub fn step(&self) -> f64 {
        self.step
    }
}

/// Round numbers along an axis: from at or below the lowest value to at or above the highest.
#[derive(Clone, Debug, PartialEq)]
pub struct Ticks {
    pub step: f64,
    pub values: Vec<f64>,
}

impl Ticks {
    /// The first and the last tick: what the axis covers.
    pub fn ends(&self) -> (f64, f64) {
        (self.values.first().copied().unwrap_or(0.0), self.values.last().copied().unwrap_or(1.0))
    }
}

/// A step as people count: 1, 2, 2.5 or 5 times a power of ten.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    /// 10, 20, 25 or 50.
    tens: i64,
    /// Of the power of ten by which `tens` is multiplied.
    exponent: i32,
}

impl Step {
    /// The smallest step that is at least so long.
    fn at_least(length: f64) -> Step {
        let exponent = exponent(length) - 1;
        let step = |tens, exponent| Step { tens, exponent };
        let choices = [step(10, exponent), step(20, exponent), step(25, exponent), step(50, exponent)];
        choices.into_iter().find(|step| step.times(1) >= length).unwrap_or(step(10, exponent + 1))
    }

    /// So many steps. Made from decimal digits, so that three tenths are 0.3 and not a bit more.
    fn times(self, count: i64) -> f64 {
        format!("{}e{}", self.tens as i128 * count as i128, self.exponent).parse().unwrap_or(0.0)
    }

    fn longer(self) -> Step {
        match self.tens {
            10 => Step { tens: 20, ..self },
            20 => Step { tens: 25, ..self },
            25 => Step { tens: 50, ..self },
            _ => Step { tens: 10, exponent: self.exponent + 1 },
        }
    }
}

/// The power of ten of a number's first digit, read off its digits: logarithms differ from machine to machine.
fn exponent(number: f64) -> i32 {
    let text = format!("{number:e}");
    text.split_once('e').and_then(|(_, exponent)| exponent.parse().ok()).unwrap_or(0)
}

/// Finds at most `most` ticks (and at least two) that cover the values from `low` to `high`.
pub fn ticks(low: f64, high: f64, most: usize) -> Ticks {
    let (low, high) = apart(tame(low).min(tame(high)), tame(low).max(tame(high)));
    let most = most.max(2);
    let mut step = Step::at_least((high - low) / (most - 1) as f64);
    // EndLabels that are no round numbers may need a tick more on either side.
    loop {
        let length = step.times(1);
        let (first, last) = ((low / length).floor() as i64, (high / length).ceil() as i64);
        let (first, last) = (down_to(step, first, low), up_to(step, last, high));
        let count = last.saturating_sub(first).saturating_add(1);
        if count <= most as i64 || count <= 3 {
            return Ticks { step: length, values: (first..=last).map(|count| step.times(count)).collect() };
        }
        step = step.longer();
    }
}

/// Steps back where dividing was off in its last digit.
fn down_to(step: Step, count: i64, low: f64) -> i64 {
    if step.times(count) > low { count - 1 } else { count }
}

fn up_to(step: Step, count: i64, high: f64) -> i64 {
    if step.times(count) < high { count + 1 } else { count }
}

/// Two ends between which there is something to divide: one value is given room on both sides.
fn apart(low: f64, high: f64) -> (f64, f64) {
    let size = low.abs().max(high.abs());
    if size < 1e-200 {
        return (0.0, 1.0);
    }
    if high - low > size * 1e-9 {
        return (low, high);
    }
    (low - size * 0.1, high + size * 0.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_what_is_shown() {
        let check = |low, high, most, expected: &[f64]| assert_eq!(ticks(low, high, most).values, expected, "{low} to {high}");
        check(0.0, 100.0, 6, &[0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        check(0.0, 0.3, 4, &[0.0, 0.1, 0.2, 0.3]);
        check(0.0, 97.0, 5, &[0.0, 25.0, 50.0, 75.0, 100.0]);
        check(-3.0, 7.0, 4, &[-5.0, 0.0, 5.0, 10.0]);
        check(0.0, 1e-9, 3, &[0.0, 5e-10, 1e-9]);
        check(0.0, 1e15, 3, &[0.0, 5e14, 1e15]);
        check(0.0, 0.0, 5, &[0.0, 0.25, 0.5, 0.75, 1.0]);
    }

    #[test]
    fn one_scale_keeps_within_its_ends() {
        let scale = Linear::new((0.0, 10.0), (100.0, 0.0));
        assert_eq!((scale.at(0.0), scale.at(5.0), scale.at(10.0), scale.at(99.0)), (100.0, 50.0, 0.0, 0.0));
        assert_eq!(Linear::new((3.0, 3.0), (0.0, 8.0)).at(3.0), 4.0);
    }

    #[test]
    fn bands_divide_a_stretch() {
        let bands = Bands::new(4, (0.0, 40.0), 0.2);
        assert_eq!((bands.middle(0), bands.middle(1), bands.width(), bands.step()), (5.0, 15.0, 8.0, 10.0));
    }
}

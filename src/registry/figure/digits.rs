//! Results rounded to digits that mean something, as a person would write them.

/// What is beyond this many significant digits is noise of the arithmetic.
const MOST_SIGNIFICANT: i32 = 12;

/// A result has at least this many significant digits.
const LEAST_SIGNIFICANT: i32 = 3;

/// Which way a number is rounded: bounds must stay bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    Nearest,
    Down,
    Up,
}

/// How many digits a number has behind the point, as it is written shortest.
pub fn decimals(value: f64) -> i32 {
    let written = format!("{value}");
    written.split_once('.').map_or(0, |(_, rest)| rest.len() as i32)
}

/// A result with as many decimals as what it was made of, and more where that would leave too few digits.
pub fn rounded(value: f64, decimals: i32, rounding: Rounding) -> f64 {
    // Whole numbers have no noise, nor have those that are too large for a digit behind the point.
    if value.fract() == 0.0 || !value.is_finite() {
        return value;
    }
    let before = value.abs().log10().floor() as i32 + 1;
    let wanted = decimals.max(LEAST_SIGNIFICANT - before).min(MOST_SIGNIFICANT - before);
    // What is nearly a number of the wanted digits is that number, whichever way is rounded.
    let clean = to(value, MOST_SIGNIFICANT - before, Rounding::Nearest);
    to(clean, wanted, rounding)
}

fn to(value: f64, decimals: i32, rounding: Rounding) -> f64 {
    let step = 10f64.powi(decimals.abs());
    let (large, back): (f64, fn(f64, f64) -> f64) =
        if decimals >= 0 { (value * step, |large, step| large / step) } else { (value / step, |large, step| large * step) };
    let whole = large.round();
    let is_whole = (large - whole).abs() <= whole.abs() * 1e-14;
    let large = match rounding {
        _ if is_whole => whole,
        Rounding::Nearest => whole,
        Rounding::Down => large.floor(),
        Rounding::Up => large.ceil(),
    };
    let found = back(large, step);
    if found.is_finite() { found } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_have_the_digits_of_what_they_are_made_of() {
        let check = |value: f64, decimals: i32, expected: f64| assert_eq!(rounded(value, decimals, Rounding::Nearest), expected, "{value}");
        check(8880.000000000002, 0, 8880.0);
        check(100.0 / 3.0, 0, 33.3);
        check(1.0 / 3.0, 0, 0.333);
        check(-2.0 / 3.0, 0, -0.667);
        check(228.114, 1, 228.1);
        check(1_234_567.89, 0, 1_234_568.0);
        check(0.1 + 0.2, 1, 0.3);
        check(1e-9 / 3.0, 0, 3.33e-10);
        check(123_456_789_012_345.0, 0, 123_456_789_012_345.0);
        check(0.0, 2, 0.0);
        assert_eq!(rounded(f64::MAX, 0, Rounding::Nearest), f64::MAX);
        assert!(rounded(f64::MIN_POSITIVE, 0, Rounding::Nearest).is_finite());
    }

    #[test]
    fn a_bound_is_rounded_to_its_own_side() {
        assert_eq!(rounded(66.66666, 0, Rounding::Down), 66.6);
        assert_eq!(rounded(33.33333, 0, Rounding::Up), 33.4);
        assert_eq!(rounded(8880.000000000002, 0, Rounding::Up), 8880.0);
        assert_eq!(rounded(-33.33333, 0, Rounding::Down), -33.4);
    }

    #[test]
    fn decimals_are_those_of_the_shortest_writing() {
        assert_eq!([decimals(22.8), decimals(23.0), decimals(0.125), decimals(1e-7), decimals(1e20)], [1, 0, 3, 7, 0]);
    }
}

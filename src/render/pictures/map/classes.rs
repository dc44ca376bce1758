//! Classes of values: where a choropleth changes its shade.

/// How values are divided into classes.
#[derive(Clone, Debug, PartialEq)]
pub enum Method {
    /// As many values in each.
    Quantile,
    /// As wide as each other.
    Equal,
    /// So that the values of a class are as near to each other as can be (Jenks, 1967).
    Natural,
    /// At these values.
    At(Vec<f64>),
}

/// Where classes begin, but the lowest, which has no end below; ascending.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    pub breaks: Vec<f64>,
}

/// More values than this are divided by every so many of them: the natural breaks of all take time that grows with their square.
const MOST: usize = 600;

/// There are no more shades than this.
const MOST_CLASSES: usize = 7;

impl Classes {
    /// Divides values into at most `count` classes, none without a value; what is no number is in none.
    pub fn of(values: &[f64], method: &Method, count: usize) -> Classes {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let count = count.clamp(1, MOST_CLASSES);
        let starts = match method {
            Method::At(breaks) => {
                let mut breaks: Vec<f64> = breaks.iter().copied().filter(|value| value.is_finite()).collect();
                breaks.sort_by(f64::total_cmp);
                breaks.dedup();
                breaks.truncate(MOST_CLASSES - 1);
                return Classes { breaks };
            }
            Method::Quantile => (1..count).map(|class| sorted.len() * class / count).collect(),
            Method::Equal => equal(&sorted, count),
            Method::Natural => natural(&sorted, count),
        };
        Classes::starting_at(&sorted, starts)
    }

    /// The classes that begin at these positions among sorted values; what is equal stays together.
    fn starting_at(sorted: &[f64], starts: Vec<usize>) -> Classes {
        let mut breaks: Vec<f64> = Vec::new();
        for start in starts {
            // Where a class would begin among equal values it begins behind them, or, if they are the last, before them.
            let Some(value) = sorted.get(start) else { continue };
            let behind = sorted.partition_point(|other| other <= value);
            let before = sorted.partition_point(|other| other < value);
            let start = if before == start || behind == sorted.len() { before } else { behind };
            if start == 0 {
                continue;
            }
            let found = between(sorted[start - 1], sorted[start]);
            if breaks.last().is_none_or(|last| *last < found) {
                breaks.push(found);
            }
        }
        Classes { breaks }
    }

    /// The class of a value.
    pub fn class(&self, value: f64) -> usize {
        self.breaks.iter().filter(|from| value >= **from).count()
    }

    /// How many classes there are.
    pub fn count(&self) -> usize {
        self.breaks.len() + 1
    }
}

/// The roundest number above the one and not above the other: "20" is read more easily than "19.37".
fn between(low: f64, high: f64) -> f64 {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return high;
    }
    // From the power of ten of the span down: three digits of it are enough, or there is no round number between the two.
    let size = format!("{span:e}").split_once('e').and_then(|(_, exponent)| exponent.parse::<i32>().ok()).unwrap_or(0);
    for exponent in (size - 3..=size + 1).rev() {
        let step: f64 = format!("1e{exponent}").parse().unwrap_or(1.0);
        let steps = (low / step).floor() + 1.0;
        if steps.abs() > 1e15 {
            break;
        }
        // Of several round numbers the one nearest to the middle; made from digits, so that three tenths are 0.3.
        let middle = ((low + span / 2.0) / step).round();
        let round = [middle, steps].into_iter().filter_map(|steps| format!("{steps}e{exponent}").parse::<f64>().ok());
        if let Some(found) = round.into_iter().find(|found| low < *found && *found <= high) {
            return found;
        }
    }
    high
}

fn equal(sorted: &[f64], count: usize) -> Vec<usize> {
    let (Some(low), Some(high)) = (sorted.first(), sorted.last()) else { return Vec::new() };
    let end = |class: usize| low + (high / count as f64 - low / count as f64) * class as f64;
    (1..count).map(|class| sorted.partition_point(|value| *value < end(class))).collect()
}

/// Where the natural classes begin: the division with the least squares, found by trying all of them.
fn natural(sorted: &[f64], count: usize) -> Vec<usize> {
    let every = sorted.len().div_ceil(MOST).max(1);
    let values: Vec<f64> = sorted.iter().copied().step_by(every).collect();
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    // Squares of large numbers lose what differs.
    let size = (last - first).max(f64::MIN_POSITIVE);
    let scaled: Vec<f64> = values.iter().map(|value| (value - first) / size).collect();
    let mut sums = vec![(0.0, 0.0)];
    scaled.iter().for_each(|value| {
        let (sum, squares) = sums[sums.len() - 1];
        sums.push((sum + value, squares + value * value));
    });
    let spread = |from: usize, to: usize| {
        let (sum, squares) = (sums[to].0 - sums[from].0, sums[to].1 - sums[from].1);
        squares - sum * sum / (to - from) as f64
    };
    let total = scaled.len();
    let count = count.min(total);
    // For each number of classes and each end: the least spread, and where the last class begins.
    let mut best: Vec<Vec<(f64, usize)>> = vec![(0..=total).map(|to| (if to == 0 { 0.0 } else { spread(0, to) }, 0)).collect()];
    for classes in 1..count {
        let before = &best[classes - 1];
        let least = |to: usize| {
            let ways = (classes..to).map(|from| (before[from].0 + spread(from, to), from));
            ways.min_by(|one, other| one.0.total_cmp(&other.0)).unwrap_or((f64::INFINITY, 0))
        };
        best.push((0..=total).map(least).collect());
    }
    let mut starts = Vec::new();
    let mut end = total;
    for classes in (1..count).rev() {
        end = best[classes][end].1;
        starts.push(end * every);
    }
    starts.reverse();
    starts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn breaks(values: &[f64], method: &Method, count: usize) -> Vec<f64> {
        Classes::of(values, method, count).breaks
    }

    #[test]
    fn classes_begin_at_round_numbers() {
        let values = [52.1, 33.8, 14.1];
        assert_eq!(breaks(&values, &Method::Quantile, 5), [20.0, 40.0]);
        assert_eq!(breaks(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &Method::Quantile, 3), [3.0, 5.0]);
        assert_eq!(breaks(&[0.0, 1.0, 2.0, 9.0, 10.0], &Method::Equal, 2), [6.0]);
        assert_eq!(breaks(&[0.31, 0.29], &Method::Natural, 2), [0.3]);
    }

    #[test]
    fn natural_classes_keep_together_what_lies_together() {
        let values = [1.0, 2.0, 3.0, 20.0, 21.0, 22.0, 90.0, 91.0];
        assert_eq!(breaks(&values, &Method::Natural, 3), [10.0, 60.0]);
        assert_eq!(Classes::of(&values, &Method::Natural, 3).class(21.0), 1);
    }

    #[test]
    fn what_is_equal_is_in_one_class() {
        assert_eq!(breaks(&[5.0; 9], &Method::Quantile, 4), [0.0; 0]);
        assert_eq!(breaks(&[0.0, 0.0, 0.0, 0.0, 7.0], &Method::Quantile, 4), [4.0]);
        assert_eq!(breaks(&[], &Method::Natural, 4), [0.0; 0]);
        assert_eq!(breaks(&[3.0], &Method::Equal, 4), [0.0; 0]);
    }

    #[test]
    fn given_breaks_stay_as_they_are() {
        assert_eq!(breaks(&[1.0], &Method::At(vec![20.0, 10.0, f64::NAN, 20.0]), 3), [10.0, 20.0]);
    }

    proptest! {
        #[test]
        fn every_value_has_its_class_and_every_class_a_value(
            values in prop::collection::vec(any::<f64>(), 0..80), count in 0_usize..9, which in 0_usize..3,
        ) {
            let method = [Method::Quantile, Method::Equal, Method::Natural][which].clone();
            let classes = Classes::of(&values, &method, count);
            prop_assert!(classes.count() <= count.clamp(1, 7));
            prop_assert!(classes.breaks.is_sorted_by(|one, next| one < next) && classes.breaks.iter().all(|at| at.is_finite()));
            let finite: Vec<f64> = values.into_iter().filter(|value| value.is_finite()).collect();
            if !finite.is_empty() {
                let used: std::collections::BTreeSet<usize> = finite.iter().map(|value| classes.class(*value)).collect();
                prop_assert_eq!(used.len(), classes.count());
            }
        }
    }
}

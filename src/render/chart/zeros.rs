//! The zeros that a chart's numbers leave to its unit: "84.8" of "billion euros" rather than "84,800,000,000" of "euros".

use super::point::short;
use crate::registry::figure::Scale;
use crate::render::ask::Window;
use crate::render::pictures::{Amount, At, Chart};

/// A value may be so much smaller than what its unit counts: 0.01 million people, and no less.
const LEAST: f64 = 0.01;

/// In which scale numbers stated in ones are shortest, where none of them becomes too small to read.
fn fitting(values: impl Iterator<Item = f64>) -> Scale {
    let sizes = values.map(f64::abs).filter(|size| *size > 0.0 && size.is_finite());
    let (least, most) = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
    let fits = |scale: &Scale| most >= scale.factor() && least >= scale.factor() * LEAST;
    [Scale::Billions, Scale::Millions].into_iter().find(fits).unwrap_or(Scale::Ones)
}

/// Writes a chart's values in the scale that fits them, and says which that is; its unit must then say so too.
pub fn leave_out(window: &Window, chart: &mut Chart) -> Scale {
    let points = || chart.series.iter().flat_map(|series| &series.points);
    let scale = fitting(points().flat_map(|point| point.amount.ends()).chain(chart.references.iter().map(|reference| reference.value)));
    let factor = scale.factor();
    if scale != Scale::Ones {
        for point in chart.series.iter_mut().flat_map(|series| &mut series.points) {
            point.amount = match point.amount {
                Amount::Value(value) => Amount::Value(value / factor),
                Amount::Range { min, max } => Amount::Range { min: min.map(|end| end / factor), max: max.map(|end| end / factor) },
                Amount::Missing => Amount::Missing,
            };
            point.short = short(window, point.amount);
        }
        chart.references.iter_mut().for_each(|reference| reference.value /= factor);
    }
    scale
}

/// The same for what lies across a scatter chart.
pub fn leave_out_across(chart: &mut Chart) -> Scale {
    let place = |at: At| if let At::Number(value) = at { Some(value) } else { None };
    let scale = fitting(chart.series.iter().flat_map(|series| &series.points).filter_map(|point| place(point.at)));
    for point in chart.series.iter_mut().flat_map(|series| &mut series.points) {
        if let At::Number(value) = &mut point.at {
            *value /= scale.factor();
        }
    }
    scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_left_out_where_all_numbers_stay_readable() {
        let check = |values: &[f64], expected: Scale| assert_eq!(fitting(values.iter().copied()), expected, "{values:?}");
        check(&[69_400_000_000.0, 84_800_000_000.0], Scale::Billions);
        check(&[-2_235_000.0, 20_000.0], Scale::Millions);
        check(&[2_235_000.0, 0.0, 5.0], Scale::Ones);
        check(&[35_446.0], Scale::Ones);
        check(&[f64::INFINITY], Scale::Ones);
        check(&[], Scale::Ones);
    }
}

//! What lies in each band of a chart, and how many bands can be shown.

use std::collections::BTreeMap;

use super::{Amount, At, Chart, Point, State};

/// A band: its name, and its points with the positions of their series.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    pub name: &'a str,
    pub points: Vec<(usize, &'a Point)>,
}

/// The chart's bands in order: its categories, or where it has none the places of its points.
pub fn rows(chart: &Chart) -> Vec<Row<'_>> {
    let mut rows: Vec<Row> = chart.categories.iter().map(|name| Row { name, points: Vec::new() }).collect();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (series, point) in chart.points() {
        let row = match point.at {
            At::Band(band) if band < chart.categories.len() => band,
            _ => *places.entry(&point.when).or_insert_with(|| {
                rows.push(Row { name: &point.when, points: Vec::new() });
                rows.len() - 1
            }),
        };
        rows[row].points.push((series, point));
    }
    rows
}

/// The rows that are shown where there is room for `most`: those with the largest values, in their order; and how many are left out.
pub fn shown(rows: Vec<Row<'_>>, most: usize) -> (Vec<Row<'_>>, usize) {
    if rows.len() <= most {
        return (rows, 0);
    }
    let size = |row: &Row| row.points.iter().flat_map(|(_, point)| point.amount.ends()).map(f64::abs).fold(-1.0, f64::max);
    let sizes: Vec<f64> = rows.iter().map(size).collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by(|one, other| sizes[*other].total_cmp(&sizes[*one]).then(one.cmp(other)));
    let mut kept = vec![false; rows.len()];
    order[..most - 1].iter().for_each(|row| kept[*row] = true);
    let left_out = rows.len() - (most - 1);
    (rows.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| row).collect(), left_out)
}

/// The lowest and the highest of all values and of `base`.
pub fn extent<'a>(points: impl Iterator<Item = &'a Point>, base: f64) -> (f64, f64) {
    points.flat_map(|point| point.amount.ends()).fold((base, base), |(low, high), value| (low.min(value), high.max(value)))
}

/// Can the points be put on top of each other? What is negative or an interval cannot.
pub fn can_be_added(chart: &Chart) -> bool {
    chart.points().all(|(_, point)| match point.amount {
        Amount::Value(value) => value >= 0.0 && value.is_finite(),
        Amount::Missing => true,
        Amount::Range { .. } => false,
    })
}

/// How sure several values are, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum States {
    /// All of them as sure as this.
    All(State),
    Mixed,
}

/// Are all values equally sure?
pub fn states<'a>(points: impl Iterator<Item = &'a Point>) -> States {
    let mut states = points.filter(|point| point.amount != Amount::Missing).map(|point| point.state);
    let first = states.next().unwrap_or_default();
    if states.all(|state| state == first) { States::All(first) } else { States::Mixed }
}

//! The line through a series: its stretches, the bands of its intervals, the marks where it is broken.

use super::line_series::{Body, Join, LinePoint, LineSeries};
use super::notes::slashes;
use super::svg::{Path, Svg};
use super::thinning;

/// Draws the line through a series in the colours of a class; `at` says where a point lies, and the ends of its body.
pub fn draw(svg: &mut Svg, line: &LineSeries, class: &str, at: impl Fn(&LinePoint) -> (f64, f64, f64)) {
    for stretch in line.stretches() {
        for band in bands(stretch) {
            svg.path(&format!("band {class}"), &outline(band, &at));
        }
        for run in runs(stretch) {
            svg.path(&format!("{} {class}", kind(run[1].join)), &through(run, &at));
        }
    }
    for pair in line.points.windows(2).filter(|pair| pair[1].join == Join::Broken) {
        let ((x0, low0, high0), (x1, low1, high1)) = (at(&pair[0]), at(&pair[1]));
        svg.path("break", &slashes((x0 + x1) / 2.0, (low0 + high0 + low1 + high1) / 4.0));
    }
}

/// Is a point joined to nothing, so that only a dot shows it?
pub fn is_lone(line: &LineSeries, at: usize) -> bool {
    let is_cut = |line_point: Option<&LinePoint>| line_point.is_none_or(|line_point| matches!(line_point.join, Join::Apart | Join::Broken));
    matches!(line.points[at].body, Body::Between(..)) || is_cut(line.points.get(at)) && is_cut(line.points.get(at + 1))
}

/// The runs of a stretch that are drawn in one way: each begins where the one before ends.
pub fn runs<'a, 'b>(stretch: &'b [LinePoint<'a>]) -> Vec<&'b [LinePoint<'a>]> {
    let mut runs = Vec::new();
    let mut start = 0;
    for end in 1..stretch.len() {
        let is_value = |at: usize| matches!(stretch[at].body, Body::Value(_));
        // Between intervals there is a band, and no line that would name a value.
        if !is_value(end - 1) || !is_value(end) {
            start = end;
            continue;
        }
        let goes_on = end + 1 < stretch.len() && is_value(end + 1) && stretch[end + 1].join == stretch[end].join;
        if !goes_on {
            runs.push(&stretch[start..=end]);
            start = end;
        }
    }
    runs
}

/// The class of a line.
pub fn kind(join: Join) -> &'static str {
    match join {
        Join::Apart | Join::Broken | Join::Solid => "line",
        Join::Dashed => "line line-provisional",
        Join::Dotted => "line line-expected",
    }
}

/// The runs of a stretch that hold an interval, each with the values beside it.
fn bands<'a, 'b>(stretch: &'b [LinePoint<'a>]) -> Vec<&'b [LinePoint<'a>]> {
    let mut bands = Vec::new();
    let mut at = 0;
    while at < stretch.len() {
        if matches!(stretch[at].body, Body::Value(_)) {
            at += 1;
            continue;
        }
        let end = (at..stretch.len()).find(|next| matches!(stretch[*next].body, Body::Value(_))).unwrap_or(stretch.len() - 1);
        bands.push(&stretch[at.saturating_sub(1)..=end]);
        at = end + 1;
    }
    bands.retain(|band: &&[LinePoint]| band.len() > 1);
    bands
}

fn through(run: &[LinePoint], at: &impl Fn(&LinePoint) -> (f64, f64, f64)) -> Path {
    let place = |line_point: &LinePoint| {
        let (x, low, high) = at(line_point);
        (x, (low + high) / 2.0)
    };
    let places = thinning::line(run.iter().map(place).collect());
    let (x, y) = places[0];
    places[1..].iter().fold(Path::from(x, y), |path, (x, y)| path.line(*x, *y))
}

fn outline(band: &[LinePoint], at: &impl Fn(&LinePoint) -> (f64, f64, f64)) -> Path {
    let low = band.iter().map(at).map(|(x, low, _)| (x, low)).collect();
    let high = band.iter().map(at).map(|(x, _, high)| (x, high)).collect();
    between(low, high)
}

/// The outline between a lower and an upper edge.
pub fn between(lower: Vec<(f64, f64)>, upper: Vec<(f64, f64)>) -> Path {
    let (lower, upper) = (thinning::line(lower), thinning::line(upper));
    let mut edge = lower.iter().chain(upper.iter().rev());
    let (x, y) = edge.next().copied().unwrap_or_default();
    edge.fold(Path::from(x, y), |path, (x, y)| path.line(*x, *y)).close()
}

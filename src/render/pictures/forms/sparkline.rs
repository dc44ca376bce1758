//! A line as small as a word, without axes, with a dot at its last point.

use crate::render::pictures::line_path;
use crate::render::pictures::line_series::{LinePoint, LineSeries, colours};
use crate::render::pictures::point_mark::{self, Mark, Seen, Shape};
use crate::render::pictures::scale::Linear;
use crate::render::pictures::sheet::Sheet;

/// As high as a line of text, and as long as a long word.
pub const SIZE: (f64, f64) = (100.0, 24.0);

const EDGE: f64 = 4.0;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let lines = LineSeries::all(sheet.chart);
    let colours = colours(sheet.chart);
    let (across, height) = SIZE;
    let places = || lines.iter().flat_map(|line| line.points.iter()).map(|line_point| line_point.place);
    let ends = (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max));
    let along = Linear::new(ends, (EDGE, across - EDGE));
    // Without an axis there is nothing to read a height from: the line takes all there is.
    let values = lines.iter().flat_map(LineSeries::drawn).map(|line_point| line_point.body.ends());
    let domain = values.reduce(|(low, high), (from, to)| (low.min(from), high.max(to))).unwrap_or_default();
    let up = Linear::new(domain, (height - EDGE, EDGE));
    let at = |line_point: &LinePoint| {
        let (low, high) = line_point.body.ends();
        (along.at(line_point.place), up.at(low), up.at(high))
    };
    if lines.iter().all(|line| line.points.is_empty()) {
        sheet.dash((across / 2.0, height / 2.0 + 5.0));
    }
    for line in &lines {
        let class = &colours[line.at];
        line_path::draw(&mut sheet.svg, line, class, at);
        for (place, line_point) in line.points.iter().enumerate() {
            let is_last = place + 1 == line.points.len();
            if is_last || line_path::is_lone(line, place) {
                let mark = Mark { class, shape: Shape::Circle, radius: if is_last { 3.0 } else { 1.5 }, seen: Seen::Always };
                sheet.begin(line.at, line_point.point);
                point_mark::draw(&mut sheet.svg, line_point, at(line_point), mark);
                sheet.end(line_point.point);
            }
        }
    }
    height
}

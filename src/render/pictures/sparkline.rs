//! A line as small as a word, without axes, with a dot at its last point.

use super::knot::{self, Mark, Seen, Shape};
use super::scale::Linear;
use super::sheet::Sheet;
use super::strand::{Knot, Strand, colours};
use super::thread;

/// As high as a line of text, and as long as a long word.
pub const SIZE: (f64, f64) = (100.0, 24.0);

const EDGE: f64 = 4.0;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let strands = Strand::all(sheet.chart);
    let colours = colours(sheet.chart);
    let (across, height) = SIZE;
    let places = || strands.iter().flat_map(|strand| strand.knots.iter()).map(|knot| knot.place);
    let ends = (places().fold(f64::INFINITY, f64::min), places().fold(f64::NEG_INFINITY, f64::max));
    let along = Linear::new(ends, (EDGE, across - EDGE));
    // Without an axis there is nothing to read a height from: the line takes all there is.
    let values = strands.iter().flat_map(Strand::drawn).map(|knot| knot.body.ends());
    let domain = values.reduce(|(low, high), (from, to)| (low.min(from), high.max(to))).unwrap_or_default();
    let up = Linear::new(domain, (height - EDGE, EDGE));
    let at = |knot: &Knot| {
        let (low, high) = knot.body.ends();
        (along.at(knot.place), up.at(low), up.at(high))
    };
    if strands.iter().all(|strand| strand.knots.is_empty()) {
        sheet.dash((across / 2.0, height / 2.0 + 5.0));
    }
    for strand in &strands {
        let class = &colours[strand.at];
        thread::draw(&mut sheet.svg, strand, class, at);
        for (place, knot) in strand.knots.iter().enumerate() {
            let is_last = place + 1 == strand.knots.len();
            if is_last || thread::is_lone(strand, place) {
                let mark = Mark { class, shape: Shape::Circle, radius: if is_last { 3.0 } else { 1.5 }, seen: Seen::Always };
                sheet.begin(strand.at, knot.point);
                knot::draw(&mut sheet.svg, knot, at(knot), mark);
                sheet.end(knot.point);
            }
        }
    }
    height
}

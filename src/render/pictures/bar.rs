//! Horizontal bars.

use super::Point;
use super::scale::{Linear, ticks};
use super::sheet::{LEADING, Sheet};
use super::svg::{Anchor, Rect};
use super::text;

/// Draws the chart and returns its height.
pub fn draw(sheet: &mut Sheet) -> f64 {
    let across = sheet.across();
    let room = across * 0.32;
    let rows: Vec<&Point> = sheet.chart.points().map(|(_, point)| point).collect();
    let values: Vec<f64> = rows.iter().flat_map(|point| point.amount.ends()).collect();
    let (low, high) = values.iter().fold((0.0, 0.0), |(low, high): (f64, f64), value| (low.min(*value), high.max(*value)));
    let after = rows.iter().map(|point| text::width(&point.short, 14.0)).fold(0.0, f64::max);
    let scale = Linear::new(ticks(low, high, 5).ends(), (room + 8.0, across - after - 8.0));
    let mut y = 0.0;
    for point in rows {
        let lines = sheet.wrap(&point.when, room, 2);
        let height = (lines.lines.len().max(1) as f64 * LEADING + 5.0).max(24.0);
        let middle = y + height / 2.0;
        sheet.lines("label", Anchor::End, (room, middle), (&lines, &point.when));
        if let Some(value) = point.amount.middle() {
            let (from, to) = (scale.at(0.0), scale.at(value));
            sheet.svg.rect("mark series-1", Rect { x: from.min(to), y: middle - 9.0, width: (to - from).abs(), height: 18.0 });
            sheet.svg.text("label-value", Anchor::Start, (from.max(to) + 5.0, middle + 5.0), &point.short);
        }
        y += height;
    }
    y
}

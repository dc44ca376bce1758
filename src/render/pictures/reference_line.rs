//! Lines through a chart that its values are compared with: a target, an average.

use super::scale::Linear;
use super::sheet::{LEADING, Sheet, TEXT};
use super::svg::Anchor;
use super::{Reference, text};

/// Writes the names of lines that will go down through horizontal bars, and says where the bars may begin.
pub fn name_above(sheet: &mut Sheet, top: f64, scale: &Linear) -> f64 {
    let mut rows: Vec<f64> = Vec::new();
    // An index says what its bars start from.
    let base = sheet.chart.base.map(|value| Reference { value, label: sheet.words.tick(value, 0.0) });
    for line in base.iter().chain(&sheet.chart.references) {
        let words = text::shorten(&line.label, TEXT, sheet.across() * 0.6);
        let half = text::width(&words, TEXT) / 2.0;
        let middle = scale.at(line.value).max(half).min(sheet.across() - half);
        // Names that would touch stand below each other.
        let row = rows.iter().position(|end| *end < middle - half).unwrap_or(rows.len());
        if row == rows.len() {
            rows.push(0.0);
        }
        rows[row] = middle + half + 8.0;
        let foot = top + row as f64 * LEADING + TEXT;
        sheet.named_text("label-reference", Anchor::Middle, (middle, foot), (&words, &line.label));
    }
    if rows.is_empty() { top } else { top + rows.len() as f64 * LEADING + 6.0 }
}

/// Draws the lines down through horizontal bars.
pub fn draw_down(sheet: &mut Sheet, (top, bottom): (f64, f64), scale: &Linear) {
    for line in &sheet.chart.references {
        sheet.svg.line("reference", (scale.at(line.value), top - 4.0), (scale.at(line.value), bottom));
    }
}

/// Draws the lines across columns, each with its name above its end at the right.
pub fn draw_across(sheet: &mut Sheet, (left, right): (f64, f64), scale: &Linear) {
    for line in &sheet.chart.references {
        let y = scale.at(line.value);
        sheet.svg.line("reference", (left, y), (right, y));
        let words = text::shorten(&line.label, TEXT, right - left);
        sheet.named_text("label-reference", Anchor::End, (right, y - 4.0), (&words, &line.label));
    }
}

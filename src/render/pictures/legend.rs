//! What colours and hatching mean, above the drawing and in its order.

use super::knot::Shape;
use super::sheet::{LEADING, Sheet, TEXT};
use super::svg::{Anchor, Rect};
use super::text;

/// One entry: a sample and its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    pub sample: Sample,
    pub name: String,
}

/// What is shown beside a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sample {
    /// A square in the colours of these classes, filled as a mark: `series-1`.
    Mark(String),
    /// A stretch of line with these classes: `line series-1`.
    Line(String),
    /// A stretch of line with the shape that marks its end, in the colours of this class.
    Shaped(String, Shape),
    /// The shape alone.
    Shape(String, Shape),
    /// A hatched square: what is expected.
    Hatched(String),
    /// A pale square with an outline: what is provisional or estimated.
    Pale(String),
}

const SAMPLE: f64 = 12.0;
const GAP: f64 = 16.0;

/// Draws the keys side by side from `top` on, in as many rows as they need; says where the last row ends.
pub fn draw(sheet: &mut Sheet, keys: &[Key], top: f64) -> f64 {
    let (across, mut x, mut y) = (sheet.across(), 0.0, top);
    for key in keys {
        let name = text::shorten(&key.name, TEXT, across - SAMPLE - 6.0);
        let length = SAMPLE + 6.0 + text::width(&name, TEXT);
        if x > 0.0 && x + length > across {
            (x, y) = (0.0, y + LEADING + 3.0);
        }
        sample(sheet, &key.sample, x, y + LEADING / 2.0);
        sheet.named_text("label", Anchor::Start, (x + SAMPLE + 6.0, y + LEADING / 2.0 + TEXT * 0.35), (&name, &key.name));
        x += length + GAP;
    }
    if keys.is_empty() { top } else { y + LEADING + 3.0 }
}

/// Draws a sample around a height.
pub fn sample(sheet: &mut Sheet, sample: &Sample, x: f64, middle: f64) {
    let square = Rect { x, y: middle - SAMPLE / 2.0, width: SAMPLE, height: SAMPLE };
    match sample {
        Sample::Mark(class) => sheet.svg.rect(&format!("mark {class}"), square),
        Sample::Shaped(class, shape) => {
            sheet.svg.line(&format!("line {class}"), (x, middle), (x + SAMPLE, middle));
            sheet.svg.path(&format!("dot {class}"), &shape.outline((x + SAMPLE / 2.0, middle), 4.5));
        }
        Sample::Shape(class, shape) => {
            sheet.svg.path(&format!("dot {class}"), &shape.outline((x + SAMPLE / 2.0, middle), 5.0));
        }
        Sample::Line(class) => sheet.svg.line(class, (x, middle), (x + SAMPLE, middle)),
        Sample::Hatched(class) => sheet.hatched(class, square),
        Sample::Pale(class) => sheet.svg.rect(&format!("mark mark-provisional {class}"), square),
    }
}

//! The sheet that a form draws on: the chart, the words, the width, and the drawing as it grows.

use super::svg::{Anchor, Svg};
use super::text::{self, Lines};
use super::words::Words;
use super::{Chart, Width, describe};

/// The size of most words in a drawing. `pictures.css` has the same.
pub const TEXT: f64 = 14.0;

/// From one line of words to the next.
pub const LEADING: f64 = 17.0;

/// What a form is given to draw with.
pub struct Sheet<'a> {
    pub chart: &'a Chart,
    pub words: &'a Words<'a>,
    pub width: Width,
    pub svg: Svg,
    /// The drawing's own id, different for each width: what its patterns' ids begin with.
    pub id: String,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub fn new(chart: &'a Chart, words: &'a Words<'a>, id: &str, width: Width) -> Sheet<'a> {
        let id = match width {
            Width::Narrow => format!("{id}-narrow"),
            Width::Wide => format!("{id}-wide"),
        };
        Sheet { chart, words, width, svg: Svg::default(), id }
    }

    /// How wide the drawing is.
    pub fn across(&self) -> f64 {
        match self.width {
            Width::Narrow => 340.0,
            Width::Wide => 720.0,
        }
    }

    /// Writes lines around a height: their middle is there.
    pub fn lines(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), lines: &Lines) {
        // The foot of a line is about a third of its size below its middle.
        let first = y - (lines.lines.len() as f64 - 1.0) * LEADING / 2.0 + TEXT * 0.35;
        for (at, line) in lines.lines.iter().enumerate() {
            self.svg.text(class, anchor, (x, first + at as f64 * LEADING), line);
        }
    }

    /// Words in at most `most` lines of this length.
    pub fn wrap(&self, words: &str, room: f64, most: usize) -> Lines {
        text::wrap(words, TEXT, room, most)
    }

    /// The whole SVG, so high.
    pub fn finish(self, height: f64) -> String {
        let mut svg = Svg::default();
        let class = match self.width {
            Width::Narrow => "picture picture-narrow",
            Width::Wide => "picture picture-wide",
        };
        let view = format!("0 0 {} {}", self.across(), super::svg::Px(height));
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let labels = format!("{title} {desc}");
        svg.open(
            "svg",
            &[
                ("xmlns", "http://www.w3.org/2000/svg".into()),
                ("class", class.into()),
                ("id", (&self.id).into()),
                ("viewBox", (&view).into()),
                ("role", "img".into()),
                ("direction", "ltr".into()),
                ("aria-labelledby", (&labels).into()),
            ],
        );
        svg.words("title", &[("id", (&title).into())], &self.chart.title);
        svg.words("desc", &[("id", (&desc).into())], &describe(self.chart, self.words));
        svg.append(self.svg);
        svg.close("svg");
        svg.finish()
    }
}

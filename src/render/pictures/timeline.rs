//! Timelines as SVG: bars and points over days, lines of life, and the days of a week, as vague as their dates are.
//!
//! Whoever makes a [`Timeline`] has put its words into the page's language and its dates into numbers of days; nothing here knows of
//! things or of the site. `span` is how sure a time is, `axis` its ticks, `layout` finds room for bars and their labels, `paper` draws
//! marks, and `bars` and `lifelines` are the forms.

mod axis;
mod bars;
mod layout;
mod lifelines;
mod paper;
mod span;

pub use axis::framed;
pub use span::{Edge, Length, Span};

use super::Width;
use crate::render::format::Formats;
use paper::Paper;

/// A timeline as it is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    pub form: Form,
    pub title: String,
    /// What it shows, in a sentence or two.
    pub description: String,
    pub lanes: Vec<Lane>,
    /// The first day of the axis, and the one after its last, counted from 1970.
    pub frame: (i32, i32),
    /// The day of the build, where it is marked.
    pub today: Option<i32>,
    /// Which thing follows which, by their positions among those of all lanes.
    pub follows: Vec<(usize, usize)>,
    /// What the colours stand for, in their order; empty where there is one for all.
    pub colours: Vec<String>,
}

/// How a timeline is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Bars,
    Lifelines,
    Days,
}

/// Things that have something in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// May be empty where there is only one.
    pub label: String,
    pub items: Vec<Item>,
}

/// A thing with its time.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub label: String,
    /// All about it in a line.
    pub told: String,
    /// Where a click leads; may be empty.
    pub href: String,
    /// The position of its colour.
    pub colour: usize,
    pub look: Look,
    /// When it was; for a line of life it may be missing.
    pub span: Option<Span>,
    /// What became of it, for a line of life.
    pub stages: Vec<Stage>,
}

/// A thing as it was at one time.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    pub span: Span,
    pub seen: Seen,
    pub look: Look,
    pub label: String,
    /// All about it in a line.
    pub told: String,
    pub certainty: Certainty,
}

/// Was something so at one time, or over a time?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    At,
    Over,
}

/// Does a source say that a stage is of the same thing as the one before it?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Certainty {
    Stated,
    Inferred,
}

/// How a mark looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// It is, or was.
    Firm,
    /// It is still to come.
    Planned,
    /// It is mentioned, and no more is said of it.
    Pale,
    /// It was called off, or has ended.
    Off,
}

/// Draws one SVG, with classes that the style sheet `timelines.css` colours.
///
/// `id` must be the timeline's own on its page; both widths may be drawn under one.
pub fn draw(timeline: &Timeline, formats: &Formats, id: &str, width: Width) -> String {
    let mut paper = Paper::new(id, width, timeline.form, formats);
    let height = match timeline.form {
        Form::Bars | Form::Days => bars::draw(&mut paper, timeline),
        Form::Lifelines => lifelines::draw(&mut paper, timeline),
    };
    paper.finish(timeline, height)
}

#[cfg(test)]
mod tests;

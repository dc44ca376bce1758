//! Charts as SVG, drawn from what the data say and from nothing else: the same chart gives the same bytes.
//!
//! A [`Chart`] knows no entities and asks no window; whoever makes one has chosen the form and put every word into the page's
//! language. Each form is a file in `forms`; what a chart tells in words is in `describe`; what the forms share is here: `svg` (writing),
//! `text` (fitting words), `scale` (placing numbers), axes, legends, marks, and `sheet` (what every form is given).

mod bar_mark;
mod category_rows;
mod describe;
mod end_labels;
mod forms;
mod horizontal_axis;
mod labels;
mod legend;
mod line_path;
mod line_series;
pub mod map;
pub mod network;
mod notes;
mod parts_of_whole;
mod plot_area;
mod point_mark;
mod reference_line;
mod sankey;
mod scale;
mod sheet;
pub mod svg;
pub mod text;
mod thinning;
pub mod timeline;
mod value_axis;
mod words;

pub use describe::describe;
pub use words::Words;

use sheet::Sheet;

/// How a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Horizontal bars.
    Bar,
    /// Vertical bars.
    Column,
    /// Bars of several series beside each other.
    Grouped,
    /// Bars of several series on top of each other.
    Stacked,
    /// The same, each as long as the whole.
    StackedShare,
    Line,
    Area,
    /// Two points in time, and a line for each series.
    Slope,
    /// A dot at the end of a thin line.
    Lollipop,
    /// Dots and intervals on one axis: what several sources claim.
    RangeDot,
    /// One bar that is the whole, cut into its parts.
    ShareBar,
    /// A hundred squares, coloured by parts.
    Waffle,
    Donut,
    Scatter,
    /// A table whose cells are shaded by their values.
    HeatTable,
    Treemap,
    /// A line as small as a word.
    Sparkline,
    /// A small chart for each series, with one scale for all.
    Multiples,
}

/// A chart as it is to be drawn: what the data say, in numbers and in words of the page's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    pub form: Form,
    pub title: String,
    /// What the values are, for the axis: "percent of output", "million euros". May be empty.
    pub unit: String,
    /// Bands, in order; empty where points lie on a time or number axis.
    pub categories: Vec<String>,
    pub series: Vec<Series>,
    /// What an index is compared with: 100 is drawn as the axis.
    pub base: Option<f64>,
    /// What the parts are parts of, for shares: 100 for per cent.
    pub whole: Option<f64>,
    /// Values that others are compared with: a target, an average.
    pub references: Vec<Reference>,
    /// For scatter: what the horizontal axis measures.
    pub across: String,
}

/// A value that is drawn as a line through the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    pub value: f64,
    pub label: String,
}

/// Points that belong together: one thing over time, one breakdown over the categories.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the legend calls it; may be empty where there is only one.
    pub name: String,
    pub points: Vec<Point>,
    pub emphasis: Emphasis,
}

/// How much a series stands out among the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    #[default]
    Plain,
    Strong,
    /// Drawn in grey, behind the others.
    Faint,
}

/// One observation of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    pub at: At,
    /// The point's place in words: "2021", "Bizkaia".
    pub when: String,
    pub amount: Amount,
    pub state: State,
    pub bound: Bound,
    /// The value in words of the page's language, with unit and qualifier.
    pub label: String,
    /// The bare number in the page's language, for direct labels.
    pub short: String,
    /// The same with its qualifier: "more than 45%". Empty where it is exact.
    pub beside: String,
    pub breaks: Break,
    /// Where a click leads; may be empty.
    pub href: String,
}

/// Where a point lies along the axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// In the band of the category with this position.
    Band(usize),
    /// In years: a period's middle.
    Time(f64),
    /// On a number axis, for scatter.
    Number(f64),
}

/// How much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    Value(f64),
    /// An interval, of which one end may be open.
    Range {
        min: Option<f64>,
        max: Option<f64>,
    },
    /// Not reported: said at its place, and never drawn as zero.
    Missing,
}

/// How far the value can be taken at its word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    #[default]
    Firm,
    Provisional,
    Estimated,
    Expected,
    Target,
}

/// On which side of the stated number the true one may lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    #[default]
    Exact,
    About,
    /// More than, at least.
    Lower,
    /// Less than, at most, almost.
    Upper,
}

/// Is the series broken before a point, so that no line may join it to the one before?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Break {
    #[default]
    None,
    Before,
}

/// For which width a chart is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A phone's: 340 units.
    Narrow,
    /// A desk's: 720 units.
    Wide,
}

/// Draws one SVG: `<svg class="picture picture-wide" viewBox role="img" aria-labelledby>` with `<title>` and `<desc>`, and classes
/// that the style sheet `pictures.css` colours.
///
/// `id` must be the chart's own on its page; both widths may be drawn under one.
pub fn draw(chart: &Chart, words: &Words, id: &str, width: Width) -> String {
    let mut sheet = Sheet::new(chart, words, id, width);
    let height = forms::draw(&mut sheet, legible(chart));
    sheet.finish(height)
}

/// With more series than these, neither colours nor bars side by side can be told apart: a table shows them.
const MOST_SERIES: usize = 16;

/// The form in which so many series can be read.
fn legible(chart: &Chart) -> Form {
    match chart.form {
        Form::Bar | Form::Column | Form::Grouped | Form::Stacked | Form::StackedShare | Form::Lollipop
            if chart.series.len() > MOST_SERIES =>
        {
            Form::HeatTable
        }
        form => form,
    }
}

impl Amount {
    /// Everything finite that it names, so that an axis can cover it.
    pub fn ends(self) -> impl Iterator<Item = f64> {
        let (one, other) = match self {
            Amount::Value(value) => (Some(value), None),
            Amount::Range { min, max } => (min, max),
            Amount::Missing => (None, None),
        };
        one.into_iter().chain(other).filter(|value| value.is_finite())
    }

    /// The one number that stands for it where only one can be drawn: a range's middle, or its closed end.
    pub fn middle(self) -> Option<f64> {
        let value = match self {
            Amount::Value(value) => value,
            Amount::Range { min: Some(min), max: Some(max) } => min / 2.0 + max / 2.0,
            Amount::Range { min: Some(end), max: None } | Amount::Range { min: None, max: Some(end) } => end,
            Amount::Range { min: None, max: None } | Amount::Missing => return None,
        };
        value.is_finite().then_some(value)
    }
}

impl Chart {
    /// Every point with its series' position.
    pub fn points(&self) -> impl Iterator<Item = (usize, &Point)> {
        self.series.iter().enumerate().flat_map(|(at, series)| series.points.iter().map(move |point| (at, point)))
    }
}

impl Form {
    /// Every form, in the order of the documentation.
    pub const ALL: [Form; 18] = [
        Form::Bar,
        Form::Column,
        Form::Grouped,
        Form::Stacked,
        Form::StackedShare,
        Form::Line,
        Form::Area,
        Form::Slope,
        Form::Lollipop,
        Form::RangeDot,
        Form::ShareBar,
        Form::Waffle,
        Form::Donut,
        Form::Scatter,
        Form::HeatTable,
        Form::Treemap,
        Form::Sparkline,
        Form::Multiples,
    ];

    /// As editors write it.
    pub fn name(self) -> &'static str {
        match self {
            Form::Bar => "bar",
            Form::Column => "column",
            Form::Grouped => "grouped",
            Form::Stacked => "stacked",
            Form::StackedShare => "stacked-share",
            Form::Line => "line",
            Form::Area => "area",
            Form::Slope => "slope",
            Form::Lollipop => "lollipop",
            Form::RangeDot => "range",
            Form::ShareBar => "share",
            Form::Waffle => "waffle",
            Form::Donut => "donut",
            Form::Scatter => "scatter",
            Form::HeatTable => "heat",
            Form::Treemap => "treemap",
            Form::Sparkline => "sparkline",
            Form::Multiples => "multiples",
        }
    }

    /// Reads a form as editors write it.
    pub fn parse(word: &str) -> Option<Form> {
        Form::ALL.into_iter().find(|form| form.name() == word)
    }
}

#[cfg(test)]
mod palette;
#[cfg(test)]
mod tests;

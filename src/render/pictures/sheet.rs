//! The sheet that a form draws on: the chart, the words, the width, and the drawing as it grows.

use super::category_rows::{self, States};
use super::forms::sparkline;
use super::legend::{self, Key};
use super::svg::{Anchor, Path, Px, Rect, Svg};
use super::text::{self, Lines};
use super::words::Words;
use super::{Bound, Chart, Emphasis, Form, Point, Width, describe};

/// The size of most words in a drawing. `pictures.css` has the same.
pub const TEXT: f64 = 14.0;

/// The size of the numbers at an axis.
pub const TICK: f64 = 13.5;

/// From one line of words to the next.
pub const LEADING: f64 = 17.0;

/// How many colours there are before they come again.
pub const COLOURS: usize = 8;

/// What a form is given to draw with.
pub struct Sheet<'a> {
    pub chart: &'a Chart,
    pub words: &'a Words<'a>,
    pub width: Width,
    pub svg: Svg,
    /// What is written over everything else: numbers that a line would cross.
    pub over: Svg,
    /// The drawing's own id, different for each width: what its patterns' ids begin with.
    pub id: String,
    /// How sure the values are, taken together.
    pub states: States,
    /// The classes whose hatching is used, in the order of their first use.
    hatches: Vec<String>,
    /// Does a dash stand for a value that is not reported?
    dashes: bool,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub fn new(chart: &'a Chart, words: &'a Words<'a>, id: &str, width: Width) -> Sheet<'a> {
        let id = match width {
            Width::Narrow => format!("{id}-narrow"),
            Width::Wide => format!("{id}-wide"),
        };
        Sheet {
            chart,
            words,
            width,
            svg: Svg::default(),
            over: Svg::default(),
            id,
            states: category_rows::states(chart.points().map(|(_, point)| point)),
            hatches: Vec::new(),
            dashes: false,
        }
    }

    /// How wide the drawing is.
    pub fn across(&self) -> f64 {
        match self.width {
            _ if self.chart.form == Form::Sparkline => sparkline::SIZE.0,
            Width::Narrow => 340.0,
            Width::Wide => 720.0,
        }
    }

    /// The class that colours a series.
    pub fn series_class(&self, series: usize) -> String {
        match self.chart.series.get(series).map_or(Emphasis::Plain, |series| series.emphasis) {
            Emphasis::Plain => colour(series),
            Emphasis::Strong => "series-strong".to_owned(),
            Emphasis::Faint => "series-faint".to_owned(),
        }
    }

    /// What stands above a drawing: what is measured, and the keys; says where the drawing may begin.
    pub fn head(&mut self, keys: &[Key]) -> f64 {
        let mut unit = self.chart.unit.clone();
        if let States::All(state) = self.states
            && let Some(state) = self.words.state(state)
        {
            // What is true of all values is said once.
            unit = if unit.is_empty() { state } else { format!("{unit} ({state})") };
        }
        let mut y = 0.0;
        for line in self.wrap(&unit, self.across(), 3).lines {
            y += LEADING;
            self.svg.text("unit", Anchor::Start, (0.0, y - LEADING + TEXT), &line);
        }
        if y > 0.0 && !keys.is_empty() {
            y += 4.0;
        }
        let bottom = legend::draw(self, keys, y);
        if bottom > 0.0 { bottom + 6.0 } else { 0.0 }
    }

    /// Begins the marks of a point: a group that tells what it is, or a link.
    pub fn begin(&mut self, series: usize, point: &Point) {
        self.begin_for(series, point, 1);
    }

    /// The same, for a mark that stands for so many points.
    pub fn begin_for(&mut self, series: usize, point: &Point, count: usize) {
        match point.href.as_str() {
            "" => self.svg.open("g", &[("class", "point".into())]),
            // A picture is one thing to a keyboard; the table beside it has the same links.
            href => self.svg.open("a", &[("class", "point".into()), ("href", href.into()), ("tabindex", "-1".into())]),
        }
        let mut told = self.told(series, point);
        if count > 1 {
            told = format!("{told} ({})", self.words.say("picture-more-here", &[("count", (count - 1).into())]));
        }
        self.svg.words("title", &[], &told);
    }

    /// EndLabels the marks of a point.
    pub fn end(&mut self, point: &Point) {
        self.svg.close(if point.href.is_empty() { "g" } else { "a" });
    }

    /// All about a point in a line: its series where there are several, its place, its value, how sure it is.
    fn told(&self, series: usize, point: &Point) -> String {
        let name = self.chart.series.get(series).filter(|_| self.chart.series.len() > 1).map_or("", |series| &series.name);
        let place = [name, &point.when].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let value = match self.words.state(point.state) {
            Some(state) if !point.label.contains(&state) => format!("{} ({state})", point.label),
            _ => point.label.clone(),
        };
        if place.is_empty() { value } else { format!("{place}: {value}") }
    }

    /// A hatched rectangle in the colours of a class.
    pub fn hatched(&mut self, class: &str, Rect { x, y, width, height }: Rect) {
        let path = Path::from(x, y).line(x + width, y).line(x + width, y + height).line(x, y + height).close();
        self.hatched_path(class, &path);
    }

    /// A hatched outline in the colours of a class.
    pub fn hatched_path(&mut self, class: &str, path: &Path) {
        let fill = format!("url(#{}-hatch-{class})", self.id);
        let classes = format!("mark-expected {class}");
        self.svg.empty("path", &[("class", (&classes).into()), ("fill", (&fill).into()), ("d", path.d().into())]);
        if !self.hatches.iter().any(|known| known == class) {
            self.hatches.push(class.to_owned());
        }
    }

    /// A dash where there is no room to say that a value is not reported; [`explain_dash`](Sheet::explain_dash) says it below.
    pub fn dash(&mut self, place: (f64, f64)) {
        self.dashes = true;
        self.svg.text("missing", Anchor::Middle, place, "–");
    }

    /// Says below the drawing what dashes stand for, if there are any; returns where that ends.
    pub fn explain_dash(&mut self, top: f64) -> f64 {
        if !self.dashes {
            return top;
        }
        let words = format!("– {}", self.words.missing());
        self.svg.text("note", Anchor::Start, (0.0, top + LEADING), &words);
        top + LEADING + 4.0
    }

    /// What stands beside a mark with room behind it: the number, or for a bound its own words where they are short.
    pub fn beside(&self, point: &Point) -> String {
        let is_bound = matches!(point.bound, Bound::Lower | Bound::Upper);
        let is_short = !point.label.is_empty() && text::width(&point.label, TEXT) <= self.across() * 0.3;
        if is_bound && is_short { point.label.clone() } else { self.words.beside(point) }
    }

    /// Words in at most `most` lines of this length.
    pub fn wrap(&self, words: &str, room: f64, most: usize) -> Lines {
        text::wrap(words, TEXT, room, most)
    }

    /// Breaks names that stand beside each other, so that they can be told apart.
    pub fn wrap_all<'n>(&self, names: impl Iterator<Item = &'n str>, room: f64, most: usize) -> Vec<Lines> {
        text::wrap_all(&names.collect::<Vec<_>>(), TEXT, room, most)
    }

    /// Writes lines around a height; `whole` is told where they had to be shortened.
    pub fn lines(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), (lines, whole): (&Lines, &str)) {
        // The foot of a line is about a third of its size below its middle.
        let first = y - (lines.lines.len() as f64 - 1.0) * LEADING / 2.0 + TEXT * 0.35;
        for (at, line) in lines.lines.iter().enumerate() {
            let whole = if lines.is_short { whole } else { line };
            self.named_text(class, anchor, (x, first + at as f64 * LEADING), (line, whole));
        }
    }

    /// Writes a line whose foot is at a point; where it was shortened, the whole is told by it.
    pub fn named_text(&mut self, class: &str, anchor: Anchor, place: (f64, f64), (line, whole): (&str, &str)) {
        if line == whole {
            return self.svg.text(class, anchor, place, line);
        }
        self.svg.open("g", &[]);
        self.svg.words("title", &[], whole);
        self.svg.text(class, anchor, place, line);
        self.svg.close("g");
    }

    /// The whole SVG, so high.
    pub fn finish(self, height: f64) -> String {
        let mut svg = Svg::default();
        let class = match self.width {
            Width::Narrow if self.chart.form == Form::Sparkline => "picture picture-narrow picture-word",
            Width::Wide if self.chart.form == Form::Sparkline => "picture picture-wide picture-word",
            Width::Narrow => "picture picture-narrow",
            Width::Wide => "picture picture-wide",
        };
        let view = format!("0 0 {} {}", self.across(), Px(height.ceil()));
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let labels = format!("{title} {desc}");
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg".into()),
            ("class", class.into()),
            ("id", (&self.id).into()),
            ("viewBox", (&view).into()),
            ("role", "img".into()),
            ("direction", "ltr".into()),
            ("aria-labelledby", (&labels).into()),
        ];
        svg.open("svg", &attributes);
        svg.words("title", &[("id", (&title).into())], &self.chart.title);
        svg.words("desc", &[("id", (&desc).into())], &describe(self.chart, self.words));
        if !self.hatches.is_empty() {
            svg.open("defs", &[]);
            self.hatches.iter().for_each(|class| hatch(&mut svg, &self.id, class));
            svg.close("defs");
        }
        svg.append(self.svg);
        svg.append(self.over);
        svg.close("svg");
        svg.finish()
    }
}

/// The class of the colour at a position.
pub fn colour(at: usize) -> String {
    format!("series-{}", at % COLOURS + 1)
}

/// The pattern of what is expected: stripes in the colours of a class.
pub(super) fn hatch(svg: &mut Svg, id: &str, class: &str) {
    let id = format!("{id}-hatch-{class}");
    let attributes = [
        ("id", (&id).into()),
        ("patternUnits", "userSpaceOnUse".into()),
        ("width", 6.0.into()),
        ("height", 6.0.into()),
        ("patternTransform", "rotate(45)".into()),
    ];
    svg.open("pattern", &attributes);
    svg.rect(&format!("hatch-ground {class}"), Rect { x: 0.0, y: 0.0, width: 6.0, height: 6.0 });
    svg.line(&format!("hatch {class}"), (1.5, 0.0), (1.5, 6.0));
    svg.close("pattern");
}

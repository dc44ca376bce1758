//! What a timeline is drawn on: bars that fade where nobody knows their ends, points, and what the marks mean.

use std::collections::BTreeSet;

use super::layout::{Bar, POINT, STUB, Tip};
use super::span::Sure;
use super::{Form, Look, Timeline};
use crate::render::format::Formats;
use crate::render::pictures::Width;
use crate::render::pictures::sheet::colour;
use crate::render::pictures::svg::{Anchor, Path, Px, Rect, Svg};
use crate::render::pictures::text::{self, Lines};

/// The size of labels, and from one line of them to the next.
pub const SIZE: f64 = 14.0;
pub const LINE: f64 = 17.0;

/// The size of what stands at the axis.
pub const SMALL: f64 = 13.5;

/// How high the line is in which the day of the build is named.
pub const HEADING: f64 = 20.0;

/// What a mark can tell besides its place; what is drawn is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Planned,
    Active,
    Listed,
    Off,
    Soft,
    About,
    /// A date too short to be seen as a bar: known to the day, vague, only about then, planned, and called off.
    Short,
    ShortSoft,
    ShortAbout,
    ShortPlanned,
    ShortOff,
    /// What lasted too short a time to be seen as a bar; and only about then.
    Stub,
    StubAbout,
    Reach,
    Open,
    Follows,
    Between,
    Inferred,
}

/// A drawing as it grows.
pub struct Paper<'a> {
    pub svg: Svg,
    pub width: Width,
    form: Form,
    pub formats: &'a Formats,
    id: String,
    /// Definitions of fading, one for each bar that fades.
    fades: Svg,
    count: usize,
    pub signs: BTreeSet<Sign>,
}

impl<'a> Paper<'a> {
    /// An empty sheet.
    pub fn new(id: &str, width: Width, form: Form, formats: &'a Formats) -> Paper<'a> {
        let id = match width {
            Width::Narrow => format!("{id}-narrow"),
            Width::Wide => format!("{id}-wide"),
        };
        Paper { svg: Svg::default(), width, form, formats, id, fades: Svg::default(), count: 0, signs: BTreeSet::new() }
    }

    /// How wide it is.
    pub fn across(&self) -> f64 {
        match self.width {
            Width::Narrow => 340.0,
            Width::Wide => 720.0,
        }
    }

    /// A word of the page's language.
    pub fn say(&self, key: &str) -> String {
        self.formats.strings().get(key, &[])
    }

    /// Begins the marks of a thing: a link where it has a page.
    pub fn begin(&mut self, href: &str, told: &str) {
        match href {
            "" => self.svg.open("g", &[("class", "point".into())]),
            href => self.svg.open("a", &[("class", "point".into()), ("href", href.into())]),
        }
        self.svg.words("title", &[], told);
    }

    /// Ends the marks of a thing.
    pub fn end(&mut self, href: &str) {
        self.svg.close(if href.is_empty() { "g" } else { "a" });
    }

    /// A bar: whole where its time is certain, fading where it may have begun or ended, pointed where it goes on.
    pub fn bar(&mut self, bar: &Bar, at: usize, look: Look) {
        let class = if look == Look::Off { "rest".to_owned() } else { colour(at) };
        let Rect { x, width, .. } = bar.rect;
        let (from, to) = (x, x + width);
        let (up, down) = bar.solid;
        let (fades_in, fades_out) = (bar.left != Tip::Arrow && up > from + 0.5, bar.right != Tip::Arrow && down < to - 0.5);
        let look_class = match look {
            // A week's blocks are large, and their words are read on them.
            Look::Firm if self.form == Form::Days => " time-block",
            Look::Firm | Look::Off => "",
            Look::Planned => " time-planned",
            Look::Pale => " time-pale",
        };
        let outline = outline(bar);
        if fades_in || fades_out {
            let fade = self.fade(&class, (from, to), (fades_in.then_some(up), fades_out.then_some(down)));
            let fill = format!("url(#{fade})");
            let classes = format!("time-soft{look_class} {class}");
            self.svg.empty("path", &[("class", (&classes).into()), ("fill", (&fill).into()), ("d", outline.d().into())]);
        } else {
            self.svg.path(&format!("time-bar{look_class} {class}"), &outline);
        }
        self.edges(bar, &class, look);
        self.note(bar, look, fades_in || fades_out);
    }

    /// The lines along a bar: whole around what is planned, broken where its ends are only about there.
    fn edges(&mut self, bar: &Bar, class: &str, look: Look) {
        let Rect { x, y, width, height } = bar.rect;
        let (from, to) = (x, x + width);
        let (up, down) = bar.solid;
        if self.form == Form::Days && look == Look::Firm && bar.left == Tip::Plain && up <= from + 0.5 {
            self.svg.rect(&format!("time-bar {class}"), Rect { width: 4.0, ..bar.rect });
        }
        if look == Look::Planned || look == Look::Off {
            let (left, right) = (if bar.left == Tip::Plain { from } else { up }, if bar.right == Tip::Plain { to } else { down });
            let sharp = up <= from + 0.5 && down >= to - 0.5;
            if sharp {
                self.svg.path(&format!("time-edge {class}"), &outline(bar));
            } else {
                let lines = Path::from(left, y).line(right, y).jump(left, y + height).line(right, y + height);
                self.svg.path(&format!("time-edge {class}"), &lines);
            }
        }
        for (tip, a, b) in [(bar.left, from, up), (bar.right, down, to)] {
            if tip == Tip::About && b - a > 3.0 {
                let lines = Path::from(a, y).line(b, y).jump(a, y + height).line(b, y + height);
                self.svg.path(&format!("time-about {class}"), &lines);
            }
        }
    }

    fn note(&mut self, bar: &Bar, look: Look, fades: bool) {
        let tips = [bar.left, bar.right];
        if tips.contains(&Tip::About) {
            self.signs.insert(Sign::About);
        } else if fades {
            self.signs.insert(Sign::Soft);
        }
        if tips.contains(&Tip::Arrow) {
            self.signs.insert(Sign::Open);
        }
        match look {
            Look::Planned => self.signs.insert(Sign::Planned),
            Look::Off => self.signs.insert(Sign::Off),
            Look::Firm | Look::Pale => false,
        };
    }

    /// A point in time.
    pub fn point(&mut self, (x, y): (f64, f64), at: usize, look: Look) {
        let colour = if look == Look::Off { "rest".to_owned() } else { colour(at) };
        let class = match look {
            Look::Firm => format!("dot {colour}"),
            Look::Planned => format!("dot dot-open {colour}"),
            Look::Pale => format!("dot dot-pale {colour}"),
            Look::Off => format!("dot dot-open {colour}"),
        };
        self.svg.empty("circle", &[("class", (&class).into()), ("cx", x.into()), ("cy", y.into()), ("r", POINT.into())]);
    }

    /// A point that is only about then.
    pub fn point_about(&mut self, (x, y): (f64, f64), at: usize) {
        let class = format!("dot dot-open dot-about {}", colour(at));
        self.svg.empty("circle", &[("class", (&class).into()), ("cx", x.into()), ("cy", y.into()), ("r", POINT.into())]);
    }

    /// What lasted, but too short a time for a bar.
    pub fn stub(&mut self, (x, y): (f64, f64), at: usize, (look, sure): (Look, Sure)) {
        let colour = if look == Look::Off { "rest".to_owned() } else { colour(at) };
        let class = match (look, sure) {
            (Look::Planned | Look::Off, _) => format!("dot dot-open {colour}"),
            (_, Sure::About) => format!("dot dot-open dot-about {colour}"),
            (Look::Firm, Sure::Said) => format!("dot {colour}"),
            (Look::Pale, Sure::Said) => format!("dot dot-pale {colour}"),
        };
        let attributes = [
            ("class", (&class).into()),
            ("x", (x - STUB.0).into()),
            ("y", (y - STUB.1).into()),
            ("width", (STUB.0 * 2.0).into()),
            ("height", (STUB.1 * 2.0).into()),
            ("rx", STUB.1.into()),
        ];
        self.svg.empty("rect", &attributes);
    }

    /// The time in which a point may lie.
    pub fn reach(&mut self, (from, to): (f64, f64), y: f64) {
        let ends = Path::from(from, y - 4.0).line(from, y + 4.0).jump(from, y).line(to, y);
        self.svg.path("time-reach", &ends.jump(to, y - 4.0).line(to, y + 4.0));
        self.signs.insert(Sign::Reach);
    }

    /// Lines of words; `whole` is told where they had to be shortened.
    pub fn lines(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), (lines, whole): (&Lines, &str)) {
        if lines.is_short {
            self.svg.open("g", &[]);
            self.svg.words("title", &[], whole);
        }
        for (at, line) in lines.lines.iter().enumerate() {
            self.svg.text(class, anchor, (x, y + at as f64 * LINE), line);
        }
        if lines.is_short {
            self.svg.close("g");
        }
    }

    /// Explains colours and signs below the drawing; says where that ends.
    pub fn legend(&mut self, colours: &[String], top: f64) -> f64 {
        let signs: Vec<Sign> = self.signs.iter().copied().collect();
        let mut place = (0.0, top);
        for (at, name) in colours.iter().enumerate() {
            let class = colour(at);
            self.key(&mut place, name, &|paper, sample| paper.svg.rect(&format!("time-bar {class}"), sample));
        }
        for sign in signs {
            let name = self.say(sign.key());
            self.key(&mut place, &name, &|paper, sample| paper.sample(sign, sample));
        }
        if place == (0.0, top) { top } else { place.1 + LINE + 3.0 }
    }

    /// One sample with its name, in the next place that has room for it.
    fn key(&mut self, place: &mut (f64, f64), name: &str, draw: &dyn Fn(&mut Self, Rect)) {
        const SAMPLE: f64 = 24.0;
        let shown = text::shorten(name, SMALL, self.across() - SAMPLE - 6.0);
        let length = SAMPLE + 6.0 + text::width(&shown, SMALL);
        if place.0 > 0.0 && place.0 + length > self.across() {
            *place = (0.0, place.1 + LINE + 3.0);
        }
        draw(self, Rect { x: place.0, y: place.1 + 3.0, width: SAMPLE, height: 11.0 });
        self.svg.text("tick", Anchor::Start, (place.0 + SAMPLE + 6.0, place.1 + SMALL), &shown);
        place.0 += length + 16.0;
    }

    /// What a sign looks like; along a line of life, stages are points.
    fn sample(&mut self, sign: Sign, rect: Rect) {
        let Rect { x, y, width, height } = rect;
        let middle = (x + width / 2.0, y + height / 2.0);
        let plain = |left, right, solid| Bar { rect, solid, left, right };
        let across = Path::from(x, middle.1).line(x + width, middle.1);
        match sign {
            Sign::Planned if self.form == Form::Lifelines => self.point(middle, 0, Look::Planned),
            Sign::Off if self.form == Form::Lifelines => self.point(middle, 0, Look::Off),
            Sign::Reach => self.reach((x, x + width), middle.1),
            Sign::Short => self.point(middle, 0, Look::Firm),
            Sign::ShortSoft => self.point(middle, 0, Look::Pale),
            Sign::ShortAbout => self.point_about(middle, 0),
            Sign::ShortPlanned => self.point(middle, 0, Look::Planned),
            Sign::ShortOff => self.point(middle, 0, Look::Off),
            Sign::Stub => self.stub(middle, 0, (Look::Firm, Sure::Said)),
            Sign::StubAbout => self.stub(middle, 0, (Look::Firm, Sure::About)),
            Sign::Planned => self.bar(&plain(Tip::Plain, Tip::Plain, (x, x + width)), 0, Look::Planned),
            Sign::Off => self.bar(&plain(Tip::Plain, Tip::Plain, (x, x + width)), 0, Look::Off),
            Sign::Active => self.point(middle, 0, Look::Firm),
            Sign::Listed => self.point(middle, 0, Look::Pale),
            Sign::Soft => self.bar(&plain(Tip::Plain, Tip::Plain, (x + 12.0, x + width)), 0, Look::Firm),
            Sign::About => self.bar(&plain(Tip::About, Tip::Plain, (x + 14.0, x + width)), 0, Look::Firm),
            Sign::Open => self.bar(&plain(Tip::Plain, Tip::Arrow, (x, x + width)), 0, Look::Firm),
            Sign::Follows => self.svg.path("time-follows", &across),
            Sign::Between => self.svg.path("time-between", &across),
            Sign::Inferred => self.svg.path("time-between time-inferred", &across),
        }
    }

    /// A fading from end to end of a bar: up to the first of these places, and from the second on.
    fn fade(&mut self, class: &str, (from, to): (f64, f64), (up, down): (Option<f64>, Option<f64>)) -> String {
        let id = format!("{}-fade-{}", self.id, self.count);
        self.count += 1;
        let attributes = [
            ("id", (&id).into()),
            ("gradientUnits", "userSpaceOnUse".into()),
            ("x1", from.into()),
            ("x2", to.into()),
            ("y1", 0.0.into()),
            ("y2", 0.0.into()),
        ];
        self.fades.open("linearGradient", &attributes);
        let share = |at: f64| (at - from) / (to - from).max(1.0);
        let ends = [(up.map(|_| 0.0), FAINT), (up.map(share), 1.0), (down.map(share), 1.0), (down.map(|_| 1.0), FAINT)];
        for (offset, opacity) in ends {
            let Some(offset) = offset else { continue };
            let class = format!("time-stop {class}");
            self.fades.empty("stop", &[("class", (&class).into()), ("offset", offset.into()), ("stop-opacity", opacity.into())]);
        }
        self.fades.close("linearGradient");
        id
    }

    /// The whole SVG, so high.
    pub fn finish(self, timeline: &Timeline, height: f64) -> String {
        let class = match self.width {
            Width::Narrow => "picture picture-narrow picture-time",
            Width::Wide => "picture picture-wide picture-time",
        };
        let view = format!("0 0 {} {}", self.across(), Px(height.ceil()));
        let (title, desc) = (format!("{}-title", self.id), format!("{}-desc", self.id));
        let attributes = [
            ("xmlns", "http://www.w3.org/2000/svg".into()),
            ("class", class.into()),
            ("id", (&self.id).into()),
            ("viewBox", (&view).into()),
            // Its marks are links, which an image would hide.
            ("role", "group".into()),
            ("direction", "ltr".into()),
            ("aria-labelledby", (&title).into()),
            ("aria-describedby", (&desc).into()),
        ];
        let mut svg = Svg::default();
        svg.open("svg", &attributes);
        svg.words("title", &[("id", (&title).into())], &timeline.title);
        svg.words("desc", &[("id", (&desc).into())], &timeline.description);
        if self.count > 0 {
            svg.open("defs", &[]);
            svg.append(self.fades);
            svg.close("defs");
        }
        svg.append(self.svg);
        svg.close("svg");
        svg.finish()
    }
}

/// How much is left of a colour where a bar has faded.
const FAINT: f64 = 0.08;

impl Sign {
    fn key(self) -> &'static str {
        match self {
            Sign::Planned => "timeline-key-planned",
            Sign::Active => "timeline-key-active",
            Sign::Listed => "timeline-key-listed",
            Sign::Off => "timeline-key-off",
            Sign::Soft => "timeline-key-soft",
            Sign::About => "timeline-key-about",
            Sign::Short => "timeline-key-short",
            Sign::ShortSoft => "timeline-key-short-soft",
            Sign::ShortAbout => "timeline-key-short-about",
            Sign::ShortPlanned => "timeline-key-planned",
            Sign::ShortOff => "timeline-key-off",
            Sign::Stub => "timeline-key-stub",
            Sign::StubAbout => "timeline-key-stub-about",
            Sign::Reach => "timeline-key-reach",
            Sign::Open => "timeline-key-open",
            Sign::Follows => "timeline-key-follows",
            Sign::Between => "timeline-key-between",
            Sign::Inferred => "timeline-key-inferred",
        }
    }
}

/// A bar's outline, with a tip where it goes on.
fn outline(bar: &Bar) -> Path {
    let Rect { x, y, width, height } = bar.rect;
    let (from, to, middle) = (x, x + width, y + height / 2.0);
    let tip = (width / 2.0).min(7.0);
    let path = match bar.left {
        Tip::Arrow => Path::from(from + tip, y + height).line(from, middle).line(from + tip, y),
        Tip::Plain | Tip::About => Path::from(from, y + height).line(from, y),
    };
    let path = match bar.right {
        Tip::Arrow => path.line(to - tip, y).line(to, middle).line(to - tip, y + height),
        Tip::Plain | Tip::About => path.line(to, y).line(to, y + height),
    };
    path.close()
}

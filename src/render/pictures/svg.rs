//! Writing SVG: elements, escaping, and lengths with at most two decimals.

use std::fmt::{self, Display, Write};

use super::text;

/// A length or a place in a drawing, printed with at most two decimals; what is no number is printed as 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Px(pub f64);

impl Display for Px {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        // A cast takes NaN to 0 and keeps within the type, so that no input can put a word here.
        let hundredths = (self.0 * 100.0).round() as i64;
        let sign = if hundredths < 0 { "-" } else { "" };
        let (whole, rest) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
        match rest {
            0 => write!(out, "{sign}{whole}"),
            _ if rest.is_multiple_of(10) => write!(out, "{sign}{whole}.{}", rest / 10),
            _ => write!(out, "{sign}{whole}.{rest:02}"),
        }
    }
}

/// An attribute's value.
#[derive(Clone, Copy, Debug)]
pub enum Attribute<'a> {
    Length(f64),
    Words(&'a str),
}

impl From<f64> for Attribute<'_> {
    fn from(length: f64) -> Self {
        Attribute::Length(length)
    }
}

impl<'a> From<&'a str> for Attribute<'a> {
    fn from(words: &'a str) -> Self {
        Attribute::Words(words)
    }
}

impl<'a> From<&'a String> for Attribute<'a> {
    fn from(words: &'a String) -> Self {
        Attribute::Words(words)
    }
}

/// A rectangle in the drawing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// On which side of its place a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// An outline, from point to point.
#[derive(Clone, Debug, Default)]
pub struct Path(String);

impl Path {
    /// Begins at a point.
    pub fn from(x: f64, y: f64) -> Path {
        Path(format!("M{} {}", Px(x), Px(y)))
    }

    /// Begins anew at a point.
    pub fn jump(mut self, x: f64, y: f64) -> Path {
        let _ = write!(self.0, "M{} {}", Px(x), Px(y));
        self
    }

    /// Goes straight to a point.
    pub fn line(mut self, x: f64, y: f64) -> Path {
        let _ = write!(self.0, "L{} {}", Px(x), Px(y));
        self
    }

    /// Goes along a circle to a point, clockwise.
    pub fn arc(mut self, radius: f64, turn: Turn, x: f64, y: f64) -> Path {
        let (large, sweep) = match turn {
            Turn::Short => (0, 1),
            Turn::Long => (1, 1),
            Turn::ShortBack => (0, 0),
            Turn::LongBack => (1, 0),
        };
        let _ = write!(self.0, "A{0} {0} 0 {large} {sweep} {1} {2}", Px(radius), Px(x), Px(y));
        self
    }

    /// Goes along a curve that one handle draws to its side.
    pub fn bend(mut self, handle: (f64, f64), (x, y): (f64, f64)) -> Path {
        let _ = write!(self.0, "Q{} {} {} {}", Px(handle.0), Px(handle.1), Px(x), Px(y));
        self
    }

    /// Goes along a curve that leaves towards one handle and arrives from another.
    pub fn curve(mut self, leave: (f64, f64), arrive: (f64, f64), (x, y): (f64, f64)) -> Path {
        let _ = write!(self.0, "C{} {} {} {} {} {}", Px(leave.0), Px(leave.1), Px(arrive.0), Px(arrive.1), Px(x), Px(y));
        self
    }

    /// Goes back to where it began.
    pub fn close(mut self) -> Path {
        self.0.push('Z');
        self
    }

    /// The outline as SVG writes it.
    pub fn d(&self) -> &str {
        &self.0
    }
}

/// Which of the four arcs of one radius between two points is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Clockwise, less than half a circle.
    Short,
    /// Clockwise, more than half a circle.
    Long,
    ShortBack,
    LongBack,
}

/// A drawing that grows element by element.
#[derive(Debug, Default)]
pub struct Svg {
    out: String,
}

impl Svg {
    /// Begins an element that others stand in; [`close`](Svg::close) ends it.
    pub fn open(&mut self, element: &str, attributes: &[(&str, Attribute)]) {
        self.head(element, attributes);
        self.out.push('>');
    }

    /// EndLabels an element.
    pub fn close(&mut self, element: &str) {
        let _ = write!(self.out, "</{element}>");
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, element: &str, attributes: &[(&str, Attribute)]) {
        self.head(element, attributes);
        self.out.push_str("/>");
    }

    /// An element with words in it.
    pub fn words(&mut self, element: &str, attributes: &[(&str, Attribute)], words: &str) {
        self.open(element, attributes);
        self.say(words);
        self.close(element);
    }

    /// A rectangle.
    pub fn rect(&mut self, class: &str, Rect { x, y, width, height }: Rect) {
        self.empty(
            "rect",
            &[("class", class.into()), ("x", x.into()), ("y", y.into()), ("width", width.into()), ("height", height.into())],
        );
    }

    /// A straight line.
    pub fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        self.empty("line", &[("class", class.into()), ("x1", x1.into()), ("y1", y1.into()), ("x2", x2.into()), ("y2", y2.into())]);
    }

    /// An outline.
    pub fn path(&mut self, class: &str, path: &Path) {
        self.empty("path", &[("class", class.into()), ("d", path.d().into())]);
    }

    /// A line of text whose foot is at a point.
    pub fn text(&mut self, class: &str, anchor: Anchor, (x, y): (f64, f64), words: &str) {
        let anchor = match anchor {
            Anchor::Start => None,
            Anchor::Middle => Some("middle"),
            Anchor::End => Some("end"),
        };
        let place = [("class", class.into()), ("x", x.into()), ("y", y.into())];
        match anchor {
            None => self.words("text", &place, words),
            Some(anchor) => self.words("text", &[place[0], place[1], place[2], ("text-anchor", anchor.into())], words),
        }
    }

    /// Puts another drawing's elements behind those that are here.
    pub fn append(&mut self, other: Svg) {
        self.out.push_str(&other.out);
    }

    /// What has been drawn.
    pub fn finish(self) -> String {
        self.out
    }

    fn head(&mut self, element: &str, attributes: &[(&str, Attribute)]) {
        let _ = write!(self.out, "<{element}");
        for (name, value) in attributes {
            let _ = match value {
                Attribute::Length(length) => write!(self.out, " {name}=\"{}\"", Px(*length)),
                Attribute::Words(words) => {
                    let _ = write!(self.out, " {name}=\"");
                    escape(words, &mut self.out);
                    write!(self.out, "\"")
                }
            };
        }
    }

    /// Writes words so that they cannot turn around what stands beside them.
    fn say(&mut self, words: &str) {
        escape(&text::isolated(words), &mut self.out);
    }
}

/// Writes words as XML and HTML both read them; what XML may not hold is left out.
fn escape(words: &str, out: &mut String) {
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(letter),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_two_decimals_at_most() {
        let check = |length: f64, expected: &str| assert_eq!(Px(length).to_string(), expected);
        check(1.0 / 3.0, "0.33");
        check(-0.004, "0");
        check(-0.5, "-0.5");
        check(12.0, "12");
        check(99.999, "100");
        check(-1.25, "-1.25");
        check(0.05, "0.05");
        check(f64::NAN, "0");
        assert!(!Px(f64::INFINITY).to_string().contains("inf"));
    }

    #[test]
    fn words_stay_words() {
        let mut svg = Svg::default();
        svg.text("a\"b", Anchor::End, (1.0, 2.0), "<script>&\u{0}\n\"");
        assert_eq!(svg.finish(), "<text class=\"a&quot;b\" x=\"1\" y=\"2\" text-anchor=\"end\">&lt;script&gt;&amp; &quot;</text>");
    }
}

//! Writes a drawing again, element by element.

use std::collections::BTreeSet;
use std::ops::Range;

use quick_xml::events::{BytesRef, BytesStart};

use super::address::{self, Lead};
use super::entity::Entities;
use super::name::{SVG, Space, Spaces};
use super::seen::Seen;
use super::size::{self, Frame};
use super::weight::{Excess, Weights};

use super::{DEEPEST, Drawing, Fault, Harm, MOST_ATTRIBUTES, References, Removed, css, lists, shortened};
use crate::syntax::markdown::escape;

/// How many sorts of things are told of that were left out.
const MOST_TOLD: usize = 12;

/// A drawing while it is being written.
pub struct Writer<'t> {
    source: &'t str,
    references: References,
    out: String,
    open: Vec<Open>,
    spaces: Spaces,
    entities: Entities,
    weights: Weights,
    removed: Vec<Removed>,
    frame: Option<Frame>,
    /// The sheet that is being gathered, and where it begins.
    sheet: Option<(String, Range<usize>)>,
    points: usize,
    seen: Seen,
}

/// An element that has begun.
struct Open {
    fate: Fate,
    /// How many prefixes were known outside it.
    spaces: usize,
    /// Its number among the elements that are weighed.
    number: usize,
    /// Where what it holds begins in what is written.
    inside: usize,
}

/// What becomes of an element.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fate {
    /// It is written, under this name.
    Kept(String),
    /// What it holds is written, and itself not.
    Opened,
    /// Neither.
    LeftOut,
}

/// What a drawing grows by without an end.
pub struct Growth {
    pub word: &'static str,
    pub harm: Harm,
    pub range: Range<usize>,
}

/// An attribute with its value decoded.
struct Given {
    name: String,
    value: String,
    range: Range<usize>,
}

impl<'t> Writer<'t> {
    /// A drawing of which nothing is written yet.
    pub fn new(source: &'t str, references: References) -> Writer<'t> {
        Writer {
            source,
            references,
            out: String::with_capacity(source.len() / 2),
            open: Vec::new(),
            spaces: Spaces::default(),
            entities: Entities::default(),
            weights: Weights::default(),
            removed: Vec::new(),
            frame: None,
            sheet: None,
            points: 0,
            seen: Seen::default(),
        }
    }

    /// Takes over the declarations of a document type that are harmless.
    pub fn entities(&mut self, doctype: &str, place: Range<usize>) {
        let start = self.offset(doctype).unwrap_or(place.start);
        for (word, range) in self.entities.declare(doctype) {
            let harm = if word.contains("SYSTEM") || word.contains("PUBLIC") { Harm::LoadsFromElsewhere } else { Harm::Grows };
            self.note(word, harm, start + range.start..start + range.end);
        }
    }

    /// No instruction is written; one that asks for a style sheet is told of.
    pub fn instruction(&mut self, target: &str, place: Range<usize>) {
        if target.starts_with("xml-stylesheet") {
            self.note("<?xml-stylesheet?>", Harm::LoadsFromElsewhere, place);
        }
    }

    /// Begins an element.
    pub fn start(&mut self, tag: &BytesStart<'t>, place: Range<usize>) -> Result<(), Fault> {
        if self.open.len() >= DEEPEST {
            let message = format!("this drawing nests elements deeper than {DEEPEST}");
            return Err(Fault::new(message, "export it again, with fewer groups", place));
        }
        let depth = self.spaces.depth();
        let attributes = self.attributes(tag, &place)?;
        let name = tag.name().0;
        let (space, local) = self.spaces.element(name);
        if self.frame.is_none() {
            self.begin(space, local, &attributes, &place)?;
        }
        if self.open.is_empty() && !self.out.is_empty() {
            return Err(Fault::new("this drawing has a second root element", "leave one `<svg>` in the file", place));
        }
        let number = self.weights.begin();
        let is_in_drawing = self.open.last().is_none_or(|open| open.fate != Fate::LeftOut);
        let fate = if is_in_drawing { self.fate(space, local, &attributes, &place) } else { self.still_out(local, &place) };
        if let Fate::Kept(name) = &fate {
            let written = self.written(name, number, attributes);
            self.write_start(name, &written);
            let has_address = written.iter().any(|(name, _)| name == "href");
            let around = self.open.iter().filter_map(|open| if let Fate::Kept(name) = &open.fate { Some(&**name) } else { None });
            self.seen.note(name, has_address, around);
            if name == "style" {
                self.sheet = Some((String::new(), place.end..place.end));
            }
        }
        self.open.push(Open { fate, spaces: depth, number, inside: self.out.len() });
        Ok(())
    }

    /// Ends the innermost element.
    pub fn end(&mut self) {
        let Some(open) = self.open.pop() else { return };
        self.spaces.close(open.spaces);
        self.weights.end(open.number);
        if let Fate::Kept(name) = open.fate {
            if name == "style"
                && let Some((sheet, place)) = self.sheet.take()
            {
                self.sheet(&sheet, place);
            }
            if self.out.len() == open.inside {
                // What holds nothing is shorter that way.
                self.out.insert(self.out.len() - 1, '/');
            } else {
                self.out.push_str(&format!("</{name}>"));
            }
        }
    }

    /// Writes the words of an element whose words are read.
    pub fn text(&mut self, words: &str) {
        let Some(Open { fate: Fate::Kept(name), .. }) = self.open.last() else { return };
        if !lists::has_text(name) {
            return;
        }
        let words: String = words.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
        match &mut self.sheet {
            Some((sheet, _)) => sheet.push_str(&words),
            None => escape(&words, &mut self.out),
        }
    }

    /// Writes what a reference stands for.
    pub fn reference(&mut self, name: &BytesRef<'_>, place: Range<usize>) {
        let is_read = matches!(self.open.last(), Some(Open { fate: Fate::Kept(name), .. }) if lists::has_text(name));
        match self.entities.word(name) {
            Some(word) if is_read => self.text(&word),
            Some(_) => {}
            None if is_read => self.note(format!("&{};", shortened(name)), Harm::LoadsFromElsewhere, place),
            None => {}
        }
    }

    /// Has the drawing begun, and ended?
    pub fn check_whole(&self) -> Result<(), Fault> {
        let end = self.source.len();
        if self.frame.is_none() {
            let message =
                if self.source.trim().is_empty() { "this file is empty" } else { "this is no drawing: there is no `<svg>` in it" };
            return Err(Fault::new(message, "save the drawing again as plain SVG", 0..0));
        }
        if !self.open.is_empty() {
            return Err(Fault::new("this drawing breaks off before its end", "save it, or fetch it, again", end..end));
        }
        Ok(())
    }

    /// Does the drawing, with everything drawn that it refers to, come to too much?
    pub fn growth(&self) -> Option<Growth> {
        let harm = |why| match why {
            Excess::Circle => Harm::Circles,
            Excess::Size => Harm::Grows,
        };
        self.weights.excess().map(|(why, range)| Growth { word: "<use>", harm: harm(why), range })
    }

    /// Notes something that is not written because of what it could do.
    pub fn note(&mut self, word: impl Into<String>, harm: Harm, range: Range<usize>) {
        let word = word.into();
        if let Some(known) = self.removed.iter_mut().find(|known| known.word == word && known.harm == harm) {
            known.times += 1;
        } else if self.removed.len() < MOST_TOLD {
            self.removed.push(Removed { word, harm, range, times: 1 });
        }
    }

    /// The drawing as it is published.
    pub fn finish(mut self) -> Drawing {
        self.out.push('\n');
        self.removed.sort_by_key(|removed| removed.range.start);
        // `check_whole` has seen to it that there is a frame.
        let size = self.frame.map_or(super::Size { width: 1.0, height: 1.0 }, |frame| frame.size);
        Drawing {
            elements: self.weights.whole(),
            svg: self.out,
            size,
            removed: self.removed,
            points: self.points,
            is_empty: self.seen.is_nothing(),
        }
    }

    /// Begins the drawing itself.
    fn begin(&mut self, space: Space, local: &str, attributes: &[Given], place: &Range<usize>) -> Result<(), Fault> {
        if space != Space::Drawing || local != "svg" {
            let message = format!("this is no drawing: it begins with `<{}>` instead of `<svg>`", shortened(local));
            let help = "see what the file is in a browser; a web page is often saved instead of the image on it";
            return Err(Fault::new(message, help, place.clone()));
        }
        let find = |name: &str| attributes.iter().find(|given| given.name == name).map(|given| &*given.value);
        self.frame = Some(size::frame(find("width"), find("height"), find("viewBox")));
        Ok(())
    }

    /// The attributes of an element with their values decoded; notes the prefixes that it declares.
    fn attributes(&mut self, tag: &BytesStart<'t>, place: &Range<usize>) -> Result<Vec<Given>, Fault> {
        let mut attributes = Vec::new();
        let mut names = BTreeSet::new();
        for attribute in tag.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                let message = format!(
                    "this drawing cannot be read: an attribute of `<{}>` is no pair of a name and a value",
                    shortened(tag.name().0)
                );
                return Err(Fault::new(message, "open it in a drawing program, and save it again as plain SVG", place.clone()));
            };
            let name = attribute.key.0;
            if attributes.len() >= MOST_ATTRIBUTES {
                let message = format!("an element of this drawing has more than {MOST_ATTRIBUTES} attributes");
                return Err(Fault::new(message, "open it in a drawing program, and save it again as plain SVG", place.clone()));
            }
            if !names.insert(name.to_owned()) {
                let message = format!("this drawing cannot be read: `{}` is given twice in one element", shortened(name));
                return Err(Fault::new(message, "take one of the two out", place.clone()));
            }
            let decoded = self.entities.decode(&attribute.value);
            if let Some(unknown) = decoded.unknown {
                self.note(unknown, Harm::LoadsFromElsewhere, place.clone());
            }
            match name.strip_prefix("xmlns") {
                Some("") => self.spaces.open("", &decoded.text),
                Some(prefix) if prefix.starts_with(':') => self.spaces.open(&prefix[1..], &decoded.text),
                _ => {
                    let range =
                        self.offset(name).map_or(place.clone(), |at| at..(at + name.len() + attribute.value.len() + 3).min(place.end));
                    attributes.push(Given { name: name.to_owned(), value: decoded.text, range });
                }
            }
        }
        Ok(attributes)
    }

    /// What becomes of an element that stands in what is written.
    fn fate(&mut self, space: Space, local: &str, attributes: &[Given], place: &Range<usize>) -> Fate {
        if space == Space::Drawing && lists::is_element(local) {
            let is_sheet = attributes.iter().all(|given| given.name != "type" || given.value.trim().eq_ignore_ascii_case("text/css"));
            let is_copy = local == "use" && self.references == References::LeftOut;
            return if (local == "style" && !is_sheet) || is_copy { Fate::LeftOut } else { Fate::Kept(local.to_owned()) };
        }
        if space == Space::Drawing && local == "a" {
            let leads = attributes
                .iter()
                .find(|given| self.spaces.attribute(&given.name).1 == "href")
                .map(|given| address::lead("a", &given.value));
            let harm = if leads == Some(Lead::Harmful(Harm::RunsCode)) { Harm::RunsCode } else { Harm::Links };
            self.note("<a>", harm, place.clone());
            return Fate::Opened;
        }
        // Illustrator keeps its own copy of a drawing in one of these, which no browser shows.
        let is_programs_own = local == "foreignObject" && attributes.iter().any(|given| given.name == "requiredExtensions");
        if !is_programs_own {
            self.tell_of(local, place);
        }
        Fate::LeftOut
    }

    /// What stands in something that is left out is left out, and told of where it could run code by itself.
    fn still_out(&mut self, local: &str, place: &Range<usize>) -> Fate {
        if harm_of(local) == Some(Harm::RunsCode) {
            self.tell_of(local, place);
        }
        Fate::LeftOut
    }

    /// Notes an element that could do harm.
    fn tell_of(&mut self, local: &str, place: &Range<usize>) {
        if let Some(harm) = harm_of(local) {
            self.note(format!("<{}>", shortened(local)), harm, place.clone());
        }
    }

    /// The attributes of an element that are written.
    fn written(&mut self, element: &str, number: usize, attributes: Vec<Given>) -> Vec<(String, String)> {
        let is_root = self.open.is_empty();
        let mut written: Vec<(String, String)> = Vec::with_capacity(attributes.len());
        for Given { name, value, range: place } in attributes {
            let (space, local) = self.spaces.attribute(&name);
            let local = local.to_owned();
            let kept = match (space, &*local) {
                (Space::Xml, "space" | "lang") => Some((name.clone(), value)),
                (Space::Drawing, name) if is_handler(name) => {
                    self.note(shortened(name), Harm::RunsCode, place);
                    None
                }
                (Space::Drawing | Space::Link, "href") => {
                    self.address(element, number, value, place).map(|value| ("href".to_owned(), value))
                }
                (Space::Drawing, "style") => self.style(&value, number, place).map(|value| (local, value)),
                (Space::Drawing, "width" | "height" | "viewBox") if is_root => None,
                (Space::Drawing, name) if lists::is_attribute(name) => self.value(name, number, value, place).map(|value| (local, value)),
                _ => None,
            };
            // An address may be given in its new form and in its old one.
            written.extend(kept.filter(|(name, _)| written.iter().all(|(earlier, _)| earlier != name)));
        }
        written
    }

    /// An address that leads to the drawing itself, or is an image.
    fn address(&mut self, element: &str, number: usize, value: String, place: Range<usize>) -> Option<String> {
        match address::lead(element, &value) {
            Lead::Inside(_) if self.references == References::LeftOut => None,
            Lead::Inside(id) => {
                self.weights.refer(number, id, place);
                Some(value.trim().to_owned())
            }
            Lead::Image => Some(value.trim().to_owned()),
            Lead::Harmful(harm) => {
                self.note(format!("href=\"{}\"", shortened(&value)), harm, place);
                None
            }
        }
    }

    /// The declarations of a `style` attribute that are harmless.
    fn style(&mut self, value: &str, number: usize, place: Range<usize>) -> Option<String> {
        let sifted = css::declarations(value);
        for word in sifted.harmful {
            self.note(word, Harm::LoadsFromElsewhere, place.clone());
        }
        let css = Some(sifted.css).filter(|css| !css.is_empty())?;
        self.refers(&css, number, &place).then_some(css)
    }

    /// The value of an attribute, if it is harmless.
    fn value(&mut self, name: &str, number: usize, value: String, place: Range<usize>) -> Option<String> {
        match name {
            "id" => self.weights.name(number, &value),
            "d" | "points" => self.points += numbers(&value) / 2,
            _ => {}
        }
        let is_prose = matches!(name, "aria-label" | "id" | "class" | "d" | "points");
        if !is_prose && !css::is_harmless(&value) {
            self.note(shortened(&format!("{name}=\"{value}\"")), Harm::LoadsFromElsewhere, place);
            return None;
        }
        (is_prose || self.refers(&value, number, &place)).then_some(value)
    }

    /// Notes what a value refers to; tells whether it may stay.
    fn refers(&mut self, value: &str, number: usize, place: &Range<usize>) -> bool {
        let mut refers = false;
        for id in css::targets(value) {
            refers = true;
            self.weights.refer(number, id, place.clone());
        }
        !(refers && self.references == References::LeftOut)
    }

    /// Writes what is harmless of a sheet.
    fn sheet(&mut self, sheet: &str, place: Range<usize>) {
        let sifted = css::sheet(sheet);
        for word in sifted.harmful {
            let place = self.find(&word, place.start).unwrap_or(place.clone());
            self.note(word, Harm::LoadsFromElsewhere, place);
        }
        escape(&sifted.css, &mut self.out);
    }

    fn write_start(&mut self, name: &str, attributes: &[(String, String)]) {
        let is_root = self.open.is_empty();
        self.out.push('<');
        self.out.push_str(name);
        if let (true, Some(Frame { size, view: [left, top, across, down] })) = (is_root, &self.frame) {
            let (width, height) = (round(size.width), round(size.height));
            self.out.push_str(&format!(" xmlns=\"{SVG}\" width=\"{width}\" height=\"{height}\" viewBox=\"{left} {top} {across} {down}\""));
        }
        for (name, value) in attributes {
            self.out.push_str(&format!(" {name}=\""));
            escape(value, &mut self.out);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// Where words that were shortened stand in the source, behind a place.
    fn find(&self, words: &str, from: usize) -> Option<Range<usize>> {
        let words = words.trim_end_matches('…');
        let at = from + self.source.get(from..)?.find(words)?;
        Some(at..at + words.len())
    }

    /// Where a part of the source stands in it.
    fn offset(&self, part: &str) -> Option<usize> {
        let at = (part.as_ptr() as usize).checked_sub(self.source.as_ptr() as usize)?;
        (at + part.len() <= self.source.len()).then_some(at)
    }
}

/// What an element does that is on no list, where that is any harm.
fn harm_of(element: &str) -> Option<Harm> {
    match &*element.to_ascii_lowercase() {
        "script" | "handler" | "listener" => Some(Harm::RunsCode),
        "animate" | "animatecolor" | "animatemotion" | "animatetransform" | "discard" | "set" => Some(Harm::Moves),
        "cursor" | "feimage" | "import" | "include" | "link" | "tref" => Some(Harm::LoadsFromElsewhere),
        "audio" | "base" | "body" | "canvas" | "div" | "embed" | "foreignobject" | "form" | "frame" | "head" | "html" | "iframe"
        | "img" | "input" | "meta" | "object" | "video" => Some(Harm::ShowsOtherDocuments),
        _ => None,
    }
}

/// Is it the name of an attribute that holds code?
fn is_handler(name: &str) -> bool {
    name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) && name.len() > 2
}

/// How many numbers a path or a polygon has: one may follow another without a space, as in `1.5.5-2`.
fn numbers(value: &str) -> usize {
    let mut count = 0;
    let mut open: Option<bool> = None;
    let mut before = ' ';
    for letter in value.chars() {
        open = match (open, letter) {
            (Some(has_point), '0'..='9') => Some(has_point),
            (Some(false), '.') => Some(true),
            (Some(_), 'e' | 'E') => Some(true),
            (Some(_), '+' | '-') if matches!(before, 'e' | 'E') => Some(true),
            (_, '0'..='9' | '.') => {
                count += 1;
                Some(letter == '.')
            }
            _ => None,
        };
        before = letter;
    }
    count
}

/// A side with at most three decimals.
fn round(side: f64) -> f64 {
    (side * 1000.0).round() / 1000.0
}

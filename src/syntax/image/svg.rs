//! A drawing in SVG, read by a parser that follows no reference, and written again from what is known to be harmless.
//!
//! Why not keep what is there but for what is known to be bad: whoever draws up that list forgets something. Here an element, an attribute, a
//! property or a value that is on no list is not written.

mod address;
mod css;
mod entity;
mod lists;
mod name;
mod seen;
mod size;
mod weight;
mod writer;

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde::{Deserialize, Serialize};

use writer::Writer;

/// The longest drawing that is read: far more than a logo needs, and little enough to be read at once.
pub const LONGEST: usize = 2 << 20;

/// From so many points on a drawing is slow to show.
pub const MANY_POINTS: usize = 50_000;

/// The same of elements.
pub const MANY_ELEMENTS: u64 = 50_000;

/// Elements in elements, at most.
const DEEPEST: usize = 256;

/// Attributes of one element, at most.
const MOST_ATTRIBUTES: usize = 1_000;

/// A drawing that can be shown without harm.
#[derive(Debug)]
pub struct Drawing {
    /// What is published.
    pub svg: String,
    /// Its own size, in units of a page.
    pub size: Size,
    /// What was left out because it could do harm, in the order of the file.
    pub removed: Vec<Removed>,
    /// Coordinates in paths and polygons.
    pub points: usize,
    /// Elements, with those that are drawn again by reference.
    pub elements: u64,
    /// Is nothing left that could be seen?
    pub is_empty: bool,
}

/// A width and a height, both above zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// Something that is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// What it is called in the file.
    pub word: String,
    pub harm: Harm,
    /// Its first place.
    pub range: Range<usize>,
    pub times: usize,
}

/// What something in a drawing could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    RunsCode,
    LoadsFromElsewhere,
    ShowsOtherDocuments,
    Links,
    Moves,
    /// It is drawn within itself.
    Circles,
    /// It stands for so much that nothing could draw it.
    Grows,
}

impl Harm {
    /// Why it is left out, after a colon.
    pub fn words(self) -> &'static str {
        match self {
            Harm::RunsCode => "it could run code in the reader's browser",
            Harm::LoadsFromElsewhere => "it would load something that is not in this file",
            Harm::ShowsOtherDocuments => "it holds a page in the drawing, and not a drawing",
            Harm::Links => "an image has no links",
            Harm::Moves => "images on these pages keep still",
            Harm::Circles => "it leads back to itself, so that it would be drawn without end",
            Harm::Grows => "written out in full it would be too large for any browser",
        }
    }
}

/// Why a file is no drawing.
#[derive(Debug, PartialEq, Eq)]
pub struct Fault {
    pub message: String,
    pub help: &'static str,
    pub range: Range<usize>,
}

impl Fault {
    fn new(message: impl Into<String>, help: &'static str, range: Range<usize>) -> Fault {
        Fault { message: message.into(), help, range }
    }
}

/// Are references within a drawing kept?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum References {
    Kept,
    LeftOut,
}

/// Reads a drawing and writes what of it is harmless.
///
/// # Errors
/// The text is no SVG, or too much of it.
pub fn clean(text: &str) -> Result<Drawing, Fault> {
    if text.len() > LONGEST {
        let message = format!("this drawing is {:.1} MB long, and at most {} MB are read", text.len() as f64 / 1e6, LONGEST >> 20);
        return Err(Fault::new(message, "export it with fewer points, or as PNG; what lies in `static/` is copied as it is", 0..0));
    }
    let drawing = read(text, References::Kept)?;
    match drawing.growth() {
        None => Ok(drawing.finish()),
        Some(growth) => {
            let mut drawing = read(text, References::LeftOut)?;
            drawing.note(growth.word, growth.harm, growth.range);
            Ok(drawing.finish())
        }
    }
}

/// Reads a drawing to its end.
fn read(text: &str, references: References) -> Result<Writer<'_>, Fault> {
    let mut reader = Reader::from_str(text);
    // A mark that stands for itself by mistake is read as it was meant.
    reader.config_mut().allow_dangling_amp = true;
    let mut writer = Writer::new(text, references);
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| broken(&error, reader.error_position() as usize, text))?;
        let place = start..(reader.buffer_position() as usize).min(text.len());
        match event {
            Event::Start(tag) => writer.start(&tag, place)?,
            Event::Empty(tag) => {
                writer.start(&tag, place)?;
                writer.end();
            }
            Event::End(_) => writer.end(),
            Event::Text(words) => writer.text(&words),
            Event::CData(words) => writer.text(&words),
            Event::GeneralRef(name) => writer.reference(&name, place),
            Event::DocType(declared) => writer.entities(&declared, place),
            Event::PI(instruction) => writer.instruction(instruction.target(), place),
            Event::Comment(_) | Event::Decl(_) => {}
            Event::Eof => break,
        }
    }
    writer.check_whole()?;
    Ok(writer)
}

/// What the parser says, in other words.
fn broken(error: &quick_xml::Error, at: usize, text: &str) -> Fault {
    use quick_xml::errors::IllFormedError;
    let message = match error {
        quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("this drawing cannot be read: `<{}>` is closed by `</{}>`", shortened(expected), shortened(found))
        }
        quick_xml::Error::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            format!("this drawing cannot be read: `</{}>` closes nothing", shortened(found))
        }
        quick_xml::Error::Syntax(error) => format!("this drawing cannot be read: {error}"),
        _ => "this drawing cannot be read: it is no well-formed XML".to_owned(),
    };
    let at = floor(text, at);
    Fault::new(message, "open it in a drawing program, and save it again as plain SVG", at..at)
}

/// As much of a word as a message has room for.
fn shortened(word: &str) -> String {
    const LONGEST_WORD: usize = 40;
    let plain = |letter: char| if letter.is_control() || letter == '`' { ' ' } else { letter };
    let mut short: String = word.trim().chars().take(LONGEST_WORD).map(plain).collect();
    if word.trim().chars().count() > LONGEST_WORD {
        short.push('…');
    }
    short
}

/// The start of the character at a byte.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests;

//! What an image is, by its bytes: its form, its size, and what is wrong with it.

pub mod raster;
pub mod svg;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::diag::{Code, FileId, Report, Span};
use crate::source::{Content, SourceTree};
use raster::Turn;
use svg::{Harm, Size};

/// What pages need to know of an image.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Image {
    pub form: Form,
    /// As it is shown, the right way up.
    pub size: Size,
    pub turn: Turn,
    pub motion: Motion,
    /// A hash of its file.
    pub hash: u64,
}

/// The form of an image's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    Svg,
    Png,
    Jpeg,
    Gif,
    WebP,
    Avif,
}

/// Does an image move?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Motion {
    Still,
    Moving,
}

impl Form {
    /// The form that a file's name promises.
    pub fn by_name(path: &str) -> Option<Form> {
        let (_, ending) = path.rsplit_once('.')?;
        match &*ending.to_ascii_lowercase() {
            "svg" => Some(Form::Svg),
            "png" => Some(Form::Png),
            "jpg" | "jpeg" => Some(Form::Jpeg),
            "gif" => Some(Form::Gif),
            "webp" => Some(Form::WebP),
            "avif" => Some(Form::Avif),
            _ => None,
        }
    }

    /// Its name, and the ending of a file that holds it.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Form::Svg => ("SVG", "svg"),
            Form::Png => ("PNG", "png"),
            Form::Jpeg => ("JPEG", "jpg"),
            Form::Gif => ("GIF", "gif"),
            Form::WebP => ("WebP", "webp"),
            Form::Avif => ("AVIF", "avif"),
        }
    }
}

impl Image {
    /// The width and the height that a page gives it, in whole units.
    pub fn sides(&self) -> (u32, u32) {
        let Size { width, height } = self.size;
        // Small sides would lose their ratio where they are rounded.
        let is_whole = |side: f64| (side - side.round()).abs() < 0.01;
        let scale = if width.max(height) < 32.0 && !(is_whole(width) && is_whole(height)) { 32.0 / width.max(height) } else { 1.0 };
        let side = |side: f64| (side * scale).round().max(1.0) as u32;
        (side(width), side(height))
    }
}

/// Reads the image in a file of `content/`; `None` where there is none to show, which is reported.
pub fn read(file: FileId, tree: &SourceTree, report: &mut Report) -> Option<Image> {
    match &tree.file(file).content {
        Content::Text(text) => drawing(file, text, report),
        Content::Bytes(_) => None,
        Content::Unread(_) if Form::by_name(tree.path(file)) == Some(Form::Svg) => {
            let (message, help) = match tree.bytes(file, svg::LONGEST as u64) {
                Ok(bytes) if bytes.starts_with(&[0x1f, 0x8b]) => {
                    ("this drawing is packed, as an `.svgz` is", "unpack it, or save it again as plain SVG")
                }
                _ => (
                    "this drawing is in an encoding that its first line does not name, or is no text",
                    "save it again as plain SVG, in UTF-8",
                ),
            };
            report.say(Span::start_of(file), Code::BrokenImage, message).help(help);
            None
        }
        Content::Unread(length) => raster::read(file, *length, tree, report),
    }
}

/// Reads a drawing, and tells what of it is not published.
fn drawing(file: FileId, text: &str, report: &mut Report) -> Option<Image> {
    let drawing = match svg::clean(text) {
        Ok(drawing) => drawing,
        Err(fault) => {
            report.say(Span::new(file, fault.range), Code::BrokenImage, fault.message).help(fault.help);
            return None;
        }
    };
    if drawing.is_empty && drawing.removed.is_empty() {
        let help = "draw something in it, or save it again; a thing without a logo is shown with its initials";
        report.say(Span::start_of(file), Code::BrokenImage, "there is nothing to be seen in this drawing").help(help);
        return None;
    }
    for (at, removed) in drawing.removed.iter().enumerate() {
        let more = match removed.times {
            1 => String::new(),
            times => format!(", {times} times"),
        };
        // Of a drawing that is empty then is told once.
        let rest = if drawing.is_empty && at == 0 { "; nothing is left to be seen, so that it counts as missing" } else { "" };
        let message = format!("`{}` is left out of this drawing{more}: {}{rest}", removed.word, removed.harm.words());
        let help = match removed.harm {
            Harm::Links => "make the image a link where it is shown, and take the link out of the file",
            Harm::LoadsFromElsewhere => "put what it needs into the file, and export the drawing again as plain SVG",
            _ => "take it out of the file, or export the drawing again as plain SVG",
        };
        report.say(Span::new(file, removed.range.clone()), Code::UnsafeSvg, message).help(help);
    }
    if drawing.is_empty {
        return None;
    }
    let much = match (drawing.points, drawing.elements) {
        (points, _) if points > svg::MANY_POINTS => Some(format!("has {points} points in {} kB", text.len() / 1000)),
        (_, elements) if elements > svg::MANY_ELEMENTS => Some(format!("comes to {elements} elements, with all its copies")),
        _ => None,
    };
    if let Some(much) = much {
        let message = format!("this drawing {much}, and is slow to show");
        let help = "simplify its paths in a drawing program, or export it as PNG";
        report.say(Span::start_of(file), Code::HeavyImage, message).help(help);
    }
    Some(Image { form: Form::Svg, size: drawing.size, turn: Turn::default(), motion: Motion::Still, hash: xxh3_64(text.as_bytes()) })
}

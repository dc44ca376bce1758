//! A raster image, by the first bytes of its file: nothing is unpacked here.

pub mod header;

use std::io::Cursor;

use image::{ImageDecoder, ImageError, ImageFormat, ImageReader};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::svg::Size;
use super::{Form, Image, Motion};
use crate::diag::{Code, Diagnostic, FileId, Report, Span};
use crate::source::SourceTree;

/// The longest file that is looked into; a photograph straight from a camera is a fifth of it.
pub const LONGEST: u64 = 64 << 20;

/// More points than any camera takes are unpacked by nobody.
pub const MOST_POINTS: u64 = 120_000_000;

/// How an image must be turned to stand upright, as cameras note it: 1 is upright already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn(pub u8);

impl Default for Turn {
    fn default() -> Turn {
        Turn(1)
    }
}

impl Turn {
    /// Does it lie on its side?
    fn is_sideways(self) -> bool {
        (5..=8).contains(&self.0)
    }
}

/// Reads what a file says of itself.
pub fn read(file: FileId, length: u64, tree: &SourceTree, report: &mut Report) -> Option<Image> {
    let path = tree.path(file);
    let mut say = |message: String, help: &str| {
        broken(file, message, report).help(help);
    };
    if length == 0 {
        say("this image is empty".into(), "fetch the file again");
        return None;
    }
    if length > LONGEST {
        let message = format!("this image is {} MB long, and at most {} MB are read", length >> 20, LONGEST >> 20);
        say(message, "make it smaller in an image program: a page needs no more than 3200 points across");
        return None;
    }
    let bytes = match tree.bytes(file, LONGEST) {
        Ok(bytes) => bytes,
        Err(error) => {
            say(format!("this image cannot be read: {error}"), "see whether another program can open it");
            return None;
        }
    };
    let Some(form) = header::form(&bytes) else {
        let message = match header::guess(&bytes) {
            Some(guess) => format!("this is no image: it is {guess}"),
            None => "this is no image of a form that browsers show".to_owned(),
        };
        say(message, "save it as PNG, JPEG, WebP, GIF, AVIF or SVG");
        return None;
    };
    let image = match described(form, &bytes) {
        Ok(image) => image,
        Err(message) => {
            say(message, "open it in an image program and save it again, or fetch it again");
            return None;
        }
    };
    if image.size.width * image.size.height > MOST_POINTS as f64 {
        let message = format!("this image is {} × {} points, more than can be unpacked", image.size.width, image.size.height);
        say(message, "make it smaller in an image program: a page needs no more than 3200 points across");
        return None;
    }
    if Form::by_name(path).is_some_and(|named| named != form) {
        let message = format!("this file is called `{}` and holds {}", name(path), form.names().0);
        let help = format!("call it `{}.{}`, and name it so where it is used", stem(path), form.names().1);
        report.say(Span::start_of(file), Code::MisnamedImage, message).help(help);
    }
    Some(image)
}

/// A fault of an image's file as a whole.
pub fn broken(file: FileId, message: String, report: &mut Report) -> &mut Diagnostic {
    report.say(Span::start_of(file), Code::BrokenImage, message)
}

/// The form of an image as the decoder knows it; none for what is published as it is.
pub fn format(form: Form) -> Option<ImageFormat> {
    match form {
        Form::Png => Some(ImageFormat::Png),
        Form::Jpeg => Some(ImageFormat::Jpeg),
        Form::Gif => Some(ImageFormat::Gif),
        Form::WebP => Some(ImageFormat::WebP),
        Form::Avif | Form::Svg => None,
    }
}

/// What stands in the way of unpacking an image, in words for whoever did not write the decoder.
pub fn reason(error: &ImageError) -> &'static str {
    match error {
        ImageError::Decoding(_) => "its bytes are damaged",
        ImageError::Limits(_) => "it would take more than a gigabyte",
        ImageError::Unsupported(_) => "it is written in a way that few programs read",
        _ => "it breaks off",
    }
}

/// What the bytes of an image say of it.
fn described(form: Form, bytes: &[u8]) -> Result<Image, String> {
    let (width, height, turn) = match format(form) {
        None => {
            let (width, height) = header::sides_of_avif(bytes).ok_or("this image does not say how large it is")?;
            (width, height, Turn::default())
        }
        Some(format) => {
            let broken = |error: ImageError| format!("this {} image cannot be read: {}", form.names().0, reason(&error));
            let mut decoder = ImageReader::with_format(Cursor::new(bytes), format).into_decoder().map_err(broken)?;
            let (width, height) = decoder.dimensions();
            (width, height, Turn(decoder.orientation().map_or(1, |turn| turn.to_exif())))
        }
    };
    if width == 0 || height == 0 {
        return Err("this image has no points at all".to_owned());
    }
    if !header::is_whole(form, bytes) {
        return Err(format!("this {} image breaks off before its end", form.names().0));
    }
    let (width, height) = if turn.is_sideways() { (height, width) } else { (width, height) };
    let size = Size { width: f64::from(width), height: f64::from(height) };
    Ok(Image { form, size, turn, motion: header::motion(form, bytes), hash: xxh3_64(bytes) })
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn stem(path: &str) -> &str {
    name(path).rsplit_once('.').map_or(name(path), |(stem, _)| stem)
}

impl Motion {
    fn of(moves: bool) -> Motion {
        if moves { Motion::Moving } else { Motion::Still }
    }
}

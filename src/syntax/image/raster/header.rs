//! Which form of image some bytes are, and what their outline tells without unpacking them.

use super::super::{Form, Motion};

/// The form of an image, by how its bytes begin.
pub fn form(bytes: &[u8]) -> Option<Form> {
    match bytes {
        [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Form::Png),
        [0xff, 0xd8, 0xff, ..] => Some(Form::Jpeg),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Form::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Form::WebP),
        [_, _, _, _, b'f', b't', b'y', b'p', rest @ ..] if rest.get(..64.min(rest.len())).is_some_and(has_avif) => Some(Form::Avif),
        _ => None,
    }
}

fn has_avif(brands: &[u8]) -> bool {
    brands.chunks_exact(4).any(|brand| brand == b"avif" || brand == b"avis")
}

/// What some bytes are that are no image for a page, in words.
pub fn guess(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).trim_start().to_ascii_lowercase();
    match bytes {
        [0x1f, 0x8b, ..] => Some("a compressed file"),
        [b'%', b'P', b'D', b'F', ..] => Some("a PDF"),
        [b'P', b'K', 3, 4, ..] => Some("a ZIP archive"),
        [b'B', b'M', ..] => Some("a BMP image"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => Some("a TIFF image"),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => Some("an image or a film of a form that not every browser shows, such as HEIC"),
        _ if text.starts_with("<!doctype html") || text.starts_with("<html") => Some("a web page, saved instead of the image"),
        _ if text.contains("<svg") => Some("a drawing in SVG"),
        _ => None,
    }
}

/// Does the file hold the mark with which its form ends?
pub fn is_whole(form: Form, bytes: &[u8]) -> bool {
    // Cameras and programs leave things behind the end.
    let has = |mark: &[u8]| bytes.windows(mark.len()).rev().any(|window| window == mark);
    match form {
        Form::Jpeg => end_of_jpeg(bytes).is_some(),
        Form::Png => has(b"IEND"),
        Form::Gif => bytes.iter().rev().take(1024).any(|byte| *byte == 0x3b),
        Form::WebP => bytes.get(4..8).and_then(|length| length.try_into().ok()).is_some_and(|length| {
            let length = u32::from_le_bytes(length) as usize;
            length <= bytes.len().saturating_sub(8)
        }),
        Form::Avif | Form::Svg => true,
    }
}

/// Does the image move?
pub fn motion(form: Form, bytes: &[u8]) -> Motion {
    Motion::of(match form {
        Form::Gif => pictures_of_gif(bytes) > 1,
        // The flag of the extended header.
        Form::WebP => bytes.get(12..16) == Some(b"VP8X") && bytes.get(20).is_some_and(|flags| flags & 2 != 0),
        Form::Png => chunks_of_png(bytes).take_while(|(name, _)| name != b"IDAT").any(|(name, _)| &name == b"acTL"),
        Form::Avif => bytes.get(8..12) == Some(b"avis"),
        Form::Jpeg | Form::Svg => false,
    })
}

/// The marks of a JPEG up to its first scan, each with its bytes; ends where it cannot be read.
pub fn segments_of_jpeg(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        // Marks may be filled up.
        while bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let [0xff, mark] = *bytes.get(at..at + 2)? else { return None };
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let whole = bytes.get(at..at + 2 + length.max(2))?;
        // What follows the head of a scan is no segment.
        at = if mark == SCAN { bytes.len() } else { at + whole.len() };
        Some((mark, whole))
    })
}

/// The mark of a scan.
pub const SCAN: u8 = 0xda;

/// The place behind the end of a JPEG; a small image within its notes has an end of its own, which does not count.
pub fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let scan = segments_of_jpeg(bytes).find(|(mark, _)| *mark == SCAN)?.1;
    let mut at = scan.as_ptr() as usize - bytes.as_ptr() as usize + scan.len();
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0xd9 => return Some(at + 2),
            // In a scan zero follows, or a mark of restart.
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            // A further scan, or a table for it.
            _ => at += 2 + usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?)),
        }
    }
}

/// The chunks of a PNG: their names, and the bytes of each with its frame.
pub fn chunks_of_png(bytes: &[u8]) -> impl Iterator<Item = ([u8; 4], &[u8])> {
    let mut at = 8;
    std::iter::from_fn(move || {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let name = bytes.get(at + 4..at + 8)?.try_into().ok()?;
        let whole = bytes.get(at..at.checked_add(length)?.checked_add(12)?)?;
        at += whole.len();
        Some((name, whole))
    })
}

/// A piece of a GIF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Picture(&'a [u8]),
    /// The label says what for.
    Extension(u8, &'a [u8]),
}

/// The pieces of a GIF behind its header, in order; ends where it cannot be read.
pub fn pieces_of_gif(bytes: &[u8]) -> impl Iterator<Item = Piece<'_>> {
    let mut at = start_of_gif(bytes);
    std::iter::from_fn(move || {
        let start = at;
        let (blocks, label) = match bytes.get(at)? {
            0x21 => (at + 2, Some(*bytes.get(at + 1)?)),
            0x2c => (at + 10 + table(*bytes.get(at + 9)?) + 1, None),
            _ => return None,
        };
        at = blocks;
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        let whole = bytes.get(start..at)?;
        Some(label.map_or(Piece::Picture(whole), |label| Piece::Extension(label, whole)))
    })
}

/// Where the first piece of a GIF begins.
pub fn start_of_gif(bytes: &[u8]) -> usize {
    13 + bytes.get(10).map_or(0, |flags| table(*flags))
}

/// The length of a table of colours, by the flags before it.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn pictures_of_gif(bytes: &[u8]) -> usize {
    pieces_of_gif(bytes).filter(|piece| matches!(piece, Piece::Picture(_))).take(2).count()
}

/// The width and the height of an AVIF, which its first box of that name tells.
pub fn sides_of_avif(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = &bytes[..bytes.len().min(64 << 10)];
    let at = head.windows(4).position(|window| window == b"ispe")?;
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    Some((number(at + 8)?, number(at + 12)?))
}

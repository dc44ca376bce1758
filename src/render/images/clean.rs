//! An image's file without what nobody sees: where and when it was taken, by whom, with what.

use crate::syntax::image::Form;
use crate::syntax::image::raster::header::{self, Piece};

/// The same image, with only what is needed to show it. A file that cannot be taken apart stays as it is.
pub fn clean(form: Form, bytes: &[u8]) -> Vec<u8> {
    let cleaned = match form {
        Form::Jpeg => jpeg(bytes),
        Form::Png => png(bytes),
        Form::Gif => gif(bytes),
        Form::WebP => webp(bytes),
        // An AVIF says by their places where its parts lie, so that none can be taken out.
        Form::Avif | Form::Svg => None,
    };
    cleaned.unwrap_or_else(|| bytes.to_vec())
}

/// Segments up to the scan: those of programs go, but for colour profiles and what the decoder must know.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2)?.to_vec();
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        if marker == 0xff {
            // Filling.
            at += 1;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let segment = bytes.get(at..at + 2 + length)?;
        let is_profile = marker == 0xe2 && segment[4..].starts_with(b"ICC_PROFILE\0");
        // 0 is JFIF, 14 says how Adobe's programs mix colours, 0xfe is a comment.
        let is_dropped = matches!(marker, 0xe1..=0xed | 0xef | 0xfe) && !is_profile;
        if !is_dropped {
            out.extend_from_slice(segment);
        }
        at += segment.len();
        if marker == 0xda {
            break;
        }
    }
    // What follows the end of the image, such as a film or a map of depths, is no part of it.
    let end = bytes.windows(2).rposition(|mark| mark == [0xff, 0xd9])? + 2;
    out.extend_from_slice(bytes.get(at..first_end(bytes, at).unwrap_or(end))?);
    Some(out)
}

/// Where the image ends whose scan begins at `at`: a byte `ff` within a scan is followed by zero or a mark of restart.
fn first_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match *bytes.get(at + 1)? {
            0xd9 => return Some(at + 2),
            0 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            // A further scan, or a table for it.
            _ => at += 2 + usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?)),
        }
    }
}

/// Chunks that a decoder reads.
const PNG: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"bKGD", b"pHYs", b"acTL", b"fcTL",
    b"fdAT", b"mDCV",
];

fn png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8)?.to_vec();
    let kept = header::chunks_of_png(bytes).filter(|(name, _)| PNG.contains(&name));
    kept.for_each(|(_, chunk)| out.extend_from_slice(chunk));
    Some(out)
}

/// Comments go, and what programs added, but for how often the image is repeated.
fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..header::start_of_gif(bytes))?.to_vec();
    for piece in header::pieces_of_gif(bytes) {
        match piece {
            Piece::Picture(whole) | Piece::Extension(0xf9 | 0x01, whole) => out.extend_from_slice(whole),
            Piece::Extension(0xff, whole) if whole.get(3..14) == Some(b"NETSCAPE2.0") => out.extend_from_slice(whole),
            Piece::Extension(..) => {}
        }
    }
    out.push(0x3b);
    Some(out)
}

fn webp(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    while let Some(length) = bytes.get(at + 4..at + 8) {
        let length = u32::from_le_bytes(length.try_into().ok()?) as usize;
        // A chunk of odd length is filled up.
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length & 1)?;
        let chunk = bytes.get(at..end.min(bytes.len()))?;
        if !matches!(chunk.get(..4)?, b"EXIF" | b"XMP ") {
            let start = out.len();
            out.extend_from_slice(chunk);
            if chunk.starts_with(b"VP8X") {
                // The flags that promise the two.
                *out.get_mut(start + 8)? &= !0b1100;
            }
        }
        at = end;
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}

//! An image's file without what nobody sees: where and when it was taken, by whom, with what.

use crate::syntax::image::Form;
use crate::syntax::image::raster::header::{self, Piece, SCAN};

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

/// Segments of programs go, but for colour profiles and what the decoder must know; and what follows the image, such as a film.
fn jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    let end = header::end_of_jpeg(bytes)?;
    let mut out = bytes.get(..2)?.to_vec();
    let mut scan = end;
    for (mark, segment) in header::segments_of_jpeg(bytes) {
        if mark == SCAN {
            scan = segment.as_ptr() as usize - bytes.as_ptr() as usize;
            break;
        }
        let is_profile = mark == 0xe2 && segment.get(4..).is_some_and(|inside| inside.starts_with(b"ICC_PROFILE\0"));
        // 0 is JFIF, 14 says how Adobe's programs mix colours, 0xfe is a comment.
        if is_profile || !matches!(mark, 0xe1..=0xed | 0xef | 0xfe) {
            out.extend_from_slice(segment);
        }
    }
    out.extend_from_slice(bytes.get(scan..end)?);
    Some(out)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_go_and_nothing_else() {
        let check = |form: Form, before: &[u8], after: &[u8]| assert_eq!(clean(form, before), after, "{form:?}");
        let notes = b"\xff\xe1\0\x06GPS!";
        let (start, scan) = (b"\xff\xd8\xff\xe0\0\x04JF", b"\xff\xda\0\x02ab\xff\0cd\xff\xd9");
        check(Form::Jpeg, &[&start[..], notes, scan, b"film"].concat(), &[&start[..], scan].concat());
        let riff = |chunks: &[u8]| [b"RIFF", &(chunks.len() as u32 + 4).to_le_bytes()[..], b"WEBP", chunks].concat();
        let head = |flags: u8| [&b"VP8X\x0a\0\0\0"[..], &[flags], &[0; 9]].concat();
        let (points, exif) = (b"VP8 \x02\0\0\0ab", b"EXIF\x03\0\0\0GPS\0");
        check(Form::WebP, &riff(&[&head(0x1c)[..], points, exif].concat()), &riff(&[&head(0x10)[..], points].concat()));
        let gif = |inside: &[u8]| [&b"GIF89a\x01\0\x01\0\0\0\0"[..], inside, b";"].concat();
        let picture = b",\0\0\0\0\x01\0\x01\0\0\x02\x01a\0";
        check(Form::Gif, &gif(&[&b"!\xfe\x03GPS\0"[..], picture].concat()), &gif(picture));
    }

    #[test]
    fn damaged_files_stay_as_they_are_or_become_shorter() {
        let starts: [(Form, &[u8]); 4] = [
            (Form::Jpeg, b"\xff\xd8\xff\xe2\0\0"),
            (Form::Png, b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff"),
            (Form::Gif, b"GIF89a"),
            (Form::WebP, b"RIFF\0\0\0\0WEBPVP8X\0\0\0\0"),
        ];
        for (form, start) in starts {
            for length in 0..=start.len() {
                let cleaned = clean(form, &start[..length]);
                assert!(cleaned.len() <= length + 1, "{form:?} {length}");
            }
        }
    }
}

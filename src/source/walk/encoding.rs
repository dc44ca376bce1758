//! Drawings in the encodings that old programs write: UTF-16, and Latin-1 where the file says so.

use std::borrow::Cow;

/// What Windows has from 0x80 to 0x9f, where Latin-1 has nothing that is written.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// A declaration is the first thing in a file, and short.
const DECLARATION: usize = 200;

/// The text of a drawing; `None` where it is in no encoding that is read.
pub fn of_drawing(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf_16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return utf_16(rest, u16::from_be_bytes),
        [b'<', 0, ..] => return utf_16(bytes, u16::from_le_bytes),
        [0, b'<', ..] => return utf_16(bytes, u16::from_be_bytes),
        _ => {}
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (!text.contains('\0')).then(|| text.strip_prefix('\u{feff}').unwrap_or(text).into()),
        Err(_) => is_latin_1(bytes).then(|| bytes.iter().map(|byte| letter(*byte)).collect::<String>().into()),
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'static, str>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16(&units).ok().filter(|text| rest.is_empty() && !text.contains('\0')).map(Cow::Owned)
}

/// Does the declaration say that the file is in Latin-1, or in what Windows calls so?
fn is_latin_1(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION)]).to_lowercase();
    let declared = start.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).and_then(|rest| rest.split_once("encoding"));
    let name = declared.and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    !bytes.contains(&0) && name.is_some_and(|name| matches!(name.trim(), "iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252"))
}

fn letter(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::of_drawing;

    #[test]
    fn drawings_are_read_as_they_say() {
        let text = "<?xml version='1.0' encoding='ISO-8859-1'?><svg>ñ</svg>";
        let latin: Vec<u8> = text.chars().map(|letter| letter as u32 as u8).collect();
        assert_eq!(of_drawing(&latin).as_deref(), Some(text));
        assert_eq!(of_drawing(text.as_bytes()).as_deref(), Some(text));
        let units = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
        assert_eq!(of_drawing(&units(u16::to_le_bytes)).as_deref(), Some(text));
        assert_eq!(of_drawing(&[&[0xfe, 0xff], &*units(u16::to_be_bytes)].concat()).as_deref(), Some(text));
        assert_eq!(of_drawing(b"<svg>\xf1</svg>"), None);
        assert_eq!(of_drawing(b"\x1f\x8b\x08"), None);
    }
}

//! Looks through a workbook before it is read: a small file may stand for a huge one, or say that it has room for what nobody has.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::MOST_CELLS;

/// The most that a workbook may come to when it is unpacked, in bytes.
const MOST_UNPACKED: u64 = 256 << 20;

/// Says what is too much in a workbook, if anything is. What cannot be unpacked at all is left for its reader to name.
pub fn too_much(bytes: &[u8]) -> Option<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut room = MOST_UNPACKED;
    for at in 0..archive.len() {
        let Ok(part) = archive.by_index(at) else { continue };
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        let is_looked_into = name.ends_with(".xml");
        let mut part = part.take(room + 1);
        let mut text = Vec::new();
        // What the part says of its own length may be a lie: only what comes out counts.
        let length = match is_looked_into {
            true => part.read_to_end(&mut text).map(|length| length as u64),
            false => std::io::copy(&mut part, &mut std::io::sink()),
        };
        let Ok(length) = length else { continue };
        if length > room {
            return Some(format!("the workbook unpacks to more than {} MB", MOST_UNPACKED >> 20));
        }
        room -= length;
        let found = if name.ends_with("sharedstrings.xml") { promised_texts(&text) } else { None };
        if let Some(found) = found.or_else(|| if name == "content.xml" { repeated_cells(&text) } else { None }) {
            return Some(found);
        }
    }
    None
}

/// The reader makes room for as many texts as the part says that it has.
fn promised_texts(part: &[u8]) -> Option<String> {
    // The shortest text there can be is `<si/>`.
    let possible = part.len() as u64 / 5;
    let is_lie = attributes(part, b"uniqueCount").any(|count| count > possible);
    is_lie.then(|| "the workbook says that it holds more texts than it has room for".to_owned())
}

/// An OpenDocument cell or row may say that it stands for many, and the reader unfolds them into a rectangle.
fn repeated_cells(part: &[u8]) -> Option<String> {
    let mut sheet = Extent::default();
    for tag in part.split(|byte| *byte == b'<') {
        if tag.starts_with(b"table:table-row") {
            sheet.end_row();
            sheet.times = attributes(tag, b"number-rows-repeated").next().unwrap_or(1);
        } else if tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell") {
            let times = attributes(tag, b"number-columns-repeated").next().unwrap_or(1);
            sheet.reach = sheet.reach.saturating_add(std::mem::take(&mut sheet.empty));
            match find(tag, b"office:value-type").or(find(tag, b"table:formula")) {
                Some(_) => sheet.reach = sheet.reach.saturating_add(times),
                // A run of empty cells at the end of a row, as spreadsheets write it, is never unfolded.
                None => sheet.empty = times,
            }
        } else if tag.starts_with(b"/table:table>") {
            sheet.end_row();
            if sheet.width.saturating_mul(sheet.height) > MOST_CELLS as u64 || sheet.steps > MOST_CELLS as u64 {
                return Some(format!("the workbook has more than {MOST_CELLS} cells"));
            }
            sheet = Extent::default();
        }
    }
    None
}

/// How far an OpenDocument sheet reaches, as its rows are met.
#[derive(Default)]
struct Extent {
    width: u64,
    /// Rows down to the last that is not empty.
    height: u64,
    /// Rows since then.
    skipped: u64,
    /// Cells that stand in the rows as they are written, before rows are repeated.
    steps: u64,
    /// Of the row at hand: how often it is repeated, up to where it reaches, and how many empty cells followed so far.
    times: u64,
    reach: u64,
    empty: u64,
}

impl Extent {
    fn end_row(&mut self) {
        self.skipped = self.skipped.saturating_add(self.times);
        if self.reach > 0 {
            self.height = self.height.saturating_add(std::mem::take(&mut self.skipped));
        }
        self.width = self.width.max(self.reach);
        self.steps = self.steps.saturating_add(self.reach);
        (self.times, self.reach, self.empty) = (0, 0, 0);
    }
}

/// The whole numbers that an attribute gives, wherever it stands; one that is no such number, or too large for one, is the largest.
fn attributes<'a>(part: &'a [u8], name: &'a [u8]) -> impl Iterator<Item = u64> + 'a {
    let mut rest = part;
    std::iter::from_fn(move || {
        rest = &rest[find(rest, name)? + name.len()..];
        let value = rest.strip_prefix(b"=").and_then(|value| value.strip_prefix(b"\"").or(value.strip_prefix(b"'")));
        let digits: Vec<u8> = value.unwrap_or_default().iter().copied().take_while(|byte| !b"\"'<>".contains(byte)).take(24).collect();
        Some(std::str::from_utf8(&digits).ok().and_then(|digits| digits.trim().parse().ok()).unwrap_or(u64::MAX))
    })
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

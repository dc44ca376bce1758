//! Slips of the hand in TOML that a reader sees through, so that the rest of the piece can be read all the same.

use std::ops::Range;

use super::Origin;
use crate::syntax::date::{Date, Period};
use crate::syntax::number;

/// A slip, and how the piece has to be changed so that it can be read.
pub struct Slip {
    pub place: Range<usize>,
    pub message: String,
    pub help: Option<String>,
    pub meaning: Meaning,
    /// In the order of their places; empty where nobody can tell how to go on.
    pub edits: Vec<Edit>,
}

/// Does the changed piece say what was meant?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Clear,
    /// The value that stands there means nothing.
    Lost,
}

/// Letters that are put into a piece in the place of others.
pub struct Edit {
    /// What they take the place of; empty where they are added.
    pub gone: Range<usize>,
    pub put: String,
    /// Where the author would see them.
    pub seen: usize,
}

/// The quotation marks that word processors write.
const CURLY: [char; 8] = ['“', '”', '„', '‟', '«', '»', '‘', '’'];

impl Slip {
    /// The slip in the line in which the parser found a fault at `range`; `None` where it is none that is known.
    pub fn find(text: &str, range: &Range<usize>) -> Option<Slip> {
        let start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[start..].split('\n').next().unwrap_or_default().trim_end();
        let Some((key, rest)) = line.split_once('=') else { return without_equals(line, start, range) };
        let value = uncommented(rest).trim();
        let at = start + key.len() + 1 + (rest.len() - rest.trim_start().len());
        let (place, written) = (at..at + value.len(), value);
        let slip = |message: String, help: Option<String>, meaning: Meaning, edits: Vec<Edit>| {
            Some(Slip { place: place.clone(), message, help, meaning, edits })
        };
        if written.is_empty() || written.starts_with(['\'', '[', '{']) {
            return None;
        }
        if rest.trim_start().starts_with('"') {
            let whole = rest.trim();
            let is_open = whole.matches('"').count() == 1 && !whole.contains('\\');
            let edits = vec![Edit::put(start + line.len(), "\"", Side::Behind)];
            let message = "this text is not closed".to_owned();
            let help = Some("close it with a quotation mark".to_owned());
            return is_open.then(|| Slip { place: range.clone(), message, help, meaning: Meaning::Clear, edits });
        }
        if let Some(help) = number::hint(written) {
            return slip(format!("`{written}` is no number"), Some(help), Meaning::Lost, quoted(&place, written));
        }
        if let Some((message, help, meaning)) = date(written) {
            return slip(message, Some(help), meaning, quoted(&place, written));
        }
        let no_value = format!("`{written}` is no value");
        if matches!(&*written.to_ascii_lowercase(), "true" | "false") {
            let lower = written.to_ascii_lowercase();
            let edits = vec![Edit { gone: place.clone(), put: lower.clone(), seen: place.start }];
            return slip(no_value, Some(format!("write {lower}, in small letters")), Meaning::Clear, edits);
        }
        if written.starts_with(CURLY) && written.ends_with(CURLY) && written.chars().count() > 1 {
            let inner = written.trim_matches(CURLY);
            let (opening, closing) = (written.len() - written.trim_start_matches(CURLY).len(), written.trim_end_matches(CURLY).len());
            let front = Edit { gone: at..at + opening, put: "\"".into(), seen: at };
            let back = Edit { gone: at + closing..place.end, put: "\"".into(), seen: place.end - 1 };
            let edits = if is_plain(inner) && opening < closing { vec![front, back] } else { Vec::new() };
            return slip(no_value, Some(format!("write straight quotation marks: \"{inner}\"")), Meaning::Clear, edits);
        }
        if let Some(inner) = written.strip_suffix('"').filter(|inner| is_plain(inner)) {
            let message = format!("`{written}` has no quotation mark at its start");
            return slip(message, Some(format!("write \"{inner}\"")), Meaning::Clear, vec![Edit::put(at, "\"", Side::Before)]);
        }
        if written.chars().any(char::is_alphanumeric) {
            let help = format!("put text, and dates such as 2018-06, in quotation marks: \"{written}\"");
            return slip(no_value, Some(help), Meaning::Clear, quoted(&place, written));
        }
        None
    }
}

/// On which side of what stands there letters are put in.
enum Side {
    Before,
    Behind,
}

impl Edit {
    fn put(at: usize, letters: &str, side: Side) -> Edit {
        let seen = match side {
            Side::Before => at,
            Side::Behind => at.saturating_sub(1),
        };
        Edit { gone: at..at, put: letters.to_owned(), seen }
    }
}

/// A line such as `title: GAIA`.
fn without_equals(line: &str, start: usize, range: &Range<usize>) -> Option<Slip> {
    let (key, rest) = line.split_once(':')?;
    let value = rest.trim();
    let at = start + key.len();
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let mut edits = Vec::new();
    if is_key && !value.is_empty() && !value.starts_with(['|', '>', '&', '*', '-']) {
        edits.push(Edit { gone: at..at + 1, put: "=".into(), seen: at });
        let is_toml = value.starts_with(['"', '\'', '[', '{']) || value.parse::<f64>().is_ok() || matches!(value, "true" | "false");
        let begin = at + 1 + (rest.len() - rest.trim_start().len());
        if !is_toml {
            let quotes = quoted(&(begin..begin + value.len()), value);
            // What cannot stand between quotation marks as it is, is left as it is.
            if quotes.is_empty() { edits.clear() } else { edits.extend(quotes) }
        }
    }
    let help = Some("write `key = \"value\"`".to_owned());
    Some(Slip { place: range.clone(), message: "this line has no equals sign".into(), help, meaning: Meaning::Clear, edits })
}

/// What is wrong with a date or time without quotation marks, and what to do about it.
fn date(written: &str) -> Option<(String, String, Meaning)> {
    let is_date = |letter: char| letter.is_ascii_digit() || "-/.:TtZz+ ".contains(letter);
    let looks_like_one =
        written.starts_with(|first: char| first.is_ascii_digit()) && written.contains(['-', '/', '.', ':']) && written.chars().all(is_date);
    if !looks_like_one || Period::parse(written).is_ok() {
        return None;
    }
    if !written.contains(['-', '/', '.']) {
        let help = format!("put a time in quotation marks, with two digits for the hour: \"0{}\"", written.trim_start_matches('0'));
        return Some((format!("`{written}` is no value"), help, Meaning::Lost));
    }
    let why = Date::parse(written).err()?;
    // To the day a date stands as it is, else between quotation marks.
    let short = why.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`')).filter(|date| date.len() < 10);
    let help = short.map_or(why.clone(), |date| format!("write \"{date}\""));
    Some((format!("`{written}` is no date"), help, Meaning::Lost))
}

/// A value without a comment behind it.
fn uncommented(value: &str) -> &str {
    value.split_once(" #").map_or(value, |(value, _)| value)
}

/// Can a text stand between quotation marks as it is?
fn is_plain(text: &str) -> bool {
    !text.contains(['"', '\\']) && !text.contains(char::is_control)
}

/// Quotation marks around a value.
fn quoted(place: &Range<usize>, value: &str) -> Vec<Edit> {
    if !is_plain(value) {
        return Vec::new();
    }
    vec![Edit::put(place.start, "\"", Side::Before), Edit::put(place.end, "\"", Side::Behind)]
}

/// A piece of TOML in which slips have been mended.
pub struct Mended {
    pub text: String,
    pub origin: Origin,
}

impl Mended {
    /// Makes the edits.
    pub fn edit(&mut self, edits: &[Edit]) {
        let mut text = String::with_capacity(self.text.len() + 2);
        let mut pieces = Vec::with_capacity(self.origin.pieces.len() + 2 * edits.len());
        let mut done = 0;
        for edit in edits {
            self.keep(done..edit.gone.start, &mut text, &mut pieces);
            pieces.push((text.len(), self.origin.offset(edit.seen)));
            text.push_str(&edit.put);
            done = edit.gone.end;
        }
        self.keep(done..self.text.len(), &mut text, &mut pieces);
        self.text = text;
        self.origin.pieces = pieces;
    }

    /// Takes a range over as it is, with what is known of where it comes from.
    fn keep(&self, range: Range<usize>, text: &mut String, pieces: &mut Vec<(usize, usize)>) {
        pieces.push((text.len(), self.origin.offset(range.start)));
        let within = self.origin.pieces.iter().filter(|(start, _)| range.start < *start && *start < range.end);
        pieces.extend(within.map(|(start, offset)| (text.len() + start - range.start, *offset)));
        text.push_str(&self.text[range]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, FileId, Report};
    use crate::syntax::toml::{State, Toml, parse};

    fn check(text: &str, expected: &[&str]) {
        let mut report = Report::default();
        let table = parse(text, &Origin::at(FileId(0), 0), Code::BrokenFrontMatter, &mut report);
        let said = report.sorted();
        let said = said.iter().map(|found| {
            let help = found.help.as_deref().unwrap_or_default();
            format!("{}: {} ({help})", &text[found.span.range()], found.message)
        });
        assert_eq!(said.collect::<Vec<_>>(), expected, "{text}");
        assert_eq!(table.state, State::Whole, "{text}");
        let last = table.entries.last().expect("the last line is read");
        assert_eq!((&*last.key, &text[last.node.span.range()]), ("last", "\"kept\""), "{text}");
    }

    #[test]
    fn what_follows_a_slip_is_read() {
        let after = |line: &str, expected: &[&str]| check(&format!("# ñ\n{line}\nlast = \"kept\"\n"), expected);
        after("from = 2003-02-30", &["2003-02-30: `2003-02-30` is no date (there is no day 30 in February)"]);
        after("from = 2003-5-1", &["2003-5-1: `2003-5-1` is no date (write `2003-05-01`)"]);
        after("from = 5/2003 # so", &["5/2003: `5/2003` is no date (write \"2003-05\")"]);
        after("from = 12/5/2003", &["12/5/2003: `12/5/2003` is no date (write `2003-05-12`, or `2003-12-05` if the month stands first)"]);
        after("value = 22,8", &["22,8: `22,8` is no number (write `22.8`: a point before the decimals)"]);
        after("title = “Ñabar”", &["“Ñabar”: `“Ñabar”` is no value (write straight quotation marks: \"Ñabar\")"]);
        after("title = Ikerlab Ñ\"", &["Ikerlab Ñ\": `Ikerlab Ñ\"` has no quotation mark at its start (write \"Ikerlab Ñ\")"]);
        after("draft = True", &["True: `True` is no value (write true, in small letters)"]);
    }

    #[test]
    fn every_slip_is_said() {
        let text = "a = Ñ b\nb: c\nd = 2003-02-30\nd = 4\nlast = \"kept\"\n";
        check(
            text,
            &[
                "Ñ b: `Ñ b` is no value (put text, and dates such as 2018-06, in quotation marks: \"Ñ b\")",
                ":: this line has no equals sign (write `key = \"value\"`)",
                "2003-02-30: `2003-02-30` is no date (there is no day 30 in February)",
                "d: `d` is given twice (keep one of the two)",
            ],
        );
    }

    #[test]
    fn a_value_says_what_it_was_meant_to_say() {
        let text = "title = Tecnalia # the lab\nfrom = 2003-02-30\n";
        let table = parse(text, &Origin::at(FileId(0), 0), Code::BrokenFrontMatter, &mut Report::default());
        assert_eq!(table.entries[0].node.value, Toml::Text("Tecnalia".into()));
        assert_eq!(&text[table.entries[0].node.span.range()], "Tecnalia");
        assert_eq!(table.entries[1].node.value, Toml::Lost);
    }
}

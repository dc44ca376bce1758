//! `wrong-ordinal`: a number has the ending of another, as in 13rd.

use super::prose::{Shape, Word};
use super::reading::Piece;
use crate::diag::{Code, Report};
use crate::registry::Site;

/// Reports an English ordinal number with a wrong ending.
pub fn word(piece: &Piece<'_>, word: &Word, site: &Site, report: &mut Report) {
    let written = piece.written(word);
    if word.shape != Shape::Mixed || !written.starts_with(|first: char| first.is_ascii_digit()) {
        return;
    }
    let digits = written.trim_end_matches(|last: char| !last.is_ascii_digit());
    let ending = &written[digits.len()..];
    let is_english = piece.language.is_none_or(|language| site.settings.languages.get(language).tag.starts_with("en"));
    let right = ending_of(digits);
    if !is_english || !["st", "nd", "rd", "th"].contains(&ending) || ending == right || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    if piece.is_cited(word) {
        return;
    }
    let place = piece.place(word.start, word.end);
    let right = format!("{digits}{right}");
    let found = report.say(place, Code::WrongOrdinal, format!("`{written}` has the ending of another number"));
    found.help(format!("write `{right}`")).fix_if(piece.mendable(word), right);
}

fn ending_of(digits: &str) -> &'static str {
    let bytes = digits.as_bytes();
    match bytes {
        [.., b'1', _] => "th",
        [.., b'1'] => "st",
        [.., b'2'] => "nd",
        [.., b'3'] => "rd",
        _ => "th",
    }
}

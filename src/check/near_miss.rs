//! `near-miss`: a text has a name that is nearly one of the site's.

use std::collections::HashMap;

use super::known_name::{KnownNames, Near};
use super::prose::{Shape, Sieve, Word};
use super::reading::Piece;
use crate::diag::{Code, Report, Span};

/// From this many letters on nobody needs to ask which name was meant.
const CERTAIN: usize = 7;

/// Words that a worker has compared with all names already.
pub type Seen<'s> = HashMap<u64, Option<Near<'s>>>;

/// A word that may be a slip of the hand; whether it is shows when every text has been read.
pub struct Suspect<'s> {
    /// The whole name as it is written.
    pub span: Span,
    /// The word that differs.
    word: Span,
    near: Near<'s>,
    /// The hash of that word, where its being an ordinary word would excuse it.
    excuse: Option<u64>,
}

/// Looks for the name of one word that a word with a capital nearly is.
pub fn single<'s>(piece: &Piece<'_>, word: &Word, names: &KnownNames<'s>, seen: &mut Seen<'s>) -> Option<Suspect<'s>> {
    // One with capitals inside was two words: CICbiogune.
    let run = names.run_together(word).filter(|_| word.shape == Shape::Mixed);
    let near = run.or_else(|| *seen.entry(word.hash).or_insert_with(|| names.nearly(piece.written(word))))?;
    let span = piece.place(word.start, word.end);
    (!is_in_address(piece.text, word)).then_some(Suspect { span, word: span, near, excuse: Some(word.hash) })
}

/// Looks for the name of several words that words of a text are but for the one at `odd`.
pub fn compound<'s>(piece: &Piece<'_>, words: &[Word], odd: usize, names: &KnownNames<'s>) -> Option<Suspect<'s>> {
    let (first, last) = (words.first()?, words.last()?);
    let near = names.nearly_compound(piece.text, words, odd)?;
    let word = words[odd];
    // A word beside just one other is likely to be another thing's: "Digital Health" and "Digital Wealth".
    let excuse = (words.len() < 3).then_some(word.hash);
    Some(Suspect { span: piece.place(first.start, last.end), word: piece.place(word.start, word.end), near, excuse })
}

/// Is the word part of an address, a handle or a hashtag?
fn is_in_address(text: &str, word: &Word) -> bool {
    let (before, after) = (&text.as_bytes()[..word.start], &text.as_bytes()[word.end..]);
    let is_domain = matches!(after, [b'.' | b'@', next, ..] if next.is_ascii_alphanumeric());
    let is_path = matches!(before, [.., b'@' | b'#' | b'/' | b'_' | b'\\']) || matches!(after, [b'@' | b'_' | b'/', ..]);
    let is_host = matches!(before, [.., last, b'.'] if last.is_ascii_alphanumeric());
    is_domain || is_path || is_host
}

/// Reports the names that are nearly known, and no words that the site uses in small letters elsewhere.
pub fn say(suspects: Vec<Suspect<'_>>, vocabulary: &Sieve, tree: &crate::source::SourceTree, report: &mut Report) {
    // A name that is an ordinary word, as many a topic's is, has neighbours among ordinary words.
    let is_word = |text: &str| super::prose::words(text).next().is_some_and(|word| vocabulary.has(word.hash));
    for Suspect { span, word, near, excuse } in suspects {
        if excuse.is_some_and(|hash| vocabulary.has(hash)) || (near.distance > 1 && near.name == near.word && is_word(near.word)) {
            continue;
        }
        let text = tree.text(span.file);
        let written = text[span.range()].split_whitespace().collect::<Vec<_>>().join(" ");
        let found = report.say(span, Code::NearMiss, format!("`{written}` is nearly `{}`", near.name));
        found.help(format!("write `{}`, or make `{written}` one of its `aliases` if it is called that too", near.name));
        if near.name.chars().count() >= CERTAIN {
            found.fix(word, near.word);
        }
    }
}

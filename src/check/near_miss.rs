//! `near-miss`: a text has a name that is nearly one of the site's.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::known_name::{KnownNames, Near};
use super::prose::{Shape, Sieve, Word, fold};
use super::reading::Piece;
use crate::diag::{Code, Report, Span};

/// A slip in a word with fewer letters may make another word.
const CERTAIN: usize = 7;

/// Words that a worker has compared with all names already.
pub type Seen<'s> = HashMap<u64, Option<Near<'s>>>;

/// A word that may be a slip of the hand; whether it is shows when every text has been read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Suspect {
    /// The whole name as it is written, and its place, in the piece and in the file.
    written: String,
    pub range: Range<usize>,
    span: Span,
    /// The known name, the word of it that is meant, and how many letters differ.
    name: Box<str>,
    word: Box<str>,
    distance: usize,
    /// Where the word stands that differs, if there is no doubt about what was meant.
    certain: Option<Span>,
    /// The hash of that word, where its being an ordinary word would excuse it.
    excuse: Option<u64>,
}

/// Looks for the name of one word that a word with a capital nearly is.
pub fn single<'s>(piece: &Piece<'_>, word: &Word, names: &KnownNames<'s>, seen: &mut Seen<'s>) -> Option<Suspect> {
    // One with capitals inside was two words: CICbiogune.
    let run = names.run_together(word).filter(|_| word.shape == Shape::Mixed);
    let near = run.or_else(|| *seen.entry(word.hash).or_insert_with(|| names.nearly(piece.written(word))))?;
    if is_in_address(piece.text, word) {
        return None;
    }
    let certain = piece.mendable(word).filter(|_| is_slip(piece.written(word), near.word));
    Some(suspect(piece, word.start..word.end, near, certain, Some(word.hash)))
}

/// Looks for the name of several words that words of a text are but for the one at `odd`.
pub fn compound(piece: &Piece<'_>, words: &[Word], odd: usize, names: &KnownNames<'_>) -> Option<Suspect> {
    let (first, last) = (words.first()?, words.last()?);
    let near = names.nearly_compound(piece.text, words, odd)?;
    let word = words[odd];
    // A word beside just one other is likely to be another thing's: "Digital Health" and "Digital Wealth".
    let excuse = (words.len() < 3).then_some(word.hash);
    let certain = piece.mendable(&word).filter(|_| !names.has_word(&word) && is_slip(piece.written(&word), near.word));
    Some(suspect(piece, first.start..last.end, near, certain, excuse))
}

fn suspect(piece: &Piece<'_>, range: Range<usize>, near: Near<'_>, certain: Option<Span>, excuse: Option<u64>) -> Suspect {
    let written = piece.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
    let Near { name, word, distance } = near;
    Suspect { written, span: piece.place(range.start, range.end), range, name: name.into(), word: word.into(), distance, certain, excuse }
}

/// Did the hand slip, so that nobody doubts what was meant: did two neighbours change places, or does a letter stand twice or not at all?
///
/// With another letter in it, or another ending, it may well be the name of something else: Ikerlan is not Ikerlab.
fn is_slip(written: &str, known: &str) -> bool {
    let (written, known): (Vec<char>, Vec<char>) = (fold(written).chars().collect(), fold(known).chars().collect());
    let is_slip = match written.len().cmp(&known.len()) {
        Ordering::Equal => is_swapped(&written, &known),
        Ordering::Greater => without_one(&written, &known).is_some_and(|at| at > 0 && written[at] == written[at - 1]),
        Ordering::Less => without_one(&known, &written).is_some_and(|at| at > 0 && at + 1 < known.len() && known[at].is_alphabetic()),
    };
    is_slip && known.len() >= CERTAIN
}

/// Did two neighbours change places, and nothing else?
fn is_swapped(written: &[char], known: &[char]) -> bool {
    let Some(at) = (0..written.len()).find(|at| written[*at] != known[*at]) else { return false };
    let (Some(second), Some(other)) = (written.get(at + 1), known.get(at + 1)) else { return false };
    (written[at], *second) == (*other, known[at]) && written[at + 2..] == known[at + 2..]
}

/// The last letter of `long` without which it is `short`.
fn without_one(long: &[char], short: &[char]) -> Option<usize> {
    let at = (0..short.len()).find(|at| long.get(*at) != short.get(*at)).unwrap_or(short.len());
    (long.len() == short.len() + 1 && long[at + 1..] == short[at..]).then_some(at)
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
pub fn say(suspects: Vec<Suspect>, vocabulary: &Sieve, report: &mut Report) {
    // A name that is an ordinary word, as many a topic's is, has neighbours among ordinary words.
    let is_word = |text: &str| super::prose::words(text).next().is_some_and(|word| vocabulary.has(word.hash));
    for Suspect { written, span, name, word, distance, certain, excuse, .. } in suspects {
        if excuse.is_some_and(|hash| vocabulary.has(hash)) || (distance > 1 && name == word && is_word(&word)) {
            continue;
        }
        report
            .say(span, Code::NearMiss, format!("`{written}` is nearly `{name}`"))
            .help(format!("write `{name}`, or make `{written}` one of its `aliases` if it is called that too"))
            .fix_if(certain, word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_slip_of_the_hand_is_certain() {
        let check = |written: &str, known: &str, expected: bool| {
            assert_eq!(is_slip(written, known), expected, "{written}");
        };
        check("ViveBioetch", "VIVEBiotech", true);
        check("Tecnaila", "Tecnalia", true);
        check("Teccnalia", "Tecnalia", true);
        check("Tecalia", "Tecnalia", true);
        check("Vitora", "Vitoria", true);
        check("Ikerlan", "Ikerlab", false);
        check("Ikerlan", "Ikerland", false);
        check("Ikerlanx", "Ikerlan", false);
        check("kerland", "Ikerland", false);
        check("Gaai", "Gaia", false);
        check("CICbiogune", "CIC bioGUNE", false);
        check("Intelligent", "Intelligence", false);
    }
}

//! `relative-date`: words such as "last year" in a text that does not say when it was written.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::prose::{Sieve, Word, words};
use super::reading::{Piece, QUOTATION_MARKS};
use crate::diag::{Code, FileId, Report};
use crate::registry::{EntityId, Site};

/// The phrases, one a line.
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("relative_date.txt")));

struct Phrases {
    /// For each hash of a first word, the phrases that begin with it.
    by_first: HashMap<u64, Vec<u16>>,
    firsts: Sieve,
    all: Vec<Phrase>,
}

struct Phrase {
    /// In small letters, with single spaces.
    words: &'static str,
    /// Words after which it means something else, as in "the last year of the project".
    not_before: Vec<&'static str>,
}

impl Phrases {
    fn read(list: &'static str) -> Phrases {
        let lines = list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '[']));
        let all = lines.map(|line| {
            let (words, not_before) = line.split_once('|').unwrap_or((line, ""));
            Phrase { words: words.trim(), not_before: not_before.split_whitespace().collect() }
        });
        let all: Vec<Phrase> = all.collect();
        let mut phrases = Phrases { by_first: HashMap::new(), firsts: Sieve::of_bits(1 << 13), all: Vec::new() };
        for (at, phrase) in all.iter().enumerate() {
            let Some(first) = words(phrase.words).next() else { continue };
            phrases.firsts.add(first.hash);
            phrases.by_first.entry(first.hash).or_default().push(at as u16);
        }
        phrases.all = all;
        phrases
    }
}

/// Which phrases of a thing's files have been said already; nothing is said of a thing that tells its time.
pub struct Times {
    is_dated: bool,
    said: BTreeSet<(FileId, u16)>,
}

impl Times {
    /// Before the first word of a thing's texts.
    pub fn of(about: EntityId, site: &Site) -> Times {
        let entity = site.entity(about);
        let roles = &site.kinds.kind(entity.kind).roles;
        let is_dated = [roles.as_of, roles.date].into_iter().flatten().any(|field| entity.value(field).is_some());
        Times { is_dated, said: BTreeSet::new() }
    }

    /// Reports a phrase that begins with this word.
    pub fn word(&mut self, piece: &Piece<'_>, word: &Word, report: &mut Report) {
        if self.is_dated || !PHRASES.firsts.has(word.hash) {
            return;
        }
        let Some(phrases) = PHRASES.by_first.get(&word.hash) else { return };
        let text = &piece.text[word.start..];
        for at in phrases {
            let phrase = &PHRASES.all[*at as usize];
            let Some(length) = length(phrase, text) else { continue };
            if is_quoted(piece.text, word.start) {
                return;
            }
            if self.said.insert((piece.file, *at)) {
                let written = text[..length].split_whitespace().collect::<Vec<_>>().join(" ");
                report
                    .say(
                        piece.place(word.start, word.start + length),
                        Code::RelativeDate,
                        format!("`{written}` ages, and nothing here says when it was written"),
                    )
                    .help("write the date, or say at the top `as_of = …` with the day on which this was true");
            }
            return;
        }
    }
}

/// A quotation that ends after as many bytes is a few words of which the text speaks.
const SHORT_QUOTATION: usize = 40;

/// Do the words stand first in a quotation of a few words, so that the text speaks of them rather than of a time?
fn is_quoted(text: &str, start: usize) -> bool {
    let after = &text[start..];
    // A mark at the very start is what a field's text stands between.
    let is_opened = text[..start].ends_with(QUOTATION_MARKS) && !text[..start].trim_start_matches(QUOTATION_MARKS).is_empty();
    is_opened && after.find(QUOTATION_MARKS).is_some_and(|end| end <= SHORT_QUOTATION)
}

/// How much of the text's beginning the phrase covers, if it stands there.
fn length(phrase: &Phrase, text: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in phrase.words.chars() {
        if wanted == ' ' {
            let next = rest.trim_start();
            if next.len() == rest.len() {
                return None;
            }
            rest = next;
            continue;
        }
        let mut letters = rest.chars();
        if !letters.next()?.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        rest = letters.as_str();
    }
    let next = words(rest).next().map(|word| &rest[..word.end]);
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    let means_else = next.is_some_and(|next| phrase.not_before.contains(&next.trim()));
    (is_whole && !means_else).then_some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_word_boundaries() {
        let check = |text: &str, expected: bool| {
            let found = words(text)
                .next()
                .and_then(|first| PHRASES.by_first.get(&first.hash))
                .is_some_and(|phrases| phrases.iter().any(|at| length(&PHRASES.all[*at as usize], text).is_some()));
            assert_eq!(found, expected, "{text}");
        };
        check("Last year the BCSC", true);
        check("last\nyear’s edition", true);
        check("last year of the project", false);
        check("recently,", true);
        check("recent", false);
        check("El año pasado", true);
        check("En los próximos meses", true);
        check("duela gutxi", true);
        check("Gaur egungo", true);
    }

    #[test]
    fn every_phrase_is_in_small_letters() {
        assert!(PHRASES.all.iter().all(|phrase| phrase.words.to_lowercase() == phrase.words && !phrase.words.contains("  ")));
    }
}

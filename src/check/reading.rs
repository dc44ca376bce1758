//! Running text, read word by word, once for all checks of words.

use super::differing_number::Numbers;
use super::known_name::{KnownNames, MOST_WORDS};
use super::near_miss::{Seen, Suspect};
use super::prose::{Letters, Shape, Word, words};
use super::relative_date::Times;
use super::{Checker, Found, look_alike_letters, near_miss, wrong_ordinal};
use crate::diag::{FileId, Span};
use crate::registry::language::LanguageId;
use crate::registry::value::{Given, Value};
use crate::registry::{EntityId, Site};
use crate::source::Content;
use crate::syntax::markdown::{Body, Places, Told};

/// What words stand between that somebody else wrote.
pub const QUOTATION_MARKS: &[char] = &['"', '\'', '“', '”', '‘', '’', '«', '»', '„', '‹', '›'];

/// A piece of running text.
pub struct Piece<'a> {
    pub file: FileId,
    pub text: &'a str,
    /// Unknown where one piece may hold several.
    pub language: Option<LanguageId>,
    /// What it is a part of, and where it starts there.
    pub told: Told<'a>,
    pub start: usize,
}

impl Piece<'_> {
    /// The place of a part of the piece.
    pub fn place(&self, start: usize, end: usize) -> Span {
        self.told.place(Span::new(self.file, self.start + start..self.start + end))
    }

    /// The place of a word, if that is where another may be put: a workbook's cell is not.
    pub fn mendable(&self, word: &Word) -> Option<Span> {
        self.told.is_exact().then(|| self.place(word.start, word.end))
    }

    /// Does a word stand alone between quotation marks, so that the text speaks of how it is written?
    pub fn is_cited(&self, word: &Word) -> bool {
        self.text[..word.start].ends_with(QUOTATION_MARKS) && self.text[word.end..].starts_with(QUOTATION_MARKS)
    }

    /// The words at a place.
    pub fn written(&self, word: &Word) -> &str {
        &self.text[word.start..word.end]
    }
}

/// What is remembered from one text of a thing to the next.
pub struct Reader<'b> {
    times: Times,
    numbers: Numbers<'b>,
}

impl Reader<'_> {
    /// Before the first text of a thing.
    pub fn of(thing: EntityId, site: &Site) -> Self {
        Reader { times: Times::of(thing, site), numbers: Numbers::of(thing) }
    }
}

/// Reads the prose of a text.
pub fn body<'s, 'b>(checker: &Checker<'s>, reader: &mut Reader<'b>, (language, body): (LanguageId, &'b Body), found: &mut Found<'s>) {
    reader.numbers.begin(Some(body));
    let Some(first) = body.notes.prose.first() else { return };
    let told = body.notes.told(checker.tree.text(first.file));
    for span in &body.notes.prose {
        if let Some(piece) = cut(told, Some(language), *span) {
            read(checker, reader, &piece, found);
        }
    }
}

/// Reads what a thing says in a field of plain text.
pub fn field<'s>(checker: &Checker<'s>, reader: &mut Reader<'_>, given: &Given, found: &mut Found<'s>) {
    each_text(checker, given, &mut |piece| {
        reader.numbers.begin(None);
        read(checker, reader, piece, found);
    });
}

/// The title, which is only looked at letter by letter: as a name it is right by itself.
pub fn title<'s>(checker: &Checker<'s>, given: &Given, found: &mut Found<'s>) {
    each_text(checker, given, &mut |piece| {
        for word in words(piece.text).filter(|word| word.letters == Letters::Beyond) {
            look_alike_letters::scripts(piece, &word, checker.names, &mut found.report);
        }
    });
}

/// Shows the texts of a field as they stand in the file; where they have another form there, as they were read.
fn each_text(checker: &Checker<'_>, given: &Given, see: &mut dyn FnMut(&Piece<'_>)) {
    let Value::Text(text) = &given.value else { return };
    let source = &checker.tree.file(given.span.file).content;
    if let Content::Text(source) = source {
        // Most texts have no escapes.
        let raw = source.get(given.span.range()).unwrap_or_default();
        if !raw.contains('\\') && !raw.contains("\"\"") {
            return cut(Told::plain(source), None, given.span).iter().for_each(see);
        }
    }
    let (source, is_text) = if let Content::Text(source) = source { (&**source, true) } else { ("", false) };
    for (language, version) in text.versions() {
        let places = Places::of(given.span, version, source);
        // What is not there was written elsewhere, in the document of a translation.
        if places.are_exact() || !is_text {
            cut(Told::of(version, &places), Some(language), Span::new(given.span.file, 0..version.len())).iter().for_each(&mut *see);
        }
    }
}

fn cut<'a>(told: Told<'a>, language: Option<LanguageId>, span: Span) -> Option<Piece<'a>> {
    Some(Piece { file: span.file, text: told.text.get(span.range())?, language, told, start: span.range().start })
}

fn read<'s>(checker: &Checker<'s>, reader: &mut Reader<'_>, piece: &Piece<'_>, found: &mut Found<'s>) {
    let names = checker.names;
    let before = found.suspects.len();
    let mut run = Run::default();
    for word in words(piece.text) {
        reader.times.word(piece, &word, &mut found.report);
        if word.shape == Shape::Small {
            checker.vocabulary.add(word.hash);
            // Most words are of this sort, and need no closer look.
            if word.letters == Letters::Plain && run.count == 0 && piece.text.as_bytes()[word.start] != b'l' {
                continue;
            }
        }
        if piece.text.as_bytes()[word.start].is_ascii_digit() {
            reader.numbers.number(piece, word.start, checker, &mut found.report);
        }
        wrong_ordinal::word(piece, &word, checker.site, &mut found.report);
        if look_alike_letters::word(piece, &word, names, checker.site, &mut found.report) {
            run.count = 0;
            continue;
        }
        if let Some(suspect) = suspect(piece, &word, &mut run, names, &mut found.seen) {
            note(suspect, &mut found.suspects, before);
        }
    }
}

/// What is nearly a name, and ends with this word.
fn suspect<'s>(piece: &Piece<'_>, word: &Word, run: &mut Run, names: &KnownNames<'s>, seen: &mut Seen<'s>) -> Option<Suspect> {
    let is_part = names.is_part(word);
    if word.shape == Shape::Small && (run.count == 0 || !is_part) {
        run.count = 0;
        return None;
    }
    run.add(*word, is_part, piece.text);
    let is_known = word.shape == Shape::Small || names.has_word(word);
    let single = if is_known { None } else { near_miss::single(piece, word, names, seen) };
    single.or_else(|| run.windows().find_map(|(words, odd)| near_miss::compound(piece, words, odd, names)))
}

/// Adds what was found in a piece; there were `before` when it was begun.
fn note(suspect: Suspect, suspects: &mut Vec<Suspect>, before: usize) {
    let is_said = |other: &&mut Suspect| other.range.start < suspect.range.end && suspect.range.start < other.range.end;
    match suspects[before..].last_mut().filter(is_said) {
        // One word, first by itself and then in the name of several words that it is part of.
        Some(last) => *last = suspect,
        None => suspects.push(suspect),
    }
}

/// The last words that may be one name.
#[derive(Default)]
struct Run {
    words: [Word; MOST_WORDS],
    is_part: [bool; MOST_WORDS],
    count: usize,
}

impl Run {
    fn add(&mut self, word: Word, is_part: bool, text: &str) {
        let is_near = |last: &Word| text[last.end..word.start].bytes().all(|byte| b" \n&-/'".contains(&byte)) && word.start - last.end <= 3;
        if self.count > 0 && !is_near(&self.words[self.count - 1]) {
            self.count = 0;
        }
        if self.count == MOST_WORDS {
            self.drop_first();
        }
        self.words[self.count] = word;
        self.is_part[self.count] = is_part;
        self.count += 1;
        // No name begins with a small letter, and most words follow no capital: they need no closer look.
        while self.count > 0 && self.words[0].shape == Shape::Small {
            self.drop_first();
        }
    }

    fn drop_first(&mut self) {
        self.words.copy_within(1.., 0);
        self.is_part.copy_within(1.., 0);
        self.count -= 1;
    }

    /// The last words that may be a name but for one of them, with the place of that one; the longest first.
    ///
    /// That is the one that is part of no name of several words; where all are, it may be any of three or more.
    fn windows(&self) -> impl Iterator<Item = (&[Word], usize)> {
        let is_name = |start: &usize| self.words[*start].shape != Shape::Small;
        (0..self.count.saturating_sub(1)).filter(is_name).flat_map(move |start| {
            let words = &self.words[start..self.count];
            let strange = move |at: &usize| !self.is_part[start + at];
            let count = (0..words.len()).filter(strange).count();
            let may_be_odd = move |at: &usize| match count {
                0 => words.len() >= 3,
                1 => strange(at),
                _ => false,
            };
            (0..words.len()).filter(may_be_odd).filter(move |at| words[*at].shape != Shape::Small).map(move |at| (words, at))
        })
    }
}

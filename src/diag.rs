//! What went wrong, where, and what to do about it.
//!
//! Every stage reports into a [`Report`] and carries on; nothing here prints or decides an exit status.

pub mod atlas;
pub mod code;
pub mod draw;
pub mod explain;
pub mod fix;
pub mod github;
pub mod json;
pub mod line;
pub mod near;
pub mod place;
pub mod sarif;
pub mod short;
pub mod summary;
pub mod verdict;

#[cfg(test)]
mod sample;

pub use code::Code;
use serde::{Deserialize, Serialize};

/// A file's position in the [`SourceTree`](crate::source::SourceTree); good for one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A place in a file: a range of bytes, or, in a workbook, one cell.
///
/// In a text file `start..end` are byte offsets on character boundaries. In a workbook, which has no text to point into, `start` is the
/// row and `end` the column, both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The bytes `start..end` of `file`.
    pub fn new(file: FileId, range: std::ops::Range<usize>) -> Span {
        // Files are bounded far below 4 GiB when they are read, so the offsets fit.
        Span { file, start: range.start as u32, end: range.end as u32 }
    }

    /// The very start of `file`, for a fault of the file as a whole.
    pub fn start_of(file: FileId) -> Span {
        Span { file, start: 0, end: 0 }
    }

    /// One cell of a workbook, counted from 0.
    pub fn cell(file: FileId, row: usize, column: usize) -> Span {
        Span { file, start: row as u32, end: column as u32 }
    }

    /// Where `written` stands in this span, if nothing but a quotation mark on either side is covered besides.
    ///
    /// A text with an escape or in triple quotes is longer than that, and so is a word among others: then there is no telling.
    pub fn inside(self, written: &str) -> Option<Span> {
        let length = self.end.checked_sub(self.start)? as usize;
        match length.checked_sub(written.len())? {
            0 => Some(self),
            2 => Some(Span { start: self.start + 1, end: self.end - 1, ..self }),
            _ => None,
        }
    }

    /// The covered bytes of a text file.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How bad it is: an error stops publishing, a warning does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    Error,
    Warning,
}

/// A further place that belongs to a fault, with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// An edit that certainly mends a fault, so that `sare check --fix` may make it unasked.
///
/// `span` is a range of a text file, never a cell; its bytes are replaced, and where it is empty the words are put in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fix {
    pub span: Span,
    pub replacement: String,
}

/// One fault: a headline in an editor's words, its place, and something to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Diagnostic {
    pub span: Span,
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub labels: Vec<Label>,
    pub help: Option<String>,
    /// What certainly mends it, all edits together; empty where an editor has to decide.
    pub fixes: Vec<Fix>,
}

impl Diagnostic {
    /// Every place that it names.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        let (labels, fixes) = (self.labels.iter().map(|label| label.span), self.fixes.iter().map(|fix| fix.span));
        [self.span].into_iter().chain(labels).chain(fixes)
    }

    /// Is this another report of one fault? In the cell of a workbook there may be several.
    fn says_the_same(&self, other: &Diagnostic) -> bool {
        self.span == other.span && self.code == other.code && self.message == other.message
    }

    /// Adds what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Diagnostic {
        self.help = Some(bounded(help.into()));
        self
    }

    /// Adds what to do about it, where there is anything to say.
    pub fn help_if(&mut self, help: Option<String>) -> &mut Diagnostic {
        self.help = help.map(bounded).or(self.help.take());
        self
    }

    /// Adds an edit that, with the other edits of this fault, certainly mends it.
    pub fn fix(&mut self, span: Span, replacement: impl Into<String>) -> &mut Diagnostic {
        self.fixes.push(Fix { span, replacement: replacement.into() });
        self
    }

    /// The same where the place is known.
    pub fn fix_if(&mut self, span: Option<Span>, replacement: impl Into<String>) -> &mut Diagnostic {
        match span {
            Some(span) => self.fix(span, replacement),
            None => self,
        }
    }

    /// Adds the edit that puts one of `candidates` in the place of `written`, where it is certain which of them was meant.
    ///
    /// `span` covers the word and perhaps a quotation mark on either side; where it covers more, no edit is added.
    pub fn slip<'a>(&mut self, span: Span, written: &str, candidates: impl IntoIterator<Item = &'a str>) -> &mut Diagnostic {
        if let Some(inside) = span.inside(written)
            && let Some(meant) = near::certain(written, candidates)
        {
            self.fix(inside, meant);
        }
        self
    }

    /// Adds a further place.
    pub fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }
}

/// Everything that has been found so far.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Report(Vec<Diagnostic>);

impl Report {
    /// Records a fault; its severity is the code's own.
    pub fn say(&mut self, span: Span, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        self.0.push(Diagnostic {
            span,
            code,
            severity: code.severity(),
            message: bounded(message.into()),
            labels: Vec::new(),
            help: None,
            fixes: Vec::new(),
        });
        let last = self.0.len() - 1;
        &mut self.0[last]
    }

    /// Records a fault that is already put into words.
    pub fn add(&mut self, found: Diagnostic) {
        self.0.push(found);
    }

    /// Takes over what another worker found.
    pub fn merge(&mut self, other: Report) {
        self.0.extend(other.0);
    }

    /// Everything found so far, in the order in which it was found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// How many faults have been found so far.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Has nothing been found so far?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is there nothing that would stop publishing?
    pub fn is_publishable(&self) -> bool {
        self.0.iter().all(|found| found.severity == Severity::Warning)
    }

    /// The findings in file order, whatever order the stages ran in, each said once.
    ///
    /// Of those that are alike in one file there are at most [`MOST_ALIKE`]; the last of them says how many more there would be.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort();
        // A template fault met on 500 pages is one fault.
        self.0.dedup_by(|twin, first| twin.says_the_same(first));
        without_floods(self.0)
    }
}

/// How many faults of one code are told of in one file. More is a fault of the whole file, such as a table with its columns swapped.
pub const MOST_ALIKE: usize = 500;

/// Leaves out what goes beyond [`MOST_ALIKE`].
fn without_floods(sorted: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if sorted.len() <= MOST_ALIKE {
        return sorted;
    }
    let mut kept: Vec<Diagnostic> = Vec::new();
    // Of the file at hand: each code with how many there are of it, and where the last that is kept stands.
    let mut alike: Vec<(Code, usize, usize)> = Vec::new();
    let mut file = None;
    for found in sorted {
        if file.replace(found.span.file) != Some(found.span.file) {
            say_how_many_more(&mut kept, &alike);
            alike.clear();
        }
        let at = alike.iter().position(|(code, ..)| *code == found.code).unwrap_or_else(|| {
            alike.push((found.code, 0, 0));
            alike.len() - 1
        });
        let (_, count, last) = &mut alike[at];
        *count += 1;
        if *count <= MOST_ALIKE {
            *last = kept.len();
            kept.push(found);
        }
    }
    say_how_many_more(&mut kept, &alike);
    kept
}

fn say_how_many_more(kept: &mut [Diagnostic], alike: &[(Code, usize, usize)]) {
    for (_, count, last) in alike.iter().filter(|(_, count, _)| *count > MOST_ALIKE) {
        let more = format!("{} more like this in this file are left out", count - MOST_ALIKE);
        let found = &mut kept[*last];
        found.help = Some(match found.help.take() {
            Some(help) => format!("{help} ({more})"),
            None => more,
        });
    }
}

/// Words that quote a very long word of an author's keep its beginning and its end.
fn bounded(words: String) -> String {
    const BEGINNING: usize = 400;
    const END: usize = 200;
    if words.len() <= 4 * (BEGINNING + END) || words.chars().count() <= BEGINNING + END {
        return words;
    }
    let beginning: String = words.chars().take(BEGINNING).collect();
    let end = words.char_indices().rev().nth(END - 1).map_or(0, |(at, _)| at);
    format!("{beginning}…{}", &words[end..])
}

/// The candidate nearest to `wanted`, where one is near enough to be what was meant.
///
/// Near means that at most a third of the longer word's letters were changed, added, left out or swapped with a neighbour, case aside.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let (length, letters) = (wanted.chars().count(), letters(&wanted));
    let allowed = |other: usize| length.max(other) / 3;
    candidates
        .into_iter()
        // Each change adds or removes at most two letters from those that a word has: most candidates need no closer look.
        .filter(|candidate| {
            let other = candidate.chars().count();
            let changed = (letters ^ self::letters(candidate)).count_ones() as usize;
            length.abs_diff(other) <= allowed(other) && changed <= 2 * allowed(other)
        })
        .map(|candidate| (strsim::osa_distance(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed(candidate.chars().count()))
        .min()
        .map(|(_, candidate)| candidate)
}

/// Which letters a word has, case aside, as one bit for each of 64 classes.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |seen, letter| seen | 1 << (letter.to_ascii_lowercase() as u32 % 64))
}

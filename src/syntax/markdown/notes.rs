//! What a text holds that no page shows and checks ask about.

use super::Places;
use crate::diag::Span;

/// Places in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// Words that are read one after another, as they stand in the file: no code, no mentions, no addresses.
    pub prose: Vec<Span>,
    /// The paragraphs, headings, items and rows of tables in which digits stand, as `prose` has its places.
    pub numbered: Vec<Span>,
    /// Paragraphs that end in a colon with no list, table, quotation, code or view below them.
    pub colons: Vec<Colon>,
    /// Images that say nothing to who cannot see them.
    pub without_words: Vec<Span>,
    /// Which of the footnotes are defined, and the labels where they are.
    pub definitions: Vec<(usize, Span)>,
    /// Footnotes that are probably meant by references to others, which nobody wrote.
    pub nearly_named: Vec<usize>,
    /// Links with an address of the web, which may be the site's own.
    pub outward: Vec<(Box<str>, Span)>,
    /// The text itself, where the file has it in another form: then `prose`, `numbered` and `colons` are parts of it rather than of the file.
    pub(super) retold: Option<Box<(Box<str>, Places)>>,
}

/// A paragraph that ends in a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colon {
    pub paragraph: Span,
    /// The paragraph that follows; `None` where the text or the section ends.
    pub next: Option<Span>,
}

/// A text that its notes point into, and where that is.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub text: &'a str,
    places: Option<&'a Places>,
}

impl Notes {
    /// What `prose`, `numbered` and `colons` point into: the file's own text, or the one that was read from it.
    pub fn told<'a>(&'a self, file: &'a str) -> Told<'a> {
        match &self.retold {
            None => Told { text: file, places: None },
            Some(retold) => Told::of(&retold.0, &retold.1),
        }
    }
}

impl<'a> Told<'a> {
    /// A text that was read from a file.
    pub fn of(text: &'a str, places: &'a Places) -> Told<'a> {
        Told { text, places: Some(places) }
    }

    /// A text that stands in its file as it is.
    pub fn plain(text: &'a str) -> Told<'a> {
        Told { text, places: None }
    }

    /// Where a part of the text stands in the file.
    pub fn place(&self, span: Span) -> Span {
        self.places.map_or(span, |places| places.span(span.range()))
    }

    /// Is that the very place, so that something may be put there?
    pub fn is_exact(&self) -> bool {
        self.places.is_none_or(Places::are_exact)
    }
}

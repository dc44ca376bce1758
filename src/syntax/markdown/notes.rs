//! What a text holds that no page shows and checks ask about.

use crate::diag::Span;

/// Places in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// Words that are read one after another, as they stand in the file: no code, no mentions, no addresses.
    pub prose: Vec<Span>,
    /// Paragraphs that end in a colon with no list, table, quotation, code or view below them.
    pub colons: Vec<Colon>,
    /// Images that say nothing to who cannot see them.
    pub without_words: Vec<Span>,
    /// Which of the footnotes are defined, and the labels where they are.
    pub definitions: Vec<(usize, Span)>,
}

/// A paragraph that ends in a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colon {
    pub paragraph: Span,
    /// The paragraph that follows; `None` where the text or the section ends.
    pub next: Option<Span>,
}

impl Notes {
    /// Moves every place to `span`, for a text that is not in its file as it stands here; such a text has no prose to point into.
    pub(super) fn place_at(&mut self, span: Span) {
        self.prose.clear();
        // A colon is judged by the words around it, which are not there.
        self.colons.clear();
        self.without_words.iter_mut().for_each(|place| *place = span);
        self.definitions.iter_mut().for_each(|(_, place)| *place = span);
    }
}

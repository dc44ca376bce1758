//! Notes for the checks, taken in passing.

use pulldown_cmark::{Tag, TagEnd};

use super::super::{Colon, Notes};
use super::{Capture, Compiler};
use crate::diag::Span;

/// What has been noted, and what is still open.
#[derive(Default)]
pub(super) struct Noted {
    notes: Notes,
    /// Does markup stand between the last words and the next?
    is_cut: bool,
    in_code: bool,
    paragraph: Option<Span>,
    /// The block that was begun last of those that hold words.
    block: Option<Span>,
    /// A paragraph that ended in a colon, right before.
    colon: Option<Span>,
}

impl Noted {
    /// Nothing can follow any more what was announced.
    pub(super) fn end_section(&mut self) {
        self.next(None);
    }

    fn next(&mut self, next: Option<Span>) {
        if let Some(paragraph) = self.colon.take() {
            self.notes.colons.push(Colon { paragraph, next });
        }
    }

    pub(super) fn define(&mut self, footnote: usize, label: &str, span: Span) {
        // The label stands between `[^` and `]`.
        let end = (span.start + label.len() as u32 + 3).min(span.end);
        self.notes.definitions.push((footnote, Span { end, ..span }));
    }

    pub(super) fn name_nearly(&mut self, footnotes: impl Iterator<Item = usize>) {
        self.notes.nearly_named.extend(footnotes);
    }

    pub(super) fn link_out(&mut self, url: &str, span: Span) {
        self.notes.outward.push((url.into(), span));
    }

    pub(super) fn without_words(&mut self, image: Span) {
        self.notes.without_words.push(image);
    }

    pub(super) fn finish(mut self) -> Notes {
        self.end_section();
        self.notes
    }
}

impl Compiler<'_> {
    pub(super) fn note_start(&mut self, tag: &Tag<'_>, span: Span) {
        self.noted.is_cut = true;
        let holds_words = matches!(
            tag,
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::Item
                | Tag::TableHead
                | Tag::TableRow
                | Tag::DefinitionListTitle
                | Tag::DefinitionListDefinition
        );
        if holds_words {
            self.noted.block = Some(span);
        }
        match tag {
            Tag::Paragraph => {
                self.noted.next(Some(span));
                self.noted.paragraph = Some(span);
            }
            // Subsections may be what a section announces.
            Tag::Heading { level, .. } if self.headings.last().is_some_and(|above| above.level < *level as u8) => self.noted.colon = None,
            Tag::Heading { .. } => self.noted.end_section(),
            Tag::CodeBlock(_) => {
                self.noted.in_code = true;
                self.noted.colon = None;
            }
            Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::BlockQuote(_)
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListDefinition => self.noted.colon = None,
            _ => {}
        }
    }

    pub(super) fn note_end(&mut self, tag: TagEnd) {
        self.noted.is_cut = true;
        match tag {
            TagEnd::Paragraph => {
                let paragraph = self.noted.paragraph.take();
                self.noted.colon = paragraph.filter(|span| ends_in_colon(self.written(*span)));
            }
            TagEnd::CodeBlock => self.noted.in_code = false,
            // What an item or a quotation announces may well follow outside it.
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition | TagEnd::DefinitionListDefinition => self.noted.colon = None,
            _ => {}
        }
    }

    /// Notes words that are read as they stand.
    pub(super) fn note_words(&mut self, span: Span) {
        let is_unread = |capture: &Capture| matches!(capture, Capture::Mention { .. } | Capture::Embed { .. } | Capture::Image { .. });
        let start = span.start as usize - self.offset;
        // An address between angle brackets is its own text.
        if self.noted.in_code || self.captures.iter().any(is_unread) || self.source[..start].ends_with('<') {
            return;
        }
        if let Some(block) = self.noted.block
            && self.noted.notes.numbered.last() != Some(&block)
            && self.written(span).bytes().any(|byte| byte.is_ascii_digit())
        {
            self.noted.notes.numbered.push(block);
        }
        let is_cut = std::mem::take(&mut self.noted.is_cut);
        if let Some(last) = self.noted.notes.prose.last_mut().filter(|_| !is_cut) {
            let end = last.end as usize - self.offset;
            // Between two lines of a paragraph there is nothing but the line's end.
            if end <= start && self.source.as_bytes()[end..start].iter().all(u8::is_ascii_whitespace) {
                last.end = span.end;
                return;
            }
        }
        self.noted.notes.prose.push(span);
    }

    /// The first line of what stands at `span`, without what is white at its end.
    pub(super) fn first_line(&self, span: Span) -> Span {
        let length = self.written(span).lines().next().map_or(0, |line| line.trim_end().len());
        Span { end: span.start + length as u32, ..span }
    }

    fn written(&self, span: Span) -> &str {
        &self.source[span.start as usize - self.offset..span.end as usize - self.offset]
    }
}

/// Does a text end in a colon, white space and emphasis aside?
fn ends_in_colon(text: &str) -> bool {
    text.trim_end_matches(|last: char| last.is_whitespace() || "*_".contains(last)).ends_with(':')
}

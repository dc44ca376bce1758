//! What stands in a line: words, links, mentions, images and embeds.

use pulldown_cmark::LinkType;

use super::super::{DECORATION, Embed, Flow, Image, Link, Mention, Part, escape};
use super::{Capture, Compiler, Frame, Paragraph};
use crate::diag::Span;

impl Compiler<'_> {
    pub(super) fn text(&mut self, text: &str, span: Span) {
        if let Some(Capture::View { text: gathered, pieces, .. }) = self.captures.last_mut() {
            pieces.push((gathered.len(), span.start as usize));
            gathered.push_str(text);
            return;
        }
        self.undefined_footnote(text, span);
        self.note_words(span);
        self.plain(text);
        match self.captures.last_mut() {
            // The words of an embed or an image are no markup.
            Some(Capture::Embed { .. } | Capture::Image { .. }) => {}
            _ => {
                self.reopen();
                escape(text, self.html());
            }
        }
    }

    /// Notes a reference to a footnote that nobody wrote, which the parser leaves as the words `[^label]`.
    pub(super) fn undefined_footnote(&mut self, text: &str, span: Span) {
        let start = span.start as usize - self.offset;
        let Some(label) = self.source[..start].strip_suffix('[').and(text.strip_prefix('^')) else { return };
        let is_closed = self.source[start + text.len()..].starts_with(']');
        let is_escaped = self.source[..start].ends_with("\\[");
        if is_closed && !is_escaped && !label.is_empty() {
            let whole = Span { start: span.start - 1, end: span.end + 1, ..span };
            self.undefined.push((label.into(), whole));
        }
    }

    /// Adds to the plain words of the image, embed or heading that is being gathered.
    pub(super) fn plain(&mut self, text: &str) {
        for capture in self.captures.iter_mut().rev() {
            match capture {
                Capture::Embed { words, .. } => return words.push_str(text),
                Capture::Image { alt, .. } => return alt.push_str(text),
                Capture::Heading { text: words, .. } => return words.push_str(text),
                _ => {}
            }
        }
    }

    pub(super) fn start_link(&mut self, kind: LinkType, url: &str, title: &str, span: Span) {
        let lower = url.to_ascii_lowercase();
        let outside = ["http://", "https://", "mailto:", "tel:"].into_iter().any(|scheme| lower.starts_with(scheme));
        if kind != LinkType::Email && !outside {
            let link = Link { url: url.into(), title: title.into(), span };
            self.depth += 1;
            return self.part(Part::LinkStart(Box::new(link)));
        }
        if lower.starts_with("http") {
            self.noted.link_out(url, span);
        }
        let prefix = if kind == LinkType::Email { "mailto:" } else { "" };
        let mut markup = format!("<a href=\"{prefix}");
        escape(url, &mut markup);
        if !title.is_empty() {
            markup.push_str("\" title=\"");
            escape(title, &mut markup);
        }
        markup.push_str("\">");
        self.open(&markup);
    }

    /// What an image says to who cannot see it; a single hyphen says that it is there for decoration only.
    fn alternative(&mut self, words: String, span: Span) -> String {
        match words.trim() {
            "" => self.noted.without_words(span),
            DECORATION => return String::new(),
            _ => {}
        }
        words
    }

    /// Ends an ordinary link, or a mention with the words gathered for it.
    pub(super) fn end_link(&mut self) {
        if !matches!(self.captures.last(), Some(Capture::Mention { .. })) {
            return self.close("</a>");
        }
        let Some(Capture::Mention { target, has_words, span }) = self.captures.pop() else { return };
        let words = self.frames.pop().map(Frame::into_html).filter(|_| has_words);
        self.part(Part::Mention(Box::new(Mention { target, words, span })));
    }

    pub(super) fn end_image(&mut self) {
        match self.captures.pop() {
            Some(Capture::Image { url, title, span, alt }) => {
                let alt = self.alternative(alt, span);
                self.part(Part::Image(Box::new(Image { url, alt: alt.into(), title, span })));
            }
            Some(Capture::Embed { target, has_words, span, words }) => self.end_embed(target, has_words.then(|| words.into()), span),
            _ => {}
        }
    }

    /// Puts an embed between paragraphs, unless it stands in a heading, a cell or other markup of a line.
    pub(super) fn end_embed(&mut self, target: Box<str>, words: Option<Box<str>>, span: Span) {
        if self.depth > 0 || matches!(self.captures.last(), Some(Capture::Heading { .. } | Capture::Image { .. } | Capture::Mention { .. }))
        {
            return self.part(Part::Embed(Box::new(Embed { target, words, flow: Flow::Inline, span })));
        }
        if self.paragraph == Paragraph::Open {
            match self.html().strip_suffix("<p>").map(str::len) {
                Some(length) => self.html().truncate(length),
                None => self.html().push_str("</p>\n"),
            }
            self.paragraph = Paragraph::Interrupted;
        }
        self.block(Part::Embed(Box::new(Embed { target, words, flow: Flow::Block, span })));
    }
}

//! A Markdown text, made into HTML with holes.
//!
//! Whatever a text says by itself (paragraphs, lists, tables, emphasis) is HTML from here on, written once however many pages show it.
//! What depends on the rest of the site (a mention, an embed, a view, a link to another document) or on the page's language (an alert's
//! title) is left as a [`Part`] of its own, to be filled in while a page is rendered.
//!
//! Why not keep the parser's events? They are several times the size of the text, and walking them again costs as much as parsing.

mod compile;
mod html;
mod notes;
mod places;

use super::view::View;
use crate::diag::{Report, Span};

pub use compile::{Anchors, compile, options};
pub use html::{depth, escape, slug};
pub use notes::{Colon, Notes, Told};
pub use places::Places;

/// What is written for the words of an image that is there for decoration only, as in `![-](line.svg)`.
pub const DECORATION: &str = "-";

/// Compiles the Markdown `text` of a field or cell, which stands within `span` of a file whose text is `source`.
///
/// Escapes and doubled quotation marks move its places; in a workbook all of them are the cell.
pub fn compile_within(span: Span, text: &str, source: &str, report: &mut Report) -> Body {
    let places = Places::of(span, text, source);
    if let Some(start) = places.plain() {
        return compile(span.file, text, start, report);
    }
    let mut found = Report::default();
    let body = compile(span.file, text, 0, &mut found).told_at(text, places.clone());
    for mut diagnostic in found.sorted() {
        places.move_to_file(&mut diagnostic);
        report.add(diagnostic);
    }
    body
}

/// A text, ready to be put on a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    pub parts: Vec<Part>,
    pub headings: Vec<Heading>,
    /// In the order in which their labels are first met.
    pub footnotes: Vec<Footnote>,
    /// What no page shows and checks ask about.
    pub notes: Notes,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Markup that needs nothing from elsewhere.
    Html(Box<str>),
    /// HTML that the author typed.
    RawHtml(Box<str>, Span),
    /// The opening tag of `headings[n]`, and its closing tag.
    HeadingStart(usize),
    HeadingEnd(usize),
    Mention(Box<Mention>),
    Embed(Box<Embed>),
    View(Box<View>),
    /// The opening tag of a link to another document or file of the site.
    LinkStart(Box<Link>),
    Image(Box<Image>),
    /// A reference to `footnotes[n]`.
    FootnoteReference(usize),
    /// An interface string in the page's language.
    Phrase(&'static str),
}

/// `[[target]]` or `[[target|words]]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    pub target: Box<str>,
    /// The author's own words, as HTML.
    pub words: Option<Box<str>>,
    pub span: Span,
}

/// `![[target]]`, or with `#heading` or words.
#[derive(Clone, Debug, PartialEq)]
pub struct Embed {
    pub target: Box<str>,
    pub words: Option<Box<str>>,
    pub flow: Flow,
    pub span: Span,
}

/// Whether something stands between paragraphs or within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    Block,
    Inline,
}

/// A link that does not leave the site, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    pub url: Box<str>,
    pub title: Box<str>,
    pub span: Span,
}

/// An image, as it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    pub url: Box<str>,
    pub alt: Box<str>,
    pub title: Box<str>,
    pub span: Span,
}

/// A heading: its level from 1 to 6, its anchor, and its words without markup.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    pub level: u8,
    pub id: Box<str>,
    pub text: Box<str>,
    /// The anchor that the words alone would give.
    pub slug: Box<str>,
    /// Its opening tag is `parts[at]`.
    pub at: usize,
    pub span: Span,
}

/// A footnote's label and text.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    pub label: Box<str>,
    pub parts: Vec<Part>,
}

impl Body {
    /// Every part, those of footnotes after the others.
    pub fn all_parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().chain(self.footnotes.iter().flat_map(|note| &note.parts))
    }

    /// What the text names: the target and place of every mention and embed.
    pub fn names(&self) -> impl Iterator<Item = (&str, Span)> {
        self.all_parts().filter_map(|part| match part {
            Part::Mention(mention) => Some((&*mention.target, mention.span)),
            Part::Embed(embed) => Some((&*embed.target, embed.span)),
            _ => None,
        })
    }

    /// The views in the text.
    pub fn views(&self) -> impl Iterator<Item = &View> {
        self.all_parts().filter_map(|part| match part {
            Part::View(view) => Some(&**view),
            _ => None,
        })
    }

    /// The same text with its places moved to where they are in the file, which does not have the text as it stands here.
    fn told_at(mut self, text: &str, places: Places) -> Body {
        let moved = |span: &mut Span| *span = places.span(span.range());
        for part in self.parts.iter_mut().chain(self.footnotes.iter_mut().flat_map(|note| &mut note.parts)) {
            match part {
                Part::RawHtml(_, span) => moved(span),
                Part::Mention(mention) => moved(&mut mention.span),
                Part::Embed(embed) => moved(&mut embed.span),
                Part::View(view) => {
                    moved(&mut view.span);
                    moved(&mut view.name_span);
                    view.settings.each_span(&mut |span| moved(span));
                }
                Part::LinkStart(link) => moved(&mut link.span),
                Part::Image(image) => moved(&mut image.span),
                Part::Html(_) | Part::HeadingStart(_) | Part::HeadingEnd(_) | Part::FootnoteReference(_) | Part::Phrase(_) => {}
            }
        }
        self.headings.iter_mut().for_each(|heading| moved(&mut heading.span));
        self.notes.without_words.iter_mut().for_each(moved);
        self.notes.definitions.iter_mut().for_each(|(_, span)| moved(span));
        self.notes.outward.iter_mut().for_each(|(_, span)| moved(span));
        self.notes.retold = Some(Box::new((text.into(), places)));
        self
    }

    /// The parts of the section under the heading with this anchor or these words, heading included.
    pub fn section(&self, heading: &str) -> Option<std::ops::Range<usize>> {
        let wanted = slug(heading);
        let index = self.headings.iter().position(|found| *found.id == *heading || *found.slug == *wanted)?;
        let found = &self.headings[index];
        let end = self.headings[index + 1..].iter().find(|next| next.level <= found.level).map_or(self.parts.len(), |next| next.at);
        Some(found.at..end)
    }
}

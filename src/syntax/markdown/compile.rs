//! The parser's events into parts, in one pass.

mod block;
mod line;
mod note;

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::html::depth;
use super::{Body, Footnote, Heading, Part, escape};
use crate::diag::{Code, FileId, Report, Span};
use note::Noted;

/// Compiles the Markdown `text`, which starts at `offset` of `file`.
pub fn compile(file: FileId, text: &str, offset: usize, report: &mut Report) -> Body {
    let mut compiler = Compiler {
        file,
        source: text,
        offset,
        report,
        frames: vec![Frame::default()],
        captures: Vec::new(),
        headings: Vec::new(),
        anchors: Anchors::default(),
        footnotes: Vec::new(),
        labels: HashMap::new(),
        undefined: Vec::new(),
        views: Vec::new(),
        columns: Vec::new(),
        column: 0,
        cell: "td",
        paragraph: Paragraph::None,
        depth: 0,
        noted: Noted::default(),
        nesting: Nesting::default(),
    };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        compiler.take(event, range);
    }
    compiler.finish()
}

/// What a wikilink names; in a table its bar is written `\|`, and the parser leaves us the backslash.
fn target(written: &str) -> Box<str> {
    written.trim_end_matches('\\').trim().into()
}

/// What is understood besides CommonMark.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_WIKILINKS
}

/// Parts under construction: a text's own, a footnote's, or the words of a mention.
#[derive(Default)]
struct Frame {
    parts: Vec<Part>,
    /// Markup that the next part will be put after.
    html: String,
}

/// Something whose content is gathered before it can be written.
enum Capture {
    Mention { target: Box<str>, has_words: bool, span: Span },
    Embed { target: Box<str>, has_words: bool, span: Span, words: String },
    Image { url: Box<str>, title: Box<str>, span: Span, alt: String },
    View { name: Box<str>, span: Span, text: String, pieces: Vec<(usize, usize)> },
    Footnote(usize),
    Heading { index: usize, text: String },
}

/// Where the pass stands with regard to a `<p>`.
#[derive(Clone, Copy, PartialEq)]
enum Paragraph {
    None,
    Open,
    /// Closed before a block embed; opened again if words follow.
    Interrupted,
}

struct Compiler<'a> {
    file: FileId,
    source: &'a str,
    offset: usize,
    report: &'a mut Report,
    frames: Vec<Frame>,
    captures: Vec<Capture>,
    headings: Vec<Heading>,
    anchors: Anchors,
    /// In the order of the first reference or definition.
    footnotes: Vec<Footnote>,
    /// Where each label is among them.
    labels: HashMap<Box<str>, usize>,
    /// References to footnotes that are nowhere defined.
    undefined: Vec<(Box<str>, Span)>,
    /// The views so far: the name and the anchor of each.
    views: Vec<(Box<str>, Box<str>)>,
    columns: Vec<Alignment>,
    column: usize,
    cell: &'static str,
    paragraph: Paragraph,
    /// How many elements of a line, or cells, are open.
    depth: usize,
    noted: Noted,
    nesting: Nesting,
}

/// How deep blocks, and tags that the author typed, stand in one another.
#[derive(Default)]
struct Nesting {
    blocks: usize,
    tags: usize,
    is_told: bool,
}

/// Blocks, lines' elements and typed tags nested deeper than this were pasted or made by a program.
pub(super) const MOST_NESTED: usize = 100;

impl Compiler<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(self.file, range.start + self.offset..range.end + self.offset);
        self.nest(&event, span);
        match event {
            Event::Start(tag) => {
                self.note_start(&tag, span);
                self.start(tag, span);
            }
            Event::End(tag) => {
                self.note_end(tag);
                self.end(tag);
            }
            Event::Text(text) => self.text(&text, span),
            Event::Code(code) => {
                self.plain(&code);
                self.inline("<code>");
                escape(&code, self.html());
                self.inline("</code>");
            }
            Event::Html(html) | Event::InlineHtml(html) => self.part(Part::RawHtml(html.as_ref().into(), span)),
            Event::SoftBreak if self.paragraph == Paragraph::Interrupted => {}
            Event::SoftBreak => {
                self.plain(" ");
                self.inline("\n");
            }
            Event::HardBreak => self.inline("<br>\n"),
            Event::Rule => {
                self.noted.end_section();
                self.inline("<hr>\n");
            }
            Event::FootnoteReference(label) => {
                let note = self.footnote(&label);
                self.part(Part::FootnoteReference(note));
            }
            Event::TaskListMarker(is_done) => {
                let (class, phrase) = if is_done { ("task done", "task-done") } else { ("task", "task-open") };
                self.inline(&format!("<span class=\"{class}\" role=\"img\" aria-label=\""));
                self.part(Part::Phrase(phrase));
                self.inline("\"></span> ");
            }
            // Mathematics is not among the extensions that are switched on.
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, span),
        }
    }

    /// Reports the first place that is nested too deep.
    fn nest(&mut self, event: &Event<'_>, span: Span) {
        let deepest = match event {
            Event::Start(_) => {
                self.nesting.blocks += 1;
                self.nesting.blocks
            }
            Event::End(_) => {
                self.nesting.blocks = self.nesting.blocks.saturating_sub(1);
                return;
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                let (left, most) = depth(html, self.nesting.tags);
                self.nesting.tags = left;
                most
            }
            _ => return,
        };
        if deepest > MOST_NESTED && !self.nesting.is_told {
            self.nesting.is_told = true;
            let first = self.source[span.start as usize - self.offset..].chars().next().map_or(0, char::len_utf8);
            self.report
                .say(
                    Span { end: span.start + first as u32, ..span },
                    Code::DeepNesting,
                    format!("this is nested more than {MOST_NESTED} deep"),
                )
                .help("take it out of the quotations, lists or tags around it");
        }
    }

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => {
                self.inline("<p>");
                self.paragraph = Paragraph::Open;
            }
            Tag::Heading { level, id, .. } => self.start_heading(level as u8, id, span),
            Tag::BlockQuote(None) => self.inline("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.start_alert(kind),
            Tag::CodeBlock(kind) => self.start_code(kind, span),
            Tag::List(None) => self.inline("<ul>\n"),
            Tag::List(Some(1)) => self.inline("<ol>\n"),
            Tag::List(Some(first)) => self.inline(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.inline("<li>"),
            Tag::FootnoteDefinition(label) => {
                let note = self.footnote(&label);
                self.noted.define(note, &label, span);
                self.captures.push(Capture::Footnote(note));
                self.frames.push(Frame::default());
            }
            Tag::DefinitionList => self.inline("<dl>\n"),
            Tag::DefinitionListTitle => self.inline("<dt>"),
            Tag::DefinitionListDefinition => self.inline("<dd>"),
            Tag::Table(columns) => {
                self.columns = columns;
                self.inline("<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"");
                self.part(Part::Phrase("table"));
                self.inline("\"><table>\n");
            }
            Tag::TableHead => self.start_row("<thead><tr>", "th"),
            Tag::TableRow => self.start_row("<tr>", "td"),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.open("<em>"),
            Tag::Strong => self.open("<strong>"),
            Tag::Strikethrough => self.open("<del>"),
            Tag::Superscript => self.open("<sup>"),
            Tag::Subscript => self.open("<sub>"),
            Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                self.reopen();
                self.captures.push(Capture::Mention { target: target(&dest_url), has_words: has_pothole, span });
                self.frames.push(Frame::default());
            }
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, span),
            Tag::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. } => {
                let target = target(&dest_url);
                self.captures.push(Capture::Embed { target, has_words: has_pothole, span, words: String::new() });
            }
            Tag::Image { dest_url, title, .. } => {
                let (url, title) = (dest_url.as_ref().into(), title.as_ref().into());
                self.captures.push(Capture::Image { url, title, span, alt: String::new() });
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if self.paragraph != Paragraph::Interrupted {
                    self.inline("</p>\n");
                }
                self.paragraph = Paragraph::None;
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(None) => self.inline("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.inline("</div>\n"),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::List(false) => self.inline("</ul>\n"),
            TagEnd::List(true) => self.inline("</ol>\n"),
            TagEnd::Item => self.inline("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionList => self.inline("</dl>\n"),
            TagEnd::DefinitionListTitle => self.inline("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.inline("</dd>\n"),
            TagEnd::Table => self.inline("</tbody></table></div>\n"),
            TagEnd::TableHead => self.end_head(),
            TagEnd::TableRow => self.inline("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.close("</em>"),
            TagEnd::Strong => self.close("</strong>"),
            TagEnd::Strikethrough => self.close("</del>"),
            TagEnd::Superscript => self.close("</sup>"),
            TagEnd::Subscript => self.close("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::Image => self.end_image(),
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn html(&mut self) -> &mut String {
        // There is always the text's own frame: only a matching end pops one.
        let last = self.frames.len() - 1;
        &mut self.frames[last].html
    }

    fn inline(&mut self, markup: &str) {
        if matches!(self.captures.last(), Some(Capture::Image { .. } | Capture::Embed { .. })) {
            return;
        }
        if !markup.starts_with("</") {
            self.reopen();
        }
        self.html().push_str(markup);
    }

    /// Opens an element within which nothing can be a block.
    fn open(&mut self, markup: &str) {
        self.inline(markup);
        self.depth += 1;
    }

    fn close(&mut self, markup: &str) {
        self.inline(markup);
        self.depth = self.depth.saturating_sub(1);
    }

    /// Opens a paragraph again that an embed interrupted.
    fn reopen(&mut self) {
        if self.paragraph == Paragraph::Interrupted {
            self.paragraph = Paragraph::Open;
            self.html().push_str("<p>");
        }
    }

    fn part(&mut self, part: Part) {
        if matches!(self.captures.last(), Some(Capture::Image { .. } | Capture::Embed { .. })) {
            return;
        }
        self.reopen();
        self.block(part);
    }

    /// Adds a part that may stand outside a paragraph.
    fn block(&mut self, part: Part) {
        let last = self.frames.len() - 1;
        self.frames[last].push(part);
    }

    fn finish(mut self) -> Body {
        self.say_undefined();
        let parts = self.frames.pop().map(Frame::into_parts).unwrap_or_default();
        Body { parts, headings: self.headings, footnotes: self.footnotes, notes: self.noted.finish() }
    }
}

/// Anchors that have been given out, with how often each was wanted.
#[derive(Default)]
pub struct Anchors(HashMap<String, usize>);

impl Anchors {
    /// An anchor like `wanted` that has not been given out.
    pub fn take(&mut self, wanted: &str) -> String {
        let mut anchor = wanted.to_owned();
        let mut uses = self.0.get(wanted).copied().unwrap_or(0);
        while uses > 0 && (anchor == wanted || self.0.contains_key(&anchor)) {
            uses += 1;
            anchor = format!("{wanted}-{uses}");
        }
        self.0.insert(wanted.to_owned(), uses.max(1));
        self.0.entry(anchor.clone()).or_insert(1);
        anchor
    }
}

impl Frame {
    fn push(&mut self, part: Part) {
        self.flush();
        self.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.html.is_empty() {
            self.parts.push(Part::Html(std::mem::take(&mut self.html).into()));
        }
    }

    fn into_parts(mut self) -> Vec<Part> {
        self.flush();
        self.parts
    }

    /// The markup alone: words of a mention hold no parts.
    fn into_html(self) -> Box<str> {
        let whole = self.into_parts();
        let markup = whole.iter().map(|part| if let Part::Html(html) = part { &**html } else { "" });
        markup.collect::<String>().into()
    }
}

#[cfg(test)]
mod tests;

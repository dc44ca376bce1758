//! The parser's events into parts, in one pass.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Body, Embed, Flow, Footnote, Heading, Image, Link, Mention, Part, escape, slug};
use crate::diag::{Code, FileId, Report, Span};
use crate::syntax::toml::{self, Origin};
use crate::syntax::view::{self, View};

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
        anchors: HashMap::new(),
        footnotes: Vec::new(),
        columns: Vec::new(),
        column: 0,
        cell: "td",
        paragraph: Paragraph::None,
        depth: 0,
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

fn options() -> Options {
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
    /// How often each anchor has been given out.
    anchors: HashMap<String, usize>,
    /// In the order of the first reference or definition.
    footnotes: Vec<Footnote>,
    columns: Vec<Alignment>,
    column: usize,
    cell: &'static str,
    paragraph: Paragraph,
    /// How many elements of a line, or cells, are open.
    depth: usize,
}

impl Compiler<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        let span = Span::new(self.file, range.start + self.offset..range.end + self.offset);
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
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
            Event::Rule => self.inline("<hr>\n"),
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

    fn start(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Paragraph => {
                self.inline("<p>");
                self.paragraph = Paragraph::Open;
            }
            Tag::Heading { level, id, .. } => self.start_heading(level as u8, id),
            Tag::BlockQuote(None) => self.inline("<blockquote>\n"),
            Tag::BlockQuote(Some(kind)) => self.start_alert(kind),
            Tag::CodeBlock(kind) => self.start_code(kind, span),
            Tag::List(None) => self.inline("<ul>\n"),
            Tag::List(Some(1)) => self.inline("<ol>\n"),
            Tag::List(Some(first)) => self.inline(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => self.inline("<li>"),
            Tag::FootnoteDefinition(label) => {
                let note = self.footnote(&label);
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
            TagEnd::TableHead => self.inline("</tr></thead>\n<tbody>\n"),
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

    fn text(&mut self, text: &str, span: Span) {
        if let Some(Capture::View { text: gathered, pieces, .. }) = self.captures.last_mut() {
            pieces.push((gathered.len(), span.start as usize));
            gathered.push_str(text);
            return;
        }
        self.undefined_footnote(text, span);
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

    /// The parser leaves a reference to a footnote that nobody wrote as the words `[^label]`.
    fn undefined_footnote(&mut self, text: &str, span: Span) {
        let start = span.start as usize - self.offset;
        let Some(label) = self.source[..start].strip_suffix('[').and(text.strip_prefix('^')) else { return };
        let is_closed = self.source[start + text.len()..].starts_with(']');
        let is_escaped = self.source[..start].ends_with("\\[");
        if is_closed && !is_escaped && !label.is_empty() {
            let whole = Span { start: span.start - 1, end: span.end + 1, ..span };
            self.report
                .say(whole, Code::MissingFootnote, format!("the footnote `{label}` is nowhere defined"))
                .help(format!("add a line `[^{label}]: …` to this text"));
        }
    }

    /// Adds to the plain words of the image, embed or heading that is being gathered.
    fn plain(&mut self, text: &str) {
        for capture in self.captures.iter_mut().rev() {
            match capture {
                Capture::Embed { words, .. } => return words.push_str(text),
                Capture::Image { alt, .. } => return alt.push_str(text),
                Capture::Heading { text: words, .. } => return words.push_str(text),
                _ => {}
            }
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

    fn start_heading(&mut self, level: u8, id: Option<CowStr<'_>>) {
        let index = self.headings.len();
        self.block(Part::HeadingStart(index));
        let at = self.frames[0].parts.len().saturating_sub(1);
        let id = id.map(CowStr::into_string).unwrap_or_default();
        self.headings.push(Heading { level, id: id.into(), text: "".into(), at });
        self.captures.push(Capture::Heading { index, text: String::new() });
    }

    fn end_heading(&mut self) {
        let Some(Capture::Heading { index, text }) = self.captures.pop() else { return };
        let wanted = match &*self.headings[index].id {
            "" => slug(&text),
            id => id.to_owned(),
        };
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        let uses = self.anchors.entry(wanted.clone()).or_insert(0);
        *uses += 1;
        let id = if *uses == 1 { wanted } else { format!("{wanted}-{uses}") };
        self.headings[index].id = id.into();
        self.headings[index].text = text.into();
        self.block(Part::HeadingEnd(index));
    }

    fn start_alert(&mut self, kind: BlockQuoteKind) {
        let (class, phrase) = match kind {
            BlockQuoteKind::Note => ("note", "alert-note"),
            BlockQuoteKind::Tip => ("tip", "alert-tip"),
            BlockQuoteKind::Important => ("important", "alert-important"),
            BlockQuoteKind::Warning => ("warning", "alert-warning"),
            BlockQuoteKind::Caution => ("caution", "alert-caution"),
        };
        self.inline(&format!("<div class=\"alert alert-{class}\" role=\"note\"><p class=\"alert-title\">"));
        self.part(Part::Phrase(phrase));
        self.inline("</p>\n");
    }

    /// A heading without a word heads nothing: it is a cell like any other.
    fn end_cell(&mut self) {
        if self.cell != "th" {
            return self.close("</td>");
        }
        let html = self.html();
        match html.rfind("<th ") {
            Some(at) if html[at..].find('>') == Some(html.len() - at - 1) => {
                html.truncate(at);
                html.push_str("<td>");
                self.close("</td>");
            }
            _ => self.close("</th>"),
        }
    }

    fn start_code(&mut self, kind: CodeBlockKind<'_>, span: Span) {
        let CodeBlockKind::Fenced(info) = kind else { return self.inline("<pre tabindex=\"0\"><code>") };
        if view::is_asked_for(&info) {
            let (name, text) = (info.as_ref().into(), String::new());
            return self.captures.push(Capture::View { name, span, text, pieces: Vec::new() });
        }
        let language = info.split_whitespace().next().unwrap_or_default();
        if language.is_empty() {
            return self.inline("<pre tabindex=\"0\"><code>");
        }
        self.inline("<pre tabindex=\"0\"><code class=\"language-");
        escape(language, self.html());
        self.inline("\">");
    }

    fn end_code(&mut self) {
        if !matches!(self.captures.last(), Some(Capture::View { .. })) {
            return self.inline("</code></pre>\n");
        }
        let Some(Capture::View { name, span, text, pieces }) = self.captures.pop() else { return };
        let origin = Origin { file: self.file, pieces };
        let settings = toml::parse(&text, &origin, Code::BrokenView, self.report);
        // The fence is at least three marks long; the name follows it, perhaps after a space.
        let block = &self.source[span.start as usize - self.offset..];
        let start = span.start as usize + block.find(&*name).unwrap_or(0);
        let name_span = Span::new(self.file, start..start + name.len());
        self.block(Part::View(Box::new(View { name, name_span, settings, span })));
    }

    fn start_row(&mut self, markup: &str, cell: &'static str) {
        self.cell = cell;
        self.column = 0;
        self.inline(markup);
    }

    fn start_cell(&mut self) {
        let side = match self.columns.get(self.column) {
            Some(Alignment::Center) => " class=\"centre\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        self.column += 1;
        let scope = if self.cell == "th" { " scope=\"col\"" } else { "" };
        let markup = format!("<{}{scope}{side}>", self.cell);
        self.open(&markup);
    }

    fn start_link(&mut self, kind: LinkType, url: &str, title: &str, span: Span) {
        let lower = url.to_ascii_lowercase();
        let outside = ["http://", "https://", "mailto:", "tel:"].into_iter().any(|scheme| lower.starts_with(scheme));
        if kind != LinkType::Email && !outside && !url.starts_with('#') {
            let link = Link { url: url.into(), title: title.into(), span };
            self.depth += 1;
            return self.part(Part::LinkStart(Box::new(link)));
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

    /// Ends an ordinary link, or a mention with the words gathered for it.
    fn end_link(&mut self) {
        if !matches!(self.captures.last(), Some(Capture::Mention { .. })) {
            return self.close("</a>");
        }
        let Some(Capture::Mention { target, has_words, span }) = self.captures.pop() else { return };
        let words = self.frames.pop().map(Frame::into_html).filter(|_| has_words);
        self.part(Part::Mention(Box::new(Mention { target, words, span })));
    }

    fn end_image(&mut self) {
        match self.captures.pop() {
            Some(Capture::Image { url, title, span, alt }) => {
                self.part(Part::Image(Box::new(Image { url, alt: alt.into(), title, span })));
            }
            Some(Capture::Embed { target, has_words, span, words }) => self.end_embed(target, has_words.then(|| words.into()), span),
            _ => {}
        }
    }

    /// Puts an embed between paragraphs, unless it stands in a heading, a cell or other markup of a line.
    fn end_embed(&mut self, target: Box<str>, words: Option<Box<str>>, span: Span) {
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

    /// The position of a footnote's label, which is made on first sight.
    fn footnote(&mut self, label: &str) -> usize {
        self.footnotes.iter().position(|note| *note.label == *label).unwrap_or_else(|| {
            self.footnotes.push(Footnote { label: label.into(), parts: Vec::new() });
            self.footnotes.len() - 1
        })
    }

    fn end_footnote(&mut self) {
        let Some(Capture::Footnote(note)) = self.captures.pop() else { return };
        if let Some(frame) = self.frames.pop() {
            self.footnotes[note].parts = frame.into_parts();
        }
    }

    fn finish(mut self) -> Body {
        let parts = self.frames.pop().map(Frame::into_parts).unwrap_or_default();
        Body { parts, headings: self.headings, footnotes: self.footnotes }
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
mod tests {
    use super::*;

    /// Writes the parts in a short form: markup as it is, everything else in braces.
    fn check(markdown: &str, expected: &str) {
        let mut report = Report::default();
        let body = compile(FileId(0), markdown, 0, &mut report);
        assert_eq!(shown(&body.parts, &body), expected, "{markdown}");
    }

    fn shown(parts: &[Part], body: &Body) -> String {
        let one = |part: &Part| match part {
            Part::Html(html) => html.to_string(),
            Part::RawHtml(html, _) => format!("{{raw {html}}}"),
            Part::HeadingStart(at) => format!("{{h{} {}}}", body.headings[*at].level, body.headings[*at].id),
            Part::HeadingEnd(_) => "{/h}".to_owned(),
            Part::Mention(it) => format!("{{mention {}|{}}}", it.target, it.words.as_deref().unwrap_or("-")),
            Part::Embed(it) => format!("{{embed {:?} {}|{}}}", it.flow, it.target, it.words.as_deref().unwrap_or("-")),
            Part::View(view) => format!("{{view {} {}}}", view.name, view.settings.entries.len()),
            Part::LinkStart(link) => format!("{{link {}}}", link.url),
            Part::Image(image) => format!("{{image {} {}}}", image.url, image.alt),
            Part::FootnoteReference(at) => format!("{{note {}}}", body.footnotes[*at].label),
            Part::Phrase(key) => format!("{{{key}}}"),
        };
        parts.iter().map(one).collect::<String>().replace('\n', "")
    }

    #[test]
    fn mentions_and_embeds_are_left_as_holes() {
        check("See [[bdih]].", "<p>See {mention bdih|-}.</p>");
        check("See [[bdih|the *hub*]].", "<p>See {mention bdih|the <em>hub</em>}.</p>");
        check("![[share]]", "{embed Block share|-}");
        check("A ![[share]] b", "<p>A </p>{embed Block share|-}<p> b</p>");
        check("![[a]]\n![[b]]", "{embed Block a|-}{embed Block b|-}");
        check("- ![[a]]", "<ul><li>{embed Block a|-}</li></ul>");
        check("**![[a]]**", "<p><strong>{embed Inline a|-}</strong></p>");
        check("`[[a]]`", "<p><code>[[a]]</code></p>");
        check(
            "| a |\n|---|\n| [[x\\|y]] |",
            "<div class=\"table-wrap\" role=\"group\" tabindex=\"0\" aria-label=\"{table}\"><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>{mention x|y}</td></tr></tbody></table></div>",
        );
    }

    #[test]
    fn every_extension_is_understood() {
        check("## Key *words* {#key}", "{h2 key}Key <em>words</em>{/h}");
        check("# A\n# A", "{h1 a}A{/h}{h1 a-2}A{/h}");
        check("- [x] done", "<ul><li><span class=\"task done\" role=\"img\" aria-label=\"{task-done}\"></span> done</li></ul>");
        check("~~a~~", "<p><del>a</del></p>");
        check("> [!NOTE]\n> a", "<div class=\"alert alert-note\" role=\"note\"><p class=\"alert-title\">{alert-note}</p><p>a</p></div>");
        check("term\n: what", "<dl><dt>term</dt><dd>what</dd></dl>");
        check("a[^n]\n\n[^n]: b", "<p>a{note n}</p>");
        check("<b>x</b>", "<p>{raw <b>}x{raw </b>}</p>");
        check(
            "[a](../b.md) [c](https://d) [e](javascript:f)",
            "<p>{link ../b.md}a</a> <a href=\"https://d\">c</a> {link javascript:f}e</a></p>",
        );
        check("![a *b*](c.png)", "<p>{image c.png a b}</p>");
        check("```cards\nof = \"hub\"\n```", "{view cards 1}");
        check("```rust\na < b\n```", "<pre tabindex=\"0\"><code class=\"language-rust\">a &lt; b</code></pre>");
    }

    #[test]
    fn a_view_in_a_quotation_keeps_its_places() {
        let text = "> ```cards\n> of = \"hub\"\n> limit = 3\n> ```\n";
        let body = compile(FileId(0), text, 100, &mut Report::default());
        let Some(Part::View(view)) = body.parts.iter().find(|part| matches!(part, Part::View(_))) else { panic!("no view") };
        let place = |span: Span| &text[span.start as usize - 100..span.end as usize - 100];
        assert_eq!(place(view.name_span), "cards");
        assert_eq!(place(view.settings.entries[1].key_span), "limit");
        assert_eq!(place(view.settings.entries[0].node.span), "\"hub\"");
    }

    #[test]
    fn an_undefined_footnote_is_reported() {
        let mut report = Report::default();
        compile(FileId(0), "a[^n]", 0, &mut report);
        assert_eq!(report.sorted().len(), 1);
    }
}

//! Blocks: headings, alerts, code and views, rows and cells of tables, footnotes.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, CowStr};

use super::super::{Footnote, Heading, Part, escape, slug};
use super::{Capture, Compiler};
use crate::diag::{Code, Span, nearest};
use crate::syntax::toml::{self, Origin};
use crate::syntax::view::{self, View};

/// Labels of footnotes that nobody wrote for which the nearest one is looked for: of more, the first show why.
const SUGGESTIONS: usize = 100;

impl Compiler<'_> {
    pub(super) fn start_heading(&mut self, level: u8, id: Option<CowStr<'_>>, span: Span) {
        let index = self.headings.len();
        self.block(Part::HeadingStart(index));
        let at = self.frames[0].parts.len().saturating_sub(1);
        let id = id.map(CowStr::into_string).unwrap_or_default();
        self.headings.push(Heading { level, id: id.into(), text: "".into(), slug: "".into(), at, span: self.first_line(span) });
        self.captures.push(Capture::Heading { index, text: String::new() });
    }

    pub(super) fn end_heading(&mut self) {
        let Some(Capture::Heading { index, text }) = self.captures.pop() else { return };
        let own = slug(&text);
        let wanted = match &*self.headings[index].id {
            "" => &own,
            id => id,
        };
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted.to_owned() };
        self.headings[index].slug = own.into();
        self.headings[index].id = self.anchors.take(&wanted).into();
        self.headings[index].text = text.into();
        self.block(Part::HeadingEnd(index));
    }

    pub(super) fn start_alert(&mut self, kind: BlockQuoteKind) {
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

    pub(super) fn start_code(&mut self, kind: CodeBlockKind<'_>, span: Span) {
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

    pub(super) fn end_code(&mut self) {
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
        let anchor = self.view_anchor(&name, &settings);
        self.block(Part::View(Box::new(View { name, name_span, anchor, settings, span })));
    }

    /// The `id` that the author gave a view, if it can be one and is still free; else its name with a number.
    fn view_anchor(&mut self, name: &str, settings: &toml::Table) -> Box<str> {
        let own = settings.find("id").and_then(|entry| entry.node.as_text()).filter(|id| view::is_id(id));
        let number = self.views.iter().filter(|(known, _)| **known == *name).count() + 1;
        let anchor: Box<str> = match own.filter(|id| self.views.iter().all(|(_, known)| **known != **id)) {
            Some(id) => id.into(),
            None => format!("{name}-{number}").into(),
        };
        self.views.push((name.into(), anchor.clone()));
        anchor
    }

    pub(super) fn start_row(&mut self, markup: &str, cell: &'static str) {
        self.cell = cell;
        self.column = 0;
        self.inline(markup);
    }

    /// Ends a row of headings; a table whose headings say nothing has none.
    pub(super) fn end_head(&mut self) {
        let html = self.html();
        match html
            .rfind("<thead>")
            .filter(|start| !html[*start..].contains("<th ") && html[*start..].replace("<td></td>", "") == "<thead><tr>")
        {
            Some(start) => html.truncate(start),
            None => html.push_str("</tr></thead>\n"),
        }
        html.push_str("<tbody>\n");
    }

    pub(super) fn start_cell(&mut self) {
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

    /// A heading without a word heads nothing: it is a cell like any other.
    pub(super) fn end_cell(&mut self) {
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

    /// The position of a footnote's label, which is made on first sight.
    pub(super) fn footnote(&mut self, label: &str) -> usize {
        self.labels.get(label).copied().unwrap_or_else(|| {
            self.labels.insert(label.into(), self.footnotes.len());
            self.footnotes.push(Footnote { label: label.into(), parts: Vec::new() });
            self.footnotes.len() - 1
        })
    }

    pub(super) fn end_footnote(&mut self) {
        let Some(Capture::Footnote(note)) = self.captures.pop() else { return };
        if let Some(frame) = self.frames.pop() {
            self.footnotes[note].parts = frame.into_parts();
        }
    }

    /// Reports references to footnotes that nobody wrote, now that all labels are known.
    pub(super) fn say_undefined(&mut self) {
        let mut meant: BTreeMap<Box<str>, Option<usize>> = BTreeMap::new();
        for (label, span) in std::mem::take(&mut self.undefined) {
            let labels = || self.footnotes.iter().map(|note| &*note.label);
            let is_looked_for = meant.len() < SUGGESTIONS || meant.contains_key(&label);
            let near = *meant.entry(label.clone()).or_insert_with(|| {
                let near = nearest(&label, labels()).filter(|_| is_looked_for)?;
                self.labels.get(near).copied()
            });
            let found = self.report.say(span, Code::MissingFootnote, format!("the footnote `{label}` is nowhere defined"));
            match near.map(|near| &*self.footnotes[near].label) {
                // Between `[^` and `]`.
                Some(near) => found.help(format!("did you mean `[^{near}]`?")).slip(
                    Span { start: span.start + 2, end: span.end - 1, ..span },
                    &label,
                    labels(),
                ),
                None => found.help(format!("add a line `[^{label}]: …` to this text")),
            };
        }
        self.noted.name_nearly(meant.into_values().flatten());
    }
}

//! A text onto a page: its markup, with every hole filled.

use std::collections::VecDeque;

use super::apparatus::{Apparatus, FootnoteView};
use super::ask::{Way, Window};
use super::html::Html;
use super::margin::Margin;
use super::{embed, images, reading, view};
use crate::registry::EntityId;
use crate::registry::kind::Nature;
use crate::registry::language::LanguageId;
use crate::registry::settings::RawHtml;
use crate::registry::target::Target;
use crate::registry::value::Localised;
use crate::routes::Home;
use crate::syntax::markdown::{Body, Footnote, Heading, Image, Link, Mention, Part, depth, escape, slug};

/// Where a text is written to, and what it needs on the way.
pub struct Writer<'w> {
    pub window: &'w Window,
    pub apparatus: &'w mut Apparatus,
    /// Added to the level of every heading.
    pub deeper: u8,
    /// Sections of the text, for the list of contents.
    pub headings: Vec<Section>,
    /// Whose text it is, where it is one that has a file of its own: files of its views lie beside that thing's page.
    pub home: Option<Home>,
    /// What a long text has beside it.
    pub margin: Option<Margin>,
}

/// A heading as it stands on the page.
pub struct Section {
    pub level: u8,
    pub id: String,
    pub text: String,
}

impl<'w> Writer<'w> {
    /// A writer onto a page.
    pub fn new(window: &'w Window, apparatus: &'w mut Apparatus) -> Writer<'w> {
        Writer { window, apparatus, deeper: 0, headings: Vec::new(), home: None, margin: None }
    }

    /// Writes a whole text.
    pub fn body(&mut self, body: &Body) -> String {
        self.parts(body, 0..body.parts.len())
    }

    /// Writes some parts of a text.
    pub fn parts(&mut self, body: &Body, range: std::ops::Range<usize>) -> String {
        let has_html = body.parts[range.clone()].iter().any(|part| matches!(part, Part::RawHtml(..)));
        let mut text = Text { writer: self, body, ids: vec![None; body.headings.len()], notes: Notes::of(body) };
        let is_sanitised = has_html && text.writer.window.settings().raw_html == RawHtml::Sanitised;
        let mut out = String::new();
        if is_sanitised && !is_too_deep(&body.parts[range.clone()]) {
            out = text.sanitised(&body.parts[range]);
        } else {
            for part in &body.parts[range] {
                text.part(part, &mut out);
            }
        }
        text.late_footnotes();
        out
    }
}

/// Chooses the version of a text for readers of the page, with the language it is really in, if that is another.
pub fn version<'a, T>(text: &'a Localised<T>, window: &Window) -> (&'a T, Option<LanguageId>) {
    let (language, version) = text.read_in(window.language);
    (version, (language != window.language).then_some(language))
}

/// One text while it is being written.
struct Text<'t, 'w> {
    writer: &'t mut Writer<'w>,
    body: &'t Body,
    /// The anchors that its headings were given on this page.
    ids: Vec<Option<String>>,
    notes: Notes,
}

/// The footnotes of a text while it is being written.
struct Notes {
    /// The place of each among those of the page.
    places: Vec<Option<usize>>,
    /// How many footnotes are being written, one for another.
    depth: usize,
    /// Those that are yet to be written.
    late: VecDeque<usize>,
}

/// A footnote that is named by a footnote, and so on, is written at once down to this depth; a longer chain is written link by link.
const DEEPEST_NOTE: usize = 16;

impl Notes {
    fn of(body: &Body) -> Notes {
        Notes { places: vec![None; body.footnotes.len()], depth: 0, late: VecDeque::new() }
    }
}

impl Text<'_, '_> {
    fn part(&mut self, part: &Part, out: &mut String) {
        let window = self.writer.window;
        let start = out.len();
        match part {
            Part::Html(html) => {
                self.tell_sources(out);
                out.push_str(html);
                self.beside(|margin| margin.pass(html));
            }
            // Raw HTML that a site does not allow is shown as it was typed.
            Part::RawHtml(html, _) => escape(html, out),
            Part::HeadingStart(at) => self.heading_start(*at, out),
            Part::HeadingEnd(at) => self.heading_end(*at, out),
            Part::Mention(mention) => self.mention(mention, out),
            Part::Embed(embed) => {
                embed::write(self.writer, embed, out);
                self.beside(|margin| margin.see(&out[start..]));
            }
            Part::View(view) => {
                out.push_str(&view::write(self.writer, view));
                self.beside(|margin| margin.see(&out[start..]));
            }
            Part::LinkStart(link) => self.link(link, out),
            Part::Image(image) => self.image(image, out),
            Part::FootnoteReference(at) => self.footnote(*at, out),
            Part::Phrase(key) => escape(&window.formats().strings().get(key, &[]), out),
        }
    }

    /// Does something with what the text has beside it, if it is one that has.
    fn beside(&mut self, act: impl FnOnce(&mut Margin)) {
        if let Some(margin) = &mut self.writer.margin {
            act(margin);
        }
    }

    /// Puts the sources that were cited just before into the margin.
    fn tell_sources(&mut self, out: &mut String) {
        if let Some(margin) = &mut self.writer.margin {
            margin.tell(self.writer.window, self.writer.apparatus, out);
        }
    }

    /// Writes parts among which is HTML that the author typed: all markup is sanitised together, with the holes kept out of it.
    fn sanitised(&mut self, parts: &[Part]) -> String {
        let mut holes: Vec<String> = Vec::new();
        let mut markup = String::new();
        for part in parts {
            match part {
                // The two marks are no characters, so that no text can hold them.
                Part::Html(html) | Part::RawHtml(html, _) => {
                    markup.push_str(&html.replace([OPEN, CLOSE], ""));
                    self.beside(|margin| margin.pass(html));
                }
                other => {
                    let mut hole = String::new();
                    self.part(other, &mut hole);
                    self.tell_sources(&mut hole);
                    // A link's opening tag must stay a tag, or its end would be dropped.
                    if matches!(other, Part::LinkStart(_)) {
                        markup.push_str(&hole);
                    } else {
                        markup.push_str(&format!("{OPEN}{}{CLOSE}", holes.len()));
                        holes.push(hole);
                    }
                }
            }
        }
        let clean = sanitiser().clean(&markup).to_string();
        let mut out = String::with_capacity(clean.len());
        for (at, piece) in clean.split(OPEN).enumerate() {
            let (number, rest) = piece.split_once(CLOSE).filter(|_| at > 0).unwrap_or(("", piece));
            out.push_str(number.parse::<usize>().ok().and_then(|at| holes.get(at)).map_or("", |hole| hole));
            out.push_str(rest);
        }
        out
    }

    fn heading_start(&mut self, at: usize, out: &mut String) {
        let Heading { level, id, text, .. } = &self.body.headings[at];
        let id = self.writer.apparatus.anchors.take(id);
        let level = self.level(*level);
        out.push_str(&format!("<h{level} id=\""));
        escape(&id, out);
        out.push_str("\">");
        self.writer.headings.push(Section { level, id: id.clone(), text: text.to_string() });
        self.ids[at] = Some(id);
        self.beside(|margin| margin.enter_heading(level));
    }

    fn heading_end(&mut self, at: usize, out: &mut String) {
        let heading = &self.body.headings[at];
        let level = &heading.level;
        let id = self.ids[at].take().unwrap_or_default();
        let text = self.words_of(at, out).unwrap_or_else(|| heading.text.to_string());
        let label = self.writer.window.formats().strings().get("heading-anchor", &[("title", text.as_str().into())]);
        if let Some(section) = self.writer.headings.last_mut().filter(|section| section.id == id) {
            section.text = text;
        }
        out.push_str(" <a class=\"anchor\" href=\"#");
        escape(&id, out);
        out.push_str("\" aria-label=\"");
        escape(&label, out);
        out.push_str(&format!("\">#</a></h{}>\n", self.level(*level)));
        self.beside(Margin::leave_heading);
    }

    /// What a heading that names something says on this page, now that it is written; others say what their author typed.
    fn words_of(&self, at: usize, out: &str) -> Option<String> {
        let heading = &self.body.headings[at];
        let parts = self.body.parts.get(heading.at..).filter(|parts| parts.first() == Some(&Part::HeadingStart(at)))?;
        let mut own = parts.iter().take_while(|part| !matches!(part, Part::HeadingEnd(_)));
        if !own.any(|part| matches!(part, Part::Mention(_) | Part::Embed(_))) {
            return None;
        }
        let start = out.rfind(&format!("<h{} id=\"", self.level(heading.level)))?;
        let inner = &out[start..];
        Some(html_words(&inner[inner.find('>')? + 1..]))
    }

    /// The level that a heading has on the page, whose only first-level heading is its title.
    fn level(&self, written: u8) -> u8 {
        (written.max(2) + self.writer.deeper).min(6)
    }

    fn mention(&mut self, mention: &Mention, out: &mut String) {
        let window = self.writer.window;
        match window.leads(Way::Mention, &mention.target, mention.span.file) {
            Target::Entity(id, rest) => self.mention_of(id, rest.as_deref(), mention, out),
            Target::Anchor(wanted) => {
                let wanted_slug = slug(&wanted);
                let found = self.body.headings.iter().find(|heading| *heading.id == *wanted || slug(&heading.text) == wanted_slug);
                out.push_str("<a href=\"#");
                escape(found.map_or(&wanted_slug, |heading| &heading.id), out);
                out.push_str("\">");
                match &mention.words {
                    Some(words) => out.push_str(words),
                    None => escape(found.map_or(&wanted, |heading| &heading.text), out),
                }
                out.push_str("</a>");
            }
            // What is wrong with it has been reported; the words at least can be read.
            _ => match &mention.words {
                Some(words) => out.push_str(words),
                None => escape(&mention.target, out),
            },
        }
    }

    fn mention_of(&mut self, id: EntityId, rest: Option<&str>, mention: &Mention, out: &mut String) {
        let window = self.writer.window;
        let nature = window.kinds().kind(window.kind_of(id)).nature;
        let words = mention.words.as_deref();
        match nature {
            Nature::Figure => {
                out.push_str(&reading::in_text(window, self.writer.apparatus, id, rest, words));
                let sources = reading::sources_of(window, id, rest);
                self.beside(|margin| sources.iter().for_each(|source| margin.cite(*source)));
            }
            Nature::Source => {
                out.push_str(words.unwrap_or_default());
                let mark = citation(window, self.writer.apparatus, id);
                // A mark belongs to the word before it, and does not say twice what that word's own mark says.
                out.truncate(out.trim_end_matches([' ', '\n']).len());
                if !out.ends_with(&mark) {
                    out.push_str(&mark);
                }
                self.beside(|margin| margin.cite(id));
            }
            Nature::Thing => out.push_str(&link(window, id, rest, words)),
        }
    }

    /// The opening tag of a link whose end is markup already.
    fn link(&mut self, link: &Link, out: &mut String) {
        let href = match self.writer.window.leads(Way::Link, &link.url, link.span.file) {
            Target::Entity(id, rest) => {
                let url = &self.writer.window.card(id).url;
                Some(rest.map_or_else(|| url.to_string(), |rest| format!("{url}#{}", slug(&rest))))
            }
            Target::File(path) => Some(self.writer.window.media_url(&path)),
            Target::Anchor(anchor) => Some(format!("#{anchor}")),
            Target::SitePath(path) => Some(format!("{}{path}", self.writer.window.settings().base_url.path)),
            Target::Outside => Some(link.url.to_string()),
            Target::Several(_) | Target::Hidden | Target::Faulty | Target::Unsafe | Target::Nothing => None,
        };
        out.push_str("<a");
        if let Some(href) = href.filter(|href| !href.is_empty()) {
            out.push_str(" href=\"");
            escape(&href, out);
            out.push('"');
        }
        if !link.title.is_empty() {
            out.push_str(" title=\"");
            escape(&link.title, out);
            out.push('"');
        }
        out.push('>');
    }

    fn image(&mut self, image: &Image, out: &mut String) {
        let Target::File(path) = self.writer.window.leads(Way::Image, &image.url, image.span.file) else {
            return escape(&image.alt, out);
        };
        out.push_str(&images::markup(self.writer.window, &path, (&image.alt, &image.title)));
    }

    fn footnote(&mut self, at: usize, out: &mut String) {
        let place = self.notes.places[at].unwrap_or_else(|| {
            let place = self.writer.apparatus.footnotes.len();
            self.notes.places[at] = Some(place);
            let (number, id) = (place + 1, format!("note_{}", place + 1));
            self.writer.apparatus.footnotes.push(FootnoteView { number, id, html: Html::default(), backlinks: Vec::new() });
            if self.notes.depth < DEEPEST_NOTE {
                self.write_footnote(at, place);
            } else {
                self.notes.late.push_back(at);
            }
            place
        });
        let note = &mut self.writer.apparatus.footnotes[place];
        let back = format!("note_{}_from_{}", note.number, note.backlinks.len() + 1);
        out.push_str(&format!("<sup class=\"footnote-ref\"><a id=\"{back}\" href=\"#{}\">{}</a></sup>", note.id, note.number));
        note.backlinks.push(format!("#{back}"));
    }

    /// Writes the footnotes that were too deep in others.
    fn late_footnotes(&mut self) {
        while let Some(at) = self.notes.late.pop_front() {
            if let Some(place) = self.notes.places[at] {
                self.write_footnote(at, place);
            }
        }
    }

    fn write_footnote(&mut self, at: usize, place: usize) {
        self.notes.depth += 1;
        // A note at the foot has no margin of its own.
        let margin = self.writer.margin.take();
        let html = self.footnote_text(&self.body.footnotes[at]);
        self.writer.margin = margin;
        self.notes.depth -= 1;
        self.writer.apparatus.footnotes[place].html = html.into();
    }

    fn footnote_text(&mut self, note: &Footnote) -> String {
        let mut out = String::new();
        for part in &note.parts {
            self.part(part, &mut out);
        }
        out
    }
}

/// A thing's title as a link, or the author's words; without a page it is only named.
pub fn link(window: &Window, id: EntityId, heading: Option<&str>, words: Option<&str>) -> String {
    let card = window.card(id);
    let mut out = String::new();
    let end = if card.url.is_empty() {
        out.push_str("<span class=\"mention\"");
        "</span>"
    } else {
        out.push_str("<a class=\"mention\" href=\"");
        escape(&card.url, &mut out);
        if let Some(heading) = heading {
            out.push('#');
            escape(&slug(heading), &mut out);
        }
        out.push('"');
        "</a>"
    };
    if !card.lang.is_empty() && words.is_none() {
        out.push_str(&format!(" lang=\"{}\"", card.lang));
    }
    // In a line of the other direction a name stands by itself, and does not draw the words beside it with it.
    if words.is_none() && window.direction().is_against(&card.title) {
        out.push_str(" dir=\"auto\"");
    }
    out.push('>');
    match words {
        Some(words) => out.push_str(words),
        None => escape(&card.title, &mut out),
    }
    out.push_str(end);
    out
}

/// A numbered citation.
pub fn citation(window: &Window, apparatus: &mut Apparatus, source: EntityId) -> String {
    let mark = apparatus.cite(source, window);
    let label = window.formats().strings().get("source-number", &[("number", mark.number.into())]);
    let mut out = format!("<sup class=\"citation\"><a href=\"{}\" aria-label=\"", mark.href);
    escape(&label, &mut out);
    out.push_str(&format!("\">[{}]</a></sup>", mark.number));
    out
}

/// The words of some HTML, without the marks of citations and footnotes.
pub fn html_words(html: &str) -> String {
    let mut words = String::new();
    let mut is_mark = false;
    for (at, piece) in html.split('<').enumerate() {
        let (tag, text) = piece.split_once('>').filter(|_| at > 0).unwrap_or(("", piece));
        is_mark = !tag.starts_with("/sup") && (is_mark || tag.starts_with("sup"));
        if !is_mark {
            words.push_str(text);
        }
    }
    let plain = words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Are tags nested so deep that to sanitise them takes far too long? It has been reported, and they are shown as they were typed.
fn is_too_deep(parts: &[Part]) -> bool {
    let mut open = 0;
    parts.iter().any(|part| {
        let (left, most) = match part {
            Part::Html(html) | Part::RawHtml(html, _) => depth(html, open),
            _ => (open, open),
        };
        open = left;
        most > MOST_TAGS
    })
}

/// Well above what the compiler of Markdown lets pass, because of the tags that Markdown itself makes.
const MOST_TAGS: usize = 1_000;

/// Marks around the number of a hole: two code points that are no characters.
const OPEN: char = '\u{FDD0}';
const CLOSE: char = '\u{FDD1}';

fn sanitiser() -> ammonia::Builder<'static> {
    let mut builder = ammonia::Builder::default();
    builder.link_rel(None).add_generic_attributes(["class", "lang", "dir", "scope"]);
    builder.add_tags(["aside", "section", "figure", "figcaption", "details", "summary", "data", "dl", "dt", "dd"]);
    builder.rm_tags(["img"]);
    builder
}

#[cfg(test)]
mod tests {
    use super::html_words;

    #[test]
    fn words_are_what_is_read() {
        let html = "About <a href=\"/x/\">R&amp;D</a>\n <em>here</em><sup class=\"citation\"><a href=\"#c\">[1]</a></sup>";
        assert_eq!(html_words(html), "About R&D here");
    }
}

//! The words of a page's text, section by section, as readers see them.

use super::Section;
use crate::registry::EntityId;
use crate::registry::kind::Nature;
use crate::registry::target::Target;
use crate::registry::value::Value;
use crate::render::apparatus::Apparatus;
use crate::render::ask::{Way, Window};
use crate::render::reading;
use crate::syntax::markdown::{Body, Mention, Part, escape};

/// All that a thing says in its texts: its own, those of its Markdown fields and those of its chapters.
pub fn of(window: &Window, id: EntityId) -> Vec<Section> {
    let entity = window.thing(id);
    let mut writer = Writer { window, apparatus: Apparatus::default(), sections: vec![Raw::default()] };
    if let Some(body) = &entity.body {
        writer.body(body.read_in(window.language).1);
    }
    for chapter in &entity.chapters {
        writer.sections.push(Raw { heading: chapter.title.read_in(window.language).1.to_string(), ..Raw::default() });
        writer.body(chapter.body.read_in(window.language).1);
    }
    for value in entity.values.iter().flat_map(|given| given.value.items()) {
        if let Value::Markdown(body) = value {
            writer.sections.push(Raw::default());
            writer.body(body.read_in(window.language).1);
        }
    }
    let sections = writer.sections.into_iter().map(|raw| Section { heading: raw.heading, anchor: raw.anchor, text: words(&raw.markup) });
    sections.filter(|section| !section.heading.is_empty() || !section.text.is_empty()).collect()
}

/// A figure's observations in words: each value, and what it is of.
pub fn of_figure(window: &Window, id: EntityId) -> String {
    let Some(figure) = window.figure(id) else { return String::new() };
    let shown = figure.observations.iter().take(MOST_VALUES).map(|seen| {
        let place = reading::place_in_words(window, seen);
        format!("{place} {}", reading::in_words(window, figure, seen)).trim().to_owned()
    });
    shown.collect::<Vec<_>>().join(" · ")
}

/// A long series is not searched number by number.
const MOST_VALUES: usize = 24;

/// A section before its markup is taken out.
#[derive(Default)]
struct Raw {
    heading: String,
    anchor: String,
    markup: String,
}

struct Writer<'w> {
    window: &'w Window,
    apparatus: Apparatus,
    sections: Vec<Raw>,
}

impl Writer<'_> {
    fn body(&mut self, body: &Body) {
        let mut in_heading = false;
        for part in body.all_parts() {
            match part {
                Part::HeadingStart(at) => {
                    in_heading = true;
                    let heading = &body.headings[*at];
                    // Pages take anchors in the order of the texts, as this does.
                    let anchor = self.apparatus.anchors.take(&heading.id);
                    self.sections.push(Raw { heading: heading.text.to_string(), anchor, markup: String::new() });
                }
                Part::HeadingEnd(_) => in_heading = false,
                _ if in_heading => {}
                Part::Html(html) | Part::RawHtml(html, _) => self.markup().push_str(html),
                Part::Mention(mention) => {
                    let words = self.mention(mention);
                    self.markup().push_str(&words);
                }
                Part::Image(image) => {
                    let out = self.markup();
                    escape(&image.alt, out);
                }
                Part::LinkStart(_) => self.markup().push_str("<a>"),
                Part::FootnoteReference(_) => {}
                Part::Embed(_) | Part::View(_) | Part::Phrase(_) => self.markup().push_str("<p>"),
            }
        }
    }

    fn markup(&mut self) -> &mut String {
        if self.sections.is_empty() {
            self.sections.push(Raw::default());
        }
        let last = self.sections.len() - 1;
        &mut self.sections[last].markup
    }

    /// What a mention says: the author's words, a figure's value, or a title.
    fn mention(&mut self, mention: &Mention) -> String {
        let words = mention.words.as_deref();
        let Target::Entity(id, rest) = self.window.leads(Way::Mention, &mention.target, mention.span.file) else {
            return words.unwrap_or_default().to_owned();
        };
        match self.window.kinds().kind(self.window.kind_of(id)).nature {
            Nature::Figure => reading::in_text(self.window, &mut self.apparatus, id, rest.as_deref(), words),
            Nature::Source => words.unwrap_or_default().to_owned(),
            Nature::Thing => words.map_or_else(
                || {
                    let mut title = String::new();
                    escape(&self.window.card(id).title, &mut title);
                    title
                },
                str::to_owned,
            ),
        }
    }
}

/// Tags that do not part words.
const WITHIN: [&str; 21] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small", "span", "strong",
    "time", "u",
];

/// The words of some HTML; marks of citations and footnotes are none.
pub fn words(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut marks = 0_usize;
    for (at, piece) in html.split('<').enumerate() {
        let (tag, text) = piece.split_once('>').filter(|_| at > 0).unwrap_or(("", piece));
        let name = tag.trim_start_matches('/').split([' ', '/', '\n']).next().unwrap_or_default();
        match (name, tag.starts_with('/')) {
            ("sup", false) => marks += 1,
            ("sup", true) => marks = marks.saturating_sub(1),
            ("", _) => {}
            (name, _) if WITHIN.contains(&name) => {}
            _ => out.push(' '),
        }
        if marks == 0 {
            unescape(text, &mut out);
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes out the character references that our own writers make.
fn unescape(text: &str, out: &mut String) {
    const REFERENCES: [(&str, &str); 6] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")];
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (written, meant) = REFERENCES.into_iter().find(|(written, _)| rest.starts_with(written)).unwrap_or(("&", "&"));
        out.push_str(meant);
        rest = &rest[written.len()..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_parted_as_readers_see_them() {
        let check = |html: &str, expected: &str| assert_eq!(words(html), expected, "{html}");
        check("<p>One<em>s</em>elf</p><p>R&amp;D</p>", "Oneself R&D");
        check("<table><tr><td>a</td><td>b</td></tr></table>", "a b");
        check("said<sup class=\"citation\"><a href=\"#c\">[1]</a></sup>, and", "said, and");
        check("a<br />b &lt;i&gt; &amp;lt;", "a b <i> &lt;");
        check("half <unclosed", "half unclosed");
    }
}

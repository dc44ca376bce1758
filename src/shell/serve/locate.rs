//! Which line of which document says what stands in a block of a page.
//!
//! A page's block and its source differ in markup, and in words where a mention stands for a title. So the documents behind the page are
//! taken apart into blocks with their places (paragraphs, headings, list items, table rows, and the lines of what is not Markdown), and
//! the block that shares most words with the one that was clicked is taken. A page need not carry any trace of its source for this, so
//! that what is previewed stays what is published.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use serde_json::{Value, json};

use super::display::Display;
use super::page::{self, Behind};
use crate::diag::{Report, Span};
use crate::registry::editor::Editor;
use crate::registry::names::Resolved;
use crate::session::Edition;
use crate::shell::finding;
use crate::syntax::document::{self, Role};
use crate::syntax::{front, markdown};

/// Of a longer text only the beginning is compared.
const LONGEST: usize = 4000;

/// Blocks that share fewer of their words are not the same.
const ALIKE: f64 = 0.4;

/// The place of a block in the documents behind the page at an address; where nothing is like it, the start of the document.
pub fn block(address: &str, text: &str, display: &Display, editor: &Editor) -> Option<Value> {
    let newest = display.newest();
    if let Some(figure) = text.strip_prefix("figure:") {
        return figure_place(figure, &newest).map(|span| told(span, &newest, editor));
    }
    if let Some(of) = text.strip_prefix("page:") {
        let entity = Behind::of(&page::file(of, &newest), &newest, display).entity;
        return entity.map(|entity| told(newest.site.entity(entity).span, &newest, editor));
    }
    let behind = Behind::of(&page::file(address, &newest), &newest, display);
    let start = behind.sources.first().and_then(|path| newest.tree.find(path))?;
    let declared = behind.entity.map_or(Span::start_of(start), |entity| newest.site.entity(entity).span);
    let wanted = words(text);
    let found = if wanted.is_empty() { None } else { nearest(&wanted, &behind, &newest) };
    Some(told(found.unwrap_or(declared), &newest, editor))
}

fn told(span: Span, edition: &Edition, editor: &Editor) -> Value {
    let (line, column) = finding::line_and_column(span, &edition.tree);
    json!({
        "open": finding::open(span, &edition.tree, editor),
        "file": edition.tree.path(span.file),
        "line": line,
        "column": column,
    })
}

/// Where a figure, or one of its observations (`share#2023`), is written.
fn figure_place(written: &str, edition: &Edition) -> Option<Span> {
    let (name, observation) = written.split_once('#').map_or((written, None), |(name, id)| (name, Some(id)));
    let Resolved::One(entity) = edition.site.resolve(name) else { return None };
    let observations = edition.site.figure(entity).map_or(&[][..], |figure| &figure.observations);
    let one = match observation {
        Some(id) => observations.iter().find(|one| one.id.as_deref() == Some(id)),
        None => observations.first(),
    };
    Some(one.map_or(edition.site.entity(entity).span, |one| one.span))
}

/// The place of the block that is most like the wanted words; documents in the page's language count first.
fn nearest(wanted: &[String], behind: &Behind, edition: &Edition) -> Option<Span> {
    let tag = &*edition.site.settings.languages.get(behind.language).tag;
    let is_own_language = |path: &str| match document::address(path).map(|address| address.role) {
        Some(Role::Translation { language }) => *language == *tag,
        Some(Role::Chapter { language: Some(language), .. }) => *language == *tag,
        _ => behind.language == crate::registry::language::DEFAULT,
    };
    let mut best: Option<(f64, Span)> = None;
    for path in &behind.sources {
        let Some(file) = edition.tree.find(path) else { continue };
        let text = edition.tree.text(file);
        // Of two that are equally alike, the one in the reader's language is meant.
        let bonus = if is_own_language(path) { 0.01 } else { 0.0 };
        for range in blocks(path, text) {
            let likeness = likeness(wanted, &words(&text[range.clone()])) + bonus;
            if likeness > ALIKE && best.is_none_or(|(other, _)| likeness > other) {
                best = Some((likeness, Span::new(file, range.start..range.end)));
            }
        }
    }
    best.map(|(_, span)| span)
}

/// Where the blocks of a document lie.
fn blocks(path: &str, text: &str) -> Vec<Range<usize>> {
    if !path.ends_with(".md") {
        return lines(text, 0);
    }
    let body = front::read(crate::diag::FileId(0), text, &mut Report::default()).body;
    let mut found = lines(&text[..body], 0);
    for (event, range) in Parser::new_ext(&text[body..], markdown::options()).into_offset_iter() {
        let is_block = matches!(
            event,
            Event::Start(
                Tag::Paragraph
                    | Tag::Heading { .. }
                    | Tag::Item
                    | Tag::TableRow
                    | Tag::TableHead
                    | Tag::DefinitionListTitle
                    | Tag::DefinitionListDefinition
                    | Tag::CodeBlock(_)
                    | Tag::FootnoteDefinition(_)
            )
        );
        if is_block {
            found.push(body + range.start..body + range.end);
        } else if matches!(event, Event::End(TagEnd::CodeBlock)) {
            // A view says in one line what is shown: each line counts by itself too.
            found.extend(lines(&text[body + range.start..body + range.end], body + range.start));
        }
    }
    found
}

/// The lines of a text that lies at `offset`.
fn lines(text: &str, offset: usize) -> Vec<Range<usize>> {
    let mut at = offset;
    let line = |line: &str| {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        at += line.len();
        start..end
    };
    text.split_inclusive('\n').map(line).filter(|range| !range.is_empty()).collect()
}

/// The words of a text without marks, in small letters.
fn words(text: &str) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How many of the words two texts share, from 0 to 1 (the Sørensen–Dice coefficient of their words).
fn likeness(one: &[String], other: &[String]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let mut counts: HashMap<&str, usize> = HashMap::new();
    one.iter().for_each(|word| *counts.entry(word).or_default() += 1);
    let mut shared = 0;
    for word in other {
        if let Some(count) = counts.get_mut(&**word).filter(|count| **count > 0) {
            *count -= 1;
            shared += 1;
        }
    }
    2.0 * f64::from(shared) / (one.len() + other.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "+++\ntitle = \"BDIH\"\nsummary = \"A hub of hubs.\"\n+++\n\
# What it is\n\nLed by [[spri|the agency]], it *joins* **six** nodes.\n\n- Additive manufacturing\n- Flexible robotics, see [[tecnalia]]\n\n\
| Node | Since |\n|---|---|\n| Robotics | 2018 |\n| Materials | 2019 |\n";

    fn check(text: &str, expected: &str) {
        let wanted = words(text);
        let all = blocks("content/hubs/bdih.md", TEXT).into_iter();
        let best = all
            .map(|range| (likeness(&wanted, &words(&TEXT[range.clone()])), range))
            .fold((0.0, 0..0), |best, one| if one.0 > best.0 { one } else { best });
        assert!(best.0 > ALIKE && TEXT[best.1.clone()].starts_with(expected), "{text}: {} {:?}", best.0, &TEXT[best.1]);
    }

    #[test]
    fn a_block_is_found_by_its_words() {
        check("What it is", "# What it is");
        check("Led by the agency, it joins six nodes.", "Led by");
        check("“Led  by\nthe agency”: it joins six nodes", "Led by");
        check("Flexible robotics, see Tecnalia Research & Innovation", "- Flexible");
        check("Materials 2019", "| Materials");
        check("A hub of hubs.", "summary");
    }

    #[test]
    fn what_is_not_there_is_like_nothing() {
        let wanted = words("Quite another sentence about nothing");
        assert!(blocks("a.md", TEXT).into_iter().all(|range| likeness(&wanted, &words(&TEXT[range])) <= ALIKE));
        assert_eq!(likeness(&[], &words("x")), 0.0);
    }
}

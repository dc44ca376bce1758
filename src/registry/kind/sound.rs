//! What a site's own kind files must not say; the built-in ones are right.

use std::collections::{HashMap, HashSet};

use super::load::{Draft, as_table};
use crate::diag::{Code, FileId, Report, Span};
use crate::registry::draft::DOCUMENT_KEYS;
use crate::registry::settings::Languages;
use crate::syntax::document::is_id;
use crate::syntax::toml::{Entry, Node, State, Table};

/// What a name of a field or of a value may be made of.
const LETTERS: &str = "use small letters a to z, digits, hyphens and underscores";

/// What a folder or the start of an address may be made of.
const PART: &str = "use small letters a to z, digits and hyphens";

/// Looks through the kinds of a site before they are loaded.
pub struct Sound<'a> {
    /// The site's own kind files.
    pub own: HashSet<FileId>,
    pub languages: &'a Languages,
    pub report: &'a mut Report,
}

/// Where a kind keeps its documents, or where its addresses start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Folder,
    Segment,
}

impl Part {
    fn key(self) -> &'static str {
        match self {
            Part::Folder => "folder",
            Part::Segment => "segment",
        }
    }
}

impl Sound<'_> {
    /// Reports what is wrong with the kinds, and takes out folders and segments that nothing could be done with.
    pub fn kinds(&mut self, drafts: &mut [Draft]) {
        for draft in drafts.iter() {
            if draft.table.state == State::Whole && draft.table.find("label").is_none() {
                let message = format!("the kind `{}` has no `label`", draft.name);
                self.report.say(draft.span, Code::MissingField, message).help("add what one of its things is called: label = \"…\"");
            }
            self.fields(&draft.table, &KEPT);
        }
        self.parts(drafts, Part::Folder);
        self.parts(drafts, Part::Segment);
    }

    /// Reports what is wrong with the fields that every kind or every relation has.
    pub fn thing(&mut self, thing: &Table) {
        self.fields(thing, &KEPT);
        if let Some(relation) = thing.find("relation").and_then(as_table) {
            relation.entries.iter().for_each(|entry| self.field(entry, &["id"]));
        }
    }

    fn is_own(&self, span: Span) -> bool {
        self.own.contains(&span.file)
    }

    fn fields(&mut self, table: &Table, kept: &[&str]) {
        let fields = table.find("fields").and_then(as_table);
        fields.into_iter().flat_map(|fields| &fields.entries).for_each(|entry| self.field(entry, kept));
    }

    /// Reports what is wrong with a field and the fields within it.
    fn field(&mut self, entry: &Entry, kept: &[&str]) {
        if self.is_own(entry.key_span) {
            if !is_name(&entry.key) {
                self.report.say(entry.key_span, Code::BrokenId, format!("`{}` cannot be the name of a field", entry.key)).help(LETTERS);
            } else if kept.contains(&&*entry.key) {
                let message = format!("a field cannot be called `{}`", entry.key);
                self.report.say(entry.key_span, Code::ReservedName, message).help("the name has a meaning of its own; choose another");
            }
        }
        let Some(table) = as_table(entry) else { return };
        let kind = table.find("type").and_then(|entry| entry.node.as_text()).unwrap_or_default();
        if self.is_own(entry.key_span) && table.state == State::Whole {
            self.missing(entry, kind, table);
        }
        let values = table.find("values").and_then(as_table).filter(|_| kind == "enum");
        for value in values.into_iter().flat_map(|values| &values.entries) {
            if self.is_own(value.key_span) && !is_name(&value.key) {
                let message = format!("`{}` cannot be the id of a value", value.key);
                let help = format!("{LETTERS}; what readers see is its label");
                self.report.say(value.key_span, Code::BrokenId, message).help(help);
            }
        }
        self.fields(table, if kind == "ref" { &["id"] } else { &[] });
    }

    fn missing(&mut self, entry: &Entry, kind: &str, table: &Table) {
        let lacks = |key: &str| table.find(key).is_none_or(|entry| super::load::is_empty(&entry.node));
        if kind == "ref" && lacks("to") {
            let message = format!("the reference `{}` has no `to`", entry.key);
            self.report.say(entry.key_span, Code::MissingField, message).help("name the kinds that it may lead to, or any: to = [\"*\"]");
        }
        if kind == "record" && lacks("fields") {
            let message = format!("the record `{}` has no `fields`", entry.key);
            let help = format!("say what it is made of: [fields.{}.fields.…]", entry.key);
            self.report.say(entry.key_span, Code::MissingField, message).help(help);
        }
    }

    /// Reports folders, or segments, that cannot be or that two kinds have.
    fn parts(&mut self, drafts: &mut [Draft], part: Part) {
        let mut taken: HashMap<Box<str>, Box<str>> = HashMap::new();
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        // What is built in stays; the fault is of what the site says.
        order.sort_by_key(|at| self.is_own(place(&drafts[*at], part)));
        for at in order {
            let draft = &mut drafts[at];
            let (written, span) = (text(draft, part).to_owned(), place(draft, part));
            let clash = || taken.get(&*written).map(|other| clash(&written, other, part));
            let fault = if self.is_own(span) { self.fault(&written, draft, part).or_else(clash) } else { None };
            let Some((code, message, help)) = fault else {
                taken.entry(written.into()).or_insert_with(|| draft.name.clone());
                continue;
            };
            // A segment that is the folder's own word has been spoken of with the folder.
            if part == Part::Folder
                || draft.table.find("segment").is_some()
                || self.report.iter().all(|found| (found.span, found.code) != (span, code))
            {
                self.report.say(span, code, message).help(help);
            }
            // What is built in is used then, or the kind's name, so that nothing else goes wrong because of this.
            draft.table.entries.retain(|entry| &*entry.key != part.key());
            draft.table.entries.extend(draft.built_in.find(part.key()).cloned());
            taken.entry(text(draft, part).into()).or_insert_with(|| draft.name.clone());
        }
    }

    fn fault(&self, written: &str, draft: &Draft, part: Part) -> Option<(Code, String, String)> {
        let key = part.key();
        // The kind's name cannot be either, which the loader says.
        if node(draft, part).is_none() && !is_id(&draft.name) {
            return None;
        }
        if written.is_empty() {
            let is_root = part == Part::Segment || text(draft, Part::Segment).is_empty();
            let message = "a kind with a segment needs a folder".to_owned();
            return (!is_root).then(|| (Code::BrokenAddress, message, "name a folder of content/, or write segment = \"\" too".into()));
        }
        if !is_id(written) {
            return Some((Code::BrokenAddress, format!("`{written}` cannot be the {key} of a kind"), PART.into()));
        }
        let message = format!("`{written}` cannot be the segment of a kind");
        let keeps = match part {
            Part::Folder => return None,
            Part::Segment if written == "assets" => "the files of the theme are published there",
            Part::Segment if self.languages.find(written).is_some() => "addresses of that language start with it",
            Part::Segment => return None,
        };
        Some((Code::ReservedName, message, format!("{keeps}; write another segment")))
    }
}

/// The names that mean something in any document.
const KEPT: [&str; DOCUMENT_KEYS.len() + 2] = {
    let mut kept = ["id"; DOCUMENT_KEYS.len() + 2];
    kept[1] = "body";
    let mut at = 0;
    while at < DOCUMENT_KEYS.len() {
        kept[at + 2] = DOCUMENT_KEYS[at];
        at += 1;
    }
    kept
};

fn clash(written: &str, other: &str, part: Part) -> (Code, String, String) {
    let message = match (part, written) {
        (Part::Folder, "") => format!("the kind `{other}` keeps its documents in `content/` itself already"),
        (Part::Folder, _) => format!("the kind `{other}` keeps its documents in `content/{written}/` already"),
        (Part::Segment, "") => format!("the kind `{other}` has an empty segment already"),
        (Part::Segment, _) => format!("the addresses of the kind `{other}` start with `/{written}/` already"),
    };
    (Code::ClashingKind, message, format!("give one of the two another `{}`", part.key()))
}

/// A kind's folder or segment, as the loader will take it.
fn text(draft: &Draft, part: Part) -> &str {
    node(draft, part).and_then(Node::as_text).unwrap_or(&draft.name)
}

/// Where a kind's folder or segment is written; the start of the kind's file where it follows from the name.
fn place(draft: &Draft, part: Part) -> Span {
    node(draft, part).map_or(draft.span, |node| node.span)
}

fn node(draft: &Draft, part: Part) -> Option<&Node> {
    let find = |key: &str| draft.table.find(key).map(|entry| &entry.node).filter(|node| node.as_text().is_some());
    match part {
        Part::Folder => find("folder"),
        Part::Segment => find("segment").or_else(|| find("folder")),
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
}

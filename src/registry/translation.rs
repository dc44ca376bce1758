//! Translations as files: what each was made from, and whether that still says so.
//!
//! A translation may carry a stamp of the words that it was made from. The stamp is of words alone, so that neither a new date nor other
//! line breaks make a translation look old, and it stands in the file, for a checkout of a repository keeps no times.

pub mod lacking;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::Ground;
use super::draft::Draft;
use super::kind::{Field, FieldKind, Wording};
use super::language::{DEFAULT, LanguageId};
use crate::diag::{FileId, Report, Span};
use crate::source::SourceTree;
use crate::syntax::document::{Document, Role};
use crate::syntax::toml::{Node, Table, Toml, wrong_type};

/// The key under which a translation says what it was made from.
pub const STAMP_KEY: &str = "translates";

/// A file that says in another language what a document says.
#[derive(Clone, Debug)]
pub struct Translation {
    pub language: LanguageId,
    pub file: FileId,
    /// The chapter that it translates; nothing where it translates the document of the thing itself.
    pub chapter: Option<Box<str>>,
    /// The stamp that it carries.
    pub made_from: Option<Stamp>,
    /// The opening line of its facts, or its start.
    pub span: Span,
    original: Original,
}

/// A stamp as it is written.
#[derive(Clone, Debug)]
pub struct Stamp {
    pub written: Box<str>,
    pub span: Span,
}

/// What a translation is made from.
#[derive(Clone, Copy, Debug)]
struct Original {
    file: FileId,
    /// Where its text begins; `None` for what is no Markdown file.
    start: Option<u32>,
    /// A hash of the words in its fields, as far as the translation is to say them.
    fields: u64,
}

/// Does a translation say what its original says now?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    /// It carries no stamp, so that nobody knows.
    Unknown,
    Outdated,
    Current,
}

impl Translation {
    /// The stamp of what its original says now.
    pub fn stamp(&self, tree: &SourceTree) -> String {
        let start = self.original.start.map(|start| start as usize);
        let text = start.and_then(|start| tree.text(self.original.file).get(start..)).unwrap_or_default();
        format!("{:08x}", xxh3_64_with_seed(words(text).as_bytes(), self.original.fields) >> 32)
    }

    /// Does it say what its original says now?
    pub fn age(&self, tree: &SourceTree) -> Age {
        match &self.made_from {
            None => Age::Unknown,
            Some(stamp) if *stamp.written == *self.stamp(tree) => Age::Current,
            Some(_) => Age::Outdated,
        }
    }
}

/// The words of a text, whatever stands between them.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        out.push_str(word);
        out.push(' ');
    }
    out
}

/// The files that translate a thing's documents.
pub fn of(draft: &Draft, ground: &Ground<'_>, report: &mut Report) -> Vec<Translation> {
    let fields = &ground.kinds.kind(draft.kind).fields;
    let translated = fields.iter().map(|field| ground.kinds.field(*field)).filter(|field| is_translated(field));
    let names: Vec<&str> = translated.map(|field| &*field.name).collect();
    let own = draft.translations.iter().map(|it| (&draft.main, &names[..], it));
    let chapters = draft.chapters.iter().flat_map(|chapter| chapter.translations.iter().map(|it| (&chapter.main, &["title"][..], it)));
    let all = own.chain(chapters).map(|(original, names, (language, document))| {
        let tag = &ground.languages.get(*language).tag;
        let default = &ground.languages.get(DEFAULT).tag;
        Translation {
            language: *language,
            file: document.file,
            chapter: match &document.role {
                Role::Chapter { name, .. } => Some(name.clone()),
                _ => None,
            },
            made_from: made_from(&document.front, report),
            span: document.span,
            original: Original { file: original.file, start: original.start, fields: fields_of(original, names, (default, tag)) },
        }
    });
    all.collect()
}

/// Is it the words of this field that a translation says anew?
pub fn is_translated(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Text | FieldKind::Markdown) && field.wording == Wording::Translated
}

fn made_from(front: &Table, report: &mut Report) -> Option<Stamp> {
    let node = &front.find(STAMP_KEY)?.node;
    match node.as_text() {
        Some(text) => Some(Stamp { written: text.trim().into(), span: node.span }),
        None => {
            wrong_type(STAMP_KEY, "text", node, report);
            None
        }
    }
}

/// A hash of what the fields of these names say in the default language, those left out that say it in the other language themselves.
fn fields_of(original: &Document, names: &[&str], (default, tag): (&str, &str)) -> u64 {
    let mut said = String::new();
    for name in names {
        let Some(entry) = original.front.find(name) else { continue };
        said.push_str(name);
        said.push('\0');
        say(&entry.node, (default, tag), &mut said);
        said.push('\0');
    }
    // The text of a table's row lies in the table, and is not read again: whatever the row says counts.
    let row = if original.start.is_none() && original.body.outline.has_parts { original.stamp } else { 0 };
    xxh3_64(said.as_bytes()) ^ row
}

fn say(node: &Node, (default, tag): (&str, &str), said: &mut String) {
    match &node.value {
        Toml::List(items) => items.iter().for_each(|item| say(item, (default, tag), said)),
        Toml::Table(table) if table.find(tag).is_some() => {}
        Toml::Table(table) => {
            if let Some(own) = table.find(default).and_then(|entry| entry.node.as_text()) {
                said.push_str(&words(own));
            }
        }
        _ => said.push_str(&words(node.as_text().unwrap_or_default())),
    }
}

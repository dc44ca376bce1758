//! One thing, read from its documents.

use super::Ground;
use super::decode::{Decoder, find_file};
use super::draft::{ChapterDraft, DOCUMENT_KEYS, Draft};
use super::entity::{Chapter, Entity, EntityId};
use super::kind::{FieldKind, Kind, KindId, Many, Nature};
use super::language::{DEFAULT, LanguageId};
use super::relation::Relation;
use super::rows;
use super::settings::localised;
use super::translation::{self, STAMP_KEY};
use super::value::{Given, Localised, Text, Value};
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::source::{Content, SourceTree};
use crate::syntax::document::Document;
use crate::syntax::toml::{Entry, Table, Toml, texts, wrong_type};
use crate::syntax::writing::Writing;
use std::sync::Arc;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// A thing as read, with the relations that it notes; references in its values are positions among these.
pub struct Read {
    pub entity: Entity,
    pub relations: Vec<Relation>,
    pub report: Report,
}

/// Reads a thing from its documents.
pub fn read(id: EntityId, draft: Draft, ground: &Ground<'_>, tree: &SourceTree) -> Read {
    let kind = ground.kinds.kind(draft.kind);
    let main = &draft.main;
    let mut decoder = Decoder { ground, tree, entity: id, file: main.file, report: Report::default(), relations: Vec::new() };
    let mut values = decoder.record(&main.front, &kind.fields, &DOCUMENT_KEYS, main.span);
    let data = if kind.nature == Nature::Figure { add_data(&mut values, draft.kind, &main.front, &mut decoder) } else { 0 };
    let mut report = decoder.report;
    let relations = decoder.relations;
    // What a name of a file leads to is not part of how it was written.
    let files = files_of(&values) ^ data;
    let (mut stamp, mut facts) = (told(main, main.stamp) ^ files, told(main, main.facts) ^ files);
    let former_ids = names_of(&main.front, "former_ids", &mut report);
    let redirect_from = names_of(&main.front, "redirect_from", &mut report);
    let translations = translation::of(&draft, ground, &mut report);
    let mut bodies = vec![(DEFAULT, draft.main.body.clone())];
    for (language, document) in draft.translations {
        stamp ^= told(&document, document.stamp);
        facts ^= told(&document, document.facts);
        translate(&mut values, (language, &document, tree.text(document.file)), kind, ground, &mut report);
        bodies.push((language, document.body.clone()));
    }
    let chapters = draft.chapters.into_iter().map(|chapter| {
        let told = |document: &Document| told(document, document.stamp);
        stamp ^= chapter.translations.iter().fold(told(&chapter.main), |stamp, (_, document)| stamp ^ told(document));
        read_chapter(chapter, ground, &mut report)
    });
    let mut chapters: Vec<Chapter> = chapters.collect();
    chapters.sort_by(|a, b| (a.weight, &a.name).cmp(&(b.weight, &b.name)));
    bodies.retain(|(_, body)| body.outline.has_parts);
    let title = kind.roles.title.and_then(|field| values.iter().find(|given| given.field == field));
    let title = match title.map(|given| &given.value) {
        Some(Value::Text(text)) => text.clone(),
        // A missing title has been reported; the id has to serve.
        _ => Text::one(DEFAULT, draft.main.id.clone()),
    };
    let entity = Entity {
        kind: draft.kind,
        id: draft.main.id.clone(),
        name: ground.heads[id.0 as usize].1.clone(),
        title,
        values,
        body: Localised::of(bodies),
        chapters,
        translations,
        former_ids,
        redirect_from,
        span: draft.main.span,
        stamp,
        facts,
    };
    Read { entity, relations, report }
}

/// What a document adds to a thing's hash, given a hash of what it says: whatever the order, and different in each role.
pub fn told(document: &Document, said: u64) -> u64 {
    xxh3_64_with_seed(format!("{:?}", document.role).as_bytes(), said)
}

/// A hash of the files that images lead to.
fn files_of(values: &[Given]) -> u64 {
    let images = values.iter().flat_map(|given| given.value.items()).filter_map(|value| match value {
        Value::Image(path) => Some(xxh3_64(path.as_bytes())),
        _ => None,
    });
    images.fold(0, |stamp: u64, path| stamp.rotate_left(7) ^ path)
}

/// The texts of `former_ids` or `redirect_from`.
fn names_of(front: &Table, key: &str, report: &mut Report) -> Vec<(Box<str>, Span)> {
    let Some(entry) = front.find(key) else { return Vec::new() };
    let split = |(text, span): (&str, Span)| {
        let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(Box::from);
        parts.map(|part: Box<str>| (part, span)).collect::<Vec<_>>()
    };
    texts(key, &entry.node, report).into_iter().flat_map(split).collect()
}

/// Reads the data file beside a figure as further observations; gives a hash of that file, 0 if there is none.
fn add_data(values: &mut Vec<Given>, kind: KindId, front: &Table, decoder: &mut Decoder<'_>) -> u64 {
    let kinds = decoder.ground.kinds;
    let find = |name: &str| kinds.kind(kind).fields.iter().copied().find(|field| *kinds.field(*field).name == *name);
    let value = |values: &[Given], name: &str| {
        let field = find(name)?;
        values.iter().find(|given| given.field == field).cloned()
    };
    let Some(Given { value: Value::Text(data), span, .. }) = value(values, "data") else { return 0 };
    let path = data.read_in(DEFAULT).1;
    let Some(file) = find_file(path, decoder.file, decoder.tree).and_then(|path| decoder.tree.find(&path)) else {
        let near = near_file(path, decoder);
        let found =
            decoder.report.say(span, Code::MissingImage, format!("there is no file `{path}`")).help("put the data beside this file");
        if let Some(near) = near {
            found.help(format!("did you mean `{near}`?"));
        }
        return 0;
    };
    let table = |key: &str| match front.find(key).map(|entry| &entry.node.value) {
        Some(Toml::Table(table)) => Some(table),
        _ => None,
    };
    let reading = rows::Reading { columns: table("columns"), rows: table("rows") };
    let Some(field) = find("observations") else { return 0 };
    let FieldKind::Record(fields) = &kinds.field(field).kind else { return 0 };
    let default_language = &decoder.ground.languages.get(DEFAULT).tag;
    let listing = rows::Listing { file, mapping: None, kind, default_language };
    let rows = rows::observations(&listing, &reading, (kinds, fields), decoder.tree, &mut decoder.report);
    let read = rows.iter().filter_map(|row| match &row.value {
        Toml::Table(table) => Some(Value::Record(decoder.record(table, fields, &[], row.span))),
        _ => None,
    });
    let mut items: Vec<Value> = read.collect();
    // A table of which nothing could be read has been reported; it says nothing, rather than an empty observation.
    if items.is_empty() {
        return stamp_of(file, decoder.tree);
    }
    match values.iter_mut().find(|given| given.field == field) {
        Some(Given { value: Value::List(own), .. }) => own.append(&mut items),
        _ => values.push(Given { field, value: Value::List(items), span }),
    }
    stamp_of(file, decoder.tree)
}

/// A hash of what a file says.
fn stamp_of(file: FileId, tree: &SourceTree) -> u64 {
    match &tree.file(file).content {
        Content::Text(text) => xxh3_64(text.as_bytes()),
        Content::Bytes(bytes) => xxh3_64(bytes),
        Content::Unread(length) => *length,
    }
}

/// The table beside a figure, or in `content/media/`, whose name comes nearest.
fn near_file(written: &str, decoder: &Decoder<'_>) -> Option<String> {
    let tree = decoder.tree;
    let folder = tree.path(decoder.file).rsplit_once('/').map_or("", |(folder, _)| folder);
    let below = |folder: &str| {
        let names = tree.files().filter_map(|(_, file)| file.path.strip_prefix(folder)?.strip_prefix('/'));
        let tables = names.filter(|name| [".csv", ".xlsx", ".ods"].iter().any(|ending| name.ends_with(ending)));
        nearest(written, tables.filter(|name| !name.contains('/'))).map(str::to_owned)
    };
    below(folder).or_else(|| below("content/media"))
}

/// Lays a translation's texts over the thing's own.
fn translate(
    values: &mut Vec<Given>,
    (language, document, source): (LanguageId, &Document, &str),
    kind: &Kind,
    ground: &Ground<'_>,
    report: &mut Report,
) {
    for entry in document.front.entries.iter().filter(|entry| *entry.key != *STAMP_KEY) {
        let found = kind.fields.iter().copied().find(|field| *ground.kinds.field(*field).name == *entry.key);
        let Some(id) = found else {
            let near = nearest(&entry.key, ground.kinds.field_names(&kind.fields)).map(|near| format!("did you mean `{near}`?"));
            let message = format!("there is no field `{}` here", entry.key);
            let found = report.say(entry.key_span, Code::UnknownField, message);
            found.help_if(near).slip(entry.key_span, &entry.key, ground.kinds.field_names(&kind.fields));
            continue;
        };
        let field = ground.kinds.field(id);
        let text = entry.node.as_text();
        let version = match (&field.kind, field.many, text) {
            (FieldKind::Text, Many::One, Some(text)) => Value::Text(Text::one(language, text.into())),
            (FieldKind::Markdown, Many::One, Some(text)) => {
                let body = crate::syntax::markdown::compile_within(entry.node.span, text, source, report);
                Value::Markdown(Box::new(Localised::one(language, body)))
            }
            (FieldKind::Text | FieldKind::Markdown, Many::List, _) if translation::is_translated(field) => {
                let own = values.iter_mut().find(|given| given.field == id).map(|given| &mut given.value);
                translate_list(own, entry, (language, source), report);
                continue;
            }
            (FieldKind::Text | FieldKind::Markdown, Many::One, None) => {
                wrong_type(&entry.key, "text", &entry.node, report);
                continue;
            }
            _ => {
                let message = format!("`{}` is a fact, and facts are written once", entry.key);
                report.say(entry.key_span, Code::FactInTranslation, message).help("keep it in the document that this one translates");
                continue;
            }
        };
        let span = entry.node.span;
        match values.iter_mut().find(|given| given.field == id) {
            None => values.push(Given { field: id, value: version, span }),
            Some(given) => lay_over(&mut given.value, version, language),
        }
    }
}

/// Lays the items of a list over the thing's own, one over the other.
fn translate_list(own: Option<&mut Value>, entry: &Entry, (language, source): (LanguageId, &str), report: &mut Report) {
    let Toml::List(items) = &entry.node.value else {
        return wrong_type(&entry.key, "a list of texts, as in the document that this one translates", &entry.node, report);
    };
    let own = match own {
        Some(Value::List(own)) => &mut own[..],
        Some(one) => std::slice::from_mut(one),
        None => &mut [],
    };
    if own.len() != items.len() {
        let message = format!("`{}` has {} here and {} in the original", entry.key, items.len(), own.len());
        report.say(entry.node.span, Code::WrongType, message).help("translate each item, in the same order");
        return;
    }
    for (own, item) in own.iter_mut().zip(items) {
        match (item.as_text(), &*own) {
            (Some(text), Value::Text(_)) => lay_over(own, Value::Text(Text::one(language, text.into())), language),
            (Some(text), Value::Markdown(_)) => {
                let body = crate::syntax::markdown::compile_within(item.span, text, source, report);
                lay_over(own, Value::Markdown(Box::new(Localised::one(language, body))), language);
            }
            _ => wrong_type(&entry.key, "text", item, report),
        }
    }
}

fn lay_over(own: &mut Value, version: Value, language: LanguageId) {
    match (own, version) {
        (Value::Text(own), Value::Text(version)) => own.set(language, version.read_in(language).1.clone()),
        (Value::Markdown(own), Value::Markdown(version)) => own.set(language, version.read_in(language).1.clone()),
        // A field has one type, so that nothing else can meet here.
        _ => {}
    }
}

fn read_chapter(draft: ChapterDraft, ground: &Ground<'_>, report: &mut Report) -> Chapter {
    let front = &draft.main.front;
    let name = match &draft.main.role {
        crate::syntax::document::Role::Chapter { name, .. } => name.clone(),
        _ => draft.main.id.clone(),
    };
    let title = front.find("title").and_then(|entry| localised("title", &entry.node, ground.languages, report));
    if title.is_none() && front.find("title").is_none() {
        report.say(draft.main.span, Code::MissingField, "this chapter has no `title`").help("add title = \"…\"");
    }
    let weight = match front.find("weight").map(|entry| &entry.node) {
        None => 0,
        Some(node) => match node.value {
            Toml::Integer(weight) => weight,
            _ => {
                wrong_type("weight", "a whole number", node, report);
                0
            }
        },
    };
    unknown_in_chapter(front, &["title", "weight"], report);
    let mut title = title.unwrap_or_else(|| Text::one(DEFAULT, name.clone()));
    let mut bodies: Vec<(LanguageId, Arc<Writing>)> = vec![(DEFAULT, draft.main.body.clone())];
    for (language, document) in draft.translations {
        if let Some(text) = document.front.find("title").and_then(|entry| entry.node.as_text()) {
            title.set(language, text.into());
        }
        unknown_in_chapter(&document.front, &["title", STAMP_KEY], report);
        bodies.push((language, document.body.clone()));
    }
    let body = Localised::of(bodies).unwrap_or_else(|| Localised::one(DEFAULT, Arc::default()));
    Chapter { name, title, body, weight }
}

fn unknown_in_chapter(front: &Table, known: &[&str], report: &mut Report) {
    for entry in front.entries.iter().filter(|entry| !known.contains(&&*entry.key)) {
        let near = nearest(&entry.key, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        report
            .say(entry.key_span, Code::UnknownField, format!("a chapter has no field `{}`", entry.key))
            .help_if(near.or_else(|| Some("facts belong into the index.md of the folder".into())))
            .slip(entry.key_span, &entry.key, known.iter().copied());
    }
}

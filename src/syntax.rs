//! What each file says, on its own.
//!
//! **In:** one file. **Out:** [`Document`]s with spans on everything. **Never:** knows that other documents exist.

pub mod date;
pub mod document;
pub mod front;
pub mod markdown;
pub mod number;
pub mod table;
pub mod toml;
pub mod view;

use rayon::prelude::*;

use crate::diag::{Code, FileId, Report, Span};
use crate::source::{Content, Origin, SourceTree};
use document::Document;
use toml::Table;

/// Everything that a site folder says, file by file, in path order.
#[derive(Debug, Default)]
pub struct Documents {
    /// `sare.toml`.
    pub settings: Option<(FileId, Table)>,
    /// The kind files, the built-in ones first.
    pub kinds: Vec<KindFile>,
    pub documents: Vec<Document>,
    /// CSV files and workbooks that lie beside the documents of a kind.
    pub sheets: Vec<FileId>,
    /// Images and whatever else lies in `content/` and is copied as it is.
    pub media: Vec<FileId>,
}

/// A file of `kinds/`.
#[derive(Debug)]
pub struct KindFile {
    pub file: FileId,
    pub name: Box<str>,
    pub origin: Origin,
    pub table: Table,
}

/// Reads every file of the tree.
pub fn parse(tree: &SourceTree, report: &mut Report) -> Documents {
    let files: Vec<FileId> = tree.files().map(|(file, _)| file).collect();
    let read: Vec<(Option<Piece>, Report)> = files
        .par_iter()
        .map(|file| {
            let mut report = Report::default();
            (piece(*file, tree, &mut report), report)
        })
        .collect();
    let mut documents = Documents::default();
    for (piece, found) in read {
        report.merge(found);
        match piece {
            None => {}
            Some(Piece::Settings(file, table)) => documents.settings = Some((file, table)),
            Some(Piece::Kind(kind)) => documents.kinds.push(kind),
            Some(Piece::Document(document)) => documents.documents.push(*document),
            Some(Piece::Sheet(file)) => documents.sheets.push(file),
            Some(Piece::Media(file)) => documents.media.push(file),
        }
    }
    documents.kinds.sort_by_key(|kind| (kind.origin != Origin::BuiltIn, kind.file));
    documents
}

/// What one file turned out to be.
enum Piece {
    Settings(FileId, Table),
    Kind(KindFile),
    Document(Box<Document>),
    Sheet(FileId),
    Media(FileId),
}

fn piece(file: FileId, tree: &SourceTree, report: &mut Report) -> Option<Piece> {
    let source = tree.file(file);
    let (path, text) = (&*source.path, tree.text(file));
    let origin = toml::Origin::at(file, 0);
    if path == "sare.toml" {
        return Some(Piece::Settings(file, toml::parse(text, &origin, Code::BrokenFrontMatter, report)));
    }
    if let Some(name) = path.strip_prefix("kinds/").and_then(|name| name.strip_suffix(".toml")) {
        let table = toml::parse(text, &origin, Code::BrokenFrontMatter, report);
        return Some(Piece::Kind(KindFile { file, name: name.into(), origin: source.origin, table }));
    }
    let below = path.strip_prefix("content/")?;
    if below.starts_with("media/") {
        return Some(Piece::Media(file));
    }
    match (below.rsplit_once('.').map(|(_, ending)| ending), &source.content) {
        (Some("md" | "toml"), Content::Text(text)) => {
            let Some(address) = document::address(path) else {
                report
                    .say(Span::start_of(file), Code::OrphanTranslation, "this file lies too deep to be a document")
                    .help("put it into the folder of its kind, or beside the `index.md` that it is a chapter of");
                return None;
            };
            let read = if path.ends_with(".md") { document::read_markdown } else { document::read_toml };
            Some(Piece::Document(Box::new(read(file, text, address, report))))
        }
        (Some("csv" | "xlsx" | "ods"), _) if below.matches('/').count() == 1 => Some(Piece::Sheet(file)),
        _ => Some(Piece::Media(file)),
    }
}

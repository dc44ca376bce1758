//! What each file says, on its own.
//!
//! **In:** one file. **Out:** [`Document`]s with spans on everything. **Never:** knows that other documents exist.

pub mod date;
pub mod document;
pub mod duration;
pub mod front;
pub mod geo;
pub mod image;
pub mod kept;
pub mod markdown;
pub mod number;
pub mod table;
pub mod toml;
pub mod view;
pub mod writing;
pub mod zone;

use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::diag::{Code, FileId, Report, Span};
use crate::source::{Content, Origin, SourceFile, SourceTree};
use document::Document;
use image::{Form, Image};
use kept::{Fresh, Kept};
use toml::Table;

/// Everything that a site folder says, file by file, in path order.
#[derive(Debug, Default)]
pub struct Documents {
    /// `sare.toml`.
    pub settings: Option<(FileId, Table)>,
    /// The kind files, the built-in ones first.
    pub kinds: Vec<KindFile>,
    pub documents: Vec<Arc<Document>>,
    /// CSV files and workbooks that lie beside the documents of a kind.
    pub sheets: Vec<FileId>,
    /// Whatever else lies in `content/` and is copied as it is.
    pub media: Vec<FileId>,
    /// Images in `content/` that can be shown.
    pub images: Vec<(FileId, Arc<Image>)>,
}

/// What stays as it is while nothing but texts is rewritten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gist {
    /// A hash of where all files lie, and of what they say but for the texts of documents, and for themes.
    pub facts: u64,
    /// A hash of the headings in the texts of documents.
    pub headings: u64,
}

impl Documents {
    /// The gist of what the files of a tree say.
    pub fn gist(&self, tree: &SourceTree) -> Gist {
        let (mut facts, mut headings) = (Xxh3::new(), Xxh3::new());
        let mut documents = self.documents.iter().peekable();
        let mut images = self.images.iter().peekable();
        tree.refused().for_each(|path| facts.update(path.as_bytes()));
        for (id, file) in tree.files() {
            facts.update(file.path.as_bytes());
            facts.update(b"\0");
            if let Some(document) = documents.next_if(|document| document.file == id) {
                facts.update(&document.facts.to_le_bytes());
                headings.update(&document.body.outline.headings.to_le_bytes());
            } else if let Some((_, image)) = images.next_if(|(image, _)| *image == id) {
                facts.update(&image.hash.to_le_bytes());
            } else if !file.path.starts_with("themes/") {
                match &file.content {
                    Content::Text(text) => facts.update(text.as_bytes()),
                    Content::Bytes(bytes) => facts.update(bytes),
                    Content::Unread(length) => facts.update(&length.to_le_bytes()),
                }
            }
        }
        Gist { facts: facts.digest(), headings: headings.digest() }
    }
}

/// A file of `kinds/`.
#[derive(Clone, Debug)]
pub struct KindFile {
    pub file: FileId,
    pub name: Box<str>,
    pub origin: Origin,
    pub table: Table,
}

/// What every file of a tree says on its own, so that what has not changed need not be read again.
#[derive(Clone, Debug, Default)]
pub struct Understood(Vec<(Arc<SourceFile>, Arc<Said>)>);

/// What one file turned out to be, and what is wrong with it.
#[derive(Debug)]
struct Said {
    piece: Option<Piece>,
    report: Report,
}

/// Reads every file of the tree.
pub fn parse(tree: &SourceTree, report: &mut Report) -> Documents {
    let understood = understand(tree, &Understood::default());
    report.merge(understood.report());
    understood.documents()
}

/// Reads every file of the tree but for documents that say what they said when they were kept; gives what to keep, where that has changed.
pub fn parse_again(tree: &SourceTree, (before, maker): (&Kept, u64), report: &mut Report) -> (Documents, Option<Kept>) {
    let files: Vec<FileId> = tree.files().map(|(file, _)| file).collect();
    let read = files.par_iter().map(|file| {
        let mut report = Report::default();
        let known = before.document(*file, tree);
        let is_known = known.is_some();
        let known = known.map(|document| Piece::Document(Arc::new(document)));
        let known = known.or_else(|| Some(Piece::Image(*file, before.image(*file, tree)?)));
        let piece = known.or_else(|| piece(*file, tree, &mut report));
        let said = match &piece {
            Some(Piece::Document(document)) if !is_known && report.is_empty() => kept::said(document).map(Fresh::Document),
            Some(Piece::Image(_, image)) if report.is_empty() => Some(Fresh::Image(image.clone())),
            _ => None,
        };
        ((tree.shared(*file).clone(), Arc::new(Said { piece, report })), said.map(|said| (*file, said)))
    });
    let (read, fresh): (Vec<_>, Vec<_>) = read.unzip();
    let understood = Understood(read);
    report.merge(understood.report());
    (understood.documents(), before.with(fresh.into_iter().flatten().collect(), maker, tree))
}

/// Reads every file of the tree but those that stand where they stood `before`, unchanged.
pub fn understand(tree: &SourceTree, before: &Understood) -> Understood {
    let files: Vec<FileId> = tree.files().map(|(file, _)| file).collect();
    let read = files.par_iter().map(|file| {
        let source = tree.shared(*file);
        // Every place in what was read names its file by the position in the tree.
        match before.0.get(file.0 as usize) {
            Some((known, said)) if Arc::ptr_eq(known, source) => (source.clone(), said.clone()),
            _ => {
                let mut report = Report::default();
                let piece = piece(*file, tree, &mut report);
                (source.clone(), Arc::new(Said { piece, report }))
            }
        }
    });
    Understood(read.collect())
}

impl Understood {
    /// What the files of a tree say that differs from this one's in a few files, which alone are read: on this thread, for others may be busy.
    pub fn with(&self, tree: &SourceTree, changed: impl Iterator<Item = FileId>) -> Understood {
        let mut understood = self.clone();
        for file in changed {
            let mut report = Report::default();
            let piece = piece(file, tree, &mut report);
            understood.0[file.0 as usize] = (tree.shared(file).clone(), Arc::new(Said { piece, report }));
        }
        understood
    }

    /// What a file says, where it is a document.
    pub fn document(&self, file: FileId) -> Option<&Arc<Document>> {
        match self.0.get(file.0 as usize).map(|(_, said)| &said.piece) {
            Some(Some(Piece::Document(document))) => Some(document),
            _ => None,
        }
    }

    /// Has a document's front matter, or sare.toml, a slip, so that not all of it is known as it was meant?
    pub fn is_broken(&self, file: FileId) -> bool {
        let Some((_, said)) = self.0.get(file.0 as usize) else { return false };
        let state = match &said.piece {
            Some(Piece::Document(document)) => document.front.state,
            Some(Piece::Settings(_, table)) => table.state,
            _ => return false,
        };
        state == toml::State::Broken || said.report.iter().any(|found| found.code == Code::BrokenFrontMatter)
    }

    /// Does a file say nothing by itself, such as one of a theme?
    pub fn is_silent(&self, file: FileId) -> bool {
        self.0.get(file.0 as usize).is_none_or(|(_, said)| said.piece.is_none())
    }

    /// What is wrong with each file by itself.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        self.0.iter().for_each(|(_, said)| report.merge(said.report.clone()));
        report
    }

    /// Everything that the files say.
    pub fn documents(&self) -> Documents {
        let mut documents = Documents::default();
        for (_, said) in &self.0 {
            match &said.piece {
                None => {}
                Some(Piece::Settings(file, table)) => documents.settings = Some((*file, table.clone())),
                Some(Piece::Kind(kind)) => documents.kinds.push(kind.clone()),
                Some(Piece::Document(document)) => documents.documents.push(document.clone()),
                Some(Piece::Sheet(file)) => documents.sheets.push(*file),
                Some(Piece::Media(file)) => documents.media.push(*file),
                Some(Piece::Image(file, image)) => documents.images.push((*file, image.clone())),
            }
        }
        documents.kinds.sort_by_key(|kind| (kind.origin != Origin::BuiltIn, kind.file));
        documents
    }
}

/// What one file turned out to be.
#[derive(Debug)]
enum Piece {
    Settings(FileId, Table),
    Kind(KindFile),
    Document(Arc<Document>),
    Sheet(FileId),
    Media(FileId),
    Image(FileId, Arc<Image>),
}

/// Does a browser run what a file of this ending says? Drawings are written again, and are not among them.
fn runs_code(ending: &str) -> bool {
    const ENDINGS: [&str; 12] = ["htm", "html", "xht", "xhtml", "shtml", "mht", "mhtml", "js", "mjs", "xml", "xsl", "svgz"];
    ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending))
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
    if Form::by_name(path).is_some() {
        return image::read(file, tree, report).map(|image| Piece::Image(file, Arc::new(image)));
    }
    if let Some(ending) = below.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| runs_code(ending)) {
        let message =
            format!("this file is not published: a browser that opens a `.{ending}` may run code from it in the name of the site");
        let help = "put it into `static/`, which is copied as it is, if you know what is in it; else take it out of `content/`";
        report.say(Span::start_of(file), Code::UnsafeFile, message).help(help);
        return None;
    }
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
            Some(Piece::Document(Arc::new(read(file, text, address, report))))
        }
        (Some("csv" | "xlsx" | "ods"), _) if below.matches('/').count() == 1 => Some(Piece::Sheet(file)),
        (Some(ending @ ("xls" | "xlsm" | "xlsb" | "numbers")), _) if below.matches('/').count() == 1 => {
            let message = format!("a workbook of the form .{ending} cannot be read");
            let help = "save it as .xlsx, .ods or .csv; one that readers are to download belongs into content/media/ or static/";
            report.say(Span::start_of(file), Code::BrokenTable, message).help(help);
            Some(Piece::Media(file))
        }
        _ => Some(Piece::Media(file)),
    }
}

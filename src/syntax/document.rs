//! One file of `content/` as a document: where it belongs, its front matter and its text.

use std::sync::Arc;

use super::front;
use super::markdown;
use super::toml::{self, Origin, Table};
use super::writing::Writing;
use crate::diag::{Code, FileId, Report, Span};
use xxhash_rust::xxh3::xxh3_64;

/// A Markdown file with front matter, or a bare TOML file.
#[derive(Clone, Debug)]
pub struct Document {
    pub file: FileId,
    /// The folder of its kind; empty for files in `content/` itself.
    pub folder: Box<str>,
    pub id: Box<str>,
    pub role: Role,
    pub front: Table,
    /// The opening `+++` line, or the start of the file.
    pub span: Span,
    /// Where its text begins; `None` for what is no Markdown file.
    pub start: Option<u32>,
    pub body: Arc<Writing>,
    /// A hash of what it says.
    pub stamp: u64,
    /// A hash of its front matter alone.
    pub facts: u64,
}

/// What a file is to the thing it is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Main,
    /// `bdih.es.md`
    Translation {
        language: Box<str>,
    },
    /// A further Markdown file in the folder of an `index.md`, perhaps translated.
    Chapter {
        name: Box<str>,
        language: Option<Box<str>>,
    },
}

/// Where a path below `content/` belongs.
#[derive(Debug, PartialEq, Eq)]
pub struct Address<'a> {
    pub folder: &'a str,
    pub id: &'a str,
    pub role: Role,
}

/// Tells where `path`, which ends in `.md` or `.toml`, belongs; `None` for one that lies too deep to be a document.
pub fn address(path: &str) -> Option<Address<'_>> {
    let path = path.strip_prefix("content/")?;
    let (path, _) = path.rsplit_once('.')?;
    let parts: Vec<&str> = path.split('/').collect();
    let (folder, id, file) = match parts[..] {
        [file] => ("", file, None),
        [folder, file] => (folder, file, None),
        [folder, id, file] => (folder, id, Some(file)),
        _ => return None,
    };
    let stem = file.unwrap_or(id);
    let (stem, language) = stem.split_once('.').map_or((stem, None), |(stem, language)| (stem, Some(language.into())));
    let role = match (file, language) {
        (Some(_), language) if stem != "index" => Role::Chapter { name: stem.into(), language },
        (_, Some(language)) => Role::Translation { language },
        (_, None) => Role::Main,
    };
    Some(Address { folder, id: if file.is_some() { id } else { stem }, role })
}

/// Reads a Markdown file.
pub fn read_markdown(file: FileId, text: &str, address: Address<'_>, report: &mut Report) -> Document {
    let front = front::read(file, text, report);
    let body = markdown::compile(file, &text[front.body..], front.body, report);
    Document {
        file,
        folder: address.folder.into(),
        id: address.id.into(),
        role: address.role,
        front: front.table,
        span: front.span,
        start: Some(front.body as u32),
        body: Arc::new(Writing::of(body)),
        stamp: xxh3_64(text.as_bytes()),
        facts: xxh3_64(&text.as_bytes()[..front.body]),
    }
}

/// Reads a bare TOML file.
pub fn read_toml(file: FileId, text: &str, address: Address<'_>, report: &mut Report) -> Document {
    Document {
        file,
        folder: address.folder.into(),
        id: address.id.into(),
        role: address.role,
        front: toml::parse(text, &Origin::at(file, 0), Code::BrokenFrontMatter, report),
        span: Span::start_of(file),
        start: None,
        body: Arc::default(),
        stamp: xxh3_64(text.as_bytes()),
        facts: xxh3_64(text.as_bytes()),
    }
}

/// Is this an id: letters a to z, digits and hyphens, at most 100 of them, and not a name that some file systems keep for themselves?
pub fn is_id(text: &str) -> bool {
    let letters = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    letters && !text.is_empty() && text.len() <= 100 && !text.starts_with('-') && !is_device(text)
}

/// Windows keeps these names for devices, so that a folder of the name could not be copied there.
fn is_device(text: &str) -> bool {
    matches!(text, "con" | "prn" | "aux" | "nul")
        || (text.len() == 4 && (text.starts_with("com") || text.starts_with("lpt")) && text.ends_with(|last: char| last.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_tells_where_a_file_belongs() {
        let chapter = |name: &str, language: Option<&str>| Role::Chapter { name: name.into(), language: language.map(Into::into) };
        let translation = |language: &str| Role::Translation { language: language.into() };
        for (path, expected) in [
            ("content/index.md", Some(("", "index", Role::Main))),
            ("content/index.eu.md", Some(("", "index", translation("eu")))),
            ("content/hubs/bdih.md", Some(("hubs", "bdih", Role::Main))),
            ("content/hubs/bdih.es.md", Some(("hubs", "bdih", translation("es")))),
            ("content/reports/r/index.md", Some(("reports", "r", Role::Main))),
            ("content/reports/r/index.es.md", Some(("reports", "r", translation("es")))),
            ("content/reports/r/one.md", Some(("reports", "r", chapter("one", None)))),
            ("content/reports/r/one.es.md", Some(("reports", "r", chapter("one", Some("es"))))),
            ("content/a/b/c/d.md", None),
        ] {
            let expected = expected.map(|(folder, id, role)| Address { folder, id, role });
            assert_eq!(address(path), expected, "{path}");
        }
    }

    #[test]
    fn an_id_is_safe_on_every_file_system() {
        assert!(["bdih", "4yfn", "a-b-2"].into_iter().all(is_id));
        assert!(!["", "BDIH", "a b", "../x", "con", "com1", "-a", "ñ"].into_iter().any(is_id));
        assert!(!is_id(&"a".repeat(101)));
    }
}

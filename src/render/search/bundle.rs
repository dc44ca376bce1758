//! An index of records in the form that the search library reads in a browser, made by that library.
//!
//! The library holds everything it indexes until it is done, so that languages are indexed one after another, and large sites in parts.
//! Their files are put together here: in the folder of each part one names the languages. The reader's browser opens the first part and
//! merges the others into it.

use std::collections::BTreeMap;

use pagefind::api::PagefindIndex;
use pagefind::options::PagefindServiceConfig;
use serde_json::{Value, json};

use super::{Record, Section};
use crate::syntax::markdown::escape;

/// The file that names the languages.
pub const ENTRY: &str = "pagefind-entry.json";

/// The files that are the same whatever is indexed, and needed; the library's own search boxes are not.
const PROGRAM: [&str; 3] = ["pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind"];

/// A file of the index, by its path in the index's folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub path: Box<str>,
    pub bytes: Vec<u8>,
}

/// A part of the index of one language; the first part is 0.
#[derive(Debug)]
pub struct Indexed {
    /// What is said of it in [`ENTRY`], as JSON.
    pub entry: Box<str>,
    /// Its own files, in the order of their paths.
    pub files: Vec<File>,
    /// The library's files, which every language's index needs.
    pub program: Vec<File>,
}

/// More pages than this share their files, a few each: a search fetches some dozen of them, and nobody wants a million files.
const MOST_FRAGMENTS: u32 = 2_000;

/// Indexes a part of what can be searched in the language of a tag.
///
/// # Errors
/// The library gave up, of which it says why.
pub fn index(tag: &str, part: usize, records: &[Record]) -> Result<Indexed, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|err| err.to_string())?;
    let files = runtime.block_on(async {
        let options =
            PagefindServiceConfig::builder().keep_index_url(true).force_language(spelt(tag)).max_fragments(MOST_FRAGMENTS).build();
        let mut index = PagefindIndex::new(Some(options))?;
        for record in records {
            index.add_html_file(None, Some(record.address.to_string()), page(record)).await?;
        }
        index.get_files().await
    });
    let files = files.map_err(|err| err.to_string())?;
    let mut indexed = Indexed { entry: "".into(), files: Vec::new(), program: Vec::new() };
    for file in files {
        let path = file.filename.to_string_lossy().replace('\\', "/");
        let file = File { path: format!("{}{path}", folder(part)).into(), bytes: file.contents };
        match &*path {
            ENTRY => indexed.entry = String::from_utf8_lossy(&file.bytes).into(),
            path if PROGRAM.contains(&path) && part == 0 => indexed.program.push(file),
            path if path.contains(".pf_") => indexed.files.push(file),
            path if path.starts_with("wasm.") && part == 0 => indexed.files.push(file),
            _ => {}
        }
    }
    indexed.files.sort_by(|a, b| a.path.cmp(&b.path));
    indexed.program.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(indexed)
}

/// The folder of a part in that of the index. The script of the theme finds the second part in `2/`.
fn folder(part: usize) -> String {
    if part == 0 { String::new() } else { format!("{}/", part + 1) }
}

/// A tag as the library looks for it in a page.
fn spelt(tag: &str) -> String {
    tag.to_lowercase()
}

/// The file of a part that names the languages: for each tag what its index says of itself.
pub fn entry(part: usize, languages: &BTreeMap<Box<str>, Box<str>>) -> File {
    let mut all = Value::Null;
    for (tag, said) in languages {
        let said: Value = serde_json::from_str(said).unwrap_or_default();
        if all.is_null() {
            all = json!({ "version": said["version"], "languages": {}, "include_characters": said["include_characters"] });
        }
        // Where there is no page, the library names no language.
        if let Some(own) = said["languages"].get(spelt(tag)) {
            all["languages"][spelt(tag)] = own.clone();
        }
    }
    File { path: format!("{}{ENTRY}", folder(part)).into(), bytes: all.to_string().into_bytes() }
}

/// The files of the library that these languages need: one only where a language has no stemmer of its own.
pub fn needed(program: Vec<File>, languages: &BTreeMap<Box<str>, Box<str>>) -> Vec<File> {
    let lacks_stemmer = languages.values().any(|said| said.contains("\"wasm\":null"));
    program.into_iter().filter(|file| !file.path.starts_with("wasm.") || lacks_stemmer).collect()
}

/// A record as the page that the library expects.
fn page(record: &Record) -> String {
    let mut out = String::from("<html><body>");
    told(&record.title, "title", &mut out);
    told(&record.names.join(" · "), "names", &mut out);
    told(&record.ids.replace('-', " "), "ids", &mut out);
    told(&record.lang, "lang", &mut out);
    out.push_str("<i data-pagefind-ignore data-pagefind-filter=\"kind\">");
    plain(&record.kind, &mut out);
    out.push_str("</i>");
    // Something must be said of every page, or the library leaves it out.
    let is_silent = record.about.is_empty() && record.facts.is_empty() && record.text.iter().flatten().next().is_none();
    paragraph(if is_silent { &record.title } else { &record.about }, &mut out);
    for section in record.text.iter().flatten() {
        written(section, &mut out);
    }
    paragraph(&record.facts, &mut out);
    out.push_str("</body></html>");
    out
}

/// What is found and shown beside the text.
fn told(words: &str, name: &str, out: &mut String) {
    if !words.is_empty() {
        out.push_str(&format!("<i data-pagefind-ignore data-pagefind-meta=\"{name}\">"));
        plain(words, out);
        out.push_str("</i>");
    }
}

fn written(section: &Section, out: &mut String) {
    if !section.heading.is_empty() {
        out.push_str("<h2");
        if !section.anchor.is_empty() {
            out.push_str(" id=\"");
            escape(&section.anchor, out);
            out.push('"');
        }
        out.push('>');
        plain(&section.heading, out);
        out.push_str("</h2>");
    }
    paragraph(&section.text, out);
}

fn paragraph(words: &str, out: &mut String) {
    if !words.is_empty() {
        out.push_str("<p>");
        plain(words, out);
        out.push_str("</p>");
    }
}

/// Words that mean nothing to the library, which keeps marks of its own among them.
fn plain(words: &str, out: &mut String) {
    escape(&words.replace("___", "_"), out);
}

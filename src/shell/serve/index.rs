//! The search index of the preview: made when somebody first searches, and brought up to date when they search after an edit.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use hyper::body::Bytes;

use crate::registry::settings::Search;
use crate::render::search::bundle::{self, File};
use crate::render::search::{self, Record};
use crate::session::Edition;

/// The file that a page asks for first when its reader begins to search.
const FIRST: &str = "pagefind.js";

/// The index, if anybody has searched.
#[derive(Default)]
pub struct Index(Mutex<Option<Made>>);

/// An index that was made.
#[derive(Default)]
struct Made {
    /// The edition that it is of, and what stands for everything that can be found in that.
    number: u64,
    ground: u64,
    /// By tag, part after part.
    languages: BTreeMap<Box<str>, Vec<Part>>,
    files: BTreeMap<Box<str>, Bytes>,
    /// The files before these, for pages that began to search when they were there.
    earlier: BTreeMap<Box<str>, Bytes>,
}

/// A part of the index of one language.
struct Part {
    /// Stands for what can be found in it.
    stamp: u64,
    entry: Box<str>,
    files: Vec<(Box<str>, Bytes)>,
    program: Vec<(Box<str>, Bytes)>,
}

impl Index {
    /// A file of the index, by its path in its folder; the index is made where there is none or somebody begins to search.
    pub fn find(&self, path: &str, edition: &Edition) -> Option<Bytes> {
        if edition.site.settings.search == Search::Off {
            return None;
        }
        let mut made = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if made.as_ref().is_none_or(|made| path == FIRST && made.number != edition.number) {
            *made = Made::of(edition, made.take().unwrap_or_default());
        }
        let made = made.as_ref()?;
        made.files.get(path).or_else(|| made.earlier.get(path)).cloned()
    }
}

impl Made {
    /// The index of an edition; `None` where the library gives up.
    fn of(edition: &Edition, mut before: Made) -> Option<Made> {
        let ground = search::ground(&edition.press);
        if before.ground == ground {
            return Some(Made { number: edition.number, ..before });
        }
        let mut made = Made { number: edition.number, ground, ..Made::default() };
        for (id, language) in edition.site.settings.languages.all() {
            let mut known = before.languages.remove(&language.tag).unwrap_or_default().into_iter();
            let mut parts = Vec::new();
            for (at, records) in search::in_parts(&edition.press, id).iter().enumerate() {
                let stamp = search::stamp(records);
                parts.push(match known.next().filter(|known| known.stamp == stamp) {
                    Some(known) => known,
                    None => Part::of(&language.tag, at, records)?,
                });
            }
            made.languages.insert(language.tag.clone(), parts);
        }
        let all = made.languages.values().flatten().flat_map(|part| part.files.iter().chain(&part.program).cloned());
        made.files = all.collect();
        for part in 0..search::parts(&edition.site) {
            let said = made.languages.iter().filter_map(|(tag, parts)| Some((tag.clone(), parts.get(part)?.entry.clone())));
            let entry = bundle::entry(part, &said.collect());
            made.files.extend(shared(vec![entry]));
        }
        made.earlier = before.files;
        Some(made)
    }
}

impl Part {
    fn of(tag: &str, at: usize, records: &[Record]) -> Option<Part> {
        let indexed = bundle::index(tag, at, records).ok()?;
        let stamp = search::stamp(records);
        Some(Part { stamp, entry: indexed.entry, files: shared(indexed.files), program: shared(indexed.program) })
    }
}

fn shared(files: Vec<File>) -> Vec<(Box<str>, Bytes)> {
    files.into_iter().map(|File { path, bytes }| (path, Bytes::from(bytes))).collect()
}

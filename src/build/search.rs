//! The search index: a language's is made anew where something else can be found in it, and else left as it is.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::output::{OutputPlace, Staging, recollection};
use crate::registry::language::LanguageId;
use crate::registry::settings;
use crate::render::Press;
use crate::render::search::bundle::{self, File};
use crate::render::search::{self, Reach, Record};
use crate::routes::INDEX;

/// The name under which it is remembered what was indexed.
const NAME: &str = "search";

/// What was indexed, and the files that came of it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    /// Stands for the program.
    maker: u64,
    /// Stands for everything that could be found.
    ground: u64,
    /// By tag, part after part.
    languages: BTreeMap<Box<str>, Vec<Part>>,
    program: Files,
}

/// A part of a language's index.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Part {
    /// Stands for what can be found in it.
    stamp: u64,
    entry: Box<str>,
    files: Files,
    pages: usize,
    whole: usize,
}

/// Files by their paths, with a hash of each.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Files(Vec<(Box<str>, u128)>);

impl Files {
    /// Does the output folder have all of them?
    fn stand(&self, staging: &Staging) -> bool {
        !self.0.is_empty() && self.0.iter().all(|(path, hash)| staging.stands(path, *hash))
    }

    fn keep(&self, staging: &Staging) -> io::Result<()> {
        for (path, hash) in &self.0 {
            if !staging.keep(path, *hash)? {
                return Err(io::Error::other(format!("`{path}` was changed while the site was built")));
            }
        }
        Ok(())
    }

    fn put(files: &[File], staging: &Staging) -> io::Result<Files> {
        let put = |file: &File| {
            let path: Box<str> = format!("{INDEX}{}", file.path).into();
            staging.put(&path, &file.bytes)?;
            Ok((path, xxh3_128(&file.bytes)))
        };
        files.iter().map(put).collect::<io::Result<Vec<_>>>().map(Files)
    }
}

impl Kept {
    /// What the last build indexed; nothing of what cannot be read or is of another program.
    fn recall(place: &OutputPlace) -> Kept {
        let maker = recollection::maker();
        let known: Option<Kept> = recollection::recall(place, NAME).and_then(|bytes| postcard::from_bytes(&bytes).ok());
        known.filter(|known| known.maker == maker).unwrap_or(Kept { maker, ..Kept::default() })
    }

    /// Remembers what was indexed. What cannot be remembered is indexed again.
    pub fn remember(&self, place: &OutputPlace) {
        if let Ok(bytes) = postcard::to_stdvec(self) {
            let _ = recollection::remember(place, NAME, bytes);
        }
    }

    /// How much of the texts can be found.
    pub fn reach(&self) -> Reach {
        let reaches = self.languages.values().flatten().map(|part| Reach { pages: part.pages, whole: part.whole });
        reaches.fold(Reach::default(), Reach::and)
    }
}

/// Hands over the index of a site that can be searched, and gives what the next build should know.
///
/// # Errors
/// The library gave up, or a file cannot be written.
pub fn bring_up_to_date(press: &Arc<Press>, staging: &Staging, place: &OutputPlace) -> io::Result<Option<Kept>> {
    if press.site().settings.search == settings::Search::Off {
        recollection::forget(place, NAME);
        return Ok(None);
    }
    let before = Kept::recall(place);
    let ground = search::ground(press);
    let count = search::parts(press.site());
    let mut works = Works { staging, program: None };
    let mut languages = BTreeMap::new();
    for (id, language) in press.site().settings.languages.all() {
        let known = before.languages.get(&language.tag).map_or(&[][..], Vec::as_slice);
        let is_same = before.ground == ground && known.len() == count && known.iter().all(|part| part.files.stand(staging));
        let parts = match is_same {
            true => known.iter().map(|part| works.keep(part)).collect::<io::Result<Vec<Part>>>()?,
            false => works.language(press, (id, &language.tag), known)?,
        };
        languages.insert(language.tag.clone(), parts);
    }
    let program = works.program;
    for part in 0..count {
        let said = languages.iter().filter_map(|(tag, parts)| Some((tag.clone(), parts.get(part)?.entry.clone())));
        Files::put(&[bundle::entry(part, &said.collect())], staging)?;
    }
    let program = match program {
        None if before.program.stand(staging) => {
            before.program.keep(staging)?;
            before.program
        }
        made => {
            let made = made.map_or_else(|| bundle::index("en", 0, &[]).map(|nothing| nothing.program).map_err(gave_up), Ok)?;
            let entries = languages.iter().filter_map(|(tag, parts)| Some((tag.clone(), parts.first()?.entry.clone()))).collect();
            Files::put(&bundle::needed(made, &entries), staging)?
        }
    };
    Ok(Some(Kept { maker: before.maker, ground, languages, program }))
}

fn gave_up(why: String) -> io::Error {
    io::Error::other(format!("the search index: {why}"))
}

/// What makes an index, and what it hands it over to.
struct Works<'a> {
    staging: &'a Staging,
    /// The library's own files, once it has made an index.
    program: Option<Vec<File>>,
}

impl Works<'_> {
    /// The index of a language: each part as it was where nothing else can be found in it, else made anew.
    fn language(&mut self, press: &Arc<Press>, (id, tag): (LanguageId, &str), known: &[Part]) -> io::Result<Vec<Part>> {
        let parts = search::in_parts(press, id).into_iter().enumerate();
        parts.map(|(at, records)| self.part(tag, (at, &records), known.get(at))).collect()
    }

    fn part(&mut self, tag: &str, (at, records): (usize, &[Record]), known: Option<&Part>) -> io::Result<Part> {
        let stamp = search::stamp(records);
        if let Some(known) = known.filter(|known| known.stamp == stamp && known.files.stand(self.staging)) {
            return self.keep(known);
        }
        let indexed = bundle::index(tag, at, records).map_err(gave_up)?;
        if at == 0 {
            self.program = Some(indexed.program);
        }
        let Reach { pages, whole } = search::reach(records);
        Ok(Part { stamp, entry: indexed.entry, files: Files::put(&indexed.files, self.staging)?, pages, whole })
    }

    fn keep(&self, part: &Part) -> io::Result<Part> {
        part.files.keep(self.staging)?;
        Ok(part.clone())
    }
}

//! What a build remembers of the one before it, beside the manifest: all of it may be lost or damaged, at the cost of time and nothing else.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::check;
use crate::diag::atlas::Atlas;
use crate::diag::verdict::{Allowed, Denied};
use crate::diag::{Diagnostic, Report};
use crate::output::{OutputPlace, recollection};
use crate::registry::Options;
use crate::render::kept::{self, Ground};
use crate::source::walk::Look;
use crate::source::{Content, SourceFile, SourceTree};
use crate::syntax::{self, Gist};

/// The names under which it lies: what pages asked, what documents say, what checks found, and what the build was made from.
const READS: &str = "reads";
const SAID: &str = "said";
const FINDINGS: &str = "findings";
const INPUTS: &str = "inputs";

/// What is known from the build before.
#[derive(Debug, Default)]
pub struct Memory {
    /// The pages and what they asked.
    pub pages: kept::Kept,
    pub findings: check::kept::Kept,
    pub said: syntax::kept::Kept,
    /// Stands for this program, whatever the day.
    pub maker: u64,
}

/// What the next build should know besides the pages; `None` where it is what the last one knew already.
#[derive(Debug, Default)]
pub struct News {
    pub findings: Option<check::kept::Kept>,
    pub said: Option<syntax::kept::Kept>,
}

impl Memory {
    /// What the last build remembered; nothing of what cannot be read.
    pub fn recall(place: &OutputPlace) -> Memory {
        let pages = || kept::Kept::read(&recollection::recall(place, READS)?);
        let findings = || check::kept::Kept::read(&recollection::recall(place, FINDINGS)?);
        let maker = recollection::maker();
        let said = || syntax::kept::Kept::read(&recollection::recall(place, SAID)?, maker);
        let (pages, (findings, said)) = rayon::join(pages, || (findings(), said()));
        Memory { pages: pages.unwrap_or_default(), findings: findings.unwrap_or_default(), said: said.unwrap_or_default(), maker }
    }
}

impl Memory {
    /// The same, but that every file has to be opened.
    pub fn without_documents(self) -> Memory {
        Memory { said: syntax::kept::Kept::default(), ..self }
    }
}

/// What everything but the texts of a site rests on.
pub fn ground(options: &Options, gist: Gist) -> Ground {
    Ground { maker: maker(options), facts: gist.facts ^ xxh3_64(format!("{options:?}").as_bytes()) }
}

/// What the findings in one thing rest on, besides what that thing says.
pub fn ground_of_findings(ground: Ground, gist: Gist) -> u64 {
    let mut hash = Xxh3::new();
    [ground.maker, ground.facts, gist.headings].iter().for_each(|part| hash.update(&part.to_le_bytes()));
    hash.digest()
}

/// Remembers the pages of a site that was published, in writing, and what was found in it.
///
/// What cannot be remembered, on a full disk perhaps, costs the next build time: what an earlier one remembered is believed only where it
/// fits the files and the manifest.
pub fn remember(place: &OutputPlace, pages: Option<Vec<u8>>, findings: Option<&check::kept::Kept>) {
    keep(place, READS, pages);
    keep(place, FINDINGS, findings.map(check::kept::Kept::write));
}

/// Remembers what documents say, which is so whether the site is published or not.
pub fn remember_said(place: &OutputPlace, said: Option<syntax::kept::Kept>) {
    keep(place, SAID, said.map(|said| said.write()));
}

fn keep(place: &OutputPlace, name: &str, bytes: Option<Vec<u8>>) {
    if let Some(bytes) = bytes {
        let _ = recollection::remember(place, name, bytes);
    }
}

/// What decides the pages besides the site folder: the program and the day.
fn maker(options: &Options) -> u64 {
    recollection::maker() ^ xxh3_64(options.date.to_string().as_bytes())
}

/// What a build was made from, and what it found: as long as the one is the same, so is the other.
#[derive(Debug, Serialize, Deserialize)]
pub struct Inputs {
    stamp: u128,
    pub report: Report,
    pub allowed: Vec<Allowed>,
    /// Hashes of the texts in which something was found, by the paths of their files.
    hashes: BTreeMap<Box<str>, u64>,
}

impl Inputs {
    /// What a build that stands for `stamp` found in a tree.
    pub fn of(stamp: u128, report: &Report, allowed: &[Allowed], tree: &SourceTree) -> Inputs {
        let files = found(report, allowed).flat_map(Diagnostic::places).map(|span| tree.file(span.file));
        let hash = |file: &SourceFile| match &file.content {
            Content::Text(text) => Some((file.path.clone(), text.hash())),
            _ => None,
        };
        Inputs { stamp, report: report.clone(), allowed: allowed.to_vec(), hashes: files.filter_map(hash).collect() }
    }

    /// What the last build was made from.
    pub fn recall(place: &OutputPlace) -> Option<Inputs> {
        postcard::from_bytes(&recollection::recall(place, INPUTS)?).ok()
    }

    /// Remembers what a build was made from; `None` where the files' times are not to be relied on.
    pub fn remember(place: &OutputPlace, inputs: Option<&Inputs>) {
        match inputs.and_then(|inputs| postcard::to_stdvec(inputs).ok()) {
            Some(bytes) => drop(recollection::remember(place, INPUTS, bytes)),
            None => recollection::forget(place, INPUTS),
        }
    }

    /// Was it made from what would be built now?
    pub fn are(&self, stamp: u128) -> bool {
        self.stamp == stamp
    }

    /// The files that were looked at, for whoever shows what was found; `None` where one has been written since.
    pub fn tree(&self, look: Look<'_>) -> Option<SourceTree> {
        if found(&self.report, &self.allowed).next().is_none() {
            return Some(SourceTree::default());
        }
        let mut unreadable = Report::default();
        // Other texts than these are not looked into.
        let hash = |path: &str, _| Some(self.hashes.get(path).copied().unwrap_or_default());
        let tree = look.read(&SourceTree::default(), &hash, &mut unreadable);
        if !unreadable.is_empty() {
            return None;
        }
        drop(Atlas::of(found(&self.report, &self.allowed), &tree));
        Some(tree).filter(|tree| !tree.is_refuted())
    }
}

/// Everything that was found.
pub fn found<'a>(report: &'a Report, allowed: &'a [Allowed]) -> impl Iterator<Item = &'a Diagnostic> {
    report.iter().chain(allowed.iter().map(|allowed| &allowed.found))
}

/// Stands for everything that a build is made from: the site folder, the program, the day, and what was asked for.
pub fn stamp_of_inputs(digest: u128, options: &Options, denied: &Denied) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(&digest.to_le_bytes());
    hash.update(&maker(options).to_le_bytes());
    hash.update(format!("{options:?} {denied:?}").as_bytes());
    hash.digest128()
}

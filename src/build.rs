//! A build: everything from the folder on disk to the output folder, once.
//!
//! **In:** a site folder, and what the last build remembered. **Out:** the output brought up to date, or a report of what stands in the
//! way. **Never:** prints a page again whose every answer is the same.

pub mod memory;
mod search;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use crate::diag::atlas::Atlas;
use crate::diag::verdict::{Allowed, Denied};
use crate::diag::{FileId, Report};
use crate::output::gallery::Gallery;
use crate::output::{self, Changes, Manifest, Outcome, OutputPlace, Staging};
use crate::registry::Options;
use crate::render::Press;
use crate::render::kept::{Ground, Kept, Log, Reason, Recall};
use crate::render::search::Reach;
use crate::routes::{Output, What};
use crate::source::walk::Look;
use crate::source::{Content, SourceTree, walk};
use crate::{Stage, Understood, policy, press, understand};
use memory::{Inputs, Memory, News};

/// A site that was built, or that could not be because of what the report says.
pub struct Built {
    pub tree: Arc<SourceTree>,
    /// What the pages were printed from; `None` where nothing had changed, and nothing had to be read.
    pub press: Option<Arc<Press>>,
    pub report: Report,
    /// Warnings that sare.toml allows, which the report leaves out.
    pub allowed: Vec<Allowed>,
    /// What became of the output folder; `None` if nothing was written because of what the report says.
    pub outcome: Option<Outcome>,
    /// Why the page that was asked about was printed, or was not.
    pub explained: Option<Reason>,
    /// How much of the texts can be searched, where anything was published that can.
    pub reach: Option<Reach>,
}

/// What a build does with what it prints.
#[derive(Clone, Debug)]
pub struct Publication {
    pub output: PathBuf,
    /// Warnings that stop the site from being published.
    pub denied: Denied,
    /// The path below `output/` of a page, to be told why it is printed or is not.
    pub explain: Option<String>,
}

/// A site that is ready to be printed.
pub struct Ready<'a> {
    pub press: &'a Arc<Press>,
    pub owed: &'a [Output],
    /// What everything but texts rests on.
    pub ground: Ground,
    /// What the next build should know, but for the pages.
    pub news: News,
    /// What is known from the build before.
    pub before: Memory,
}

/// What printing and publishing came to.
pub struct Published {
    pub allowed: Vec<Allowed>,
    pub outcome: Option<Outcome>,
    pub explained: Option<Reason>,
    pub reach: Option<Reach>,
}

/// What a site folder holds that is no output.
const OWN: [&str; 6] = ["content", "themes", "kinds", "static", "sare.toml", ".sare"];

/// Builds the site in `root` into its `output/`.
///
/// # Errors
/// The folder cannot be read, or the output cannot be written; then it is as it was.
pub fn build(root: &Path, options: &Options) -> io::Result<Built> {
    let publication = Publication { output: root.join("output"), denied: Denied::Nothing, explain: None };
    build_in_stages(root, options, &publication, &mut |_| {})
}

/// Builds the site in `root`, saying which stage begins.
///
/// # Errors
/// The folder cannot be read, or the output cannot be written; then it is as it was.
pub fn build_in_stages(root: &Path, options: &Options, publication: &Publication, enter: &mut dyn FnMut(Stage)) -> io::Result<Built> {
    refuse_sources(root, &publication.output)?;
    enter(Stage::Read);
    let mut look = walk::look(root, &[&publication.output])?;
    let place = place(root, publication);
    if let Some((inputs, unchanged)) = nothing_changed(&look, &place, (options, publication))? {
        if let Some(tree) = inputs.tree(look) {
            let outcome = Some(Outcome::Done(Changes { unchanged, ..Changes::default() }));
            let Inputs { report, allowed, .. } = inputs;
            return Ok(Built { tree: Arc::new(tree), press: None, report, allowed, outcome, explained: None, reach: None });
        }
        look = walk::look(root, &[&publication.output])?;
    }
    let before = Memory::recall(&place);
    let built = build_again(root, (look, before), (options, publication), enter)?;
    if !built.tree.is_refuted() {
        return Ok(built);
    }
    // A file was written while it was relied on.
    enter(Stage::Read);
    let look = walk::look(root, &[&publication.output])?;
    let before = Memory::recall(&place).without_documents();
    build_again(root, (look, before), (options, publication), enter)
}

/// Builds what was looked at, with what is known from before; nothing is published where a text turns out to be another than was known.
fn build_again(
    root: &Path,
    (look, before): (Look<'_>, Memory),
    (options, publication): (&Options, &Publication),
    enter: &mut dyn FnMut(Stage),
) -> io::Result<Built> {
    let mut report = Report::default();
    let Understood { tree, site, before, ground, findings, said } = understand(look, (options, before), &mut report, enter);
    let (press, owed) = press(&tree, &site, &mut report, enter);
    let news = News { findings: Some(findings), said };
    let ready = Ready { press: &press, owed: &owed, ground, news, before };
    let Published { allowed, outcome, explained, reach } = publish(root, ready, (options, publication), &mut report, enter)?;
    Ok(Built { tree, press: Some(press), report, allowed, outcome, explained, reach })
}

/// Prints what is owed and has changed, and publishes it if the report lets it.
///
/// # Errors
/// The output cannot be written; then it is as it was.
pub fn publish(
    root: &Path,
    ready: Ready<'_>,
    (options, publication): (&Options, &Publication),
    report: &mut Report,
    enter: &mut dyn FnMut(Stage),
) -> io::Result<Published> {
    enter(Stage::Render);
    let (press, tree) = (ready.press, ready.press.tree());
    let policy = policy(press.site(), &publication.denied);
    let place = place(root, publication);
    // Where there are faults already the pages are rendered all the same, for the faults that only rendering finds.
    let staging = if policy.publishes(report, tree) { Some(Staging::open(&place, Manifest::load(&place)?)?) } else { None };
    let before = if staging.is_some() { ready.before.pages } else { Kept::default() };
    // Before the pages, so that a large site need not hold it until the end.
    if staging.is_some() {
        memory::remember_said(&place, ready.news.said);
    }
    let gallery = Gallery::of(&place.memory);
    let recall = before.recall(press, ready.ground);
    let printer = Printer { press, staging: staging.as_ref(), gallery: &gallery, recall, log: Log::default() };
    let explained = publication.explain.as_ref().map(|path| printer.reason(path, ready.owed));
    let (found, index) =
        beside(|| printer.print(ready.owed), || staging.as_ref().map(|staging| search::bring_up_to_date(press, staging, &place)));
    report.merge(found?);
    let index = index.transpose()?.flatten();
    let (log, holds) = (printer.log, printer.recall.into_holds());
    let allowed = policy.settle(report, tree);
    enter(Stage::Publish);
    // Whatever will be shown is looked into now, for after this nothing is taken back.
    drop(Atlas::of(memory::found(report, &allowed), tree));
    let (outcome, pages) = match staging.filter(|_| report.is_publishable() && !tree.is_refuted()) {
        Some(staging) => {
            let pages = || log.into_kept(press, ready.ground, (before, &holds)).map(|kept| kept.write());
            let (outcome, pages) = rayon::join(|| staging.commit(), pages);
            (Some(outcome?), pages)
        }
        None => (None, None),
    };
    if let Some(Outcome::Done(_)) = &outcome {
        // The site is published by now. What cannot be remembered, on a full disk perhaps, costs the next build time and nothing else: what
        // an earlier build remembered is believed only where it fits the files and the manifest.
        // Answers that were found after the pages may be to a text that has changed since.
        gallery.keep_only(&ready.owed.iter().filter_map(|output| press.image_key(output)).collect());
        memory::remember(&place, pages.filter(|_| !tree.is_refuted()), ready.news.findings.as_ref());
        let stamp = tree.digest().map(|digest| memory::stamp_of_inputs(digest, options, &publication.denied));
        if let Some(index) = index.as_ref().filter(|_| !tree.is_refuted()) {
            index.remember(&place);
        }
        Inputs::remember(&place, stamp.map(|stamp| Inputs::of(stamp, report, &allowed, tree)).as_ref());
    }
    let reach = index.filter(|_| outcome.is_some()).map(|index| index.reach());
    Ok(Published { allowed, outcome, explained, reach })
}

/// Does two things at once; the second on a thread of its own, for most of it is one long piece of work.
fn beside<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    std::thread::scope(|scope| {
        let second = scope.spawn(second);
        let first = first();
        (first, second.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Where a site is published, and where what is remembered of it lies.
pub fn place(root: &Path, publication: &Publication) -> OutputPlace {
    OutputPlace { output: publication.output.clone(), memory: root.join(".sare") }
}

/// What the last build was made from, and how many outputs it left, if no source and no output has changed since: found out without opening
/// a file.
fn nothing_changed(
    look: &Look<'_>,
    place: &OutputPlace,
    (options, publication): (&Options, &Publication),
) -> io::Result<Option<(Inputs, usize)>> {
    let Some(before) = Inputs::recall(place).filter(|_| publication.explain.is_none()) else { return Ok(None) };
    if look.digest().is_none_or(|digest| !before.are(memory::stamp_of_inputs(digest, options, &publication.denied))) {
        return Ok(None);
    }
    Ok(output::standing(place)?.map(|unchanged| (before, unchanged)))
}

/// Fails where the output would lie among what editors write or what Sare remembers, or would hold it, however the path is spelt.
///
/// # Errors
/// It would, or the way there cannot be followed.
pub fn refuse_sources(root: &Path, output: &Path) -> io::Result<()> {
    let shown = output.display();
    let (root, output) = (output::settle(root)?, output::settle(output)?);
    let message = match output.strip_prefix(&root).ok().map(|below| below.iter().next()) {
        // On some systems `Content` is the same folder as `content`.
        Some(Some(first)) => match OWN.into_iter().find(|own| first.eq_ignore_ascii_case(own)) {
            Some(own) if own.starts_with('.') => format!("the output `{shown}` would lie in `{own}/`, where Sare keeps what it remembers"),
            Some(own) if own.contains('.') => format!("the output `{shown}` would take the place of `{own}`"),
            Some(own) => format!("the output `{shown}` would lie in `{own}/`, among what the site is made from"),
            None if is_held(&root, &output) => format!("the output `{shown}` would hold what the site is made from"),
            None => return Ok(()),
        },
        Some(None) => format!("the output `{shown}` would hold the site itself"),
        None if root.starts_with(&output) || is_held(&root, &output) => format!("the output `{shown}` would hold the site itself"),
        None => return Ok(()),
    };
    Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{message}; choose a folder of its own")))
}

/// Does one of the site's folders lead into the output, or hold it, through a link?
fn is_held(root: &Path, output: &Path) -> bool {
    let places = OWN.into_iter().filter_map(|own| root.join(own).canonicalize().ok());
    places.into_iter().any(|place| place.starts_with(output) || output.starts_with(place))
}

/// Prints every page for the faults that only rendering finds, and hands none over.
///
/// # Errors
/// A file cannot be read.
pub fn try_all(press: &Arc<Press>, owed: &[Output]) -> io::Result<Report> {
    let nothing = Kept::default();
    let gallery = Gallery::of(&press.tree().root.join(".sare"));
    Printer { press, staging: None, gallery: &gallery, recall: nothing.recall(press, Ground::default()), log: Log::default() }.print(owed)
}

/// What prints the outputs of a build and hands them over.
struct Printer<'a> {
    press: &'a Arc<Press>,
    staging: Option<&'a Staging>,
    gallery: &'a Gallery,
    recall: Recall<'a>,
    log: Log,
}

impl Printer<'_> {
    /// Prints what is owed and has changed; the faults are in the order of the outputs, whatever order they were printed in.
    fn print(&self, owed: &[Output]) -> io::Result<Report> {
        if let Some(staging) = self.staging {
            for asset in self.press.theme.assets() {
                staging.put(&asset.path, &asset.bytes)?;
            }
        }
        let reports: io::Result<Vec<Report>> = owed.par_iter().map(|output| self.one(output)).collect();
        let mut report = Report::default();
        for found in reports? {
            report.merge(found);
        }
        Ok(report)
    }

    fn one(&self, output: &Output) -> io::Result<Report> {
        if let What::Copy { file } = output.what {
            return self.copy(file, &output.path).map(|()| Report::default());
        }
        let Some(staging) = self.staging else { return Ok(self.gallery.attempt(self.press, output)) };
        let what = output.what.lasting(self.press.site(), self.press.tree());
        if let Ok((hash, _)) = self.recall.page(&output.path, &what)
            && staging.keep(&output.path, hash)?
        {
            self.log.take_over(&output.path);
            return Ok(Report::default());
        }
        let rendered = self.gallery.print(self.press, output);
        let hash = xxh3_128(&rendered.bytes);
        staging.put(&output.path, &rendered.bytes)?;
        self.log.note(output, what, &rendered, hash);
        Ok(rendered.report)
    }

    /// Why the page at `path` is printed, or is not.
    fn reason(&self, path: &str, owed: &[Output]) -> Reason {
        let Some(output) = owed.iter().find(|output| *output.path == *path) else { return Reason::Nothing };
        match self.recall.page(path, &output.what.lasting(self.press.site(), self.press.tree())) {
            Ok((hash, _)) if !self.staging.is_some_and(|staging| staging.stands(path, hash)) => Reason::File,
            Ok((_, reason)) | Err(reason) => reason,
        }
    }

    /// Hands over a file that is copied as it is.
    fn copy(&self, file: FileId, path: &str) -> io::Result<()> {
        let Some(staging) = self.staging else { return Ok(()) };
        let tree = self.press.tree();
        match &tree.file(file).content {
            Content::Text(text) => staging.put(path, text.as_bytes()),
            Content::Bytes(bytes) => staging.put(path, bytes),
            Content::Unread(_) => staging.copy(path, &tree.root.join(tree.path(file))),
        }
    }
}

//! `sare build --watch`: builds, and builds again whenever something has changed, until it is told to end.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::build::{in_the_way, publication};
use super::told::{By, Change, Told, Voice, time};
use super::watch::{Watch, Wish};
use super::{Desk, Ended, Trouble, counted, ending, grouped, root};
use crate::Publication;
use crate::build::memory::{self, Memory, News};
use crate::build::{Ready, place, publish};
use crate::cli::{BuildArgs, Format};
use crate::diag::Diagnostic;
use crate::output::{Changes, Outcome};
use crate::registry::Options;
use crate::registry::editor::Editor;
use crate::session::{Look, Session};
use crate::source::SourceTree;

/// Builds until it is told to end; that is a good end, whatever is wrong with the content by then.
pub fn build_on(args: &BuildArgs, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let found = root::find(desk)?;
    let root = std::path::absolute(&found).map_err(|err| Trouble::with(&found, &err))?;
    let options = desk.options(&args.check, args.base_url.as_deref())?;
    let publication = publication(args, &root)?;
    let voice = if args.check.format == Format::Human { Voice::of(desk) } else { Voice::Json };
    let told = Told::new(voice);
    let mut watch = Watch::start(&root, if args.poll { Wish::Polling } else { Wish::Events });
    let ender = watch.ender();
    ending::heed(move || ender.end())?;
    let mut works = Works { root: &root, options: &options, publication: &publication, session: None };
    while let Some(ring) = watch.next() {
        if let Some(news) = watch.news() {
            told.warn(&news);
        }
        let start = Instant::now();
        let before = works.session.as_ref().map(|session| session.newest().tree.clone());
        let built = match works.build(ring.look()) {
            Ok(Some(built)) => built,
            Ok(None) => continue,
            // The first build tells at once what cannot work; later ones may be helped by the next change.
            Err(trouble) if before.is_none() => return Err(trouble),
            Err(trouble) => {
                told.warn(&trouble.message);
                continue;
            }
        };
        match &before {
            None => told.say("built", &first(&built, start.elapsed()), serde_json::json!({})),
            Some(before) => {
                let changed = ring.changed(before, &built.tree);
                if !changed.is_empty() {
                    told.changed(Change::new(0, &changed, &outcome(&built), ring.since.elapsed()));
                }
            }
        }
        told.found(By::Checking, &built.report, &built.tree, &Editor::default());
    }
    Ok(Ended::Well)
}

/// What builds, again and again.
struct Works<'a> {
    root: &'a Path,
    options: &'a Options,
    publication: &'a Publication,
    session: Option<Session>,
}

/// One build.
struct Built {
    tree: Arc<SourceTree>,
    report: Vec<Diagnostic>,
    outcome: Option<Outcome>,
}

impl Works<'_> {
    /// Builds what has changed; nothing where nothing has.
    fn build(&mut self, look: Look<'_>) -> Result<Option<Built>, Trouble> {
        let failed = |err: std::io::Error| Trouble::with(self.root, &err);
        crate::build::refuse_sources(self.root, &self.publication.output).map_err(failed)?;
        let edition = match &mut self.session {
            Some(session) => session.look(look).map_err(failed)?,
            None => {
                let session = Session::open(self.root, &[&self.publication.output], self.options).map_err(failed)?;
                Some(self.session.insert(session).newest())
            }
        };
        let Some(edition) = edition else { return Ok(None) };
        let mut report = edition.found();
        let ready = Ready {
            press: &edition.press,
            owed: edition.outputs(),
            ground: memory::ground(self.options, edition.gist()),
            news: News::default(),
            before: Memory::recall(&place(self.root, self.publication)),
        };
        let with = (self.options, self.publication);
        let published = publish(self.root, ready, with, &mut report, &mut |_| {}).map_err(failed)?;
        match &published.outcome {
            Some(Outcome::Taken(taken)) => Err(in_the_way(taken)),
            _ => Ok(Some(Built { tree: edition.tree.clone(), report: report.sorted(), outcome: published.outcome })),
        }
    }
}

/// What the first build did.
fn first(built: &Built, took: Duration) -> String {
    let files = match &built.outcome {
        Some(Outcome::Done(changes)) => counted(changes.written.len() + changes.unchanged, "file"),
        _ => "nothing".to_owned(),
    };
    format!("built {files} in {}: {}; waiting for changes", time(took), outcome(built))
}

/// What became of the output.
fn outcome(built: &Built) -> String {
    match &built.outcome {
        Some(Outcome::Done(Changes { written, removed, .. })) => {
            format!("{} written, {} removed", grouped(written.len()), grouped(removed.len()))
        }
        _ => "nothing written".to_owned(),
    }
}

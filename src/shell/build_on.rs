//! `sare build --watch`: builds, and builds again whenever something has changed, until it is told to end.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::build::{in_the_way, publication};
use super::told::{By, Change, Told, Voice, time};
use super::watch::{Watch, Wish};
use super::{Desk, Ended, Trouble, counted, ending, grouped, root};
use crate::cli::{BuildArgs, Format};
use crate::output::{Changes, Outcome};
use crate::registry::Options;
use crate::registry::editor::Editor;
use crate::source::SourceTree;
use crate::{Built, Publication};

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
    let mut last: Option<Arc<SourceTree>> = None;
    while let Some(ring) = watch.next() {
        if let Some(news) = watch.news() {
            told.warn(&news);
        }
        let start = Instant::now();
        let mut built = match build(&root, &options, &publication) {
            Ok(built) => built,
            // The first build tells at once what cannot work; later ones may be helped by the next change.
            Err(trouble) if last.is_none() => return Err(trouble),
            Err(trouble) => {
                told.warn(&trouble.message);
                continue;
            }
        };
        let report = std::mem::take(&mut built.report).sorted();
        match &last {
            None => told.say("built", &first(&built, start.elapsed()), serde_json::json!({})),
            Some(before) => {
                let changed = ring.changed(before, &built.tree);
                if !changed.is_empty() {
                    told.changed(Change::new(0, &changed, &outcome(&built), ring.since.elapsed()));
                }
            }
        }
        told.found(By::Checking, &report, &built.tree, &Editor::default());
        last = Some(built.tree);
    }
    Ok(Ended::Well)
}

fn build(root: &Path, options: &Options, publication: &Publication) -> Result<Built, Trouble> {
    let built = crate::build_in_stages(root, options, publication, &mut |_| {}).map_err(|err| Trouble::with(root, &err))?;
    match &built.outcome {
        Some(Outcome::Taken(taken)) => Err(in_the_way(taken)),
        _ => Ok(built),
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

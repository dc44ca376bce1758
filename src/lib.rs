//! Sare compiles a folder of Markdown and TOML that describes an ecosystem into a static site.
//!
//! ```text
//!  disk ──▶ source ──▶ syntax ──▶ registry ──▶ check ──▶ routes ──▶ render ──▶ output
//!           walk,      front      kinds,       rules     pages,     templates,  changed files,
//!           read       matter,    entities,    over      urls       markdown    whole or not
//!                      markdown   figures,     the                  as HTML     at all
//!                                 queries      whole
//! ```
//!
//! Each stage is a module, in the order in which data flows; a stage imports only those above it.
//!
//! # Words
//!
//! - **source**: a file of the site folder. **document**: a Markdown or TOML file, or a table's row, as it is written.
//! - **kind**: what a folder of `content/` holds. **field**, **value**: what a kind's things may say, and what one of them says.
//! - **entity**: a thing that the site is about. **name**: `kind/id`, which is for life. **mention**: a name in a text.
//! - **relation**: a typed edge between two entities. **figure**, **observation**: an indicator, and a value of it with its source.
//!   **claim**: an observation beside others. **reading**: an observation as it is shown.
//! - **query**: which entities, in which order and groups. **view**: a block of a text that shows what a query finds.
//! - **site**: everything that is known, complete and immutable. **check**: a rule over the site. **route**, **output**: an address, and
//!   the file that serves it.
//! - **press**: the site and the theme, ready to print pages. **window**: through which one page asks. **question**, **answer**, **reads**:
//!   what it asked. **apparatus**: the citations and footnotes below a page's text. **theme**: templates, words and assets.
//! - **manifest**: what the last build wrote. **diagnostic**, **report**: a fault and its place, and all of them.

pub mod diag;

pub mod source;
pub mod syntax;

pub mod registry;

pub mod check;

pub mod routes;

pub mod render;

pub mod output;

pub mod cli;
pub mod shell;

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use diag::Report;
use output::{Manifest, Outcome, OutputPlace, Staging};
pub use registry::Options;
use registry::Site;
use render::{Press, theme::Theme};
use routes::{Output, What};
use source::{Content, SourceTree};

/// A site folder, read and understood, and everything that was found to be wrong with it.
#[derive(Debug)]
pub struct Compiled {
    pub tree: Arc<SourceTree>,
    pub site: Arc<Site>,
    pub report: Report,
    pub timings: Timings,
}

/// A site that was built, or that could not be because of what the report says.
#[derive(Debug)]
pub struct Built {
    pub tree: Arc<SourceTree>,
    pub report: Report,
    pub timings: Timings,
    /// What became of the output folder; `None` if the content has errors and nothing was written.
    pub outcome: Option<Outcome>,
    /// How many files the site has.
    pub outputs: usize,
}

/// How long each stage took.
pub type Timings = Vec<(&'static str, Duration)>;

/// Is told how far a build has come: the stage, and how many of how many pages.
pub type Progress<'a> = &'a (dyn Fn(&'static str, usize, usize) + Sync);

/// Reads the site folder `root` and checks it; writes nothing.
///
/// # Errors
/// The folder itself cannot be read.
pub fn compile(root: &Path, options: &Options) -> io::Result<Compiled> {
    compile_without(root, &[], options)
}

fn compile_without(root: &Path, skip: &[&Path], options: &Options) -> io::Result<Compiled> {
    let mut report = Report::default();
    let mut clock = Clock::start();
    let tree = Arc::new(source::walk::read(root, skip, &mut report)?);
    clock.lap("read");
    let documents = syntax::parse(&tree, &mut report);
    clock.lap("parse");
    let site = Arc::new(registry::assemble(documents, &tree, options, &mut report));
    clock.lap("assemble");
    check::site(&site, &tree, &mut report);
    clock.lap("check");
    Ok(Compiled { tree, site, report, timings: clock.laps })
}

/// Builds the site in `root` into its `output/`.
///
/// # Errors
/// The folder cannot be read, or the output cannot be written; then it is as it was.
pub fn build(root: &Path, options: &Options) -> io::Result<Built> {
    build_into(root, &root.join("output"), options, &|_, _, _| {})
}

/// Builds the site in `root` into the folder `output`, whole or not at all.
///
/// # Errors
/// The folder cannot be read, or the output cannot be written; then it is as it was.
pub fn build_into(root: &Path, output: &Path, options: &Options, progress: Progress<'_>) -> io::Result<Built> {
    progress("reading", 0, 0);
    let Compiled { tree, site, mut report, timings } = compile_without(root, &[output], options)?;
    let mut clock = Clock { laps: timings, last: Instant::now() };
    let theme = Theme::load(&tree, &site, &mut report);
    let owed = routes::outputs(&site, &tree, &mut report);
    let press = Arc::new(Press::new(site, tree.clone(), theme));
    clock.lap("route");
    // Where there are errors already the pages are rendered all the same, for the faults that only rendering finds.
    let place = OutputPlace { output: output.to_owned(), memory: root.join(".sare") };
    let staging = if report.is_publishable() { Some(Staging::open(&place, Manifest::load(&place)?)?) } else { None };
    let outputs = owed.len() + press.theme.assets().count();
    report.merge(print(&press, &owed, staging.as_ref(), &tree, progress)?);
    clock.lap("render");
    let outcome = match staging.filter(|_| report.is_publishable()) {
        Some(staging) => {
            progress("publishing", 0, 0);
            Some(staging.commit()?)
        }
        None => None,
    };
    clock.lap("publish");
    Ok(Built { tree, report, timings: clock.laps, outcome, outputs })
}

/// Prints every output and hands it over; the faults are in the order of the outputs, whatever order they were printed in.
fn print(press: &Arc<Press>, owed: &[Output], staging: Option<&Staging>, tree: &SourceTree, progress: Progress<'_>) -> io::Result<Report> {
    let done = AtomicUsize::new(0);
    let one = |output: &Output| -> io::Result<Report> {
        let rendered = match output.what {
            What::Copy { file } => {
                if let Some(staging) = staging {
                    match &tree.file(file).content {
                        Content::Text(text) => staging.put(&output.path, text.as_bytes())?,
                        Content::Bytes(bytes) => staging.put(&output.path, bytes)?,
                        Content::Unread(_) => staging.copy(&output.path, &tree.root.join(tree.path(file)))?,
                    }
                }
                Report::default()
            }
            _ => {
                let rendered = press.print(output);
                if let Some(staging) = staging {
                    staging.put(&output.path, &rendered.bytes)?;
                }
                rendered.report
            }
        };
        progress("rendering", done.fetch_add(1, Ordering::Relaxed) + 1, owed.len());
        Ok(rendered)
    };
    if let Some(staging) = staging {
        for asset in press.theme.assets() {
            staging.put(&asset.path, &asset.bytes)?;
        }
    }
    let reports: io::Result<Vec<Report>> = owed.par_iter().map(one).collect();
    let mut report = Report::default();
    for found in reports? {
        report.merge(found);
    }
    Ok(report)
}

/// Measures one stage after the other.
struct Clock {
    laps: Timings,
    last: Instant,
}

impl Clock {
    fn start() -> Clock {
        Clock { laps: Vec::new(), last: Instant::now() }
    }

    fn lap(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.laps.push((stage, now - self.last));
        self.last = now;
    }
}

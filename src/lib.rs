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
//! - **base map**, **area**, **mark**: what others are drawn on, what it divides the Earth into, and something that is put on it.
//! - **site**: everything that is known, complete and immutable. **check**: a rule over the site. **route**, **output**: an address, and
//!   the file that serves it.
//! - **press**: the site and the theme, ready to print pages. **window**: through which one page asks. **question**, **answer**, **reads**:
//!   what it asked. **apparatus**: the citations and footnotes below a page's text. **theme**: templates, words and assets.
//! - **build**: everything from the folder on disk to the output folder, once. **recall**: what the last build's pages asked, asked again.
//! - **session**: a site that is kept in memory while its files change. **edition**: the site as its files were at one time.
//! - **manifest**: what the last build wrote. **diagnostic**, **report**: a fault and its place, and all of them.

pub mod diag;

pub mod source;
pub mod syntax;

pub mod registry;

pub mod check;

pub mod routes;

pub mod render;

pub mod output;

pub mod build;
pub mod session;

pub mod cli;
pub mod shell;

use std::io;
use std::path::Path;
use std::sync::Arc;

use build::memory::{self, Memory};
pub use build::{Built, Publication, build, build_in_stages};
use diag::Report;
pub use diag::verdict::Denied;
use diag::verdict::{Allowed, Policy};
pub use registry::Options;
use registry::Site;
use render::kept::Ground;
use render::{Press, theme::Theme};
use routes::Output;
use source::SourceTree;
use source::walk::Look;

/// A site folder, read and understood, and everything that was found to be wrong with it.
#[derive(Debug)]
pub struct Compiled {
    pub tree: Arc<SourceTree>,
    pub site: Arc<Site>,
    pub report: Report,
    /// Warnings that sare.toml allows, which the report leaves out.
    pub allowed: Vec<Allowed>,
}

/// A part of the work, so that it can be timed and told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Read,
    Parse,
    Assemble,
    Check,
    Route,
    Render,
    Publish,
}

impl Stage {
    /// What is done in it.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Read => "reading files",
            Stage::Parse => "understanding documents",
            Stage::Assemble => "putting them together",
            Stage::Check => "checking",
            Stage::Route => "finding addresses",
            Stage::Render => "making pages",
            Stage::Publish => "publishing",
        }
    }
}

/// Reads the site folder `root` and checks it; writes nothing.
///
/// # Errors
/// The folder itself cannot be read.
pub fn compile(root: &Path, options: &Options) -> io::Result<Compiled> {
    compile_in_stages(root, options, &Denied::Nothing, &mut |_| {})
}

/// The same, saying which stage begins. Templates are tried on every page, for the faults that only rendering finds.
///
/// # Errors
/// The folder itself cannot be read.
pub fn compile_in_stages(root: &Path, options: &Options, denied: &Denied, enter: &mut dyn FnMut(Stage)) -> io::Result<Compiled> {
    let output = root.join("output");
    // An output that no build would write, such as a link to `content/`, is nothing to leave out.
    let skip: &[&Path] = if build::refuse_sources(root, &output).is_ok() { &[&output] } else { &[] };
    let mut report = Report::default();
    enter(Stage::Read);
    let look = source::walk::look(root, skip)?;
    let Understood { tree, site, .. } = understand(look, (options, Memory::default()), &mut report, enter);
    let (press, owed) = press(&tree, &site, &mut report, enter);
    enter(Stage::Render);
    report.merge(build::try_all(&press, &owed)?);
    let allowed = policy(&site, denied).settle(&mut report, &tree);
    Ok(Compiled { tree, site, report, allowed })
}

/// What decides which findings count, for one site.
pub fn policy<'a>(site: &'a Site, denied: &'a Denied) -> Policy<'a> {
    Policy { allowances: &site.settings.allowances, denied, unseen: site.names.unseen() }
}

/// A site folder, read and checked, before its pages are tried.
struct Understood {
    tree: Arc<SourceTree>,
    site: Arc<Site>,
    /// What is known from the build before.
    before: Memory,
    /// What everything but texts rests on.
    ground: Ground,
    /// What the checks found, for the next build.
    findings: check::kept::Kept,
    /// What the documents say, for the next build, where the last one does not know it.
    said: Option<syntax::kept::Kept>,
}

/// Reads, parses, assembles and checks, taking over what is known already.
fn understand(look: Look<'_>, (options, mut before): (&Options, Memory), report: &mut Report, enter: &mut dyn FnMut(Stage)) -> Understood {
    let tree = Arc::new(look.read(&SourceTree::default(), &|path, times| before.said.hash(path, times), report));
    enter(Stage::Parse);
    let (documents, said) = syntax::parse_again(&tree, (&std::mem::take(&mut before.said), before.maker), report);
    let gist = documents.gist(&tree);
    let ground = memory::ground(options, gist);
    enter(Stage::Assemble);
    let site = Arc::new(registry::assemble(documents, &tree, options, report));
    enter(Stage::Check);
    let findings = check::site_again(&site, &tree, report, (&before.findings, memory::ground_of_findings(ground, gist)));
    Understood { tree, site, before, ground, findings, said }
}

/// Makes ready to print: the theme, and the list of everything that is owed.
pub fn press(tree: &Arc<SourceTree>, site: &Arc<Site>, report: &mut Report, enter: &mut dyn FnMut(Stage)) -> (Arc<Press>, Vec<Output>) {
    enter(Stage::Route);
    let theme = Theme::load(tree, site, report);
    let owed = routes::outputs(site, tree, report);
    theme.check_addresses(&owed, tree, report);
    (Arc::new(Press::new(site.clone(), tree.clone(), theme)), owed)
}

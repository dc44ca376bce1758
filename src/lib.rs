//! Sare compiles a folder of Markdown and TOML that describes an ecosystem into a static site.

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

use diag::Report;
use registry::{Options, Site};
use source::SourceTree;

/// A site folder, read and understood, and everything that was found to be wrong with it.
#[derive(Debug)]
pub struct Compiled {
    pub tree: SourceTree,
    pub site: Site,
    pub report: Report,
}

/// A part of the work, so that it can be timed and told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Read,
    Parse,
    Assemble,
    Check,
    Render,
    Write,
}

impl Stage {
    /// What is done in it.
    pub fn words(self) -> &'static str {
        match self {
            Stage::Read => "reading files",
            Stage::Parse => "understanding documents",
            Stage::Assemble => "putting them together",
            Stage::Check => "checking",
            Stage::Render => "making pages",
            Stage::Write => "writing",
        }
    }
}

/// Reads the site folder `root` and checks it; writes nothing.
///
/// # Errors
/// The folder itself cannot be read.
pub fn compile(root: &Path, options: &Options) -> io::Result<Compiled> {
    compile_in_stages(root, options, &mut |_| {})
}

/// The same, saying which stage begins.
///
/// # Errors
/// The folder itself cannot be read.
pub fn compile_in_stages(root: &Path, options: &Options, enter: &mut dyn FnMut(Stage)) -> io::Result<Compiled> {
    let mut report = Report::default();
    enter(Stage::Read);
    let tree = source::walk::read(root, &[], &mut report)?;
    enter(Stage::Parse);
    let documents = syntax::parse(&tree, &mut report);
    enter(Stage::Assemble);
    let site = registry::assemble(documents, &tree, options, &mut report);
    enter(Stage::Check);
    check::site(&site, &tree, &mut report);
    Ok(Compiled { tree, site, report })
}

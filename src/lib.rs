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

/// Reads the site folder `root` and checks it; writes nothing.
///
/// # Errors
/// The folder itself cannot be read.
pub fn compile(root: &Path, options: &Options) -> io::Result<Compiled> {
    let mut report = Report::default();
    let tree = source::walk::read(root, &[], &mut report)?;
    let documents = syntax::parse(&tree, &mut report);
    let site = registry::assemble(documents, &tree, options, &mut report);
    check::site(&site, &tree, &mut report);
    Ok(Compiled { tree, site, report })
}

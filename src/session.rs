//! A site that is kept in memory and brought up to date as its files change.
//!
//! **In:** a site folder, and word that something in it may have changed. **Out:** an [`Edition`] at a time, each complete and immutable.
//! **Never:** writes anything.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diag::Report;
use crate::registry::Site;
use crate::render::{Press, Rendered};
use crate::routes::{Output, What};
use crate::source::{self, Content, SourceTree};
use crate::{Options, check, press, registry, syntax};

/// A site folder that is looked at again and again.
pub struct Session {
    root: PathBuf,
    /// Folders that are no part of the site, such as its output.
    skip: Vec<PathBuf>,
    options: Options,
    newest: Arc<Edition>,
}

/// The site as its files were at one time: what can be printed, and what is wrong.
pub struct Edition {
    /// Counts from 1; a later edition has a greater one.
    pub number: u64,
    pub tree: Arc<SourceTree>,
    pub site: Arc<Site>,
    pub press: Arc<Press>,
    /// In the order of their paths.
    owed: Arc<Vec<Output>>,
    /// What was found before the checks.
    found: Report,
    checked: OnceLock<Report>,
}

/// Where to look for what has changed.
#[derive(Clone, Copy, Debug)]
pub enum Look<'a> {
    /// At these paths, which are absolute; what else may have changed is found later.
    At(&'a [PathBuf]),
    Everywhere,
}

impl Session {
    /// Reads the site in `root`, leaving out the folders `skip`.
    ///
    /// # Errors
    /// The folder itself cannot be read.
    pub fn open(root: &Path, skip: &[&Path], options: &Options) -> io::Result<Session> {
        let skip: Vec<PathBuf> = skip.iter().map(|path| (*path).to_owned()).collect();
        let newest = Arc::new(Edition::read(root, &skip, options, 1)?);
        Ok(Session { root: root.to_owned(), skip, options: options.clone(), newest })
    }

    /// The newest edition.
    pub fn newest(&self) -> Arc<Edition> {
        self.newest.clone()
    }

    /// Looks at the files again; gives a new edition where one of them says something else, or is new, or is gone.
    ///
    /// # Errors
    /// The folder itself cannot be read; the newest edition stays as it was.
    pub fn look(&mut self, _: Look<'_>) -> io::Result<Option<Arc<Edition>>> {
        let edition = Edition::read(&self.root, &self.skip, &self.options, self.newest.number + 1)?;
        if is_same(&edition.tree, &self.newest.tree) {
            return Ok(None);
        }
        self.newest = Arc::new(edition);
        Ok(Some(self.newest.clone()))
    }
}

impl Edition {
    fn read(root: &Path, skip: &[PathBuf], options: &Options, number: u64) -> io::Result<Edition> {
        let mut found = Report::default();
        let skip: Vec<&Path> = skip.iter().map(PathBuf::as_path).collect();
        let tree = Arc::new(source::walk::read(root, &skip, &mut found)?);
        let documents = syntax::parse(&tree, &mut found);
        let site = Arc::new(registry::assemble(documents, &tree, options, &mut found));
        let (press, owed) = press(&tree, &site, &mut found, &mut |_| {});
        Ok(Edition { number, tree, site, press, owed: Arc::new(owed), found, checked: OnceLock::new() })
    }

    /// Everything that the site owes its readers but for the theme's assets, in the order of the paths.
    pub fn outputs(&self) -> &[Output] {
        &self.owed
    }

    /// Finds the output of a path below `output/`.
    pub fn find(&self, path: &str) -> Option<&Output> {
        let at = self.owed.binary_search_by(|output| (*output.path).cmp(path)).ok()?;
        Some(&self.owed[at])
    }

    /// The bytes of a theme's asset, by its path below `output/`.
    pub fn asset(&self, path: &str) -> Option<&[u8]> {
        self.press.theme.assets().find(|asset| &*asset.path == path).map(|asset| &*asset.bytes)
    }

    /// Prints an output; a copied file has no bytes of its own here.
    pub fn print(&self, output: &Output) -> Rendered {
        self.press.print(output)
    }

    /// Where a copied file lies, and what was read of it.
    pub fn copied(&self, output: &Output) -> Option<(PathBuf, &Content)> {
        match output.what {
            What::Copy { file } => Some((self.tree.root.join(self.tree.path(file)), &self.tree.file(file).content)),
            _ => None,
        }
    }

    /// What was found wrong before the checks: by reading files, understanding documents and putting them together.
    pub fn found(&self) -> &Report {
        &self.found
    }

    /// What is wrong with the site, but for what only rendering a page finds; worked out when it is first asked for.
    pub fn report(&self) -> &Report {
        self.checked.get_or_init(|| {
            let mut report = self.found.clone();
            check::site(&self.site, &self.tree, &mut report);
            report
        })
    }
}

fn is_same(one: &SourceTree, other: &SourceTree) -> bool {
    one.files().count() == other.files().count()
        && one.files().zip(other.files()).all(|((_, a), (_, b))| a.path == b.path && a.content == b.content)
}

//! A site that is kept in memory and brought up to date as its files change.
//!
//! **In:** a site folder, and word that something in it may have changed. **Out:** an [`Edition`] at a time, each complete and immutable.
//! **Never:** writes anything.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::diag::{FileId, Report};
use crate::registry::Site;
use crate::registry::retell::Rewritten;
use crate::render::{Press, Rendered};
use crate::routes::{Output, What};
use crate::source::{self, Content, SourceFile, SourceTree};
use crate::syntax::{Gist, Understood};
use crate::{Denied, Options, check, policy, press, registry, syntax};

/// A site folder that is looked at again and again.
pub struct Session {
    root: PathBuf,
    /// Folders that are no part of the site, such as its output.
    skip: Vec<PathBuf>,
    options: Options,
    newest: Arc<Edition>,
    /// The files as they were last looked at; those of the newest edition, but perhaps with later times.
    seen: Arc<SourceTree>,
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
    understood: Understood,
    /// What was found to be wrong by each step, so that a step that is not taken again need not find it again.
    walked: Arc<Report>,
    assembled: Arc<Report>,
    pressed: Arc<Report>,
    checked: OnceLock<Report>,
}

/// What lies beside the pages of texts that were rewritten.
enum Files {
    TheSame,
    PerhapsOthers,
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
        let mut walked = Report::default();
        let tree = Arc::new(source::walk::read(root, skip, &mut walked)?);
        let understood = syntax::understand(&tree, &Understood::default());
        let newest = Arc::new(Edition::assemble(1, tree.clone(), understood, walked, options));
        let skip = skip.iter().map(|path| (*path).to_owned()).collect();
        Ok(Session { root: root.to_owned(), skip, options: options.clone(), newest, seen: tree })
    }

    /// The newest edition.
    pub fn newest(&self) -> Arc<Edition> {
        self.newest.clone()
    }

    /// Looks at the files again; gives a new edition where one of them says something else, or is new, or is gone.
    ///
    /// # Errors
    /// The folder itself cannot be read; the newest edition stays as it was.
    pub fn look(&mut self, look: Look<'_>) -> io::Result<Option<Arc<Edition>>> {
        let skip: Vec<&Path> = self.skip.iter().map(PathBuf::as_path).collect();
        let before = &self.newest;
        let changed = match look {
            Look::At(paths) => source::glance::glance(&self.root, &skip, &before.tree, paths),
            Look::Everywhere => None,
        };
        let edition = match changed {
            Some(changed) if changed.is_empty() => return Ok(None),
            Some(changed) => before.with(&changed, &self.options),
            None => {
                let mut walked = Report::default();
                let tree = Arc::new(source::walk::read_again(&self.root, &skip, &self.seen, &mut walked)?);
                self.seen = tree.clone();
                if tree.says_the_same(&before.tree) {
                    return Ok(None);
                }
                let understood = syntax::understand(&tree, &before.understood);
                Edition::assemble(before.number + 1, tree, understood, walked, &self.options)
            }
        };
        self.newest = Arc::new(edition);
        Ok(Some(self.newest.clone()))
    }
}

impl Edition {
    fn assemble(number: u64, tree: Arc<SourceTree>, understood: Understood, walked: Report, options: &Options) -> Edition {
        let (mut assembled, mut pressed) = (Report::default(), Report::default());
        let site = Arc::new(registry::assemble(understood.documents(), &tree, options, &mut assembled));
        let (press, owed) = press(&tree, &site, &mut pressed, &mut |_| {});
        Edition {
            number,
            tree,
            site,
            press,
            owed: Arc::new(owed),
            understood,
            walked: Arc::new(walked),
            assembled: Arc::new(assembled),
            pressed: Arc::new(pressed),
            checked: OnceLock::new(),
        }
    }

    /// The edition after this one, in which some files say something else, and none is new or gone.
    ///
    /// What has to be done anew follows from what the files turn out to say, never from where they lie.
    fn with(&self, changed: &[(FileId, Arc<SourceFile>)], options: &Options) -> Edition {
        let number = self.number + 1;
        let tree = Arc::new(self.tree.with(changed));
        let understood = self.understood.with(&tree, changed.iter().map(|(file, _)| *file));
        if changed.iter().all(|(file, _)| understood.is_silent(*file) && self.understood.is_silent(*file)) {
            return self.in_other_clothes(number, tree, understood, self.site.clone());
        }
        match self.retold(changed, &understood) {
            Some((site, Files::TheSame)) => self.reworded(number, tree, understood, site),
            Some((site, Files::PerhapsOthers)) => self.in_other_clothes(number, tree, understood, site),
            None => Edition::assemble(number, tree, understood, Report::clone(&self.walked), options),
        }
    }

    /// The site, where nothing but texts has changed.
    fn retold(&self, changed: &[(FileId, Arc<SourceFile>)], understood: &Understood) -> Option<(Arc<Site>, Files)> {
        let rewritten = changed.iter().map(|(file, _)| {
            let (before, after) = (self.understood.document(*file)?, understood.document(*file)?);
            (before.facts == after.facts).then_some(Rewritten { before, after })
        });
        let rewritten = rewritten.collect::<Option<Vec<_>>>()?;
        let files = if rewritten.iter().any(Rewritten::may_own_other_files) { Files::PerhapsOthers } else { Files::TheSame };
        Some((Arc::new(self.site.retold(&rewritten)?), files))
    }

    /// The same site, but for its texts.
    fn reworded(&self, number: u64, tree: Arc<SourceTree>, understood: Understood, site: Arc<Site>) -> Edition {
        Edition {
            number,
            press: Arc::new(self.press.retold(site.clone(), tree.clone())),
            tree,
            site,
            owed: self.owed.clone(),
            understood,
            walked: self.walked.clone(),
            assembled: self.assembled.clone(),
            pressed: self.pressed.clone(),
            checked: OnceLock::new(),
        }
    }

    /// The same facts in a theme that has changed, or with texts that may have other files beside them.
    fn in_other_clothes(&self, number: u64, tree: Arc<SourceTree>, understood: Understood, site: Arc<Site>) -> Edition {
        let mut pressed = Report::default();
        let (press, owed) = press(&tree, &site, &mut pressed, &mut |_| {});
        Edition {
            number,
            tree,
            site,
            press,
            owed: Arc::new(owed),
            understood,
            walked: self.walked.clone(),
            assembled: self.assembled.clone(),
            pressed: Arc::new(pressed),
            checked: OnceLock::new(),
        }
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

    /// Is there a document at this path whose facts cannot all be read, or sare.toml with a slip?
    pub fn is_broken(&self, path: &str) -> bool {
        self.tree.find(path).is_some_and(|file| self.understood.is_broken(file))
    }

    /// What is wrong with the site, but for what only rendering a page finds, and less what sare.toml allows; worked out when it is first
    /// asked for.
    pub fn report(&self) -> &Report {
        self.checked.get_or_init(|| {
            let mut report = self.found();
            policy(&self.site, &Denied::Nothing).settle(&mut report, &self.tree);
            report
        })
    }

    /// The same, if it has been worked out already.
    pub fn reported(&self) -> Option<&Report> {
        self.checked.get()
    }

    /// Works the report out, unless that is broken off on the way.
    pub fn examine(&self, is_off: &(dyn Fn() -> bool + Sync)) -> Option<&Report> {
        if self.checked.get().is_none() {
            let mut report = self.unchecked();
            if !check::site_unless(&self.site, &self.tree, &mut report, is_off) {
                return None;
            }
            policy(&self.site, &Denied::Nothing).settle(&mut report, &self.tree);
            // Somebody may have been faster, with the same.
            let _ = self.checked.set(report);
        }
        self.checked.get()
    }

    /// Everything that is wrong with the site, allowed or not, but for what only rendering a page finds.
    pub fn found(&self) -> Report {
        let mut report = self.unchecked();
        check::site(&self.site, &self.tree, &mut report);
        report
    }

    /// What stays as it is while nothing but texts is rewritten.
    pub fn gist(&self) -> Gist {
        self.understood.documents().gist(&self.tree)
    }

    fn unchecked(&self) -> Report {
        let mut report = Report::clone(&self.walked);
        report.merge(self.understood.report());
        report.merge(Report::clone(&self.assembled));
        report.merge(Report::clone(&self.pressed));
        report
    }
}

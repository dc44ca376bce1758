//! The last good pages of what is broken now: a broken save must never take away the page that somebody looks at.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::display::Shown;
use crate::registry::names::Resolved;
use crate::routes::{Output, What};
use crate::session::Edition;

/// So many lost pages are kept by themselves; of more the whole edition is kept instead.
const FEW: usize = 32;

/// The file that concerns every page.
const SETTINGS: &str = "sare.toml";

/// What earlier editions showed that the newest cannot show, though its files are still there.
#[derive(Clone, Default)]
pub struct LastGood {
    pages: Arc<BTreeMap<Box<str>, Kept>>,
    /// Kept while what concerns the whole site is in doubt: a theme, a kind, or many documents at once.
    edition: Option<Arc<Edition>>,
}

#[derive(Clone)]
struct Kept {
    page: Shown,
    what: Lasting,
}

/// What a page is of, in terms that outlive an edition.
#[derive(Clone, PartialEq, Eq)]
enum Lasting {
    /// The name of a thing, and the document that declares it.
    Thing(Box<str>, Box<str>),
    /// The list of a kind.
    List(Box<str>),
}

impl LastGood {
    /// What is to be kept when `edition` comes after `before`; `changed` files differ between the two.
    pub fn after(&self, before: &Arc<Edition>, edition: &Edition, changed: &[String], print: &dyn Fn(&Output) -> Shown) -> LastGood {
        let lost = lost(before, edition, changed);
        let concerns_all = changed.iter().any(|path| !path.starts_with("content/") && !path.starts_with("static/"));
        let is_large = lost.len() > FEW;
        let mut pages = self.pages.clone();
        let is_kept = |kept: &Kept| kept.what.is_broken_in(edition);
        if pages.values().any(|kept| !is_kept(kept)) || (!lost.is_empty() && !is_large) {
            let pages = Arc::make_mut(&mut pages);
            pages.retain(|_, kept| is_kept(kept));
            let kinds: BTreeSet<Box<str>> = pages.values().filter_map(|kept| kept.what.kind_of_thing()).collect();
            pages.retain(|_, kept| !matches!(&kept.what, Lasting::List(kind) if !kinds.contains(kind)));
            if !is_large {
                for (output, what) in lost {
                    let page = print(output);
                    if !page.bytes.is_empty() && pages.len() < 2 * FEW {
                        pages.entry(output.path.clone()).or_insert(Kept { page, what });
                    }
                }
            }
        }
        // What was kept in another doubt may be older than the last good settings.
        let is_unsettled = edition.is_broken(SETTINGS) && !before.is_broken(SETTINGS);
        let kept = self.edition.clone().filter(|_| !is_unsettled);
        LastGood { pages, edition: kept.or_else(|| (is_large || concerns_all).then(|| before.clone())) }
    }

    /// The last good page at a path whose document the newest edition cannot read.
    pub fn kept(&self, path: &str) -> Option<Shown> {
        self.pages.get(path).map(|kept| kept.page.clone())
    }

    /// The edition that stands in for the newest as long as sare.toml has a slip: its languages, menu and address are every page's.
    pub fn settled(&self, newest: &Edition) -> Option<Arc<Edition>> {
        self.edition.clone().filter(|_| newest.is_broken(SETTINGS))
    }

    /// The last good page at a path, where what it is of is broken in the newest edition.
    pub fn find(&self, path: &str, newest: &Edition, print: &dyn Fn(&Arc<Edition>, &Output) -> Shown) -> Option<Shown> {
        if let Some(kept) = self.pages.get(path) {
            return Some(kept.page.clone());
        }
        let edition = self.edition.as_ref()?;
        let output = edition.find(path)?;
        // Where the newest has an output there, it is its template that fails.
        let is_due = newest.find(path).is_some() || Lasting::of(output, edition).is_some_and(|what| what.is_broken_in(newest));
        let page = is_due.then(|| print(edition, output))?;
        (!page.bytes.is_empty()).then_some(page)
    }

    /// The document that declares what the lost page at a path is of.
    pub fn source(&self, path: &str) -> Option<Box<str>> {
        let what = match (self.pages.get(path), &self.edition) {
            (Some(kept), _) => Some(kept.what.clone()),
            (None, Some(edition)) => edition.find(path).and_then(|output| Lasting::of(output, edition)),
            (None, None) => None,
        };
        match what {
            Some(Lasting::Thing(_, source)) => Some(source),
            _ => None,
        }
    }

    /// Lets the earlier edition go if the newest, whose pages can all be shown, lacks nothing that it had.
    pub fn let_go(&mut self, newest: &Edition) {
        if newest.is_broken(SETTINGS) {
            return;
        }
        if self.edition.as_ref().is_some_and(|edition| lost(edition, newest, &[]).is_empty()) {
            self.edition = None;
        }
    }
}

/// The pages that `before` had and `after` lacks because something is broken.
fn lost<'a>(before: &'a Edition, after: &Edition, changed: &[String]) -> Vec<(&'a Output, Lasting)> {
    let (old, new) = (before.outputs(), after.outputs());
    let newly_broken: Vec<&String> = changed.iter().filter(|path| after.is_broken(path) && !before.is_broken(path)).collect();
    let mut lost = Vec::new();
    if !newly_broken.is_empty() {
        let things = old
            .iter()
            .filter(|output| matches!(output.what, What::Entity { .. } | What::Home { .. }) && after.find(&output.path).is_some());
        let whats = things.filter_map(|output| Some((output, Lasting::of(output, before)?)));
        lost.extend(whats.filter(|(_, what)| newly_broken.iter().any(|path| what.is_of(path))));
    }
    if std::ptr::eq(old, new) {
        return lost;
    }
    let mut at = 0;
    for output in old {
        while new.get(at).is_some_and(|other| other.path < output.path) {
            at += 1;
        }
        if new.get(at).is_some_and(|other| other.path == output.path) {
            continue;
        }
        lost.extend(Lasting::of(output, before).filter(|what| what.is_broken_in(after)).map(|what| (output, what)));
    }
    // A list goes with its things: one that is empty because they were taken away, or are drafts now, is not missed.
    let kinds: BTreeSet<Box<str>> = lost.iter().filter_map(|(_, what)| what.kind_of_thing()).collect();
    lost.retain(|(_, what)| !matches!(what, Lasting::List(kind) if !kinds.contains(kind)));
    lost
}

impl Lasting {
    /// The kind of a thing.
    fn kind_of_thing(&self) -> Option<Box<str>> {
        match self {
            Lasting::Thing(name, _) => name.split_once('/').map(|(kind, _)| kind.into()),
            Lasting::List(_) => None,
        }
    }

    /// Does this document declare it?
    fn is_of(&self, path: &str) -> bool {
        matches!(self, Lasting::Thing(_, source) if **source == *path)
    }

    fn of(output: &Output, edition: &Edition) -> Option<Lasting> {
        let site = &edition.site;
        match output.what {
            What::Home { entity: Some(entity), .. } | What::Entity { entity, .. } => {
                let thing = site.entity(entity);
                Some(Lasting::Thing((*thing.name).into(), edition.tree.path(thing.span.file).into()))
            }
            What::List { kind, .. } | What::Sources { kind, .. } => Some(Lasting::List(site.kinds.kind(kind).name.clone())),
            _ => None,
        }
    }

    /// Is it missing from an edition, or half of it, though nobody took it away?
    fn is_broken_in(&self, edition: &Edition) -> bool {
        let site = &edition.site;
        match self {
            Lasting::Thing(name, source) => match (edition.tree.find(source), site.find(name)) {
                (_, Some(_)) => edition.is_broken(source),
                (Some(_), None) => site.resolve(name) != Resolved::Hidden,
                // What is no longer UTF-8, or may not be read, is on the disk all the same.
                (None, None) => edition.tree.root.join(&**source).is_file(),
            },
            Lasting::List(kind) => {
                let lacks = |id| site.of_kind(id).next().is_none();
                site.kinds.find(kind).is_none_or(lacks)
            }
        }
    }
}

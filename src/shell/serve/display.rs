//! What is on display: the newest edition, the last good page of what is broken now, and who looks at it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

use hyper::body::Bytes;
use serde_json::json;
use xxhash_rust::xxh3::xxh3_64;

use super::assets;
use super::bell::Bell;
use super::last_good::LastGood;
use super::shelf::Shelf;
use crate::diag::{Diagnostic, Report};
use crate::output::gallery::Gallery;
use crate::routes::{Output, What};
use crate::session::Edition;
use crate::source::Content;

/// What is shown to browsers.
pub struct Display {
    /// Without links, so that a file's real path can be held against it.
    pub root: PathBuf,
    gallery: Gallery,
    stand: RwLock<Stand>,
    shelf: Mutex<Shelf>,
    pub bell: Bell,
    /// The number of the newest edition, for those who wait for the next.
    turned: Mutex<u64>,
    turn: Condvar,
    asking: AtomicUsize,
    /// In milliseconds since the start.
    last_asked: AtomicU64,
    start: Instant,
}

/// The newest edition and what fills its gaps.
struct Stand {
    newest: Arc<Edition>,
    last_good: LastGood,
    /// What only rendering found, once every page has been rendered.
    rendered: Option<(u64, Arc<Vec<Diagnostic>>)>,
}

/// A finished page.
#[derive(Clone)]
pub struct Shown {
    /// The edition that was asked, in whose terms the report is.
    pub number: u64,
    pub bytes: Bytes,
    /// A hash of the bytes.
    pub stamp: u64,
    /// What printing it found.
    pub report: Arc<Report>,
    pub standing: Standing,
}

/// Is a page what the newest edition prints?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Newest,
    /// It stands in for one whose template fails.
    LastGood,
}

impl Shown {
    /// A printed file as it is sent.
    pub fn new(number: u64, path: &str, printed: &[u8], report: Report) -> Shown {
        let bytes: Bytes = match path.ends_with(".html") && !printed.is_empty() {
            true => assets::with_preview(printed).into(),
            false => Bytes::copy_from_slice(printed),
        };
        Shown { number, stamp: xxh3_64(&bytes), bytes, report: Arc::new(report), standing: Standing::Newest }
    }
}

/// What is found at a path below `output/`.
pub enum Found {
    Page(Shown),
    /// The page's template failed, and no earlier page is known.
    Blank(Shown),
    File(PathBuf),
    Missing,
}

/// Did the template of a page fail, so that there is nothing to show?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    Yes,
    No,
}

/// Counts a request for as long as it is answered.
pub struct Asking<'a>(&'a Display);

impl Drop for Asking<'_> {
    fn drop(&mut self) {
        self.0.asking.fetch_sub(1, Ordering::Relaxed);
        self.0.last_asked.store(self.0.start.elapsed().as_millis() as u64, Ordering::Relaxed);
    }
}

impl Display {
    /// Shows the first edition of the site in `root`.
    pub fn new(root: &Path, newest: Arc<Edition>) -> Display {
        Display {
            gallery: Gallery::of(&root.join(".sare")),
            root: root.canonicalize().unwrap_or_else(|_| root.to_owned()),
            turned: Mutex::new(newest.number),
            stand: RwLock::new(Stand { newest, last_good: LastGood::default(), rendered: None }),
            shelf: Mutex::new(Shelf::default()),
            bell: Bell::default(),
            turn: Condvar::new(),
            asking: AtomicUsize::new(0),
            last_asked: AtomicU64::new(0),
            start: Instant::now(),
        }
    }

    /// The newest edition.
    pub fn newest(&self) -> Arc<Edition> {
        self.stand.read().unwrap_or_else(PoisonError::into_inner).newest.clone()
    }

    /// Shows a newer edition, in which `changed` files differ, and tells the browsers.
    pub fn publish(&self, edition: Arc<Edition>, changed: &[String]) {
        let before = self.newest();
        let kept = self.last_good().after(&before, &edition, changed, &|output| self.page(&before, output));
        let number = edition.number;
        let base = edition.site.settings.base_url.path.to_string();
        let sheets = edition.press.theme.assets().filter(|asset| asset.path.ends_with(".css"));
        let styles: Vec<String> = sheets.map(|asset| format!("{base}/{}", asset.path)).collect();
        {
            let mut stand = self.stand.write().unwrap_or_else(PoisonError::into_inner);
            *stand = Stand { newest: edition, last_good: kept, rendered: None };
        }
        self.bell.ring("edition", &json!({ "number": number, "styles": styles, "changed": changed }));
        *self.turned() = number;
        self.turn.notify_all();
    }

    /// Waits until there is a newer edition than this one.
    pub fn wait_past(&self, number: u64) -> Arc<Edition> {
        drop(self.turn.wait_while(self.turned(), |newest| *newest <= number).unwrap_or_else(PoisonError::into_inner));
        self.newest()
    }

    /// Is this still the newest edition?
    pub fn is_newest(&self, number: u64) -> bool {
        *self.turned() == number
    }

    fn turned(&self) -> MutexGuard<'_, u64> {
        self.turned.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes that somebody asks for something.
    pub fn ask(&self) -> Asking<'_> {
        self.asking.fetch_add(1, Ordering::Relaxed);
        Asking(self)
    }

    /// Waits, though not for long, until nobody asks for anything.
    pub fn wait_for_calm(&self, longest: Duration) {
        const CALM: u64 = 20;
        let end = Instant::now() + longest;
        let is_calm = || {
            let since = (self.start.elapsed().as_millis() as u64).saturating_sub(self.last_asked.load(Ordering::Relaxed));
            self.asking.load(Ordering::Relaxed) == 0 && since >= CALM
        };
        while !is_calm() && Instant::now() < end {
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Finds what is shown at a path below `output/`, and the edition that it is asked of.
    pub fn find(&self, path: &str) -> (Arc<Edition>, Found) {
        let newest = self.newest();
        if let Some(page) = self.settled(&newest, path) {
            return (newest, Found::Page(page));
        }
        let found = match newest.find(path) {
            Some(output) => match (newest.copied(output), self.last_good().kept(path)) {
                (Some((file, content)), _) => self.copied(newest.number, path, file, content),
                (None, Some(kept)) => Found::Page(Shown { number: newest.number, report: self.page(&newest, output).report, ..kept }),
                (None, None) => self.printed(&newest, output),
            },
            None => match newest.asset(path) {
                Some(bytes) => Found::Page(Shown::new(newest.number, "", bytes, Report::default())),
                None => self.earlier(&newest, path).map_or(Found::Missing, Found::Page),
            },
        };
        (newest, found)
    }

    /// A page as it was before a slip in sare.toml.
    fn settled(&self, newest: &Arc<Edition>, path: &str) -> Option<Shown> {
        let settled = self.last_good().settled(newest)?;
        let output = settled.find(path).filter(|output| settled.copied(output).is_none())?;
        let page = self.page(&settled, output);
        let report = newest.find(path).map_or_else(Arc::default, |output| self.page(newest, output).report);
        (!page.bytes.is_empty()).then_some(Shown { number: newest.number, report, standing: Standing::LastGood, ..page })
    }

    fn copied(&self, number: u64, path: &str, file: PathBuf, content: &Content) -> Found {
        match content {
            Content::Unread(_) => Found::File(file),
            Content::Text(text) => Found::Page(Shown::new(number, path, text.as_bytes(), Report::default())),
            Content::Bytes(bytes) => Found::Page(Shown::new(number, path, bytes, Report::default())),
        }
    }

    /// The page as it is now or, where its template fails, as it was when it last did not.
    fn printed(&self, edition: &Arc<Edition>, output: &Output) -> Found {
        let page = self.page(edition, output);
        if !page.bytes.is_empty() {
            return Found::Page(page);
        }
        let earlier = self.shelf().last_good(&output.path).or_else(|| self.earlier(edition, &output.path));
        match earlier {
            Some(earlier) => Found::Page(Shown { number: page.number, report: page.report, standing: Standing::LastGood, ..earlier }),
            None => Found::Blank(page),
        }
    }

    /// An earlier page where the newest edition has none, or none that can be shown.
    fn earlier(&self, newest: &Arc<Edition>, path: &str) -> Option<Shown> {
        let page = self.last_good().find(path, newest, &|edition, output| self.page(edition, output))?;
        Some(Shown { number: newest.number, report: Arc::default(), ..page })
    }

    fn last_good(&self) -> LastGood {
        self.stand.read().unwrap_or_else(PoisonError::into_inner).last_good.clone()
    }

    /// Prints a page of an edition, unless it has been printed a moment ago.
    pub fn page(&self, edition: &Arc<Edition>, output: &Output) -> Shown {
        if let Some(page) = self.shelf().find(edition.number, &output.path) {
            return page;
        }
        let rendered = self.gallery.print(&edition.press, output);
        let page = Shown::new(edition.number, &output.path, &rendered.bytes, rendered.report);
        self.shelf().put(&output.path, &page);
        page
    }

    /// What is wrong with an output that is no copy, and is its page blank?
    pub fn attempt(&self, edition: &Edition, output: &Output) -> (Report, Blank) {
        if matches!(output.what, What::Image { .. }) {
            return (self.gallery.attempt(&edition.press, output), Blank::No);
        }
        let rendered = edition.print(output);
        (rendered.report, if rendered.bytes.is_empty() { Blank::Yes } else { Blank::No })
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes down what rendering every page of an edition found; where nothing was amiss, the last good pages are needed no more.
    pub fn note_rendered(&self, number: u64, found: Vec<Diagnostic>, blanks: usize) {
        let mut stand = self.stand.write().unwrap_or_else(PoisonError::into_inner);
        if stand.newest.number != number {
            return;
        }
        stand.rendered = Some((number, Arc::new(found)));
        if blanks == 0 {
            let newest = stand.newest.clone();
            stand.last_good.let_go(&newest);
        }
    }

    /// What rendering every page of an edition found, if that is known yet.
    pub fn rendered(&self, number: u64) -> Option<Arc<Vec<Diagnostic>>> {
        let stand = self.stand.read().unwrap_or_else(PoisonError::into_inner);
        stand.rendered.as_ref().filter(|(of, _)| *of == number).map(|(_, found)| found.clone())
    }

    /// The document that a page came from which only an earlier edition has.
    pub fn earlier_source(&self, path: &str) -> Option<Box<str>> {
        self.last_good().source(path)
    }
}

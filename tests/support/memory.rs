//! Sites that lie in memory, and every page of them with what it has asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use sare::diag::Report;
use sare::diag::short::short;
use sare::registry::Site;
use sare::registry::language::LanguageId;
use sare::render::Press;
use sare::render::ask::{Question, Reads};
use sare::routes::{Output, What};
use sare::source::{Content, Origin, SourceFile, SourceTree};
use sare::{Options, check, registry, syntax};

/// A site's files by their paths: what an editor has written, without the theme.
pub type Files = BTreeMap<String, String>;

/// Everything that is printed from a site.
pub struct Edition {
    pub press: Arc<Press>,
    pub pages: BTreeMap<String, Page>,
    /// What was said about it, in the plain form.
    pub said: String,
    pub is_publishable: bool,
}

/// A printed page.
pub struct Page {
    pub bytes: Vec<u8>,
    pub reads: Reads,
    /// What it is, in terms that outlive the build.
    pub what: String,
    pub language: LanguageId,
    /// The press's theme, as a whole.
    theme: u64,
}

impl Page {
    /// Why the page must be printed anew by a later press, where it is `what`; `None` if its bytes would be the same.
    pub fn reason(&self, what: &str, press: &Press) -> Option<String> {
        if self.what != what {
            return Some(format!("{} is now {what}", self.what));
        }
        if self.theme != press.theme.stamp {
            return Some("the theme".into());
        }
        self.reads.first_changed(press, self.language).map(|question: &Question| format!("{question:?}"))
    }
}

/// Prints a whole site. Its theme is the plain one of the tests, unless `files` have another.
pub fn edition(files: &Files) -> Edition {
    edition_of(files, &Options::default())
}

/// The same on the day, and with whatever else the options say.
pub fn edition_of(files: &Files, options: &Options) -> Edition {
    let mut all = theme();
    all.extend(files.iter().map(|(path, text)| (path.clone(), text.clone())));
    let sources = all.iter().map(|(path, text)| source(path, text)).collect();
    print(SourceTree::new(PathBuf::from("."), sources), options)
}

/// Prints the site that a tree holds.
pub fn print(tree: SourceTree, options: &Options) -> Edition {
    let tree = Arc::new(tree);
    let mut report = Report::default();
    let documents = syntax::parse(&tree, &mut report);
    let site: Arc<Site> = Arc::new(registry::assemble(documents, &tree, options, &mut report));
    check::site(&site, &tree, &mut report);
    let (press, owed) = sare::press(&tree, &site, &mut report, &mut |_| {});
    let print = |output: &Output| {
        let rendered = press.print(output);
        let page = Page {
            reads: rendered.reads(),
            what: output.what.lasting(&site, &tree),
            language: output.what.language(),
            theme: press.theme.stamp,
            bytes: rendered.bytes,
        };
        ((output.path.to_string(), page), rendered.report)
    };
    let printed = owed.par_iter().filter(|output| !matches!(output.what, What::Copy { .. })).map(print);
    let (pages, reports): (Vec<_>, Vec<Report>) = printed.collect::<Vec<_>>().into_iter().unzip();
    reports.into_iter().for_each(|found| report.merge(found));
    let pages = pages.into_iter().collect();
    let is_publishable = report.is_publishable();
    let said = report.sorted().iter().map(|found| short(found, &tree)).collect();
    Edition { press, pages, said, is_publishable }
}

fn source(path: &str, text: &str) -> SourceFile {
    let is_text = ["md", "toml", "csv", "html", "css", "js", "svg", "ftl"].iter().any(|ending| path.ends_with(&format!(".{ending}")));
    let is_text = path.ends_with(".svg") || is_text && !path.starts_with("content/media/");
    let content = if is_text { Content::Text(text.into()) } else { Content::Unread(text.len() as u64) };
    SourceFile { path: path.into(), content, origin: Origin::Site, stamp: None }
}

/// The plain theme of the tests.
fn theme() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/theme");
    let walk = walkdir::WalkDir::new(&folder).into_iter().map(|entry| entry.expect("the folder can be read"));
    let files = walk.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let below = entry.path().strip_prefix(&folder).expect("it lies below").to_str().expect("paths of tests are plain");
        (format!("themes/eko/{below}"), std::fs::read_to_string(entry.path()).expect("the theme is text"))
    });
    named.collect()
}

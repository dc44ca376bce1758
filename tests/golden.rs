//! Whole small sites, byte for byte.
//!
//! A site is a folder in `tests/golden/` with `expected/` beside what any site has. It is laid over `tests/theme/`, a theme so plain that
//! a page can be read as text; what it says about itself is in `expected.txt`. `UPDATE=1 cargo test --test golden` writes both anew.

#[path = "support/compile.rs"]
mod compile;
#[path = "support/expect.rs"]
mod expect;

use std::collections::BTreeMap;
use std::path::Path;

use expect::{difference, updating, write};

#[test]
fn languages() {
    check("languages");
}

#[test]
fn directions() {
    check("directions");
}

#[test]
fn tables() {
    check("tables");
}

#[test]
fn own_kinds() {
    check("own-kinds");
}

#[test]
fn figures() {
    check("figures");
}

#[test]
fn markdown() {
    check("markdown");
}

fn check(site: &str) {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let golden = tests.join("golden").join(site);
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    lay(&tests.join("theme"), &folder.path().join("themes/eko"));
    lay(&golden, folder.path());
    let said = compile::build(folder.path());
    let mut actual = files_below(&folder.path().join("output"));
    // Nobody reads points; `tests/brand.rs` looks at them.
    actual.retain(|path, _| !is_icon(path));
    actual.insert("../expected.txt".to_owned(), said.into_bytes());
    if updating() {
        rewrite(&golden.join("expected"), &actual);
        return;
    }
    let mut expected = files_below(&golden.join("expected"));
    expected.insert("../expected.txt".to_owned(), std::fs::read(golden.join("expected.txt")).unwrap_or_default());
    let failures = compare(&expected, &actual);
    assert!(failures.is_empty(), "{site}:\n{}\nUPDATE=1 rewrites what is expected", failures.join("\n"));
}

/// Is it one of the icons that are drawn for a site, or the list of them?
fn is_icon(path: &str) -> bool {
    ["favicon.", "apple-touch-icon.", "icon-192.", "icon-512.", "site."].iter().any(|name| path.starts_with(&format!("assets/{name}")))
}

/// Copies a folder, without what is expected of it.
fn lay(from: &Path, to: &Path) {
    for (path, bytes) in files_below(from).iter().filter(|(path, _)| !path.starts_with("expected")) {
        write(&to.join(path), bytes);
    }
}

fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let walk = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the folder can be read"));
    let files = walk.filter(|entry| entry.file_type().is_file());
    files.map(|entry| (below(folder, entry.path()), std::fs::read(entry.path()).expect("the file can be read"))).collect()
}

fn below(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).expect("it lies below").to_str().expect("paths of tests are plain").to_owned()
}

fn compare(expected: &BTreeMap<String, Vec<u8>>, actual: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut failures = Vec::new();
    for (path, bytes) in actual {
        match expected.get(path) {
            None => failures.push(format!("{path} is written and was not expected")),
            Some(wanted) if wanted != bytes => {
                let difference = difference(&String::from_utf8_lossy(wanted), &String::from_utf8_lossy(bytes));
                failures.push(format!("{path} differs {difference}"));
            }
            Some(_) => {}
        }
    }
    failures
        .extend(expected.keys().filter(|path| !actual.contains_key(*path)).map(|path| format!("{path} is expected and was not written")));
    failures
}

fn rewrite(folder: &Path, actual: &BTreeMap<String, Vec<u8>>) {
    if folder.exists() {
        std::fs::remove_dir_all(folder).expect("what was expected can be removed");
    }
    for (path, bytes) in actual {
        write(&folder.join(path), bytes);
    }
}

//! The same input gives the same bytes: twice, with any number of threads, from any folder, in whatever order files are found, and
//! wherever on Earth.

#[path = "support/memory.rs"]
#[expect(dead_code, reason = "the walk uses more of it")]
mod memory;
#[path = "support/site.rs"]
mod site;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use sare::Options;
use sare::diag::Report;
use sare::source::{Origin, SourceFile, SourceTree, walk};
use site::{copy_of, output_of, repository};

type Output = BTreeMap<String, Vec<u8>>;

#[test]
fn the_repositorys_own_site_is_the_same_however_it_is_built() {
    check(repository());
}

#[test]
fn a_site_with_tables_and_languages_is_the_same_however_it_is_built() {
    check(&repository().join("tests/golden/tables"));
}

fn check(original: &Path) {
    let folder = copy_of(original);
    let first = built(folder.path());
    assert!(first.len() > 10);
    // Each of the others is in a folder of its own besides.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    assert_same(&first, &alone.install(|| built(copy_of(original).path())), "with one thread");
    assert_same(&first, &built_by_program(copy_of(original).path(), "Pacific/Kiritimati"), "in another time zone");
    // Once more over what is there: nothing is left over and nothing is written anew.
    assert_same(&first, &built(folder.path()), "a second time");
}

#[test]
fn files_may_be_found_in_any_order() {
    let root = repository().join("tests/golden/markdown");
    let tree = walk::read(&root, &[], &mut Report::default()).expect("the site can be read");
    let given: Vec<SourceFile> = tree.files().map(|(_, file)| file.clone()).filter(|file| file.origin == Origin::Site).collect();
    let forward = memory::of_tree(SourceTree::new(PathBuf::from("a"), given.clone()));
    let backward = memory::of_tree(SourceTree::new(PathBuf::from("b"), given.into_iter().rev().collect()));
    assert_eq!(forward.said, backward.said);
    assert_eq!(forward.pages.len(), backward.pages.len());
    for (path, page) in &forward.pages {
        assert!(page.bytes == backward.pages[path].bytes, "{path}");
        assert!(page.reads == backward.pages[path].reads, "what {path} asks");
    }
}

fn built(root: &Path) -> Output {
    let built = sare::build(root, &Options::default()).expect("the site can be read and written");
    assert!(built.report.is_publishable(), "the site has errors");
    output_of(root)
}

fn built_by_program(root: &Path, zone: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
    command.args(["build", "-q", "--date", "2026-01-01"]).current_dir(root).env("TZ", zone).env("LANG", "eu_ES.UTF-8");
    assert!(command.status().expect("the program can be run").success());
    output_of(root)
}

fn assert_same(one: &Output, other: &Output, how: &str) {
    assert!(one.keys().eq(other.keys()), "other files {how}");
    for (path, bytes) in one {
        assert!(*bytes == other[path], "{path} differs {how}");
    }
}

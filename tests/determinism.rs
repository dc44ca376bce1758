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
    check(repository(), &[("with all of it different", &ALL)]);
}

#[test]
fn a_site_with_tables_and_languages_is_the_same_however_it_is_built() {
    check(&repository().join("tests/golden/tables"), SURROUNDINGS);
}

fn check(original: &Path, others: &[(&str, &Surroundings<'_>)]) {
    let folder = copy_of(original);
    let first = built(folder.path());
    assert!(first.len() > 10);
    // Each of the others is in a folder of its own besides.
    let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread can be had");
    assert_same(&first, &alone.install(|| built(copy_of(original).path())), "with one thread");
    for (how, surroundings) in others {
        assert_same(&first, &built_by_program(copy_of(original).path(), surroundings), how);
    }
    assert_same(&first, &built_by_program(copied_backwards(original).path(), &Surroundings::USUAL), "with its files made in reverse order");
    match released() {
        Some(program) => {
            let surroundings = Surroundings { program: Some(&program), ..Surroundings::USUAL };
            assert_same(&first, &built_by_program(copy_of(original).path(), &surroundings), "by a release");
        }
        None => eprintln!("no release of this very version is beside this program: it was not compared"),
    }
    // Once more over what is there: nothing is left over and nothing is written anew.
    assert_same(&first, &built(folder.path()), "a second time");
}

#[test]
fn files_may_be_found_in_any_order() {
    let root = repository().join("tests/golden/markdown");
    let tree = walk::read(&root, &[], &mut Report::default()).expect("the site can be read");
    let given: Vec<SourceFile> = tree.files().map(|(_, file)| file.clone()).filter(|file| file.origin == Origin::Site).collect();
    let forward = memory::print(SourceTree::new(PathBuf::from("a"), given.clone()), &Options::default());
    let backward = memory::print(SourceTree::new(PathBuf::from("b"), given.into_iter().rev().collect()), &Options::default());
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

/// What a program finds around it, and should not care for.
#[derive(Clone, Copy)]
struct Surroundings<'a> {
    program: Option<&'a Path>,
    variables: &'a [(&'a str, &'a str)],
    umask: &'a str,
}

impl Surroundings<'_> {
    const USUAL: Surroundings<'static> = Surroundings { program: None, variables: &[], umask: "022" };
}

const SURROUNDINGS: &[(&str, &Surroundings<'_>)] = &[
    ("in another time zone", &Surroundings { variables: &[("TZ", "Pacific/Kiritimati")], ..Surroundings::USUAL }),
    ("in another language", &Surroundings { variables: &[("LANG", "eu_ES.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")], ..Surroundings::USUAL }),
    ("in no language", &Surroundings { variables: &[("LANG", ""), ("LC_ALL", "C"), ("HOME", "/nowhere")], ..Surroundings::USUAL }),
    ("with one thread", &Surroundings { variables: &[("RAYON_NUM_THREADS", "1")], ..Surroundings::USUAL }),
    ("with many threads", &Surroundings { variables: &[("RAYON_NUM_THREADS", "13")], ..Surroundings::USUAL }),
    ("for its owner alone", &Surroundings { umask: "077", ..Surroundings::USUAL }),
];

const ALL: Surroundings<'_> = Surroundings {
    program: None,
    variables: &[("TZ", "Asia/Kathmandu"), ("LC_ALL", "eu_ES.UTF-8"), ("RAYON_NUM_THREADS", "5")],
    umask: "027",
};

/// Builds with the program itself.
fn built_by_program(root: &Path, surroundings: &Surroundings<'_>) -> Output {
    let mut command = Command::new("sh");
    let program = surroundings.program.unwrap_or(Path::new(env!("CARGO_BIN_EXE_sare")));
    command.args(["-c", &format!("umask {}; exec \"$0\" \"$@\"", surroundings.umask)]).arg(program);
    command.args(["build", "-q", "--date", "2026-01-01"]).current_dir(root).envs(surroundings.variables.iter().copied());
    assert!(command.status().expect("the program can be run").success());
    output_of(root)
}

/// A copy whose files were made in reverse order, which is the order in which some file systems list them.
fn copied_backwards(original: &Path) -> tempfile::TempDir {
    let forward = copy_of(original);
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let walk = walkdir::WalkDir::new(forward.path()).sort_by_file_name().into_iter().map(|entry| entry.expect("it can be read"));
    let files: Vec<PathBuf> = walk.filter(|entry| entry.file_type().is_file()).map(|entry| entry.into_path()).collect();
    for file in files.iter().rev() {
        let copy = folder.path().join(file.strip_prefix(forward.path()).expect("it lies below"));
        std::fs::create_dir_all(copy.parent().expect("a file lies in a folder")).expect("it can be made");
        std::fs::copy(file, &copy).expect("it can be copied");
    }
    folder
}

/// The release binary beside the one under test, unless it is older than that: it would be of another version.
fn released() -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_BIN_EXE_sare"));
    let release = own.parent()?.parent()?.join("release/sare");
    let made = |path: &Path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    (release != own && made(&release)? >= made(own)?).then_some(release)
}

fn assert_same(one: &Output, other: &Output, how: &str) {
    assert!(one.keys().eq(other.keys()), "other files {how}");
    for (path, bytes) in one {
        assert!(*bytes == other[path], "{path} differs {how}");
    }
}

//! The program as a user meets it: exit statuses, help, pipes.

use std::path::Path;
use std::process::{Command, Output, Stdio};

#[test]
fn help_goes_to_standard_output_with_an_example() {
    for words in [
        &["--help"][..],
        &["build", "--help"],
        &["check", "-h"],
        &["new", "-h"],
        &["kinds", "-h"],
        &["schema", "-h"],
        &["completions", "-h"],
    ] {
        let output = sare(Path::new("."), words);
        assert_eq!(output.status.code(), Some(0), "{words:?}");
        assert!(text(&output.stdout).contains("Example") && output.stderr.is_empty(), "{words:?}");
    }
    assert!(text(&sare(Path::new("."), &["--version"]).stdout).starts_with("sare "));
}

#[test]
fn wrong_usage_ends_with_2() {
    for words in [&["biuld"][..], &["new"], &["--date", "soon"], &["--root", "/nowhere/at/all", "check"], &["completions", "klingon"]] {
        let output = sare(Path::new("."), words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty() && !output.stderr.is_empty(), "{words:?}");
    }
}

#[test]
fn a_new_site_is_checked_and_built() {
    let site = new_site();
    let root = site.path();
    let checked = sare(root, &["check", "--deny", "warnings"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
    assert!(!root.join("output").exists(), "`check` writes nothing");
    let built = sare(root, &[]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert!(root.join("output/index.html").exists());
    let quiet = sare(root, &["-q"]);
    assert_eq!((quiet.status.code(), text(&quiet.stdout), text(&quiet.stderr)), (Some(0), String::new(), String::new()));
}

#[test]
fn a_site_is_not_started_where_something_is() {
    let site = new_site();
    let again = sare(site.path(), &["new", "."]);
    assert_eq!(again.status.code(), Some(2));
    assert!(text(&again.stderr).contains("is not empty"), "{}", text(&again.stderr));
}

#[test]
fn an_output_among_the_sources_is_refused() {
    let site = new_site();
    let root = site.path();
    let beside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root.join("content"), root.join("linked")).unwrap();
    std::os::unix::fs::symlink(root, beside.path().join("alias")).unwrap();
    let before = listing(root);
    let absolute = beside.path().join("alias/content").display().to_string();
    let above = root.parent().unwrap().display().to_string();
    let through = format!("{}/nowhere/../content", root.display());
    for output in [
        "content",
        "content/",
        "./content",
        "content/organisations",
        "content/new/er",
        "Content",
        "kinds",
        "themes/eko",
        "static",
        ".sare",
        ".sare/www",
        "sare.toml",
        ".",
        "..",
        "/",
        "linked",
        "linked/x",
        "output/../content",
        &absolute,
        &above,
        &through,
    ] {
        for words in [&["build", "--output", output][..], &["--root", ".", "build", "--output", output]] {
            let refused = sare(root, words);
            assert_eq!(refused.status.code(), Some(2), "{words:?}: {}", text(&refused.stderr));
            assert_eq!(listing(root), before, "{words:?}");
        }
    }
    std::os::unix::fs::symlink("content", root.join("output")).unwrap();
    assert_eq!(sare(root, &["build"]).status.code(), Some(2), "`output` itself may be a link");
    let checked = sare(root, &["check", "--deny", "warnings"]);
    assert_eq!(checked.status.code(), Some(0), "{}", text(&checked.stderr));
}

/// Everything below a folder.
fn listing(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
    entries.map(|entry| entry.unwrap().into_path()).collect()
}

#[test]
fn a_mistake_ends_with_1_and_leaves_the_last_good_site() {
    let site = new_site();
    let root = site.path();
    assert_eq!(sare(root, &["build"]).status.code(), Some(0));
    let home = std::fs::read(root.join("output/index.html")).unwrap();
    let page = root.join("content/index.md");
    append(&page, "\nSee [[nobody-at-all]].\n");
    for words in [&["check"][..], &["build"]] {
        let output = sare(root, words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let said = text(&output.stderr);
        assert!(said.contains("unknown-mention") && said.contains("content/index.md:") && said.contains("1 error in 1 file"), "{said}");
        assert!(!said.contains('\u{1b}'), "no colours in a pipe");
    }
    assert!(text(&sare(root, &["check", "--color", "always"]).stderr).contains('\u{1b}'));
    assert_eq!(std::fs::read(root.join("output/index.html")).unwrap(), home);
}

#[test]
fn a_warning_may_be_denied() {
    let site = new_site();
    append(&site.path().join("content/index.md"), "\nA <b>bold</b> word.\n");
    assert_eq!(sare(site.path(), &["check"]).status.code(), Some(0));
    assert_eq!(sare(site.path(), &["check", "--deny", "warnings"]).status.code(), Some(1));
}

#[test]
fn kinds_are_listed_and_described() {
    let site = new_site();
    let all = sare(site.path(), &["kinds"]);
    assert!(all.status.success() && text(&all.stdout).contains("organisation"));
    let one = sare(site.path(), &["kinds", "project"]);
    assert!(one.status.success() && text(&one.stdout).contains("partners"));
    let none = sare(site.path(), &["kinds", "projekt"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(text(&none.stderr).contains("project"), "{}", text(&none.stderr));
}

#[test]
fn a_closed_pipe_is_no_accident() {
    let mut child = command(Path::new("."), &["completions", "bash"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!text(&output.stderr).contains("panicked"), "{}", text(&output.stderr));
}

fn command(folder: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
    command.current_dir(folder).args(words).stdin(Stdio::null());
    command
}

fn sare(folder: &Path, words: &[&str]) -> Output {
    command(folder, words).output().expect("the program can be run")
}

/// A fresh starter site in a folder of its own.
fn new_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let made = sare(folder.path(), &["new", "."]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    folder
}

fn append(path: &Path, more: &str) {
    let mut file = std::fs::OpenOptions::new().append(true).open(path).expect("the file is there");
    std::io::Write::write_all(&mut file, more.as_bytes()).expect("it can be written to");
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what is printed is text")
}

//! The walk over real folders.
#![expect(clippy::disallowed_methods, reason = "the tests write the folders that are walked")]

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;

/// A site folder of the given files.
fn site(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// Walks, and gives the site's own files as `path=content` and the findings as `path: message [code]`.
fn walked(root: &Path, skip: &[&Path]) -> (Vec<String>, Vec<String>) {
    let mut report = Report::default();
    let tree = read(root, skip, &mut report).unwrap();
    let files = tree.files().filter(|(_, file)| file.origin == Origin::Site).map(|(_, file)| match &file.content {
        Content::Text(text) => format!("{}={}", file.path, &**text),
        Content::Bytes(bytes) => format!("{}=[{}]", file.path, bytes.len()),
        Content::Unread(length) => format!("{}=({length})", file.path),
    });
    let said = |found: crate::diag::Diagnostic| format!("{}: {} [{}]", tree.path(found.span.file), found.message, found.code.name());
    (files.collect(), report.clone().sorted().into_iter().map(said).collect())
}

fn check(files: &[(&str, &[u8])], expected: &[&str], said: &[&str]) {
    let folder = site(files);
    assert_eq!(
        walked(folder.path(), &[]),
        (expected.iter().map(|s| s.to_string()).collect(), said.iter().map(|s| s.to_string()).collect())
    );
}

#[test]
fn files_are_read_by_their_ending_in_path_order() {
    check(
        &[
            ("sare.toml", b"s"),
            ("README.md", b"not of the site"),
            ("content/b.md", b"b"),
            ("content/a/x.MD", b"\xef\xbb\xbfx"),
            ("content/a/logo.svg", b"<svg/>"),
            ("content/a/m.xlsx", b"PK\xff"),
            ("static/old.html", b"caf\xe9"),
            ("output/index.html", b"o"),
        ],
        &["content/a/logo.svg=<svg/>", "content/a/m.xlsx=[3]", "content/a/x.MD=x", "content/b.md=b", "sare.toml=s", "static/old.html=(4)"],
        &[],
    );
}

#[test]
fn leavings_and_hidden_files_are_passed_over() {
    check(
        &[
            ("content/.a.md.swp", b""),
            ("content/a.md~", b""),
            ("content/#a.md#", b""),
            ("content/~$m.xlsx", b""),
            ("content/Thumbs.db", b""),
            ("content/.git/config", b""),
            ("content/.well-known/x", b""),
            ("static/.git/config", b""),
            ("static/.well-known/security.txt", b"s"),
        ],
        &["static/.well-known/security.txt=(1)"],
        &[],
    );
}

#[test]
fn what_cannot_be_text_is_named_with_byte_and_line() {
    check(
        &[("content/a.md", b"one\ntwo caf\xe9"), ("content/b.csv", b"\xff\xfeh\0"), ("content/c.md", b"c")],
        &["content/c.md=c"],
        &[
            "content/a.md: this file is not UTF-8: byte 11, on line 2, is `e9`, which is `é` in Windows-1252 [unreadable-file]",
            "content/b.csv: this file is written in UTF-16, and must be UTF-8 [unreadable-file]",
        ],
    );
    check(&[("content", b"")], &[], &["content: `content` is a file, and must be a folder [unreadable-file]"]);
    check(&[("sare.toml/x", b"")], &[], &["sare.toml: this is not a file [unreadable-file]"]);
}

#[test]
fn a_file_longer_than_the_buffer_is_read_whole_and_one_beyond_bounds_not() {
    let long = vec![b'a'; ROOM * 3 + 7];
    let folder = site(&[("content/a.md", &long), ("content/b.md", b"b")]);
    let huge = File::create(folder.path().join("content/z.md")).unwrap();
    huge.set_len(LONGEST as u64 + 1).unwrap();
    let (files, said) = walked(folder.path(), &[]);
    assert_eq!(files, [format!("content/a.md={}", String::from_utf8(long).unwrap()), "content/b.md=b".to_owned()]);
    assert_eq!(said, ["content/z.md: this file is longer than 64 MB [unreadable-file]"]);
}

#[test]
fn only_links_to_files_of_the_site_are_followed() {
    let elsewhere = site(&[("secret.md", b"secret")]);
    let folder = site(&[("content/a.md", b"a"), (".git/config", b"token"), ("content/deep/x.md", b"x")]);
    let link = |target: &str, name: &str| symlink(target, folder.path().join("content").join(name)).unwrap();
    link("a.md", "b.md");
    link(elsewhere.path().join("secret.md").to_str().unwrap(), "c.md");
    link("../.git/config", "d.png");
    link("deep", "e");
    link("nowhere", "f.md");
    symlink(elsewhere.path(), folder.path().join("static")).unwrap();
    let (files, said) = walked(folder.path(), &[]);
    assert_eq!(files, ["content/a.md=a", "content/b.md=a", "content/deep/x.md=x"]);
    assert_eq!(
        said,
        [
            "content/c.md: this link leads out of the site [symbolic-link]",
            "content/d.png: this link leads to a file that is no part of the site [symbolic-link]",
            "content/e: this link leads to a folder [symbolic-link]",
            "content/f.md: this link leads nowhere [symbolic-link]",
            "static: this link leads out of the site [symbolic-link]",
        ]
    );
}

#[test]
fn a_refused_file_is_neither_found_nor_listed_and_its_name_may_be_broken() {
    let folder = site(&[("content/a.md", b"\xff")]);
    fs::write(folder.path().join("content").join(OsStr::from_bytes(b"b\xe9.md")), "b").unwrap();
    let mut report = Report::default();
    let tree = read(folder.path(), &[], &mut report).unwrap();
    assert_eq!(tree.find("content/a.md"), None);
    let said: Vec<_> = report.sorted().into_iter().map(|found| (tree.path(found.span.file).to_owned(), found.message)).collect();
    assert_eq!(said[1], ("content/b\u{fffd}.md".to_owned(), "the name `content/b\u{fffd}.md` is not UTF-8".to_owned()));
}

#[test]
fn folders_to_skip_are_skipped_and_a_missing_root_is_the_machines_failure() {
    let folder = site(&[("static/out/x.html", b"x"), ("static/y.html", b"y")]);
    for skip in [Path::new("static/out"), &folder.path().join("static/out")] {
        assert_eq!(walked(folder.path(), &[skip]).0, ["static/y.html=(1)"]);
    }
    let error = read(&folder.path().join("none"), &[], &mut Report::default()).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound);
}

#[test]
fn the_built_in_files_are_there_and_the_sites_own_come_first() {
    let folder = site(&[("kinds/thing.toml", b"mine")]);
    let tree = read(folder.path(), &[], &mut Report::default()).unwrap();
    assert_eq!(tree.text(tree.find("kinds/thing.toml").unwrap()), "mine");
    let own = tree.find("kinds/organisation.toml").unwrap();
    assert_eq!(tree.file(own).origin, Origin::BuiltIn);
}

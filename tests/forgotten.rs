//! What Sare remembers may be deleted at any time: that costs time and nothing else.

use std::fs;

use sare::Options;

#[test]
#[expect(clippy::disallowed_methods, reason = "the test plays the part of the editor")]
fn a_page_that_is_no_longer_owed_goes_even_when_all_memory_is_lost() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (path, text) in [
        ("sare.toml", "title = \"Lab\"\n"),
        ("content/topics/water.md", "+++\ntitle = \"Water\"\n+++\n"),
        ("content/topics/wind.md", "+++\ntitle = \"Wind\"\n+++\n"),
    ] {
        fs::create_dir_all(root.join(path).parent().expect("a folder")).and_then(|()| fs::write(root.join(path), text)).expect("written");
    }
    let build = || sare::build(root, &Options::default()).expect("the machine works").report.is_publishable();
    assert!(build());
    fs::write(root.join("output/topics/mine.html"), "<p>by another hand</p>").expect("written");
    fs::remove_dir_all(root.join(".sare")).expect("removed");
    fs::remove_file(root.join("content/topics/wind.md")).expect("removed");
    assert!(build());
    assert!(root.join("output/topics/water/index.html").exists());
    assert!(!root.join("output/topics/wind").exists(), "what an earlier build wrote and this one did not is removed");
    assert!(root.join("output/topics/mine.html").exists(), "what Sare did not write is never touched");
}

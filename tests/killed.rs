//! The program is killed at any moment, with one file changed and with all: what is published is the old site or the new one, and at
//! worst the next command makes it one of them.

#[path = "support/site.rs"]
#[expect(dead_code, reason = "other tests copy sites")]
mod site;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sare::output::{OutputPlace, Recovered, recover};
use site::{output_of, put};

type Output = BTreeMap<String, Vec<u8>>;

/// How often each sort of build is killed.
const ATTEMPTS: u32 = 10;

#[test]
fn a_build_that_changes_one_page_may_be_killed_at_any_moment() {
    check(&|root, word| put(&root.join("content/hubs/hub-7.md"), page(7, word).as_bytes()));
}

#[test]
fn a_build_that_changes_every_page_may_be_killed_at_any_moment() {
    check(&|root, word| put(&root.join("sare.toml"), format!("title = \"{word}\"\n").as_bytes()));
}

#[test]
fn a_build_that_adds_and_removes_pages_may_be_killed_at_any_moment() {
    check(&|root, word| {
        let [new, old] = if word == "one" { ["a", "b"] } else { ["b", "a"] };
        for number in 0..20 {
            put(&root.join(format!("content/hubs/{new}-{number}.md")), page(number, word).as_bytes());
            let _ = std::fs::remove_file(root.join(format!("content/hubs/{old}-{number}.md")));
        }
    });
}

/// Switches a site from one edition to the other and back, and kills each build a little later than the one before.
fn check(edit: &dyn Fn(&Path, &str)) {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let root = folder.path();
    lay_out(root);
    edit(root, "two");
    build(root);
    let mut old = output_of(root);
    edit(root, "one");
    let start = Instant::now();
    build(root);
    let long = start.elapsed();
    let mut new = output_of(root);
    assert_ne!(old, new);
    let place = OutputPlace { output: root.join("output"), memory: root.join(".sare") };
    let mut outcomes = [0; 4];
    for attempt in 0..ATTEMPTS {
        // The site on disk is `new`; what is built next is `old`, which so becomes the new one.
        (old, new) = (new, old);
        edit(root, if attempt % 2 == 0 { "two" } else { "one" });
        let mut child = program(root).spawn().expect("the program can be run");
        // Nothing is written in the first part of a build.
        std::thread::sleep(long.mul_f64(0.4 + 0.7 * f64::from(attempt) / f64::from(ATTEMPTS)));
        child.kill().expect("it can be killed");
        let ended = child.wait().expect("it can be waited for").success();
        let torn = look(root, &old, &new);
        let recovered = recover(&place).expect("the disk does as it is told");
        let now = output_of(root);
        assert!(now == old || now == new, "after attempt {attempt}, which was {recovered:?}, the site is neither the old nor the new one");
        assert!(!torn || recovered == Recovered::Completed, "what is torn is completed");
        assert!(!ended || now == new, "what ended well is there");
        outcomes[if ended { 3 } else { recovered as usize }] += 1;
        build(root);
        assert_eq!(output_of(root), new, "the next build makes up for it");
    }
    let [nothing, cleared, completed, ended] = outcomes;
    eprintln!("{nothing} builds were killed before they wrote, {cleared} while they wrote, {completed} were completed, {ended} had ended");
}

/// Holds every file against both editions, and tells whether they are mixed.
fn look(root: &Path, old: &Output, new: &Output) -> bool {
    let now = output_of(root);
    // A folder that is exchanged in two steps, where the system knows no better, is away for a moment.
    for (path, bytes) in &now {
        let known = [old, new].into_iter().filter_map(|edition| edition.get(path)).any(|known| known == bytes);
        assert!(known, "{path} is half-written");
    }
    now != *old && now != *new
}

fn lay_out(root: &Path) {
    for folder in ["content/hubs", "content/topics"] {
        std::fs::create_dir_all(root.join(folder)).expect("it can be made");
    }
    put(&root.join("sare.toml"), b"title = \"T\"\n");
    put(&root.join("content/index.md"), b"+++\ntitle = \"Home\"\n+++\n```cards\nof = \"topic\"\n```\n");
    for number in 0..60 {
        put(&root.join(format!("content/hubs/hub-{number}.md")), page(number, "as ever").as_bytes());
    }
    let mut topics = String::from("id,title\n");
    for number in 0..50 {
        // Writing to a string cannot fail.
        let _ = writeln!(topics, "topic-{number},Topic {number}");
    }
    put(&root.join("content/topics/topics.csv"), topics.as_bytes());
}

fn page(number: usize, word: &str) -> String {
    format!(
        "+++\ntitle = \"Hub {number}\"\nsummary = \"{word}\"\ntopics = \"topic-{}\"\n+++\n{}\n",
        number % 50,
        format!("{word} ").repeat(300)
    )
}

fn program(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
    command.args(["build", "-q", "--date", "2026-01-01"]).current_dir(root).stdin(Stdio::null()).stderr(Stdio::null());
    command
}

fn build(root: &Path) {
    let start = Instant::now();
    assert!(program(root).status().expect("the program can be run").success());
    assert!(start.elapsed() < Duration::from_secs(120));
}

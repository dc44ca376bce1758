//! Dies at every point of a commit, and recovers.
#![expect(clippy::disallowed_methods, reason = "the tests write files that are not Sare's")]

use std::collections::BTreeMap;

use tempfile::TempDir;

use super::*;
use crate::output::Outcome;

/// The files below a folder with their texts.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    walk.map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (path, fs::read_to_string(entry.path()).unwrap())
    })
    .collect()
}

fn staged(place: &OutputPlace, outputs: &BTreeMap<String, String>) -> Staging {
    let staging = Staging::open(place, Manifest::load(place).unwrap()).unwrap();
    for (path, text) in outputs {
        staging.put(path, text.as_bytes()).unwrap();
    }
    staging
}

fn build(place: &OutputPlace, outputs: &BTreeMap<String, String>) {
    assert!(matches!(staged(place, outputs).commit().unwrap(), Outcome::Done(_)));
}

/// A site of `count` pages whose text is `word`, and what gets in the way of each other when `word` changes.
fn site(count: usize, word: &str) -> BTreeMap<String, String> {
    let mut outputs: BTreeMap<String, String> =
        (0..count).map(|at| (format!("things/{at}/index.html"), format!("{word} {}", if at % 2 == 0 { word } else { "" }))).collect();
    outputs.insert(format!("only/{word}/index.html"), word.to_owned());
    // Each word's file is another word's folder.
    let (file, folder) = if word == "old" { ("one", "two") } else { ("two", "one") };
    outputs.insert(file.to_owned(), word.to_owned());
    outputs.insert(format!("{folder}/index.html"), word.to_owned());
    outputs.insert("same.txt".to_owned(), "same".to_owned());
    outputs
}

/// Prepares a commit from an old site to a new one, does `part` of it, and dies; gives the place, and what an uninterrupted build gives.
fn die(count: usize, part: impl FnOnce(&Own, &Path, &Work)) -> (TempDir, OutputPlace, BTreeMap<String, String>) {
    let folder = tempfile::tempdir().unwrap();
    let place = OutputPlace { output: folder.path().join("output"), memory: folder.path().join(".sare") };
    build(&place, &site(count, "old"));
    fs::write(place.output.join("foreign.txt"), "foreign").unwrap();
    let mut staging = staged(&place, &site(count, "new"));
    let records = staging.records().unwrap();
    let plan = staging.plan(&records).unwrap().unwrap();
    let work = prepare(&staging, &records, &plan).unwrap();
    let entries = records.into_iter().map(|record| (record.path, record.entry)).collect();
    Manifest::of(entries).save(&staging.own.next_manifest()).unwrap();
    let journal = Journal { staging: 0, work };
    journal.save(&staging.own.journal()).unwrap();
    part(&staging.own, &staging.base.path, &journal.work);
    staging.base.is_wanted = true;
    drop(staging);
    let mut expected = site(count, "new");
    expected.insert("foreign.txt".to_owned(), "foreign".to_owned());
    (folder, place, expected)
}

/// Recovers, and holds what is there against what should be.
fn check(place: &OutputPlace, expected: &BTreeMap<String, String>, recovered: Recovered) {
    assert_eq!(recover(place).unwrap(), recovered);
    assert_eq!(&files(&place.output), expected);
    assert_eq!(recover(place).unwrap(), Recovered::Nothing);
    let mut left: Vec<_> = fs::read_dir(&place.memory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["lock", "manifest"]);
    // The manifest agrees with the folder: the next build changes what it should, and nothing else.
    let mut next = expected.clone();
    next.remove("foreign.txt");
    let Outcome::Done(changes) = staged(place, &next).commit().unwrap() else { panic!("taken") };
    assert_eq!((changes.written.len(), changes.removed.len(), changes.left.len()), (0, 0, 0));
}

#[test]
fn steps_are_completed_wherever_they_broke_off() {
    let mut count = 0;
    let (_folder, place, expected) = die(3, |_, _, work| {
        let Work::Steps(steps) = work else { panic!("few changes are steps") };
        count = steps.len();
    });
    check(&place, &expected, Recovered::Completed);
    assert!(count > 6, "{count}");
    for done in 0..=count {
        let (_folder, place, expected) = die(3, |own, base, work| {
            let Work::Steps(steps) = work else { panic!("few changes are steps") };
            take(&steps[..done], own, base).unwrap();
        });
        check(&place, &expected, Recovered::Completed);
    }
}

#[test]
fn the_end_of_the_steps_is_completed() {
    let (_folder, place, expected) = die(3, |own, base, work| {
        let Work::Steps(steps) = work else { panic!("few changes are steps") };
        take(steps, own, base).unwrap();
        fs::rename(own.next_manifest(), own.manifest()).unwrap();
    });
    check(&place, &expected, Recovered::Cleared);
}

#[test]
fn a_swap_that_had_not_begun_is_forgotten() {
    let (_folder, place, _) = die(300, |_, _, work| assert!(matches!(work, Work::Swap { .. })));
    let mut expected = site(300, "old");
    expected.insert("foreign.txt".to_owned(), "foreign".to_owned());
    check(&place, &expected, Recovered::Cleared);
}

#[test]
fn a_swap_that_had_begun_is_completed() {
    let (_folder, place, expected) = die(300, |own, base, _| swap::exchange(own, base).unwrap());
    check(&place, &expected, Recovered::Completed);
    let (_folder, place, expected) = die(300, |own, base, _| {
        swap::exchange(own, base).unwrap();
        for at in 0..100 {
            fs::remove_file(base.join(format!("{SITE}/things/{at}/index.html"))).unwrap();
        }
    });
    check(&place, &expected, Recovered::Completed);
    let (_folder, place, expected) = die(300, |own, base, _| {
        swap::exchange(own, base).unwrap();
        swap::sweep(own, base, &Manifest::read(&own.manifest()).unwrap()).unwrap();
        fs::rename(own.next_manifest(), own.manifest()).unwrap();
    });
    check(&place, &expected, Recovered::Cleared);
}

#[test]
fn a_swap_in_two_steps_is_completed() {
    let (_folder, place, expected) = die(300, |own, base, _| fs::rename(&own.output, base.join("old")).unwrap());
    check(&place, &expected, Recovered::Completed);
    let (_folder, place, expected) = die(300, |own, base, _| swap::step_aside(own, base).unwrap());
    check(&place, &expected, Recovered::Completed);
}

#[test]
fn what_somebody_adds_during_a_swap_is_kept() {
    let (_folder, place, mut expected) = die(300, |own, base, _| {
        fs::create_dir(own.output.join("mine")).unwrap();
        fs::write(own.output.join("mine/late.txt"), "late").unwrap();
        swap::exchange(own, base).unwrap();
    });
    expected.insert("mine/late.txt".to_owned(), "late".to_owned());
    assert_eq!(recover(&place).unwrap(), Recovered::Completed);
    assert_eq!(files(&place.output), expected);
}

#[test]
fn a_damaged_journal_or_a_deleted_output_stops_nobody() {
    let (_folder, place, _) = die(3, |own, _, _| fs::write(own.journal(), "sare-journal 1\0nonsense").unwrap());
    assert_eq!(recover(&place).unwrap(), Recovered::Cleared);
    let (_folder, place, _) = die(3, |own, _, _| fs::remove_dir_all(&own.output).unwrap());
    assert_eq!(recover(&place).unwrap(), Recovered::Cleared);
    build(&place, &site(3, "new"));
    assert_eq!(files(&place.output), site(3, "new"));
}

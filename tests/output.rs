//! The output folder as its users see it: changed whole or not at all, and never what is not Sare's.
#![expect(clippy::disallowed_methods, reason = "the tests write files that are not Sare's")]

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use sare::output::{Changes, Manifest, Outcome, OutputPlace, Recovered, Staging, Stranger, Taken, recover};
use tempfile::TempDir;

/// A site folder on disk, and what was built into it.
struct Site {
    folder: TempDir,
    place: OutputPlace,
}

/// Pages of a build: path and text.
type Pages<'a> = &'a [(&'a str, &'a str)];

impl Site {
    fn new() -> Site {
        let folder = tempfile::tempdir().unwrap();
        let place = place(folder.path());
        Site { folder, place }
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn outcome(&self, pages: Pages) -> std::io::Result<Outcome> {
        let staging = Staging::open(&self.place, Manifest::load(&self.place)?)?;
        for (path, text) in pages {
            staging.put(path, text.as_bytes())?;
        }
        staging.commit()
    }

    fn build(&self, pages: Pages) -> Changes {
        match self.outcome(pages).unwrap() {
            Outcome::Done(changes) => changes,
            Outcome::Taken(taken) => panic!("{taken:?}"),
        }
    }

    fn taken(&self, pages: Pages) -> Vec<(String, Stranger)> {
        let before = files(&self.place.output);
        match self.outcome(pages).unwrap() {
            Outcome::Done(changes) => panic!("{changes:?}"),
            Outcome::Taken(taken) => {
                assert_eq!(files(&self.place.output), before, "a refused build changes nothing");
                taken.into_iter().map(|Taken { path, by }| (path.into(), by)).collect()
            }
        }
    }

    fn foreign(&self, path: &str, text: &str) {
        let path = self.place.output.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Holds the output against what should be there, and sees that nothing else lies about.
    fn check(&self, expected: Pages) {
        let expected: BTreeMap<String, String> = expected.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
        assert_eq!(files(&self.place.output), expected);
        self.check_tidy();
    }

    fn check_tidy(&self) {
        let lies_about =
            |name: &str| name.contains("staging") || name.contains("journal") || name.contains("draft") || name.ends_with(".next");
        let walk = walkdir::WalkDir::new(self.folder.path()).into_iter().filter_map(Result::ok);
        let left: Vec<_> =
            walk.map(|entry| entry.into_path()).filter(|path| lies_about(path.file_name().unwrap().to_str().unwrap())).collect();
        assert_eq!(left, Vec::<PathBuf>::new());
    }
}

fn place(folder: &Path) -> OutputPlace {
    OutputPlace { output: folder.join("output"), memory: folder.join(".sare") }
}

/// The files below a folder with their texts; links are not followed.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let walk = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    walk.map(|entry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
        (path, String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned())
    })
    .collect()
}

/// Which file it is, and its time.
fn identity(path: &Path) -> (u64, i64, i64) {
    let metadata = fs::metadata(path).unwrap();
    (metadata.ino(), metadata.mtime(), metadata.mtime_nsec())
}

/// Many pages, so that the folder is swapped; the text depends on `word`, save on the first tenth.
fn many(word: &str) -> Vec<(String, String)> {
    (0..400).map(|at| (format!("things/{at:03}/index.html"), format!("{at} {}", if at < 40 { "same" } else { word }))).collect()
}

fn lent(pages: &[(String, String)]) -> Vec<(&str, &str)> {
    pages.iter().map(|(path, text)| (&**path, &**text)).collect()
}

#[test]
fn a_build_writes_what_is_new_keeps_what_is_not_and_removes_what_is_gone() {
    let site = Site::new();
    let changes = site.build(&[("index.html", "1"), ("a/index.html", "a"), ("b/c/index.html", "c")]);
    assert_eq!(changes.written, ["a/index.html", "b/c/index.html", "index.html"].map(Box::from));
    site.check(&[("index.html", "1"), ("a/index.html", "a"), ("b/c/index.html", "c")]);

    let kept = identity(&site.place.output.join("a/index.html"));
    let changes = site.build(&[("index.html", "2"), ("a/index.html", "a"), ("d/index.html", "")]);
    assert_eq!(changes.written, ["d/index.html", "index.html"].map(Box::from));
    assert_eq!(changes.removed, ["b/c/index.html"].map(Box::from));
    assert_eq!(changes.unchanged, 1);
    site.check(&[("index.html", "2"), ("a/index.html", "a"), ("d/index.html", "")]);
    assert_eq!(identity(&site.place.output.join("a/index.html")), kept);
    assert!(!site.place.output.join("b").exists(), "a folder left empty goes too");

    let changes = site.build(&[("index.html", "2"), ("a/index.html", "a"), ("d/index.html", "")]);
    assert_eq!((changes.written.len(), changes.removed.len(), changes.unchanged), (0, 0, 3));
    assert_eq!(identity(&site.place.output.join("a/index.html")), kept);
}

#[test]
fn a_swap_keeps_unchanged_and_foreign_files_as_they_are() {
    let site = Site::new();
    site.build(&lent(&many("one")));
    site.foreign("things/003/mine.txt", "mine");
    site.foreign(".nojekyll", "");
    let [kept, foreign] = ["things/007/index.html", "things/003/mine.txt"].map(|path| site.place.output.join(path));
    let before = (identity(&kept), identity(&foreign), identity(&site.place.output).0);
    let changes = site.build(&lent(&many("two")));
    assert_eq!((changes.written.len(), changes.unchanged), (360, 40));
    let after = (identity(&kept), identity(&foreign), identity(&site.place.output).0);
    assert_eq!((before.0, before.1), (after.0, after.1));
    assert_ne!(before.2, after.2, "the folder was swapped");
    let mut expected = many("two");
    expected.extend([("things/003/mine.txt".to_owned(), "mine".to_owned()), (".nojekyll".to_owned(), String::new())]);
    site.check(&lent(&expected));
}

#[test]
fn foreign_folders_and_links_are_left_alone_however_much_changes() {
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("index.html"), "elsewhere").unwrap();
    let site = Site::new();
    site.build(&lent(&many("one")));
    fs::create_dir(site.place.output.join("empty")).unwrap();
    site.foreign("theirs/index.html", "theirs");
    symlink(elsewhere.path(), site.place.output.join("link")).unwrap();
    let folder = identity(&site.place.output).0;
    site.build(&lent(&many("two")));
    assert_eq!(identity(&site.place.output).0, folder, "the folder was not swapped");
    assert!(site.place.output.join("empty").is_dir());
    assert!(site.place.output.join("link").is_symlink());
    site.build(&[]);
    site.check(&[("theirs/index.html", "theirs")]);
    assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "elsewhere");
}

#[test]
fn a_path_that_is_taken_stops_the_build_before_anything_changes() {
    let elsewhere = tempfile::tempdir().unwrap();
    let site = Site::new();
    site.build(&[("index.html", "1")]);
    site.foreign("file", "f");
    site.foreign("folder/mine", "m");
    symlink(elsewhere.path(), site.place.output.join("link")).unwrap();
    assert_eq!(site.taken(&[("index.html", "2"), ("file", "ours"), ("file2", "")]), [("file".to_owned(), Stranger::File)]);
    assert_eq!(
        site.taken(&[("file", "ours"), ("folder", "ours")]),
        [("file".to_owned(), Stranger::File), ("folder".to_owned(), Stranger::Folder)]
    );
    assert_eq!(site.taken(&[("file/index.html", "")]), [("file".to_owned(), Stranger::File)]);
    assert_eq!(site.taken(&[("link/a/index.html", "")]), [("link".to_owned(), Stranger::Link)]);
    assert_eq!(
        Taken { path: "file".into(), by: Stranger::File }.to_string(),
        "`file` in the output folder is a file that Sare did not write"
    );
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    site.build(&[("index.html", "2"), ("folder/a", "ours")]);
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let site = Site::new();
    site.build(&[("a", "file"), ("b/c/d", "deep")]);
    site.build(&[("a/x", "in a"), ("b", "file")]);
    site.check(&[("a/x", "in a"), ("b", "file")]);
}

#[test]
fn what_somebody_changed_is_replaced_but_not_removed() {
    let site = Site::new();
    site.build(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    site.foreign("a.html", "A");
    site.foreign("b.html", "by hand");
    let touched = fs::File::options().write(true).open(site.place.output.join("c.html")).unwrap();
    touched.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(5)).unwrap();
    let changes = site.build(&[("a.html", "a")]);
    assert_eq!(changes.written, [Box::from("a.html")]);
    assert_eq!((changes.removed, changes.left), (vec!["c.html".into()], vec!["b.html".into()]));
    site.check(&[("a.html", "a"), ("b.html", "by hand")]);
}

#[test]
fn a_file_with_another_time_and_the_same_bytes_is_unchanged() {
    let site = Site::new();
    site.build(&[("a.html", "a")]);
    let file = site.place.output.join("a.html");
    fs::File::options().write(true).open(&file).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    let before = identity(&file);
    assert_eq!(site.build(&[("a.html", "a")]).unchanged, 1);
    assert_eq!(identity(&file), before);
}

#[test]
fn to_delete_what_sare_remembers_costs_nothing_but_the_certainty_of_what_is_stale() {
    let site = Site::new();
    site.build(&[("a.html", "a"), ("b.html", "b"), ("c.html", "c")]);
    site.foreign("mine.txt", "mine");
    let kept = identity(&site.place.output.join("a.html"));
    for loss in [fs::remove_dir_all, |memory: PathBuf| fs::write(memory.join("manifest"), "broken")] {
        loss(site.place.memory.clone()).unwrap();
        let changes = site.build(&[("a.html", "a"), ("b.html", "B")]);
        assert_eq!(changes.left, ["c.html", "mine.txt"].map(Box::from));
        assert_eq!(identity(&site.place.output.join("a.html")), kept);
        site.check(&[("a.html", "a"), ("b.html", "B"), ("c.html", "c"), ("mine.txt", "mine")]);
        site.build(&[("a.html", "a"), ("b.html", "b")]);
    }
}

#[test]
fn somebody_elses_folder_is_not_overwritten() {
    let site = Site::new();
    site.foreign("index.html", "theirs");
    site.foreign(".git/HEAD", "theirs");
    assert_eq!(site.taken(&[("index.html", "ours"), ("a.html", "a")]), [("index.html".to_owned(), Stranger::File)]);
    let changes = site.build(&[("a.html", "a")]);
    assert_eq!(changes.left, ["index.html"].map(Box::from));
    site.check(&[("index.html", "theirs"), (".git/HEAD", "theirs"), ("a.html", "a")]);
}

#[test]
fn a_dropped_or_broken_build_leaves_everything_as_it_was() {
    let site = Site::new();
    let open = || Staging::open(&site.place, Manifest::load(&site.place).unwrap()).unwrap();
    open().put("a.html", b"a").unwrap();
    assert!(!site.place.output.exists());
    site.build(&[("a.html", "a")]);
    open().put("a.html", b"b").unwrap();
    site.check(&[("a.html", "a")]);

    for path in ["", "/a", "a//b", "../a", "a/..", "a/./b", "a/", "a\nb", "a\0b", &"x".repeat(300)] {
        let staging = open();
        assert_eq!(staging.put(path, b"x").unwrap_err().kind(), ErrorKind::InvalidInput, "{path:?}");
        assert!(staging.commit().is_err(), "a build that lacks an output is not published");
    }
    for (one, other) in [("x", "x"), ("x", "x/y"), ("x/y", "x"), ("a.html", "a.html/b")] {
        let staging = open();
        let put = staging.put(one, b"a").and_then(|()| staging.put(other, b"a"));
        assert!(put.is_err() | staging.commit().is_err(), "{one} {other}");
    }
    let staging = open();
    assert_eq!(staging.copy("b", &site.path("none")).unwrap_err().kind(), ErrorKind::NotFound);
    drop(staging);
    site.check(&[("a.html", "a")]);
}

#[test]
fn two_builds_at_once_are_one_too_many() {
    let site = Site::new();
    let first = Staging::open(&site.place, Manifest::default()).unwrap();
    let error = Staging::open(&site.place, Manifest::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ResourceBusy);
    assert_eq!(
        error.to_string(),
        format!("another build of this site is running (process {}); wait until it has ended", std::process::id())
    );
    assert_eq!(recover(&site.place).unwrap_err().kind(), ErrorKind::ResourceBusy);
    drop(first);
    site.build(&[("a", "a")]);
}

#[test]
fn an_old_manifest_is_no_danger() {
    let site = Site::new();
    let old = site.build(&[("a", "a")]).manifest;
    site.build(&[("b", "b")]);
    let staging = Staging::open(&site.place, old).unwrap();
    staging.put("c", b"c").unwrap();
    let Outcome::Done(changes) = staging.commit().unwrap() else { panic!("taken") };
    assert_eq!(changes.removed, ["b".into()]);
    assert_eq!(changes.manifest.paths().collect::<Vec<_>>(), ["c"]);
    site.check(&[("c", "c")]);
}

#[test]
fn files_are_copied_short_and_long() {
    let site = Site::new();
    let long = "0123456789".repeat(300_000);
    fs::write(site.path("short.png"), "short").unwrap();
    fs::write(site.path("long.mp4"), &long).unwrap();
    let build = || {
        let staging = Staging::open(&site.place, Manifest::load(&site.place).unwrap()).unwrap();
        staging.copy("media/short.png", &site.path("short.png")).unwrap();
        staging.copy("media/long.mp4", &site.path("long.mp4")).unwrap();
        let Outcome::Done(changes) = staging.commit().unwrap() else { panic!("taken") };
        changes
    };
    assert_eq!(build().written.len(), 2);
    site.check(&[("media/short.png", "short"), ("media/long.mp4", &long)]);
    assert_eq!(build().unchanged, 2);
    fs::write(site.path("long.mp4"), long.replace('5', "6")).unwrap();
    assert_eq!(build().written, ["media/long.mp4".into()]);
}

#[test]
fn an_output_that_cannot_be_one_is_refused() {
    let site = Site::new();
    fs::write(&site.place.output, "a file").unwrap();
    let error = site.outcome(&[("a", "a")]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotADirectory);
    assert!(error.to_string().ends_with("output` is a file, and must be a folder"), "{error}");
    for above in ["", ".."] {
        let place = OutputPlace { output: site.path(above), memory: site.path(".sare") };
        assert_eq!(Staging::open(&place, Manifest::default()).unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}

#[test]
fn a_link_to_a_folder_is_followed_and_stays() {
    for is_there in [true, false] {
        let site = Site::new();
        let real = site.path("srv/www");
        fs::create_dir_all(if is_there { &real } else { real.parent().unwrap() }).unwrap();
        symlink("srv/www", &site.place.output).unwrap();
        site.build(&lent(&many("one")));
        site.build(&lent(&many("two")));
        assert!(site.place.output.is_symlink());
        assert_eq!(files(&real), many("two").into_iter().collect());
        site.check_tidy();
    }
}

#[test]
fn several_outputs_of_one_site_are_remembered_apart() {
    let site = Site::new();
    let mut other = place(site.folder.path());
    other.output = site.path("deep/er/other");
    site.build(&[("a", "a")]);
    let there = Site { folder: tempfile::tempdir().unwrap(), place: other };
    there.build(&[("b", "b")]);
    assert!(site.build(&[("c", "c")]).removed == ["a".into()]);
    assert!(there.build(&[("d", "d")]).removed == ["b".into()]);
}

#[test]
fn another_file_system_is_written_from_beside_or_within() {
    let Ok(elsewhere) = tempfile::tempdir_in("/dev/shm") else { return eprintln!("skipped: there is no /dev/shm") };
    let mut site = Site::new();
    if fs::metadata(elsewhere.path()).unwrap().dev() == fs::metadata(site.folder.path()).unwrap().dev() {
        return eprintln!("skipped: /dev/shm is no other file system");
    }
    site.place.output = elsewhere.path().join("www");
    site.build(&lent(&many("one")));
    site.build(&lent(&many("two")));
    site.build(&[("a", "a")]);
    site.check(&[("a", "a")]);
    let left: Vec<_> = fs::read_dir(elsewhere.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["www"]);
}

#[test]
fn rights_are_those_the_user_gives_to_new_files() {
    let site = Site::new();
    fs::create_dir(site.path("plain")).unwrap();
    fs::write(site.path("plain/file"), "").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    site.build(&[("a/b", "b")]);
    assert_eq!(mode(&site.place.output.join("a/b")), mode(&site.path("plain/file")));
    assert_eq!(mode(&site.place.output.join("a")), mode(&site.path("plain")));
    // A folder that was given other rights keeps them, and is therefore not swapped.
    fs::set_permissions(&site.place.output, fs::Permissions::from_mode(0o2770)).unwrap();
    site.build(&lent(&many("one")));
    assert_eq!(mode(&site.place.output) & 0o7777, 0o2770);
}

/// The variable that tells this very program, started once more, where to build.
const CHILD: &str = "SARE_TEST_BUILDS_IN";

/// In the child: builds one site after the other until it is killed.
#[test]
fn child_builds_until_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    let place = place(Path::new(&folder));
    for round in round_in(&place).map_or(0, |round| round + 1).. {
        let pages = round_of(round);
        let staging = Staging::open(&place, Manifest::load(&place).unwrap()).unwrap();
        pages.iter().for_each(|(path, text)| staging.put(path, text.as_bytes()).unwrap());
        assert!(matches!(staging.commit().unwrap(), Outcome::Done(_)));
    }
}

/// The pages of a round: every second one changes much, and every page says which round it is of.
fn round_of(round: usize) -> Vec<(String, String)> {
    let mut pages: Vec<_> =
        (0..300).map(|at| (format!("things/{at}/index.html"), format!("{}", if round % 4 < 2 { round / 2 } else { 0 }))).collect();
    pages.truncate(300 - round % 7);
    pages.extend((0..20).map(|at| (format!("round/{round}/{at}.html"), format!("{round}"))));
    pages.push(("round.txt".to_owned(), round.to_string()));
    pages
}

/// The round that the output is of, once there is one.
fn round_in(place: &OutputPlace) -> Option<usize> {
    fs::read_to_string(place.output.join("round.txt")).ok()?.parse().ok()
}

#[test]
fn a_killed_build_leaves_a_whole_site() {
    let site = Site::new();
    let mut recovered = Vec::new();
    for attempt in 0..25 {
        let before = round_in(&site.place);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_builds_until_killed"])
            .env(CHILD, site.folder.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        // Once the child has finished a round it is somewhere in the next, and further on with each attempt.
        while round_in(&site.place).is_none_or(|round| Some(round) == before) {
            assert_eq!(child.try_wait().unwrap(), None, "the child ended by itself");
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(Duration::from_micros(1500 * attempt));
        child.kill().unwrap();
        child.wait().unwrap();
        recovered.push(recover(&site.place).unwrap());
        let round = round_in(&site.place).unwrap();
        assert_eq!(files(&site.place.output), round_of(round).into_iter().collect(), "after attempt {attempt}");
        site.check_tidy();
    }
    let count = |wanted| recovered.iter().filter(|recovered| **recovered == wanted).count();
    eprintln!("{} builds were completed, {} cleared", count(Recovered::Completed), count(Recovered::Cleared));
    assert!(count(Recovered::Nothing) < 25, "no build was interrupted");
}

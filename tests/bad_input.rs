//! Whatever is typed, dropped or interrupted: the program says what is wrong and ends, and what is published stays as it was.

#[path = "support/site.rs"]
#[expect(dead_code, reason = "other tests copy sites")]
mod site;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use site::{output_of, put};
use tempfile::TempDir;

/// Far more than any of these takes in a debug build on a busy machine: what is over it hangs.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many a million is: a debug build is slower by about that much.
const MILLION: usize = if cfg!(debug_assertions) { 50_000 } else { 1_000_000 };

const FRONT: &str = "+++\ntitle = \"T\"\n+++\n";

/// A small site that is built, before something bad happens to it.
struct Trial {
    folder: TempDir,
    published: BTreeMap<String, Vec<u8>>,
}

/// What the program said.
struct Said {
    status: Option<i32>,
    errors: String,
}

impl Trial {
    fn new() -> Trial {
        let folder = tempfile::tempdir().expect("there is room for a temporary folder");
        let mut trial = Trial { folder, published: BTreeMap::new() };
        trial.put("sare.toml", "title = \"T\"\nlanguages = [\"en\", \"eu\"]\n");
        trial.put("content/index.md", format!("{FRONT}Two hubs.\n"));
        trial.put("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\n+++\nA hub.\n");
        let said = trial.sare(&["build"]);
        assert_eq!(said.status, Some(0), "{}", said.errors);
        trial.published = output_of(trial.root());
        trial
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    fn put(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        put(&path, bytes.as_ref());
    }

    fn sare(&self, words: &[&str]) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
        run(command.current_dir(self.root()).args(words))
    }

    /// Builds, and expects to be told `expected` with this status, in reasonable length, and the output to be what it was.
    fn fails(&self, status: i32, expected: &str) {
        self.ends(&[status], expected);
    }

    fn ends(&self, statuses: &[i32], expected: &str) -> Said {
        let said = self.sare(&["build"]);
        assert!(said.status.is_some_and(|status| statuses.contains(&status)), "{:?}: {}", said.status, beginning(&said.errors));
        assert!(said.errors.contains(expected), "`{expected}` is not in: {}", beginning(&said.errors));
        assert!(said.errors.len() < 2_000_000, "{} bytes were said", said.errors.len());
        if said.status != Some(0) {
            assert!(output_of(self.root()) == self.published, "the output was changed");
        }
        said
    }
}

/// Runs the program with a time limit, and sees that it ends by itself and without a panic.
fn run(command: &mut Command) -> Said {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program can be run");
    let mut pipe = child.stderr.take().expect("it is piped");
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).map(|_| String::from_utf8_lossy(&bytes).into_owned())
    });
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().expect("it can be killed");
            panic!("{command:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let errors = reader.join().expect("it reads").expect("it can be read");
    assert!(!errors.contains("panicked") && !errors.contains("overflowed"), "{}", beginning(&errors));
    assert!(status.code().is_some(), "{status:?}: {}", beginning(&errors));
    Said { status: status.code(), errors }
}

fn beginning(text: &str) -> String {
    text.chars().take(1_500).collect()
}

/// One file of a site, and what is said about it.
fn check(path: &str, bytes: impl AsRef<[u8]>, expected: &str) {
    let trial = Trial::new();
    trial.put(path, bytes);
    trial.fails(1, expected);
}

#[test]
fn what_is_no_text_is_told_by_its_first_bad_byte() {
    let latin = b"+++\ntitle = \"Espa\xf1a\"\n+++\n";
    check("content/hubs/x.md", latin, "byte 17, on line 2, is `f1`, which is `\u{f1}` in Windows-1252");
    check("content/hubs/x.md", b"+++\ntitle = \"\x93T\x94\"\n+++\n", "`93`, which is `\u{201c}` in Windows-1252");
    check("content/hubs/x.csv", b"id,title\na,\xff\xff\n", "byte 11, on line 2, is `ff`");
    let utf_16 = |mark: &[u8]| mark.iter().copied().chain(FRONT.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
    check("content/hubs/x.md", utf_16(&[0xff, 0xfe]), "written in UTF-16");
    check("content/hubs/x.md", utf_16(&[]), "written in UTF-16");
    check("content/hubs/x.md", format!("{FRONT}a\0b"), "byte 21, on line 4, is `00`");
    check("content/hubs/x.md", [0; 5_000], "this file is no text");
    check("sare.toml", b"title = \"\xf1\"", "this file is not UTF-8");
    check("kinds/hub.toml", b"label = \"a\xf1\"", "this file is not UTF-8");
}

#[test]
fn marks_and_line_breaks_of_other_systems_are_accepted() {
    let trial = Trial::new();
    trial.put("content/index.md", format!("{FRONT}Welcome.\n"));
    trial.put("content/hubs/x.md", "\u{feff}+++\r\ntitle = \"X\"\r\n+++\r\nSee [[bdih]].\r\n\r\n| a |\r\n|---|\r\n| b |\r\n");
    trial.put("content/hubs/y.csv", "\u{feff}id,title\r\nz,\"Z\r\nz\"\r\n");
    trial.put("sare.toml", "\u{feff}title = \"T\"\r\nlanguages = [\"en\", \"eu\"]\r\n");
    let said = trial.ends(&[0], "");
    assert_eq!(said.errors, "");
}

#[test]
fn a_huge_file_is_refused() {
    let trial = Trial::new();
    let file = std::fs::File::create(trial.path("content/hubs/x.md")).expect("it can be made");
    file.set_len(100 << 20).expect("it may have holes");
    trial.fails(1, "longer than 64 MB");
}

#[test]
fn deep_nesting_is_refused() {
    let deep = |open: &str, close: &str| format!("{FRONT}{}x{}\n", open.repeat(10_000), close.repeat(10_000));
    for (open, close) in [("> ", ""), ("- ", ""), ("1. ", ""), ("**a ", "b** ")] {
        check("content/hubs/x.md", deep(open, close), "nested more than 100 deep");
    }
    check("content/hubs/x.md", deep("<div>", "</div>"), "nested more than 100 deep");
    let sanitised = Trial::new();
    sanitised.put("sare.toml", "title = \"T\"\nlanguages = [\"en\"]\nraw_html = true\n");
    sanitised.put("content/hubs/x.md", deep("<div>", "</div>"));
    sanitised.fails(1, "nested more than 100 deep");
    // These are words, however often they are repeated.
    for (open, close) in [("[", ""), ("[", "]"), ("[a", "](b)"), ("![", "](b)"), ("[[", "]]"), ("*", ""), ("`", ""), ("~~a ", "")] {
        let trial = Trial::new();
        trial.put("content/hubs/x.md", deep(open, close));
        trial.ends(&[0, 1], "");
    }
    for deep in ["[".repeat(10_000), "{a=".repeat(10_000), format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000))] {
        check("content/hubs/x.toml", format!("title = \"T\"\nfrom = {deep}"), "broken-front-matter");
    }
    check("content/hubs/x.toml", format!("title = \"T\"\n{}b = 1", "a.".repeat(10_000)), "broken-front-matter");
    check("themes/eko/strings/en/x.ftl", format!("x = {}", "{".repeat(10_000)), "nested more than 50 deep");
}

#[test]
fn a_flood_of_faults_is_told_in_part() {
    check("content/hubs/x.md", format!("{FRONT}{}", "[[nobody]] ".repeat(MILLION)), "more like this in this file are left out");
    check("content/hubs/x.md", format!("{FRONT}{}", "[^n]\n".repeat(MILLION / 4)), "more like this in this file are left out");
    // For this one a near name is known.
    check("content/hubs/x.md", format!("{FRONT}{}", "[[bdhi]] ".repeat(MILLION)), "more like this in this file are left out");
    let many = |line: fn(usize) -> String| (0..MILLION / 10).map(line).collect::<String>();
    check("content/hubs/x.toml", format!("title = \"T\"\n{}", many(|at| format!("k{at} = 1\n"))), "more like this");
    check("content/hubs/x.csv", format!("id,title\n{}", "a,b\n".repeat(MILLION / 10)), "more like this");
    let trial = Trial::new();
    trial.put("content/hubs/x.md", format!("{FRONT}{}", "[[bdih]] ".repeat(MILLION)));
    assert_eq!(trial.ends(&[0], "").errors, "");
}

#[test]
fn footnotes_may_name_one_another_for_ever() {
    let count = 20_000;
    let chain = (0..count).map(|at| format!("[^{at}]: n [^{}]\n\n", (at + 1) % count)).collect::<String>();
    let trial = Trial::new();
    trial.put("content/hubs/x.md", format!("{FRONT}x[^0]\n\n{chain}"));
    assert_eq!(trial.ends(&[0], "").errors, "");
    let page = std::fs::read_to_string(trial.path("output/hubs/x/index.html")).expect("it is published");
    assert!(page.contains(&format!("id=\"note_{count}\"")) && !page.contains(&format!("id=\"note_{}\"", count + 1)));
}

#[test]
fn ids_that_no_file_system_takes_are_refused() {
    for (path, expected) in [
        ("content/hubs/CON.md", "`CON` cannot be an id"),
        ("content/hubs/con.md", "`con` cannot be an id"),
        ("content/hubs/.md", ""),
        ("content/hubs/A b.md", "such as `a-b`"),
        (&format!("content/hubs/{}.md", "a".repeat(240)), "cannot be an id"),
    ] {
        let trial = Trial::new();
        trial.put(path, FRONT);
        // A hidden file is none of the site's.
        let hidden = path.contains("/.");
        trial.ends(&[if hidden { 0 } else { 1 }], expected);
    }
    let long = "a".repeat(300);
    for (id, expected) in [("../x", "`../x` cannot be an id"), ("CON", "cannot be an id"), ("", "id"), (&*long, "cannot be an id")] {
        check("content/hubs/x.csv", format!("id,title\n{id},T\n"), expected);
    }
    check("content/hubs/x.md", "+++\ntitle = \"T\"\nredirect_from = \"/../../x/\"\n+++\n", "broken-address");
    check("content/hubs/x.md", "+++\ntitle = \"T\"\nformer_ids = [\"../../x\"]\n+++\n", "former_ids");
    check("content/hubs/x.md", "+++\ntitle = \"T\"\nimage = \"../../../../etc/passwd\"\n+++\n", "there is no image");
}

#[test]
fn links_out_of_the_site_and_in_a_round_are_not_followed() {
    let elsewhere = tempfile::tempdir().expect("there is room");
    put(&elsewhere.path().join("secret.md"), FRONT.as_bytes());
    let trial = Trial::new();
    symlink(elsewhere.path().join("secret.md"), trial.path("content/hubs/secret.md")).expect("it can be made");
    symlink(elsewhere.path(), trial.path("content/projects")).expect("it can be made");
    symlink("..", trial.path("content/hubs/round")).expect("it can be made");
    symlink("self", trial.path("content/hubs/self")).expect("it can be made");
    symlink("/dev/zero", trial.path("content/hubs/endless.md")).expect("it can be made");
    let said = trial.ends(&[0, 1], "leads out of the site");
    assert!(
        said.errors.contains("symbolic-link") && !output_of(trial.root()).keys().any(|path| path.contains("secret")),
        "{}",
        said.errors
    );
}

#[test]
fn a_pipe_is_no_file() {
    let trial = Trial::new();
    let made = Command::new("mkfifo").arg(trial.path("content/hubs/x.md")).status();
    if made.is_ok_and(|status| status.success()) {
        trial.fails(1, "this is not a file");
    }
}

/// The program as a user who may not do everything, if we are one who may; `None` where there is no such user to be had.
fn humble(trial: &Trial) -> Option<Command> {
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    if !is_root {
        return Some(Command::new(env!("CARGO_BIN_EXE_sare")));
    }
    // The program must lie where that user may go, and the site must be theirs.
    let program = trial.path("sare-program");
    std::fs::copy(env!("CARGO_BIN_EXE_sare"), &program).expect("it can be copied");
    std::fs::set_permissions(trial.root(), std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    let owned = Command::new("chown").args(["-R", "65534:65534"]).arg(trial.root()).status();
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
    let works = Command::new("setpriv").args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program).arg("--version").output();
    (owned.is_ok_and(|status| status.success()) && works.is_ok_and(|output| output.status.success())).then_some(command)
}

#[test]
fn what_may_not_be_read_or_written_is_named() {
    for (path, mode, status, expected) in [
        ("content/hubs/bdih.md", 0o000, 1, "content/hubs/bdih.md"),
        ("content/hubs", 0o000, 1, "content/hubs"),
        ("sare.toml", 0o000, 1, "sare.toml"),
        ("output", 0o555, 2, "output"),
        (".sare", 0o555, 2, ".sare"),
    ] {
        let trial = Trial::new();
        trial.put("content/hubs/new.md", FRONT);
        let Some(mut command) = humble(&trial) else { return eprintln!("skipped: no other user to run as") };
        let path = trial.path(path);
        let before = std::fs::metadata(&path).expect("it is there").permissions();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).expect("it is ours");
        if mode == 0o555 {
            // Nothing can be exchanged either.
            std::fs::set_permissions(trial.root(), std::fs::Permissions::from_mode(0o555)).expect("it is ours");
        }
        let said = run(command.arg("build").current_dir(trial.root()));
        std::fs::set_permissions(trial.root(), std::fs::Permissions::from_mode(0o755)).expect("it is ours");
        std::fs::set_permissions(&path, before).expect("it is ours");
        assert_eq!(said.status, Some(status), "{}: {}", path.display(), said.errors);
        assert!(said.errors.contains(expected) && said.errors.contains("ermission denied"), "{}", said.errors);
        assert!(output_of(trial.root()) == trial.published);
    }
}

#[test]
fn an_output_that_is_a_file_is_left_alone() {
    let trial = Trial::new();
    std::fs::remove_dir_all(trial.path("output")).expect("it is ours");
    trial.put("output", "mine");
    let said = trial.sare(&["build"]);
    assert_eq!(said.status, Some(2));
    assert!(said.errors.contains("is a file, and must be a folder"), "{}", said.errors);
    assert_eq!(std::fs::read(trial.path("output")).expect("it is there"), b"mine");
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was() {
    let folder = tempfile::tempdir().expect("there is room");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "sare-test"]).arg(folder.path()).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        return eprintln!("skipped: a small file system cannot be mounted here");
    }
    let trial = Trial::new();
    let output = folder.path().join("site");
    let words = ["build", "--output", output.to_str().expect("our paths are plain")];
    let first = trial.sare(&words);
    let before = output_files(&output);
    trial.put("content/hubs/bdih.md", "+++\ntitle = \"Another\"\n+++\n");
    put(&folder.path().join("theirs"), &[]);
    let mut theirs = std::fs::File::create(folder.path().join("theirs")).expect("it can be made");
    while theirs.write_all(&[1; 4096]).is_ok() {}
    let second = trial.sare(&words);
    let after = output_files(&output);
    drop(theirs);
    std::fs::remove_file(folder.path().join("theirs")).expect("it is ours");
    let third = trial.sare(&words);
    let mended = output_files(&output);
    let unmounted = Command::new("umount").arg(folder.path()).status();
    assert!(unmounted.is_ok_and(|status| status.success()));
    assert_eq!((first.status, second.status, third.status), (Some(0), Some(2), Some(0)), "{}{}", second.errors, third.errors);
    assert!(second.errors.contains("No space left"), "{}", second.errors);
    assert!(before == after && mended != before);
}

fn output_files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files.map(|entry| (entry.path().to_owned(), std::fs::read(entry.path()).expect("it can be read"))).collect()
}

#[test]
fn a_folder_without_a_site_is_named() {
    let folder = tempfile::tempdir().expect("there is room");
    let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
    let said = run(command.current_dir(folder.path()).arg("build"));
    assert_eq!(said.status, Some(2));
    assert!(said.errors.contains("there is no sare.toml here or above"), "{}", said.errors);
    assert_eq!(std::fs::read_dir(folder.path()).expect("it is there").count(), 0);
}

#[test]
fn broken_settings_kinds_and_themes_are_told_at_their_place() {
    check("sare.toml", "title = \"T\nlanguages", "sare.toml:1");
    check("sare.toml", "title = [[[\n", "sare.toml:1");
    check("kinds/hub.toml", "[fields.x", "kinds/hub.toml:1");
    check("themes/eko/templates/base.html", "{% block x %}", "template-fault");
    check("themes/eko/templates/base.html", "{{ 1 / 0 }}{{ nothing.there }}", "template-fault");
    check("themes/eko/templates/entity.html", "{% extends \"entity.html\" %}", "template-fault");
    check("sare.toml", "title = \"T\"\nlanguages = [\"en\", \"eu\"]\ntheme = \"../../etc\"\n", "there is no theme `../../etc`");
}

#[test]
fn two_builds_at_once_are_told_of_each_other() {
    let trial = Trial::new();
    trial.put("content/hubs/new.md", FRONT);
    let place = sare::output::OutputPlace { output: trial.path("output"), memory: trial.path(".sare") };
    let staging = sare::output::Staging::open(&place, sare::output::Manifest::default()).expect("nobody else builds");
    trial.fails(2, "another build of this site is running");
    drop(staging);
    assert_eq!(trial.sare(&["build"]).status, Some(0));
}

#[test]
fn tables_out_of_all_proportion_are_refused() {
    check("content/hubs/x.csv", format!("id,{}", "a,".repeat(MILLION)), "more than 1000 columns");
    check(
        "content/hubs/x.csv",
        format!("id,{}", (0..MILLION / 10).map(|at| format!("h{at},")).collect::<String>()),
        "more than 1000 columns",
    );
    check("content/hubs/x.csv", format!("id,title\na,{}", "b,".repeat(MILLION)), "cells, and there are 2 headings");
    check("content/hubs/x.csv", format!("id,title\na,\"{}", "b".repeat(MILLION)), "never closed");
}

/// A workbook of one sheet, made by hand, so that it may lie about itself.
fn workbook(shared: &str, sheet: &str, more: usize) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                "<Relationships><Relationship Id=\"r\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships><Relationship Id=\"s\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst xmlns=\"{main}\" {shared}</sst>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).expect("memory holds it");
        zip.write_all(text.as_bytes()).expect("memory holds it");
    }
    if more > 0 {
        zip.start_file("xl/media/zeros.bin", options).expect("memory holds it");
        (0..more).for_each(|_| zip.write_all(&[0; 1 << 20]).expect("memory holds it"));
    }
    zip.finish().expect("memory holds it").into_inner()
}

const HEADINGS: &str =
    "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>title</t></is></c></row>";

#[test]
fn workbooks_that_are_not_what_they_seem_are_refused() {
    let row = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>one</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>One</t></is></c></row>";
    let good = workbook("count=\"0\" uniqueCount=\"0\">", &format!("{HEADINGS}{row}"), 0);
    let trial = Trial::new();
    trial.put("content/hubs/x.xlsx", &good);
    assert_eq!(trial.ends(&[0], "").errors, "");
    let bad = |bytes: &[u8], expected: &str| check("content/hubs/x.xlsx", bytes, expected);
    bad(&good[..good.len() / 2], "the workbook cannot be read");
    bad(b"PK\x03\x04", "the workbook cannot be read");
    bad(b"", "the workbook cannot be read");
    bad(&workbook("uniqueCount=\"0\">", HEADINGS, 300), "unpacks to more than 256 MB");
    bad(&workbook("uniqueCount=\"18446744073709551615\">", HEADINGS, 0), "more texts than it has room for");
    bad(&workbook("uniqueCount=\"99999999999\">", HEADINGS, 0), "more texts than it has room for");
    let far = "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    bad(&workbook(">", &format!("{HEADINGS}{far}"), 0), "XFD1048576 lies outside");
    let lied = "</sheetData><dimension ref=\"A1:XFD1048576\"/><sheetData>";
    let trial = Trial::new();
    trial.put("content/hubs/x.xlsx", workbook("uniqueCount=\"0\">", &format!("{lied}{HEADINGS}{row}"), 0));
    trial.ends(&[0, 1], "");
    let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    let entity = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>&c;</t></is></c></row>";
    let trial = Trial::new();
    trial.put("content/hubs/x.xlsx", workbook(">", &format!("{laughs}{HEADINGS}{entity}"), 0));
    trial.ends(&[1], "");
}

#[test]
fn open_documents_that_repeat_themselves_are_refused() {
    let sheet = |rows: &str| {
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        let content = format!(
            "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
        );
        let manifest = "<manifest:manifest></manifest:manifest>";
        for (name, text) in
            [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("META-INF/manifest.xml", manifest), ("content.xml", &content)]
        {
            zip.start_file(name, stored).expect("memory holds it");
            zip.write_all(text.as_bytes()).expect("memory holds it");
        }
        zip.finish().expect("memory holds it").into_inner()
    };
    let cell = |more: &str, text: &str| {
        format!("<table:table-cell {more} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>")
    };
    let row = |more: &str, cells: &str| format!("<table:table-row {more}>{cells}</table:table-row>");
    let headings = row("", &(cell("", "id") + &cell("", "title")));
    let last = "<table:table-cell table:number-columns-repeated=\"16382\"></table:table-cell>";
    let usual =
        headings.clone() + &row("", &(cell("", "one") + &cell("", "One") + last)) + &row("table:number-rows-repeated=\"1048574\"", last);
    let trial = Trial::new();
    trial.put("content/hubs/x.ods", sheet(&usual));
    assert_eq!(trial.ends(&[0], "").errors, "");
    let wide = row("", &cell("table:number-columns-repeated=\"16384\"", "a")).repeat(2_000);
    check("content/hubs/x.ods", sheet(&(headings.clone() + &wide)), "more than 5000000 cells");
    let high = row("table:number-rows-repeated=\"1048570\"", &(cell("", "a") + &cell("table:number-columns-repeated=\"100\"", "b")));
    check("content/hubs/x.ods", sheet(&(headings + &high)), "more than 5000000 cells");
}

//! A session whose files change one after the other says and prints what a clean start on the same files would.

#![expect(clippy::disallowed_methods, reason = "an editor writes where no stage does")]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/walk.rs"]
#[expect(dead_code, reason = "the walk of pages that are kept is another test's")]
mod walk;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use folder::Folder;
use sare::diag::Report;
use sare::diag::short::short;
use sare::session::{Edition, Look, Session};
use sare::{Options, routes::What};

/// Everything that can be seen of an edition.
#[derive(PartialEq)]
struct Seen {
    pages: BTreeMap<String, Vec<u8>>,
    said: Vec<String>,
}

fn seen(edition: &Edition) -> Seen {
    let mut report = Report::clone(edition.report());
    let mut pages = BTreeMap::new();
    for output in edition.outputs().iter().filter(|output| !matches!(output.what, What::Copy { .. })) {
        let rendered = edition.print(output);
        pages.insert(output.path.to_string(), rendered.bytes);
        report.merge(rendered.report);
    }
    Seen { pages, said: report.sorted().iter().map(|found| short(found, &edition.tree)).collect() }
}

fn check_same(session: &Session, root: &Path, step: &str) {
    let clean = Session::open(root, &[], &Options::default()).expect("the folder is there");
    let (own, clean) = (seen(&session.newest()), seen(&clean.newest()));
    assert_eq!(own.said, clean.said, "{step}");
    let differing: Vec<&String> =
        clean.pages.iter().filter(|(path, bytes)| own.pages.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
    assert!(own == clean, "{step}: these pages differ: {differing:?}");
}

#[test]
fn a_session_says_and_prints_what_a_clean_start_would() {
    let mut sites = walk::Sites::new(7);
    let mut folder = Folder::new(sites.files());
    let mut session = Session::open(folder.root(), &[], &Options::default()).expect("the folder is there");
    for step in 0..60 {
        let (edit, undo) = sites.edit();
        let mut files = sites.files();
        match sites.roll(6) {
            // A file that is half written, and then an edit that mends it and does something else.
            0 => {
                let path = files.keys().nth(sites.roll(files.len())).expect("it has files").clone();
                let text = files[&path].clone();
                files.insert(path, text[..text.floor_char_boundary(text.len() / 2)].to_owned());
            }
            1 => undo(&mut sites),
            _ => {}
        }
        let touched = folder.become_(files);
        let look = if sites.roll(4) == 0 { Look::Everywhere } else { Look::At(&touched) };
        session.look(look).expect("the folder is there");
        check_same(&session, folder.root(), &format!("step {step}, {edit}"));
    }
}

fn site() -> Folder {
    let files = [
        ("sare.toml", "title = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\", \"eu\"]\n"),
        ("themes/eko/templates/frame/footer.html", "<p>{{ site.title }}</p>"),
        ("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\n+++\nLed by [[tecnalia]].\n\n## Nodes\n\nSix.\n"),
        ("content/hubs/bdih.eu.md", "+++\n+++\nBuru: [[tecnalia]].\n"),
        ("content/organisations/tecnalia.md", "+++\ntitle = \"Tecnalia\"\n+++\nA centre.\n"),
        ("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\n"),
        ("content/reports/year/index.md", "+++\ntitle = \"Year\"\n+++\n![[bdih#nodes]]\n"),
        ("content/reports/year/first.md", "+++\ntitle = \"First\"\n+++\nOf [[gaia]].\n"),
    ];
    Folder::new(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
}

/// Makes one edit in a site of a few files, and compares; are the facts taken over as they were?
fn check_edit(path: &str, text: Option<&str>) -> bool {
    let mut folder = site();
    let mut session = Session::open(folder.root(), &[], &Options::default()).expect("the folder is there");
    let first = session.newest();
    let mut files = folder.files.clone();
    match text {
        Some(text) => files.insert(path.to_owned(), text.to_owned()),
        None => files.remove(path),
    };
    let touched = folder.become_(files);
    let edition = session.look(Look::At(&touched)).expect("the folder is there");
    let edition = edition.unwrap_or_else(|| panic!("{path}: nothing has changed"));
    assert_eq!(edition.number, 2, "{path}");
    check_same(&session, folder.root(), path);
    Arc::ptr_eq(&edition.site.kinds, &first.site.kinds)
}

#[test]
fn a_rewritten_text_is_seen_wherever_it_shows() {
    assert!(check_edit("content/hubs/bdih.md", Some("+++\ntitle = \"BDIH\"\n+++\nLed by [[gaia]] and [[gai]].\n\n## Nodes\n\nSeven.\n")));
    assert!(check_edit("content/hubs/bdih.md", Some("+++\ntitle = \"BDIH\"\n+++\n")));
    assert!(check_edit("content/organisations/gaia.md", Some("+++\ntitle = \"GAIA\"\n+++\nA cluster beside [[tecnalia]].\n")));
    assert!(check_edit("content/hubs/bdih.eu.md", Some("+++\n+++\n")));
    assert!(check_edit("content/reports/year/first.md", Some("+++\ntitle = \"First\"\n+++\nOf [[tecnalia]].\n")));
}

#[test]
fn a_changed_fact_or_file_is_seen_wherever_it_shows() {
    assert!(!check_edit("content/hubs/bdih.md", Some("+++\ntitle = \"Basque hub\"\n+++\nLed by [[tecnalia]].\n")));
    assert!(!check_edit("content/hubs/bdih.md", Some("+++\ntitle = \"BDIH\n+++\n")));
    assert!(!check_edit("content/hubs/bdih.md", None));
    assert!(!check_edit("content/hubs/new.md", Some("+++\ntitle = \"New\"\n+++\nSee [[bdih]].\n")));
    assert!(!check_edit("kinds/hub.toml", Some("label = \"Node\"\n")));
    assert!(!check_edit("sare.toml", Some("title = \"Web\"\nsources = \"optional\"\n")));
    assert!(check_edit("themes/eko/templates/frame/footer.html", Some("<p>Another foot</p>")));
    assert!(!check_edit("themes/eko/templates/entity.html", Some("{{ nothing }}")));
    assert!(!check_edit("static/robots.txt", Some("User-agent: *\n")));
}

#[test]
fn nothing_new_is_no_edition() {
    let folder = site();
    let mut session = Session::open(folder.root(), &[], &Options::default()).expect("the folder is there");
    let path = folder.root().join("content/hubs/bdih.md");
    std::fs::write(&path, std::fs::read(&path).expect("it is there")).expect("there is room");
    for look in [Look::At(&[path, folder.root().join("content/hubs/.bdih.md.swp"), folder.root().join("output/x")]), Look::Everywhere] {
        assert!(session.look(look).expect("the folder is there").is_none());
    }
}

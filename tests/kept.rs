//! A build that takes over pages from the one before writes what a clean one would; and one after which nothing has changed reads nothing.
#![expect(clippy::disallowed_methods, reason = "an editor writes where no stage does")]

#[path = "support/folder.rs"]
mod folder;
#[path = "support/memory.rs"]
mod memory;
#[path = "support/walk.rs"]
#[expect(dead_code, reason = "the walk of pages that are kept in memory is another test's")]
mod walk;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use folder::Folder;
use sare::diag::short::short;
use sare::output::{Changes, Outcome};
use sare::render::kept::Reason;
use sare::{Built, Denied, Options, Publication, Stage, build, build_in_stages};

fn built(root: &Path) -> Built {
    build(root, &Options::default()).expect("the folder is there")
}

fn changes(built: Built) -> Changes {
    match built.outcome {
        Some(Outcome::Done(changes)) => changes,
        other => panic!("{other:?}: {:?}", built.report),
    }
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let walk = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("it can be read"));
    let files = walk.filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        let below = entry.path().strip_prefix(folder).expect("it lies below").display().to_string();
        (below, std::fs::read(entry.path()).expect("it can be read"))
    };
    files.map(read).collect()
}

/// What a build from nothing writes.
fn clean(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let elsewhere = tempfile::tempdir().expect("there is room");
    for entry in walkdir::WalkDir::new(root).into_iter().filter_entry(|entry| {
        let name = entry.file_name();
        name != "output" && name != ".sare"
    }) {
        let entry = entry.expect("it can be read");
        let to = elsewhere.path().join(entry.path().strip_prefix(root).expect("it lies below"));
        match entry.file_type().is_dir() {
            true => std::fs::create_dir_all(to).expect("there is room"),
            false => drop(std::fs::copy(entry.path(), to).expect("there is room")),
        }
    }
    drop(changes(built(elsewhere.path())));
    files(&elsewhere.path().join("output"))
}

#[test]
fn what_is_taken_over_is_what_a_clean_build_would_write() {
    let mut sites = walk::Sites::new(11);
    let mut folder = Folder::new(sites.files());
    drop(changes(built(folder.root())));
    let (mut kept, mut published) = (0, 0);
    for step in 0..40 {
        let (edit, undo) = sites.edit();
        drop(folder.become_(sites.files()));
        let built = built(folder.root());
        let Some(Outcome::Done(changes)) = built.outcome else {
            undo(&mut sites);
            continue;
        };
        kept += changes.unchanged;
        published += 1;
        let (own, clean) = (files(&folder.root().join("output")), clean(folder.root()));
        let differing: Vec<&String> = clean.iter().filter(|(path, bytes)| own.get(*path) != Some(bytes)).map(|(path, _)| path).collect();
        assert!(own == clean, "step {step}, {edit}: these files differ: {differing:?}");
    }
    assert!(published > 20 && kept > published * 3, "{published} published, {kept} kept");
}

/// Texts that are faulty by themselves or beside others: what is found in one follows from what another says.
const TEXTS: [&str; 10] = [
    "A centre.\n",
    "Led by [[tecnalia]].\n\n## The lab\n\nIt is new.\n",
    "See [[tecnalia#the-lab]] and [[gaia#the-lab]].\n",
    "Made at Tecnaila, beside Ikerlna.\n",
    "They work as an ikerlna and a tecnaila.\n",
    "One is here [[gaya]].\n",
    "## The laboratory\n\n#### Deep\n\nIt lists:\n\n## More\n",
    "A [link](/hubs/bdhi/), a [file](none.pdf) and ![](none.png).\n",
    "The 2th of May was last year. {{ template }}\n",
    "![[tecnalia#the-lab]]\n",
];

#[test]
fn what_is_found_is_what_a_clean_build_finds() {
    let mut sites = walk::Sites::new(3);
    let things = ["hubs/bdih", "organisations/tecnalia", "organisations/gaia", "organisations/ikerlan", "projects/osasun"];
    let title = |path: &str| path.rsplit('/').next().unwrap_or_default().to_uppercase();
    let mut titles: BTreeMap<&str, String> = things.iter().map(|path| (*path, title(path))).collect();
    let mut texts: BTreeMap<&str, usize> = things.iter().map(|path| (*path, 0)).collect();
    let files = |titles: &BTreeMap<&str, String>, texts: &BTreeMap<&str, usize>| {
        let mut files = memory::Files::new();
        files.insert("sare.toml".into(), "title = \"Net\"\nsources = \"optional\"\n".into());
        // Enough things for more than one worker.
        let rows = (0..150).map(|row| format!("m-{row},Member {row}\n")).collect::<String>();
        files.insert("content/organisations/all.csv".into(), format!("id,title\n{rows}"));
        for (path, text) in texts {
            files.insert(format!("content/{path}.md"), format!("+++\ntitle = \"{}\"\n+++\n{}", titles[path], TEXTS[*text]));
        }
        files
    };
    let mut folder = Folder::new(files(&titles, &texts));
    let (mut found, mut published) = (0, 0);
    for step in 0..60 {
        let thing = things[sites.roll(things.len())];
        match sites.roll(8) {
            0 if step % 2 == 0 => drop(titles.insert(thing, "A \" B".into())),
            0 => drop(titles.insert(thing, format!("{} {step}", title(thing)))),
            1..=3 => drop(texts.insert(thing, 0)),
            _ => drop(texts.insert(thing, sites.roll(TEXTS.len()))),
        }
        drop(folder.become_(files(&titles, &texts)));
        let own = built(folder.root());
        let elsewhere = Folder::new(folder.files.clone());
        let clean = built(elsewhere.root());
        match own.outcome {
            Some(_) => published += 1,
            // What has errors is taken back, and the next edit begins from there.
            None => {
                texts.insert(thing, 0);
                titles.insert(thing, title(thing));
            }
        }
        let (own, clean) = (own.report.sorted(), clean.report.sorted());
        found += own.len();
        assert_eq!(own, clean, "step {step}: {thing}");
    }
    assert!(published > 30 && found > 40, "{published} published, {found} found");
}

fn site() -> Folder {
    let files = [
        ("sare.toml", "title = \"Net\"\nsources = \"optional\"\n"),
        ("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\n+++\nLed by [[tecnalia]].\n"),
        ("content/organisations/tecnalia.md", "+++\ntitle = \"Tecnalia\"\n+++\nA centre.\n"),
        ("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\nBeside [[tecnalia]].\n"),
    ];
    let folder = Folder::new(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect());
    drop(changes(built(folder.root())));
    // A file that was saved just now may be saved again unseen; soon its time tells.
    settle();
    folder
}

fn settle() {
    std::thread::sleep(Duration::from_millis(80));
}

/// Why a page is printed by the next build, or is not.
fn reason(root: &Path, page: &str) -> Reason {
    let publication = Publication { output: root.join("output"), denied: Denied::Nothing, explain: Some(page.to_owned()) };
    let built = build_in_stages(root, &Options::default(), &publication, &mut |_| {}).expect("the folder is there");
    built.explained.expect("it was asked")
}

#[test]
fn where_nothing_changed_nothing_is_read() {
    let folder = site();
    // The first build saw files too young to rely on their times.
    drop(built(folder.root()));
    let again = built(folder.root());
    assert!(again.press.is_none());
    let count = changes(again).unchanged;
    assert_eq!(count, files(&folder.root().join("output")).len());
    let page = folder.root().join("output/hubs/bdih/index.html");
    std::fs::remove_file(&page).expect("it is there");
    let mended = changes(built(folder.root()));
    assert_eq!(mended.written, ["hubs/bdih/index.html".into()]);
    assert!(page.exists());
}

#[test]
fn where_nothing_changed_the_same_is_said_again() {
    let mut folder = site();
    let mut files = folder.files.clone();
    files.insert("content/organisations/gaia.md".into(), "+++\ntitle = \"GAIA\"\n+++\nMade at Tecnaila.\n".into());
    drop(folder.become_(files.clone()));
    settle();
    // Those files are old enough for their times to be relied on.
    let said = |built: &Built| built.report.clone().sorted().iter().map(|found| short(found, &built.tree)).collect::<String>();
    let (first, again) = (built(folder.root()), built(folder.root()));
    assert!(first.press.is_some() && again.press.is_none());
    assert!(said(&first).contains("Made at Tecnaila."), "{}", said(&first));
    assert_eq!(said(&first), said(&again));
    files.insert("content/organisations/gaia.md".into(), "+++\ntitle = \"GAIA\"\n+++\nBeside [[tecnalia]].\n".into());
    drop(folder.become_(files));
    assert_eq!(built(folder.root()).report.sorted(), []);
}

#[test]
fn a_file_that_is_written_while_it_is_relied_on_is_read_again() {
    let mut folder = site();
    let (tecnalia, gaia) = ("content/organisations/tecnalia.md", "content/organisations/gaia.md");
    let publication = Publication { output: folder.root().join("output"), denied: Denied::Nothing, explain: None };
    for step in 0..3 {
        // The first build may have seen files too young to rely on their times.
        settle();
        drop(changes(built(folder.root())));
        let mut files = folder.files.clone();
        // The page of GAIA mentions Tecnalia, and is printed again from a text that is known not to have changed.
        files.insert(tecnalia.into(), format!("+++\ntitle = \"Tecnalia {step}\"\n+++\nA centre.\n"));
        drop(folder.become_(files.clone()));
        let late = format!("+++\ntitle = \"GAIA {step}\"\n+++\nBeside [[tecnalia]], late.\n");
        let mut reads = 0;
        let root = folder.root().to_owned();
        let built = build_in_stages(&root, &Options::default(), &publication, &mut |stage| match stage {
            Stage::Read => reads += 1,
            Stage::Parse if reads == 1 => std::fs::write(root.join(gaia), &late).expect("there is room"),
            _ => {}
        });
        drop(changes(built.expect("the folder is there")));
        assert_eq!(reads, 2, "it was noticed");
        assert!(self::files(&root.join("output")) == clean(&root), "step {step}");
        files.insert(gaia.into(), late);
        folder.files = files;
    }
}

#[test]
fn another_day_or_address_is_another_build() {
    let folder = site();
    drop(built(folder.root()));
    let tomorrow = Options { date: "2026-05-01".parse().expect("it is a day"), ..Options::default() };
    assert!(build(folder.root(), &tomorrow).expect("the folder is there").press.is_some());
}

#[test]
fn lost_and_damaged_memory_costs_time_alone() {
    let folder = site();
    let before = files(&folder.root().join("output"));
    for name in ["reads", "findings", "inputs"] {
        let path = folder.root().join(".sare").join(name);
        let mut bytes = std::fs::read(&path).unwrap_or_default();
        bytes.iter_mut().for_each(|byte| *byte ^= 0x55);
        std::fs::write(&path, bytes).expect("there is room");
    }
    assert!(changes(built(folder.root())).written.is_empty());
    assert_eq!(files(&folder.root().join("output")), before);
}

#[test]
fn memory_that_is_damaged_in_any_way_is_not_believed() {
    let mut folder = site();
    let damages: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.truncate(bytes.len() / 2),
        |bytes| bytes.clear(),
        |bytes| bytes.iter_mut().skip(20).step_by(64).for_each(|byte| *byte ^= 1),
        |bytes| bytes.iter_mut().enumerate().for_each(|(at, byte)| *byte = (at * 167 + 13) as u8),
        |bytes| bytes.extend_from_slice(&bytes.clone()),
    ];
    for (step, damage) in damages.iter().enumerate() {
        for (other, name) in ["reads", "findings", "said"].iter().enumerate() {
            let path = folder.root().join(".sare").join(name);
            let mut bytes = std::fs::read(&path).expect("it is remembered");
            damage(&mut bytes);
            std::fs::write(&path, bytes).expect("there is room");
            let mut files = folder.files.clone();
            files.insert("content/organisations/gaia.md".into(), format!("+++\ntitle = \"GAIA\"\n+++\nEdit {step}, {other}.\n"));
            files.insert("content/hubs/bdih.md".into(), format!("+++\ntitle = \"BDIH {step}\"\n+++\nLed by [[tecnalia]].\n"));
            drop(folder.become_(files));
            assert_eq!(built(folder.root()).report.sorted(), [], "{name}, {step}");
            assert!(self::files(&folder.root().join("output")) == clean(folder.root()), "{name}, {step}");
        }
    }
}

#[test]
fn bytes_of_any_kind_may_be_read_as_memory() {
    let mut seed = 7_u64;
    for length in 0..4000 {
        let bytes: Vec<u8> = (0..length % 300)
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                // Small numbers look like lengths, and lead deeper.
                (seed >> 56) as u8 & if length % 2 == 0 { 0x07 } else { 0xff }
            })
            .collect();
        let pages = sare::render::kept::Kept::read(&bytes).map(|kept| kept.write());
        let findings = sare::check::kept::Kept::read(&bytes).map(|kept| kept.write());
        let said = sare::syntax::kept::Kept::read(&bytes, 0).map(|kept| kept.write());
        for written in [pages, findings, said].into_iter().flatten() {
            assert!(written.len() <= bytes.len() + 64, "what is read is no more than what is there");
        }
    }
}

#[test]
fn a_page_tells_why_it_is_printed() {
    let mut folder = site();
    let page = "hubs/bdih/index.html";
    assert!(matches!(reason(folder.root(), page), Reason::Same(count) if count > 3));
    let mut files = folder.files.clone();
    files.insert("content/organisations/gaia.md".into(), "+++\ntitle = \"GAIA\"\n+++\nAlone.\n".into());
    drop(folder.become_(files.clone()));
    assert!(matches!(reason(folder.root(), page), Reason::Same(_)));
    files.insert("content/organisations/tecnalia.md".into(), "+++\ntitle = \"TECNALIA\"\n+++\nA centre.\n".into());
    drop(folder.become_(files.clone()));
    let why = reason(folder.root(), page);
    assert!(why.words().contains("`organisation/tecnalia`"), "{why:?}");
    std::fs::write(folder.root().join("output").join(page), "somebody's").expect("there is room");
    assert_eq!(reason(folder.root(), page), Reason::File);
    assert_eq!(reason(folder.root(), "no/such/page.html"), Reason::Nothing);
}

//! Changes on a real file system, seen through the real program: whatever way a file is saved, moved or taken away, what is shown in the
//! end is what is there.

#![expect(clippy::disallowed_methods, reason = "a test writes as an editor does")]

#[path = "support/served.rs"]
mod served;

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use served::{Folder, Served, wait_until};

const HUB: &str = "content/hubs/bdih.md";

fn hub(text: &str) -> String {
    format!("+++\ntitle = \"BDIH\"\n+++\n{text}\n")
}

fn served() -> (Folder, Served) {
    let folder = Folder::new();
    let served = Served::start(&folder.root, &[]);
    (folder, served)
}

#[test]
fn every_way_of_saving_is_seen() {
    let (folder, served) = served();
    folder.save(HUB, &hub("Renamed into place."));
    served.wait_for_page("/hubs/bdih/", "Renamed into place.");
    folder.write(HUB, hub("Written in place."));
    served.wait_for_page("/hubs/bdih/", "Written in place.");
    // As vim does: the old file is moved away, a new one is written, the old one is removed.
    let path = folder.root.join(HUB);
    let backup = folder.root.join("content/hubs/bdih.md~");
    fs::rename(&path, &backup).unwrap();
    fs::write(&path, hub("Saved beside a backup.")).unwrap();
    fs::remove_file(&backup).unwrap();
    served.wait_for_page("/hubs/bdih/", "Saved beside a backup.");
    // As a slow program does: in pieces, with the file held open.
    let mut file = fs::File::create(&path).unwrap();
    for piece in hub("Written bit by bit.").as_bytes().chunks(7) {
        file.write_all(piece).unwrap();
        file.sync_all().unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(file);
    served.wait_for_page("/hubs/bdih/", "Written bit by bit.");
    let longer = fs::metadata(&path).unwrap().len();
    let file = fs::OpenOptions::new().append(true).open(&path).unwrap();
    (&file).write_all(b"\nAnd a bit more.\n").unwrap();
    assert!(file.metadata().unwrap().len() > longer);
    served.wait_for_page("/hubs/bdih/", "And a bit more.");
}

#[test]
fn a_save_is_one_edition() {
    let (folder, served) = served();
    std::thread::sleep(Duration::from_millis(700));
    // A file beside it that is about to become it may be seen too, where the machine is slow between the two steps.
    let of_the_hub = || served.said.lock().unwrap().iter().filter(|line| line.contains("\"edition\"") && line.contains(HUB)).count();
    let before = of_the_hub();
    for at in 1..=3 {
        folder.save(HUB, &hub(&format!("Save {at}.")));
        served.wait_for_page("/hubs/bdih/", &format!("Save {at}."));
        folder.write(HUB, hub(&format!("Save {at} again.")));
        served.wait_for_page("/hubs/bdih/", &format!("Save {at} again."));
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(of_the_hub() - before, 6, "{:#?}", served.said.lock().unwrap());
}

#[test]
fn folders_may_be_renamed_and_a_thousand_files_come_at_once() {
    let (folder, served) = served();
    let organisation = |at: usize| format!("+++\ntitle = \"Company {at}\"\n+++\nNumber {at}.\n");
    let away = folder.root.join("../away");
    fs::create_dir_all(&away).unwrap();
    for at in 0..1000 {
        fs::write(away.join(format!("c{at}.md")), organisation(at)).unwrap();
    }
    // A folder that is moved in whole, and then files that are written one after the other, as by a checkout.
    fs::rename(&away, folder.root.join("content/projects")).unwrap();
    served.wait_for_page("/projects/c999/", "Number 999.");
    let before = served.editions();
    for at in 0..1000 {
        folder.write(&format!("content/projects/c{at}.md"), organisation(at).replace("Number", "Changed"));
    }
    for at in [0, 500, 999] {
        served.wait_for_page(&format!("/projects/c{at}/"), &format!("Changed {at}."));
    }
    let editions = served.editions() - before;
    assert!(editions < 20, "a thousand saves were {editions} editions");
    fs::rename(folder.root.join("content/projects"), folder.root.join("content/programmes")).unwrap();
    served.wait_for_page("/programmes/c999/", "Changed 999.");
    assert_eq!(served.get("/projects/c999/").status, 404);
    folder.save("content/programmes/c7.md", &organisation(7).replace("Number", "Still watched"));
    served.wait_for_page("/programmes/c7/", "Still watched 7.");
}

#[test]
fn new_folders_are_watched_from_the_start() {
    let (folder, served) = served();
    for round in 0..5 {
        let kind = ["projects", "places", "topics", "assets", "people"][round];
        folder.write(&format!("content/{kind}/one.md"), format!("+++\ntitle = \"One of {kind}\"\n+++\nFirst.\n"));
        folder.write(&format!("content/{kind}/two.md"), format!("+++\ntitle = \"Two of {kind}\"\n+++\nSecond.\n"));
        served.wait_for_page(&format!("/{kind}/two/"), "Second.");
        folder.save(&format!("content/{kind}/one.md"), &format!("+++\ntitle = \"One of {kind}\"\n+++\nChanged.\n"));
        served.wait_for_page(&format!("/{kind}/one/"), "Changed.");
    }
}

#[test]
fn saves_during_a_look_are_not_lost() {
    let (folder, served) = served();
    for at in 0..300 {
        folder.save(HUB, &hub(&format!("State {at}.")));
        if at % 7 == 0 {
            std::thread::sleep(Duration::from_millis(at % 11));
        }
    }
    folder.save(HUB, &hub("The last state."));
    served.wait_for_page("/hubs/bdih/", "The last state.");
}

#[test]
fn content_may_be_taken_away_and_come_back() {
    let (folder, served) = served();
    let content = folder.root.join("content");
    let aside = folder.root.join("aside");
    for round in 0..3 {
        fs::rename(&content, &aside).unwrap();
        wait_until(|| (served.get("/hubs/bdih/").status == 404).then_some(()), || "the page stays".into());
        fs::rename(&aside, &content).unwrap();
        served.wait_for_page("/hubs/bdih/", "Led by");
        folder.save(HUB, &hub(&format!("Led by others in round {round}.")));
        served.wait_for_page("/hubs/bdih/", &format!("round {round}."));
    }
    fs::remove_dir_all(&content).unwrap();
    wait_until(|| (served.get("/hubs/bdih/").status == 404).then_some(()), || "the page stays".into());
    folder.write("content/index.md", "+++\ntitle = \"Home\"\n+++\nAgain.\n");
    folder.write(HUB, hub("Written anew."));
    served.wait_for_page("/hubs/bdih/", "Written anew.");
}

#[test]
fn the_site_itself_may_be_moved_away_and_come_back() {
    let (folder, served) = served();
    let aside = folder.root.with_extension("aside");
    fs::rename(&folder.root, &aside).unwrap();
    std::thread::sleep(Duration::from_millis(1_200));
    assert_eq!(served.get("/hubs/bdih/").status, 200, "what was shown stays");
    fs::rename(&aside, &folder.root).unwrap();
    std::thread::sleep(Duration::from_millis(1_200));
    folder.save(HUB, &hub("After the move."));
    served.wait_for_page("/hubs/bdih/", "After the move.");
}

#[test]
fn settings_kinds_themes_and_data_count_like_content() {
    let (folder, served) = served();
    folder.save("sare.toml", "title = \"Another net\"\nsources = \"optional\"\nlanguages = [\"en\"]\n");
    served.wait_for_page("/", "Another net");
    folder.write("kinds/hub.toml", "plural = \"Knots\"\n");
    served.wait_for_page("/hubs/", "Knots");
    folder.write("content/organisations/members.csv", "id,title\nzirkel,Zirkel\n");
    served.wait_for_page("/organisations/zirkel/", "Zirkel");
    folder.save("content/organisations/members.csv", "id,title\nzirkel,Zirkel and sons\n");
    served.wait_for_page("/organisations/zirkel/", "Zirkel and sons");
    folder.write("themes/eko/strings/en/own.ftl", "made-with = Made by hand\n");
    folder.write("static/hello.txt", "one");
    wait_until(|| (served.get("/hello.txt").text() == "one").then_some(()), || "it is not served".into());
    folder.write("themes/eko/assets/prose.css", "p { color: red }\n");
    let page = served.wait_for_page("/", "/assets/styles.");
    let sheet = wait_until(
        || {
            let page = served.get("/").text();
            let at = page.find("/assets/styles.")?;
            Some(page[at..].split('"').next()?.to_owned()).filter(|sheet| served.get(sheet).text().contains("color: red"))
        },
        || page.clone(),
    );
    assert!(sheet.ends_with(".css"));
}

#[test]
fn a_broken_save_leaves_the_last_good_page() {
    let (folder, served) = served();
    folder.save(HUB, &hub("A good text."));
    served.wait_for_page("/hubs/bdih/", "A good text.");
    let own = |served: &Served| served.get("/__sare/report.json?path=/hubs/bdih/").json()["page"].as_array().map_or(0, Vec::len);
    for broken in ["", "+++\ntitle = \"BDIH\"\nA half-written", "+++\ntitle = = 3\n+++\nText.\n", "no front matter"] {
        folder.save(HUB, broken);
        wait_until(|| (own(&served) > 0).then_some(()), || format!("nothing is wrong with {broken}"));
        for path in ["/hubs/bdih/", "/es/hubs/bdih/"] {
            let page = served.get(path);
            assert!(page.status == 200 && page.text().contains("A good text."), "{path} with {broken:?}: {}", page.text());
        }
        assert_eq!(served.get("/hubs/").status, 200);
        folder.save("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\nA cluster with a new text.\n");
        served.wait_for_page("/organisations/gaia/", "new text");
        assert!(served.get("/hubs/bdih/").text().contains("A good text."), "an edit elsewhere does not take it away");
        folder.save(HUB, &hub("A good text."));
        wait_until(|| (own(&served) == 0).then_some(()), || "it stays broken".into());
    }
    folder.save(HUB, "+++\ntitle = \"BDIH\"\ndraft = true\n+++\nA good text.\n");
    wait_until(|| (served.get("/hubs/bdih/").status == 404).then_some(()), || "a draft is no fault".into());
    folder.save(HUB, &hub("Back."));
    served.wait_for_page("/hubs/bdih/", "Back.");
    fs::remove_file(folder.root.join(HUB)).unwrap();
    wait_until(|| (served.get("/hubs/bdih/").status == 404).then_some(()), || "what is removed is gone".into());
}

#[test]
fn a_broken_template_leaves_the_last_good_pages() {
    let (folder, served) = served();
    let good = served.get("/organisations/gaia/").text();
    for path in ["thing.html", "base.html", "page.html", "layout.html"] {
        let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/eko/templates").join(path);
        if !built_in.exists() {
            continue;
        }
        folder.write(&format!("themes/eko/templates/{path}"), "{% if %}{{ nothing.at.all }}");
        let report = || served.get("/__sare/report.json?path=/hubs/bdih/").json();
        wait_until(|| report()["page"].as_array().filter(|page| !page.is_empty()).map(|_| ()), || format!("{path}: {}", report()));
        let page = served.get("/hubs/bdih/");
        assert!(page.status == 200 && page.text().contains("Led by"), "{path}: {}", page.text());
        assert_eq!(served.get("/organisations/gaia/").text(), good, "{path}");
        fs::remove_file(folder.root.join("themes/eko/templates").join(path)).unwrap();
        wait_until(|| report()["page"].as_array().filter(|page| page.is_empty()).map(|_| ()), || format!("{path}: {}", report()));
    }
}

#[test]
fn a_site_that_is_broken_from_the_start_is_shown_as_far_as_it_goes() {
    let folder = Folder::new();
    folder.write(HUB, "");
    folder.write("content/organisations/gaia.md", "+++\ntitle = \"GAIA\"\n+++\nSee [[nobody-at-all]].\n");
    let served = Served::start(&folder.root, &[]);
    assert_eq!(served.get("/organisations/gaia/").status, 200);
    let report = served.get("/__sare/report.json?path=/hubs/bdih/").json();
    assert_eq!(report["page"][0]["file"], HUB);
    folder.save(HUB, &hub("Mended."));
    served.wait_for_page("/hubs/bdih/", "Mended.");
}

#[test]
fn browsers_are_told() {
    let (folder, served) = served();
    let mut stream = served.connect();
    stream.write_all(format!("GET /__sare/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut next = |wanted: &str| -> Value {
        loop {
            let line = lines.next().expect("the stream goes on");
            if line == format!("event: {wanted}") {
                lines.next();
                let data = lines.next().expect("an event has data");
                return serde_json::from_str(data.strip_prefix("data: ").expect("it is data")).expect("it is JSON");
            }
        }
    };
    let first = next("hello")["number"].as_u64().unwrap();
    folder.save(HUB, &hub("See [[nobody-at-all]]."));
    let edition = next("edition");
    assert_eq!(edition["number"], first + 1);
    assert_eq!(edition["changed"][0], HUB);
    assert!(edition["styles"].as_array().is_some_and(|styles| styles.iter().all(|style| style.as_str().unwrap().ends_with(".css"))));
    let report = next("report");
    assert_eq!((report["number"].as_u64(), report["errors"].as_u64()), (Some(first + 1), Some(1)));
    folder.save(HUB, &hub("See [[gaia]]."));
    while next("report")["errors"] != 0 {}
}

#[test]
fn polling_sees_it_too() {
    let folder = Folder::new();
    let served = Served::start(&folder.root, &["--poll"]);
    folder.save(HUB, &hub("Seen by polling."));
    served.wait_for_page("/hubs/bdih/", "Seen by polling.");
    fs::rename(folder.root.join("content/organisations"), folder.root.join("content/assets")).unwrap();
    served.wait_for_page("/assets/gaia/", "A cluster.");
    folder.save(HUB, &hub("Seen once more."));
    served.wait_for_page("/hubs/bdih/", "Seen once more.");
}

#[test]
fn what_is_shown_is_what_is_published() {
    let (folder, served) = served();
    folder.write("static/data.csv", "a,b\n1,2\n");
    folder.write("content/figures/share.toml", "title = \"Share\"\nunit = \"percent\"\n\n[[observations]]\nvalue = 23\n");
    folder.save(HUB, &hub("It was [[share]]."));
    served.wait_for_page("/hubs/bdih/", "It was");
    served.wait_for_page("/data.csv", "1,2");
    let built = Served::run(&folder.root, &["build", "--date", "2026-06-01"]);
    built.wait_for(|lines| lines.iter().any(|line| line.starts_with("built ")).then_some(()));
    let output = folder.root.join("output");
    let mut compared = 0;
    for entry in walkdir::WalkDir::new(&output).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let path = entry.path().strip_prefix(&output).unwrap().to_str().unwrap();
        if path.starts_with('.') {
            continue;
        }
        let shown = served.get(&format!("/{path}")).text().replace("<script src=\"/__sare/preview.js\" defer></script>", "");
        let published = fs::read(entry.path()).unwrap();
        assert!(shown == String::from_utf8_lossy(&published), "{path} differs");
        compared += 1;
    }
    assert!(compared > 15, "{compared}");
}

#[test]
fn a_picture_that_is_replaced_by_one_as_long_is_a_change() {
    let (folder, served) = served();
    folder.write("static/logo.png", "one");
    wait_until(|| (served.get("/logo.png").text() == "one").then_some(()), || "it is not served".into());
    let before = served.editions();
    folder.save("static/logo.png", "two");
    served.wait_for(|lines| lines.iter().rfind(|line| line.contains("\"changed\":[\"static/logo.png\"]")).cloned());
    wait_until(|| (served.editions() > before).then_some(()), || "nobody is told".into());
    assert_eq!(served.get("/logo.png").text(), "two");
}

#[test]
fn nothing_is_done_while_nothing_happens() {
    let (_folder, served) = served();
    std::thread::sleep(Duration::from_millis(2_500));
    let ticks = || -> u64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", served.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    let before = ticks();
    std::thread::sleep(Duration::from_secs(2));
    assert!(ticks() - before <= 1, "an idle preview takes {} ticks in two seconds", ticks() - before);
}

#[test]
fn a_build_goes_on() {
    let folder = Folder::new();
    let served = Served::run(&folder.root, &["build", "--watch", "--date", "2026-06-01"]);
    served.wait_for_words("waiting for changes");
    let page = folder.root.join("output/hubs/bdih/index.html");
    let says = |words: &'static str| {
        let has = || fs::read_to_string(&page).is_ok_and(|page| page.contains(words)).then_some(());
        wait_until(has, || format!("no `{words}` in {}: {}", page.display(), served.muttered.lock().unwrap()));
    };
    says("Led by");
    folder.save(HUB, &hub("A new text."));
    says("A new text.");
    folder.save(HUB, &hub("See [[nobody-at-all]]."));
    served.wait_for_words("unknown-mention");
    says("A new text.");
    folder.save(HUB, &hub("See [[gaia]]."));
    served.wait_for_words("all mended");
    says("organisations/gaia/");
    let told = served.muttered.lock().unwrap().clone();
    assert!(!told.contains(" changed: "), "a pipe is told of no single change: {told}");
    let start = Instant::now();
    assert_eq!(served.end(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_slip_in_the_settings_changes_nothing_on_display() {
    let (folder, served) = served();
    folder.save("sare.toml", "title = \"Net\"\nsources = \"optional\"\nlanguages = [\"en\", \"eu\"]\n");
    served.wait_for_page("/eu/", "Net");
    folder.save("sare.toml", "title = \"Other\"\nsources = \"optional\"\nlanguages = [en\", \"eu\"]\n");
    folder.save(HUB, &hub("A new text."));
    std::thread::sleep(Duration::from_millis(1_200));
    assert_eq!(served.get("/eu/").status, 200, "a language is not lost for a lost quote");
    assert!(!served.get("/").text().contains("Other"));
    folder.save("sare.toml", "title = \"Other\"\nsources = \"optional\"\nlanguages = [\"en\", \"eu\"]\n");
    served.wait_for_page("/eu/", "Other");
    served.wait_for_page("/hubs/bdih/", "A new text.");
}

#[test]
fn the_terminal_tells_each_thing_once() {
    let folder = Folder::new();
    // What a terminal is told without being asked.
    let mut served = Served::run(&folder.root, &["serve", "-v", "--port", "0", "--date", "2026-06-01"]);
    served.wait_for_words("http://127.0.0.1:");
    let address = served.muttered.lock().unwrap().lines().find_map(|line| line.strip_prefix("http://127.0.0.1:").map(str::to_owned));
    served.port = address.and_then(|rest| rest.trim_end_matches('/').parse().ok()).expect("it says its port");
    folder.save(HUB, &hub("See [[nobody-at-all]]."));
    served.wait_for_words("nothing is called `nobody-at-all`");
    folder.save(HUB, &hub("More. See [[nobody-at-all]]."));
    wait_until(|| (served.muttered.lock().unwrap().matches("bdih.md changed").count() == 2).then_some(()), || "it is not told".into());
    folder.save(HUB, &hub("Fine."));
    served.wait_for_words("all mended");
    let mut stream = served.connect();
    stream.write_all(format!("GET /__sare/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", served.port).as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    assert!(lines.any(|line| line == "event: hello"));
    folder.save(HUB, &hub("Looked at."));
    assert!(lines.any(|line| line == "event: edition"));
    assert_eq!(served.get("/hubs/bdih/").status, 200);
    served.wait_for_words("shown at /hubs/bdih/");
    let told = served.muttered.lock().unwrap().clone();
    assert_eq!(told.matches("nothing is called").count(), 1, "{told}");
    assert!(!told.contains('\u{1b}') && !told.contains('\r'), "{told}");
    assert!(served.said.lock().unwrap().is_empty(), "standard output is for programs");
}

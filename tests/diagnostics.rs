//! What is said of a site in every form, mended, denied, allowed and explained, as a user meets it.

#[path = "support/expect.rs"]
mod expect;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use expect::{difference, updating, write};
use serde_json::Value;

/// A site with two things, and a few mistakes of several kinds: some certain to mend, one warning that is allowed and one that is not.
const SITE: &[(&str, &str)] = &[
    (
        "sare.toml",
        "title = \"Mistakes\"\nsources = \"optional\"\n\n[[allow]]\ncode = \"raw-html\"\nfile = \"content/about.md\"\nreason = \"as it was sent to us\"\n",
    ),
    ("content/about.md", "+++\ntitle = \"About\"\n+++\nA <b>bold</b> word.\n"),
    (
        "content/organisations/tecnalia.md",
        "+++\ntitle = \"Tecnalia\"\nfoundde = 2001\ntype = \"compnay\"\n+++\n## How to read it\n\nSlowly.\n",
    ),
    ("content/organisations/members.csv", "id,title,member_of\ngaia,\"Asociación, \"\"GAIA\"\"\",bdhi\ntecnalia,Tecnalia,\n"),
    (
        "content/hubs/bdih.md",
        "\u{feff}+++\r\ntitle = \"BDIH\"\r\nowner = 100\r\n+++\r\nMañana, 100%: [[Tecnalai|the lab]] and [[nobody]].[^1]\r\n\r\n![[tecnalia#how-to-raed-it]] \u{1b}[31m<i>\r\n",
    ),
];

#[test]
fn each_form_says_the_same() {
    let site = site(SITE);
    let mut failures = Vec::new();
    for (words, name) in [
        (&["check"][..], "human.txt"),
        (&["check", "--format", "short"], "short.txt"),
        (&["check", "--format", "json"], "json.txt"),
        (&["check", "--format", "github"], "github.txt"),
        (&["check", "--format", "sarif"], "sarif.json"),
        (&["check", "--max", "2"], "max.txt"),
    ] {
        let output = sare(site.path(), words);
        assert_eq!(output.status.code(), Some(1), "{words:?}");
        let is_human = !words.contains(&"--format");
        let (said, silent) = if is_human { (&output.stderr, &output.stdout) } else { (&output.stdout, &output.stderr) };
        assert!(silent.is_empty(), "{words:?}: {}", text(silent));
        assert!(!said.contains(&0x1b), "{words:?} hands on what could steer a terminal");
        compare(name, &text(said), &mut failures);
    }
    assert!(failures.is_empty(), "{}\nUPDATE=1 rewrites what is expected", failures.join("\n"));
}

#[test]
fn a_build_says_it_in_the_same_forms() {
    let site = site(SITE);
    let of = |task: &str| text(&sare(site.path(), &[task, "--format", "json"]).stdout);
    assert_eq!(of("build"), of("check"));
    assert!(!site.path().join("output").exists());
}

#[test]
fn a_clean_site_prints_nothing_for_programs_but_a_log() {
    let site = site(&SITE[..2]);
    for format in ["short", "json", "github"] {
        let output = sare(site.path(), &["build", "--format", format]);
        assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(0), String::new(), String::new()));
    }
    let log = json(&sare(site.path(), &["check", "--format", "sarif"]).stdout);
    assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "as it was sent to us");
}

#[test]
fn every_line_of_json_has_the_agreed_keys() {
    let site = site(SITE);
    let said = text(&sare(site.path(), &["check", "--format", "json"]).stdout);
    assert!(said.lines().count() > 5);
    for line in said.lines() {
        let object = json(line.as_bytes());
        for key in ["code", "severity", "message", "file"] {
            assert!(object[key].is_string(), "{key}: {line}");
        }
        for key in ["line", "column", "end_line", "end_column"] {
            assert!(object[key].as_u64().is_some_and(|number| number > 0), "{key}: {line}");
        }
        assert!(object["help"].is_string() || object["help"].is_null(), "{line}");
    }
}

/// The properties that the schema of SARIF 2.1.0 requires, and the references between them.
#[test]
fn the_log_is_sarif() {
    let site = site(SITE);
    let log = json(&sare(site.path(), &["check", "--format", "sarif"]).stdout);
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1);
    let driver = &runs[0]["tool"]["driver"];
    assert_eq!((&driver["name"], &runs[0]["columnKind"]), (&"sare".into(), &"unicodeCodePoints".into()));
    let rules = driver["rules"].as_array().unwrap();
    for rule in rules {
        assert!(rule["id"].is_string() && rule["help"]["text"].is_string() && rule["shortDescription"]["text"].is_string());
    }
    for result in runs[0]["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()) && result["message"]["text"].is_string());
        for place in result["locations"].as_array().unwrap() {
            let region = &place["physicalLocation"]["region"];
            assert!(place["physicalLocation"]["artifactLocation"]["uri"].is_string() && region["startLine"].as_u64() > Some(0));
        }
        for fix in result["fixes"].as_array().into_iter().flatten() {
            for change in fix["artifactChanges"].as_array().unwrap() {
                assert!(change["artifactLocation"]["uri"].is_string());
                assert!(!change["replacements"].as_array().unwrap().is_empty());
                assert!(change["replacements"][0]["deletedRegion"]["startLine"].is_u64());
            }
        }
    }
}

#[test]
fn code_hosts_are_told_the_way_from_where_it_was_started() {
    let outer = tempfile::tempdir().unwrap();
    lay(&outer.path().join("my site"), SITE);
    let said = text(&sare(outer.path(), &["check", "--root", "my site", "--format", "github"]).stdout);
    assert!(said.starts_with("::error file=my site/content/hubs/bdih.md,line="), "{said}");
    let log = json(&sare(outer.path(), &["check", "--root", "my site", "--format", "sarif"]).stdout);
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20site/content/hubs/bdih.md");
}

#[test]
fn what_is_certain_is_mended_and_the_rest_is_said() {
    let site = site(SITE);
    let root = site.path();
    let output = sare(root, &["check", "--fix"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(said.starts_with("mended content/hubs/bdih.md:5:15: nothing is called `Tecnalai` [unknown-mention]\n"), "{said}");
    assert!(said.contains("\nmended 5 mistakes in 3 files\n"), "{said}");
    assert!(said.contains("nobody") && !said.contains("can be mended"), "{said}");
    let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap();
    // The byte order mark and the line ends are as they were.
    let expected = SITE[4].1.replace("Tecnalai|", "tecnalia|").replace("how-to-raed-it", "how-to-read-it");
    assert_eq!(read("content/hubs/bdih.md"), expected);
    assert_eq!(read("content/organisations/tecnalia.md"), SITE[2].1.replace("foundde", "founded").replace("compnay", "company"));
    assert_eq!(read("content/organisations/members.csv"), SITE[3].1.replace("bdhi", "bdih"));
    assert_eq!(read("content/about.md"), SITE[1].1);
    let left: Vec<String> =
        walkdir::WalkDir::new(root).into_iter().map(|entry| entry.unwrap().file_name().to_string_lossy().into()).collect();
    assert!(!left.iter().any(|name| name.starts_with(".sare-")), "{left:?}");
    let again = sare(root, &["check", "--fix", "--format", "json"]);
    assert!(!text(&again.stderr).contains("mended"), "{}", text(&again.stderr));
}

#[test]
fn every_slip_of_a_known_name_is_mended() {
    let before: &[(&str, &str)] = &[
        (
            "sare.toml",
            "title = \"Mistakes\"\nsources = \"optionl\"\nlangauges = [\"en\", \"es\"]\n\n[[allow]]\ncode = \"raw-hmtl\"\nreason = \"x\"\n",
        ),
        ("content/media/Portrait.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path d=\"M0 0h4v3z\"/></svg>"),
        (
            "content/figures/exhibitors.toml",
            "title = \"Exhibitors\"\nunit = \"exhibitors\"\n[[observations]]\nid = \"expected\"\nvalue = 80\nqualifer = \"about\"\n",
        ),
        (
            "content/about.md",
            "+++\ntitle = { en = \"About\", ES = \"Acerca de\" }\n+++\n![A](portrait.svg) ![[Portriat.svg]] [[exhibitors#expectd]] [b](media/Potrait.svg#x)\n\n```cards\nof = \"organisaton\"\nsort = \"titel\"\n```\n",
        ),
    ];
    let after: Vec<(&str, String)> = before
        .iter()
        .map(|(path, text)| {
            let slips = [
                ("optionl", "optional"),
                ("langauges", "languages"),
                ("raw-hmtl", "raw-html"),
                ("qualifer", "qualifier"),
                ("ES =", "es ="),
            ];
            let more = [
                ("(portrait", "(Portrait"),
                ("Portriat", "Portrait"),
                ("expectd", "expected"),
                ("Potrait", "Portrait"),
                ("organisaton\"", "organisation\""),
                ("titel", "title"),
            ];
            (*path, slips.iter().chain(&more).fold((*text).to_owned(), |text, (slip, meant)| text.replace(slip, meant)))
        })
        .collect();
    let site = site(before);
    let output = sare(site.path(), &["check", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for (path, expected) in after {
        assert_eq!(std::fs::read_to_string(site.path().join(path)).unwrap(), expected);
    }
}

#[test]
fn what_must_be_decided_is_not_mended() {
    let files: &[(&str, &str)] = &[
        ("content/events/fair-2023.md", "+++\ntitle = \"Fair\"\n+++\n"),
        ("content/hubs/aic.md", "+++\ntitle = \"AIC\"\n+++\n"),
        ("content/hubs/basque-hub.md", "+++\ntitle = \"A\"\n+++\n"),
        ("content/hubs/basque-hut.md", "+++\ntitle = \"B\"\n+++\nSee [[fair-2024]], [[aif]], [[basque-huv]] and `[[fair-2032]]`.\n"),
    ];
    let site = site(files);
    let output = sare(site.path(), &["check", "--fix"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(!said.contains("mended") && said.contains("3 errors in 1 file\n"), "{said}");
    for (path, expected) in files {
        assert_eq!(std::fs::read_to_string(site.path().join(path)).unwrap(), *expected);
    }
}

#[test]
fn no_mending_makes_a_sentence_false() {
    let text_of =
        |name: &str| format!("+++\ntitle = \"Alloys\"\n+++\nIkerlan and {name} study Al 6061, Al-based coatings and the Al Act.\n");
    let files: &[(&str, &str)] = &[
        ("content/organisations/ikerlab.md", "+++\ntitle = \"Tecnalia\"\naliases = [\"Ikerlab\"]\n+++\n"),
        ("content/hubs/alloys.md", &text_of("Tecnaila")),
    ];
    let site = site(files);
    let output = sare(site.path(), &["check", "--fix"]);
    assert!(text(&output.stderr).contains("`Ikerlan` is nearly `Ikerlab`"), "{}", text(&output.stderr));
    let mended = std::fs::read_to_string(site.path().join(files[1].0)).unwrap();
    assert_eq!(mended, text_of("Tecnalia").replace("Al Act", "AI Act"));
}

#[cfg(unix)]
#[test]
fn mending_keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let site = site(&SITE[..3]);
    let root = site.path();
    let page = root.join("content/organisations/tecnalia.md");
    let link = root.join("content/hubs/linked.md");
    write(&root.join("static/linked.md"), b"+++\ntitle = \"Linked\"\nsumary = \"x\"\n+++\n");
    std::fs::create_dir_all(link.parent().unwrap()).unwrap();
    symlink("../../static/linked.md", &link).unwrap();
    std::fs::set_permissions(&page, std::fs::Permissions::from_mode(0o640)).unwrap();
    let output = sare(root, &["check", "--fix", "-v"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("mended content/organisations/tecnalia.md:3:1: "), "{}", text(&output.stderr));
    assert_eq!(std::fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(std::fs::symlink_metadata(&link).unwrap().file_type().is_symlink());
    assert!(std::fs::read_to_string(&link).unwrap().contains("summary"));
}

#[test]
fn one_code_is_denied_and_another_is_not() {
    let site = site(SITE);
    let root = site.path();
    lay(root, &[("content/hubs/bdih.md", "+++\ntitle = \"BDIH\"\n+++\nA <b>bold</b> word.\n"), SITE[1]]);
    std::fs::remove_dir_all(root.join("content/organisations")).unwrap();
    let status = |words: &[&str]| sare(root, &[&["build", "--output", "o"], words].concat()).status.code();
    assert_eq!(status(&["--deny", "symbolic-link,unpublished-mention"]), Some(0));
    assert_eq!(status(&["--deny", "symbolic-link", "--deny", "raw-html"]), Some(1));
    let said = text(&sare(root, &["check", "--deny", "raw-html"]).stderr);
    assert!(said.contains("error[raw-html]") && said.contains("1 error in 1 file; 1 warning is allowed in sare.toml"), "{said}");
    assert_eq!(status(&["--deny", "raw-htlm"]), Some(2));
}

#[test]
fn what_is_allowed_is_not_denied_and_is_listed_with_its_reason() {
    let site = site(&SITE[..2]);
    let output = sare(site.path(), &["build", "--deny", "warnings", "-v"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(said.contains("allowed: content/about.md:4:3: warning: ") && said.contains("because: as it was sent to us"), "{said}");
    assert!(said.contains("1 warning is allowed in sare.toml"), "{said}");
    lay(site.path(), &[("content/about.md", "+++\ntitle = \"About\"\n+++\nA word.\n")]);
    assert_eq!(sare(site.path(), &["check", "--drafts", "--deny", "warnings"]).status.code(), Some(0));
    let output = sare(site.path(), &["build", "--deny", "unneeded-allowance"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("sare.toml:5:8"), "{}", text(&output.stderr));
}

#[test]
fn every_code_is_explained() {
    let here = Path::new(".");
    let all = text(&sare(here, &["explain"]).stdout);
    assert_eq!(all.lines().count(), sare::diag::Code::ALL.len());
    let one = sare(here, &["explain", "unknown-mention"]);
    assert!(one.status.success() && text(&one.stdout).contains("Example:") && text(&one.stdout).contains("To mend it:"));
    let slip = sare(here, &["explain", "unknwon-mention"]);
    assert_eq!((slip.status.code(), slip.stdout.is_empty()), (Some(2), true));
    assert!(text(&slip.stderr).contains("did you mean `unknown-mention`?"), "{}", text(&slip.stderr));
}

/// What stands above the heading is written by hand.
#[test]
fn the_documentation_lists_every_code() {
    const HEADING: &str = "\n## All codes\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/diagnostics.md");
    let document = std::fs::read_to_string(&path).expect("docs/diagnostics.md is there");
    let (by_hand, _) = document.split_once(HEADING).expect("docs/diagnostics.md has a heading `All codes`");
    let expected = format!("{by_hand}{HEADING}{}", sare::diag::explain::chapters());
    if document != expected && updating() {
        write(&path, expected.as_bytes());
    } else {
        assert!(document == expected, "docs/diagnostics.md, {}\nUPDATE=1 rewrites it", difference(&expected, &document));
    }
}

fn compare(name: &str, actual: &str, failures: &mut Vec<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics").join(name);
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if expected == actual {
        return;
    }
    if updating() {
        write(&path, actual.as_bytes());
    } else {
        failures.push(format!("{}, {}", path.display(), difference(&expected, actual)));
    }
}

fn site(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    lay(folder.path(), files);
    folder
}

fn lay(root: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        write(&root.join(path), text.as_bytes());
    }
}

fn sare(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
    command.current_dir(folder).args(words).env("SOURCE_DATE_EPOCH", "1767225600").stdin(Stdio::null());
    command.output().expect("the program can be run")
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("it is JSON")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("what is printed is text")
}

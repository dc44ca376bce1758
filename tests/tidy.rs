//! What the layout of the code promises: layers, openings, lengths, and a case for every code.

use std::collections::BTreeMap;
use std::path::Path;

use sare::diag::Code;

/// The stages in the order of the data, then what stands outside. A stage may use those to its left.
const STAGES: &[&str] = &["source", "syntax", "registry", "check", "routes", "render", "output", "cli", "shell"];

/// The words that every stage opens with.
const OPENING: &[&str] = &["**In:**", "**Out:**", "**Never:**"];

/// The stages that are folders of their own and so say what goes in and comes out; `cli` is one file.
const PIPELINE: &[&str] = &["source", "syntax", "registry", "check", "routes", "render", "output", "shell"];

const LONGEST_FILE: usize = 500;

/// Files that may be longer, and why.
const LONGER: &[(&str, &str)] = &[("diag/code.rs", "a flat table with one line a code")];

const LONGEST_FUNCTION: usize = 60;

/// Functions that may be longer, and why.
const LONGER_FUNCTIONS: &[(&str, &str)] = &[
    ("registry/identifier.rs: formed", "a flat match with one arm a scheme"),
    ("registry/decode/plain.rs: value", "a flat match with one arm a type"),
];

#[test]
fn a_stage_imports_only_stages_above_it() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = STAGES.iter().position(|stage| *stage == stage_of(&path)) else { continue };
        for (line, used) in imports(&text) {
            if STAGES.iter().position(|stage| *stage == used).is_some_and(|other| other > own) {
                faults.push(format!("src/{path}:{line}: `{}` may not use `{used}`, which comes after it", STAGES[own]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn diagnostics_know_only_where_they_are() {
    for (path, text) in sources().iter().filter(|(path, _)| stage_of(path) == "diag") {
        for (line, used) in imports(text) {
            assert!(["diag", "source"].contains(&&*used), "src/{path}:{line}: diagnostics may not use `{used}`");
        }
    }
}

#[test]
fn imports_are_found_in_every_form() {
    let check = |text: &str, expected: &[&str]| {
        let found: Vec<String> = imports(text).into_iter().map(|(_, used)| used).collect();
        assert_eq!(found, expected, "{text}");
    };
    check("use crate::diag::Span;", &["diag"]);
    check("use crate::{diag::{Code, Span}, source, render::page as p};", &["diag", "source", "render"]);
    check("use crate::{\n    check,\n    output::{self, lock},\n};", &["check", "output"]);
    check("    fn x(y: &crate::registry::Site) -> crate::routes::Route {}", &["registry", "routes"]);
    check("//! [`x`](crate::shell::new)\nlet a = \"b\"; // crate::shell", &[]);
    check("#[cfg(test)]\nmod tests {\n    use crate::render::x;\n}", &["render"]);
}

#[test]
fn every_stage_says_what_goes_in_and_comes_out() {
    let sources = sources();
    for stage in PIPELINE {
        let Some(text) = sources.get(&format!("{stage}.rs")) else { panic!("src/{stage}.rs is missing") };
        let opening: String = text.lines().take_while(|line| line.starts_with("//!")).collect();
        for word in OPENING {
            assert!(opening.contains(word), "src/{stage}.rs: the opening lacks {word}");
        }
    }
}

#[test]
fn the_stages_are_declared_in_the_order_of_the_data() {
    let sources = sources();
    let declared = sources["lib.rs"].lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let places: Vec<usize> = declared.filter_map(|module| STAGES.iter().position(|stage| *stage == module)).collect();
    assert!(places.is_sorted(), "src/lib.rs: `pub mod` lines are out of order");
}

#[test]
fn every_file_says_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//! "), "src/{path} does not open with a sentence");
        let check = path.strip_prefix("check/").and_then(|name| name.strip_suffix(".rs"));
        let code = check.map(|name| name.replace('_', "-")).filter(|name| Code::ALL.iter().any(|code| code.name() == name));
        if let Some(code) = code {
            assert!(text.starts_with(&format!("//! `{code}`: ")), "src/{path} should open with its code, a colon and the fault");
        }
    }
}

#[test]
fn no_file_is_too_long() {
    for (path, text) in sources() {
        let allowed = LONGER.iter().any(|(longer, _)| *longer == path);
        let lines = text.lines().count();
        assert!(allowed || lines <= LONGEST_FILE, "src/{path} has {lines} lines, more than {LONGEST_FILE}");
    }
}

#[test]
fn no_function_is_too_long() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        for (line, name, length) in functions(&text) {
            let allowed = LONGER_FUNCTIONS.iter().any(|(longer, _)| *longer == format!("{path}: {name}"));
            if length > LONGEST_FUNCTION && !allowed {
                faults.push(format!("src/{path}:{line}: `{name}` has {length} lines, more than {LONGEST_FUNCTION}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn functions_are_measured() {
    let text =
        "fn a() {}\npub(super) const fn b() {\n    if x {\n    }\n}\nimpl X {\n    fn c(\n        d: E,\n    ) {\n    }\n}\n// fn z\n";
    let found = functions(text);
    assert_eq!(found, [(1, "a".to_owned(), 1), (2, "b".to_owned(), 4), (7, "c".to_owned(), 4)]);
}

#[test]
fn nothing_is_left_for_later() {
    let macros = ["todo", "unimplemented"].map(|name| format!("{name}!("));
    let marks = [format!("#[{}", "ignore"), format!("{} ", "FIXME"), format!("{}:", "TODO")];
    let mut files = sources();
    files.extend(below("tests"));
    files.extend(below("benches"));
    for (path, text) in files {
        for (number, line) in (1..).zip(text.lines()) {
            let left = macros.iter().chain(&marks).find(|left| line.contains(left.as_str()));
            assert!(left.is_none(), "{path}:{number}: {}", line.trim());
        }
    }
}

#[test]
fn every_code_has_a_case() {
    let mut cases = String::new();
    for entry in std::fs::read_dir(root().join("tests/mistakes")).expect("the cases are there") {
        let case = std::fs::read_to_string(entry.expect("it can be read").path()).expect("cases are text");
        let Some((_, said)) = case.split_once("~~~said\n") else { continue };
        cases += said;
    }
    let without: Vec<&str> = Code::ALL.iter().map(|code| code.name()).filter(|name| !cases.contains(&format!("[{name}]"))).collect();
    assert!(without.is_empty(), "no case in tests/mistakes/ says {}", without.join(", "));
}

#[test]
fn nothing_is_explained_that_is_no_code() {
    for path in files("src/diag/explain", "md").into_keys() {
        let is_code = Code::ALL.iter().any(|code| path == format!("{}.md", code.name()));
        assert!(is_code, "src/diag/explain/{path} explains no code");
    }
}

#[test]
fn codes_are_written_as_they_are_named() {
    for code in Code::ALL {
        let name: String = code.name().split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect();
        assert_eq!(format!("{code:?}"), name);
        assert!(code.meaning().ends_with('.'), "{}", code.name());
    }
}

#[test]
fn the_theme_speaks_its_languages_equally() {
    let keys = |language: &str| -> BTreeMap<String, Vec<String>> {
        let folder = format!("themes/eko/strings/{language}");
        files(&folder, "ftl").into_iter().map(|(path, text)| (path, message_keys(&text))).collect()
    };
    let english = keys("en");
    assert!(!english.is_empty(), "themes/eko/strings/en is missing");
    for language in ["es", "eu"] {
        for (path, wanted) in &english {
            let own = keys(language).remove(path).unwrap_or_default();
            let text = std::fs::read_to_string(root().join(format!("themes/eko/strings/{language}/{path}"))).unwrap_or_default();
            let missing: Vec<&String> = wanted.iter().filter(|key| !own.contains(key)).collect();
            assert!(missing.is_empty(), "{language}/{path} lacks {missing:?}");
            // A language may have messages that only its other messages use, such as parts of a date.
            let unused: Vec<&String> = own.iter().filter(|key| !wanted.contains(key) && !text.contains(&format!("{{ {key} "))).collect();
            assert!(unused.is_empty(), "{language}/{path} has {unused:?}, which nothing uses");
        }
    }
}

/// Every function: its line, its name, and how many lines it has.
fn functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let bare = line.trim_start();
        let words: Vec<&str> = bare.split_whitespace().take(5).collect();
        let Some(place) = words.iter().position(|word| *word == "fn") else { continue };
        let is_modifier = |word: &&str| ["const", "unsafe", "async"].contains(word) || word.starts_with("pub");
        if !words[..place].iter().all(is_modifier) {
            continue;
        }
        // rustfmt puts a function's closing brace below its first letter.
        let end = format!("{}}}", &line[..line.len() - bare.len()]);
        let length = match bare.ends_with('}') || bare.ends_with(';') {
            true => 1,
            false => lines[at..].iter().position(|line| *line == end).map_or(1, |length| length + 1),
        };
        found.push((at + 1, leading_word(words.get(place + 1).copied().unwrap_or_default()), length));
    }
    found
}

/// The names of the messages and terms of a Fluent file, with those of their attributes.
fn message_keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut message = "";
    for line in text.lines() {
        let Some((key, _)) = line.split_once('=') else { continue };
        let is_name = |name: &str| !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_".contains(letter));
        if let Some(attribute) = key.trim().strip_prefix('.').filter(|name| line.starts_with(' ') && is_name(name)) {
            keys.push(format!("{message}.{attribute}"));
        } else if !line.starts_with([' ', '#', '}', '[', '*']) && is_name(key.trim()) {
            message = key.trim();
            keys.push(message.to_owned());
        }
    }
    keys.sort();
    keys
}

/// The modules of the crate that a file names, with the lines where it does; comments are left out.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or_default().to_owned() + "\n").collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + "crate::".len()..];
        let modules = match rest.strip_prefix('{') {
            Some(group) => group_heads(group),
            None => vec![leading_word(rest)],
        };
        found.extend(modules.into_iter().map(|module| (line, module)));
    }
    found
}

/// The first word of each member of a `use` group.
fn group_heads(group: &str) -> Vec<String> {
    let mut heads = vec![leading_word(group.trim_start())];
    let mut depth = 0;
    for (at, letter) in group.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => heads.push(leading_word(group[at + 1..].trim_start())),
            _ => {}
        }
    }
    heads.retain(|head| !head.is_empty());
    heads
}

fn leading_word(text: &str) -> String {
    text.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()
}

fn stage_of(path: &str) -> &str {
    path.split(['/', '.']).next().unwrap_or_default()
}

/// All our Rust files by their paths below `src/`.
fn sources() -> BTreeMap<String, String> {
    files("src", "rs")
}

fn below(folder: &str) -> BTreeMap<String, String> {
    files(folder, "rs").into_iter().map(|(path, text)| (format!("{folder}/{path}"), text)).collect()
}

fn files(folder: &str, extension: &str) -> BTreeMap<String, String> {
    let folder = root().join(folder);
    let walk = walkdir::WalkDir::new(&folder).into_iter().filter_map(Result::ok);
    let wanted = walk.filter(|entry| entry.path().extension().is_some_and(|found| found == extension));
    let name = |path: &Path| path.strip_prefix(&folder).expect("it lies below").to_str().expect("our paths are plain").to_owned();
    wanted.map(|entry| (name(entry.path()), std::fs::read_to_string(entry.path()).expect("our files are text"))).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

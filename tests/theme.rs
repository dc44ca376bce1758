//! The built-in theme: its templates parse, its strings exist in every language, and nothing in it
//! breaks the Content-Security-Policy or asks another host.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use fluent_bundle::FluentResource;
use tera::{Kwargs, State, Tera, Value};
use walkdir::WalkDir;

const LANGUAGES: [&str; 3] = ["en", "es", "eu"];

fn theme() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/eko")
}

/// The files below a folder of the theme, by their path in that folder.
fn files(folder: &str) -> Vec<(String, String)> {
    let root = theme().join(folder);
    WalkDir::new(&root)
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("the theme can be read"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).expect("below the root");
            let text = fs::read_to_string(entry.path()).expect("the theme is text");
            (path.to_string_lossy().replace('\\', "/"), text)
        })
        .collect()
}

/// The keys that the theme's strings define in a language.
fn keys(language: &str) -> BTreeSet<String> {
    let texts = files(&format!("strings/{language}"));
    for (name, text) in &texts {
        if let Err((_, faults)) = FluentResource::try_new(text.clone()) {
            panic!("{language}/{name}: {faults:?}");
        }
    }
    // A message starts at the margin; its variants are indented and comments start with `#`.
    let lines = texts.iter().flat_map(|(_, text)| text.lines());
    lines
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(" ="))
        .map(|(key, _)| key.to_string())
        .collect()
}

/// What stands between each `start` and the next `end`.
fn between<'a>(text: &'a str, start: &str, end: char) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn every_template_parses_and_finds_its_components() {
    let mut tera = Tera::default();
    tera.autoescape_on([".html", ".xml"]);
    for name in ["t", "asset", "lang", "needs", "needed", "url", "query"] {
        tera.register_function(name, |_: Kwargs, _: &State| Value::from(""));
    }
    if let Err(fault) = tera.add_raw_templates(files("templates")) {
        panic!("{fault}");
    }
}

#[test]
fn every_language_has_the_strings_that_templates_ask_for() {
    let said = keys("en");
    for language in LANGUAGES {
        // A language may need words that English does without, such as the endings of Basque dates.
        let own = keys(language);
        let missing: Vec<&String> = said.difference(&own).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
    }
    for (name, text) in files("templates") {
        for key in between(&text, "t(key=\"", '"') {
            assert!(said.contains(key), "{name} asks for `{key}`");
        }
    }
}

#[test]
fn every_asset_that_templates_name_exists() {
    for (name, text) in files("templates") {
        let named = between(&text, "asset(path=\"", '"').into_iter().chain(between(&text, "needs(asset=\"", '"'));
        // These are made of the others.
        for asset in named.filter(|asset| !["styles.css", "tokens.css"].contains(asset)) {
            assert!(theme().join("assets").join(asset).is_file(), "{name} names `{asset}`");
        }
    }
}

#[test]
fn nothing_is_inline_and_nothing_comes_from_elsewhere() {
    // A script of the theme's own, in a file; and open data, which is no script.
    let allowed = ["<script type=\"module\" src=\"{{ asset(path=", "<script type=\"application/ld+json\">"];
    for (name, text) in files("templates") {
        let text = allowed.iter().fold(text, |text, tag| text.replace(tag, ""));
        for banned in ["style=", "<style", "<script", "onclick=", "javascript:", "src=\"http", "href=\"http"] {
            assert!(!text.contains(banned), "{name} contains `{banned}`");
        }
    }
    for (name, text) in files("assets").iter().filter(|(name, _)| name.ends_with(".css")) {
        for banned in ["@import", "url(", "@font-face"] {
            assert!(!text.contains(banned), "{name} contains `{banned}`");
        }
    }
}

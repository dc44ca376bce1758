//! Translations and what they were made from: what makes one look old, what does not, and what editors are told.

use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use sare::Options;
use sare::registry::translation::Age;
use sare::registry::translation::lacking::{Text, Totals, lacking};

/// Writes a file of the site in `root`.
#[expect(clippy::disallowed_methods, reason = "a test lays out the site that it reads")]
fn put(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("it can be made");
    std::fs::write(path, text).expect("it can be written");
}

fn sare(root: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sare")).args(words).arg("--root").arg(root).current_dir(root).output().expect("it runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

const HUB: &str = "+++\ntitle = { en = \"The hub\", es = \"El hub\" }\nsummary = \"A hub.\"\nfrom = 2018\n+++\nThe hub has eight nodes.\n";

/// A site with a hub that is translated into Spanish, with a stamp where it is given one.
fn site(hub: &str, stamp: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    let root = folder.path();
    put(root, "sare.toml", "title = \"Words\"\nsources = \"optional\"\nlanguages = [\"en\", \"es\", \"eu\"]\n");
    put(root, "content/hubs/bdih.md", hub);
    put(root, "content/hubs/bdih.es.md", &format!("+++\n{stamp}summary = \"Un hub.\"\n+++\nEl hub tiene ocho nodos.\n"));
    put(root, "content/organisations/tecnalia.toml", "title = \"Tecnalia\"\n");
    folder
}

/// How old the one translation of the site is, and the stamp that it should carry.
fn age(root: &Path) -> (Age, String) {
    let compiled = sare::compile(root, &Options::default()).expect("it can be read");
    let translations: Vec<_> = compiled.site.entities().flat_map(|(_, entity)| &entity.translations).collect();
    assert_eq!(translations.len(), 1);
    (translations[0].age(&compiled.tree), translations[0].stamp(&compiled.tree))
}

#[test]
fn a_stamp_that_was_accepted_holds_until_the_words_change() {
    let folder = site(HUB, "");
    let root = folder.path();
    assert_eq!(age(root).0, Age::Unknown);
    let accepted = sare(root, &["check", "--translated", "content/hubs/bdih.es.md"]);
    assert_eq!(accepted.status.code(), Some(0), "{}", String::from_utf8_lossy(&accepted.stderr));
    assert_eq!(age(root).0, Age::Current);
    // Neither other line breaks nor another fact nor what the table itself says in Spanish is a change of words.
    for same in [
        HUB.replace("The hub has", "The   hub\nhas"),
        HUB.replace("2018", "2019"),
        HUB.replace("El hub", "El nodo"),
        // The translation need not say a title anew that has its Spanish beside it.
        HUB.replace("The hub\"", "A hub\""),
    ] {
        put(root, "content/hubs/bdih.md", &same);
        assert_eq!(age(root).0, Age::Current, "{same}");
    }
    for other in [HUB.replace("eight", "nine"), HUB.replace("A hub.", "A network.")] {
        put(root, "content/hubs/bdih.md", &other);
        assert_eq!(age(root).0, Age::Outdated, "{other}");
        let told = sare(root, &["check"]);
        assert!(String::from_utf8_lossy(&told.stderr).contains("outdated-translation"));
    }
    // A folder stands for all translations in it.
    assert_eq!(sare(root, &["check", "--translated", "content"]).status.code(), Some(0));
    assert_eq!(age(root).0, Age::Current);
    assert_eq!(sare(root, &["check", "--translated", "content/hubs/bdih.md"]).status.code(), Some(2), "an original translates nothing");
}

#[test]
fn a_language_is_told_what_it_lacks() {
    let folder = site(HUB, "translates = \"00000000\"\n");
    let compiled = sare::compile(folder.path(), &Options::default()).expect("it can be read");
    let languages = lacking(&compiled.site, &compiled.tree);
    let totals: Vec<Totals> = languages.iter().map(|one| one.totals()).collect();
    assert_eq!(totals, [Totals { outdated: 1, ..Totals::default() }, Totals { texts: 1, fields: 1, ..Totals::default() }]);
    // A name of an organisation is the same in every language.
    assert_eq!(languages[1].kinds.iter().map(|kind| kind.all).sum::<usize>(), 1);
    assert_eq!(languages[1].kinds[0].things[0].text, Text::Missing);
    let listed = told(&sare(folder.path(), &["check", "--translations"]));
    for line in [
        "Español (es): 1 outdated",
        "    content/hubs/bdih.md: bdih.es.md is outdated",
        "Euskara (eu): 1 text missing, words missing in the fields of 1 thing",
        "    content/hubs/bdih.md: text, title, summary",
        "  sare.toml: title",
    ] {
        assert!(listed.contains(line), "{line}\n{listed}");
    }
}

#[test]
fn an_interface_without_words_is_told_of() {
    let folder = site(HUB, "");
    put(folder.path(), "sare.toml", "title = \"Words\"\nsources = \"optional\"\nlanguages = [\"en\", \"es\", \"fr\"]\n");
    let listed = told(&sare(folder.path(), &["check", "--translations"]));
    assert!(listed.contains("Français (fr)") && listed.contains("strings are missing in themes/eko/strings/fr/"), "{listed}");
    assert!(listed.contains("kinds/hub.toml:"), "{listed}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_word_changes_makes_a_translation_old(words in prop::collection::vec("[a-zé]{1,6}", 1..20), at in 0..20_usize) {
        let text = |words: &[String], space: &str| format!("+++\ntitle = \"Hub\"\n+++\n{}\n", words.join(space));
        let folder = site(&text(&words, " "), "");
        let (_, stamp) = age(folder.path());
        let folder = site(&text(&words, "\n"), &format!("translates = \"{stamp}\"\n"));
        prop_assert_eq!(age(folder.path()).0, Age::Current);
        let mut other = words.clone();
        let at = at % words.len();
        other[at].push('x');
        let folder = site(&text(&other, " "), &format!("translates = \"{stamp}\"\n"));
        prop_assert_eq!(age(folder.path()).0, Age::Outdated);
    }
}

//! What holds for any input: nothing panics, every place lies in its file, a query reads back as itself, an answer's fingerprint stays.

#[path = "support/memory.rs"]
#[expect(dead_code, reason = "the walk uses more of it")]
mod memory;

use std::path::PathBuf;

use memory::{Files, edition};
use proptest::prelude::*;
use sare::diag::{Code, FileId, Report, Span};
use sare::registry::query::{self, Query};
use sare::registry::{Options, Site};
use sare::source::{Content, Origin, SourceFile, SourceTree};
use sare::syntax::markdown::{Body, Part};
use sare::syntax::number::running::{self, Notation};
use sare::syntax::toml::{Keys, Node, Table, Toml, parse};
use sare::syntax::{self, document, number};

/// Pieces of documents, well and badly written; texts are made of them.
const PIECES: &[&str] = &[
    "+++\n",
    "+++",
    "---\n",
    "title = \"Ñandú\"\n",
    "title = Ñ\n",
    "from = 2018-06\n",
    "partners = [{ id = \"a\", role = \"\" }]\n",
    "[[observations]]\n",
    "value = 1\n",
    "value = \"\"\"\n",
    "x = { y = [1, \"é\n",
    "[[a]]",
    "[[a|é *b*]]",
    "[[a\\|b]]",
    "![[a]]",
    "![[a#b]]",
    "[[#c]]",
    "[[]]",
    "[[a|",
    "![[é.png]]",
    "```cards\nof = \"hub\"\n```\n",
    "```table\nof = [\"hub\"]\nfields = [\"é\"]\n",
    "> ```tree\n> of = \"place\"\n> where = { x = 1\n",
    "```",
    "| a | b |\n|---|---|\n",
    "| [[x\\|y]] | |\n",
    "|",
    "# H {#é}\n",
    "## ",
    "- [ ] ",
    "- ",
    "1. ",
    "> [!NOTE]\n> ",
    "[^n]",
    "[^n]: ",
    "\n: ",
    "<b>",
    "<script>",
    "</b",
    "<!--",
    "*",
    "**",
    "~~",
    "`",
    "![é](a b.png \"t\")",
    "[l](javascript:x)",
    "[l](../h/b.md#é)",
    "<https://x.y>",
    "\\",
    "&amp;",
    "\u{0}",
    "\r\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "é",
    "日本",
    "\u{301}",
    "🏳️‍🌈",
    "word ",
    ", ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => (0..PIECES.len()).prop_map(|at| PIECES[at].to_owned()), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// A document that is well begun, so that its text is read as one.
fn document() -> impl Strategy<Value = String> {
    (any::<bool>(), text()).prop_map(|(is_begun, text)| if is_begun { format!("+++\ntitle = \"T\"\n+++\n{text}") } else { text })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_place_lies_in_its_file(text in document(), path in prop_oneof![Just("content/hubs/a.md"), Just("content/figures/a.toml")]) {
        let file = FileId(0);
        let mut report = Report::default();
        let address = document::address(path).expect("it is a document's path");
        let read = if path.ends_with(".md") { document::read_markdown } else { document::read_toml };
        let document = read(file, &text, address, &mut report);
        let mut spans = vec![document.span];
        places_of_table(&document.front, &mut spans);
        places_of_body(&document.body, &mut spans);
        for found in report.sorted() {
            spans.push(found.span);
            spans.extend(found.labels.iter().map(|label| label.span));
        }
        for span in spans {
            prop_assert_eq!(span.file, file);
            prop_assert!(text.get(span.range()).is_some(), "{:?} is no piece of {:?}", span, text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_site_can_be_printed_and_what_is_said_can_be_shown(hub in document(), figure in text(), table in text(), settings in text(), kind in text()) {
        let files: Files = [
            ("sare.toml", format!("title = \"T\"\nlanguages = [\"en\", \"eu\"]\n{settings}")),
            ("kinds/hub.toml", kind),
            ("content/hubs/a.md", hub.clone()),
            ("content/hubs/a.eu.md", hub),
            ("content/figures/f.toml", format!("title = \"F\"\nunit = \"people\"\n{figure}")),
            ("content/organisations/t.csv", format!("id,title,body\n{table}")),
        ]
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text))
        .collect();
        let first = edition(&files);
        let again = edition(&files);
        prop_assert_eq!(&first.said, &again.said);
        for (path, page) in &first.pages {
            prop_assert!(page.bytes == again.pages[path].bytes, "{} differs", path);
            let reason = page.reason(&again.pages[path].what, &again.press);
            prop_assert!(reason.is_none(), "{} would be printed anew: {:?}", path, reason);
        }
    }

    #[test]
    fn a_query_reads_back_as_itself(written in written_query()) {
        let site = site();
        let Some(first) = read(&written, &site) else {
            return Err(TestCaseError::fail(format!("{written} cannot be read")));
        };
        let out = query::write(&first, &site);
        let second = read(&out, &site);
        prop_assert_eq!(second.as_ref(), Some(&first), "{} became {}", written, out);
        prop_assert_eq!(query::write(&first, &site), out);
    }
}

/// Conditions that can stand together, for each is about a field of its own.
const CONDITIONS: [&str; 8] = [
    "status = [\"planned\", \"active\"]",
    "from = { gte = 1990, lt = \"2001-06\" }",
    "to = \"2018~\"",
    "located_in = { within = [\"bizkaia\", \"place/bilbao\"] }",
    "member_of = [\"hub/bdih\", \"gaia\"]",
    "\"member_of.from\" = { gt = 2019, exists = true }",
    "website = { exists = false }",
    "coordinates_hubs = { not = \"bdih\" }",
];

/// Queries of every form.
fn written_query() -> impl Strategy<Value = String> {
    let words = prop_oneof!["[ -~]{0,6}", Just("\"\\\n'".to_owned()), Just("日本".to_owned())];
    let texts = prop::collection::vec(words.prop_map(|words| toml::Value::String(words).to_string()), 0..3);
    let sort = prop::sample::subsequence(vec!["\"title\"", "\"-from\"", "\"id\"", "\"located_in\"", "\"-id\""], 0..4);
    let conditions = prop::sample::subsequence(CONDITIONS.to_vec(), 0..CONDITIONS.len());
    let limit = prop::option::of(1..50usize);
    let group_by = prop::option::of(prop::sample::select(vec!["status", "located_in", "member_of.from"]));
    (texts, sort, conditions, limit, group_by).prop_map(|(texts, sort, conditions, limit, group_by)| {
        let mut out = format!("of = [\"organisation\"]\nsort = [{}]\n", sort.join(", "));
        out += &limit.map(|limit| format!("limit = {limit}\n")).unwrap_or_default();
        out += &group_by.map(|field| format!("group_by = \"{field}\"\n")).unwrap_or_default();
        let own = format!("title = [{0}], id = {{ not = [{0}] }}", texts.join(", "));
        out + &format!("where = {{ {} }}\n", conditions.into_iter().map(String::from).chain([own]).collect::<Vec<_>>().join(", "))
    })
}

fn read(written: &str, site: &Site) -> Option<Query> {
    let mut report = Report::default();
    let table = parse(written, &syntax::toml::Origin::at(FileId(0), 0), Code::BrokenView, &mut report);
    let query = query::read(&mut Keys::of(&table, "a query"), Span::start_of(FileId(0)), &site.ground(), &mut report);
    query.filter(|_| report.is_publishable())
}

/// A site with the things that the queries name.
fn site() -> Site {
    let names = ["places/bizkaia", "places/bilbao", "hubs/bdih", "hubs/gaia"];
    let files = names.iter().map(|name| SourceFile {
        path: format!("content/{name}.md").into(),
        content: Content::Text("+++\ntitle = \"T\"\n+++\n".into()),
        origin: Origin::Site,
        stamp: None,
    });
    let tree = SourceTree::new(PathBuf::from("."), files.collect());
    let mut report = Report::default();
    let documents = syntax::parse(&tree, &mut report);
    sare::registry::assemble(documents, &tree, &Options::default(), &mut report)
}

fn places_of_table(table: &Table, spans: &mut Vec<Span>) {
    for entry in &table.entries {
        spans.push(entry.key_span);
        places_of_node(&entry.node, spans);
    }
}

fn places_of_node(node: &Node, spans: &mut Vec<Span>) {
    spans.push(node.span);
    match &node.value {
        Toml::List(items) => items.iter().for_each(|item| places_of_node(item, spans)),
        Toml::Table(table) => places_of_table(table, spans),
        _ => {}
    }
}

fn places_of_body(body: &Body, spans: &mut Vec<Span>) {
    for part in body.all_parts() {
        match part {
            Part::RawHtml(_, span) => spans.push(*span),
            Part::Mention(mention) => spans.push(mention.span),
            Part::Embed(embed) => spans.push(embed.span),
            Part::LinkStart(link) => spans.push(link.span),
            Part::Image(image) => spans.push(image.span),
            Part::View(view) => {
                spans.extend([view.span, view.name_span]);
                places_of_table(&view.settings, spans);
            }
            Part::Html(_) | Part::HeadingStart(_) | Part::HeadingEnd(_) | Part::FootnoteReference(_) | Part::Phrase(_) => {}
        }
    }
}

/// What a hint tells people to write, where it tells them one thing.
fn advised(text: &str) -> Option<String> {
    Some(number::hint(text)?.strip_prefix("write `")?.split('`').next()?.to_owned())
}

/// Digits with something between the thousands.
fn parted(whole: u64, mark: &str) -> String {
    let digits = whole.to_string();
    let parts: Vec<&str> = digits.as_bytes().rchunks(3).rev().map(|part| std::str::from_utf8(part).expect("digits")).collect();
    parts.join(mark)
}

proptest! {
    #[test]
    fn what_a_hint_advises_is_a_number_that_stays(text in "[-+−]?[0-9., '’\u{a0}%€]{0,14}|\\PC{0,12}") {
        if let Some(advised) = advised(&text) {
            let number: f64 = advised.parse().expect("it can be read");
            prop_assert_eq!(number.to_string().parse::<f64>().expect("it can be read again"), number);
            // Who takes the advice is given none that says otherwise.
            if !number::is_ambiguous(&advised) && advised.split_once('.').is_none_or(|(_, rest)| rest.len() != 3) {
                let again = self::advised(&advised).unwrap_or(advised.clone());
                prop_assert_eq!(again, advised);
            }
        }
        number::is_ambiguous(&text);
    }

    #[test]
    fn a_number_in_a_sentence_is_the_same_in_three_notations(whole in 10u64..=1_000_000_000, tenths in 0u8..10, in_millions in any::<bool>()) {
        let (en, es, eu) = if in_millions { (" million", " millones", " milioi") } else { ("", "", "") };
        let value = format!("{whole}.{tenths}").parse::<f64>().expect("it can be read") * if in_millions { 1e6 } else { 1.0 };
        for (text, notation) in [
            (format!("It has {}.{tenths}{en} of them.", parted(whole, ",")), Notation::Point),
            (format!("Tiene {},{tenths}{es} de ellos.", parted(whole, ".")), Notation::Comma),
            (format!("Baditu {},{tenths}{eu}, bai.", parted(whole, "\u{a0}")), Notation::Comma),
        ] {
            let start = text.find(|letter: char| letter.is_ascii_digit()).expect("it has digits");
            let read = running::read(&text, start, notation);
            prop_assert_eq!(read.map(|read| read.value), Some(value), "{}", text);
        }
    }

    #[test]
    fn any_text_may_hold_numbers(text in "[-+0-9., '’\u{a0}%€MK/a-z]{0,24}|\\PC{0,16}", comma in any::<bool>()) {
        let notation = if comma { Notation::Comma } else { Notation::Point };
        for (at, _) in text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()) {
            if let Some(read) = running::read(&text, at, notation) {
                prop_assert!(read.value.is_finite() && read.grain > 0.0, "{}", text);
                prop_assert!(at < read.digits_end && read.digits_end <= read.end && text.is_char_boundary(read.end), "{}", text);
            }
        }
        running::factor(&text);
    }

    #[test]
    fn a_number_is_the_same_in_three_notations(whole in 0u64..=1_000_000_000_000, cents in 0u8..100, is_below in any::<bool>()) {
        let sign = if is_below { "-" } else { "" };
        let plain = format!("{sign}{whole}.{cents:02}");
        for (thousands, point) in [(",", "."), (".", ","), (" ", ","), ("\u{202f}", ","), ("'", "."), ("", ",")] {
            let written = format!("{sign}{}{point}{cents:02}", parted(whole, thousands));
            prop_assert_eq!(advised(&written).unwrap_or(written.clone()), plain.clone(), "{}", written);
        }
        let whole = format!("{sign}{whole}");
        for thousands in [" ", "\u{202f}", "'", "’"] {
            let written = format!("{sign}{}", parted(whole.trim_start_matches('-').parse().expect("digits"), thousands));
            prop_assert_eq!(advised(&written).unwrap_or(written.clone()), whole.clone(), "{}", written);
        }
    }
}

//! Files that were cut, spliced and scribbled over: nothing panics, every place lies in its file, all that is said can be shown, and what
//! is printed of what was read reads as the same.
//!
//! `FUZZ_ROUNDS=20000 FUZZ_SEED=7 cargo test --release --test fuzz` looks longer, and elsewhere.

#[path = "support/site.rs"]
#[expect(dead_code, reason = "other tests copy sites")]
mod site;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ::toml as toml_value;
use proptest::prelude::*;
use rayon::prelude::*;
use sare::diag::draw::{Style, draw};
use sare::diag::short::short;
use sare::diag::{Code, FileId, Report};
use sare::routes::What;
use sare::source::{Content, Origin, SourceFile, SourceTree, walk};
use sare::syntax::date::{Date, Period, Time};
use sare::syntax::table::{Sheet, read_csv, read_workbook};
use sare::syntax::toml::{self, Table, Toml};
use sare::{Options, check, registry, syntax};
use site::repository;

/// How many damaged sites are tried, and where the damage begins to differ.
#[expect(clippy::disallowed_methods, reason = "a longer search takes its orders from the environment")]
fn orders() -> (u64, u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    (number("FUZZ_ROUNDS").unwrap_or(60), number("FUZZ_SEED").unwrap_or(1))
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

/// Words that mean something somewhere.
const SCRIBBLES: &[&str] = &[
    "[[",
    "]]",
    "![[",
    "|",
    "+++\n",
    "\"",
    "\"\"\"",
    "= ",
    "\n\n",
    "```cards\n",
    "```",
    "{{ ",
    "{% if x %}",
    "}",
    "[^1]",
    "> ",
    "- ",
    "é",
    "\u{feff}",
    "\u{0}",
    "9999999999999999999",
    "-1",
    "2018-13-45",
    "1e400",
    "nan",
    "[[a]]\n",
    "[a.b]\n",
    "id",
    ",",
    ";",
    "\r",
    "../",
    "<b>",
    "\u{301}",
    "#",
    "\\",
    "{ $x ->\n",
    "true",
    "🏳️‍🌈",
    "where = { x = { gte = 1 } }\n",
    "of = \"hub\"\n",
    "sort = \"-\"\n",
    "limit = 0\n",
];

/// Damages some bytes in a few places.
fn damaged(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        let end = (at + 1 + dice.roll(40)).min(bytes.len());
        match dice.roll(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at),
            3 => {
                let piece = bytes[at.min(end)..end].to_vec();
                let to = dice.roll(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            4 if !other.is_empty() => {
                let from = dice.roll(other.len());
                let piece = other[from..(from + dice.roll(200)).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            5 if at < bytes.len() => {
                let with = dice.roll(bytes.len());
                bytes.swap(at, with);
            }
            _ => {
                let word = SCRIBBLES[dice.roll(SCRIBBLES.len())];
                bytes.splice(at..at, word.bytes());
            }
        }
    }
    bytes
}

/// The text files of a site and its theme, which a round damages one or two of.
fn site_of(root: &Path) -> Vec<SourceFile> {
    let tree = walk::read(root, &[&root.join("output")], &mut Report::default()).expect("the site can be read");
    // The built-in theme and kinds are damaged as if the site had its own of the same names.
    tree.files().map(|(_, file)| SourceFile { origin: Origin::Site, ..file.clone() }).collect()
}

#[test]
fn a_damaged_site_is_reported_and_never_a_panic() {
    let (rounds, seed) = orders();
    let golden = std::fs::read_dir(repository().join("tests/golden")).expect("the golden sites are there");
    let mut roots: Vec<PathBuf> = golden.map(|entry| entry.expect("it can be read").path()).collect();
    roots.sort();
    let sites: Vec<Vec<SourceFile>> = roots.iter().map(|root| site_of(root)).collect();
    (0..rounds).into_par_iter().for_each(|round| {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ round.wrapping_mul(0xd134_2543_de82_ef95));
        dice.roll(1);
        let mut files = sites[dice.roll(sites.len())].clone();
        let own: Vec<usize> = (0..files.len()).filter(|at| matches!(files[*at].content, Content::Text(_))).collect();
        for _ in 0..=dice.roll(3) {
            // What authors write is damaged more often than the theme.
            let is_theme_too = dice.roll(4) == 0;
            let wanted = |at: &usize| is_theme_too || !files[*at].path.starts_with("themes/");
            let candidates: Vec<usize> = own.iter().copied().filter(wanted).collect();
            let (at, with) = (candidates[dice.roll(candidates.len())], own[dice.roll(own.len())]);
            let (Content::Text(text), Content::Text(other)) = (&files[at].content, &files[with].content) else { continue };
            let bytes = damaged(text.as_bytes(), other.as_bytes(), &mut dice);
            files[at].content = Content::Text((*String::from_utf8_lossy(&bytes)).into());
        }
        let which = format!("FUZZ_SEED={seed}, round {round}");
        if std::panic::catch_unwind(|| compile(files)).map(|faults| assert!(faults.is_empty(), "{which}: {faults}")).is_err() {
            panic!("{which}");
        }
    });
}

/// Goes through every stage, and gives what is odd about what was said.
fn compile(files: Vec<SourceFile>) -> String {
    let tree = Arc::new(SourceTree::new(PathBuf::from("."), files));
    let mut report = Report::default();
    let documents = syntax::parse(&tree, &mut report);
    let site = Arc::new(registry::assemble(documents, &tree, &Options::default(), &mut report));
    check::site(&site, &tree, &mut report);
    let (press, owed) = sare::press(&tree, &site, &mut report, &mut |_| {});
    for output in owed.iter().filter(|output| !matches!(output.what, What::Copy { .. })) {
        report.merge(press.print(output).report);
    }
    let mut odd = String::new();
    for found in report.sorted() {
        let places =
            [found.span].into_iter().chain(found.labels.iter().map(|label| label.span)).chain(found.fixes.iter().map(|fix| fix.span));
        for span in places {
            if let Content::Text(text) = &tree.file(span.file).content
                && text.get(span.range()).is_none()
            {
                let _ = writeln!(odd, "{span:?} is no piece of {}, of which is said: {}", tree.path(span.file), found.message);
            }
        }
        let drawn = draw(std::slice::from_ref(&found), &tree, Style::Plain) + &short(&found, &tree);
        if drawn.contains(|letter: char| letter.is_control() && letter != '\n' && letter != '\t') {
            let _ = writeln!(odd, "a control character is shown: {drawn:?}");
        }
    }
    odd
}

/// A small workbook with text, numbers, a date, a formula and an error.
fn workbook() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>from</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"s\"><v>2</v></c><c r=\"B2\"><f>A2&amp;\"x\"</f><v>7.5</v></c><c r=\"C2\" s=\"1\"><v>43252</v></c></row>\
        <row r=\"4\"><c r=\"A4\" t=\"str\"><v>b</v></c><c r=\"B4\" t=\"e\"><v>#REF!</v></c><c r=\"C4\" t=\"b\"><v>1</v></c><c r=\"D4\"><f>1+1</f></c></row>";
    let parts = [
        (
            "_rels/.rels",
            format!("<Relationships><Relationship Id=\"r\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!("<Relationships><Relationship Id=\"s\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
        ),
        (
            "xl/styles.xml",
            format!("<styleSheet xmlns=\"{main}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        ),
        (
            "xl/sharedStrings.xml",
            format!(
                "<sst xmlns=\"{main}\" count=\"3\" uniqueCount=\"3\"><si><t>id</t></si><si><t>title</t></si><si><r><t>é</t></r></si></sst>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><dimension ref=\"A1:D4\"/><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).expect("memory holds it");
        zip.write_all(text.as_bytes()).expect("memory holds it");
    }
    zip.finish().expect("memory holds it").into_inner()
}

#[test]
fn a_damaged_workbook_is_reported_and_never_a_panic() {
    let whole = workbook();
    let mut report = Report::default();
    assert!(read_workbook(FileId(0), &whole, None, &mut report).is_some_and(|sheet| sheet.rows.len() == 2));
    let (rounds, seed) = orders();
    (0..rounds * 50).into_par_iter().for_each(|round| {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ round.wrapping_mul(0xd134_2543_de82_ef95));
        let bytes = damaged(&whole, &whole, &mut dice);
        let read = std::panic::catch_unwind(|| read_workbook(FileId(0), &bytes, None, &mut Report::default()));
        assert!(read.is_ok(), "FUZZ_SEED={seed}, round {round}");
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cells_lie_in_their_file_and_read_back(text in "(id|title|[a-z]|[,;\t\"]|\r|\n|\u{feff}|é|日本| ){0,60}", delimiter in prop::option::of(prop::sample::select(vec![',', ';', '\t', '|']))) {
        let mut report = Report::default();
        let sheet = read_csv(FileId(0), &text, delimiter, &mut report);
        for found in report.sorted() {
            prop_assert!(text.get(found.span.range()).is_some(), "{:?} is no piece of {:?}", found.span, text);
        }
        let Some(sheet) = sheet else { return Ok(()) };
        let cells = sheet.rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.span).chain([row.span]));
        for span in cells.chain(sheet.headings.iter().map(|heading| heading.span)) {
            prop_assert!(text.get(span.range()).is_some(), "{:?} is no piece of {:?}", span, text);
        }
        let printed = printed(&sheet);
        let again = read_csv(FileId(0), &printed, Some(','), &mut Report::default());
        prop_assert_eq!(again.as_ref().map(words), Some(words(&sheet)), "{:?} became {:?}", text, printed);
    }

    #[test]
    fn dates_read_back_as_themselves(text in "\\.{0,2}[0-9]{0,4}(-[0-9]{1,2}|-early|-mid|-late){0,2}~?(/(\\.\\.|[0-9]{4}(-[0-9]{2}){0,2}))?( |T[0-9:]{1,8})?") {
        if let Ok(date) = Date::parse(&text) {
            prop_assert_eq!(Date::parse(&date.to_string()), Ok(date));
            prop_assert!(date.first_day() <= date.last_day());
        }
        if let Ok(period) = Period::parse(&text) {
            prop_assert_eq!(Period::parse(&period.to_string()), Ok(period));
        }
    }

    #[test]
    fn any_text_is_a_date_or_none(text in any::<String>(), digits in "[0-9:./ -]{0,12}") {
        for text in [&text, &digits] {
            let _ = (Date::parse(text).map_err(|why| assert!(!why.is_empty())), Period::parse(text), Time::parse(text));
        }
        if let Ok(time) = Time::parse(&digits) {
            prop_assert_eq!(Time::parse(&time.to_string()), Ok(time));
        }
    }

    #[test]
    fn front_matter_reads_back_as_itself(table in table()) {
        let text = written(&table);
        let mut report = Report::default();
        let first = toml::parse(&text, &toml::Origin::at(FileId(0), 0), Code::BrokenFrontMatter, &mut report);
        prop_assert!(report.is_publishable(), "{}", text);
        let again = written_table(&first);
        let second = toml::parse(&again, &toml::Origin::at(FileId(0), 0), Code::BrokenFrontMatter, &mut report);
        prop_assert_eq!(toml::plain(&first), toml::plain(&second), "{} became {}", text, again);
    }
}

/// A sheet as CSV.
fn printed(sheet: &Sheet) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    let rows = sheet.rows.iter().map(|row| line(row.cells.iter().map(|cell| quoted(cell.as_text().unwrap_or_default())).collect()));
    line(sheet.headings.iter().map(|heading| quoted(&heading.text)).collect()) + &rows.collect::<String>()
}

/// What a sheet says, wherever it stands.
fn words(sheet: &Sheet) -> (Vec<&str>, Vec<Vec<&str>>) {
    let rows = sheet.rows.iter().map(|row| row.cells.iter().map(|cell| cell.as_text().unwrap_or_default()).collect());
    (sheet.headings.iter().map(|heading| &*heading.text).collect(), rows.collect())
}

/// Any table of TOML that an author could write.
fn table() -> impl Strategy<Value = toml_value::Value> {
    let leaf = prop_oneof![
        any::<String>().prop_map(toml_value::Value::String),
        any::<i64>().prop_map(toml_value::Value::Integer),
        any::<bool>().prop_map(toml_value::Value::Boolean),
        (-1e9..1e9f64).prop_map(toml_value::Value::Float),
    ];
    let value = leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(toml_value::Value::Array),
            prop::collection::vec((any::<String>(), inner), 0..4).prop_map(|pairs| toml_value::Value::Table(pairs.into_iter().collect())),
        ]
    });
    prop::collection::vec(("[a-z_]{1,6}|.{0,3}", value), 0..6).prop_map(|pairs| toml_value::Value::Table(pairs.into_iter().collect()))
}

/// A table as the maintained writer prints it.
fn written(table: &toml_value::Value) -> String {
    toml_value::to_string(table).expect("any such table can be written")
}

/// A table of ours, printed.
fn written_table(table: &Table) -> String {
    toml_value::to_string(&value_of(&Toml::Table(table.clone()))).expect("any such table can be written")
}

fn value_of(value: &Toml) -> toml_value::Value {
    match value {
        Toml::Text(text) | Toml::Cell(text) => toml_value::Value::String(text.to_string()),
        Toml::Date(date) => toml_value::Value::Datetime(date.parse().expect("it was read as one")),
        Toml::Lost => toml_value::Value::String(String::new()),
        Toml::Integer(number) => toml_value::Value::Integer(*number),
        Toml::Number(number) => toml_value::Value::Float(*number),
        Toml::Boolean(flag) => toml_value::Value::Boolean(*flag),
        Toml::List(items) => toml_value::Value::Array(items.iter().map(|item| value_of(&item.value)).collect()),
        Toml::Table(table) => {
            toml_value::Value::Table(table.entries.iter().map(|entry| (entry.key.to_string(), value_of(&entry.node.value))).collect())
        }
    }
}

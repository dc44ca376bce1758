//! The schemas that `sare schema` gives to editors: they let pass what the compiler lets pass, and underline what it complains of.

#[path = "support/pattern.rs"]
mod pattern;
#[path = "support/site.rs"]
#[expect(dead_code, reason = "other tests copy sites")]
mod site;

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use sare::Options;
use sare::diag::{Code, FileId, Report};
use sare::registry::settings::Settings;
use sare::registry::{kind, schema};
use sare::source::{Origin, SourceTree, walk};
use sare::syntax::document::{Role, address};
use sare::syntax::toml::{self, Table, Toml};
use sare::syntax::{self, front};
use serde_json::{Map, Value, json};
use site::repository;

#[test]
fn documents_that_are_right_are_right_by_their_schemas() {
    let mut count = 0;
    for root in sites() {
        let tree = walk::read(&root, &[], &mut Report::default()).expect("the site can be read");
        let schemas = Schemas::of(&tree);
        for (path, table) in documents(&tree) {
            let Some(schema) = schemas.of_document(&path) else { continue };
            let mut faults = Vec::new();
            validate(&plain(&table), schema, schema, &path, &mut faults);
            assert!(faults.is_empty(), "{}", faults.join("\n"));
            count += 1;
        }
        if let Some((path, text)) = settings(&tree) {
            let mut faults = Vec::new();
            let schema = schema::of_settings();
            validate(&plain(&read(&text)), &schema, &schema, &path, &mut faults);
            assert!(faults.is_empty(), "{}", faults.join("\n"));
        }
    }
    assert!(count > 100, "{count} documents were held against their schemas");
}

#[test]
fn mistakes_are_mistakes_by_the_schema() {
    let check = |kind: &str, written: &str, expected: &str| {
        let tree = SourceTree::new("".into(), Vec::new());
        let schemas = Schemas::of(&tree);
        let schema = schemas.of_document(&format!("content/{kind}/x.toml")).expect("it is a kind's folder");
        let mut faults = Vec::new();
        validate(&plain(&read(written)), schema, schema, "x", &mut faults);
        assert!(
            faults.iter().any(|fault| fault.starts_with(expected)) || expected.is_empty() && faults.is_empty(),
            "{written}: {faults:?}"
        );
    };
    check("hubs", "title = \"T\"\nweight = 2\nfrom = 2018-06-01\nformer_ids = \"a\"", "");
    check("hubs", "title = \"T\"\nmembers = [\"a\", { id = \"b\", from = 2018, source = \"c\" }]", "");
    check("hubs", "titel = \"T\"", "x: `titel` is none of");
    check("hubs", "summary = \"T\"", "x: `title` is missing");
    check("hubs", "title = { en = \"T\", eu = \"T\" }", "x.title: ");
    check("hubs", "title = \"T\"\nstatus = \"actve\"", "x.status: ");
    check("hubs", "title = \"T\"\nmembers = [{ id = \"b\", form = 2018 }]", "x.members: ");
    check("hubs", "title = \"T\"\ndraft = \"yes\"", "x.draft: ");
    for date in ["2018", "2018-06", "2018-06-04", "2018-early", "2018-06-mid", "2018~", "2018-06-04T09:30:00Z", " 2018 "] {
        check("hubs", &format!("title = \"T\"\nfrom = \"{date}\""), "");
        check("events", &format!("title = \"T\"\nperiod = \"{date}\""), "");
        check("events", &format!("title = \"T\"\nperiod = \"{date}/..\""), "");
    }
    for date in ["12/5/2003", "2018-6", "2018-13", "2018-06-32", "soon", ""] {
        check("hubs", &format!("title = \"T\"\nfrom = \"{date}\""), "x.from: ");
    }
    check("events", "title = \"T\"\nperiod = \"17/04/2024\"", "x.period: ");
    check("figures", "title = \"T\"\nunit = \"people\"\n[[observations]]\nvalue = \"not-reported\"\nperiod = 2018", "");
    check("figures", "title = \"T\"\nunit = \"people\"\n[[observations]]\nvalue = \"none\"", "x.observations: ");
    check("figures", "title = \"T\"\nunit = \"people\"\ncounts = { of = \"hubb\" }", "x.counts.of: ");
}

#[test]
fn the_schema_of_sare_toml_knows_the_keys_that_reading_knows() {
    let schema = schema::of_settings();
    let properties =
        |schema: &Value| -> BTreeSet<String> { schema["properties"].as_object().expect("it has properties").keys().cloned().collect() };
    assert_eq!(properties(&schema), known("qqqqqqqqqqqqqqqqqqqqqqqq = 1"));
    for table in ["figures", "checks", "sharing", "preview"] {
        let written = format!("[{table}]\nqqqqqqqqqqqqqqqqqqqqqqqq = 1");
        assert_eq!(properties(&schema["properties"][table]), known(&written), "{table}");
    }
    let entry = &schema["properties"]["navigation"]["items"];
    assert_eq!(properties(entry), known("[[navigation]]\nto = \"/\"\nqqqqqqqqqqqqqqqqqqqqqqqq = 1"));
}

/// The keys that reading `sare.toml` knows where an unknown one stands: the report lists them.
fn known(written: &str) -> BTreeSet<String> {
    let mut report = Report::default();
    let table = read(written);
    Settings::read(Some(&(FileId(0), table)), &mut report);
    let found = report.sorted().into_iter().find(|found| found.code == Code::UnknownSetting).expect("the key is unknown");
    let help = found.help.expect("the keys are listed");
    help.strip_prefix("it knows ").expect("the keys are listed").split(", ").map(str::to_owned).collect()
}

#[test]
fn the_program_prints_schemas_and_writes_them() {
    let folder = tempfile::tempdir().expect("there is room for a temporary folder");
    let sare = |words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sare"));
        let output = command.current_dir(folder.path()).args(words).stdin(Stdio::null()).output().expect("the program can be run");
        (output.status.code(), String::from_utf8(output.stdout).expect("it is text"), String::from_utf8(output.stderr).expect("it is text"))
    };
    let (status, printed, _) = sare(&["schema", "figure"]);
    let printed: Value = serde_json::from_str(&printed).expect("it is JSON, outside of a site too");
    assert_eq!((status, &printed["title"]), (Some(0), &json!("Figure")));
    assert_eq!(sare(&["schema", "figur"]).0, Some(2));
    assert_eq!(sare(&["schema", "--write"]).0, Some(2), "there is no site to write them into");
    assert_eq!(sare(&["new", "."]).0, Some(0));
    std::fs::create_dir(folder.path().join("kinds")).expect("it can be made");
    site::put(&folder.path().join("kinds/standard.toml"), b"label = \"Standard\"\nfolder = \"standards\"\n");
    let (status, said, errors) = sare(&["schema", "--write"]);
    assert_eq!((status, &*errors), (Some(0), ""));
    assert!(said.contains("include = [\"content/standards/**/*.toml\"]"), "{said}");
    for name in ["sare", "figure", "standard"] {
        let path = folder.path().join(format!(".sare/schemas/{name}.json"));
        let written: Value = serde_json::from_slice(&std::fs::read(&path).expect("it was written")).expect("it is JSON");
        assert_eq!(written["$schema"], "https://json-schema.org/draft/2020-12/schema");
    }
    // What Sare remembers may lie there too, and a build goes on as before.
    assert_eq!(sare(&["build"]).0, Some(0));
    assert!(sare::compile(folder.path(), &Options::default()).is_ok());
}

/// The sites that are held against their schemas: all of them build without errors.
fn sites() -> Vec<std::path::PathBuf> {
    let golden = std::fs::read_dir(repository().join("tests/golden")).expect("the golden sites are there");
    let golden = golden.map(|entry| entry.expect("it can be read").path()).filter(|path| path.join("sare.toml").exists());
    golden.chain([repository().to_owned()]).collect()
}

/// The schemas of a site's kinds by the kinds' folders.
struct Schemas(Vec<(Box<str>, Value)>);

impl Schemas {
    fn of(tree: &SourceTree) -> Schemas {
        let mut report = Report::default();
        let documents = syntax::parse(tree, &mut report);
        let settings = Settings::read(documents.settings.as_ref(), &mut report);
        let kinds = kind::load(&documents.kinds, &settings.languages, &mut report);
        let schemas = kinds.all().map(|(id, kind)| (kind.folder.clone(), schema::of_kind(id, &kinds, &settings.languages)));
        Schemas(schemas.collect())
    }

    /// The schema of a main document; translations, chapters and mappings hold less or other things.
    fn of_document(&self, path: &str) -> Option<&Value> {
        let address = address(path).filter(|address| address.role == Role::Main)?;
        self.0.iter().find(|(folder, _)| **folder == *address.folder).map(|(_, schema)| schema)
    }
}

/// The front matter of all Markdown files, and all TOML files that are no mappings of tables.
fn documents(tree: &SourceTree) -> Vec<(String, Table)> {
    let mut found = Vec::new();
    for (id, file) in tree.files().filter(|(_, file)| file.origin == Origin::Site && file.path.starts_with("content/")) {
        let is_mapping =
            ["csv", "xlsx", "ods"].iter().any(|ending| tree.find(&file.path.replace(".toml", &format!(".{ending}"))).is_some());
        if file.path.ends_with(".md") {
            found.push((file.path.to_string(), front::read(id, tree.text(id), &mut Report::default()).table));
        } else if file.path.ends_with(".toml") && (!is_mapping || file.path.starts_with("content/figures/")) {
            found.push((file.path.to_string(), read(tree.text(id))));
        }
    }
    found
}

fn settings(tree: &SourceTree) -> Option<(String, String)> {
    tree.find("sare.toml").map(|file| (tree.path(file).to_owned(), tree.text(file).to_owned()))
}

fn read(text: &str) -> Table {
    let mut report = Report::default();
    let table = toml::parse(text, &toml::Origin::at(FileId(0), 0), Code::BrokenFrontMatter, &mut report);
    assert!(report.is_publishable(), "{text}");
    table
}

/// TOML as an editor hands it to a schema: its dates are text.
fn plain(table: &Table) -> Value {
    Value::Object(table.entries.iter().map(|entry| (entry.key.to_string(), plain_value(&entry.node.value))).collect::<Map<_, _>>())
}

fn plain_value(value: &Toml) -> Value {
    match value {
        Toml::Text(text) | Toml::Date(text) | Toml::Cell(text) => json!(text),
        Toml::Lost => json!(null),
        Toml::Integer(number) => json!(number),
        Toml::Number(number) => json!(number),
        Toml::Boolean(flag) => json!(flag),
        Toml::List(items) => items.iter().map(|item| plain_value(&item.value)).collect(),
        Toml::Table(table) => plain(table),
    }
}

/// As much of JSON Schema as our schemas use; a word that it does not know is a fault of the schema.
fn validate(value: &Value, schema: &Value, root: &Value, at: &str, faults: &mut Vec<String>) {
    let Value::Object(rules) = schema else {
        assert_eq!(*schema, json!(true), "{at}");
        return;
    };
    for (word, rule) in rules {
        let is_kept = match &**word {
            "$schema" | "$defs" | "title" | "description" | "x-taplo" => true,
            "$ref" => {
                let target = rule.as_str().and_then(|name| root.pointer(&name[1..])).expect("references lead somewhere");
                validate(value, target, root, at, faults);
                true
            }
            "type" => match rule {
                Value::Array(types) => types.iter().any(|name| is_of_type(value, name)),
                name => is_of_type(value, name),
            },
            "enum" => rule.as_array().expect("it is a list").contains(value),
            "const" => value == rule,
            "pattern" => value.as_str().is_none_or(|text| pattern::is_match(rule.as_str().expect("it is a text"), text)),
            "anyOf" => rule.as_array().expect("it is a list").iter().any(|schema| {
                let mut inner = Vec::new();
                validate(value, schema, root, at, &mut inner);
                inner.is_empty()
            }),
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    validate(item, rule, root, &format!("{at}.{number}"), faults);
                }
                true
            }
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= rule.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= rule.as_u64().unwrap()),
            "properties" | "additionalProperties" => true,
            "required" => {
                let missing = rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(Value::as_str)
                    .filter(|key| value.as_object().is_some_and(|table| !table.contains_key(*key)));
                faults.extend(missing.map(|key| format!("{at}: `{key}` is missing")));
                true
            }
            other => panic!("{at}: the schema says `{other}`, which this test does not understand"),
        };
        if !is_kept {
            faults.push(format!("{at}: {value} is not {word} {rule}"));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let place = format!("{at}.{key}");
        match (rules.get("properties").and_then(|known| known.get(key)), rules.get("additionalProperties")) {
            (Some(schema), _) => validate(inner, schema, root, &place, faults),
            (None, Some(Value::Bool(false))) => faults.push(format!("{at}: `{key}` is none of its properties")),
            (None, Some(schema)) => validate(inner, schema, root, &place, faults),
            (None, None) => {}
        }
    }
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str().expect("it is a name") {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("there is no type {other}"),
    }
}

//! `sare schema [KIND]`: what documents and sare.toml may say, as JSON Schema for editors.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::Path;

use serde_json::Value;

use super::report::Findings;
use super::{Desk, Ended, Trouble, kinds};
use crate::cli::CheckArgs;
use crate::diag::Report;
use crate::registry::kind::{self, Kinds};
use crate::registry::schema;
use crate::registry::settings::{Languages, Settings};
use crate::source::SourceTree;
use crate::syntax;

/// Where the schemas are written, below the site's folder.
const FOLDER: &str = ".sare/schemas";

/// Prints the schema of a kind, or of sare.toml.
pub fn print(name: Option<&str>, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let model = Model::read(desk)?;
    let schema = match name {
        None => schema::of_settings(),
        Some(name) => schema::of_kind(kinds::find(name, &model.kinds)?, &model.kinds, &model.languages),
    };
    let ended = model.told(desk)?;
    desk.print(text(&schema).as_bytes())?;
    Ok(ended)
}

/// Writes all schemas into `.sare/schemas/`, and says how an editor finds them.
pub fn write(desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let root = super::root::find(desk)?;
    let model = Model::read(desk)?;
    let folder = root.join(FOLDER);
    let put = |name: &str, schema: &Value| {
        let path = folder.join(format!("{name}.json"));
        put(&path, &text(schema)).map_err(|err| Trouble::with(&path, &err))
    };
    std::fs::create_dir_all(&folder).map_err(|err| Trouble::with(&folder, &err))?;
    put("sare", &schema::of_settings())?;
    for (id, kind) in model.kinds.all() {
        put(&kind.name, &schema::of_kind(id, &model.kinds, &model.languages))?;
    }
    let count = super::counted(model.kinds.all().count() + 1, "schema");
    let told = rules(&model.kinds);
    let ended = model.told(desk)?;
    desk.tell(&format!("wrote {count} into {FOLDER}/; write them again when kinds/ changes\n\n"))?;
    desk.tell("For Even Better TOML and other editors that use taplo, put this into .taplo.toml beside sare.toml:\n\n")?;
    desk.print(told.as_bytes())?;
    Ok(ended)
}

/// What the schemas are made from.
struct Model {
    tree: SourceTree,
    languages: Languages,
    kinds: Kinds,
    report: Report,
}

impl Model {
    /// Says what is wrong with the settings and kinds themselves.
    fn told(self, desk: &Desk<'_>) -> Result<Ended, Trouble> {
        desk.print_report(&Findings { found: self.report.sorted(), allowed: Vec::new(), tree: &self.tree }, &CheckArgs::default())
    }

    fn read(desk: &Desk<'_>) -> Result<Model, Trouble> {
        let mut report = Report::default();
        let tree = kinds::declarations(desk)?;
        let documents = syntax::parse(&tree, &mut report);
        let settings = Settings::read(documents.settings.as_ref(), &mut report);
        let kinds = kind::load(&documents.kinds, &settings.languages, &mut report);
        Ok(Model { tree, languages: settings.languages, kinds, report })
    }
}

fn text(schema: &Value) -> String {
    // Pretty printing of what is in memory cannot fail; `{:#}` is the same without an error to pass on.
    format!("{schema:#}\n")
}

/// Writes a file that an editor may be reading: the new one takes the old one's place in one step.
fn put(path: &Path, text: &str) -> io::Result<()> {
    let draft = path.with_extension("json.draft");
    let mut file = std::fs::File::create(&draft)?;
    file.write_all(text.as_bytes())?;
    std::fs::rename(&draft, path)
}

/// The rules by which taplo finds a file's schema.
fn rules(kinds: &Kinds) -> String {
    let mut rules = String::new();
    let mut rule = |include: &str, name: &str| {
        // Writing to a string cannot fail.
        let _ = write!(rules, "[[rule]]\ninclude = [\"{include}\"]\n\n[rule.schema]\npath = \"{FOLDER}/{name}.json\"\n\n");
    };
    rule("sare.toml", "sare");
    for (_, kind) in kinds.all() {
        match &*kind.folder {
            "" => rule("content/*.toml", &kind.name),
            folder => rule(&format!("content/{folder}/**/*.toml"), &kind.name),
        }
    }
    rules.truncate(rules.trim_end().len());
    rules.push('\n');
    rules
}

//! `sare kinds [NAME]`: the kinds of thing there are, or one kind with everything it may say.

use std::fmt::Write as _;

use super::report::Findings;
use super::{Desk, Ended, Trouble, root};
use crate::cli::CheckArgs;
use crate::diag::{Report, nearest};
use crate::registry::kind::{self, Field, FieldId, FieldKind, Kind, Kinds, Many, Need, Pages, RefField, Scheme, Targets};
use crate::registry::settings::{Languages, Settings};
use crate::registry::value::Text;
use crate::source::SourceTree;
use crate::syntax;

/// Prints all kinds, or the one of that name.
pub fn kinds(name: Option<&str>, desk: &Desk<'_>) -> Result<Ended, Trouble> {
    let mut report = Report::default();
    let tree = declarations(desk)?;
    let documents = syntax::parse(&tree, &mut report);
    let settings = Settings::read(documents.settings.as_ref(), &mut report);
    let kinds = kind::load(&documents.kinds, &settings.languages, &mut report);
    let lister = Lister { kinds: &kinds, languages: &settings.languages, common: common(&kinds) };
    let text = match name {
        None => lister.all(),
        Some(name) => lister.one(kinds.kind(find(name, &kinds)?)),
    };
    let ended = desk.print_report(&Findings { found: report.sorted(), allowed: Vec::new(), tree: &tree }, &CheckArgs::default())?;
    desk.print(text.as_bytes())?;
    Ok(ended)
}

/// The built-in kinds, and those of the site if there is one here.
pub(super) fn declarations(desk: &Desk<'_>) -> Result<SourceTree, Trouble> {
    let root = match root::find(desk) {
        Ok(root) => root,
        Err(trouble) if desk.manner.root.is_some() => return Err(trouble),
        Err(_) => return Ok(SourceTree::new(std::path::PathBuf::new(), Vec::new())),
    };
    // What cannot be read in content/ is no matter of kinds.
    let mut unread = Report::default();
    let whole = crate::source::walk::read(&root, &[], &mut unread).map_err(|err| Trouble::with(&root, &err))?;
    let is_wanted = |path: &str| path == "sare.toml" || path.starts_with("kinds/");
    if let Some(found) = unread.sorted().into_iter().find(|found| is_wanted(whole.path(found.span.file))) {
        return Err(Trouble::new(format!("{}: {}", whole.path(found.span.file), found.message), &found.help.unwrap_or_default()));
    }
    let files = whole.files().filter(|(_, file)| is_wanted(&file.path)).map(|(_, file)| file.clone()).collect();
    Ok(SourceTree::new(root, files))
}

pub(super) fn find(name: &str, kinds: &Kinds) -> Result<kind::KindId, Trouble> {
    kinds.find(name).ok_or_else(|| {
        let names = kinds.all().flat_map(|(_, kind)| [&*kind.name, &*kind.folder]);
        let help = match nearest(name, names) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`sare kinds` lists them".to_owned(),
        };
        Trouble::new(format!("there is no kind `{name}`"), &help)
    })
}

/// Puts kinds into lines.
struct Lister<'a> {
    kinds: &'a Kinds,
    languages: &'a Languages,
    /// What any relation may say, whatever its field.
    common: Vec<FieldId>,
}

/// The sub-fields that all references of all kinds have: each has its own, but they are declared in one place.
fn common(kinds: &Kinds) -> Vec<FieldId> {
    let fields = kinds.all().flat_map(|(_, kind)| &kind.fields).map(|field| kinds.field(*field));
    let references: Vec<&[FieldId]> = fields.filter(|field| matches!(field.kind, FieldKind::Ref(_))).map(Field::sub_fields).collect();
    let has = |fields: &[FieldId], wanted: FieldId| fields.iter().any(|field| kinds.field(*field).span == kinds.field(wanted).span);
    let first = references.first().copied().unwrap_or_default();
    first.iter().copied().filter(|field| references.iter().all(|fields| has(fields, *field))).collect()
}

impl Lister<'_> {
    fn all(&self) -> String {
        let heading = ["kind", "folder", "fields", "labels"].map(str::to_owned);
        let row = |kind: &Kind| {
            let fields = kind.fields.iter().filter(|field| !matches!(self.kinds.field(**field).kind, FieldKind::Inverse(_))).count();
            [kind.name.to_string(), folder(kind), fields.to_string(), self.labels(&kind.plural)]
        };
        let rows: Vec<[String; 4]> = [heading].into_iter().chain(self.kinds.all().map(|(_, kind)| row(kind))).collect();
        columns(&rows) + "\n`sare kinds NAME` describes one of them.\n"
    }

    fn one(&self, kind: &Kind) -> String {
        let list = if kind.segment.is_empty() { "/".to_owned() } else { format!("/{}/", kind.segment) };
        let pages = match kind.pages {
            Pages::None => "no pages of their own".to_owned(),
            Pages::NoList => format!("pages at {list}ID/"),
            Pages::All => format!("pages at {list}ID/, listed at {list}"),
        };
        let schema = if kind.schema.is_empty() { String::new() } else { format!("; schema.org {}", kind.schema) };
        let folder = folder(kind);
        let mut text = format!("{}: {}\ndocuments in {folder}; {pages}{schema}\n\n", kind.name, self.labels(&kind.label));
        let mut rows = vec![["field", "type", "labels"].map(str::to_owned)];
        let mut inverses = vec![["from elsewhere", "said by", "labels"].map(str::to_owned)];
        for id in &kind.fields {
            let field = self.kinds.field(*id);
            match &field.kind {
                FieldKind::Inverse(fields) => inverses.push([field.name.to_string(), self.owners(fields), self.labels(&field.label)]),
                _ => self.describe(field, 0, &mut rows),
            }
        }
        text += &columns(&rows);
        if inverses.len() > 1 {
            text += &format!("\n{}", columns(&inverses));
        }
        let mut relations = vec![["any relation", "type", "labels"].map(str::to_owned)];
        self.common.iter().for_each(|field| self.describe(self.kinds.field(*field), 0, &mut relations));
        if relations.len() > 1 {
            text += &format!("\n{}", columns(&relations));
        }
        text
    }

    /// A field's row, and below it what it may hold.
    fn describe(&self, field: &Field, depth: usize, rows: &mut Vec<[String; 3]>) {
        let indent = "  ".repeat(depth);
        rows.push([format!("{indent}{}", field.name), self.kind_of(field), self.labels(&field.label)]);
        let detail = |what: String, words: String| [String::new(), format!("{indent}  {what}"), words];
        if let Some(help) = &field.help {
            rows.push([String::new(), String::new(), format!("({help})")]);
        }
        if let FieldKind::Ref(RefField { inverse: Some(inverse), .. }) = &field.kind {
            rows.push(detail(format!("there: {}", inverse.name), self.labels(&inverse.label)));
        }
        for choice in field.choices() {
            rows.push(detail(choice.id.to_string(), self.labels(&choice.label)));
        }
        let is_common = |sub: &&FieldId| self.common.iter().any(|common| self.kinds.field(*common).span == self.kinds.field(**sub).span);
        for sub in field.sub_fields().iter().filter(|sub| !is_common(sub)) {
            self.describe(self.kinds.field(*sub), depth + 1, rows);
        }
    }

    fn kind_of(&self, field: &Field) -> String {
        let many = if field.many == Many::List { "list of " } else { "" };
        let required = match field.need {
            Need::Required => ", required",
            Need::Expected => ", expected",
            Need::Optional => "",
        };
        let more = match &field.kind {
            FieldKind::Identifier(scheme) => format!(" ({})", scheme_name(*scheme)),
            FieldKind::Ref(target) => format!(" to {}", self.targets(&target.to)),
            _ => String::new(),
        };
        format!("{many}{}{more}{required}", field.type_name())
    }

    fn targets(&self, targets: &Targets) -> String {
        match targets {
            Targets::Any => "anything".to_owned(),
            Targets::Only(kinds) => kinds.iter().map(|kind| &*self.kinds.kind(*kind).name).collect::<Vec<_>>().join(", "),
        }
    }

    /// The fields at the other end: `project.partners`, or only the field's name where every kind has it.
    fn owners(&self, fields: &[FieldId]) -> String {
        let mut names: Vec<String> = Vec::new();
        for field in fields.iter().map(|id| self.kinds.field(*id)) {
            let name = match &field.kind {
                FieldKind::Ref(target) if fields.len() <= 3 => format!("{}.{}", self.kinds.kind(target.of).name, field.name),
                _ => field.name.to_string(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }

    /// A text in the site's languages; equal ones once.
    fn labels(&self, text: &Text) -> String {
        let mut words: Vec<&str> = Vec::new();
        for (language, _) in self.languages.all() {
            let (_, version) = text.read_in(language);
            if !words.contains(&&**version) {
                words.push(version);
            }
        }
        words.join(" · ")
    }
}

fn folder(kind: &Kind) -> String {
    if kind.folder.is_empty() { "content/".to_owned() } else { format!("content/{}/", kind.folder) }
}

fn scheme_name(scheme: Scheme) -> &'static str {
    Scheme::ALL.iter().find(|(_, known)| *known == scheme).map_or("", |(name, _)| name)
}

/// Rows whose cells stand below each other; the last column is as wide as it likes.
fn columns<const N: usize>(rows: &[[String; N]]) -> String {
    let mut text = String::new();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: [usize; N] = std::array::from_fn(width);
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            // Writing to a string cannot fail.
            let _ = write!(line, "{cell:<width$}  ");
        }
        text += line.trim_end();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_stand_below_each_other() {
        let rows = [["a", "bb", "c"], ["ñandú", "", "d"]].map(|row| row.map(str::to_owned));
        assert_eq!(columns(&rows), "a      bb  c\nñandú      d\n");
    }
}

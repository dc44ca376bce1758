//! What editors wrote, as the values that the fields want.

pub(super) mod plain;
mod reference;

use super::Ground;
use super::entity::EntityId;
use super::kind::{FieldId, FieldKind, Many, Need};
use super::relation::{Relation, RelationId};
use super::settings::localised;
use super::value::{Given, Localised, Value};
use super::{query, rows};
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::source::SourceTree;
use crate::syntax::markdown;
use crate::syntax::toml::{Keys, Node, State, Table, Toml, wrong_type};

/// Reads the values of one thing.
pub struct Decoder<'a> {
    pub ground: &'a Ground<'a>,
    pub tree: &'a SourceTree,
    /// The thing, and the file that its paths are relative to.
    pub entity: EntityId,
    pub file: FileId,
    pub report: Report,
    /// The relations met so far; a [`Value::Ref`] is a position among them until all are put together.
    pub relations: Vec<Relation>,
}

impl Decoder<'_> {
    /// The values of a table, in the order of `fields`; keys that are none of them are reported, except those in `also`.
    pub fn record(&mut self, table: &Table, fields: &[FieldId], also: &[&str], whole: Span) -> Vec<Given> {
        let is_whole = table.state == State::Whole;
        // What a kind file that cannot be read says of fields nobody knows.
        let are_known = !self.ground.kinds.is_lost(self.ground.kind_of(self.entity));
        // Found out once: a table may have any number of keys that nobody knows.
        let mut absent: Option<Vec<&str>> = None;
        for entry in table.entries.iter().filter(|_| is_whole && are_known) {
            let is_known = also.contains(&&*entry.key) || self.ground.kinds.find_among(fields, &entry.key).is_some();
            if !is_known {
                let known = self.ground.kinds.field_names(fields).chain(also.iter().copied());
                let near = nearest(&entry.key, known).map(|near| format!("did you mean `{near}`?"));
                let all = near.is_none() && fields.len() <= 20;
                let help = near.or_else(|| all.then(|| format!("the fields here are {}", self.list(fields))));
                let known = self.ground.kinds.field_names(fields).chain(also.iter().copied());
                let absent = absent.get_or_insert_with(|| known.filter(|name| table.find(name).is_none()).collect());
                let found = self.report.say(entry.key_span, Code::UnknownField, format!("there is no field `{}` here", entry.key));
                found.help_if(help).slip(entry.key_span, &entry.key, absent.iter().copied());
            }
        }
        let mut given = Vec::new();
        for id in fields {
            let field = self.ground.kinds.field(*id);
            match table.find(&field.name) {
                Some(entry) => {
                    let value = self.value(*id, &entry.node);
                    given.extend(value.map(|value| Given { field: *id, value, span: entry.node.span }));
                }
                None if field.need == Need::Required && is_whole => {
                    let message = format!("`{}` is missing", field.name);
                    let help = field.help.as_ref().map(|help| format!("add `{}`: {help}", field.name));
                    self.report.say(whole, Code::MissingField, message).help_if(help);
                }
                None => {}
            }
        }
        given
    }

    fn list(&self, fields: &[FieldId]) -> String {
        self.ground.kinds.field_names(fields).collect::<Vec<_>>().join(", ")
    }

    /// The value of a field; `None` if it is a relation of the thing itself, or a fault that has been reported.
    fn value(&mut self, id: FieldId, node: &Node) -> Option<Value> {
        let field = self.ground.kinds.field(id);
        match (&field.kind, field.many) {
            (FieldKind::Inverse(fields), _) => {
                self.inverse(fields, node);
                None
            }
            (FieldKind::Mapping, _) => rows::mapping(&field.name, node, &mut self.report).map(Value::Mapping),
            (FieldKind::Unknown, _) => None,
            _ if node.value == Toml::Lost => None,
            (_, Many::One) => self.item(id, node),
            (_, Many::List) => {
                let items: Vec<Value> = self.items(node).iter().filter_map(|item| self.item(id, item)).collect();
                (!items.is_empty()).then_some(Value::List(items))
            }
        }
    }

    /// The items of a list: of a TOML list, of a cell with semicolons, or one alone.
    fn items(&self, node: &Node) -> Vec<Node> {
        match &node.value {
            Toml::List(items) => items.clone(),
            Toml::Cell(text) => {
                // In a cell that says just what stands in the file each part has a place of its own.
                let is_plain = self.tree.text(node.span.file).get(node.span.range()) == Some(&**text);
                let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
                let place = |part: &str| {
                    let start = node.span.start as usize + (part.as_ptr() as usize - text.as_ptr() as usize);
                    if is_plain { Span::new(node.span.file, start..start + part.len()) } else { node.span }
                };
                parts.map(|part| Node { span: place(part), value: Toml::Cell(part.into()) }).collect()
            }
            _ => vec![node.clone()],
        }
    }

    fn item(&mut self, id: FieldId, node: &Node) -> Option<Value> {
        let field = self.ground.kinds.field(id);
        match &field.kind {
            FieldKind::Ref(target) => self.reference(id, target, node),
            // That a record has no fields has been said where its kind is declared.
            FieldKind::Record(fields) if fields.is_empty() => None,
            FieldKind::Record(fields) => match &node.value {
                Toml::Table(table) => Some(Value::Record(self.inside(table, fields, node.span))),
                _ => {
                    wrong_type(&field.name, "a table", node, &mut self.report);
                    None
                }
            },
            FieldKind::Query(fields) => match &node.value {
                Toml::Table(table) => {
                    let mut keys = Keys::of(table, "a query");
                    let query = query::read(&mut keys, node.span, self.ground, &mut self.report);
                    let beside =
                        Table::of(fields.iter().filter_map(|field| keys.entry(&self.ground.kinds.field(*field).name)).cloned().collect());
                    keys.finish(&mut self.report);
                    let says = self.inside(&beside, fields, node.span);
                    // Of a question that is read in part nothing is answered.
                    query.filter(|_| says.len() == beside.entries.len()).map(|query| Value::Query(Box::new(query), says))
                }
                _ => {
                    wrong_type(&field.name, "a query, such as { of = \"organisation\" }", node, &mut self.report);
                    None
                }
            },
            FieldKind::Text => localised(&field.name, node, self.ground.languages, &mut self.report).map(Value::Text),
            FieldKind::Markdown => self.markdown(&field.name, node),
            FieldKind::Image => self.image(&field.name, node),
            kind => plain::value(&field.name, kind, node, &mut self.report),
        }
    }

    /// The values of a record, whose references are kept in it.
    fn inside(&mut self, table: &Table, fields: &[FieldId], span: Span) -> Vec<Given> {
        let before = self.relations.len();
        let given = self.record(table, fields, &[], span);
        debug_assert!(self.relations[before..].iter().all(|relation| relation.from == self.entity));
        given
    }

    fn markdown(&mut self, name: &str, node: &Node) -> Option<Value> {
        let texts = localised(name, node, self.ground.languages, &mut self.report)?;
        let source = self.tree.text(node.span.file);
        let mut compile = |text: &str| markdown::compile_within(node.span, text, source, &mut self.report);
        let versions = texts.versions().map(|(language, text)| (language, compile(text))).collect();
        Localised::of(versions).map(|body| Value::Markdown(Box::new(body)))
    }

    fn image(&mut self, name: &str, node: &Node) -> Option<Value> {
        let Some(text) = node.as_text() else {
            wrong_type(name, "the name of an image", node, &mut self.report);
            return None;
        };
        match find_file(text, self.file, self.tree) {
            Some(path) => Some(Value::Image(path.into())),
            None => {
                let message = format!("there is no image `{text}`");
                self.report.say(node.span, Code::MissingImage, message).help("put it beside this document or into content/media/");
                None
            }
        }
    }

    fn add_relation(&mut self, relation: Relation) -> RelationId {
        self.relations.push(relation);
        RelationId((self.relations.len() - 1) as u32)
    }
}

/// The path of a file that a document names: beside the document, in `content/media/` or in `static/`.
pub fn find_file(written: &str, document: FileId, tree: &SourceTree) -> Option<String> {
    let folder = tree.path(document).rsplit_once('/').map_or("", |(folder, _)| folder);
    let below = written.trim_start_matches("./");
    let absolute = written.strip_prefix('/');
    let candidates = match absolute {
        Some(path) => vec![format!("content/{path}"), format!("static/{path}")],
        None => vec![join(folder, below)?, format!("content/media/{below}"), format!("static/{below}")],
    };
    candidates.into_iter().find(|path| tree.find(path).is_some())
}

/// Joins a folder and a relative path; `None` where it leads out of the site.
pub(super) fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

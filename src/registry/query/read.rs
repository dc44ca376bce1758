//! A query as it is written into a [`Query`].

use super::super::Ground;
use super::super::kind::{FieldId, FieldKind, KindId, Targets};
use super::super::names::Resolved;
use super::{Comparison, Condition, Direction, Operand, Path, Query, Sort, SortBy, Subject, Test};
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::date::Period;
use crate::syntax::toml::{Entry, Keys, Node, Toml, wrong_type};

/// Reads `of`, `where`, `sort`, `limit` and `group_by` out of a table that may hold more.
///
/// `whole` is where the query stands, for a fault of the query as a whole.
pub fn read(keys: &mut Keys<'_>, whole: Span, ground: &Ground<'_>, report: &mut Report) -> Option<Query> {
    let mut reader = Reader { ground, report, of: Vec::new() };
    let Some(of) = keys.node("of") else {
        keys.node("where");
        reader
            .report
            .say(whole, Code::MissingField, "this query does not say `of` which kind")
            .help("add a line such as of = \"organisation\"");
        return None;
    };
    reader.of = reader.kinds(of);
    if reader.of.is_empty() {
        for key in ["where", "sort", "limit", "group_by"] {
            keys.node(key);
        }
        return None;
    }
    let conditions =
        keys.table("where", reader.report).map(|table| table.entries.iter().flat_map(|entry| reader.conditions(entry)).collect());
    let sort = keys.texts("sort", reader.report).into_iter().filter_map(|(name, span)| reader.sort(name, span)).collect();
    let limit = keys.node("limit").and_then(|node| reader.limit(node));
    let group_by = keys.text("group_by", reader.report);
    let group_by = group_by.and_then(|name| reader.paths(name, keys.node("group_by").map_or(whole, |node| node.span)));
    Some(Query { of: reader.of, conditions: conditions.unwrap_or_default(), sort, limit, group_by })
}

struct Reader<'a> {
    ground: &'a Ground<'a>,
    report: &'a mut Report,
    of: Vec<KindId>,
}

impl Reader<'_> {
    fn kinds(&mut self, node: &Node) -> Vec<KindId> {
        let kinds = self.ground.kinds;
        let mut found = Vec::new();
        for (name, span) in crate::syntax::toml::texts("of", node, self.report) {
            match kinds.find(name) {
                Some(kind) => found.push(kind),
                None => {
                    let near = nearest(name, kinds.all().map(|(_, kind)| &*kind.name)).map(|near| format!("did you mean `{near}`?"));
                    self.report.say(span, Code::UnknownKind, format!("there is no kind `{name}`")).help_if(near);
                }
            }
        }
        found
    }

    /// The field of this name in each kind of the query; reported where none has it.
    fn paths(&mut self, name: &str, span: Span) -> Option<Vec<Path>> {
        let kinds = self.ground.kinds;
        let (outer, inner) = name.split_once('.').map_or((name, None), |(outer, inner)| (outer, Some(inner)));
        let mut paths = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for kind in &self.of {
            let Some(field) = kinds.find_field(*kind, outer) else {
                known.extend(kinds.field_names(&kinds.kind(*kind).fields));
                continue;
            };
            let subs: Vec<FieldId> = match &kinds.field(field).kind {
                FieldKind::Inverse(fields) => fields.iter().flat_map(|field| kinds.field(*field).sub_fields()).copied().collect(),
                _ => kinds.field(field).sub_fields().to_vec(),
            };
            match inner.map(|inner| kinds.find_among(&subs, inner)) {
                Some(None) => known.extend(kinds.field_names(&subs)),
                sub => paths.push(Path { kind: *kind, field, sub: sub.flatten() }),
            }
        }
        if paths.is_empty() {
            let names: Vec<&str> = self.of.iter().map(|kind| &*kinds.kind(*kind).name).collect();
            let near = nearest(inner.unwrap_or(outer), known).map(|near| match inner {
                Some(_) => format!("did you mean `{outer}.{near}`?"),
                None => format!("did you mean `{near}`?"),
            });
            self.report.say(span, Code::UnknownField, format!("`{}` has no field `{name}`", names.join("`, `"))).help_if(near);
            return None;
        }
        Some(paths)
    }

    fn sort(&mut self, name: &str, span: Span) -> Option<Sort> {
        let (name, direction) = name.strip_prefix('-').map_or((name, Direction::Up), |name| (name, Direction::Down));
        let by = if name == "id" { SortBy::Id } else { SortBy::Field(self.paths(name, span)?) };
        Some(Sort { by, direction })
    }

    fn limit(&mut self, node: &Node) -> Option<usize> {
        match node.value {
            Toml::Integer(limit) if limit > 0 => Some(limit as usize),
            _ => {
                wrong_type("limit", "a whole number above 0", node, self.report);
                None
            }
        }
    }

    fn conditions(&mut self, entry: &Entry) -> Vec<Condition> {
        let subject = if &*entry.key == "id" {
            Subject::Id
        } else {
            match self.paths(&entry.key, entry.key_span) {
                Some(paths) => Subject::Field(paths),
                None => return Vec::new(),
            }
        };
        let tests = match &entry.node.value {
            Toml::Table(table) => table.entries.iter().filter_map(|test| self.test(&subject, test)).collect(),
            _ => vec![Test::OneOf(self.operands(&subject, &entry.node))],
        };
        tests.into_iter().map(|test| Condition { subject: subject.clone(), test }).collect()
    }

    fn test(&mut self, subject: &Subject, entry: &Entry) -> Option<Test> {
        let comparison = match &*entry.key {
            "gte" => Comparison::AtLeast,
            "gt" => Comparison::MoreThan,
            "lte" => Comparison::AtMost,
            "lt" => Comparison::LessThan,
            "not" => return Some(Test::NoneOf(self.operands(subject, &entry.node))),
            "within" => return Some(Test::Within(self.operands(subject, &entry.node))),
            "exists" => match entry.node.value {
                Toml::Boolean(exists) => return Some(Test::Exists(exists)),
                _ => {
                    wrong_type("exists", "true or false", &entry.node, self.report);
                    return None;
                }
            },
            other => {
                let tests = ["gte", "gt", "lte", "lt", "not", "within", "exists"];
                let near = nearest(other, tests).map(|near| format!("did you mean `{near}`?"));
                self.report
                    .say(entry.key_span, Code::UnknownSetting, format!("there is no comparison `{other}`"))
                    .help_if(near)
                    .help_if(nearest(other, tests).is_none().then(|| format!("the comparisons are {}", tests.join(", "))));
                return None;
            }
        };
        Some(Test::Compare(comparison, self.operand(subject, &entry.node)?))
    }

    fn operands(&mut self, subject: &Subject, node: &Node) -> Vec<Operand> {
        match &node.value {
            Toml::List(items) => items.iter().filter_map(|item| self.operand(subject, item)).collect(),
            _ => self.operand(subject, node).into_iter().collect(),
        }
    }

    /// What a value is compared with, as the field's type understands it.
    fn operand(&mut self, subject: &Subject, node: &Node) -> Option<Operand> {
        let Subject::Field(paths) = subject else { return node.as_text().map(|text| Operand::Text(text.into())) };
        let path = paths[0];
        let kinds = self.ground.kinds;
        let field = kinds.field(path.sub.unwrap_or(path.field));
        match (&field.kind, &node.value) {
            (FieldKind::Ref(target), Toml::Text(text)) => self.entity(text, node.span, &target.to),
            (FieldKind::Inverse(fields), Toml::Text(text)) => {
                let owners = fields
                    .iter()
                    .filter_map(|field| if let FieldKind::Ref(target) = &kinds.field(*field).kind { Some(target.of) } else { None });
                self.entity(text, node.span, &Targets::Only(owners.collect()))
            }
            (FieldKind::Choice(choices), Toml::Text(text)) if choices.iter().all(|choice| choice.id != *text) => {
                let near = nearest(text, choices.iter().map(|choice| &*choice.id)).map(|near| format!("did you mean `{near}`?"));
                self.report.say(node.span, Code::UnknownValue, format!("`{}` cannot be `{text}`", field.name)).help_if(near);
                None
            }
            (FieldKind::Date | FieldKind::Period, Toml::Text(text) | Toml::Date(text)) => match Period::parse(text) {
                Ok(period) => Some(Operand::Period(period)),
                Err(why) => {
                    self.report.say(node.span, Code::WrongType, why);
                    None
                }
            },
            (FieldKind::Date | FieldKind::Period, Toml::Integer(year)) => Period::parse(&year.to_string()).ok().map(Operand::Period),
            (_, Toml::Text(text)) => Some(Operand::Text(text.clone())),
            (_, Toml::Integer(number)) => Some(Operand::Number(*number as f64)),
            (_, Toml::Number(number)) => Some(Operand::Number(*number)),
            (_, Toml::Boolean(flag)) => Some(Operand::Boolean(*flag)),
            _ => {
                wrong_type(&field.name, field.type_name(), node, self.report);
                None
            }
        }
    }

    fn entity(&mut self, text: &str, span: Span, targets: &Targets) -> Option<Operand> {
        match self.ground.names.resolve(self.ground.kinds, text, targets) {
            Resolved::One(entity) => Some(Operand::Entity(entity)),
            // Nothing equals a name that leads nowhere; it is kept, for the thing may be published later.
            Resolved::Hidden | Resolved::Faulty => Some(Operand::Text(text.into())),
            Resolved::Several(several) => {
                let names: Vec<String> = several.iter().map(|entity| format!("`{}`", self.ground.name_of(*entity))).collect();
                let message = format!("`{text}` could be several things");
                self.report.say(span, Code::AmbiguousMention, message).help(format!("write {}", names.join(" or ")));
                None
            }
            Resolved::Nothing | Resolved::OtherKind(_) => {
                let near = self.ground.names.nearest(text, targets).map(|near| format!("did you mean `{near}`?"));
                self.report.say(span, Code::UnknownReference, format!("nothing that fits here is called `{text}`")).help_if(near);
                None
            }
        }
    }
}

//! A query as it is written into a [`Query`].

use super::super::Ground;
use super::super::kind::{Field, FieldId, FieldKind, KindId};
use super::operand::{Ask, allows, decode, refuse};
use super::{Comparison, Condition, Direction, Operand, Path, Query, Sort, SortBy, Subject, Test};
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::toml::{Entry, Keys, Node, State, Table, Toml, wrong_type};

/// What a query says besides `of`.
pub(in crate::registry) const REST: [&str; 4] = ["where", "sort", "limit", "group_by"];

/// The comparisons that `where` knows.
const TESTS: [&str; 7] = ["gte", "gt", "lte", "lt", "not", "within", "exists"];

/// Reads `of`, `where`, `sort`, `limit` and `group_by` out of a table that may hold more.
///
/// `whole` is where the query stands, for a fault of the query as a whole.
pub fn read(keys: &mut Keys<'_>, whole: Span, ground: &Ground<'_>, report: &mut Report) -> Option<Query> {
    read_with(keys, whole, Levels::One, (ground, report))
}

/// The same, where `group_by` may name a second field that parts the groups themselves.
pub fn read_in_two(keys: &mut Keys<'_>, whole: Span, ground: &Ground<'_>, report: &mut Report) -> Option<Query> {
    read_with(keys, whole, Levels::Two, (ground, report))
}

/// How many fields `group_by` may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Levels {
    One,
    Two,
}

fn read_with(keys: &mut Keys<'_>, whole: Span, levels: Levels, (ground, report): (&Ground<'_>, &mut Report)) -> Option<Query> {
    let mut reader = Reader { ground, report, of: Vec::new() };
    let Some(of) = keys.node("of") else {
        for key in REST {
            keys.node(key);
        }
        reader
            .report
            .say(whole, Code::MissingField, "this query does not say `of` which kind")
            .help("add a line such as of = \"organisation\"");
        return None;
    };
    reader.of = reader.kinds(of);
    if reader.of.is_empty() {
        for key in REST {
            keys.node(key);
        }
        return None;
    }
    let conditions =
        keys.table("where", reader.report).map(|table| table.entries.iter().flat_map(|entry| reader.conditions(entry)).collect());
    let sort = keys.texts("sort", reader.report).into_iter().filter_map(|(name, span)| reader.sort(name, span)).collect();
    let limit = keys.node("limit").and_then(|node| reader.limit(node));
    let mut groupings = keys.node("group_by").map(|node| reader.groupings(node, levels)).unwrap_or_default().into_iter();
    let (group_by, then_by) = (groupings.next(), groupings.next());
    Some(Query { of: reader.of, conditions: conditions.unwrap_or_default(), sort, limit, group_by, then_by })
}

/// Reads conditions as `where` has them, on things of these kinds.
pub fn conditions(of: &[KindId], table: &Table, ground: &Ground<'_>, report: &mut Report) -> Vec<Condition> {
    let mut reader = Reader { ground, report, of: of.to_vec() };
    table.entries.iter().flat_map(|entry| reader.conditions(entry)).collect()
}

/// Reads what a field must equal, one value or a list of them, as `name` says it; what it cannot be is reported.
pub fn named(paths: &[Path], (name, node): (&str, &Node), ground: &Ground<'_>, report: &mut Report) -> Vec<Operand> {
    let subject = Subject::Field(paths.to_vec());
    let mut reader = Reader { ground, report, of: paths.iter().map(|path| path.kind).collect() };
    reader.operands(&Asked { name, subject: &subject }, Ask::Equal, node).unwrap_or_default()
}

/// Reads the name of a field of these kinds, or of one of their relations or records; reported where none has it.
pub fn paths(of: &[KindId], (name, span): (&str, Span), ground: &Ground<'_>, report: &mut Report) -> Option<Vec<Path>> {
    Reader { ground, report, of: of.to_vec() }.paths(name, span)
}

struct Reader<'g, 'r> {
    ground: &'g Ground<'g>,
    report: &'r mut Report,
    of: Vec<KindId>,
}

impl<'g> Reader<'g, '_> {
    fn kinds(&mut self, node: &Node) -> Vec<KindId> {
        let kinds = self.ground.kinds;
        let mut found = Vec::new();
        for (name, span) in crate::syntax::toml::texts("of", node, self.report) {
            match kinds.find(name) {
                Some(kind) => found.push(kind),
                // A kind file that cannot be read has been reported.
                None if kinds.is_any_lost() => {}
                None => {
                    let known = || kinds.all().map(|(_, kind)| &*kind.name);
                    let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
                    self.report.say(span, Code::UnknownKind, format!("there is no kind `{name}`")).help_if(near).slip(span, name, known());
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
        if paths.is_empty() && self.of.iter().any(|kind| kinds.is_lost(*kind)) {
            return None;
        }
        if paths.is_empty() {
            let names: Vec<&str> = self.of.iter().map(|kind| &*kinds.kind(*kind).name).collect();
            let near = nearest(inner.unwrap_or(outer), known.iter().copied()).map(|near| match inner {
                Some(_) => format!("did you mean `{outer}.{near}`?"),
                None => format!("did you mean `{near}`?"),
            });
            let found = self.report.say(span, Code::UnknownField, format!("`{}` has no field `{name}`", names.join("`, `")));
            found.help_if(near);
            if inner.is_none() {
                found.slip(span, name, known);
            }
            return None;
        }
        Some(paths)
    }

    fn sort(&mut self, name: &str, span: Span) -> Option<Sort> {
        let (name, direction) = name.strip_prefix('-').map_or((name, Direction::Up), |name| (name, Direction::Down));
        let by = if name == "id" { SortBy::Id } else { SortBy::Field(self.paths(name, span)?) };
        Some(Sort { by, direction })
    }

    /// The fields that `group_by` names, the outer first.
    fn groupings(&mut self, node: &Node, levels: Levels) -> Vec<Vec<Path>> {
        match (&node.value, levels) {
            (Toml::List(items), Levels::Two) if (1..=2).contains(&items.len()) => {
                let found: Vec<Option<Vec<Path>>> = items.iter().map(|item| self.group_by(item)).collect();
                // Without the outer field the inner one would stand in its place.
                found.into_iter().map_while(|paths| paths).collect()
            }
            (Toml::List(items), Levels::Two) => {
                let message = format!("`group_by` names one field or two, not {}", items.len());
                self.report.say(node.span, Code::WrongType, message).help("the second parts what the first puts together");
                Vec::new()
            }
            _ => self.group_by(node).into_iter().collect(),
        }
    }

    fn group_by(&mut self, node: &Node) -> Option<Vec<Path>> {
        let Some(name) = node.as_text() else {
            wrong_type("group_by", "the name of a field", node, self.report);
            return None;
        };
        let paths = self.paths(name, node.span)?;
        // What can equal nothing has nothing in common with anything.
        if !self.fields(&paths).any(|field| allows(Ask::Equal, &field.kind)) {
            let message = format!("things cannot be grouped by `{name}`");
            self.report.say(node.span, Code::WrongType, message).help("name a field of short values, such as an enum or a date");
            return None;
        }
        Some(paths)
    }

    fn limit(&mut self, node: &Node) -> Option<usize> {
        match node.value {
            Toml::Integer(limit) if limit > 0 => return usize::try_from(limit).ok(),
            Toml::Integer(limit) => {
                self.report.say(node.span, Code::WrongType, format!("`limit` should be a whole number above 0, not {limit}"));
            }
            _ => wrong_type("limit", "a whole number above 0", node, self.report),
        }
        None
    }

    /// The field that a path ends in.
    fn field(&self, path: Path) -> &'g Field {
        self.ground.kinds.field(path.sub.unwrap_or(path.field))
    }

    fn fields<'p>(&'p self, paths: &'p [Path]) -> impl Iterator<Item = &'g Field> + use<'p, 'g> {
        let ground = self.ground;
        paths.iter().map(move |path| ground.kinds.field(path.sub.unwrap_or(path.field)))
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
        let asked = Asked { name: &entry.key, subject: &subject };
        let is_empty = matches!(&entry.node.value, Toml::Table(table) if table.entries.is_empty() && table.state == State::Whole);
        if is_empty {
            let message = format!("this tests nothing of `{}`", entry.key);
            let help = format!("name a value, or ask whether there is one: \"{}\" = {{ exists = true }}", entry.key);
            self.report.say(entry.node.span, Code::WrongType, message).help(help);
            return Vec::new();
        }
        let tests = match &entry.node.value {
            Toml::Table(table) if !self.is_value(&subject, table) => {
                table.entries.iter().filter_map(|test| self.test(&asked, test)).collect()
            }
            _ => self.operands(&asked, Ask::Equal, &entry.node).map(Test::OneOf).into_iter().collect::<Vec<_>>(),
        };
        tests.into_iter().map(|test| Condition { subject: subject.clone(), test }).collect()
    }

    /// Is a table no test but a value, as money and coordinates may be written?
    fn is_value(&self, subject: &Subject, table: &Table) -> bool {
        let Subject::Field(paths) = subject else { return false };
        self.fields(paths).any(|field| match field.kind {
            FieldKind::Money => table.find("amount").is_some() || table.find("currency").is_some(),
            FieldKind::Coordinates => table.find("lat").is_some(),
            _ => false,
        })
    }

    fn test(&mut self, asked: &Asked<'_>, entry: &Entry) -> Option<Test> {
        let comparison = match &*entry.key {
            "gte" => Comparison::AtLeast,
            "gt" => Comparison::MoreThan,
            "lte" => Comparison::AtMost,
            "lt" => Comparison::LessThan,
            "not" => return self.operands(asked, Ask::Equal, &entry.node).map(Test::NoneOf),
            "within" => return self.operands(asked, Ask::Within, &entry.node).map(Test::Within),
            "exists" => match entry.node.value {
                Toml::Boolean(exists) => return Some(Test::Exists(exists)),
                _ => {
                    wrong_type("exists", "true or false", &entry.node, self.report);
                    return None;
                }
            },
            other => {
                let near = nearest(other, TESTS).map(|near| format!("did you mean `{near}`? "));
                self.report.say(entry.key_span, Code::UnknownSetting, format!("there is no comparison `{other}`")).help(format!(
                    "{}the comparisons are {}",
                    near.unwrap_or_default(),
                    TESTS.join(", ")
                ));
                return None;
            }
        };
        let ask = Ask::Order(&entry.key);
        if !self.may(asked, ask, entry.node.span) {
            return None;
        }
        match self.operand(asked, ask, &entry.node).into_iter().next()? {
            Operand::NotReported => {
                let message = format!("`{}` should be a number, not `{}`", asked.name, super::operand::NOT_REPORTED);
                self.report.say(entry.node.span, Code::WrongType, message);
                None
            }
            bound => Some(Test::Compare(comparison, bound)),
        }
    }

    /// Can this be asked of the field? If not, that is reported.
    fn may(&mut self, asked: &Asked<'_>, ask: Ask<'_>, span: Span) -> bool {
        let Subject::Field(paths) = asked.subject else {
            if ask == Ask::Within {
                let message = "`id` leads to no thing, so that nothing is within it";
                self.report.say(span, Code::WrongType, message).help("`within` is for fields that lead to other things");
            }
            return ask != Ask::Within;
        };
        let may = self.fields(paths).any(|field| allows(ask, &field.kind));
        if !may {
            let field = self.field(paths[0]);
            refuse(self.ground, ask, (asked.name, field), span, self.report);
        }
        may
    }

    /// The values of a list, or one alone; `None` if nothing of the sort can be asked of the field.
    fn operands(&mut self, asked: &Asked<'_>, ask: Ask<'_>, node: &Node) -> Option<Vec<Operand>> {
        if !self.may(asked, ask, node.span) {
            return None;
        }
        let is_point = |items: &[Node]| {
            let Subject::Field(paths) = asked.subject else { return false };
            let is_plain = items.iter().all(|item| matches!(item.value, Toml::Integer(_) | Toml::Number(_)));
            is_plain && !items.is_empty() && self.fields(paths).all(|field| matches!(field.kind, FieldKind::Coordinates))
        };
        Some(match &node.value {
            Toml::List(items) if !is_point(items) => items.iter().flat_map(|item| self.operand(asked, ask, item)).collect(),
            _ => self.operand(asked, ask, node),
        })
    }

    /// What a value is compared with, as the field of each kind understands it; reported where none does.
    fn operand(&mut self, asked: &Asked<'_>, ask: Ask<'_>, node: &Node) -> Vec<Operand> {
        let Subject::Field(paths) = asked.subject else {
            if node.as_text().is_none() {
                wrong_type("id", "text", node, self.report);
            }
            return node.as_text().map(|text| Operand::Text(text.into())).into_iter().collect();
        };
        let mut found: Vec<Operand> = Vec::new();
        let mut faults: Option<Report> = None;
        for field in self.fields(paths).filter(|field| allows(ask, &field.kind)) {
            let mut said = Report::default();
            match decode(self.ground, field, node, &mut said) {
                Some(operand) if !found.contains(&operand) => found.push(operand),
                Some(_) => {}
                None => faults = faults.or(Some(said)),
            }
        }
        if let (true, Some(faults)) = (found.is_empty(), faults) {
            self.report.merge(faults);
        }
        found
    }
}

/// What a condition is about, and how its field was called.
struct Asked<'a> {
    name: &'a str,
    subject: &'a Subject,
}

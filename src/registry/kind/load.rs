//! Kind files into kinds.

mod region;

use super::{
    Choice, Field, FieldId, FieldKind, Inverse, Kind, KindId, Kinds, Length, Many, Nature, Need, Neighbourhood, Pages, RefField, Roles,
    Scheme, Targets, Wording,
};
use super::{merge, sound};
use crate::diag::{Code, Report, Span, nearest};
use crate::registry::language::DEFAULT;
use crate::registry::settings::Languages;
use crate::registry::value::Text;
use crate::source::Origin;
use crate::syntax::KindFile;
use crate::syntax::document::is_id;
use crate::syntax::toml::{Entry, Keys, Node, State, Table, Toml, texts, wrong_type};

/// The kind file whose fields every kind has.
const THING: &str = "thing";

/// The types of fields, for suggestions.
const TYPES: [&str; 21] = [
    "text",
    "markdown",
    "integer",
    "number",
    "boolean",
    "money",
    "date",
    "period",
    "time",
    "duration",
    "url",
    "email",
    "identifier",
    "image",
    "coordinates",
    "measure",
    "enum",
    "ref",
    "record",
    "query",
    "mapping",
];

/// Assembles the kinds of a site: the built-in ones, changed and added to by the site's own files.
pub fn load(files: &[KindFile], languages: &Languages, report: &mut Report) -> Kinds {
    let mut drafts: Vec<Draft> = Vec::new();
    for file in files {
        match drafts.iter_mut().find(|draft| draft.name == file.name) {
            Some(draft) => {
                draft.table = merge::deep(&draft.table, &file.table);
            }
            None => drafts.push(Draft {
                name: file.name.clone(),
                table: file.table.clone(),
                built_in: if file.origin == Origin::BuiltIn { file.table.clone() } else { Table::default() },
                span: Span::start_of(file.file),
            }),
        }
    }
    let own = files.iter().filter(|file| file.origin == Origin::Site).map(|file| file.file).collect();
    let thing = drafts.iter().position(|draft| &*draft.name == THING).map(|at| drafts.remove(at).table).unwrap_or_default();
    let mut kinds = Kinds::default();
    drafts.retain(|draft| {
        let is_off = is_off(draft, report);
        if is_off {
            let folder = draft.table.find("folder").and_then(|entry| entry.node.as_text()).unwrap_or(&draft.name);
            kinds.off.insert(folder.into(), draft.name.clone());
        }
        !is_off
    });
    kinds.lost = files.iter().filter(|file| file.table.state == State::Broken).map(|file| file.name.clone()).collect();
    // Of what a kind is of which nothing can be read, nothing is known.
    drafts.retain(|draft| draft.table.state == State::Whole || !draft.table.entries.is_empty());
    drafts.sort_by(|a, b| a.name.cmp(&b.name));
    let mut sound = sound::Sound { own, languages, report };
    sound.thing(&thing);
    sound.kinds(&mut drafts);
    let mut loader = Loader { kinds, languages, report, pending: Vec::new() };
    for (at, draft) in drafts.iter().enumerate() {
        loader.kinds.by_name.insert(draft.name.clone(), KindId(at as u16));
    }
    for draft in &drafts {
        loader.kind(draft, &thing);
    }
    loader.link_inverses();
    for (at, draft) in drafts.iter().enumerate() {
        loader.columns(KindId(at as u16), &draft.table);
    }
    loader.kinds
}

/// A kind that is being put together.
pub(super) struct Draft {
    pub name: Box<str>,
    pub table: Table,
    /// What the built-in file says, if there is one.
    pub built_in: Table,
    pub span: Span,
}

fn is_off(draft: &Draft, report: &mut Report) -> bool {
    match draft.table.find("off").map(|entry| &entry.node) {
        None => false,
        Some(Node { value: Toml::Boolean(off), .. }) => *off,
        Some(node) => {
            wrong_type("off", "true or false", node, report);
            false
        }
    }
}

struct Loader<'a> {
    kinds: Kinds,
    languages: &'a Languages,
    report: &'a mut Report,
    /// Ref fields whose inverse is still to be given to the kinds that they lead to.
    pending: Vec<FieldId>,
}

impl Loader<'_> {
    fn kind(&mut self, draft: &Draft, thing: &Table) {
        let id = KindId(self.kinds.kinds.len() as u16);
        if !is_id(&draft.name) {
            let message = format!("`{}` cannot be the name of a kind", draft.name);
            self.report.say(draft.span, Code::BrokenId, message).help("use small letters, digits and hyphens");
        }
        let mut settings = Keys::of(&draft.table, "a kind");
        settings.node("off");
        settings.node("list");
        settings.node("facets");
        let label = settings.node("label").map(|node| self.text("label", node));
        let plural = settings.node("plural").map(|node| self.text("plural", node));
        let description = settings.node("description").and_then(|node| self.text("description", node));
        let folder = settings.text("folder", self.report).unwrap_or(&draft.name).to_owned();
        let segment = settings.text("segment", self.report).unwrap_or(&folder).to_owned();
        let schema = settings.text("schema", self.report).unwrap_or("Thing").to_owned();
        let pages = match (settings.flag("pages", self.report), segment.is_empty()) {
            (Some(false), _) => Pages::None,
            (_, true) => Pages::NoList,
            (_, false) => Pages::All,
        };
        let neighbourhood = Neighbourhood::of(settings.flag("neighbourhood", self.report));
        let titles = Wording::of(settings.flag("proper_names", self.report));
        let length = Length::of(settings.flag("long", self.report));
        let own = settings.table("fields", self.report).cloned().unwrap_or_default();
        let roles_table = settings.table("roles", self.report).cloned().unwrap_or_default();
        let regions_table = settings.table("regions", self.report).cloned().unwrap_or_default();
        settings.finish(self.report);
        let name: Box<str> = draft.name.clone();
        let label = label.flatten().unwrap_or_else(|| Text::one(DEFAULT, name.clone()));
        let plural = plural.flatten().unwrap_or_else(|| label.clone());
        let common = thing.find("fields").and_then(as_table).cloned().unwrap_or_default();
        let relation = thing.find("relation").and_then(as_table).cloned().unwrap_or_default();
        let all = merge::complete(&own, &common);
        let fields: Vec<FieldId> = all.entries.iter().filter_map(|entry| self.field(entry, id, &relation)).collect();
        let by_name = fields.iter().map(|field| (self.kinds.field(*field).name.clone(), *field)).collect();
        let nature = match &*name {
            "figure" => Nature::Figure,
            "source" => Nature::Source,
            _ => Nature::Thing,
        };
        self.kinds.by_folder.entry(folder.clone().into()).or_insert(id);
        self.kinds.kinds.push(Kind {
            name,
            label,
            plural,
            description,
            folder: folder.into(),
            segment: segment.into(),
            schema: schema.into(),
            pages,
            fields,
            by_name,
            columns: Vec::new(),
            facets: Vec::new(),
            roles: Roles::default(),
            neighbourhood,
            titles,
            length,
            regions: Vec::new(),
            nature,
        });
        self.kinds.kinds[id.0 as usize].roles = self.roles(id, &roles_table);
        self.kinds.kinds[id.0 as usize].regions = self.regions(id, &regions_table);
    }

    /// The fields that play a part: those that the kind names, and of every kind those of the part's own name.
    fn roles(&mut self, kind: KindId, table: &Table) -> Roles {
        let mut settings = Keys::of(table, "`roles`");
        let mut role = |name: &'static str, loader: &mut Self| {
            let Some(node) = settings.node(name) else { return loader.kinds.find_field(kind, name) };
            let found = node.as_text().and_then(|field| loader.kinds.find_field(kind, field));
            if found.is_none() {
                loader.unknown_field(kind, node);
            }
            found
        };
        let roles = Roles {
            title: role("title", self),
            summary: role("summary", self),
            aliases: role("aliases", self),
            status: role("status", self),
            from: role("from", self),
            to: role("to", self),
            notes: role("notes", self),
            sources: role("sources", self),
            place: role("place", self),
            parent: role("parent", self),
            logo: role("logo", self),
            image: role("image", self),
            date: role("date", self),
            as_of: role("as_of", self),
            history: role("history", self),
            succeeds: role("succeeds", self),
            key_figures: role("key_figures", self),
        };
        settings.finish(self.report);
        roles
    }

    fn unknown_field(&mut self, kind: KindId, node: &Node) {
        let name = node.as_text().unwrap_or_default();
        if self.kinds.is_lost(kind) {
            return;
        }
        let kind = self.kinds.kind(kind);
        let near = nearest(name, self.kinds.field_names(&kind.fields)).map(|near| format!("did you mean `{near}`?"));
        self.report.say(node.span, Code::UnknownField, format!("`{}` has no field `{name}`", kind.name)).help_if(near);
    }

    fn field(&mut self, entry: &Entry, of: KindId, relation: &Table) -> Option<FieldId> {
        let Some(table) = as_table(entry) else {
            wrong_type(&entry.key, "a table with at least a `type`", &entry.node, self.report);
            return None;
        };
        let mut settings = Keys::of(table, "a field");
        let label = settings.node("label").and_then(|node| self.text("label", node));
        let label = label.unwrap_or_else(|| Text::one(DEFAULT, entry.key.replace(['_', '-'], " ").into()));
        let help = settings.text("help", self.report).map(Into::into);
        let schema = settings.text("schema", self.report).map(Into::into);
        let many = if settings.flag("list", self.report) == Some(true) { Many::List } else { Many::One };
        let wording = Wording::of(settings.flag("verbatim", self.report));
        let need = match (settings.flag("required", self.report), settings.flag("expected", self.report)) {
            (Some(true), _) => Need::Required,
            (_, Some(true)) => Need::Expected,
            _ => Need::Optional,
        };
        // A field whose type is at fault is kept, so that nobody who uses it is told of the same fault.
        let kind = match self.field_kind(entry, &mut settings, of, relation) {
            Some(kind) => {
                settings.finish(self.report);
                kind
            }
            None => FieldKind::Unknown,
        };
        let id = FieldId(self.kinds.fields.len() as u16);
        if matches!(&kind, FieldKind::Ref(target) if target.inverse.is_some()) {
            self.pending.push(id);
        }
        self.kinds.fields.push(Field { name: entry.key.clone(), label, help, kind, many, need, wording, schema, span: entry.key_span });
        Some(id)
    }

    fn field_kind(&mut self, entry: &Entry, settings: &mut Keys<'_>, of: KindId, relation: &Table) -> Option<FieldKind> {
        let Some(node) = settings.node("type") else {
            self.report.say(entry.key_span, Code::MissingField, format!("the field `{}` has no `type`", entry.key));
            return None;
        };
        let written = node.as_text().unwrap_or_default();
        let known = if TYPES.contains(&written) { Some(written) } else { self.unknown_type(written, node.span) };
        Some(match known? {
            "text" => FieldKind::Text,
            "markdown" => FieldKind::Markdown,
            "integer" => FieldKind::Integer,
            "number" => FieldKind::Number,
            "boolean" => FieldKind::Boolean,
            "money" => FieldKind::Money,
            "date" => FieldKind::Date,
            "period" => FieldKind::Period,
            "time" => FieldKind::Time,
            "duration" => FieldKind::Duration,
            "url" => FieldKind::Url,
            "email" => FieldKind::Email,
            // Without a scheme, anything will do.
            "identifier" => self.scheme(entry, settings).map_or(FieldKind::Unknown, FieldKind::Identifier),
            "image" => FieldKind::Image,
            "coordinates" => FieldKind::Coordinates,
            "measure" => FieldKind::Measure,
            "enum" => FieldKind::Choice(self.choices(entry, settings)),
            "ref" => FieldKind::Ref(self.ref_field(settings, of, relation)),
            "record" => FieldKind::Record(self.sub_fields(settings, of, relation)),
            "query" => FieldKind::Query(self.sub_fields(settings, of, relation)),
            "mapping" => FieldKind::Mapping,
            _ => return None,
        })
    }

    /// Reports a type that there is not, and gives the one that was probably meant.
    fn unknown_type(&mut self, written: &str, span: Span) -> Option<&'static str> {
        let near = nearest(written, TYPES);
        self.report
            .say(span, Code::UnknownValue, format!("there is no field type `{written}`"))
            .help_if(near.map(|near| format!("did you mean `{near}`?")))
            .help_if(near.is_none().then(|| format!("the types are {}", TYPES.join(", "))));
        TYPES.into_iter().find(|known| Some(*known) == near)
    }

    fn scheme(&mut self, entry: &Entry, settings: &mut Keys<'_>) -> Option<Scheme> {
        let node = settings.node("scheme");
        let name = node.and_then(Node::as_text).unwrap_or_default();
        let found = Scheme::ALL.iter().find(|(known, _)| *known == name);
        if found.is_none() {
            let known: Vec<&str> = Scheme::ALL.iter().map(|(known, _)| *known).collect();
            let span = node.map_or(entry.key_span, |node| node.span);
            self.report.say(span, Code::UnknownValue, format!("there is no identifier scheme `{name}`")).help(
                match nearest(name, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("the schemes are {}", known.join(", ")),
                },
            );
        }
        found.map(|(_, scheme)| *scheme)
    }

    fn choices(&mut self, entry: &Entry, settings: &mut Keys<'_>) -> Vec<Choice> {
        let Some(values) = settings.table("values", self.report) else {
            let message = format!("the enum `{}` has no `values`", entry.key);
            self.report.say(entry.key_span, Code::MissingField, message).help("add a table of ids and labels");
            return Vec::new();
        };
        let choice = |value: &Entry| {
            let label = self.text(&value.key, &value.node);
            Choice { id: value.key.clone(), label: label.unwrap_or_else(|| Text::one(DEFAULT, value.key.clone())) }
        };
        values.entries.iter().map(choice).collect()
    }

    fn ref_field(&mut self, settings: &mut Keys<'_>, of: KindId, relation: &Table) -> RefField {
        let mut to = Vec::new();
        let mut is_any = false;
        // Where no kind is given, or only such as there are not, nothing more can be said of what the field leads to.
        let mut is_faulty = settings.node("to").is_none_or(is_empty);
        for (name, span) in settings.texts("to", self.report) {
            match self.kinds.by_name.get(name) {
                Some(kind) => to.push(*kind),
                None if name == "*" => is_any = true,
                // A built-in field may lead to a kind that the site has turned off.
                None if BUILT_IN.contains(&name) => {}
                // A kind file that cannot be read has been reported.
                None if self.kinds.is_any_lost() => is_faulty = true,
                None => {
                    let near = nearest(name, self.kinds.by_name.keys().map(|name| &**name).collect::<std::collections::BTreeSet<_>>());
                    let help = near.map(|near| format!("did you mean `{near}`?"));
                    is_faulty = true;
                    self.report.say(span, Code::UnknownKind, format!("there is no kind `{name}`")).help_if(help);
                }
            }
        }
        let name = settings.text("inverse", self.report).map(Box::<str>::from);
        let label = settings.node("inverse_label").and_then(|node| self.text("inverse_label", node));
        let inverse = name.map(|name| Inverse { label: label.unwrap_or_else(|| Text::one(DEFAULT, name.replace('_', " ").into())), name });
        let own = settings.table("fields", self.report).cloned().unwrap_or_default();
        let all = merge::complete(&own, relation);
        // What a relation says of itself has no relations of its own to say more about.
        let fields = all.entries.iter().filter_map(|entry| self.field(entry, of, &Table::default())).collect();
        let to = if is_any || is_faulty { Targets::Any } else { Targets::Only(to) };
        RefField { to, inverse: inverse.filter(|_| !is_faulty), fields, of }
    }

    fn sub_fields(&mut self, settings: &mut Keys<'_>, of: KindId, relation: &Table) -> Vec<FieldId> {
        let Some(table) = settings.table("fields", self.report) else { return Vec::new() };
        table.entries.iter().filter_map(|entry| self.field(entry, of, relation)).collect()
    }

    /// Gives every kind that a field leads to the field's other end.
    fn link_inverses(&mut self) {
        for field in std::mem::take(&mut self.pending) {
            let FieldKind::Ref(target) = &self.kinds.field(field).kind else { continue };
            let Some(inverse) = target.inverse.clone() else { continue };
            let to: Vec<KindId> = match &target.to {
                Targets::Any => (0..self.kinds.kinds.len() as u16).map(KindId).collect(),
                Targets::Only(kinds) => kinds.clone(),
            };
            for kind in to {
                self.link_inverse(field, kind, &inverse);
            }
        }
    }

    fn link_inverse(&mut self, field: FieldId, kind: KindId, inverse: &Inverse) {
        let span = self.kinds.field(field).span;
        if let Some(known) = self.kinds.find_field(kind, &inverse.name) {
            match &mut self.kinds.fields[known.0 as usize].kind {
                FieldKind::Inverse(fields) => fields.push(field),
                _ => {
                    let message =
                        format!("`{}` has a field `{}`, which is the name of an inverse too", self.kinds.kind(kind).name, inverse.name);
                    let own = self.kinds.field(known).span;
                    // The site's files come before the built-in ones, and only the site's can be changed.
                    let (place, other, label) = if own.file <= span.file {
                        (own, span, "the field that has this inverse")
                    } else {
                        (span, own, "the field of that name")
                    };
                    self.report
                        .say(place, Code::ClashingField, message)
                        .label(other, label)
                        .help("give the field, or the inverse, another name");
                }
            }
            return;
        }
        let id = FieldId(self.kinds.fields.len() as u16);
        self.kinds.fields.push(Field {
            name: inverse.name.clone(),
            label: inverse.label.clone(),
            help: None,
            kind: FieldKind::Inverse(vec![field]),
            many: Many::List,
            need: Need::Optional,
            wording: Wording::Verbatim,
            schema: None,
            span,
        });
        let kind = &mut self.kinds.kinds[kind.0 as usize];
        kind.fields.push(id);
        kind.by_name.insert(inverse.name.clone(), id);
    }

    fn columns(&mut self, kind: KindId, table: &Table) {
        let mut read = |key: &str| {
            let named = table.find(key).map(|entry| texts(key, &entry.node, self.report)).unwrap_or_default();
            let mut fields = Vec::new();
            for (name, span) in named {
                match self.kinds.find_field(kind, name) {
                    Some(field) => fields.push(field),
                    None => self.unknown_field(kind, &Node { span, value: Toml::Text(name.into()) }),
                }
            }
            fields
        };
        let (columns, facets) = (read("list"), read("facets"));
        let kind = &mut self.kinds.kinds[kind.0 as usize];
        kind.columns = columns;
        kind.facets = facets;
    }

    /// A label in the site's languages; kind files may carry more languages than a site has.
    fn text(&mut self, key: &str, node: &Node) -> Option<Text> {
        match &node.value {
            Toml::Text(text) => Some(Text::one(DEFAULT, text.clone())),
            Toml::Table(table) => {
                let known = table.entries.iter().filter_map(|entry| {
                    let text = entry.node.as_text()?;
                    Some((self.languages.find(&entry.key)?, text.into()))
                });
                let first = table.entries.first().and_then(|entry| entry.node.as_text());
                Text::of(known.collect()).or_else(|| first.map(|text| Text::one(DEFAULT, text.into())))
            }
            _ => {
                wrong_type(key, "text, or a table of languages", node, self.report);
                None
            }
        }
    }
}

/// Is this an empty list or table?
pub(super) fn is_empty(node: &Node) -> bool {
    match &node.value {
        Toml::List(items) => items.is_empty(),
        Toml::Table(table) => table.entries.is_empty(),
        _ => false,
    }
}

/// The table that an entry holds.
pub(super) fn as_table(entry: &Entry) -> Option<&Table> {
    match &entry.node.value {
        Toml::Table(table) => Some(table),
        _ => None,
    }
}

/// The kinds that Sare knows by itself, whether or not a site has turned them off.
const BUILT_IN: [&str; 14] = [
    "asset",
    "event",
    "figure",
    "hub",
    "news",
    "organisation",
    "page",
    "person",
    "place",
    "programme",
    "project",
    "report",
    "source",
    "topic",
];

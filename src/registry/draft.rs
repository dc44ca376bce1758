//! Documents gathered into things: a document with its translations and chapters, or a row of a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::kind::{KindId, Kinds, Nature};
use super::language::{DEFAULT, LanguageId};
use super::rows;
use super::settings::Languages;
use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::source::SourceTree;
use crate::syntax::Documents;
use crate::syntax::date::{Date, Day};
use crate::syntax::document::{self, Document, Role, is_id};
use crate::syntax::toml::{Table, Toml, wrong_type};

/// The keys that any document may have besides the fields of its kind.
pub const DOCUMENT_KEYS: [&str; 6] = ["former_ids", "redirect_from", "draft", "publish_on", "expires_on", "weight"];

/// A thing before its fields are read.
#[derive(Debug)]
pub struct Draft {
    pub kind: KindId,
    pub main: Arc<Document>,
    pub translations: Vec<(LanguageId, Arc<Document>)>,
    /// In no order yet.
    pub chapters: Vec<ChapterDraft>,
}

/// A chapter before its fields are read.
#[derive(Debug)]
pub struct ChapterDraft {
    pub main: Arc<Document>,
    pub translations: Vec<(LanguageId, Arc<Document>)>,
}

/// Are drafts shown?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    Hide,
    Show,
}

/// What the documents of a site came to.
pub struct Gathered {
    pub drafts: Vec<Draft>,
    /// Folders, or kinds, and ids of documents in folders that no kind has.
    pub faulty: Vec<(Box<str>, Box<str>)>,
    /// Kinds of which a table could not be read, so that nobody knows all their ids.
    pub unread: Vec<KindId>,
}

/// Is a thing published?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    Published,
    Hidden,
}

/// Gathers the documents of a site into things, sorted by kind and id. The things' own files leave `documents`.
pub fn gather(documents: &mut Documents, tree: &SourceTree, kinds: &Kinds, languages: &Languages, report: &mut Report) -> Gathered {
    let mut gatherer = Gatherer {
        kinds,
        languages,
        report,
        drafts: BTreeMap::new(),
        unknown: Vec::new(),
        faulty: Vec::new(),
        unread: Vec::new(),
        broken: Vec::new(),
    };
    let mut all = std::mem::take(&mut documents.documents);
    for sheet in std::mem::take(&mut documents.sheets) {
        match gatherer.table_kind(sheet, tree) {
            Some(kind) => {
                let mapping = take_mapping(&mut all, sheet, tree);
                let mapping = mapping.as_deref();
                let listing = rows::Listing { file: sheet, mapping, kind, default_language: &languages.get(DEFAULT).tag };
                match rows::read(&listing, kinds, tree, gatherer.report) {
                    Some(rows) => all.extend(rows.into_iter().map(Arc::new)),
                    None => gatherer.unread.push(kind),
                }
            }
            None => documents.media.push(sheet),
        }
    }
    // A document comes before what belongs to it; within each role the order of the files is kept.
    all.sort_by_key(|document| match &document.role {
        Role::Main => 0,
        Role::Chapter { language: None, .. } => 1,
        Role::Translation { .. } | Role::Chapter { .. } => 2,
    });
    for document in all {
        gatherer.add(document, tree);
    }
    gatherer.say_broken();
    Gathered { drafts: gatherer.drafts.into_values().collect(), faulty: gatherer.faulty, unread: gatherer.unread }
}

/// Takes the TOML file of the same name out of the documents: it says how a table's columns become fields.
fn take_mapping(all: &mut Vec<Arc<Document>>, sheet: FileId, tree: &SourceTree) -> Option<Arc<Document>> {
    let path = tree.path(sheet).rsplit_once('.').map(|(path, _)| format!("{path}.toml"))?;
    let at = all.iter().position(|document| tree.path(document.file) == path)?;
    Some(all.remove(at))
}

struct Gatherer<'a> {
    kinds: &'a Kinds,
    languages: &'a Languages,
    report: &'a mut Report,
    drafts: BTreeMap<(KindId, Box<str>), Draft>,
    /// Folders that have been reported.
    unknown: Vec<Box<str>>,
    faulty: Vec<(Box<str>, Box<str>)>,
    unread: Vec<KindId>,
    /// Documents whose names cannot be ids.
    broken: Vec<(KindId, Arc<Document>)>,
}

impl Gatherer<'_> {
    /// The kind whose things a table lists; `None` for the data of figures.
    fn table_kind(&mut self, sheet: FileId, tree: &SourceTree) -> Option<KindId> {
        let folder = tree.path(sheet).split('/').nth(1).unwrap_or_default();
        let kind = self.kind(folder, Span::start_of(sheet))?;
        (self.kinds.kind(kind).nature != Nature::Figure).then_some(kind)
    }

    /// The kind of a folder; documents in `content/` itself are of the kind that has no segment of its own.
    fn kind(&mut self, folder: &str, span: Span) -> Option<KindId> {
        let root = || self.kinds.all().find(|(_, kind)| kind.segment.is_empty()).map(|(id, _)| id);
        let found = if folder.is_empty() { root() } else { self.kinds.find_folder(folder) };
        if found.is_none() && self.unknown.iter().all(|known| **known != *folder) {
            self.unknown.push(folder.into());
            // A kind file that cannot be read may be of the kind that has this folder.
            if !self.kinds.is_any_lost() {
                self.unknown_kind(folder, span);
            }
        }
        found
    }

    fn unknown_kind(&mut self, folder: &str, span: Span) {
        let place = if folder.is_empty() { "`content/` itself".to_owned() } else { format!("`content/{folder}/`") };
        let near = nearest(folder, self.kinds.all().map(|(_, kind)| &*kind.folder).filter(|known| !known.is_empty()));
        let help = match (self.kinds.turned_off(folder), near) {
            (Some(kind), _) => format!("the kind `{kind}` is turned off in kinds/{kind}.toml: turn it on, or move the documents elsewhere"),
            (None, _) if folder.is_empty() => "give a kind segment = \"\", or move the documents into the folder of a kind".into(),
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => format!("declare the kind in kinds/{folder}.toml, or see `sare kinds`"),
        };
        self.report.say(span, Code::UnknownKind, format!("no kind keeps its documents in {place}")).help(help);
    }

    fn add(&mut self, document: Arc<Document>, tree: &SourceTree) {
        let Some(kind) = self.kind(&document.folder, document.span) else {
            let off = self.kinds.turned_off(&document.folder).map(Box::from);
            let folders = off.into_iter().chain([document.folder.clone()]).chain(self.kinds.lost().map(Box::from));
            self.faulty.extend(folders.map(|folder| (folder, document.id.clone())));
            return;
        };
        let key = (kind, document.id.clone());
        match document.role.clone() {
            Role::Main => self.add_main(key, document, tree),
            Role::Translation { language } => {
                let Some(language) = self.language(&language, &document) else { return };
                match self.drafts.get_mut(&key) {
                    Some(draft) => draft.translations.push((language, document)),
                    None => self.orphan(&document, "this translation", tree),
                }
            }
            Role::Chapter { language: None, .. } => match self.drafts.get_mut(&key) {
                Some(draft) => draft.chapters.push(ChapterDraft { main: document, translations: Vec::new() }),
                None => self.orphan(&document, "this chapter", tree),
            },
            Role::Chapter { name, language: Some(language) } => {
                let Some(language) = self.language(&language, &document) else { return };
                let is_it = |chapter: &&mut ChapterDraft| matches!(&chapter.main.role, Role::Chapter { name: known, .. } if *known == name);
                match self.drafts.get_mut(&key).and_then(|draft| draft.chapters.iter_mut().find(is_it)) {
                    Some(chapter) => chapter.translations.push((language, document)),
                    None => self.orphan(&document, "this translation", tree),
                }
            }
        }
    }

    fn add_main(&mut self, key: (KindId, Box<str>), document: Arc<Document>, tree: &SourceTree) {
        if !is_id(&document.id) {
            return self.broken.push((key.0, document));
        }
        if let Some(first) = self.drafts.get(&key) {
            let message = format!("there are two of `{}/{}`", self.kinds.kind(key.0).name, key.1);
            let other = match (first.main.file == document.file, tree.text(document.file)) {
                (false, _) => format!("in {}", tree.path(first.main.file)),
                (true, "") => format!("in row {}", first.main.span.start + 1),
                (true, text) => {
                    let above = text.get(..first.main.span.start as usize).unwrap_or_default();
                    format!("on line {}", above.matches('\n').count() + 1)
                }
            };
            self.report
                .say(document.span, Code::DuplicateId, message)
                .label(first.main.span, "the first one")
                .help(format!("give one of them another id, or put them together; the other is {other}"));
            return;
        }
        let draft = Draft { kind: key.0, main: document, translations: Vec::new(), chapters: Vec::new() };
        self.drafts.insert(key, draft);
    }

    /// Reports the documents whose names cannot be ids, when all others are known.
    fn say_broken(&mut self) {
        let mut known: BTreeMap<(KindId, Box<str>), Span> = BTreeMap::new();
        for (kind, document) in std::mem::take(&mut self.broken) {
            let fixed = suggestion(&document.id);
            let key = (kind, Box::from(&*fixed));
            let twin = self.drafts.get(&key).map(|twin| twin.main.span).or_else(|| known.get(&key).copied());
            let fault = self.report.say(document.span, Code::BrokenId, format!("`{}` cannot be an id", document.id));
            match twin {
                _ if fixed.is_empty() => fault.help("use small letters a to z, digits and hyphens"),
                None => fault.help(format!("use small letters a to z, digits and hyphens, such as `{fixed}`")),
                Some(twin) => fault.label(twin, format!("`{fixed}` is here already, or should be")).help(format!(
                    "as an id, with small letters a to z, it would be `{fixed}`: put the two together, or give one of them another name"
                )),
            };
            known.entry(key).or_insert(document.span);
            // Whoever names it so, or as it should be, is not at fault.
            let kind = self.kinds.kind(kind);
            for id in [document.id.clone(), fixed.into()] {
                self.faulty.extend([&kind.name, &kind.folder].map(|folder| (folder.clone(), id.clone())));
            }
        }
    }

    fn language(&mut self, tag: &str, document: &Document) -> Option<LanguageId> {
        let found = self.languages.find(tag);
        if found.is_none() {
            self.languages.say_unknown(tag, document.span, self.report);
        }
        found
    }

    fn orphan(&mut self, document: &Document, what: &str, tree: &SourceTree) {
        // Of one that cannot be read at all its own place tells.
        let is_base = |path: &str| {
            document::address(path).is_some_and(|found| {
                let is_twin = match (&found.role, &document.role) {
                    (Role::Chapter { name, language: None }, Role::Chapter { name: own, .. }) => name == own,
                    (role, _) => *role == Role::Main,
                };
                is_twin && (found.folder, found.id) == (&*document.folder, &*document.id)
            })
        };
        if tree.refused().any(is_base) {
            return;
        }
        let path = tree.path(document.file);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let expected = match &document.role {
            Role::Chapter { name, language: Some(_) } => format!("{folder}/{name}.md"),
            _ if folder.ends_with(&format!("/{}", document.id)) => format!("{folder}/index.md"),
            _ => format!("{folder}/{}.md", document.id),
        };
        let kind = self.kinds.find_folder(&document.folder);
        let siblings = self.drafts.keys().filter(|(of, _)| Some(*of) == kind).map(|(_, id)| &**id);
        // Where thousands are orphans, they are so for another reason than a slip.
        let near = Some(())
            .filter(|()| self.report.len() < 500)
            .and_then(|()| nearest(&document.id, siblings))
            .filter(|near| **near != *document.id);
        let help = format!("it belongs to {expected}, which does not exist or has a fault of its own");
        let found = self.report.say(document.span, Code::OrphanTranslation, format!("{what} belongs to no document")).help(help);
        found.help_if(near.map(|near| format!("did you mean `{near}`? {expected} does not exist")));
    }
}

/// An id made of what cannot be one.
fn suggestion(written: &str) -> String {
    let kept: String =
        rows::unaccented(&written.to_lowercase()).chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let parts: Vec<&str> = kept.split('-').filter(|part| !part.is_empty()).collect();
    let fixed = parts.join("-");
    if is_id(&fixed) { fixed } else { String::new() }
}

/// Tells whether a document is published on `today`.
pub fn publication(front: &Table, today: Day, drafts: Drafts, report: &mut Report) -> Publication {
    let mut date = |key: &str| {
        let entry = front.find(key)?;
        let written = match &entry.node.value {
            Toml::Text(text) | Toml::Cell(text) | Toml::Date(text) => text.to_string(),
            Toml::Integer(year) => year.to_string(),
            _ => {
                wrong_type(key, "a date", &entry.node, report);
                return None;
            }
        };
        Date::parse(&written)
            .map_err(|why| {
                report.say(entry.node.span, Code::WrongType, format!("`{key}` cannot be `{written}`")).help(why);
            })
            .ok()
    };
    let (publish, expire) = (date("publish_on"), date("expires_on"));
    let is_early = publish.is_some_and(|date| today < date.first_day());
    let is_late = expire.is_some_and(|date| date.last_day() < today);
    if let (Some(publish), Some(expire), Some(entry)) = (publish, expire, front.find("expires_on"))
        && expire.last_day() < publish.first_day()
    {
        let fault = report.say(entry.node.span, Code::EndBeforeStart, format!("it expires {expire}, before it is published, {publish}"));
        fault.help("mend one of the two: as they are, it is never published");
    }
    let is_draft = match front.find("draft").map(|entry| &entry.node) {
        None => false,
        Some(node) => match (&node.value, node.as_text().map(str::trim)) {
            (Toml::Boolean(flag), _) => *flag,
            (Toml::Cell(_), Some("true" | "yes" | "1")) => true,
            (Toml::Cell(_), Some("false" | "no" | "0")) => false,
            _ => {
                wrong_type("draft", "true or false", node, report);
                false
            }
        },
    };
    if drafts == Drafts::Hide && (is_draft || is_early || is_late) { Publication::Hidden } else { Publication::Published }
}

//! What a written name leads to.

use std::collections::HashMap;

use super::EntityId;
use super::draft::Draft;
use super::kind::{KindId, Kinds, Targets};
use crate::diag::{FileId, near, nearest};
use crate::syntax::toml::{Node, Table, Toml};

/// The key of a thing's other names.
const ALIASES: &str = "aliases";

/// The ids and other names of everything that is published, and the ids of what is not.
#[derive(Debug, Default)]
pub struct Names {
    by_id: HashMap<Box<str>, Vec<(KindId, EntityId)>>,
    /// Titles, aliases and former ids in small letters, for suggestions.
    by_alias: HashMap<Box<str>, EntityId>,
    /// Drafts, and what is outside its time of publication.
    hidden: HashMap<Box<str>, Vec<KindId>>,
    /// What cannot be read, of which its own place tells: the folders it lies in, by id.
    faulty: HashMap<Box<str>, Vec<Box<str>>>,
    /// The files of what is not published.
    unseen: Vec<FileId>,
    /// Kinds of which some ids are not known, because a table of them cannot be read.
    unread: Vec<KindId>,
    /// Names under a key that is probably `aliases` misspelt.
    unsettled: Vec<Box<str>>,
}

/// What a written name leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    One(EntityId),
    /// Things of several kinds have this id.
    Several(Vec<EntityId>),
    /// Only something that is not published has this id.
    Hidden,
    /// Only something whose own fault has been reported has this id.
    Faulty,
    /// There is a thing of that id, but of a kind that the field does not allow.
    OtherKind(EntityId),
    Nothing,
}

impl Names {
    /// Adds a published thing.
    pub fn publish(&mut self, kind: KindId, id: &str, entity: EntityId) {
        self.by_id.entry(id.into()).or_default().push((kind, entity));
    }

    /// Adds something that is not published.
    pub fn hide(&mut self, draft: &Draft) {
        self.hidden.entry(draft.main.id.clone()).or_default().push(draft.kind);
        let chapters =
            draft.chapters.iter().flat_map(|chapter| std::iter::once(&chapter.main).chain(chapter.translations.iter().map(|(_, it)| it)));
        let documents = std::iter::once(&draft.main).chain(draft.translations.iter().map(|(_, it)| it)).chain(chapters);
        self.unseen.extend(documents.map(|document| document.file));
    }

    /// The files of what is not published, of which little is looked at.
    pub fn unseen(&self) -> &[FileId] {
        &self.unseen
    }

    /// Adds something that exists but cannot be read, with the folder or kind that it may be named by.
    pub fn spoil(&mut self, folder: &str, id: &str) {
        self.faulty.entry(id.into()).or_default().push(folder.into());
    }

    /// Notes that some things of a kind cannot be known, so that any name may be one of them.
    pub fn lose(&mut self, kind: KindId) {
        self.unread.push(kind);
    }

    /// Adds another name of a published thing; the first to claim a name keeps it.
    pub fn alias(&mut self, alias: &str, entity: EntityId) {
        self.by_alias.entry(alias.to_lowercase().into()).or_insert(entity);
    }

    /// Adds the title, aliases and former ids of a thing whose fields are not read yet.
    pub fn claim_other_names(&mut self, draft: &Draft, entity: EntityId) {
        let front = &draft.main.front;
        self.note_unsettled(front);
        for key in ["title", ALIASES, "former_ids"] {
            let Some(entry) = front.find(key) else { continue };
            let mut claim = |node: &Node| {
                if let Some(text) = node.as_text() {
                    self.alias(text.trim(), entity);
                }
            };
            match &entry.node.value {
                Toml::List(items) => items.iter().for_each(&mut claim),
                Toml::Table(table) => table.entries.iter().for_each(|version| claim(&version.node)),
                Toml::Cell(text) => text.split(';').for_each(|part| self.alias(part.trim(), entity)),
                _ => claim(&entry.node),
            }
        }
    }

    /// Names that things would have if a key were not misspelt, which is said there: nothing else is to be said of them.
    pub fn unsettled(&self) -> impl Iterator<Item = &str> {
        self.unsettled.iter().map(|name| &**name)
    }

    fn note_unsettled(&mut self, front: &Table) {
        let is_meant = |key: &str| key != ALIASES && nearest(key, [ALIASES]).is_some();
        for entry in front.entries.iter().filter(|entry| is_meant(&entry.key)) {
            let items = match &entry.node.value {
                Toml::List(items) => &items[..],
                _ => std::slice::from_ref(&entry.node),
            };
            self.unsettled.extend(items.iter().filter_map(Node::as_text).map(Box::from));
        }
    }

    /// Finds what `written` leads to: an id, or `kind/id`, among the kinds that `targets` allow.
    pub fn resolve(&self, kinds: &Kinds, written: &str, targets: &Targets) -> Resolved {
        let (kind, id) = match written.split_once('/') {
            Some((kind, id)) => match kinds.find(kind) {
                Some(kind) => (Some(kind), id),
                None if self.is_faulty(kind, id) => return Resolved::Faulty,
                None => return Resolved::Nothing,
            },
            None => (None, written),
        };
        let wanted = |candidate: KindId| kind.is_none_or(|kind| kind == candidate);
        let known = self.by_id.get(id).map_or(&[][..], |found| found);
        let fitting: Vec<EntityId> =
            known.iter().filter(|(kind, _)| wanted(*kind) && targets.allow(*kind)).map(|(_, entity)| *entity).collect();
        match fitting[..] {
            [one] => Resolved::One(one),
            [] => {
                let is_hidden = self.hidden.get(id).is_some_and(|kinds| kinds.iter().any(|kind| wanted(*kind) && targets.allow(*kind)));
                match known.iter().find(|(kind, _)| wanted(*kind)) {
                    _ if is_hidden => Resolved::Hidden,
                    _ if kind.is_none() && self.faulty.contains_key(id) => Resolved::Faulty,
                    Some((_, other)) => Resolved::OtherKind(*other),
                    None if self.unread.iter().any(|kind| wanted(*kind) && targets.allow(*kind)) => Resolved::Faulty,
                    None => Resolved::Nothing,
                }
            }
            _ => Resolved::Several(fitting),
        }
    }

    fn is_faulty(&self, folder: &str, id: &str) -> bool {
        self.faulty.get(id).is_some_and(|folders| folders.iter().any(|known| **known == *folder))
    }

    /// The thing that is also called `written`, whatever its case.
    pub fn also_called(&self, written: &str) -> Option<EntityId> {
        self.by_alias.get(written.to_lowercase().as_str()).copied()
    }

    /// The id that `written` certainly stands for, kind and all, among things that `targets` allow.
    pub fn certain(&self, written: &str, kinds: &Kinds, targets: &Targets) -> Option<String> {
        let (prefix, id) = written.rsplit_once('/').map_or(("", written), |(_, id)| (&written[..written.len() - id.len()], id));
        let allowed = self.by_id.iter().filter(|(_, found)| found.iter().any(|(kind, _)| targets.allow(*kind)));
        let meant = near::certain(id, allowed.map(|(id, _)| &**id)).map(|meant| format!("{prefix}{meant}"))?;
        // What is the title or an alias of another thing is in doubt.
        let Resolved::One(found) = self.resolve(kinds, &meant, targets) else { return None };
        self.also_called(written).is_none_or(|also| also == found).then_some(meant)
    }

    /// The id nearest to `written`, among things that `targets` allow.
    pub fn nearest(&self, written: &str, targets: &Targets) -> Option<&str> {
        let id = written.rsplit('/').next().unwrap_or(written);
        let allowed = self.by_id.iter().filter(|(_, found)| found.iter().any(|(kind, _)| targets.allow(*kind)));
        // Of several that are as near, the first in the alphabet is taken, whatever the order of the map.
        nearest(id, allowed.map(|(id, _)| &**id))
    }
}

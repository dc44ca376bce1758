//! A site in which only texts were rewritten: whatever facts decide is taken over as it is.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::kind::Targets;
use super::language::{DEFAULT, LanguageId};
use super::names::Resolved;
use super::thing::told;
use super::value::Localised;
use super::{Entity, EntityId, Site};
use crate::syntax::document::{Document, Role};
use crate::syntax::writing::Writing;

/// A document before and after its text was rewritten; its front matter says what it said.
pub struct Rewritten<'a> {
    pub before: &'a Document,
    pub after: &'a Document,
}

impl Rewritten<'_> {
    /// May there be other files to take away beside its page than before? Views decide that by their names and anchors, and a schedule
    /// by what it shows as well.
    pub fn may_own_other_files(&self) -> bool {
        let (before, after) = (self.before.body.views(), self.after.body.views());
        before != after || after.iter().any(|(name, _)| *name == "schedule")
    }
}

impl Site {
    /// The site with some texts rewritten; `None` where one of them belongs to nothing that is published.
    pub fn retold(&self, rewritten: &[Rewritten<'_>]) -> Option<Site> {
        let mut site = self.clone();
        for one in rewritten {
            let id = site.thing_of(one.after)?;
            let mut entity = Entity::clone(site.entity(id));
            entity.stamp ^= told(one.before, one.before.stamp) ^ told(one.after, one.after.stamp);
            site.rewrite(&mut entity, one.after)?;
            let (before, after) = (site.named_in(id, site.entity(id)), site.named_in(id, &entity));
            before.difference(&after).for_each(|thing| site.mention(*thing, id, Mention::Gone));
            after.difference(&before).for_each(|thing| site.mention(*thing, id, Mention::New));
            site.entities[id.0 as usize] = Arc::new(entity);
        }
        Some(site)
    }

    /// The thing that a document is about.
    fn thing_of(&self, document: &Document) -> Option<EntityId> {
        let root = || self.kinds.all().find(|(_, kind)| kind.segment.is_empty()).map(|(id, _)| id);
        let kind = if document.folder.is_empty() { root() } else { self.kinds.find_folder(&document.folder) }?;
        self.find(&format!("{}/{}", self.kinds.kind(kind).name, document.id))
    }

    fn rewrite(&self, entity: &mut Entity, document: &Document) -> Option<()> {
        let language = |tag: &Option<Box<str>>| match tag {
            None => Some(DEFAULT),
            Some(tag) => self.settings.languages.find(tag),
        };
        match &document.role {
            Role::Main => put(&mut entity.body, DEFAULT, &document.body),
            Role::Translation { language } => put(&mut entity.body, self.settings.languages.find(language)?, &document.body),
            Role::Chapter { name, language: tag } => {
                let chapter = entity.chapters.iter_mut().find(|chapter| chapter.name == *name)?;
                chapter.body.set(language(tag)?, document.body.clone());
            }
        }
        Some(())
    }

    /// The things that are named in a thing's texts, itself aside.
    fn named_in(&self, id: EntityId, entity: &Entity) -> BTreeSet<EntityId> {
        let named = entity.names().filter_map(|target| {
            let target = target.split('#').next().unwrap_or(target);
            match self.names.resolve(&self.kinds, target, &Targets::Any) {
                Resolved::One(thing) => Some(thing),
                _ => None,
            }
        });
        named.filter(|thing| *thing != id).collect()
    }

    fn mention(&mut self, thing: EntityId, by: EntityId, mention: Mention) {
        let all = &mut self.mentioned_by[thing.0 as usize];
        let mut list = all.to_vec();
        match (list.binary_search(&by), mention) {
            (Ok(at), Mention::Gone) => drop(list.remove(at)),
            (Err(at), Mention::New) => list.insert(at, by),
            _ => {}
        }
        *all = list.into();
    }
}

/// What became of a mention.
#[derive(Clone, Copy)]
enum Mention {
    New,
    Gone,
}

/// Puts a version of a text in its place; one without a word is none.
fn put(text: &mut Option<Localised<Arc<Writing>>>, language: LanguageId, version: &Arc<Writing>) {
    let others = text.iter().flat_map(Localised::versions).filter(|(other, _)| *other != language);
    let mut versions: Vec<(LanguageId, Arc<Writing>)> = others.map(|(language, body)| (language, body.clone())).collect();
    if version.outline.has_parts {
        versions.push((language, version.clone()));
    }
    *text = Localised::of(versions);
}

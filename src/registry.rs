//! The site: what all documents say together.
//!
//! **In:** documents. **Out:** a [`Site`]: kinds, entities, relations, figures, and one query over them. **Never:** URLs, templates, HTML.

pub mod decode;
pub mod draft;
pub mod editor;
pub mod entity;
pub mod figure;
pub mod geo;
pub mod history;
pub mod identifier;
pub mod images;
pub mod kind;
pub mod language;
pub mod names;
pub mod programme;
pub mod query;
pub mod relation;
pub mod retell;
mod rows;
pub mod schema;
pub mod settings;
pub mod target;
mod thing;
pub mod translation;
pub mod value;
pub mod view;

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::verdict::Idle;
use crate::diag::{FileId, Report};
use crate::source::{Origin, SourceTree};
use crate::syntax::date::Day;
use crate::syntax::document;
use crate::syntax::toml::{State, Table};
use crate::syntax::{Documents, KindFile};
use draft::{Draft, Drafts, Gathered, Publication};
pub use entity::{Chapter, Entity, EntityId, Name};
use figure::Figure;
use geo::BaseMaps;
use images::Images;
use kind::{FieldId, FieldKind, KindId, Kinds, Nature, Targets};
use language::LanguageId;
use names::{Names, Resolved};
use relation::{Relation, RelationId, Relations};
use settings::{BaseUrl, Languages, Settings};
use value::{Given, Value};

/// Everything that is known about the ecosystem, complete and immutable.
///
/// Everything in it is shared, so that a site in which a text was rewritten costs little more than that text.
#[derive(Clone, Debug)]
pub struct Site {
    pub settings: Arc<Settings>,
    pub kinds: Arc<Kinds>,
    /// Sorted by kind and id.
    entities: Vec<Arc<Entity>>,
    heads: Arc<Vec<(KindId, Name)>>,
    pub relations: Arc<Relations>,
    pub names: Arc<Names>,
    figures: Arc<HashMap<EntityId, Figure>>,
    /// Who mentions a thing in a text, by thing, in order.
    mentioned_by: Vec<Arc<[EntityId]>>,
    with_choice: Arc<HashMap<(FieldId, u16), Vec<EntityId>>>,
    /// For each language, where each thing's title stands among all titles.
    title_ranks: Arc<Vec<Vec<u32>>>,
    /// The maps that others may be drawn on.
    pub maps: Arc<BaseMaps>,
    /// Files of `content/` that are copied as they are.
    pub media: Arc<Vec<FileId>>,
    /// Files of `content/` that are images.
    pub images: Arc<Images>,
    /// The day of the build, against which it is seen what is overdue.
    pub today: Day,
}

/// What decides how a site is read, besides its folder.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the build: what is published, and what is overdue.
    pub date: Day,
    pub drafts: Drafts,
    /// Overrides the `base_url` of sare.toml.
    pub base_url: Option<BaseUrl>,
}

impl Default for Options {
    /// A build on the first day of 2026, without drafts: nothing here reads the clock.
    fn default() -> Options {
        Options { date: Day::constant(2026, 1, 1), drafts: Drafts::Hide, base_url: None }
    }
}

/// What names, kinds and languages there are, while values are still being read.
pub struct Ground<'a> {
    pub kinds: &'a Kinds,
    pub languages: &'a Languages,
    pub names: &'a Names,
    pub maps: &'a BaseMaps,
    heads: &'a [(KindId, Name)],
}

impl Ground<'_> {
    /// The kind of a thing.
    pub fn kind_of(&self, entity: EntityId) -> KindId {
        self.heads[entity.0 as usize].0
    }

    /// The name of a thing: `kind/id`.
    pub fn name_of(&self, entity: EntityId) -> &str {
        &self.heads[entity.0 as usize].1
    }
}

/// Puts the documents of a site together.
pub fn assemble(mut documents: Documents, tree: &SourceTree, options: &Options, report: &mut Report) -> Site {
    stand_in(&mut documents, tree);
    let mut settings = Settings::read(documents.settings.as_ref(), report);
    if let Some(base_url) = &options.base_url {
        settings.base_url = base_url.clone();
    }
    if options.drafts == Drafts::Show {
        settings.allowances.iter_mut().for_each(|allowance| allowance.idle = Idle::Unsaid);
    }
    let kinds = kind::load(&documents.kinds, &settings.languages, report);
    let maps = BaseMaps::of(&settings.maps, &settings.languages, tree);
    let unread = unread(tree);
    let Gathered { mut drafts, faulty, unread: kinds_unread } = draft::gather(&mut documents, tree, &kinds, &settings.languages, report);
    let mut names = Names::default();
    let unread_tables = unread.iter().filter(|(_, id)| id.is_empty()).filter_map(|(folder, _)| kinds.find_folder(folder));
    kinds_unread.into_iter().chain(unread_tables).for_each(|kind| names.lose(kind));
    for (folder, id) in unread.iter().filter(|(_, id)| !id.is_empty()) {
        let kind = kinds.find_folder(folder).map(|kind| &*kinds.kind(kind).name);
        [Some(&**folder), kind].into_iter().flatten().for_each(|folder| names.spoil(folder, id));
    }
    faulty.iter().for_each(|(folder, id)| names.spoil(folder, id));
    drafts.retain(|draft| {
        let publication = draft::publication(&draft.main.front, options.date, options.drafts, report);
        if publication == Publication::Hidden {
            names.hide(draft);
        }
        publication == Publication::Published
    });
    let heads: Vec<(KindId, Name)> = drafts.iter().map(|draft| (draft.kind, name(&kinds, draft))).collect();
    for (at, draft) in drafts.iter().enumerate() {
        names.publish(draft.kind, &draft.main.id, EntityId(at as u32));
        names.claim_other_names(draft, EntityId(at as u32));
    }
    let ground = Ground { kinds: &kinds, languages: &settings.languages, names: &names, maps: &maps, heads: &heads };
    let read: Vec<thing::Read> =
        drafts.into_par_iter().enumerate().map(|(at, draft)| thing::read(EntityId(at as u32), draft, &ground, tree)).collect();
    let (entities, relations) = put_together(read, report);
    let media = documents.media.into_iter().filter(|file| !is_unnamed_map(&maps, tree.path(*file))).collect();
    let site = Site::of((settings, kinds, names, maps), (entities, relations), media, report);
    let images = Images::of(documents.images, tree, (&site.entities, &site.kinds));
    Site { today: options.date, images: Arc::new(images), ..site }
}

/// Is a file a base map that sare.toml does not name? Nothing is drawn on it, and nobody takes it away.
fn is_unnamed_map(maps: &BaseMaps, path: &str) -> bool {
    let is_map = path.starts_with("content/maps/") && (path.ends_with(".geojson") || path.ends_with(".topojson"));
    is_map && maps.all().all(|(_, map)| *map.file != *path)
}

/// Puts something broken in the place of settings and kinds that could not be read at all.
fn stand_in(documents: &mut Documents, tree: &SourceTree) {
    for (file, path) in tree.refused_files() {
        let table = Table { entries: Vec::new(), state: State::Broken };
        if path == "sare.toml" {
            documents.settings = Some((file, table));
        } else if let Some(name) = path.strip_prefix("kinds/").and_then(|name| name.strip_suffix(".toml")) {
            documents.kinds.push(KindFile { file, name: name.into(), origin: Origin::Site, table });
        }
    }
}

/// The folders and ids of documents that could not be read at all; the id of a table is empty, for it may hold any.
fn unread(tree: &SourceTree) -> Vec<(Box<str>, Box<str>)> {
    let address = |path: &str| {
        if [".csv", ".xlsx", ".ods"].iter().any(|ending| path.ends_with(ending)) {
            return Some((path.strip_prefix("content/")?.split_once('/')?.0.into(), "".into()));
        }
        let address = document::address(path).filter(|_| path.ends_with(".md") || path.ends_with(".toml"))?;
        Some((address.folder.into(), address.id.into()))
    };
    tree.refused().filter_map(address).collect()
}

fn name(kinds: &Kinds, draft: &Draft) -> Name {
    format!("{}/{}", kinds.kind(draft.kind).name, draft.main.id).into()
}

/// The things, and the relations that each of them noted, with every position in a record brought up to date.
fn put_together(read: Vec<thing::Read>, report: &mut Report) -> (Vec<Entity>, Relations) {
    let mut entities = Vec::with_capacity(read.len());
    let mut drafts: Vec<Relation> = Vec::new();
    let mut starts = Vec::with_capacity(read.len());
    for thing in read {
        report.merge(thing.report);
        starts.push(drafts.len() as u32);
        drafts.extend(thing.relations);
        entities.push(thing.entity);
    }
    // Sub-fields of a relation may hold references too, noted before the relation that holds them.
    let owners: Vec<u32> = (0..starts.len())
        .flat_map(|at| {
            let end = starts.get(at + 1).copied().unwrap_or(drafts.len() as u32);
            std::iter::repeat_n(starts[at], (end - starts[at]) as usize)
        })
        .collect();
    for (relation, start) in drafts.iter_mut().zip(&owners) {
        shift(&mut relation.says, *start);
    }
    let (mut relations, moved) = Relations::of(drafts, entities.len());
    relations.relocate(&moved);
    for (entity, start) in entities.iter_mut().zip(&starts) {
        shift(&mut entity.values, *start);
        relocate(&mut entity.values, &moved);
    }
    (entities, relations)
}

fn shift(given: &mut [Given], start: u32) {
    value::each_ref(given, &mut |relation| relation.0 += start);
}

fn relocate(given: &mut [Given], moved: &[RelationId]) {
    value::each_ref(given, &mut |relation| *relation = moved[relation.0 as usize]);
}

impl Site {
    fn of(
        (settings, kinds, names, maps): (Settings, Kinds, Names, BaseMaps),
        (entities, relations): (Vec<Entity>, Relations),
        media: Vec<FileId>,
        report: &mut Report,
    ) -> Site {
        let entities: Vec<Arc<Entity>> = entities.into_iter().map(Arc::new).collect();
        let is_figure = |(_, entity): &(usize, &Arc<Entity>)| kinds.kind(entity.kind).nature == Nature::Figure;
        let figures = entities.iter().enumerate().filter(is_figure).map(|(at, entity)| {
            let id = EntityId(at as u32);
            (id, Figure::of(id, entity, &kinds, &relations))
        });
        let figures: HashMap<EntityId, Figure> = figures.collect();
        let with_choice = Arc::new(with_choice(&entities));
        let ranks = || settings.languages.all().map(|(language, _)| title_ranks(&entities, &settings.languages, language)).collect();
        let mentions = || mentioned_by(&entities, &names, &kinds).into_iter().map(Arc::from).collect();
        let (title_ranks, mentioned_by) = rayon::join(ranks, mentions);
        let title_ranks = Arc::new(title_ranks);
        let site = Site {
            heads: Arc::new(entities.iter().map(|entity| (entity.kind, entity.name.clone())).collect()),
            settings: Arc::new(settings),
            kinds: Arc::new(kinds),
            entities,
            relations: Arc::new(relations),
            names: Arc::new(names),
            figures: Arc::default(),
            mentioned_by,
            with_choice,
            title_ranks,
            maps: Arc::new(maps),
            media: Arc::new(media),
            images: Arc::default(),
            today: Options::default().date,
        };
        let figures = Arc::new(figure::reckoned(figures, &site, report));
        Site { figures, ..site }
    }

    /// The thing of an id that this site gave.
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }

    /// All things, by kind and id.
    pub fn entities(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.entities.iter().enumerate().map(|(at, entity)| (EntityId(at as u32), &**entity))
    }

    /// The things of a kind, in the order of their ids.
    pub fn of_kind(&self, kind: KindId) -> impl Iterator<Item = EntityId> + use<> {
        let start = self.entities.partition_point(|entity| entity.kind < kind);
        let end = self.entities.partition_point(|entity| entity.kind <= kind);
        (start as u32..end as u32).map(EntityId)
    }

    /// The figure that a thing is, if it is one.
    pub fn figure(&self, id: EntityId) -> Option<&Figure> {
        self.figures.get(&id)
    }

    /// The things that mention this one in a text.
    pub fn mentioned_by(&self, id: EntityId) -> &[EntityId] {
        &self.mentioned_by[id.0 as usize]
    }

    /// The things for which a field is this choice.
    pub fn with_choice(&self, field: FieldId, choice: u16) -> Vec<EntityId> {
        self.with_choice.get(&(field, choice)).cloned().unwrap_or_default()
    }

    /// Where a thing's title stands among all titles in the order of a language.
    pub fn title_rank(&self, id: EntityId, language: LanguageId) -> u32 {
        self.title_ranks[language.0 as usize][id.0 as usize]
    }

    /// What the site's queries are read against.
    pub fn ground(&self) -> Ground<'_> {
        Ground { kinds: &self.kinds, languages: &self.settings.languages, names: &self.names, maps: &self.maps, heads: &self.heads }
    }

    /// Finds a thing by its name.
    pub fn find(&self, name: &str) -> Option<EntityId> {
        let (kind, id) = name.split_once('/')?;
        let kind = self.kinds.find(kind)?;
        let at = self.entities.binary_search_by(|entity| (entity.kind, &*entity.id).cmp(&(kind, id))).ok()?;
        Some(EntityId(at as u32))
    }

    /// Finds what a text's mention or embed leads to.
    pub fn resolve(&self, written: &str) -> Resolved {
        self.names.resolve(&self.kinds, written, &Targets::Any)
    }

    /// The things that a field leads to from a thing, in the order written; those of an inverse in the order of their names.
    pub fn ends(&self, id: EntityId, field: FieldId) -> Vec<EntityId> {
        match &self.kinds.field(field).kind {
            FieldKind::Ref(_) => {
                self.relations.from(id).iter().filter(|relation| relation.field == field).map(|relation| relation.to).collect()
            }
            FieldKind::Inverse(fields) => {
                let inbound = self.relations.to(id).filter(|relation| fields.contains(&relation.field));
                let mut ends: Vec<EntityId> = inbound.map(|relation| relation.from).collect();
                ends.sort_unstable();
                ends.dedup();
                ends
            }
            _ => Vec::new(),
        }
    }

    /// The thing above this one, by the parent that its kind names.
    pub fn parent(&self, id: EntityId) -> Option<EntityId> {
        let field = self.kinds.kind(self.entity(id).kind).roles.parent?;
        self.relations.from(id).iter().find(|relation| relation.field == field).map(|relation| relation.to)
    }

    /// Is `id` this thing, or below it?
    pub fn is_within(&self, id: EntityId, top: EntityId) -> bool {
        // Parents that go in a circle are reported by a check; here the walk only must end.
        std::iter::successors(Some(id), |below| self.parent(*below)).take(100).any(|above| above == top)
    }
}

fn with_choice(entities: &[Arc<Entity>]) -> HashMap<(FieldId, u16), Vec<EntityId>> {
    let mut found: HashMap<(FieldId, u16), Vec<EntityId>> = HashMap::new();
    for (at, entity) in entities.iter().enumerate() {
        for given in &entity.values {
            for value in given.value.items() {
                if let Value::Choice(choice) = value {
                    found.entry((given.field, *choice)).or_default().push(EntityId(at as u32));
                }
            }
        }
    }
    found
}

fn title_ranks(entities: &[Arc<Entity>], languages: &Languages, language: LanguageId) -> Vec<u32> {
    let alphabet = languages.get(language);
    let titles: Vec<&str> = entities.iter().map(|entity| &**entity.title.read_in(language).1).collect();
    let mut order: Vec<u32> = (0..entities.len() as u32).collect();
    order.par_sort_by(|a, b| alphabet.compare(titles[*a as usize], titles[*b as usize]).then(a.cmp(b)));
    let mut ranks = vec![0; entities.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at as usize] = rank as u32;
    }
    ranks
}

fn mentioned_by(entities: &[Arc<Entity>], names: &Names, kinds: &Kinds) -> Vec<Vec<EntityId>> {
    let mut mentioned_by: Vec<Vec<EntityId>> = vec![Vec::new(); entities.len()];
    for (at, entity) in entities.iter().enumerate() {
        let id = EntityId(at as u32);
        for target in entity.names() {
            let target = target.split('#').next().unwrap_or(target);
            if let Resolved::One(thing) = names.resolve(kinds, target, &Targets::Any)
                && thing != id
                && mentioned_by[thing.0 as usize].last() != Some(&id)
            {
                mentioned_by[thing.0 as usize].push(id);
            }
        }
    }
    mentioned_by
}

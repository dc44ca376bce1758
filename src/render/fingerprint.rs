//! Fingerprints of answers: the same answer has the same one in every build and on every machine.

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::Press;
use super::ask::{Currency, Question, Way};
use crate::diag::{FileId, Report, Span};
use crate::registry::EntityId;
use crate::registry::figure::{Figure, Observation, Provenance, age};
use crate::registry::language::LanguageId;
use crate::registry::query::{self, Group, Key};
use crate::registry::relation::{Relation, Standing};
use crate::registry::settings::BaseUrl;
use crate::registry::target::{self, Target};
use crate::registry::value;
use crate::registry::view::counted::Counted;
use crate::source::SourceTree;
use crate::syntax::date::Day;
use crate::syntax::toml::{self, Keys, Origin};

/// The fingerprint of a thing that is not there, which is an answer too.
const NOTHING: u64 = 0;

/// A fingerprint of sare.toml, the kind files and the address that the site is built for, which need not be the one in sare.toml.
pub fn of_settings(tree: &SourceTree, base_url: &BaseUrl) -> u64 {
    let mut hash = Xxh3::new();
    hash.update(base_url.origin.as_bytes());
    hash.update(base_url.path.as_bytes());
    for (_, file) in tree.files().filter(|(_, file)| &*file.path == "sare.toml" || file.path.starts_with("kinds/")) {
        hash.update(file.path.as_bytes());
        if let crate::source::Content::Text(text) = &file.content {
            hash.update(text.as_bytes());
        }
    }
    hash.digest()
}

impl Press {
    /// The fingerprint of a question's answer on a page of a language.
    pub fn fingerprint(&self, question: &Question, language: LanguageId) -> u64 {
        let thing = |name: &str, answer: &dyn Fn(EntityId) -> u64| self.site.find(name).map_or(NOTHING, answer);
        match question {
            Question::Settings => self.settings_stamp ^ self.frame(language).stamp.rotate_left(1),
            Question::Thing(name) => thing(name, &|id| self.site.entity(id).stamp ^ self.of_records(id).rotate_left(1)),
            Question::Facts(name) => thing(name, &|id| self.of_facts(id)),
            Question::Figure(name) => thing(name, &|id| self.of_facts(id) ^ self.of_reckoned(id).rotate_left(2)),
            Question::Counted(written) => self.of_counted(written),
            Question::BaseMap(name) => self.site.maps.find(name).map_or(NOTHING, |id| self.site.maps.stamp(id)),
            Question::Marks(name, field) => thing(name, &|id| self.of_marks(id, field)),
            Question::Age(name) => thing(name, &|id| match self.age(id) {
                Some((due, currency)) => xxh3_64(format!("{due} {currency:?}").as_bytes()),
                None => NOTHING,
            }),
            Question::Card(name) => thing(name, &|id| self.card(id, language).stamp()),
            Question::Outbound(name) => thing(name, &|id| self.of_relations(self.site.relations.from(id))),
            Question::Inbound(name) => thing(name, &|id| self.of_relations(self.site.relations.to(id))),
            Question::Ends(name, field) => thing(name, &|id| {
                let field = self.site.kinds.find_field(self.site.entity(id).kind, field);
                field.map_or(NOTHING, |field| self.of_things(&self.site.ends(id, field)))
            }),
            Question::MentionedBy(name) => thing(name, &|id| self.of_things(self.site.mentioned_by(id))),
            Question::OfKind(name) => self.site.kinds.find(name).map_or(NOTHING, |kind| {
                let mut things: Vec<EntityId> = self.site.of_kind(kind).collect();
                things.sort_by_key(|id| self.site.title_rank(*id, language));
                self.of_things(&things)
            }),
            Question::Count(name) => self.site.kinds.find(name).map_or(NOTHING, |kind| self.site.of_kind(kind).count() as u64 + 1),
            Question::Query(written) => self.of_query(written, language),
            Question::Target(way, written, place) => {
                // A mention has no place, and what was written in a file that is gone leads nowhere.
                let file = if *way == Way::Mention { Some(FileId(0)) } else { self.tree.find(place) };
                file.map_or(NOTHING, |file| self.fingerprint_of_target(&self.target(*way, written, file)))
            }
        }
    }

    /// Until when a figure may be quoted, and whether that day has passed.
    pub fn age(&self, id: EntityId) -> Option<(Day, Currency)> {
        let age = age::of(self.site.figure(id)?, &self.site)?;
        Some((age.due, if age.due < self.site.today { Currency::Stale } else { Currency::Valid }))
    }

    /// What something leads to that is written in `file`.
    pub fn target<'a>(&self, way: Way, written: &'a str, file: FileId) -> Target<'a> {
        match way {
            Way::Mention => target::of_mention(written, &self.site),
            Way::Embed => target::of_embed(written, file, &self.site, &self.tree),
            Way::Link => target::of_link(written, file, &self.site, &self.tree),
            Way::Image => target::of_image(written, file, &self.tree),
        }
    }

    /// The fingerprint of what something leads to.
    pub fn fingerprint_of_target(&self, target: &Target<'_>) -> u64 {
        let mut hash = Xxh3::new();
        match target {
            Target::Entity(id, rest) => {
                hash.update(self.site.entity(*id).name.as_bytes());
                hash.update(format!("{rest:?}").as_bytes());
            }
            Target::Several(several) => hash.update(&self.of_things(several).to_le_bytes()),
            other => hash.update(format!("{other:?}").as_bytes()),
        }
        hash.digest()
    }

    /// The fingerprint of a query's answer: who stands in which group, in order.
    pub fn fingerprint_of_groups(&self, groups: &[Group]) -> u64 {
        let mut hash = Xxh3::new();
        for group in groups {
            match &group.key {
                Key::Entity(id) => hash.update(self.site.entity(*id).name.as_bytes()),
                // Fields and choices keep their positions as long as the kinds are the same, which is a question of its own.
                other => hash.update(format!("{other:?}").as_bytes()),
            }
            hash.update(&self.of_things(&group.entities).to_le_bytes());
            hash.update(&self.fingerprint_of_groups(&group.parts).to_le_bytes());
        }
        hash.digest()
    }

    fn of_query(&self, written: &str, language: LanguageId) -> u64 {
        let mut report = Report::default();
        let place = Span::start_of(FileId(0));
        let table = toml::parse(written, &Origin::at(FileId(0), 0), crate::diag::Code::BrokenView, &mut report);
        match query::read_in_two(&mut Keys::of(&table, "a query"), place, &self.site.ground(), &mut report) {
            Some(query) if report.is_publishable() => self.fingerprint_of_groups(&query::run(&self.site, &query, language)),
            _ => NOTHING,
        }
    }

    fn of_things(&self, things: &[EntityId]) -> u64 {
        let mut hash = Xxh3::new();
        for id in things {
            hash.update(self.site.entity(*id).name.as_bytes());
            hash.update(b"\n");
        }
        hash.digest()
    }

    /// What a thing's documents say outside its text.
    fn of_facts(&self, id: EntityId) -> u64 {
        self.site.entity(id).facts ^ self.of_records(id).rotate_left(1)
    }

    /// The observations of a figure that are in none of its documents: what is computed and derived depends on other things.
    fn of_reckoned(&self, id: EntityId) -> u64 {
        self.site.figure(id).map_or(NOTHING, |figure| self.of_worked_out(figure))
    }

    /// What a chart asks by itself, asked again.
    fn of_counted(&self, written: &str) -> u64 {
        let mut report = Report::default();
        let place = Span::start_of(FileId(0));
        let table = toml::parse(written, &Origin::at(FileId(0), 0), crate::diag::Code::BrokenView, &mut report);
        let ground = self.site.ground();
        let counted = Counted::read(&table, &mut Keys::of(&table, "a chart"), place, (&ground, &mut report));
        let figure = counted.filter(|_| report.is_publishable()).and_then(|counted| counted.figure(&self.site, &mut report));
        figure.map_or(NOTHING, |figure| self.of_worked_out(&figure))
    }

    fn of_worked_out(&self, figure: &Figure) -> u64 {
        let mut hash = Xxh3::new();
        let mut add = |seen: &Observation| {
            let dimensions = (seen.period, &seen.category, seen.basis, seen.status, seen.qualifier, seen.breaks);
            hash.update(format!("{:?} {:?} {dimensions:?} ", seen.id, seen.reading).as_bytes());
            let terms = match &seen.provenance {
                Provenance::Stated => &[][..],
                Provenance::Computed(tally) => {
                    hash.update(format!("{tally:?}").as_bytes());
                    &[][..]
                }
                Provenance::Derived(terms) => terms,
            };
            terms.iter().for_each(|(_, at)| hash.update(&at.to_le_bytes()));
            let things = seen.about.iter().chain(&seen.sources).chain(&seen.origin).chain(terms.iter().map(|(figure, _)| figure));
            for thing in things {
                hash.update(self.site.entity(*thing).name.as_bytes());
                hash.update(b"\n");
            }
        };
        figure.observations.iter().filter(|seen| seen.provenance != Provenance::Stated).for_each(&mut add);
        figure.recomputed.iter().for_each(|recomputed| add(&recomputed.derived));
        if let Some(tally) = figure.tally {
            hash.update(format!("{tally:?}").as_bytes());
        }
        hash.digest()
    }

    /// What the references in a thing's records lead to; its relations are a question of their own.
    fn of_records(&self, id: EntityId) -> u64 {
        self.of_relations(self.site.relations.from(id).iter().filter(|relation| relation.standing == Standing::Record))
    }

    /// What relations say is part of the facts of the thing that declares them.
    fn of_relations<'r>(&self, relations: impl IntoIterator<Item = &'r Relation>) -> u64 {
        let mut hash = Xxh3::new();
        for relation in relations {
            let (from, to) = (self.site.entity(relation.from), self.site.entity(relation.to));
            let declares = if relation.standing == Standing::Inverse { to } else { from };
            for part in [from.name.as_bytes(), to.name.as_bytes(), self.site.kinds.field(relation.field).name.as_bytes()] {
                hash.update(part);
                hash.update(b"\n");
            }
            hash.update(&declares.facts.to_le_bytes());
            // What a name in the relation leads to is not part of how it was written.
            value::each_target(&relation.says, &mut |inner| {
                hash.update(self.site.entity(self.site.relations.get(inner).to).name.as_bytes());
                hash.update(b"\n");
            });
        }
        hash.digest()
    }
}

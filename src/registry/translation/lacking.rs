//! What is not translated yet, or no longer well: for each language and kind, the things that lack words.

use super::{Age, is_translated};
use crate::registry::kind::{FieldId, Kind, KindId, Wording};
use crate::registry::language::{DEFAULT, LanguageId};
use crate::registry::value::{Given, Localised, Value};
use crate::registry::{EntityId, Site};
use crate::source::SourceTree;

/// What a site lacks in one language.
#[derive(Debug)]
pub struct Lacking {
    pub language: LanguageId,
    /// The kinds whose things have words to translate, in the order of their names.
    pub kinds: Vec<OfKind>,
    /// What the site says of itself and does not say in this language, by the names of its settings.
    pub settings: Vec<String>,
    /// The kinds of which something is not called anything in this language, and how much.
    pub labels: Vec<(KindId, usize)>,
}

/// What the things of a kind lack in one language.
#[derive(Debug)]
pub struct OfKind {
    pub kind: KindId,
    /// How many things of the kind have words that differ from language to language.
    pub all: usize,
    /// Those that lack some, or whose translations may be old, in the order of their names.
    pub things: Vec<OfThing>,
}

/// What a thing lacks in one language.
#[derive(Debug)]
pub struct OfThing {
    pub entity: EntityId,
    pub text: Text,
    /// The fields that say something, and not in this language.
    pub fields: Vec<FieldId>,
    /// Places, among the thing's translations, of those that are not known to say what the original says.
    pub aged: Vec<(usize, Age)>,
}

/// Is a thing's text there in the language?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// It is, or there is none in any language.
    There,
    /// A chapter is not.
    InPart,
    Missing,
}

/// How much a language lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Things whose text, or a chapter of it, is missing.
    pub texts: usize,
    /// Things that lack words in other fields.
    pub fields: usize,
    /// Translations that are older than what they translate.
    pub outdated: usize,
    /// Translations that do not say what they were made from.
    pub unknown: usize,
}

impl Totals {
    /// The totals of some things.
    pub fn of<'t>(things: impl Iterator<Item = &'t OfThing>) -> Totals {
        let mut totals = Totals::default();
        for thing in things {
            let count = |age| thing.aged.iter().filter(|(_, own)| *own == age).count();
            totals.texts += usize::from(thing.text != Text::There);
            totals.fields += usize::from(!thing.fields.is_empty());
            totals.outdated += count(Age::Outdated);
            totals.unknown += count(Age::Unknown);
        }
        totals
    }
}

impl OfThing {
    fn is_whole(&self) -> bool {
        self.text == Text::There && self.fields.is_empty() && self.aged.is_empty()
    }
}

impl OfKind {
    /// How much the kind lacks.
    pub fn totals(&self) -> Totals {
        Totals::of(self.things.iter())
    }
}

impl Lacking {
    /// How much all kinds lack together.
    pub fn totals(&self) -> Totals {
        Totals::of(self.kinds.iter().flat_map(|kind| &kind.things))
    }
}

/// What a site lacks in each of its languages but the first, in which it is written.
pub fn lacking(site: &Site, tree: &SourceTree) -> Vec<Lacking> {
    let others = site.settings.languages.all().map(|(language, _)| language).filter(|language| *language != DEFAULT);
    others.map(|language| in_language(language, site, tree)).collect()
}

fn in_language(language: LanguageId, site: &Site, tree: &SourceTree) -> Lacking {
    let kinds = site.kinds.all().map(|(id, kind)| {
        let things: Vec<OfThing> = site.of_kind(id).filter_map(|entity| of_thing(entity, (kind, language), site, tree)).collect();
        OfKind { kind: id, all: things.len(), things: things.into_iter().filter(|thing| !thing.is_whole()).collect() }
    });
    let labels = site.kinds.all().map(|(id, kind)| (id, unlabelled(kind, language, site))).filter(|(_, count)| *count > 0).collect();
    Lacking { language, kinds: kinds.filter(|kind| kind.all > 0).collect(), settings: settings(language, site), labels }
}

/// What a thing lacks; `None` for one that has no words to translate.
fn of_thing(id: EntityId, (kind, language): (&Kind, LanguageId), site: &Site, tree: &SourceTree) -> Option<OfThing> {
    let entity = site.entity(id);
    let mut fields = Fields { language, site, kind, told: 0, lacking: Vec::new() };
    fields.look(&entity.values, None);
    let texts: Vec<bool> = entity
        .body
        .iter()
        .chain(entity.chapters.iter().map(|chapter| &chapter.body))
        .filter(|text| text.read_in(DEFAULT).1.outline.has_parts)
        .map(|text| lacks(text, language))
        .collect();
    if fields.told == 0 && texts.is_empty() {
        return None;
    }
    let text = match texts.iter().filter(|is_missing| **is_missing).count() {
        0 => Text::There,
        all if all == texts.len() => Text::Missing,
        _ => Text::InPart,
    };
    let own = entity.translations.iter().enumerate().filter(|(_, it)| it.language == language);
    let aged = own.map(|(at, it)| (at, it.age(tree))).filter(|(_, age)| *age != Age::Current).collect();
    Some(OfThing { entity: id, text, fields: fields.lacking, aged })
}

/// Is something said in the default language and not in this one? What was written in another language alone is nobody's original.
fn lacks<T>(text: &Localised<T>, language: LanguageId) -> bool {
    text.read_in(DEFAULT).0 == DEFAULT && text.read_in(language).0 != language
}

/// The words in the fields of a thing.
struct Fields<'s> {
    language: LanguageId,
    site: &'s Site,
    kind: &'s Kind,
    /// How many texts there are that differ from language to language.
    told: usize,
    lacking: Vec<FieldId>,
}

impl Fields<'_> {
    /// Looks at fields; those of a record count as the field that holds the record.
    fn look(&mut self, values: &[Given], record: Option<FieldId>) {
        for given in values {
            let field = self.site.kinds.field(given.field);
            let named = record.unwrap_or(given.field);
            // A name that is written without a language is the same in all of them.
            let is_name = self.kind.roles.title == Some(given.field) && self.kind.titles == Wording::Verbatim;
            for value in given.value.items() {
                match value {
                    Value::Record(inner) => self.look(inner, Some(named)),
                    Value::Text(text) if is_translated(field) && !(is_name && text.versions().count() == 1) => {
                        self.note(lacks(text, self.language), named);
                    }
                    Value::Markdown(text) => self.note(lacks(text, self.language), named),
                    _ => {}
                }
            }
        }
    }

    fn note(&mut self, is_lacking: bool, field: FieldId) {
        self.told += 1;
        if is_lacking && !self.lacking.contains(&field) {
            self.lacking.push(field);
        }
    }
}

/// What `sare.toml` says in the default language alone.
fn settings(language: LanguageId, site: &Site) -> Vec<String> {
    let own = &site.settings;
    let title = lacks(&own.title, language).then(|| "title".to_owned());
    let description = own.description.as_ref().filter(|text| lacks(text, language)).map(|_| "description".to_owned());
    let menu = own.navigation.iter().filter(|entry| entry.label.as_ref().is_some_and(|label| lacks(label, language)));
    title.into_iter().chain(description).chain(menu.map(|entry| format!("navigation to {}", entry.to))).collect()
}

/// How many labels of a kind, of its fields and of their choices, are not there in a language.
fn unlabelled(kind: &Kind, language: LanguageId, site: &Site) -> usize {
    let mut count = [&kind.label, &kind.plural].into_iter().filter(|label| lacks(label, language)).count();
    let mut fields: Vec<FieldId> = kind.fields.clone();
    while let Some(id) = fields.pop() {
        let field = site.kinds.field(id);
        count += usize::from(lacks(&field.label, language));
        count += field.choices().iter().filter(|choice| lacks(&choice.label, language)).count();
        fields.extend(field.sub_fields());
    }
    count
}

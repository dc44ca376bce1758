//! Kinds and their fields, as the kind files declare them.

mod load;
mod merge;
mod sound;

use std::collections::{HashMap, HashSet};

use super::Entity;
use super::value::{Text, Value};
use crate::diag::Span;

pub use load::load;

/// A kind's position; good for one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

/// A field's position among the fields of all kinds; good for one build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u16);

/// Every kind of the site, in the order of their names.
#[derive(Debug, Default)]
pub struct Kinds {
    kinds: Vec<Kind>,
    fields: Vec<Field>,
    by_name: HashMap<Box<str>, KindId>,
    by_folder: HashMap<Box<str>, KindId>,
    /// The names of kinds that the site has turned off, by their folders.
    off: HashMap<Box<str>, Box<str>>,
    /// The names of kinds whose files cannot be read, or only in part.
    lost: HashSet<Box<str>>,
}

/// A kind of thing.
#[derive(Debug)]
pub struct Kind {
    pub name: Box<str>,
    pub label: Text,
    pub plural: Text,
    /// What its things are, in a line.
    pub description: Option<Text>,
    /// Where its documents lie below `content/`.
    pub folder: Box<str>,
    /// The first part of its addresses; empty where a thing's id is its whole address.
    pub segment: Box<str>,
    /// The schema.org type.
    pub schema: Box<str>,
    /// Whether its things have pages, and it a list page.
    pub pages: Pages,
    /// Its own fields in their order, then those of every kind, then the inverses that lead to it.
    pub fields: Vec<FieldId>,
    by_name: HashMap<Box<str>, FieldId>,
    pub columns: Vec<FieldId>,
    pub facets: Vec<FieldId>,
    pub roles: Roles,
    pub neighbourhood: Neighbourhood,
    /// Are its things called the same in every language?
    pub titles: Wording,
    pub length: Length,
    /// The choices that make a thing a region, which is no point on a map.
    pub regions: Vec<(FieldId, u16)>,
    pub nature: Nature,
}

/// Is what a thing is linked with drawn on its own page?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Neighbourhood {
    Drawn,
    #[default]
    Listed,
}

impl Neighbourhood {
    /// As a kind file says it, or leaves it out.
    fn of(flag: Option<bool>) -> Neighbourhood {
        if flag == Some(true) { Neighbourhood::Drawn } else { Neighbourhood::Listed }
    }
}

/// Is a text another one in every language?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wording {
    #[default]
    Translated,
    /// A proper name, a code, or words as somebody printed them: the same in all of them.
    Verbatim,
}

impl Wording {
    /// As a kind file says it, or leaves it out.
    fn of(flag: Option<bool>) -> Wording {
        if flag == Some(true) { Wording::Verbatim } else { Wording::Translated }
    }
}

/// How long are the texts of a kind's things?
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Length {
    /// So long that readers are told how long, and find the sources of a passage beside it.
    Long,
    #[default]
    Short,
}

impl Length {
    /// As a kind file says it, or leaves it out.
    fn of(flag: Option<bool>) -> Length {
        if flag == Some(true) { Length::Long } else { Length::Short }
    }
}

/// Does a kind have pages of its own?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    /// A page each and a list.
    All,
    /// A page each; nobody wants a list of them.
    NoList,
    /// None: its things are only told of elsewhere.
    None,
}

/// The two kinds that code treats by themselves; all others are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    Thing,
    Figure,
    /// What a mention cites with a number.
    Source,
}

/// Which fields play the parts that code asks for.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    pub title: Option<FieldId>,
    pub summary: Option<FieldId>,
    pub aliases: Option<FieldId>,
    pub status: Option<FieldId>,
    pub from: Option<FieldId>,
    pub to: Option<FieldId>,
    pub notes: Option<FieldId>,
    pub sources: Option<FieldId>,
    pub place: Option<FieldId>,
    pub parent: Option<FieldId>,
    pub logo: Option<FieldId>,
    pub image: Option<FieldId>,
    pub date: Option<FieldId>,
    pub as_of: Option<FieldId>,
    /// What became of a thing, stage by stage.
    pub history: Option<FieldId>,
    /// What was there before a thing and went over into it.
    pub succeeds: Option<FieldId>,
    /// The figures that stand for a thing, at the head of its page.
    pub key_figures: Option<FieldId>,
}

/// A field of a kind, of a record or of a relation.
#[derive(Debug)]
pub struct Field {
    pub name: Box<str>,
    pub label: Text,
    pub help: Option<Box<str>>,
    pub kind: FieldKind,
    pub many: Many,
    pub need: Need,
    pub wording: Wording,
    /// The schema.org property.
    pub schema: Option<Box<str>>,
    /// Where it is declared.
    pub span: Span,
}

/// One value, or a list of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Many {
    One,
    List,
}

/// Must it be given?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    /// Readers look for it: where nothing is known, its page says so.
    Expected,
    Optional,
}

/// A field's type.
#[derive(Debug)]
pub enum FieldKind {
    Text,
    Markdown,
    Integer,
    Number,
    Boolean,
    Money,
    Date,
    Period,
    Time,
    Duration,
    Url,
    Email,
    Identifier(Scheme),
    Image,
    Coordinates,
    Measure,
    Choice(Vec<Choice>),
    Ref(RefField),
    Record(Vec<FieldId>),
    /// A question to the site, with these fields beside it.
    Query(Vec<FieldId>),
    Mapping,
    /// Its type is at fault, which has been reported: whatever is written there is passed over.
    Unknown,
    /// The other end of these fields, which lead here.
    Inverse(Vec<FieldId>),
}

/// One value of an enum.
#[derive(Debug)]
pub struct Choice {
    pub id: Box<str>,
    pub label: Text,
}

/// A field that leads to other things.
#[derive(Debug)]
pub struct RefField {
    pub to: Targets,
    pub inverse: Option<Inverse>,
    /// What the relation itself may say.
    pub fields: Vec<FieldId>,
    /// The kind that declares it.
    pub of: KindId,
}

/// The kinds that a field may lead to.
#[derive(Clone, Debug)]
pub enum Targets {
    Any,
    Only(Vec<KindId>),
}

impl Targets {
    /// May the field lead to a thing of this kind?
    pub fn allow(&self, kind: KindId) -> bool {
        match self {
            Targets::Any => true,
            Targets::Only(kinds) => kinds.contains(&kind),
        }
    }
}

/// How a relation is called from its other end.
#[derive(Clone, Debug)]
pub struct Inverse {
    pub name: Box<str>,
    pub label: Text,
}

/// A scheme of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    Ror,
    Pic,
    Wikidata,
    Cordis,
    Orcid,
    Isni,
    Vat,
    Doi,
    Nuts,
    Lau,
    Geonames,
    IsoCountry,
    IsoCurrency,
}

impl Scheme {
    /// The schemes by the names that kind files use.
    pub const ALL: &'static [(&'static str, Scheme)] = &[
        ("ror", Scheme::Ror),
        ("pic", Scheme::Pic),
        ("wikidata", Scheme::Wikidata),
        ("cordis", Scheme::Cordis),
        ("orcid", Scheme::Orcid),
        ("isni", Scheme::Isni),
        ("vat", Scheme::Vat),
        ("doi", Scheme::Doi),
        ("nuts", Scheme::Nuts),
        ("lau", Scheme::Lau),
        ("geonames", Scheme::Geonames),
        ("iso-country", Scheme::IsoCountry),
        ("iso-currency", Scheme::IsoCurrency),
    ];
}

impl Kinds {
    /// Is there a kind of which nobody knows all that its file says?
    pub fn is_any_lost(&self) -> bool {
        !self.lost.is_empty()
    }

    /// The names of the kinds that [`Kinds::is_any_lost`] speaks of, in no order that matters.
    pub fn lost(&self) -> impl Iterator<Item = &str> {
        self.lost.iter().map(|name| &**name)
    }

    /// May a kind have fields that could not be read?
    pub fn is_lost(&self, kind: KindId) -> bool {
        self.lost.contains(&self.kind(kind).name) || self.lost.contains("thing")
    }

    /// The kind of an id that these kinds gave.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[id.0 as usize]
    }

    /// The field of an id that these kinds gave.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0 as usize]
    }

    /// All kinds, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = (KindId, &Kind)> {
        self.kinds.iter().enumerate().map(|(at, kind)| (KindId(at as u16), kind))
    }

    /// Finds a kind by its name or by its folder, for editors see the folder.
    pub fn find(&self, name: &str) -> Option<KindId> {
        self.by_name.get(name).or_else(|| self.by_folder.get(name)).copied()
    }

    /// Finds a kind by its folder.
    pub fn find_folder(&self, folder: &str) -> Option<KindId> {
        self.by_folder.get(folder).copied()
    }

    /// The name of the kind that would keep its documents in a folder, had the site not turned it off.
    pub fn turned_off(&self, folder: &str) -> Option<&str> {
        self.off.get(folder).map(|name| &**name)
    }

    /// Are the things of a kind what others are located in?
    pub fn is_place(&self, kind: KindId) -> bool {
        self.kinds.iter().filter_map(|other| other.roles.place).any(|field| match &self.field(field).kind {
            FieldKind::Ref(target) => matches!(&target.to, Targets::Only(kinds) if kinds.contains(&kind)),
            _ => false,
        })
    }

    /// Is a thing too wide to be a point on a map, such as a country?
    pub fn is_region(&self, thing: &Entity) -> bool {
        let chosen = |field, choice| thing.value(field).is_some_and(|value| value.items().contains(&Value::Choice(choice)));
        self.kind(thing.kind).regions.iter().any(|(field, choice)| chosen(*field, *choice))
    }

    /// Finds a field of a kind, an inverse among them.
    pub fn find_field(&self, kind: KindId, name: &str) -> Option<FieldId> {
        self.kind(kind).by_name.get(name).copied()
    }

    /// Finds one of the named fields of a record or a relation.
    pub fn find_among(&self, fields: &[FieldId], name: &str) -> Option<FieldId> {
        fields.iter().copied().find(|field| *self.field(*field).name == *name)
    }

    /// The names of a kind's fields, for suggestions.
    pub fn field_names(&self, fields: &[FieldId]) -> impl Iterator<Item = &str> {
        fields.iter().map(|field| &*self.field(*field).name)
    }
}

impl Field {
    /// The fields of a record or of a relation, or beside a query; empty for any other type.
    pub fn sub_fields(&self) -> &[FieldId] {
        match &self.kind {
            FieldKind::Record(fields) | FieldKind::Query(fields) => fields,
            FieldKind::Ref(target) => &target.fields,
            _ => &[],
        }
    }

    /// The choices of an enum; empty for any other type.
    pub fn choices(&self) -> &[Choice] {
        match &self.kind {
            FieldKind::Choice(choices) => choices,
            _ => &[],
        }
    }

    /// The type's name, as kind files write it.
    pub fn type_name(&self) -> &'static str {
        match &self.kind {
            FieldKind::Text => "text",
            FieldKind::Markdown => "markdown",
            FieldKind::Integer => "integer",
            FieldKind::Number => "number",
            FieldKind::Boolean => "boolean",
            FieldKind::Money => "money",
            FieldKind::Date => "date",
            FieldKind::Period => "period",
            FieldKind::Time => "time",
            FieldKind::Duration => "duration",
            FieldKind::Url => "url",
            FieldKind::Email => "email",
            FieldKind::Identifier(_) => "identifier",
            FieldKind::Image => "image",
            FieldKind::Coordinates => "coordinates",
            FieldKind::Measure => "measure",
            FieldKind::Choice(_) => "enum",
            FieldKind::Ref(_) => "ref",
            FieldKind::Record(_) => "record",
            FieldKind::Query(_) => "query",
            FieldKind::Mapping => "mapping",
            FieldKind::Unknown => "unknown",
            FieldKind::Inverse(_) => "inverse",
        }
    }
}

//! The settings of a `map` view: what stands on it as a point, what shades its areas, and on which base map.

use super::super::EntityId;
use super::super::Ground;
use super::super::decode::plain;
use super::super::figure::shape::Wanted;
use super::super::geo::{MapId, PlaceField};
use super::super::kind::{FieldId, FieldKind, KindId, Kinds, Nature, Targets};
use super::super::query::{self, Operand, Path, Query, entity};
use super::super::value::Value;
use super::Shared;
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::toml::{Entry, Keys, Node, Toml, wrong_type};
use crate::syntax::view::View;

/// A map as its editor wants it. It has points, or shaded areas, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct MapView {
    /// The things on it; none where only areas are shaded by a figure.
    pub query: Option<Query>,
    /// The field that leads to their places, as each kind has it; nothing where it is left to their kinds.
    pub place: Option<PlaceField>,
    /// Nothing, where the smallest map is wanted that everything fits on.
    pub base: Option<(MapId, Span)>,
    pub shade: Option<Shade>,
    pub label: Label,
    /// Fields that lead to other things: lines are drawn between the places of both.
    pub lines: Vec<(KindId, FieldId)>,
    /// The field whose choices, or whose things, colour the points; the one to group by, where no other is named.
    pub colour: Vec<Path>,
    /// The field that says how sure it is of a thing that it is there; nothing where it is left to their kinds.
    pub status: Vec<Path>,
    pub inset: Inset,
    pub projection: Option<Projection>,
    pub fit: Option<Fit>,
    pub shared: Shared,
}

/// What shades the areas, and in which classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Shade {
    pub by: ShadeBy,
    pub classes: Classes,
    /// Where it is written.
    pub span: Span,
}

/// What shades the areas.
#[derive(Clone, Debug, PartialEq)]
pub enum ShadeBy {
    /// A figure, or some of its observations: of each place the latest, where no period is wanted.
    Figure(EntityId, Wanted),
    /// How many of the view's things lie in each area; those then are no points.
    Count,
}

/// How values are put into classes.
#[derive(Clone, Debug, PartialEq)]
pub enum Classes {
    /// This many at most; the method is left to the map where it is nothing.
    Method(Option<Method>, u8),
    /// At these bounds, from the lowest to the highest.
    Breaks(Vec<f64>),
}

/// How the bounds of classes are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// As many areas in each.
    Quantile,
    /// As wide each.
    Equal,
    /// Where the values leave gaps.
    Natural,
}

/// What is written beside a point or in an area.
#[derive(Clone, Debug, PartialEq)]
pub enum Label {
    Title,
    None,
    Field(Vec<Path>),
}

/// Is it shown where the map lies in the world around it?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inset {
    /// Where it helps.
    Auto,
    Shown,
    Hidden,
}

/// How the Earth is made flat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Projection {
    /// Areas are as large as they are on Earth.
    EqualArea,
    /// Shapes are as they are on Earth, where they are small.
    Conformal,
    /// The whole Earth, with areas as large as they are.
    EqualEarth,
    /// Degrees as they are.
    Equirectangular,
}

/// What the frame is drawn around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    Points,
    Base,
}

/// The classes that a choropleth has at most where its editor says nothing.
pub const CLASSES: u8 = 5;

const METHODS: [(&str, Method); 3] = [("quantile", Method::Quantile), ("equal", Method::Equal), ("natural", Method::Natural)];
const PROJECTIONS: [(&str, Projection); 4] = [
    ("equal-area", Projection::EqualArea),
    ("conformal", Projection::Conformal),
    ("equal-earth", Projection::EqualEarth),
    ("equirectangular", Projection::Equirectangular),
];
const FITS: [(&str, Fit); 2] = [("points", Fit::Points), ("base", Fit::Base)];

impl MapView {
    /// A map of nothing in particular: everything is left to what is put on it.
    pub fn plain() -> MapView {
        MapView {
            query: None,
            place: None,
            base: None,
            shade: None,
            label: Label::Title,
            lines: Vec::new(),
            colour: Vec::new(),
            status: Vec::new(),
            inset: Inset::Auto,
            projection: None,
            fit: None,
            shared: Shared::default(),
        }
    }

    /// A map whose areas a figure shades.
    pub fn shaded_by(figure: EntityId, wanted: Wanted, span: Span) -> MapView {
        let shade = Shade { by: ShadeBy::Figure(figure, wanted), classes: Classes::Method(None, CLASSES), span };
        MapView { shade: Some(shade), ..MapView::plain() }
    }
}

/// As many fields are named that would have been right.
const NAMED: usize = 5;

/// Reads the settings of a map; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<MapView> {
    let mut keys = Keys::of(&view.settings, "a map");
    let mut reader = Reader { ground, report, of: Vec::new() };
    let asks = ["of", "where", "sort", "limit", "group_by"].iter().any(|key| view.settings.find(key).is_some());
    let query = if asks { query::read(&mut keys, view.name_span, ground, reader.report) } else { reader.no_query(&mut keys) };
    reader.of = query.as_ref().map(|query| query.of.clone()).unwrap_or_default();
    let has_areas = ["figure", "shade"].iter().any(|key| view.settings.find(key).is_some());
    let shade = reader.shade(&mut keys, asks);
    let fields = reader.fields(&mut keys, asks);
    let base = keys.node("base").and_then(|node| reader.base(node));
    let inset = match keys.flag("inset", reader.report) {
        None => Inset::Auto,
        Some(true) => Inset::Shown,
        Some(false) => Inset::Hidden,
    };
    let projection = keys.node("projection").and_then(|node| reader.word("projection", &PROJECTIONS, node));
    let fit = keys.node("fit").and_then(|node| reader.word("fit", &FITS, node));
    let shared = Shared::read(&mut keys, view, ground, reader.report);
    keys.finish(report);
    if !asks && !has_areas {
        let message = "this map does not say what it shows";
        report.say(view.name_span, Code::MissingField, message).help("add a line such as of = \"organisation\", or figure = \"gdp\"");
    }
    if asks && query.is_none() || query.is_none() && shade.is_none() {
        return None;
    }
    let Fields { place, label, lines, colour, status } = fields;
    let colour = if colour.is_empty() { query.as_ref().and_then(|query| query.group_by.clone()).unwrap_or_default() } else { colour };
    Some(MapView { query, place, base, shade, label, lines, colour, status, inset, projection, fit, shared })
}

/// What of a map is a field of its things.
struct Fields {
    place: Option<PlaceField>,
    label: Label,
    lines: Vec<(KindId, FieldId)>,
    colour: Vec<Path>,
    status: Vec<Path>,
}

struct Reader<'g, 'r> {
    ground: &'g Ground<'g>,
    report: &'r mut Report,
    /// The kinds of the things on the map.
    of: Vec<KindId>,
}

impl Reader<'_, '_> {
    fn no_query(&mut self, keys: &mut Keys<'_>) -> Option<Query> {
        ["of", "where", "sort", "limit", "group_by"].into_iter().for_each(|key| {
            keys.node(key);
        });
        None
    }

    /// Reports settings that mean nothing on this map.
    fn refuse(&mut self, entry: &Entry, why: &str) {
        let message = format!("a map {why} has no `{}`", entry.key);
        self.report.say(entry.key_span, Code::UnknownSetting, message).help("leave it out");
    }

    fn base(&mut self, node: &Node) -> Option<(MapId, Span)> {
        let Some(name) = node.as_text() else {
            wrong_type("base", "the name of a base map", node, self.report);
            return None;
        };
        let found = self.ground.maps.find(name);
        if found.is_none() {
            let known = || self.ground.maps.all().map(|(_, map)| &*map.name);
            let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
            let all = || format!("the maps are {}; others are named below `[maps]` in sare.toml", known().collect::<Vec<_>>().join(", "));
            let said = self.report.say(node.span, Code::UnknownMap, format!("there is no base map `{name}`"));
            said.help(near.unwrap_or_else(all)).slip(node.span, name, known());
        }
        found.map(|id| (id, node.span))
    }

    /// One of a few words.
    fn word<T: Copy>(&mut self, key: &str, choices: &[(&str, T)], node: &Node) -> Option<T> {
        let known = || choices.iter().map(|(name, _)| *name);
        let all = || format!("write one of {}", known().collect::<Vec<_>>().join(", "));
        let Some(word) = node.as_text() else {
            wrong_type(key, "a word", node, self.report);
            return None;
        };
        let found = choices.iter().find(|(name, _)| *name == word).map(|(_, choice)| *choice);
        if found.is_none() {
            let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
            let said = self.report.say(node.span, Code::UnknownValue, format!("`{key}` of a map cannot be `{word}`"));
            said.help(near.unwrap_or_else(all)).slip(node.span, word, known());
        }
        found
    }

    fn shade<'k>(&mut self, keys: &mut Keys<'k>, asks: bool) -> Option<Shade> {
        let (figure, shade) = (keys.entry("figure"), keys.entry("shade"));
        if let (Some(_), Some(shade)) = (figure, shade) {
            let message = "this map names a `figure`, and says by what to `shade` its areas too";
            self.report.say(shade.key_span, Code::UnknownSetting, message).help("leave one of them out");
        }
        let by = match (figure, shade) {
            (Some(entry), _) => self.figure(&entry.node, keys),
            (None, Some(entry)) => self.shade_by(entry, asks),
            (None, None) => None,
        };
        if figure.is_none() {
            for key in ["about", "category", "period"] {
                if let Some(entry) = keys.entry(key) {
                    self.refuse(entry, "without a `figure`");
                }
            }
        }
        let span = figure.or(shade).map(|entry| entry.node.span);
        let classes = self.classes(keys, span.is_some());
        Some(Shade { by: by?, classes, span: span? })
    }

    /// `"count"`, or a table with a figure and which of its observations.
    fn shade_by(&mut self, entry: &Entry, asks: bool) -> Option<ShadeBy> {
        match &entry.node.value {
            Toml::Table(table) => {
                let mut keys = Keys::of(table, "`shade`");
                let figure = keys.node("figure");
                if figure.is_none() {
                    let said = self.report.say(entry.node.span, Code::MissingField, "`shade` does not say by which `figure`");
                    said.help("write shade = { figure = \"gdp\" }");
                }
                let by = figure.and_then(|node| self.figure(node, &mut keys));
                keys.finish(self.report);
                by
            }
            _ => {
                self.word("shade", &[("count", ())], &entry.node)?;
                if !asks {
                    let message = "this map counts things, and does not say `of` which kind";
                    self.report.say(entry.node.span, Code::MissingField, message).help("add a line such as of = \"organisation\"");
                    return None;
                }
                Some(ShadeBy::Count)
            }
        }
    }

    /// A figure, and which of its observations.
    fn figure<'k>(&mut self, node: &Node, keys: &mut Keys<'k>) -> Option<ShadeBy> {
        let of_figures = self.ground.kinds.all().filter(|(_, kind)| kind.nature == Nature::Figure).map(|(id, _)| id);
        let targets = Targets::Only(of_figures.collect());
        let mut wanted = Wanted::default();
        if let Some(about) = keys.node("about") {
            let items = if let Toml::List(items) = &about.value { &items[..] } else { std::slice::from_ref(about) };
            for item in items {
                if let Some(Operand::Entity(id)) = entity(self.ground, "about", item, &Targets::Any, self.report) {
                    wanted.about.push(id);
                }
            }
        }
        wanted.categories = keys.texts("category", self.report).into_iter().map(|(text, _)| text.into()).collect();
        if let Some(node) = keys.node("period")
            && let Some(Value::Period(period)) = plain::value("period", &FieldKind::Period, node, self.report)
        {
            wanted.periods = Some(period);
        }
        match entity(self.ground, "figure", node, &targets, self.report)? {
            Operand::Entity(id) => Some(ShadeBy::Figure(id, wanted)),
            _ => None,
        }
    }

    fn classes<'k>(&mut self, keys: &mut Keys<'k>, is_shaded: bool) -> Classes {
        let entries = ["breaks", "classes", "method"].map(|key| keys.entry(key));
        if !is_shaded {
            entries.into_iter().flatten().for_each(|entry| self.refuse(entry, "without a `figure` or `shade`"));
            return Classes::Method(None, CLASSES);
        }
        let [breaks, classes, method] = entries;
        if let Some(breaks) = breaks {
            [classes, method].into_iter().flatten().for_each(|entry| self.refuse(entry, "with `breaks`"));
            return self.breaks(&breaks.node).map_or(Classes::Method(None, CLASSES), Classes::Breaks);
        }
        let count = match classes.map(|entry| &entry.node) {
            None => CLASSES,
            Some(Node { value: Toml::Integer(count @ 2..=7), .. }) => *count as u8,
            Some(node) => {
                let message = "a map has two to seven classes: more shades cannot be told apart";
                self.report.say(node.span, Code::UnknownValue, message).help("write a number from 2 to 7, as in classes = 5");
                CLASSES
            }
        };
        Classes::Method(method.and_then(|entry| self.word("method", &METHODS, &entry.node)), count)
    }

    fn breaks(&mut self, node: &Node) -> Option<Vec<f64>> {
        let Toml::List(items) = &node.value else {
            wrong_type("breaks", "a list of numbers", node, self.report);
            return None;
        };
        let mut found: Vec<f64> = Vec::new();
        for item in items {
            let number = match item.value {
                Toml::Integer(number) => number as f64,
                Toml::Number(number) if number.is_finite() => number,
                _ => {
                    wrong_type("breaks", "a list of numbers", item, self.report);
                    return None;
                }
            };
            if found.last().is_some_and(|last| number <= *last) {
                let message = "the `breaks` of a map go up, and this one does not";
                self.report.say(item.span, Code::UnknownValue, message).help("write the lowest first, as in [10, 20, 50]");
                return None;
            }
            found.push(number);
        }
        if !(1..=6).contains(&found.len()) {
            let message = "a map has one to six `breaks`: more shades cannot be told apart";
            self.report
                .say(node.span, Code::UnknownValue, message)
                .help("write where one class ends and the next begins, as in [10, 20, 50]");
            return None;
        }
        Some(found)
    }

    fn fields<'k>(&mut self, keys: &mut Keys<'k>, asks: bool) -> Fields {
        let [place, label, lines, colour, status] = ["place", "label", "lines", "colour", "status"].map(|key| keys.entry(key));
        let mut fields = Fields { place: None, label: Label::Title, lines: Vec::new(), colour: Vec::new(), status: Vec::new() };
        let words = [("title", Label::Title), ("none", Label::None)];
        let word = |entry: &Entry| words.iter().find(|(name, _)| entry.node.as_text() == Some(name)).map(|(_, label)| label.clone());
        let of_fields = [place, label.filter(|entry| word(entry).is_none()), lines, colour, status];
        if !asks {
            of_fields.into_iter().flatten().for_each(|entry| self.refuse(entry, "without `of`"));
        }
        fields.label = label.and_then(word).unwrap_or(Label::Title);
        // Of which kind the things are is not known, which has been said.
        if self.of.is_empty() {
            return fields;
        }
        let kinds = self.ground.kinds;
        let [place, label, lines, colour, status] = of_fields;
        let leads = |path: &Path| match last(kinds, path) {
            FieldKind::Coordinates => true,
            FieldKind::Ref(target) => match &target.to {
                Targets::Any => true,
                Targets::Only(targets) => targets.iter().any(|kind| kinds.is_place(*kind)),
            },
            _ => false,
        };
        fields.place = place.and_then(|entry| {
            let paths = self.paths(entry, "a field that leads to places", &leads)?;
            Some(PlaceField { name: entry.node.as_text()?.into(), paths })
        });
        if let Some(paths) = label.and_then(|entry| self.paths(entry, "title, none or a field", &|_| true)) {
            fields.label = Label::Field(paths);
        }
        let is_link = |path: &Path| path.sub.is_none() && matches!(last(kinds, path), FieldKind::Ref(_) | FieldKind::Inverse(_));
        let lines = lines.and_then(|entry| self.paths(entry, "a field that leads to other things", &is_link));
        fields.lines = lines.into_iter().flatten().map(|path| (path.kind, path.field)).collect();
        let is_closed = |path: &Path| matches!(last(kinds, path), FieldKind::Choice(_) | FieldKind::Ref(_) | FieldKind::Inverse(_));
        let colour =
            colour.and_then(|entry| self.paths(entry, "a field with a list of values, or one that leads to other things", &is_closed));
        fields.colour = colour.unwrap_or_default();
        let is_choice = |path: &Path| matches!(last(kinds, path), FieldKind::Choice(_));
        fields.status = status.and_then(|entry| self.paths(entry, "a field with a list of values", &is_choice)).unwrap_or_default();
        fields
    }

    /// A field of the things as each kind has it, where each of these will do.
    fn paths(&mut self, entry: &Entry, wanted: &str, will_do: &dyn Fn(&Path) -> bool) -> Option<Vec<Path>> {
        let Some(name) = entry.node.as_text() else {
            wrong_type(&entry.key, wanted, &entry.node, self.report);
            return None;
        };
        let paths = query::paths(&self.of, (name, entry.node.span), self.ground, self.report)?;
        if !paths.iter().all(will_do) {
            let message = format!("`{}` should be {wanted}, and `{name}` is none", entry.key);
            let help = self.those_that_will_do(will_do);
            self.report.say(entry.node.span, Code::WrongType, message).help_if(help);
            return None;
        }
        Some(paths)
    }

    /// The fields of the first kind that would have been right, as far as they are its own.
    fn those_that_will_do(&self, will_do: &dyn Fn(&Path) -> bool) -> Option<String> {
        let (kinds, kind) = (self.ground.kinds, *self.of.first()?);
        let fields = kinds.kind(kind).fields.iter().filter(|field| !matches!(kinds.field(**field).kind, FieldKind::Inverse(_)));
        let fitting = fields.filter(|field| will_do(&Path { kind, field: **field, sub: None }));
        let names: Vec<&str> = fitting.map(|field| &*kinds.field(*field).name).take(NAMED).collect();
        (!names.is_empty()).then(|| format!("write the name of another field, such as {}", names.join(", ")))
    }
}

/// The type of the last field of a path.
fn last<'k>(kinds: &'k Kinds, path: &Path) -> &'k FieldKind {
    &kinds.field(path.sub.unwrap_or(path.field)).kind
}

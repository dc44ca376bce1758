//! The `[maps]` of `sare.toml`: base maps, each with its file and what in it joins places to areas.

use super::super::kind::Scheme;
use super::super::language::DEFAULT;
use super::super::value::Text;
use super::{Languages, localised};
use crate::diag::{Code, Report, Span, nearest};
use crate::syntax::toml::{Entry, Keys, Node, Table, Toml, wrong_type};

/// A base map as `sare.toml` names it.
#[derive(Clone, Debug, PartialEq)]
pub struct MapFile {
    /// What views call it.
    pub name: Box<str>,
    /// Below the folder of sare.toml.
    pub file: Box<str>,
    pub file_span: Option<Span>,
    /// Which layer of a TopoJSON file.
    pub object: Option<(Box<str>, Span)>,
    pub codes: Vec<MapCode>,
    /// The property that names an area, in each language.
    pub names: Option<Text>,
    pub names_span: Option<Span>,
    pub attribution: Option<Text>,
}

/// A property of the areas, and the scheme of the codes in it.
#[derive(Clone, Debug, PartialEq)]
pub struct MapCode {
    pub property: Box<str>,
    pub scheme: Scheme,
    pub span: Option<Span>,
}

impl MapFile {
    /// The setting of a map that every `sare` carries with it.
    pub fn embedded(name: &str, languages: &Languages) -> MapFile {
        let own = languages.all().map(|(language, known)| (language, known.tag.split('-').next().unwrap_or_default()));
        let mut names: Vec<_> = own
            .filter(|(_, tag)| ["en", "es", "eu"].contains(tag))
            .map(|(language, tag)| (language, format!("name_{tag}").into()))
            .collect();
        if names.iter().all(|(language, _)| *language != DEFAULT) {
            names.push((DEFAULT, "name_en".into()));
        }
        MapFile {
            name: name.into(),
            file: "".into(),
            file_span: None,
            object: None,
            codes: vec![MapCode { property: "iso".into(), scheme: Scheme::IsoCountry, span: None }],
            names: Text::of(names),
            names_span: None,
            attribution: Some(Text::one(DEFAULT, "Natural Earth".into())),
        }
    }
}

/// Reads all base maps; one that lacks something it cannot do without is reported and left out.
pub fn read(keys: &mut Keys<'_>, languages: &Languages, report: &mut Report) -> Vec<MapFile> {
    let Some(table) = keys.table("maps", report) else { return Vec::new() };
    table.entries.iter().filter_map(|entry| one(entry, languages, report)).collect()
}

fn one(entry: &Entry, languages: &Languages, report: &mut Report) -> Option<MapFile> {
    let Toml::Table(table) = &entry.node.value else {
        wrong_type(&entry.key, "a table with a `file`", &entry.node, report);
        return None;
    };
    let mut keys = Keys::of(table, "a base map");
    let file = keys.text("file", report).zip(keys.node("file").map(|node| node.span));
    let object = keys.text("object", report).zip(keys.node("object").map(|node| node.span));
    let codes = codes(&mut keys, report);
    let names = keys.node("name").and_then(|node| localised("name", node, languages, report));
    let names_span = keys.node("name").map(|node| node.span);
    let attribution = keys.node("attribution").and_then(|node| localised("attribution", node, languages, report));
    keys.finish(report);
    if table.find("file").is_none() {
        let message = format!("the base map `{}` does not say in which `file` it is", entry.key);
        report.say(entry.key_span, Code::MissingField, message).help("add a line such as file = \"content/maps/provinces.geojson\"");
    }
    let (file, file_span) = file?;
    Some(MapFile {
        name: entry.key.clone(),
        file: file.into(),
        file_span: Some(file_span),
        object: object.map(|(name, span)| (name.into(), span)),
        codes,
        names,
        names_span,
        attribution,
    })
}

/// `code` with its `scheme`, or a list of both in `code`.
fn codes<'k>(keys: &mut Keys<'k>, report: &mut Report) -> Vec<MapCode> {
    let (code, scheme) = (keys.node("code"), keys.node("scheme"));
    let Some(code) = code else {
        if let Some(scheme) = scheme {
            let said = report.say(scheme.span, Code::MissingField, "this base map has a `scheme`, and no `code` that is of it");
            said.help("add the property that holds the codes, as in code = \"ine\"");
        }
        return Vec::new();
    };
    match &code.value {
        Toml::List(items) => items.iter().filter_map(|item| pair(item, report)).collect(),
        _ => {
            let Some(property) = code.as_text() else {
                wrong_type("code", "the name of a property, or a list of tables with `property` and `scheme`", code, report);
                return Vec::new();
            };
            match scheme {
                Some(node) => scheme_of(node, report).map(|scheme| MapCode { property: property.into(), scheme, span: Some(code.span) }),
                None => {
                    let message = format!("nobody says of which `scheme` the codes in `{property}` are");
                    report
                        .say(code.span, Code::MissingField, message)
                        .help("add a line such as scheme = \"nuts\", \"lau\" or \"iso-country\"");
                    None
                }
            }
            .into_iter()
            .collect()
        }
    }
}

fn pair(node: &Node, report: &mut Report) -> Option<MapCode> {
    let Toml::Table(table) = &node.value else {
        wrong_type("code", "a list of tables with `property` and `scheme`", node, report);
        return None;
    };
    let mut keys = Keys::of(table, "a code of a base map");
    let property = keys.text("property", report).map(Box::from);
    let scheme = keys.node("scheme").and_then(|node| scheme_of(node, report));
    keys.finish(report);
    missing(table, node.span, report);
    Some(MapCode { property: property?, scheme: scheme?, span: Some(node.span) })
}

fn missing(table: &Table, whole: Span, report: &mut Report) {
    for key in ["property", "scheme"] {
        if table.find(key).is_none() {
            let message = format!("this code of a base map has no `{key}`");
            report.say(whole, Code::MissingField, message).help("write { property = \"ine\", scheme = \"lau\" }");
        }
    }
}

fn scheme_of(node: &Node, report: &mut Report) -> Option<Scheme> {
    let Some(name) = node.as_text() else {
        wrong_type("scheme", "the name of a scheme, as in \"nuts\"", node, report);
        return None;
    };
    let known = || Scheme::ALL.iter().map(|(known, _)| *known);
    let found = Scheme::ALL.iter().find(|(known, _)| *known == name).map(|(_, scheme)| *scheme);
    if found.is_none() {
        let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
        let said = report.say(node.span, Code::UnknownValue, format!("there is no scheme `{name}`"));
        said.help(near.unwrap_or_else(|| "write nuts, lau or iso-country".into())).slip(node.span, name, known());
    }
    found
}

//! What documents and `sare.toml` may say, as JSON Schema (draft 2020-12), so that editors complete and underline as one types.
//!
//! It is made from the kinds that reading goes by, and so cannot promise what reading refuses. What a schema cannot say, such as whether
//! an id leads anywhere, is left to `sare check`.

use serde_json::{Map, Value, json};

use super::draft::DOCUMENT_KEYS;
use super::editor::Editor;
use super::kind::{Field, FieldId, FieldKind, Kind, KindId, Kinds, Many, Need, Scheme, Targets};
use super::language::DEFAULT;
use super::query;
use super::settings::Languages;
use super::value::Text;
use crate::diag::{Code, Severity};

/// The draft that the schemas are written in.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a kind's documents: their front matter, or a TOML file by itself.
pub fn of_kind(id: KindId, kinds: &Kinds, languages: &Languages) -> Value {
    let kind = kinds.kind(id);
    let mut writer = Writer { kinds };
    let mut schema = writer.record(&kind.fields);
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        for key in DOCUMENT_KEYS {
            properties.insert(key.to_owned(), document_key(key));
        }
    }
    let head = json!({
        "$schema": DRAFT,
        "title": first(&kind.label),
        "description": format!("A document in {}", place(kind)),
        "$defs": { "text": text(languages) },
    });
    joined(head, schema)
}

/// The schema of `sare.toml`.
pub fn of_settings() -> Value {
    // Which languages there are is what the file itself says.
    let text = json!({ "anyOf": [
        { "type": "string" },
        { "type": "object", "additionalProperties": { "type": "string" } },
    ] });
    let entry = json!({
        "type": "object",
        "properties": {
            "label": described(json!({ "$ref": "#/$defs/text" }), "what readers see; the name of what it leads to, if not given"),
            "to": described(json!({ "type": "string" }), "a kind's folder, a thing's id, a /path/ or an outside address"),
        },
        "required": ["to"],
        "additionalProperties": false,
    });
    let codes: Vec<&str> = Code::ALL.iter().filter(|code| code.severity() == Severity::Warning).map(|code| code.name()).collect();
    let allowance = json!({
        "type": "object",
        "properties": {
            "code": described(json!({ "enum": codes }), "the code that stands in brackets in the message"),
            "file": described(json!({ "type": "string" }), "a file, or a folder with a slash at its end; the whole site, if not given"),
            "reason": described(json!({ "type": "string" }), "why it is as it should be"),
        },
        "required": ["code", "reason"],
        "additionalProperties": false,
    });
    let properties = json!({
        "title": described(json!({ "$ref": "#/$defs/text" }), "the site's name"),
        "description": described(json!({ "$ref": "#/$defs/text" }), "one or two sentences about the site"),
        "base_url": described(json!({ "type": "string" }), "where it is published, as in https://example.org/report/"),
        "languages": described(one_or_many(json!({ "type": "string" })), "tags such as en, es or eu; the first is the default"),
        "theme": described(json!({ "type": "string" }), "a folder of themes/; eko is built in"),
        "sources": described(json!({ "enum": ["required", "optional"] }), "must every observation of a figure name its source?"),
        "language_names": described(
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            "what a language calls itself, where readers should see another name than the usual one",
        ),
        "search": described(json!({ "enum": ["on", "off"] }), "can readers search the site?"),
        "raw_html": described(json!({ "type": "boolean" }), "is HTML in texts cleaned and kept, rather than shown as typed?"),
        "allow": described(json!({ "type": "array", "items": allowance }), "warnings that are as they should be"),
        "figures": described(table_of_figures(), "what is asked of all figures"),
        "sharing": described(table_of_sharing(), "what other sites show where somebody links to a page"),
        "checks": described(table_of_checks(), "what is looked for besides what always is"),
        "maps": described(json!({ "type": "object", "additionalProperties": base_map() }), "base maps, by the name that views use"),
        "navigation": described(json!({ "type": "array", "items": entry }), "the entries of the menu"),
        "preview": described(table_of_preview(), "how `sare serve` shows the site to those who write it"),
    });
    json!({
        "$schema": DRAFT,
        "title": "sare.toml",
        "description": "What a site says of itself",
        "$defs": { "text": text },
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    })
}

fn table_of_figures() -> Value {
    closed(json!({
        "periods": described(json!({ "enum": ["required", "optional"] }), "must every observation of a figure say when?"),
        "valid_for": described(
            json!({ "type": "string", "examples": ["18 months", "3 years"] }),
            "how long figures are good for that do not say it themselves",
        ),
    }))
}

fn table_of_checks() -> Value {
    closed(json!({
        "unbound_numbers": described(json!({ "type": "boolean" }), "tell of every number in a text that no figure stands behind?"),
    }))
}

fn table_of_sharing() -> Value {
    closed(json!({
        "cards": described(json!({ "enum": ["all", "documents", "none"] }), "what has a card of its own; rows of tables share one, if not all"),
    }))
}

fn base_map() -> Value {
    let schemes: Vec<&str> = Scheme::ALL.iter().map(|(name, _)| *name).collect();
    let pair = closed(json!({ "property": { "type": "string" }, "scheme": { "enum": schemes } }));
    let code = json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": pair }] });
    let mut map = closed(json!({
        "file": described(json!({ "type": "string", "pattern": "\\.(geojson|topojson)$" }), "the way from sare.toml to a file of GeoJSON or TopoJSON"),
        "object": described(json!({ "type": "string" }), "the layer of a TopoJSON file that has several"),
        "code": described(code, "the property that holds the codes of the areas, or several with their schemes"),
        "scheme": described(json!({ "enum": schemes }), "what the codes are: a place joins an area by its field of this scheme"),
        "name": described(json!({ "$ref": "#/$defs/text" }), "the property that holds the names of the areas"),
        "attribution": described(json!({ "$ref": "#/$defs/text" }), "what the owner of the map wants to be printed"),
    }));
    map["required"] = json!(["file"]);
    map
}

fn table_of_preview() -> Value {
    let known = Editor::NAMES.map(|(name, _)| name);
    closed(json!({
        "editor": described(json!({ "type": "string", "examples": known }), "a known editor, or an address with {file} in it"),
    }))
}

/// A table with these keys and no others.
fn closed(properties: Value) -> Value {
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// A date of any vagueness, perhaps with an hour behind it.
const DAY: &str = "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?(-(early|mid|late))?~?([Tt ][0-9]{1,2}:[0-9]{2}.*)?";

/// What an identifier must look like, at least; check digits and lists are beyond a schema.
fn form(scheme: Scheme) -> Option<&'static str> {
    Some(match scheme {
        Scheme::IsoCountry => "^\\s*[A-Za-z]{2}\\s*$",
        Scheme::IsoCurrency => "^\\s*[A-Za-z]{3}\\s*$",
        Scheme::Nuts => "^\\s*[A-Za-z]{2}[A-Za-z0-9]{0,3}\\s*$",
        Scheme::Pic => "^\\s*[0-9]{9}\\s*$",
        Scheme::Orcid => "[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]/*\\s*$",
        Scheme::Ror => "0[0-9A-Za-z]{6}[0-9]{2}/*\\s*$",
        Scheme::Wikidata => "[Qq][0-9]{1,12}/*\\s*$",
        Scheme::Doi => "10\\..*/",
        _ => return None,
    })
}

/// Writes the schemas of fields.
struct Writer<'a> {
    kinds: &'a Kinds,
}

impl Writer<'_> {
    /// A table that holds these fields and nothing else.
    fn record(&mut self, fields: &[FieldId]) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in fields.iter().map(|field| self.kinds.field(*field)) {
            properties.insert(field.name.to_string(), self.field(field));
            if field.need == Need::Required {
                required.push(Value::from(&*field.name));
            }
        }
        json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
    }

    /// A field with its words.
    fn field(&mut self, field: &Field) -> Value {
        let item = self.item(field);
        let schema = match (field.many, &field.kind) {
            (_, FieldKind::Mapping | FieldKind::Unknown) | (Many::One, _) => item,
            // One may stand for a list of one.
            (Many::List, _) => one_or_many(item),
        };
        let label = first(&field.label);
        let words = match &field.help {
            Some(help) => format!("{label}: {help}"),
            None => label.to_owned(),
        };
        let more = match &field.kind {
            FieldKind::Ref(target) => format!("\n\nThe id of {}", self.targets(&target.to)),
            FieldKind::Inverse(_) => "\n\nWritten here or on the other side, not on both".to_owned(),
            _ => String::new(),
        };
        joined(json!({ "title": label, "description": words + &more }), schema)
    }

    /// One value of a field.
    fn item(&mut self, field: &Field) -> Value {
        match &field.kind {
            FieldKind::Text | FieldKind::Markdown => json!({ "$ref": "#/$defs/text" }),
            FieldKind::Integer => json!({ "type": "integer" }),
            FieldKind::Number => json!({ "type": "number" }),
            FieldKind::Boolean => json!({ "type": "boolean" }),
            FieldKind::Measure => json!({ "anyOf": [{ "type": "number" }, { "const": "not-reported" }] }),
            FieldKind::Money => money(),
            // A year may stand without quotation marks, and editors see dates of TOML as text.
            FieldKind::Date => json!({ "type": ["string", "integer"], "pattern": format!("^\\s*{DAY}\\s*$") }),
            FieldKind::Period => {
                json!({ "type": ["string", "integer"], "pattern": format!("^\\s*(unspecified|{DAY}|({DAY}|\\.\\.)\\s*/\\s*({DAY}|\\.\\.))\\s*$") })
            }
            FieldKind::Identifier(scheme) => match form(*scheme) {
                Some(form) => json!({ "type": ["string", "integer", "number"], "pattern": form }),
                None => json!({ "type": ["string", "integer", "number"] }),
            },
            FieldKind::Time => json!({ "type": "string", "pattern": "^\\s*[0-9]{1,2}:[0-9]{2}(:[0-9.]+)?\\s*$" }),
            // A number without its unit is refused by what it says.
            FieldKind::Duration => json!({ "type": "string", "pattern": "^\\s*[0-9]{1,4}\\s*(months?|years?)\\s*$" }),
            FieldKind::Url => json!({ "type": "string", "pattern": "^\\s*https?://[^\\s<>\"]+\\s*$" }),
            FieldKind::Email => json!({ "type": "string", "pattern": "^\\s*[^@\\s]+@[^@\\s]+\\.[^@\\s]+\\s*$" }),
            FieldKind::Image => json!({ "type": "string" }),
            FieldKind::Coordinates => json!({ "anyOf": [
                { "type": "array", "items": { "type": "number" }, "minItems": 2, "maxItems": 2 },
                // Other keys are passed over, as reading does.
                { "type": "object", "properties": { "lat": { "type": "number" }, "lon": { "type": "number" }, "lng": { "type": "number" } }, "required": ["lat"] },
            ] }),
            FieldKind::Choice(choices) => {
                let ids: Vec<&str> = choices.iter().map(|choice| &*choice.id).collect();
                let labels: Vec<&str> = choices.iter().map(|choice| first(&choice.label)).collect();
                json!({ "enum": ids, "x-taplo": { "docs": { "enumValues": labels } } })
            }
            FieldKind::Ref(target) => self.reference(&target.fields),
            FieldKind::Inverse(fields) => {
                let mut says: Vec<FieldId> = Vec::new();
                for sub in fields.iter().flat_map(|field| self.kinds.field(*field).sub_fields()) {
                    // Several fields may lead here, each with what its relation may say.
                    let name = &self.kinds.field(*sub).name;
                    if says.iter().all(|known| self.kinds.field(*known).name != *name) {
                        says.push(*sub);
                    }
                }
                self.reference(&says)
            }
            FieldKind::Record(fields) => self.record(fields),
            FieldKind::Query(fields) => {
                let mut properties: Map<String, Value> = query::REST.iter().map(|part| ((*part).to_owned(), json!(true))).collect();
                properties
                    .extend(fields.iter().map(|field| self.kinds.field(*field)).map(|field| (field.name.to_string(), self.field(field))));
                properties.insert("of".to_owned(), one_or_many(json!({ "enum": self.kind_names() })));
                json!({ "type": "object", "properties": properties, "required": ["of"], "additionalProperties": false })
            }
            FieldKind::Mapping => json!({ "type": "object", "additionalProperties": one_or_many(json!({ "type": "string" })) }),
            FieldKind::Unknown => json!(true),
        }
    }

    /// An id, or a table with it and with what is said of the relation.
    fn reference(&mut self, says: &[FieldId]) -> Value {
        let mut table = self.record(says);
        if let Some(properties) = table.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("id".to_owned(), json!({ "type": "string", "description": "whom or what it leads to" }));
        }
        if let Some(required) = table.get_mut("required").and_then(Value::as_array_mut) {
            required.push(json!("id"));
        }
        json!({ "anyOf": [{ "type": "string" }, table] })
    }

    fn targets(&self, targets: &Targets) -> String {
        match targets {
            Targets::Any => "anything".to_owned(),
            Targets::Only(kinds) => kinds.iter().map(|kind| &*self.kinds.kind(*kind).name).collect::<Vec<_>>().join(", or "),
        }
    }

    /// What a query may be of: kinds by name or by folder.
    fn kind_names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.kinds.all().flat_map(|(_, kind)| [&*kind.name, &*kind.folder]).collect();
        names.retain(|name| !name.is_empty());
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// An amount and its currency, in a table or as one text.
fn money() -> Value {
    json!({ "anyOf": [
        {
            "type": "object",
            "properties": { "amount": { "type": "number" }, "currency": { "type": "string" } },
            "required": ["amount", "currency"],
            "additionalProperties": false,
        },
        { "type": "string" },
    ] })
}

/// Text in the default language, or a table of the site's languages.
fn text(languages: &Languages) -> Value {
    let versions: Map<String, Value> =
        languages.all().map(|(_, language)| (language.tag.to_string(), json!({ "type": "string" }))).collect();
    json!({ "anyOf": [{ "type": "string" }, { "type": "object", "properties": versions, "additionalProperties": false }] })
}

/// What any document may say besides the fields of its kind.
fn document_key(key: &str) -> Value {
    let texts = || one_or_many(json!({ "type": "string" }));
    let day = || json!({ "type": ["string", "integer"] });
    match key {
        "former_ids" => described(texts(), "the ids it had before; their addresses lead here"),
        "redirect_from" => described(texts(), "other old addresses that lead here"),
        "draft" => described(json!({ "type": "boolean" }), "true if it is not published yet"),
        "publish_on" => described(day(), "the day from which it is published"),
        "expires_on" => described(day(), "the day until which it is published"),
        "weight" => described(json!({ "type": "integer" }), "its place among its neighbours"),
        _ => json!(true),
    }
}

/// One value, or a list of them.
fn one_or_many(item: Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

fn described(schema: Value, words: &str) -> Value {
    joined(json!({ "description": words }), schema)
}

/// Both objects as one.
fn joined(mut one: Value, other: Value) -> Value {
    if let (Value::Object(one), Value::Object(other)) = (&mut one, other) {
        one.extend(other);
    }
    one
}

fn first(text: &Text) -> &str {
    text.read_in(DEFAULT).1
}

fn place(kind: &Kind) -> String {
    if kind.folder.is_empty() { "content/".to_owned() } else { format!("content/{}/", kind.folder) }
}

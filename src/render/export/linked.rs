//! What a figure's page says of itself to machines, in the terms of schema.org: a data set, what it measures, and what was observed.
//!
//! It stands in the page as a block of data, which no Content-Security-Policy takes for a script.

use serde_json::{Value, json};

use super::figure::{definition, sources};
use super::json::{Exact, in_ones};
use super::origin::Origin;
use crate::registry::EntityId;
use crate::registry::figure::{Figure, Observation, Reading};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::html::Html;
use crate::render::reading;
use crate::routes::{Download, Listed};
use crate::syntax::date::Period;

/// More observations than this are left to the downloads.
const MOST_OBSERVATIONS: usize = 20;

/// A figure as linked data, safe to stand in a page.
pub fn figure(window: &Window, id: EntityId, figure: &Figure) -> Html {
    let definition = definition(window, id).map(|texts| texts.read_in(window.tag(window.language)).to_owned()).unwrap_or_default();
    let page = window.address(Listed::Entity(id), window.language);
    let url = window.absolute(&page).unwrap_or_else(|| window.link(&page));
    let variable = format!("{url}#variable");
    let mut graph = vec![data_set(window, id, figure, &url, &definition)];
    graph.push(pruned(json!({
        "@type": "StatisticalVariable",
        "@id": variable,
        "name": &*window.card(id).title,
        "description": definition,
    })));
    let shown = 0..figure.observations.len().min(MOST_OBSERVATIONS);
    graph.extend(shown.filter_map(|at| observation(window, figure, at, &url)));
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    // A block of data ends at the first thing that looks like its closing tag.
    text.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026").into()
}

fn data_set(window: &Window, id: EntityId, figure: &Figure, url: &str, definition: &str) -> Value {
    let home = window.address(Listed::Home, window.language);
    let home = window.absolute(&home).unwrap_or_else(|| window.link(&home));
    let download = |download: Download, kind: &str| {
        let at = window.download(id, download);
        let url = window.absolute(&at).unwrap_or_else(|| window.link(&at));
        json!({ "@type": "DataDownload", "encodingFormat": kind, "contentUrl": url })
    };
    let origins: Vec<Origin> = sources(window, id).into_iter().take(MOST_OBSERVATIONS).map(|source| Origin::of(window, source)).collect();
    let licence = origins.first().map(|first| &first.licence).filter(|one| origins.iter().all(|origin| origin.licence == **one));
    let based_on: Vec<Value> = origins
        .iter()
        .map(|origin| {
            pruned(json!({
                "@type": "CreativeWork",
                "name": origin.title,
                "publisher": origin.publisher,
                "datePublished": origin.date.map(|date| date.to_string()),
                "url": origin.url,
                "license": origin.licence,
            }))
        })
        .collect();
    pruned(json!({
        "@type": "Dataset",
        "@id": url,
        "url": url,
        "name": &*window.card(id).title,
        "description": definition,
        "inLanguage": window.tag(window.language),
        "license": licence,
        "temporalCoverage": coverage(figure),
        "isBasedOn": based_on,
        "variableMeasured": { "@id": format!("{url}#variable") },
        "includedInDataCatalog": { "@type": "DataCatalog", "name": in_language(&window.settings().title, window.language), "url": home },
        "distribution": [
            download(Download::Table, "text/csv"),
            download(Download::Data, "application/json"),
            download(Download::Picture, "image/svg+xml"),
        ],
    }))
}

/// From the first to the last day that anything was observed of.
fn coverage(figure: &Figure) -> Option<String> {
    let periods = || figure.observations.iter().filter_map(|seen| seen.period);
    let first = periods().filter_map(Period::first_day).min()?;
    let last = periods().filter_map(Period::last_day).max()?;
    Some(format!("{first}/{last}"))
}

fn observation(window: &Window, figure: &Figure, at: usize, url: &str) -> Option<Value> {
    let seen = &figure.observations[at];
    Some(pruned(json!({
        "@type": "Observation",
        "@id": format!("{url}#{}", reading::anchor(figure, at)),
        "variableMeasured": { "@id": format!("{url}#variable") },
        "observationPeriod": seen.period.map(|period| period.to_string()),
        "observationAbout": seen.about.map(|about| &*window.card(about).title),
        "value": quantity(window, figure, seen)?,
    })))
}

/// The amount in ones, so that whoever reads it need not know of scales; `None` where nothing was reported.
fn quantity(window: &Window, figure: &Figure, seen: &Observation) -> Option<Value> {
    let exact = |number: f64| json!(Exact(in_ones(number, figure.scale)));
    let unit = reading::unit_in_words(window, figure);
    let mut quantity = match seen.reading {
        Reading::Value(value) => json!({ "value": exact(value) }),
        Reading::Range { min, max } => json!({ "minValue": min.map(exact), "maxValue": max.map(exact) }),
        Reading::NotReported | Reading::Nothing => return None,
    };
    quantity["@type"] = "QuantitativeValue".into();
    quantity["unitText"] = unit.into();
    Some(pruned(quantity))
}

/// The same without what says nothing.
fn pruned(mut value: Value) -> Value {
    if let Value::Object(keys) = &mut value {
        keys.retain(|_, value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        });
    }
    value
}

//! This repository's own site in a preview, and a page of each kind of it.

use std::path::Path;

use crate::preview::Preview;

/// One page of each kind, with the name that pictures of it have.
pub const PAGES: &[(&str, &str)] = &[
    ("home", ""),
    ("home-es", "es/"),
    ("list", "organisations/"),
    ("list-figures", "figures/"),
    ("organisation", "organisations/tecnalia/"),
    ("hub", "hubs/bdih-cybersecurity/"),
    ("project", "projects/excite/"),
    ("programme", "programmes/bind-4-0/"),
    ("event", "events/boi-2023/"),
    ("person", "people/arantxa-tapia/"),
    ("place", "places/gipuzkoa/"),
    ("topic", "topics/cybersecurity/"),
    ("asset", "assets/zero-defect-manufacturing-cell/"),
    ("figure", "figures/regional-gdp/"),
    ("embed", "figures/regional-gdp/embed/"),
    ("sources", "sources/"),
    ("source", "sources/excite-2023/"),
    ("report", "reports/basque-health-2024/"),
    ("report-eu", "eu/reports/regions-and-cybersecurity/"),
    ("networks", "reports/who-is-linked-with-whom/"),
    ("news", "news/tubacex-order/"),
    ("page", "who-is-who/"),
    ("search", "search/?q=cyber"),
    ("comparison", "compare/?with=organisations/tecnalia&with=organisations/ikerlan"),
    ("not-found", "404.html"),
];

/// Starts a preview of a copy of this repository's site.
pub fn preview() -> Preview {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for part in ["sare.toml", "content"] {
        for entry in walkdir::WalkDir::new(root.join(part)).sort_by_file_name() {
            let entry = entry.expect("it can be read");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(root).expect("it lies below").to_string_lossy().into_owned();
                files.push((path, std::fs::read(entry.path()).expect("it can be read")));
            }
        }
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (&**path, &**bytes)).collect();
    Preview::of(&files)
}

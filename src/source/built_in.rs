//! The kinds and the theme that every `sare` carries with it.

use std::sync::{Arc, OnceLock};

use super::{Content, Origin, SourceFile};

/// Lists embedded files by the folder they would have in a site, the folder they have in this repository, and their names.
macro_rules! embedded {
    ($($folder:literal from $home:literal { $($name:literal)* })*) => {
        &[$($((concat!($folder, $name), include_bytes!(concat!($home, $name)))),*),*]
    };
}

/// Every embedded file: its path in a site, and its bytes. A new file below one of these folders is a new name here.
const EMBEDDED: &[(&str, &[u8])] = embedded! {
    "kinds/" from "../registry/kinds/" {
        "asset.toml"
        "event.toml"
        "figure.toml"
        "hub.toml"
        "news.toml"
        "organisation.toml"
        "page.toml"
        "person.toml"
        "place.toml"
        "programme.toml"
        "project.toml"
        "report.toml"
        "source.toml"
        "thing.toml"
        "topic.toml"
    }
    "themes/eko/" from "../../themes/eko/" {
        "theme.toml"
    }
    "themes/eko/assets/" from "../../themes/eko/assets/" {
        "charts.js"
        "compare.js"
        "eko.css"
        "embed.css"
        "finder.js"
        "figures.css"
        "landscape.css"
        "languages.js"
        "lists.css"
        "lists.js"
        "networks.css"
        "maps.css"
        "parts.css"
        "picks.js"
        "pictures.css"
        "print.css"
        "prose.css"
        "reading.js"
        "schedules.css"
        "search.css"
        "search.js"
        "standalone.css"
        "timelines.css"
    }
    "themes/eko/strings/en/" from "../../themes/eko/strings/en/" {
        "figures.ftl"
        "landscape.ftl"
        "lists.ftl"
        "networks.ftl"
        "maps.ftl"
        "pages.ftl"
        "pictures.ftl"
        "schedules.ftl"
        "search.ftl"
        "series.ftl"
        "timelines.ftl"
        "values.ftl"
    }
    "themes/eko/strings/es/" from "../../themes/eko/strings/es/" {
        "figures.ftl"
        "landscape.ftl"
        "lists.ftl"
        "networks.ftl"
        "maps.ftl"
        "pages.ftl"
        "pictures.ftl"
        "schedules.ftl"
        "search.ftl"
        "series.ftl"
        "timelines.ftl"
        "values.ftl"
    }
    "themes/eko/strings/eu/" from "../../themes/eko/strings/eu/" {
        "figures.ftl"
        "landscape.ftl"
        "lists.ftl"
        "networks.ftl"
        "maps.ftl"
        "pages.ftl"
        "pictures.ftl"
        "schedules.ftl"
        "search.ftl"
        "series.ftl"
        "timelines.ftl"
        "values.ftl"
    }
    "themes/eko/templates/" from "../../themes/eko/templates/" {
        "404.html"
        "base.html"
        "compare.html"
        "components.html"
        "embed.html"
        "entity.html"
        "home.html"
        "list.html"
        "readings.html"
        "redirect.html"
        "schedules.html"
        "search.html"
        "sources.html"
        "thing.html"
    }
    "themes/eko/templates/embeds/" from "../../themes/eko/templates/embeds/" {
        "entity.html"
        "figure.html"
    }
    "themes/eko/templates/frame/" from "../../themes/eko/templates/frame/" {
        "brand.html"
        "footer.html"
        "menu.html"
        "styles.html"
    }
    "themes/eko/templates/kinds/" from "../../themes/eko/templates/kinds/" {
        "event.html"
        "figure.html"
        "hub.html"
        "news.html"
        "page.html"
        "person.html"
        "place.html"
        "programme.html"
        "project.html"
        "report.html"
        "source.html"
        "topic.html"
    }
    "themes/eko/templates/parts/" from "../../themes/eko/templates/parts/" {
        "amounts.html"
        "body.html"
        "children.html"
        "event-relations.html"
        "facts.html"
        "fallback.html"
        "figures.html"
        "footer.html"
        "head.html"
        "header.html"
        "here.html"
        "image.html"
        "map.html"
        "mentions.html"
        "notes.html"
        "other-relations.html"
        "project-relations.html"
        "records.html"
        "relation-group.html"
        "relations.html"
        "report-relations.html"
        "sources.html"
        "top.html"
    }
    "themes/eko/templates/views/" from "../../themes/eko/templates/views/" {
        "cards.html"
        "chart.html"
        "landscape.html"
        "schedule.html"
        "network.html"
        "map.html"
        "table.html"
        "timeline.html"
        "tree.html"
    }
};

/// The embedded files. All that is UTF-8 is text, an SVG too: there is no file on disk to copy it from.
pub fn files() -> impl Iterator<Item = Arc<SourceFile>> {
    static FILES: OnceLock<Vec<Arc<SourceFile>>> = OnceLock::new();
    FILES.get_or_init(|| embedded().map(Arc::new).collect()).iter().cloned()
}

fn embedded() -> impl Iterator<Item = SourceFile> {
    EMBEDDED.iter().map(|(path, bytes)| {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) => Content::Text(text.into()),
            Err(_) => Content::Bytes((*bytes).into()),
        };
        SourceFile { path: (*path).into(), content, origin: Origin::BuiltIn, stamp: None }
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::EMBEDDED;

    #[test]
    fn every_kind_and_every_file_of_the_theme_is_embedded() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut on_disk = BTreeSet::new();
        for (home, folder) in [("src/registry/kinds", "kinds"), ("themes/eko", "themes/eko")] {
            for entry in walkdir::WalkDir::new(here.join(home)).into_iter().filter_map(Result::ok) {
                if entry.file_type().is_file() {
                    let below = entry.path().strip_prefix(here.join(home)).unwrap().to_str().unwrap();
                    on_disk.insert(format!("{folder}/{below}"));
                }
            }
        }
        let embedded: BTreeSet<String> = EMBEDDED.iter().map(|(path, _)| (*path).to_owned()).collect();
        assert_eq!(embedded.len(), EMBEDDED.len(), "a file is listed twice");
        assert_eq!(embedded, on_disk, "left: embedded, right: on disk");
    }
}

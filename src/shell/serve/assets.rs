//! The preview's own scripts and styles, embedded: they are answered below `/__sare/` and are no part of any site.

/// What is answered below `/__sare/`, by its name there.
const ASSETS: &[(&str, &str)] = &[
    ("bar.js", include_str!("assets/bar.js")),
    ("build.js", include_str!("assets/build.js")),
    ("channel.js", include_str!("assets/channel.js")),
    ("frame.js", include_str!("assets/frame.js")),
    ("images.js", include_str!("assets/images.js")),
    ("main.js", include_str!("assets/main.js")),
    ("morph.js", include_str!("assets/morph.js")),
    ("page.js", include_str!("assets/page.js")),
    ("panel.js", include_str!("assets/panel.js")),
    ("place.js", include_str!("assets/place.js")),
    ("pointer.js", include_str!("assets/pointer.js")),
    ("preview.css", include_str!("assets/preview.css")),
    ("preview.js", include_str!("assets/preview.js")),
    ("problem.js", include_str!("assets/problem.js")),
    ("stream.js", include_str!("assets/stream.js")),
    ("styles.js", include_str!("assets/styles.js")),
    ("translations.css", include_str!("assets/translations.css")),
    ("worker.js", include_str!("assets/worker.js")),
];

/// The line that brings the preview onto a page.
pub const SCRIPT: &str = "<script src=\"/__sare/preview.js\" defer></script>";

/// Finds a script or a style sheet of the preview.
pub fn find(name: &str) -> Option<&'static str> {
    ASSETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A page with the preview on it.
pub fn with_preview(page: &[u8]) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(page.len());
    [&page[..at], SCRIPT.as_bytes(), &page[at..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_answered() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shell/serve/assets");
        let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let missing: Vec<String> = names.filter(|name| find(name).is_none()).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_script_stands_last_in_the_body() {
        let check = |page: &str, before: &str, after: &str| {
            assert_eq!(String::from_utf8_lossy(&with_preview(page.as_bytes())), format!("{before}{SCRIPT}{after}"));
        };
        check("<p>`</body>` is an end</p></body></html>", "<p>`</body>` is an end</p>", "</body></html>");
        check("<p>no body", "<p>no body", "");
        check("", "", "");
    }
}

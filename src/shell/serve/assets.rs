//! The preview's own scripts and styles, embedded: they are answered below `/__sare/` and are no part of any site.

/// What is answered below `/__sare/`, by its name there.
const ASSETS: &[(&str, &str)] = &[("preview.js", include_str!("assets/preview.js"))];

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
    fn the_script_stands_last_in_the_body() {
        let check = |page: &str, before: &str, after: &str| {
            assert_eq!(String::from_utf8_lossy(&with_preview(page.as_bytes())), format!("{before}{SCRIPT}{after}"));
        };
        check("<p>`</body>` is an end</p></body></html>", "<p>`</body>` is an end</p>", "</body></html>");
        check("<p>no body", "<p>no body", "");
        check("", "", "");
    }
}

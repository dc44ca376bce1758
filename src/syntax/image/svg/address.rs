//! Where something in a drawing leads: to the drawing itself, or nowhere.

use super::{Harm, lists};

/// What may be written of an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Lead<'a> {
    /// To an element of the drawing.
    Inside(&'a str),
    /// To a raster image that is written out in the file.
    Image,
    Harmful(Harm),
}

/// Looks into an address of an element.
pub fn lead<'a>(element: &str, address: &'a str) -> Lead<'a> {
    let address = address.trim();
    if let Some(id) = address.strip_prefix('#') {
        return Lead::Inside(id);
    }
    // Browsers pass over whatever is no letter on the way to the colon.
    let scheme: String = address.split(':').next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    match &*scheme.to_ascii_lowercase() {
        "data" if element == "image" && is_raster(address) => Lead::Image,
        "javascript" | "vbscript" => Lead::Harmful(Harm::RunsCode),
        "data" if !address.to_ascii_lowercase().contains("image/") => Lead::Harmful(Harm::RunsCode),
        _ => Lead::Harmful(Harm::LoadsFromElsewhere),
    }
}

/// Is it a raster image in base 64, and nothing else?
fn is_raster(address: &str) -> bool {
    let Some((head, data)) = address.get(5..).and_then(|rest| rest.split_once(',')) else { return false };
    let mut parts = head.split(';').map(str::trim);
    let is_image = parts.next().is_some_and(lists::is_raster);
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace();
    is_image && parts.any(|part| part.eq_ignore_ascii_case("base64")) && data.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_inside_or_nowhere() {
        assert_eq!(lead("use", " #a"), Lead::Inside("a"));
        assert_eq!(lead("image", "data:image/png;base64,AAA="), Lead::Image);
        let code = Lead::Harmful(Harm::RunsCode);
        assert_eq!(lead("use", "java\tscript:alert(1)"), code);
        assert_eq!(lead("use", " JavaScript:alert(1)"), code);
        assert_eq!(lead("image", "data:text/html;base64,AAA="), code);
        let elsewhere = Lead::Harmful(Harm::LoadsFromElsewhere);
        for address in
            ["https://x/y.png", "//x/y", "x.svg#a", "data:image/svg+xml;base64,AAAA", "data:image/png,<svg>", "file:///etc/passwd"]
        {
            assert_eq!(lead("image", address), elsewhere, "{address}");
        }
        assert_eq!(lead("use", "data:image/png;base64,AAA="), elsewhere);
    }
}

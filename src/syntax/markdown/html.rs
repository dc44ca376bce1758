//! Text into HTML and into anchors.

/// Appends `text` so that it can stand between tags and inside a quoted attribute.
pub fn escape(text: &str, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = pulldown_cmark_escape::escape_html(out, text);
}

/// A heading's anchor: its letters and digits in lower case, all else as single hyphens.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn an_anchor_keeps_letters_of_any_script() {
        for (heading, anchor) in
            [("Key messages", "key-messages"), ("Day 1 & 2: BOI", "day-1-2-boi"), ("Añadido — ¿qué?", "añadido-qué"), ("«»", "")]
        {
            assert_eq!(slug(heading), anchor);
        }
    }
}

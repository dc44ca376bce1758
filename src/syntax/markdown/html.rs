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

/// How deep tags are open after `html`, and at most on the way, where `open` of them are before it.
pub fn depth(html: &str, open: usize) -> (usize, usize) {
    let (mut open, mut most) = (open, open);
    for tag in html.split('<').skip(1) {
        let is_closing = tag.starts_with('/');
        let name: &str = &tag[..tag.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        if is_closing {
            open = open.saturating_sub(1);
        } else if !name.is_empty() && !VOID.iter().any(|void| void.eq_ignore_ascii_case(name)) {
            open += 1;
        }
        most = most.max(open);
    }
    (open, most)
}

/// Elements that nothing closes, or that authors leave open.
const VOID: [&str; 18] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd"];

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

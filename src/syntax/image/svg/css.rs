//! Style in a drawing: what of a sheet, of declarations or of a value names nothing outside.

use super::{lists, shortened};

/// Rules in rules, at most.
const DEEPEST: usize = 4;

/// What is kept of some style, and the first words that could do harm.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    pub css: String,
    pub harmful: Vec<String>,
}

/// Keeps what is harmless of a style sheet.
pub fn sheet(text: &str) -> Sifted {
    let mut sifted = Sifted::default();
    rules(&without_comments(text), 0, &mut sifted);
    sifted
}

/// Keeps what is harmless of the declarations of one element.
pub fn declarations(text: &str) -> Sifted {
    let mut sifted = Sifted::default();
    add_declarations(&without_comments(text), &mut sifted);
    sifted
}

/// Does a value load nothing, run nothing, and refer to nothing but the drawing itself?
pub fn is_harmless(value: &str) -> bool {
    if value.contains(['\\', '<', '>', '@', '{', '}', ';']) {
        return false;
    }
    value.match_indices('(').all(|(at, _)| {
        // With a space between, it is no function; whoever writes it so means no good.
        let name = trailing_name(value[..at].trim_end());
        if !name.eq_ignore_ascii_case("url") {
            return name.is_empty() || lists::is_function(name);
        }
        value[at + 1..].trim_start().trim_start_matches(['"', '\'']).trim_start().starts_with('#')
    })
}

/// The ids that a value refers to.
pub fn targets(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices("url(").filter_map(|(at, open)| {
        let inside = value[at + open.len()..].split(')').next()?;
        inside.trim().trim_matches(['"', '\'']).trim().strip_prefix('#')
    })
}

/// The name that ends a text.
fn trailing_name(text: &str) -> &str {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let start = text.rfind(|letter| !is_name(letter)).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    &text[start..]
}

fn rules(mut text: &str, depth: usize, sifted: &mut Sifted) {
    loop {
        text = text.trim_start();
        let Some((head, rest)) = until(text, &['{', ';', '}']) else { return };
        if let Some(rest) = rest.strip_prefix('{') {
            let (inside, after) = block(rest);
            rule(head.trim(), inside, depth, sifted);
            text = after;
        } else {
            at_rule(head.trim(), sifted);
            text = &rest[1..];
        }
    }
}

fn rule(head: &str, inside: &str, depth: usize, sifted: &mut Sifted) {
    let is_plain = !head.contains(['\\', '<', '@', '&']) && !head.is_empty();
    if let Some(condition) = head.strip_prefix("@media") {
        if depth < DEEPEST && !condition.contains(['\\', '<', '@', '&']) {
            let mut inner = Sifted::default();
            rules(inside, depth + 1, &mut inner);
            sifted.harmful.extend(inner.harmful);
            sifted.css.push_str(&format!("@media{condition}{{{}}}", inner.css));
        }
    } else if head.starts_with('@') {
        at_rule(head, sifted);
    } else if is_plain {
        let mut inner = Sifted::default();
        add_declarations(inside, &mut inner);
        sifted.harmful.extend(inner.harmful);
        sifted.css.push_str(&format!("{head}{{{}}}", inner.css));
    }
}

/// No rule with an at sign is kept but `@media`; which of them is worth a word depends on what it does.
fn at_rule(head: &str, sifted: &mut Sifted) {
    let lower = head.to_ascii_lowercase();
    if lower.starts_with("@import") || lower.starts_with("@font-face") || lower.contains('\\') {
        sifted.harmful.push(shortened(head));
    }
}

fn add_declarations(mut text: &str, sifted: &mut Sifted) {
    while !text.is_empty() {
        let (declaration, rest) = until(text, &[';']).map_or((text, ""), |(declaration, rest)| (declaration, &rest[1..]));
        text = rest;
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if !is_harmless(value) {
            sifted.harmful.push(shortened(declaration));
        } else if lists::is_property(&name) && !value.is_empty() {
            if !sifted.css.is_empty() {
                sifted.css.push(';');
            }
            sifted.css.push_str(&format!("{name}:{value}"));
        }
    }
}

/// Divides a text before the first of some letters that stands in no string and no round brackets.
fn until<'t>(text: &'t str, ends: &[char]) -> Option<(&'t str, &'t str)> {
    let (mut quote, mut depth) = (None, 0_usize);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(open), _) if letter == open || letter == '\n' => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(letter),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, _) if ends.contains(&letter) && (depth == 0 || matches!(letter, '{' | '}')) => return Some(text.split_at(at)),
            _ => {}
        }
    }
    None
}

/// What is within a block that has been opened, and what follows it; a block that is never closed ends with the text.
fn block(text: &str) -> (&str, &str) {
    let mut depth = 0;
    let mut at = 0;
    while let Some((head, rest)) = until(&text[at..], &['{', '}']) {
        at += head.len();
        if rest.starts_with('{') {
            depth += 1;
        } else if depth == 0 {
            return (&text[..at], &text[at + 1..]);
        } else {
            depth -= 1;
        }
        at += 1;
    }
    (text, "")
}

/// The text without comments, and without the marks that hide a sheet from very old browsers.
fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        // A comment parts two words, as browsers have it.
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, kept: &str, harmful: &[&str]) {
        let sifted = sheet(text);
        assert_eq!((&*sifted.css, &sifted.harmful.iter().map(String::as_str).collect::<Vec<_>>()[..]), (kept, harmful), "{text}");
    }

    #[test]
    fn a_sheet_keeps_what_is_harmless() {
        check(".a, #b > .c:hover { fill: #FFF; stroke : url(#s) }", ".a, #b > .c:hover{fill:#FFF;stroke:url(#s)}", &[]);
        check("<!-- .a{fill:red} -->", ".a{fill:red}", &[]);
        check("@media (prefers-color-scheme: dark) {.a{fill:red}}", "@media (prefers-color-scheme: dark){.a{fill:red}}", &[]);
        check(".a{enable-background:new 0 0 1 1;fill:none", ".a{fill:none}", &[]);
        check(".a{font-family:'A;B{}'}.b{fill:red}", ".a{}.b{fill:red}", &["font-family:'A;B{}'"]);
    }

    #[test]
    fn a_sheet_loads_nothing() {
        check("@import 'x.css'; .a{fill:red}", ".a{fill:red}", &["@import 'x.css'"]);
        check("@import url(//x/y.css);@font-face{src:url(x)}", "", &["@import url(//x/y.css)", "@font-face"]);
        check("@im\\70ort 'x';.a{}", ".a{}", &["@im\\70ort 'x'"]);
        check(".a{fill:url(http://x)}", ".a{}", &["fill:url(http://x)"]);
        check(".a{fill:u\\72l(http://x)}", ".a{}", &["fill:u\\72l(http://x)"]);
        check(".a{background:URL( 'http://x')}", ".a{}", &["background:URL( 'http://x')"]);
        check(".a{fill:url/**/(http://x)}", ".a{}", &["fill:url (http://x)"]);
        check(".a{width:expression(alert(1))}", ".a{}", &["width:expression(alert(1))"]);
        check(".a{fill:image-set('http://x' 1x)}", ".a{}", &["fill:image-set('http://x' 1x)"]);
        check("@media x{@import 'y';.a{-moz-binding:url(http://x)}}", "@media x{.a{}}", &["@import 'y'", "-moz-binding:url(http://x)"]);
        check("}}}{{{@import 'x'", "", &[]);
    }

    #[test]
    fn targets_are_ids() {
        assert_eq!(targets("url(#a) url( '#b' ) url(http://x)").collect::<Vec<_>>(), ["a", "b"]);
    }
}

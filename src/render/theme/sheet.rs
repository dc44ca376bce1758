//! A style sheet without what only its authors read.

/// The sheet without comments, and with no more space than keeps its words apart.
pub fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    // Is a space owed before the next word?
    let mut is_apart = false;
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            is_apart = true;
            continue;
        }
        let length = match first {
            '"' | '\'' => quoted(rest, first),
            // An escaped quotation mark opens nothing.
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => first.len_utf8(),
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        if first.is_ascii_whitespace() {
            is_apart = true;
            continue;
        }
        if "{};,".contains(first) {
            is_apart = false;
            // The last declaration of a rule needs no end.
            if first == '}' && out.ends_with(';') {
                out.pop();
            }
        }
        if is_apart && !out.is_empty() && !out.ends_with(['{', '}', ';', ',']) {
            out.push(' ');
        }
        is_apart = false;
        out.push_str(word);
        if first == '}' {
            out.push('\n');
        }
    }
    out
}

/// How long a text in quotation marks is, with both of them.
fn quoted(rest: &str, mark: char) -> usize {
    let mut is_escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, letter)| {
        let ends = *letter == mark && !is_escaped;
        is_escaped = *letter == '\\' && !is_escaped;
        ends
    });
    end.map_or(rest.len(), |(at, letter)| at + letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::compact;

    #[test]
    fn what_only_authors_read_is_left_out() {
        let check = |css: &str, expected: &str| assert_eq!(compact(css), expected, "{css}");
        check("/* a */ a:hover , b > .c { color : red ; margin: 0 auto; }\n\n", "a:hover,b > .c{color : red;margin: 0 auto}\n");
        check("a { width: calc(1px + 2px) }", "a{width: calc(1px + 2px)}\n");
        check("@media (min-width: 60rem) { .a .b { c: d; } }", "@media (min-width: 60rem){.a .b{c: d}\n}\n");
        check("a::after { content: \"/* ; } \\\" */\" / \"\"; }", "a::after{content: \"/* ; } \\\" */\" / \"\"}\n");
        check(".a\\{b { c: 'd  e' }", ".a\\{b{c: 'd  e'}\n");
        check("a/**/b { } /* open", "a b{}\n");
        check("a { b: \"open", "a{b: \"open");
        check(":root { --a: ; --b: 1 }", ":root{--a:;--b: 1}\n");
        check("", "");
    }
}

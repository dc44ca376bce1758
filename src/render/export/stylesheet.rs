//! Reads as much of a style sheet as drawings need: rules with their selectors and declarations, and tokens for light and for dark.

use std::collections::{BTreeMap, BTreeSet};

/// A rule for one selector.
#[derive(Clone, Debug)]
pub struct Rule {
    /// What must be so of the element, and then of those around it, from the inside out.
    pub steps: Vec<Step>,
    /// Classes count more than names of elements.
    pub weight: (usize, usize),
    /// Property and value, in order.
    pub declarations: Vec<(String, String)>,
}

/// One element of a selector.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// How the element stands to the one that the step before it is about; the first is the element itself.
    pub relation: Relation,
    pub element: Option<String>,
    pub classes: Vec<String>,
}

/// How an element stands to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Relation {
    /// Somewhere around it.
    #[default]
    Around,
    /// Right around it.
    Parent,
    /// Before it, in the same element.
    Before,
}

/// The rules of a style sheet that hold on a screen without conditions, and its tokens.
#[derive(Debug, Default)]
pub struct Stylesheet {
    pub rules: Vec<Rule>,
    /// The custom properties of `:root`.
    pub light: BTreeMap<String, String>,
    /// The same where they differ in the dark.
    pub dark: BTreeMap<String, String>,
    /// The rules as they are written, without conditions, tokens and comments: selectors, and what holds for them.
    plain: Vec<(String, String)>,
}

impl Stylesheet {
    /// Reads a style sheet; what it does not understand is left out.
    pub fn parse(css: &str) -> Stylesheet {
        let mut sheet = Stylesheet::default();
        for (head, body) in blocks(&without_comments(css)) {
            match head {
                ":root" => sheet.light.extend(tokens(body)),
                _ if head.starts_with("@media") && head.contains("prefers-color-scheme: dark") => {
                    let own = blocks(body).into_iter().filter(|(head, _)| *head == ":root");
                    own.for_each(|(_, body)| sheet.dark.extend(tokens(body)));
                }
                // Other conditions are about windows, paper and forced colours.
                _ if head.starts_with('@') => {}
                _ => {
                    sheet.plain.push((head.to_owned(), body.trim().to_owned()));
                    let declarations = declarations(body);
                    let rules = head.split(',').filter_map(selector);
                    sheet.rules.extend(rules.map(|(steps, weight)| Rule { steps, weight, declarations: declarations.clone() }));
                }
            }
        }
        // Of equal weight the later one counts, and the sort keeps their order.
        sheet.rules.sort_by_key(|rule| rule.weight);
        sheet
    }
}

impl Stylesheet {
    /// The rules that a drawing has use for, as they are written: a chart has none for those of maps.
    pub fn plain_for(&self, markup: &str) -> String {
        let given = markup.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let given: BTreeSet<&str> = given.flat_map(str::split_whitespace).collect();
        let is_met = |selector: &str| classes(selector).all(|class| given.contains(class));
        let used = self.plain.iter().filter(|(head, _)| head.split(',').any(is_met));
        used.map(|(head, body)| format!("{head} {{ {body} }}\n")).collect()
    }

    /// The tokens that rules name, for the dark; those that are not otherwise there are as they are in the light.
    pub fn tokens_of(&self, rules: &str) -> BTreeMap<&str, &str> {
        let all: BTreeMap<&str, &str> = self.light.iter().chain(&self.dark).map(|(name, value)| (&**name, &**value)).collect();
        let mut used: BTreeMap<&str, &str> = BTreeMap::new();
        let mut texts = vec![rules];
        while let Some(text) = texts.pop() {
            for name in text.split("var(").skip(1).filter_map(|rest| rest.split([',', ')']).next()).map(str::trim) {
                if let Some((name, value)) = all.get_key_value(name)
                    && used.insert(name, value).is_none()
                {
                    texts.push(value);
                }
            }
        }
        used
    }
}

/// The classes that a selector names.
fn classes(selector: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    selector.split('.').skip(1).map(move |rest| rest.split(|letter| !is_part(letter)).next().unwrap_or_default())
}

fn without_comments(css: &str) -> String {
    let mut out = String::new();
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        out.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    out + rest
}

/// The blocks of a style sheet: what stands before a brace, and what between it and the one that closes it.
fn blocks(css: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = css;
    while let Some((head, after)) = rest.split_once('{') {
        let mut depth = 1;
        let end = after.char_indices().find(|(_, letter)| {
            depth += i32::from(*letter == '{') - i32::from(*letter == '}');
            depth == 0
        });
        let Some((end, _)) = end else { break };
        // A statement such as `@import` ends before the rule.
        let head = head.rsplit(';').next().unwrap_or(head).trim();
        found.push((head, &after[..end]));
        rest = &after[end + 1..];
    }
    found
}

fn declarations(body: &str) -> Vec<(String, String)> {
    let pair = |one: &str| one.split_once(':').map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()));
    body.split(';').filter_map(pair).collect()
}

fn tokens(body: &str) -> impl Iterator<Item = (String, String)> {
    declarations(body).into_iter().filter(|(name, _)| name.starts_with("--"))
}

/// A selector from the inside out; nothing where it asks for more than elements and classes.
fn selector(words: &str) -> Option<(Vec<Step>, (usize, usize))> {
    if words.contains([':', '[', '*', '#', '+', '(']) {
        return None;
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut relation = Relation::Around;
    for word in words.split_whitespace().rev() {
        match word {
            ">" => relation = Relation::Parent,
            "~" => relation = Relation::Before,
            _ => {
                let mut parts = word.split('.');
                let element = parts.next().filter(|name| !name.is_empty()).map(str::to_owned);
                steps.push(Step { relation, element, classes: parts.map(str::to_owned).collect() });
                relation = Relation::Around;
            }
        }
    }
    let weight = (steps.iter().map(|step| step.classes.len()).sum(), steps.iter().filter(|step| step.element.is_some()).count());
    (!steps.is_empty()).then_some((steps, weight))
}

/// A value with every variable put in: its own value, else what is given for want of it. Nothing where neither is there.
pub fn resolve(value: &str, variables: &BTreeMap<String, String>) -> Option<String> {
    // Variables that name each other in a circle have no value.
    resolve_within(value, variables, 8)
}

fn resolve_within(value: &str, variables: &BTreeMap<String, String>, depth: usize) -> Option<String> {
    let Some((before, rest)) = value.split_once("var(") else { return Some(value.trim().to_owned()) };
    let depth = depth.checked_sub(1)?;
    let end = closing(rest)?;
    let (name, fallback) = match rest[..end].split_once(',') {
        Some((name, fallback)) => (name.trim(), Some(fallback)),
        None => (rest[..end].trim(), None),
    };
    let own = variables.get(name).and_then(|value| resolve_within(value, variables, depth));
    let own = own.or_else(|| resolve_within(fallback?, variables, depth))?;
    resolve_within(&format!("{before}{own}{}", &rest[end + 1..]), variables, depth + 1)
}

/// Where the bracket that is open at the beginning is closed.
fn closing(words: &str) -> Option<usize> {
    let mut depth = 1;
    let found = words.char_indices().find(|(_, letter)| {
        depth += i32::from(*letter == '(') - i32::from(*letter == ')');
        depth == 0
    });
    found.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_put_in() {
        let variables: BTreeMap<String, String> = [("--a", "#111"), ("--b", "var(--a)"), ("--c", "var(--d)"), ("--d", "var(--c)")]
            .map(|(name, value)| (name.into(), value.into()))
            .into();
        let check = |value: &str, expected: Option<&str>| assert_eq!(resolve(value, &variables).as_deref(), expected, "{value}");
        check("2px", Some("2px"));
        check("var(--b)", Some("#111"));
        check("var(--none, var(--b, red))", Some("#111"));
        check("400 14px var(--none, system-ui, sans-serif)", Some("400 14px system-ui, sans-serif"));
        check("var(--none)", None);
        check("var(--c)", None);
        check("var(--c, blue)", Some("blue"));
        check("var(--a", None);
    }

    #[test]
    fn what_it_does_not_understand_is_left_out() {
        let sheet = Stylesheet::parse("@import url(x.css); a:hover { fill: red } /* { */ .a .b, x.c { fill: blue } .d { fill: green");
        assert_eq!(sheet.rules.len(), 2);
        assert_eq!(sheet.plain_for("<a class=\"x c\"/>"), "a:hover { fill: red }\n.a .b, x.c { fill: blue }\n");
        assert_eq!(sheet.plain_for("<a class=\"b\"/>"), "a:hover { fill: red }\n");
    }
}

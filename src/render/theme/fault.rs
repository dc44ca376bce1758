//! What the template engine finds wrong with a template, at its place and with what was probably meant.

mod circle;

use std::collections::BTreeMap;

use tera::ErrorKind;

use crate::diag::{Code, FileId, Report, Span, nearest};
use crate::source::SourceTree;

/// The filters, tests and functions that templates may use: those of the engine, and our own functions.
const FILTERS: [&str; 37] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
const FUNCTIONS: [&str; 7] = ["asset", "query", "range", "super", "t", "throw", "url"];

/// The templates of a theme, by name.
pub type Templates = BTreeMap<Box<str>, FileId>;

/// What is wrong with a template.
#[derive(Debug)]
pub struct Fault {
    message: String,
    pub template: Option<String>,
    /// The line, counted from 1, the column, counted from 0, and how many columns it covers.
    place: Option<(usize, usize, usize)>,
    sort: Sort,
}

/// What sort of name leads nowhere, and the name.
#[derive(Clone, Debug, PartialEq)]
enum Sort {
    Filter(String),
    Test(String),
    Function(String),
    Component(String),
    Template(String),
    Block(String),
    /// A variable or a field, with what there is instead.
    Value(String, Vec<String>),
    Other,
}

impl Fault {
    /// Takes apart what the engine says, which may be several faults at once.
    pub fn all(error: &tera::Error) -> Vec<Fault> {
        let whole = |message: String, template: &str, sort: Sort| Fault { message, template: Some(template.to_owned()), place: None, sort };
        vec![match error.kind() {
            ErrorKind::SyntaxError(found) | ErrorKind::RenderingError(found) => {
                let span = found.span();
                let width = if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col) } else { 1 };
                Fault::of(found.message(), Some(found.filename().to_owned()), Some((span.start_line, span.start_col, width.max(1))))
            }
            ErrorKind::MissingParent { current, parent } => {
                whole(format!("there is no template `{parent}`"), current, Sort::Template(parent.clone()))
            }
            ErrorKind::CircularExtend { tpl, .. } => whole("it extends itself, directly or through others".into(), tpl, Sort::Other),
            ErrorKind::CircularInclude { tpl, .. } => whole("it includes itself, directly or through others".into(), tpl, Sort::Other),
            ErrorKind::TemplateNotFound(name) => Fault::of(&format!("Unknown template `{name}`"), None, None),
            _ => return Fault::of_text(&error.to_string()),
        }]
    }

    /// Faults that are found when templates are put together come as one text: for each a headline, and `--> template:line:column` below.
    fn of_text(text: &str) -> Vec<Fault> {
        let mut reports: Vec<Vec<&str>> = Vec::new();
        for line in text.lines() {
            match reports.last_mut() {
                Some(report) if !line.starts_with("error: ") => report.push(line),
                _ => reports.push(vec![line]),
            }
        }
        let fault = |lines: Vec<&str>| {
            let headline = lines[0].trim_start_matches("error: ");
            let place = lines.iter().find_map(|line| {
                let mut parts = line.trim().strip_prefix("-->")?.trim().rsplitn(3, ':');
                let column: usize = parts.next()?.parse().ok()?;
                let row: usize = parts.next()?.parse().ok()?;
                Some((parts.next()?.to_owned(), row, column.saturating_sub(1)))
            });
            let width = lines.iter().map(|line| line.matches('^').count()).find(|width| *width > 0).unwrap_or(1);
            match place {
                Some((template, row, column)) => Fault::of(headline, Some(template), Some((row, column, width))),
                None => {
                    // A component of two templates: the second of them is named last.
                    let template = headline.rsplit('`').nth(1).filter(|name| headline.contains(" defined in both ") && name.contains('.'));
                    Fault::of(headline, template.map(str::to_owned), None)
                }
            }
        };
        reports.into_iter().map(fault).collect()
    }

    fn of(said: &str, template: Option<String>, place: Option<(usize, usize, usize)>) -> Fault {
        let (said, known) = match said.split_once(". Available fields: ").or_else(|| said.split_once(". Available variables: ")) {
            Some((said, known)) => (said, known.trim_end_matches('.').split(", ").map(str::to_owned).collect()),
            None => (said, Vec::new()),
        };
        let said = said.trim_end_matches('.');
        let name = || said.split('`').nth(1).unwrap_or_default().to_owned();
        let sort = match said.split(" `").next().unwrap_or_default() {
            "Unknown filter" => Sort::Filter(name()),
            "Unknown test" => Sort::Test(name()),
            "Unknown function" => Sort::Function(name()),
            "Unknown component" => Sort::Component(name()),
            "Unknown template" => Sort::Template(name()),
            "Block" if said.ends_with("is not defined in any parent template") => Sort::Block(name()),
            "Variable" | "Field" if said.ends_with("is not defined") => Sort::Value(name(), known),
            _ => Sort::Other,
        };
        let message = match &sort {
            Sort::Filter(name) => format!("there is no filter `{name}`"),
            Sort::Test(name) => format!("there is no test `{name}`"),
            Sort::Function(name) => format!("there is no function `{name}`"),
            Sort::Component(name) => format!("there is no component `{name}`"),
            Sort::Template(name) => format!("there is no template `{name}`"),
            Sort::Block(name) => format!("no template that this one extends has a block `{name}`"),
            Sort::Value(name, _) if said.starts_with("Field") => format!("there is no field `{name}` here"),
            Sort::Value(name, _) => format!("there is no variable `{name}` here"),
            Sort::Other => {
                let mut letters = said.chars();
                letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
            }
        };
        Fault { message, template, place, sort }
    }

    /// Does this only follow from the faults of templates that have been reported and emptied?
    pub fn follows_from(&self, emptied: &[&str], templates: &Templates, tree: &SourceTree) -> bool {
        match (&self.sort, self.template.as_deref()) {
            (Sort::Component(name), _) => emptied.iter().any(|template| {
                let text = templates.get(*template).map_or("", |file| tree.text(*file));
                names_after(text, "component").any(|known| known == name)
            }),
            (Sort::Block(_), Some(template)) => ancestors(template, templates, tree).iter().any(|above| emptied.contains(above)),
            _ => false,
        }
    }

    /// Reports it at its place.
    pub fn report(&self, templates: &Templates, tree: &SourceTree, report: &mut Report) {
        let file = self.template.as_deref().and_then(|name| templates.get(name).copied());
        let round = self.message.contains("recursion depth for components").then(|| circle::find(templates, tree)).flatten();
        if let Some((span, name)) = round {
            let message = format!("the component `{name}` calls itself, directly or through others, without an end");
            report.say(span, Code::TemplateFault, message).help("call it only under a condition that comes to an end");
            return;
        }
        let span = match (file, self.place) {
            (Some(file), Some(place)) => self.narrowed(span_of(file, tree.text(file), place), tree),
            (Some(file), None) => self.narrowed(span_of_tag(file, tree.text(file)), tree),
            (None, _) => Span::start_of(tree.find("sare.toml").unwrap_or(FileId(0))),
        };
        report.say(span, Code::TemplateFault, &*self.message).help_if(self.help(templates, tree));
    }

    /// The name alone, where the engine points at the whole of a call or a tag.
    fn narrowed(&self, span: Span, tree: &SourceTree) -> Span {
        let name = match &self.sort {
            Sort::Filter(name) | Sort::Test(name) | Sort::Function(name) | Sort::Component(name) | Sort::Template(name) => name,
            Sort::Block(_) | Sort::Value(..) | Sort::Other => return span,
        };
        let found = tree.text(span.file).get(span.range()).and_then(|covered| covered.find(name.as_str()));
        found.map_or(span, |at| {
            let start = span.start as usize + at;
            Span::new(span.file, start..start + name.len())
        })
    }

    fn help(&self, templates: &Templates, tree: &SourceTree) -> Option<String> {
        let texts = || templates.values().map(|file| tree.text(*file));
        let (name, known): (&str, Vec<&str>) = match &self.sort {
            Sort::Filter(name) => (name, FILTERS.to_vec()),
            Sort::Test(name) => (name, TESTS.to_vec()),
            Sort::Function(name) => (name, FUNCTIONS.to_vec()),
            Sort::Component(name) => (name, texts().flat_map(|text| names_after(text, "component")).collect()),
            Sort::Template(name) => (name, templates.keys().map(|name| &**name).collect()),
            Sort::Block(name) => {
                let above = ancestors(self.template.as_deref()?, templates, tree);
                let texts = above.iter().filter_map(|name| templates.get(*name)).map(|file| tree.text(*file));
                (name, texts.flat_map(|text| names_after(text, "block")).collect())
            }
            Sort::Value(name, known) => (name, known.iter().map(String::as_str).collect()),
            Sort::Other => return None,
        };
        if let Some(near) = nearest(name, known.iter().copied()) {
            return Some(format!("did you mean `{near}`?"));
        }
        let mut known = known;
        known.sort_unstable();
        known.dedup();
        (!known.is_empty()).then(|| format!("there are {}", known.join(", ")))
    }
}

/// The templates that a template extends, the nearest first.
fn ancestors<'t>(template: &str, templates: &'t Templates, tree: &'t SourceTree) -> Vec<&'t str> {
    let parent = |name: &str| {
        let text = tree.text(*templates.get(name)?);
        let (_, rest) = text.split_once("extends")?;
        let quote = rest.trim_start().chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
        rest.split(quote).nth(1)
    };
    // Templates that extend each other in a round are reported by the engine.
    std::iter::successors(parent(template), |name| parent(name)).take(20).collect()
}

/// The names that follow a word such as `block` at the start of a tag.
fn names_after<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.split("{%").skip(1).filter_map(move |tag| {
        let name = tag.trim_start_matches('-').trim_start().strip_prefix(word)?.strip_prefix(char::is_whitespace)?.trim_start();
        name.split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '.'))).next()
    })
}

/// The line of the tag by which a template extends another; the start of the file where there is none.
fn span_of_tag(file: FileId, text: &str) -> Span {
    let Some(start) = text.find("extends") else { return Span::start_of(file) };
    let end = text[start..].find("%}").map_or(text.len(), |at| start + at);
    Span::new(file, start..start + text[start..end].trim_end_matches(|letter: char| letter.is_whitespace() || letter == '-').len())
}

fn span_of(file: FileId, text: &str, (line, column, width): (usize, usize, usize)) -> Span {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let row = text[start..].lines().next().unwrap_or_default();
    let offset = |column: usize| row.char_indices().nth(column).map_or(row.len(), |(at, _)| at);
    Span::new(file, start + offset(column)..start + offset(column + width))
}

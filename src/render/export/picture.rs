//! A figure's picture as a file of its own: its title, its sources and their licences are in it, and so is its style, light and dark.

use super::figure::sources;
use super::origin::Origin;
use super::paint::paint;
use super::stylesheet::Stylesheet;

use crate::registry::EntityId;
use crate::registry::figure::Figure;
use crate::registry::figure::shape::Wanted;
use crate::render::ask::Window;
use crate::render::chart::{self, Choice, Subject};
use crate::render::map::Links;
use crate::render::pictures::svg::{Anchor, Svg};
use crate::render::pictures::{self, Width, text};
use crate::render::reading;
use crate::render::theme::assets::TOKENS;
use crate::routes::Listed;
use crate::syntax::markdown::escape;

/// How wide the picture proper is, and what is left free around it.
const ACROSS: f64 = 720.0;
const MARGIN: f64 = 24.0;

/// More values than this are not told one by one in a picture.
const MOST_NUMBERS: usize = 12;

/// More sources than this are not named in a picture.
const MOST_SOURCES: usize = 4;

/// The picture of a figure, or its values in words where there is nothing to draw.
pub fn picture(window: &Window, id: EntityId) -> Vec<u8> {
    let Some(figure) = window.figure(id) else { return Vec::new() };
    let title = window.card(id).title.to_string();
    let mut card = Card::titled(&title);
    let description = match chart::of(window, id, figure, &Choice::default()) {
        Some(drawing) => {
            card.y += 16.0;
            card.picture(&drawing.draw(window, ("figure", Links::None), Width::Wide));
            drawing.remarks.iter().for_each(|remark| card.lines("card-small", 13.0, remark, 2));
            drawing.description(window)
        }
        None => numbers(window, figure, &mut card),
    };
    card.y += 12.0;
    for line in foot(window, id) {
        card.lines("card-small", 13.0, &line, 3);
    }
    card.finish(window, &title, &description).into_bytes()
}

/// A file for what a view tells as numbers.
pub fn numbers_of(window: &Window, at: Listed, subject: &Subject<'_>, wanted: &Wanted) -> Vec<u8> {
    let mut card = Card::titled(&subject.title);
    let mut told = Vec::new();
    let named = subject.named.iter().map(|(id, figure)| (window.card(*id).title.to_string(), *figure));
    for (name, figure) in named.chain(subject.counted.iter().map(|figure| (String::new(), figure))) {
        let Some(seen) = figure.headline_of(|seen| wanted.takes(seen)).and_then(|at| figure.observations.get(at)) else { continue };
        let value = reading::in_words(window, figure, seen);
        card.y += 12.0;
        card.lines("card-text", 14.0, &name, 2);
        card.lines("card-number", 40.0, &value, 3);
        card.lines("card-text", 14.0, &reading::place_in_words(window, seen), 2);
        told.push(if name.is_empty() { value } else { format!("{name}: {value}") });
    }
    card.y += 12.0;
    let mut cited: Vec<EntityId> = Vec::new();
    for source in subject.named.iter().flat_map(|(id, _)| sources(window, *id)) {
        if !cited.contains(&source) {
            cited.push(source);
        }
    }
    let foot = attributions(window, &cited).into_iter().chain([imprint(window, at)]);
    foot.for_each(|line| card.lines("card-small", 13.0, &line, 3));
    card.finish(window, &subject.title, &told.join("; ")).into_bytes()
}

/// Tells the values in words: the one that stands for them large, where there is only one.
fn numbers(window: &Window, figure: &Figure, card: &mut Card) -> String {
    let told: Vec<String> = figure
        .observations
        .iter()
        .map(|seen| {
            let value = reading::in_words(window, figure, seen);
            match reading::place_in_words(window, seen) {
                place if place.is_empty() => value,
                place => format!("{place}: {value}"),
            }
        })
        .collect();
    if let [seen] = &*figure.observations {
        card.y += 12.0;
        card.lines("card-number", 40.0, &reading::in_words(window, figure, seen), 3);
        card.lines("card-text", 14.0, &reading::place_in_words(window, seen), 2);
    } else {
        told.iter().take(MOST_NUMBERS).for_each(|line| card.lines("card-text", 14.0, line, 2));
        let more = told.len().saturating_sub(MOST_NUMBERS);
        if more > 0 {
            card.lines("card-small", 13.0, &window.formats().strings().get("further", &[("count", (more as i64).into())]), 1);
        }
    }
    told.join("; ")
}

/// Where the numbers come from, and where the picture does.
fn foot(window: &Window, id: EntityId) -> Vec<String> {
    let mut lines = attributions(window, &sources(window, id));
    lines.push(imprint(window, Listed::Entity(id)));
    lines
}

/// What whoever shows a figure must say of its sources, line by line: the words that some ask for stand as they are.
pub fn attributions(window: &Window, sources: &[EntityId]) -> Vec<String> {
    let shown = sources.iter().take(MOST_SOURCES).map(|source| Origin::of(window, *source));
    let (asked, named): (Vec<Origin>, Vec<Origin>) = shown.partition(|origin| !origin.attribution.is_empty());
    let mut named: Vec<String> = named.iter().map(Origin::with_licence).collect();
    let more = sources.len().saturating_sub(MOST_SOURCES);
    if more > 0 {
        named.push(window.formats().strings().get("more", &[("count", (more as i64).into())]));
    }
    let mut lines = Vec::new();
    if !named.is_empty() {
        let label = window.formats().strings().get("source", &[("count", (named.len() as i64).into())]);
        lines.push(format!("{label}: {}", named.join("; ")));
    }
    lines.extend(asked.iter().map(Origin::with_licence));
    lines
}

/// A picture with words above and below, while it grows downwards.
struct Card {
    svg: Svg,
    pictures: String,
    y: f64,
    /// How high the picture is.
    height: f64,
}

/// A drawing with what is said beside it.
pub struct Drawn<'a> {
    pub title: &'a str,
    /// What it shows, in a sentence or two.
    pub description: &'a str,
    /// An `<svg>` for a wide page.
    pub svg: &'a str,
    /// What it leaves out.
    pub remarks: &'a [String],
    /// What is said below it: sources, licences.
    pub foot: Vec<String>,
}

/// A drawing as a file of its own; `at` is the page that it stands on.
pub fn drawing(window: &Window, at: Listed, drawn: Drawn<'_>) -> Vec<u8> {
    let mut card = Card::titled(drawn.title);
    card.y += 16.0;
    card.picture(drawn.svg);
    drawn.remarks.iter().for_each(|remark| card.lines("card-small", 13.0, remark, 2));
    card.y += 12.0;
    for line in drawn.foot.iter().chain([&imprint(window, at)]) {
        card.lines("card-small", 13.0, line, 3);
    }
    card.finish(window, drawn.title, drawn.description).into_bytes()
}

/// Where a picture comes from: the site, and the page that it stands on.
fn imprint(window: &Window, at: Listed) -> String {
    let site = super::in_page(window, &window.settings().title);
    match window.absolute(&window.address(at, window.language)) {
        Some(url) => format!("{site} · {url}"),
        None => site.to_owned(),
    }
}

impl Card {
    fn titled(title: &str) -> Card {
        let mut card = Card { svg: Svg::default(), pictures: String::new(), y: MARGIN, height: 0.0 };
        card.lines("card-title", 22.0, title, 3);
        card
    }

    fn lines(&mut self, class: &str, size: f64, words: &str, most: usize) {
        // Words in bold are a little longer than the table says.
        let room = if size > 14.0 { ACROSS * 0.92 } else { ACROSS };
        if words.is_empty() {
            return;
        }
        for line in &text::wrap(words, size, room, most).lines {
            self.y += size * 1.35;
            self.svg.text(class, Anchor::Start, (MARGIN, self.y), line);
        }
    }

    /// Puts a drawing below what is there.
    fn picture(&mut self, drawn: &str) {
        let height = height(drawn);
        let place = format!("<svg x=\"{MARGIN}\" y=\"{}\" width=\"{ACROSS}\" height=\"{height}\" ", pictures::svg::Px(self.y));
        self.pictures.push_str(&drawn.replacen("<svg ", &place, 1));
        self.y += height;
        self.height = height;
    }

    fn finish(self, window: &Window, title: &str, description: &str) -> String {
        let (width, height) = (ACROSS + 2.0 * MARGIN, pictures::svg::Px(self.y + MARGIN));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             role=\"img\" aria-labelledby=\"card-title card-desc\" lang=\"{}\">",
            window.tag(window.language)
        );
        let mut head = Svg::default();
        head.words("title", &[("id", "card-title".into())], title);
        head.words("desc", &[("id", "card-desc".into())], description);
        out.push_str(&head.finish());
        let sheet = stylesheet(window);
        let markup = format!("<rect class=\"card-ground\" width=\"{width}\" height=\"{height}\"/>{}{}", self.svg.finish(), self.pictures);
        out.push_str("<style>");
        escape(&Card::dark(self.height, &sheet, &markup), &mut out);
        out.push_str("</style>");
        out.push_str(&paint(&markup, &sheet));
        out.push_str("</svg>\n");
        out
    }

    /// The style for the dark. Its colours stay variables: a program that takes its rules for those of a light page cannot read them, and
    /// keeps to the attributes.
    fn dark(drawn: f64, sheet: &Stylesheet, markup: &str) -> String {
        let rules = sheet.plain_for(markup);
        let tokens: String = sheet.tokens_of(&rules).into_iter().map(|(name, value)| format!("{name}: {value}; ")).collect();
        // On a page there are two pictures, each as wide as its room; here there is one of a given size.
        let size = format!(".picture {{ display: block; width: {ACROSS}px; height: {drawn}px; }}");
        format!("@media screen and (prefers-color-scheme: dark) {{\n:root {{ color-scheme: dark; {tokens}}}\n{rules}{size}\n}}\n")
    }
}

/// The theme's style of pictures, with the tokens of those that stand outside the site.
fn stylesheet(window: &Window) -> Stylesheet {
    let text = |sheet| window.theme().asset(sheet).map_or_else(String::new, |asset| String::from_utf8_lossy(&asset.bytes).into_owned());
    let sheets = [TOKENS, "pictures.css", "maps.css", "networks.css", "timelines.css", "standalone.css"];
    Stylesheet::parse(&sheets.map(text).join("\n"))
}

/// How high a drawing is: the last number of its view box.
fn height(drawn: &str) -> f64 {
    let view = drawn.split_once("viewBox=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(view, _)| view);
    view.rsplit(' ').next().and_then(|height| height.parse().ok()).unwrap_or(0.0)
}

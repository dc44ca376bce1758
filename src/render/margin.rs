//! What a long text has beside it: the sources of a passage, how many words it is, and its pictures for a list of them.

use serde::Serialize;

use super::apparatus::Apparatus;
use super::ask::Window;
use super::body::html_words;
use super::field;
use super::html::Html;
use crate::registry::EntityId;
use crate::syntax::markdown::escape;

/// What is gathered while a long text is written.
#[derive(Default)]
pub struct Margin {
    /// The sources that have been told of since the last heading of the second level.
    told: Vec<EntityId>,
    /// Those that are told of as soon as the text goes on.
    owed: Vec<EntityId>,
    place: Place,
    words: usize,
    pictures: Vec<Pictured>,
}

/// Where the text stands: a note has its place beside paragraphs alone.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Running,
    Table,
    Heading,
}

/// A picture of a text, as a list of them has it.
#[derive(Clone, Serialize)]
pub struct Pictured {
    /// Empty where it has none.
    id: String,
    title_html: Html,
}

/// What a page says of a long text as a whole.
#[derive(Default, Serialize)]
pub struct Extent {
    /// How long it takes to read, or 0 for a text that is short by its kind.
    pub minutes: usize,
    pub pictures: Vec<Pictured>,
}

/// An adult reads about so many words of a report in a minute.
const WORDS_A_MINUTE: usize = 220;

impl Margin {
    /// Notes that a source was cited here.
    pub fn cite(&mut self, source: EntityId) {
        if self.place == Place::Running && !self.told.contains(&source) {
            self.told.push(source);
            self.owed.push(source);
        }
    }

    /// Begins a section, in which each source is told of again.
    pub fn begin_section(&mut self) {
        self.told.clear();
    }

    /// Begins a heading.
    pub fn enter_heading(&mut self, level: u8) {
        self.place = Place::Heading;
        if level <= 2 {
            self.begin_section();
        }
    }

    /// Ends a heading.
    pub fn leave_heading(&mut self) {
        self.place = Place::Running;
    }

    /// Counts some of the text, and looks whether a table begins or ends in it.
    pub fn pass(&mut self, html: &str) {
        self.words +=
            html.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text).split_whitespace().count()).sum::<usize>();
        match (html.rfind("<table"), html.rfind("</table")) {
            (Some(open), Some(close)) if open < close => self.place = Place::Running,
            (Some(_), _) => self.place = Place::Table,
            (None, Some(_)) => self.place = Place::Running,
            (None, None) => {}
        }
    }

    /// Notes what a view or an embed drew.
    pub fn see(&mut self, html: &str) {
        if !html.contains("class=\"pictures") {
            return;
        }
        let between = |text: &str, start: &str, end: &str| Some(text.split_once(start)?.1.split_once(end)?.0.to_owned());
        let figure = between(html, "<figure ", ">").unwrap_or_default();
        let title = html.split_once("<title").and_then(|(_, rest)| between(rest, ">", "</title>"));
        self.pictures
            .push(Pictured { id: between(&figure, "id=\"", "\"").unwrap_or_default(), title_html: title.unwrap_or_default().into() });
    }

    /// Tells of the sources that were cited just before, for the margin of a wide page. Whoever hears the page is led by the citation's
    /// number to the list below the text, which says the same.
    pub fn tell(&mut self, window: &Window, apparatus: &mut Apparatus, out: &mut String) {
        for source in std::mem::take(&mut self.owed) {
            let mark = apparatus.cite(source, window);
            out.push_str(&format!("<span class=\"sidenote\" aria-hidden=\"true\"><span class=\"sidenote-number\">{}</span> ", mark.number));
            escape(&mark.title, out);
            let rest = html_words(&field::in_short(window, source));
            if !rest.is_empty() {
                out.push_str(" <span class=\"sidenote-rest\">");
                escape(&rest, out);
                out.push_str("</span>");
            }
            out.push_str("</span>");
        }
    }

    /// The text as a whole.
    pub fn extent(self) -> Extent {
        Extent { minutes: self.words.div_ceil(WORDS_A_MINUTE).max(1), pictures: self.pictures }
    }
}

#[cfg(test)]
mod tests {
    use super::Margin;

    #[test]
    fn words_are_counted_outside_tags() {
        let mut margin = Margin::default();
        margin.pass("<p class=\"a b\">One <em>two</em> three.</p>");
        assert_eq!(margin.words, 3);
    }

    #[test]
    fn pictures_are_known_by_their_titles() {
        let mut margin = Margin::default();
        margin.see(
            "<figure class=\"view view-map\" id=\"towns\"><div class=\"pictures\"><svg><title id=\"t\">Towns</title></svg></div></figure>",
        );
        margin.see("<figure class=\"view view-cards\"></figure>");
        let extent = margin.extent();
        assert_eq!(extent.pictures.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["towns"]);
    }
}

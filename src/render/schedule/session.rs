//! A session as templates have it: what its fields say, each where a reader of a programme looks for it.

use serde::Serialize;

use crate::registry::EntityId;
use crate::registry::kind::FieldKind;
use crate::registry::programme::{DAY, Firmness, Session, references};
use crate::registry::value::{Given, Value};
use crate::render::apparatus::{Apparatus, Mark};
use crate::render::ask::Window;
use crate::render::body::{html_words, link};
use crate::render::field::{escaped, html, joined, label};
use crate::render::html::Html;
use crate::syntax::date::Time;

/// A session as templates have it.
#[derive(Clone, Serialize)]
pub struct SessionView {
    anchor: String,
    title: String,
    lang: String,
    /// `10:00–10:45`; empty where no hour is known.
    time: String,
    datetime: String,
    /// The number of its track's colour, from 1; 0 without a track.
    colour: usize,
    /// `firm`, `tentative` or `cancelled`.
    firmness: &'static str,
    /// Its status in words, where it is not firm.
    status: String,
    /// Its type, attendance and language.
    tags: Vec<String>,
    track_html: Html,
    room: String,
    place_html: Html,
    /// Who speaks, and for whom.
    who_html: Vec<Html>,
    /// What is said besides, each with its label.
    facts: Vec<FactView>,
    description_html: Html,
    note_html: Html,
    links_html: Vec<Html>,
    sources: Vec<Mark>,
}

#[derive(Clone, Serialize)]
struct FactView {
    label: String,
    value_html: Html,
}

/// What a session's look depends on besides itself.
pub struct Frame<'a> {
    /// The tracks in the order of their colours.
    pub tracks: &'a [EntityId],
    /// Begins every anchor.
    pub prefix: &'a str,
}

/// Puts a session into the words of its page.
pub fn view(window: &Window, apparatus: &mut Apparatus, session: &Session<'_>, frame: &Frame<'_>) -> SessionView {
    let (real, title) = session.title.read_in(window.language);
    let track = session.track.map(|track| window.target(track));
    let mut view = SessionView {
        anchor: apparatus.anchors.take(&format!("{}{}", frame.prefix, session.id)),
        title: title.to_string(),
        lang: if real == window.language { String::new() } else { window.tag(real).to_owned() },
        time: time(window, session),
        datetime: datetime(session),
        colour: track.and_then(|track| frame.tracks.iter().position(|known| *known == track)).map_or(0, |at| at % COLOURS + 1),
        firmness: match session.status {
            Firmness::Firm => "firm",
            Firmness::Tentative => "tentative",
            Firmness::Cancelled => "cancelled",
        },
        status: String::new(),
        tags: Vec::new(),
        track_html: track.map(|track| link(window, track, None, None)).unwrap_or_default().into(),
        room: session.room.map(|(room, _)| room.read_in(window.language).1.to_string()).unwrap_or_default(),
        place_html: Html::default(),
        who_html: Vec::new(),
        facts: Vec::new(),
        description_html: Html::default(),
        note_html: Html::default(),
        links_html: Vec::new(),
        sources: Vec::new(),
    };
    for given in session.given {
        fill(window, apparatus, given, &mut view);
    }
    let cited = references(window.kinds(), session.given, "source");
    view.sources = cited.into_iter().map(|source| apparatus.cite(window.target(source), window)).collect();
    view
}

/// Tracks beyond this many begin again with the first colour.
const COLOURS: usize = 8;

/// Puts one of the values of a session where it belongs; those that the heading of a day, the time or the title tell are left out.
fn fill(window: &Window, apparatus: &mut Apparatus, given: &Given, view: &mut SessionView) {
    let field = window.kinds().field(given.field);
    let name = &*field.name;
    if ["title", "id", "day", "slot", "starts", "ends", "room", "track", "source"].contains(&name) {
        return;
    }
    let words = || match &given.value {
        Value::Choice(choice) => {
            field.choices().get(usize::from(*choice)).map(|choice| choice.label.read_in(window.language).1.to_string())
        }
        _ => None,
    };
    match name {
        "status" if view.firmness != "firm" => view.status = words().unwrap_or_default(),
        "status" => {}
        "note" => view.note_html = joined(window, apparatus, given).into(),
        "description" => view.description_html = joined(window, apparatus, given).into(),
        "place" => view.place_html = joined(window, apparatus, given).into(),
        "speakers" | "organisations" => view.who_html.push(joined(window, apparatus, given).into()),
        "type" | "mode" => view.tags.extend(words()),
        "language" => view.tags.extend(given.value.items().iter().map(|item| html_words(&html(window, apparatus, given.field, item)))),
        _ if matches!(field.kind, FieldKind::Url) => {
            let label = label(window, field);
            let all = given.value.items();
            let links = all.iter().enumerate().filter_map(|(at, item)| match item {
                Value::Url(url) if all.len() > 1 => Some(anchor(url, &format!("{label} {}", at + 1))),
                Value::Url(url) => Some(anchor(url, label)),
                _ => None,
            });
            view.links_html.extend(links.map(Html::from));
        }
        _ => view.facts.push(FactView { label: label(window, field).to_owned(), value_html: joined(window, apparatus, given).into() }),
    }
}

fn anchor(url: &str, words: &str) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(url), escaped(words))
}

/// `10:00–10:45`, `from 10:00`, `22:00–00:30 (next day)`; nothing where no hour is known.
pub fn time(window: &Window, session: &Session<'_>) -> String {
    let formats = window.formats();
    let strings = formats.strings();
    let clock = |time: Time| formats.time(time);
    match (session.starts, session.ends) {
        (Some((start, _)), Some((end, _))) => {
            let end_said = match session.minutes() {
                Some((_, Some(minutes))) if minutes > DAY => strings.get("schedule-next-day", &[("time", (&clock(end)).into())]),
                _ => clock(end),
            };
            format!("{}–{end_said}", clock(start))
        }
        (Some((start, _)), None) => strings.get("schedule-from", &[("time", (&clock(start)).into())]),
        (None, Some((end, _))) => strings.get("schedule-until", &[("time", (&clock(end)).into())]),
        (None, None) => String::new(),
    }
}

/// As machines read it: the day, and the hour where one is known; local to the event.
fn datetime(session: &Session<'_>) -> String {
    match (session.only_day(), session.starts) {
        (Some(day), Some((start, _))) => format!("{day}T{start}"),
        (Some(day), None) => day.to_string(),
        (None, _) => String::new(),
    }
}

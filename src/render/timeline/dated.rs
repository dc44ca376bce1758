//! When a thing was, and what became of it, as far as it says so.

use super::look;
use crate::registry::EntityId;
use crate::registry::history;
use crate::registry::kind::FieldId;
use crate::registry::relation::RelationId;
use crate::registry::value::{Given, Value};
use crate::registry::view::timeline::{Form, TimelineView};
use crate::render::ask::Window;
use crate::render::card::in_language;
use crate::render::pictures::timeline::{Certainty, Look, Seen, Span, Stage};
use crate::render::view::in_words;
use crate::syntax::date::{Date, Period};

/// A thing with its time.
pub struct Dated {
    pub entity: EntityId,
    pub title: String,
    /// What is written beside its bar, where that is not its title.
    named: String,
    pub period: Option<Period>,
    pub span: Option<Span>,
    pub look: Look,
    pub status: String,
    pub history: Vec<Turn>,
}

/// A stage of a thing's history in words of the page's language.
pub struct Turn {
    pub when: Period,
    pub span: Option<Span>,
    pub name: String,
    pub state: String,
    look: Look,
    pub is_inferred: bool,
    pub sources: Vec<RelationId>,
}

impl Dated {
    /// Reads when a thing was.
    pub fn of(window: &Window, view: &TimelineView, entity: EntityId) -> Dated {
        let roles = &window.kinds().kind(window.kind_of(entity)).roles;
        let status = roles.status.and_then(|field| choice(window, entity, field));
        let (id, status) = status.map_or((None, String::new()), |(id, label)| (Some(id), label));
        let period = match view.date.is_empty() {
            true => own(window, entity),
            false => {
                let field = view.date.iter().find(|(kind, _)| *kind == window.kind_of(entity));
                field.and_then(|(_, field)| period(window, entity, *field))
            }
        };
        let is_over = id == Some("ended") && matches!(period, Some(Period::Between { end: None, .. }));
        // What has ended does not go on to this day; when it ended nobody says.
        let drawn = match period {
            Some(Period::Between { start: Some(start), end: None }) if is_over => Some(Period::On(start)),
            other => other,
        };
        let label = view.label.iter().find(|(kind, _)| *kind == window.kind_of(entity));
        Dated {
            entity,
            title: window.card(entity).title.to_string(),
            named: label.map_or(String::new(), |(_, field)| words(window, entity, *field)),
            period,
            span: drawn.and_then(Span::of),
            look: if is_over { Look::Off } else { look(id) },
            status,
            history: history_of(window, entity),
        }
    }

    /// Is there anything to draw of it?
    pub fn is_drawn(&self, form: Form) -> bool {
        match form {
            Form::Bars | Form::Days => self.span.is_some(),
            Form::Lifelines => self.span.is_some() || self.history.iter().any(|turn| turn.span.is_some()),
        }
    }

    /// The first moment that is known of it; what is open to the past begins before all.
    pub fn begins(&self) -> f64 {
        let first = |span: Span| span.first().unwrap_or(f64::NEG_INFINITY);
        self.spans().map(first).reduce(f64::min).unwrap_or(f64::INFINITY)
    }

    /// The last moment that is known of it.
    pub fn ends(&self) -> f64 {
        let last = |span: Span| span.last().unwrap_or(f64::INFINITY);
        self.spans().map(last).reduce(f64::max).unwrap_or(f64::NEG_INFINITY)
    }

    /// Its own time and those of its stages.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        self.span.into_iter().chain(self.history.iter().filter_map(|turn| turn.span))
    }

    /// What is written beside its bar: the name, and how it stands where it is not simply there.
    pub fn label(&self, window: &Window) -> String {
        let name = if self.named.is_empty() { &self.title } else { &self.named };
        match self.look {
            Look::Planned | Look::Off if !self.status.is_empty() => {
                window.formats().strings().get("timeline-with-state", &[("name", name.into()), ("state", (&self.status).into())])
            }
            _ => name.clone(),
        }
    }

    /// Its stages as they are drawn: of a name that stays the same only the state is told again.
    pub fn stages(&self, window: &Window) -> Vec<Stage> {
        let strings = window.formats().strings();
        let mut before = String::new();
        let mut stages = Vec::new();
        for turn in &self.history {
            let Some(span) = turn.span else { continue };
            let with_state = |name: &str| match (name, &*turn.state) {
                ("", "") => self.title.clone(),
                ("", state) => state.to_owned(),
                (name, "") => name.to_owned(),
                (name, state) => strings.get("timeline-with-state", &[("name", name.into()), ("state", state.into())]),
            };
            let is_same = !turn.state.is_empty() && turn.name.to_lowercase() == before.to_lowercase();
            let when = window.formats().period(&turn.when);
            stages.push(Stage {
                span,
                seen: if matches!(turn.when, Period::On(_)) { Seen::At } else { Seen::Over },
                look: turn.look,
                label: with_state(if is_same { "" } else { &turn.name }),
                told: format!("{when}: {}", with_state(&turn.name)),
                certainty: if turn.is_inferred { Certainty::Inferred } else { Certainty::Stated },
            });
            before = turn.name.clone();
        }
        stages
    }
}

/// The time of a thing by the fields that its kind names: its date, else since and until when, else its founding and its end.
fn own(window: &Window, entity: EntityId) -> Option<Period> {
    let kind = window.kinds().kind(window.kind_of(entity));
    if let Some(found) = kind.roles.date.and_then(|field| period(window, entity, field)) {
        return Some(found);
    }
    let date = |role: Option<FieldId>, property: &str| {
        let means = |field: &FieldId| window.kinds().field(*field).schema.as_deref() == Some(property);
        let fields = role.into_iter().chain(kind.fields.iter().copied().filter(means));
        fields.into_iter().find_map(|field| day(window, entity, field))
    };
    match (date(kind.roles.from, "foundingDate"), date(kind.roles.to, "dissolutionDate")) {
        (None, None) => None,
        (start, end) => Some(Period::Between { start, end }),
    }
}

fn day(window: &Window, entity: EntityId, field: FieldId) -> Option<Date> {
    match period(window, entity, field) {
        Some(Period::On(date)) => Some(date),
        _ => None,
    }
}

fn period(window: &Window, entity: EntityId, field: FieldId) -> Option<Period> {
    match window.fact(entity, field)?.value {
        Value::Date(date) => Some(Period::On(date)),
        Value::Period(period) => Some(period).filter(|period| *period != Period::UNSPECIFIED),
        _ => None,
    }
}

/// The id and the name of what is chosen in a field.
fn choice(window: &Window, entity: EntityId, field: FieldId) -> Option<(&str, String)> {
    let Value::Choice(at) = window.fact(entity, field)?.value else { return None };
    let choice = window.kinds().field(field).choices().get(usize::from(at))?;
    Some((&choice.id, in_language(&choice.label, window.language).to_owned()))
}

/// What a field says in words; of several things, their names.
fn words(window: &Window, entity: EntityId, field: FieldId) -> String {
    if let Some((_, label)) = choice(window, entity, field) {
        return label;
    }
    let ends: Vec<String> = window.ends(entity, field).into_iter().map(|end| window.card(end).title.to_string()).collect();
    if !ends.is_empty() {
        return window.formats().list(&ends);
    }
    let items = window.fact(entity, field).map_or(&[][..], |given| given.value.items());
    let words: Vec<String> = items.iter().map(|item| in_words(window, field, item)).filter(|words| !words.is_empty()).collect();
    window.formats().list(&words)
}

fn history_of(window: &Window, entity: EntityId) -> Vec<Turn> {
    let field = window.kinds().kind(window.kind_of(entity)).roles.history;
    let Some(given) = field.and_then(|field| window.fact(entity, field)) else { return Vec::new() };
    let turn = |stage: history::Stage<'_>| Turn {
        when: stage.when,
        span: Span::of(stage.when),
        name: stage.name.map_or(String::new(), |name| in_language(name, window.language).to_owned()),
        state: stage.state.map_or(String::new(), |state| in_language(&state.label, window.language).to_owned()),
        look: match stage.state.map(|state| &*state.id) {
            Some("active" | "ongoing" | "running" | "renamed") => Look::Firm,
            Some("ended" | "closed" | "paused") => Look::Off,
            Some(other) if look(Some(other)) != Look::Firm => look(Some(other)),
            _ => Look::Pale,
        },
        is_inferred: stage.inferred,
        sources: sources(stage.says),
    };
    let mut turns: Vec<Turn> = history::stages(window.kinds(), given).into_iter().map(turn).collect();
    // Of two finds of one year the vaguer is drawn in its middle.
    let place = |turn: &Turn| turn.span.and_then(|span| span.middle().or(span.first())).unwrap_or(f64::INFINITY);
    turns.sort_by(|one, other| place(one).total_cmp(&place(other)));
    turns
}

/// Whatever a stage leads to: its sources.
fn sources(says: &[Given]) -> Vec<RelationId> {
    let mut found = Vec::new();
    crate::registry::value::each_target(says, &mut |relation| found.push(relation));
    found
}

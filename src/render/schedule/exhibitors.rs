//! An event's exhibitors by area: what each area says of itself, who is listed in it, and what figures claim.

use serde::Serialize;

use super::claims;
use crate::registry::EntityId;
use crate::registry::figure::Figure;
use crate::registry::programme::{self, Area, ProgrammeFields, is_called, references, value};
use crate::registry::relation::Relation;
use crate::registry::value::{Given, Measure, Value};
use crate::render::apparatus::{Apparatus, Mark};
use crate::render::ask::Window;
use crate::render::body::link;
use crate::render::field::{escaped, joined};
use crate::render::html::Html;
use crate::render::reading::{self, ReadingView};

/// Exhibitors as templates have them.
#[derive(Serialize)]
pub struct ExhibitorsView {
    areas: Vec<AreaView>,
    /// What all areas together say of their numbers.
    sum: String,
    /// How many are listed here.
    listed: String,
    /// What figures claim of all areas together.
    claims: Vec<ReadingView>,
}

#[derive(Serialize)]
struct AreaView {
    /// Empty for those of which no area is known.
    title: String,
    topic_html: Html,
    count: String,
    /// Is it known that the number is missing, or not said at all?
    is_missing: bool,
    /// What figures claim of this area.
    claims: Vec<ReadingView>,
    exhibitors: Vec<ExhibitorView>,
    note_html: Html,
}

#[derive(Serialize)]
struct ExhibitorView {
    link_html: Html,
    /// Its stand, its sort and whatever else the relation says in a word.
    facts_html: Vec<Html>,
    /// Its status, where it is not sure.
    status: Option<StatusView>,
    note_html: Html,
    sources: Vec<Mark>,
}

/// A status as templates have it.
#[derive(Clone, Serialize)]
pub struct StatusView {
    pub id: String,
    pub label: String,
}

/// An event's exhibitors.
pub fn view(window: &Window, apparatus: &mut Apparatus, event: EntityId) -> ExhibitorsView {
    let kinds = window.kinds();
    let entity = window.facts(event);
    let fields = ProgrammeFields::of(kinds, entity.kind);
    let areas = programme::areas(kinds, entity);
    let relations: Vec<&Relation> = window.outbound(event).iter().filter(|relation| Some(relation.field) == fields.exhibitors).collect();
    let claiming = claims::of_field(window, event, fields.exhibitors);
    let area_of = |relation: &Relation| match value(kinds, &relation.says, "area") {
        Some((Value::Text(text), _)) => areas.iter().position(|area| text.versions().any(|(_, name)| is_called(area.title, name))),
        _ => None,
    };
    let mut listed: Vec<EntityId> = relations.iter().map(|relation| relation.to).collect();
    let mut views = Vec::new();
    for (at, area) in areas.iter().enumerate() {
        let own: Vec<&Relation> = relations.iter().copied().filter(|relation| area_of(relation) == Some(at)).collect();
        let present: Vec<EntityId> = references(kinds, area.given, "organisations").iter().map(|found| window.target(*found)).collect();
        listed.extend(&present);
        views.push(area_view(window, apparatus, (area, &own, &present), &claiming));
    }
    let others: Vec<&Relation> = relations.iter().copied().filter(|relation| area_of(relation).is_none()).collect();
    if !others.is_empty() {
        let exhibitors = others.iter().map(|relation| of_relation(window, apparatus, relation, &areas)).collect();
        views.push(AreaView { exhibitors, ..AreaView::nowhere() });
    }
    listed.sort_unstable();
    listed.dedup();
    let count = listed.len() as i64;
    ExhibitorsView {
        areas: views,
        sum: sum(window, &areas),
        listed: window.formats().strings().get("schedule-listed", &[("count", count.into())]),
        claims: claiming
            .iter()
            .flat_map(|figure| claims::whole(figure, event).into_iter().map(move |at| (*figure, at)))
            .map(|(figure, at)| reading::of(window, apparatus, figure, at))
            .collect(),
    }
}

impl AreaView {
    fn nowhere() -> AreaView {
        AreaView {
            title: String::new(),
            topic_html: Html::default(),
            count: String::new(),
            is_missing: false,
            claims: Vec::new(),
            exhibitors: Vec::new(),
            note_html: Html::default(),
        }
    }
}

fn area_view(
    window: &Window,
    apparatus: &mut Apparatus,
    (area, relations, present): (&Area<'_>, &[&Relation], &[EntityId]),
    claiming: &[&Figure],
) -> AreaView {
    let kinds = window.kinds();
    let claimed = claiming.iter().flat_map(|figure| {
        let of_area = |at: &usize| match &figure.observations[*at].category {
            Some(category) => category.versions().any(|(_, name)| is_called(area.title, name)),
            None => false,
        };
        (0..figure.observations.len()).filter(of_area).map(move |at| (*figure, at)).collect::<Vec<_>>()
    });
    let claims: Vec<ReadingView> = claimed.map(|(figure, at)| reading::of(window, apparatus, figure, at)).collect();
    let mut exhibitors: Vec<ExhibitorView> = relations.iter().map(|relation| of_relation(window, apparatus, relation, &[])).collect();
    for one in present.iter().filter(|one| relations.iter().all(|relation| relation.to != **one)) {
        exhibitors.push(ExhibitorView {
            link_html: link(window, *one, None, None).into(),
            facts_html: Vec::new(),
            status: None,
            note_html: Html::default(),
            sources: Vec::new(),
        });
    }
    let note = area.given.iter().find(|given| *kinds.field(given.field).name == *"note");
    let topic = references(kinds, area.given, "topic").first().map(|topic| link(window, window.target(*topic), None, None));
    AreaView {
        title: area.title.read_in(window.language).1.to_string(),
        topic_html: topic.unwrap_or_default().into(),
        count: match area.count {
            Some(Measure::Number(number)) => window.formats().number(number),
            _ => window.formats().strings().get("not-reported", &[]),
        },
        is_missing: !matches!(area.count, Some(Measure::Number(_))),
        claims,
        exhibitors,
        note_html: note.map(|note| joined(window, apparatus, note)).unwrap_or_default().into(),
    }
}

/// What the areas' numbers add up to, and what is missing from it; nothing, where there are no areas.
fn sum(window: &Window, areas: &[Area<'_>]) -> String {
    let numbers: Vec<f64> =
        areas.iter().filter_map(|area| if let Some(Measure::Number(number)) = area.count { Some(number) } else { None }).collect();
    let strings = window.formats().strings();
    let args = [
        ("sum", numbers.iter().sum::<f64>().into()),
        ("known", (numbers.len() as i64).into()),
        ("missing", ((areas.len() - numbers.len()) as i64).into()),
        ("all", (areas.len() as i64).into()),
    ];
    match (numbers.len(), areas.len()) {
        (_, 0) => String::new(),
        (0, _) => strings.get("schedule-areas-none", &args),
        (known, all) if known == all => strings.get("schedule-areas-all", &args),
        _ => strings.get("schedule-areas-some", &args),
    }
}

/// A relation's thing with what the relation says; its area where that is none of those listed.
fn of_relation(window: &Window, apparatus: &mut Apparatus, relation: &Relation, areas: &[Area<'_>]) -> ExhibitorView {
    let kinds = window.kinds();
    let mut view = ExhibitorView {
        link_html: link(window, relation.to, None, None).into(),
        facts_html: Vec::new(),
        status: None,
        note_html: Html::default(),
        sources: sources(window, apparatus, &relation.says),
    };
    for given in &relation.says {
        let words = |apparatus: &mut Apparatus| Html::from(joined(window, apparatus, given));
        match &*kinds.field(given.field).name {
            "area" if areas.is_empty() => {}
            "source" => {}
            "status" => view.status = status(window, given),
            "note" => view.note_html = words(apparatus),
            "inferred" => view.facts_html.push(escaped(&window.formats().strings().get("inferred", &[])).into()),
            _ => view.facts_html.push(words(apparatus)),
        }
    }
    view
}

/// The sources that a relation names, as marks.
pub fn sources(window: &Window, apparatus: &mut Apparatus, says: &[Given]) -> Vec<Mark> {
    let cited = references(window.kinds(), says, "source");
    cited.into_iter().map(|source| apparatus.cite(window.target(source), window)).collect()
}

/// A relation's status; none, where it holds.
pub fn status(window: &Window, given: &Given) -> Option<StatusView> {
    let Value::Choice(choice) = given.value else { return None };
    let choice = window.kinds().field(given.field).choices().get(usize::from(choice))?;
    let label = choice.label.read_in(window.language).1.to_string();
    (&*choice.id != "active").then(|| StatusView { id: choice.id.to_string(), label })
}

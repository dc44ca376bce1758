//! `unfit-chart`: a chart is asked for in a form that its data cannot fill, or of what they do not have.

use crate::diag::{Code, Report, Span, nearest};
use crate::registry::figure::shape::{Shape, Wanted, pairs, together};
use crate::registry::figure::{Chart, Figure, Observation};
use crate::registry::language::DEFAULT;
use crate::registry::value::{Text, Value};
use crate::registry::view::chart::{ChartForm, ChartView, Named};
use crate::registry::{Entity, Site};
use crate::syntax::date::Period;

/// Reports what a figure's own `chart` cannot draw.
pub fn of_figure(figure: &Figure, entity: &Entity, site: &Site, report: &mut Report) {
    let Some(form) = figure.chart else { return };
    let shape = Shape::of(figure, &Wanted::default());
    let place = site.kinds.find_field(entity.kind, "chart").and_then(|field| given(entity, field));
    if let (Some(lack), Some(span)) = (shape.lack(form), place) {
        say(form, lack, &shape, span, report);
    }
}

fn given(entity: &Entity, field: crate::registry::kind::FieldId) -> Option<Span> {
    entity.values.iter().find(|given| given.field == field && matches!(given.value, Value::Choice(_))).map(|given| given.span)
}

/// Reports what a `chart` view asks for in vain.
pub fn check(chart: &ChartView, site: &Site, report: &mut Report) {
    let counted = chart.counted.as_ref().and_then(|counted| counted.figure(site, report));
    let nameless = Text::one(DEFAULT, "".into());
    let mut figures: Vec<(&Figure, &Text)> =
        chart.figures.iter().filter_map(|(id, _)| Some((site.figure(*id)?, &site.entity(*id).title))).collect();
    figures.extend(counted.as_ref().map(|figure| (figure, &nameless)));
    let observations = || figures.iter().flat_map(|(figure, _)| &figure.observations);
    // A figure without observations is reported at the figure.
    if observations().next().is_none() {
        return;
    }
    let missed = report_missing(chart, site, &observations().collect::<Vec<_>>(), report);
    highlights(chart, site, &figures, report);
    let Some((ChartForm::Drawn(form), span)) = chart.form.filter(|_| !missed) else { return };
    match (form, &*figures) {
        (Chart::Scatter, [one, other]) => {
            if pairs(one.0, other.0, &chart.wanted).len() < 2 {
                let message = "these two figures have no two observations of the same thing, category and period";
                report.say(span, Code::UnfitChart, message).help("give each a chart of its own");
            }
        }
        (_, [_]) | (Chart::Scatter, _) => {
            let shape = Shape::of(figures[0].0, &chart.wanted);
            shape.lack(form).into_iter().for_each(|lack| say(form, lack, &shape, span, report));
        }
        _ => match together(&figures) {
            Some(figure) => {
                let shape = Shape::of(&figure, &chart.wanted);
                shape.lack(form).into_iter().for_each(|lack| say(form, lack, &shape, span, report));
            }
            None => {
                let message = format!("figures that count in different units cannot share a chart of the form `{}`", name(form));
                let help = if figures.len() == 2 { "write form = \"numbers\" or form = \"scatter\"" } else { "write form = \"numbers\"" };
                report.say(span, Code::UnfitChart, message).help(format!("{help}, or give each a chart of its own"));
            }
        },
    }
}

fn say(form: Chart, lack: &str, shape: &Shape, span: Span, report: &mut Report) {
    let forms = shape.forms();
    let help = match &*forms {
        [] => "leave it out: the values are told in words".to_owned(),
        forms => format!("it can be drawn as {}", forms.join(", ")),
    };
    report.say(span, Code::UnfitChart, format!("this cannot be drawn as `{}`: {lack}", name(form))).help(help);
}

fn name(form: Chart) -> &'static str {
    Chart::ALL.iter().find(|(_, known)| *known == form).map_or("none", |(name, _)| name)
}

/// Reports what is asked for and not there; tells whether anything was.
fn report_missing(chart: &ChartView, site: &Site, observations: &[&Observation], report: &mut Report) -> bool {
    let mut missed = false;
    for (named, span) in &chart.named {
        let (message, help) = match named {
            Named::About(id) if !observations.iter().any(|seen| seen.about == Some(*id)) => {
                let known = abouts(site, observations);
                let help = (!known.is_empty()).then(|| format!("they are about {}", listed(&known)));
                (format!("no observation here is about `{}`", site.entity(*id).id), help)
            }
            Named::Category(category) if !observations.iter().any(|seen| has_category(seen, category)) => {
                let known = categories(observations);
                let near = nearest(category, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
                let all = || (!known.is_empty()).then(|| format!("the categories are {}", listed(&known)));
                (format!("no observation here is of the category `{category}`"), near.or_else(all))
            }
            Named::Periods if !observations.iter().any(|seen| is_in(seen, chart.wanted.periods)) => {
                ("no observation here lies in these periods".to_owned(), extent(observations))
            }
            _ => continue,
        };
        missed = true;
        report.say(*span, Code::UnfitChart, message).help_if(help);
    }
    missed
}

fn highlights(chart: &ChartView, site: &Site, figures: &[(&Figure, &Text)], report: &mut Report) {
    let observations: Vec<&Observation> = figures.iter().flat_map(|(figure, _)| &figure.observations).collect();
    let is_title = |word: &str, title: &Text| title.versions().any(|(_, title)| **title == *word);
    for (word, span) in &chart.highlight {
        let is_about = |seen: &&Observation| {
            let about = seen.about.map(|about| site.entity(about));
            about.is_some_and(|about| *about.id == **word || is_title(word, &about.title))
        };
        let is_known = figures.iter().any(|(_, title)| is_title(word, title))
            || observations.iter().any(|seen| has_category(seen, word) || is_about(seen));
        if !is_known {
            let mut known = categories(&observations);
            known.extend(abouts(site, &observations));
            let near = nearest(word, known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let help = near.or_else(|| (!known.is_empty()).then(|| format!("there is {}", listed(&known))));
            report.say(*span, Code::UnfitChart, format!("nothing in this chart is called `{word}`")).help_if(help);
        }
    }
}

fn has_category(seen: &Observation, category: &str) -> bool {
    seen.category.as_ref().is_some_and(|text| text.versions().any(|(_, words)| **words == *category))
}

fn is_in(seen: &Observation, wanted: Option<Period>) -> bool {
    wanted.is_none_or(|wanted| seen.period.is_some_and(|period| wanted.overlaps(period)))
}

fn categories<'o>(observations: &[&'o Observation]) -> Vec<&'o str> {
    distinct(observations.iter().filter_map(|seen| seen.category.as_ref()).flat_map(|text| text.versions().map(|(_, words)| &**words)))
}

fn abouts<'s>(site: &'s Site, observations: &[&Observation]) -> Vec<&'s str> {
    distinct(observations.iter().filter_map(|seen| seen.about).map(|about| &*site.entity(about).id))
}

fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = std::collections::BTreeSet::new();
    names.filter(|name| seen.insert(*name)).collect()
}

/// Names of which not too many are listed.
fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(8).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match names.len().saturating_sub(8) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn extent(observations: &[&Observation]) -> Option<String> {
    let periods = || observations.iter().filter_map(|seen| seen.period);
    let (first, last) = (periods().min()?, periods().max()?);
    Some(if first == last { format!("they lie in {first}") } else { format!("they lie between {first} and {last}") })
}

//! What became of a thing, stage by stage, as the record says it that its kind names for that.

use super::kind::{Choice, Kinds};
use super::value::{Given, Text, Value};
use crate::diag::Span;
use crate::syntax::date::Period;

/// A thing as it was at one time.
#[derive(Clone, Debug)]
pub struct Stage<'a> {
    /// When a source found it so, or from when until when it was so.
    pub when: Period,
    /// Where that is written.
    pub span: Span,
    pub name: Option<&'a Text>,
    pub state: Option<&'a Choice>,
    /// Does no source say that it is the same thing?
    pub inferred: bool,
    pub note: Option<&'a Text>,
    /// All that the stage says.
    pub says: &'a [Given],
}

/// The stages of a thing, in the order in which they are written; those without a date are none.
pub fn stages<'a>(kinds: &'a Kinds, history: &'a Given) -> Vec<Stage<'a>> {
    let records = history.value.items().iter().filter_map(|item| match item {
        Value::Record(says) => Some(says),
        _ => None,
    });
    records.filter_map(|says| stage(kinds, says)).collect()
}

/// Is there something to draw of it: two stages or more that say when?
pub fn is_drawn(kinds: &Kinds, history: &Given) -> bool {
    stages(kinds, history).iter().filter(|stage| stage.when != Period::UNSPECIFIED).count() > 1
}

fn stage<'a>(kinds: &'a Kinds, says: &'a [Given]) -> Option<Stage<'a>> {
    let mut found =
        Stage { when: Period::UNSPECIFIED, span: says.first()?.span, name: None, state: None, inferred: false, note: None, says };
    let mut dated = false;
    for given in says {
        let field = kinds.field(given.field);
        match (&*field.name, &given.value) {
            (_, Value::Period(when)) if !dated => (found.when, found.span, dated) = (*when, given.span, true),
            (_, Value::Date(when)) if !dated => (found.when, found.span, dated) = ((*when).into(), given.span, true),
            (_, Value::Choice(at)) if found.state.is_none() => found.state = field.choices().get(usize::from(*at)),
            ("name", Value::Text(name)) => found.name = Some(name),
            ("note", Value::Text(note)) => found.note = Some(note),
            ("inferred", Value::Boolean(inferred)) => found.inferred = *inferred,
            _ => {}
        }
    }
    dated.then_some(found)
}

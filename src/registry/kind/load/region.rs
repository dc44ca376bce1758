//! The `[regions]` of a kind: which of its things are too wide to be a point on a map.

use super::super::{Choice, FieldId, KindId};
use super::Loader;
use crate::diag::{Code, nearest};
use crate::syntax::toml::{Table, texts};

impl Loader<'_> {
    /// The choices of each field that make a thing a region.
    pub(super) fn regions(&mut self, kind: KindId, table: &Table) -> Vec<(FieldId, u16)> {
        let mut found = Vec::new();
        for entry in &table.entries {
            let Some(field) = self.kinds.find_field(kind, &entry.key) else {
                let near = nearest(&entry.key, self.kinds.field_names(&self.kinds.kind(kind).fields))
                    .map(|near| format!("did you mean `{near}`?"));
                let message = format!("`{}` has no field `{}`", self.kinds.kind(kind).name, entry.key);
                self.report.say(entry.key_span, Code::UnknownField, message).help_if(near);
                continue;
            };
            let choices: &[Choice] = self.kinds.field(field).choices();
            for (name, span) in texts(&entry.key, &entry.node, self.report) {
                match choices.iter().position(|choice| *choice.id == *name) {
                    Some(at) => found.push((field, at as u16)),
                    None => {
                        let known = || choices.iter().map(|choice| &*choice.id);
                        let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
                        let message = format!("`{name}` is none of the values of `{}`", entry.key);
                        self.report.say(span, Code::UnknownValue, message).help_if(near).slip(span, name, known());
                    }
                }
            }
        }
        found
    }
}

//! References: what a field leads to, and what is said of the relation.

use super::Decoder;
use crate::diag::{Code, Span, nearest};
use crate::registry::EntityId;
use crate::registry::kind::{FieldId, FieldKind, RefField, Targets};
use crate::registry::names::Resolved;
use crate::registry::relation::{Relation, Standing};
use crate::registry::value::{Given, Value};
use crate::syntax::toml::{Entry, Node, Table, Toml, wrong_type};

impl Decoder<'_> {
    /// Reads one reference; the relation is noted, and a position among the relations returned.
    pub fn reference(&mut self, id: FieldId, target: &RefField, node: &Node) -> Option<Value> {
        let (written, span, says) = self.target(id, node)?;
        // What is said of the relation is read even if it leads nowhere: its mistakes are mistakes all the same.
        let to = self.resolve(&written, span, &target.to);
        let says = self.says(says, &target.fields, node.span);
        let to = to?;
        let is_own = self.ground.kinds.kind(target.of).fields.contains(&id);
        let standing = if is_own { Standing::Field } else { Standing::Record };
        let relation = self.add_relation(Relation { from: self.entity, field: id, to, says, span, standing });
        // A thing's own relations are found through the site, from either end; those in a record belong to the record as well.
        (standing == Standing::Record).then_some(Value::Ref(relation))
    }

    /// Reads references under the name of an inverse: the relation goes the other way.
    pub fn inverse(&mut self, fields: &[FieldId], node: &Node) {
        for item in self.items(node) {
            let Some((written, span, says)) = self.target(fields[0], &item) else { continue };
            let own = |field: &FieldId| match &self.ground.kinds.field(*field).kind {
                FieldKind::Ref(target) if self.ground.kinds.kind(target.of).fields.contains(field) => Some((*field, target)),
                _ => None,
            };
            let owners: Vec<(FieldId, &RefField)> = fields.iter().filter_map(own).collect();
            let targets = Targets::Only(owners.iter().map(|(_, target)| target.of).collect());
            let Some(other) = self.resolve(&written, span, &targets) else { continue };
            let kind = self.ground.kind_of(other);
            let fitting: Vec<&(FieldId, &RefField)> = owners.iter().filter(|(_, target)| target.of == kind).collect();
            let [(field, target)] = fitting[..] else {
                let names: Vec<&str> = fitting.iter().map(|(field, _)| &*self.ground.kinds.field(*field).name).collect();
                let message = format!("`{written}` could be connected by {}", names.join(" or "));
                self.report.say(span, Code::AmbiguousMention, message).help(format!("write it there, in `{written}`"));
                continue;
            };
            let says = self.says(says, &target.fields, item.span);
            self.add_relation(Relation { from: other, field: *field, to: self.entity, says, span, standing: Standing::Inverse });
        }
    }

    /// The name that a reference gives, where it stands, and what else is said.
    fn target<'n>(&mut self, field: FieldId, node: &'n Node) -> Option<(String, Span, Option<&'n Table>)> {
        let name = &self.ground.kinds.field(field).name;
        match &node.value {
            Toml::Text(text) | Toml::Cell(text) => Some((text.trim().to_owned(), node.span, None)),
            Toml::Table(table) => match table.find("id").and_then(|entry| Some((entry.node.as_text()?, entry.node.span))) {
                Some((text, span)) => Some((text.trim().to_owned(), span, Some(table))),
                // Its value is lost, or of another type, which has been reported.
                None if table.find("id").is_some_and(|entry| entry.node.value == Toml::Lost) => None,
                None if self.is_misspelt(field, table) => None,
                None => {
                    let message = format!("an entry of `{name}` does not say whom it means");
                    self.report.say(node.span, Code::MissingField, message).help("add id = \"…\"");
                    None
                }
            },
            _ => {
                wrong_type(name, "the id of a thing", node, &mut self.report);
                None
            }
        }
    }

    /// Is there one key that nobody knows, which must be the id? Reports it.
    fn is_misspelt(&mut self, field: FieldId, table: &Table) -> bool {
        let kinds = self.ground.kinds;
        let fields = kinds.field(field).sub_fields();
        let unknown = table.entries.iter().filter(|entry| kinds.find_among(fields, &entry.key).is_none());
        let [entry] = unknown.filter(|entry| entry.node.as_text().is_some()).collect::<Vec<_>>()[..] else { return false };
        if nearest(&entry.key, kinds.field_names(fields)).is_some() {
            return false;
        }
        let found = self.report.say(entry.key_span, Code::UnknownField, format!("there is no field `{}` here", entry.key));
        found.help("did you mean `id`? It says whom the entry means");
        true
    }

    fn says(&mut self, table: Option<&Table>, fields: &[FieldId], whole: Span) -> Vec<Given> {
        let Some(table) = table else { return Vec::new() };
        let rest: Vec<Entry> = table.entries.iter().filter(|entry| &*entry.key != "id").cloned().collect();
        self.record(&Table { entries: rest, state: table.state }, fields, &[], whole)
    }

    fn resolve(&mut self, written: &str, span: Span, targets: &Targets) -> Option<EntityId> {
        let ground = self.ground;
        match ground.names.resolve(ground.kinds, written, targets) {
            Resolved::One(entity) => return Some(entity),
            Resolved::Several(several) => {
                let names: Vec<String> = several.iter().map(|entity| format!("`{}`", ground.name_of(*entity))).collect();
                let message = format!("`{written}` could be several things");
                self.report.say(span, Code::AmbiguousMention, message).help(format!("write {}", names.join(" or ")));
            }
            Resolved::Hidden => {
                self.report
                    .say(span, Code::UnpublishedMention, format!("`{written}` is not published"))
                    .help("it is a draft, or outside its time of publication; it is left out here");
            }
            // Its own fault has been reported.
            Resolved::Faulty => {}
            Resolved::OtherKind(other) => {
                let kind = &ground.kinds.kind(ground.kind_of(other)).name;
                let wanted = match targets {
                    Targets::Any => String::new(),
                    Targets::Only(kinds) => kinds.iter().map(|kind| &*ground.kinds.kind(*kind).name).collect::<Vec<_>>().join(", "),
                };
                let message = format!("`{written}` is of kind {kind}, which cannot stand here");
                let help =
                    if wanted.contains(',') { format!("it must be one of: {wanted}") } else { format!("it must be of kind {wanted}") };
                self.report.say(span, Code::WrongKind, message).help(help);
            }
            Resolved::Nothing => {
                let also = ground.names.also_called(written).map(|entity| ground.name_of(entity));
                let near = also.or_else(|| ground.names.nearest(written, targets)).map(|near| format!("did you mean `{near}`?"));
                let certain = near.as_ref().and_then(|_| ground.names.certain(written, ground.kinds, targets));
                let found = self.report.say(span, Code::UnknownReference, format!("nothing is called `{written}`"));
                found.help_if(near);
                if let Some((inside, meant)) = span.inside(written).zip(certain) {
                    found.help(format!("did you mean `{meant}`?")).fix(inside, meant);
                }
            }
        }
        None
    }
}

//! A network's settings as they are written.

use super::super::super::Ground;
use super::super::super::kind::{Field, FieldId, FieldKind, KindId, Nature, Targets};
use super::super::super::names::Resolved;
use super::super::super::query::{self, Operand, Query, entity};
use super::super::Shared;
use super::{Colour, End, Form, MOST_STEPS, NetworkView, Way};
use crate::diag::{Code, Report, Span, nearest};
use crate::registry::EntityId;
use crate::syntax::toml::{Keys, Node, Toml, wrong_type};
use crate::syntax::view::View;

/// Reads the settings of a network; `None` if it cannot be drawn, which has then been reported.
pub fn read(view: &View, ground: &Ground<'_>, report: &mut Report) -> Option<NetworkView> {
    let mut keys = Keys::of(&view.settings, "a network");
    let mut reader = Reader { ground, report, kinds: Vec::new(), has_query: false, has_fault: false };
    let around = keys.node("around");
    let steps = keys.node("steps").map(|node| (node, reader.steps(node)));
    let asks = ["of", "where", "sort", "limit", "group_by"].iter().any(|key| view.settings.find(key).is_some());
    let query = match asks || around.is_none() {
        true => Some(query::read(&mut keys, view.name_span, ground, reader.report)),
        false => None,
    };
    if let Some(entry) = view.settings.find("group_by") {
        let message = "a network has no setting `group_by`";
        reader.report.say(entry.key_span, Code::UnknownSetting, message).help("`colour` tells things apart by a field of theirs");
    }
    let with = keys.texts("with", reader.report);
    let with = reader.with(&with);
    let centre = around.map(|node| reader.centre(node, query.as_ref().and_then(Option::as_ref), &with));
    reader.universe(query.as_ref().and_then(Option::as_ref), &with, centre.flatten());
    let through = keys.texts("through", reader.report);
    let (ways, parts) = reader.through(&through);
    let through = view.settings.find("through").map(|_| ways);
    let form = keys.node("form").and_then(|node| Some((reader.form(node)?, node.span)));
    let colour = keys.node("colour").map_or(Colour::Kind, |node| reader.colour(node));
    let weight = keys.node("weight").map(|node| reader.weight(node, through.as_deref())).unwrap_or_default();
    let label = keys.node("label").map(|node| reader.label(node)).unwrap_or_default();
    let shared = Shared::read(&mut keys, view, ground, reader.report);
    let needing = [
        steps.as_ref().filter(|(_, steps)| steps.is_some()).map(|(node, _)| ("steps", node.span)),
        form.filter(|(form, _)| *form == Form::Ego).map(|(_, span)| ("form = \"ego\"", span)),
    ];
    for (set, span) in needing.into_iter().flatten().filter(|_| around.is_none()) {
        let message = format!("this network does not say `around` which thing, as `{set}` needs it to");
        reader.report.say(span, Code::MissingField, message).help("add a line such as around = \"bdih\"");
    }
    keys.finish(report);
    let around = match centre {
        Some(centre) => Some((centre?, steps.and_then(|(_, steps)| steps).unwrap_or(1))),
        None => None,
    };
    let query = match query {
        Some(query) => Some(query?),
        None => None,
    };
    let form = form.map(|(form, _)| form).filter(|form| *form != Form::Ego || around.is_some());
    Some(NetworkView { query, around, with, through, parts, form, colour, weight, label, shared })
}

struct Reader<'g, 'r> {
    ground: &'g Ground<'g>,
    report: &'r mut Report,
    /// The kinds of which things may be drawn.
    kinds: Vec<KindId>,
    /// Are those the kinds of a query, beyond which nothing is drawn?
    has_query: bool,
    /// Is one of the relations at fault, so that what is said of the others tells nothing of the whole?
    has_fault: bool,
}

impl<'g> Reader<'g, '_> {
    /// The thing in the middle, of whichever kind. For a slip, what is near is looked for among the kinds that are asked for, or among
    /// those whose things have neighbours.
    fn centre(&mut self, node: &Node, query: Option<&Query>, with: &[KindId]) -> Option<EntityId> {
        let kinds = self.ground.kinds;
        let is_known =
            node.as_text().is_none_or(|text| !matches!(self.ground.names.resolve(kinds, text, &Targets::Any), Resolved::Nothing));
        let asked: Vec<KindId> = query.map_or(&[][..], |query| &query.of).iter().chain(with).copied().collect();
        let targets = match () {
            () if is_known => Targets::Any,
            () if asked.is_empty() => {
                Targets::Only(kinds.all().filter(|(_, kind)| kind.nature == Nature::Thing).map(|(id, _)| id).collect())
            }
            () => Targets::Only(asked),
        };
        match entity(self.ground, "around", node, &targets, self.report) {
            Some(Operand::Entity(id)) => Some(id),
            _ => None,
        }
    }

    fn steps(&mut self, node: &Node) -> Option<usize> {
        match node.value {
            Toml::Integer(steps) if (1..=MOST_STEPS as i64).contains(&steps) => return Some(steps as usize),
            Toml::Integer(steps) => {
                let message = format!("`steps` should be from 1 to {MOST_STEPS}, not {steps}");
                self.report.say(node.span, Code::WrongType, message).help("further away nearly everything is linked with everything");
            }
            _ => wrong_type("steps", "a whole number", node, self.report),
        }
        None
    }

    fn with(&mut self, names: &[(&str, Span)]) -> Vec<KindId> {
        let kinds = self.ground.kinds;
        let mut found = Vec::new();
        for (name, span) in names {
            match kinds.find(name) {
                Some(kind) => found.push(kind),
                None if kinds.is_any_lost() => {}
                None => {
                    let known = || kinds.all().map(|(_, kind)| &*kind.name);
                    let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
                    self.report.say(*span, Code::UnknownKind, format!("there is no kind `{name}`")).help_if(near).slip(
                        *span,
                        name,
                        known(),
                    );
                }
            }
        }
        found
    }

    /// The kinds among which fields are looked for: those of the query, those beside it and that of the thing in the middle, or all
    /// where there is no query.
    fn universe(&mut self, query: Option<&Query>, with: &[KindId], centre: Option<EntityId>) {
        let of = query.map_or(&[][..], |query| &query.of);
        self.has_query = query.is_some();
        self.kinds = of.iter().chain(with).copied().collect();
        // The thing in the middle is drawn, whatever may come in.
        if let Some(kind) = centre.map(|centre| self.ground.kind_of(centre)).filter(|kind| !self.kinds.contains(kind)) {
            self.kinds.push(kind);
        }
        if of.is_empty() {
            self.kinds = self.ground.kinds.all().map(|(kind, _)| kind).collect();
        }
    }

    /// The fields of this name, in any of the kinds; reported where none has it.
    fn fields(&mut self, name: &str, span: Span) -> Vec<(KindId, FieldId)> {
        let kinds = self.ground.kinds;
        let found: Vec<(KindId, FieldId)> = self.kinds.iter().filter_map(|kind| Some((*kind, kinds.find_field(*kind, name)?))).collect();
        if found.is_empty() && !self.kinds.iter().any(|kind| kinds.is_lost(*kind)) {
            let known = || self.kinds.iter().flat_map(|kind| kinds.field_names(&kinds.kind(*kind).fields));
            let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
            let message = match self.has_query {
                true => format!("{} no field `{name}`", self.have()),
                false => format!("no kind has a field `{name}`"),
            };
            self.report.say(span, Code::UnknownField, message).help_if(near).slip(span, name, known());
        }
        found
    }

    /// "`hub` and `organisation` have", for messages.
    fn have(&self) -> String {
        let names: Vec<String> = self.kinds.iter().map(|kind| format!("`{}`", self.ground.kinds.kind(*kind).name)).collect();
        match &*names {
            [one] => format!("{one} has"),
            [rest @ .., last] => format!("{} and {last} have", rest.join(", ")),
            [] => String::new(),
        }
    }

    /// The relations that are named, and the lists of records.
    fn through(&mut self, names: &[(&str, Span)]) -> (Vec<Way>, Vec<FieldId>) {
        let kinds = self.ground.kinds;
        let (mut ways, mut parts): (Vec<Way>, Vec<FieldId>) = (Vec::new(), Vec::new());
        for (name, span) in names {
            let (outer, inner) = name.split_once('.').map_or((*name, None), |(outer, inner)| (outer, Some(inner)));
            let mut found = self.fields(outer, *span);
            // What an organisation calls by the same name is the other end of what is in the records.
            if found.iter().any(|(_, field)| self.is_record(*field)) {
                found.retain(|(_, field)| self.is_record(*field));
            }
            let is_known = !found.is_empty();
            let before = ways.len() + parts.len();
            let mut is_loose = false;
            for (_, field) in found {
                let within = match inner {
                    Some(inner) => kinds.find_among(kinds.field(field).sub_fields(), inner),
                    None => Some(field),
                };
                let Some(within) = within else { continue };
                let own = self.ways(within);
                // Of the inverses of one name some lead to kinds that nobody asked for.
                let near: Vec<Way> = own.iter().filter(|way| self.is_near(way)).copied().collect();
                is_loose |= !own.is_empty() && near.is_empty();
                near.into_iter()
                    .filter(|way| !ways.iter().any(|known| known.field == way.field))
                    .collect::<Vec<_>>()
                    .into_iter()
                    .for_each(|way| ways.push(way));
                if self.is_record(within) && !parts.contains(&within) {
                    parts.push(within);
                }
            }
            let is_new = ways.len() + parts.len() > before;
            self.has_fault |= !is_new;
            match (is_known, is_new, is_loose) {
                (false, ..) | (_, true, _) => {}
                (true, false, true) => self.loose(name, *span),
                (true, false, false) if self.is_repeated(name, &ways, &parts) => {}
                (true, false, false) => self.no_relation(name, *span),
            }
        }
        (ways, parts)
    }

    /// The relations that a field draws: its own, or those of which it is the other end.
    fn ways(&self, field: FieldId) -> Vec<Way> {
        match &self.ground.kinds.field(field).kind {
            FieldKind::Ref(_) => vec![Way { field, end: End::Own }],
            FieldKind::Inverse(fields) => fields.iter().map(|own| Way { field: *own, end: End::Inverse(field) }).collect(),
            _ => Vec::new(),
        }
    }

    fn is_record(&self, field: FieldId) -> bool {
        matches!(self.ground.kinds.field(field).kind, FieldKind::Record(_))
    }

    /// Are things of both of its ends drawn?
    fn is_near(&self, way: &Way) -> bool {
        let FieldKind::Ref(target) = &self.ground.kinds.field(way.field).kind else { return false };
        self.kinds.contains(&target.of) && self.kinds.iter().any(|kind| target.to.allow(*kind))
    }

    /// Has the field been named before, as it is or from its other end?
    fn is_repeated(&self, name: &str, ways: &[Way], parts: &[FieldId]) -> bool {
        let kinds = self.ground.kinds;
        let outer = name.split('.').next().unwrap_or(name);
        let fields = self.kinds.iter().filter_map(|kind| kinds.find_field(*kind, outer));
        fields
            .into_iter()
            .any(|field| parts.contains(&field) || self.ways(field).iter().any(|way| ways.iter().any(|known| known.field == way.field)))
    }

    fn loose(&mut self, name: &str, span: Span) {
        let kinds = self.ground.kinds;
        let fields: Vec<FieldId> = self.kinds.iter().filter_map(|kind| kinds.find_field(*kind, name.split('.').next()?)).collect();
        let far = fields.iter().flat_map(|field| self.ways(*field)).find_map(|way| match (&kinds.field(way.field).kind, way.end) {
            (FieldKind::Ref(target), End::Own) => match &target.to {
                Targets::Only(only) => only.iter().find(|kind| !self.kinds.contains(kind)).copied(),
                Targets::Any => None,
            },
            (FieldKind::Ref(target), End::Inverse(_)) => Some(target.of),
            _ => None,
        });
        let message = format!("`{name}` leads to nothing that this network shows");
        let help = far.map(|far| format!("let the other side come in: with = \"{}\"", kinds.kind(far).name));
        self.report.say(span, Code::LooseRelation, message).help_if(help);
    }

    fn no_relation(&mut self, name: &str, span: Span) {
        let kinds = self.ground.kinds;
        let is_relation = |field: &&FieldId| !self.ways(**field).is_empty() || self.is_record(**field);
        let known = || {
            self.kinds.iter().flat_map(|kind| kinds.kind(*kind).fields.iter().filter(is_relation)).map(|field| &*kinds.field(*field).name)
        };
        let near = nearest(name, known()).map(|near| format!("did you mean `{near}`?"));
        let other = || known().next().map(|name| format!("name a field that does, such as `{name}`"));
        let message = format!("`{name}` does not lead from one thing to another");
        let help = near.or_else(other);
        self.report.say(span, Code::WrongType, message).help_if(help);
    }

    fn form(&mut self, node: &Node) -> Option<Form> {
        let Some(word) = node.as_text() else {
            wrong_type("form", "the name of a form", node, self.report);
            return None;
        };
        let found = Form::ALL.iter().find(|(name, _)| *name == word).map(|(_, form)| *form);
        if found.is_none() {
            let known = || Form::ALL.iter().map(|(name, _)| *name);
            let near = nearest(word, known()).map(|near| format!("did you mean `{near}`?"));
            let all = || format!("the forms are {}", known().collect::<Vec<_>>().join(", "));
            let said = self.report.say(node.span, Code::UnknownValue, format!("there is no network of the form `{word}`"));
            said.help(near.unwrap_or_else(all)).slip(node.span, word, known());
        }
        found
    }

    fn colour(&mut self, node: &Node) -> Colour {
        let Some(name) = node.as_text() else {
            wrong_type("colour", "`kind`, or the name of a field", node, self.report);
            return Colour::Kind;
        };
        if name == "kind" {
            return Colour::Kind;
        }
        let kinds = self.ground.kinds;
        let Some(paths) = query::paths(&self.kinds, (name, node.span), self.ground, self.report) else { return Colour::Kind };
        let is_short =
            |field: &Field| matches!(field.kind, FieldKind::Choice(_) | FieldKind::Boolean | FieldKind::Ref(_) | FieldKind::Text);
        if !paths.iter().any(|path| is_short(kinds.field(path.sub.unwrap_or(path.field)))) {
            let message = format!("things cannot be coloured by `{name}`");
            self.report.say(node.span, Code::WrongType, message).help("name a field with few different values, such as `type`");
            return Colour::Kind;
        }
        Colour::Field(paths)
    }

    /// What the relations that are drawn say how much they are.
    fn weight(&mut self, node: &Node, through: Option<&[Way]>) -> Vec<FieldId> {
        let kinds = self.ground.kinds;
        let Some(name) = node.as_text() else {
            wrong_type("weight", "the name of what a relation says", node, self.report);
            return Vec::new();
        };
        let all = || self.kinds.iter().flat_map(|kind| &kinds.kind(*kind).fields).flat_map(|field| self.ways(*field)).map(|way| way.field);
        let through = through.filter(|_| !self.has_fault);
        let ways: Vec<FieldId> = through.map_or_else(|| all().collect(), |ways| ways.iter().map(|way| way.field).collect());
        let subs: Vec<FieldId> = ways.iter().flat_map(|field| kinds.field(*field).sub_fields()).copied().collect();
        let mut found: Vec<FieldId> = subs.iter().filter(|field| *kinds.field(**field).name == *name).copied().collect();
        if found.is_empty() {
            let amounts = || subs.iter().map(|field| kinds.field(*field)).filter(|field| is_amount(field)).map(|field| &*field.name);
            let near = nearest(name, amounts()).or_else(|| amounts().next()).map(|near| format!("did you mean `{near}`?"));
            let message = format!("no relation that is drawn here says `{name}`");
            self.report.say(node.span, Code::UnknownField, message).help_if(near).slip(node.span, name, amounts());
            return found;
        }
        found.retain(|field| is_amount(kinds.field(*field)));
        if found.is_empty() {
            let message = format!("`{name}` is no amount, so that nothing can be drawn as wide as it");
            self.report.say(node.span, Code::WrongType, message).help("name what relations say in money or in numbers");
        }
        found.dedup();
        found
    }

    /// What things are called in the drawing.
    fn label(&mut self, node: &Node) -> Vec<(KindId, FieldId)> {
        let kinds = self.ground.kinds;
        let Some(name) = node.as_text() else {
            wrong_type("label", "the name of a field", node, self.report);
            return Vec::new();
        };
        let mut found = self.fields(name, node.span);
        let is_known = !found.is_empty();
        found.retain(|(_, field)| matches!(kinds.field(*field).kind, FieldKind::Text));
        if is_known && found.is_empty() {
            let message = format!("`{name}` is no short text that a thing could be labelled with");
            self.report.say(node.span, Code::WrongType, message).help("name a field such as `title` or `acronym`");
        }
        found
    }
}

/// Does a field hold something that can be added up?
fn is_amount(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Money | FieldKind::Integer | FieldKind::Number | FieldKind::Measure)
}

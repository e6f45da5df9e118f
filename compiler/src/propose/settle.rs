//! Which form a place has, from its uses and from samples.

use std::collections::BTreeSet;

use super::{
    form::{Aside, Field, Form, Record},
    place::{Child, Goal, Kind, Kinds, Place, PlaceId, Places, Stage, Use},
    read::item_of,
    sample::{self, Seen},
    words,
};
use crate::{ir::Machine, types::ty::is_timestamp};

/// How many keys of samples that nothing reads become fields; objects with more are maps.
const FIELDS: usize = 64;
/// How many states a comment names.
const NAMED: usize = 3;

/// Settles forms.
pub(super) struct Settle<'a> {
    pub machine: &'a Machine,
    pub places: &'a Places,
    /// The value comes from outside, and what is not declared of it is lost.
    pub is_input: bool,
    /// It is for an example, which has all that is read, whatever its type will be.
    pub is_example: bool,
}

impl Settle<'_> {
    /// The form of a place; `is_whole` if what holds it goes on as a whole.
    pub(super) fn form(&self, id: Option<PlaceId>, seen: Option<&Seen>, is_whole: bool) -> Form {
        let place = id.and_then(|id| self.places.get(id));
        if !self.is_example && place.is_some_and(|place| place.stage == Stage::Value) {
            return Form::Value;
        }
        let is_whole = is_whole || place.is_some_and(|place| !place.evidence.goes_to.is_empty());
        let kind = match (self.kinds(id), kinds_seen(seen)) {
            (Kinds::One(a), Kinds::One(b)) if a == b => a,
            (Kinds::One(kind), Kinds::None) | (Kinds::None, Kinds::One(kind)) => kind,
            _ => return Form::Value,
        };
        let form = match kind {
            Kind::Boolean => Form::Bool,
            Kind::Number => self.number(id, seen),
            Kind::Text => self.text(id, seen, is_whole),
            Kind::List => {
                let item = id.and_then(|id| item_of(self.places, id));
                Form::List(Box::new(self.form(item, seen.and_then(|seen| seen.items.as_deref()), is_whole)))
            }
            Kind::Object => self.object(id, seen.and_then(|seen| seen.fields.as_ref()), is_whole),
        };
        if self.is_example {
            return form;
        }
        let is_null = place.is_some_and(|place| place.evidence.is_null) || seen.is_some_and(|seen| seen.has_null);
        if is_null { form.or_null() } else { form }
    }

    fn kinds(&self, id: Option<PlaceId>) -> Kinds {
        let Some(place) = id.and_then(|id| self.places.get(id)) else { return Kinds::None };
        match place.evidence.kinds() {
            // A text is made of it, key by key or item by item.
            Kinds::One(Kind::List | Kind::Object) if place.evidence.is_text && !self.is_example => Kinds::Several,
            kinds => kinds,
        }
    }

    fn number(&self, id: Option<PlaceId>, seen: Option<&Seen>) -> Form {
        let evidence = id.and_then(|id| self.places.get(id)).map(|place| &place.evidence);
        let is_whole = evidence.is_some_and(|evidence| evidence.uses.contains(&Use::Integer));
        let is_text = evidence.is_some_and(|evidence| evidence.is_text);
        match seen.map(|seen| (seen.has_int, seen.has_float, seen.has_large)) {
            Some((_, _, true)) => Form::Value,
            Some((_, true, false)) if is_whole || is_text => Form::Value,
            Some((_, true, false)) => Form::Float,
            Some((true, false, false)) => Form::Int,
            _ if is_whole => Form::Int,
            // As an `f64`, 5 would become 5.0 in the text.
            _ if is_text && !self.is_example => Form::Value,
            _ => Form::Float,
        }
    }

    fn text(&self, id: Option<PlaceId>, seen: Option<&Seen>, is_whole: bool) -> Form {
        let Some(place) = id.and_then(|id| self.places.get(id)) else { return Form::String };
        let evidence = &place.evidence;
        let only = |what: Use| evidence.uses.iter().all(|used| *used == what) && !evidence.uses.is_empty();
        let strings = || seen.iter().flat_map(|seen| &seen.strings);
        if self.is_example && !evidence.literals.is_empty() {
            return Form::Enum(evidence.literals.iter().cloned().collect());
        }
        if self.is_example && evidence.uses.contains(&Use::Timestamp) {
            return Form::Timestamp;
        }
        if place.stage > Stage::Exact {
            return Form::String;
        }
        if only(Use::Literal) && evidence.is_closed && strings().all(|text| evidence.literals.contains(text)) {
            return Form::Enum(evidence.literals.iter().cloned().collect());
        }
        // A timestamp is written anew, in UTC: where it goes on, that would be seen.
        if only(Use::Timestamp) && !is_whole && strings().all(|text| is_timestamp(text)) {
            return Form::Timestamp;
        }
        Form::String
    }

    fn object(&self, id: Option<PlaceId>, seen: Option<&sample::Fields>, is_whole: bool) -> Form {
        let place = id.and_then(|id| self.places.get(id));
        let known = |key: &str| {
            let children = place.iter().flat_map(|place| &place.children);
            children
                .filter(|(_, id)| self.places.is_known(*id))
                .find_map(|(child, id)| matches!(child, Child::Key(known) if known == key).then_some(*id))
        };
        let mut fields: Vec<Field> = Vec::new();
        let is_map = seen
            .is_some_and(|seen| seen.list.len() > FIELDS && seen.list.iter().all(|field| known(&field.key).is_none()));
        if let (true, Some(seen)) = (is_map, seen) {
            return self.map(seen, is_whole);
        }
        for field in seen.iter().flat_map(|seen| &seen.list) {
            fields.push(self.field(&field.key, known(&field.key), seen, is_whole));
        }
        for (child, id) in place.iter().flat_map(|place| &place.children) {
            let Child::Key(key) = child else { continue };
            if self.places.is_known(*id) && seen.is_none_or(|seen| seen.get(key).is_none()) {
                fields.push(self.field(key, Some(*id), seen, is_whole));
            }
        }
        if fields.is_empty() {
            return Form::Value;
        }
        let mut notes = Vec::new();
        if is_whole && self.is_input && !self.is_example {
            notes.push("What is not listed here goes on as well: it is kept in `rest`.".to_owned());
        } else if is_whole && let Some(place) = place {
            notes.extend(self.goes_to(&place.evidence.goes_to));
        }
        Form::Record(Record { fields, has_rest: is_whole && self.is_input, notes: Aside(notes), of: Aside(None) })
    }

    /// An object with that many keys is a map, if all its values have one form.
    fn map(&self, seen: &sample::Fields, is_whole: bool) -> Form {
        let mut forms = seen.list.iter().map(|field| self.form(None, Some(&field.seen), is_whole));
        match forms.next() {
            Some(first) if forms.all(|form| form == first) => Form::Map(Box::new(first)),
            _ => Form::Value,
        }
    }

    fn field(&self, key: &str, id: Option<PlaceId>, objects: Option<&sample::Fields>, is_whole: bool) -> Field {
        let field = objects.and_then(|objects| objects.get(key));
        let form = self.form(id, field.map(|field| &field.seen), is_whole);
        let is_missed = objects.is_some_and(|objects| field.is_none_or(|field| field.count < objects.objects));
        let place = id.and_then(|id| self.places.get(id));
        let is_loose = place.is_some_and(|place| place.stage > Stage::Exact);
        let is_guarded = place.is_some_and(|place| {
            let evidence = &place.evidence;
            evidence.is_asked_for || (evidence.is_sought && !evidence.is_read)
        });
        // Something in it is asked for, and it is read elsewhere as if it were always there.
        let is_on_the_way = place.is_some_and(|place| place.evidence.is_on_the_way);
        let may_miss = is_missed || is_guarded || (is_on_the_way && !is_loose);
        let doc = place.map(|place| self.doc(place)).unwrap_or_default();
        let (form, may_be_absent) = match (may_miss, is_loose) {
            (true, false) => (form, true),
            (true, true) => (form.or_nothing(), false),
            (false, _) => (form, false),
        };
        Field { key: key.to_owned(), form, may_be_absent, doc: Aside(doc) }
    }

    fn doc(&self, place: &Place) -> String {
        let evidence = &place.evidence;
        let states = words::list(&words::states(self.machine, &evidence.states), NAMED);
        let Some(states) = states else { return String::new() };
        let is_time = evidence.uses.contains(&Use::Timestamp);
        let what = if is_time { "An RFC 3339 timestamp, read" } else { "Read" };
        let asked = if evidence.is_asked_for { "; `IsPresent` asks for it" } else { "" };
        format!("{what} in {states}{asked}.")
    }

    fn goes_to(&self, goals: &BTreeSet<Goal>) -> Option<String> {
        let mut names = Vec::new();
        for goal in goals {
            match goal {
                Goal::Task(id) => names.extend(words::states(self.machine, [id])),
                Goal::Output => names.push("the output".to_owned()),
                Goal::Other(_) => {}
            }
        }
        let list = words::list(&names, NAMED)?;
        Some(format!("The definition reads these fields, and hands the whole on to {list}: add what else that needs."))
    }
}

fn kinds_seen(seen: Option<&Seen>) -> Kinds {
    let Some(seen) = seen else { return Kinds::None };
    let kinds = [
        (seen.has_bool, Kind::Boolean),
        (seen.has_int || seen.has_float || seen.has_large, Kind::Number),
        (!seen.strings.is_empty(), Kind::Text),
        (seen.items.is_some(), Kind::List),
        (seen.fields.is_some(), Kind::Object),
    ];
    Kinds::of(kinds.into_iter().filter(|(is, _)| *is).map(|(_, kind)| kind))
}

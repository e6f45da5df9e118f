//! What is known of a state as JSON, for tools.

use serde_json::{Map, Value, json};

use super::{Catcher, Explained, Field, Origin, Place, Reach, Rule, Variable, Way, WayTarget, Without};
use crate::{
    source::{Sources, Span},
    types::{Presence, Ty},
};

/// An object with all of an [`Explained`].
///
/// A state, or a method of the contract, is an object of its name, `file`, `line` and `column`; lines and columns
/// count from 1, columns in characters. Types are texts as findings write them: `any` where nothing is known, `unknown`
/// where that is because of an error, `never` where no value can be. What there is not is `null`.
#[must_use]
pub fn render(explained: &Explained, sources: &Sources) -> Value {
    let places = Places { sources };
    let mut object = places.of("state", &explained.state);
    object.insert("type".into(), explained.kind.into());
    object.insert("location".into(), explained.location.as_str().into());
    object.insert("reach".into(), reach(explained.reach).into());
    object.insert("faulty".into(), explained.faulty.into());
    let call = explained.call.as_ref().map(|call| {
        let method = call.method.as_ref().map(|method| places.of("name", method));
        json!({ "resource": call.resource, "method": method, "takes": call.takes.as_ref().map(ty) })
    });
    object.insert("call".into(), call.into());
    let arrivals = explained.arrivals.iter().map(|arrival| {
        let mut object = places.maybe("state", arrival.from.as_ref());
        object.insert("field".into(), arrival.field.as_str().into());
        object.insert("taken".into(), arrival.is_taken.into());
        object
    });
    object.insert("arrivals".into(), arrivals.collect());
    let stages = explained.stages.iter();
    let stages =
        stages.map(|stage| json!({ "stage": stage.name.as_str(), "written": stage.written, "type": ty(&stage.ty) }));
    object.insert("stages".into(), stages.collect());
    let scopes = explained.scopes.iter().map(|inner| {
        let start = inner.start.as_ref().map(|start| places.of("state", start));
        json!({ "field": inner.field, "start": start, "begins": ty(&inner.begins), "ends": ty(&inner.ends) })
    });
    object.insert("scopes".into(), scopes.collect());
    object.insert("variables".into(), explained.variables.iter().map(|known| places.variable(known)).collect());
    object.insert("fields".into(), explained.fields.iter().map(|field| places.field(field)).collect());
    object.insert("fields_left_out".into(), explained.fields_left_out.into());
    let lost = explained.lost.iter().map(|lost| {
        let mut object = places.of("state", &lost.by);
        object.insert("path".into(), lost.path.as_str().into());
        object.insert("type".into(), ty(&lost.ty));
        object.insert("field".into(), lost.field.as_str().into());
        object.insert("why".into(), lost.why.clone().into());
        object
    });
    object.insert("lost".into(), lost.collect());
    object.insert("ways".into(), explained.ways.iter().map(|way| places.way(way)).collect());
    Value::Object(object)
}

struct Places<'a> {
    sources: &'a Sources,
}

impl Places<'_> {
    fn of(&self, key: &str, place: &Place) -> Map<String, Value> {
        self.object(key, Some(&place.name), Some(place.span))
    }

    fn maybe(&self, key: &str, place: Option<&Place>) -> Map<String, Value> {
        self.object(key, place.map(|place| place.name.as_str()), place.map(|place| place.span))
    }

    fn object(&self, key: &str, name: Option<&str>, span: Option<Span>) -> Map<String, Value> {
        let start = span.and_then(|span| self.sources.positions(span)).map(|(start, _)| start);
        let mut object = Map::new();
        object.insert(key.into(), name.into());
        object.insert("file".into(), span.and_then(|span| self.sources.name(span.source)).into());
        object.insert("line".into(), start.map(|start| start.line).into());
        object.insert("column".into(), start.map(|start| start.column).into());
        object
    }

    fn variable(&self, variable: &Variable) -> Value {
        let assigned = variable.assigned.iter().map(|(state, field)| self.way_of(state, field));
        let assigned: Vec<Value> = assigned.collect();
        json!({
            "name": variable.name, "type": ty(&variable.ty), "sure": variable.is_sure, "assigned": assigned,
        })
    }

    fn way_of(&self, state: &Place, field: &str) -> Value {
        let mut object = self.of("state", state);
        object.insert("field".into(), field.into());
        Value::Object(object)
    }

    fn field(&self, field: &Field) -> Value {
        let origins: Vec<Value> = field.origins.iter().map(|origin| self.origin(origin)).collect();
        let without = field.without.iter().map(|without| match without {
            Without::Input => Value::Object(self.maybe("state", None)),
            Without::Way(state, field) => self.way_of(state, field),
        });
        json!({
            "path": field.path,
            "type": ty(&field.ty),
            "always": field.presence == Presence::Required,
            "origins": origins,
            "without": without.collect::<Vec<_>>(),
            "complete": !field.is_cut,
        })
    }

    fn origin(&self, origin: &Origin) -> Value {
        let (kind, state, field, result_path, path) = match origin {
            Origin::Input(path) => ("input", None, None, None, Some(path)),
            Origin::Faulty(state) => ("faulty", Some(state), None, None, None),
            Origin::Written(written) => {
                ("state", Some(&written.by), Some(&written.field), written.result_path.as_ref(), Some(&written.path))
            }
        };
        let mut object = Map::new();
        object.insert("kind".into(), kind.into());
        object.append(&mut self.maybe("state", state));
        object.insert("field".into(), json!(field));
        object.insert("result_path".into(), json!(result_path));
        object.insert("path".into(), json!(path));
        Value::Object(object)
    }

    fn way(&self, way: &Way) -> Value {
        let target = match &way.target {
            WayTarget::State(state) => Value::Object(self.of("state", state)),
            WayTarget::End => "end".into(),
            WayTarget::Unknown => Value::Null,
        };
        let assigned: Vec<Value> =
            way.assigned.iter().map(|(name, value)| json!({ "name": name, "type": ty(value) })).collect();
        json!({
            "field": way.field,
            "target": target,
            "taken": !way.ty.is_never(),
            "type": ty(&way.ty),
            "rule": way.rule.as_ref().map(rule),
            "catcher": way.catcher.as_ref().map(catcher),
            "assigned": assigned,
        })
    }
}

fn rule(rule: &Rule) -> Value {
    // Bounds beyond the numbers of JSON readers are those of the type.
    let bound = |bound: Option<i128>| bound.and_then(|bound| i64::try_from(bound).ok());
    let learnt = rule.learnt.iter().map(|known| {
        json!({
            "path": known.path,
            "type": known.ty.as_ref().map(ty),
            "least": bound(known.least),
            "most": bound(known.most),
        })
    });
    json!({ "condition": rule.condition, "learnt": learnt.collect::<Vec<_>>() })
}

fn catcher(catcher: &Catcher) -> Value {
    json!({
        "error_equals": catcher.named, "result_path": catcher.result_path, "gets": catcher.gets, "others": catcher.others,
    })
}

fn reach(reach: Reach) -> &'static str {
    match reach {
        Reach::Reached => "reached",
        Reach::NeverTaken => "never_taken",
        Reach::NotLedTo => "not_led_to",
    }
}

fn ty(ty: &Ty) -> Value {
    ty.to_string().into()
}

//! Falsehoods: copies of a case that say something else than the case does, and that an execution which comes to
//! what the case says must not come to.

use serde_json::{Map, Value, json};

use crate::{Case, Kind};

/// What a comparison leaves out on purpose, so that a falsehood there is none.
const NOISE: [&str; 5] = ["SdkHttpMetadata", "SdkResponseMetadata", "stackTrace", "requestId", "RedriveCount"];

/// How many events of a history are falsified, at most.
const EVENTS: usize = 12;

/// A falsified copy, and what is false in it.
#[derive(Clone, Debug)]
pub struct Falsehood {
    /// What is false.
    pub what: String,
    /// The copy.
    pub json: Value,
}

/// Every falsehood about a case.
#[must_use]
pub fn falsehoods(case: &Case) -> Vec<Falsehood> {
    let mut found = Falsehoods { case, found: Vec::new() };
    match case.kind {
        Kind::Recorded => {
            found.end();
            found.history();
            found.replies();
        }
        Kind::Local => found.local(),
        Kind::JsonPath => found.jayway(),
        _ => {}
    }
    found.found
}

/// The falsehoods about its output, or about its history.
#[must_use]
pub fn about(case: &Case, part: &str) -> Vec<Falsehood> {
    falsehoods(case).into_iter().filter(|falsehood| falsehood.what.starts_with(part)).collect()
}

struct Falsehoods<'a> {
    case: &'a Case,
    found: Vec<Falsehood>,
}

impl Falsehoods<'_> {
    fn add(&mut self, what: impl Into<String>, change: impl FnOnce(&mut Value)) {
        let mut json = self.case.json.clone();
        change(&mut json);
        if json != self.case.json {
            self.found.push(Falsehood { what: what.into(), json });
        }
    }

    /// Status, output, error and cause.
    fn end(&mut self) {
        self.status();
        for member in ["error", "cause"] {
            if !(member == "cause" && self.case.expected("cause").is_some_and(|cause| cause == "<json-input:1>")) {
                self.add(member, |json| change(&mut json["expect"][member]));
            }
        }
        let blanked = self.case.is_unfair("redacted-output") || is_blanked(self.case, "output");
        if !blanked {
            self.output("/expect/output");
        }
    }

    fn status(&mut self) {
        self.add("status", |json| {
            let succeeded = json["expect"]["status"] == "SUCCEEDED";
            json["expect"]["status"] = json!(if succeeded { "FAILED" } else { "SUCCEEDED" });
        });
    }

    fn output(&mut self, at: &str) {
        self.add("output: another", |json| set(json, at, json!({ "falsified": true })));
        let Some(output) = self.case.json.pointer(at) else { return };
        if let Some(leaf) = leaf(output) {
            self.add(format!("output{leaf}"), |json| {
                json.pointer_mut(&format!("{at}{leaf}")).map(change).unwrap_or_default();
            });
        }
        if let Some(key) = member(output) {
            self.add(format!("output: no {key}"), |json| remove(json, at, &key));
            self.add("output: one more", |json| set(json, &format!("{at}/falsified"), json!(1)));
        }
    }

    fn history(&mut self) {
        let Some(Value::Array(events)) = self.case.expected("history") else { return };
        let lossy = self.case.is_unfair("history-lossy");
        let disputed = self.case.is_unfair("history-contradiction");
        let step = events.len().div_ceil(EVENTS).max(1);
        for (index, event) in events.iter().enumerate().step_by(step) {
            let at = format!("/expect/history/{index}");
            let kind = event["type"].as_str().unwrap_or_default();
            self.add(format!("history {index}: type"), |json| {
                set(json, &format!("{at}/type"), json!("PassStateAborted"))
            });
            self.add(format!("history {index}: member"), |json| set(json, &format!("{at}/falsified"), json!(1)));
            let ids: &[&str] = match (lossy && event["id"] == json!([0]), disputed && kind == "MapStateExited") {
                (true, _) => &[],
                (_, true) => &["id"],
                _ => &["id", "previousEventId"],
            };
            for id in ids {
                let other = event[*id].as_u64().unwrap_or_default() + 1;
                self.add(format!("history {index}: {id}"), |json| set(json, &format!("{at}/{id}"), json!(other)));
            }
            self.add(format!("history {index}: gone"), |json| {
                if let Some(Value::Array(events)) = json.pointer_mut("/expect/history") {
                    events.remove(index);
                }
            });
            self.add(format!("history {index}: twice"), |json| {
                if let Some(Value::Array(events)) = json.pointer_mut("/expect/history") {
                    events.insert(index, event.clone());
                }
            });
            self.details(index, event);
        }
        if !lossy && events.len() > 2 {
            self.add("history: order", |json| {
                if let Some(Value::Array(events)) = json.pointer_mut("/expect/history") {
                    events.swap(1, 2);
                }
            });
        }
    }

    fn details(&mut self, index: usize, event: &Value) {
        let mut members = event.as_object().into_iter().flatten();
        let Some((name, Value::Object(details))) = members.find(|(key, _)| key.ends_with("EventDetails")) else {
            return;
        };
        let at = format!("/expect/history/{index}/{name}");
        self.add(format!("history {index}: one more detail"), |json| set(json, &format!("{at}/falsified"), json!(1)));
        for (member, value) in details {
            self.add(format!("history {index}: no {member}"), |json| remove(json, &at, member));
            let Some(leaf) = leaf(value) else { continue };
            let whole = format!("{at}/{}", escape(member));
            self.add(format!("history {index}: {member}{leaf}"), |json| {
                json.pointer_mut(&format!("{whole}{leaf}")).map(change).unwrap_or_default();
            });
        }
    }

    /// Replies and log lines.
    fn replies(&mut self) {
        let unknown =
            ["billingDetails", "executionArn", "stateMachineArn", "name", "startDate", "stopDate", "execution_arn"];
        for reply in ["describe_execution", "start_sync_execution", "logged_execution_events", "end_event"] {
            let Some(recorded) = self.case.expected(reply) else { continue };
            let at = match recorded.get(reply) {
                Some(_) => format!("/expect/{reply}/{reply}"),
                None if recorded.is_array() => format!("/expect/{reply}/0"),
                None => format!("/expect/{reply}"),
            };
            let members = self.case.json.pointer(&at).and_then(Value::as_object).cloned().unwrap_or_default();
            for (member, value) in members.iter().filter(|(member, _)| !unknown.contains(&member.as_str())) {
                let leaf = leaf(value).unwrap_or_default();
                self.add(format!("{reply}: {member}{leaf}"), |json| {
                    json.pointer_mut(&format!("{at}/{member}{leaf}")).map(change).unwrap_or_default();
                });
            }
        }
    }

    fn local(&mut self) {
        self.status();
        if self.case.expected("error_class").is_none() {
            self.output("/expect/output");
            if self.case.text("kind").starts_with("state.") {
                self.add("next state", |json| json["expect"]["next_state"] = json!("falsified"));
            }
        }
    }

    fn jayway(&mut self) {
        match self.case.json.pointer("/jayway/value") {
            Some(_) => self.output("/jayway/value"),
            None => self.add("output: one", |json| json["jayway"] = json!({ "value": 1, "definite": true })),
        }
    }
}

fn is_blanked(case: &Case, member: &str) -> bool {
    let ends = |text: &str| text.rsplit_once(" -> ").is_some_and(|(path, _)| path.ends_with(&format!(".{member}")));
    case.list("recorder_redactions").iter().filter_map(Value::as_str).any(ends)
}

/// Another value of the same type.
fn change(value: &mut Value) {
    *value = match &*value {
        Value::Null => json!("falsified"),
        Value::Bool(truth) => json!(!truth),
        Value::Number(number) => json!(number.as_f64().unwrap_or_default() + 1.0),
        Value::String(text) => json!(format!("{text}~")),
        Value::Array(_) | Value::Object(_) => json!("falsified"),
    };
}

/// The pointer to the last value of a document that is no list and no object, and that is compared.
fn leaf(value: &Value) -> Option<String> {
    match value {
        Value::Object(members) if members.contains_key("errorType") => Some("/errorType".to_owned()),
        Value::Object(members) if !members.is_empty() => members
            .iter()
            .rev()
            .filter(|(key, _)| !NOISE.contains(&key.as_str()))
            .find_map(|(key, value)| leaf(value).map(|rest| format!("/{}{rest}", escape(key)))),
        Value::Array(items) if !items.is_empty() => {
            items.iter().enumerate().rev().find_map(|(index, item)| leaf(item).map(|rest| format!("/{index}{rest}")))
        }
        _ => Some(String::new()),
    }
}

/// A member that is compared.
fn member(value: &Value) -> Option<String> {
    value.as_object()?.keys().find(|key| !NOISE.contains(&key.as_str())).cloned()
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn parent<'a>(json: &'a mut Value, at: &str) -> Option<(&'a mut Map<String, Value>, String)> {
    let (parent, key) = at.rsplit_once('/')?;
    let members = json.pointer_mut(parent)?.as_object_mut()?;
    Some((members, key.replace("~1", "/").replace("~0", "~")))
}

fn set(json: &mut Value, at: &str, value: Value) {
    if let Some((members, key)) = parent(json, at) {
        members.insert(key, value);
    }
}

fn remove(json: &mut Value, at: &str, key: &str) {
    if let Some(Value::Object(members)) = json.pointer_mut(at) {
        members.shift_remove(key);
    }
}

#[cfg(test)]
mod tests {
    use super::falsehoods;
    use crate::{Case, Kind};
    use serde_json::{Value, json};

    fn all(json: Value) -> Vec<super::Falsehood> {
        let case = Case { id: "c".into(), folder: "own".into(), kind: Kind::Recorded, json, unfair: Vec::new() };
        falsehoods(&case)
    }

    #[test]
    fn each_says_something_else() {
        let json = json!({ "id": "c", "expect": { "status": "SUCCEEDED", "output": { "a": [1, "x"] }, "history": [
            { "id": 1, "type": "PassStateEntered", "previousEventId": 0, "stateEnteredEventDetails": { "name": "A" } },
        ] } });
        let found = all(json.clone());
        assert!(found.iter().all(|falsehood| falsehood.json != json));
        let what: Vec<&str> = found.iter().map(|falsehood| falsehood.what.as_str()).collect();
        for wanted in ["status", "output/a/1", "output: no a", "history 0: id", "history 0: name", "history 0: no name"]
        {
            assert!(what.contains(&wanted), "{wanted} {what:?}");
        }
    }

    #[test]
    fn noise_is_left_alone() {
        let output = json!({ "a": 1, "SdkHttpMetadata": { "x": 2 } });
        let found = all(json!({ "id": "c", "expect": { "status": "SUCCEEDED", "output": output } }));
        assert!(found.iter().any(|falsehood| falsehood.what == "output/a"));
        assert!(!found.iter().any(|falsehood| falsehood.what.contains("Sdk")));
    }
}

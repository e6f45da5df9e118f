//! Compares a recorded value with one of ours.
//!
//! The recorder replaced what changes from run to run: `<uuid:1>` stands for some text, the same wherever
//! it stands in a case; `date` and its like stand for a moment. It read every text that begins with a brace
//! as JSON, so that a recorded object may stand for a text.

use serde_json::{Map, Value};

use crate::placeholder::{Bindings, is_moment};

/// The noise of HTTP in what Lambda's integration answers.
const NOISE: [&str; 2] = ["SdkHttpMetadata", "SdkResponseMetadata"];
/// What Python and Lambda add to an error: where in a file it was raised, and by which call.
const TRACE: [&str; 2] = ["stackTrace", "requestId"];
const MOMENTS: [&str; 3] = ["timestamp", "date", "datetime"];
const ROLES: [&str; 2] = ["snf_role_arn", "sfn_role_arn"];

/// The day from which the context object has a `RedriveCount`.
const REDRIVE: &str = "2023-11-15";

/// The role that executions run under here.
pub(crate) const ROLE: &str = "arn:aws:iam::111111111111:role/stepwright";

/// Compares values of one case.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    bindings: Bindings,
    /// Members that the recorder blanked, each with what it wrote there.
    blanks: Vec<(String, String)>,
    /// Texts of ours, and what the recorder made of them.
    renamed: Vec<(String, String)>,
    /// Members that are not compared.
    pub ignored: Vec<&'static str>,
    /// Members that ours may have though the recording has none.
    pub newer: Vec<&'static str>,
}

impl Matcher {
    /// A matcher for values of a case.
    #[must_use]
    pub fn new(case: &crate::Case) -> Self {
        let mut matcher = Matcher { ignored: NOISE.to_vec(), bindings: Bindings::fixed(), ..Matcher::default() };
        if case.is_before(REDRIVE) {
            matcher.newer.push("RedriveCount");
        }
        for redaction in case.list("recorder_redactions").iter().filter_map(Value::as_str) {
            if let Some((path, literal)) = redaction.rsplit_once(" -> ") {
                matcher.blanks.push((last(path).to_owned(), literal.to_owned()));
            }
        }
        for entry in case.list("unapplied_regex_substitutions") {
            if let (Some(from), Some(to)) = (entry["literal"].as_str(), entry["recorded_as"].as_str()) {
                matcher.renamed.push((from.to_owned(), to.to_owned()));
            }
            if let Some(name) = entry["replacement"].as_str().or(entry["recorded_as"].as_str()) {
                matcher.bindings.open(name);
            }
        }
        matcher
    }

    /// Compares; an error says where they differ and how.
    ///
    /// # Errors
    /// They differ.
    pub fn value(&mut self, at: &str, recorded: &Value, ours: &Value) -> Result<(), String> {
        let differ = || Err(format!("{at}: recorded {}, ours {}", short(recorded), short(ours)));
        match (recorded, ours) {
            (Value::String(text), _) if self.is_blank(at, text) => Ok(()),
            (Value::String(recorded), Value::String(ours)) => {
                if self.text(recorded, ours) {
                    return Ok(());
                }
                match (python_error(recorded), python_error(ours)) {
                    (Some(recorded), Some(ours)) => self.object(at, &recorded, &ours),
                    _ => differ(),
                }
            }
            (Value::Object(recorded), Value::String(text)) => match serde_json::from_str(text) {
                Ok(Value::Object(ours)) => self.object(at, recorded, &ours),
                _ => differ(),
            },
            (Value::Number(recorded), Value::Number(ours)) if same_number(recorded, ours) => Ok(()),
            (Value::Array(recorded), Value::Array(ours)) if recorded.len() == ours.len() => recorded
                .iter()
                .zip(ours)
                .enumerate()
                .try_for_each(|(index, (recorded, ours))| self.value(&format!("{at}[{index}]"), recorded, ours)),
            (Value::Object(recorded), Value::Object(ours)) => self.object(at, recorded, ours),
            (recorded, ours) if recorded == ours => Ok(()),
            _ => differ(),
        }
    }

    fn object(&mut self, at: &str, recorded: &Map<String, Value>, ours: &Map<String, Value>) -> Result<(), String> {
        let mut ignored = self.ignored.clone();
        if is_python_error(recorded) && is_python_error(ours) {
            ignored.extend(TRACE);
        }
        for (key, recorded) in recorded.iter().filter(|(key, _)| !ignored.contains(&key.as_str())) {
            match ours.get(key) {
                Some(ours) => self.value(&format!("{at}.{key}"), recorded, ours)?,
                None => return Err(format!("{at}.{key}: recorded {}, ours has none", short(recorded))),
            }
        }
        let known = |key: &str| recorded.contains_key(key) || ignored.contains(&key) || self.newer.contains(&key);
        match ours.iter().find(|(key, _)| !known(key)) {
            Some((key, ours)) => Err(format!("{at}.{key}: recorded none, ours {}", short(ours))),
            None => Ok(()),
        }
    }

    /// JSON text, as histories have it: recorded as an object where it was one, else as a text that holds it.
    ///
    /// # Errors
    /// They differ.
    pub fn document(&mut self, at: &str, recorded: &Value, ours: &Value) -> Result<(), String> {
        let read = |value: &Value| value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let Some(ours) = read(ours) else { return Err(format!("{at}: {} is no JSON text", short(ours))) };
        match recorded {
            Value::String(_) => match read(recorded) {
                Some(recorded) => self.value(at, &recorded, &ours),
                // The recorder blanked it.
                None => self.value(at, recorded, &ours),
            },
            recorded => self.value(at, recorded, &ours),
        }
    }

    fn is_blank(&self, at: &str, text: &str) -> bool {
        let member = last(at);
        self.blanks.iter().any(|(blanked, literal)| literal == text && blanked == member)
    }

    /// Whether a text of ours is what a recorded one stands for.
    pub(crate) fn text(&mut self, recorded: &str, ours: &str) -> bool {
        if recorded == ours {
            return self.bindings.literal(recorded);
        }
        if MOMENTS.contains(&recorded) {
            return is_moment(ours);
        }
        if ROLES.contains(&recorded) {
            return ours == ROLE;
        }
        let ours = self.renamed.iter().fold(ours.to_owned(), |text, (from, to)| text.replace(from, to));
        // A moment at the end of a cause.
        if let Some((start, moment)) = recorded.rsplit_once(" == ")
            && MOMENTS.contains(&moment)
        {
            let Some((our_start, our_moment)) = ours.rsplit_once(" == ") else { return false };
            return is_moment(our_moment) && self.text(start, our_start);
        }
        self.bindings.text(recorded, &ours)
    }
}

/// The last member that a path names.
fn last(path: &str) -> &str {
    let path = path.trim_end_matches(|c: char| c.is_ascii_digit() || "[]*".contains(c));
    path.rsplit(['.', ' ']).next().unwrap_or(path)
}

fn is_python_error(object: &Map<String, Value>) -> bool {
    object.contains_key("errorType") && object.contains_key("errorMessage")
}

/// The text of an error that a Lambda function raised, read. Where the recorder took a quote away, it is put back.
fn python_error(text: &str) -> Option<Map<String, Value>> {
    let text = text.replace(":<request-id>\"", ":\"<request-id>\"");
    match serde_json::from_str(&text) {
        Ok(Value::Object(object)) if is_python_error(&object) => Some(object),
        _ => None,
    }
}

#[allow(clippy::float_cmp, reason = "the recording holds the very number")]
fn same_number(recorded: &serde_json::Number, ours: &serde_json::Number) -> bool {
    let whole = |number: &serde_json::Number| number.as_i128();
    match (whole(recorded), whole(ours)) {
        (Some(recorded), Some(ours)) => recorded == ours,
        _ => recorded.as_f64() == ours.as_f64(),
    }
}

/// A value as a message shows it.
pub(crate) fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(600) {
        Some((at, _)) => format!("{}..", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::{Bindings, Matcher, last};
    use serde_json::{Value, json};

    fn matcher() -> Matcher {
        Matcher { bindings: Bindings::fixed(), ..Matcher::default() }
    }

    fn same(recorded: &Value, ours: &Value) -> bool {
        matcher().value("$", recorded, ours).is_ok()
    }

    #[test]
    fn values_are_compared_as_json() {
        assert!(same(&json!({"a": 1, "b": [1.0]}), &json!({"b": [1], "a": 1.0})));
        assert!(same(&json!({"a": {"x": 1}}), &json!({"a": "{\"x\":1}"})), "the recorder read the text");
        for (recorded, ours) in [
            (json!({"a": 1}), json!({"a": 2})),
            (json!({"a": 1}), json!({"a": 1, "b": null})),
            (json!({"a": 1, "b": null}), json!({"a": 1})),
            (json!([1, 2]), json!([2, 1])),
            (json!("1"), json!(1)),
            (json!("{\"x\":1}"), json!({"x": 1})),
            (json!(9_007_199_254_740_993_u64), json!(9_007_199_254_740_992_u64)),
            (json!(null), json!(false)),
        ] {
            assert!(!same(&recorded, &ours), "{recorded} {ours}");
        }
    }

    #[test]
    fn documents_are_json_text() {
        let same = |recorded: Value, ours: &str| matcher().document("$", &recorded, &json!(ours)).is_ok();
        assert!(same(json!({"a": 1}), "{\"a\":1}"));
        assert!(same(json!("\"x\""), "\"x\"") && same(json!("[1]"), "[1]") && same(json!("3"), "3"));
        assert!(!same(json!("\"x\""), "x"), "ours is no JSON");
        assert!(!same(json!("[1]~"), "[1]"));
    }

    #[test]
    fn moments() {
        assert!(same(&json!("timestamp"), &json!("2016-13-05T21:29:29Z")));
        assert!(same(&json!("bad: $.T == timestamp"), &json!("bad: $.T == 05-12-2016T21:29:29Z")));
        assert!(!same(&json!("bad: $.T == timestamp"), &json!("bad: $.U == 05-12-2016T21:29:29Z")));
        assert!(!same(&json!("date"), &json!("yesterday")));
    }

    #[test]
    fn what_was_blanked_is_blank_only_there() {
        let mut matcher = Matcher { blanks: vec![("Id".into(), "an_id".into())], ..matcher() };
        assert!(matcher.value("output", &json!({"Id": "an_id"}), &json!({"Id": "4711"})).is_ok());
        assert!(matcher.value("output", &json!({"No": "an_id"}), &json!({"No": "4711"})).is_err());
        assert!(matcher.value("output", &json!({"Id": "other"}), &json!({"Id": "4711"})).is_err());
        assert_eq!((last("$..a.b[*]"), last("event 3 Kind output.x[12]")), ("b", "x"));
    }

    #[test]
    fn of_a_raised_error_only_what_it_is_and_says_counts() {
        let error = |kind: &str, line: u8| {
            json!(format!(
                "{{\"errorMessage\":\"m\",\"errorType\":\"{kind}\",\"stackTrace\":[\"{line}\"],\"requestId\":\"{line}\"}}"
            ))
        };
        assert!(same(&error("E", 1), &error("E", 2)));
        assert!(!same(&error("E", 1), &error("F", 1)));
        assert!(!same(
            &json!({"errorMessage": "m", "requestId": "1"}),
            &json!({"errorMessage": "m", "requestId": "2"})
        ));
    }
}

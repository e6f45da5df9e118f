//! Compares a recorded value with one of ours.
//!
//! The recorder replaced what changes from run to run: `<uuid:1>` stands for some text, the same wherever
//! it stands in a case; `date` and its like stand for a moment. It read every text that begins with a brace
//! as JSON, so that a recorded object may stand for a text.

use std::collections::HashMap;

use serde_json::Value;

/// The noise of HTTP in what Lambda's integration answers.
const NOISE: [&str; 2] = ["SdkHttpMetadata", "SdkResponseMetadata"];
const MOMENTS: [&str; 3] = ["timestamp", "date", "datetime"];
const ROLES: [&str; 2] = ["snf_role_arn", "sfn_role_arn"];

/// What placeholders have come to stand for so far.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    bound: HashMap<String, String>,
    /// Literals that the recorder put in place of whole values.
    blanks: Vec<String>,
    /// Texts of ours, and what the recorder made of them.
    renamed: Vec<(String, String)>,
    /// Texts that are JSON are compared as JSON.
    pub texts_as_json: bool,
    /// Members that are not compared.
    pub ignored: Vec<&'static str>,
}

impl Matcher {
    /// A matcher for values of a case.
    #[must_use]
    pub fn new(case: &crate::Case) -> Self {
        let mut matcher = Matcher { ignored: NOISE.to_vec(), ..Matcher::default() };
        for (name, text) in [("<partition>", "aws"), ("<region>", "us-east-1")] {
            matcher.bound.insert(name.to_owned(), text.to_owned());
        }
        let redactions = case.list("recorder_redactions").iter().filter_map(Value::as_str);
        matcher.blanks = redactions.filter_map(|text| Some(text.rsplit_once(" -> ")?.1.to_owned())).collect();
        for entry in case.list("unapplied_regex_substitutions") {
            if let (Some(from), Some(to)) = (entry["literal"].as_str(), entry["recorded_as"].as_str()) {
                matcher.renamed.push((from.to_owned(), to.to_owned()));
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
            (Value::String(text), _) if self.blanks.contains(text) => Ok(()),
            (Value::String(recorded), Value::String(ours)) if self.text(recorded, ours) => Ok(()),
            (Value::String(recorded), Value::String(ours)) if self.texts_as_json => {
                match (serde_json::from_str(recorded), serde_json::from_str(ours)) {
                    (Ok(recorded), Ok(ours)) => self.value(at, &recorded, &ours),
                    _ => differ(),
                }
            }
            (Value::Object(_), Value::String(text)) => match serde_json::from_str(text) {
                Ok(ours @ Value::Object(_)) => self.value(at, recorded, &ours),
                _ => differ(),
            },
            (Value::Number(recorded), Value::Number(ours)) if same_number(recorded, ours) => Ok(()),
            (Value::Array(recorded), Value::Array(ours)) if recorded.len() == ours.len() => recorded
                .iter()
                .zip(ours)
                .enumerate()
                .try_for_each(|(index, (recorded, ours))| self.value(&format!("{at}[{index}]"), recorded, ours)),
            (Value::Object(recorded), Value::Object(ours)) => {
                let ignored = self.ignored.clone();
                for (key, recorded) in recorded.iter().filter(|(key, _)| !ignored.contains(&key.as_str())) {
                    match ours.get(key) {
                        Some(ours) => self.value(&format!("{at}.{key}"), recorded, ours)?,
                        None => return Err(format!("{at}.{key}: recorded {}, ours has none", short(recorded))),
                    }
                }
                let known = |key: &String| recorded.contains_key(key) || ignored.contains(&key.as_str());
                match ours.iter().find(|(key, _)| !known(key)) {
                    Some((key, ours)) => Err(format!("{at}.{key}: recorded none, ours {}", short(ours))),
                    None => Ok(()),
                }
            }
            (recorded, ours) if recorded == ours => Ok(()),
            _ => differ(),
        }
    }

    fn text(&mut self, recorded: &str, ours: &str) -> bool {
        if recorded == ours {
            return true;
        }
        if MOMENTS.contains(&recorded) {
            return is_moment(ours);
        }
        if ROLES.contains(&recorded) {
            return ours.starts_with("arn:aws:iam::");
        }
        let ours = self.renamed.iter().fold(ours.to_owned(), |text, (from, to)| text.replace(from, to));
        // A moment at the end of a cause.
        if let Some((start, moment)) = recorded.rsplit_once(" == ")
            && MOMENTS.contains(&moment)
        {
            let Some((our_start, our_moment)) = ours.rsplit_once(" == ") else { return false };
            let (start, our_start) = (start.to_owned(), our_start.to_owned());
            return is_moment(our_moment) && self.text(&start, &our_start);
        }
        let parts = split(recorded);
        let mut bound = self.bound.clone();
        let matched = fits(&parts, &ours, &mut bound);
        if matched {
            self.bound = bound;
        }
        matched
    }
}

/// A recorded text, cut at its placeholders.
#[derive(Clone, Copy, Debug)]
enum Part<'a> {
    Text(&'a str),
    Hole(&'a str),
}

fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        let end = from.find('>').map_or(from.len(), |end| end + 1);
        let (hole, after) = from.split_at_checked(end).unwrap_or((from, ""));
        let name = hole.trim_start_matches('<').trim_end_matches('>');
        let is_name = |c: char| c.is_ascii_alphanumeric() || "_-:".contains(c);
        parts.push(Part::Text(before));
        if hole.ends_with('>') && !name.is_empty() && name.chars().all(is_name) {
            parts.push(Part::Hole(hole));
            rest = after;
        } else {
            parts.push(Part::Text("<"));
            rest = from.get(1..).unwrap_or_default();
        }
    }
    parts.push(Part::Text(rest));
    parts
}

/// Whether a text is what the parts describe, each hole filled with the same text everywhere.
fn fits(parts: &[Part<'_>], text: &str, bound: &mut HashMap<String, String>) -> bool {
    let Some((part, rest)) = parts.split_first() else { return text.is_empty() };
    match *part {
        Part::Text(wanted) => text.strip_prefix(wanted).is_some_and(|text| fits(rest, text, bound)),
        // A placeholder may stand in the definition itself.
        Part::Hole(hole) if text.starts_with(hole) => {
            text.strip_prefix(hole).is_some_and(|text| fits(rest, text, bound))
        }
        Part::Hole(hole) => {
            if let Some(known) = bound.get(hole).cloned() {
                return text.strip_prefix(known.as_str()).is_some_and(|text| fits(rest, text, bound));
            }
            let ends = text.char_indices().map(|(at, _)| at).skip(1).chain([text.len()]);
            for end in ends.filter(|end| *end > 0) {
                let Some((filling, after)) = text.split_at_checked(end) else { continue };
                let mut tried = bound.clone();
                tried.insert(hole.to_owned(), filling.to_owned());
                if fits(rest, after, &mut tried) {
                    *bound = tried;
                    return true;
                }
            }
            false
        }
    }
}

/// Whether a text looks like a moment, perhaps one that no calendar has.
fn is_moment(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut parts = text.splitn(3, '-');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(first), Some(second), Some(third)) => {
            digits(first) && digits(second) && third.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
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
    use super::Matcher;
    use serde_json::{Value, json};

    fn same(recorded: &Value, ours: &Value) -> bool {
        let mut matcher = Matcher::default();
        matcher.bound.insert("<partition>".into(), "aws".into());
        matcher.value("$", recorded, ours).is_ok()
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
    fn placeholders_stand_for_one_text_each() {
        assert!(same(&json!(["<uuid:1>", "x <uuid:1>"]), &json!(["a-b", "x a-b"])));
        assert!(!same(&json!(["<uuid:1>", "x <uuid:1>"]), &json!(["a-b", "x a-c"])));
        assert!(same(&json!("arn:<partition>:<a>:<b>"), &json!("arn:aws:x:y")));
        assert!(!same(&json!("arn:<partition>:<a>"), &json!("arn:aws-cn:x")));
        assert!(same(&json!("<uuid:1> of <name>"), &json!("<uuid:1> of it")), "it stands in the definition");
        assert!(!same(&json!("<uuid:1>"), &json!("")));
        assert!(!same(&json!("a < b"), &json!("a < c")));
    }

    #[test]
    fn moments() {
        assert!(same(&json!("timestamp"), &json!("2016-13-05T21:29:29Z")));
        assert!(same(&json!("bad: $.T == timestamp"), &json!("bad: $.T == 05-12-2016T21:29:29Z")));
        assert!(!same(&json!("bad: $.T == timestamp"), &json!("bad: $.U == 05-12-2016T21:29:29Z")));
        assert!(!same(&json!("date"), &json!("yesterday")));
    }
}

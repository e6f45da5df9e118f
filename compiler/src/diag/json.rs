//! Diagnostics as JSON, for tools.

use serde_json::{Map, Value, json};

use super::{Diagnostic, Label};
use crate::source::{Sources, Span};

/// An array with an object for each diagnostic: `code`, `severity`, `message`, `file`, `line`, `column`,
/// `end_line`, `end_column`, `state`, `field`, `labels`, `notes`, `help`, `service_code`, `location`.
///
/// Lines and columns count from 1, columns in characters; the end is one past the last character. What is
/// not known is `null`. Several helps are joined by line breaks.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources) -> Value {
    diagnostics.iter().map(|diagnostic| one(diagnostic, sources)).collect()
}

fn one(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let mut object = Map::new();
    object.insert("code".into(), diagnostic.code.into());
    object.insert("severity".into(), diagnostic.severity.as_str().into());
    object.insert("message".into(), diagnostic.message.clone().into());
    place(&mut object, diagnostic.primary.span, sources);
    object.insert("state".into(), diagnostic.primary.state.clone().into());
    object.insert("field".into(), diagnostic.field.clone().into());
    // The text beside the primary underline is the first of the labels.
    let primary = Some(&diagnostic.primary).filter(|label| !label.message.is_empty());
    let labels: Vec<Value> = primary.into_iter().chain(&diagnostic.labels).map(|l| label(l, sources)).collect();
    object.insert("labels".into(), labels.into());
    object.insert("notes".into(), json!(diagnostic.notes));
    let help = (!diagnostic.help.is_empty()).then(|| diagnostic.help.join("\n"));
    object.insert("help".into(), help.into());
    object.insert("service_code".into(), diagnostic.service_code.into());
    object.insert("location".into(), diagnostic.location.clone().into());
    Value::Object(object)
}

fn label(label: &Label, sources: &Sources) -> Value {
    let mut object = Map::new();
    place(&mut object, label.span, sources);
    object.insert("message".into(), label.message.clone().into());
    object.insert("state".into(), label.state.clone().into());
    Value::Object(object)
}

fn place(object: &mut Map<String, Value>, span: Span, sources: &Sources) {
    object.insert("file".into(), sources.name(span.source).into());
    let (start, end) = sources.positions(span).unzip();
    object.insert("line".into(), start.map(|p| p.line).into());
    object.insert("column".into(), start.map(|p| p.column).into());
    object.insert("end_line".into(), end.map(|p| p.line).into());
    object.insert("end_column".into(), end.map(|p| p.column).into());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::render;
    use crate::{
        diag::Diagnostic,
        source::{Sources, Span},
    };

    #[test]
    fn every_member_is_there() {
        let mut sources = Sources::new();
        let source = sources.add_text("a.json", "{\n  \"é\": 1\n}");
        let tokens = sources.add_tokens();
        let full = Diagnostic::error("ASL0202", Span { source, start: 4, end: 8 }, "m")
            .label("here")
            .in_state("A")
            .in_field("é")
            .cause(Span { source: tokens, start: 0, end: 1 }, "there", Some("B"))
            .note("n")
            .help("h")
            .help("i")
            .at("/States/A");
        let bare = Diagnostic::warning("ASL0001", Span { source: tokens, start: 0, end: 1 }, "m");
        assert_eq!(
            render(&[full, bare], &sources),
            json!([{
                "code": "ASL0202", "severity": "error", "message": "m", "file": "a.json",
                "line": 2, "column": 3, "end_line": 2, "end_column": 6, "state": "A", "field": "é",
                "labels": [
                    {"file": "a.json", "line": 2, "column": 3, "end_line": 2, "end_column": 6, "message": "here", "state": "A"},
                    {"file": null, "line": null, "column": null, "end_line": null, "end_column": null, "message": "there", "state": "B"},
                ],
                "notes": ["n"], "help": "h\ni", "service_code": "SCHEMA_VALIDATION_FAILED", "location": "/States/A",
            }, {
                "code": "ASL0001", "severity": "warning", "message": "m", "file": null,
                "line": null, "column": null, "end_line": null, "end_column": null, "state": null, "field": null,
                "labels": [], "notes": [], "help": null, "service_code": null, "location": null,
            }])
        );
    }
}

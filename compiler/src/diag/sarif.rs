//! Diagnostics as SARIF 2.1.0, for code scanning services and editors.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value, json};

use super::{Diagnostic, Label, Severity, codes};
use crate::{
    hash,
    source::{Sources, Span},
};

/// The version that fingerprints are made by: another one means that they are made in another way.
const FINGERPRINT: &str = "stepwrightFinding/v1";

/// A log with one run of the tool `stepwright` of this version. Columns are in UTF-16 code units; places of the labels
/// are related locations; states are logical locations. Paths that are not absolute stay as they are, and are to be
/// read from the root of the repository.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, version: &str) -> Value {
    let mut codes: Vec<(&str, Severity)> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        known.entry(diagnostic.code).or_insert_with(|| {
            codes.push((diagnostic.code, diagnostic.severity));
            codes.len() - 1
        });
    }
    let mut seen: HashMap<u128, usize> = HashMap::new();
    let results: Vec<Value> = diagnostics
        .iter()
        .map(|diagnostic| {
            let hash = identity(diagnostic, sources);
            let times = seen.entry(hash).or_default();
            *times += 1;
            let rule = known.get(diagnostic.code).copied().unwrap_or_default();
            result(diagnostic, sources, rule, &format!("{hash:032x}:{times}"))
        })
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "stepwright",
                "version": version,
                "semanticVersion": version,
                "rules": codes.iter().map(|(code, severity)| rule(code, *severity)).collect::<Vec<_>>(),
            } },
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    })
}

fn rule(code: &str, severity: Severity) -> Value {
    let Some(page) = codes::page(code) else { return json!({ "id": code }) };
    let title = format!(
        "{}{}",
        page.title.get(..1).unwrap_or_default().to_uppercase(),
        page.title.get(1..).unwrap_or_default()
    );
    json!({
        "id": code,
        "shortDescription": { "text": title },
        "fullDescription": { "text": format!("{title}.") },
        "help": { "text": page.text, "markdown": page.text },
        "defaultConfiguration": { "level": severity.as_str() },
        "properties": { "problem.severity": severity.as_str(), "precision": "high" },
    })
}

fn result(diagnostic: &Diagnostic, sources: &Sources, rule: usize, fingerprint: &str) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".into(), diagnostic.code.into());
    result.insert("ruleIndex".into(), rule.into());
    result.insert("level".into(), diagnostic.severity.as_str().into());
    result.insert("message".into(), json!({ "text": text(diagnostic) }));
    let mut location = Map::new();
    if let Some(place) = place(diagnostic.primary.span, sources) {
        location.insert("physicalLocation".into(), place);
    }
    if let Some(logical) = logical(&diagnostic.primary, diagnostic.location.as_deref()) {
        location.insert("logicalLocations".into(), json!([logical]));
    }
    result.insert("locations".into(), json!([location]));
    let related: Vec<Value> = diagnostic
        .labels
        .iter()
        .enumerate()
        .filter_map(|(id, label)| {
            let mut location = Map::new();
            location.insert("id".into(), id.into());
            location.insert("physicalLocation".into(), place(label.span, sources)?);
            if let Some(logical) = logical(label, None) {
                location.insert("logicalLocations".into(), json!([logical]));
            }
            location.insert("message".into(), json!({ "text": linkless(&label.message) }));
            Some(Value::Object(location))
        })
        .collect();
    if !related.is_empty() {
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert("partialFingerprints".into(), json!({ FINGERPRINT: fingerprint }));
    Value::Object(result)
}

/// All that is said of it, in one text.
fn text(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if !diagnostic.primary.message.is_empty() {
        text = format!("{text}: {}", diagnostic.primary.message);
    }
    for note in &diagnostic.notes {
        text = format!("{text}\nnote: {note}");
    }
    for help in &diagnostic.help {
        text = format!("{text}\nhelp: {help}");
    }
    linkless(&text)
}

/// A text in which nothing is taken for a link.
fn linkless(text: &str) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() }
}

fn logical(label: &Label, location: Option<&str>) -> Option<Value> {
    let state = label.state.as_deref()?;
    let mut logical = Map::new();
    logical.insert("name".into(), state.into());
    logical.insert("kind".into(), "object".into());
    let full = location.map_or_else(|| format!("/States/{state}"), str::to_owned);
    logical.insert("fullyQualifiedName".into(), full.into());
    Some(Value::Object(logical))
}

fn place(span: Span, sources: &Sources) -> Option<Value> {
    let name = sources.name(span.source)?;
    let (start, end) = sources.utf16_positions(span)?;
    Some(json!({
        "artifactLocation": { "uri": uri(name) },
        "region": {
            "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
        },
    }))
}

/// A path as a URI: relative if it is, with slashes, and with everything escaped that a path does not have.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let drive = path.as_bytes().get(1..3) == Some(b":/");
    let mut out = match (path.starts_with('/'), drive) {
        (true, _) => "file://".to_owned(),
        (false, true) => "file:///".to_owned(),
        (false, false) => String::new(),
    };
    for (at, byte) in path.bytes().enumerate() {
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
        if plain || (drive && at == 1) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// What stays the same while lines move: where it is by names, and what is said.
fn identity(diagnostic: &Diagnostic, sources: &Sources) -> u128 {
    let state = diagnostic.primary.state.as_deref().unwrap_or_default();
    let field = diagnostic.field.as_deref().unwrap_or_default();
    let file = sources.name(diagnostic.primary.span.source).unwrap_or_default();
    let parts = [diagnostic.code, &uri(file), state, field, &diagnostic.message];
    hash::long(&parts.join("\u{0}"))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{render, uri};
    use crate::{
        diag::{Diagnostic, codes},
        source::{Sources, Span},
    };

    fn log(before: &str) -> Value {
        let text = format!("{before}{{\n \"😀\": \"$.a\" }}\n");
        let mut sources = Sources::new();
        let source = sources.add_text("./flows/ä b.json", text.clone());
        let span = |part: &str| {
            let start = u32::try_from(text.find(part).unwrap()).unwrap();
            Span { source, start, end: start + u32::try_from(part.len()).unwrap() }
        };
        let first = Diagnostic::error("ASL0312", span("\"$.a\""), "path `$.a` does not exist here")
            .label("`$` is { [x](y) }")
            .in_state("A")
            .in_field("InputPath")
            .cause(span("\"😀\""), "lost here", Some("B"))
            .note("a note")
            .help("did you mean `$.b`?");
        let second = Diagnostic::warning("ASL0240", span("{"), "odd").in_state("A").at("/States/A/Parameters");
        render(&[first.clone(), second, first], &sources, "1.2.3")
    }

    #[test]
    fn every_part_is_there() {
        let log = log("");
        let driver = &log["runs"][0]["tool"]["driver"];
        assert_eq!(
            (&log["version"], &driver["name"], &driver["version"]),
            (&json!("2.1.0"), &json!("stepwright"), &json!("1.2.3"))
        );
        assert_eq!(driver["rules"].as_array().unwrap().len(), 2);
        let mut rule = driver["rules"][1].clone();
        let help = rule["help"].take();
        assert!(help["text"].as_str().unwrap().starts_with("# ASL0240: ") && help["markdown"] == help["text"]);
        let title = codes::page("ASL0240").unwrap().title;
        let title = format!("{}{}", title[..1].to_uppercase(), &title[1..]);
        assert_eq!(
            rule,
            json!({
                "id": "ASL0240", "help": null,
                "shortDescription": { "text": title }, "fullDescription": { "text": format!("{title}.") },
                "defaultConfiguration": { "level": "warning" },
                "properties": { "problem.severity": "warning", "precision": "high" },
            })
        );
        let mut result = log["runs"][0]["results"][0].clone();
        let print = result["partialFingerprints"]["stepwrightFinding/v1"].take();
        assert!(print.as_str().unwrap().ends_with(":1") && print.as_str().unwrap().len() == 34);
        assert_eq!(
            result,
            json!({
                "ruleId": "ASL0312", "ruleIndex": 0, "level": "error",
                "message": { "text": "path `$.a` does not exist here: `$` is { \\[x\\](y) }\nnote: a note\nhelp: did you mean `$.b`?" },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": "flows/%C3%A4%20b.json" },
                        "region": { "startLine": 2, "startColumn": 8, "endLine": 2, "endColumn": 13 },
                    },
                    "logicalLocations": [{ "name": "A", "kind": "object", "fullyQualifiedName": "/States/A" }],
                }],
                "relatedLocations": [{
                    "id": 0,
                    "physicalLocation": {
                        "artifactLocation": { "uri": "flows/%C3%A4%20b.json" },
                        "region": { "startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 6 },
                    },
                    "logicalLocations": [{ "name": "B", "kind": "object", "fullyQualifiedName": "/States/B" }],
                    "message": { "text": "lost here" },
                }],
                "partialFingerprints": { "stepwrightFinding/v1": null },
            })
        );
        assert_eq!(
            log["runs"][0]["results"][1]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
            "/States/A/Parameters"
        );
    }

    #[test]
    fn fingerprints_stay_when_lines_move() {
        let prints = |log: &Value| -> Vec<Value> {
            log["runs"][0]["results"].as_array().unwrap().iter().map(|r| r["partialFingerprints"].clone()).collect()
        };
        let (before, after) = (prints(&log("")), prints(&log("\n\n   ")));
        assert_eq!(before, after);
        assert!(before[0] != before[1] && before[0] != before[2], "each has its own");
    }

    #[test]
    fn paths_are_uris() {
        for (path, expected) in [
            ("a/b.json", "a/b.json"),
            ("./a.json", "a.json"),
            ("/x/a%.json", "file:///x/a%25.json"),
            ("..\\a.json", "../a.json"),
            ("C:\\x\\a.json", "file:///C:/x/a.json"),
            ("<stdin>", "%3Cstdin%3E"),
            ("a:b#c?.json", "a%3Ab%23c%3F.json"),
        ] {
            assert_eq!(uri(path), expected, "{path}");
        }
    }
}

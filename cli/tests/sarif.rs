//! `stepwright check --format sarif`, held to what SARIF 2.1.0 asks of the objects in it: which properties have to be
//! there, which others may, and of what kind each is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use serde_json::Value;
use support::{folder, run};

/// What a value has to be.
#[derive(Clone, Copy)]
enum Is {
    Text,
    /// One of these texts.
    Of(&'static [&'static str]),
    /// A whole number that is not less.
    From(u64),
    Flag,
    /// A URI or a relative reference: nothing in it that either cannot have.
    Uri,
    Object(&'static [Property]),
    List(&'static Is),
    /// An object with texts under any names.
    Texts,
}

/// A property: its name, whether it has to be there, and what it is.
type Property = (&'static str, bool, Is);

use Is::{Flag, From, List, Object, Of, Text, Texts, Uri};

const LEVELS: Is = Of(&["none", "note", "warning", "error"]);
const MESSAGE: Is = Object(&[("text", true, Text)]);
const REGION: Is = Object(&[
    ("startLine", true, From(1)),
    ("startColumn", true, From(1)),
    ("endLine", true, From(1)),
    ("endColumn", true, From(1)),
]);
const PLACE: Is = Object(&[("artifactLocation", true, Object(&[("uri", true, Uri)])), ("region", true, REGION)]);
const LOGICAL: Is = Object(&[("name", true, Text), ("kind", true, Text), ("fullyQualifiedName", true, Text)]);
const LOCATION: Is = Object(&[("physicalLocation", false, PLACE), ("logicalLocations", false, List(&LOGICAL))]);
const RELATED: Is = Object(&[
    ("id", true, From(0)),
    ("physicalLocation", true, PLACE),
    ("logicalLocations", false, List(&LOGICAL)),
    ("message", true, MESSAGE),
]);
const RESULT: Is = Object(&[
    ("ruleId", true, Text),
    ("ruleIndex", true, From(0)),
    ("level", true, LEVELS),
    ("message", true, MESSAGE),
    ("locations", true, List(&LOCATION)),
    ("relatedLocations", false, List(&RELATED)),
    ("partialFingerprints", true, Texts),
]);
const RULE: Is = Object(&[
    ("id", true, Text),
    ("shortDescription", true, MESSAGE),
    ("fullDescription", true, MESSAGE),
    ("help", true, Object(&[("text", true, Text), ("markdown", true, Text)])),
    ("defaultConfiguration", true, Object(&[("level", true, LEVELS)])),
    ("properties", true, Texts),
]);
const DRIVER: Is = Object(&[
    ("name", true, Text),
    ("version", true, Text),
    ("semanticVersion", true, Text),
    ("rules", true, List(&RULE)),
]);
const NOTIFICATION: Is = Object(&[("level", true, LEVELS), ("message", true, MESSAGE)]);
const INVOCATION: Is =
    Object(&[("executionSuccessful", true, Flag), ("toolExecutionNotifications", true, List(&NOTIFICATION))]);
const RUN: Is = Object(&[
    ("tool", true, Object(&[("driver", true, DRIVER)])),
    ("invocations", true, List(&INVOCATION)),
    ("columnKind", true, Of(&["utf16CodeUnits"])),
    ("results", true, List(&RESULT)),
]);
const LOG: Is = Object(&[("$schema", true, Uri), ("version", true, Of(&["2.1.0"])), ("runs", true, List(&RUN))]);

/// Holds a value to what it has to be.
fn hold(value: &Value, is: Is, at: &str) {
    let text = || value.as_str().unwrap_or_else(|| panic!("{at} is no text: {value}"));
    match is {
        Text => assert!(!text().is_empty(), "{at} is empty"),
        Of(known) => assert!(known.contains(&text()), "{at} is {value}"),
        From(least) => assert!(value.as_u64().is_some_and(|number| number >= least), "{at} is {value}"),
        Flag => assert!(value.is_boolean(), "{at} is {value}"),
        Uri => {
            let may = |c: char| c.is_ascii_alphanumeric() || "-._~/:%#".contains(c);
            assert!(!text().is_empty() && text().chars().all(may), "{at} is {value}");
            let escapes = text().split('%').skip(1);
            assert!(escapes.into_iter().all(|rest| u8::from_str_radix(&rest[..2], 16).is_ok()), "{at} is {value}");
        }
        Object(properties) => {
            let object = value.as_object().unwrap_or_else(|| panic!("{at} is no object: {value}"));
            for (name, required, is) in properties {
                match object.get(*name) {
                    Some(value) => hold(value, *is, &format!("{at}/{name}")),
                    None => assert!(!required, "{at} has no {name}: {value}"),
                }
            }
            let unknown = object.keys().find(|key| properties.iter().all(|(name, ..)| name != key));
            assert_eq!(unknown, None, "{at}");
        }
        List(of) => {
            let items = value.as_array().unwrap_or_else(|| panic!("{at} is no array: {value}"));
            items.iter().enumerate().for_each(|(index, item)| hold(item, *of, &format!("{at}/{index}")));
        }
        Texts => value.as_object().unwrap().iter().for_each(|(key, value)| hold(value, Text, &format!("{at}/{key}"))),
    }
}

#[test]
fn a_log_has_what_the_standard_asks_for() {
    let faulty = br#"{ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Result": { "b": 1 }, "Next": "[B](x)" },
        "[B](x)": { "Type": "Pass", "InputPath": "$.c", "ResultPath": "$.d", "Next": "C" },
        "C": { "Type": "Pass", "Result": "$.x", "Nxt": "D" },
        "E": { "Type": "Succed" } } }"#;
    let dir = folder(
        "sarif_log",
        &[
            ("fine.json", br#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#.as_slice()),
            ("one/\u{e4} b%.json", faulty),
            ("broken.json", b"{\n  \"StartAt\": oops\n}"),
            ("empty.json", b""),
            ("bad.json", b"\xff"),
        ],
    );
    for (files, code, results) in [
        (&["fine.json"][..], 0, 0),
        (&["one/\u{e4} b%.json", "broken.json", "empty.json"], 1, 6),
        (&["broken.json", "bad.json", "gone.json"], 2, 1),
    ] {
        let arguments: Vec<&str> = ["check", "--format", "sarif"].iter().chain(files).copied().collect();
        let (found, out, _) = run(&dir, &arguments);
        assert_eq!(found, code, "{files:?}");
        let log: Value = serde_json::from_str(&out).unwrap();
        hold(&log, LOG, "");
        let run = &log["runs"][0];
        assert!(run["results"].as_array().unwrap().len() >= results, "{log:#}");
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        for result in run["results"].as_array().unwrap() {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            // What ends before it begins is no region.
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let at = |line: &str, column: &str| (region[line].as_u64(), region[column].as_u64());
            assert!(at("startLine", "startColumn") <= at("endLine", "endColumn"), "{result:#}");
        }
        let ids: std::collections::HashSet<&Value> = rules.iter().map(|rule| &rule["id"]).collect();
        assert_eq!(ids.len(), rules.len(), "each rule stands once");
        assert_eq!(run["invocations"][0]["executionSuccessful"], code != 2);
    }
}

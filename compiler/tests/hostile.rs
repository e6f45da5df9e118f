//! Whatever comes in: an answer, never a panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;
use serde_json::Value;
use stepwright_compiler::{
    asl,
    diag::{self, Diagnostics},
    json,
    source::Sources,
};

const DEFINITION: &str = r#"{
  "Comment": "all that can be read", "StartAt": "A", "Version": "1.0", "TimeoutSeconds": 60, "QueryLanguage": "JSONPath",
  "States": {
    "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:a", "TimeoutSecondsPath": "$.t[0]",
      "InputPath": "$$.Execution['Input']", "Parameters": {"a.$": "$.x", "b": [{"c.$": "$['y\u00e9'][-1]"}], "d": 1.5},
      "ResultSelector": {"r.$": "$"}, "ResultPath": "$.a.b", "OutputPath": null,
      "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 2, "MaxAttempts": 0, "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}],
      "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "F"}], "Next": "C"},
    "C": {"Type": "Choice", "Default": "F", "Choices": [
      {"And": [{"Variable": "$.a", "StringMatches": "a\\\\*b"}, {"Not": {"Variable": "$.b", "IsPresent": true}}], "Next": "W"},
      {"Variable": "$.c", "TimestampLessThan": "2026-01-31T12:00:00.5+01:00", "Next": "P"}]},
    "W": {"Type": "Wait", "Timestamp": "2026-01-31T12:00:00Z", "Next": "P"},
    "P": {"Type": "Pass", "Result": {"a": [true, null]}, "Assign": {"p": 1, "q.$": "$.q"}, "Next": "L"},
    "L": {"Type": "Parallel", "Parameters": {"x.$": "$p"}, "Assign": {"l.$": "$"}, "Next": "M", "Branches": [
      {"StartAt": "B", "States": {"B": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSeconds": 5,
        "Credentials": {"RoleArn": "r"}, "End": true}}}]},
    "M": {"Type": "Map", "ItemsPath": "$.a", "ItemSelector": {"i.$": "$$.Map.Item.Value"}, "MaxConcurrency": 2, "Label": "l", "ToleratedFailureCount": 1,
      "ToleratedFailurePercentagePath": "$.p", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Key": "k"},
      "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["a"], "MaxItems": 5}},
      "ItemBatcher": {"MaxItemsPerBatch": 2, "MaxInputBytesPerBatchPath": "$.b", "BatchInput": {"a": 1}},
      "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "WriterConfig": {"OutputType": "JSON"}},
      "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "I", "States": {"I": {"Type": "Succeed"}}}, "End": true},
    "F": {"Type": "Fail", "ErrorPath": "$.Error", "Cause": "none"}
  }
}"#;

/// Values that fields do not expect, and strings that are nearly right.
const ODD: &[&str] = &[
    "null",
    "true",
    "-1",
    "1e400",
    "99999999999999999999",
    "0.5",
    "\"\"",
    "[]",
    "{}",
    "[[]]",
    "\"$\"",
    "\"$.\"",
    "\"$[\"",
    "\"$['\"",
    "\"$['\\\\u\"",
    "\"$.a\\\\\"",
    "\"$$\"",
    "\"$é\"",
    "\"$..*\"",
    "\"$[?(\"",
    "\"$[1:\"",
    "\"$.a(\"",
    "\"States.\"",
    "\"States.Format(\"",
    "\"arn:::::\"",
    "\"arn:aws:states:::a:b.sync:2\"",
    "\"\\\\\"",
    "\"2026-13-01T00:00:00Z\"",
    "\"\u{1f600}\"",
    "{\"a.$\": 1, \"a\": {}}",
    "{\"And\": []}",
    "{\"A\": {\"Type\": \"Succeed\"}}",
    "[{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}]",
    "1e300",
    "\"JSONata\"",
    "\"Map\"",
    "\"Parallel\"",
    "\"DISTRIBUTED\"",
    "\"INLINE\"",
];

/// Reads a definition and shows every finding in every way.
fn read(text: &str) -> bool {
    let mut sources = Sources::new();
    let id = sources.add_text("hostile", text);
    let mut diags = Diagnostics::new();
    let node = json::parse(&sources, id, &mut diags);
    assert_eq!(node.is_none(), diags.has_errors(), "no tree exactly if there are errors");
    if let Some(node) = &node {
        let expected: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!(node.to_value(), expected);
        let machine = asl::read(node, &mut diags);
        let unknown = machine.start().is_none() || machine.states.iter().any(|state| state.faulty);
        assert!(!unknown || diags.has_errors(), "what is faulty has a finding");
    } else if diags.as_slice().iter().any(|d| d.code != "ASL0102") {
        // serde_json takes duplicate keys, and agrees about the rest.
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text}: {:?}", diags.as_slice());
    }
    let faultless = !diags.has_errors();
    let list = diags.into_sorted();
    // Each frame takes time with the length of the text.
    let shown = if text.len() > 100_000 { 1 } else { 20 };
    for diagnostic in list.iter().take(shown) {
        assert!(!diag::human::render(diagnostic, &sources, false).is_empty());
        assert!(!diag::plain::render(diagnostic, &sources).is_empty());
        assert!(diagnostic.message.chars().next().is_some_and(|c| !c.is_uppercase()), "{}", diagnostic.message);
        assert!(!diagnostic.message.ends_with('.'), "{}", diagnostic.message);
    }
    assert_eq!(diag::json::render(&list, &sources).as_array().unwrap().len(), list.len());
    faultless
}

/// Every place in a document, as the keys that lead there.
fn places(value: &Value, at: &mut Vec<String>, out: &mut Vec<String>) {
    out.push(at.iter().map(|key| format!("/{}", key.replace('~', "~0").replace('/', "~1"))).collect());
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => return,
    };
    for (key, value) in inner {
        at.push(key);
        places(value, at, out);
        at.pop();
    }
}

#[test]
fn the_definition_is_right_before_it_is_spoilt() {
    assert!(read(DEFINITION));
}

#[test]
fn nesting_never_overflows_the_stack() {
    for text in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000), format!("{}{}", "[".repeat(129), "]".repeat(129))]
    {
        let mut sources = Sources::new();
        let id = sources.add_text("deep", text);
        let mut diags = Diagnostics::new();
        assert!(json::parse(&sources, id, &mut diags).is_none());
        assert_eq!(diags.as_slice().last().unwrap().code, "ASL0103");
    }
    assert!(!read(&format!("{}{}", "[".repeat(127), "]".repeat(127))));
}

#[test]
fn a_definition_full_of_faults_is_read_in_no_time() {
    let states: Vec<_> =
        (0..5_000).map(|at| format!("\"State{at}\": {{\"Type\": \"Pass\", \"Next\": \"Sttae{at}\"}}")).collect();
    let text = format!("{{\"StartAt\": \"State0\", \"States\": {{{}}}}}", states.join(",\n"));
    assert!(!ends(&text));
}

/// Reads a definition in a time that only a runaway would need.
fn ends(text: &str) -> bool {
    let start = std::time::Instant::now();
    let faultless = read(text);
    println!("{} KiB in {:?}", text.len() / 1024, start.elapsed());
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
    faultless
}

/// A definition whose states are these.
fn definition(start: &str, states: &str) -> String {
    format!("{{\"StartAt\": \"{start}\", \"States\": {{{states}}}}}")
}

/// A state that holds machines, one in the other, `depth` of them.
fn nested(depth: usize, assign: &str) -> String {
    (0..depth).fold("\"S\": {\"Type\": \"Succeed\"}".to_owned(), |inner, at| {
        let start = if at == 0 { "S".to_owned() } else { format!("S{}", at - 1) };
        let machine = definition(&start, &inner);
        format!("\"S{at}\": {{\"Type\": \"Map\", \"ItemProcessor\": {machine}, {assign}\"End\": true}}")
    })
}

#[test]
fn machines_nest_as_deep_as_json_may() {
    assert!(ends(&definition("S39", &nested(40, ""))));
    assert!(!ends(&definition("S99", &nested(100, ""))));
    let names: Vec<_> = (0..400).map(|at| format!("\"v{at}\": 1")).collect();
    assert!(!ends(&definition("S39", &nested(40, &format!("\"Assign\": {{{}}}, ", names.join(", "))))));
}

#[test]
fn many_branches_and_states() {
    let branches = |name: &dyn Fn(usize) -> String| {
        let list: Vec<_> = (0..10_000)
            .map(|at| {
                definition(
                    &name(at),
                    &format!("\"{}\": {{\"Type\": \"Pass\", \"Assign\": {{\"v\": 1}}, \"End\": true}}", name(at)),
                )
            })
            .collect();
        definition(
            "P",
            &format!("\"P\": {{\"Type\": \"Parallel\", \"Branches\": [{}], \"End\": true}}", list.join(",")),
        )
    };
    assert!(ends(&branches(&|at| format!("S{at}"))));
    // All of one name.
    assert!(!ends(&branches(&|_| "S".to_owned())));
    let states: Vec<_> = (0..50_000).map(|at| format!("\"{at}\": {{\"Type\": \"Fail\"}}")).collect();
    assert!(ends(&definition("0", &states.join(","))));
}

#[test]
fn long_names_are_not_repeated() {
    let name = "n".repeat(500_000);
    let rules = vec!["{\"Oops\": 1}"; 5_000].join(",");
    assert!(!ends(&definition("A", &format!("\"{name}\": {{\"Type\": \"Choice\", \"Choices\": [{rules}]}}"))));
    let fields: Vec<_> = (0..20_000).map(|at| format!("\"Field{at}\": 1")).collect();
    assert!(!ends(&definition("A", &format!("\"A\": {{\"Type\": \"Succeed\", {}}}", fields.join(",")))));
    let keys: Vec<_> = (0..20_000).map(|at| format!("\"k{at}\": \"$.a\"")).collect();
    let inner = format!("\"Parameters\": {{\"{name}\": {{{}}}}}", keys.join(","));
    assert!(ends(&definition("A", &format!("\"A\": {{\"Type\": \"Pass\", {inner}, \"End\": true}}"))));
}

#[test]
fn keys_that_stand_twice_inside() {
    let members = vec!["\"A\": {\"Type\": \"Succeed\"}"; 10_000].join(",");
    let inner = definition("A", &members);
    assert!(!ends(&definition(
        "P",
        &format!("\"P\": {{\"Type\": \"Parallel\", \"Branches\": [{inner}], \"End\": true}}")
    )));
}

#[test]
fn every_place_with_every_odd_value() {
    let document: Value = serde_json::from_str(DEFINITION).unwrap();
    let mut all = Vec::new();
    places(&document, &mut Vec::new(), &mut all);
    for place in all {
        for odd in ODD {
            let mut document = document.clone();
            // The one number that does not fit is tried as text below.
            let Ok(odd) = serde_json::from_str(odd) else { continue };
            *document.pointer_mut(&place).unwrap() = odd;
            read(&document.to_string());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC*") {
        read(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn texts_made_of_json(parts in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "-", "0", ".", "e5", "null", "tru", "//", "/*", "*/", "\n", "'", "\\", "\\ud800", "\u{feff}", " ",
    ]), 0..24)) {
        read(&parts.concat());
    }

    #[test]
    fn a_definition_with_bytes_changed(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<char>(), 0..4_usize), 1..4)) {
        let mut chars: Vec<char> = DEFINITION.chars().collect();
        for (at, c, kind) in changes {
            if chars.is_empty() {
                break;
            }
            let at = at.index(chars.len());
            match kind {
                0 => chars[at] = c,
                1 => chars.insert(at, c),
                2 => { chars.remove(at); }
                _ => chars.truncate(at.max(1)),
            }
        }
        read(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn any_string_anywhere(place in any::<prop::sample::Index>(), text in "[$\\[\\]'\"\\\\.*?:a0 -]{0,12}") {
        let mut document: Value = serde_json::from_str(DEFINITION).unwrap();
        let mut all = Vec::new();
        places(&document, &mut Vec::new(), &mut all);
        *document.pointer_mut(place.get::<String>(&all)).unwrap() = Value::String(text);
        read(&document.to_string());
    }
}

#[test]
fn a_million_states_are_too_large() {
    let states: Vec<String> =
        (0..1_000_000).map(|at| format!(r#""S{at}":{{"Type":"Pass","Next":"S{}"}}"#, at + 1)).collect();
    let text = format!(r#"{{"StartAt":"S0","States":{{{}}}}}"#, states.join(","));
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("flow.asl.json", text);
    assert!(json::parse(&sources, id, &mut diags).is_none());
    let found: Vec<_> = diags.as_slice().iter().map(|found| found.code).collect();
    assert_eq!(found, [diag::codes::json::TOO_LARGE]);
}

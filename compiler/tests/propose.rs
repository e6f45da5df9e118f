//! Golden files: the contract that is proposed for a definition, to the letter.
//!
//! `UPDATE_EXPECT=1 cargo test -p stepwright-compiler --test propose` writes them anew.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{fs, path::Path};

use serde_json::{Value, json};
use stepwright_compiler::{
    diag::{Diagnostics, Severity, plain},
    json,
    propose::{Options, Outcome, Proposal, propose},
    source::Sources,
};

fn proposed(text: &str, samples: &[Value], name: &str) -> Result<Proposal, String> {
    let (mut sources, mut diagnostics) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text("flow.asl.json", text);
    let node = json::parse(&sources, source, &mut diagnostics);
    let options = Options { samples, name, module: None };
    node.and_then(|node| propose(&node, &options, &mut diagnostics)).ok_or_else(|| {
        let shown: Vec<String> = diagnostics.into_sorted().iter().map(|d| plain::render(d, &sources)).collect();
        shown.join("\n")
    })
}

/// The contract of a definition that is written as a value.
fn contract(definition: &Value) -> String {
    let proposal = proposed(&definition.to_string(), &[], "").unwrap();
    let errors: Vec<_> = proposal.findings.iter().filter(|d| d.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", proposal.source);
    proposal.source
}

#[test]
fn what_is_proposed_is_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/propose");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".asl.json").map(str::to_owned))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for name in names {
        let file = format!("{name}.asl.json");
        let text = fs::read_to_string(folder.join(&file)).unwrap();
        let samples = fs::read_to_string(folder.join(format!("{name}.samples.json")));
        let samples: Vec<Value> = samples.map_or_else(|_| Vec::new(), |text| serde_json::from_str(&text).unwrap());
        let proposal = proposed(&text, &samples, &file).unwrap();
        assert!(proposal.findings.iter().all(|d| d.severity != Severity::Error), "{:?}", proposal.findings);
        let expected = folder.join(format!("{name}.rs"));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &proposal.source).unwrap();
        }
        let expected = fs::read_to_string(&expected).unwrap_or_default();
        assert!(proposal.source == expected, "{name}: what is proposed differs from tests/propose/{name}.rs");
    }
}

/// A task, then a Choice over what it brings.
fn asked(rules: &Value) -> Value {
    json!({ "StartAt": "Ask", "States": {
        "Ask": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:ask", "Next": "Look" },
        "Look": { "Type": "Choice", "Choices": rules, "Default": "Done" },
        "Done": { "Type": "Pass", "Result": 1, "End": true }
    } })
}

#[test]
fn uses_that_do_not_go_together_leave_the_value_open() {
    for rules in [
        json!([
            { "Variable": "$.a", "NumericEquals": 1, "Next": "Done" },
            { "Variable": "$.a", "StringEquals": "x", "Next": "Done" }
        ]),
        json!([{ "Variable": "$.a", "IsString": true, "Next": "Done" }]),
    ] {
        assert!(contract(&asked(&rules)).contains("pub a: Value,"));
    }
}

#[test]
fn what_is_read_without_a_guard_is_there_as_null() {
    let rules = json!([
        { "Variable": "$.a", "NumericEquals": 1, "Next": "Done" },
        { "Variable": "$.a", "IsPresent": true, "Next": "Done" }
    ]);
    let source = contract(&asked(&rules));
    assert!(source.contains("pub a: Option<f64>,") && !source.contains("skip_serializing_if"), "{source}");
}

#[test]
fn what_the_definition_itself_does_wrong_is_said() {
    let faulty = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Result": { "b": 1 }, "Next": "B" },
        "B": { "Type": "Pass", "InputPath": "$.c", "End": true }
    } });
    let proposal = proposed(&faulty.to_string(), &[], "").unwrap();
    assert_eq!(proposal.findings.iter().map(|d| d.code).collect::<Vec<_>>(), ["ASL0312"]);

    let jsonata = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Succeed" } } });
    assert!(proposed(&jsonata.to_string(), &[], "").unwrap_err().contains("JSONata is not yet built"));
    assert!(proposed("{", &[], "").is_err());
}

#[test]
fn what_comes_of_it_is_told_where_it_is_sure() {
    let outcome = |definition: &Value| proposed(&definition.to_string(), &[], "").unwrap().outcome;
    let runs = |first: &[&str], succeeds| Outcome::Runs {
        first: first.iter().map(|name| (*name).to_owned()).collect(),
        succeeds,
    };
    assert_eq!(
        outcome(&asked(&json!([{ "Variable": "$.a", "NumericEquals": 1, "Next": "Done" }]))),
        runs(&["ask"], true)
    );
    // A loop may go on for ever.
    assert_eq!(
        outcome(&asked(&json!([{ "Variable": "$.a", "NumericEquals": 1, "Next": "Ask" }]))),
        runs(&["ask"], false)
    );
    let fails = json!({ "StartAt": "A", "States": { "A": { "Type": "Fail" } } });
    assert_eq!(outcome(&fails), runs(&[], false));
    let quiet = json!({ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } });
    assert_eq!(outcome(&quiet), runs(&[], true));
    let activity = json!({ "StartAt": "A", "States": { "A": {
        "Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "End": true } } });
    assert_eq!(outcome(&activity), Outcome::Refused);
}

#[test]
fn names_of_any_kind_become_identifiers() {
    let keys = ["type", "self", "1st", "größe", "a b", "a-b", "", "HTTPCode", "x\n\u{202e}y", "注文", "rest"];
    let parts: serde_json::Map<String, Value> = keys
        .iter()
        .enumerate()
        .map(|(at, key)| (format!("p{at}.$"), json!(format!("$['{}']", key.replace('\n', " ")))))
        .collect();
    let definition = json!({ "StartAt": "A\n`*/", "States": {
        "A\n`*/": { "Type": "Pass", "Parameters": parts, "Next": "B" },
        "B": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:1st-fn", "Next": "C" },
        "C": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:match", "Next": "D" },
        "D": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:Do_It", "Next": "E" },
        "E": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:doIt", "End": true }
    } });
    let source = contract(&definition);
    for part in ["type_", "self_", "field1st", "größe", "a_b: ", "a_b2", "http_code", "async fn do_it2"] {
        assert!(source.contains(part), "{part}\n{source}");
    }
    syn::parse_file(&source).unwrap();
}

#[test]
fn definitions_that_grow_without_end_are_proposed_for() {
    // Each round doubles the document, and reads from all of it.
    let states: serde_json::Map<String, Value> = (0..40)
        .map(|at| {
            let name = |at: usize| format!("S{}", at % 40);
            let parameters = json!({ "a.$": "$", "b.$": "$", "c.$": format!("$.a.k{at}") });
            (name(at), json!({ "Type": "Pass", "Parameters": parameters, "Next": name(at + 1) }))
        })
        .chain([("Out".to_owned(), json!({ "Type": "Succeed" }))])
        .collect();
    let mut definition = json!({ "StartAt": "S0", "States": states });
    definition["States"]["S39"] = json!({ "Type": "Choice", "Default": "S0",
        "Choices": [{ "Variable": "$.stop", "BooleanEquals": true, "Next": "Out" }] });
    // What it reads is not there: that is its own fault, and ends all the same.
    assert!(!proposed(&definition.to_string(), &[], "").unwrap().findings.is_empty());
}

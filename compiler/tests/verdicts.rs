//! What the service refuses at create time is refused, and what it takes is taken: over every definition of the
//! corpus, with the codes and places of its own findings where they were recorded.
//!
//! They stand outside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use stepwright_compiler::{
    diag::{Diagnostic, Severity, codes::structure as codes},
    ir::{express_refusals, variable_references},
};
use support::{Case, MISREAD, corpus};

/// What linters take and the service refuses: resources such as `foo:bar`, credentials without a role, and names
/// that stand in two branches.
fn is_linters_opinion(folder: &str, id: &str, error: &Diagnostic) -> bool {
    let credentials = error.code == codes::MISSING_FIELD && error.field.as_deref() == Some("Credentials.RoleArn");
    folder == "definitions-valid"
        && (credentials
            || error.code == codes::RESOURCE
            || error.code == codes::DUPLICATE_STATE
            || MISREAD.contains(&id) && error.code.starts_with("ASL03"))
}

/// The text of a definition, as it was written where that is known.
fn text(case: &Case) -> String {
    match &case.json["definition_text"] {
        Value::String(text) => text.clone(),
        _ => serde_json::to_string_pretty(&case.json["definition"]).unwrap(),
    }
}

/// Whether a part of it is in JSONata, which is refused by name.
fn is_jsonata(case: &Case) -> bool {
    text(case).contains("\"JSONata\"")
}

fn is_weak(case: &Case) -> bool {
    case.json["weak_verdict"].as_array().is_some_and(|list| !list.is_empty())
}

fn errors(found: &[Diagnostic]) -> Vec<&Diagnostic> {
    found.iter().filter(|d| d.severity == Severity::Error).collect()
}

fn is_unbuilt(diagnostic: &Diagnostic) -> bool {
    diagnostic.code.starts_with("ASL10")
}

#[test]
fn what_is_taken_is_taken() {
    let mut wrong = BTreeMap::new();
    for name in ["definitions-valid", "real-world", "aws-recorded", "aws-recorded-varrefs"] {
        let (mut read, mut unbuilt) = (0, BTreeMap::<_, usize>::new());
        for case in corpus(name) {
            if !case.json["definition"].is_object() || is_jsonata(&case) || case.is_spoilt() {
                continue;
            }
            read += 1;
            let checked = support::check(&text(&case), None);
            for error in errors(&checked.found) {
                if is_linters_opinion(name, &case.id, error) {
                    println!("refused all the same: {} {}", case.id, error.message);
                } else if is_unbuilt(error) {
                    *unbuilt.entry(error.code).or_default() += 1;
                } else {
                    let text = format!("{} {}", error.code, error.message);
                    wrong.entry(text).or_insert_with(Vec::new).push(format!("{name}/{}", case.id));
                }
            }
        }
        println!("{name}: {read} definitions in JSONPath; not yet built: {unbuilt:?}");
    }
    for (message, cases) in &wrong {
        println!("{message}\n    {} cases, such as {}", cases.len(), cases[0]);
    }
    assert!(wrong.is_empty(), "{} kinds of false alarms", wrong.len());
}

#[test]
fn what_is_refused_is_refused() {
    let (mut judged, mut taken) = (0, Vec::new());
    for case in corpus("definitions-invalid") {
        if is_jsonata(&case) {
            continue;
        }
        judged += 1;
        let checked = support::check(&text(&case), None);
        let errors = errors(&checked.found);
        if errors.iter().all(|error| is_unbuilt(error)) {
            let doubt = if is_weak(&case) { "(doubtful) " } else { "" };
            println!("taken: {doubt}{} {} {errors:?}", case.id, case.json["expect"]["reasons"]);
            if !is_weak(&case) {
                taken.push(case.id);
            }
        }
    }
    println!("{judged} definitions in JSONPath");
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

/// Verdict, code and place of what CreateStateMachine and ValidateStateMachineDefinition said.
#[test]
fn findings_are_those_of_the_service() {
    let mut wrong = Vec::new();
    for case in corpus("aws-recorded-invalid") {
        if case.json["about"] == "api-arguments" {
            continue;
        }
        let recorded = &case.json["expect"];
        let list = recorded["diagnostics_parsed"].as_array().or_else(|| recorded["recorded"]["diagnostics"].as_array());
        let expected: BTreeSet<(String, Option<String>)> = list
            .into_iter()
            .flatten()
            .map(|d| (d["code"].as_str().unwrap().to_owned(), d["location"].as_str().map(str::to_owned)))
            .collect();
        let checked = support::check(&text(&case), None);
        let mut found: BTreeSet<(String, Option<String>)> = errors(&checked.found)
            .into_iter()
            .filter(|error| !is_unbuilt(error))
            .map(|d| (d.service_code.unwrap_or(d.code).to_owned(), d.location.clone()))
            .collect();
        if let (Some("EXPRESS"), Some(machine)) = (case.json["type"].as_str(), &checked.machine) {
            let refusals = express_refusals(machine);
            for refusal in &refusals {
                found.insert(("SCHEMA_VALIDATION_FAILED".to_owned(), Some(refusal.location.clone())));
                let said = list.into_iter().flatten().any(|d| d["message"] == refusal.message);
                assert!(said, "{}: {}", case.id, refusal.message);
            }
        }
        println!("{}: {found:?}", case.id);
        if found != expected {
            wrong.push(format!("{}: expected {expected:?}, found {found:?}", case.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn variables_are_referred_to_where_the_service_says() {
    let (mut right, mut wrong) = (0, Vec::new());
    for case in corpus("aws-recorded-varrefs") {
        let checked = support::check(&text(&case), None);
        if errors(&checked.found).into_iter().any(is_unbuilt) {
            println!("not yet built: {}", case.id);
            continue;
        }
        let found = serde_json::to_value(variable_references(checked.machine.as_ref().unwrap())).unwrap();
        if found == case.json["expect"]["variableReferences"] {
            right += 1;
        } else {
            wrong.push(format!("{}: {found}", case.id));
        }
    }
    println!("{right} right");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What was measured at the service, without a recording: the code and the place of a finding.
#[test]
fn places_are_those_of_the_service() {
    let end = r#""Z": {"Type": "Succeed"}"#;
    let target = "MISSING_TRANSITION_TARGET";
    let schema = "SCHEMA_VALIDATION_FAILED";
    for (states, code, location) in [
        (r#""A": {"Type": "Pass", "Next": "X"}"#, target, Some("/States/A/Next")),
        (
            r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "X"}], "Default": "Z"}"#,
            target,
            Some("/States/A/Choices[0]/Next"),
        ),
        (
            r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "Z"}], "Default": "X"}"#,
            target,
            Some("/States/A/Default"),
        ),
        (
            r#""A": {"Type": "Task", "Resource": "arn:aws:lambda:::function:f", "Catch": [{"ErrorEquals": ["E"], "Next": "X"}], "Next": "Z"}"#,
            target,
            Some("/States/A/Catch[0]/Next"),
        ),
        (r#""A": {"Type": "Pass", "Next": "Z"}, "X": {"Type": "Fail"}"#, target, Some("/States/X")),
        (r#""A": {"Type": "Pass", "Next": "A"}"#, "MISSING_END_STATE", None),
        (
            r#""A": {"Type": "Map", "ItemProcessor": {"QueryLanguage": "JSONPath", "StartAt": "B", "States": {"B": {"Type": "Succeed"}}}, "Next": "Z"}"#,
            schema,
            Some("/States/A/ItemProcessor"),
        ),
        (r#""A": {"Type": "Parallel", "Branches": [], "Next": "Z"}"#, schema, Some("/States/A/Branches")),
        (r#""A": {"Type": "Pas", "Next": "Z"}"#, schema, Some("/States/A/Type")),
        (r#""A": {"Type": "Pass", "Output": 1, "Next": "Z"}"#, schema, Some("/States/A")),
        (
            r#""A": {"Type": "Pass", "Parameters": {"a": {"b.$": "b"}}, "Next": "Z"}"#,
            schema,
            Some("/States/A/Parameters"),
        ),
    ] {
        let checked = support::check(&format!(r#"{{"StartAt": "A", "States": {{{states}, {end}}}}}"#), None);
        let found: Vec<_> = errors(&checked.found).iter().map(|d| (d.service_code, d.location.as_deref())).collect();
        assert_eq!(found, [(Some(code), location)], "{states}");
    }
}

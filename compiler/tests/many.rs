//! Many kinds of records: the variants of an enum are all known; of more others than are told apart less is known, and
//! nothing is raised that is no fault.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};

/// More than a union keeps apart.
const MANY: usize = 70;
/// More laps than a loop is looked at before what still grows is widened.
const STAGES: usize = 12;

fn function(name: &str) -> String {
    format!("arn:aws:lambda:us-east-1:123456789012:function:{name}")
}

/// A contract with an enum of many variants under `attribute`, and what a document is made of.
fn contract(attribute: &str, fields: &str) -> String {
    let variant = |at: usize| {
        let same = if at.is_multiple_of(2) { "u32" } else { "String" };
        format!("V{at} {{ f{at}: u32, same: {same} }}")
    };
    let variants: Vec<String> = (0..MANY).map(variant).collect();
    format!(
        "#[derive(Clone, Serialize, Deserialize)] pub struct Doc {{ {fields} }}
        #[derive(Clone, Serialize, Deserialize)] {attribute} pub enum Big {{ {} }}
        #[derive(Debug, TaskError)] pub enum Oops {{ Busy }}
        #[stepwright::tasks(input = Doc, output = Doc)]
        pub trait Tasks {{
            async fn doc(&self, doc: Doc) -> Result<Doc, Oops>;
            async fn big(&self, big: Big) -> Result<Big, Oops>;
            async fn number(&self, number: u32) -> Result<(), Oops>;
            async fn text(&self, text: String) -> Result<(), Oops>;
        }}",
        variants.join(", ")
    )
}

fn call(name: &str, input: &str, result: Value, next: &str) -> Value {
    json!({ "Type": "Task", "Resource": function(name), "InputPath": input, "ResultPath": result, "Next": next })
}

/// Asks for two variants, reads what each of them has, and hands all of it on.
fn reading(guard: impl Fn(usize) -> Value, fields: impl Fn(usize) -> String) -> Value {
    let rule = |at: usize| {
        let mut rule = guard(at);
        rule["Next"] = json!(format!("Number{at}"));
        rule
    };
    let mut states = json!({
        "Which": { "Type": "Choice", "Choices": [rule(5), rule(67)], "Default": "All" },
        "All": call("doc", "$", json!("$"), "End"),
        "End": { "Type": "Succeed" }
    });
    for at in [5, 67] {
        let (own, same) = (format!("{}.f{at}", fields(at)), format!("{}.same", fields(at)));
        states[format!("Number{at}")] = call("number", &own, Value::Null, &format!("Text{at}"));
        states[format!("Text{at}")] = call("text", &same, Value::Null, "All");
    }
    json!({ "StartAt": "Which", "States": states })
}

#[track_caller]
fn assert_fine(definition: &Value, contract: &str) {
    let checked = support::check(&definition.to_string(), Some(contract));
    let said: Vec<_> = checked.found.iter().map(|found| format!("{} {}", found.code, found.message)).collect();
    assert!(said.is_empty(), "{}", said.join("\n"));
    assert!(checked.facts.is_some());
}

#[test]
fn variants_of_a_large_enum() {
    let document = "pub big: Big, pub list: Vec<Big>";
    let tagged = |at: usize| json!({ "Variable": "$.big.kind", "StringEquals": format!("V{at}") });
    assert_fine(&reading(tagged, |_| "$.big".to_owned()), &contract("#[serde(tag = \"kind\")]", document));
    let adjacent = contract("#[serde(tag = \"kind\", content = \"data\")]", document);
    assert_fine(&reading(tagged, |_| "$.big.data".to_owned()), &adjacent);
    let present = |path: String| json!({ "Variable": path, "IsPresent": true });
    assert_fine(&reading(|at| present(format!("$.big.V{at}")), |at| format!("$.big.V{at}")), &contract("", document));
    let untagged = contract("#[serde(untagged)]", document);
    assert_fine(&reading(|at| present(format!("$.big.f{at}")), |_| "$.big".to_owned()), &untagged);
}

#[test]
fn variants_of_a_large_enum_among_other_keys() {
    let flattened = contract("#[serde(tag = \"kind\")]", "pub id: String, #[serde(flatten)] pub big: Big");
    let tagged = |at: usize| json!({ "Variable": "$.kind", "StringEquals": format!("V{at}") });
    assert_fine(&reading(tagged, |_| "$".to_owned()), &flattened);
    // What stands beside them is known as before.
    let misspelt = json!({ "StartAt": "A", "States": { "A": call("text", "$.id.x", json!(null), "B"), "B": { "Type": "Succeed" } } });
    let checked = support::check(&misspelt.to_string(), Some(&flattened));
    assert_eq!(checked.found.first().map(|found| found.code), Some("ASL0313"));
    // And so are the variants.
    let misspelt = reading(tagged, |at| if at == 67 { "$.misspelt".to_owned() } else { "$".to_owned() });
    let checked = support::check(&misspelt.to_string(), Some(&flattened));
    assert_eq!(checked.found.first().map(|found| found.code), Some("ASL0312"));
}

#[test]
fn a_state_that_many_ways_lead_to() {
    let kind = |at: usize| json!(format!("k{at}"));
    let rules = |variable: &str, to: &str, literal: &dyn Fn(usize) -> (&'static str, Value)| -> Vec<Value> {
        let rule = |at| {
            let (operator, literal) = literal(at);
            json!({ "Variable": variable, operator: literal, "Next": format!("{to}{at}") })
        };
        (0..MANY).map(rule).collect()
    };
    let mut states = json!({
        "Split": { "Type": "Choice", "Choices": rules("$.n", "Way", &|at| ("NumericEquals", json!(at))), "Default": "Way0" },
        "Join": { "Type": "Choice", "Choices": rules("$.kind", "Read", &|at| ("StringEquals", kind(at))) },
    });
    for at in 0..MANY {
        states[format!("Way{at}")] =
            json!({ "Type": "Pass", "Result": { "kind": kind(at), format!("f{at}"): at }, "Next": "Join" });
        states[format!("Read{at}")] =
            json!({ "Type": "Task", "Resource": function("number"), "InputPath": format!("$.f{at}"), "End": true });
    }
    let contract = "#[derive(Clone, Serialize, Deserialize)] pub struct Doc { pub n: u32 }
        #[stepwright::tasks(input = Doc, output = serde_json::Value)]
        pub trait Tasks { async fn number(&self, number: u32) -> Result<(), std::convert::Infallible>; }";
    assert_fine(&json!({ "StartAt": "Split", "States": states }), contract);
}

#[test]
fn a_loop_in_which_each_stage_has_data_of_its_own() {
    let stage = |at: usize| json!({ "stage": format!("s{at}"), format!("f{at}"): at });
    let mut states = json!({
        "Begin": { "Type": "Pass", "Result": stage(0), "Next": "Stage?" },
        "End": { "Type": "Succeed" }
    });
    let mut rules = Vec::new();
    for at in 0..STAGES {
        rules.push(json!({ "Variable": "$.stage", "StringEquals": format!("s{at}"), "Next": format!("Do{at}") }));
        states[format!("Do{at}")] = call("number", &format!("$.f{at}"), Value::Null, &format!("Done{at}"));
        states[format!("Done{at}")] = json!({ "Type": "Pass", "Result": stage(at + 1), "Next": "Stage?" });
    }
    states["Stage?"] = json!({ "Type": "Choice", "Choices": rules, "Default": "End" });
    let contract = "#[stepwright::tasks(input = serde_json::Value, output = serde_json::Value)]
        pub trait Tasks { async fn number(&self, number: u32) -> Result<(), std::convert::Infallible>; }";
    assert_fine(&json!({ "StartAt": "Begin", "States": states }), contract);
}

/// A Choice with a rule for each variant of an enum, behind which what that variant has is read; as `field` says.
fn every(tagging: &str, count: usize, field: impl Fn(usize) -> String) -> (Value, String) {
    let (attribute, inside) = match tagging {
        "internal" => ("#[serde(tag = \"kind\")]", ""),
        "adjacent" => ("#[serde(tag = \"kind\", content = \"data\")]", ".data"),
        "untagged" => ("#[serde(untagged)]", ""),
        _ => ("", ".V"),
    };
    let inside = |at: usize| if inside == ".V" { format!("$.big.V{at}") } else { format!("$.big{inside}") };
    let guard = |at: usize| match tagging {
        "internal" | "adjacent" => json!({ "Variable": "$.big.kind", "StringEquals": format!("V{at}") }),
        "untagged" => json!({ "Variable": format!("$.big.f{at}"), "IsPresent": true }),
        _ => json!({ "Variable": format!("$.big.V{at}"), "IsPresent": true }),
    };
    let rule = |at: usize| {
        let mut rule = guard(at);
        rule["Next"] = json!(format!("Read{at}"));
        rule
    };
    let mut states = json!({ "Which": { "Type": "Choice", "Choices": (0..count).map(rule).collect::<Vec<_>>() },
        "All": call("big", "$.big", Value::Null, "End"), "End": { "Type": "Succeed" } });
    for at in 0..count {
        let path = format!("{}.{}", inside(at), field(at));
        states[format!("Read{at}")] = call("number", &path, Value::Null, "All");
    }
    let variants: Vec<String> = (0..count).map(|at| format!("V{at} {{ f{at}: u32, note: String }}")).collect();
    let contract = format!(
        "#[derive(Clone, Serialize, Deserialize)] pub struct Doc {{ pub big: Big }}
        #[derive(Clone, Serialize, Deserialize)] {attribute} pub enum Big {{ {} }}
        #[stepwright::tasks(input = Doc, output = Doc)]
        pub trait Tasks {{
            async fn big(&self, big: Big) -> Result<Big, std::convert::Infallible>;
            async fn number(&self, number: u32) -> Result<(), std::convert::Infallible>;
        }}",
        variants.join(", ")
    );
    (json!({ "StartAt": "Which", "States": states }), contract)
}

#[test]
fn all_variants_of_an_enum_are_known_however_many_there_are() {
    for (tagging, count) in ["internal", "adjacent", "external", "untagged"].into_iter().zip([200; 4]).chain([
        ("internal", 65),
        ("external", 65),
        ("internal", 400),
    ]) {
        let start = std::time::Instant::now();
        let (definition, contract) = every(tagging, count, |at| format!("f{at}"));
        assert_fine(&definition, &contract);
        let last = count - 1;
        let (definition, _) = every(tagging, count, |at| if at == last { "fx".to_owned() } else { format!("f{at}") });
        let checked = support::check(&definition.to_string(), Some(&contract));
        let said: Vec<_> =
            checked.found.iter().map(|one| (one.code, one.primary.state.as_deref().unwrap_or_default())).collect();
        let took = start.elapsed();
        assert_eq!(said, [("ASL0312", &*format!("Read{last}"))], "{tagging} {count}");
        assert!(took < std::time::Duration::from_secs(60), "{took:?}");
    }
}

#[test]
fn a_variant_that_no_rule_takes_and_one_that_is_none_are_told_among_many() {
    let (mut definition, contract) = every("internal", 100, |at| format!("f{at}"));
    definition["States"]["Which"]["Choices"][99]["StringEquals"] = json!("V100");
    let checked = support::check(&definition.to_string(), Some(&contract));
    let codes: Vec<_> = checked.found.iter().map(|one| one.code).collect();
    assert!(codes.contains(&"ASL0505") || codes.contains(&"ASL0503"), "{codes:?}");
}

//! Large and hostile definitions end, in a time that grows with their size.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use stepwright_compiler::{
    Options, compile,
    diag::{Diagnostics, Severity, codes},
    json,
    source::Sources,
    types::import::{Root, import},
};

const CONTRACT: &str = "
#[derive(Clone, Serialize, Deserialize)] pub struct Order { pub id: String, pub total: f64, pub kind: Kind }
#[derive(Clone, Serialize, Deserialize)] pub enum Kind { A, B, C }
#[derive(Clone, Serialize, Deserialize)] pub struct Receipt { pub id: String }
#[derive(TaskError)] pub enum Oops { Busy }
#[stepwright::tasks(input = Order, output = serde_json::Value)]
pub trait Tasks { async fn charge(&self, order: Order) -> Result<Receipt, Oops>; }
";

/// A definition of `count` states, the last of them `Z`, each written by `state` from its number and the next name.
fn chain(count: usize, state: impl Fn(usize, &str) -> String) -> String {
    let mut text = String::from("{ \"StartAt\": \"S0\", \"States\": {\n");
    for at in 0..count {
        let next = if at + 1 == count { "Z".to_owned() } else { format!("S{}", at + 1) };
        writeln!(text, "\"S{at}\": {},", state(at, &next)).unwrap();
    }
    if text.contains("\"Next\": \"Caught\"") {
        text.push_str("\"Caught\": { \"Type\": \"Fail\" }, ");
    }
    text.push_str("\"Z\": { \"Type\": \"Succeed\" } } }");
    text
}

/// Checks it within a time that only a runaway would need, and gives back how many errors there are, but for its
/// size: what nothing reads is no matter here.
fn ends(text: &str, contract: Option<&str>) -> usize {
    let start = Instant::now();
    let mut found = support::check(text, contract).found;
    let took = start.elapsed();
    println!("{} KiB in {took:?}, {} findings", text.len() / 1024, found.len());
    assert!(took < Duration::from_secs(60), "{took:?}");
    found.retain(|finding| finding.severity == Severity::Error && finding.code != codes::json::OVER_LIMIT);
    found.len()
}

/// A mixed workflow: tasks with catchers, choices that lead back, waits and passes.
fn mixed(at: usize, next: &str) -> String {
    let slot = at % 7;
    match at % 4 {
        0 => format!(
            r#"{{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge", "ResultPath": "$.r{slot}",
                "Catch": [{{ "ErrorEquals": ["Busy"], "ResultPath": "$.error", "Next": "Caught" }}], "Next": "{next}" }}"#
        ),
        1 => format!(
            r#"{{ "Type": "Choice", "Choices": [{{ "Variable": "$.id", "StringEquals": "x{at}", "Next": "S{}" }},
                {{ "Variable": "$.total", "NumericGreaterThan": 5, "Next": "{next}" }}], "Default": "{next}" }}"#,
            at.saturating_sub(5)
        ),
        2 => format!(r#"{{ "Type": "Wait", "Seconds": 1, "Next": "{next}" }}"#),
        _ => format!(r#"{{ "Type": "Pass", "Result": {{ "n": {at} }}, "ResultPath": "$.p{slot}", "Next": "{next}" }}"#),
    }
}

#[test]
fn ten_thousand_states() {
    for count in [1_000, 10_000] {
        assert_eq!(ends(&chain(count, mixed), Some(CONTRACT)), 0);
        ends(&chain(count, mixed), None);
    }
}

#[test]
fn every_state_adds_a_field() {
    let text = chain(2_000, |at, next| {
        format!(r#"{{ "Type": "Pass", "Result": {at}, "ResultPath": "$.f{at}", "Next": "{next}" }}"#)
    });
    assert_eq!(ends(&text, Some(CONTRACT)), 0);
}

#[test]
fn documents_that_double() {
    let twice = |_, next: &str| {
        format!(r#"{{ "Type": "Pass", "Parameters": {{ "a.$": "$", "b.$": "$" }}, "Next": "{next}" }}"#)
    };
    assert_eq!(ends(&chain(200, twice), Some(CONTRACT)), 0);
    let into_itself = |_, next: &str| format!(r#"{{ "Type": "Pass", "ResultPath": "$.self", "Next": "{next}" }}"#);
    assert_eq!(ends(&chain(200, into_itself), Some(CONTRACT)), 0);
}

#[test]
fn one_missing_field_read_everywhere() {
    let text = chain(1_000, |_, next| {
        format!(r#"{{ "Type": "Pass", "Parameters": {{ "x.$": "$.nope" }}, "ResultPath": "$.x", "Next": "{next}" }}"#)
    });
    assert!(ends(&text, Some(CONTRACT)) > 0);
}

#[test]
fn every_state_leads_to_every_other() {
    let text = chain(60, |at, next| {
        let rules: Vec<String> = (0..60)
            .map(|to| format!(r#"{{ "Variable": "$.total", "NumericEquals": {}, "Next": "S{to}" }}"#, at * 100 + to))
            .collect();
        format!(r#"{{ "Type": "Choice", "Choices": [{}], "Default": "{next}" }}"#, rules.join(","))
    });
    assert_eq!(ends(&text, Some(CONTRACT)), 0);
}

#[test]
fn a_choice_of_many_questions() {
    let tests: Vec<String> = (0..300)
        .map(|at| {
            format!(
                r#"{{ "And": [{{ "Variable": "$.id", "StringEquals": "x{at}" }}, {{ "Variable": "$.kind", "StringEquals": "A" }},
                {{ "Or": [{{ "Variable": "$.total", "NumericLessThan": {at} }}, {{ "Variable": "$.total", "NumericGreaterThan": 9 }}] }}], "Next": "Z" }}"#
            )
        })
        .collect();
    let text =
        chain(1, |_, next| format!(r#"{{ "Type": "Choice", "Choices": [{}], "Default": "{next}" }}"#, tests.join(",")));
    ends(&text, Some(CONTRACT));
}

/// A Parallel of two branches, each a task and a pass.
fn forked(at: usize, next: &str) -> String {
    format!(
        r#"{{ "Type": "Parallel", "Branches": [
        {{ "StartAt": "A{at}", "States": {{ "A{at}": {{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge", "ResultPath": "$.receipt", "End": true }} }} }},
        {{ "StartAt": "B{at}", "States": {{ "B{at}": {{ "Type": "Pass", "Assign": {{ "inner.$": "$.id" }}, "End": true }} }} }}
        ], "ResultPath": "$.both", "Assign": {{ "id.$": "$[0].id" }}, "Next": "{next}" }}"#
    )
}

#[test]
fn many_scopes() {
    for count in [1_000, 4_000] {
        assert_eq!(ends(&chain(count, forked), Some(CONTRACT)), 0);
    }
}

#[test]
fn a_wide_parallel() {
    let branches: Vec<String> = (0..2_000)
        .map(|at| format!(r#"{{ "StartAt": "A{at}", "States": {{ "A{at}": {{ "Type": "Pass", "Parameters": {{ "n": {at} }}, "End": true }} }} }}"#))
        .collect();
    let text = format!(
        r#"{{ "StartAt": "P", "States": {{ "P": {{ "Type": "Parallel", "Branches": [{}], "End": true }} }} }}"#,
        branches.join(",")
    );
    assert_eq!(ends(&text, Some(CONTRACT)), 0);
}

#[test]
fn scopes_in_scopes() {
    // Every level is a loop around a Map over a list, so that each has several rounds of its own.
    let mut inner = r#"{ "StartAt": "In", "States": { "In": { "Type": "Pass", "End": true } } }"#.to_owned();
    for level in 0..20 {
        inner = format!(
            r#"{{ "StartAt": "L{level}", "States": {{
            "L{level}": {{ "Type": "Map", "ItemsPath": "$.items", "ItemSelector": {{ "items.$": "States.Array($)", "id.$": "$$.Map.Item.Value" }},
                "ItemProcessor": {inner}, "ResultPath": "$.r{level}", "Next": "C{level}" }},
            "C{level}": {{ "Type": "Choice", "Choices": [{{ "Variable": "$.more", "IsPresent": true, "Next": "L{level}" }}], "Default": "E{level}" }},
            "E{level}": {{ "Type": "Pass", "Parameters": {{ "items.$": "States.Array($)", "was.$": "$.r{level}" }}, "Next": "F{level}" }},
            "F{level}": {{ "Type": "Succeed" }} }} }}"#
        );
    }
    ends(&inner, None);
}

#[test]
fn every_state_assigns_a_variable() {
    let text = chain(2_000, |at, next| {
        let before = if at == 0 { "$.id".to_owned() } else { format!("$v{}", at - 1) };
        format!(r#"{{ "Type": "Pass", "Assign": {{ "v{at}.$": "{before}" }}, "Next": "{next}" }}"#)
    });
    assert_eq!(ends(&text, Some(CONTRACT)), 0);
}

#[test]
fn one_great_circle() {
    let text = chain(20_000, |at, next| {
        match at {
        19_999 => {
            r#"{ "Type": "Choice", "Choices": [{ "Variable": "$.total", "NumericEquals": 1, "Next": "S0" }], "Default": "Z" }"#
                .to_owned()
        }
        _ => format!(r#"{{ "Type": "Pass", "Result": 1, "ResultPath": "$.n", "Next": "{next}" }}"#),
    }
    });
    // Nothing in it changes what it asks for.
    assert_eq!(ends(&text, Some(CONTRACT)), 1);
}

#[test]
fn many_names_of_errors() {
    let names: Vec<String> = (0..50_000).map(|at| format!("\"States.E{at}\"")).collect();
    let names = names.join(",");
    let retry = format!(r#"{{ "ErrorEquals": [{names}] }}"#);
    let text = chain(1, |_, next| {
        format!(
            r#"{{ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "Retry": [{retry}, {retry}], "Next": "{next}" }}"#
        )
    });
    assert_eq!(ends(&text, None), 0);
}

#[test]
fn a_variable_that_all_assign_and_misread() {
    let text = chain(3_000, |_, next| {
        format!(
            r#"{{ "Type": "Pass", "Parameters": {{ "x.$": "$v.x" }}, "Assign": {{ "v.$": "$$.Execution.Name" }}, "Next": "{next}" }}"#
        )
    });
    assert!(ends(&text, Some(CONTRACT)) > 0);
}

#[test]
fn looks_below_everything() {
    let text = chain(300, |at, next| {
        format!(
            r#"{{ "Type": "Pass", "Parameters": {{ "a.$": "$..id", "b.$": "$..*", "c.$": "$..[?(@.id)]", "d.$": "$" }}, "ResultPath": "$.r{at}", "Next": "{next}" }}"#
        )
    });
    ends(&text, Some(CONTRACT));
}

/// Each struct has six fields of the next one: 6^8 places, of which none is worth code of its own.
#[test]
fn structs_in_structs_are_not_written_out_without_end() {
    let mut contract = String::new();
    for tree in ["Have", "Want"] {
        for level in 0..8 {
            let fields: String = (0..6).map(|at| format!("pub f{at}: {tree}{},", level + 1)).collect();
            writeln!(contract, "#[derive(Clone, Serialize, Deserialize)] pub struct {tree}{level} {{ {fields} }}")
                .unwrap();
        }
        writeln!(contract, "#[derive(Clone, Serialize, Deserialize)] pub struct {tree}8 {{ pub x: u8 }}").unwrap();
    }
    contract.push_str(
        "#[stepwright::tasks(input = Have0, output = u8)]
        pub trait Tasks { async fn take(&self, want: Want0) -> Result<u8, std::convert::Infallible>; }",
    );
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let fields: Vec<String> = (0..6).map(|at| format!(r#""f{at}.$": "$.f{at}""#)).collect();
    let text = format!(
        r#"{{ "StartAt": "A", "States": {{ "A": {{ "Type": "Task", "Parameters": {{ {} }}, "End": true,
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:take" }} }} }}"#,
        fields.join(", ")
    );
    let source = sources.add_text("flow.asl.json", text.clone());
    let definition = json::parse(&sources, source, &mut diags).unwrap();
    let root = Root::File { path: "contract.rs".into(), module: None };
    let contract = import(&mut sources, &[root], &support::One(&contract), &mut diags);
    let options = Options { name: "flow".to_owned(), runtime: "::stepwright".parse().unwrap(), text, file: None };
    let code = compile(&sources, &definition, Some(&contract), &options, &mut diags);
    let length = code.expect("there is no error").to_string().len();
    assert!(length < 30_000, "{length}");
}

#[test]
fn filters_of_many_parts_over_many_variants() {
    let variants: Vec<String> = (0..60).map(|at| format!("V{at} {{ f{at}: String, same: String }}")).collect();
    let contract = format!(
        "#[derive(Clone, Serialize, Deserialize)] #[serde(tag = \"kind\")] pub enum Pay {{ {} }}
        #[derive(Clone, Serialize, Deserialize)] pub struct Order {{ pub pays: Vec<Pay> }}
        #[stepwright::tasks(input = Order, output = serde_json::Value)] pub trait Tasks {{}}",
        variants.join(", ")
    );
    let parts: Vec<String> = (0..200).map(|at| format!("@.kind=='V{}' && @.same != 'x{at}'", at % 60)).collect();
    let parts = parts.join(" || ");
    let text = chain(40, |_, next| {
        format!(
            r#"{{ "Type": "Pass", "Parameters": {{ "a.$": "$.pays[?({parts})]", "b.$": "$.pays[?(!(!({parts})))]", "pays.$": "$.pays" }}, "Next": "{next}" }}"#
        )
    });
    assert_eq!(ends(&text, Some(&contract)), 0);
}

#[test]
fn every_rule_asks_about_the_input_of_the_execution() {
    let text = chain(300, |at, next| {
        format!(
            r#"{{ "Type": "Choice", "Choices": [{{ "Variable": "$$.Execution.Input.kind", "StringEquals": "A", "Next": "S{}" }}], "Default": "{next}" }}"#,
            (at * 7 + 3) % 300
        )
    });
    ends(&text, Some(CONTRACT));
}

//! What is known of single states: where their data came from, what each way out carries, and the whole corpus.
//!
//! The corpus stands outside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::fmt::Write as _;

use serde_json::{Value, json};
use stepwright_compiler::{
    check::explain::{self, Explained, Reach, StageName},
    diag::Diagnostics,
    json as source,
    source::Sources,
    study,
    types::import::{Root, import},
};

/// Everything about every state of a definition.
fn all(definition: &str, contract: Option<&str>) -> (Vec<Explained>, Sources) {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("flow.asl.json", definition);
    let node = source::parse(&sources, id, &mut diags).unwrap();
    let contract = contract.map(|text| {
        let root = Root::File { path: "contract.rs".into(), module: None };
        import(&mut sources, &[root], &support::One(text), &mut diags)
    });
    let (machine, facts) = study(&node, contract.as_ref(), &mut diags);
    let of = |(id, _)| explain::explain(&machine, contract.as_ref(), &facts, id).unwrap();
    (machine.iter().map(of).collect(), sources)
}

/// What is known of one state, as tools get it.
fn state(definition: &Value, contract: Option<&str>, name: &str) -> Value {
    let (all, sources) = all(&definition.to_string(), contract);
    let found = all.iter().find(|explained| explained.state.name == name).expect("there is such a state");
    explain::json(found, &sources)
}

/// The fields and where they came from, and what was lost, a line each.
fn origins(explained: &Value) -> String {
    let mut out = String::new();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    for field in explained["fields"].as_array().unwrap() {
        let mark = if field["always"] == true { "" } else { "?" };
        write!(out, "{}{mark}: {} from", text(&field["path"]), text(&field["type"])).unwrap();
        for origin in field["origins"].as_array().unwrap() {
            let (kind, by, made, path) =
                (text(&origin["kind"]), text(&origin["state"]), text(&origin["field"]), text(&origin["path"]));
            match kind.as_str() {
                "state" => write!(out, " {by}.{made}[{path}]").unwrap(),
                kind => write!(out, " {kind}[{path}]").unwrap(),
            }
        }
        for without in field["without"].as_array().unwrap() {
            write!(out, " not:{}", text(&without["state"])).unwrap();
        }
        out.push('\n');
    }
    for lost in explained["lost"].as_array().unwrap() {
        let (path, by, why) = (text(&lost["path"]), text(&lost["state"]), text(&lost["why"]));
        writeln!(out, "lost {path}: {} in {by}: {why}", text(&lost["type"])).unwrap();
    }
    out
}

const CONTRACT: &str = r#"
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Order { pub id: String, pub total: u32, pub lines: Vec<Line>, pub urgent: bool }
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Line { pub sku: String, pub pieces: i64 }
#[derive(Debug, stepwright::TaskError)]
pub enum Fault { Busy, Declined }
#[stepwright::tasks(input = Order, output = serde_json::Value)]
pub trait Tasks {
    async fn rate(&self, line: serde_json::Value) -> Result<f64, Fault>;
    async fn calm(&self, line: serde_json::Value) -> Result<String, std::convert::Infallible>;
}
"#;

fn task(name: &str, more: Value) -> Value {
    let mut task =
        json!({ "Type": "Task", "Resource": format!("arn:aws:lambda:us-east-1:123456789012:function:{name}") });
    task.as_object_mut().unwrap().append(&mut more.as_object().unwrap().clone());
    task
}

#[test]
fn fields_are_followed_through_copies_branches_and_loops() {
    let flow = json!({ "StartAt": "Copy", "States": {
        "Copy": { "Type": "Pass", "Parameters": { "order": { "id.$": "$.id", "why": "new" }, "all.$": "$.lines" }, "Next": "Rate" },
        "Rate": task("rate", json!({ "ResultPath": "$.order.rate", "Catch": [{ "ErrorEquals": ["Busy"], "ResultPath": "$.order.error", "Next": "Rate" }, { "ErrorEquals": ["States.ALL"], "Next": "Last" }], "Next": "Both" })),
        "Both": { "Type": "Parallel", "ResultPath": "$.both", "Next": "Last", "Branches": [
            { "StartAt": "Each", "States": { "Each": { "Type": "Map", "ItemsPath": "$.all", "End": true,
                "ItemSelector": { "sku.$": "$$.Map.Item.Value.sku", "of.$": "$.order.id", "at.$": "$$.Map.Item.Index" },
                "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } } } } },
            { "StartAt": "Calm", "States": { "Calm": task("calm", json!({ "End": true })) } }
        ] },
        "Last": { "Type": "Pass", "End": true }
    } });
    let seen = |name| origins(&state(&flow, Some(CONTRACT), name));
    assert_eq!(
        seen("Copy"),
        "$.id: string from input[$.id]\n$.total: integer from input[$.total]\n\
         $.lines: { sku: string, pieces: integer }[] from input[$.lines]\n$.urgent: boolean from input[$.urgent]\n"
    );
    assert_eq!(
        seen("Rate"),
        "$.order: { id: string, why: \"new\" } | { id: string, why: \"new\", error: { Error: \"Busy\", Cause: string } } from Copy.Parameters[$.order]\n\
         $.order.id: string from input[$.id]\n\
         $.order.error?: { Error: \"Busy\", Cause: string } from Rate.Catch[0][$] not:Copy\n\
         $.all: { sku: string, pieces: integer }[] from input[$.lines]\n\
         lost $.id: string in Copy: `Parameters` does not keep it\n\
         lost $.lines: { sku: string, pieces: integer }[] in Copy: `Parameters` does not keep it\n\
         lost $.total: integer in Copy: `Parameters` does not keep it\n\
         lost $.urgent: boolean in Copy: `Parameters` does not keep it\n"
    );
    let one = seen("One");
    assert!(one.starts_with("$.sku: string from input[$.lines[*].sku]\n$.of: string from input[$.id]\n$.at: integer from Each.ItemSelector[$.at]\n"), "{one}");
    assert!(one.contains("\nlost $.all: { sku: string, pieces: integer }[] in Each: `ItemSelector` does not hand it to each iteration\n"), "{one}");
    let last = seen("Last");
    assert!(
        last.contains("$.both?: [{ sku: string, of: string, at: integer }[], string] from Both.Result[$] not:Rate\n"),
        "{last}"
    );
    assert!(last.contains("$.Error?: string from Rate.Catch[1][$.Error] not:Both\n"), "{last}");
}

#[test]
fn stages_are_those_of_the_kind() {
    let flow = json!({ "StartAt": "Each", "States": {
        "Each": { "Type": "Map", "InputPath": "$", "ItemsPath": "$.lines", "ResultSelector": { "n.$": "States.ArrayLength($)" }, "ResultPath": "$.out", "OutputPath": "$.out.n",
            "ItemProcessor": { "StartAt": "In", "States": { "In": task("rate", json!({ "End": true })) } }, "Next": "Wait" },
        "Wait": { "Type": "Wait", "Seconds": 1, "Next": "Pass" },
        "Pass": { "Type": "Pass", "Result": "x", "Next": "Fail" },
        "Fail": { "Type": "Fail" }
    } });
    let stages = |name| {
        let state = state(&flow, Some(CONTRACT), name);
        let stages = state["stages"].as_array().unwrap().iter();
        let text = |stage: &Value| {
            format!("{} {} {}", stage["stage"].as_str().unwrap(), stage["written"], stage["type"].as_str().unwrap())
        };
        stages.map(text).collect::<Vec<_>>()
    };
    let order = "{ id: string, total: integer, lines: { sku: string, pieces: integer }[], urgent: boolean }";
    assert_eq!(
        stages("Each"),
        [
            &format!("input null {order}"),
            &format!("afterInputPath \"$\" {order}"),
            "afterItemsPath \"$.lines\" { sku: string, pieces: integer }[]",
            "afterItemSelector null { sku: string, pieces: integer }",
            "result null number[]",
            "afterResultSelector \"{ .. }\" { n: integer }",
            &format!("afterResultPath \"$.out\" {}, out: {{ n: integer }} }}", order.trim_end_matches(" }")),
            "output \"$.out.n\" integer",
        ]
    );
    assert_eq!(stages("Wait"), ["input null integer", "afterInputPath null integer", "output null integer"]);
    assert_eq!(stages("Pass")[2..], ["result \"{ .. }\" \"x\"", "afterResultPath null \"x\"", "output null \"x\""]);
    assert_eq!(stages("Fail"), ["input null \"x\""]);
    let each = state(&flow, Some(CONTRACT), "Each");
    assert_eq!(each["scopes"][0]["begins"], "{ sku: string, pieces: integer }");
    assert_eq!((&each["scopes"][0]["ends"], &each["scopes"][0]["start"]["state"]), (&json!("number"), &json!("In")));
}

#[test]
fn rules_and_catchers_say_what_they_get() {
    let flow = json!({ "StartAt": "Big?", "States": {
        "Big?": { "Type": "Choice", "Choices": [
            { "Variable": "$.total", "NumericGreaterThan": 100, "Assign": { "big": true }, "Next": "Rate" },
            { "And": [{ "Variable": "$.urgent", "BooleanEquals": true }, { "Not": { "Variable": "$.total", "NumericEquals": 7 } }], "Next": "Rate" },
            { "Variable": "$.total", "NumericLessThan": -1, "Next": "Dead" }
        ], "Default": "Rate" },
        "Rate": task("rate", json!({ "Catch": [
            { "ErrorEquals": ["States.Timeout", "Busy"], "Next": "Dead" },
            { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Assign": { "why.$": "$.Cause" }, "Next": "Dead" } ], "Next": "Out" })),
        "Dead": { "Type": "Fail", "Error": "No" },
        "Out": { "Type": "Succeed" }
    } });
    let choice = state(&flow, Some(CONTRACT), "Big?");
    let rule = |at: usize| &choice["ways"][at]["rule"];
    assert_eq!(rule(0)["condition"], "$.total NumericGreaterThan 100");
    assert_eq!(rule(0)["learnt"], json!([{ "path": "$.total", "type": "integer", "least": 101, "most": null }]));
    assert_eq!(rule(1)["condition"], "$.urgent BooleanEquals true and not $.total NumericEquals 7");
    assert_eq!(rule(1)["learnt"][1], json!({ "path": "$.urgent", "type": "true", "least": null, "most": null }));
    assert_eq!((&choice["ways"][2]["taken"], &choice["ways"][2]["type"]), (&json!(false), &json!("never")));
    assert_eq!(choice["ways"][0]["assigned"], json!([{ "name": "big", "type": "true" }]));
    let rate = state(&flow, Some(CONTRACT), "Rate");
    let catcher = |at: usize| (&rate["ways"][at]["catcher"]["gets"], &rate["ways"][at]["catcher"]["others"]);
    assert_eq!(catcher(0), (&json!(["Busy", "States.Timeout"]), &json!(false)));
    assert_eq!(catcher(1), (&json!(["Declined"]), &json!(true)));
    let variables = &rate["variables"];
    assert_eq!((&variables[0]["name"], &variables[0]["sure"]), (&json!("big"), &json!(false)));
    assert_eq!(
        (&variables[0]["assigned"][0]["state"], &variables[0]["assigned"][0]["field"]),
        (&json!("Big?"), &json!("Choices[0]"))
    );
    // What is caught inside does not come out.
    let nested = json!({ "StartAt": "P", "States": {
        "P": { "Type": "Parallel", "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "F" }], "End": true, "Branches": [
            { "StartAt": "A", "States": { "A": task("rate", json!({ "Catch": [{ "ErrorEquals": ["Busy"], "Next": "X" }], "End": true })), "X": { "Type": "Fail", "Error": "Inner" } } } ] },
        "F": { "Type": "Fail" }
    } });
    let parallel = state(&nested, Some(CONTRACT), "P");
    assert_eq!(parallel["ways"][0]["catcher"]["gets"], json!(["Declined", "Inner"]));
    assert_eq!(state(&nested, None, "P")["ways"][0]["catcher"]["gets"], Value::Null);
}

#[test]
fn what_nothing_reaches_is_said_so() {
    let flow = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Choice", "Choices": [{ "Variable": "$.total", "NumericLessThan": -1, "Next": "B" }], "Default": "C" },
        "B": { "Type": "Pass", "Next": "C" },
        "C": { "Type": "Pass", "End": true },
        "D": { "Type": "Parallel", "Branches": [{ "StartAt": "In", "States": { "In": { "Type": "Pass", "End": true } } }], "Next": "C" },
        "E": { "Type": "Tusk", "Next": "C" }
    } });
    let (all, _) = all(&flow.to_string(), Some(CONTRACT));
    let reach = |name: &str| all.iter().find(|explained| explained.state.name == name).unwrap().reach;
    assert_eq!(
        ["A", "B", "C", "D", "In", "E"].map(reach),
        [Reach::Reached, Reach::NeverTaken, Reach::Reached, Reach::NotLedTo, Reach::NotLedTo, Reach::NotLedTo]
    );
    let e = all.iter().find(|explained| explained.state.name == "E").unwrap();
    assert!(e.faulty && e.kind == "Unknown");
    let c = state(&flow, Some(CONTRACT), "C");
    let arrivals: Vec<_> = c["arrivals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|way| (way["state"].as_str().unwrap(), way["taken"] == true))
        .collect();
    assert_eq!(arrivals, [("A", true), ("B", false), ("D", false)]);
}

#[test]
fn wide_and_looping_definitions_are_explained_in_time() {
    let mut states = serde_json::Map::new();
    for at in 0..600 {
        let path = format!("$.f{at}");
        let next = format!("S{}", at + 1);
        let state = json!({ "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:x", "ResultPath": path,
            "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.e", "Next": "S600" }], "Next": next });
        states.insert(format!("S{at}"), state);
    }
    states.insert("S600".to_owned(), json!({ "Type": "Succeed" }));
    let flow = json!({ "StartAt": "S0", "States": states }).to_string();
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let id = sources.add_text("flow.asl.json", flow);
    let node = source::parse(&sources, id, &mut diags).unwrap();
    let (machine, facts) = study(&node, None, &mut diags);
    let start = std::time::Instant::now();
    for at in [0, 300, 599, 600] {
        let (id, _) = machine.iter().nth(at).unwrap();
        let explained = explain::explain(&machine, None, &facts, id).unwrap();
        assert!(explained.fields.len() <= 201, "{}", explained.fields.len());
        // A field for each state before it, and what else the input has; where all meet, too much is not known.
        let fields = if at == 600 { 1 } else { at + 1 };
        assert_eq!(explained.fields.len() + explained.fields_left_out, fields);
    }
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}

#[test]
fn every_state_of_the_corpus_is_explained() {
    for name in ["definitions-valid", "real-world", "aws-recorded"] {
        let (mut definitions, mut states, mut reached) = (0, 0, 0);
        for case in support::corpus(name) {
            let Some(definition) = case.definition() else { continue };
            definitions += 1;
            let (all, sources) = all(&definition, None);
            for explained in all {
                states += 1;
                reached += usize::from(explained.reach == Reach::Reached);
                let place = format!("{} {}", case.id, explained.state.name);
                assert_eq!(explained.stages.first().map(|stage| stage.name), Some(StageName::Input), "{place}");
                let json = explain::json(&explained, &sources);
                assert_eq!(json["state"], explained.state.name.as_str());
                // What an error stands before has no origin, and a way that comes without it.
                let known =
                    |field: &explain::Field| !field.origins.is_empty() || field.is_cut || !field.without.is_empty();
                assert!(explained.fields.iter().all(known), "{place}: {:#?}", explained.fields);
                assert!(explained.reach == Reach::Reached || explained.fields.is_empty(), "{place}");
            }
        }
        println!("{name}: {definitions} definitions, {states} states, {reached} of them reached");
    }
}

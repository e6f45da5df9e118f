//! What `stepwright explain` prints of a file and a state: to the letter for the examples, and how it ends.
//!
//! `UPDATE_EXPECT=1` rewrites the texts under `tests/explain`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Stdio,
};

use serde_json::Value;

/// Exit code, stdout and stderr.
fn run(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    support::run(dir, &[&["explain"], arguments].concat())
}

/// A folder of this test with these files in it.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    support::folder(&format!("explain/{test}"), files)
}

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples").join(name)
}

/// Compares with a text of `tests/explain`, or writes it.
fn expect(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/explain").join(name);
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, found).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "{name} (UPDATE_EXPECT=1 rewrites it)");
    assert!(found.lines().all(|line| line == line.trim_end()), "{name}");
}

/// What is printed of some states, one after the other.
fn shown(dir: &Path, file: &str, contract: Option<&str>, states: &[&str]) -> String {
    shown_with(0, dir, file, contract, states)
}

fn shown_with(exit: i32, dir: &Path, file: &str, contract: Option<&str>, states: &[&str]) -> String {
    let mut out = String::new();
    for state in states {
        let mut arguments = vec![file, state];
        arguments.extend(contract.iter().flat_map(|contract| ["--contract", contract]));
        let (code, text, err) = run(dir, &arguments);
        assert_eq!((code, err.as_str()), (exit, ""), "{state}");
        if !out.is_empty() {
            out.push_str("\n----\n\n");
        }
        out.push_str(&text);
    }
    out
}

#[test]
fn the_states_of_the_order() {
    let dir = example("order");
    let states =
        ["Charge card", "How to deliver?", "Book carrier", "Wait for collection", "Shipped", "Refund", "Refunded"];
    expect("order.txt", &shown(&dir, "workflows/order.asl.json", Some("src/shop.rs"), &states));
    expect("order-untyped.txt", &shown(&dir, "workflows/order.asl.json", None, &["Book carrier", "Refunded"]));
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")).unwrap();
    let refund = shown(&dir, "workflows/order.asl.json", Some("src/shop.rs"), &["Refund"]);
    assert!(readme.contains(&refund), "the README shows what is printed:\n{refund}");
    expect("order-list.txt", &run(&dir, &["workflows/order.asl.json"]).1);
}

/// The contract and the definition that `examples/fan-out` has in place.
fn fan_out() -> PathBuf {
    let text = fs::read_to_string(example("fan-out").join("src/main.rs")).unwrap();
    let (_, inside) = text.split_once("workflow! {").unwrap();
    let (contract, definition) = inside.split_once("definition = ").unwrap();
    let contract = contract.lines().filter(|line| !line.trim_start().starts_with("pub mod "));
    let mut depth = 0_usize;
    let end = definition.find(|c| {
        depth = match c {
            '{' => depth + 1,
            '}' => depth - 1,
            _ => depth,
        };
        depth == 0
    });
    let uses = std::iter::once("use std::convert::Infallible;");
    let contract: String = uses.chain(contract).flat_map(|line| [line, "\n"]).collect();
    folder("fan-out", &[("trip.asl.json", &definition[..=end.unwrap()]), ("trip.rs", &contract)])
}

#[test]
fn branches_items_and_variables() {
    let states = ["Book", "Seats", "Seat", "Confirm", "Cancel"];
    expect("fan-out.txt", &shown(&fan_out(), "trip.asl.json", Some("trip.rs"), &states));
    expect("fan-out-list.txt", &run(&fan_out(), &["trip.asl.json"]).1);
}

const FAULTY: &str = r#"{
  "StartAt": "Made",
  "States": {
    "Made": { "Type": "Pass", "Result": { "total": 3 }, "ResultPath": "$.order", "Next": "Big?" },
    "Big?": {
      "Type": "Choice",
      "Choices": [{ "Not": { "And": [
        { "Variable": "$.order.total", "NumericGreaterThan": 1 }, { "Variable": "$.note", "IsPresent": true }
      ] }, "Next": "Misspelt" }],
      "Default": "Esc\u001b[31m\n`"
    },
    "Misspelt": { "Type": "Tusk", "Next": "After" },
    "After": { "Type": "Succeed" },
    "Esc\u001b[31m\n`": { "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:\u202eevil", "End": true },
    "Alone": { "Type": "Pass", "Next": "After" }
  }
}
"#;

#[test]
fn a_definition_with_errors_is_explained_as_far_as_it_can_be() {
    let dir = folder("faulty", &[("f.json", FAULTY)]);
    let states = ["Big?", "Misspelt", "After", "Esc\u{1b}[31m\n`", "Alone"];
    let found = shown_with(1, &dir, "f.json", None, &states);
    assert!(!found.contains('\u{1b}') && !found.contains('\u{202e}'), "{found}");
    expect("faulty.txt", &found);
}

#[test]
fn tools_read_the_same() {
    let dir = example("order");
    let arguments = ["workflows/order.asl.json", "Refund", "--contract", "src/shop.rs", "--format", "json"];
    let (code, out, err) = run(&dir, &arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    expect("refund.json", &out);
    let value: Value = serde_json::from_str(&out).unwrap();
    let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
    // Every key is in the help.
    let (_, help, _) = run(&dir, &["--help"]);
    for key in keys {
        assert!(help.contains(key.as_str()), "{key}");
    }
    let (_, out, _) = run(&dir, &["workflows/order.asl.json", "--format", "json"]);
    let listed: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(
        (listed.as_array().unwrap().len(), &listed[0]["state"], &listed[0]["line"]),
        (10, &"Charge card".into(), &5.into())
    );
}

#[test]
fn wrong_usage_says_what_is_wrong() {
    let dir = folder(
        "usage",
        &[("f.json", FAULTY), ("broken.json", "{\"StartAt\": }"), ("none.json", "[]"), ("ASL0312", "{}")],
    );
    for (arguments, code, said) in [
        (&["f.json", "Mede"][..], 2, "error: there is no state `Mede` in `f.json`: did you mean `Made`?\n"),
        (&["f.json", "made"], 2, "did you mean `Made`?"),
        (
            &["f.json", "\u{1b}[2J"],
            2,
            "there is no state `\\u{1b}[2J` in `f.json`: without a state, all of them are listed",
        ),
        (&["gone.json"], 2, "error: cannot read the definition `gone.json`: no such file\n"),
        (&["gone", "Made"], 2, "cannot read the definition `gone`: no such file"),
        (&["shipment"], 2, "error: there is no code and no file `shipment`: `stepwright explain` lists all codes\n"),
        (
            &["ASL0311", "Made"],
            2,
            "error: `ASL0311` is a code, and has no states: its page is `stepwright explain ASL0311`\n",
        ),
        (
            &["ASL0311", "--format", "json"],
            2,
            "`--format json` is for a file and a state, and not for the page of a code",
        ),
        (&["ASL0311", "--contract", "f.rs"], 2, "`--contract` is for a file and a state"),
        (&["--contract", "f.rs"], 2, "`--contract` is for a file and a state, and not for the list of codes"),
        (&["f.json", "Made", "--contract", "gone.rs"], 2, "cannot read the contract `gone.rs`: no such file"),
        (&["broken.json"], 1, "error[ASL0101]"),
        (&["none.json"], 2, "there are no states in `none.json`"),
        (&["f.json", "Made", "more"], 2, "unexpected argument"),
    ] {
        let (found, out, err) = run(&dir, arguments);
        assert_eq!((found, out.as_str()), (code, ""), "{arguments:?}: {err}");
        assert!(err.contains(said), "{arguments:?}: {err}");
        assert!(!err.contains('\u{1b}'), "{arguments:?}: {err}");
    }
    // A file that is called like a code is meant by its path.
    assert!(run(&dir, &["ASL0312"]).1.starts_with("ASL0312: "));
    assert!(run(&dir, &["./ASL0312"]).2.contains("there are no states in `./ASL0312`"));
}

#[test]
fn definitions_are_read_as_everywhere() {
    let yaml = "Flow:\n  StartAt: Wait\n  States:\n    Wait: { Type: Wait, Seconds: 1, End: true }\n";
    let dir = folder("inputs", &[("flow.yaml", yaml)]);
    let (code, out, err) = run(&dir, &["flow.yaml", "Wait", "--at", "/Flow"]);
    assert!(code == 0 && out.starts_with("`Wait`, a Wait, flow.yaml:4\n") && err.is_empty(), "{out}{err}");
    let (code, _, err) = run(&dir, &["flow.yaml", "Wait", "--at", "/Flaw"]);
    assert!(code == 2 && err.contains("nothing stands at `/Flaw`") && err.contains("did you mean `/Flow`?"), "{err}");
    assert!(run(&dir, &["ASL0311", "--at", "/Flow"]).2.contains("`--at` is for a file and a state"));
    let (code, out, err) = support::run_with(&dir, &["explain", "-", "Wait", "--at", "/Flow"], yaml);
    assert!(code == 0 && out.starts_with("`Wait`, a Wait, <stdin>:4\n") && err.is_empty(), "{out}{err}");
}

#[test]
fn colours_are_asked_for() {
    let dir = example("order");
    let arguments = ["workflows/order.asl.json", "Refund", "--color", "always"];
    let plain = run(&dir, &arguments[..2]).1;
    let colored = run(&dir, &arguments).1;
    assert!(!plain.contains('\u{1b}') && colored.starts_with("\u{1b}[1m`Refund`"), "{colored}");
    let mut stripped = String::new();
    for (at, part) in colored.split('\u{1b}').enumerate() {
        stripped.push_str(if at == 0 { part } else { part.split_once('m').unwrap().1 });
    }
    assert_eq!(stripped, plain);
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let dir = folder("pipe", &[("f.json", FAULTY)]);
    for format in ["json", "human"] {
        let mut child = support::command(&dir, &["explain", "f.json", "Made", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{format}");
    }
}

#[test]
fn states_of_one_name_are_told_apart_by_their_places() {
    let flow = r#"{ "StartAt": "P", "States": { "P": { "Type": "Parallel", "End": true, "Branches": [
        { "StartAt": "X", "States": { "X": { "Type": "Pass", "End": true } } },
        { "StartAt": "X", "States": { "X": { "Type": "Wait", "Seconds": 1, "End": true } } } ] } } }"#;
    let dir = folder("twice", &[("a.json", flow)]);
    let (code, out, err) = run(&dir, &["a.json", "X"]);
    assert!(code == 1 && out.starts_with("`X`, a Pass, a.json:2\n"), "{out}");
    let other = "/States/P/Branches[1]/States/X";
    assert_eq!(err, format!("this is the first state of the name `X`; ask for another by its place: `{other}`\n"));
    let (code, out, err) = run(&dir, &["a.json", other]);
    assert!(code == 1 && err.is_empty() && out.starts_with("`X`, a Wait, a.json:3\n"), "{out}{err}");
}

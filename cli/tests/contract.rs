//! `stepwright contract` as a user runs it: what it writes, exit codes, bad files.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{fs, path::PathBuf};

use support::run;

const FLOW: &str = r#"{
  "StartAt": "Ship",
  "States": {
    "Ship": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ShipOrder",
      "Parameters": { "id.$": "$.order.id" },
      "End": true
    }
  }
}"#;

/// A folder of this test with these files in it.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    support::folder(&format!("contract/{test}"), files)
}

#[test]
fn what_is_proposed_goes_to_stdout_and_checks() {
    let dir = folder("fine", &[("ship.asl.json", FLOW)]);
    let (code, out, err) = run(&dir, &["contract", "ship.asl.json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("//! The contract of `ship.asl.json`:"), "{out}");
    assert!(out.contains("async fn ship_order(&self, input: ShipOrderInput) -> Result<Value, TaskFailure>;"), "{out}");
    fs::write(dir.join("contract.rs"), out).unwrap();
    let (code, _, err) = run(&dir, &["check", "ship.asl.json", "--contract", "contract.rs"]);
    assert_eq!((code, err.as_str()), (0, "checked 1 file: 0 errors, 0 warnings\n"));
}

#[test]
fn samples_fix_types() {
    let samples = [r#"{"order": {"id": "A-1"}}"#, r#"{"order": {"id": "A-2", "gift": true}}"#];
    let dir = folder("samples", &[("ship.asl.json", FLOW), ("1.json", samples[0]), ("2.json", samples[1])]);
    let (code, out, _) = run(&dir, &["contract", "ship.asl.json", "--sample", "1.json", "2.json"]);
    assert_eq!(code, 0);
    assert!(out.contains("pub id: String,") && out.contains("pub gift: Option<bool>,"), "{out}");
    assert_eq!(run(&dir, &["contract", "ship.asl.json", "--sample", "1.json", "--sample", "2.json"]).1, out);
    // As some editors save it.
    fs::write(dir.join("1.json"), format!("\u{feff}{}", samples[0])).unwrap();
    assert_eq!(run(&dir, &["contract", "ship.asl.json", "--sample", "1.json", "2.json"]).1, out);
    // A file behind the samples is taken for one of them: the usage says where it belongs.
    let (code, _, err) = run(&dir, &["contract", "--sample", "1.json", "ship.asl.json"]);
    assert!(
        code == 2 && err.contains("Usage: stepwright contract [OPTIONS] <FILE> [--sample <INPUT.json>...]"),
        "{err}"
    );
    let (code, _, err) = run(&dir, &["contract", "-", "--sample", "-"]);
    assert_eq!((code, err.as_str()), (2, "error: stdin can be read once only: name the other inputs by their files\n"));
}

#[test]
fn a_definition_that_is_at_fault_gets_none() {
    let jsonata = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    let dir = folder("faults", &[("jsonata.json", jsonata), ("broken.json", "{"), ("text.json", "oops")]);
    for (file, text) in [("jsonata.json", "JSONata is not yet built"), ("broken.json", "broken.json:1:")] {
        let (code, out, err) = run(&dir, &["contract", file]);
        assert_eq!((code, out.as_str()), (1, ""));
        assert!(err.contains(text), "{err}");
    }
    let (code, out, err) = run(&dir, &["contract", "nothing.json"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "error: cannot read the definition `nothing.json`: no such file\n");
    let (code, _, err) = run(&dir, &["contract", "jsonata.json", "--sample", "text.json"]);
    assert_eq!(code, 2);
    assert!(err.contains("the sample `text.json` is no JSON"), "{err}");
}

#[test]
fn what_no_contract_mends_is_said_beside_it() {
    let flow = r#"{ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Result": { "b": 1 }, "Next": "B" },
        "B": { "Type": "Pass", "InputPath": "$.c", "End": true }
    } }"#;
    let dir = folder("mends", &[("a.json", flow)]);
    let (code, out, err) = run(&dir, &["contract", "a.json"]);
    assert_eq!(code, 1);
    assert!(out.contains("pub trait Tasks {}") && err.contains("error[ASL0312]"), "{out}\n{err}");
}

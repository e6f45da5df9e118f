//! What cargo is told of a wrong definition: the frame, line for line.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Names the folder of the crate that the test, run again as a child, compiles as a build script would.
const FOLDER: &str = "STEPWRIGHT_BUILD_TEST_FOLDER";

const CONTRACT: &str = "\
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub id: String,
    pub total: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub amount: f64,
}

#[stepwright::tasks(input = Order, output = Order)]
pub trait OrderTasks {
    async fn charge(&self, order: Order) -> Result<Receipt, std::convert::Infallible>;
}
";

const DEFINITION: &str = r#"{
  "StartAt": "Charge",
  "States": {
    "Charge": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
      "ResultPath": "$.receipt",
      "Next": "Big"
    },
    "Big": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.receipt.amount", "NumericGreaterThan": 100, "Next": "Done" }],
      "Default": "Done"
    },
    "Done": { "Type": "Succeed" }
  }
}
"#;

/// The build script: runs only in the child.
#[test]
fn build_script() {
    let Some(dir) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    stepwright_build::workflow("workflows/order.asl.json")
        .contract("src/order.rs")
        .manifest_dir(&dir)
        .out_dir(dir.join("out"))
        .compile();
}

/// The lines that the build script prints for cargo, and whether it succeeds.
fn run(test: &str, definition: &str) -> (String, bool) {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("frames").join(test);
    let _ = fs::remove_dir_all(&dir);
    for (name, text) in [("workflows/order.asl.json", definition), ("src/order.rs", CONTRACT)] {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "build_script"])
        .env(FOLDER, &dir)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap().replace(&*dir.to_string_lossy(), "[crate]");
    // The first line shares its line with what the test harness prints of itself.
    let lines = text.lines().filter_map(|line| line.find("cargo::").map(|at| line.split_at(at).1));
    (lines.map(|line| format!("{line}\n")).collect(), output.status.success())
}

#[track_caller]
fn shows(test: &str, definition: &str, expected: &str) {
    let (found, success) = run(test, definition);
    let read = "cargo::rerun-if-changed=[crate]/workflows/order.asl.json\n\
                cargo::rerun-if-changed=[crate]/src/order.rs\n";
    let found = found.strip_prefix(read).unwrap_or_else(|| panic!("{found}"));
    let frames: String = found
        .lines()
        .map(|line| format!("{}\n", line.strip_prefix("cargo::error=").unwrap_or_else(|| panic!("{found}"))))
        .collect();
    assert_eq!(frames, expected.trim_start(), "\n{frames}");
    assert_eq!(success, expected.is_empty());
}

#[test]
fn a_right_definition_says_nothing() {
    shows("right", DEFINITION, "");
}

#[test]
fn a_misspelt_path_names_the_state_that_wrote_its_parent() {
    shows(
        "misspelt",
        &DEFINITION.replace("$.receipt.amount", "$.receipt.amuont"),
        r#"
error[ASL0312]: path `$.receipt.amuont` does not exist here
  --> workflows/order.asl.json:12:33
   |
 7 |       "ResultPath": "$.receipt",
   |                     ----------- `$.receipt` is written here and is { amount: number }
...
12 |       "Choices": [{ "Variable": "$.receipt.amuont", "NumericGreaterThan": 100, "Next": "Done" }],
   |                                 ^^^^^^^^^^^^^^^^^^ `$.receipt` is { amount: number }
   |
   = help: did you mean `$.receipt.amount`?
"#,
    );
}

#[test]
fn a_field_that_is_lost_names_the_state_that_lost_it() {
    shows(
        "lost",
        &DEFINITION.replace("\"$.receipt\"", "null"),
        r#"
error[ASL0312]: path `$.receipt.amount` does not exist here
  --> workflows/order.asl.json:12:33
   |
 7 |       "ResultPath": null,
   |                     ---- the result of `Charge` is discarded here
...
12 |       "Choices": [{ "Variable": "$.receipt.amount", "NumericGreaterThan": 100, "Next": "Done" }],
   |                                 ^^^^^^^^^^^^^^^^^^ `$` is { id: string, total: number }
   |
   = help: let `Charge` write it to `$.receipt`, or read it where it is
"#,
    );
}

#[test]
fn a_place_in_the_contract_is_shown_in_its_own_file() {
    shows(
        "contract",
        &DEFINITION.replace("$.receipt.amount", "$.totl"),
        r#"
error[ASL0312]: path `$.totl` does not exist here
  --> workflows/order.asl.json:12:33
   |
12 |       "Choices": [{ "Variable": "$.totl", "NumericGreaterThan": 100, "Next": "Done" }],
   |                                 ^^^^^^^^ `$` is { id: string, total: number, receipt: { amount: number } }
   |
  ::: src/order.rs:14:29
   |
14 | #[stepwright::tasks(input = Order, output = Order)]
   |                             ----- the workflow's input is declared here
   |
   = note: the input of state `Big` comes from `Charge`
   = help: did you mean `$.total`?
"#,
    );
}

#[test]
fn malformed_json_is_shown_where_it_breaks() {
    shows(
        "malformed",
        &DEFINITION.replace("\"Charge\",\n", "\"Charge\"\n"),
        r#"
error[ASL0101]: expected `,`
 --> workflows/order.asl.json:2:22
  |
2 |   "StartAt": "Charge"
  |                      ^
  |
  = note: AWS refuses this as INVALID_JSON_DESCRIPTION
  = help: separate the elements with a comma
"#,
    );
}

#[test]
fn each_of_several_faults_has_its_frame() {
    let definition = DEFINITION.replace("\"Next\": \"Big\"", "\"Next\": \"Bgi\"").replace("\"Default\"", "\"Defualt\"");
    shows(
        "several",
        &definition,
        r#"
error[ASL0210]: `Next` of state `Charge` names no state: there is no `Bgi`
 --> workflows/order.asl.json:8:15
  |
8 |       "Next": "Bgi"
  |               ^^^^^
  |
  = note: AWS refuses this as MISSING_TRANSITION_TARGET
  = help: did you mean `Big`?
error[ASL0202]: unknown field `Defualt` in the `Choice` state `Big`
  --> workflows/order.asl.json:13:7
   |
13 |       "Defualt": "Done"
   |       ^^^^^^^^^
   |
   = note: AWS refuses this as SCHEMA_VALIDATION_FAILED
   = help: did you mean `Default`?
"#,
    );
}

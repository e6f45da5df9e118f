//! What `stepwright check` prints of a wrong definition: both formats, to the letter.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

const CONTRACT: &str = "\
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Order {
    pub id: String,
    pub total: f64,
}

#[stepwright::tasks(input = Order, output = Order)]
pub trait OrderTasks {
    async fn rate(&self, order: Order) -> Result<f64, std::convert::Infallible>;
}
";

const DEFINITION: &str = r#"{
  "StartAt": "Rate",
  "States": {
    "Rate": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:us-east-1:123456789012:function:rate",
      "Next": "Big"
    },
    "Big": {
      "Type": "Choice",
      "Choices": [{ "Variable": "$.total", "NumericGreaterThan": 100, "Next": "Sorry" }],
      "Default": "Sorry"
    },
    "Sorry": { "Type": "Fail" }
  }
}
"#;

/// What the command prints: stdout, or stderr where that is empty.
fn check(test: &str, definition: &str, arguments: &[&str]) -> String {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formats").join(test);
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("rate.asl.json"), definition).unwrap();
    fs::write(dir.join("order.rs"), CONTRACT).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_stepwright"))
        .current_dir(&dir)
        .args(["check", "rate.asl.json", "--contract", "order.rs"])
        .args(arguments)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let shown = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    String::from_utf8(shown).unwrap()
}

#[test]
fn people_read_a_frame() {
    let expected = r#"
error[ASL0313]: path `$.total` leads through `$`, which is number
  --> rate.asl.json:11:33
   |
 4 |     "Rate": {
   |     ------ `$.total` is lost here: the result of `Rate` replaces the whole input
...
11 |       "Choices": [{ "Variable": "$.total", "NumericGreaterThan": 100, "Next": "Sorry" }],
   |                                 ^^^^^^^^^ `$` is number
   |
   = help: let `Rate` write its result to a field of its own: `"ResultPath": "$.result"`

checked 1 file: 1 error, 0 warnings
`stepwright explain ASL0313` tells more
"#;
    assert_eq!(check("human", DEFINITION, &[]), expected.trim_start());
}

#[test]
fn tools_read_every_field() {
    let found: Value = serde_json::from_str(&check("json", DEFINITION, &["--format", "json"])).unwrap();
    let expected = json!([
      {
        "code": "ASL0313",
        "severity": "error",
        "message": "path `$.total` leads through `$`, which is number",
        "file": "rate.asl.json",
        "line": 11,
        "column": 33,
        "end_line": 11,
        "end_column": 42,
        "state": "Big",
        "field": "Choices[0].Variable",
        "labels": [
          {
            "file": "rate.asl.json",
            "line": 11,
            "column": 33,
            "end_line": 11,
            "end_column": 42,
            "message": "`$` is number",
            "state": "Big"
          },
          {
            "file": "rate.asl.json",
            "line": 4,
            "column": 5,
            "end_line": 4,
            "end_column": 11,
            "message": "`$.total` is lost here: the result of `Rate` replaces the whole input",
            "state": "Rate"
          }
        ],
        "notes": [],
        "help": r#"let `Rate` write its result to a field of its own: `"ResultPath": "$.result"`"#,
        "service_code": null,
        "location": null
      }
    ]);
    assert_eq!(found, expected, "{found:#}");
}

#[test]
fn a_fault_outside_of_states_has_the_same_fields() {
    let malformed = DEFINITION.replace("\"Rate\",\n", "\"Rate\"\n");
    let found: Value = serde_json::from_str(&check("malformed", &malformed, &["--format", "json"])).unwrap();
    let expected = json!([
      {
        "code": "ASL0101",
        "severity": "error",
        "message": "expected `,`",
        "file": "rate.asl.json",
        "line": 2,
        "column": 20,
        "end_line": 2,
        "end_column": 20,
        "state": null,
        "field": null,
        "labels": [],
        "notes": [],
        "help": "separate the elements with a comma",
        "service_code": "INVALID_JSON_DESCRIPTION",
        "location": null
      }
    ]);
    assert_eq!(found, expected, "{found:#}");
}

//! `stepwright explain`: what it prints, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::process::{Command, Output};

fn explain(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stepwright")).arg("explain").args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn a_page_goes_to_stdout_without_colours_or_markdown() {
    let expected = r#"ASL0307: a path that ends with an open bracket

What happened

A warning. The path ends with a `[` that is never closed.

At run time

AWS passes over it and takes the path before it, and so does Stepwright.
Whoever wrote it probably wanted an index.

Wrong

    {
      "StartAt": "First",
      "States": {
        "First": { "Type": "Pass", "OutputPath": "$.items[", "End": true }
      }
    }

Right

    {
      "StartAt": "First",
      "States": {
        "First": { "Type": "Pass", "OutputPath": "$.items[0]", "End": true }
      }
    }
"#;
    let output = explain(&["asl0307"]);
    assert_eq!((output.status.code(), text(&output.stdout), text(&output.stderr)), (Some(0), expected, ""));
}

#[test]
fn an_unknown_code_is_wrong_usage() {
    let output = explain(&["ASL0321x"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(text(&output.stderr), "error: there is no code `ASL0321x`: did you mean ASL0321?\n");
}

#[test]
fn without_a_code_all_are_listed() {
    let output = explain(&[]);
    assert_eq!(output.status.code(), Some(0));
    let listed = text(&output.stdout);
    assert!(listed.starts_with("01xx: JSON and sources\n  ASL0101  text that is not JSON\n"), "{listed}");
    assert!(listed.contains("\n10xx: known, and not yet built\n  ASL1002  "), "{listed}");
}

//! `stepwright new` as a user runs it, and what it makes, as cargo takes it.
//!
//! `STEPWRIGHT_PROJECTS=30 cargo test -p stepwright-cli --test new -- --nocapture` makes that many projects of the
//! definitions that people wrote, which stand outside the repository, and runs the tests of each.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;

/// Every kind of task that is not a function, no task at all on one way, and names that Rust has other uses for.
const SERVICES: &str = include_str!("../../compiler/tests/propose/services.asl.json");

const WHOLE: &str = "\
StartAt: Look
States:
  Look: { Type: Choice, Default: Send, Choices: [{ Variable: $.isQuiet, BooleanEquals: true, Next: Rest }] }
  Send: { Type: Task, Resource: 'arn:aws:lambda:us-east-1:123456789012:function:send', End: true }
  Rest: { Type: Succeed }
";

fn folder(test: &str) -> PathBuf {
    support::folder::<&str>(&format!("new/{test}"), &[])
}

fn run(dir: &Path, arguments: &[&str]) -> (i32, String) {
    let (code, out, err) = support::run(dir, &[&["new"], arguments].concat());
    assert!(out.is_empty(), "{out}");
    (code, err)
}

/// The checkout that this test is a part of.
fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Makes the projects one workspace, so that cargo looks at all of them at once, with the versions of this one.
fn workspace(dir: &Path, members: &[String]) {
    let members: Vec<String> = members.iter().map(|name| format!("{name:?}")).collect();
    // With the profile of this one, what both depend on is compiled once.
    let profile = "[profile.dev]\ndebug = \"line-tables-only\"";
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n{profile}\n", members.join(", "));
    fs::write(dir.join("Cargo.toml"), manifest).unwrap();
    fs::copy(checkout().join("Cargo.lock"), dir.join("Cargo.lock")).unwrap();
}

/// Runs cargo over the workspace, with the target folder of the workspace that this test is a part of.
fn cargo(dir: &Path, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(dir).args(arguments).args(["--offline", "--workspace", "--target-dir"]).arg(target);
    let Output { status, stdout, stderr } = command.output().unwrap();
    let out = format!("{}{}", String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
    println!("{out}");
    assert!(status.success(), "{out}");
    // What build scripts say is about the definitions: `warning: NAME@VERSION: ..`.
    let is_of_rustc = |line: &&str| line.starts_with("warning: ") && !line.contains("@0.1.0: ");
    assert_eq!(out.lines().find(is_of_rustc), None, "{out}");
}

#[test]
fn what_is_made_compiles_without_a_warning() {
    let dir = folder("compiles");
    let checkout = checkout();
    let checkout = checkout.to_str().unwrap();
    fs::write(dir.join("services.json"), SERVICES).unwrap();
    let (code, err) = run(&dir, &["order-flow", "--path", checkout]);
    assert_eq!(code, 0, "{err}");
    assert!(err.starts_with("made `order-flow`, a workflow with 2 tasks"), "{err}");
    let (code, err) = run(&dir, &["ServiceCalls", "--from", "services.json", "--path", checkout]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("asks for what the engine cannot run yet"), "{err}");
    // The definition is the one that was given, to the letter.
    assert_eq!(fs::read_to_string(dir.join("ServiceCalls/workflows/ServiceCalls.asl.json")).unwrap(), SERVICES);
    // What is read of the input, and handed on as a whole.
    fs::write(dir.join("whole.yaml"), WHOLE).unwrap();
    let (code, err) = run(&dir, &["whole", "--from", "whole.yaml", "--path", checkout]);
    assert_eq!(code, 0, "{err}");
    let members = ["order-flow", "ServiceCalls", "whole"].map(str::to_owned);
    workspace(&dir, &members);
    cargo(&dir, &["check", "--all-targets"]);
}

#[test]
fn real_definitions_become_projects_whose_tests_pass() {
    let Some(wanted) = env::var_os("STEPWRIGHT_PROJECTS") else { return };
    let wanted: usize = wanted.to_str().unwrap().parse().unwrap();
    let corpus = env::var_os("STEPWRIGHT_CORPUS").map_or_else(|| checkout().join("../shared/corpus"), PathBuf::from);
    let mut files: Vec<PathBuf> = fs::read_dir(corpus.join("real-world"))
        .expect("the definitions are in `STEPWRIGHT_CORPUS`, in `real-world`")
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let dir = folder("real");
    let (mut made, mut refused) = (Vec::new(), 0);
    // Spread over all of them.
    let step = (files.len() / wanted.max(1)).max(1);
    for file in files.iter().step_by(step).take(wanted) {
        let case: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        fs::write(dir.join("definition.json"), format!("{:#}", case["definition"])).unwrap();
        let name = format!("p{}", made.len() + refused);
        let (code, err) = run(&dir, &[&name, "--from", "definition.json", "--path", checkout().to_str().unwrap()]);
        match code {
            0 => made.push(name),
            _ => {
                println!("{} is refused: {err}", file.display());
                refused += 1;
            }
        }
    }
    println!("{} made, {refused} refused", made.len());
    workspace(&dir, &made);
    cargo(&dir, &["test", "--no-fail-fast"]);
}

#[test]
fn a_definition_in_yaml_stays_yaml_and_a_part_of_a_file_becomes_one() {
    let dir = folder("yaml");
    let yaml = "# Rests.\nStartAt: Rest\nStates:\n  Rest: { Type: Wait, Seconds: 1, End: true }\n";
    fs::write(dir.join("rest.yaml"), yaml).unwrap();
    let template = format!("Resources:\n  Flow:\n    {}", yaml.trim_end().replace('\n', "\n    "));
    fs::write(dir.join("template.yaml"), template).unwrap();
    let (code, err) = run(&dir, &["rest", "--from", "rest.yaml"]);
    assert_eq!(code, 0, "{err}");
    assert_eq!(fs::read_to_string(dir.join("rest/workflows/rest.asl.yaml")).unwrap(), yaml);
    assert!(fs::read_to_string(dir.join("rest/build.rs")).unwrap().contains("\"workflows/rest.asl.yaml\""));
    let (code, err) = run(&dir, &["part", "--from", "template.yaml", "--at", "/Resources/Flow"]);
    assert_eq!(code, 0, "{err}");
    let part: Value =
        serde_json::from_str(&fs::read_to_string(dir.join("part/workflows/part.asl.json")).unwrap()).unwrap();
    assert_eq!(part["States"]["Rest"]["Seconds"], 1);
    let (code, err) = run(&dir, &["none", "--from", "template.yaml", "--at", "/Resources/Flaw"]);
    assert_eq!(code, 2);
    assert!(err.contains("did you mean `/Resources/Flow`?") && !dir.join("none").exists(), "{err}");
}

#[test]
fn samples_say_what_comes_in() {
    let dir = folder("samples");
    let flow = r#"{ "StartAt": "A", "States": { "A": { "Type": "Task",
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship", "InputPath": "$.order", "End": true } } }"#;
    fs::write(dir.join("flow.json"), flow).unwrap();
    fs::write(dir.join("1.json"), r#"{"order": {"id": "A-1"}}"#).unwrap();
    fs::write(dir.join("2.json"), r#"{"order": {"id": "A-2", "gift": true}}"#).unwrap();
    let (code, err) = run(&dir, &["a", "--from", "flow.json", "--sample", "1.json", "2.json"]);
    assert_eq!(code, 0, "{err}");
    let read = |path: &str| fs::read_to_string(dir.join(path)).unwrap();
    let contract = read("a/src/contract.rs");
    assert!(contract.contains("pub id: String,") && contract.contains("pub gift: Option<bool>,"), "{contract}");
    // The first is what the project is run with.
    for (path, place) in [("a/input.json", ""), ("a/tests/examples.json", "/input")] {
        let value: Value = serde_json::from_str(&read(path)).unwrap();
        assert_eq!(value.pointer(place).unwrap(), &serde_json::json!({ "order": { "id": "A-1" } }));
    }
    for (arguments, said) in [
        (&["b", "--sample", "1.json"][..], "`--sample` is for a definition: say with `--from` which"),
        (&["b", "--at", "/x"], "`--at` is for a definition: say with `--from` which"),
        (&["b", "--from", "flow.json", "--sample", "3.json"], "cannot read the sample `3.json`: no such file"),
    ] {
        let (code, err) = run(&dir, arguments);
        assert!(code == 2 && err.contains(said) && !dir.join("b").exists(), "{arguments:?}: {err}");
    }
}

#[test]
fn what_the_service_takes_becomes_a_project_that_warns() {
    let dir = folder("levels");
    // AWS takes it: the execution fails where it comes to `B`.
    let flow = r#"{ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Result": 1, "Next": "B" },
        "B": { "Type": "Pass", "Result": 2, "ResultPath": "$.b", "End": true } } }"#;
    fs::write(dir.join("flow.json"), flow).unwrap();
    let (code, err) = run(&dir, &["a", "--from", "flow.json"]);
    assert!(code == 1 && !dir.join("a").exists(), "{err}");
    assert!(
        err.contains("error[ASL0401]") && err.contains("\n`--warn ASL0401` makes the project all the same"),
        "{err}"
    );
    let checkout = checkout();
    let arguments = ["a", "--from", "flow.json", "--warn", "asl0401", "--path", checkout.to_str().unwrap()];
    let (code, err) = run(&dir, &arguments);
    assert_eq!(code, 0, "{err}");
    let build = fs::read_to_string(dir.join("a/build.rs")).unwrap();
    assert!(build.contains("\n        .warn(\"ASL0401\")\n"), "{build}");
    // Where one error cannot be less, none of the others helps.
    let both = flow.replace("\"End\": true", "\"End\": 3");
    fs::write(dir.join("flow.json"), both).unwrap();
    let (code, err) = run(&dir, &["b", "--from", "flow.json"]);
    assert!(code == 1 && !err.contains("makes the project all the same"), "{err}");
}

#[test]
fn nothing_is_made_where_something_is() {
    let dir = folder("refuses");
    fs::create_dir(dir.join("full")).unwrap();
    fs::write(dir.join("full/file"), "kept").unwrap();
    fs::create_dir(dir.join("empty")).unwrap();
    fs::write(dir.join("taken"), "kept").unwrap();
    let (code, err) = run(&dir, &["full"]);
    assert_eq!((code, err.as_str()), (2, "error: the folder `full` is there, and it is not empty\n"));
    assert_eq!(fs::read_dir(dir.join("full")).unwrap().count(), 1);
    let (code, err) = run(&dir, &["taken"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("error: cannot write into `taken`:"), "{err}");
    let (code, err) = run(&dir, &["empty"]);
    assert_eq!(code, 0, "{err}");
    assert!(dir.join("empty/src/main.rs").exists() && !dir.join("empty/Cargo.lock").exists());
    // Without a checkout it says what to do.
    assert!(err.contains("Nothing of Stepwright is published yet"), "{err}");
    assert!(fs::read_to_string(dir.join("empty/Cargo.toml")).unwrap().contains("stepwright = \"0."));
}

#[test]
fn what_is_wrong_is_said_and_leaves_nothing_behind() {
    let dir = folder("wrong");
    let jsonata = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    let lost = r#"{ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Result": { "b": 1 }, "Next": "B" },
        "B": { "Type": "Pass", "InputPath": "$.c", "End": true } } }"#;
    for (name, text) in [("jsonata.json", jsonata), ("lost.json", lost), ("broken.json", "{")] {
        fs::write(dir.join(name), text).unwrap();
    }
    for (arguments, code, text) in [
        (vec!["test"], 2, "error: `test` is no name for a package: cargo has another use for it\n"),
        (vec!["../up"], 2, "error: `../up` is no name for a package: it does not begin with a letter\n"),
        (vec!["a", "--from", "nothing.json"], 2, "cannot read the definition `nothing.json`: no such file"),
        (vec!["a", "--from", "jsonata.json"], 1, "JSONata is not yet built"),
        (vec!["a", "--from", "lost.json"], 1, "error[ASL0312]"),
        (vec!["a", "--from", "broken.json"], 1, "broken.json:1:"),
        (vec!["a", "--path", "."], 2, "`.` is no checkout of Stepwright: there is no `runtime/Cargo.toml` in it"),
    ] {
        let (found, err) = run(&dir, &arguments);
        assert_eq!(found, code, "{arguments:?}: {err}");
        assert!(err.contains(text), "{arguments:?}: {err}");
        assert!(!dir.join("a").exists());
    }
}

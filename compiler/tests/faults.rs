//! Seeded faults: each is refused where it stands, and no benign edit is.
//!
//! They stand in `tests/faults`; more of them are outside the repository, under `STEPWRIGHT_SHARED` or in
//! `../shared` beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{env, fs, path::PathBuf};

use serde_json::Value;
use stepwright_compiler::diag::{Diagnostic, Severity};

fn folders() -> Vec<PathBuf> {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let shared = env::var_os("STEPWRIGHT_SHARED").map_or_else(|| here.join("../../shared"), PathBuf::from);
    let inside = |root: PathBuf| fs::read_dir(root).into_iter().flatten().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> =
        inside(here.join("tests/faults")).chain(inside(shared.join("faults"))).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The value that holds the last key of a pointer, and that key.
fn holder<'a>(document: &'a mut Value, pointer: &str) -> (&'a mut Value, String) {
    let (head, last) = pointer.rsplit_once('/').unwrap();
    (document.pointer_mut(head).unwrap(), last.replace("~1", "/").replace("~0", "~"))
}

fn cut(document: &mut Value, pointer: &str) -> Value {
    match holder(document, pointer) {
        (Value::Array(items), key) => items.remove(key.parse().unwrap()),
        (Value::Object(members), key) => members.shift_remove(&key).unwrap(),
        _ => panic!("{pointer}"),
    }
}

fn put(document: &mut Value, pointer: &str, value: Value) {
    match holder(document, pointer) {
        (Value::Array(items), key) => items[key.parse::<usize>().unwrap()] = value,
        (Value::Object(members), key) => drop(members.insert(key, value)),
        _ => panic!("{pointer}"),
    }
}

fn mutate(base: &Value, edit: &Value) -> Value {
    let mut document = base.clone();
    for pointer in edit["del"].as_array().into_iter().flatten() {
        cut(&mut document, pointer.as_str().unwrap());
    }
    for pair in edit["move"].as_array().into_iter().flatten() {
        let moved = cut(&mut document, pair[0].as_str().unwrap());
        put(&mut document, pair[1].as_str().unwrap(), moved);
    }
    for (pointer, value) in edit["set"].as_object().into_iter().flatten() {
        put(&mut document, pointer, value.clone());
    }
    document
}

fn names(diagnostic: &Diagnostic, state: &str) -> bool {
    let labels = diagnostic.labels.iter().any(|label| label.state.as_deref() == Some(state));
    diagnostic.primary.state.as_deref() == Some(state) || labels
}

#[test]
fn every_fault_is_refused_where_it_stands() {
    let show = env::var_os("STEPWRIGHT_SHOW").is_some();
    let mut wrong = Vec::new();
    for entry in folders() {
        let read = |name: &str| fs::read_to_string(entry.join(name)).unwrap();
        let base: Value = serde_json::from_str(&read("flow.asl.json")).unwrap();
        let contract = read("contract.rs");
        let edits: Vec<Value> = serde_json::from_str(&read("mutants.json")).unwrap();
        let (mut faults, mut caught, mut benign, mut alarms) = (0, 0, 0, 0);
        let unchanged = serde_json::json!({"id": "base", "expect": "accept"});
        for edit in std::iter::once(&unchanged).chain(&edits) {
            let text = serde_json::to_string_pretty(&mutate(&base, edit)).unwrap();
            let checked = support::check(&text, Some(&contract));
            let errors: Vec<_> = checked.found.iter().filter(|d| d.severity == Severity::Error).collect();
            // What is not yet built is refused by name: no fault, and no alarm.
            let judged: Vec<_> = errors.iter().filter(|d| !d.code.starts_with("ASL10")).collect();
            let name = format!("{}/{}", entry.file_name().unwrap().to_string_lossy(), edit["id"].as_str().unwrap());
            if show {
                println!("=== {name}");
                for diagnostic in &checked.found {
                    println!("{}", stepwright_compiler::diag::plain::render(diagnostic, &checked.sources));
                }
            }
            let said: Vec<_> = errors.iter().map(|d| format!("{} {}", d.code, d.message)).collect();
            if edit["expect"] == "accept" {
                benign += 1;
                if !judged.is_empty() {
                    alarms += 1;
                    wrong.push(format!("alarm {name}: {said:?}"));
                }
            } else {
                faults += 1;
                let state = edit["state"].as_str().unwrap();
                let counts = |d: &&&Diagnostic| edit["class"] == "intrinsic" || !d.code.starts_with("ASL10");
                if errors.iter().filter(counts).any(|d| names(d, state)) {
                    caught += 1;
                } else {
                    wrong.push(format!("missed {name} at `{state}`: {said:?}"));
                }
            }
        }
        println!("{}: caught {caught}/{faults} faults, {alarms} false alarms of {benign}", entry.display());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Definitions that the service accepts are read without an error, but for what is not yet built.
//!
//! They stand outside the repository: in `STEPWRIGHT_CORPUS`, or in `../shared/corpus` beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{collections::BTreeMap, env, fs, path::PathBuf};

use serde_json::Value;
use stepwright_compiler::{
    asl,
    diag::{Diagnostic, Diagnostics, Severity},
    json,
    source::Sources,
};

/// Cases that linters take and the service does not: their resources are no ARN that a task can have.
const DOUBTFUL: &[&str] = &[];

fn folder(name: &str) -> Option<Vec<PathBuf>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let corpus = env::var_os("STEPWRIGHT_CORPUS").map_or(beside, PathBuf::from);
    let Ok(entries) = fs::read_dir(corpus.join(name)) else {
        println!("skipped: no {}", corpus.join(name).display());
        return None;
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    Some(files)
}

/// The errors found in a definition, but for what is not yet built; and how many of those there are.
fn errors(case: &Value) -> (Vec<Diagnostic>, usize) {
    let text = serde_json::to_string_pretty(&case["definition"]).unwrap();
    let mut sources = Sources::new();
    let id = sources.add_text("definition", text);
    let mut diags = Diagnostics::new();
    if let Some(node) = json::parse(&sources, id, &mut diags) {
        asl::read(&node, &mut diags);
    }
    let errors = diags.into_sorted().into_iter().filter(|d| d.severity == Severity::Error);
    let (unbuilt, rest): (Vec<_>, Vec<_>) = errors.partition(|d| d.code.starts_with("ASL10"));
    (rest, unbuilt.len())
}

#[test]
fn no_false_alarm() {
    let mut wrong = BTreeMap::new();
    for name in ["definitions-valid", "real-world", "aws-recorded", "aws-recorded-varrefs"] {
        let Some(files) = folder(name) else { continue };
        let (mut read, mut partly) = (0, 0);
        for file in files {
            let case: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let id = case["id"].as_str().unwrap().to_owned();
            if !case["definition"].is_object() || DOUBTFUL.contains(&id.as_str()) {
                continue;
            }
            let (errors, unbuilt) = errors(&case);
            read += 1;
            partly += usize::from(unbuilt > 0);
            for error in errors {
                wrong.entry(format!("{} {}", error.code, error.message)).or_insert_with(Vec::new).push(id.clone());
            }
        }
        println!("{name}: {read} definitions, {partly} with something not yet built");
    }
    for (message, cases) in &wrong {
        println!("{message}\n    {} cases, such as {}", cases.len(), cases[0]);
    }
    assert!(wrong.is_empty(), "{} kinds of false alarms", wrong.len());
}

//! Definitions that the service accepts are read without an error, but for what is not yet built.
//!
//! They are those of the corpus, which stands outside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use serde_json::Value;
use stepwright_compiler::{
    asl,
    diag::{Diagnostic, Diagnostics, Severity, Site, codes},
    expr::{Path, Step, path},
    json,
    source::{SourceId, Sources, Span},
};
use support::{MISREAD, corpus, corpus_files};

/// Linters take resources such as `foo:bar`, credentials without a role, names that stand in two branches and
/// JSONPath inside JSONata, and the service refuses them, as we do.
fn is_doubtful(folder: &str, id: &str, error: &Diagnostic) -> bool {
    let credentials =
        error.code == codes::structure::MISSING_FIELD && error.field.as_deref() == Some("Credentials.RoleArn");
    let others = [codes::structure::RESOURCE, codes::structure::DUPLICATE_STATE, codes::structure::QUERY_LANGUAGE_MIX];
    let path = MISREAD.contains(&id) && error.code.starts_with("ASL03");
    folder == "definitions-valid" && (credentials || path || others.contains(&error.code))
}

/// The errors found in a definition, and apart from them what is not yet built.
fn errors(text: &str) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let mut sources = Sources::new();
    let id = sources.add_text("definition", text);
    let mut diags = Diagnostics::new();
    if let Some(node) = json::parse(&sources, id, &mut diags) {
        asl::read(&node, &mut diags);
    }
    let errors = diags.into_sorted().into_iter().filter(|d| d.severity == Severity::Error);
    errors.partition(|d| !d.code.starts_with("ASL10"))
}

#[test]
fn no_false_alarm() {
    let mut wrong = BTreeMap::new();
    for name in ["definitions-valid", "real-world", "aws-recorded", "aws-recorded-varrefs"] {
        let (mut read, mut partly, mut reasons) = (0, 0, BTreeMap::<_, usize>::new());
        for case in corpus(name).into_iter().filter(|case| !case.is_spoilt()) {
            let Some(definition) = case.definition() else { continue };
            let (errors, unbuilt) = errors(&definition);
            read += 1;
            partly += usize::from(!unbuilt.is_empty());
            let codes: BTreeSet<_> = unbuilt.iter().map(|d| d.code).collect();
            codes.into_iter().for_each(|code| *reasons.entry(code).or_insert(0) += 1);
            for error in errors.into_iter().filter(|error| !is_doubtful(name, &case.id, error)) {
                wrong.entry(format!("{} {}", error.code, error.message)).or_insert_with(Vec::new).push(case.id.clone());
            }
        }
        println!("{name}: {read} definitions, {partly} with something not yet built: {reasons:?}");
    }
    for (message, cases) in &wrong {
        println!("{message}\n    {} cases, such as {}", cases.len(), cases[0]);
    }
    assert!(wrong.is_empty(), "{} kinds of false alarms", wrong.len());
}

/// What linters refuse is refused here too, but for what is the checker's to find: terminal states, and the types
/// of a function's arguments.
#[test]
fn what_is_invalid_is_refused() {
    let cases = corpus("definitions-invalid");
    let mut taken = Vec::new();
    for case in &cases {
        let (errors, unbuilt) = errors(&serde_json::to_string_pretty(&case.json["definition"]).unwrap());
        let reasons = case.json["expect"]["reasons"].to_string().to_lowercase();
        let is_checked = reasons.contains("terminal state") || case.id == "asl-validator.invalid-math-add";
        if errors.is_empty() && unbuilt.is_empty() && !is_checked {
            taken.push(format!("{} {reasons}", case.id));
        }
    }
    println!("{} of {} accepted", taken.len(), cases.len());
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

/// Paths as Jayway JsonPath, the service's library, reads them.
#[test]
fn paths_are_read_as_jayway_reads_them() {
    let files = corpus_files("jsonpath");
    let Some(file) = files.first() else { return };
    let text = fs::read_to_string(file).unwrap();
    let (mut read, mut wrong) = (0, Vec::new());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let written = case["path"].as_str().unwrap();
        let jayway = &case["jayway"];
        // Jayway adds a missing `$` and drops an open `[`; the service wants the one, nobody means the other.
        if !written.starts_with('$') || written.ends_with('[') || case["document"].is_null() {
            continue;
        }
        let span = Span { source: SourceId(0), start: 0, end: 0 };
        let text = json::Text { value: written.to_owned(), span, places: json::Places::Whole };
        let mut diags = Diagnostics::new();
        let path = path::parse(&text, path::Usage::Path, &Site::machine(), &mut diags);
        let is_definite = jayway["definite"] == true;
        let right = match &path {
            None => jayway["stage"] == "compile",
            Some(_) if jayway["stage"] == "compile" => false,
            // What those find, the runtime's tests look at.
            Some(Path { tail: Some(tail), .. }) => tail.is_definite == is_definite,
            Some(path) => {
                read += 1;
                is_definite && jayway.get("value") == find(path, &case["document"])
            }
        };
        if !right {
            wrong.push(format!("{written}: {path:?} {:?} {jayway}", diags.as_slice()));
        }
    }
    println!("{read} definite paths read");
    assert!(read > 30 && wrong.is_empty(), "{}", wrong.join("\n"));
}

fn find<'v>(path: &Path, document: &'v Value) -> Option<&'v Value> {
    path.steps.iter().try_fold(document, |value, step| match step {
        Step::Key(name) => value.as_object()?.get(name),
        Step::Index(index) => {
            let list = value.as_array()?;
            let length = i64::try_from(list.len()).ok()?;
            list.get(usize::try_from(if *index < 0 { index + length } else { *index }).ok()?)
        }
    })
}

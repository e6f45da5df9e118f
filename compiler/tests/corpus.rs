//! Definitions that the service accepts are read without an error, but for what is not yet built.
//!
//! They stand outside the repository: in `STEPWRIGHT_CORPUS`, or in `../shared/corpus` beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
};

use serde_json::Value;
use stepwright_compiler::{
    asl,
    diag::{Diagnostic, Diagnostics, Severity, Site, codes},
    expr::{Path, Step, path},
    json,
    source::{SourceId, Sources, Span},
};

/// On its way from YAML to JSON this one's states `Yes` and `No` became booleans.
const SPOILT: &str = "rw.patterns.lambda_sfn_sls_statemachine_stateMachine";

/// What linters take, and the service does not: a script expression in a path, arguments without commas.
const DOUBTFUL: [&str; 3] = [
    "asl-validator.valid-path-array-context",
    "als.yaml_ASL_Improvements_Test_validation_of_ResultSelector_field_Does_not_show_diagnostics_for_val",
    "als.yaml_Test_validation_of_Properties_field_Does_not_show_diagnostics_for_valid_Intrinsic_Function",
];

/// Linters take resources such as `foo:bar`, credentials without a role, names that stand in two branches and
/// JSONPath inside JSONata, and the service refuses them, as we do.
fn is_doubtful(folder: &str, id: &str, error: &Diagnostic) -> bool {
    let credentials =
        error.code == codes::structure::MISSING_FIELD && error.field.as_deref() == Some("Credentials.RoleArn");
    let others = [codes::structure::RESOURCE, codes::structure::DUPLICATE_STATE, codes::structure::QUERY_LANGUAGE_MIX];
    let path = DOUBTFUL.contains(&id) && error.code.starts_with("ASL03");
    folder == "definitions-valid" && (credentials || path || others.contains(&error.code))
}

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

/// The errors found in a definition, and apart from them what is not yet built.
fn errors(case: &Value) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
    let text = serde_json::to_string_pretty(&case["definition"]).unwrap();
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
        let Some(files) = folder(name) else { continue };
        let (mut read, mut partly, mut reasons) = (0, 0, BTreeMap::<_, usize>::new());
        for file in files {
            let case: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            let id = case["id"].as_str().unwrap().to_owned();
            if !case["definition"].is_object() || id == SPOILT {
                continue;
            }
            let (errors, unbuilt) = errors(&case);
            read += 1;
            partly += usize::from(!unbuilt.is_empty());
            let codes: BTreeSet<_> = unbuilt.iter().map(|d| d.code).collect();
            codes.into_iter().for_each(|code| *reasons.entry(code).or_insert(0) += 1);
            for error in errors.into_iter().filter(|error| !is_doubtful(name, &id, error)) {
                wrong.entry(format!("{} {}", error.code, error.message)).or_insert_with(Vec::new).push(id.clone());
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
    let Some(files) = folder("definitions-invalid") else { return };
    let mut taken = Vec::new();
    for file in &files {
        let case: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        let (errors, unbuilt) = errors(&case);
        let reasons = case["expect"]["reasons"].to_string().to_lowercase();
        let is_checked = reasons.contains("terminal state") || case["id"] == "asl-validator.invalid-math-add";
        if errors.is_empty() && unbuilt.is_empty() && !is_checked {
            taken.push(format!("{} {reasons}", case["id"]));
        }
    }
    println!("{} of {} accepted", taken.len(), files.len());
    assert!(taken.is_empty(), "{}", taken.join("\n"));
}

/// Paths as Jayway JsonPath, the service's library, reads them.
#[test]
fn paths_are_read_as_jayway_reads_them() {
    let Some(files) = folder("jsonpath") else { return };
    let text = fs::read_to_string(&files[0]).unwrap();
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

//! Runs the compiler's judging stages over texts, and finds the definitions of the corpus, for the tests.
#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "each test crate uses a part")]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use stepwright_compiler::{
    asl,
    check::{self, Facts},
    diag::{Diagnostic, Diagnostics},
    ir::Machine,
    json,
    source::{SourceId, Sources},
    types::import::{self, Loader, Root},
};

/// What checking came to.
pub(crate) struct Checked {
    pub(crate) found: Vec<Diagnostic>,
    pub(crate) sources: Sources,
    pub(crate) definition: SourceId,
    pub(crate) machine: Option<Machine>,
    pub(crate) facts: Option<Facts>,
}

/// A contract of one file, `contract.rs`.
pub(crate) struct One<'a>(pub(crate) &'a str);

impl Loader for One<'_> {
    fn load(&self, path: &Path) -> Result<String, String> {
        if path == Path::new("contract.rs") { Ok(self.0.to_owned()) } else { Err("no such file".to_owned()) }
    }
}

/// Checks a definition, with the text of a contract or without one.
pub(crate) fn check(definition: &str, contract: Option<&str>) -> Checked {
    let mut sources = Sources::new();
    let mut diags = Diagnostics::new();
    let id = sources.add_text("flow.asl.json", definition);
    let contract = contract.map(|text| {
        let root = Root::File { path: "contract.rs".into(), module: None };
        import::import(&mut sources, &[root], &One(text), &mut diags)
    });
    let machine = json::parse(&sources, id, &mut diags).map(|node| asl::read(&node, &mut diags));
    let facts = machine.as_ref().map(|machine| check::check(machine, contract.as_ref(), &mut diags));
    Checked { found: diags.into_sorted(), sources, definition: id, machine, facts }
}

/// A definition of the corpus, with what is known of it.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) json: Value,
}

impl Case {
    /// The text of the definition; `None` if it is no object.
    pub(crate) fn definition(&self) -> Option<String> {
        self.json["definition"].is_object().then(|| serde_json::to_string_pretty(&self.json["definition"]).unwrap())
    }

    /// Whether it was spoilt on its way from YAML to JSON: its states `Yes` and `No` became booleans.
    pub(crate) fn is_spoilt(&self) -> bool {
        self.id == "rw.patterns.lambda_sfn_sls_statemachine_stateMachine"
    }
}

/// What linters take, and the service does not: a script expression in a path, arguments without commas.
pub(crate) const MISREAD: [&str; 3] = [
    "asl-validator.valid-path-array-context",
    "als.yaml_ASL_Improvements_Test_validation_of_ResultSelector_field_Does_not_show_diagnostics_for_val",
    "als.yaml_Test_validation_of_Properties_field_Does_not_show_diagnostics_for_valid_Intrinsic_Function",
];

/// The cases in a folder of the corpus, in the order of their files.
pub(crate) fn corpus(folder: &str) -> Vec<Case> {
    let cases = corpus_files(folder).into_iter().map(|file| {
        let json: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
        Case { id: json["id"].as_str().unwrap().to_owned(), json }
    });
    cases.collect()
}

/// The files in a folder of the corpus, which stands outside the repository: in `STEPWRIGHT_CORPUS`, or in
/// `../shared/corpus` beside it. Without it there are none, and a line says so.
pub(crate) fn corpus_files(folder: &str) -> Vec<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let folder = env::var_os("STEPWRIGHT_CORPUS").map_or(beside, PathBuf::from).join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

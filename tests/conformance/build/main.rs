//! Compiles every definition of the corpus: one module a definition, and a table of cases.
//!
//! The corpus is the folder that `STEPWRIGHT_CORPUS` names, or `../shared/corpus` beside the workspace.
//! Without it the cases of this crate stand in for it.
#![allow(clippy::panic, reason = "a build script says what is wrong by panicking")]

mod compile;
mod corpus;
mod table;

use std::{collections::HashMap, env, path::PathBuf};

use compile::{Compiled, compile};
use table::Row;

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-env-changed=STEPWRIGHT_CORPUS");
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else { panic!("cargo sets OUT_DIR") };
    let corpus = corpus::find();
    println!("cargo::rerun-if-changed={}", corpus.root.display());

    let mut known: HashMap<String, usize> = HashMap::new();
    let mut definitions: Vec<Compiled> = Vec::new();
    let mut rows = Vec::new();
    for case in corpus.cases() {
        let definition = *known.entry(case.definition.clone()).or_insert_with(|| {
            definitions.push(compile(&format!("d{:04}", definitions.len()), &case.definition));
            definitions.len() - 1
        });
        rows.push(Row { folder: case.folder, file: case.file, index: case.index, definition });
    }
    let text = table::write(&corpus, &definitions, &rows);
    let file = out.join("corpus.rs");
    // The same text again would compile five hundred modules again.
    if std::fs::read_to_string(&file).is_ok_and(|old| old == text) {
        return;
    }
    if let Err(error) = std::fs::write(&file, text) {
        panic!("{}: {error}", file.display());
    }
}

//! Compiles every definition of the corpus: one module a definition, and a table of cases.
//!
//! The corpus is the folder that `STEPWRIGHT_CORPUS` names, or `../shared/corpus` beside the workspace.
//! Without it the cases of this crate stand in for it. `STEPWRIGHT_CORPUS_PROBE=0` leaves out that rustc checks
//! the modules one by one before.
#![allow(clippy::panic, reason = "a build script says what is wrong by panicking")]
#![allow(clippy::indexing_slicing, reason = "a JSON value that lacks a member is null")]

mod compile;
mod corpus;
#[allow(dead_code, unreachable_pub, reason = "the runner uses the rest")]
#[path = "../src/definition.rs"]
mod definition;
mod probe;
mod table;

use std::{collections::HashMap, env, fs, path::PathBuf};

use compile::{Compiled, compile};
use table::{Broken, Row};

fn main() {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/definition.rs");
    println!("cargo::rerun-if-env-changed=STEPWRIGHT_CORPUS");
    println!("cargo::rerun-if-env-changed=STEPWRIGHT_CORPUS_PROBE");
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else { panic!("cargo sets OUT_DIR") };
    let corpus = corpus::find();
    let files = corpus.files();
    corpus.watch(&files);

    let mut known: HashMap<u64, usize> = HashMap::new();
    let mut definitions: Vec<Compiled> = Vec::new();
    let (mut rows, mut broken) = (Vec::new(), Vec::new());
    for (folder, kind, file) in files {
        let cases = match corpus::read(folder, kind, &file) {
            Ok(cases) => cases,
            Err(error) => {
                broken.push(Broken { file, error });
                continue;
            }
        };
        for case in cases {
            let digest = definition::digest(&case.definition);
            let definition = case.kind.is_compiled().then(|| {
                *known.entry(digest).or_insert_with(|| {
                    definitions.push(compile(format!("d{digest:016x}"), &case.definition));
                    definitions.len() - 1
                })
            });
            rows.push(Row { folder: case.folder, kind, file: case.file, index: case.index, digest, definition });
        }
    }
    let modules = out.join("modules");
    if let Err(error) = write_modules(&mut definitions, &modules, &out) {
        panic!("{error}");
    }
    let text = table::write(&corpus, &definitions, &rows, &broken, &modules);
    if let Err(error) = probe::update(&out.join("corpus.rs"), &text) {
        panic!("{error}");
    }
}

/// Writes each module to its file, and removes those of definitions that are gone.
fn write_modules(definitions: &mut [Compiled], modules: &PathBuf, out: &PathBuf) -> Result<(), String> {
    fs::create_dir_all(modules).map_err(|error| error.to_string())?;
    let mut old: HashMap<_, _> = fs::read_dir(modules)
        .map_err(|error| error.to_string())?
        .filter_map(|entry| entry.ok().map(|entry| (entry.file_name(), entry.path())))
        .collect();
    for definition in definitions.iter() {
        if let Ok(text) = &definition.result {
            let name = format!("{}.rs", definition.name);
            old.remove(std::ffi::OsStr::new(&name));
            probe::update(&modules.join(name), text)?;
        }
    }
    for file in old.into_values() {
        fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    probe::probe(definitions, modules, out);
    Ok(())
}

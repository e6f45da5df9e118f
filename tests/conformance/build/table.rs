//! The generated file: the modules, and which case goes with which.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

use crate::{compile::Compiled, corpus::Corpus, definition::Kind};

/// A case and the index of its definition.
pub(crate) struct Row {
    pub(crate) folder: &'static str,
    pub(crate) kind: Kind,
    pub(crate) file: PathBuf,
    pub(crate) index: Option<usize>,
    /// Of its definition's text.
    pub(crate) digest: u64,
    pub(crate) definition: Option<usize>,
}

/// A file that holds no cases, and why.
pub(crate) struct Broken {
    pub(crate) file: PathBuf,
    pub(crate) error: String,
}

/// Writes the table. Each module stands in a file of its own.
pub(crate) fn write(
    corpus: &Corpus,
    definitions: &[Compiled],
    rows: &[Row],
    broken: &[Broken],
    modules: &Path,
) -> String {
    let mut out = String::from("// Generated from the corpus. Do not edit.\n");
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("pub const ROOT: &str = {:?};", corpus.root.display().to_string()));
    line(format!("pub const OWN: bool = {:?};", corpus.own));
    line("pub const BROKEN: &[(&str, &str)] = &[".to_owned());
    for Broken { file, error } in broken {
        line(format!("    ({:?}, {error:?}),", file.display().to_string()));
    }
    line("];".to_owned());
    line("pub const CASES: &[CaseRow] = &[".to_owned());
    for Row { folder, kind, file, index, digest, definition } in rows {
        let file = file.display().to_string();
        line(format!(
            "    CaseRow {{ folder: {folder:?}, kind: Kind::{kind:?}, file: {file:?}, index: {index:?}, digest: {digest}, definition: {definition:?} }},"
        ));
    }
    line("];".to_owned());
    line("pub const DEFINITIONS: &[Definition] = &[".to_owned());
    for definition in definitions {
        line(format!("    Definition::{},", entry(definition)));
    }
    line("];".to_owned());
    for Compiled { name, result } in definitions {
        if result.is_ok() {
            let file = modules.join(format!("{name}.rs")).display().to_string();
            line(format!("#[path = {file:?}] mod {name};"));
        }
    }
    out
}

fn entry(Compiled { name, result }: &Compiled) -> String {
    match result {
        Ok(_) => format!(
            "Compiled {{ name: {name:?}, meta: <{name}::Workflow as stepwright::Flow>::META, \
             register: |builder, tasks| builder.register({name}::Workflow, tasks), \
             register_express: |builder, tasks| builder.register_express({name}::Workflow, tasks) }}"
        ),
        Err(refusals) => {
            let mut list = String::new();
            for refusal in refusals {
                let (code, message, shown) = (&refusal.code, &refusal.message, &refusal.shown);
                // Writing to a string does not fail.
                _ = write!(list, "Refusal {{ code: {code:?}, message: {message:?}, shown: {shown:?} }}, ");
            }
            format!("Refused(&[{list}])")
        }
    }
}

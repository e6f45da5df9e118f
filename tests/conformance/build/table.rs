//! The generated file: the modules, and which case goes with which.

use std::{fmt::Write as _, path::PathBuf};

use crate::{compile::Compiled, corpus::Corpus};

/// A case and the index of its definition.
pub(crate) struct Row {
    pub(crate) folder: String,
    pub(crate) file: PathBuf,
    pub(crate) index: Option<usize>,
    pub(crate) definition: usize,
}

pub(crate) fn write(corpus: &Corpus, definitions: &[Compiled], rows: &[Row]) -> String {
    let mut out = String::from("// Generated from the corpus. Do not edit.\n");
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(format!("pub const ROOT: &str = {:?};", corpus.root.display().to_string()));
    line(format!("pub const OWN: bool = {:?};", corpus.own));
    line("pub const CASES: &[CaseRow] = &[".to_owned());
    for Row { folder, file, index, definition } in rows {
        let file = file.display().to_string();
        line(format!(
            "    CaseRow {{ folder: {folder:?}, file: {file:?}, index: {index:?}, definition: {definition} }},"
        ));
    }
    line("];".to_owned());
    line("pub const DEFINITIONS: &[Definition] = &[".to_owned());
    for Compiled { name, result } in definitions {
        let made = match result {
            Ok(_) => {
                format!(
                    "Compiled {{ name: {name:?}, register: |builder, tasks| builder.register({name}::Workflow, tasks), register_express: |builder, tasks| builder.register_express({name}::Workflow, tasks) }}"
                )
            }
            Err(refusals) => {
                let mut list = String::new();
                for refusal in refusals {
                    let (code, message, shown) = (&refusal.code, &refusal.message, &refusal.shown);
                    // Writing to a string does not fail.
                    _ = write!(list, "Refusal {{ code: {code:?}, message: {message:?}, shown: {shown:?} }}, ");
                }
                format!("Refused(&[{list}])")
            }
        };
        line(format!("    Definition::{made},"));
    }
    line("];".to_owned());
    for Compiled { result, .. } in definitions {
        if let Ok(module) = result {
            line(module.clone());
        }
    }
    out
}

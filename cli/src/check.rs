//! `stepwright check`: definitions in, findings out.

use std::{path::PathBuf, process::ExitCode};

use clap::ValueEnum;
use stepwright_compiler::{
    diag::{Diagnostic, Diagnostics, Severity},
    diagnose, json,
    source::Sources,
    types::import::{Root, import},
};

use crate::{
    load::{self, Disk},
    print,
};

/// What `stepwright check` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Definitions in the Amazon States Language.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Rust source with the tasks trait and its types, checked against each definition.
    #[arg(long = "contract", value_name = "FILE.rs")]
    contracts: Vec<PathBuf>,
    /// How findings are written: for people to stderr, or as a JSON array to stdout.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// Checks every file; one that cannot be read does not keep the others from being checked.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    let mut sources = Sources::new();
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut unread = false;
    for contract in &arguments.contracts {
        if let Err(reason) = load::text(contract) {
            print::trouble(&format!("cannot read the contract `{}`: {reason}", contract.display()));
            unread = true;
        }
    }
    if unread {
        return ExitCode::from(2);
    }
    for file in &arguments.files {
        match load::text(file) {
            Ok(text) => {
                for diagnostic in check(&mut sources, file.display().to_string(), text, &arguments.contracts) {
                    if !repeated(&found, &diagnostic, &sources) {
                        found.push(diagnostic);
                    }
                }
            }
            Err(reason) => {
                print::trouble(&format!("cannot read the definition `{}`: {reason}", file.display()));
                unread = true;
            }
        }
    }
    let written = match arguments.format {
        Format::Human => print::human(&found, &sources, arguments.files.len()),
        Format::Json => print::json(&found, &sources),
    };
    let errors = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    match (unread || !written, errors) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::from(1),
        (false, false) => ExitCode::SUCCESS,
    }
}

fn check(sources: &mut Sources, name: String, text: String, contracts: &[PathBuf]) -> Vec<Diagnostic> {
    let mut diags = Diagnostics::new();
    let source = sources.add_text(name, text);
    let definition = json::parse(sources, source, &mut diags);
    let roots: Vec<Root> = contracts.iter().map(|path| Root::File { path: path.clone(), module: None }).collect();
    let contract = (!roots.is_empty()).then(|| import(sources, &roots, &Disk, &mut diags));
    if let Some(definition) = definition {
        diagnose(&definition, contract.as_ref(), &mut diags);
    }
    diags.into_sorted()
}

/// Whether the same finding at the same place of the same file is known: each definition reads the contract.
fn repeated(found: &[Diagnostic], new: &Diagnostic, sources: &Sources) -> bool {
    found.iter().any(|old| {
        let place = |d: &Diagnostic| (d.primary.span.start, d.primary.span.end);
        old.code == new.code
            && old.message == new.message
            && place(old) == place(new)
            && sources.name(old.primary.span.source) == sources.name(new.primary.span.source)
    })
}

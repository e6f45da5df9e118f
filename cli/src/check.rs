//! `stepwright check`: definitions in, findings out.

mod files;
pub(crate) mod report;

use std::{collections::HashSet, path::PathBuf};

use clap::ValueEnum;
use stepwright_compiler::{
    diag::{Diagnostic, Diagnostics, Levels},
    diagnose,
    source::{Sources, Span},
    types::Contract,
};

use self::{files::Target, report::Run};
use crate::{
    levels::Flags,
    load::{self, At, Input, Loaded},
    outcome::{Failure, Outcome},
    terminal,
};

/// Check definitions across their states.
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER, after_long_help = AFTER_LONG)]
pub(crate) struct Arguments {
    /// Definitions in JSON or YAML: files, folders, globs in quotes, or `-` for stdin.
    ///
    /// A folder stands for every `.asl.json`, `.asl.yaml`, `.asl.yml` and `.asl` below it; with `--at` for every
    /// `.json`, `.yaml` and `.yml` in which something stands there. Hidden folders, `target` and `node_modules` are left
    /// out.
    #[arg(required = true, value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    files: Vec<Input>,
    /// Rust source with the tasks trait and its types, checked against each definition.
    #[arg(long = "contract", value_name = "FILE.rs")]
    contracts: Vec<PathBuf>,
    #[command(flatten)]
    at: At,
    /// How findings are written: for people to stderr, or as JSON or SARIF to stdout.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    #[command(flatten)]
    levels: Flags,
    /// Show every finding, however many there are.
    #[arg(long)]
    all: bool,
}

const AFTER: &str = "\
Examples:
  stepwright check order.asl.json --contract src/order.rs
  stepwright check workflows/ --deny warnings --allow ASL0240
  stepwright check 'flows/**/*.yaml' --format sarif > findings.sarif
  stepwright check template.yaml --at /Resources/Flow/Properties/Definition

`--help` tells what the formats hold.";

const AFTER_LONG: &str = "\
Examples:
  stepwright check order.asl.json --contract src/order.rs
  stepwright check workflows/ --deny warnings --allow ASL0240
  stepwright check 'flows/**/*.yaml' --format sarif > findings.sarif
  stepwright check template.yaml --at /Resources/Flow/Properties/Definition

Exit codes: 0 no errors, 1 errors, 2 wrong usage or a file that cannot be read.

JSON (`--format json`) is an array with an object for each finding. Fields are added, and never taken away; what is \
not known is `null`.
  code             `ASL0312`; codes from ASL1000 on are for what is not built
  severity         `error` or `warning`
  message          one line
  file             as the command line has it; `<stdin>`
  line, column     where it is; both count from 1, columns in characters
  end_line, end_column
                   one past its last character
  state, field     the state, and its field as a path: `Choices[0].Variable`
  labels           first what stands under the place itself, then what caused
                   it: array of { file, line, column, end_line, end_column,
                   message, state }
  notes            array of facts that explain it
  help             what to do, several separated by line breaks
  service_code     the code by which AWS refuses the same
  location         the place that AWS names

SARIF (`--format sarif`) is a log of version 2.1.0 with columns in UTF-16 code units. Relative paths are kept, so that a \
run from the root of a repository suits code scanning. A file that could not be read is a notification of the run's \
invocation.";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Human,
    Json,
    Sarif,
}

/// Checks every file; one that cannot be read does not keep the others from being checked.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let levels = arguments.levels.read()?;
    load::find_contracts(&arguments.contracts)?;
    let targets = files::expand(&arguments.files, arguments.at.pointer.is_some())?;
    let mut checker = Checker::new(arguments, levels);
    let mut run = Run::default();
    for target in targets {
        match target.and_then(|target| checker.check(&target, &arguments.at)) {
            Ok(Some(found)) => {
                run.found.extend(found);
                run.checked += 1;
            }
            Ok(None) => run.skipped += 1,
            Err(failure) => {
                terminal::trouble(&failure.to_string());
                run.unread.push(failure);
            }
        }
    }
    report::write(&run, &checker.sources, arguments.format, arguments.all)?;
    if let (0, 0, Some(pointer)) = (run.checked, run.unread.len(), &arguments.at.pointer) {
        return Err(Failure(format!("nothing stands at `{pointer}` in any of the files")));
    }
    Ok(match (run.unread.len(), run.errors()) {
        (0, 0) => Outcome::Fine,
        (0, _) => Outcome::Errors,
        (_, _) => Outcome::Trouble,
    })
}

/// What the checks of all files share.
struct Checker {
    sources: Sources,
    levels: Levels,
    contract: Option<Contract>,
    /// What is wrong with the contract.
    faults: Vec<Diagnostic>,
    /// What has been said of the contract: each definition is checked against it.
    said: HashSet<(&'static str, String, Span)>,
}

impl Checker {
    fn new(arguments: &Arguments, levels: Levels) -> Self {
        let mut sources = Sources::new();
        let mut diags = Diagnostics::with_levels(levels.clone());
        let contract = load::contract(&arguments.contracts, &mut sources, &mut diags);
        Checker { sources, levels, contract, faults: diags.into_sorted(), said: HashSet::new() }
    }

    /// The findings of a file; `None` if nothing stands at the pointer in one that was not named.
    fn check(&mut self, target: &Target, at: &At) -> Result<Option<Vec<Diagnostic>>, Failure> {
        let mut diags = Diagnostics::with_levels(self.levels.clone());
        let definition = match load::definition(&mut self.sources, &target.input, at, &mut diags)? {
            Loaded::Definition(definition) => Some(definition),
            Loaded::Broken => None,
            Loaded::Nothing(_) if target.found => return Ok(None),
            Loaded::Nothing(failure) => return Err(failure),
        };
        for fault in &self.faults {
            diags.push(fault.clone());
        }
        if let Some(definition) = definition {
            diagnose(&definition, self.contract.as_ref(), &mut diags);
        }
        let mut found = diags.into_sorted();
        let name = target.input.to_string();
        found.retain(|new| {
            let span = new.primary.span;
            self.sources.name(span.source) == Some(&name) || self.said.insert((new.code, new.message.clone(), span))
        });
        Ok(Some(found))
    }
}

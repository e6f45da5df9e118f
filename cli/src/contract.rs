//! `stepwright contract`: a definition in, the contract that is proposed for it out.

use stepwright_compiler::{
    diag::{Diagnostic, Diagnostics, Levels, Severity},
    propose::{self, Options, Proposal},
    source::Sources,
};

use crate::{
    check::report::{self, Run},
    load::{self, At, Input, Loaded},
    outcome::{Failure, Outcome},
    samples::Samples,
    terminal,
};

/// Propose the contract of a definition: its types, and the trait of its tasks.
#[derive(Debug, clap::Args)]
// `--sample` takes all that stands behind it: it is to stand behind the file.
#[command(after_help = EXAMPLES, override_usage = "stepwright contract [OPTIONS] <FILE> [--sample <INPUT.json>...]")]
pub(crate) struct Arguments {
    /// A definition in JSON or YAML; `-` is stdin.
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: Input,
    #[command(flatten)]
    samples: Samples,
    #[command(flatten)]
    at: At,
}

const EXAMPLES: &str = "\
Examples:
  stepwright contract order.asl.json > src/contract.rs
  stepwright contract order.asl.json --sample inputs/*.json > src/contract.rs";

/// Writes the contract to stdout.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let samples = arguments.samples.read(&arguments.file)?;
    let name = match &arguments.file {
        Input::File(path) => path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        Input::Stdin => String::new(),
    };
    let mut sources = Sources::new();
    let options = Options { samples: &samples, name: &name, module: None };
    let Some(proposal) = propose(&mut sources, &arguments.file, &arguments.at, &options)? else {
        return Ok(Outcome::Errors);
    };
    terminal::data(proposal.source.as_bytes())?;
    // What no contract mends is wrong with the definition: it is said now, and not only by the first build.
    let errors = errors(&proposal, &Levels::new());
    if errors.is_empty() {
        return Ok(Outcome::Fine);
    }
    show(errors, &sources);
    Ok(Outcome::Errors)
}

/// Proposes for a definition. `None` if that is at fault; what is wrong has been shown.
///
/// # Errors
/// It cannot be read.
fn propose(sources: &mut Sources, input: &Input, at: &At, options: &Options<'_>) -> Result<Option<Proposal>, Failure> {
    let mut diagnostics = Diagnostics::new();
    let proposal = match load::definition(sources, input, at, &mut diagnostics)? {
        Loaded::Definition(node) => propose::propose(&node, options, &mut diagnostics),
        Loaded::Broken => None,
        Loaded::Nothing(failure) => return Err(failure),
    };
    if proposal.is_none() {
        show(diagnostics.into_sorted(), sources);
    }
    Ok(proposal)
}

/// What is wrong with the definition under the contract, by these levels: what no contract mends.
pub(crate) fn errors(proposal: &Proposal, levels: &Levels) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::with_levels(levels.clone());
    proposal.findings.iter().for_each(|finding| diagnostics.push(finding.clone()));
    let mut found = diagnostics.into_sorted();
    found.retain(|finding| finding.severity == Severity::Error);
    found
}

/// Shows people what is wrong with a definition.
pub(crate) fn show(found: Vec<Diagnostic>, sources: &Sources) {
    report::say_in_short(&Run::of(found), sources);
}

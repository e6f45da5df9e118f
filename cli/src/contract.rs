//! `stepwright contract`: a definition in, the contract that is proposed for it out.

use std::path::{Path, PathBuf};

use stepwright_compiler::{
    diag::{Diagnostic, Diagnostics, Severity},
    propose::{self, Options, Proposal},
    source::Sources,
};

use crate::{
    check::report::{self, Run},
    load::{self, At, Input, Loaded},
    outcome::{Failure, Outcome},
    terminal,
};

/// Propose the contract of a definition: its types, and the trait of its tasks.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A definition in JSON or YAML; `-` is stdin.
    #[arg(value_name = "FILE")]
    file: Input,
    /// Inputs of the workflow, as JSON: what they have in common fixes the input's type further.
    #[arg(long = "sample", value_name = "INPUT.json", num_args = 1..)]
    samples: Vec<PathBuf>,
    #[command(flatten)]
    at: At,
}

const EXAMPLES: &str = "\
Examples:
  stepwright contract order.asl.json > src/contract.rs
  stepwright contract order.asl.json --sample inputs/*.json > src/contract.rs";

/// The most findings that are shown.
const FINDINGS: usize = 20;

/// Writes the contract to stdout.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let samples = arguments.samples.iter().map(|path| sample(path)).collect::<Result<Vec<_>, _>>()?;
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
    Ok(if mends(&proposal, &sources) { Outcome::Fine } else { Outcome::Errors })
}

/// Proposes for a definition. `None` if that is at fault; what is wrong has been shown.
///
/// # Errors
/// It cannot be read.
pub(crate) fn propose(
    sources: &mut Sources,
    input: &Input,
    at: &At,
    options: &Options<'_>,
) -> Result<Option<Proposal>, Failure> {
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

/// Whether nothing is wrong under the contract; what is wrong is shown.
pub(crate) fn mends(proposal: &Proposal, sources: &Sources) -> bool {
    let errors: Vec<Diagnostic> =
        proposal.findings.iter().filter(|finding| finding.severity == Severity::Error).cloned().collect();
    if errors.is_empty() {
        return true;
    }
    show(errors, sources);
    false
}

/// Shows people what is wrong with a definition.
pub(crate) fn show(found: Vec<Diagnostic>, sources: &Sources) {
    report::say(&Run { found, checked: 1, skipped: 0 }, sources, FINDINGS);
}

/// A sample of the input.
fn sample(path: &Path) -> Result<serde_json::Value, Failure> {
    let failure = |what: &str, why: String| Failure(format!("{what} `{}`{why}", path.display()));
    let text = load::text(path).map_err(|reason| failure("cannot read the sample", format!(": {reason}")))?;
    serde_json::from_str(&text).map_err(|error| failure("the sample", format!(" is no JSON: {error}")))
}

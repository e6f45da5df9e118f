//! `stepwright new`: a project that builds, is tested and runs, from a definition.

mod code;
mod example;
mod imports;
mod name;
mod place;
mod project;
mod template;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use serde_json::Value;
use stepwright_compiler::{
    diag::{Diagnostic, Diagnostics, Severity, levels::is_adjustable},
    json::{Language, Node},
    propose::{self, Options, Outcome as Comes, Proposal},
    source::{Source, Sources},
};

use crate::{
    contract,
    levels::Flags,
    load::{self, At, Input, Loaded},
    outcome::{Failure, Outcome},
    samples::Samples,
    terminal,
};
use name::Names;
use project::Project;

/// What is said where a project depends on what is not there yet.
const UNPUBLISHED: &str = "\
Nothing of Stepwright is published yet, so that `Cargo.toml` asks for versions that no registry has. Put a checkout in
their place: `stepwright = { path = \"CHECKOUT/runtime\" }` and `stepwright-build = { path = \"CHECKOUT/build\" }`.";

/// Make a project from a definition: it builds, is tested and runs.
#[derive(Debug, clap::Args)]
// `--sample` takes all that stands behind it: it is to stand behind the name.
#[command(
    after_help = EXAMPLES,
    override_usage = "stepwright new [OPTIONS] <NAME> [--from <FILE> [--sample <INPUT.json>...]]"
)]
pub(crate) struct Arguments {
    /// The name of the package, and of the folder that is made for it.
    #[arg(value_name = "NAME")]
    name: String,
    /// The definition to begin with, in JSON or YAML; `-` is stdin. Without one, a small example.
    #[arg(long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    from: Option<Input>,
    /// A checkout of Stepwright to depend on, as long as nothing is published.
    #[arg(long, value_name = "CHECKOUT", value_hint = clap::ValueHint::DirPath)]
    path: Option<PathBuf>,
    #[command(flatten)]
    at: At,
    #[command(flatten)]
    samples: Samples,
    #[command(flatten)]
    levels: Flags,
}

const EXAMPLES: &str = "\
Examples:
  stepwright new order-flow --path ../stepwright
  stepwright new shipping --from shipping.asl.json --path ../stepwright
  stepwright new shipping --from shipping.asl.json --sample inputs/*.json
  stepwright new shipping --from template.yaml --at /Resources/Flow/Properties/Definition";

/// Makes the project.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let names = Names::of(&arguments.name).map_err(Failure)?;
    let checkout = arguments.path.as_deref().map(checkout).transpose().map_err(Failure)?;
    let levels = arguments.levels.read()?;
    let samples = samples(arguments)?;
    let mut sources = Sources::new();
    let Some(definition) = definition(arguments, &mut sources)? else { return Ok(Outcome::Errors) };
    let definition_path = format!("workflows/{}.asl.{}", names.package, definition.extension);
    let options = Options { samples: &samples, name: &definition_path, module: Some(&names.workflow) };
    let mut diagnostics = Diagnostics::with_levels(levels.clone());
    let Some(mut proposal) = propose::propose(&definition.node, &options, &mut diagnostics) else {
        return Ok(refused(diagnostics.into_sorted(), &sources));
    };
    // What no contract mends would stop the first build.
    let errors = contract::errors(&proposal, &levels);
    if !errors.is_empty() {
        return Ok(refused(errors, &sources));
    }
    if arguments.from.is_none() {
        example::complete(&mut proposal);
    }
    let project = Project {
        names: &names,
        definition_path: &definition_path,
        definition: &definition.text,
        proposal: &proposal,
        levels: &arguments.levels.calls(),
        checkout: checkout.as_deref(),
    };
    place::write(Path::new(&names.package), &project.files()).map_err(Failure)?;
    terminal::say(&told(&names, &proposal, checkout.is_some()));
    Ok(Outcome::Fine)
}

/// Shows what is wrong, and which levels the project could be made with all the same.
fn refused(errors: Vec<Diagnostic>, sources: &Sources) -> Outcome {
    let codes: BTreeSet<&str> =
        errors.iter().filter(|error| error.severity == Severity::Error).map(|error| error.code).collect();
    contract::show(errors, sources);
    if codes.iter().all(|code| is_adjustable(code)) {
        let codes: Vec<&str> = codes.into_iter().collect();
        terminal::say(&format!(
            "`--warn {}` makes the project all the same: its build then warns, and an execution fails, or goes on, where\n\
             AWS's would.\n",
            codes.join(",")
        ));
    }
    Outcome::Errors
}

/// Samples of the input: those that are named, or that of the example.
fn samples(arguments: &Arguments) -> Result<Vec<Value>, Failure> {
    let flag = match arguments {
        Arguments { from: Some(definition), samples, .. } => return samples.read(definition),
        Arguments { at: At { pointer: Some(_) }, .. } => "--at",
        Arguments { samples, .. } if !samples.is_empty() => "--sample",
        _ => return Ok(vec![example::input()]),
    };
    Err(Failure(format!("`{flag}` is for a definition: say with `--from` which")))
}

/// The definition that a project begins with.
struct Definition {
    node: Node,
    /// The text of its file in the project.
    text: String,
    /// What the name of that file ends in.
    extension: &'static str,
}

/// Reads the definition. `None` if it is not well formed; what is wrong has been shown.
fn definition(arguments: &Arguments, sources: &mut Sources) -> Result<Option<Definition>, Failure> {
    let Some(input) = &arguments.from else {
        let source = sources.add_text("definition", example::DEFINITION);
        let node = stepwright_compiler::json::parse(sources, source, &mut Diagnostics::new());
        return Ok(node.map(|node| Definition { node, text: example::DEFINITION.to_owned(), extension: "json" }));
    };
    let mut diagnostics = Diagnostics::new();
    let node = match load::definition(sources, input, &arguments.at, &mut diagnostics)? {
        Loaded::Definition(node) => node,
        Loaded::Broken => {
            contract::show(diagnostics.into_sorted(), sources);
            return Ok(None);
        }
        Loaded::Nothing(failure) => return Err(failure),
    };
    // A part of a file becomes a file of its own; a whole one stays what it is, to the letter.
    let whole = match sources.get(node.span.source) {
        Some(Source::Text { text, .. }) if arguments.at.pointer.is_none() => Some(text.clone()),
        _ => None,
    };
    Ok(Some(match whole {
        Some(text) => {
            let extension = if input.language(&text) == Language::Yaml { "yaml" } else { "json" };
            Definition { node, text, extension }
        }
        None => Definition { text: format!("{:#}\n", node.to_value()), node, extension: "json" },
    }))
}

/// The path of a checkout as a manifest has it.
fn checkout(path: &Path) -> Result<String, String> {
    let shown = path.display();
    for folder in ["runtime", "build"] {
        if !path.join(folder).join("Cargo.toml").is_file() {
            return Err(format!("`{shown}` is no checkout of Stepwright: there is no `{folder}/Cargo.toml` in it"));
        }
    }
    let full = path.canonicalize().map_err(|error| format!("cannot find `{shown}`: {error}"))?;
    full.into_os_string().into_string().map_err(|_| format!("the path of `{shown}` is not UTF-8"))
}

/// What is said of a project that was made.
fn told(names: &Names, proposal: &Proposal, has_checkout: bool) -> String {
    let tasks = match proposal.tasks.len() {
        0 => "without tasks".to_owned(),
        1 => "with one task, to be written in `src/tasks.rs`".to_owned(),
        many => format!("with {many} tasks, to be written in `src/tasks.rs`"),
    };
    let package = &names.package;
    let mut out = format!("made `{package}`, a workflow {tasks}\n\n  cd {package}\n  cargo test\n  cargo run\n");
    if proposal.outcome == Comes::Refused {
        out.push_str("\nIt asks for what the engine cannot run yet: `cargo run` says which state does.\n");
    }
    if !has_checkout {
        out.push_str(&format!("\n{UNPUBLISHED}\nOr make the project anew with `--path CHECKOUT`.\n"));
    }
    out
}

//! `stepwright graph`: a definition in, a picture out.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use stepwright_compiler::{
    asl, check,
    diag::Diagnostics,
    graph::{Graph, Look, dot, mermaid, svg},
    json,
    source::Sources,
};

use crate::{
    check::report::{self, Run},
    load::{self, At, Input, Loaded},
    outcome::{Failure, Outcome},
    terminal,
};

const EXAMPLES: &str = "\
Examples:
  stepwright graph order.asl.json > order.svg
  stepwright graph order.asl.json -o order.mmd
  stepwright graph template.yaml --at /Resources/Flow/Properties/Definition --format dot | dot -Tpng > flow.png

A definition with errors is drawn as far as it can be.";

/// Draw a definition: its states, and what leads from one to another.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A definition in JSON or YAML; `-` is stdin.
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    file: Input,
    /// What to write; without it, what the name of the output ends in, else SVG.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Where to write it, instead of stdout (`-`): a name that ends in .svg, .mmd, .mermaid, .dot or .gv says the
    /// format.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    at: At,
}

impl Arguments {
    /// The file to write to; `None` is stdout.
    fn output(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| path.as_os_str() != "-")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Svg,
    Mermaid,
    Dot,
}

/// Draws a definition. One with errors is drawn all the same, as far as it can be read: what was found is on stderr,
/// and the exit code says so.
pub(crate) fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let format = format(arguments)?;
    let file = &arguments.file;
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let graph = match load::definition(&mut sources, file, &arguments.at, &mut diags)? {
        Loaded::Definition(node) => Some(read(&node, &mut diags)),
        Loaded::Broken => None,
        Loaded::Nothing(failure) => return Err(failure),
    };
    // A definition without states is no picture: what is wrong with it has been found.
    let picture = graph.filter(|graph| !graph.nodes.is_empty()).map(|graph| match format {
        Format::Svg => svg(&graph, &name(file), Look::File),
        Format::Mermaid => mermaid(&graph),
        Format::Dot => dot(&graph),
    });
    let run = Run::of(diags.into_sorted());
    if !run.found.is_empty() {
        report::say_in_short(&run, &sources);
    }
    match &picture {
        Some(picture) => write(picture, arguments.output())?,
        None => terminal::trouble(&format!("nothing to draw in `{file}`")),
    }
    Ok(if run.errors() > 0 || picture.is_none() { Outcome::Errors } else { Outcome::Fine })
}

fn read(definition: &json::Node, diags: &mut Diagnostics) -> Graph {
    let machine = asl::read(definition, diags);
    check::check(&machine, None, diags);
    Graph::of(&machine, definition)
}

fn format(arguments: &Arguments) -> Result<Format, Failure> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let Some(output) = arguments.output() else { return Ok(Format::Svg) };
    let extension = output.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "svg" => Ok(Format::Svg),
        "mmd" | "mermaid" => Ok(Format::Mermaid),
        "dot" | "gv" => Ok(Format::Dot),
        _ => Err(Failure(format!("what `{}` should hold is not known: say it with `--format`", output.display()))),
    }
}

/// The name of the workflow: that of its file, up to the first dot.
fn name(file: &Input) -> String {
    let Input::File(path) = file else { return "workflow".to_owned() };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.split('.').next() {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}

/// Writes the picture.
fn write(picture: &str, output: Option<&Path>) -> Result<(), Failure> {
    match output {
        Some(path) => std::fs::write(path, picture)
            .map_err(|error| Failure(format!("cannot write `{}`: {}", path.display(), terminal::unwritten(&error)))),
        None => terminal::data(picture.as_bytes()),
    }
}

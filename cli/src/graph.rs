//! `stepwright graph`: a definition in, a picture out.

use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::ValueEnum;
use stepwright_compiler::{
    asl, check,
    diag::{Diagnostics, Severity},
    graph::{Graph, Look, dot, mermaid, svg},
    json,
    source::Sources,
};

use crate::{load, print};

/// What `stepwright graph` takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A definition in the Amazon States Language.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to write; without it, what the name of the output ends in, else SVG.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Where to write it, instead of stdout: a name that ends in .svg, .mmd, .mermaid, .dot or .gv says the format.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Where in the file the definition stands, as a JSON pointer: `/Resources/Machine/Properties/Definition`.
    #[arg(long, value_name = "POINTER")]
    at: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Svg,
    Mermaid,
    Dot,
}

/// The most findings that are shown beside a picture.
const FINDINGS: usize = 20;

/// Draws a definition. One with errors is drawn all the same, as far as it can be read: what was found is on stderr,
/// and the exit code says so.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match draw(arguments) {
        Ok(code) => code,
        Err(reason) => {
            print::trouble(&reason);
            ExitCode::from(2)
        }
    }
}

fn draw(arguments: &Arguments) -> Result<ExitCode, String> {
    let format = format(arguments)?;
    let file = &arguments.file;
    let text =
        load::text(file).map_err(|reason| format!("cannot read the definition `{}`: {reason}", file.display()))?;
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text(file.display().to_string(), text);
    let node = json::parse(&sources, source, &mut diags);
    let graph = match (&node, &arguments.at) {
        (Some(node), Some(pointer)) => {
            let there = find(node, pointer)
                .ok_or_else(|| format!("there is nothing at `{}` in `{}`", pointer.escape_debug(), file.display()))?;
            Some(read(there, &mut diags))
        }
        (Some(node), None) => Some(read(node, &mut diags)),
        (None, _) => None,
    };
    // A definition without states is no picture: what is wrong with it has been found.
    let picture = graph.filter(|graph| !graph.nodes.is_empty()).map(|graph| match format {
        Format::Svg => svg(&graph, &name(file), Look::File),
        Format::Mermaid => mermaid(&graph),
        Format::Dot => dot(&graph),
    });
    let found = diags.into_sorted();
    if !found.is_empty() {
        print::human(found.get(..FINDINGS).unwrap_or(&found), &sources, 1);
    }
    if found.len() > FINDINGS {
        print::note(&format!("{} more findings: `stepwright check` shows all", found.len() - FINDINGS));
    }
    match &picture {
        Some(picture) => write(picture, arguments.output.as_deref())?,
        None => print::trouble(&format!("nothing to draw in `{}`", file.display())),
    }
    let errors = found.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if errors || picture.is_none() { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

fn read(definition: &json::Node, diags: &mut Diagnostics) -> Graph {
    let machine = asl::read(definition, diags);
    check::check(&machine, None, diags);
    Graph::of(&machine, definition)
}

fn format(arguments: &Arguments) -> Result<Format, String> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let Some(output) = &arguments.output else { return Ok(Format::Svg) };
    let extension = output.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    match extension.to_ascii_lowercase().as_str() {
        "svg" => Ok(Format::Svg),
        "mmd" | "mermaid" => Ok(Format::Mermaid),
        "dot" | "gv" => Ok(Format::Dot),
        _ => Err(format!("what `{}` should hold is not known: say it with `--format`", output.display())),
    }
}

/// The name of the workflow: that of its file, up to the first dot.
fn name(file: &Path) -> String {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.split('.').next() {
        Some(stem) if !stem.is_empty() => stem.to_owned(),
        _ => name,
    }
}

/// The value that a JSON pointer (RFC 6901) leads to.
fn find<'n>(node: &'n json::Node, pointer: &str) -> Option<&'n json::Node> {
    if pointer.is_empty() {
        return Some(node);
    }
    pointer.strip_prefix('/')?.split('/').try_fold(node, |node, token| {
        let token = token.replace("~1", "/").replace("~0", "~");
        match node.as_array() {
            Some(items) if !token.starts_with('+') && (token == "0" || !token.starts_with('0')) => {
                items.get(token.parse::<usize>().ok()?)
            }
            Some(_) => None,
            None => node.get(&token),
        }
    })
}

/// Writes the picture. A closed pipe ends the output, and is no error.
fn write(picture: &str, output: Option<&Path>) -> Result<(), String> {
    match output {
        Some(path) => {
            std::fs::write(path, picture).map_err(|error| format!("cannot write `{}`: {error}", path.display()))
        }
        None => {
            let mut out = io::stdout().lock();
            match out.write_all(picture.as_bytes()).and_then(|()| out.flush()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    Err(format!("cannot write to stdout: {error}"))
                }
                _ => Ok(()),
            }
        }
    }
}

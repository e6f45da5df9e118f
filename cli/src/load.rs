//! Definitions and contracts, from files and from stdin: what every command that takes a definition shares.

mod elsewhere;

use std::{
    ffi::OsString,
    fmt,
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use stepwright_compiler::{
    diag::{Diagnostics, near as near_word},
    json::{self, Found, Language, Node, Pointer},
    source::{SourceId, Sources, text_of},
    types::{
        Contract,
        import::{Loader, Root, import},
    },
};

use crate::outcome::Failure;

/// Where a definition is read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Input {
    /// `-`
    Stdin,
    /// A path from the working directory.
    File(PathBuf),
}

impl From<OsString> for Input {
    fn from(argument: OsString) -> Self {
        if argument == "-" { Input::Stdin } else { Input::File(argument.into()) }
    }
}

impl Input {
    /// Its text, or why it cannot be read.
    pub(crate) fn text(&self) -> Result<String, String> {
        match self {
            Input::Stdin => stdin(),
            Input::File(path) => text(path),
        }
    }

    /// The language that it is written in, by its name or else by its text.
    pub(crate) fn language(&self, text: &str) -> Language {
        match self {
            Input::Stdin => Language::of_text(text),
            Input::File(path) => Language::of_name(&path.to_string_lossy()),
        }
    }
}

/// How diagnostics call it.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => f.write_str("<stdin>"),
            Input::File(path) => path.display().fmt(f),
        }
    }
}

/// `--at`: a definition that is a part of a larger file.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct At {
    /// Where in a file its definition stands, as a JSON pointer (RFC 6901): `/Resources/Flow/Properties/Definition`.
    #[arg(long = "at", value_name = "POINTER")]
    pub(crate) pointer: Option<Pointer>,
}

/// What was read.
#[derive(Debug)]
pub(crate) enum Loaded {
    /// The definition.
    Definition(Node),
    /// It is not well formed; the diagnostics say where and why.
    Broken,
    /// Nothing stands where `--at` says; what to say of that.
    Nothing(Failure),
}

/// Reads a definition.
///
/// # Errors
/// The input cannot be read, or is a larger file in which definitions stand elsewhere.
pub(crate) fn definition(
    sources: &mut Sources,
    input: &Input,
    at: &At,
    diags: &mut Diagnostics,
) -> Result<Loaded, Failure> {
    let text = input.text().map_err(|reason| Failure(format!("cannot read the definition `{input}`: {reason}")))?;
    let language = input.language(&text);
    let source = sources.add_text(input.to_string(), text);
    let root = Pointer::default();
    let pointer = at.pointer.as_ref().unwrap_or(&root);
    let found = json::read(sources, source, language, pointer, diags);
    let elsewhere = match &found {
        Found::Value(node) => elsewhere::failure(node, pointer, input),
        Found::Broken if pointer.is_root() => {
            template(sources, source, language).and_then(|root| elsewhere::failure(&root, pointer, input))
        }
        Found::Broken | Found::Nothing(..) => None,
    };
    if let Some(failure) = elsewhere {
        return Err(failure);
    }
    Ok(match found {
        Found::Value(node) => Loaded::Definition(node),
        Found::Broken => Loaded::Broken,
        Found::Nothing(near, node) => Loaded::Nothing(Failure(nothing(pointer, input, &near, &node))),
    })
}

/// A file in YAML with what a definition may not have, such as the functions of CloudFormation: they are faults only of
/// a value that has them, and so none of one that is not there.
fn template(sources: &Sources, source: SourceId, language: Language) -> Option<Node> {
    if language != Language::Yaml {
        return None;
    }
    let nowhere: Pointer = "/\0".parse().ok()?;
    match json::read(sources, source, language, &nowhere, &mut Diagnostics::new()) {
        Found::Nothing(_, root) => Some(root),
        Found::Value(_) | Found::Broken => None,
    }
}

/// Says that nothing stands at a pointer, and how far it leads.
fn nothing(pointer: &Pointer, input: &Input, near: &Pointer, node: &Node) -> String {
    let place = if near.is_root() { "the document".to_owned() } else { format!("`{near}`") };
    let next = pointer.tokens().nth(near.tokens().count()).unwrap_or_default();
    let keys = node.as_object().unwrap_or_default().iter().map(|member| member.key.value.as_str());
    let help = match near_word(next, keys) {
        Some(meant) => format!("; did you mean `{near}/{meant}`?"),
        None => String::new(),
    };
    format!("nothing stands at `{pointer}` in `{input}`: {place} is {}{help}", node.describe())
}

/// Looks whether the files of a contract can be read at all.
///
/// # Errors
/// One of them cannot.
pub(crate) fn find_contracts(paths: &[PathBuf]) -> Result<(), Failure> {
    for path in paths {
        text(path).map_err(|reason| Failure(format!("cannot read the contract `{}`: {reason}", path.display())))?;
    }
    Ok(())
}

/// Reads the contract in these files; without any, there is none.
pub(crate) fn contract(paths: &[PathBuf], sources: &mut Sources, diags: &mut Diagnostics) -> Option<Contract> {
    let roots: Vec<Root> = paths.iter().map(|path| Root::File { path: path.clone(), module: None }).collect();
    (!roots.is_empty()).then(|| import(sources, &roots, &Disk, diags))
}

/// Reads files by paths from the working directory.
struct Disk;

impl Loader for Disk {
    fn load(&self, path: &Path) -> Result<String, String> {
        text(path)
    }
}

/// The text of a file, or why it cannot be read.
pub(crate) fn text(path: &Path) -> Result<String, String> {
    text_of(std::fs::read(path))
}

fn stdin() -> Result<String, String> {
    let mut bytes = Vec::new();
    text_of(io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
}

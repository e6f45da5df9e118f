//! Which files a command line means: single ones, those of folders, and those of globs.

use std::{
    collections::HashSet,
    path::{Component, Path, PathBuf},
};

use globset::{GlobBuilder, GlobMatcher};
use walkdir::{DirEntry, WalkDir};

use crate::{load::Input, outcome::Failure};

/// Folders that hold no definitions of one's own.
const LEFT_OUT: [&str; 2] = ["node_modules", "target"];

/// A definition to be checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Where it is read from.
    pub(super) input: Input,
    /// Whether it was found in a folder or by a glob, and not named.
    pub(super) found: bool,
}

/// A target, or what keeps one below a folder from being read.
pub(super) type Expanded = Result<Target, Failure>;

/// The files that the arguments mean, each once, in the order of the arguments and by name in folders. `any` takes
/// every file in JSON or YAML of a folder, and not only those that are named as definitions.
///
/// # Errors
/// A malformed glob, or a glob or a folder in which no file is.
pub(super) fn expand(inputs: &[Input], any: bool) -> Result<Vec<Expanded>, Failure> {
    let (mut targets, mut seen) = (Vec::new(), HashSet::new());
    let mut add = |input: Input, found: bool| {
        let key = match &input {
            Input::File(path) => Input::File(plain(path)),
            Input::Stdin => Input::Stdin,
        };
        seen.insert(key).then_some(Ok(Target { input, found }))
    };
    for input in inputs {
        let files = match input {
            Input::File(path) if path.is_dir() => folder(path, any)?,
            Input::File(path) if is_glob(path) && !path.exists() => glob(path)?,
            Input::File(_) | Input::Stdin => {
                targets.extend(add(input.clone(), false));
                continue;
            }
        };
        for file in files {
            match file {
                Ok(path) => targets.extend(add(Input::File(path), true)),
                Err(failure) => targets.push(Err(failure)),
            }
        }
    }
    Ok(targets)
}

/// A file below a folder, or why one cannot be read.
type Walked = Result<PathBuf, Failure>;

fn folder(root: &Path, any: bool) -> Result<Vec<Walked>, Failure> {
    let files = walk(root, |path| is_definition(path, any));
    if files.is_empty() {
        let names = if any { "`.json`, `.yaml` or `.yml`" } else { "`.asl.json`, `.asl.yaml`, `.asl.yml` or `.asl`" };
        let help = if any { "" } else { "; name files that end in something else themselves" };
        return Err(Failure(format!("the folder `{}` holds no file that ends in {names}{help}", root.display())));
    }
    Ok(files)
}

fn is_definition(path: &Path, any: bool) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let endings: &[&str] =
        if any { &[".json", ".yaml", ".yml", ".asl"] } else { &[".asl.json", ".asl.yaml", ".asl.yml", ".asl"] };
    endings.iter().any(|ending| name.ends_with(ending))
}

fn is_glob(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

fn glob(pattern: &Path) -> Result<Vec<Walked>, Failure> {
    let text = pattern.to_string_lossy();
    let fail = |reason: &dyn std::fmt::Display| Failure(format!("`{text}` is no glob: {reason}"));
    let matcher = |pattern: &str| -> Result<GlobMatcher, Failure> {
        let glob = GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build();
        glob.map(|glob| glob.compile_matcher()).map_err(|error| fail(error.kind()))
    };
    // The folder before the first part that is a pattern, and the pattern of what is in it.
    let mut root = PathBuf::new();
    let mut rest = pattern.components().peekable();
    while let Some(part) = rest.next_if(|part| !is_glob(Path::new(part.as_os_str()))) {
        root.push(part);
    }
    let below: PathBuf = rest.collect();
    let matcher = matcher(&below.to_string_lossy())?;
    let start = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root.clone() };
    if !start.is_dir() {
        return Err(Failure(format!("no file matches `{text}`: there is no folder `{}`", start.display())));
    }
    let files = walk(&start, |path| path.strip_prefix(&start).is_ok_and(|below| matcher.is_match(below)));
    if files.is_empty() {
        return Err(Failure(format!("no file matches `{text}`")));
    }
    Ok(files)
}

/// The files below a folder, by name. Hidden folders and those of tools are left out; a link into a folder above it
/// ends there, and one that cannot be read does not keep the others from being found.
fn walk(root: &Path, takes: impl Fn(&Path) -> bool) -> Vec<Walked> {
    let mut files = Vec::new();
    let entries = WalkDir::new(root).follow_links(true).sort_by_file_name();
    for entry in entries.into_iter().filter_entry(|entry| entry.depth() == 0 || is_looked_into(entry)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() && takes(entry.path()) => files.push(Ok(plain(entry.path()))),
            Ok(_) => {}
            // What a loop leads to is looked at where it stands.
            Err(error) if error.loop_ancestor().is_some() => {}
            // A link to nothing is no file, unless it is one that is asked for.
            Err(error) if error.depth() > 0 && error.path().is_some_and(|path| is_dangling(path) && !takes(path)) => {}
            Err(error) => {
                let path = error.path().unwrap_or(root);
                let shown = if error.depth() == 0 { path.to_owned() } else { plain(path) };
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                files.push(Err(Failure(format!("cannot read `{}`: {reason}", shown.display()))));
            }
        }
    }
    files
}

fn is_dangling(path: &Path) -> bool {
    path.is_symlink() && !path.exists()
}

fn is_looked_into(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    !entry.file_type().is_dir() || !(name.starts_with('.') || LEFT_OUT.contains(&&*name))
}

/// A path without the `./` before it.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

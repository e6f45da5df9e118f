//! Where the cases stand, and the definitions in them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::definition::{FOLDERS, Kind, setup};

/// A folder of cases.
pub(crate) struct Corpus {
    pub(crate) root: PathBuf,
    /// Whether it is this crate's own, because there is no other.
    pub(crate) own: bool,
}

/// One case, as far as it is compiled.
pub(crate) struct Case {
    pub(crate) folder: &'static str,
    pub(crate) file: PathBuf,
    /// Which of the file's cases it is, if it holds a list of them.
    pub(crate) index: Option<usize>,
    pub(crate) kind: Kind,
    pub(crate) definition: String,
}

/// The folder that `STEPWRIGHT_CORPUS` names, from the workspace's root or the folder that cargo was called in;
/// else the one beside the workspace; else this crate's own cases.
pub(crate) fn find() -> Corpus {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let workspace = manifest.join("../..");
    let named = env::var_os("STEPWRIGHT_CORPUS").filter(|named| !named.is_empty());
    let places = match named {
        Some(named) => {
            let called_in = env::var_os("PWD").map(PathBuf::from);
            [Some(workspace), called_in].into_iter().flatten().map(|place| place.join(&named)).collect()
        }
        None => vec![workspace.join("../shared/corpus")],
    };
    let corpus = places
        .into_iter()
        .filter_map(|place| place.canonicalize().ok())
        .find(|root| FOLDERS.iter().any(|(folder, _)| root.join(folder).is_dir()));
    match corpus {
        Some(root) => Corpus { root, own: false },
        None => Corpus { root: manifest.join("cases"), own: true },
    }
}

impl Corpus {
    /// Every file of the corpus, in the order of the names.
    pub(crate) fn files(&self) -> Vec<(&'static str, Kind, PathBuf)> {
        let mut found = Vec::new();
        for (folder, kind) in FOLDERS {
            let Ok(entries) = fs::read_dir(self.root.join(folder)) else { continue };
            let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
            let holds_cases = |file: &PathBuf| file.extension().is_some_and(|end| end == "json" || end == "jsonl");
            files.retain(holds_cases);
            files.sort();
            found.extend(files.into_iter().map(|file| (folder, kind, file)));
        }
        found
    }

    /// Tells cargo to begin anew when a file changes, comes or goes.
    pub(crate) fn watch(&self, files: &[(&str, Kind, PathBuf)]) {
        let folders = FOLDERS.iter().map(|(folder, _)| self.root.join(folder)).filter(|folder| folder.is_dir());
        let list = self.root.join("unfair.json");
        let watched = folders.chain(list.exists().then_some(list)).chain(files.iter().map(|(.., file)| file.clone()));
        for path in watched {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
}

/// The cases of a file.
pub(crate) fn read(folder: &'static str, kind: Kind, file: &Path) -> Result<Vec<Case>, String> {
    let text = fs::read_to_string(file).map_err(|error| error.to_string())?;
    let case = |json: &Value, index| Case {
        folder,
        file: file.to_owned(),
        index,
        kind,
        definition: setup(kind, json).definition,
    };
    if file.extension().is_some_and(|end| end == "jsonl") {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).enumerate();
        let cases = lines.map(|(index, line)| Ok(case(&parse(line)?, Some(index))));
        return cases.collect();
    }
    Ok(match &parse(&text)? {
        Value::Array(cases) => cases.iter().enumerate().map(|(index, json)| case(json, Some(index))).collect(),
        json => vec![case(json, None)],
    })
}

fn parse(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}

//! Where the cases stand, and the definitions in them.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

/// The folders whose definitions are run.
const FOLDERS: [&str; 2] = ["aws-recorded", "real-world"];

/// A folder of cases.
pub(crate) struct Corpus {
    pub(crate) root: PathBuf,
    /// Whether it is this crate's own, because there is no other.
    pub(crate) own: bool,
}

/// One case, as far as it is compiled.
pub(crate) struct Case {
    pub(crate) folder: String,
    pub(crate) file: PathBuf,
    /// Which of the file's cases it is, if it holds a list of them.
    pub(crate) index: Option<usize>,
    pub(crate) definition: String,
}

pub(crate) fn find() -> Corpus {
    let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let beside = manifest.join("../../../shared/corpus");
    let root = env::var_os("STEPWRIGHT_CORPUS").map_or(beside, PathBuf::from);
    match root.canonicalize() {
        Ok(root) if root.join("aws-recorded").is_dir() => Corpus { root, own: false },
        _ => Corpus { root: manifest.join("cases"), own: true },
    }
}

impl Corpus {
    /// Every case, in the order of the files' names.
    pub(crate) fn cases(&self) -> Vec<Case> {
        let folders: &[&str] = if self.own { &["own"] } else { &FOLDERS };
        folders.iter().flat_map(|folder| self.cases_in(folder)).collect()
    }

    fn cases_in(&self, folder: &str) -> Vec<Case> {
        let Ok(entries) = fs::read_dir(self.root.join(folder)) else { return Vec::new() };
        let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
        files.sort();
        files.iter().flat_map(|file| read(folder, file)).collect()
    }
}

fn read(folder: &str, file: &Path) -> Vec<Case> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let json: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let case = |json: &Value, index| Case {
        folder: folder.to_owned(),
        file: file.to_owned(),
        index,
        definition: definition(json),
    };
    match &json {
        Value::Array(cases) => cases.iter().enumerate().map(|(index, json)| case(json, Some(index))).collect(),
        json => vec![case(json, None)],
    }
}

/// The definition's text. The recorder replaced parts of ARNs that the service fixes.
fn definition(case: &Value) -> String {
    let text = match case.get("definition") {
        Some(Value::Null) | None => case.get("definition_text").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Some(definition) => serde_json::to_string_pretty(definition).unwrap_or_default(),
    };
    text.replace("<partition>", "aws").replace("<region>", "us-east-1")
}

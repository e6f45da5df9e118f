//! Writes a falsified copy of a corpus, to see that a run over it fails where it should: `falsify FROM TO`.
//!
//! In ten executions an output is false, in ten a history; ten others only have other names. Which those are is
//! said in `falsified.txt` of the copy: exactly the twenty are to fail besides what fails in the original.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use conformance::{
    Case, Unfair,
    definition::{FOLDERS, Kind, language},
    falsify::about,
};
use serde_json::{Value, json};

/// How many of each.
const EACH: usize = 10;

fn main() -> ExitCode {
    let arguments: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = arguments.as_slice() else {
        eprintln!("falsify FROM TO: writes a falsified copy of the corpus FROM to the new folder TO");
        return ExitCode::FAILURE;
    };
    match falsify(from, to) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn falsify(from: &Path, to: &Path) -> Result<String, String> {
    if to.exists() {
        return Err(format!("{} is there already", to.display()));
    }
    copy(from, to)?;
    let unfair = Unfair::read(&from.display().to_string())?;
    let mut said = Vec::new();
    for (folder, _) in FOLDERS.iter().filter(|(_, kind)| *kind == Kind::Recorded) {
        let cases = cases(&to.join(folder), folder, &unfair)?;
        let (with, without): (Vec<_>, Vec<_>) =
            cases.into_iter().partition(|(_, case)| case.expected("history").is_some());
        // Spread over the names, so that they are of many kinds.
        let (mut with, mut without) = (spread(with, 2 * EACH).into_iter(), spread(without, EACH).into_iter());
        for (part, list) in [("output", &mut without), ("history", &mut with)] {
            for (index, (file, case)) in list.by_ref().take(EACH).enumerate() {
                let found = about(&case, part);
                let Some(falsehood) = found.get(index % found.len().max(1)) else { continue };
                write(&file, &falsehood.json)?;
                said.push(format!("false {}: {}", case.id, falsehood.what));
            }
        }
        for (number, (file, mut case)) in with.take(EACH).enumerate() {
            let id = format!("renamed.{number}");
            if let Some(name) = case.json.get_mut("id") {
                *name = json!(id);
            }
            fs::remove_file(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            write(&file.with_file_name(format!("{id}.json")), &case.json)?;
            said.push(format!("renamed {}: {id}", case.id));
        }
    }
    let said = said.join("\n");
    fs::write(to.join("falsified.txt"), format!("{said}\n")).map_err(|error| error.to_string())?;
    Ok(said)
}

/// Fair cases in JSONPath that need no service.
fn cases(folder: &Path, name: &str, unfair: &Unfair) -> Result<Vec<(PathBuf, Case)>, String> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let json: Value = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        let needs = json.get("needs").and_then(Value::as_array);
        let needs_nothing = needs.is_some_and(|needs| needs.iter().all(|need| need == "lambda"));
        if json.is_object() && language(&json) == "JSONPath" && needs_nothing {
            let case = Case::new(name, Kind::Recorded, json, unfair)?;
            if case.unfair.is_empty() {
                found.push((file, case));
            }
        }
    }
    Ok(found)
}

/// So many of a list, at even distances.
fn spread<T>(list: Vec<T>, count: usize) -> Vec<T> {
    let step = (list.len() / count).max(1);
    list.into_iter().step_by(step).take(count).collect()
}

fn write(file: &Path, json: &Value) -> Result<(), String> {
    let text = serde_json::to_string_pretty(json).map_err(|error| error.to_string())?;
    fs::write(file, text).map_err(|error| format!("{}: {error}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(failed)?;
    for entry in fs::read_dir(from).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let target = to.join(entry.file_name());
        if entry.file_type().map_err(failed)?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(failed)?;
        }
    }
    Ok(())
}

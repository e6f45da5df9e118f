//! Intrinsic functions beside what the service was recorded to bring, and what an emulator of it expects.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{env, fs, path::PathBuf};

use jsonpath::call;
use serde_json::Value;

/// Where the emulator is not the service, which was recorded.
const NOT_THE_SERVICE: [(&str, &str); 2] = [
    ("States.Format('Hello, {}!', $.object)", "the service prints objects"),
    ("States.ArrayRange(1, 9.5, 2)", "the service rounds"),
];

fn cases(folder: &str, prefix: &str) -> Vec<Value> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = env::var_os("STEPWRIGHT_CORPUS").map_or(beside, PathBuf::from).join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: no {}", folder.display());
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| file.file_name().unwrap().to_string_lossy().starts_with(prefix));
    files.iter().map(|file| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()).collect()
}

#[test]
fn brings_what_was_recorded() {
    let cases = cases("aws-recorded", "intrinsic_functions.");
    let (mut run, mut wrong) = (0, Vec::new());
    for case in &cases {
        let states = case["definition"]["States"].as_object().unwrap();
        for (state, parameters) in
            states.iter().filter_map(|(name, state)| Some((name, state["Parameters"].as_object()?)))
        {
            for (key, written) in parameters {
                let (Some(key), Some(written)) = (key.strip_suffix(".$"), written.as_str()) else { continue };
                let output = &case["expect"]["output"];
                let expected = output.get(key).unwrap_or(output);
                // What is random, or of the context, is not in the case.
                if !written.starts_with("States.")
                    || written.contains("$$")
                    || written.contains("Random")
                    || states.len() > 1
                {
                    continue;
                }
                run += 1;
                let found = call(written, &case["input"]);
                if found.as_ref() != Ok(expected) {
                    wrong.push(format!("{} {state}: {written} brought {found:?}, not {expected}", case["id"]));
                }
            }
        }
    }
    println!("{run} recorded calls");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases.is_empty() || run > 40, "{run}");
}

#[test]
fn brings_what_the_emulator_expects() {
    let cases = cases("local-sfn", "lsfn.intrinsic.");
    let mut wrong = Vec::new();
    for case in &cases {
        let written = case["expression"].as_str().unwrap();
        let found = call(written, &case["input"]);
        let is_expected = match case["expect"]["status"].as_str().unwrap() {
            "SUCCEEDED" => found.as_ref() == Ok(&case["expect"]["output"]),
            _ => found.is_err(),
        };
        let differs = NOT_THE_SERVICE.iter().any(|(known, _)| *known == written);
        if is_expected == differs {
            wrong.push(format!("{written} brought {found:?}, not {}", case["expect"]));
        }
    }
    println!("{} expectations, {} of them not the service's", cases.len(), NOT_THE_SERVICE.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

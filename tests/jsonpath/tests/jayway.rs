//! The answers of Jayway JsonPath, the service's library, to queries over small documents.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{env, fs, path::PathBuf};

use jsonpath::{find, read};
use serde_json::Value;

/// Why the service answers otherwise than the library.
fn exception(written: &str, document: &Value) -> Option<&'static str> {
    if !written.starts_with('$') {
        return Some("the service wants a `$`, which the library adds");
    }
    document.is_null().then_some("the service takes `null` for a document")
}

/// With its keys in their order.
fn shown(value: &Value) -> String {
    value.to_string()
}

#[test]
fn finds_what_the_library_finds() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let file = env::var_os("STEPWRIGHT_CORPUS").map_or(beside, PathBuf::from).join("jsonpath/jayway.jsonl");
    let Ok(text) = fs::read_to_string(&file) else {
        println!("skipped: no {}", file.display());
        return;
    };
    let (mut same, mut excepted, mut wrong) = (0, 0, Vec::new());
    for line in text.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let (written, document, jayway) = (case["path"].as_str().unwrap(), &case["document"], &case["jayway"]);
        if let Some(reason) = exception(written, document) {
            println!("{written}: {reason}");
            excepted += 1;
            continue;
        }
        let found = read(written).and_then(|path| find(&path, document));
        // Where the way is missing, the service answers a path of many places with an empty list.
        let is_missing = jayway["error"] == "PathNotFoundException" && jayway["definite"] == false;
        let is_right = match (&found, jayway.get("value")) {
            (Ok(found), Some(value)) => found == value && shown(found) == shown(value),
            (Ok(found), None) => is_missing && *found == serde_json::json!([]),
            (Err(_), value) => value.is_none() && !is_missing,
        };
        same += usize::from(is_right);
        if !is_right {
            wrong.push(format!("{} {written}: {found:?} is not {jayway}", case["id"]));
        }
    }
    println!("{same} answers are the library's, {excepted} are not to be");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(same > excepted);
}

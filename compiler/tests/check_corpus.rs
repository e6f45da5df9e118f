//! Definitions that the service accepts raise no error without a contract, and few warnings.
//!
//! They stand outside the repository: under `STEPWRIGHT_SHARED`, or in `../shared` beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{env, fs, path::PathBuf};

use serde_json::Value;
use stepwright_compiler::diag::{Severity, plain};

#[test]
fn no_false_alarm() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let corpus = env::var_os("STEPWRIGHT_SHARED").map_or(beside, PathBuf::from).join("corpus");
    let mut wrong = Vec::new();
    for name in ["definitions-valid", "real-world", "aws-recorded", "aws-recorded-varrefs"] {
        let Ok(entries) = fs::read_dir(corpus.join(name)) else {
            println!("skipped: no {}", corpus.join(name).display());
            continue;
        };
        let (mut definitions, mut warnings) = (0, 0);
        for file in entries.map(|entry| entry.unwrap().path()) {
            let case: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
            if !case["definition"].is_object() {
                continue;
            }
            definitions += 1;
            let checked = support::check(&serde_json::to_string_pretty(&case["definition"]).unwrap(), None);
            // What readers say is theirs to test: here it is what the checker says of what they read.
            let flow = |code: &str| code == "ASL0230" || code == "ASL0231" || code > "ASL0310" && code < "ASL0900";
            for found in checked.found.iter().filter(|found| flow(found.code)) {
                let text = format!("{}: {}", case["id"], plain::render(found, &checked.sources));
                match found.severity {
                    Severity::Error => wrong.push(text),
                    Severity::Warning => {
                        warnings += 1;
                        println!("{text}");
                    }
                }
            }
        }
        println!("{name}: {definitions} definitions, {warnings} warnings");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

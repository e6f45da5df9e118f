//! Definitions that the service accepts raise no error without a contract, and few warnings.
//!
//! They are those of the corpus, which stands outside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use stepwright_compiler::diag::{Severity, plain};

#[test]
fn no_false_alarm() {
    let mut wrong = Vec::new();
    for name in ["definitions-valid", "real-world", "aws-recorded", "aws-recorded-varrefs"] {
        let (mut definitions, mut warnings) = (0, 0);
        for case in support::corpus(name) {
            let Some(definition) = case.definition() else { continue };
            definitions += 1;
            let checked = support::check(&definition, None);
            // What readers say is theirs to test: here it is what the checker says of what they read.
            let flow = |code: &str| code == "ASL0230" || code == "ASL0231" || code > "ASL0310" && code < "ASL0900";
            for found in checked.found.iter().filter(|found| flow(found.code)) {
                let text = format!("{}: {}", case.id, plain::render(found, &checked.sources));
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

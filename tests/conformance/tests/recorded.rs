//! Runs every case of the corpus. It takes a part of a case's name, to run only such.

use std::{env, process::ExitCode};

use conformance::{Case, CaseRow, Definition, Refusal, Report, Verdict, judge, run, why_refused};

/// The corpus as the build script compiled it.
#[allow(clippy::all, clippy::pedantic, non_snake_case, dead_code, missing_docs, unreachable_pub)]
mod corpus {
    use super::{CaseRow, Definition, Refusal};
    include!(concat!(env!("OUT_DIR"), "/corpus.rs"));
}

/// Cases that are known to fail, each with the reason.
const KNOWN: &[(&str, &str)] = &[(
    "rw.patterns.lambda_sfn_sls_statemachine_stateMachine",
    "on its way from YAML its state names `true` and `false` became booleans wherever they are targets",
)];

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    if corpus::OWN {
        println!("there is no corpus: STEPWRIGHT_CORPUS names none, and none stands beside the workspace");
        println!("cases of our own run instead: {}", corpus::ROOT);
    }
    let mut report = Report::default();
    for row in corpus::CASES {
        let case = match Case::read(row, corpus::ROOT) {
            Ok(case) => case,
            Err(error) => {
                report.add(row.folder, row.file, &Verdict::Failed(error));
                continue;
            }
        };
        if wanted.is_empty() || wanted.iter().any(|part| case.id.contains(part.as_str())) {
            report.add(case.group(), &case.id, &verdict(row, &case));
        }
    }
    for (id, reason) in KNOWN {
        if report.failed().iter().any(|failed| failed == id) {
            println!("known {id}: {reason}");
        }
    }
    report.print();
    let unknown = report.failed().iter().filter(|id| !KNOWN.iter().any(|(known, _)| known == id)).count();
    if unknown == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn verdict(row: &CaseRow, case: &Case) -> Verdict {
    if case.is_asynchronous() {
        return Verdict::Skipped("express-api".to_owned());
    }
    let definition = match corpus::DEFINITIONS.get(row.definition) {
        Some(Definition::Refused(refusals)) => {
            return match why_refused(case, refusals) {
                Ok(reason) => Verdict::Skipped(reason),
                Err(what) => Verdict::Failed(what),
            };
        }
        Some(definition) => definition,
        None => return Verdict::Failed("its definition is not in this program".to_owned()),
    };
    match run(case, definition) {
        Ok(ran) => judge(case, &ran).map_or_else(Verdict::Failed, |()| Verdict::Passed),
        Err(conformance::NotRun::Service(resource)) => Verdict::Skipped(format!("service ({resource})")),
        Err(conformance::NotRun::Fault(what)) => Verdict::Failed(what),
    }
}

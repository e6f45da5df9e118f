//! Runs every case of the corpus. It takes a part of a case's name, to run only such.

use std::{collections::BTreeSet, env, fs, path::Path, process::ExitCode};

use conformance::{
    Case, CaseRow, Definition, Kind, NotRun, Ran, Refusal, Report, Unfair, Verdict, contradicts, definition::FOLDERS,
    falsify::falsehoods, is_refusal, judge, run, verdict, why_lax, why_refused, why_unsupported,
};

/// The corpus as the build script compiled it.
#[allow(clippy::all, clippy::pedantic, non_snake_case, dead_code, missing_docs, unreachable_pub, unused_imports)]
mod corpus {
    use super::{CaseRow, Definition, Kind, Refusal};
    include!(concat!(env!("OUT_DIR"), "/corpus.rs"));
}

/// Cases that fail because the recording is wrong or cannot be met, each with the evidence. They count as failed.
const DISPUTED: &[(&str, &str)] = &[(
    "rw.patterns.lambda_sfn_sls_statemachine_stateMachine",
    "on its way from YAML its state names `true` and `false` became booleans wherever they are targets",
)];

fn main() -> ExitCode {
    let wanted: Vec<String> = env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let mut report = Report::default();
    introduce(&mut report);
    let unfair = match Unfair::read(corpus::ROOT) {
        Ok(unfair) => unfair,
        Err(error) => {
            report.add("corpus", "unfair.json", &Verdict::Failed(error));
            Unfair::default()
        }
    };
    for row in corpus::CASES {
        let case = match Case::read(row, &unfair) {
            Ok(case) => case,
            Err(error) => {
                report.add(row.folder, row.file, &Verdict::Failed(error));
                continue;
            }
        };
        if wanted.is_empty() || wanted.iter().any(|part| case.id.contains(part.as_str())) {
            report.add(&case.group(), &case.id, &of(row, &case));
        }
    }
    let is_disputed = |id: &String| DISPUTED.iter().any(|(disputed, _)| disputed == id);
    for (id, evidence) in DISPUTED {
        if report.failed().iter().any(|failed| failed == id) {
            println!("disputed {id}: {evidence}");
        }
    }
    println!("{}", report.table());
    if report.failed().iter().all(is_disputed) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Says what is run, and fails what cannot be.
fn introduce(report: &mut Report) {
    if corpus::OWN {
        println!("there is no corpus: STEPWRIGHT_CORPUS names none, and none stands beside the workspace");
        println!("cases of our own run instead: {}", corpus::ROOT);
    }
    let metas = corpus::DEFINITIONS.iter().filter_map(|definition| match definition {
        Definition::Compiled { meta, .. } => Some(meta.states.len()),
        Definition::Refused(_) => None,
    });
    let (compiled, states) = metas.fold((0, 0), |(count, sum), states| (count + 1, sum + states));
    println!("{} definitions, of which {compiled} are compiled, with {states} states", corpus::DEFINITIONS.len());
    for (file, error) in corpus::BROKEN {
        report.add("corpus", file, &Verdict::Failed((*error).to_owned()));
    }
    let known: BTreeSet<&Path> = corpus::CASES
        .iter()
        .map(|row| Path::new(row.file))
        .chain(corpus::BROKEN.iter().map(|(file, _)| Path::new(*file)))
        .collect();
    for (folder, _) in FOLDERS {
        for entry in fs::read_dir(Path::new(corpus::ROOT).join(folder)).into_iter().flatten().flatten() {
            let file = entry.path();
            let holds_cases = file.extension().is_some_and(|end| end == "json" || end == "jsonl");
            if holds_cases && !known.contains(file.as_path()) {
                let what = "it has come since this program was built".to_owned();
                report.add("corpus", &file.display().to_string(), &Verdict::Failed(what));
            }
        }
    }
}

fn of(row: &CaseRow, case: &Case) -> Verdict {
    if let Some(reason) = contradicts(case) {
        return Verdict::Apart(reason);
    }
    let Some(definition) = row.definition else { return verdict(case) };
    match corpus::DEFINITIONS.get(definition) {
        Some(Definition::Refused(_)) if is_refusal(case) => Verdict::Passed,
        Some(Definition::Refused(refusals)) => match (why_lax(case, refusals), why_refused(case, refusals)) {
            (Some(reason), _) => Verdict::Apart(reason),
            (None, Ok(reason)) => Verdict::Skipped(reason.to_owned()),
            (None, Err(what)) => Verdict::Failed(what),
        },
        Some(Definition::Compiled { .. }) if case.kind == Kind::Valid => Verdict::Passed,
        Some(definition @ Definition::Compiled { meta, .. }) => match why_unsupported(meta) {
            Ok(Some(reason)) => Verdict::Skipped(reason.to_owned()),
            Ok(None) => execute(case, definition),
            Err(what) => Verdict::Failed(what),
        },
        None => Verdict::Failed("its definition is not in this program".to_owned()),
    }
}

fn execute(case: &Case, definition: &Definition) -> Verdict {
    if case.is_asynchronous() {
        return Verdict::Skipped("express-api".to_owned());
    }
    match run(case, definition) {
        Ok(ran) => match judge(case, &ran).and_then(|()| is_strict(case, &ran)) {
            Ok(()) => Verdict::Passed,
            Err(what) => Verdict::Failed(what),
        },
        Err(NotRun::Service(_)) => Verdict::Skipped("service".to_owned()),
        Err(NotRun::Fault(what)) => Verdict::Failed(what),
    }
}

/// Whether the same execution fails every falsified copy of the case.
fn is_strict(case: &Case, ran: &Ran) -> Result<(), String> {
    for falsehood in falsehoods(case) {
        let falsified = Case { json: falsehood.json, ..case.clone() };
        if judge(&falsified, ran).is_ok() {
            return Err(format!("it passes with a falsehood too: {}", falsehood.what));
        }
    }
    Ok(())
}

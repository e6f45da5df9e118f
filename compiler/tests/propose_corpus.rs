//! The contract that is proposed for a definition fits it, whatever the definition.
//!
//! They are those of the corpus, which stands outside the repository.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::{collections::HashSet, env, fs, path::PathBuf};

use serde_json::Value;
use stepwright_compiler::{
    Options, compile,
    diag::{Diagnostics, Severity, plain},
    diagnose, json, propose,
    source::Sources,
    types::{
        Contract, Ty,
        fits::{Misfit, misfits},
        import::{Root, import},
        of_rust::Written,
    },
};

/// Definitions whose executions fail, or that say what has no meaning, whatever the contract is; only with one it is
/// an error. Each was looked at.
const AT_FAULT: [(&str, &str); 8] = [
    // They read fields of a function's payload from the envelope that `lambda:invoke` brings.
    ("als.ASL_Improvements_Does_not_show_diagnostics_for_valid_document_containing_ASL_Improvements", "ASL0313"),
    ("als.ASL_Improvements_Test_validation_of_ResultSelector_field_Does_not_show_diagnostics_for_val_2", "ASL0312"),
    // The context object has no such fields.
    ("statelint.choice-with-context-object", "ASL0315"),
    ("statelint.pass-with-io-path-context-object", "ASL0315"),
    // It reads a field of the list that a Map brings.
    ("statelint.map-with-resultselector", "ASL0313"),
    // The items are numbers, into which its catcher writes a field: the error that is caught fails the execution.
    ("rw.sfex.sam_app_control_concurrency_with_dynamodb_statemachines_test_run_semaphore", "ASL0401"),
    ("rw.sfwc.app_control_concurrency_with_dynamodb_tf_statemachines_test_run_semaphore", "ASL0401"),
    // Its retriers wait for an error of the interpreter that does not exist.
    ("rw.sfwc.chain_of_responsibility_cdk_python_statemachine_atm_dispenser_chained", "ASL0608"),
];

/// Why the contract's input does not take a value; serde would say the same.
fn misfits_of(contract: &Contract, value: &Value, sources: &mut Sources) -> Vec<Misfit> {
    let source = sources.add_text("input.json", value.to_string());
    let node = json::parse(sources, source, &mut Diagnostics::new()).unwrap();
    let input = contract.tasks.as_ref().unwrap().input.as_ref().unwrap();
    misfits(contract, &Written::new(contract), &Ty::of_literal(&node), &input.ty)
}

/// What comes of one case.
fn judge(text: &str, samples: &[Value], wrong: &mut Vec<String>, id: &str) -> bool {
    let mut sources = Sources::new();
    let mut diagnostics = Diagnostics::new();
    let source = sources.add_text("flow.asl.json", text);
    let node = json::parse(&sources, source, &mut diagnostics).unwrap();
    let options = propose::Options { samples, name: "flow.asl.json", module: None };
    let Some(proposal) = propose::propose(&node, &options, &mut diagnostics) else {
        assert!(diagnostics.has_errors(), "{id} is refused without a word");
        let alone = support::check(text, None).found;
        assert!(alone.iter().any(|d| d.severity == Severity::Error), "{id} is refused, and it is right");
        return false;
    };
    if let Ok(folder) = env::var("STEPWRIGHT_PROPOSALS") {
        let name = id.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        fs::write(PathBuf::from(folder).join(format!("{name}.rs")), &proposal.source).unwrap();
    }
    if let Err(error) = syn::parse_file(&proposal.source) {
        wrong.push(format!("{id}: {error} in\n{}", proposal.source));
        return true;
    }
    let mut diagnostics = Diagnostics::new();
    let root = Root::File { path: "contract.rs".into(), module: None };
    let contract = import(&mut sources, &[root], &support::One(&proposal.source), &mut diagnostics);
    for sample in samples {
        let refused = misfits_of(&contract, sample, &mut sources);
        if !refused.is_empty() {
            wrong.push(format!("{id}: its own input is refused: {refused:?}\n{}", proposal.source));
        }
    }
    let emit = Options {
        name: "flow".to_owned(),
        runtime: "::stepwright".parse().unwrap(),
        text: text.to_owned(),
        file: None,
    };
    // One look at what is generated is enough.
    let module = match samples {
        [] => compile(&sources, &node, Some(&contract), &emit, &mut diagnostics),
        _ => {
            diagnose(&node, Some(&contract), &mut diagnostics);
            None
        }
    };
    let found = diagnostics.into_sorted();
    let at_fault = AT_FAULT.iter().find(|(known, _)| *known == id).map(|(_, code)| *code);
    if let Some(code) = at_fault {
        let errors = found.iter().filter(|d| d.severity == Severity::Error);
        assert!(errors.into_iter().any(|d| d.code == code), "{id}: {code} is no longer raised");
        return true;
    }
    for found in found.iter().filter(|d| d.severity == Severity::Error) {
        wrong.push(format!("{id}: {}\n{}", plain::render(found, &sources), proposal.source));
    }
    if let Some(module) = module
        && let Err(error) = syn::parse2::<syn::File>(module)
    {
        wrong.push(format!("{id}: what is generated is no Rust: {error}"));
    }
    true
}

#[test]
fn what_is_proposed_fits() {
    let mut wrong = Vec::new();
    for name in ["definitions-valid", "real-world", "aws-recorded", "aws-recorded-varrefs"] {
        let (mut proposed, mut refused) = (0, 0);
        // Many cases have one definition, and try it with several inputs.
        let mut seen: HashSet<String> = HashSet::new();
        for case in support::corpus(name) {
            let Some(text) = case.definition() else { continue };
            let id = &case.id;
            if seen.insert(text.clone()) {
                if !judge(&text, &[], &mut wrong, id) {
                    refused += 1;
                    continue;
                }
                proposed += 1;
            }
            if let Some(input) = case.json.get("input") {
                judge(&text, std::slice::from_ref(input), &mut wrong, id);
            }
        }
        println!("{name}: {proposed} proposed, {refused} refused");
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

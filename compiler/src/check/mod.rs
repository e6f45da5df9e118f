//! The only judge of meaning: types flow through the graph to a fixed point, then every rule looks once.
//!
//! `flow` finds the facts and raises nothing; each file under `rules` raises one kind of finding;
//! `origin` walks back to the state that caused one.

mod blame;
mod branches;
mod compared;
mod envelope;
pub mod explain;
pub mod flow;
mod meant;
mod missed;
mod narrowed;
mod onward;
mod origin;
mod outside;
mod raised;
mod reads;
mod report;
mod rules;
mod scene;
mod token;
mod untold;
mod variants;
mod words;

pub use flow::{Facts, types_of};

use crate::{
    diag::{
        Diagnostic, Diagnostics, Severity,
        codes::{flow as codes, structure},
    },
    ir::{Kind, Machine},
    types::Contract,
};
use report::Report;
use scene::{Here, Scene};

/// Checks a machine, and gives back the types of its data.
///
/// What the service refuses is an error. With a contract, so is data that cannot flow as written; without
/// one, such findings are warnings, for the service takes the definition and fails it at run time.
pub fn check(machine: &Machine, contract: Option<&Contract>, diags: &mut Diagnostics) -> Facts {
    let world = flow::World::new(contract);
    let facts = flow::analyse(machine, &world);
    let scene = Scene::new(machine, &world, &facts);
    let mut report = Report::default();
    for rule in MACHINE_RULES {
        rule(&scene, &mut report);
    }
    for (id, state) in machine.iter() {
        let Some(facts) = facts.state(id) else { continue };
        // A state that is itself at fault, or that nothing reaches, has been spoken of.
        if state.faulty || matches!(state.kind, Kind::Unknown) || !facts.is_reached() {
            continue;
        }
        let looked = rules::choice::look(&scene, state, facts);
        let here = Here { id, state, facts, looked: looked.as_ref() };
        for rule in STATE_RULES {
            rule(&scene, &here, &mut report);
        }
    }
    // What is wrong in a state of a circle may be why nothing changes in it.
    rules::endless::check(&scene, &mut report);
    // What is misspelt where it is read, or fails to be read, looks as if nothing read it.
    if !diags.as_slice().iter().chain(report.findings()).any(is_about_data) {
        for rule in UNREAD_RULES {
            rule(&scene, &mut report);
        }
    }
    report.finish(&scene, diags);
    facts
}

/// Whether a finding may be the reason why something is not read.
fn is_about_data(finding: &Diagnostic) -> bool {
    let is_harmless = [codes::UNASKED, codes::RESERVED_ERROR, codes::TOKEN_NOT_SENT, codes::ENDLESS];
    let is_raised_here = ["ASL03", "ASL04", "ASL05", "ASL06", "ASL07", "ASL08"];
    finding.severity == Severity::Error
        || matches!(finding.code, structure::NO_DOLLAR | structure::STATIC_RESULT)
        || (is_raised_here.iter().any(|hundred| finding.code.starts_with(hundred))
            && finding.code != codes::INPUT_UNDECLARED
            && !is_harmless.contains(&finding.code))
}

/// Rules over a whole machine.
const MACHINE_RULES: &[fn(&Scene<'_>, &mut Report)] =
    &[rules::no_end::check, rules::unreachable::check, rules::reserved_errors::check, rules::input_undeclared::check];

/// Rules about what nothing reads, over a whole machine whose data flows as written.
const UNREAD_RULES: &[fn(&Scene<'_>, &mut Report)] = &[rules::unread::check, rules::unread_variables::check];

/// Rules over one state, in the order of its data flow.
const STATE_RULES: &[fn(&Scene<'_>, &Here<'_>, &mut Report)] = &[
    rules::paths::check,
    rules::variables::check,
    rules::queries::check,
    rules::intrinsics::check,
    rules::no_dollar::check,
    rules::not_read::check,
    rules::result_path::check,
    rules::choice_paths::check,
    rules::choice_operators::check,
    rules::choice_variants::check,
    rules::choice_itself::check,
    rules::choice_dead_rules::check,
    rules::choice_exhaustive::check,
    rules::choice_always::check,
    rules::unknown_task::check,
    rules::task_argument::check,
    rules::payload_text::check,
    rules::misspelt_keys::check,
    rules::error_names::check,
    rules::handlers::check,
    rules::tokens::check,
    rules::timeout::check,
    rules::items::check,
    rules::wait::check,
    rules::fail::check,
    rules::output::check,
];

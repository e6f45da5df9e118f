//! Holds the compiler and the engine to a corpus: executions that were recorded on the service, verdicts on
//! definitions, and what others expect.
//!
//! A case is read ([`Case`]) and, by its folder, stands for a definition and an input ([`definition`]). It is run
//! on a clock of its own with its tasks played back ([`run`]) and compared ([`judge`]), or only compiled
//! ([`verdict`]). Every case that passes has to fail once something in it is changed ([`falsify`]).

#![allow(clippy::indexing_slicing, reason = "a JSON value that lacks a member is null")]

mod api;
mod case;
mod concurrent;
pub mod definition;
pub mod falsify;
mod history;
mod jayway;
mod judge;
mod lambda;
mod local;
mod matcher;
mod placeholder;
mod playback;
mod report;
mod run;
mod skip;
mod sorted;
mod table;
mod verdict;

pub use case::{Case, Unfair};
pub use definition::Kind;
pub use judge::judge;
pub use matcher::Matcher;
pub use report::{Report, Verdict};
pub use run::{NotRun, Ran, run};
pub use skip::{why_refused, why_unsupported};
pub use table::{CaseRow, Definition, Refusal};
pub use verdict::verdict;

/// Why a case is no fair test of what the service does.
#[must_use]
pub fn contradicts(case: &Case) -> Option<String> {
    let reason = match case.kind {
        Kind::Local => local::contradicts(case),
        Kind::JsonPath => jayway::contradicts(case),
        _ => None,
    };
    reason.map(|reason| format!("contradicts AWS: {reason}"))
}

/// Whether a case says that its definition, which stands for a single expression, is refused or fails.
#[must_use]
pub fn is_refusal(case: &Case) -> bool {
    match case.kind {
        Kind::Local => local::is_refusal(case),
        Kind::JsonPath => jayway::is_refusal(case),
        _ => false,
    }
}

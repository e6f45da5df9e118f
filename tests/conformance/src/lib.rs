//! Runs recorded executions through the engine and compares what they come to with the recording.
//!
//! A case is a definition with an input and what the service made of them. It is read ([`Case`]), run on a
//! clock of its own with its tasks played back ([`run`]), and compared ([`judge`]).

#![allow(clippy::indexing_slicing, reason = "a JSON value that lacks a member is null")]

mod case;
mod history;
mod judge;
mod lambda;
mod matcher;
mod playback;
mod report;
mod run;
mod skip;
mod table;

pub use case::Case;
pub use judge::judge;
pub use matcher::Matcher;
pub use report::{Report, Verdict};
pub use run::{NotRun, Ran, run};
pub use skip::why_refused;
pub use table::{CaseRow, Definition, Refusal};

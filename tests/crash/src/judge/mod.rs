//! The judge: what must hold after any number of kills.

mod calls;
mod graph;
mod histories;
mod lanes;
mod outcomes;
mod verdict;

use std::collections::BTreeMap;

use crate::{
    evidence::{Model, Shelf},
    job::Job,
    ledger::Entry,
};

pub use verdict::Verdict;

/// All that the judge looks at.
pub struct Evidence<'a> {
    /// Every job that an execution was started for, or may have been.
    pub jobs: &'a BTreeMap<u64, Job>,
    /// The ledger of all lives.
    pub ledger: &'a [Entry],
    /// What is in the store at the end.
    pub shelf: &'a Shelf,
    /// What nothing interrupted, by the names of executions.
    pub models: &'a BTreeMap<String, Model>,
}

/// Judges.
#[must_use]
pub fn judge(evidence: &Evidence<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    outcomes::nothing_is_lost(evidence, &mut verdict);
    outcomes::nothing_is_invented(evidence, &mut verdict);
    outcomes::results_stand(evidence, &mut verdict);
    histories::events_are_numbered(evidence, &mut verdict);
    histories::executions_end_once(evidence, &mut verdict);
    histories::transitions_follow_definitions(evidence, &mut verdict);
    histories::histories_are_uninterrupted(evidence, &mut verdict);
    histories::waits_are_not_cut_short(evidence, &mut verdict);
    calls::every_task_was_called(evidence, &mut verdict);
    calls::keys_name_visits(evidence, &mut verdict);
    calls::calls_repeat_after_kills_only(evidence, &mut verdict);
    calls::calls_follow_commits(evidence, &mut verdict);
    verdict
}

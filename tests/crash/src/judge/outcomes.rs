//! What was acknowledged against what is kept.

use std::collections::BTreeMap;

use stepwright::Status;

use super::{Evidence, Verdict};
use crate::ledger::{Entry, Outcome};

/// What was acknowledged is there, and everything has ended.
pub(super) fn nothing_is_lost(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    for entry in evidence.ledger {
        match entry {
            Entry::Started { job } => {
                let name = evidence.jobs.get(job).map(|job| &job.name);
                let found = name.is_some_and(|name| evidence.shelf.executions.contains_key(name));
                verdict.check("no execution whose start was acknowledged is lost", found, || format!("{name:?}"));
            }
            Entry::Missing { job } => {
                verdict.check("no execution whose start was acknowledged is lost", false, || {
                    format!("job {job} was missing for a while")
                });
            }
            Entry::Recovered { parked, .. } => {
                verdict.check("every life can go on with all that is open", *parked == 0, || {
                    format!("{parked} executions were parked")
                });
            }
            _ => {}
        }
    }
    for (name, kept) in &evidence.shelf.executions {
        verdict.check("every execution has ended", kept.status != Status::Running, || name.clone());
    }
    let open = evidence.shelf.open;
    verdict.check("the store holds nothing open", open == 0, || format!("{open} executions"));
}

/// What is there was asked for, once and with that input.
pub(super) fn nothing_is_invented(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    let names: BTreeMap<_, _> = evidence.jobs.values().map(|job| (&job.name, job)).collect();
    for (name, kept) in &evidence.shelf.executions {
        let asked = names.get(name).is_some_and(|job| job.workflow == kept.workflow && job.input == kept.input);
        verdict.check("every execution is one that was asked for", asked, || format!("{name}: {}", kept.input));
        let single = !evidence.shelf.doubles.contains(name);
        verdict.check("no execution is there twice", single, || name.clone());
    }
}

/// A result that was acknowledged is the one that stands, and the right one.
pub(super) fn results_stand(evidence: &Evidence<'_>, verdict: &mut Verdict) {
    for entry in evidence.ledger {
        let Entry::Ended { job, outcome } = entry else { continue };
        let name = evidence.jobs.get(job).map(|job| job.name.as_str()).unwrap_or_default();
        let kept = evidence.shelf.executions.get(name).and_then(|kept| kept.outcome.as_ref());
        verdict.check("every acknowledged result is the one that stands", kept == Some(outcome), || {
            format!("{name}: {outcome:?} was acknowledged, {kept:?} is kept")
        });
    }
    for (name, kept) in &evidence.shelf.executions {
        let expected = evidence.models.get(name).and_then(|model| model.kept.outcome.as_ref());
        let same = expected.is_some() && expected == kept.outcome.as_ref();
        verdict.check("every outcome is that of an uninterrupted run", same, || {
            format!("{name}: {expected:?}, but {:?} is kept", kept.outcome)
        });
        let status = match kept.outcome {
            Some(Outcome::Succeeded(_)) => Status::Succeeded,
            Some(Outcome::Failed(..)) => Status::Failed,
            None => Status::Running,
        };
        verdict.check("every outcome is of the status", status == kept.status, || format!("{name}: {}", kept.status));
    }
}

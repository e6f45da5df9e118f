//! The judge itself is judged: a clean run passes, and each way of breaking it is noticed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use crash::{
    evidence::{self, Kept, Model, Shelf},
    job::Job,
    judge::{Evidence, Verdict, judge},
    ledger::{Call, Entry, Outcome},
};
use stepwright::{EventType, Status};

const SEED: u64 = 7;

/// A run that nothing interrupted, as a life would have left it.
#[derive(Clone)]
struct Case {
    jobs: BTreeMap<u64, Job>,
    ledger: Vec<Entry>,
    shelf: Shelf,
    models: BTreeMap<String, Model>,
}

impl Case {
    async fn clean() -> Self {
        let jobs: Vec<_> = (0..120).map(|number| Job::new(SEED, number)).collect();
        let models = evidence::model(jobs.iter()).await.unwrap();
        let mut ledger = vec![Entry::Born { life: 1 }, Entry::Recovered { resumed: 0, parked: 0 }];
        let mut shelf = Shelf::default();
        for job in &jobs {
            let Model { kept, calls } = models[&job.name].clone();
            ledger.extend([Entry::Asked { job: job.number }, Entry::Started { job: job.number }]);
            ledger.extend(calls.into_iter().flat_map(|call| [Entry::Called(call.clone()), Entry::Returned(call)]));
            ledger.push(Entry::Ended { job: job.number, outcome: kept.outcome.clone().unwrap() });
            shelf.executions.insert(job.name.clone(), kept);
        }
        Self { jobs: jobs.into_iter().map(|job| (job.number, job)).collect(), ledger, shelf, models }
    }

    fn judge(&self) -> Verdict {
        let Self { jobs, ledger, shelf, models } = self;
        judge(&Evidence { jobs, ledger, shelf, models })
    }

    /// The first execution of a workflow.
    fn kept(&mut self, workflow: &str) -> &mut Kept {
        self.shelf.executions.values_mut().find(|kept| kept.workflow == workflow).unwrap()
    }

    /// Where the calls of the first job of the loop that goes on for three rounds stand.
    fn loop_calls(&self) -> Vec<usize> {
        let of = |name: &str| {
            let is = |entry: &Entry| matches!(entry, Entry::Called(call) if call.execution == name);
            (0..self.ledger.len()).filter(|index| is(&self.ledger[*index])).collect::<Vec<_>>()
        };
        let loops = self.jobs.values().filter(|job| job.workflow == "rounds");
        loops.map(|job| of(&job.name)).find(|calls| calls.len() >= 3).unwrap()
    }

    fn call(&mut self, index: usize) -> &mut Call {
        match &mut self.ledger[index] {
            Entry::Called(call) | Entry::Returned(call) => call,
            other => panic!("{other:?} is no call"),
        }
    }

    /// Repeats a call right after another entry, in the same life or a later one.
    fn repeat(&mut self, call: usize, after: usize, killed: bool) {
        let again = self.ledger[call].clone();
        let Entry::Called(returned) = again.clone() else { panic!("{again:?} is no call") };
        let mut new = vec![again, Entry::Returned(returned)];
        if killed {
            new.splice(0..0, [Entry::Killed, Entry::Born { life: 2 }]);
        }
        self.ledger.splice(after + 1..after + 1, new);
    }
}

#[tokio::test]
async fn a_clean_run_passes_and_every_tampering_is_noticed() {
    let clean = Case::clean().await;
    assert!(clean.judge().is_clean(), "{}", clean.judge());
    let longest = clean.models.values().map(|model| model.kept.history.len()).max();
    assert!(longest > Some(2_000), "no turn is long enough to yield: {longest:?} events");
    let mut noticed = 0;
    let mut broken = |invariant: &str, tamper: &dyn Fn(&mut Case)| {
        let mut case = clean.clone();
        tamper(&mut case);
        let verdict = case.judge();
        assert!(verdict.broken().contains(&invariant), "`{invariant}` is not noticed:\n{verdict}");
        noticed += 1;
    };

    broken("no execution whose start was acknowledged is lost", &|case| _ = case.shelf.executions.pop_first());
    broken("no execution whose start was acknowledged is lost", &|case| case.ledger.push(Entry::Missing { job: 3 }));
    broken("every life can go on with all that is open", &|case| {
        case.ledger.push(Entry::Recovered { resumed: 0, parked: 1 });
    });
    broken("every execution has ended", &|case| {
        let kept = case.kept("nap");
        (kept.status, kept.outcome) = (Status::Running, None);
        kept.history.pop();
    });
    broken("the store holds nothing open", &|case| case.shelf.open = 1);
    broken("every execution is one that was asked for", &|case| case.kept("nap").input.push(' '));
    broken("no execution is there twice", &|case| case.shelf.doubles.extend(case.models.keys().next().cloned()));
    broken("every acknowledged result is the one that stands", &|case| {
        let other = Outcome::Succeeded("7".into());
        let job = case.jobs.len() as u64 - 1;
        case.ledger.push(Entry::Ended { job, outcome: other });
    });
    broken("every outcome is that of an uninterrupted run", &|case| {
        case.kept("rounds").outcome = Some(Outcome::Succeeded(r#"{"id":"rounds"}"#.into()));
    });
    broken("every outcome is of the status", &|case| case.kept("rounds").status = Status::Failed);

    broken("ids of events are contiguous from 1", &|case| _ = case.kept("shipping").history.remove(5));
    broken("previous event ids are a chain", &|case| case.kept("shipping").history[7].previous_event_id = 2);
    broken("every history has one start and one end", &|case| {
        let history = &mut case.kept("nap").history;
        let end = history.last().unwrap().clone();
        history.push(end);
    });
    broken("the last event is the outcome, the first the input", &|case| {
        let history = &mut case.kept("nap").history;
        history.last_mut().unwrap().details.insert("output".into(), "{}".into());
    });
    broken("every transition is the definition's, once", &|case| {
        // A transition that happens twice, with ids that hide it.
        let history = &mut case.kept("shipping").history;
        let pass = history.iter().position(|event| event.kind == EventType::PassStateEntered).unwrap();
        let again = history[pass..=pass + 1].to_vec();
        history.splice(pass..pass, again);
        for (event, id) in history.iter_mut().zip(1..) {
            (event.id, event.previous_event_id) = (id, if id <= 2 { 0 } else { id - 1 });
        }
    });
    broken("every way leads to the end", &|case| case.kept("payment").history.truncate(6));
    broken("every history is that of an uninterrupted run", &|case| {
        let history = &mut case.kept("payment").history;
        history[4].details.insert("input".into(), "{}".into());
    });

    broken("no wait is cut short", &|case| {
        let waits = |kept: &&mut Kept| kept.input.contains(r#""seconds":1"#);
        let history = &mut case.shelf.executions.values_mut().find(waits).unwrap().history;
        let entered = history.iter().position(|event| event.kind == EventType::WaitStateEntered).unwrap();
        history[entered + 1].timestamp = history[entered].timestamp;
    });

    broken("every task was called at least once", &|case| {
        let call = case.loop_calls()[1];
        case.ledger.remove(call);
    });
    broken("a handler has returned for every result", &|case| {
        let call = case.loop_calls()[1];
        case.ledger.remove(call + 1);
    });
    broken("no call is one that an uninterrupted run does not make", &|case| {
        let call = case.loop_calls()[2];
        case.call(call).attempt += 1;
    });
    broken("calls of one visit have one key", &|case| {
        let call = case.loop_calls()[1];
        case.repeat(call, call, true);
        case.call(call).key.push('x');
    });
    broken("different visits have different keys", &|case| {
        let calls = case.loop_calls();
        let key = case.call(calls[0]).key.clone();
        case.call(calls[1]).key = key;
    });
    broken("a call is repeated after a kill only", &|case| {
        let call = case.loop_calls()[1];
        case.repeat(call, call + 1, false);
    });
    broken("nothing is called after an acknowledged end", &|case| {
        let last = *case.loop_calls().last().unwrap();
        case.repeat(last, last + 2, true);
    });
    broken("no committed result is asked for again", &|case| {
        let calls = case.loop_calls();
        case.repeat(calls[0], calls[1] + 1, true);
    });
    broken("no call is made before the one before it returned", &|case| {
        let calls = case.loop_calls();
        case.ledger.swap(calls[0] + 1, calls[1]);
    });

    // What kills do explain: a call that is made again before anything that follows from it.
    let mut case = clean.clone();
    let call = case.loop_calls()[1];
    case.repeat(call, call + 1, true);
    assert!(case.judge().is_clean(), "{}", case.judge());
    println!("the judge noticed {noticed} of {noticed} ways to break a run");
}

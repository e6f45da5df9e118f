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

    /// Where the first calls of the iterations of one execution stand.
    fn picks(&self) -> Vec<usize> {
        let execution = &self.jobs.values().find(|job| job.workflow == "picking").unwrap().name;
        let is = |entry: &Entry| matches!(entry, Entry::Called(call) if call.state == "Pick" && call.execution == *execution);
        (0..self.ledger.len()).filter(|index| is(&self.ledger[*index])).collect()
    }

    /// Where the last call of the execution of a call stands.
    fn finish_of(&mut self, call: usize) -> usize {
        let execution = self.call(call).execution.clone();
        let is = |entry: &Entry| matches!(entry, Entry::Called(call) if call.execution == execution);
        self.ledger.iter().rposition(is).unwrap()
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

    let of_iteration = |index: u64| {
        move |event: &stepwright::HistoryEvent| {
            let number = event.details.get("index").and_then(serde_json::Value::as_u64);
            event.detail("name") == Some("Each") && number == Some(index)
        }
    };
    broken("every branch and iteration ran once", &|case| {
        // An iteration that runs under the number of another.
        for event in case.kept("picking").history.iter_mut().filter(|event| of_iteration(7)(event)) {
            event.details.insert("index".into(), 6.into());
        }
    });
    broken("every branch and iteration ran once", &|case| {
        // An iteration that is begun, and never again heard of.
        let history = &mut case.kept("picking").history;
        let begun = history.iter().position(|event| of_iteration(29)(event)).unwrap();
        let again = history[begun].clone();
        history.insert(begun, again);
    });
    broken("every way leads to the end", &|case| {
        let history = &mut case.kept("picking").history;
        let inside = history.iter().rposition(|event| event.detail("name") == Some("Plain")).unwrap();
        history.remove(inside);
    });
    broken("every transition is the definition's, once", &|case| {
        // A state of one iteration, in another one too.
        let history = &mut case.kept("picking").history;
        let entered = history.iter().rposition(|event| event.detail("name") == Some("Again?")).unwrap();
        let again = history[entered - 1..=entered].to_vec();
        history.splice(entered + 1..=entered, again);
    });
    broken("previous event ids are a chain", &|case| {
        let history = &mut case.kept("picking").history;
        let ended = history.iter().rposition(|event| event.kind == EventType::MapIterationSucceeded).unwrap();
        history[ended].previous_event_id = 1;
    });
    broken("every history is that of an uninterrupted run", &|case| {
        // The results of two iterations, one in the place of the other.
        let history = &mut case.kept("picking").history;
        let joined = history.iter().position(|event| event.kind == EventType::MapStateExited).unwrap();
        let output = history[joined].detail("output").unwrap().replace("sku-3 ", "sku-4 ");
        history[joined].details.insert("output".into(), output.into());
    });
    broken("different visits have different keys", &|case| {
        let calls = case.picks();
        let key = case.call(calls[0]).key.clone();
        case.call(calls[1]).key = key;
    });
    broken("no committed result is asked for again", &|case| {
        // The first pick of an execution that has gone on to what follows all of them.
        let calls = case.picks();
        let end = case.finish_of(calls[0]);
        case.repeat(calls[0], end, true);
    });
    broken("no call is made before the one before it returned", &|case| {
        let calls = case.picks();
        let end = case.finish_of(calls[0]);
        let returned = case.ledger.remove(calls[0] + 1);
        case.ledger.insert(end, returned);
    });

    // What kills do explain: an iteration's call that is made again while others go on.
    let mut case = clean.clone();
    let calls = case.picks();
    case.repeat(calls[0], calls[3] + 1, true);
    assert!(case.judge().is_clean(), "{}", case.judge());

    // What kills do explain: a call that is made again before anything that follows from it.
    let mut case = clean.clone();
    let call = case.loop_calls()[1];
    case.repeat(call, call + 1, true);
    assert!(case.judge().is_clean(), "{}", case.judge());
    println!("the judge noticed {noticed} of {noticed} ways to break a run");
}

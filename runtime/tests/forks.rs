//! Branches and iterations: their order, their events, their failures.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::time::{Duration, Instant};

use common::{
    script::{CAUGHT, Desk, NO_CARE, RETRIED, Script, Step, map, task},
    table,
};
use serde_json::{Value, json};
use stepwright::{Clock, Engine, ExecutionError, HistoryEvent, ManualClock, Status};

async fn engine(clock: &ManualClock) -> (Engine, Desk) {
    let desk = Desk::default();
    let engine = Engine::builder().register(Script, desk.clone()).clock(clock.clone()).build().await.unwrap();
    (engine, desk)
}

/// What a script comes to, and its history.
async fn run(script: Vec<Step>) -> (Result<Value, ExecutionError>, Vec<HistoryEvent>) {
    let clock = ManualClock::default();
    let (engine, _) = engine(&clock).await;
    let execution = engine.start(Script, "s", &script).await.unwrap();
    let result = clock.run(&engine, execution.result()).await;
    (result, execution.history().await.unwrap())
}

/// The document without what was drawn for the children.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(values) => match values.as_slice() {
            [index @ Value::Number(_), Value::Number(_), rest @ ..] => {
                std::iter::once(index.clone()).chain(rest.iter().map(plain)).collect()
            }
            values => values.iter().map(plain).collect(),
        },
        value => value.clone(),
    }
}

fn indexed(events: &[HistoryEvent]) -> Vec<String> {
    let index = |event: &HistoryEvent| event.details.get("index").map_or(String::new(), |index| format!(" {index}"));
    table(events).iter().zip(events).map(|(row, event)| format!("{row}{}", index(event))).collect()
}

#[tokio::test]
async fn branches_run_side_by_side_and_join_in_their_order() {
    let branches = vec![vec![Step::Wait(30), Step::Pass], vec![Step::Pass], vec![Step::Wait(10)]];
    let (result, events) = run(vec![Step::Parallel(branches, NO_CARE), Step::Pass]).await;
    let joined = json!([[0, "waited", "pass"], [1, "pass"], [2, "waited"]]);
    assert_eq!(plain(&result.unwrap()), json!([joined, "pass"]));
    let expected = [
        "1<-0 ExecutionStarted",
        "2<-0 ParallelStateEntered",
        "3<-2 ParallelStateStarted",
        "4<-3 WaitStateEntered",
        "5<-3 PassStateEntered",
        "6<-5 PassStateExited",
        "7<-3 WaitStateEntered",
        "8<-7 WaitStateExited",
        "9<-4 WaitStateExited",
        "10<-9 PassStateEntered",
        "11<-10 PassStateExited",
        "12<-11 ParallelStateSucceeded",
        "13<-11 ParallelStateExited",
        "14<-13 PassStateEntered",
        "15<-14 PassStateExited",
        "16<-15 ExecutionSucceeded",
    ];
    assert_eq!(table(&events), expected);
}

#[tokio::test]
async fn one_iteration_at_a_time_is_as_recorded() {
    let (result, events) = run(vec![map(2, 1, vec![Step::Pass]), Step::Pass]).await;
    assert_eq!(plain(&result.unwrap()), json!([[[0, "pass"], [1, "pass"]], "pass"]));
    let expected = [
        "1<-0 ExecutionStarted",
        "2<-0 MapStateEntered",
        "3<-2 MapStateStarted",
        "4<-3 MapIterationStarted 0",
        "5<-4 PassStateEntered",
        "6<-5 PassStateExited",
        "7<-6 MapIterationSucceeded 0",
        "8<-6 MapIterationStarted 1",
        "9<-8 PassStateEntered",
        "10<-9 PassStateExited",
        "11<-10 MapIterationSucceeded 1",
        "12<-11 MapStateSucceeded",
        "13<-11 MapStateExited",
        "14<-13 PassStateEntered",
        "15<-14 PassStateExited",
        "16<-15 ExecutionSucceeded",
    ];
    assert_eq!(indexed(&events), expected);
    assert_eq!(Value::Object(events[2].details.clone()), json!({"length": 2}));
    assert_eq!(Value::Object(events[7].details.clone()), json!({"name": "Map", "index": 1}));
}

#[tokio::test]
async fn a_map_over_nothing_goes_on_from_its_start() {
    let (result, events) = run(vec![map(0, 0, vec![Step::Pass])]).await;
    assert_eq!(result.unwrap(), json!([[]]));
    let rows = ["3<-2 MapStateStarted", "4<-3 MapStateSucceeded", "5<-3 MapStateExited", "6<-5 ExecutionSucceeded"];
    assert_eq!(table(&events)[2..], rows);
}

#[tokio::test]
async fn a_failed_iteration_stops_the_others_and_fails_the_state() {
    let (result, events) = run(vec![Step::Map {
        items: 2,
        at_once: 1,
        body: vec![Step::Fail("Bad".into())],
        bad_item: None,
        care: NO_CARE,
    }])
    .await;
    assert!(matches!(result, Err(ExecutionError::Failed { error: Some(error), .. }) if error == "Bad"));
    let rows = ["5<-4 FailStateEntered", "6<-5 MapIterationFailed 0", "7<-5 MapStateFailed", "8<-7 ExecutionFailed"];
    assert_eq!(indexed(&events)[4..], rows);
}

#[tokio::test]
async fn tasks_that_run_out_of_time_at_once_are_all_recorded_as_that() {
    let (result, events) = run(vec![map(3, 0, vec![task("hang")])]).await;
    assert!(matches!(result, Err(ExecutionError::Failed { error: Some(error), .. }) if error == "States.Timeout"));
    let rows = indexed(&events);
    let first = events.iter().position(|event| event.kind.as_str() == "LambdaFunctionTimedOut").unwrap();
    let cause = events[first].id;
    let kinds: Vec<_> = rows[first..first + 3].iter().map(|row| row.split(' ').next_back().unwrap()).collect();
    assert_eq!(kinds, ["LambdaFunctionTimedOut"; 3]);
    let after = [
        "MapIterationFailed 0",
        "TaskStateAborted",
        "MapIterationAborted 1",
        "TaskStateAborted",
        "MapIterationAborted 2",
        "TaskStateAborted",
        "MapStateFailed",
    ];
    let expected: Vec<_> = after.iter().zip(cause + 3..).map(|(name, id)| format!("{id}<-{cause} {name}")).collect();
    assert_eq!(rows[first + 3..first + 10], expected);
}

#[tokio::test]
async fn what_runs_beside_a_failure_is_aborted_whatever_it_is() {
    let nested = Step::Parallel(vec![vec![task("hang")], vec![Step::Pass]], NO_CARE);
    let branches = vec![
        vec![task("hang")],
        vec![Step::Wait(900)],
        vec![nested],
        vec![map(2, 0, vec![Step::Wait(800)])],
        vec![task("fail")],
    ];
    let (result, events) = run(vec![Step::Parallel(branches, CAUGHT)]).await;
    assert_eq!(result.unwrap(), json!([{"caught": "Oops"}]));
    let rows = indexed(&events);
    let failed = events.iter().position(|event| event.kind.as_str() == "LambdaFunctionFailed").unwrap();
    let cause = events[failed].id;
    let aborted = [
        "TaskStateAborted",
        "WaitStateAborted",
        "TaskStateAborted",
        "ParallelStateAborted",
        "WaitStateAborted",
        "MapIterationAborted 0",
        "WaitStateAborted",
        "MapIterationAborted 1",
        "MapStateAborted",
        "TaskStateAborted",
        "ParallelStateFailed",
    ];
    let expected: Vec<_> = aborted.iter().zip(cause + 1..).map(|(name, id)| format!("{id}<-{cause} {name}")).collect();
    assert_eq!(rows[failed + 1..=failed + aborted.len()], expected);
    let next = cause + aborted.len() as u64;
    assert_eq!(rows[failed + aborted.len() + 1], format!("{}<-{next} ParallelStateExited", next + 1));
}

#[tokio::test]
async fn a_retry_begins_all_children_anew_from_the_failing_event() {
    let branches = vec![vec![Step::Fail("Bad".into())]];
    let (result, events) = run(vec![Step::Parallel(branches, RETRIED)]).await;
    assert!(result.is_err());
    let expected = [
        "1<-0 ExecutionStarted",
        "2<-0 ParallelStateEntered",
        "3<-2 ParallelStateStarted",
        "4<-3 FailStateEntered",
        "5<-4 ParallelStateStarted",
        "6<-5 FailStateEntered",
        "7<-6 ParallelStateStarted",
        "8<-7 FailStateEntered",
        "9<-8 ParallelStateFailed",
        "10<-9 ExecutionFailed",
    ];
    assert_eq!(table(&events), expected);
    let body = vec![Step::Fail("Bad".into())];
    let (_, events) = run(vec![Step::Map { items: 3, at_once: 1, body, bad_item: None, care: RETRIED }]).await;
    let rows = [
        "3<-2 MapStateStarted",
        "4<-3 MapIterationStarted 0",
        "5<-4 FailStateEntered",
        "6<-5 MapIterationFailed 0",
        "7<-5 MapStateStarted",
        "8<-7 MapIterationStarted 0",
        "9<-8 FailStateEntered",
        "10<-9 MapIterationFailed 0",
        "11<-9 MapStateStarted",
        "12<-11 MapIterationStarted 0",
        "13<-12 FailStateEntered",
        "14<-13 MapIterationFailed 0",
        "15<-13 MapStateFailed",
        "16<-15 ExecutionFailed",
    ];
    assert_eq!(indexed(&events)[2..], rows);
}

#[tokio::test]
async fn a_failed_task_of_the_only_branch_is_aborted_too() {
    let (_, events) = run(vec![Step::Parallel(vec![vec![Step::Job("fail".into())]], CAUGHT)]).await;
    let rows = [
        "4<-3 TaskStateEntered",
        "5<-4 TaskScheduled",
        "6<-5 TaskStarted",
        "7<-6 TaskSubmitted",
        "8<-7 TaskFailed",
        "9<-8 TaskStateAborted",
        "10<-8 ParallelStateFailed",
        "11<-10 ParallelStateExited",
        "12<-11 ExecutionSucceeded",
    ];
    assert_eq!(table(&events)[3..], rows);
    assert_eq!(events[6].detail("output"), Some(r#"{"job":7}"#));
    assert!(events[6].timestamp < events[7].timestamp, "a job is taken before it ends");
    assert_eq!(events[6].timestamp, events[5].timestamp);
}

#[tokio::test]
async fn an_error_that_nothing_catches_ends_everything_at_once() {
    let inner = Step::Parallel(vec![vec![Step::Wait(5), Step::Fail("States.Runtime".into())]], CAUGHT);
    let (result, events) = run(vec![map(2, 0, vec![inner])]).await;
    let Err(ExecutionError::Failed { error, cause }) = result else { panic!("{result:?}") };
    assert_eq!(error.as_deref(), Some("States.Runtime"));
    let entered = &events[events.len() - 2];
    assert_eq!(entered.kind.as_str(), "FailStateEntered");
    let text = format!(
        "An error occurred while executing the state 'Fail' (entered at the event id #{}). It is bad.",
        entered.id
    );
    assert_eq!(cause, Some(text));
    assert_eq!(table(&events).last().unwrap(), &format!("{}<-{} ExecutionFailed", entered.id + 1, entered.id));
}

#[tokio::test]
async fn an_item_that_cannot_be_made_fails_the_state() {
    let script = |error: &str| {
        let bad_item = Some((2, error.to_owned()));
        vec![Step::Map { items: 4, at_once: 0, body: vec![Step::Wait(1)], bad_item, care: CAUGHT }]
    };
    let (result, events) = run(script("States.IntrinsicFailure")).await;
    assert_eq!(result.unwrap(), json!([{"caught": "States.IntrinsicFailure"}]));
    let rows = [
        "8<-3 WaitStateAborted",
        "9<-3 MapIterationAborted 0",
        "10<-3 WaitStateAborted",
        "11<-3 MapIterationAborted 1",
        "12<-3 MapStateFailed",
        "13<-12 MapStateExited",
        "14<-13 ExecutionSucceeded",
    ];
    assert_eq!(indexed(&events)[7..], rows);
    let (result, events) = run(script("States.Runtime")).await;
    assert!(matches!(result, Err(ExecutionError::Failed { error: Some(error), .. }) if error == "States.Runtime"));
    assert_eq!(table(&events).last().unwrap(), "8<-3 ExecutionFailed");
}

#[tokio::test]
async fn as_many_iterations_run_at_once_as_the_state_and_the_service_let() {
    for (items, at_once, seconds) in [(100, 0, 30), (100, 7, 150), (100, 200, 30), (3, 0, 10), (5, 1, 50)] {
        let clock = ManualClock::default();
        let (engine, _) = engine(&clock).await;
        let execution = engine.start(Script, "s", &vec![map(items, at_once, vec![Step::Wait(10)])]).await.unwrap();
        clock.run(&engine, execution.result()).await.unwrap();
        let events = execution.history().await.unwrap();
        let took = events.last().unwrap().timestamp.duration_since(events[0].timestamp).as_secs();
        assert_eq!(took, seconds, "{items} items, {at_once} at once");
        let limit = if at_once == 0 { 40 } else { at_once.min(40) };
        let first =
            |event: &&HistoryEvent| event.kind.as_str() == "MapIterationStarted" && event.previous_event_id == 3;
        assert_eq!(events.iter().filter(first).count(), items.min(limit) as usize);
    }
}

#[tokio::test]
async fn variables_are_seen_from_within_and_not_from_outside() {
    let set = |name: &str, value: Value| Step::Set(name.into(), value);
    let get = |name: &str| Step::Get(name.into());
    let branches =
        vec![vec![get("x"), set("y", json!(1)), get("y"), map(1, 0, vec![get("x"), get("y")])], vec![get("y")]];
    let script = vec![set("x", json!({"a": 1})), Step::Parallel(branches, NO_CARE), get("y"), get("x")];
    let (result, events) = run(script).await;
    let joined = json!([[0, {"a": 1}, "set", 1, [[0, {"a": 1}, 1]]], [1, null]]);
    assert_eq!(plain(&result.unwrap()), json!(["set", joined, null, {"a": 1}]));
    let assigned = Value::Object(events[2].details.clone());
    assert_eq!(assigned["assignedVariables"], json!({"x": r#"{"a":1}"#}));
    assert_eq!(assigned["assignedVariablesDetails"], json!({"truncated": false}));
    let with: Vec<_> = events.iter().filter(|event| event.details.contains_key("assignedVariables")).collect();
    assert_eq!(with.len(), 2);
}

#[tokio::test]
async fn variables_that_are_too_large_fail_the_state() {
    for (size, fails) in [(262_142, false), (262_143, true)] {
        let set = || Step::Large("x".into(), size);
        let (result, _) = run(vec![set(), set(), Step::Pass]).await;
        match result {
            Ok(_) => assert!(!fails),
            Err(ExecutionError::Failed { error, .. }) => {
                assert!(fails);
                assert_eq!(error.as_deref(), Some("States.DataLimitExceeded"));
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn scheduled_events_say_all_that_the_state_says() {
    let clock = ManualClock::default();
    let (engine, _) = engine(&clock).await;
    let execution = engine.start(Script, "s", &vec![Step::Job("hang".into())]).await.unwrap();
    engine.idle().await;
    let events = execution.history().await.unwrap();
    let details = Value::Object(events[2].details.clone());
    assert_eq!(details["heartbeatInSeconds"], json!(9));
    assert_eq!(details["timeoutInSeconds"], json!(1_000));
    assert_eq!(details["taskCredentials"], json!({"roleArn": "arn:role"}));
    execution.stop(None, None).await.unwrap();
}

#[tokio::test]
async fn branches_that_all_sleep_leave_memory_and_wake() {
    let clock = ManualClock::default();
    let (engine, desk) = engine(&clock).await;
    let sleeps = Step::Parallel(vec![vec![Step::Wait(100), Step::Wait(500)], vec![Step::Wait(300)]], NO_CARE);
    let execution = engine.start(Script, "s", &vec![sleeps.clone()]).await.unwrap();
    engine.idle().await;
    assert_eq!(engine.in_memory(), 0);
    clock.advance(Duration::from_secs(100));
    engine.idle().await;
    assert_eq!(engine.in_memory(), 0);
    assert_eq!(table(&execution.history().await.unwrap()).last().unwrap(), "7<-6 WaitStateEntered");
    let output = clock.run(&engine, execution.result()).await.unwrap();
    assert_eq!(plain(&output), json!([[[0, "waited", "waited"], [1, "waited"]]]));
    // While one is in a call, the execution stays and wakes the others itself.
    let branches = vec![vec![Step::Wait(200), Step::Wait(200)], vec![task("hang")]];
    let execution = engine.start(Script, "t", &vec![Step::Parallel(branches, NO_CARE)]).await.unwrap();
    engine.idle().await;
    assert_eq!(engine.in_memory(), 1);
    clock.advance(Duration::from_secs(200));
    engine.idle().await;
    clock.advance(Duration::from_secs(200));
    engine.idle().await;
    assert_eq!(table(&execution.history().await.unwrap()).last().unwrap(), "10<-9 WaitStateExited");
    assert_eq!(desk.asked(), 1);
    execution.stop(None, None).await.unwrap();
    assert_eq!(execution.describe().await.unwrap().status, Status::Aborted);
    assert_eq!(table(&execution.history().await.unwrap()).last().unwrap(), "11<-0 ExecutionAborted");
}

#[tokio::test]
async fn a_large_tree_stays_for_short_sleeps() {
    let clock = ManualClock::default();
    let (engine, _) = engine(&clock).await;
    let script = vec![map(1_200, 0, vec![Step::Wait(1)]), Step::Wait(1)];
    let execution = engine.start(Script, "s", &script).await.unwrap();
    for (seconds, in_memory) in [(0, 0), (10, 0), (28, 1), (30, 0)] {
        while clock.now().duration_since(execution.started_at()).as_secs() < seconds {
            clock.advance(Duration::from_secs(1));
            engine.idle().await;
        }
        engine.idle().await;
        assert_eq!(engine.in_memory(), in_memory, "after {seconds} seconds");
    }
    clock.run(&engine, execution.result()).await.unwrap();
}

#[tokio::test]
async fn a_sleeping_tree_is_stopped_with_the_next_event() {
    let clock = ManualClock::default();
    let (engine, _) = engine(&clock).await;
    let sleeps = Step::Parallel(vec![vec![Step::Wait(100)], vec![Step::Wait(300), Step::Wait(1)]], NO_CARE);
    let execution = engine.start(Script, "s", &vec![sleeps]).await.unwrap();
    engine.idle().await;
    clock.advance(Duration::from_secs(100));
    engine.idle().await;
    assert_eq!(engine.in_memory(), 0);
    execution.stop(Some("Enough"), None).await.unwrap();
    assert_eq!(table(&execution.history().await.unwrap()).last().unwrap(), "7<-0 ExecutionAborted");
}

#[tokio::test]
async fn a_full_history_ends_a_tree() {
    for limit in 6..40 {
        let clock = ManualClock::default();
        let builder = Engine::builder().register(Script, Desk::default()).history_limit(limit);
        let engine = builder.clock(clock.clone()).build().await.unwrap();
        let inner = Step::Parallel(vec![vec![Step::Pass], vec![Step::Wait(5), Step::Fail("Bad".into())]], NO_CARE);
        let execution = engine.start(Script, "s", &vec![map(3, 0, vec![inner])]).await.unwrap();
        let result = clock.run(&engine, execution.result()).await;
        assert!(result.is_err());
        let events = execution.history().await.unwrap();
        let ids: Vec<_> = events.iter().map(|event| event.id).collect();
        assert_eq!(ids, (1..=ids.len() as u64).collect::<Vec<_>>());
        assert!(ids.len() as u64 <= limit, "{limit}: {:?}", table(&events));
        assert_eq!(events.last().unwrap().kind.as_str(), "ExecutionFailed");
    }
}

#[tokio::test]
async fn express_trees_run_in_the_callers_task() {
    let (clock, desk) = (ManualClock::default(), Desk::default());
    let engine = Engine::builder().register_express(Script, desk.clone()).clock(clock.clone()).build().await.unwrap();
    let branches = vec![vec![task("flaky")], vec![Step::Wait(30)], vec![map(3, 2, vec![task("ok"), Step::Pass])]];
    let script = vec![Step::Parallel(branches, NO_CARE)];
    let text = serde_json::to_string(&script).unwrap();
    let (result, events) = clock.run(&engine, engine.run_traced("script", &text)).await.unwrap();
    let output: Value = serde_json::from_str(&result.unwrap()).unwrap();
    assert_eq!(output[0].as_array().unwrap().len(), 3);
    assert_eq!(desk.asked(), 6);
    assert_eq!(events.last().unwrap().kind.as_str(), "ExecutionSucceeded");
    let failing = vec![Step::Parallel(vec![vec![task("hang")], vec![task("fail")]], CAUGHT)];
    let output = clock.run(&engine, engine.run(Script, &failing)).await.unwrap();
    assert_eq!(output, json!([{"caught": "Oops"}]));
    let hanging = vec![Step::Parallel(vec![vec![task("hang")], vec![Step::Wait(1)]], NO_CARE)];
    assert!(matches!(clock.run(&engine, engine.run(Script, &hanging)).await, Err(ExecutionError::TimedOut)));
}

#[tokio::test]
async fn what_was_planned_before_a_failure_is_forgotten() {
    let clock = ManualClock::default();
    let (engine, desk) = engine(&clock).await;
    let body = vec![Step::Fail("Bad".into())];
    let failing = Step::Map { items: 3, at_once: 3, body, bad_item: None, care: CAUGHT };
    let execution = engine.start(Script, "s", &vec![failing, task("ok"), Step::Wait(1)]).await.unwrap();
    clock.run(&engine, execution.result()).await.unwrap();
    assert_eq!(desk.asked(), 1);
}

#[tokio::test]
async fn many_pure_iterations_cost_what_few_do() {
    let engine = Engine::builder().register_express(Script, Desk::default()).build().await.unwrap();
    let mut each = Vec::new();
    for items in [100, 10_000] {
        let script = vec![map(items, 0, vec![Step::Pass])];
        let best = |_| {
            let engine = engine.clone();
            let script = script.clone();
            async move {
                let begun = Instant::now();
                // The output is too large for a document: what counts is that all iterations were run.
                _ = engine.run(Script, &script).await;
                begun.elapsed()
            }
        };
        let mut times = Vec::new();
        for round in 0..5 {
            times.push(best(round).await);
        }
        each.push(*times.iter().min().unwrap() / items);
    }
    println!("an iteration of a hundred takes {:?}, one of ten thousand {:?}", each[0], each[1]);
    // Work that grows with what has ended would make it a hundred times as much; a busy machine does not.
    assert!(each[1] < each[0] * 40, "{each:?}");
}

//! What executions come to, on a clock that stands still until it is moved.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::time::Duration;

use common::{Cards, Order, Spin, input, table};
use serde_json::{Value, json};
use stepwright::{
    Clock, Engine, EngineBuilder, ExecutionError, ExecutionQuery, HistoryLevel, HistoryQuery, ManualClock, StartError,
    Status,
};

fn builder(clock: &ManualClock, cards: &Cards) -> EngineBuilder {
    Engine::builder().register(Order, cards.clone()).register(Spin, ()).clock(clock.clone())
}

async fn engine(clock: &ManualClock, cards: &Cards) -> Engine {
    builder(clock, cards).build().await.unwrap()
}

#[tokio::test]
async fn a_wait_passes_and_the_history_is_as_the_service_has_it() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let begun = clock.now();
    let execution = engine.start(Order, "o-1", &input("good")).await.unwrap();
    engine.idle().await;
    assert_eq!(engine.in_memory(), 0, "a sleeping execution leaves memory");
    let output = clock.run(&engine, execution.result()).await.unwrap();
    assert_eq!(output, json!({"id": "o-1", "amount": 12.5}));
    assert_eq!(clock.now().duration_since(begun).as_secs(), 60);
    let events = execution.history().await.unwrap();
    let expected = [
        "1<-0 ExecutionStarted",
        "2<-0 TaskStateEntered",
        "3<-2 LambdaFunctionScheduled",
        "4<-3 LambdaFunctionStarted",
        "5<-4 LambdaFunctionSucceeded",
        "6<-5 TaskStateExited",
        "7<-6 WaitStateEntered",
        "8<-7 WaitStateExited",
        "9<-8 PassStateEntered",
        "10<-9 PassStateExited",
        "11<-10 ExecutionSucceeded",
    ];
    assert_eq!(table(&events), expected);
    let details = |index: usize| Value::Object(events[index].details.clone());
    let whole = json!({"truncated": false});
    assert_eq!(
        details(0),
        json!({"input": r#"{"id":"o-1","card":"good"}"#, "inputDetails": whole, "roleArn": "arn:aws:iam::000000000000:role/stepwright"})
    );
    assert_eq!(
        details(2),
        json!({"resource": "arn:charge", "input": r#"{"card":"good","try":0}"#, "inputDetails": whole, "timeoutInSeconds": 5})
    );
    assert_eq!(details(3), json!({}));
    assert_eq!(details(9), json!({"name": "Done", "output": r#"{"id":"o-1","amount":12.5}"#, "outputDetails": whole}));
    assert_eq!(details(10), json!({"output": r#"{"id":"o-1","amount":12.5}"#, "outputDetails": whole}));
}

#[tokio::test]
async fn retries_wait_longer_each_time_and_count() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let begun = clock.now();
    let execution = engine.start(Order, "o-1", &input("busy")).await.unwrap();
    clock.run(&engine, execution.result()).await.unwrap();
    assert_eq!(clock.now().duration_since(begun).as_secs(), 1 + 2 + 60);
    let calls = cards.calls.lock().unwrap().clone();
    assert_eq!(calls.iter().map(|(_, attempt, _)| *attempt).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(calls.iter().all(|(key, ..)| *key == calls[0].0), "one key for all attempts");
    let events = execution.history().await.unwrap();
    let retried = ["5<-4 LambdaFunctionFailed", "6<-5 LambdaFunctionScheduled", "7<-6 LambdaFunctionStarted"];
    assert_eq!(table(&events)[4..7], retried);
    assert_eq!(events[5].detail("input"), Some(r#"{"card":"busy","try":1}"#));
}

#[tokio::test]
async fn an_error_without_retries_left_fails_the_execution() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("throttled")).await.unwrap();
    let error = clock.run(&engine, execution.result()).await.unwrap_err();
    let ExecutionError::Failed { error, cause } = error else { panic!("{error:?}") };
    assert_eq!((error.as_deref(), cause.as_deref()), (Some("Throttled"), Some("no luck")));
    assert_eq!(cards.count(), 3);
    let events = execution.history().await.unwrap();
    assert_eq!(table(&events).last().unwrap(), "12<-11 ExecutionFailed");
    assert_eq!(execution.describe().await.unwrap().status, Status::Failed);
}

#[tokio::test]
async fn a_caught_error_is_the_states_output() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("declined")).await.unwrap();
    assert_eq!(execution.result().await.unwrap(), json!({"refunded": "Card.Declined"}));
    let events = execution.history().await.unwrap();
    let caught = ["5<-4 LambdaFunctionFailed", "6<-5 TaskStateExited", "7<-6 PassStateEntered"];
    assert_eq!(table(&events)[4..7], caught);
    assert_eq!(events[5].detail("output"), Some(r#"{"Error":"Card.Declined","Cause":"no luck"}"#));
}

#[tokio::test]
async fn a_task_that_takes_too_long_times_out() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("hang")).await.unwrap();
    let begun = clock.now();
    let error = clock.run(&engine, execution.result()).await.unwrap_err();
    assert!(matches!(error, ExecutionError::Failed { error: Some(error), cause: None } if error == "States.Timeout"));
    assert_eq!(clock.now().duration_since(begun).as_secs(), 5 + 1 + 5 + 2 + 5);
    let events = execution.history().await.unwrap();
    assert_eq!(table(&events)[4], "5<-4 LambdaFunctionTimedOut");
    assert_eq!(Value::Object(events[4].details.clone()), json!({"error": "States.Timeout"}));
    let slow = engine.start(Order, "o-2", &input("slow")).await.unwrap();
    clock.run(&engine, slow.result()).await.unwrap();
}

#[tokio::test]
async fn a_panicking_handler_fails_its_execution_and_nothing_else() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let bad = engine.start(Order, "bad", &input("panic")).await.unwrap();
    let ExecutionError::Failed { error, cause } = bad.result().await.unwrap_err() else { panic!() };
    assert_eq!(error.as_deref(), Some("Stepwright.HandlerPanicked"));
    assert_eq!(cause.as_deref(), Some("the handler panicked: no such card"));
    let good = engine.start(Order, "good", &input("good")).await.unwrap();
    clock.run(&engine, good.result()).await.unwrap();
}

#[tokio::test]
async fn results_that_cannot_be_kept_fail_the_task() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let long = engine.start(Order, "long", &input("long")).await.unwrap();
    assert_eq!(long.result().await.unwrap(), json!({"refunded": "States.DataLimitExceeded"}));
    let events = long.history().await.unwrap();
    assert_eq!(table(&events)[4..6], ["5<-4 LambdaFunctionFailed", "6<-5 TaskStateExited"]);
    let cause = "The state/task 'arn:charge' returned a result with a size exceeding the maximum number of bytes service limit.";
    assert_eq!(events[4].detail("cause"), Some(cause));
    let nan = engine.start(Order, "nan", &input("nan")).await.unwrap();
    let ExecutionError::Failed { error, .. } = nan.result().await.unwrap_err() else { panic!() };
    assert_eq!(error.as_deref(), Some("Stepwright.InvalidResult"));
}

#[tokio::test]
async fn a_start_is_idempotent_while_the_execution_runs() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let first = engine.start(Order, "o-1", &input("good")).await.unwrap();
    clock.advance(Duration::from_secs(1));
    let again = engine.start_json("order", "o-1", r#"{ "id": "o-1", "card": "good" }"#).await.unwrap();
    assert_eq!((again.id(), again.started_at()), (first.id(), first.started_at()));
    let other = engine.start(Order, "o-1", &input("declined")).await.unwrap_err();
    assert!(matches!(other, StartError::AlreadyExists { execution_id } if execution_id == first.id()));
    clock.run(&engine, first.result()).await.unwrap();
    let late = engine.start(Order, "o-1", &input("good")).await.unwrap_err();
    assert!(matches!(late, StartError::AlreadyExists { .. }));
    assert_eq!(cards.count(), 1);
}

#[tokio::test]
async fn bad_starts_are_refused_and_nothing_is_stored() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let error = engine.start_json("order", "a", r#"{"id": "x", "card": 7}"#).await.unwrap_err();
    let StartError::InvalidInput { path, message } = &error else { panic!("{error}") };
    assert_eq!(path, "$.card");
    assert!(message.contains("expected a string"), "{message}");
    let error = engine.start_json("order", "a", r#"{"id": "#).await.unwrap_err();
    assert!(matches!(error, StartError::InvalidInput { .. }));
    let long = format!(r#"{{"id":"x","card":"{}"}}"#, "x".repeat(262_144));
    let error = engine.start_json("order", "a", &long).await.unwrap_err();
    assert!(matches!(error, StartError::InputTooLarge { .. }));
    let error = engine.start(Order, "a b", &input("good")).await.unwrap_err();
    assert!(matches!(error, StartError::InvalidName(_)));
    let error = engine.start_json("ordr", "a", "{}").await.unwrap_err();
    assert!(matches!(error, StartError::UnknownWorkflow(_)));
    assert_eq!(engine.list(&ExecutionQuery::default()).await.unwrap().items.len(), 0);
}

#[tokio::test]
async fn stops_end_what_sleeps_and_what_works() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let asleep = engine.start(Order, "asleep", &input("good")).await.unwrap();
    let working = engine.start(Order, "working", &input("hang")).await.unwrap();
    engine.idle().await;
    for execution in [&asleep, &working] {
        let stopped_at = execution.stop(Some("Told"), Some("by hand")).await.unwrap();
        let error = execution.result().await.unwrap_err();
        assert!(matches!(error, ExecutionError::Aborted { error: Some(error), .. } if error == "Told"));
        let events = execution.history().await.unwrap();
        let last = events.last().unwrap();
        assert_eq!((last.kind.as_str(), last.previous_event_id), ("ExecutionAborted", 0));
        assert_eq!(last.id, events.len() as u64);
        clock.advance(Duration::from_secs(1));
        assert_eq!(execution.stop(None, None).await.unwrap(), stopped_at, "a second stop changes nothing");
    }
    assert_eq!(engine.in_memory(), 0);
}

#[tokio::test]
async fn an_endless_loop_can_be_stopped_and_ends_at_the_historys_limit() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = builder(&clock, &cards).history_limit(10_000_000).history(HistoryLevel::Off).build().await.unwrap();
    let endless = engine.start(Spin, "endless", &None).await.unwrap();
    endless.stop(None, None).await.unwrap();
    assert!(matches!(endless.result().await, Err(ExecutionError::Aborted { .. })));
    let long = engine.start(Spin, "long", &Some(2_500)).await.unwrap();
    assert_eq!(long.result().await.unwrap(), Some(0));
    let engine = builder(&clock, &cards).build().await.unwrap();
    let endless = engine.start(Spin, "endless", &None).await.unwrap();
    let ExecutionError::Failed { error, cause } = endless.result().await.unwrap_err() else { panic!() };
    assert_eq!(error.as_deref(), Some("States.Runtime"));
    assert_eq!(cause.as_deref(), Some("The execution reached the maximum number of history events (25000)."));
    let events = endless.history().await.unwrap();
    assert_eq!(events.len(), 25_000);
    assert_eq!(events.last().unwrap().kind.as_str(), "ExecutionFailed");
}

#[tokio::test]
async fn a_machine_runs_out_of_time_asleep_and_awake() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("good")).await.unwrap();
    engine.idle().await;
    clock.set(clock.now() + Duration::from_secs(3_600));
    assert!(matches!(execution.result().await, Err(ExecutionError::TimedOut)));
    let events = execution.history().await.unwrap();
    assert_eq!(table(&events).last().unwrap(), "8<-0 ExecutionTimedOut");
    let description = execution.describe().await.unwrap();
    assert_eq!((description.status, description.error, description.cause), (Status::TimedOut, None, None));
}

#[tokio::test]
async fn histories_come_in_pages_both_ways() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("busy")).await.unwrap();
    clock.run(&engine, execution.result()).await.unwrap();
    let all: Vec<_> = execution.history().await.unwrap().iter().map(|event| event.id).collect();
    assert_eq!(all, (1..=17).collect::<Vec<_>>());
    assert_eq!(paged(&engine, execution.id(), false, 5).await, all);
    assert_eq!(paged(&engine, execution.id(), true, 5).await, all.into_iter().rev().collect::<Vec<_>>());
}

/// The ids of a history's events, read in pages of that size.
async fn paged(engine: &Engine, id: &str, reverse: bool, size: usize) -> Vec<u64> {
    let mut query = HistoryQuery { reverse, max_results: Some(size), next_token: None };
    let mut seen = Vec::new();
    loop {
        let page = engine.history(id, &query).await.unwrap();
        assert!(page.items.len() <= size);
        seen.extend(page.items.iter().map(|event| event.id));
        query.next_token = page.next_token;
        if query.next_token.is_none() {
            return seen;
        }
    }
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    for number in 0..5 {
        engine
            .start(Order, &*format!("o-{number}"), &input(if number < 2 { "declined" } else { "good" }))
            .await
            .unwrap();
    }
    engine.start(Spin, None, &Some(1)).await.unwrap().result().await.unwrap();
    engine.idle().await;
    let running = ExecutionQuery { status: Some(Status::Running), max_results: Some(2), ..ExecutionQuery::default() };
    let page = engine.list(&running).await.unwrap();
    assert_eq!(page.items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>(), ["o-4", "o-3"]);
    let rest = engine.list(&ExecutionQuery { next_token: page.next_token, ..running }).await.unwrap();
    assert_eq!((rest.items.len(), rest.next_token), (1, None));
    let spins = ExecutionQuery { workflow: Some("spin".into()), ..ExecutionQuery::default() };
    assert_eq!(engine.list(&spins).await.unwrap().items[0].status, Status::Succeeded);
}

#[tokio::test]
async fn levels_keep_fewer_events_under_the_same_ids() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = builder(&clock, &cards).history(HistoryLevel::Transitions).build().await.unwrap();
    let execution = engine.start(Order, "o-1", &input("declined")).await.unwrap();
    execution.result().await.unwrap();
    let ids: Vec<_> = execution.history().await.unwrap().iter().map(|event| event.id).collect();
    assert_eq!(ids, [1, 2, 6, 7, 8, 9]);
    assert_eq!(paged(&engine, execution.id(), false, 1).await, ids);
    assert_eq!(paged(&engine, execution.id(), true, 1).await, [9, 8, 7, 6, 2, 1]);
    let engine = builder(&clock, &cards).history(HistoryLevel::Off).build().await.unwrap();
    let execution = engine.start(Order, "o-1", &input("long")).await.unwrap();
    assert_eq!(execution.result().await.unwrap(), json!({"refunded": "States.DataLimitExceeded"}));
    assert_eq!(execution.history().await.unwrap().len(), 0);
}

#[tokio::test]
async fn express_workflows_run_in_the_callers_task() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let builder = Engine::builder().register_express(Order, cards.clone()).register_express(Spin, ());
    let engine = builder.clock(clock.clone()).build().await.unwrap();
    let output = clock.run(&engine, engine.run(Order, &input("busy"))).await.unwrap();
    assert_eq!(output, json!({"id": "o-1", "amount": 12.5}));
    assert_eq!(engine.run_json("spin", "5000").await.unwrap(), "0");
    let (result, events) = engine.run_traced("order", r#"{"id":"o-1","card":"declined"}"#).await.unwrap();
    assert_eq!(result.unwrap(), r#"{"refunded":"Card.Declined"}"#);
    assert_eq!(table(&events).last().unwrap(), "9<-8 ExecutionSucceeded");
    let refused = engine.run_json("order", "[]").await.unwrap_err();
    assert!(matches!(refused, ExecutionError::Refused(StartError::InvalidInput { .. })));
    let hung = clock.run(&engine, engine.run_json("spin", "null"));
    let spun = tokio::time::timeout(Duration::from_millis(50), hung).await;
    assert!(spun.is_err(), "an endless loop gives the thread back");
    assert!(engine.start(Spin, "a", &None).await.is_err());
}

#[tokio::test]
async fn what_a_handler_set_going_learns_that_nobody_waits() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(&clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("watch")).await.unwrap();
    engine.idle().await;
    assert_eq!(cards.count(), 1);
    execution.stop(None, None).await.unwrap();
    tokio::time::timeout(Duration::from_secs(10), async {
        while cards.count() < 2 {
            tokio::task::yield_now().await;
        }
    })
    .await
    .unwrap();
    let calls = cards.calls.lock().unwrap();
    assert_eq!((calls[1].2.as_str(), &calls[1].0), ("cancelled", &calls[0].0));
}

//! Workflows that start workflows of the same engine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use common::{
    script::{Desk, NO_CARE, Script, Step, task},
    table,
};
use serde_json::{Value, json};
use stepwright::{Engine, ExecutionError, ExecutionQuery, ManualClock, MemoryStore, Status, TaskMap};

const MACHINE: &str = "arn:aws:states:us-east-1:000000000000:stateMachine:script";

async fn engine(store: MemoryStore, clock: &ManualClock, desk: &Desk) -> Engine {
    let builder = Engine::builder().register(Script, desk.clone()).clock(clock.clone()).store(store);
    builder.build().await.unwrap()
}

async fn new() -> (Engine, ManualClock) {
    let clock = ManualClock::default();
    (engine(MemoryStore::new(), &clock, &Desk::default()).await, clock)
}

fn starts(pattern: &str, parameters: Value) -> Vec<Step> {
    vec![Step::Start(pattern.into(), parameters)]
}

fn child(steps: &[Step]) -> Value {
    json!({"StateMachineArn": MACHINE, "Input": steps, "Name": "child"})
}

#[tokio::test]
async fn a_start_alone_does_not_wait() {
    let (engine, clock) = new().await;
    let execution = engine.start(Script, "p", &starts("", child(&[Step::Wait(60), Step::Pass]))).await.unwrap();
    let output = clock.run(&engine, execution.result()).await.unwrap();
    assert_eq!(output[0]["ExecutionArn"], "arn:aws:states:us-east-1:000000000000:execution:script:child");
    assert_eq!(output[0]["StartDate"], json!(1_767_323_045_678_i64));
    let keys: Vec<_> = output[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["ExecutionArn", "SdkHttpMetadata", "SdkResponseMetadata", "StartDate"]);
    let begun = engine.execution("script", "child").await.unwrap().unwrap();
    assert_eq!(begun.describe().await.unwrap().status, Status::Running);
    assert_eq!(clock.run(&engine, begun.result_json()).await.unwrap(), r#"["waited","pass"]"#);
}

#[tokio::test]
async fn a_synchronous_start_waits_for_the_output() {
    for pattern in [".sync", ".sync:2"] {
        let (engine, clock) = new().await;
        let steps = [Step::Wait(60), Step::Pass];
        let execution = engine.start(Script, "p", &starts(pattern, child(&steps))).await.unwrap();
        let output = clock.run(&engine, execution.result()).await.unwrap();
        let (input, result) = (json!(steps), json!(["waited", "pass"]));
        let shown = |value: Value| if pattern == ".sync" { Value::from(value.to_string()) } else { value };
        let expected = json!({
            "ExecutionArn": "arn:aws:states:us-east-1:000000000000:execution:script:child",
            "Input": shown(input),
            "InputDetails": {"Included": true},
            "Name": "child",
            "Output": shown(result),
            "OutputDetails": {"Included": true},
            "RedriveCount": 0,
            "RedriveStatus": "NOT_REDRIVABLE",
            "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
            "StartDate": 1_767_323_045_678_i64,
            "StateMachineArn": MACHINE,
            "Status": "SUCCEEDED",
            "StopDate": 1_767_323_105_678_i64
        });
        assert_eq!(output[0].to_string(), expected.to_string());
        let events = execution.history().await.unwrap();
        let rows = ["4<-3 TaskStarted", "5<-4 TaskSubmitted", "6<-5 TaskSucceeded", "7<-6 TaskStateExited"];
        assert_eq!(table(&events)[3..7], rows);
        let submitted: Value = serde_json::from_str(events[4].detail("output").unwrap()).unwrap();
        assert_eq!(submitted["ExecutionArn"], expected["ExecutionArn"]);
    }
}

#[tokio::test]
async fn a_child_that_fails_fails_the_task_with_its_description() {
    let (engine, clock) = new().await;
    let execution = engine.start(Script, "p", &starts(".sync", child(&[Step::Fail("Bad".into())]))).await.unwrap();
    let error = clock.run(&engine, execution.result()).await.unwrap_err();
    let ExecutionError::Failed { error, cause } = error else { panic!("{error:?}") };
    assert_eq!(error.as_deref(), Some("States.TaskFailed"));
    let cause: Value = serde_json::from_str(&cause.unwrap()).unwrap();
    let keys: Vec<_> = cause.as_object().unwrap().keys().collect();
    let expected = [
        "Cause",
        "Error",
        "ExecutionArn",
        "Input",
        "InputDetails",
        "Name",
        "StartDate",
        "StateMachineArn",
        "Status",
        "StopDate",
    ];
    assert_eq!(keys, expected);
    assert_eq!(
        (&cause["Error"], &cause["Cause"], &cause["Status"]),
        (&json!("Bad"), &json!("so it is"), &json!("FAILED"))
    );
    assert_eq!(cause["Input"], json!(r#"[{"Fail":"Bad"}]"#));
}

#[tokio::test]
async fn what_cannot_be_started_is_refused_as_the_service_does() {
    let (engine, clock) = new().await;
    engine.start(Script, "child", &vec![Step::Pass]).await.unwrap().result().await.unwrap();
    let unknown = json!({"StateMachineArn": format!("{MACHINE}s"), "Input": []});
    for (parameters, name, cause) in [
        (
            unknown,
            "StepFunctions.StateMachineDoesNotExistException",
            format!(
                "State Machine Does Not Exist: '{MACHINE}s' (Service: AWSStepFunctions; Status Code: 400; Error Code: \
                 StateMachineDoesNotExist; Request ID: "
            ),
        ),
        (
            child(&[Step::Draw]),
            "StepFunctions.ExecutionAlreadyExistsException",
            "Execution Already Exists: 'arn:aws:states:us-east-1:000000000000:execution:script:child' (Service: \
             AWSStepFunctions; Status Code: 400; Error Code: ExecutionAlreadyExists; Request ID: "
                .to_owned(),
        ),
        (
            json!({"StateMachineArn": MACHINE, "Input": "no JSON"}),
            "StepFunctions.InvalidExecutionInputException",
            "Invalid State Machine Execution Input: '".to_owned(),
        ),
        (json!({"Input": []}), "States.Runtime", "The Parameters '{\"Input\":[]}' could not be used".to_owned()),
    ] {
        let execution = engine.start(Script, None, &starts(".sync:2", parameters)).await.unwrap();
        let error = clock.run(&engine, execution.result()).await.unwrap_err();
        let ExecutionError::Failed { error, cause: Some(text) } = error else { panic!("{error:?}") };
        assert_eq!(error.as_deref(), Some(name));
        assert!(text.starts_with(&cause), "{text}");
    }
}

#[tokio::test]
async fn a_stopped_parent_stops_the_child_it_waits_for() {
    let (engine, _) = new().await;
    let unnamed = json!({"StateMachineArn": MACHINE, "Input": [Step::Wait(60)]});
    for (pattern, status) in [(".sync", Status::Aborted), ("", Status::Running)] {
        let mut steps = starts(pattern, unnamed.clone());
        steps.push(Step::Wait(60));
        let execution = engine.start(Script, format!("p{pattern}").as_str(), &steps).await.unwrap();
        engine.idle().await;
        execution.stop(None, None).await.unwrap();
        engine.idle().await;
        let all = engine.list(&ExecutionQuery::default()).await.unwrap().items;
        let child = all.iter().find(|summary| !summary.name.starts_with('p')).unwrap();
        assert_eq!(child.status, status);
    }
}

#[tokio::test]
async fn a_call_repeated_after_a_restart_finds_its_child() {
    for named in [true, false] {
        for seconds_before in [10, 100] {
            let (clock, store, desk) = (ManualClock::default(), MemoryStore::new(), Desk::default());
            let first = engine(store.clone(), &clock, &desk).await;
            let mut parameters = child(&[Step::Wait(60), task("ok")]);
            if !named {
                parameters.as_object_mut().unwrap().remove("Name");
            }
            first.start(Script, "p", &starts(".sync:2", parameters)).await.unwrap();
            first.idle().await;
            let begun = Instant::now();
            first.shutdown().await;
            assert!(begun.elapsed() < Duration::from_secs(5), "nobody waits for a child that cannot end");
            drop(first);
            let statuses = |engine: &Engine| {
                let engine = engine.clone();
                async move {
                    let all = engine.list(&ExecutionQuery::default()).await.unwrap().items;
                    all.into_iter().map(|summary| summary.status).collect::<Vec<_>>()
                }
            };
            clock.advance(Duration::from_secs(seconds_before));
            let second = engine(store, &clock, &desk).await;
            assert_eq!(statuses(&second).await, [Status::Running; 2], "the engine's end stops nobody");
            let parent = second.execution("script", "p").await.unwrap().unwrap();
            let output = clock.run(&second, parent.result_json()).await.unwrap();
            assert!(output.contains("SUCCEEDED"), "{output}");
            assert_eq!(statuses(&second).await, [Status::Succeeded; 2]);
            assert_eq!(desk.asked(), 1);
        }
    }
}

#[tokio::test]
async fn a_task_map_needs_no_handler_for_it() {
    let clock = ManualClock::default();
    let engine = Engine::builder().register(Script, TaskMap::new()).clock(clock.clone()).build().await.unwrap();
    let execution = engine.start(Script, "p", &starts(".sync:2", child(&[Step::Pass]))).await.unwrap();
    let output = clock.run(&engine, execution.result()).await.unwrap();
    assert_eq!(output[0]["Output"], json!(["pass"]));
    let execution = engine.start(Script, "q", &vec![task("ok")]).await.unwrap();
    let error = clock.run(&engine, execution.result()).await.unwrap_err();
    assert!(matches!(error, ExecutionError::Failed { error: Some(error), .. } if error == "Stepwright.NoHandler"));
}

#[tokio::test]
async fn only_tasks_that_others_may_end_have_a_token() {
    let (engine, clock) = new().await;
    let with_token = json!({"StateMachineArn": MACHINE, "Input": null, "Token": ""});
    let execution = engine.start(Script, "p", &starts(".sync:2", with_token.clone())).await.unwrap();
    // `{}` is no script.
    assert!(clock.run(&engine, execution.result()).await.is_err());
    let token = |events: &[stepwright::HistoryEvent]| {
        let parameters: Value = serde_json::from_str(events[2].detail("parameters").unwrap()).unwrap();
        parameters["Token"].clone()
    };
    let first = token(&execution.history().await.unwrap());
    assert_eq!(first.as_str().map(str::len), Some(64));
    let execution = engine.start(Script, "q", &starts("", with_token)).await.unwrap();
    assert!(clock.run(&engine, execution.result()).await.is_err());
    assert_eq!(token(&execution.history().await.unwrap()), Value::Null, "there is none without a pattern");
}

#[tokio::test]
async fn a_call_that_waits_for_a_child_leaves_its_place_to_others() {
    let (clock, desk) = (ManualClock::default(), Desk::default());
    let builder = Engine::builder().register(Script, desk.clone()).clock(clock.clone()).max_concurrency(1);
    let engine = builder.build().await.unwrap();
    let grandchild = json!({"StateMachineArn": MACHINE, "Input": [task("ok")]});
    let steps = starts(".sync", json!({"StateMachineArn": MACHINE, "Input": starts(".sync", grandchild)}));
    let branches = vec![steps, vec![task("ok")], vec![task("ok")]];
    let execution = engine.start(Script, "p", &vec![Step::Parallel(branches, NO_CARE)]).await.unwrap();
    let result = tokio::time::timeout(Duration::from_secs(20), clock.run(&engine, execution.result())).await;
    result.expect("the child's task finds a place").unwrap();
    assert_eq!(desk.asked(), 3);
}

/// A cause that holds the causes below it has them in ever more backslashes.
#[tokio::test]
async fn causes_of_causes_do_not_grow_without_end() {
    let (engine, clock) = new().await;
    let mut steps = vec![Step::Fail("Bad".into())];
    for _ in 0..24 {
        let parameters = json!({"StateMachineArn": MACHINE, "Input": steps});
        steps = vec![Step::Start(".sync".into(), parameters)];
    }
    let execution = engine.start(Script, "p", &steps).await.unwrap();
    let error = clock.run(&engine, execution.result()).await.unwrap_err();
    let ExecutionError::Failed { cause: Some(cause), .. } = error else { panic!("{error:?}") };
    assert_eq!(cause.chars().count(), 32_768);
}

#[tokio::test]
async fn nobody_waits_for_a_child_that_is_parked_when_the_engine_ends() {
    let (engine, clock) = new().await;
    // No script knows that variable: the turn panics.
    let steps = [Step::Wait(1), Step::Set("none".into(), json!(1))];
    engine.start(Script, "p", &starts(".sync", child(&steps))).await.unwrap();
    engine.idle().await;
    clock.advance(Duration::from_secs(1));
    engine.idle().await;
    let begun = engine.execution("script", "child").await.unwrap().unwrap();
    assert!(begun.describe().await.unwrap().parked.is_some());
    let begun = Instant::now();
    engine.shutdown().await;
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_express_child_ends_with_the_engine() {
    let held = Arc::new(());
    let in_handler = held.clone();
    let tasks = TaskMap::new().task("arn:task", move |_, _| {
        let held = in_handler.clone();
        async move {
            std::future::pending::<()>().await;
            drop(held);
            Ok(Value::Null)
        }
    });
    let engine = Engine::builder().register_express(Script, tasks).build().await.unwrap();
    let steps = starts("", json!({"StateMachineArn": MACHINE, "Input": [task("hang")]}));
    engine.run(Script, &steps).await.unwrap();
    engine.idle().await;
    assert_eq!(Arc::strong_count(&held), 3, "the child's handler works");
    engine.shutdown().await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert_eq!(Arc::strong_count(&held), 2);
}

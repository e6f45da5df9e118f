//! What goes wrong around an engine, and holds nothing up.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::{sync::Arc, time::Duration};

use common::{
    Cards, Charge, Order, Receipt, Spin, input,
    script::{Desk, Script, Step, map},
};
use serde_json::Value;
use stepwright::{
    Code, Cx, Dispatch, Effect, Engine, EngineError, ExecutionError, Failure, Flow, FlowMeta, ManualClock, StartError,
    StateIx, TaskContext, Turn, Unsupported, Wake, Work,
};

#[test]
fn a_runtime_without_time_is_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error = runtime.block_on(Engine::builder().register(Spin, ()).build()).unwrap_err();
    assert!(matches!(error, EngineError::NoTime), "{error}");
    assert!(error.to_string().contains("`enable_time()`"));
}

/// A workflow that asks for what cannot run.
struct Asking;

impl Flow for Asking {
    const META: &'static FlowMeta = &FlowMeta {
        name: "asking",
        unsupported: &[
            Unsupported { state: StateIx(0), feature: "activities" },
            Unsupported { state: StateIx(0), feature: "heartbeats" },
        ],
        definition: Spin::META.definition,
        fingerprint: Spin::META.fingerprint,
        timeout_seconds: None,
        states: Spin::META.states,
        tasks: &[],
    };
    type Input = ();
    type Output = ();
    type Code = Self;
    const STATES: &'static () = &();
}

impl Code for Asking {
    type States = ();
    type Input = ();
    type Frame = ();
    type Call = ();
    type Reply = ();
    type Document = ();
    type Fork = ();

    fn start((): &'static (), _: &mut Cx<'_>, (): ()) -> Turn<Self> {
        Turn::Done(())
    }

    fn effect((): &'static (), _: &mut Cx<'_>, (): &()) -> Result<Effect<Self>, Failure> {
        Ok(Effect::Yield)
    }

    fn child((): &'static (), _: &mut Cx<'_>, (): &(), (): &(), _: u32) -> Result<(), Failure> {
        Ok(())
    }

    fn resume((): &'static (), _: &mut Cx<'_>, (): (), _: Wake<()>) -> Turn<Self> {
        Turn::Done(())
    }
}

impl Dispatch<()> for Asking {
    fn dispatch(_: Arc<()>, _: TaskContext, _: u32, (): ()) -> Work<()> {
        Box::pin(async move { Ok(()) })
    }
}

#[tokio::test]
async fn a_workflow_that_cannot_run_is_refused_by_all_that_it_asks_for() {
    for builder in [Engine::builder().register(Asking, ()), Engine::builder().register_express(Asking, ())] {
        let error = builder.build().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "`asking` asks for what this version cannot run: activities (state `Spin`), heartbeats (state `Spin`)"
        );
    }
}

/// What a handler holds that goes up when it is dropped.
struct Bomb;

impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

struct Bombs;

impl Dispatch<Bombs> for Order {
    fn dispatch(_: Arc<Bombs>, _: TaskContext, _: u32, _: Charge) -> Work<Receipt> {
        Box::pin(async move {
            let bomb = Bomb;
            std::future::pending::<()>().await;
            drop(bomb);
            Err(Failure::runtime("never"))
        })
    }
}

#[tokio::test]
async fn a_handler_that_panics_as_it_is_dropped_holds_nothing_up() {
    let clock = ManualClock::default();
    let engine = Engine::builder().register(Order, Bombs).clock(clock.clone()).build().await.unwrap();
    let stopped = engine.start(Order, "stopped", &input("good")).await.unwrap();
    let late = engine.start(Order, "late", &input("good")).await.unwrap();
    engine.idle().await;
    stopped.stop(None, None).await.unwrap();
    assert!(matches!(stopped.result().await, Err(ExecutionError::Aborted { .. })));
    let error = clock.run(&engine, late.result()).await.unwrap_err();
    assert!(matches!(error, ExecutionError::Failed { error: Some(error), .. } if error == "States.Timeout"));
    engine.shutdown().await;
    assert_eq!(engine.in_memory(), 0);
}

#[test]
fn an_engine_whose_runtime_is_gone_can_be_shut_down() {
    let runtime = || tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let (cards, first, second) = (Cards::default(), runtime(), runtime());
    let (engine, execution) = first.block_on(async {
        let engine = Engine::builder().register(Order, cards.clone()).build().await.unwrap();
        let execution = engine.start(Order, "o-1", &input("hang")).await.unwrap();
        (engine, execution)
    });
    drop(first);
    second.block_on(async {
        assert!(matches!(engine.start(Order, "o-2", &input("good")).await, Err(StartError::ShuttingDown)));
        let shutdown = tokio::time::timeout(Duration::from_secs(20), engine.shutdown());
        shutdown.await.unwrap();
        assert!(matches!(execution.result().await, Err(ExecutionError::EngineStopped)));
    });
    assert_eq!(engine.in_memory(), 0);
}

#[tokio::test]
async fn an_execution_whose_first_step_panics_is_not_stored() {
    let engine = Engine::builder().register(Script, Desk::default()).build().await.unwrap();
    // No script knows that variable.
    let script = vec![map(1, 0, vec![Step::Set("none".into(), Value::Null)])];
    let error = engine.start(Script, "s", &script).await.unwrap_err();
    assert!(matches!(&error, StartError::Store(trouble) if trouble.to_string().contains("panicked")), "{error:?}");
    assert!(engine.execution("script", "s").await.unwrap().is_none());
    assert_eq!(engine.in_memory(), 0);
}

/// Lays an array around its input, forever.
struct Nest;

impl Flow for Nest {
    const META: &'static FlowMeta = &FlowMeta { name: "nest", ..*Spin::META };
    type Input = Value;
    type Output = Value;
    type Code = Self;
    const STATES: &'static () = &();
}

impl Code for Nest {
    type States = ();
    type Input = Value;
    type Frame = Value;
    type Call = ();
    type Reply = ();
    type Document = Value;
    type Fork = std::convert::Infallible;

    fn start((): &'static (), cx: &mut Cx<'_>, input: Value) -> Turn<Self> {
        Self::resume(&(), cx, input, Wake::Continue)
    }

    fn effect((): &'static (), _: &mut Cx<'_>, _: &Value) -> Result<Effect<Self>, Failure> {
        Ok(Effect::Yield)
    }

    fn child(
        (): &'static (),
        _: &mut Cx<'_>,
        _: &Value,
        fork: &std::convert::Infallible,
        _: u32,
    ) -> Result<Value, Failure> {
        match *fork {}
    }

    fn resume((): &'static (), cx: &mut Cx<'_>, mut frame: Value, _: Wake<()>) -> Turn<Self> {
        while !cx.spent() {
            cx.enter(StateIx(0), &frame);
            frame = Value::Array(vec![frame]);
            cx.exit(StateIx(0), &frame);
        }
        Turn::Parked(frame, Effect::Yield)
    }
}

impl Dispatch<()> for Nest {
    fn dispatch(_: Arc<()>, _: TaskContext, _: u32, (): ()) -> Work<()> {
        Box::pin(async move { Ok(()) })
    }
}

/// The stack has an end, and what takes it all takes the process with it.
#[tokio::test]
async fn data_that_nest_without_end_fail_the_execution() {
    let failed = |result: Result<Value, ExecutionError>| match result {
        Err(ExecutionError::Failed { error: Some(error), cause: Some(cause) }) => {
            assert_eq!(error, "States.Runtime");
            assert!(cause.contains("cannot be written as JSON: it is nested more than 127 deep"), "{cause}");
        }
        result => panic!("{result:?}"),
    };
    let engine = Engine::builder().register_express(Nest, ()).build().await.unwrap();
    failed(engine.run(Nest, &Value::Null).await);
    let engine = Engine::builder().register(Nest, ()).build().await.unwrap();
    let execution = engine.start(Nest, None, &Value::Null).await.unwrap();
    failed(execution.result().await);
}

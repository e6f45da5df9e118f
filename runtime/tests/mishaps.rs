//! What goes wrong around an engine, and holds nothing up.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::time::Duration;

use common::{Cards, Charge, Order, Receipt, Spin, input};
use stepwright::{Dispatch, Engine, EngineError, ExecutionError, Failure, ManualClock, StartError, TaskContext};

#[test]
fn a_runtime_without_time_is_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let error = runtime.block_on(Engine::builder().register(Spin, ()).build()).unwrap_err();
    assert!(matches!(error, EngineError::NoTime), "{error}");
    assert!(error.to_string().contains("`enable_time()`"));
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
    async fn dispatch(_: &Bombs, _: TaskContext, _: Charge) -> Result<Receipt, Failure> {
        let bomb = Bomb;
        std::future::pending::<()>().await;
        drop(bomb);
        Err(Failure::runtime("never"))
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

//! Runs the builds of a definition and compares them.

use proptest::{
    strategy::BoxedStrategy,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use serde::Serialize;
use serde_json::Value;
use stepwright::{Engine, EngineBuilder, ExecutionRef, ManualClock, MemoryStore};

use crate::{Answer, Handlers, Outcome, store::Limited};

type Register = fn(EngineBuilder, Handlers) -> EngineBuilder;

/// A definition's two builds, and what they are run with.
#[derive(Debug)]
pub struct Subject<I: Clone + std::fmt::Debug + 'static> {
    /// The workflow's name.
    pub name: &'static str,
    /// Registers the typed build.
    pub typed: Register,
    /// Registers the untyped build.
    pub untyped: Register,
    /// An argument of a resource as its type writes it.
    pub normal_argument: fn(&str, Value) -> Value,
    /// What tasks answer.
    pub answer: fn(&str, &Value, u64) -> Answer,
    /// Whether objects have their keys in the same order, too. A key that is written at another time on
    /// each of several ways to a state has one place among its neighbours in the typed build.
    pub in_order: bool,
    /// The inputs.
    pub inputs: BoxedStrategy<I>,
}

/// Runs both builds over inputs, and the typed one restarted after every commit.
///
/// # Panics
/// They do not agree.
#[allow(clippy::panic, reason = "it is an assertion")]
pub fn check<I: Clone + std::fmt::Debug + Serialize>(subject: &Subject<I>, cases: u32) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut statuses = std::collections::BTreeMap::<String, u32>::new();
    let counts = std::cell::RefCell::new(&mut statuses);
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&(subject.inputs.clone(), 0..1_000_000_u64), |(input, seed)| {
            let input = serde_json::to_string(&input).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let end = agree(subject, &input, seed).map_err(TestCaseError::fail)?;
            *counts.borrow_mut().entry(end).or_default() += 1;
            Ok(())
        });
    println!("{}: {statuses:?}", subject.name);
    if let Err(error) = outcome {
        panic!("{}: {error}", subject.name);
    }
}

/// How it ends, if all agree.
fn agree<I: Clone + std::fmt::Debug>(subject: &Subject<I>, input: &str, seed: u64) -> Result<String, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(text)?;
    runtime.block_on(async {
        let handlers = Handlers { seed, answer: subject.answer };
        let typed = uninterrupted(subject, subject.typed, &handlers, input).await?;
        let untyped = uninterrupted(subject, subject.untyped, &handlers, input).await?;
        same(subject.in_order, "typed", &typed, "untyped", &untyped)?;
        let restarted = restarted(subject, subject.typed, &handlers, input).await?;
        same(true, "uninterrupted", &typed, "restarted", &restarted)?;
        Ok(typed.error.map_or_else(|| typed.status.to_owned(), |error| format!("{} {error}", typed.status)))
    })
}

fn same(in_order: bool, one: &str, first: &Outcome, other: &str, second: &Outcome) -> Result<(), String> {
    let differ = |what: &str, first: &dyn std::fmt::Debug, second: &dyn std::fmt::Debug| {
        Err(format!("{what} differs\n  {one}: {first:?}\n  {other}: {second:?}"))
    };
    for (first, second) in first.history.iter().zip(&second.history) {
        let texts = (first.to_string(), second.to_string());
        if first != second || (in_order && texts.0 != texts.1) {
            return differ("the history", &texts.0, &texts.1);
        }
    }
    if first != second {
        return differ("the end", first, second);
    }
    Ok(())
}

async fn uninterrupted<I: Clone + std::fmt::Debug>(
    subject: &Subject<I>,
    register: Register,
    handlers: &Handlers,
    input: &str,
) -> Result<Outcome, String> {
    let clock = ManualClock::default();
    let engine = register(Engine::builder(), handlers.clone()).clock(clock.clone()).build().await.map_err(text)?;
    let execution = engine.start_json(subject.name, "e", input).await.map_err(text)?;
    _ = clock.run(&engine, execution.result_json()).await;
    outcome(subject, &execution).await
}

/// Every engine makes one commit; the next one reads it back and goes on.
async fn restarted<I: Clone + std::fmt::Debug>(
    subject: &Subject<I>,
    register: Register,
    handlers: &Handlers,
    input: &str,
) -> Result<Outcome, String> {
    let (clock, store) = (ManualClock::default(), MemoryStore::new());
    let mut begun = false;
    for _ in 0..1_000 {
        let limited = Limited::new(&store, 1);
        let builder = register(Engine::builder(), handlers.clone()).clock(clock.clone()).store(limited.store());
        let engine = builder.build().await.map_err(text)?;
        let execution = if begun {
            let found = engine.execution(subject.name, "e").await.map_err(text)?;
            found.ok_or("the execution is gone after a restart")?
        } else {
            engine.start_json(subject.name, "e", input).await.map_err(text)?
        };
        begun = true;
        let ended = clock
            .run(&engine, async {
                tokio::select! {
                    _ = execution.result_json() => true,
                    () = limited.is_full() => false,
                }
            })
            .await;
        if ended {
            return outcome(subject, &execution).await;
        }
    }
    Err("it does not end within 1000 restarts".to_owned())
}

async fn outcome<I: Clone + std::fmt::Debug>(
    subject: &Subject<I>,
    execution: &ExecutionRef,
) -> Result<Outcome, String> {
    let description = execution.describe().await.map_err(text)?;
    let history = execution.history().await.map_err(text)?;
    Ok(Outcome::new(&description, &history, subject.normal_argument))
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

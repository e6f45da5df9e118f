//! Runs the builds of a definition and compares them.

use proptest::{
    strategy::BoxedStrategy,
    test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use serde::Serialize;
use serde_json::Value;
use stepwright::{EngineBuilder, MemoryStore};

use crate::{
    Answer, Handlers, Outcome,
    folder::Folder,
    handlers::Pace,
    runs::{Place, Run, text},
    store::Cut,
};

/// How many of the cases are run on files, too.
const ON_FILES: u32 = 2;

pub(crate) type Register = fn(EngineBuilder, Handlers) -> EngineBuilder;

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
    /// How long they take for it.
    pub pace: Pace,
    /// Whether every event has the same moment after restarts. A task's time-out begins anew then.
    pub keeps_time: bool,
    /// Whether objects have their keys in the same order, too. A key that is written at another time on
    /// each of several ways to a state has one place among its neighbours in the typed build.
    pub in_order: bool,
    /// The inputs.
    pub inputs: BoxedStrategy<I>,
}

/// Runs both builds over inputs, and each restarted after every commit.
///
/// # Panics
/// They do not agree.
#[allow(clippy::panic, reason = "it is an assertion")]
pub fn check<I: Clone + std::fmt::Debug + Serialize>(subject: &Subject<I>, cases: u32) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let (ends, count) = (std::cell::RefCell::new(std::collections::BTreeMap::new()), std::cell::Cell::new(0));
    let outcome =
        TestRunner::new_with_rng(config, rng).run(&(subject.inputs.clone(), 0..1_000_000_u64), |(input, seed)| {
            let input = serde_json::to_string(&input).map_err(|error| TestCaseError::fail(error.to_string()))?;
            let on_file = count.replace(count.get() + 1) < ON_FILES;
            let end = agree(subject, &input, seed, on_file).map_err(TestCaseError::fail)?;
            *ends.borrow_mut().entry(end).or_insert(0_u32) += 1;
            Ok(())
        });
    println!("{}: {:?}", subject.name, ends.borrow());
    if let Err(error) = outcome {
        panic!("{}: {error}", subject.name);
    }
}

/// How it ends, if all agree.
fn agree<I: Clone + std::fmt::Debug>(
    subject: &Subject<I>,
    input: &str,
    seed: u64,
    on_file: bool,
) -> Result<String, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(text)?;
    runtime.block_on(async {
        let run = |register| Run { subject, register, handlers: Handlers::new(seed, subject), input };
        let typed = run(subject.typed).uninterrupted().await?;
        let untyped = run(subject.untyped).uninterrupted().await?;
        same(subject.in_order, ("typed", &typed), ("untyped", &untyped))?;
        for (build, register, uninterrupted) in
            [("typed", subject.typed, &typed), ("untyped", subject.untyped, &untyped)]
        {
            for cut in [Cut::BeforeTheNext, Cut::Unheard] {
                let restarted = run(register).restarted(&Place::Memory(MemoryStore::new(), cut)).await?;
                let name = format!("{build}, restarted ({cut:?})");
                same(true, (build, uninterrupted), (&name, &restarted))?;
            }
        }
        if on_file {
            let folder = Folder::new().map_err(text)?;
            let restarted = run(subject.typed).restarted(&Place::File(folder.path().join("store.db"))).await?;
            same(true, ("typed", &typed), ("typed, restarted on a file", &restarted))?;
        }
        Ok(typed.error.map_or_else(|| typed.status.to_owned(), |error| format!("{} {error}", typed.status)))
    })
}

fn same(in_order: bool, (one, first): (&str, &Outcome), (other, second): (&str, &Outcome)) -> Result<(), String> {
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

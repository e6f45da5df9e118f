//! What stands in a store after a run, and what would stand there had nothing happened.

use std::{
    collections::BTreeMap,
    error::Error,
    mem,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use stepwright::{Engine, ExecutionQuery, HistoryEvent, ManualClock, MemoryStore, Status, Store};

use crate::{
    job::Job,
    ledger::{Call, Entry, Outcome, Scribe},
    workflows::{Hands, register},
};

/// How long an uninterrupted execution may take, its waits left out.
const PATIENCE: Duration = Duration::from_secs(30);

/// An execution as a store has it.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its workflow.
    pub workflow: String,
    /// Its input.
    pub input: String,
    /// Where it stands.
    pub status: Status,
    /// How it ended, if it has.
    pub outcome: Option<Outcome>,
    /// Its history.
    pub history: Vec<HistoryEvent>,
}

/// All executions of a store.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// By their names.
    pub executions: BTreeMap<String, Kept>,
    /// The names that are there more than once.
    pub doubles: Vec<String>,
    /// What is not over: executions that an engine would go on with.
    pub open: u64,
}

/// A job as an engine that nothing interrupts does it.
#[derive(Clone, Debug)]
pub struct Model {
    /// What is kept of it.
    pub kept: Kept,
    /// The calls of its tasks, in their order.
    pub calls: Vec<Call>,
}

/// Reads a store that no engine uses.
///
/// # Errors
/// It cannot be read.
pub async fn read(store: impl Store) -> Result<Shelf, Box<dyn Error>> {
    // An engine that knows no workflow leaves everything as it is.
    let engine = Engine::builder().store(store).build().await?;
    let recovery = engine.recovery();
    let open = recovery.parked.iter().map(|parked| parked.executions).sum();
    let mut shelf = Shelf { open, ..Shelf::default() };
    let mut query = ExecutionQuery { max_results: Some(1_000), ..ExecutionQuery::default() };
    loop {
        let page = engine.list(&query).await?;
        for summary in page.items {
            let kept = kept(&engine, &summary.workflow, &summary.name).await?;
            if shelf.executions.insert(summary.name.clone(), kept).is_some() {
                shelf.doubles.push(summary.name);
            }
        }
        query.next_token = page.next_token;
        if query.next_token.is_none() {
            break;
        }
    }
    engine.shutdown().await;
    Ok(shelf)
}

async fn kept(engine: &Engine, workflow: &str, name: &str) -> Result<Kept, Box<dyn Error>> {
    let execution = engine.execution(workflow, name).await?.ok_or("a listed execution is not there")?;
    let about = execution.describe().await?;
    let outcome = match about.status {
        Status::Running => None,
        Status::Succeeded => Some(Outcome::Succeeded(about.output.unwrap_or_default())),
        _ => Some(Outcome::Failed(about.error, about.cause)),
    };
    let history = execution.history().await?;
    Ok(Kept { workflow: about.workflow, input: about.input, status: about.status, outcome, history })
}

/// Runs jobs one after another in memory, on a clock that moves only while they wait.
///
/// # Errors
/// The engine refused something.
pub async fn model(jobs: impl Iterator<Item = &Job>) -> Result<BTreeMap<String, Model>, Box<dyn Error>> {
    let (clock, ledger) = (ManualClock::default(), Arc::new(Mutex::new(Vec::new())));
    let hands = Hands::new(Scribe::memory(ledger.clone()), Duration::ZERO);
    let builder = register(Engine::builder(), &hands).clock(clock.clone()).store(MemoryStore::new());
    let engine = builder.build().await?;
    let mut models = BTreeMap::new();
    for job in jobs {
        let execution = engine.start_json(job.workflow, job.name.as_str(), &job.input).await?;
        let ended = tokio::time::timeout(PATIENCE, clock.run(&engine, execution.result_json())).await;
        // Failing is a way to end, hanging is none.
        _ = ended.map_err(|_| format!("uninterrupted and in memory, {} does not end", job.name))?;
        let kept = kept(&engine, job.workflow, &job.name).await?;
        let entries = mem::take(&mut *ledger.lock().unwrap_or_else(PoisonError::into_inner));
        let called = |entry| if let Entry::Called(call) = entry { Some(call) } else { None };
        models.insert(job.name.clone(), Model { kept, calls: entries.into_iter().filter_map(called).collect() });
    }
    Ok(models)
}

//! How an engine is put together.

use std::{
    collections::HashMap,
    fmt,
    panic::catch_unwind,
    sync::{Arc, Mutex, atomic::AtomicU64},
    time::Duration,
};

use tokio::sync::{Semaphore, watch};

use super::{
    Alive, Engine,
    activity::Activity,
    error::EngineError,
    machine::{Machine, Typed},
    recovery::{self, Recovery},
    registry::Registry,
    shared::{Phase, Registered, Shared},
    timer::{self, Timer},
    writer::Writer,
};
use crate::{Clock, Dispatch, FlowMeta, HistoryLevel, MemoryStore, StateIx, Store, SystemClock, arn, cx::Settings};

/// Puts an engine together.
#[must_use]
pub struct EngineBuilder {
    settings: Settings,
    clock: Arc<dyn Clock>,
    store: Arc<dyn Store>,
    workflows: Vec<Registered>,
    max_concurrency: Option<usize>,
    grace: Duration,
}

impl Default for EngineBuilder {
    fn default() -> Self {
        Self {
            settings: Settings::default(),
            clock: Arc::new(SystemClock),
            store: Arc::new(MemoryStore::new()),
            workflows: Vec::new(),
            max_concurrency: None,
            grace: Duration::from_secs(10),
        }
    }
}

impl EngineBuilder {
    /// Registers a workflow and the handlers of its tasks as a standard one: its executions are durable.
    pub fn register<F: Dispatch<H>, H: Send + Sync + 'static>(self, flow: F, handlers: H) -> Self {
        let _ = flow;
        self.add(Arc::new(Typed::<F::Code, H>::new::<F>(handlers)), false)
    }

    /// Registers a workflow and the handlers of its tasks as an express one: its executions live in
    /// memory only.
    pub fn register_express<F: Dispatch<H>, H: Send + Sync + 'static>(self, flow: F, handlers: H) -> Self {
        let _ = flow;
        self.add(Arc::new(Typed::<F::Code, H>::new::<F>(handlers)), true)
    }

    fn add(mut self, machine: Arc<dyn Machine>, express: bool) -> Self {
        self.workflows.push(Registered { machine, express });
        self
    }

    /// Where standard executions are kept: in memory unless said otherwise.
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Arc::new(store);
        self
    }

    /// Where the engine has its time from: the machine's own clock unless said otherwise.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// How much of the histories of standard executions is kept: all unless said otherwise.
    pub fn history(mut self, level: HistoryLevel) -> Self {
        self.settings.history = level;
        self
    }

    /// How many events a history may have: 25,000 unless said otherwise, as on the service, and
    /// 16,777,215 at most. An execution that reaches it fails with its last event.
    pub fn history_limit(mut self, events: u64) -> Self {
        self.settings.history_limit = events.max(2);
        self
    }

    /// How many handlers work at the same time: any number unless said otherwise. A task's time-out runs
    /// from the moment at which its handler is called. A task that waits for a workflow that it started is
    /// not counted.
    pub fn max_concurrency(mut self, calls: usize) -> Self {
        self.max_concurrency = Some(calls.clamp(1, Semaphore::MAX_PERMITS));
        self
    }

    /// The account in ARNs.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.settings.account = account.into();
        self
    }

    /// The region in ARNs.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = region.into();
        self
    }

    /// The role that executions say they run under.
    pub fn role_arn(mut self, role_arn: impl Into<String>) -> Self {
        self.settings.role_arn = role_arn.into();
        self
    }

    /// How long [`Engine::shutdown`] waits for handlers that work: 10 seconds unless said otherwise.
    pub fn shutdown_grace(mut self, grace: Duration) -> Self {
        self.grace = grace;
        self
    }

    /// Builds the engine, inside a tokio runtime with the time driver. Every open execution in the store
    /// goes on where it stood; [`Engine::recovery`] says how many.
    ///
    /// # Errors
    /// There is no such runtime, the workflows' names are not valid, one asks for what this version cannot
    /// run, or the store cannot be used.
    pub async fn build(self) -> Result<Engine, EngineError> {
        let runtime = tokio::runtime::Handle::try_current().map_err(|_| EngineError::NoRuntime)?;
        // Tokio has no other way to tell, and a wait that nobody wakes would be worse.
        catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| EngineError::NoTime)?;
        let mut machines = HashMap::new();
        for registered in self.workflows {
            let meta = registered.machine.meta();
            let name = meta.name;
            if !meta.unsupported.is_empty() {
                return Err(unsupported(meta));
            }
            if !arn::is_name(name) {
                return Err(EngineError::InvalidName(name.to_owned()));
            }
            if machines.insert(name, registered).is_some() {
                return Err(EngineError::DuplicateWorkflow(name.to_owned()));
            }
        }
        let shared = Arc::new(Shared {
            settings: Arc::new(self.settings),
            clock: self.clock,
            writer: Writer::new(self.store.clone())?,
            store: self.store,
            machines,
            registry: Registry::default(),
            timer: Timer::default(),
            activity: Arc::new(Activity::default()),
            phase: watch::Sender::new(Phase::Running),
            runtime,
            calls: self.max_concurrency.map(|calls| Arc::new(Semaphore::new(calls))),
            recovery: Mutex::new(Recovery::default()),
            next_execution: AtomicU64::new(1),
            trouble: Mutex::new(None),
        });
        let next = shared.read(|store| store.next_execution()).await?;
        shared.next_execution.store(next.number(), std::sync::atomic::Ordering::Relaxed);
        let engine = Engine { alive: Arc::new(Alive(shared.clone())), shared, grace: self.grace };
        recovery::recover(&engine.shared).await?;
        timer::start(&engine.shared);
        Ok(engine)
    }
}

fn unsupported(meta: &FlowMeta) -> EngineError {
    let name = |state: StateIx| {
        let index = usize::try_from(state.0).ok();
        index.and_then(|index| meta.states.get(index)).map_or_else(String::new, |state| state.name.to_owned())
    };
    let features = meta.unsupported.iter().map(|unsupported| (name(unsupported.state), unsupported.feature)).collect();
    EngineError::Unsupported { workflow: meta.name.to_owned(), features }
}

impl fmt::Debug for EngineBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.workflows.iter().map(|workflow| workflow.machine.meta().name).collect();
        f.debug_struct("EngineBuilder").field("workflows", &names).finish_non_exhaustive()
    }
}

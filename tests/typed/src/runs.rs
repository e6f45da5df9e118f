//! One execution of one build: uninterrupted, or on an engine that is started anew after every commit.

use std::{path::PathBuf, time::Duration};

use stepwright::{
    Engine, EngineBuilder, ExecutionError, ExecutionRef, ManualClock, MemoryStore, StartError, store::SqliteStore,
};

use crate::{
    Handlers, Outcome, Subject,
    check::Register,
    store::{Cut, Limit},
};

/// How many engines an execution may need.
const ENGINES: usize = 2_000;

/// What is run.
pub(crate) struct Run<'a, I: Clone + std::fmt::Debug + 'static> {
    pub(crate) subject: &'a Subject<I>,
    pub(crate) register: Register,
    pub(crate) handlers: Handlers,
    pub(crate) input: &'a str,
}

/// Where the commits go.
pub(crate) enum Place {
    Memory(MemoryStore, Cut),
    File(PathBuf),
}

impl<I: Clone + std::fmt::Debug> Run<'_, I> {
    /// One engine from the start to the end.
    pub(crate) async fn uninterrupted(&self) -> Result<Outcome, String> {
        let clock = ManualClock::default();
        let engine = self.builder(&clock).build().await.map_err(text)?;
        let execution = self.start(&engine).await.map_err(text)?;
        ended(clock.run(&engine, execution.result_json()).await)?;
        self.outcome(&execution).await
    }

    /// Every engine makes one commit; the next one reads it back and goes on.
    pub(crate) async fn restarted(&self, place: &Place) -> Result<Outcome, String> {
        let clock = ManualClock::default();
        let mut begun = false;
        for _ in 0..ENGINES {
            let limit = Limit::new(1);
            let builder = match place {
                Place::Memory(store, Cut::BeforeTheNext) => self.builder(&clock).store(limit.on(store.clone())),
                Place::Memory(store, Cut::Unheard) => self.builder(&clock).store(limit.unheard_on(store.clone())),
                Place::File(path) => self.builder(&clock).store(limit.on(SqliteStore::open(path).map_err(text)?)),
            };
            let engine = builder.build().await.map_err(text)?;
            let execution = match engine.execution(self.subject.name, "e").await.map_err(text)? {
                Some(execution) => execution,
                None if begun => return Err("the execution is gone after a restart".to_owned()),
                None => {
                    begun = true;
                    match self.start(&engine).await {
                        Ok(execution) => execution,
                        Err(_) if matches!(place, Place::Memory(_, Cut::Unheard)) => {
                            engine.shutdown().await;
                            continue;
                        }
                        Err(error) => return Err(error.to_string()),
                    }
                }
            };
            let ended = clock
                .run(&engine, async {
                    tokio::select! {
                        result = execution.result_json() => Some(ended(result)),
                        () = limit.is_reached() => None,
                    }
                })
                .await;
            let outcome = match ended {
                Some(Ok(())) => Some(self.outcome(&execution).await),
                Some(Err(error)) => Some(Err(error)),
                None => None,
            };
            drop(execution);
            engine.shutdown().await;
            if let Some(outcome) = outcome {
                return outcome;
            }
        }
        Err(format!("it does not end within {ENGINES} restarts"))
    }

    /// Every run draws the same random numbers: an execution's seed is drawn where it is started.
    async fn start(&self, engine: &Engine) -> Result<ExecutionRef, StartError> {
        fastrand::seed(self.handlers.seed);
        engine.start_json(self.subject.name, "e", self.input).await
    }

    fn builder(&self, clock: &ManualClock) -> EngineBuilder {
        (self.register)(Engine::builder(), self.handlers.clone()).clock(clock.clone()).shutdown_grace(Duration::ZERO)
    }

    async fn outcome(&self, execution: &ExecutionRef) -> Result<Outcome, String> {
        let description = execution.describe().await.map_err(text)?;
        let history = execution.history().await.map_err(text)?;
        Ok(Outcome::new(&description, &history, self.subject))
    }
}

/// Whether the execution has come to an end of its own.
fn ended(result: Result<String, ExecutionError>) -> Result<(), String> {
    match result {
        Ok(_) | Err(ExecutionError::Failed { .. } | ExecutionError::TimedOut) => Ok(()),
        Err(error) => Err(format!("it does not go on: {error}")),
    }
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
pub(crate) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

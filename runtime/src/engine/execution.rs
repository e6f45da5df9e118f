//! Handles of executions.

use std::{fmt, marker::PhantomData, ops::Deref, sync::Arc};

use jiff::Timestamp;

use super::{
    error::{ExecutionError, QueryError, StopError},
    read::{Description, HistoryQuery},
    shared::{Phase, Shared},
    stop,
};
use crate::{
    Flow, HistoryEvent,
    store::{Closing, ExecutionKey, Status},
};

/// An execution of a standard workflow, whatever its type. Clones are about the same one; dropping it
/// changes nothing.
#[derive(Clone)]
pub struct ExecutionRef {
    shared: Arc<Shared>,
    key: ExecutionKey,
    id: Arc<str>,
    name: String,
    started_at: Timestamp,
}

impl ExecutionRef {
    pub(crate) fn new(
        shared: Arc<Shared>,
        key: ExecutionKey,
        id: Arc<str>,
        name: String,
        started_at: Timestamp,
    ) -> Self {
        Self { shared, key, id, name, started_at }
    }

    /// Its ARN.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn key(&self) -> ExecutionKey {
        self.key
    }

    pub(super) fn arc_id(&self) -> Arc<str> {
        self.id.clone()
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// When it began.
    #[must_use]
    pub fn started_at(&self) -> Timestamp {
        self.started_at
    }

    /// Waits for its end; its output as JSON text.
    ///
    /// # Errors
    /// It ended otherwise, does not go on in this program, or nobody can say.
    pub async fn result_json(&self) -> Result<String, ExecutionError> {
        output(&*self.ended().await?)
    }

    /// Where it stands.
    ///
    /// # Errors
    /// The store failed.
    pub async fn describe(&self) -> Result<Description, QueryError> {
        super::read::describe(&self.shared, self.key, &self.id).await
    }

    /// Stops it: it ends as `ABORTED`, if it has not ended. When it ended.
    ///
    /// # Errors
    /// It was not stopped.
    pub async fn stop(&self, error: Option<&str>, cause: Option<&str>) -> Result<Timestamp, StopError> {
        stop::stop(&self.shared, self.key, &self.id, error, cause).await
    }

    /// Its whole history so far.
    ///
    /// # Errors
    /// The store failed.
    pub async fn history(&self) -> Result<Vec<HistoryEvent>, QueryError> {
        let mut events = Vec::new();
        let mut query = HistoryQuery { max_results: Some(1_000), ..HistoryQuery::default() };
        loop {
            let mut page = super::read::history(&self.shared, self.key, &query).await?;
            events.append(&mut page.items);
            let Some(token) = page.next_token else { return Ok(events) };
            query.next_token = Some(token);
        }
    }

    async fn ended(&self) -> Result<Arc<Closing>, ExecutionError> {
        let (shared, key) = (&self.shared, self.key);
        loop {
            let (waiter, in_memory) = shared.registry.wait(key);
            if !in_memory {
                let record = shared.read(move |store| store.execution(key)).await.map_err(ExecutionError::Store)?;
                let known = record.and_then(|record| match record.closing {
                    Some(closing) => Some(Ok(Arc::new(closing))),
                    None => shared.parked(key, &record.start).map(|reason| Err(ExecutionError::Parked { reason })),
                });
                if let Some(known) = known {
                    drop(waiter);
                    shared.registry.tidy(key);
                    return known;
                }
            }
            tokio::select! {
                biased;
                closing = waiter => if let Ok(closing) = closing {
                    return Ok(closing);
                },
                () = shared.reaches(Phase::Stopped) => return Err(ExecutionError::EngineStopped),
            }
            // Whoever had it has let it go without an end: the store knows why.
            if shared.is(Phase::Draining) {
                return Err(ExecutionError::EngineStopped);
            }
        }
    }
}

impl fmt::Debug for ExecutionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExecutionRef").field("id", &self.id).finish_non_exhaustive()
    }
}

/// An execution of the workflow `F`.
pub struct Execution<F> {
    inner: ExecutionRef,
    flow: PhantomData<fn() -> F>,
}

impl<F: Flow> Execution<F> {
    pub(crate) fn new(inner: ExecutionRef) -> Self {
        Self { inner, flow: PhantomData }
    }

    /// Waits for its end; its output.
    ///
    /// # Errors
    /// It ended otherwise, does not go on in this program, or nobody can say.
    pub async fn result(&self) -> Result<F::Output, ExecutionError> {
        read_output(&self.inner.result_json().await?)
    }
}

pub(super) fn read_output<O: serde::de::DeserializeOwned>(output: &str) -> Result<O, ExecutionError> {
    serde_json::from_str(output).map_err(|error| ExecutionError::InvalidOutput(error.to_string()))
}

impl<F> Clone for Execution<F> {
    fn clone(&self) -> Self {
        Self { inner: self.inner.clone(), flow: PhantomData }
    }
}

impl<F> Deref for Execution<F> {
    type Target = ExecutionRef;

    fn deref(&self) -> &ExecutionRef {
        &self.inner
    }
}

impl<F> fmt::Debug for Execution<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Execution").field("id", &self.inner.id).finish_non_exhaustive()
    }
}

fn output(closing: &Closing) -> Result<String, ExecutionError> {
    let (error, cause) = (closing.error.clone(), closing.cause.clone());
    match closing.status {
        Status::Succeeded => Ok(closing.output.clone().unwrap_or_default()),
        Status::TimedOut => Err(ExecutionError::TimedOut),
        Status::Aborted => Err(ExecutionError::Aborted { error, cause }),
        Status::Failed | Status::Running => Err(ExecutionError::Failed { error, cause }),
    }
}

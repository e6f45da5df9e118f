//! What can be asked about executions.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    Execution, ExecutionRef,
    error::{QueryError, StopError},
    shared::Shared,
};
use crate::{
    Engine, Flow, HistoryEvent, arn,
    history::decode,
    store::{ExecutionKey, ExecutionRecord, ExecutionSummary, ListQuery, Order, Status, StoreError, StoreErrorKind},
};

/// The service's page sizes.
const DEFAULT_PAGE: usize = 100;
const LARGEST_PAGE: usize = 1_000;

/// How many chunks of a history are read at a time, at most.
const CHUNKS: usize = 32;

/// Where an execution stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// Its ARN.
    pub id: String,
    /// The name its workflow is registered under.
    pub workflow: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub status: Status,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended, if it has.
    pub stopped_at: Option<Timestamp>,
    /// Its input, as JSON text.
    pub input: String,
    /// Its output, as JSON text, if it succeeded.
    pub output: Option<String>,
    /// The error's name, if it failed or was stopped with one.
    pub error: Option<String>,
    /// The error's cause, if it failed or was stopped with one.
    pub cause: Option<String>,
    /// The fingerprint of the definition that it is pinned to.
    pub fingerprint: String,
    /// Why it does not go on though it is open, if so.
    pub parked: Option<String>,
}

/// Which executions to list.
#[derive(Clone, Debug, Default)]
pub struct ExecutionQuery {
    /// Only those of this workflow.
    pub workflow: Option<String>,
    /// Only those that stand there.
    pub status: Option<Status>,
    /// How many at most: 100 unless said otherwise, 1000 at most.
    pub max_results: Option<usize>,
    /// Where the page before ended.
    pub next_token: Option<String>,
}

/// Which part of a history to read.
#[derive(Clone, Debug, Default)]
pub struct HistoryQuery {
    /// The newest event first.
    pub reverse: bool,
    /// How many at most: 100 unless said otherwise, 1000 at most.
    pub max_results: Option<usize>,
    /// Where the page before ended.
    pub next_token: Option<String>,
}

/// One page of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// What it holds.
    pub items: Vec<T>,
    /// Where the next page begins, if there is more.
    pub next_token: Option<String>,
}

impl Engine {
    /// A handle of the execution that has this name in this workflow, if there is one.
    ///
    /// # Errors
    /// The store failed.
    pub async fn execution(&self, workflow: &str, name: &str) -> Result<Option<ExecutionRef>, QueryError> {
        Ok(find(&self.shared, workflow, name).await?)
    }

    /// The execution of a workflow that has this name, if there is one: what a program asks for that
    /// started it in an earlier life.
    ///
    /// # Errors
    /// The store failed.
    pub async fn find<F: Flow>(&self, flow: F, name: &str) -> Result<Option<Execution<F>>, QueryError> {
        let _ = flow;
        Ok(self.execution(F::META.name, name).await?.map(Execution::new))
    }

    /// A handle of the execution with this ARN.
    ///
    /// # Errors
    /// There is none, or the store failed.
    pub async fn execution_by_id(&self, id: &str) -> Result<ExecutionRef, QueryError> {
        let found = match arn::parse_execution(id) {
            Some((workflow, name)) => self.execution(workflow, name).await?,
            None => None,
        };
        found.filter(|found| found.id() == id).ok_or_else(|| QueryError::NotFound(id.to_owned()))
    }

    /// Where the execution with this ARN stands.
    ///
    /// # Errors
    /// There is none, or the store failed.
    pub async fn describe(&self, id: &str) -> Result<Description, QueryError> {
        self.execution_by_id(id).await?.describe().await
    }

    /// Stops the execution with this ARN: it ends as `ABORTED`, if it has not ended. When it ended.
    ///
    /// # Errors
    /// There is none, or it was not stopped.
    pub async fn stop(&self, id: &str, error: Option<&str>, cause: Option<&str>) -> Result<Timestamp, StopError> {
        match self.execution_by_id(id).await {
            Ok(execution) => execution.stop(error, cause).await,
            Err(QueryError::Store(error)) => Err(StopError::Store(error)),
            Err(_) => Err(StopError::NotFound(id.to_owned())),
        }
    }

    /// A page of the history of the execution with this ARN.
    ///
    /// # Errors
    /// There is none, or the query is not valid, or the store failed.
    pub async fn history(&self, id: &str, query: &HistoryQuery) -> Result<Page<HistoryEvent>, QueryError> {
        let key = self.execution_by_id(id).await?.key();
        history(&self.shared, key, query).await
    }

    /// A page of executions, the latest first.
    ///
    /// # Errors
    /// The query is not valid, or the store failed.
    pub async fn list(&self, query: &ExecutionQuery) -> Result<Page<ExecutionSummary>, QueryError> {
        let limit = page_size(query.max_results)?;
        let before = match &query.next_token {
            Some(token) => Some(token.parse().ok().and_then(ExecutionKey::new).ok_or_else(|| bad_token(token))?),
            None => None,
        };
        let (workflow, status) = (query.workflow.clone(), query.status);
        let ask = ListQuery { workflow, status, before, limit: limit + 1 };
        let mut items = self.shared.read(move |store| store.list(&ask)).await?;
        let more = items.len() > limit;
        items.truncate(limit);
        let next_token = items.last().filter(|_| more).map(|last| last.key.number().to_string());
        Ok(Page { items, next_token })
    }
}

pub(super) async fn find(shared: &Arc<Shared>, workflow: &str, name: &str) -> Result<Option<ExecutionRef>, StoreError> {
    let (workflow, name) = (workflow.to_owned(), name.to_owned());
    let record = shared.read(move |store| store.find(&workflow, &name)).await?;
    Ok(record.map(|record| {
        let id = arn::execution(&shared.settings, &record.start.workflow, &record.start.name);
        let (name, started_at) = (record.start.name, record.start.started_at);
        ExecutionRef::new(shared.clone(), record.key, id.into(), name, started_at)
    }))
}

pub(super) async fn describe(shared: &Arc<Shared>, key: ExecutionKey, id: &str) -> Result<Description, QueryError> {
    let record = shared.read(move |store| store.execution(key)).await?;
    let record = record.ok_or_else(|| QueryError::NotFound(id.to_owned()))?;
    Ok(description(shared, record, id))
}

fn description(shared: &Shared, record: ExecutionRecord, id: &str) -> Description {
    let status = record.status();
    let ExecutionRecord { key, start, closing } = record;
    let parked = if status == Status::Running { shared.parked(key, &start) } else { None };
    let stopped_at = closing.as_ref().map(|closing| closing.stopped_at);
    let (output, error, cause) =
        closing.map_or((None, None, None), |closing| (closing.output, closing.error, closing.cause));
    Description {
        id: id.to_owned(),
        workflow: start.workflow,
        name: start.name,
        status,
        started_at: start.started_at,
        stopped_at,
        input: start.input,
        output,
        error,
        cause,
        fingerprint: start.fingerprint,
        parked,
    }
}

pub(super) async fn history(
    shared: &Arc<Shared>,
    key: ExecutionKey,
    query: &HistoryQuery,
) -> Result<Page<HistoryEvent>, QueryError> {
    let limit = page_size(query.max_results)?;
    let (order, mut from) = if query.reverse { (Order::Backward, u32::MAX) } else { (Order::Forward, 1) };
    if let Some(token) = &query.next_token {
        from = token.parse().map_err(|_| bad_token(token))?;
    }
    let mut items = Vec::new();
    // One more than fits says where the next page begins.
    while items.len() <= limit {
        // A chunk has an event at least, but the first may have none on this side of `from`.
        let wanted = (limit + 2 - items.len()).min(CHUNKS);
        let chunks = shared.read(move |store| store.history(key, from, order, wanted)).await?;
        let before = items.len();
        for chunk in chunks {
            if items.len() > limit {
                break;
            }
            let mut events = decode(u64::from(chunk.first_event), &chunk.events).ok_or_else(|| damaged(key))?;
            if query.reverse {
                events.reverse();
            }
            let wanted = |event: &HistoryEvent| match order {
                Order::Forward => event.id >= u64::from(from),
                Order::Backward => event.id <= u64::from(from),
            };
            items.extend(events.into_iter().filter(wanted));
        }
        let Some(last) = items.last().filter(|_| items.len() > before) else { break };
        let id = u32::try_from(last.id).unwrap_or(u32::MAX);
        let next = if query.reverse { id.checked_sub(1) } else { id.checked_add(1) };
        match next {
            Some(next) => from = next,
            None => break,
        }
    }
    let next_token = items.get(limit).map(|event| event.id.to_string());
    items.truncate(limit);
    Ok(Page { items, next_token })
}

fn damaged(key: ExecutionKey) -> StoreError {
    let text = format!("the history of execution {} does not decode", key.number());
    StoreError::new(StoreErrorKind::Corrupt, text)
}

fn bad_token(token: &str) -> QueryError {
    QueryError::InvalidToken(token.to_owned())
}

fn page_size(asked: Option<usize>) -> Result<usize, QueryError> {
    match asked {
        None | Some(0) => Ok(DEFAULT_PAGE),
        Some(size) if size > LARGEST_PAGE => Err(QueryError::PageTooLarge(size)),
        Some(size) => Ok(size),
    }
}

//! Begins executions, once for every name.

use std::sync::Arc;

use tokio::sync::oneshot;

use super::{
    Execution, ExecutionRef,
    driver::{Beginning, Driver},
    error::StartError,
    shared::{Phase, Shared},
    tree::Tree,
};
use crate::{
    Engine, Flow, arn,
    cx::{Info, Log, MAX_DOCUMENT, World},
    json,
    store::{ExecutionRecord, NewExecution, Outcome, StoreError, StoreErrorKind},
};

impl Engine {
    /// Starts an execution of a registered standard workflow. Without a name it gets one of its own.
    ///
    /// Once this returns, the execution is in the store. A name is used once: to start it again with the
    /// same input while it runs gives the same execution.
    ///
    /// # Errors
    /// It was not started; nothing is stored.
    pub async fn start<'n, F: Flow>(
        &self,
        flow: F,
        name: impl Into<Option<&'n str>>,
        input: &F::Input,
    ) -> Result<Execution<F>, StartError> {
        let _ = flow;
        let input = json::text(input)
            .map_err(|error| StartError::InvalidInput { path: "$".into(), message: error.to_string() })?;
        let started = start(&self.shared, F::META.name, name.into(), input).await?;
        Ok(Execution::new(started))
    }

    /// Starts an execution by the workflow's name and the input's JSON text. Fields that the input's type
    /// does not know are not among the workflow's data; `$$.Execution.Input` and the history have them.
    ///
    /// # Errors
    /// It was not started; nothing is stored.
    pub async fn start_json<'n>(
        &self,
        workflow: &str,
        name: impl Into<Option<&'n str>>,
        input: &str,
    ) -> Result<ExecutionRef, StartError> {
        start(&self.shared, workflow, name.into(), input.to_owned()).await
    }
}

pub(super) async fn start(
    shared: &Arc<Shared>,
    workflow: &str,
    name: Option<&str>,
    input: String,
) -> Result<ExecutionRef, StartError> {
    let registered = shared.machines.get(workflow).ok_or_else(|| StartError::UnknownWorkflow(workflow.to_owned()))?;
    if registered.express {
        return Err(StartError::WrongType(workflow.to_owned()));
    }
    let name = name.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned);
    if !arn::is_name(&name) {
        return Err(StartError::InvalidName(name));
    }
    check_size(&input)?;
    if shared.is(Phase::Draining) {
        return Err(StartError::ShuttingDown);
    }
    let meta = registered.machine.meta();
    let now = shared.now();
    let start = NewExecution {
        workflow: workflow.to_owned(),
        name: name.clone(),
        fingerprint: meta.fingerprint.to_owned(),
        input: input.clone(),
        started_at: now,
    };
    let info = Info::standard(shared.settings.clone(), meta, now, name, input);
    let mut tree = Tree::durable(fastrand::u64(..));
    let mut log = Log::new(shared.settings.history);
    let busy = shared.activity.busy();
    let begun = tree.begin(&mut World { info: &info, log: &mut log, now }, &*registered.machine);
    let begun = begun.map_err(|error| StartError::invalid_input(info.input(), &error))?;
    begun.map_err(|_| other("its transition function panicked"))?;
    let key = shared.new_key();
    let active = shared.registry.claim(key).ok_or_else(|| other("the store has no room for more executions"))?;
    let handle = ExecutionRef::new(shared.clone(), key, info.arn().clone(), info.name().to_owned(), now);
    let (told, answer) = oneshot::channel();
    let beginning = Beginning { start: start.clone(), told };
    // The caller may go away at any moment; the execution does not.
    let driver = Driver { shared: shared.clone(), key, active, info, tree, log, busy };
    shared.runtime.spawn(driver.run_new(beginning));
    match answer.await {
        Ok(Ok(Outcome::Committed)) => Ok(handle),
        Ok(Ok(Outcome::AlreadyExists(taken))) => {
            let record = shared.read(move |store| store.execution(taken)).await.map_err(StartError::Store)?;
            match record {
                Some(record) if is_same(&record, &start) => {
                    Ok(ExecutionRef::new(shared.clone(), taken, handle.arc_id(), start.name, record.start.started_at))
                }
                _ => Err(StartError::AlreadyExists { execution_id: handle.id().to_owned() }),
            }
        }
        Ok(Ok(Outcome::NotOpen)) => Err(other("the store took the execution for one that has ended")),
        Ok(Err(error)) => Err(StartError::Store(error)),
        Err(_) => Err(StartError::ShuttingDown),
    }
}

pub(super) fn check_size(input: &str) -> Result<(), StartError> {
    if input.len() > MAX_DOCUMENT { Err(StartError::InputTooLarge { size: input.len() }) } else { Ok(()) }
}

fn is_same(record: &ExecutionRecord, start: &NewExecution) -> bool {
    record.closing.is_none() && json::same(&record.start.input, &start.input)
}

fn other(text: &str) -> StartError {
    StartError::Store(StoreError::new(StoreErrorKind::Other, text))
}

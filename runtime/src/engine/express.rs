//! Runs express workflows: in the caller's task, in memory, without a store.

use std::sync::Arc;

use jiff::Timestamp;

use super::{
    activity::Busy,
    call::Calls,
    ending,
    error::{ExecutionError, StartError},
    execution::read_output,
    shared::{Phase, Registered, Shared},
    start::check_size,
    tree::Tree,
    turn::Panicked,
};
use crate::{
    Engine, Flow, HistoryEvent, HistoryLevel,
    clock::later,
    cx::{Info, Log, World},
    history::decode,
    json,
    store::{Closing, Status},
};

/// How long an express execution may run, as on the service.
const LONGEST_SECONDS: u64 = 300;

impl Engine {
    /// Runs a registered express workflow to its end. Nothing is stored: if the future is dropped, the
    /// execution is gone.
    ///
    /// # Errors
    /// It was refused, or ended without an output.
    pub async fn run<F: Flow>(&self, flow: F, input: &F::Input) -> Result<F::Output, ExecutionError> {
        let _ = flow;
        let input = json::text(input).map_err(|error| {
            ExecutionError::Refused(StartError::InvalidInput { path: "$".into(), message: error.to_string() })
        })?;
        read_output(&self.run_json(F::META.name, &input).await?)
    }

    /// Runs an express workflow by its name, JSON text in and out.
    ///
    /// # Errors
    /// It was refused, or ended without an output.
    pub async fn run_json(&self, workflow: &str, input: &str) -> Result<String, ExecutionError> {
        run(&self.shared, workflow, input, &mut Log::new(HistoryLevel::Off), None).await
    }

    /// Runs an express workflow by its name and keeps the history of this run.
    ///
    /// # Errors
    /// It was refused; how it ended stands beside the history.
    pub async fn run_traced(
        &self,
        workflow: &str,
        input: &str,
    ) -> Result<(Result<String, ExecutionError>, Vec<HistoryEvent>), StartError> {
        let mut log = Log::new(HistoryLevel::Full);
        let result = run(&self.shared, workflow, input, &mut log, None).await;
        if let Err(ExecutionError::Refused(error)) = result {
            return Err(error);
        }
        Ok((result, log.take_events()))
    }
}

fn express<'s>(shared: &'s Shared, workflow: &str) -> Result<&'s Registered, StartError> {
    let registered = shared.machines.get(workflow).ok_or_else(|| StartError::UnknownWorkflow(workflow.to_owned()))?;
    if registered.express { Ok(registered) } else { Err(StartError::WrongType(workflow.to_owned())) }
}

/// Runs an express workflow, under the name and ARN that it was given, if it was.
pub(super) async fn run(
    shared: &Arc<Shared>,
    workflow: &str,
    input: &str,
    log: &mut Log,
    identity: Option<(String, Arc<str>)>,
) -> Result<String, ExecutionError> {
    let registered = express(shared, workflow).map_err(ExecutionError::Refused)?;
    check_size(input).map_err(ExecutionError::Refused)?;
    if shared.is(Phase::Draining) {
        return Err(ExecutionError::Refused(StartError::ShuttingDown));
    }
    let meta = registered.machine.meta();
    let mut now = shared.now();
    let seconds = meta.timeout_seconds.unwrap_or(LONGEST_SECONDS).min(LONGEST_SECONDS);
    let deadline = later(now, seconds * 1_000);
    let mut busy = shared.activity.busy();
    let info = Info::express(shared.settings.clone(), meta, now, input, identity);
    let mut tree = Tree::express(fastrand::u64(..));
    let begun = tree.begin(&mut World { info: &info, log, now }, &*registered.machine);
    let mut run = begun.map_err(|error| ExecutionError::Refused(StartError::invalid_input(input, &error)))?;
    let mut calls = Calls::default();
    loop {
        if let Err(Panicked) = run.and_then(|()| tree.run(&mut World { info: &info, log, now })) {
            let cause = Some("the transition function panicked".to_owned());
            return Err(ExecutionError::Failed { error: Some("States.Runtime".into()), cause });
        }
        if let Some(end) = tree.take_end() {
            let closing = ending::close(log, tree.counters(), now, end);
            return match closing.output {
                Some(output) if closing.status == Status::Succeeded => Ok(output),
                _ => Err(ExecutionError::Failed { error: closing.error, cause: closing.cause }),
            };
        }
        log.turn_over();
        tree.take_dropped().into_iter().for_each(|frame| calls.drop_call(frame));
        while let Some(asking) = tree.next_call() {
            if let Some(header) = tree.header(asking.frame) {
                calls.make(shared, &info, header, asking, Some(deadline));
            }
        }
        if tree.is_ready() {
            tokio::task::yield_now().await;
        } else {
            wait(shared, &mut tree, &mut calls, deadline, &mut busy).await;
        }
        now = shared.now();
        if now >= deadline {
            let closing = Closing { status: Status::TimedOut, stopped_at: now, output: None, error: None, cause: None };
            ending::cut(log, tree.counters(), &closing);
            return Err(ExecutionError::TimedOut);
        }
        calls.ready().into_iter().for_each(|answer| tree.reply(answer));
        tree.wake(now);
        run = Ok(());
    }
}

/// Waits until a call has ended, a frame's moment has come or the execution's time is up.
async fn wait(shared: &Shared, tree: &mut Tree, calls: &mut Calls, deadline: Timestamp, busy: &mut Busy) {
    let moment = tree.next_wake().map_or(deadline, |wake| wake.min(deadline));
    busy.pause();
    let answer = tokio::select! {
        biased;
        answer = calls.next() => answer,
        () = shared.clock.sleep_until(moment) => None,
    };
    busy.resume();
    answer.into_iter().for_each(|answer| tree.reply(answer));
}

impl Log {
    /// The events of all turns.
    fn take_events(mut self) -> Vec<HistoryEvent> {
        self.turn_over();
        let chunks = self.take_chunks();
        chunks.into_iter().filter_map(|(first, bytes)| decode(first, &bytes)).flatten().collect()
    }
}

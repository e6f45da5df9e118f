//! Runs express workflows: in the caller's task, in memory, without a store.

use jiff::Timestamp;

use super::{
    call::{self, Ended},
    error::{ExecutionError, StartError},
    execution::read_output,
    machine::Ask,
    shared::{Phase, Registered, Shared},
    start::check_size,
    turn::{Panicked, Scene, end_of},
};
use crate::{
    Engine, Flow, HistoryEvent, HistoryLevel, Wake,
    clock::later,
    cx::{Header, Info, Log},
    history::decode,
    json,
    store::Status,
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
        run(&self.shared, workflow, input, &mut Log::new(HistoryLevel::Off)).await
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
        let result = run(&self.shared, workflow, input, &mut log).await;
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

async fn run(shared: &Shared, workflow: &str, input: &str, log: &mut Log) -> Result<String, ExecutionError> {
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
    let info = Info::express(shared.settings.clone(), meta, now, input);
    let mut header = Header::new(fastrand::u64(..));
    let begun = Scene { info: &info, header: &mut header, log, now }.begin(&*registered.machine);
    let mut stop = begun.map_err(|error| ExecutionError::Refused(StartError::invalid_input(input, &error)))?;
    loop {
        let (frame, ask) = match stop.map(|stop| end_of(stop, &info)) {
            Ok(Ok(parked)) => parked,
            Ok(Err(end)) => {
                let closing = Scene { info: &info, header: &mut header, log, now }.close(end);
                return match closing.output {
                    Some(output) if closing.status == Status::Succeeded => Ok(output),
                    _ => Err(ExecutionError::Failed { error: closing.error, cause: closing.cause }),
                };
            }
            Err(Panicked) => {
                let cause = Some("the transition function panicked".to_owned());
                return Err(ExecutionError::Failed { error: Some("States.Runtime".into()), cause });
            }
        };
        log.turn_over();
        let waited = match ask {
            Ask::Call(call) => match call::perform(shared, &info, &header, call, Some(deadline), &mut busy).await {
                Ended::Replied(reply) => Waited::For(Wake::Reply(reply)),
                Ended::ExecutionTimedOut => Waited::TooLong,
            },
            Ask::Sleep { until } => {
                busy.pause();
                shared.clock.sleep_until(until.min(deadline)).await;
                busy.resume();
                Waited::For(Wake::Elapsed)
            }
            Ask::Backoff { until } => {
                busy.pause();
                shared.clock.sleep_until(until.min(deadline)).await;
                busy.resume();
                Waited::Again
            }
            Ask::Yield => {
                tokio::task::yield_now().await;
                Waited::For(Wake::Continue)
            }
        };
        now = shared.now();
        let mut scene = Scene { info: &info, header: &mut header, log, now };
        stop = match waited {
            Waited::TooLong => return Err(timed_out(&mut scene, now)),
            _ if now >= deadline => return Err(timed_out(&mut scene, now)),
            Waited::For(wake) => scene.resume(frame, wake),
            Waited::Again => scene.effect(frame, true),
        };
    }
}

/// What an express execution waited for.
enum Waited {
    For(Wake<super::machine::Reply>),
    /// Its task is to be called again.
    Again,
    /// Its time is up.
    TooLong,
}

fn timed_out(scene: &mut Scene<'_>, now: Timestamp) -> ExecutionError {
    let status = Status::TimedOut;
    scene.cut(&crate::store::Closing { status, stopped_at: now, output: None, error: None, cause: None });
    ExecutionError::TimedOut
}

impl Log {
    /// The events of all turns.
    fn take_events(mut self) -> Vec<HistoryEvent> {
        self.turn_over();
        let chunks = self.take_chunks();
        chunks.into_iter().filter_map(|(first, bytes)| decode(first, &bytes)).flatten().collect()
    }
}

//! Stops executions, in memory or asleep.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::{
    checkpoint, ending,
    error::StopError,
    registry::StopRequest,
    shared::{Phase, Shared},
};
use crate::{
    clock::to_millisecond,
    cx::{Counters, Log},
    engine::recovery::load,
    store::{Closing, Commit, ExecutionKey, FrameRecord, HistoryChunk, Outcome, Status},
};

pub(super) async fn stop(
    shared: &Arc<Shared>,
    key: ExecutionKey,
    id: &str,
    error: Option<&str>,
    cause: Option<&str>,
) -> Result<Timestamp, StopError> {
    loop {
        if shared.is(Phase::Draining) {
            return Err(StopError::EngineStopped);
        }
        let (done, answer) = oneshot::channel();
        let request = StopRequest { error: error.map(str::to_owned), cause: cause.map(str::to_owned), done };
        let Err(request) = shared.registry.stop(key, request) else {
            return answer.await.unwrap_or(Err(StopError::EngineStopped));
        };
        // Nobody has it: it sleeps, is parked or has ended. If somebody takes it first, ask again.
        if shared.registry.claim(key).is_none() {
            continue;
        }
        let (shared_too, id) = (shared.clone(), id.to_owned());
        let StopRequest { error, cause, .. } = request;
        // The caller may go away at any moment; the claim must not stay.
        let task = shared.runtime.spawn(async move { close(&shared_too, key, &id, error, cause).await });
        return task.await.unwrap_or(Err(StopError::EngineStopped));
    }
}

/// Ends an execution that is claimed and not in memory. Its frames need not decode: only their headers are
/// read, and without one the event goes unrecorded.
async fn close(
    shared: &Arc<Shared>,
    key: ExecutionKey,
    id: &str,
    error: Option<String>,
    cause: Option<String>,
) -> Result<Timestamp, StopError> {
    let abandon = |answer| {
        shared.registry.abandon(key);
        answer
    };
    let (record, frames) = match shared.read(move |store| load(store, key)).await {
        Ok(loaded) => loaded,
        Err(error) => return abandon(Err(StopError::Store(error))),
    };
    let Some(record) = record else { return abandon(Err(StopError::NotFound(id.to_owned()))) };
    if let Some(closing) = record.closing {
        shared.registry.finish(key, &Arc::new(closing.clone()));
        return Ok(closing.stopped_at);
    }
    let now = to_millisecond(shared.clock.now());
    let closing = Closing { status: Status::Aborted, stopped_at: now, output: None, error, cause };
    let history = counters(&frames).and_then(|counters| aborted(shared, counters, &closing));
    let commit = Commit { history, close: Some(closing.clone()), ..Commit::new(key) };
    match shared.writer.write(commit).await {
        Ok(Outcome::Committed) => {
            shared.registry.unpark(key);
            shared.registry.finish(key, &Arc::new(closing));
            Ok(now)
        }
        Ok(_) => abandon(Err(StopError::NotFound(id.to_owned()))),
        Err(unwritten) => abandon(Err(StopError::Store(unwritten.error))),
    }
}

/// The counters as the frames' headers have them.
fn counters(frames: &[FrameRecord]) -> Option<Counters> {
    let headers = frames.iter().filter_map(|frame| Some(checkpoint::split(&frame.checkpoint).ok()?.0));
    let next_event = headers.map(|header| header.next_event).max()?;
    Some(Counters { next_event, ..Counters::new(0) })
}

fn aborted(shared: &Shared, mut counters: Counters, closing: &Closing) -> Option<HistoryChunk> {
    let mut log = Log::new(shared.settings.history);
    ending::cut(&mut log, &mut counters, closing);
    let (first_event, events) = log.chunk.take()?;
    Some(HistoryChunk { first_event: u32::try_from(first_event).ok()?, events })
}

//! How an execution's end is recorded.

use jiff::Timestamp;

use super::tree::End;
use crate::{
    cx::{Counters, Log},
    history::{EventType, Field},
    store::{Closing, Status},
};

/// Records the end that a turn came to.
pub(crate) fn close(log: &mut Log, counters: &mut Counters, now: Timestamp, end: End) -> Closing {
    let closing = |status, output, error: Option<&str>, cause: Option<&str>| Closing {
        status,
        stopped_at: now,
        output,
        error: error.map(str::to_owned),
        cause: cause.map(str::to_owned),
    };
    let (kind, closing) = match end.result {
        Ok(output) => (EventType::ExecutionSucceeded, closing(Status::Succeeded, Some(output), None, None)),
        Err(failure) => (EventType::ExecutionFailed, closing(Status::Failed, None, failure.error(), failure.cause())),
    };
    event(log, counters, kind, end.last_event, &closing);
    closing
}

/// Records the end that came from outside: a stop, or the execution's time-out.
pub(crate) fn cut(log: &mut Log, counters: &mut Counters, closing: &Closing) {
    if closing.status == Status::TimedOut {
        let error = Some("States.Timeout".to_owned());
        event(log, counters, EventType::ExecutionTimedOut, 0, &Closing { error, ..closing.clone() });
    } else {
        event(log, counters, EventType::ExecutionAborted, 0, closing);
    }
}

fn event(log: &mut Log, counters: &mut Counters, kind: EventType, previous: u64, closing: &Closing) {
    let id = counters.take_event();
    if !log.keeps(kind) {
        return;
    }
    let chunk = &mut log.chunk;
    chunk.begin(kind, id, previous, closing.stopped_at);
    if let Some(output) = &closing.output {
        chunk.document_bytes(Field::Output, output.as_bytes());
    }
    if let Some(error) = &closing.error {
        chunk.text(Field::Error, error);
    }
    if let Some(cause) = &closing.cause {
        chunk.text(Field::Cause, cause);
    }
    chunk.end();
}

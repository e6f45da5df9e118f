//! One turn of a frame: pure code run in a context, and what comes of it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;

use super::machine::{Ask, Frame, Machine, Reply, Stop};
use crate::{
    Cx, Failure, Wake,
    cx::{Header, Info, Log, MAX_DOCUMENT, too_large},
    history::{EventType, Field},
    store::{Closing, Status},
};

/// Why generated code did not come to an end.
pub(crate) struct Panicked;

/// A turn's surroundings.
pub(crate) struct Scene<'a> {
    pub(crate) info: &'a Info<'a>,
    pub(crate) header: &'a mut Header,
    pub(crate) log: &'a mut Log,
    pub(crate) now: Timestamp,
}

impl Scene<'_> {
    /// The first turn, `ExecutionStarted` included, if the input is the workflow's.
    pub(crate) fn begin(&mut self, machine: &dyn Machine) -> Result<Result<Stop, Panicked>, serde_json::Error> {
        let id = self.header.take_event();
        // Neither `ExecutionStarted` nor the first state's entry has an event before it.
        self.header.last_event = 0;
        if self.log.keeps(EventType::ExecutionStarted) {
            let chunk = &mut self.log.chunk;
            chunk.begin(EventType::ExecutionStarted, id, 0, self.now);
            chunk.document_bytes(Field::Input, self.info.input().as_bytes());
            chunk.text(Field::RoleArn, &self.info.settings().role_arn);
            chunk.end();
        }
        let mut cx = Cx::new(self.info, self.header, self.log, self.now);
        match catch_unwind(AssertUnwindSafe(|| machine.begin(&mut cx, self.info.input()))) {
            Ok(stop) => Ok(Ok(with_fault(&mut cx, stop?))),
            Err(_) => Ok(Err(Panicked)),
        }
    }

    /// Goes on from where the frame is parked.
    pub(crate) fn resume(&mut self, frame: Box<dyn Frame>, wake: Wake<Reply>) -> Result<Stop, Panicked> {
        let mut cx = Cx::new(self.info, self.header, self.log, self.now);
        match catch_unwind(AssertUnwindSafe(|| frame.resume(&mut cx, wake))) {
            Ok(stop) => Ok(with_fault(&mut cx, stop)),
            Err(_) => Err(Panicked),
        }
    }

    /// Asks again for the effect of a parked frame: recorded for another attempt, silently after a
    /// restart.
    pub(crate) fn effect(&mut self, frame: Box<dyn Frame>, recorded: bool) -> Result<Stop, Panicked> {
        let mut cx = if recorded {
            Cx::new(self.info, self.header, self.log, self.now)
        } else {
            Cx::silent(self.info, self.header, self.log, self.now)
        };
        let result = catch_unwind(AssertUnwindSafe(|| frame.effect(&mut cx))).map_err(|_| Panicked)?;
        match (cx.take_fault(), result) {
            (Some(fault), _) => Ok(Stop::Failed(fault)),
            (None, Ok(ask)) => Ok(Stop::Parked(frame, ask)),
            (None, Err(failure)) => self.resume(frame, Wake::Reply(Err(failure))),
        }
    }

    /// Records the end that a turn came to.
    pub(crate) fn close(&mut self, end: Result<String, Failure>) -> Closing {
        let closing = |status, output, error: Option<&str>, cause: Option<&str>| Closing {
            status,
            stopped_at: self.now,
            output,
            error: error.map(str::to_owned),
            cause: cause.map(str::to_owned),
        };
        let (kind, closing) = match &end {
            Ok(output) => (EventType::ExecutionSucceeded, closing(Status::Succeeded, Some(output.clone()), None, None)),
            Err(failure) => {
                (EventType::ExecutionFailed, closing(Status::Failed, None, failure.error(), failure.cause()))
            }
        };
        let previous = self.header.last_event;
        self.end_event(kind, previous, &closing);
        closing
    }

    /// Records the end that came from outside: a stop, or the execution's time-out.
    pub(crate) fn cut(&mut self, closing: &Closing) {
        if closing.status == Status::TimedOut {
            let error = Some("States.Timeout".to_owned());
            self.end_event(EventType::ExecutionTimedOut, 0, &Closing { error, ..closing.clone() });
        } else {
            self.end_event(EventType::ExecutionAborted, 0, closing);
        }
    }

    fn end_event(&mut self, kind: EventType, previous: u64, closing: &Closing) {
        let id = self.header.take_event();
        if !self.log.keeps(kind) {
            return;
        }
        let chunk = &mut self.log.chunk;
        chunk.begin(kind, id, previous, self.now);
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
}

/// What an execution ends with, if the turn is its last.
pub(crate) fn end_of(stop: Stop, info: &Info<'_>) -> Result<(Box<dyn Frame>, Ask), Result<String, Failure>> {
    match stop {
        Stop::Parked(frame, ask) => Ok((frame, ask)),
        Stop::Failed(failure) => Err(Err(failure)),
        Stop::Done(Ok(output)) if output.len() > MAX_DOCUMENT => Err(Err(too_large(info.meta().name))),
        Stop::Done(Ok(output)) => Err(Ok(output)),
        Stop::Done(Err(error)) => {
            Err(Err(Failure::runtime(format!("The execution's output cannot be written as JSON: {error}."))))
        }
    }
}

fn with_fault(cx: &mut Cx<'_>, stop: Stop) -> Stop {
    cx.take_fault().map_or(stop, Stop::Failed)
}

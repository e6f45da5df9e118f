//! What a task's way leaves in the history, and which results are taken.

use serde::Serialize;

use super::{Cx, MAX_DOCUMENT, too_large};
use crate::{
    Failure, Terms,
    flow::{Pattern, TaskKind, TaskMeta},
    history::{EventType, Field},
};

impl Cx<'_> {
    /// The task is called with its argument: the events of its scheduling and start.
    pub fn scheduled(&mut self, task: u32, argument: &(impl Serialize + ?Sized), terms: &Terms) {
        let Some(meta) = self.task_meta(task) else { return };
        self.header.scheduled = true;
        let (scheduled, started, field) = match meta.kind {
            TaskKind::Lambda => (EventType::LambdaFunctionScheduled, EventType::LambdaFunctionStarted, Field::Input),
            TaskKind::Integration { .. } => (EventType::TaskScheduled, EventType::TaskStarted, Field::Parameters),
            TaskKind::Activity => (EventType::ActivityScheduled, EventType::ActivityStarted, Field::Input),
        };
        let info = self.info;
        let mut unserialisable = None;
        self.event(scheduled, |chunk| {
            resource(chunk, meta);
            if let TaskKind::Integration { .. } = meta.kind {
                chunk.text(Field::Region, &info.settings().region);
            }
            if let Err(error) = chunk.document(field, argument) {
                unserialisable = Some(error);
            }
            if let Some(seconds) = terms.timeout_seconds {
                chunk.count(Field::TimeoutInSeconds, seconds);
            }
            // A Lambda function has no heartbeats, and its event no place for them.
            if let Some(seconds) = terms.heartbeat_seconds.filter(|_| meta.kind != TaskKind::Lambda) {
                chunk.count(Field::HeartbeatInSeconds, seconds);
            }
            if let Some(role_arn) = &terms.role_arn {
                chunk.text(Field::TaskCredentials, role_arn);
            }
        });
        if let Some(error) = unserialisable {
            self.fault = Some(self.runtime_error(format!("The task's argument cannot be written as JSON: {error}.")));
        }
        self.event(started, |chunk| {
            if let TaskKind::Integration { .. } = meta.kind {
                resource(chunk, meta);
            }
        });
    }

    /// The task ended with a result.
    ///
    /// # Errors
    /// The result cannot be taken: it is too large or has no JSON form. Nothing was recorded; the task
    /// has failed with that error.
    pub fn succeeded(&mut self, task: u32, result: &(impl Serialize + ?Sized)) -> Result<(), Failure> {
        let Some(meta) = self.task_meta(task) else { return Ok(()) };
        let size = self.log.measure(result).map_err(|error| {
            Failure::new("Stepwright.InvalidResult", format!("the result cannot be written as JSON: {error}"))
        })?;
        if size > MAX_DOCUMENT {
            return Err(too_large(match meta.kind {
                TaskKind::Lambda | TaskKind::Activity => meta.resource,
                TaskKind::Integration { service, .. } => service,
            }));
        }
        let text = self.log.take_scratch();
        self.submission(meta);
        self.header.scheduled = false;
        self.event(meta.events().0, |chunk| {
            if let TaskKind::Integration { .. } = meta.kind {
                resource(chunk, meta);
            }
            chunk.document_bytes(Field::Output, &text);
        });
        self.log.give_scratch(text);
        Ok(())
    }

    /// The task ended with an error, or ran out of time. Nothing is recorded if it was not scheduled: its
    /// argument could not be made.
    pub fn failed(&mut self, task: u32, failure: &Failure) {
        let Some(meta) = self.task_meta(task) else { return };
        if !self.header.scheduled {
            return;
        }
        self.submission(meta);
        self.header.scheduled = false;
        let (_, failed, timed_out) = meta.events();
        self.event(if failure.is_time_out() { timed_out } else { failed }, |chunk| {
            if let TaskKind::Integration { .. } = meta.kind {
                resource(chunk, meta);
            }
            if let Some(error) = failure.error() {
                chunk.text(Field::Error, error);
            }
            if let Some(cause) = failure.cause() {
                chunk.text(Field::Cause, cause);
            }
        });
    }

    /// That the service took the job: of a task that ends later than its call.
    fn submission(&mut self, meta: &TaskMeta) {
        let TaskKind::Integration { pattern, .. } = meta.kind else { return };
        if pattern == Pattern::RequestResponse || !self.header.scheduled {
            return;
        }
        let submitted = self.submitted.take();
        self.event(EventType::TaskSubmitted, |chunk| {
            if let Some(submitted) = &submitted {
                chunk.at(submitted.at);
            }
            resource(chunk, meta);
            chunk
                .document_bytes(Field::Output, submitted.as_ref().map_or(b"{}", |submitted| submitted.text.as_bytes()));
        });
    }

    pub(super) fn task_meta(&self, task: u32) -> Option<&'static TaskMeta> {
        self.info.meta().tasks.get(usize::try_from(task).ok()?)
    }

    /// An event in the frame's chain.
    pub(super) fn event(&mut self, kind: EventType, members: impl FnOnce(&mut crate::history::ChunkWriter)) {
        let previous = self.header.last_event;
        let Some(id) = self.next_event() else { return };
        if self.log.keeps(kind) {
            self.log.chunk.begin(kind, id, previous, self.now);
            members(&mut self.log.chunk);
            self.log.chunk.end();
        }
    }
}

impl TaskMeta {
    /// The events of its success, its failure and the end of its time.
    fn events(&self) -> (EventType, EventType, EventType) {
        match self.kind {
            TaskKind::Lambda => {
                (EventType::LambdaFunctionSucceeded, EventType::LambdaFunctionFailed, EventType::LambdaFunctionTimedOut)
            }
            TaskKind::Integration { .. } => (EventType::TaskSucceeded, EventType::TaskFailed, EventType::TaskTimedOut),
            TaskKind::Activity => {
                (EventType::ActivitySucceeded, EventType::ActivityFailed, EventType::ActivityTimedOut)
            }
        }
    }
}

fn resource(chunk: &mut crate::history::ChunkWriter, meta: &TaskMeta) {
    match meta.kind {
        TaskKind::Lambda | TaskKind::Activity => chunk.text(Field::Resource, meta.resource),
        TaskKind::Integration { service, action, .. } => {
            chunk.text(Field::ResourceType, service);
            chunk.text(Field::Resource, action);
        }
    }
}

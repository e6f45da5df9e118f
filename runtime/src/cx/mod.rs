//! What pure code sees of the world: time, identity, and an observer of its steps.

mod context_object;
mod entropy;
mod fork_events;
mod header;
mod info;
mod log;
mod retry;
mod task_events;
mod variables;
mod world;

use std::{cell::Cell, fmt};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::{
    Failure, StateIx,
    flow::StateMeta,
    history::{EventType, Field},
    task::Submitted,
};

pub(crate) use entropy::Purpose;
pub(crate) use header::{Children, Counters, Header, Parent, Phase};
pub(crate) use info::{Info, Settings};
pub(crate) use log::Log;
pub(crate) use variables::{Scope, Variables};
pub(crate) use world::{Place, World, history_full};

/// How large a document may be, in bytes of its compact text.
pub(crate) const MAX_DOCUMENT: usize = 262_144;

/// What a transition function sees of the world. All of it is fixed for the turn: the same context and
/// frame give the same turn.
pub struct Cx<'a> {
    info: &'a Info<'a>,
    frame: u32,
    header: &'a mut Header,
    counters: &'a mut Counters,
    /// What the frames around this one have assigned.
    outer: Option<&'a Scope>,
    log: &'a mut Log,
    now: Timestamp,
    /// Whether nobody keeps or limits anything: events are counted, and that is all.
    quiet: bool,
    /// How many transitions may still be made.
    budget: &'a mut u32,
    silent: bool,
    fault: Option<Failure>,
    /// The size of the document that a state was just left with: the next one is entered with it.
    left: Option<usize>,
    purpose: Purpose,
    /// How often random numbers were drawn for the purpose.
    draws: Cell<u64>,
    /// What was assigned since the last state was left, as JSON text.
    assigned: Vec<(&'static str, String)>,
    /// What the handler said when its job was taken.
    submitted: Option<Submitted>,
}

impl<'a> Cx<'a> {
    pub(crate) fn new(world: &'a mut World<'_>, place: Place<'a>, purpose: Purpose) -> Self {
        let Place { frame, header, counters, outer, budget } = place;
        Self {
            info: world.info,
            quiet: world.info.is_express() && world.log.is_off(),
            frame,
            header,
            counters,
            outer,
            log: world.log,
            now: world.now,
            budget,
            silent: false,
            fault: None,
            left: None,
            purpose,
            draws: Cell::new(0),
            assigned: Vec::new(),
            submitted: None,
        }
    }

    /// A context that derives again what is recorded already.
    pub(crate) fn silent(world: &'a mut World<'_>, place: Place<'a>, purpose: Purpose) -> Self {
        Self { silent: true, quiet: false, ..Self::new(world, place, purpose) }
    }

    /// With what the handler said when its job was taken.
    pub(crate) fn with_submitted(self, submitted: Option<Submitted>) -> Self {
        Self { submitted, ..self }
    }

    /// What ends the frame though the turn went on: a document that cannot be kept, or too long a history.
    pub(crate) fn take_fault(&mut self) -> Option<Failure> {
        self.fault.take()
    }

    /// The state is entered with its raw input.
    pub fn enter(&mut self, state: StateIx, input: &(impl Serialize + ?Sized)) {
        let previous = self.header.last_event;
        self.count_in(state);
        if self.quiet {
            return;
        }
        let Some(meta) = self.state_meta(state) else { return };
        let kind = EventType::entered(meta.kind);
        match self.left.take() {
            // What a state puts out is what the next one takes in: it is in the chunk already.
            Some(_) if self.fault.is_none() => self.document_event_again(kind, previous, meta, Field::Input),
            _ => {
                self.document_event(kind, previous, meta, Field::Input, input);
            }
        }
    }

    fn count_in(&mut self, state: StateIx) {
        *self.budget = self.budget.saturating_sub(1);
        self.header.enter(state, self.counters.next_event, self.now);
        (self.purpose, self.draws) = (Purpose::Entering, Cell::new(0));
        if self.quiet {
            self.header.last_event = self.counters.take_event();
        }
    }

    /// The state is left with its output.
    pub fn exit(&mut self, state: StateIx, output: &(impl Serialize + ?Sized)) {
        if self.quiet {
            self.header.last_event = self.counters.take_event();
            return;
        }
        let Some(meta) = self.state_meta(state) else { return };
        let Some(kind) = EventType::exited(meta.kind) else { return };
        self.left = self.document_event(kind, self.header.last_event, meta, Field::Output, output);
        self.assigned.clear();
    }

    /// Whether the turn has used up its transitions and is to end with [`Effect::Yield`](crate::Effect).
    #[must_use]
    pub fn spent(&self) -> bool {
        *self.budget == 0 || self.fault.is_some()
    }

    /// The moment of the turn.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// `States.Runtime` with the text that names the state and how it was entered.
    pub fn runtime_error(&self, tail: impl Into<String>) -> Failure {
        Failure::runtime(self.located(&tail.into()))
    }

    /// An error of another name with the text that names the state and how it was entered.
    pub fn error(&self, name: &'static str, tail: impl Into<String>) -> Failure {
        Failure::new(name, self.located(&tail.into()))
    }

    /// The context object, `$$`.
    #[must_use]
    pub fn context(&self) -> Value {
        context_object::value(self)
    }

    /// `$$.Execution.Id`
    #[must_use]
    pub fn execution_id(&self) -> &str {
        self.info.arn()
    }

    /// `$$.Execution.Name`
    #[must_use]
    pub fn execution_name(&self) -> &str {
        self.info.name()
    }

    /// `$$.Execution.StartTime`
    #[must_use]
    pub fn execution_start_time(&self) -> Timestamp {
        self.info.started_at()
    }

    /// `$$.Execution.Input`
    #[must_use]
    pub fn execution_input(&self) -> &Value {
        self.info.input_value()
    }

    /// `$$.Execution.RoleArn`
    #[must_use]
    pub fn role_arn(&self) -> &str {
        &self.info.settings().role_arn
    }

    /// `$$.StateMachine.Id`
    #[must_use]
    pub fn machine_id(&self) -> &str {
        self.info.machine_arn()
    }

    /// `$$.StateMachine.Name`
    #[must_use]
    pub fn machine_name(&self) -> &'static str {
        self.info.meta().name
    }

    /// `$$.State.Name`
    #[must_use]
    pub fn state_name(&self) -> &'static str {
        self.state_meta(self.header.state).map_or("", |meta| meta.name)
    }

    /// `$$.State.EnteredTime`
    #[must_use]
    pub fn state_entered_time(&self) -> Timestamp {
        self.header.entered_at()
    }

    /// `$$.State.RetryCount`
    #[must_use]
    pub fn retry_count(&self) -> u32 {
        self.header.retry_count
    }

    fn state_meta(&self, state: StateIx) -> Option<&'static StateMeta> {
        self.info.meta().states.get(usize::try_from(state.0).ok()?)
    }

    fn located(&self, tail: &str) -> String {
        format!(
            "An error occurred while executing the state '{}' (entered at the event id #{}). {tail}",
            self.state_name(),
            self.header.entered_event
        )
    }

    /// The next event's id, unless the history has no room for more.
    fn next_event(&mut self) -> Option<u64> {
        if self.silent || self.fault.is_some() {
            return None;
        }
        let id = world::next_event(self.info, self.counters);
        match id {
            Some(id) => self.header.last_event = id,
            None => self.fault = Some(world::history_full(self.info)),
        }
        id
    }

    /// Records a state's way in or out, and holds its document to what may be kept; its size, if it may.
    fn document_event(
        &mut self,
        kind: EventType,
        previous: u64,
        meta: &'static StateMeta,
        field: Field,
        document: &(impl Serialize + ?Sized),
    ) -> Option<usize> {
        let id = self.next_event()?;
        let size = if self.log.keeps(kind) {
            let mark = self.log.chunk.mark();
            self.log.chunk.begin(kind, id, previous, self.now);
            self.log.chunk.text(Field::Name, meta.name);
            let size = self.log.chunk.document(field, document);
            if !self.assigned.is_empty() {
                self.log.chunk.assigned(&self.assigned);
            }
            self.log.chunk.end();
            if !matches!(size, Ok(size) if size <= MAX_DOCUMENT) {
                self.log.chunk.abandon(mark);
            }
            size
        } else if self.info.is_express() {
            return None;
        } else {
            self.log.measure(document)
        };
        match size {
            Ok(size) if size <= MAX_DOCUMENT => return Some(size),
            Ok(_) => self.fault = Some(too_large(meta.name)),
            Err(error) => {
                self.fault = Some(self.runtime_error(format!("The document cannot be written as JSON: {error}.")))
            }
        }
        self.counters.next_event = id;
        self.header.last_event = previous;
        None
    }

    /// Records a state's way in with the document that the state before was left with.
    fn document_event_again(&mut self, kind: EventType, previous: u64, meta: &'static StateMeta, field: Field) {
        let Some(id) = self.next_event() else { return };
        if self.log.keeps(kind) {
            self.log.chunk.begin(kind, id, previous, self.now);
            self.log.chunk.text(Field::Name, meta.name);
            self.log.chunk.document_again(field);
            self.log.chunk.end();
        }
    }
}

impl fmt::Debug for Cx<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cx").field("execution", &self.execution_id()).field("state", &self.state_name()).finish()
    }
}

pub(crate) fn too_large(what: &str) -> Failure {
    let cause = format!(
        "The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit."
    );
    Failure::new("States.DataLimitExceeded", cause)
}

//! Drives one execution while it is in memory: turn, commit, effect, and again.

mod commit;

use std::sync::Arc;

use tokio::sync::oneshot;

use super::{
    activity::Busy,
    call::{self, Ended},
    checkpoint,
    error::StopError,
    machine::{Ask, Call, Frame, Stop},
    registry::{Active, StopRequest},
    shared::{Phase, Shared},
    turn::{Panicked, Scene, end_of},
};
use crate::{
    Failure, Wake,
    cx::{self, Header, Info, Log},
    store::{Closing, Commit, ExecutionKey, FrameWrite, NewExecution, Outcome, Status, StoreError},
};

/// One execution in memory. Whoever made it has claimed the execution.
pub(crate) struct Driver {
    pub(crate) shared: Arc<Shared>,
    pub(crate) key: ExecutionKey,
    pub(crate) active: Arc<Active>,
    pub(crate) info: Info<'static>,
    pub(crate) header: Header,
    pub(crate) log: Log,
    pub(crate) busy: Busy,
}

impl Drop for Driver {
    /// A driver that a runtime drops on its way down has nobody else to give its execution back.
    fn drop(&mut self) {
        self.shared.registry.let_go(self.key, &self.active);
    }
}

/// The commit that begins an execution, and who wants to know what became of it.
pub(crate) struct Beginning {
    pub(crate) start: NewExecution,
    pub(crate) told: oneshot::Sender<Result<Outcome, StoreError>>,
}

/// What a driver does next.
enum Next {
    Settle(Stop),
    Resume(Box<dyn Frame>, Wake<super::machine::Reply>),
    Wake(Box<dyn Frame>),
    Cut(Closing),
}

/// The driver is over: the execution has ended, sleeps, or stays as its last commit has it.
struct Over;

impl Driver {
    /// Drives a new execution from its first turn.
    pub(crate) async fn run_new(mut self, stop: Stop, beginning: Beginning) {
        let Ok(next) = self.settle(stop, Some(beginning)).await else { return };
        self.run(next).await;
    }

    /// Drives an execution that was loaded.
    pub(crate) async fn run_loaded(self, frame: Box<dyn Frame>) {
        self.run(Next::Wake(frame)).await;
    }

    async fn run(mut self, mut next: Next) {
        loop {
            // A turn that was run is committed first, whatever was asked meanwhile.
            if !matches!(next, Next::Settle(_)) {
                if self.shared.is(Phase::Draining) {
                    self.shared.registry.abandon(self.key);
                    return;
                }
                if let Some(closing) = self.cut_short() {
                    next = Next::Cut(closing);
                }
            }
            let step = match next {
                Next::Settle(stop) => self.settle(stop, None).await,
                Next::Resume(frame, wake) => self.turn(|scene| scene.resume(frame, wake)),
                Next::Wake(frame) => self.wake(frame).await,
                Next::Cut(closing) => self.cut(closing).await,
            };
            match step {
                Ok(following) => next = following,
                Err(Over) => return,
            }
            // With a store that never waits, nothing else would let other tasks have the thread.
            tokio::task::coop::consume_budget().await;
        }
    }

    fn turn(&mut self, turn: impl FnOnce(&mut Scene<'_>) -> Result<Stop, Panicked>) -> Result<Next, Over> {
        let now = self.shared.now();
        let mut scene = Scene { info: &self.info, header: &mut self.header, log: &mut self.log, now };
        if let Ok(stop) = turn(&mut scene) {
            return Ok(Next::Settle(stop));
        }
        self.shared.registry.park(self.key, "its transition function panicked".into());
        Err(Over)
    }

    /// Commits what a turn came to, and does what it asks for.
    async fn settle(&mut self, stop: Stop, beginning: Option<Beginning>) -> Result<Next, Over> {
        let (frame, ask) = match end_of(stop, &self.info) {
            Ok(parked) => parked,
            Err(end) => return Err(self.end(end, beginning).await),
        };
        let (phase, until) = match &ask {
            Ask::Call(_) => (cx::Phase::Calling, None),
            Ask::Sleep { until } => (cx::Phase::Waiting, Some(*until)),
            Ask::Backoff { until } => (cx::Phase::BackingOff, Some(*until)),
            Ask::Yield => (cx::Phase::Yielded, None),
        };
        self.header.park(phase, until);
        match checkpoint::encode(&self.header, &*frame) {
            Ok(bytes) => {
                let put = FrameWrite::Put { frame: 0, deadline: self.deadline(), checkpoint: bytes };
                self.write(Commit { frames: vec![put], ..Commit::new(self.key) }, beginning).await?;
            }
            Err(error) => {
                let failure = Failure::runtime(format!("The state's data cannot be written as JSON: {error}."));
                return Err(self.end(Err(failure), beginning).await);
            }
        }
        match ask {
            Ask::Yield => {
                tokio::task::yield_now().await;
                Ok(Next::Resume(frame, Wake::Continue))
            }
            Ask::Sleep { .. } | Ask::Backoff { .. } => self.sleep(frame),
            Ask::Call(call) => self.call(frame, call).await,
        }
    }

    /// Leaves memory until the frame's moment, unless that has come.
    fn sleep(&mut self, frame: Box<dyn Frame>) -> Result<Next, Over> {
        let Some(deadline) = self.deadline().filter(|deadline| *deadline > self.shared.now()) else {
            return Ok(Next::Wake(frame));
        };
        if !self.shared.registry.release(self.key) {
            // A stop came in: the loop sees to it.
            return Ok(Next::Wake(frame));
        }
        self.shared.timer.note(deadline);
        Err(Over)
    }

    /// Goes on with a frame as its checkpoint has it.
    async fn wake(&mut self, frame: Box<dyn Frame>) -> Result<Next, Over> {
        let early = self.header.wake_at().is_some_and(|moment| moment > self.shared.now());
        match self.header.phase {
            cx::Phase::Yielded => Ok(Next::Resume(frame, Wake::Continue)),
            cx::Phase::Calling => match self.turn(|scene| scene.effect(frame, false))? {
                Next::Settle(Stop::Parked(frame, Ask::Call(call))) => self.call(frame, call).await,
                next => Ok(next),
            },
            cx::Phase::Waiting | cx::Phase::BackingOff if early => {
                let deadline = self.deadline();
                let mut commit = Commit::new(self.key);
                commit.frames.push(FrameWrite::Reschedule { frame: 0, deadline });
                self.write(commit, None).await?;
                self.sleep(frame)
            }
            cx::Phase::Waiting => Ok(Next::Resume(frame, Wake::Elapsed)),
            cx::Phase::BackingOff => self.turn(|scene| scene.effect(frame, true)),
        }
    }

    async fn call(&mut self, frame: Box<dyn Frame>, call: Call) -> Result<Next, Over> {
        if self.shared.is(Phase::Draining) {
            self.shared.registry.abandon(self.key);
            return Err(Over);
        }
        let (shared, active) = (self.shared.clone(), self.active.clone());
        let deadline = self.execution_deadline();
        let work = call::perform(&shared, &self.info, &self.header, call, deadline, &mut self.busy);
        let ended = tokio::select! {
            biased;
            () = active.bell.notified() => None,
            () = shared.reaches(Phase::Stopped) => {
                shared.registry.abandon(self.key);
                return Err(Over);
            }
            ended = work => Some(ended),
        };
        self.busy.resume();
        match ended {
            Some(Ended::Replied(reply)) => self.turn(|scene| scene.resume(frame, Wake::Reply(reply))),
            Some(Ended::ExecutionTimedOut) => Ok(Next::Cut(self.timed_out())),
            None => Ok(Next::Wake(frame)),
        }
    }

    /// The end that came from outside meanwhile, if one did.
    fn cut_short(&self) -> Option<Closing> {
        let now = self.shared.now();
        if self.active.is_stopped() {
            return Some(Closing { status: Status::Aborted, stopped_at: now, output: None, error: None, cause: None });
        }
        self.execution_deadline().filter(|deadline| *deadline <= now).map(|_| self.timed_out())
    }

    fn timed_out(&self) -> Closing {
        let stopped_at = self.shared.now();
        Closing { status: Status::TimedOut, stopped_at, output: None, error: None, cause: None }
    }

    async fn cut(&mut self, mut closing: Closing) -> Result<Next, Over> {
        let stops = if closing.status == Status::Aborted { self.active.take_stops() } else { Vec::new() };
        if let Some(first) = stops.first() {
            closing.error.clone_from(&first.error);
            closing.cause.clone_from(&first.cause);
        }
        let now = closing.stopped_at;
        Scene { info: &self.info, header: &mut self.header, log: &mut self.log, now }.cut(&closing);
        let written = self.close(closing, None).await;
        for StopRequest { done, .. } in stops {
            // Whoever no longer waits for the answer needs none.
            _ = done.send(if written { Ok(now) } else { Err(StopError::EngineStopped) });
        }
        Err(Over)
    }
}

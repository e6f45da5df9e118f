//! Drives one execution while it is in memory: turns, commit, effects, and again.

mod commit;

use std::{pin::pin, sync::Arc};

use jiff::Timestamp;
use tokio::sync::oneshot;

use super::{
    activity::Busy,
    call::Calls,
    ending,
    error::StopError,
    registry::{Active, StopRequest},
    shared::{Phase, Shared},
    tree::Tree,
    turn::Panicked,
};
use crate::{
    clock::later,
    cx::{Info, Log, World},
    store::{Closing, Commit, ExecutionKey, NewExecution, Outcome, Status, StoreError, StoreErrorKind},
};

/// How long a sleep keeps the execution in memory, for each of its rows: reading one takes a few
/// microseconds.
const STAY_MILLISECONDS: u64 = 1;

/// One execution in memory. Whoever made it has claimed the execution.
pub(crate) struct Driver {
    pub(crate) shared: Arc<Shared>,
    pub(crate) key: ExecutionKey,
    pub(crate) active: Arc<Active>,
    pub(crate) info: Info<'static>,
    pub(crate) tree: Tree,
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

/// The driver is over: the execution has ended, sleeps, or stays as its last commit has it.
struct Over;

impl Driver {
    /// Drives a new execution, whose first turn has been run.
    pub(crate) async fn run_new(mut self, beginning: Beginning) {
        let mut calls = Calls::default();
        if let Ok(()) = self.step(&mut calls, Some(beginning)).await {
            self.run(calls).await;
        }
    }

    /// Drives an execution that was loaded.
    pub(crate) async fn run_loaded(self) {
        self.run(Calls::default()).await;
    }

    async fn run(mut self, mut calls: Calls) {
        while let Ok(()) = self.go_on(&mut calls).await {
            // With a store that never waits, nothing else would let other tasks have the thread.
            tokio::task::coop::consume_budget().await;
        }
    }

    /// Does the next thing there is to do: ends what was cut short, runs what is ready, or waits.
    async fn go_on(&mut self, calls: &mut Calls) -> Result<(), Over> {
        calls.ready().into_iter().for_each(|answer| self.tree.reply(answer));
        let draining = self.shared.is(Phase::Draining);
        // What a call brought is committed first, though nothing new begins.
        if draining && calls.is_empty() && !self.tree.has_replies() {
            self.shared.registry.abandon(self.key);
            return Err(Over);
        }
        if let Some(closing) = self.cut_short() {
            return Err(self.cut(closing).await);
        }
        if !draining && self.tree.next_wake().is_some() {
            self.tree.wake(self.shared.now());
        }
        let ready = if draining { self.tree.has_replies() } else { self.tree.is_ready() };
        match (ready, calls.is_empty()) {
            (true, _) => self.step(calls, None).await,
            (false, true) => self.sleep(calls).await,
            (false, false) => self.wait(calls, draining).await,
        }
    }

    /// Runs what is ready, commits what that came to, and then does what it asks for.
    async fn step(&mut self, calls: &mut Calls, beginning: Option<Beginning>) -> Result<(), Over> {
        let now = self.shared.now();
        let mut world = World { info: &self.info, log: &mut self.log, now };
        if let Err(Panicked) = self.tree.run(&mut world) {
            self.panicked(beginning);
            return Err(Over);
        }
        let until = self.execution_deadline();
        let ended = self.tree.take_end().map_or(Ok(()), Err).and_then(|()| self.tree.take_writes(until));
        let frames = match ended {
            Ok(frames) => frames,
            Err(end) => {
                let closing = ending::close(&mut self.log, self.tree.counters(), now, end);
                self.close(closing, beginning).await;
                return Err(Over);
            }
        };
        let commit = Commit { frames, history: self.events(), ..Commit::new(self.key) };
        // What was loaded and only asked again is written already.
        if beginning.is_some() || !commit.frames.is_empty() || commit.history.is_some() {
            self.write_meanwhile(commit, beginning, calls).await?;
        }
        self.tree.take_dropped().into_iter().for_each(|frame| calls.drop_call(frame));
        self.call(calls);
        if self.tree.is_ready() {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Leaves the execution as its last commit has it; of one that has none nothing is kept.
    fn panicked(&self, beginning: Option<Beginning>) {
        let reason = "its transition function panicked";
        let Some(Beginning { told, .. }) = beginning else {
            return self.shared.registry.park(self.key, reason.into());
        };
        self.shared.registry.abandon(self.key);
        // Whoever no longer waits for the answer needs none.
        _ = told.send(Err(StoreError::new(StoreErrorKind::Other, reason)));
    }

    /// Makes the calls that were asked for, and committed; they are made after a restart instead if the
    /// engine's end has come.
    fn call(&mut self, calls: &mut Calls) {
        let (until, draining) = (self.execution_deadline(), self.shared.is(Phase::Draining));
        while let Some(asking) = self.tree.next_call() {
            if let Some(header) = self.tree.header(asking.frame).filter(|_| !draining) {
                calls.make(&self.shared, &self.info, header, asking, until);
            }
        }
    }

    /// Commits while the calls go on; what they bring is kept for the next step.
    async fn write_meanwhile(
        &mut self,
        commit: Commit,
        beginning: Option<Beginning>,
        calls: &mut Calls,
    ) -> Result<(), Over> {
        if calls.is_empty() {
            return self.write(commit, beginning).await;
        }
        let mut gathered = Vec::new();
        let written = {
            let mut write = pin!(self.write(commit, beginning));
            loop {
                tokio::select! {
                    biased;
                    written = &mut write => break written,
                    answer = calls.next() => gathered.extend(answer),
                }
            }
        };
        gathered.into_iter().for_each(|answer| self.tree.reply(answer));
        written
    }

    /// Leaves memory until the next frame's moment, unless that has come or a stop came in. A tree of many
    /// rows stays for short sleeps: to read it again would cost more than the memory is worth.
    async fn sleep(&mut self, calls: &mut Calls) -> Result<(), Over> {
        let Some(wake) = self.tree.next_wake() else {
            self.shared.registry.park(self.key, "none of its frames waits for anything".into());
            return Err(Over);
        };
        let deadline = self.execution_deadline().map_or(wake, |end| end.min(wake));
        let now = self.shared.now();
        if deadline <= later(now, self.tree.rows().saturating_mul(STAY_MILLISECONDS)) {
            return if deadline > now { self.wait(calls, false).await } else { Ok(()) };
        }
        if self.shared.registry.release(self.key) {
            self.shared.timer.note(deadline);
            return Err(Over);
        }
        Ok(())
    }

    /// Waits until a call has ended, a frame's moment has come or a stop comes in.
    async fn wait(&mut self, calls: &mut Calls, draining: bool) -> Result<(), Over> {
        let (shared, active) = (self.shared.clone(), self.active.clone());
        let wake = self.tree.next_wake().filter(|_| !draining);
        let deadline = [wake, self.execution_deadline()].into_iter().flatten().min();
        let moment = async {
            match deadline {
                Some(deadline) => shared.clock.sleep_until(deadline).await,
                None => std::future::pending().await,
            }
        };
        self.busy.pause();
        let answer = tokio::select! {
            biased;
            () = active.bell.notified() => None,
            () = shared.reaches(Phase::Stopped) => {
                shared.registry.abandon(self.key);
                return Err(Over);
            }
            answer = calls.next() => answer,
            () = moment => None,
        };
        self.busy.resume();
        answer.into_iter().for_each(|answer| self.tree.reply(answer));
        Ok(())
    }

    /// The end that came from outside meanwhile, if one did.
    fn cut_short(&self) -> Option<Closing> {
        let closing = |status, now| Closing { status, stopped_at: now, output: None, error: None, cause: None };
        if self.active.is_stopped() {
            return Some(closing(Status::Aborted, self.shared.now()));
        }
        let (deadline, now) = (self.execution_deadline()?, self.shared.now());
        (deadline <= now).then(|| closing(Status::TimedOut, now))
    }

    async fn cut(&mut self, mut closing: Closing) -> Over {
        let stops = if closing.status == Status::Aborted { self.active.take_stops() } else { Vec::new() };
        if let Some(first) = stops.first() {
            closing.error.clone_from(&first.error);
            closing.cause.clone_from(&first.cause);
        }
        let now = closing.stopped_at;
        ending::cut(&mut self.log, self.tree.counters(), &closing);
        let written = self.close(closing, None).await;
        for StopRequest { done, .. } in stops {
            // Whoever no longer waits for the answer needs none.
            _ = done.send(if written { Ok(now) } else { Err(StopError::EngineStopped) });
        }
        Over
    }

    /// When the machine's own time is up.
    fn execution_deadline(&self) -> Option<Timestamp> {
        self.info.deadline()
    }
}

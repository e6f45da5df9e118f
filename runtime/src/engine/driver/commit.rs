//! What a driver writes, and when it gives up writing.

use std::{sync::Arc, time::Duration};

use jiff::Timestamp;

use super::{Beginning, Driver, Over};
use crate::{
    Failure,
    clock::later,
    cx,
    engine::{shared::Phase, turn::Scene},
    store::{Closing, Commit, HistoryChunk, Outcome},
};

/// The waits between attempts to write what the store would not take.
const FIRST_RETRY: Duration = Duration::from_millis(50);
const LONGEST_RETRY: Duration = Duration::from_secs(5);

impl Driver {
    /// Ends the execution with what its last turn came to.
    pub(super) async fn end(&mut self, end: Result<String, Failure>, beginning: Option<Beginning>) -> Over {
        let now = self.shared.now();
        let mut scene = Scene { info: &self.info, header: &mut self.header, log: &mut self.log, now };
        let closing = scene.close(end);
        self.close(closing, beginning).await;
        Over
    }

    /// Writes the end of the execution and tells whoever waits; `false` if it could not be written.
    pub(super) async fn close(&mut self, closing: Closing, beginning: Option<Beginning>) -> bool {
        let commit = Commit { close: Some(closing.clone()), ..Commit::new(self.key) };
        let written = self.write(commit, beginning).await.is_ok();
        if written {
            self.shared.registry.finish(self.key, &Arc::new(closing));
        }
        written
    }

    /// Writes a commit with the events of its turn. A beginning that the store does not take is answered
    /// and dropped; anything else is tried until the store takes it or the engine stops, since what the
    /// turn brought exists nowhere else.
    pub(super) async fn write(&mut self, mut commit: Commit, beginning: Option<Beginning>) -> Result<(), Over> {
        commit.history = self.log.chunk.take().map(|(first_event, events)| HistoryChunk {
            // Histories are limited to what fits.
            first_event: u32::try_from(first_event).unwrap_or(u32::MAX),
            events,
        });
        match beginning {
            Some(beginning) => self.write_first(commit, beginning).await,
            None => self.write_on(commit).await,
        }
    }

    async fn write_first(&mut self, mut commit: Commit, beginning: Beginning) -> Result<(), Over> {
        let Beginning { start, told } = beginning;
        commit.start = Some(start);
        let outcome = self.shared.writer.write(commit).await.map_err(|unwritten| unwritten.error);
        self.shared.set_trouble(outcome.as_ref().err().cloned());
        let committed = matches!(outcome, Ok(Outcome::Committed));
        if !committed {
            self.shared.registry.abandon(self.key);
        }
        // Whoever no longer waits for the answer needs none: the execution goes on.
        _ = told.send(outcome);
        if committed { Ok(()) } else { Err(Over) }
    }

    async fn write_on(&mut self, commit: Commit) -> Result<(), Over> {
        let mut commit = commit;
        let mut pause = FIRST_RETRY;
        loop {
            let unwritten = match self.shared.writer.write(commit).await {
                // An end that was written before its answer was lost is not open any more.
                Ok(_) => {
                    self.shared.set_trouble(None);
                    return Ok(());
                }
                Err(unwritten) => unwritten,
            };
            self.shared.set_trouble(Some(unwritten.error));
            let Some(again) = unwritten.commit else { break };
            commit = again;
            self.busy.pause();
            tokio::select! {
                () = tokio::time::sleep(pause) => {}
                () = self.shared.reaches(Phase::Draining) => break,
            }
            self.busy.resume();
            pause = (pause * 2).min(LONGEST_RETRY);
        }
        self.shared.registry.abandon(self.key);
        Err(Over)
    }

    /// When the store is to wake the frame, if it sleeps.
    pub(super) fn deadline(&self) -> Option<Timestamp> {
        match self.header.phase {
            cx::Phase::Waiting | cx::Phase::BackingOff => {
                [self.header.wake_at(), self.execution_deadline()].into_iter().flatten().min()
            }
            cx::Phase::Calling | cx::Phase::Yielded => None,
        }
    }

    /// When the machine's own time is up.
    pub(super) fn execution_deadline(&self) -> Option<Timestamp> {
        let seconds = self.info.meta().timeout_seconds?;
        Some(later(self.info.started_at(), seconds.saturating_mul(1_000)))
    }
}

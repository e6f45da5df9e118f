//! What a driver writes, and when it gives up writing.

use std::{sync::Arc, time::Duration};

use super::{Beginning, Driver, Over};
use crate::{
    engine::shared::Phase,
    store::{Closing, Commit, HistoryChunk, Outcome},
};

/// The waits between attempts to write what the store would not take.
const FIRST_RETRY: Duration = Duration::from_millis(50);
const LONGEST_RETRY: Duration = Duration::from_secs(5);

impl Driver {
    /// Writes the end of the execution and tells whoever waits; `false` if it could not be written.
    pub(super) async fn close(&mut self, closing: Closing, beginning: Option<Beginning>) -> bool {
        let commit = Commit { close: Some(closing.clone()), history: self.events(), ..Commit::new(self.key) };
        let written = self.write(commit, beginning).await.is_ok();
        if written {
            self.shared.registry.finish(self.key, &Arc::new(closing));
        }
        written
    }

    /// The events that are not written.
    pub(super) fn events(&mut self) -> Option<HistoryChunk> {
        self.log.chunk.take().map(|(first_event, events)| HistoryChunk {
            // Histories are limited to what fits.
            first_event: u32::try_from(first_event).unwrap_or(u32::MAX),
            events,
        })
    }

    /// Writes a commit. A beginning that the store does not take is answered and dropped; anything else is
    /// tried until the store takes it or the engine stops, since what the turns brought exists nowhere else.
    pub(super) async fn write(&mut self, commit: Commit, beginning: Option<Beginning>) -> Result<(), Over> {
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
}

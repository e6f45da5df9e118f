//! The one thread that writes: it groups all commits that wait into one transaction of the store.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread::JoinHandle,
};

use tokio::sync::oneshot;

use crate::store::{Commit, Outcome, Store, StoreError, StoreErrorKind};

/// How many commits go into one transaction.
const MAX_GROUP: usize = 1_024;

/// Where commits are handed in.
pub(crate) struct Writer {
    store: Arc<dyn Store>,
    thread: Mutex<Option<Thread>>,
}

struct Thread {
    jobs: mpsc::Sender<Job>,
    handle: JoinHandle<()>,
}

struct Job {
    commit: Commit,
    done: oneshot::Sender<Result<Outcome, Box<Unwritten>>>,
}

/// A commit that was not written, given back for another try.
pub(crate) struct Unwritten {
    pub(crate) commit: Option<Commit>,
    pub(crate) error: StoreError,
}

impl Unwritten {
    fn new(commit: Option<Commit>, error: StoreError) -> Box<Self> {
        Box::new(Self { commit, error })
    }
}

impl Writer {
    pub(crate) fn new(store: Arc<dyn Store>) -> Result<Self, StoreError> {
        if store.is_quick() {
            return Ok(Self { store, thread: Mutex::new(None) });
        }
        let (jobs, queue) = mpsc::channel();
        let target = store.clone();
        let handle = std::thread::Builder::new()
            .name("stepwright-writer".into())
            .spawn(move || write_all(&*target, &queue))
            .map_err(|error| {
                StoreError::new(StoreErrorKind::Other, "cannot start the writer's thread").with_source(error)
            })?;
        Ok(Self { store, thread: Mutex::new(Some(Thread { jobs, handle })) })
    }

    /// Writes one commit and returns once it is durable.
    pub(crate) async fn write(&self, commit: Commit) -> Result<Outcome, Box<Unwritten>> {
        if self.store.is_quick() {
            let mut group = vec![commit];
            return match commit_group(&*self.store, &group) {
                Ok(outcomes) => Ok(outcomes.first().copied().unwrap_or(Outcome::NotOpen)),
                Err(error) => Err(Unwritten::new(group.pop(), error)),
            };
        }
        let (done, answer) = oneshot::channel();
        let refused = {
            let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
            match &*thread {
                Some(thread) => thread.jobs.send(Job { commit, done }).err().map(|unsent| unsent.0.commit),
                None => Some(commit),
            }
        };
        if let Some(commit) = refused {
            return Err(Unwritten::new(Some(commit), closed()));
        }
        answer.await.unwrap_or_else(|_| Err(Unwritten::new(None, closed())))
    }

    /// Writes what waits and ends the thread. Blocks.
    pub(crate) fn close(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(Thread { jobs, handle }) = thread {
            drop(jobs);
            // The thread catches what the store does to it.
            _ = handle.join();
        }
    }
}

fn closed() -> StoreError {
    StoreError::new(StoreErrorKind::Other, "the engine has been shut down")
}

fn write_all(store: &dyn Store, queue: &mpsc::Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        let jobs = std::iter::once(first).chain(queue.try_iter().take(MAX_GROUP - 1));
        let (group, answers): (Vec<_>, Vec<_>) = jobs.map(|job| (job.commit, job.done)).unzip();
        // Whoever no longer waits for an answer needs none.
        match commit_group(store, &group) {
            Ok(outcomes) => {
                for (answer, outcome) in answers.into_iter().zip(outcomes) {
                    _ = answer.send(Ok(outcome));
                }
            }
            Err(error) => {
                for (answer, commit) in answers.into_iter().zip(group) {
                    _ = answer.send(Err(Unwritten::new(Some(commit), error.clone())));
                }
            }
        }
    }
}

fn commit_group(store: &dyn Store, group: &[Commit]) -> Result<Vec<Outcome>, StoreError> {
    let outcomes = catch_unwind(AssertUnwindSafe(|| store.commit(group)))
        .unwrap_or_else(|_| Err(StoreError::new(StoreErrorKind::Other, "the store panicked")))?;
    if outcomes.len() == group.len() {
        return Ok(outcomes);
    }
    let text = format!("the store answered {} of {} commits", outcomes.len(), group.len());
    Err(StoreError::new(StoreErrorKind::Other, text))
}

//! The ledger: what happened outside the engine, a line an event, on disk before anything relies on it.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError, mpsc},
};

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entry {
    /// A process is about to be started.
    Born {
        /// Which one, from 1.
        life: u32,
    },
    /// Its engine was built.
    Recovered {
        /// What the engine says it goes on with.
        resumed: u64,
        /// What the engine says it cannot go on with.
        parked: u64,
    },
    /// An execution is about to be started.
    Asked {
        /// Its job.
        job: u64,
    },
    /// The start was acknowledged.
    Started {
        /// Its job.
        job: u64,
    },
    /// A handler was called.
    Called(Call),
    /// The handler is about to return.
    Returned(Call),
    /// The result was acknowledged.
    Ended {
        /// Its job.
        job: u64,
        /// How it ended.
        outcome: Outcome,
    },
    /// An execution whose start was acknowledged is not there.
    Missing {
        /// Its job.
        job: u64,
    },
    /// The process was killed.
    Killed,
}

/// A call as its handler sees it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Call {
    /// The idempotency key.
    pub key: String,
    /// The execution's name.
    pub execution: String,
    /// The state.
    pub state: String,
    /// On which way it is: that of the top level is empty, and that of a branch or iteration begins with the
    /// one that it parts from.
    pub lane: String,
    /// Which visit of the state it is, as the data has it.
    pub round: u32,
    /// The attempt.
    pub attempt: u32,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// With this output.
    Succeeded(String),
    /// With this error and cause.
    Failed(Option<String>, Option<String>),
}

/// Writes into a ledger. Clones write into the same one.
#[derive(Clone)]
pub struct Scribe(Sink);

#[derive(Clone)]
enum Sink {
    Memory(Arc<Mutex<Vec<Entry>>>),
    Disk(mpsc::Sender<(Vec<u8>, oneshot::Sender<()>)>),
}

impl Scribe {
    /// Writes into a list.
    #[must_use]
    pub fn memory(list: Arc<Mutex<Vec<Entry>>>) -> Self {
        Self(Sink::Memory(list))
    }

    /// Writes at the end of a file, from a thread that syncs all waiting lines at once. A ledger that
    /// cannot be written ends the process: nothing may go on unwritten.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn disk(path: &Path) -> io::Result<Self> {
        let mut file = OpenOptions::new().append(true).create(true).open(path)?;
        let (sender, lines) = mpsc::channel();
        std::thread::Builder::new().name("scribe".into()).spawn(move || {
            if let Err(error) = write_all(&mut file, &lines) {
                eprintln!("the ledger cannot be written: {error}");
                std::process::exit(4);
            }
        })?;
        Ok(Self(Sink::Disk(sender)))
    }

    /// Writes an entry and returns once it is on disk.
    pub async fn note(&self, entry: Entry) {
        match &self.0 {
            Sink::Memory(list) => list.lock().unwrap_or_else(PoisonError::into_inner).push(entry),
            Sink::Disk(lines) => {
                let (done, written) = oneshot::channel();
                // The thread ends only with the process.
                _ = lines.send((line(&entry), done));
                _ = written.await;
            }
        }
    }
}

/// An entry as a line.
#[must_use]
pub fn line(entry: &Entry) -> Vec<u8> {
    // Entries are plain data.
    let mut line = serde_json::to_vec(entry).unwrap_or_default();
    line.push(b'\n');
    line
}

fn write_all(file: &mut File, lines: &mpsc::Receiver<(Vec<u8>, oneshot::Sender<()>)>) -> io::Result<()> {
    while let Ok(first) = lines.recv() {
        let (text, waiting): (Vec<_>, Vec<_>) = std::iter::once(first).chain(lines.try_iter()).unzip();
        file.write_all(&text.concat())?;
        file.sync_data()?;
        for waits in waiting {
            // Whoever was cancelled waits no more.
            _ = waits.send(());
        }
    }
    Ok(())
}

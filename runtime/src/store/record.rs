//! The records that a store takes and gives. All times are whole milliseconds.

use std::fmt;

use jiff::Timestamp;

use super::{ExecutionKey, FrameKey};

/// One step of one execution: all of it is written, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The execution that it belongs to.
    pub execution: ExecutionKey,
    /// The execution begins with this commit, if its workflow and name are free.
    pub start: Option<NewExecution>,
    /// What changes among its frames.
    pub frames: Vec<FrameWrite>,
    /// The events that are new in its history.
    pub history: Option<HistoryChunk>,
    /// The execution ends with this commit, if it is open: all of its frames go.
    pub close: Option<Closing>,
}

impl Commit {
    /// A commit that changes nothing yet.
    #[must_use]
    pub fn new(execution: ExecutionKey) -> Self {
        Self { execution, start: None, frames: Vec::new(), history: None, close: None }
    }
}

/// What became of a commit in a batch that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is on disk.
    Committed,
    /// It was left out: the workflow has an execution of that name, this one.
    AlreadyExists(ExecutionKey),
    /// It was left out: the execution that it closes is not there or has ended.
    NotOpen,
}

/// An execution as it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewExecution {
    /// The name its workflow is registered under.
    pub workflow: String,
    /// Its own name, unique in the workflow.
    pub name: String,
    /// The fingerprint of the definition that it is pinned to.
    pub fingerprint: String,
    /// Its input, as JSON text.
    pub input: String,
    /// When it began.
    pub started_at: Timestamp,
}

/// Where an execution stands, as the service names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Status {
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Running, Self::Succeeded, Self::Failed, Self::TimedOut, Self::Aborted];

    /// `RUNNING`, `SUCCEEDED` ..
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Anything but [`Status::Running`].
    pub status: Status,
    /// When it ended.
    pub stopped_at: Timestamp,
    /// Its output, as JSON text, if it succeeded.
    pub output: Option<String>,
    /// The error's name, if there is one.
    pub error: Option<String>,
    /// The error's cause, if there is one.
    pub cause: Option<String>,
}

/// All that is kept of an execution itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionRecord {
    /// Its key.
    pub key: ExecutionKey,
    /// How it began.
    pub start: NewExecution,
    /// How it ended, if it has.
    pub closing: Option<Closing>,
}

impl ExecutionRecord {
    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Status {
        self.closing.as_ref().map_or(Status::Running, |closing| closing.status)
    }
}

/// An execution in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionSummary {
    /// Its key.
    pub key: ExecutionKey,
    /// The name its workflow is registered under.
    pub workflow: String,
    /// Its own name.
    pub name: String,
    /// The fingerprint of the definition that it is pinned to.
    pub fingerprint: String,
    /// Where it stands.
    pub status: Status,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended, if it has.
    pub stopped_at: Option<Timestamp>,
}

/// Which executions to list.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// Only those of this workflow.
    pub workflow: Option<String>,
    /// Only those that stand there.
    pub status: Option<Status>,
    /// Only those that began before this one.
    pub before: Option<ExecutionKey>,
    /// At most so many.
    pub limit: usize,
}

/// How many executions are open under one definition.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OpenDefinition {
    /// The workflow's name.
    pub workflow: String,
    /// The definition's fingerprint.
    pub fingerprint: String,
    /// How many.
    pub executions: u64,
}

/// One change among the frames of an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameWrite {
    /// Its checkpoint from now on, in the place of the one it had.
    Put {
        /// The frame's number.
        frame: u32,
        /// When it is to be woken, if it sleeps.
        deadline: Option<Timestamp>,
        /// Its checkpoint, opaque to the store.
        checkpoint: Vec<u8>,
    },
    /// Its deadline from now on; the checkpoint stays. Nothing happens if there is no such frame.
    Reschedule {
        /// The frame's number.
        frame: u32,
        /// When it is to be woken, if it sleeps.
        deadline: Option<Timestamp>,
    },
    /// These frames are over, from the first to the last. Nothing happens where there is no such frame.
    Delete {
        /// The first frame's number.
        first: u32,
        /// The last frame's number.
        last: u32,
    },
}

/// A frame as the store has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameRecord {
    /// Its key.
    pub key: FrameKey,
    /// When it is to be woken, if it sleeps.
    pub deadline: Option<Timestamp>,
    /// Its checkpoint.
    pub checkpoint: Vec<u8>,
}

/// A frame that sleeps, in the order in which frames are woken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueFrame {
    /// When it is to be woken.
    pub deadline: Timestamp,
    /// Its key.
    pub key: FrameKey,
}

/// The events of one commit, opaque to the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryChunk {
    /// The id of the first of them; unique in the execution.
    pub first_event: u32,
    /// The events, encoded.
    pub events: Vec<u8>,
}

/// Which way a history is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The oldest first.
    Forward,
    /// The newest first.
    Backward,
}

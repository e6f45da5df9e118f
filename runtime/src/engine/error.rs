//! What the engine answers when it cannot do what it was asked.

use std::{error::Error, fmt};

use crate::{json, store::StoreError};

/// An engine could not be built.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EngineError {
    /// The store cannot be used.
    Store(StoreError),
    /// Two workflows have the same name.
    DuplicateWorkflow(String),
    /// A workflow's name is none that the service takes.
    InvalidName(String),
    /// [`EngineBuilder::build`](crate::EngineBuilder::build) was not called in a tokio runtime.
    NoRuntime,
    /// The tokio runtime has no time driver.
    NoTime,
    /// A workflow asks for something that this version cannot run.
    Unsupported {
        /// The name it is registered under.
        workflow: String,
        /// Each state that asks for something, and what that is.
        features: Vec<(String, &'static str)>,
    },
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => write!(f, "the store cannot be used: {error}"),
            Self::DuplicateWorkflow(name) => write!(f, "two workflows are registered as `{name}`"),
            Self::InvalidName(name) => write!(f, "`{name}` is no name for a workflow: {NAME_RULE}"),
            Self::NoRuntime => f.write_str("an engine is built inside a tokio runtime, and there is none"),
            Self::NoTime => {
                f.write_str("the tokio runtime has no time driver: build it with `enable_time()` or `enable_all()`")
            }
            Self::Unsupported { workflow, features } => {
                write!(f, "`{workflow}` asks for what this version cannot run: ")?;
                for (index, (state, feature)) in features.iter().enumerate() {
                    write!(f, "{}{feature} (state `{state}`)", if index > 0 { ", " } else { "" })?;
                }
                Ok(())
            }
        }
    }
}

impl Error for EngineError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

const NAME_RULE: &str = "1 to 80 characters without white space, controls and any of <>{}[]?*\"#%\\^|~`$&,;:/";

/// An execution was not started; nothing is stored.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StartError {
    /// No workflow of that name is registered.
    UnknownWorkflow(String),
    /// The workflow is registered as the other type: standard ones are started, express ones are run.
    WrongType(String),
    /// It is no name for an execution.
    InvalidName(String),
    /// The input is not what the workflow takes.
    InvalidInput {
        /// Which value is at fault.
        path: String,
        /// What is wrong with it.
        message: String,
    },
    /// The input is larger than 262,144 bytes.
    InputTooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// The workflow has an execution of that name that has another input or has ended.
    AlreadyExists {
        /// That execution's ARN.
        execution_id: String,
    },
    /// The store failed.
    Store(StoreError),
    /// The engine shuts down.
    ShuttingDown,
}

impl StartError {
    pub(crate) fn invalid_input(input: &str, error: &serde_json::Error) -> Self {
        let path = json::path_at(input, error.line(), error.column());
        Self::InvalidInput { path, message: error.to_string() }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownWorkflow(name) => write!(f, "no workflow is registered as `{name}`"),
            Self::WrongType(name) => {
                write!(f, "`{name}` is of the other type: standard workflows are started, express ones are run")
            }
            Self::InvalidName(name) => write!(f, "`{name}` is no name for an execution: {NAME_RULE}"),
            Self::InvalidInput { path, message } => {
                write!(f, "the input is not what the workflow takes: `{path}`: {message}")
            }
            Self::InputTooLarge { size } => write!(f, "the input has {size} bytes, and 262144 is the most"),
            Self::AlreadyExists { execution_id } => {
                write!(f, "the execution exists, with another input or ended: {execution_id}")
            }
            Self::Store(error) => write!(f, "the store failed: {error}"),
            Self::ShuttingDown => f.write_str("the engine shuts down"),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            _ => None,
        }
    }
}

/// An execution has no output.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ExecutionError {
    /// It failed.
    Failed {
        /// The error's name, if it has one.
        error: Option<String>,
        /// The error's cause, if it has one.
        cause: Option<String>,
    },
    /// It ran out of time.
    TimedOut,
    /// It was stopped.
    Aborted {
        /// The error's name that was given, if any.
        error: Option<String>,
        /// The cause that was given, if any.
        cause: Option<String>,
    },
    /// It is open and does not go on in this program: its definition is another one than this program
    /// has, or its checkpoint cannot be read.
    Parked {
        /// Why.
        reason: String,
    },
    /// Its output is not of the declared type.
    InvalidOutput(String),
    /// It was refused before it began.
    Refused(StartError),
    /// The engine was shut down before it ended.
    EngineStopped,
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for ExecutionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verb, error, cause) = match self {
            Self::Failed { error, cause } => ("failed", error, cause),
            Self::Aborted { error, cause } => ("was stopped", error, cause),
            Self::TimedOut => return f.write_str("the execution ran out of time"),
            Self::Parked { reason } => return write!(f, "the execution is parked: {reason}"),
            Self::InvalidOutput(error) => return write!(f, "the output is not of the declared type: {error}"),
            Self::Refused(error) => return error.fmt(f),
            Self::EngineStopped => return f.write_str("the engine was shut down before the execution ended"),
            Self::Store(error) => return write!(f, "the store failed: {error}"),
        };
        write!(f, "the execution {verb}")?;
        for text in [error, cause].into_iter().flatten() {
            write!(f, ": {text}")?;
        }
        Ok(())
    }
}

impl Error for ExecutionError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Store(error) => Some(error),
            Self::Refused(error) => Some(error),
            _ => None,
        }
    }
}

/// An execution was not stopped.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum StopError {
    /// There is no such execution.
    NotFound(String),
    /// The engine was shut down before it could.
    EngineStopped,
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for StopError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(id) => write!(f, "there is no execution {id}"),
            Self::EngineStopped => f.write_str("the engine was shut down before the execution was stopped"),
            Self::Store(error) => write!(f, "the store failed: {error}"),
        }
    }
}

impl Error for StopError {}

/// A question about executions was not answered.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum QueryError {
    /// There is no such execution.
    NotFound(String),
    /// The page token is none that was given out.
    InvalidToken(String),
    /// More results were asked for than a page may have.
    PageTooLarge(usize),
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(id) => write!(f, "there is no execution {id}"),
            Self::InvalidToken(token) => write!(f, "`{token}` is no page token"),
            Self::PageTooLarge(size) => write!(f, "a page has 1000 results at most, not {size}"),
            Self::Store(error) => write!(f, "the store failed: {error}"),
        }
    }
}

impl Error for QueryError {}

impl From<StoreError> for QueryError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

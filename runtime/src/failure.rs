//! Errors as the language knows them: a name, a cause, and who may catch them.

use std::{borrow::Cow, convert::Infallible, error::Error, fmt};

use serde::{Deserialize, Serialize};

/// The name of the errors that nothing catches.
const RUNTIME: &str = "States.Runtime";
const TIMEOUT: &str = "States.Timeout";
const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";
/// How long a cause may be, in characters, as on the service.
const LONGEST_CAUSE: usize = 32_768;
/// Two names of one error: a result that cannot be laid at its path.
const PATH_CONFLICT: [&str; 2] = ["States.ResultPathMatchFailure", "States.ReferencePathConflict"];

/// An error that a task can end with: its name is what `ErrorEquals` lists, its text is the cause. A cause has
/// 32,768 characters at most, as on the service: what is beyond that is cut off.
///
/// `#[derive(TaskError)]` writes it for an enum.
pub trait TaskError: Error {
    /// The name that `Retry` and `Catch` go by.
    fn name(&self) -> Cow<'_, str>;

    /// The error as the engine carries it.
    fn to_failure(&self) -> Failure {
        Failure::new(self.name().into_owned(), self.to_string())
    }
}

impl TaskError for Infallible {
    fn name(&self) -> Cow<'_, str> {
        match *self {}
    }
}

/// An error of any name and cause, for handlers whose errors are not known beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskFailure {
    error: Option<String>,
    cause: Option<String>,
}

impl TaskFailure {
    /// An error with a name and a cause.
    pub fn new(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self { error: Some(error.into()), cause: Some(cause.into()) }
    }

    /// An error that may lack either.
    #[must_use]
    pub fn from_parts(error: Option<String>, cause: Option<String>) -> Self {
        Self { error, cause }
    }
}

impl fmt::Display for TaskFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.cause.as_deref().unwrap_or_default())
    }
}

impl Error for TaskFailure {}

impl TaskError for TaskFailure {
    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.error.as_deref().unwrap_or_default())
    }

    fn to_failure(&self) -> Failure {
        Failure::from_parts(self.error.clone(), self.cause.clone())
    }
}

/// An error inside an execution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    error: Option<Cow<'static, str>>,
    cause: Option<Cow<'static, str>>,
    timed_out: bool,
}

impl Failure {
    /// An error with a name and a cause.
    pub fn new(error: impl Into<Cow<'static, str>>, cause: impl Into<Cow<'static, str>>) -> Self {
        Self { error: Some(error.into()), cause: Some(cause.into()), timed_out: false }
    }

    /// An error that may lack either, as a `Fail` state may.
    #[must_use]
    pub fn from_parts(error: Option<String>, cause: Option<String>) -> Self {
        Self { error: error.map(Cow::Owned), cause: cause.map(Cow::Owned), timed_out: false }
    }

    /// What a task's own error comes to.
    pub fn from_task_error<E: TaskError + ?Sized>(error: &E) -> Self {
        error.to_failure()
    }

    /// `States.Runtime`, which nothing catches.
    pub fn runtime(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::new(RUNTIME, cause)
    }

    /// A task that ran out of time.
    #[must_use]
    pub fn timed_out() -> Self {
        Self { error: Some(Cow::Borrowed(TIMEOUT)), cause: None, timed_out: true }
    }

    /// Its name, if it has one.
    #[must_use]
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// Its cause, if it has one.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// Whether it is the end of a task's time.
    #[must_use]
    pub fn is_time_out(&self) -> bool {
        self.timed_out
    }

    /// With a cause that is as long as one may be: what is beyond that is cut off.
    #[must_use]
    pub(crate) fn shortened(mut self) -> Self {
        let end = self.cause().and_then(|cause| Some(cause.char_indices().nth(LONGEST_CAUSE)?.0));
        if let (Some(end), Some(cause)) = (end, &mut self.cause) {
            cause.to_mut().truncate(end);
        }
        self
    }

    /// What a catcher lays over the state's input.
    #[must_use]
    pub fn error_output(&self) -> ErrorOutput {
        let cause = self.cause().or(self.timed_out.then_some(""));
        ErrorOutput { error: self.error().map(str::to_owned), cause: cause.map(str::to_owned) }
    }

    /// Whether nothing can catch it: it ends the whole execution, wherever in it it happens.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.error() == Some(RUNTIME)
    }

    /// Whether an `ErrorEquals` list takes it.
    #[must_use]
    pub fn is_matched_by(&self, names: &[&str]) -> bool {
        if self.is_fatal() {
            return false;
        }
        let error = self.error().unwrap_or_default();
        let timed_out = self.timed_out || [TIMEOUT, HEARTBEAT_TIMEOUT].contains(&error);
        let conflict = PATH_CONFLICT.contains(&error);
        names.iter().any(|name| match *name {
            "States.ALL" => true,
            "States.TaskFailed" => !timed_out && !conflict,
            TIMEOUT => timed_out,
            name if PATH_CONFLICT.contains(&name) => conflict,
            name => self.error() == Some(name),
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.error(), self.cause()) {
            (Some(error), Some(cause)) => write!(f, "{error}: {cause}"),
            (Some(text), None) | (None, Some(text)) => f.write_str(text),
            (None, None) => f.write_str("an error without a name"),
        }
    }
}

impl Error for Failure {}

/// The error output that a catcher brings: `{"Error": .., "Cause": ..}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorOutput {
    /// The error's name; `null` if the task sent none.
    #[serde(rename = "Error")]
    pub error: Option<String>,
    /// The error's cause; `null` if the task sent none.
    #[serde(rename = "Cause")]
    pub cause: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_match_what_they_should() {
        let all: &[&str] = &["States.ALL"];
        let task: &[&str] = &["States.TaskFailed"];
        let declined = Failure::new("Card.Declined", "no");
        let nameless = Failure::from_parts(None, None);
        let limit = Failure::new("States.DataLimitExceeded", "too large");
        for failure in [&declined, &nameless, &limit] {
            assert!(failure.is_matched_by(all) && failure.is_matched_by(task), "{failure}");
        }
        assert!(Failure::timed_out().is_matched_by(all));
        assert!(!Failure::timed_out().is_matched_by(task));
        assert!(Failure::timed_out().is_matched_by(&["Other", "States.Timeout"]));
        assert!(!declined.is_matched_by(&["card.declined", "Card", "State.ALL"]));
    }

    #[test]
    fn names_that_mean_the_same_match_each_other() {
        let heartbeat = Failure::new("States.HeartbeatTimeout", "none came");
        assert!(heartbeat.is_matched_by(&["States.Timeout"]) && heartbeat.is_matched_by(&["States.HeartbeatTimeout"]));
        assert!(!heartbeat.is_matched_by(&["States.TaskFailed"]));
        assert!(!Failure::timed_out().is_matched_by(&["States.HeartbeatTimeout"]));
        for error in ["States.ResultPathMatchFailure", "States.ReferencePathConflict"] {
            let conflict = Failure::new(error, "no place");
            assert!(conflict.is_matched_by(&["States.ResultPathMatchFailure"]));
            assert!(conflict.is_matched_by(&["States.ReferencePathConflict"]));
            assert!(conflict.is_matched_by(&["States.ALL"]) && !conflict.is_matched_by(&["States.TaskFailed"]));
        }
        assert!(!Failure::from_parts(None, None).is_matched_by(&["", "States.Timeout"]));
        for error in ["States.IntrinsicFailure", "States.ExceedToleratedFailureThreshold", "States.Permissions"] {
            let failure = Failure::new(error, "so");
            assert!(failure.is_matched_by(&["States.TaskFailed"]) && failure.is_matched_by(&[error]));
            assert!(!failure.is_matched_by(&["States.BranchFailed"]));
        }
    }

    #[test]
    fn nothing_matches_a_runtime_error() {
        let failure = Failure::runtime("a path is gone");
        for name in ["States.ALL", "States.TaskFailed", "States.Runtime"] {
            assert!(!failure.is_matched_by(&[name]), "{name}");
        }
    }

    #[test]
    fn long_causes_are_cut_where_a_character_ends() {
        for cause in ["x".repeat(40_000), "\u{e9}".repeat(40_000), "x".repeat(LONGEST_CAUSE), "short".to_owned()] {
            let failure = Failure::new("E", cause.clone()).shortened();
            let kept = failure.cause().unwrap();
            assert!(cause.starts_with(kept));
            assert_eq!(kept.chars().count(), cause.chars().count().min(LONGEST_CAUSE));
        }
        assert_eq!(Failure::timed_out().shortened(), Failure::timed_out());
    }

    #[test]
    fn error_outputs_are_as_recorded() {
        let text = |failure: Failure| serde_json::to_string(&failure.error_output()).unwrap();
        assert_eq!(text(Failure::timed_out()), r#"{"Error":"States.Timeout","Cause":""}"#);
        assert_eq!(text(Failure::from_parts(None, None)), r#"{"Error":null,"Cause":null}"#);
        assert_eq!(text(Failure::new("E", "c")), r#"{"Error":"E","Cause":"c"}"#);
    }
}

//! The types of events, in the order of their stored codes: new ones go last.

use crate::flow::StateKind;

macro_rules! event_types {
    ($($name:ident $(: $details:literal)?;)*) => {
        /// The type of a history event, as the service names it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum EventType {
            $($name,)*
        }

        impl EventType {
            const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// The member of the event that holds its details, if it has any.
            #[must_use]
            pub fn details_member(self) -> Option<&'static str> {
                const NONE: Option<&str> = None;
                match self {
                    $(Self::$name => NONE $(.or(Some($details)))?,)*
                }
            }
        }
    };
}

event_types! {
    ExecutionStarted: "executionStartedEventDetails";
    ExecutionSucceeded: "executionSucceededEventDetails";
    ExecutionFailed: "executionFailedEventDetails";
    ExecutionTimedOut: "executionTimedOutEventDetails";
    ExecutionAborted: "executionAbortedEventDetails";
    TaskStateEntered: "stateEnteredEventDetails";
    TaskStateExited: "stateExitedEventDetails";
    PassStateEntered: "stateEnteredEventDetails";
    PassStateExited: "stateExitedEventDetails";
    ChoiceStateEntered: "stateEnteredEventDetails";
    ChoiceStateExited: "stateExitedEventDetails";
    WaitStateEntered: "stateEnteredEventDetails";
    WaitStateExited: "stateExitedEventDetails";
    SucceedStateEntered: "stateEnteredEventDetails";
    SucceedStateExited: "stateExitedEventDetails";
    FailStateEntered: "stateEnteredEventDetails";
    ParallelStateEntered: "stateEnteredEventDetails";
    ParallelStateExited: "stateExitedEventDetails";
    MapStateEntered: "stateEnteredEventDetails";
    MapStateExited: "stateExitedEventDetails";
    LambdaFunctionScheduled: "lambdaFunctionScheduledEventDetails";
    LambdaFunctionStarted;
    LambdaFunctionSucceeded: "lambdaFunctionSucceededEventDetails";
    LambdaFunctionFailed: "lambdaFunctionFailedEventDetails";
    LambdaFunctionTimedOut: "lambdaFunctionTimedOutEventDetails";
    TaskScheduled: "taskScheduledEventDetails";
    TaskStarted: "taskStartedEventDetails";
    TaskSucceeded: "taskSucceededEventDetails";
    TaskFailed: "taskFailedEventDetails";
    TaskTimedOut: "taskTimedOutEventDetails";
    TaskSubmitted: "taskSubmittedEventDetails";
    TaskStateAborted;
    WaitStateAborted;
    ParallelStateStarted;
    ParallelStateSucceeded;
    ParallelStateFailed;
    ParallelStateAborted;
    MapStateStarted: "mapStateStartedEventDetails";
    MapStateSucceeded;
    MapStateFailed;
    MapStateAborted;
    MapIterationStarted: "mapIterationStartedEventDetails";
    MapIterationSucceeded: "mapIterationSucceededEventDetails";
    MapIterationFailed: "mapIterationFailedEventDetails";
    MapIterationAborted: "mapIterationAbortedEventDetails";
    ActivityScheduled: "activityScheduledEventDetails";
    ActivityStarted: "activityStartedEventDetails";
    ActivitySucceeded: "activitySucceededEventDetails";
    ActivityFailed: "activityFailedEventDetails";
    ActivityTimedOut: "activityTimedOutEventDetails";
    EvaluationFailed: "evaluationFailedEventDetails";
}

impl EventType {
    pub(crate) fn entered(kind: StateKind) -> Self {
        match kind {
            StateKind::Task => Self::TaskStateEntered,
            StateKind::Pass => Self::PassStateEntered,
            StateKind::Choice => Self::ChoiceStateEntered,
            StateKind::Wait => Self::WaitStateEntered,
            StateKind::Succeed => Self::SucceedStateEntered,
            StateKind::Fail => Self::FailStateEntered,
            StateKind::Parallel => Self::ParallelStateEntered,
            StateKind::Map => Self::MapStateEntered,
        }
    }

    /// There is none for a Fail state, which is never left.
    pub(crate) fn exited(kind: StateKind) -> Option<Self> {
        Some(match kind {
            StateKind::Task => Self::TaskStateExited,
            StateKind::Pass => Self::PassStateExited,
            StateKind::Choice => Self::ChoiceStateExited,
            StateKind::Wait => Self::WaitStateExited,
            StateKind::Succeed => Self::SucceedStateExited,
            StateKind::Parallel => Self::ParallelStateExited,
            StateKind::Map => Self::MapStateExited,
            StateKind::Fail => return None,
        })
    }

    /// What a state leaves that is ended from outside; only those that take time can be.
    pub(crate) fn aborted(kind: StateKind) -> Option<Self> {
        Some(match kind {
            StateKind::Task => Self::TaskStateAborted,
            StateKind::Wait => Self::WaitStateAborted,
            StateKind::Parallel => Self::ParallelStateAborted,
            StateKind::Map => Self::MapStateAborted,
            StateKind::Pass | StateKind::Choice | StateKind::Succeed | StateKind::Fail => return None,
        })
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    pub(crate) fn is_transition(self) -> bool {
        let name = self.as_str();
        let ends = ["StateEntered", "StateExited", "StateAborted"];
        name.starts_with("Execution") || ends.iter().any(|end| name.ends_with(end))
    }
}

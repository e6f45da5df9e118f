//! `Resource` of a `Task`: what is called, and how.

/// What a task calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// The whole ARN as written.
    pub arn: String,
    /// What kind of call it is.
    pub kind: ResourceKind,
}

/// How a resource is called and what its result looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResourceKind {
    /// `arn:aws:lambda:..:function:NAME[:version]`: the function's own result.
    Lambda {
        /// The function's name, without its version.
        function: String,
    },
    /// `arn:aws:states:::SERVICE:ACTION[PATTERN]`
    Integration {
        /// `sqs`, `aws-sdk:dynamodb`
        service: String,
        /// `sendMessage`: without its pattern
        action: String,
        /// How it is used.
        pattern: Pattern,
    },
    /// `arn:aws:states:REGION:ACCOUNT:activity:NAME`
    Activity {
        /// The activity's name.
        name: String,
    },
}

/// How a service integration is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pattern {
    /// Request and response: the action alone.
    RequestResponse,
    /// `.sync`: the task ends when the job does.
    Sync,
    /// `.sync:2`
    Sync2,
    /// `.waitForTaskToken`: the task ends when its token comes back.
    TaskToken,
}

impl Pattern {
    /// What stands behind the action.
    #[must_use]
    pub fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::TaskToken => ".waitForTaskToken",
        }
    }
}

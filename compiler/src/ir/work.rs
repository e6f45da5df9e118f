//! The states that do work: `Task`, `Parallel` and `Map`, with their retriers and catchers.

use super::{Assign, Next, ScopeId, Seconds, Select, Spanned};
use crate::{
    expr::{Path, Template},
    json,
    source::Span,
};

/// What the states that do work have in common: `Task`, `Parallel` and `Map`.
#[derive(Clone, Debug)]
pub struct Work {
    /// `InputPath`
    pub input_path: Select,
    /// `ResultSelector`
    pub result_selector: Option<Template>,
    /// `ResultPath`
    pub result_path: Select,
    /// `OutputPath`
    pub output_path: Select,
    /// `Assign`
    pub assign: Option<Assign>,
    /// `Retry`, in order.
    pub retry: Vec<Retrier>,
    /// `Catch`, in order.
    pub catch: Vec<Catcher>,
    /// `Next`, `End`
    pub next: Next,
}

impl Work {
    /// What it assigns: the state's own, and that of its catchers.
    #[must_use]
    pub fn assigns(&self) -> Vec<&Assign> {
        self.assign.iter().chain(self.catch.iter().filter_map(|catcher| catcher.assign.as_ref())).collect()
    }
}

/// A `Task` state.
#[derive(Clone, Debug)]
pub struct Task {
    /// What it shares with the other states that do work.
    pub work: Work,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `Resource`
    pub resource: Spanned<Resource>,
    /// `TimeoutSeconds`, `TimeoutSecondsPath`
    pub timeout: Option<Seconds>,
    /// `HeartbeatSeconds`, `HeartbeatSecondsPath`
    pub heartbeat: Option<Seconds>,
    /// `Credentials`: a template that has `RoleArn`.
    pub credentials: Option<Template>,
}

/// A `Parallel` state.
#[derive(Clone, Debug)]
pub struct Parallel {
    /// What it shares with the other states that do work.
    pub work: Work,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `Branches`, in order.
    pub branches: Vec<ScopeId>,
}

/// A `Map` state.
#[derive(Clone, Debug)]
pub struct Map {
    /// What it shares with the other states that do work.
    pub work: Work,
    /// `ItemsPath`; `None`: the effective input itself.
    pub items_path: Option<Path>,
    /// `ItemSelector`, or `Parameters` as it was called.
    pub item_selector: Option<Template>,
    /// The key that the item selector stands under: `ItemSelector` or `Parameters`.
    pub item_selector_key: &'static str,
    /// The key that the processor stands under: `ItemProcessor` or `Iterator`.
    pub processor_key: &'static str,
    /// `ItemProcessor`, or `Iterator` as it was called. `None` if it is missing (a diagnostic says so).
    pub processor: Option<ScopeId>,
    /// `MaxConcurrency`, `MaxConcurrencyPath`; `None` is 0.
    pub max_concurrency: Option<Count>,
    /// `ProcessorConfig`
    pub mode: Mode,
}

/// How a `Map` runs its iterations.
#[derive(Clone, Debug)]
pub enum Mode {
    /// As a part of the execution.
    Inline,
    /// As executions of their own.
    Distributed(Box<Distributed>),
}

/// What only a distributed `Map` has.
#[derive(Clone, Debug)]
pub struct Distributed {
    /// The place of `Mode`.
    pub span: Span,
    /// `ProcessorConfig.ExecutionType`
    pub execution_type: Option<Spanned<ExecutionType>>,
    /// `Label`
    pub label: Option<Spanned<String>>,
    /// `ToleratedFailureCount`, `ToleratedFailureCountPath`
    pub tolerated_failure_count: Option<Count>,
    /// `ToleratedFailurePercentage`, `ToleratedFailurePercentagePath`
    pub tolerated_failure_percentage: Option<Number>,
    /// `ItemReader`
    pub item_reader: Option<ItemReader>,
    /// `ItemBatcher`
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter`
    pub result_writer: Option<ResultWriter>,
}

/// Of which type the executions of a distributed `Map` are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// `ItemReader`
#[derive(Clone, Debug)]
pub struct ItemReader {
    /// `Resource`
    pub resource: Spanned<String>,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `ReaderConfig.MaxItems`, `ReaderConfig.MaxItemsPath`
    pub max_items: Option<Count>,
    /// `ReaderConfig`, as written.
    pub config: Option<json::Node>,
}

/// `ItemBatcher`
#[derive(Clone, Debug)]
pub struct ItemBatcher {
    /// `MaxItemsPerBatch`, `MaxItemsPerBatchPath`
    pub max_items: Option<Count>,
    /// `MaxInputBytesPerBatch`, `MaxInputBytesPerBatchPath`
    pub max_bytes: Option<Count>,
    /// `BatchInput`
    pub input: Option<Template>,
}

/// `ResultWriter`
#[derive(Clone, Debug)]
pub struct ResultWriter {
    /// `Resource`
    pub resource: Option<Spanned<String>>,
    /// `Parameters`
    pub parameters: Option<Template>,
    /// `WriterConfig`, as written.
    pub config: Option<json::Node>,
}

/// A whole number, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Count {
    /// `MaxConcurrency`
    Literal(Spanned<u64>),
    /// `MaxConcurrencyPath`
    Path(Path),
}

/// A number, literal or read from the state's input.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// `ToleratedFailurePercentage`
    Literal(Spanned<f64>),
    /// `ToleratedFailurePercentagePath`
    Path(Path),
}

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

/// One entry of `Retry`.
#[derive(Clone, Debug)]
pub struct Retrier {
    /// The whole entry.
    pub span: Span,
    /// `ErrorEquals`
    pub errors: Vec<Spanned<String>>,
    /// `IntervalSeconds`; default 1.
    pub interval_seconds: u64,
    /// `MaxAttempts`; default 3.
    pub max_attempts: u64,
    /// `BackoffRate`; default 2.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`
    pub max_delay_seconds: Option<u64>,
    /// `JitterStrategy` is `FULL`.
    pub full_jitter: bool,
}

/// One entry of `Catch`.
#[derive(Clone, Debug)]
pub struct Catcher {
    /// The whole entry.
    pub span: Span,
    /// `ErrorEquals`
    pub errors: Vec<Spanned<String>>,
    /// `ResultPath`
    pub result_path: Select,
    /// `Assign`
    pub assign: Option<Assign>,
    /// `Next`
    pub next: Next,
}

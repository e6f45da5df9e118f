//! The states that do work, but for `Map`: `Task` and `Parallel`, and what all three share, retriers and catchers among it.

use super::{Assign, Next, Resource, ScopeId, Seconds, Select, Spanned};
use crate::{expr::Template, source::Span};

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

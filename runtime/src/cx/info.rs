//! What stays the same through an execution: its identity, its input, the engine's settings.

use std::{
    borrow::Cow,
    sync::{Arc, OnceLock},
};

use jiff::Timestamp;
use serde_json::Value;

use crate::{FlowMeta, HistoryLevel, arn, clock::later, store::MAX_SEQUENCE};

/// What an engine was built with.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    pub(crate) account: String,
    pub(crate) region: String,
    pub(crate) role_arn: String,
    pub(crate) history: HistoryLevel,
    /// The id of the last event that a history can have.
    pub(crate) history_limit: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            account: "000000000000".into(),
            region: "us-east-1".into(),
            role_arn: "arn:aws:iam::000000000000:role/stepwright".into(),
            history: HistoryLevel::Full,
            history_limit: 25_000,
        }
    }
}

/// One execution's identity and input. What is seldom asked for is made when it is.
pub(crate) struct Info<'a> {
    settings: Arc<Settings>,
    meta: &'static FlowMeta,
    express: bool,
    started_at: Timestamp,
    input: Cow<'a, str>,
    input_value: OnceLock<Value>,
    name: OnceLock<String>,
    arn: OnceLock<Arc<str>>,
    machine_arn: OnceLock<String>,
}

impl<'a> Info<'a> {
    pub(crate) fn standard(
        settings: Arc<Settings>,
        meta: &'static FlowMeta,
        started_at: Timestamp,
        name: String,
        input: String,
    ) -> Self {
        Self { name: OnceLock::from(name), ..Self::new(settings, meta, false, started_at, Cow::Owned(input)) }
    }

    pub(crate) fn express(
        settings: Arc<Settings>,
        meta: &'static FlowMeta,
        started_at: Timestamp,
        input: &'a str,
        identity: Option<(String, Arc<str>)>,
    ) -> Self {
        let info = Self::new(settings, meta, true, started_at, Cow::Borrowed(input));
        match identity {
            Some((name, arn)) => Self { name: OnceLock::from(name), arn: OnceLock::from(arn), ..info },
            None => info,
        }
    }

    fn new(
        settings: Arc<Settings>,
        meta: &'static FlowMeta,
        express: bool,
        started_at: Timestamp,
        input: Cow<'a, str>,
    ) -> Self {
        Self {
            settings,
            meta,
            express,
            started_at,
            input,
            input_value: OnceLock::new(),
            name: OnceLock::new(),
            arn: OnceLock::new(),
            machine_arn: OnceLock::new(),
        }
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    pub(crate) fn meta(&self) -> &'static FlowMeta {
        self.meta
    }

    pub(crate) fn is_express(&self) -> bool {
        self.express
    }

    pub(crate) fn started_at(&self) -> Timestamp {
        self.started_at
    }

    /// When the execution's own time is up, as the machine says.
    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        let seconds = self.meta.timeout_seconds?;
        Some(later(self.started_at, seconds.saturating_mul(1_000)))
    }

    pub(crate) fn input(&self) -> &str {
        &self.input
    }

    /// The id of the last event that the history can have; an express execution's has no end.
    pub(crate) fn history_limit(&self) -> u64 {
        if self.express { u64::MAX } else { self.settings.history_limit.min(u64::from(MAX_SEQUENCE)) }
    }

    pub(crate) fn input_value(&self) -> &Value {
        // The text was read as the workflow's input, so it is JSON.
        self.input_value.get_or_init(|| serde_json::from_str(&self.input).unwrap_or_default())
    }

    pub(crate) fn name(&self) -> &str {
        self.name.get_or_init(|| uuid::Uuid::now_v7().to_string())
    }

    pub(crate) fn arn(&self) -> &Arc<str> {
        self.arn.get_or_init(|| {
            let name = self.name();
            if self.express {
                arn::express(&self.settings, self.meta.name, name, &uuid::Uuid::now_v7().to_string()).into()
            } else {
                arn::execution(&self.settings, self.meta.name, name).into()
            }
        })
    }

    pub(crate) fn machine_arn(&self) -> &str {
        self.machine_arn.get_or_init(|| arn::state_machine(&self.settings, self.meta.name))
    }
}

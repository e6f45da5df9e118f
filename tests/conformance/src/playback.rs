//! Plays tasks back: each answers what it answered when the case was recorded.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use stepwright::{TaskContext, TaskFailure, TaskMap};

use crate::{Case, lambda};

/// The tasks of a case.
#[derive(Clone, Default)]
pub(crate) struct Playback {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// What is left of the recorded calls.
    script: Vec<Value>,
    scripted: bool,
    handlers: Value,
    trouble: Option<Trouble>,
}

/// Why a call had no answer.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// Nothing says what the service would have answered.
    Service(String),
    /// The recorded execution did not make the call.
    Unrecorded(String),
}

impl Playback {
    pub(crate) fn new(case: &Case) -> Self {
        let script = case.list("task_script").to_vec();
        let handlers = case.json.get("handlers").cloned().unwrap_or_default();
        let state = State { scripted: !script.is_empty(), script, handlers, trouble: None };
        Playback { state: Arc::new(Mutex::new(state)) }
    }

    pub(crate) fn tasks(&self) -> TaskMap {
        let playback = self.clone();
        TaskMap::new().otherwise(move |cx, input| {
            let playback = playback.clone();
            async move { playback.answer(cx, input).await }
        })
    }

    /// The first call that had no answer.
    pub(crate) fn trouble(&self) -> Option<Trouble> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).trouble.clone()
    }

    /// How many recorded calls were not made.
    pub(crate) fn left(&self) -> usize {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).script.len()
    }

    async fn answer(&self, cx: TaskContext, input: Value) -> Result<Value, TaskFailure> {
        let (entry, scripted, handlers) = {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            let at = state.script.iter().position(|entry| entry["state"] == cx.state_name());
            (at.map(|at| state.script.remove(at)), state.scripted, state.handlers.clone())
        };
        let resource = cx.resource();
        if let Some(entry) = entry {
            return replay(&entry["outcome"]).await;
        }
        if scripted {
            return self.stuck(Trouble::Unrecorded(format!("{resource} in {}", cx.state_name()))).await;
        }
        let answer = if resource.ends_with(":lambda:invoke") {
            lambda::invoke(&handlers, &cx, input).await
        } else {
            lambda::call(&handlers, resource, &cx, input).await
        };
        match answer {
            Some(answer) => answer,
            None => self.stuck(Trouble::Service(resource.to_owned())).await,
        }
    }

    async fn stuck(&self, trouble: Trouble) -> Result<Value, TaskFailure> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).trouble.get_or_insert(trouble);
        Err(TaskFailure::new("Conformance.NoAnswer", "the recording has no answer to this call"))
    }
}

async fn replay(outcome: &Value) -> Result<Value, TaskFailure> {
    let text = |member: &str| match &outcome[member] {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        json => Some(json.to_string()),
    };
    match outcome["result"].as_str() {
        Some("success") => Ok(match &outcome["output"] {
            // A text stands for JSON, unless the recorder blanked it.
            Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone())),
            json => json.clone(),
        }),
        Some("failure") => Err(TaskFailure::from_parts(text("error"), text("cause"))),
        // It never answered; the state's time runs out.
        _ => std::future::pending().await,
    }
}

//! Runs a case through the engine, on a clock of its own.

use std::time::Duration;

use serde_json::{Value, json};
use stepwright::{Description, Engine, ExecutionError, HistoryEvent, ManualClock, Status, TaskMap};

use crate::{
    Case, Definition, Kind,
    matcher::ROLE,
    playback::{Playback, Trouble},
};

/// What an execution came to.
#[derive(Clone, Debug)]
pub struct Ran {
    /// How it ended.
    pub status: &'static str,
    /// Its output.
    pub output: Option<Value>,
    /// Its error's name.
    pub error: Option<String>,
    /// Its error's cause.
    pub cause: Option<String>,
    /// Its history.
    pub history: Vec<HistoryEvent>,
    /// How it is described, unless it is an express one.
    pub description: Option<Description>,
    /// How many recorded calls were not made.
    pub calls_left: usize,
}

/// Why there is nothing to compare.
#[derive(Clone, Debug)]
pub enum NotRun {
    /// A task of a service has nothing to play back.
    Service(String),
    /// It did not run as it should.
    Fault(String),
}

/// How long a case may take of real time.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest history of an execution whose tasks all answer `{}`: some loop until an answer says otherwise.
const LOOPS: u64 = 2_000;

/// Runs a case whose definition is compiled.
///
/// # Errors
/// It did not come to an end that can be compared.
pub fn run(case: &Case, definition: &Definition) -> Result<Ran, NotRun> {
    let fault = |error: &dyn std::fmt::Display| NotRun::Fault(error.to_string());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(|e| fault(&e))?;
    let playback = Playback::new(case);
    let tasks = match case.kind {
        Kind::RealWorld => TaskMap::new().otherwise(|_, _| async { Ok(json!({})) }),
        _ => playback.tasks(),
    };
    let ran = runtime.block_on(async {
        match tokio::time::timeout(PATIENCE, execute(case, definition, tasks)).await {
            Ok(ran) => ran,
            Err(_) => Err("it did not end".to_owned()),
        }
    });
    match playback.trouble() {
        Some(Trouble::Service(resource)) => return Err(NotRun::Service(resource)),
        Some(Trouble::Unrecorded(call)) => return Err(NotRun::Fault(call)),
        None => {}
    }
    let mut ran = ran.map_err(NotRun::Fault)?;
    ran.calls_left = playback.left();
    Ok(ran)
}

async fn execute(case: &Case, definition: &Definition, tasks: TaskMap) -> Result<Ran, String> {
    let Definition::Compiled { name, register, register_express, .. } = *definition else {
        return Err("its definition is not compiled".to_owned());
    };
    let clock = ManualClock::default();
    let builder = Engine::builder().clock(clock.clone()).account("111111111111").region("us-east-1").role_arn(ROLE);
    let input = case.setup().input.to_string();
    if case.is_express() {
        let engine = register_express(builder, tasks).build().await.map_err(text)?;
        let (result, history) = clock.run(&engine, engine.run_traced(name, &input)).await.map_err(text)?;
        return ended(result, history);
    }
    let builder = if case.kind == Kind::RealWorld { builder.history_limit(LOOPS) } else { builder };
    let engine = register(builder, tasks).build().await.map_err(text)?;
    let execution = engine.start_json(name, None, &input).await.map_err(text)?;
    if case.kind == Kind::Recorded && case.expected("status").is_some_and(|status| status == "ABORTED") {
        engine.idle().await;
        let sent = |member: &str| case.expected(member).and_then(Value::as_str).map(str::to_owned);
        execution.stop(sent("error").as_deref(), sent("cause").as_deref()).await.map_err(text)?;
    }
    let result = clock.run(&engine, execution.result_json()).await;
    let description = execution.describe().await.map_err(text)?;
    let mut ran = ended(result, execution.history().await.map_err(text)?)?;
    let described = (description.status.as_str(), &description.error, &description.cause);
    if described != (ran.status, &ran.error, &ran.cause) {
        return Err(format!("its description says {described:?}, its end says otherwise"));
    }
    ran.description = Some(description);
    Ok(ran)
}

fn ended(result: Result<String, ExecutionError>, history: Vec<HistoryEvent>) -> Result<Ran, String> {
    let (status, output, error, cause) = match result {
        Ok(output) => (Status::Succeeded, Some(serde_json::from_str(&output).map_err(text)?), None, None),
        Err(ExecutionError::Failed { error, cause }) => (Status::Failed, None, error, cause),
        Err(ExecutionError::Aborted { error, cause }) => (Status::Aborted, None, error, cause),
        Err(ExecutionError::TimedOut) => (Status::TimedOut, None, None, None),
        Err(other) => return Err(other.to_string()),
    };
    Ok(Ran { status: status.as_str(), output, error, cause, history, description: None, calls_left: 0 })
}

#[allow(clippy::needless_pass_by_value, reason = "for map_err")]
fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

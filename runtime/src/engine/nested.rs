//! Workflows that tasks start: `states:startExecution`, with `.sync` and `.sync:2`, served by the engine.

mod answer;

use std::{
    future::pending,
    sync::{Arc, Weak},
    time::Duration,
};

use serde_json::Value;

use super::{
    ExecutionRef,
    error::{ExecutionError, StartError},
    express, read,
    read::Description,
    shared::{Phase, Registered, Shared},
    start as starting,
};
use crate::{
    HistoryLevel, Status, TaskContext, TaskFailure, arn,
    cx::Log,
    json::{same, text},
};
use answer::{outcome, refused, started, wrong_type};

/// The resource, without its pattern.
pub(crate) const RESOURCE: &str = "arn:aws:states:::states:startExecution";

/// How long a store that failed is left alone.
const PAUSE: Duration = Duration::from_secs(1);

/// Serves one call of the resource.
pub(crate) async fn start(cx: &TaskContext, engine: &Weak<Shared>, parameters: &Value) -> Result<Value, TaskFailure> {
    let pattern = cx.resource().strip_prefix(RESOURCE);
    let (waits, reads) = match pattern {
        Some("") => (false, false),
        Some(".sync") => (true, false),
        Some(".sync:2") => (true, true),
        _ => {
            let cause = format!("no handler is given for the resource {}", cx.resource());
            return Err(TaskFailure::new("Stepwright.NoHandler", cause));
        }
    };
    // What works is the workflow that is started, which may need the place among the handlers.
    cx.make_room();
    // Without an engine there is nobody to take an answer either.
    let Some(shared) = engine.upgrade() else { return pending().await };
    let asked = Asked::read(parameters)?;
    let registered = find(&shared, asked.machine_arn)?;
    if registered.express {
        return if waits { Err(wrong_type()) } else { run_express(&shared, registered, &asked) };
    }
    let execution = start_standard(cx, &shared, registered, &asked).await?;
    let response = started(execution.id(), execution.started_at());
    if !waits {
        return Ok(response);
    }
    cx.submitted(&response);
    let mut child = Child { shared: &shared, execution: &execution, running: true };
    let description = ended(cx, &shared, &execution).await;
    child.running = false;
    drop(child);
    outcome(asked.machine_arn, &description, reads)
}

/// What the task asks for.
struct Asked<'a> {
    machine_arn: &'a str,
    name: Option<&'a str>,
    /// JSON text.
    input: String,
}

impl<'a> Asked<'a> {
    fn read(parameters: &'a Value) -> Result<Self, TaskFailure> {
        let unusable = |what: &str| {
            let cause = format!("The Parameters '{parameters}' could not be used to start the Task: [{what}]");
            TaskFailure::new("States.Runtime", cause)
        };
        let machine_arn = match parameters.get("StateMachineArn") {
            Some(Value::String(arn)) => arn,
            Some(_) => return Err(unusable("The value of the field 'StateMachineArn' has an invalid format")),
            None => return Err(unusable("The field 'StateMachineArn' is required but was missing")),
        };
        let name = match parameters.get("Name") {
            None | Some(Value::Null) => None,
            Some(Value::String(name)) => Some(name.as_str()),
            Some(_) => return Err(unusable("The value of the field 'Name' has an invalid format")),
        };
        let input = match parameters.get("Input") {
            None | Some(Value::Null) => "{}".to_owned(),
            // A text is sent as it is.
            Some(Value::String(input)) => input.clone(),
            Some(input) => text(input).map_err(|error| TaskFailure::new("States.Runtime", error.to_string()))?,
        };
        Ok(Self { machine_arn, name, input })
    }
}

fn find<'s>(shared: &'s Shared, machine_arn: &str) -> Result<&'s Registered, TaskFailure> {
    let name = machine_arn.rsplit(':').next().unwrap_or_default();
    let registered = shared.machines.get(name);
    let registered = registered.filter(|_| arn::state_machine(&shared.settings, name) == machine_arn);
    registered
        .ok_or_else(|| refused("StateMachineDoesNotExist", &format!("State Machine Does Not Exist: '{machine_arn}'")))
}

/// Starts the execution, or finds the one that this very call started before a crash.
async fn start_standard(
    cx: &TaskContext,
    shared: &Arc<Shared>,
    registered: &Registered,
    asked: &Asked<'_>,
) -> Result<ExecutionRef, TaskFailure> {
    let workflow = registered.machine.meta().name;
    let derived = derived_name(cx.idempotency_key(), cx.attempt());
    let name = asked.name.unwrap_or(&derived);
    loop {
        let error = match starting::start(shared, workflow, Some(name), asked.input.clone()).await {
            Ok(execution) => return Ok(execution),
            Err(error) => error,
        };
        return Err(match error {
            StartError::AlreadyExists { execution_id } => {
                let existing = read::find(shared, workflow, name).await;
                match existing {
                    // Nobody else would give that name; and a call that is made again after a crash may
                    // well find what it had started.
                    Ok(Some(existing))
                        if asked.name.is_none() || (cx.is_repeated() && has_input(&existing, asked).await) =>
                    {
                        return Ok(existing);
                    }
                    _ => refused("ExecutionAlreadyExists", &format!("Execution Already Exists: '{execution_id}'")),
                }
            }
            StartError::InvalidName(name) => refused("InvalidName", &format!("Invalid Name: '{name}'")),
            StartError::InvalidInput { .. } | StartError::InputTooLarge { .. } => {
                refused("InvalidExecutionInput", &format!("Invalid State Machine Execution Input: '{error}'"))
            }
            StartError::UnknownWorkflow(_) | StartError::WrongType(_) => wrong_type(),
            StartError::ShuttingDown => return cx.let_go().await,
            StartError::Store(_) => {
                tokio::time::sleep(PAUSE).await;
                continue;
            }
        });
    }
}

async fn has_input(existing: &ExecutionRef, asked: &Asked<'_>) -> bool {
    existing.describe().await.is_ok_and(|description| same(&description.input, &asked.input))
}

/// Runs an express workflow beside the execution that asks for it, which does not wait for it.
fn run_express(shared: &Arc<Shared>, registered: &Registered, asked: &Asked<'_>) -> Result<Value, TaskFailure> {
    let workflow = registered.machine.meta().name;
    let name = asked.name.map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned);
    if !arn::is_name(&name) {
        return Err(refused("InvalidName", &format!("Invalid Name: '{name}'")));
    }
    let id: Arc<str> = arn::express(&shared.settings, workflow, &name, &uuid::Uuid::now_v7().to_string()).into();
    let response = started(&id, shared.now());
    let (shared_too, input) = (shared.clone(), asked.input.clone());
    shared.runtime.spawn(async move {
        // Nobody waits for how it ends, as on the service.
        let mut log = Log::new(HistoryLevel::Off);
        tokio::select! {
            _ = express::run(&shared_too, workflow, &input, &mut log, Some((name, id))) => {}
            () = shared_too.reaches(Phase::Stopped) => {}
        }
    });
    Ok(response)
}

/// Waits for the end of an execution, through whatever trouble the store is in.
async fn ended(cx: &TaskContext, shared: &Shared, execution: &ExecutionRef) -> Description {
    loop {
        let result = tokio::select! {
            biased;
            result = execution.result_json() => result,
            () = shared.reaches(Phase::Draining) => return cx.let_go().await,
        };
        match result {
            Err(ExecutionError::EngineStopped) => return cx.let_go().await,
            // Here it does not end.
            Err(ExecutionError::Parked { .. }) => {
                shared.reaches(Phase::Draining).await;
                return cx.let_go().await;
            }
            Err(ExecutionError::Store(_)) => {}
            Ok(_) | Err(_) => match execution.describe().await {
                Ok(description) if description.status != Status::Running => return description,
                _ => {}
            },
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// The execution that a call waits for: it is stopped when nobody waits for the call any more, unless the
/// engine itself lets go of it.
struct Child<'a> {
    shared: &'a Arc<Shared>,
    execution: &'a ExecutionRef,
    running: bool,
}

impl Drop for Child<'_> {
    fn drop(&mut self) {
        if self.running && !self.shared.is(Phase::Draining) {
            let execution = self.execution.clone();
            // As well as can be done: nobody is left to hear of a failure.
            self.shared.runtime.spawn(async move { execution.stop(None, None).await });
        }
    }
}

/// The name of an execution that one attempt of one call starts: always the same one, and nobody else's.
fn derived_name(idempotency_key: &str, attempt: u32) -> String {
    // FNV-1a: what it gives must never change, for executions outlive programs.
    let bytes = idempotency_key.bytes().chain([0]).chain(attempt.to_be_bytes());
    let hash = bytes.fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b)
    });
    uuid::Builder::from_custom_bytes(hash.to_be_bytes()).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn derived_names_are_stable_and_their_calls_own() {
        let name = derived_name("arn:aws:states:us-east-1:0:execution:orders:o-1/0/3", 1);
        assert_eq!(name, derived_name("arn:aws:states:us-east-1:0:execution:orders:o-1/0/3", 1));
        assert_ne!(name, derived_name("arn:aws:states:us-east-1:0:execution:orders:o-1/0/3", 2));
        assert_ne!(name, derived_name("arn:aws:states:us-east-1:0:execution:orders:o-1/3/3", 1));
        assert!(arn::is_name(&name), "{name}");
        assert_eq!(name.len(), 36);
    }

    #[test]
    fn what_is_asked_for_is_read_or_refused_by_name() {
        let parameters = json!({"StateMachineArn": "arn", "Input": null, "Name": null});
        let asked = Asked::read(&parameters).unwrap();
        assert_eq!((asked.machine_arn, asked.name, asked.input.as_str()), ("arn", None, "{}"));
        let parameters = json!({"StateMachineArn": "arn", "Input": {"a": 1}, "Name": "n"});
        let asked = Asked::read(&parameters).unwrap();
        assert_eq!((asked.name, asked.input.as_str()), (Some("n"), r#"{"a":1}"#));
        let refused = Asked::read(&json!({"Input": 1})).err().unwrap();
        assert!(refused.to_string().contains("[The field 'StateMachineArn' is required but was missing]"), "{refused}");
    }
}

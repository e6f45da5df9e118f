//! The context object, with the service's order of keys.

use serde_json::{Map, Value};

use super::{Cx, Purpose, entropy};
use crate::{
    flow::{Pattern, StateKind, TaskKind},
    rfc3339,
};

pub(super) fn value(cx: &Cx<'_>) -> Value {
    let id = ("Id", Value::from(cx.execution_id()));
    let input = ("Input", cx.execution_input().clone());
    let start_time = ("StartTime", Value::from(rfc3339(cx.execution_start_time())));
    let name = ("Name", Value::from(cx.execution_name()));
    let role_arn = ("RoleArn", Value::from(cx.role_arn()));
    let execution = if cx.info.is_express() {
        object([id, input, name, role_arn, start_time])
    } else {
        object([id, input, start_time, name, role_arn, ("RedriveCount", Value::from(0))])
    };
    let machine = object([("Id", Value::from(cx.machine_id())), ("Name", Value::from(cx.machine_name()))]);
    let mut state =
        vec![("Name", Value::from(cx.state_name())), ("EnteredTime", Value::from(rfc3339(cx.state_entered_time())))];
    let kind = cx.state_meta(cx.header.state).map(|meta| meta.kind);
    if matches!(kind, Some(StateKind::Task | StateKind::Parallel | StateKind::Map)) {
        state.push(("RetryCount", Value::from(cx.retry_count())));
    }
    let token = takes_token(cx).then(|| ("Task", object([("Token", Value::from(token(cx)))])));
    object([("Execution", execution), ("StateMachine", machine), ("State", object(state))].into_iter().chain(token))
}

/// Whether the state's task may be ended by whoever has its token.
fn takes_token(cx: &Cx<'_>) -> bool {
    let task = cx.state_meta(cx.header.state).and_then(|meta| meta.task).and_then(|task| cx.task_meta(task));
    let kind = task.map(|task| task.kind);
    matches!(kind, Some(TaskKind::Integration { pattern: Pattern::Sync | Pattern::Sync2 | Pattern::TaskToken, .. }))
}

/// The attempt's token: nobody can guess it, and every attempt has its own.
fn token(cx: &Cx<'_>) -> String {
    let mut random = entropy::randomness(cx.counters, cx.header, cx.frame, Purpose::Token, 0);
    (0..4).map(|_| format!("{:016x}", random.u64(..))).collect()
}

fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

//! The context object, `$$`, as a state sees it.

use std::rc::Rc;

use crate::{
    ir::{Kind, ResourceKind, State},
    types::{Record, RecordField, Ty},
};

/// What of the context object differs between states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// A Task: it has `State.RetryCount`.
    pub task: bool,
    /// A Task that waits for a token, or for a job: it has `Task.Token`.
    pub token: bool,
}

impl Shape {
    /// That of a state.
    #[must_use]
    pub fn of(state: &State) -> Shape {
        let Kind::Task(task) = &state.kind else { return Shape { task: false, token: false } };
        let resource = &task.resource.value;
        let waits = [".waitForTaskToken", ".sync", ".sync:2"].iter().any(|suffix| resource.arn.ends_with(suffix));
        Shape { task: true, token: waits && matches!(resource.kind, ResourceKind::Integration { .. }) }
    }
}

/// The type of the context object.
#[must_use]
pub fn ty(shape: Shape, input: &Ty) -> Ty {
    let count = || Ty::Int(0, i128::from(u32::MAX));
    let execution = [
        RecordField::required("Id", Ty::String),
        RecordField::required("Input", input.clone()),
        RecordField::required("StartTime", Ty::Timestamp),
        RecordField::required("Name", Ty::String),
        RecordField::required("RoleArn", Ty::String),
        RecordField::required("RedriveCount", count()),
        // Only after a redrive.
        RecordField::maybe("RedriveTime", Ty::Timestamp),
    ];
    let mut state =
        vec![RecordField::required("Name", Ty::String), RecordField::required("EnteredTime", Ty::Timestamp)];
    if shape.task {
        state.push(RecordField::required("RetryCount", count()));
    }
    let record = |fields: Vec<RecordField>| Ty::Record(Rc::new(Record { fields, ..Record::default() }));
    let mut all = vec![
        RecordField::required("Execution", record(execution.into())),
        RecordField::required("StateMachine", Ty::record([("Id", Ty::String), ("Name", Ty::String)])),
        RecordField::required("State", record(state)),
    ];
    if shape.token {
        all.push(RecordField::required("Task", Ty::record([("Token", Ty::String)])));
    }
    record(all)
}

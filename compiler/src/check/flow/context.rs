//! The context object, `$$`, as a state sees it.

use std::rc::Rc;

use crate::{
    expr::Step,
    ir::{Kind, Machine, Mode, Pattern, ResourceKind, State},
    types::{Record, RecordField, Ty, ty::Refine},
};

/// What of the context object differs between states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Shape {
    /// A state that is retried: it has `State.RetryCount`.
    pub retries: bool,
    /// A Task that waits for a token, or for a job: it has `Task.Token`.
    pub token: bool,
    /// A state of an execution that a distributed Map starts: what that got as input is not known.
    pub child: bool,
}

impl Shape {
    /// That of a state.
    #[must_use]
    pub fn of(machine: &Machine, state: &State) -> Shape {
        let (retries, token) = match &state.kind {
            Kind::Task(task) => (true, waits(&task.resource.value.kind)),
            Kind::Parallel(_) | Kind::Map(_) => (true, false),
            _ => (false, false),
        };
        Shape { retries, token, child: is_child(machine, state) }
    }
}

fn waits(kind: &ResourceKind) -> bool {
    matches!(kind, ResourceKind::Integration { pattern, .. } if *pattern != Pattern::RequestResponse)
}

/// Whether a state runs in an execution that a distributed Map starts.
fn is_child(machine: &Machine, state: &State) -> bool {
    let mut at = machine.scope(state.scope);
    while let Some(scope) = at {
        let Some((owner, _)) = scope.owner else { break };
        if scope.is_sealed {
            return true;
        }
        at = machine.state(owner).and_then(|owner| machine.scope(owner.scope));
    }
    false
}

/// The type of the context object.
#[must_use]
pub fn ty(shape: Shape, input: &Ty) -> Ty {
    let count = || Ty::Int(0, i128::from(u32::MAX));
    let execution = [
        RecordField::required("Id", Ty::String),
        RecordField::required("Input", if shape.child { Ty::Any } else { input.clone() }),
        RecordField::required("StartTime", Ty::Timestamp),
        RecordField::required("Name", Ty::String),
        RecordField::required("RoleArn", Ty::String),
        RecordField::required("RedriveCount", count()),
        // Only after a redrive.
        RecordField::maybe("RedriveTime", Ty::Timestamp),
    ];
    let mut state =
        vec![RecordField::required("Name", Ty::String), RecordField::required("EnteredTime", Ty::Timestamp)];
    if shape.retries {
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

/// Where the execution's input stands in the context object.
#[must_use]
pub fn input_path() -> [Step; 2] {
    [Step::Key("Execution".to_owned()), Step::Key("Input".to_owned())]
}

/// The context object with the execution's input as rules have told it.
#[must_use]
pub fn with_input(context: &Ty, input: &Ty) -> Ty {
    context.refine(&input_path(), &Refine::Value(&|_| input.clone()))
}

/// What a context object says of the execution's input, if that is not what another one says.
#[must_use]
pub fn learnt(before: &Ty, after: &Ty) -> Option<Ty> {
    if before == after {
        return None;
    }
    let input = |context: &Ty| context.walk(&input_path()).ty().cloned();
    let learnt = input(after)?;
    (input(before)? != learnt).then_some(learnt)
}

/// The context object that `ItemSelector` sees: with the item that it is evaluated for.
#[must_use]
pub fn with_item(context: &Ty, item: &Ty, mode: &Mode) -> Ty {
    let Ty::Record(record) = context else { return context.clone() };
    let index = Ty::Int(0, i128::from(u32::MAX));
    let mut fields = vec![RecordField::required("Index", index), RecordField::required("Value", item.clone())];
    if matches!(mode, Mode::Distributed(_)) {
        fields.extend([RecordField::required("Key", Ty::Any), RecordField::required("Source", Ty::String)]);
    }
    let item = Ty::Record(Rc::new(Record { fields, ..Record::default() }));
    let mut record = Record::clone(record);
    record.fields.push(RecordField::required("Map", Ty::record([("Item", item)])));
    Ty::Record(Rc::new(record))
}

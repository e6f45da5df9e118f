//! Places of the context object, `$$`.

use super::Resolver;
use crate::{
    expr::Step,
    lower::{
        plan::{Access, ContextPart, Op, ReadSource, RootPlace},
        repr::Repr,
        view::value_steps,
    },
    types::contract::{IntTy, RustTy},
};

impl Resolver<'_> {
    /// `$$.Map.Item` while an iteration is made, else what the runtime has.
    pub(super) fn find_in_context(&self, steps: &[Step]) -> ReadSource {
        let Some(item) = self.item else { return context(steps, ContextPart::Whole) };
        let key = |at: usize| match steps.get(at) {
            Some(Step::Key(key)) => Some(key.as_str()),
            _ => None,
        };
        match (key(0), key(1), key(2)) {
            (Some("Map"), Some("Item"), Some("Value")) => {
                self.walk(RootPlace::Item, item, steps.get(3..).unwrap_or_default())
            }
            (Some("Map"), Some("Item"), Some("Index")) => {
                let index = Repr::Rust(RustTy::Int(IntTy::U32));
                self.walk(RootPlace::ItemIndex, &index, steps.get(3..).unwrap_or_default())
            }
            _ => context(steps, ContextPart::WholeWithItem),
        }
    }
}

/// A place of the context object: what the runtime has at hand, else a walk through the whole object.
fn context(steps: &[Step], whole: ContextPart) -> ReadSource {
    let names: Vec<&str> = steps
        .iter()
        .take(2)
        .filter_map(|step| match step {
            Step::Key(key) => Some(key.as_str()),
            Step::Index(_) => None,
        })
        .collect();
    let string = Repr::Rust(RustTy::String);
    let (part, repr) = match names.as_slice() {
        ["Execution", "Id"] => (ContextPart::ExecutionId, string),
        ["Execution", "Name"] => (ContextPart::ExecutionName, string),
        ["Execution", "Input"] => (ContextPart::ExecutionInput, Repr::VALUE),
        ["Execution", "StartTime"] => (ContextPart::ExecutionStartTime, string),
        ["Execution", "RoleArn"] => (ContextPart::ExecutionRoleArn, string),
        ["StateMachine", "Id"] => (ContextPart::MachineId, string),
        ["StateMachine", "Name"] => (ContextPart::MachineName, string),
        ["State", "Name"] => (ContextPart::StateName, string),
        ["State", "EnteredTime"] => (ContextPart::StateEnteredTime, string),
        _ => (whole, Repr::VALUE),
    };
    let rest = if part == whole { steps } else { steps.get(2..).unwrap_or_default() };
    let mut ops = Vec::new();
    match (repr.is_value(), rest) {
        (_, []) => {}
        (true, rest) => ops.push(Op::Value(value_steps(rest))),
        (false, _) => return ReadSource::Nowhere,
    }
    ReadSource::Access(Access { root: RootPlace::Context(part), ops, repr })
}

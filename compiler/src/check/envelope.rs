//! Answers of functions behind `lambda:invoke` whose envelope was never opened.

use crate::{
    check::{
        flow::tasks::{Called, called},
        reads::stages,
        scene::Scene,
        words,
    },
    expr::Step,
    ir::{Kind, Select, StateId},
    types::{Presence, Ty},
};

/// The key of the answer.
pub(crate) const PAYLOAD: &str = "Payload";

/// How to open the envelope that a state hands on, if what it is asked for stands in there.
pub(crate) fn unopened(scene: &Scene<'_>, state: StateId, has: &dyn Fn(&Ty) -> bool) -> Option<String> {
    let here = scene.here(state)?;
    let Kind::Task(task) = &here.state.kind else { return None };
    let Called::Invoke(_) = called(scene.world.tasks()?, task) else { return None };
    let Ty::Record(envelope) = &here.facts.selected else { return None };
    let is_envelope = envelope.get("ExecutedVersion").is_some() && envelope.get("StatusCode").is_some();
    let payload = envelope.get(PAYLOAD).filter(|field| is_envelope && field.presence == Presence::Required)?;
    if payload.ty.is_unknown() || !has(&payload.ty) {
        return None;
    }
    let path = match stages(here.state) {
        (_, Select::Whole, Select::Whole) => format!("$.{PAYLOAD}"),
        (_, Select::Path(path), Select::Whole) => {
            words::steps_after(path.text.clone(), [Step::Key(PAYLOAD.to_owned())].iter())
        }
        _ => return None,
    };
    let name = &here.state.name;
    Some(format!("the answer of `{name}` stands in `{PAYLOAD}`: add `\"OutputPath\": \"{path}\"` to `{name}`"))
}

//! Explains one state: its data at every stage, where that came from, and what each way out carries.
//!
//! It raises nothing and costs the checker nothing: what [`Facts`] do not hold is worked out for the one state that
//! is asked for.

mod arrivals;
mod catchers;
mod condition;
mod fields;
mod json;
mod learnt;
mod lost;
mod model;
mod source;
mod stages;
mod variables;
mod ways;

pub use json::render as json;
pub use model::{
    Arrival, Call, Catcher, Explained, Field, Inner, Learnt, Lost, Origin, Place, Reach, Rule, Stage, StageName,
    Variable, Way, WayTarget, Without, Written,
};

use crate::{
    check::{
        flow::{Facts, Via, World},
        scene::Scene,
    },
    ir::{Kind, Machine, State, StateId},
    types::Contract,
};

/// Explains a state of a machine, with the facts that [`check`](crate::check::check) or
/// [`types_of`](crate::check::types_of) found under the same contract. `None` if the machine has no such state.
#[must_use]
pub fn explain(machine: &Machine, contract: Option<&Contract>, facts: &Facts, id: StateId) -> Option<Explained> {
    let world = World::new(contract);
    let scene = Scene::new(machine, &world, facts);
    let here = scene.here(id)?;
    let reach = match (here.facts.is_reached(), scene.is_led_to(id) && is_scope_entered(&scene, here.state)) {
        (true, _) => Reach::Reached,
        (false, true) => Reach::NeverTaken,
        (false, false) => Reach::NotLedTo,
    };
    let fields = fields::list(&scene, &here);
    Some(Explained {
        state: place(here.state),
        kind: here.state.kind.name(),
        location: machine.location(id),
        reach,
        faulty: here.state.faulty,
        call: stages::call(&scene, &here),
        arrivals: arrivals::list(&scene, id),
        stages: stages::list(&scene, &here),
        scopes: stages::scopes(&scene, &here),
        variables: variables::list(&scene, &here),
        fields: fields.list,
        fields_left_out: fields.left_out,
        lost: lost::list(&scene, &here),
        ways: ways::list(&scene, &here),
    })
}

/// Whether a transition leads to the state that owns the scope of another, and so on outwards.
fn is_scope_entered(scene: &Scene<'_>, state: &State) -> bool {
    let mut at = scene.machine.scope(state.scope);
    while let Some((owner, _)) = at.and_then(|scope| scope.owner) {
        if !scene.is_led_to(owner) {
            return false;
        }
        at = scene.machine.state(owner).and_then(|owner| scene.machine.scope(owner.scope));
    }
    true
}

fn place(state: &State) -> Place {
    Place { name: state.name.clone(), span: state.name_span }
}

/// The field of a state that is a way out of it.
fn field(state: &State, via: Via) -> String {
    match (via, &state.kind) {
        (Via::Next, _) => "Next".to_owned(),
        (Via::Rule(at), _) => format!("Choices[{at}]"),
        (Via::Default, _) => "Default".to_owned(),
        (Via::Catch(at), _) => format!("Catch[{at}]"),
        (Via::Into(_), Kind::Map(map)) => map.processor_key.to_owned(),
        (Via::Into(at), _) => format!("Branches[{at}]"),
    }
}

//! One scope: `StartAt`, `States`, and the names in them.

use std::collections::BTreeMap;

use super::{Reader, fields, object::Object, scopes::Found, state, transition};
use crate::{
    diag::{Severity, Site, codes::structure as codes},
    ir::{Kind, Machine, Mode, Next, Scope, State, StateId},
    json::Member,
};

const BRANCH: [&str; 3] = ["Comment", "StartAt", "States"];
const PROCESSOR: [&str; 4] = ["Comment", "ProcessorConfig", "StartAt", "States"];

/// Reads a scope and its states into the machine. What is wrong with the scope itself makes the state that it
/// belongs to faulty.
pub(super) fn read(found: &Found<'_>, machine: &mut Machine, reader: &mut Reader) {
    let before = reader.diags.as_slice().len();
    let owner = found.owner.and_then(|(id, _)| machine.state(id));
    let is_sealed =
        owner.is_none_or(|state| matches!(&state.kind, Kind::Map(map) if matches!(map.mode, Mode::Distributed(_))));
    let start = head(found, reader);
    let errors = reader.diags.as_slice().get(before..).unwrap_or_default();
    let is_faulty = start.is_none() || errors.iter().any(|d| d.severity == Severity::Error);
    if let Some((owner, _)) = found.owner
        && let Some(state) = machine.states.get_mut(owner.0 as usize)
    {
        state.faulty |= is_faulty;
    }
    let first = machine.states.len();
    for member in found.members {
        let id = StateId::at(machine.states.len());
        let state = read_state(member, id, found, reader);
        machine.states.push(state);
    }
    machine.scopes.push(Scope {
        start,
        states: (first..machine.states.len()).map(StateId::at).collect(),
        owner: found.owner,
        is_sealed,
        variables: BTreeMap::new(),
        span: found.node.span,
    });
}

/// Reads what stands beside and above the states, and gives back where executions begin.
fn head(found: &Found<'_>, reader: &mut Reader) -> Option<StateId> {
    let is_inner = found.owner.is_some();
    let what = match (is_inner, found.site.field.starts_with("Branches")) {
        (false, _) => "the definition".to_owned(),
        (true, true) => format!("the branch {}", found.site),
        (true, false) => format!("the machine {}", found.site),
    };
    let object = Object::open(found.node, found.site.clone(), what, reader.diags)?;
    if is_inner {
        let is_branch = found.site.field.starts_with("Branches");
        fields::only(&object, if is_branch { &BRANCH[..] } else { &PROCESSOR }, reader);
        object.comment(reader.diags);
    }
    let start_at = object.require("StartAt", reader.diags);
    if let Some(node) = object.require("States", reader.diags) {
        let site = object.site.field("States");
        if Object::open(node, site.clone(), site.to_string(), reader.diags).is_some() && found.members.is_empty() {
            let diagnostic = site.error(codes::EMPTY, node.span, format!("{site} is empty"));
            reader.diags.push(diagnostic.help("a machine has at least one state"));
        }
    }
    names(found, reader);
    let text = start_at.and_then(|_| object.text("StartAt", reader.diags))?;
    // Without states, every name is unknown, and the error is another.
    if found.members.is_empty() {
        return None;
    }
    match transition::target(text, &object.site.field("StartAt"), reader) {
        Next::State(id, _) => Some(id),
        Next::End(_) | Next::Unknown(_) => None,
    }
}

/// How many characters the name of a state has at most.
const LONGEST_NAME: usize = 80;

/// The names of the states: neither empty nor too long, and each only once in the whole definition.
fn names(found: &Found<'_>, reader: &mut Reader) {
    for member in found.members {
        let name = &member.key.value;
        let site = Site::state_in(name, &found.location);
        let fault = match name.chars().count() {
            0 => {
                let help = format!("give it a name of at most {LONGEST_NAME} characters");
                Some(("a state's name is empty".to_owned(), help))
            }
            1..=LONGEST_NAME => None,
            length => {
                let message = format!("the name of a state has {length} characters, and may have {LONGEST_NAME}");
                Some((message, "choose a shorter name, and say the rest in `Comment`".to_owned()))
            }
        };
        if let Some((message, help)) = fault {
            reader.diags.push(site.error(codes::STATE_NAME, member.key.span, message).help(help));
        }
        if let Some((scope, first)) = reader.scopes.first(name)
            && scope != reader.scope
        {
            let place = reader.scopes.describe(scope);
            let message = format!("{site} has the name of a state {place}");
            reader.diags.push(
                site.error(codes::DUPLICATE_STATE, member.key.span, message)
                    .label("again here")
                    .cause(first.span, "first here", site.state.as_deref())
                    .help("rename one of the two: a name stands once in a definition, on all levels together"),
            );
        }
    }
}

fn read_state(member: &Member, id: StateId, found: &Found<'_>, reader: &mut Reader) -> State {
    let before = reader.diags.as_slice().len();
    let mut state = State {
        name: member.key.value.clone(),
        name_span: member.key.span,
        span: member.value.span,
        scope: reader.scope,
        comment: None,
        kind: Kind::Unknown,
        faulty: false,
    };
    let site = Site::state_in(&state.name, &found.location);
    let what = site.to_string();
    if let Some(mut object) = Object::open(&member.value, site, what, reader.diags) {
        object.head = member.key.span;
        state.comment = object.comment(reader.diags);
        state.kind = state::read(&mut object, id, reader);
    }
    let errors = reader.diags.as_slice().get(before..).unwrap_or_default();
    state.faulty = matches!(state.kind, Kind::Unknown) || errors.iter().any(|d| d.severity == Severity::Error);
    state
}

//! The top level of a definition, and the table of its states.

use std::collections::{BTreeMap, HashMap};

use super::{Reader, fields, object::Object, state, transition};
use crate::{
    diag::{
        Diagnostics, Severity, Site,
        codes::{structure as codes, unbuilt},
    },
    ir::{Kind, Machine, Next, Scope, ScopeId, State, StateId},
    json::{Member, Node},
};

const FIELDS: [&str; 6] = ["Comment", "QueryLanguage", "StartAt", "States", "TimeoutSeconds", "Version"];

/// The longest wait and time-out, in seconds.
pub(super) const MAX_SECONDS: u64 = 99_999_999;

pub(super) fn read(root: &Node, diags: &mut Diagnostics) -> Machine {
    let top = Scope {
        start: None,
        states: Vec::new(),
        owner: None,
        is_sealed: true,
        variables: BTreeMap::new(),
        span: root.span,
    };
    let mut machine =
        Machine { scopes: Vec::new(), states: Vec::new(), comment: None, timeout_seconds: None, span: root.span };
    let mut top = top;
    let site = Site::machine();
    if root.as_object().is_none() {
        let message = format!("the definition is {}, and has to be an object", root.describe());
        diags.push(
            site.error(codes::NOT_AN_OBJECT, root.span, message).help("write an object with `StartAt` and `States`"),
        );
        return machine;
    }
    let Some(object) = Object::open(root, site, "the definition".to_owned(), diags) else { return machine };
    let start_at = object.require("StartAt", diags);
    let states = object.require("States", diags).and_then(|node| states(node, diags)).unwrap_or_default();
    let names = states
        .iter()
        .enumerate()
        .map(|(at, member)| (member.key.value.as_str(), StateId(u32::try_from(at).unwrap_or(u32::MAX))))
        .collect::<HashMap<_, _>>();
    let mut reader = Reader { names, diags };
    fields::only(&object, &FIELDS, &mut reader);
    machine.comment = object.comment(reader.diags);
    machine.timeout_seconds = object.whole("TimeoutSeconds", 1, MAX_SECONDS, reader.diags).map(|s| s.value);
    object.word("Version", &["1.0"], reader.diags);
    if let Some(text) = start_at.and_then(|_| object.text("StartAt", reader.diags)) {
        // Without states, every name is unknown, and the error is another.
        if !states.is_empty()
            && let Next::State(id, _) = transition::target(text, &object.site.field("StartAt"), &mut reader)
        {
            top.start = Some(id);
        }
    }
    let jsonpath = jsonpath(&object, reader.diags);
    machine.states = states.iter().map(|member| read_state(member, jsonpath, &mut reader)).collect();
    top.states = machine.iter().map(|(id, _)| id).collect();
    machine.scopes.push(top);
    machine
}

/// Whether the states are in JSONPath unless they say otherwise.
fn jsonpath(object: &Object, diags: &mut Diagnostics) -> bool {
    if object.get("QueryLanguage").is_none() {
        return true;
    }
    match object.word("QueryLanguage", &["JSONPath", "JSONata"], diags) {
        Some(text) if text.value == "JSONata" => {
            let site = object.site.field("QueryLanguage");
            let message = "the query language JSONata is not yet built";
            diags.push(site.error(unbuilt::JSONATA, text.span, message).help("JSONPath is built"));
            false
        }
        Some(_) => true,
        None => false,
    }
}

fn states<'n>(node: &'n Node, diags: &mut Diagnostics) -> Option<&'n [Member]> {
    let site = Site::machine().field("States");
    let object = Object::open(node, site.clone(), "`States`".to_owned(), diags)?;
    if object.members.is_empty() {
        diags
            .push(site.error(codes::EMPTY, node.span, "`States` is empty").help("a definition has at least one state"));
    }
    for member in object.members {
        let name = &member.key.value;
        let length = name.chars().count();
        let message = match length {
            0 => "a state's name is empty".to_owned(),
            1..=80 => continue,
            _ => format!("the name of a state has {length} characters, and may have 80"),
        };
        diags.push(Site::state(name).error(codes::STATE_NAME, member.key.span, message));
    }
    Some(object.members)
}

fn read_state(member: &Member, jsonpath: bool, reader: &mut Reader) -> State {
    let before = reader.diags.as_slice().len();
    let mut state = State {
        name: member.key.value.clone(),
        name_span: member.key.span,
        span: member.value.span,
        scope: ScopeId::TOP,
        comment: None,
        kind: Kind::Unknown,
        faulty: false,
    };
    let site = Site::state(&state.name);
    let what = format!("state `{}`", state.name);
    if let Some(mut object) = Object::open(&member.value, site, what, reader.diags) {
        object.head = member.key.span;
        state.comment = object.comment(reader.diags);
        state.kind = state::read(&mut object, jsonpath, reader);
    }
    let found = reader.diags.as_slice().get(before..).unwrap_or_default();
    state.faulty = matches!(state.kind, Kind::Unknown) || found.iter().any(|d| d.severity == Severity::Error);
    state
}

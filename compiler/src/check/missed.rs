//! What states that no execution enters would have brought to those behind them.
//!
//! A state that something leads past, or that stands behind a rule that can never hold, is at fault; what only it would have
//! brought is missing for that, and no fault of its own.

use std::collections::{BTreeSet, HashSet};

use crate::{
    check::{
        blame::Value,
        flow::{
            graph,
            tasks::{Called, called},
        },
        scene::Scene,
        words,
    },
    expr::{Path, Root, Step, Template},
    ir::{Kind, Next, Rule, ScopeId, Select, State, StateId, Task, condition_paths},
    json::{Kind as Json, Node},
    types::Ty,
};

/// How many states that are not entered are looked at for one finding.
const STATES: usize = 500;
/// How many parts of the type of a result are looked at for the texts that it may have.
const TYPES: usize = 500;
/// How deep literals are looked into for the texts in them.
const DEPTH: usize = 16;

/// Where data is looked at on the way back from what lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum At {
    /// In front of a state.
    Before(StateId),
    /// At the end of a scope's runs.
    End(ScopeId),
}

/// What something lacks: where that would be, on each of the ways that lead there.
#[derive(Clone, Debug)]
pub(crate) struct Lacked {
    /// The places.
    pub spots: Vec<(At, Value)>,
    /// The text that is asked for there, if it is one of many values.
    pub text: Option<String>,
}

/// States that are not entered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Missed {
    /// Where they lead on to.
    exits: HashSet<At>,
    /// The variables that they assign.
    variables: BTreeSet<String>,
    /// What they write in the document.
    places: Vec<Vec<Step>>,
    /// What their rules ask for.
    asked: Vec<Value>,
    /// The texts in their literals.
    texts: BTreeSet<String>,
}

impl Missed {
    /// What the states would have brought that are not entered behind a rule, if there are any.
    pub(crate) fn behind(scene: &Scene<'_>, rule: &Rule) -> Option<Self> {
        match rule.next {
            Next::State(id, _) if !scene.is_entered(id) => Some(Missed::from(scene, id)),
            Next::State(..) | Next::End(_) | Next::Unknown(_) => None,
        }
    }

    /// What the states would have brought that are not entered for one of them.
    pub(crate) fn from(scene: &Scene<'_>, first: StateId) -> Self {
        let mut missed = Missed::default();
        let (mut stack, mut seen) = (vec![first], HashSet::from([first]));
        while let Some(id) = stack.pop() {
            let Some(state) = scene.machine.state(id) else { continue };
            if scene.is_entered(id) {
                missed.exits.insert(At::Before(id));
                continue;
            }
            missed.add(scene, state);
            let next = graph::successors(state).chain(graph::starts(scene.machine, state));
            stack.extend(next.filter(|next| seen.len() < STATES && seen.insert(*next)));
        }
        missed
    }

    fn add(&mut self, scene: &Scene<'_>, state: &State) {
        if graph::nexts(state).any(|next| matches!(next, Next::End(_))) || matches!(state.kind, Kind::Succeed(_)) {
            self.exits.insert(At::End(state.scope));
        }
        for field in state.assigns().into_iter().flat_map(|assign| &assign.fields) {
            self.variables.insert(field.name.clone());
            texts_of(&field.value, &mut self.texts);
        }
        match &state.kind {
            Kind::Pass(pass) => {
                self.written(&pass.result_path, pass.parameters.as_ref());
                pass.parameters.iter().for_each(|made| texts_of(made, &mut self.texts));
                pass.result.iter().for_each(|made| texts(made, DEPTH, &mut self.texts));
            }
            Kind::Choice(choice) => {
                let asked = &mut self.asked;
                let mut ask = |path: &Path| {
                    asked.push(Value { root: path.root.clone(), steps: path.steps.clone() });
                };
                // What an `InputPath` takes away is not what the states behind it have.
                if choice.input_path == Select::Whole {
                    choice.rules.iter().for_each(|rule| condition_paths(&rule.condition, &mut ask));
                }
            }
            _ => {}
        }
        let Some(work) = state.work() else { return };
        self.written(&work.result_path, work.result_selector.as_ref());
        if let Kind::Task(task) = &state.kind {
            self.result(scene, task);
        }
        work.catch.iter().for_each(|catcher| self.written(&catcher.result_path, None));
        work.result_selector.iter().for_each(|made| texts_of(made, &mut self.texts));
    }

    /// Notes where a result goes, or what is in one that is all that goes on.
    fn written(&mut self, result_path: &Select, made: Option<&Template>) {
        match (result_path, made) {
            (Select::Path(path), _) if !path.steps.is_empty() => self.places.push(path.steps.clone()),
            (Select::Null(_), _) => {}
            (_, Some(Template::Object(fields, _))) => {
                self.places.extend(fields.iter().map(|field| vec![Step::Key(field.name.clone())]));
            }
            _ => {}
        }
    }

    /// Notes the texts that the result of a task may have, and what is in one that goes on as it is.
    fn result(&mut self, scene: &Scene<'_>, task: &Task) {
        let called = scene.world.tasks().map(|tasks| called(tasks, task));
        let Some(method) = called.and_then(Called::method) else { return };
        let result = scene.world.result_of(method);
        let replied = method.reply.is_some().then(|| scene.world.reply_of(method));
        replied.iter().chain([&result]).for_each(|ty| texts_in(ty, &mut self.texts));
        let is_bare = task.work.result_path == Select::Whole && task.work.result_selector.is_none();
        if let (Some(Called::Method(_)), true) = (called, is_bare) {
            let fields = words::records(&result).flat_map(|record| &record.fields);
            self.places.extend(fields.map(|field| vec![Step::Key(field.name.to_string())]));
        }
    }

    /// Whether they would have brought what something lacks.
    pub(crate) fn brings(&self, lacked: &Lacked) -> bool {
        lacked.spots.iter().any(|(at, value)| {
            self.exits.contains(at)
                && match &lacked.text {
                    Some(text) => self.texts.contains(text),
                    None => self.makes(value) || self.asked.iter().any(|asked| tells(asked, value)),
                }
        })
    }

    /// Whether they write a value, what it stands in, or a part of it.
    fn makes(&self, value: &Value) -> bool {
        match &value.root {
            Root::Variable(name) => self.variables.contains(name),
            Root::Document if value.steps.is_empty() => false,
            Root::Document => {
                self.places.iter().any(|place| value.steps.starts_with(place) || place.starts_with(&value.steps))
            }
            Root::Context => false,
        }
    }
}

/// Whether a rule that asks for a value tells of another: it is the same, or what that stands in, or beside it in that.
fn tells(asked: &Value, value: &Value) -> bool {
    let around = asked.steps.split_last().map(|(_, around)| around).filter(|around| !around.is_empty());
    asked.root == value.root
        && (value.steps.starts_with(&asked.steps) || around.is_some_and(|around| value.steps.starts_with(around)))
}

/// Where a variable is looked for on the ways that lead to a state.
pub(crate) fn before(scene: &Scene<'_>, id: StateId, name: &str) -> Option<Lacked> {
    if !scene.has_unentered() {
        return None;
    }
    let (mut stack, mut seen) = (vec![id], HashSet::from([id]));
    while let Some(id) = stack.pop() {
        let from = scene.incoming(id).map(|(here, _)| here.id);
        stack.extend(from.filter(|from| seen.len() < STATES && seen.insert(*from)));
    }
    let value = Value { root: Root::Variable(name.to_owned()), steps: Vec::new() };
    let spots = seen.into_iter().map(|id| (At::Before(id), value.clone())).collect();
    Some(Lacked { spots, text: None })
}

/// The texts in a template that stand for themselves. Goes as deep as the template nests.
fn texts_of(made: &Template, found: &mut BTreeSet<String>) {
    match made {
        Template::Literal(node) => texts(node, DEPTH, found),
        Template::Object(fields, _) => fields.iter().for_each(|field| texts_of(&field.value, found)),
        Template::Array(items, _) => items.iter().for_each(|item| texts_of(item, found)),
        Template::Path(_) | Template::Call(_) => {}
    }
}

fn texts(node: &Node, depth: usize, found: &mut BTreeSet<String>) {
    if depth == 0 {
        return;
    }
    match &node.kind {
        Json::String(text) => {
            found.insert(text.value.clone());
        }
        Json::Object(members) => members.iter().for_each(|member| texts(&member.value, depth - 1, found)),
        Json::Array(items) => items.iter().for_each(|item| texts(item, depth - 1, found)),
        _ => {}
    }
}

/// The texts that a value of a type may be or hold.
fn texts_in(ty: &Ty, found: &mut BTreeSet<String>) {
    let mut stack = vec![ty];
    for _ in 0..TYPES {
        match stack.pop() {
            Some(Ty::Enum(_, texts)) => found.extend(texts.iter().cloned()),
            Some(Ty::Record(record)) => stack.extend(record.fields.iter().map(|field| &field.ty)),
            Some(Ty::List(inner) | Ty::Map(inner)) => stack.push(inner),
            Some(Ty::Tuple(items) | Ty::Union(items)) => stack.extend(items.iter()),
            Some(_) => {}
            None => break,
        }
    }
}

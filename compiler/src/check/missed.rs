//! What states that no execution enters would have brought to those behind them.
//!
//! A state that something leads past, or that stands behind a rule that can never hold, is at fault; what only it would have
//! brought is missing for that, and no fault of its own. Findings say which state that is (`Blame::missed`) and what they
//! lack (`Blame::lacked`); what the states would have brought is worked out once both are there.

mod texts;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    ops::Bound,
};

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
    ir::{Choice, Kind, Next, Rule, ScopeId, Select, State, StateId, Task, Work, condition_paths},
};

/// How many states that are not entered are looked at for one finding.
const STATES: usize = 500;

/// Where data is looked at on the way back from what lacks it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum At {
    /// In front of a state.
    Before(StateId),
    /// At the end of a scope's runs.
    End(ScopeId),
}

/// What something lacks, and where that would be.
#[derive(Clone, Debug)]
pub(crate) enum Lacked {
    /// A value, at a place on each of the ways that lead to where it is read.
    Value(Vec<(At, Value)>),
    /// One text of those that a value may be, at such places.
    Text(Vec<(At, Value)>, String),
    /// A variable, on any way that leads to a state.
    Variable(StateId, String),
}

impl Lacked {
    /// The same, where a text is asked for that the value is not.
    pub(crate) fn text(self, text: &str) -> Self {
        match self {
            Lacked::Value(places) | Lacked::Text(places, _) => Lacked::Text(places, text.to_owned()),
            Lacked::Variable(..) => self,
        }
    }
}

/// The state behind a rule, if it is not entered.
pub(crate) fn behind(scene: &Scene<'_>, rule: &Rule) -> Option<StateId> {
    match rule.next {
        Next::State(id, _) => Some(id).filter(|id| !scene.is_entered(*id)),
        Next::End(_) | Next::Unknown(_) => None,
    }
}

/// A variable that a state lacks, if a state that is not entered may be what would have assigned it.
pub(crate) fn variable(scene: &Scene<'_>, id: StateId, name: &str) -> Option<Lacked> {
    scene.has_unentered().then(|| Lacked::Variable(id, name.to_owned()))
}

/// What states would have brought that are not entered.
#[derive(Debug, Default)]
pub(crate) struct Missed {
    /// Where they lead on to.
    exits: HashSet<At>,
    /// The variables that they assign.
    variables: HashSet<String>,
    /// What they write in the document.
    places: BTreeSet<Vec<Step>>,
    /// What their rules tell of: all that begins with such steps.
    told: HashMap<Root, HashSet<Vec<Step>>>,
    /// The texts that they may bring.
    texts: BTreeSet<String>,
}

impl Missed {
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
            texts::of_template(&field.value, &mut self.texts);
        }
        match &state.kind {
            Kind::Pass(pass) => {
                self.add_made(&pass.result_path, pass.parameters.as_ref());
                pass.result.iter().for_each(|made| texts::of_literal(made, &mut self.texts));
            }
            Kind::Choice(choice) => self.add_told(choice),
            Kind::Task(task) => self.add_result(scene, task),
            _ => {}
        }
        if let Some(Work { result_path, result_selector, catch, .. }) = state.work() {
            self.add_made(result_path, result_selector.as_ref());
            catch.iter().for_each(|catcher| self.add_made(&catcher.result_path, None));
        }
    }

    /// Adds where a result goes, or what is in one that is all that goes on, and the texts in it.
    fn add_made(&mut self, result_path: &Select, made: Option<&Template>) {
        match (result_path, made) {
            (Select::Path(path), _) if !path.steps.is_empty() => {
                self.places.insert(path.steps.clone());
            }
            (Select::Null(_), _) => {}
            (_, Some(Template::Object(fields, _))) => {
                self.places.extend(fields.iter().map(|field| vec![Step::Key(field.name.clone())]));
            }
            _ => {}
        }
        made.into_iter().for_each(|made| texts::of_template(made, &mut self.texts));
    }

    /// Adds the texts that the result of a task may have, and what is in one that goes on as it is.
    fn add_result(&mut self, scene: &Scene<'_>, task: &Task) {
        let called = scene.world.tasks().map(|tasks| called(tasks, task));
        let Some(method) = called.and_then(Called::method) else { return };
        let result = scene.world.result_of(method);
        let replied = method.reply.is_some().then(|| scene.world.reply_of(method));
        replied.iter().chain([&result]).for_each(|ty| texts::of_type(ty, &mut self.texts));
        let is_bare = task.work.result_path == Select::Whole && task.work.result_selector.is_none();
        if let (Some(Called::Method(_)), true) = (called, is_bare) {
            let fields = words::records(&result).flat_map(|record| &record.fields);
            self.places.extend(fields.map(|field| vec![Step::Key(field.name.to_string())]));
        }
    }

    /// Adds what the rules of a Choice tell of: what they ask for, and what stands beside it.
    fn add_told(&mut self, choice: &Choice) {
        // What an `InputPath` takes away is not what the states behind it have.
        if choice.input_path != Select::Whole {
            return;
        }
        let mut ask = |path: &Path| {
            let around = path.steps.split_last().map(|(_, around)| around).filter(|around| !around.is_empty());
            let steps = around.unwrap_or(&path.steps).to_vec();
            self.told.entry(path.root.clone()).or_default().insert(steps);
        };
        choice.rules.iter().for_each(|rule| condition_paths(&rule.condition, &mut ask));
    }

    /// Whether they would have brought what something lacks.
    pub(crate) fn brings(&self, lacked: &Lacked, ways: &mut Ways<'_, '_>) -> bool {
        match lacked {
            Lacked::Value(places) => places.iter().any(|(at, value)| self.exits.contains(at) && self.has(value)),
            Lacked::Text(places, text) => {
                self.texts.contains(text) && places.iter().any(|(at, _)| self.exits.contains(at))
            }
            Lacked::Variable(id, name) => {
                self.has(&Value { root: Root::Variable(name.clone()), steps: Vec::new() })
                    && ways.to(*id).iter().any(|id| self.exits.contains(&At::Before(*id)))
            }
        }
    }

    /// Whether they make a value, or tell of it.
    fn has(&self, Value { root, steps }: &Value) -> bool {
        let is_made = match root {
            Root::Variable(name) => self.variables.contains(name),
            Root::Document => self.writes(steps),
            Root::Context => false,
        };
        is_made || self.told.get(root).is_some_and(|told| heads(steps).any(|head| told.contains(head)))
    }

    /// Whether they write what lies at a place, what it stands in, or a part of it.
    fn writes(&self, steps: &[Step]) -> bool {
        // The parts of a place stand right behind it.
        let mut from = self.places.range::<[Step], _>((Bound::Included(steps), Bound::Unbounded));
        let is_part = from.next().is_some_and(|place| place.starts_with(steps));
        !steps.is_empty() && (is_part || heads(steps).any(|head| self.places.contains(head)))
    }
}

/// The first steps of some, from none of them to all.
fn heads(steps: &[Step]) -> impl Iterator<Item = &[Step]> {
    (0..=steps.len()).filter_map(|count| steps.get(..count))
}

/// The states on the ways that lead to others, as far as those were asked for.
pub(crate) struct Ways<'s, 'a> {
    scene: &'s Scene<'a>,
    to: HashMap<StateId, HashSet<StateId>>,
}

impl<'s, 'a> Ways<'s, 'a> {
    /// Of a machine, with none asked for yet.
    pub(crate) fn new(scene: &'s Scene<'a>) -> Self {
        Ways { scene, to: HashMap::new() }
    }

    /// Those that lead to a state, with that.
    fn to(&mut self, id: StateId) -> &HashSet<StateId> {
        let scene = self.scene;
        self.to.entry(id).or_insert_with(|| {
            let (mut stack, mut seen) = (vec![id], HashSet::from([id]));
            while let Some(id) = stack.pop() {
                let from = scene.incoming(id).map(|(here, _)| here.id);
                stack.extend(from.filter(|from| seen.len() < STATES && seen.insert(*from)));
            }
            seen
        })
    }
}

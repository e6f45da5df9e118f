//! Where a value that is there came from: walks the graph back to all that may have written it.

use std::collections::{HashSet, VecDeque};

use super::{Origin, Without, Written, field, place, stages};
use crate::{
    check::{
        flow::{Edge, Via},
        origin::{Origin as Back, origin_of},
        reads,
        scene::{Here, Scene},
        words,
    },
    expr::Step,
    ir::{Kind, Mode, ScopeId, Select, State, StateId},
};

/// How many places are looked at for one value.
const PLACES: usize = 2_000;
/// How many origins, and how many ways without it, are named.
const NAMED: usize = 8;

/// Where a value came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sources {
    pub(super) origins: Vec<Source>,
    pub(super) without: Vec<Without>,
    /// Whether there may be more.
    pub(super) is_cut: bool,
}

/// One place that a value came from, and where in it it lay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) root: Root,
    pub(super) steps: Vec<Step>,
    /// For each Map on the way, how many steps stand behind the index of the item.
    items: Vec<usize>,
}

/// What wrote a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// The workflow's input.
    Input,
    /// A state, by a way out of it.
    State(StateId, Via),
}

/// Where a value is looked at on the way back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum At {
    Before(StateId),
    End(ScopeId),
}

/// All that may have written what comes to a state at a path.
pub(super) fn of(scene: &Scene<'_>, id: StateId, steps: &[Step]) -> Sources {
    let mut sources = Sources::default();
    let mut seen: HashSet<(At, Vec<Step>)> = HashSet::new();
    let mut queue: VecDeque<(At, Vec<Step>, Vec<usize>)> = [(At::Before(id), steps.to_vec(), Vec::new())].into();
    while let Some((at, steps, items)) = queue.pop_front() {
        if seen.contains(&(at, steps.clone())) {
            continue;
        }
        if seen.len() > PLACES || !scene.take_place() {
            sources.is_cut = true;
            break;
        }
        seen.insert((at, steps.clone()));
        if scene.machine.start().map(At::Before) == Some(at) {
            match scene.facts.input.walk(&steps).ty() {
                Some(_) => sources.push(Source { root: Root::Input, steps: steps.clone(), items: items.clone() }),
                None => sources.lack(Without::Input),
            }
        }
        let edges: Vec<(Here<'_>, &Edge)> = match at {
            At::Before(id) => scene.incoming(id).collect(),
            At::End(scope) => scene.ends(scope).collect(),
        };
        for (here, edge) in edges {
            if edge.ty.walk(&steps).ty().is_none() {
                sources.lack(Without::Way(place(here.state), field(here.state, edge.via)));
                continue;
            }
            let backs = match here.state.faulty {
                true => vec![Back::Own],
                false => origin_of(&here, edge.via, steps.clone()),
            };
            // What is made of several values is its own.
            let back = match backs.as_slice() {
                [one] => one.clone(),
                _ => Back::Own,
            };
            match back {
                Back::Raw(before) => {
                    let mut items = items.clone();
                    items.extend(behind_item(here.state, edge.via, &before));
                    queue.push_back((At::Before(here.id), before, items));
                }
                Back::Ends(scope, before) => queue.push_back((At::End(scope), before, items.clone())),
                Back::Input(before) => {
                    sources.push(Source { root: Root::Input, steps: before, items: items.clone() });
                }
                Back::Own | Back::Cut | Back::Variable(..) => {
                    let root = Root::State(here.id, edge.via);
                    sources.push(Source { root, steps: steps.clone(), items: items.clone() });
                }
            }
        }
    }
    sources
}

/// How many steps of a path into the input of a Map stand behind the item that was taken of it; `None` if it does
/// not lead through an item.
fn behind_item(state: &State, via: Via, before: &[Step]) -> Option<usize> {
    let (Kind::Map(map), Via::Into(_)) = (&state.kind, via) else { return None };
    let mut items = match &map.work.input_path {
        Select::Path(path) => path.steps.clone(),
        Select::Whole | Select::Null(_) => Vec::new(),
    };
    items.extend(map.items_path.iter().flat_map(|path| path.steps.iter().cloned()));
    match before.strip_prefix(items.as_slice())? {
        [Step::Index(0), rest @ ..] => Some(rest.len()),
        _ => None,
    }
}

impl Sources {
    fn push(&mut self, source: Source) {
        if self.origins.len() >= NAMED {
            self.is_cut = true;
        } else if !self.origins.contains(&source) {
            self.origins.push(source);
        }
    }

    fn lack(&mut self, without: Without) {
        if self.without.len() < NAMED && !self.without.contains(&without) {
            self.without.push(without);
        }
    }

    /// Whether they are those of the value that a field stands in, one step deeper.
    pub(super) fn follow(&self, outer: &Sources, step: &Step) -> bool {
        self.origins.len() == outer.origins.len()
            && self.origins.iter().zip(&outer.origins).all(|(inner, outer)| {
                inner.root == outer.root && inner.steps.split_last() == Some((step, outer.steps.as_slice()))
            })
    }

    /// For people.
    pub(super) fn named(&self, scene: &Scene<'_>) -> Vec<Origin> {
        self.origins.iter().filter_map(|source| source.named(scene)).collect()
    }
}

impl Source {
    fn named(&self, scene: &Scene<'_>) -> Option<Origin> {
        Some(match self.root {
            Root::Input => Origin::Input(self.path(&self.steps)),
            Root::State(id, via) => {
                let state = scene.machine.state(id)?;
                if state.faulty {
                    return Some(Origin::Faulty(place(state)));
                }
                let target = target(state, via);
                let inside = match &target {
                    Some(path) => self.steps.strip_prefix(path.as_slice()).unwrap_or_default(),
                    None => &self.steps,
                };
                let result_path = match via {
                    Via::Catch(at) => stages::select(&state.work()?.catch.get(at)?.result_path),
                    Via::Into(_) => None,
                    _ => stages::select(reads::stages(state).1),
                };
                Origin::Written(Written {
                    by: place(state),
                    field: made_by(state, via),
                    result_path: result_path.filter(|path| path != "$"),
                    path: self.path(inside),
                })
            }
        })
    }

    /// A path in which the index of an item stands for any.
    fn path(&self, steps: &[Step]) -> String {
        let mut out = "$".to_owned();
        for (at, step) in steps.iter().enumerate() {
            let left = steps.len() - at - 1;
            if matches!(step, Step::Index(0)) && self.items.contains(&left) {
                out.push_str("[*]");
            } else {
                out = words::steps_after(out, std::iter::once(step));
            }
        }
        out
    }
}

/// Where a way out writes.
fn target(state: &State, via: Via) -> Option<Vec<Step>> {
    let select = match via {
        Via::Catch(at) => &state.work()?.catch.get(at)?.result_path,
        Via::Into(_) => return None,
        _ => reads::stages(state).1,
    };
    match select {
        Select::Path(path) => Some(path.steps.clone()),
        _ => None,
    }
}

/// The field that made what a way out carries.
fn made_by(state: &State, via: Via) -> String {
    let name = match (&state.kind, via) {
        (_, Via::Catch(_)) => return field(state, via),
        (Kind::Map(map), Via::Into(_)) => match &map.mode {
            Mode::Distributed(mode) if mode.item_batcher.is_some() => "ItemBatcher",
            _ if map.item_selector.is_some() => map.item_selector_key,
            Mode::Distributed(mode) if mode.item_reader.is_some() => "ItemReader",
            _ => "ItemsPath",
        },
        (Kind::Parallel(parallel), Via::Into(_)) if parallel.parameters.is_some() => "Parameters",
        (Kind::Pass(pass), _) if pass.result.is_some() => "Result",
        (Kind::Pass(pass), _) if pass.parameters.is_some() => "Parameters",
        (Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_), Via::Next) => {
            match state.work().and_then(|work| work.result_selector.as_ref()) {
                Some(_) => "ResultSelector",
                None => "Result",
            }
        }
        _ => match reads::stages(state) {
            (_, _, Select::Path(_)) => "OutputPath",
            _ => "InputPath",
        },
    };
    name.to_owned()
}

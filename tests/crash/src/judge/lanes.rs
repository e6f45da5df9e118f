//! A history taken apart: the events of each branch and iteration on their own, however they are interleaved.

use std::collections::{BTreeMap, HashMap};

use stepwright::{EventType, HistoryEvent};

use super::graph::{Graph, Scope};

/// The events of the top level, of one branch, or of one iteration.
pub(super) struct Lane<'a> {
    /// The states that it stands in, with the number of the branch or iteration, and of the attempt.
    pub(super) path: String,
    /// The scope that it runs through.
    pub(super) scope: Scope,
    /// Its events, in their order.
    pub(super) events: Vec<&'a HistoryEvent>,
    /// Whether it was cut short: it has failed, or one beside it has.
    pub(super) is_cut: bool,
    parent: Option<usize>,
    /// Which of the iterations it is.
    index: Option<u64>,
    /// The state that was entered and not left.
    inside: Option<&'a str>,
}

/// A history, lane by lane, and the events whose `previousEventId` is not what it must be.
pub(super) struct Lanes<'a> {
    pub(super) lanes: Vec<Lane<'a>>,
    pub(super) astray: Vec<&'a HistoryEvent>,
    graph: &'a Graph,
    /// The lane of each event, with the event.
    places: HashMap<u64, (usize, &'a HistoryEvent)>,
}

/// Where an event belongs.
enum Home {
    /// To a lane that is there, right behind its last event.
    Next(usize),
    /// To a lane that is there, behind an event of that lane or of one below it.
    Above(usize),
    /// To a new lane below another one.
    New(usize, Scope, Option<u64>),
}

/// Takes a history apart.
pub(super) fn split<'a>(history: &'a [HistoryEvent], graph: &'a Graph) -> Lanes<'a> {
    let top = Lane {
        path: String::new(),
        scope: None,
        events: Vec::new(),
        is_cut: false,
        parent: None,
        index: None,
        inside: None,
    };
    let mut lanes = Lanes { lanes: vec![top], astray: Vec::new(), graph, places: HashMap::new() };
    for event in history {
        lanes.take(event);
    }
    let failed: Vec<bool> = lanes.lanes.iter().map(|lane| lane.is_cut).collect();
    for lane in &mut lanes.lanes {
        lane.is_cut |= lane.parent.is_some_and(|parent| failed.get(parent) == Some(&true));
    }
    lanes
}

impl<'a> Lanes<'a> {
    fn take(&mut self, event: &'a HistoryEvent) {
        let before = self.places.get(&event.previous_event_id).copied();
        let home = match self.home(event, before) {
            Some(Home::Next(lane)) => {
                let last = self.lanes.get(lane).and_then(|lane| lane.events.last());
                // Neither the start nor the first state's entry is the effect of an event.
                let previous = if event.id <= 2 { 0 } else { last.map_or(0, |last| last.id) };
                if event.previous_event_id != previous {
                    self.astray.push(event);
                }
                lane
            }
            Some(Home::Above(lane)) => {
                if !before.is_some_and(|(from, _)| self.is_below(from, lane)) {
                    self.astray.push(event);
                }
                lane
            }
            Some(Home::New(parent, scope, index)) => self.add(parent, scope, index),
            None => {
                self.astray.push(event);
                0
            }
        };
        self.places.insert(event.id, (home, event));
        let Some(lane) = self.lanes.get_mut(home) else { return };
        lane.events.push(event);
        let (kind, name) = (event.kind.as_str(), event.detail("name"));
        if kind.ends_with("StateEntered") {
            lane.inside = name;
        } else if kind.ends_with("StateExited") {
            lane.inside = None;
        }
        if matches!(
            event.kind,
            EventType::ParallelStateFailed
                | EventType::MapStateFailed
                | EventType::ParallelStateStarted
                | EventType::MapStateStarted
        ) {
            self.cut_below(home);
        }
    }

    /// The children of a lane that have not come to their ends do not any more.
    fn cut_below(&mut self, parent: usize) {
        let graph = self.graph;
        for lane in self.lanes.iter_mut().filter(|lane| lane.parent == Some(parent)) {
            let last = lane.events.iter().rev().find(|event| event.kind.as_str().contains("State"));
            let left = last.filter(|event| event.kind.as_str().ends_with("StateExited"));
            lane.is_cut |= !left.and_then(|event| event.detail("name")).is_some_and(|state| graph.ends(state));
        }
    }

    fn home(&self, event: &'a HistoryEvent, before: Option<(usize, &'a HistoryEvent)>) -> Option<Home> {
        let kind = event.kind.as_str();
        if event.id <= 2 || kind.starts_with("Execution") {
            return Some(if event.id <= 2 || before.is_some_and(|(lane, _)| lane == 0) {
                Home::Next(0)
            } else {
                Home::Above(0)
            });
        }
        let (from, before) = before?;
        let number = event.details.get("index").and_then(serde_json::Value::as_u64);
        Some(match event.kind {
            EventType::MapIterationStarted => {
                let parent = match before.kind {
                    EventType::MapStateStarted => from,
                    // It takes the place of an iteration that has ended.
                    _ => self.lanes.get(from)?.parent?,
                };
                Home::New(parent, Some((event.detail("name")?.to_owned(), 0)), number)
            }
            _ if kind.ends_with("StateEntered") && before.kind == EventType::ParallelStateStarted => {
                Home::New(from, self.graph.scope(event.detail("name")?)?.clone(), None)
            }
            EventType::MapIterationFailed => {
                Home::Above(self.up(from, |lane| lane.index == number && lane.index.is_some())?)
            }
            _ if kind.ends_with("Aborted") => Home::Above(self.up(from, |lane| self.is_in_fork(lane))?),
            EventType::ParallelStateStarted
            | EventType::ParallelStateSucceeded
            | EventType::ParallelStateFailed
            | EventType::ParallelStateExited
            | EventType::MapStateStarted
            | EventType::MapStateSucceeded
            | EventType::MapStateFailed
            | EventType::MapStateExited => Home::Above(self.up(from, |lane| self.is_in_fork(lane))?),
            _ => Home::Next(from),
        })
    }

    /// The nearest lane, from one on upwards.
    fn up(&self, from: usize, is: impl Fn(&Lane<'_>) -> bool) -> Option<usize> {
        let mut at = from;
        loop {
            let lane = self.lanes.get(at)?;
            if is(lane) {
                return Some(at);
            }
            at = lane.parent?;
        }
    }

    fn is_in_fork(&self, lane: &Lane<'_>) -> bool {
        lane.inside.is_some_and(|state| self.graph.is_fork(state))
    }

    fn is_below(&self, lane: usize, above: usize) -> bool {
        let mut at = Some(lane);
        while let Some(here) = at {
            if here == above {
                return true;
            }
            at = self.lanes.get(here).and_then(|lane| lane.parent);
        }
        false
    }

    fn add(&mut self, parent: usize, scope: Scope, index: Option<u64>) -> usize {
        let above = self.lanes.get(parent).map(|lane| lane.path.as_str()).unwrap_or_default();
        let (state, branch) = scope.clone().unwrap_or_default();
        let base = format!("{above}/{state}[{}]", index.unwrap_or(branch));
        // Another attempt has branches of its own.
        let attempt = self.lanes.iter().filter(|lane| lane.path.starts_with(&format!("{base}#"))).count();
        let path = format!("{base}#{attempt}");
        let lane = Lane { path, scope, events: Vec::new(), is_cut: false, parent: Some(parent), index, inside: None };
        self.lanes.push(lane);
        self.lanes.len() - 1
    }
}

impl<'a> Lanes<'a> {
    /// The lanes by their paths.
    pub(super) fn by_path(&self) -> BTreeMap<&str, &Lane<'a>> {
        self.lanes.iter().map(|lane| (lane.path.as_str(), lane)).collect()
    }
}

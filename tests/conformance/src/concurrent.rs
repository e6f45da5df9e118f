//! Histories of what runs side by side: trees, in which each event stands below the one that led to it.
//!
//! Which of two branches comes first is chance, and so are the ids; what follows what is not. A Parallel or Map
//! that succeeds ends after whatever came last in it: that it does is held to each history by itself, and in the
//! trees its end stands below its start.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::{Matcher, history::content, matcher::short};

/// Whether a definition has a Parallel, or a Map that takes more than one item at a time.
pub(crate) fn is_concurrent(scope: &Value) -> bool {
    let states = scope["States"].as_object();
    states.into_iter().flat_map(|states| states.values()).any(|state| {
        let inner = ["Iterator", "ItemProcessor"].iter().any(|inner| is_concurrent(&state[*inner]));
        match state["Type"].as_str() {
            Some("Parallel") => state["Branches"].as_array().is_some_and(|branches| !branches.is_empty()),
            Some("Map") => state["MaxConcurrency"] != 1 || inner,
            _ => false,
        }
    })
}

/// The events below each event.
struct Tree<'a> {
    below: HashMap<u64, Vec<&'a Value>>,
}

impl<'a> Tree<'a> {
    /// Every event stands below an older one, or at the top.
    fn new(events: &[&'a Value]) -> Result<Tree<'a>, String> {
        let mut below: HashMap<u64, Vec<&Value>> = HashMap::new();
        for event in events {
            let above = match join(events, event)? {
                Some(start) => start,
                None => previous(event),
            };
            if above >= id(event) {
                return Err(format!("history: {} follows nothing before it", short(event)));
            }
            below.entry(above).or_default().push(event);
        }
        Ok(Tree { below })
    }

    fn below(&self, event: &Value) -> &[&'a Value] {
        self.below.get(&id(event)).map(Vec::as_slice).unwrap_or_default()
    }

    fn top(&self) -> &[&'a Value] {
        self.below.get(&0).map(Vec::as_slice).unwrap_or_default()
    }
}

fn id(event: &Value) -> u64 {
    event["id"].as_u64().unwrap_or_default()
}

fn previous(event: &Value) -> u64 {
    event["previousEventId"].as_u64().unwrap_or(u64::MAX)
}

/// Whether an event is of a type of a Parallel or a Map.
fn is(event: &Value, what: &str) -> bool {
    let kind = event["type"].as_str().unwrap_or_default();
    ["ParallelState", "MapState"].iter().any(|of| kind.strip_prefix(of) == Some(what))
}

/// The start of the Parallel or Map that an event ends, if it ends one well: it has to follow the last event
/// inside.
fn join(events: &[&Value], event: &Value) -> Result<Option<u64>, String> {
    if !is(event, "Succeeded") && !is(event, "Exited") {
        return Ok(None);
    }
    let nowhere = || format!("history: {} ends nothing", short(event));
    let start = start(events, event).ok_or_else(nowhere)?;
    let mut inside = HashSet::from([start]);
    let mut last = start;
    for other in events.iter().filter(|other| id(other) > start && id(other) < id(event)) {
        let is_own_end = is(other, "Succeeded") && self::start(events, other) == Some(start);
        if inside.contains(&previous(other)) && !is_own_end {
            inside.insert(id(other));
            last = id(other);
        }
    }
    match previous(event) == last {
        true => Ok(Some(start)),
        false => Err(format!("history: {} does not follow the last event inside, {last}", short(event))),
    }
}

/// Goes up from an end to the start of what it ends.
fn start(events: &[&Value], end: &Value) -> Option<u64> {
    let at = |id: u64| events.get(usize::try_from(id.checked_sub(1)?).ok()?).copied();
    let mut above = at(previous(end))?;
    // Ends of others on the way; the start of a later attempt follows the attempt before.
    let mut ended = 0_usize;
    loop {
        if is(above, "Started") {
            if ended == 0 {
                return Some(id(above));
            }
            if at(previous(above)).is_some_and(|event| is(event, "Entered")) {
                ended -= 1;
            }
        } else if is(above, "Exited") {
            ended += 1;
        }
        if previous(above) >= id(above) {
            return None;
        }
        above = at(previous(above))?;
    }
}

/// Compares two histories as trees.
pub(crate) fn compare(recorded: &[&Value], ours: &[Value], matcher: &mut Matcher) -> Result<(), String> {
    if recorded.len() != ours.len() {
        return Err(format!("history: recorded {} events, ours {}", recorded.len(), ours.len()));
    }
    let ours: Vec<&Value> = ours.iter().collect();
    let (recorded, ours) = (Tree::new(recorded)?, Tree::new(&ours)?);
    level(&recorded, recorded.top(), &ours, ours.top(), matcher)
}

/// Whether two heaps of trees are the same.
fn level(
    recorded_tree: &Tree<'_>,
    recorded: &[&Value],
    our_tree: &Tree<'_>,
    ours: &[&Value],
    matcher: &mut Matcher,
) -> Result<(), String> {
    // A line of events that each have one below them is long and needs no depth.
    let (mut recorded, mut ours) = (recorded, ours);
    while let ([one], [other]) = (recorded, ours) {
        content(&format!("event {}", one["id"]), one, other, matcher)?;
        (recorded, ours) = (recorded_tree.below(one), our_tree.below(other));
    }
    let mut left = ours.to_vec();
    for event in recorded {
        let mut error = None;
        let mut found = None;
        for (index, candidate) in left.iter().enumerate() {
            let mut tried = matcher.clone();
            let same = content(&format!("event {}", event["id"]), event, candidate, &mut tried).and_then(|()| {
                level(recorded_tree, recorded_tree.below(event), our_tree, our_tree.below(candidate), &mut tried)
            });
            match same {
                Ok(()) => {
                    found = Some((index, tried));
                    break;
                }
                Err(why) => error = Some(why),
            }
        }
        let Some((index, tried)) = found else {
            let nothing = || format!("event {}: ours has no {} there", event["id"], short(event));
            return Err(error.unwrap_or_else(nothing));
        };
        *matcher = tried;
        left.remove(index);
    }
    match left.first() {
        Some(event) => Err(format!("history: recorded no {}", short(event))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{compare, is_concurrent};
    use crate::Matcher;
    use serde_json::{Value, json};

    /// A history as a list of names, each with the id before it. A name in capitals alone is a state's; others
    /// are types.
    fn history(events: &[(&str, u64)]) -> Vec<Value> {
        let event = |(id, (name, previous)): (u64, &(&str, u64))| {
            let kind = if name.len() > 1 { name } else { "PassStateEntered" };
            json!({
                "type": kind, "id": id, "previousEventId": previous, "timestamp": "timestamp",
                "stateEnteredEventDetails": { "name": name },
            })
        };
        (1..).zip(events).map(event).collect()
    }

    fn same(recorded: &[(&str, u64)], ours: &[(&str, u64)]) -> bool {
        let (recorded, ours) = (history(recorded), history(ours));
        compare(&recorded.iter().collect::<Vec<_>>(), &ours, &mut Matcher::default()).is_ok()
    }

    #[test]
    fn branches_interleave_as_they_like() {
        let recorded = [("P", 0), ("A", 1), ("B", 1), ("a", 2), ("b", 3)];
        assert!(same(&recorded, &[("P", 0), ("B", 1), ("b", 2), ("A", 1), ("a", 4)]));
        assert!(!same(&recorded, &[("P", 0), ("A", 1), ("B", 1), ("a", 3), ("b", 2)]), "a follows B");
        assert!(!same(&recorded, &[("P", 0), ("A", 1), ("A", 1), ("a", 2), ("b", 3)]));
        assert!(!same(&recorded, &[("P", 0), ("A", 1), ("B", 1), ("a", 2)]));
        assert!(!same(&recorded, &[("P", 0), ("A", 1), ("B", 1), ("a", 2), ("b", 4)]));
    }

    #[test]
    fn a_join_follows_what_came_last() {
        let start = [("ParallelStateEntered", 0), ("ParallelStateStarted", 1)];
        let history = |rest: &[(&'static str, u64)]| [&start, rest].concat();
        let end = |previous| [("ParallelStateSucceeded", previous), ("ParallelStateExited", previous)];
        let recorded = history(&[&[("A", 2), ("B", 2)], &end(4)[..]].concat());
        assert!(same(&recorded, &history(&[&[("B", 2), ("A", 2)], &end(4)[..]].concat())));
        assert!(!same(&recorded, &history(&[&[("B", 2), ("A", 2)], &end(3)[..]].concat())), "B came before A");
        let late = history(&[("A", 2), ("B", 2), ("ParallelStateSucceeded", 4), ("ParallelStateExited", 5)]);
        assert!(!same(&recorded, &late), "the exit follows what came last inside");
    }

    #[test]
    fn two_branches_alike_differ_further_down() {
        let recorded = [("P", 0), ("A", 1), ("A", 1), ("x", 2), ("y", 3)];
        assert!(same(&recorded, &[("P", 0), ("A", 1), ("A", 1), ("y", 2), ("x", 3)]));
        assert!(!same(&recorded, &[("P", 0), ("A", 1), ("A", 1), ("x", 2), ("x", 3)]));
    }

    #[test]
    fn long_lines_are_no_deep_recursion() {
        let line: Vec<(&str, u64)> = (0..30_000).map(|previous| ("S", previous)).collect();
        assert!(same(&line, &line));
    }

    #[test]
    fn what_runs_side_by_side() {
        let state = |state: Value| json!({ "States": { "S": state } });
        assert!(is_concurrent(&state(json!({ "Type": "Parallel", "Branches": [{}] }))));
        assert!(is_concurrent(&state(json!({ "Type": "Map" }))));
        assert!(!is_concurrent(&state(json!({ "Type": "Map", "MaxConcurrency": 1 }))));
        let inner = state(json!({ "Type": "Map" }));
        assert!(is_concurrent(&state(json!({ "Type": "Map", "MaxConcurrency": 1, "ItemProcessor": inner }))));
        assert!(!is_concurrent(&state(json!({ "Type": "Pass" }))));
    }
}

//! Histories of Parallel states that the recorder normalised: it sorted the branches' events, took their ids and
//! dropped the events at which Parallel states end.
//!
//! What kept its id is where it was; the others are compared as a heap.

use serde_json::{Value, json};

use crate::{Matcher, history::content, matcher::short};

/// The events that the recorder dropped.
const DROPPED: [&str; 2] = ["ParallelStateSucceeded", "ParallelStateFailed"];

/// Whether events have lost their ids.
pub(crate) fn is_sorted(recorded: &[Value]) -> bool {
    recorded.iter().any(has_lost_id)
}

fn has_lost_id(event: &Value) -> bool {
    event["id"] == json!([0])
}

pub(crate) fn compare(recorded: &[Value], ours: &[Value], matcher: &mut Matcher) -> Result<(), String> {
    let mut left: Vec<&Value> =
        ours.iter().filter(|event| !DROPPED.iter().any(|kind| event["type"] == *kind)).collect();
    let (lost, kept): (Vec<&Value>, Vec<&Value>) = recorded.iter().partition(|event| has_lost_id(event));
    for event in kept {
        let at = format!("event {}", event["id"]);
        let Some(place) = left.iter().position(|ours| ours["id"] == event["id"]) else {
            return Err(format!("{at}: ours has none with this id, recorded {}", short(event)));
        };
        let ours = left.remove(place);
        if event["previousEventId"] != ours["previousEventId"] {
            let ids = (&event["previousEventId"], &ours["previousEventId"]);
            return Err(format!("{at} previousEventId: recorded {}, ours {}", ids.0, ids.1));
        }
        content(&at, event, ours, matcher)?;
    }
    for event in lost {
        if event["previousEventId"] != 0 {
            return Err(format!("history: recorded without an id, but after {}", event["previousEventId"]));
        }
        let mut found = None;
        for (index, ours) in left.iter().enumerate() {
            let mut tried = matcher.clone();
            if content("", event, ours, &mut tried).is_ok() {
                found = Some((index, tried));
                break;
            }
        }
        let Some((index, tried)) = found else { return Err(format!("history: ours has no {}", short(event))) };
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
    use super::{compare, is_sorted};
    use crate::Matcher;
    use serde_json::{Value, json};

    fn entered(id: Value, previous: u64, name: &str) -> Value {
        json!({
            "type": "PassStateEntered", "id": id, "previousEventId": previous, "timestamp": "timestamp",
            "stateEnteredEventDetails": { "name": name },
        })
    }

    fn ours() -> Vec<Value> {
        vec![
            entered(json!(1), 0, "A"),
            entered(json!(2), 1, "B"),
            entered(json!(3), 1, "C"),
            json!({ "type": "ParallelStateSucceeded", "id": 4, "previousEventId": 3, "timestamp": 0 }),
            entered(json!(5), 3, "D"),
        ]
    }

    #[test]
    fn a_heap_has_no_order_and_no_end() {
        let lost = |name| entered(json!([0]), 0, name);
        let recorded = |middle: &[Value]| {
            let mut events = vec![entered(json!(1), 0, "A")];
            events.extend(middle.iter().cloned());
            events.push(entered(json!(5), 3, "D"));
            assert!(is_sorted(&events));
            events
        };
        let is_same = |middle: &[Value]| compare(&recorded(middle), &ours(), &mut Matcher::default()).is_ok();
        assert!(is_same(&[lost("C"), lost("B")]));
        assert!(!is_same(&[lost("C"), lost("C")]));
        assert!(!is_same(&[lost("C")]));
        assert!(!is_same(&[lost("C"), lost("B"), lost("B")]));
        assert!(!is_same(&[lost("C"), entered(json!([0]), 2, "B")]));
    }

    #[test]
    fn what_kept_its_id_is_where_it_was() {
        let mut recorded = vec![entered(json!(1), 0, "A"), entered(json!([0]), 0, "B"), entered(json!([0]), 0, "C")];
        recorded.push(entered(json!(6), 3, "D"));
        assert!(compare(&recorded, &ours(), &mut Matcher::default()).is_err());
        recorded[3] = entered(json!(5), 2, "D");
        assert!(compare(&recorded, &ours(), &mut Matcher::default()).is_err());
    }
}

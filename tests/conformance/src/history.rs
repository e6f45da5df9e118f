//! Compares histories, event by event.

use serde_json::{Map, Value};
use stepwright::HistoryEvent;

use crate::{Case, Matcher, matcher::short};

/// Members that hold JSON text.
const DOCUMENTS: [&str; 3] = ["input", "output", "parameters"];

/// Compares a recorded history with ours.
pub(crate) fn compare(
    case: &Case,
    recorded: &[Value],
    ours: &[HistoryEvent],
    matcher: &mut Matcher,
) -> Result<(), String> {
    let ours: Vec<Value> = ours.iter().filter_map(|event| serde_json::to_value(event).ok()).collect();
    if case.is_unfair("history-lossy") {
        return compare_unordered(recorded, &ours, matcher);
    }
    let mut recorded: Vec<&Value> = recorded.iter().collect();
    recorded.sort_by_key(|event| event["id"].as_u64());
    for (recorded, ours) in recorded.iter().zip(&ours) {
        let at = format!("event {}", recorded["id"]);
        event(case, &at, recorded, ours, matcher)?;
    }
    if recorded.len() != ours.len() {
        let kinds = |events: &[&Value]| events.iter().map(|event| short(&event["type"])).collect::<Vec<_>>().join(" ");
        let ours: Vec<&Value> = ours.iter().collect();
        return Err(format!("history: recorded {}, ours {}", kinds(&recorded), kinds(&ours)));
    }
    Ok(())
}

fn event(case: &Case, at: &str, recorded: &Value, ours: &Value, matcher: &mut Matcher) -> Result<(), String> {
    for member in ["type", "id", "previousEventId"] {
        // Recordings of different years disagree about this one.
        let disputed = member == "previousEventId"
            && recorded["type"] == "MapStateExited"
            && case.is_unfair("history-contradiction");
        if recorded[member] != ours[member] && !disputed {
            return Err(format!("{at} {member}: recorded {}, ours {}", recorded[member], ours[member]));
        }
    }
    details(at, recorded, ours, matcher)
}

fn details(at: &str, recorded: &Value, ours: &Value, matcher: &mut Matcher) -> Result<(), String> {
    let (empty, kind) = (Map::new(), recorded["type"].as_str().unwrap_or_default());
    let at = format!("{at} {kind}");
    let (recorded, ours) = (recorded.as_object().unwrap_or(&empty), ours.as_object().unwrap_or(&empty));
    let is_details = |key: &&String| key.ends_with("EventDetails");
    let (name, our_name) = (recorded.keys().find(is_details), ours.keys().find(is_details));
    if name != our_name {
        return Err(format!("{at}: recorded {name:?}, ours {our_name:?}"));
    }
    let Some(name) = name else { return Ok(()) };
    let (Some(Value::Object(recorded)), Some(Value::Object(ours))) = (recorded.get(name), ours.get(name)) else {
        return Err(format!("{at}: the details are no object"));
    };
    for (member, recorded) in recorded {
        let Some(ours) = ours.get(member) else {
            return Err(format!("{at} {member}: recorded {}, ours has none", short(recorded)));
        };
        let at = format!("{at} {member}");
        if DOCUMENTS.contains(&member.as_str()) {
            document(&at, recorded, ours, matcher)?;
        } else {
            matcher.value(&at, recorded, ours)?;
        }
    }
    match ours.keys().find(|member| !recorded.contains_key(*member)) {
        Some(member) => Err(format!("{at} {member}: recorded none, ours {}", short(&ours[member]))),
        None => Ok(()),
    }
}

/// JSON text: an object where it was one, else a text that holds it.
fn document(at: &str, recorded: &Value, ours: &Value, matcher: &mut Matcher) -> Result<(), String> {
    let read = |value: &Value| value.as_str().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let Some(ours) = read(ours) else { return Err(format!("{at}: {} is no JSON text", short(ours))) };
    match recorded {
        Value::String(_) => match read(recorded) {
            Some(recorded) => matcher.value(at, &recorded, &ours),
            // The recorder blanked it.
            None => matcher.value(at, recorded, &ours),
        },
        recorded => matcher.value(at, recorded, &ours),
    }
}

/// The recorder sorted these, took their ids and dropped the ends of Parallel states.
fn compare_unordered(recorded: &[Value], ours: &[Value], matcher: &mut Matcher) -> Result<(), String> {
    const DROPPED: [&str; 2] = ["ParallelStateSucceeded", "ParallelStateFailed"];
    let mut left: Vec<&Value> =
        ours.iter().filter(|event| !DROPPED.iter().any(|kind| event["type"] == *kind)).collect();
    for event in recorded {
        let mut found = None;
        for (index, ours) in left.iter().enumerate() {
            let mut tried = matcher.clone();
            if event["type"] == ours["type"] && details("", event, ours, &mut tried).is_ok() {
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

//! Compares histories, event by event.

use serde_json::{Map, Value};
use stepwright::HistoryEvent;

use crate::{Case, Matcher, concurrent, matcher::short, sorted};

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
    if case.is_unfair("history-lossy") || sorted::is_sorted(recorded) {
        return sorted::compare(recorded, &ours, matcher);
    }
    let in_order = in_order(recorded)?;
    let mut tried = matcher.clone();
    match line(case, &in_order, &ours, &mut tried) {
        Ok(()) => {
            *matcher = tried;
            Ok(())
        }
        // What runs side by side has no order.
        Err(_) if concurrent::is_concurrent(&case.json["definition"]) => concurrent::compare(&in_order, &ours, matcher),
        Err(error) => Err(error),
    }
}

/// The oldest event first; a reply may have the newest first.
fn in_order(recorded: &[Value]) -> Result<Vec<&Value>, String> {
    let id = |event: &Value| event["id"].as_u64();
    let mut events: Vec<&Value> = recorded.iter().collect();
    if let [first, .., last] = recorded
        && id(first) > id(last)
    {
        events.reverse();
    }
    match events.iter().zip(1_u64..).find(|(event, number)| id(event) != Some(*number)) {
        Some((event, number)) => Err(format!("event {number}: recorded with the id {}", event["id"])),
        None => Ok(events),
    }
}

fn line(case: &Case, recorded: &[&Value], ours: &[Value], matcher: &mut Matcher) -> Result<(), String> {
    for (recorded, ours) in recorded.iter().zip(ours) {
        let at = format!("event {}", recorded["id"]);
        event(case, &at, recorded, ours, matcher)?;
    }
    if recorded.len() != ours.len() {
        let kinds = |events: &[&Value]| events.iter().map(|event| short(&event["type"])).collect::<Vec<_>>().join(" ");
        let ours: Vec<&Value> = ours.iter().collect();
        return Err(format!("history: recorded {}, ours {}", kinds(recorded), kinds(&ours)));
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
    content(at, recorded, ours, matcher)
}

/// Compares all of an event but where it stands.
pub(crate) fn content(at: &str, recorded: &Value, ours: &Value, matcher: &mut Matcher) -> Result<(), String> {
    let (empty, kind) = (Map::new(), recorded["type"].as_str().unwrap_or_default());
    let at = format!("{at} {kind}");
    if recorded["type"] != ours["type"] {
        return Err(format!("{at}: ours is {}", ours["type"]));
    }
    let (recorded, ours) = (recorded.as_object().unwrap_or(&empty), ours.as_object().unwrap_or(&empty));
    let is_details = |key: &&String| key.ends_with("EventDetails");
    let known = |key: &str| ["type", "id", "previousEventId", "timestamp"].contains(&key);
    let mut names = recorded.keys().filter(|key| !known(key));
    let name = names.next();
    if let Some(second) = names.next() {
        return Err(format!("{at}: recorded with {name:?} and {second:?}"));
    }
    if recorded.get("timestamp").is_none_or(|moment| moment != "timestamp") {
        return Err(format!("{at}: recorded without a timestamp"));
    }
    let our_name = ours.keys().find(is_details);
    if name != our_name {
        return Err(format!("{at}: recorded {name:?}, ours {our_name:?}"));
    }
    let Some(name) = name else { return Ok(()) };
    let (Some(Value::Object(recorded)), Some(Value::Object(ours))) = (recorded.get(name), ours.get(name)) else {
        return Err(format!("{at}: the details are no object"));
    };
    details(&at, recorded, ours, matcher)
}

fn details(
    at: &str,
    recorded: &Map<String, Value>,
    ours: &Map<String, Value>,
    matcher: &mut Matcher,
) -> Result<(), String> {
    for (member, recorded) in recorded {
        let Some(ours) = ours.get(member) else {
            return Err(format!("{at} {member}: recorded {}, ours has none", short(recorded)));
        };
        let at = format!("{at} {member}");
        if DOCUMENTS.contains(&member.as_str()) {
            matcher.document(&at, recorded, ours)?;
        } else if member == "assignedVariables" {
            variables(&at, recorded, ours, matcher)?;
        } else {
            matcher.value(&at, recorded, ours)?;
        }
    }
    match ours.keys().find(|member| !recorded.contains_key(*member)) {
        Some(member) => Err(format!("{at} {member}: recorded none, ours {}", short(&ours[member]))),
        None => Ok(()),
    }
}

/// Variables by name, each as JSON text.
fn variables(at: &str, recorded: &Value, ours: &Value, matcher: &mut Matcher) -> Result<(), String> {
    let (Value::Object(recorded), Value::Object(ours)) = (recorded, ours) else {
        return matcher.value(at, recorded, ours);
    };
    for (name, recorded) in recorded {
        let at = format!("{at}.{name}");
        match ours.get(name) {
            Some(ours) => matcher.document(&at, recorded, ours)?,
            None => return Err(format!("{at}: recorded {}, ours has none", short(recorded))),
        }
    }
    match ours.iter().find(|(name, _)| !recorded.contains_key(*name)) {
        Some((name, ours)) => Err(format!("{at}.{name}: recorded none, ours {}", short(ours))),
        None => Ok(()),
    }
}

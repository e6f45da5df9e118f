//! Why a case is not run: part of the language it needs is not built.

use std::collections::BTreeSet;

use crate::{Case, Refusal};

/// The reason to skip a case whose definition was refused; the first diagnostic if it is no reason.
///
/// # Errors
/// The compiler found faults in a definition that the service takes.
pub fn why_refused(case: &Case, refusals: &[Refusal]) -> Result<String, String> {
    if let Some(fault) = refusals.iter().find(|refusal| !refusal.code.starts_with("ASL10")) {
        return Err(format!("the definition is refused: {}", fault.shown.trim_end()));
    }
    let has = |code| refusals.iter().any(|refusal| refusal.code == code);
    let needs = |what: &str| case.list("needs").iter().any(|need| need == what);
    Ok(match case.text("query_language") {
        "JSONata" => "jsonata".into(),
        "mixed" => "mixed".into(),
        _ if has("ASL1008") => "activity".into(),
        _ if refusals.iter().any(|refusal| refusal.message.contains(".waitForTaskToken")) => "callback".into(),
        _ if has("ASL1001") && needs("distributed-map") => "distributed-map".into(),
        _ => {
            let parts: BTreeSet<&str> = refusals.iter().map(|refusal| part(case, refusal)).collect();
            format!("unbuilt: {}", parts.into_iter().collect::<Vec<_>>().join(", "))
        }
    })
}

fn part(case: &Case, refusal: &Refusal) -> &'static str {
    match refusal.code {
        "ASL1001" if case.json.pointer("/state_types/Parallel").is_some() => "Parallel",
        "ASL1001" => "Map",
        "ASL1002" => "JSONata",
        "ASL1003" => "variables",
        "ASL1006" => "heartbeats",
        "ASL1007" => "Credentials",
        "ASL1009" => "service patterns",
        _ => "other language",
    }
}

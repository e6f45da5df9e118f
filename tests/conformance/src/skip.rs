//! Why a case is not run: what it needs is not built.

use stepwright::FlowMeta;

use crate::{Case, Refusal};

/// The code of what is not built because it is written in JSONata.
const JSONATA: &str = "ASL1002";

/// The reason to skip a case whose definition was refused.
///
/// # Errors
/// The compiler found faults in a definition that the service takes.
pub fn why_refused(case: &Case, refusals: &[Refusal]) -> Result<&'static str, String> {
    let of_jsonata = refusals.iter().any(|refusal| refusal.code == JSONATA);
    match case.language() {
        "JSONata" if of_jsonata => Ok("jsonata"),
        "mixed" if of_jsonata => Ok("mixed"),
        _ => {
            let fault = refusals.first().map_or("no reason is given", |refusal| refusal.shown.trim_end());
            Err(format!("the definition is refused: {fault}"))
        }
    }
}

/// The reason to skip a case whose definition is compiled and cannot run.
///
/// # Errors
/// It asks for something that has to be built.
pub fn why_unsupported(meta: &FlowMeta) -> Result<Option<&'static str>, String> {
    let known = [("activit", "activity"), ("task token", "callback"), ("distributed", "distributed-map")];
    let mut found = None;
    for unsupported in meta.unsupported {
        let feature = unsupported.feature.to_lowercase();
        match known.iter().find(|(word, _)| feature.contains(word)) {
            Some((_, reason)) => _ = found.get_or_insert(*reason),
            None => return Err(format!("the engine cannot run {}", unsupported.feature)),
        }
    }
    Ok(found)
}

//! Whether our compiler takes and refuses what the case says.

use std::collections::BTreeSet;

use serde_json::Value;
use stepwright_compiler::{
    asl, check,
    diag::{Diagnostic, Diagnostics, Severity},
    ir::{self, express_refusals, variable_references},
    json,
    source::Sources,
};

use crate::{Case, Kind, Matcher, Verdict};

/// What the compiler finds in a definition.
struct Findings {
    all: Vec<Diagnostic>,
    machine: Option<ir::Machine>,
}

impl Findings {
    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.all.iter().filter(|found| found.severity == Severity::Error)
    }

    /// What the service would say of it, as far as we know its words.
    fn said(&self, express: bool) -> Vec<Said> {
        let found = self.all.iter().filter_map(|found| {
            Some(Said { code: found.service_code?, location: found.location.clone(), message: None })
        });
        let refusals = self.machine.as_ref().filter(|_| express).map(express_refusals).unwrap_or_default();
        let refused = refusals.into_iter().map(|refusal| Said {
            code: "SCHEMA_VALIDATION_FAILED",
            location: Some(refusal.location),
            message: Some(refusal.message),
        });
        found.chain(refused).collect()
    }
}

/// A finding in the service's words.
#[derive(Debug)]
struct Said {
    code: &'static str,
    location: Option<String>,
    message: Option<&'static str>,
}

fn find(case: &Case) -> Findings {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text("definition.asl.json", case.setup().definition);
    let machine = json::parse(&sources, source, &mut diags).map(|node| {
        let machine = asl::read(&node, &mut diags);
        check::check(&machine, None, &mut diags);
        machine
    });
    Findings { all: diags.into_sorted(), machine }
}

/// The verdict on a case that is only compiled.
#[must_use]
pub fn verdict(case: &Case) -> Verdict {
    let findings = find(case);
    let (unbuilt, faults): (Vec<_>, Vec<_>) = findings.errors().partition(|error| error.code.starts_with("ASL10"));
    let (refused, language) = (findings.errors().next().is_some(), case.language());
    if faults.is_empty() && !unbuilt.is_empty() && language != "JSONPath" {
        return Verdict::Skipped(if language == "mixed" { "mixed".into() } else { "jsonata".into() });
    }
    let result = match case.kind {
        Kind::Invalid if case.list("weak_verdict").is_empty() => match refused {
            true => Ok(()),
            false => Err(format!("it is taken, though {}", case.json["expect"]["reasons"])),
        },
        Kind::Invalid => return Verdict::Apart("linters doubt the verdict".to_owned()),
        Kind::RecordedVerdict => recorded(case, &findings),
        Kind::References => references(case, &findings),
        _ => Err("its definition is not in this program".to_owned()),
    };
    result.map_or_else(Verdict::Failed, |()| Verdict::Passed)
}

/// The verdict of the service. What it says of other arguments of its API says nothing of the definition, which
/// has to be a good one then.
fn recorded(case: &Case, findings: &Findings) -> Result<(), String> {
    let accepted = case.expected("accepted").and_then(Value::as_bool).ok_or("the case has no verdict")?;
    let diagnostics = case.expected("diagnostics_parsed").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let of_definition = case.json["about"] != "api-arguments";
    if !of_definition && (accepted || !diagnostics.is_empty()) {
        return Err("the case is about other arguments, and yet about the definition".to_owned());
    }
    let said = findings.said(case.is_express());
    let refused = findings.errors().next().is_some() || said.iter().any(|said| said.message.is_some());
    if refused != (!accepted && of_definition) {
        let errors: Vec<_> = findings.errors().map(|error| format!("{} {}", error.code, error.message)).collect();
        return Err(format!("accepted: recorded {accepted}, ours {} with {errors:?} {said:?}", !refused));
    }
    for recorded in diagnostics {
        let same = |said: &&Said| {
            let message = said.message.is_none_or(|message| recorded["message"] == message);
            recorded["code"] == said.code && recorded["location"].as_str() == said.location.as_deref() && message
        };
        if !said.iter().any(|said| same(&said)) {
            return Err(format!("recorded {recorded}, ours {said:?}"));
        }
    }
    Ok(())
}

/// The variables that each state reads.
fn references(case: &Case, findings: &Findings) -> Result<(), String> {
    if let Some(error) = findings.errors().next() {
        return Err(format!("the definition is refused: {} {}", error.code, error.message));
    }
    let machine = findings.machine.as_ref().ok_or("the definition is no JSON")?;
    let recorded = case.expected("variableReferences").ok_or("the case has no references")?;
    let names = |names: BTreeSet<String>| Value::from(names.into_iter().collect::<Vec<_>>());
    let ours: Value = variable_references(machine).into_iter().map(|(state, read)| (state, names(read))).collect();
    Matcher::default().value("variableReferences", recorded, &ours)
}

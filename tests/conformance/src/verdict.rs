//! Whether our compiler takes and refuses what the case says.

use serde_json::Value;
use stepwright_compiler::{
    asl, check,
    diag::{Diagnostic, Diagnostics, Severity},
    ir, json,
    source::Sources,
};

use crate::{Case, Kind, Verdict};

/// What the compiler finds in a definition.
struct Findings {
    errors: Vec<Diagnostic>,
    machine: Option<ir::Machine>,
}

fn find(case: &Case) -> Findings {
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text("definition.asl.json", case.setup().definition);
    let machine = json::parse(&sources, source, &mut diags).map(|node| {
        let machine = asl::read(&node, &mut diags);
        check::check(&machine, None, &mut diags);
        machine
    });
    let errors = diags.into_sorted().into_iter().filter(|found| found.severity == Severity::Error).collect();
    Findings { errors, machine }
}

/// The verdict on a case that is only compiled.
#[must_use]
pub fn verdict(case: &Case) -> Verdict {
    let findings = find(case);
    let (unbuilt, faults): (Vec<_>, Vec<_>) = findings.errors.iter().partition(|error| error.code.starts_with("ASL10"));
    let (refused, language) = (!findings.errors.is_empty(), case.language());
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
    let errors: Vec<_> = findings.errors.iter().map(|error| format!("{} {}", error.code, error.message)).collect();
    let diagnostics = case.expected("diagnostics_parsed").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let of_definition = case.json["about"] != "api-arguments";
    if !of_definition && (accepted || !diagnostics.is_empty()) {
        return Err("the case is about other arguments, and yet about the definition".to_owned());
    }
    let taken = errors.is_empty();
    if taken != (accepted || !of_definition) {
        return Err(format!("accepted: recorded {accepted}, ours {taken} with {errors:?}"));
    }
    Ok(())
}

/// The variables that each state reads.
fn references(case: &Case, findings: &Findings) -> Result<(), String> {
    if let Some(error) = findings.errors.first() {
        return Err(format!("the definition is refused: {} {}", error.code, error.message));
    }
    let _ = (&findings.machine, case);
    Err("the compiler does not tell which variables a state reads".to_owned())
}

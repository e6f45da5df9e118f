//! What is known of a state's data: from the file to the text.

use serde_json::{Value, json};
use stepwright_compiler::{
    check::explain,
    diag::{Diagnostics, Severity, near},
    ir::{Machine, ScopeId, StateId},
    source::Sources,
    study,
};

use super::{
    Arguments, Format, View,
    human::{self, Counts},
};
use crate::{
    check::report::{self, Run},
    load::{self, Input, Loaded},
    outcome::{Failure, Outcome},
    terminal::{safe, say},
};

/// Explains a state of a definition, or lists its states.
pub(super) fn text(file: &Input, arguments: &Arguments, view: View) -> Result<(String, Outcome), Failure> {
    load::find_contracts(&arguments.contracts)?;
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let definition = match load::definition(&mut sources, file, &arguments.at, &mut diags)? {
        Loaded::Definition(node) => node,
        Loaded::Broken => {
            report::say_in_short(&Run::of(diags.into_sorted()), &sources);
            return Ok((String::new(), Outcome::Errors));
        }
        Loaded::Nothing(failure) => return Err(failure),
    };
    let contract = load::contract(&arguments.contracts, &mut sources, &mut diags);
    let (machine, facts) = study(&definition, contract.as_ref(), &mut diags);
    let found = diags.into_sorted();
    let count = |severity| found.iter().filter(|finding| finding.severity == severity).count();
    let counts = Counts { errors: count(Severity::Error), warnings: count(Severity::Warning) };
    let outcome = if counts.errors > 0 { Outcome::Errors } else { Outcome::Fine };
    let name = file.to_string();
    let Some(wanted) = &arguments.state else {
        return Ok((list(&machine, &sources, &name, arguments.format, view)?, outcome));
    };
    let id = find(&machine, wanted, &name)?;
    let Some(explained) = explain::explain(&machine, contract.as_ref(), &facts, id) else {
        return Err(unknown(&machine, wanted, &name));
    };
    let text = match arguments.format {
        Format::Human => human::render(&explained, &sources, counts, view),
        Format::Json => {
            let mut value = explain::json(&explained, &sources);
            if let Value::Object(object) = &mut value {
                let findings = json!({ "errors": counts.errors, "warnings": counts.warnings });
                object.insert("findings".into(), findings);
            }
            format!("{value:#}\n")
        }
    };
    Ok((text, outcome))
}

/// The state of a name, or at a place as AWS writes it. Of several of one name it is the first, and the others are said.
fn find(machine: &Machine, wanted: &str, file: &str) -> Result<StateId, Failure> {
    let named: Vec<StateId> = machine.iter().filter(|(_, state)| state.name == wanted).map(|(id, _)| id).collect();
    let found =
        named.first().copied().or_else(|| machine.iter().map(|(id, _)| id).find(|id| machine.location(*id) == wanted));
    let id = found.ok_or_else(|| unknown(machine, wanted, file))?;
    let others: Vec<String> = named.iter().skip(1).map(|id| format!("`{}`", safe(&machine.location(*id)))).collect();
    if !others.is_empty() {
        let others = others.join(", ");
        let name = safe(wanted);
        say(&format!("this is the first state of the name `{name}`; ask for another by its place: {others}\n"));
    }
    Ok(id)
}

fn unknown(machine: &Machine, wanted: &str, file: &str) -> Failure {
    let help = match near(wanted, machine.states.iter().map(|state| state.name.as_str())) {
        Some(meant) => format!("did you mean `{}`?", safe(meant)),
        None => "without a state, all of them are listed".to_owned(),
    };
    Failure(format!("there is no state `{}` in `{}`: {help}", safe(wanted), safe(file)))
}

/// The states of a definition, in the order of the source.
fn list(machine: &Machine, sources: &Sources, file: &str, format: Format, view: View) -> Result<String, Failure> {
    let mut states: Vec<_> = machine.iter().collect();
    states.sort_by_key(|(_, state)| state.name_span.start);
    let line = |span| sources.positions(span).map(|(start, _)| start);
    if format == Format::Json {
        let states = states.iter().map(|(id, state)| {
            let start = line(state.name_span);
            json!({
                "state": state.name,
                "type": state.kind.name(),
                "location": machine.location(*id),
                "file": sources.name(state.name_span.source),
                "line": start.map(|start| start.line),
                "column": start.map(|start| start.column),
            })
        });
        return Ok(format!("{:#}\n", states.collect::<Value>()));
    }
    let rows: Vec<_> = states
        .iter()
        .map(|(_, state)| {
            let depth = depth(machine, state.scope);
            let name = format!("{}{}", "  ".repeat(depth), safe(&state.name));
            let line = line(state.name_span).map(|start| format!("line {}", start.line));
            (name, state.kind.name(), line.unwrap_or_default())
        })
        .collect();
    if rows.is_empty() {
        return Err(Failure(format!(
            "there are no states in `{}`: `stepwright check` says what is wrong with it",
            safe(file)
        )));
    }
    Ok(human::list(&rows, file, view))
}

/// In how many other scopes a scope stands.
fn depth(machine: &Machine, scope: ScopeId) -> usize {
    let outer = |at: &_| {
        let (owner, _) = machine.scope(*at)?.owner?;
        Some(machine.state(owner)?.scope)
    };
    std::iter::successors(outer(&scope), outer).count()
}

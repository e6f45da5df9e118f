//! Every variable that is assigned is read somewhere.

use std::collections::{BTreeMap, HashMap};

use crate::{
    check::{report::Report, rules::choice_counter::makes_from, scene::Scene},
    diag::{Diagnostic, Severity, codes::flow as codes, near},
    expr::Root,
    ir::{Assigned, Kind, ScopeId, each_path, template_paths},
    source::Span,
};

/// Looks at every variable of every scope.
pub(crate) fn check(scene: &Scene<'_>, report: &mut Report) {
    let machine = scene.machine;
    // A state that could not be read may read any variable.
    if machine.scopes.iter().all(|scope| scope.variables.is_empty())
        || machine.states.iter().any(|state| state.faulty || matches!(state.kind, Kind::Unknown))
    {
        return;
    }
    let mut read: BTreeMap<(ScopeId, &str), i64> = BTreeMap::new();
    let mut assigned: HashMap<Span, (&str, &Assigned)> = HashMap::new();
    for state in &machine.states {
        let mut count = |name, by| {
            if let Some(home) = machine.variable(state.scope, name) {
                *read.entry((home, name)).or_default() += by;
            }
        };
        each_path(state, &mut |path| {
            if let Root::Variable(name) = &path.root {
                count(name, 1);
            }
        });
        let fields = || state.assigns().into_iter().flat_map(|assign| &assign.fields);
        assigned.extend(fields().map(|field| (field.key_span, (state.name.as_str(), field))));
        // What only makes the variable's own next value goes nowhere.
        for field in fields() {
            of_itself(field, &mut |name| count(name, -1));
        }
    }
    for (at, scope) in machine.scopes.iter().enumerate() {
        let id = ScopeId(u32::try_from(at).unwrap_or(u32::MAX));
        for (name, span) in &scope.variables {
            let times = read.get(&(id, name.as_str()));
            if times.is_some_and(|times| *times > 0) {
                continue;
            }
            let label = if times.is_some() { "read only to make its own next value" } else { "nothing reads it" };
            let mut diagnostic = Diagnostic::warning(
                codes::UNREAD_VARIABLE,
                *span,
                format!("variable `${name}` is assigned, and nothing reads it"),
            )
            .in_field(format!("Assign.{name}"))
            .label(label);
            let is_read = |other: &&String| read.get(&(id, other.as_str())).is_some_and(|times| *times > 0);
            let meant = near(name, scope.variables.keys().filter(is_read).map(String::as_str));
            let by = assigned.get(span);
            // What becomes the next value of the variable that was meant would go nowhere.
            let is_made = |meant| by.is_some_and(|(_, field)| makes_from(field, meant));
            if scene.world.contract.is_some() && meant.is_some_and(is_made) {
                diagnostic.severity = Severity::Error;
            }
            let diagnostic = match meant {
                Some(meant) => diagnostic.help(format!("did you mean `${meant}`?")),
                None => diagnostic.help("read it, or remove it"),
            };
            report.push(match by {
                Some((state, _)) => diagnostic.in_state(*state),
                None => diagnostic,
            });
        }
    }
}

/// The reads of a variable in what it becomes itself.
fn of_itself<'a>(field: &'a Assigned, see: &mut dyn FnMut(&'a str)) {
    template_paths(&field.value, &mut |path| {
        if let Root::Variable(name) = &path.root
            && *name == field.name
        {
            see(name);
        }
    });
}

//! The definition as written becomes the definition as meant: fields and values checked, names resolved.
//!
//! Two passes: which scopes there are and the names in them (`scopes`), then scope by scope the states. No pass
//! calls itself for what is nested. A state in which an error was found is marked `faulty` and reading goes on,
//! so that one run names every fault.

mod assign;
mod catch;
mod choice;
mod comparison;
mod credentials;
mod distributed;
mod errors;
mod fail;
mod fields;
mod jsonata;
mod looks;
mod machine;
mod map;
mod object;
mod operator;
mod parallel;
mod pass;
pub(crate) mod placeholder;
mod resource;
mod retry;
mod rule;
mod scope;
mod scopes;
mod state;
mod succeed;
mod task;
mod transition;
mod variables;
mod wait;
mod work;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::{diag::Diagnostics, ir, json, source::Span};

/// Reads a definition. What could not be read is left out or marked, and a diagnostic says so.
pub fn read(root: &json::Node, diags: &mut Diagnostics) -> ir::Machine {
    machine::read(root, diags)
}

/// What every reader needs: the scope it is in, and where findings go.
struct Reader<'a> {
    scopes: &'a scopes::Scopes<'a>,
    /// The scope that is being read.
    scope: ir::ScopeId,
    /// Whether states are in JSONPath unless they say otherwise.
    is_jsonpath: bool,
    /// The labels of distributed `Map` states so far.
    labels: HashMap<String, Span>,
    diags: &'a mut Diagnostics,
}

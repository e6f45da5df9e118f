//! The definition as written becomes the definition as meant: fields and values checked, names resolved.
//!
//! Two passes: the table of state names, then the states. A state in which an error was found is marked
//! `faulty` and reading goes on, so that one run names every fault.

mod catch;
mod choice;
mod comparison;
mod errors;
mod fail;
mod fields;
mod machine;
mod object;
mod operator;
mod pass;
mod resource;
mod retry;
mod rule;
mod state;
mod succeed;
mod task;
mod transition;
mod wait;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::{diag::Diagnostics, ir, json};

/// Reads a definition. What could not be read is left out or marked, and a diagnostic says so.
pub fn read(root: &json::Node, diags: &mut Diagnostics) -> ir::Machine {
    machine::read(root, diags)
}

/// What every reader needs: the states' names, and where findings go.
struct Reader<'a> {
    names: HashMap<&'a str, ir::StateId>,
    diags: &'a mut Diagnostics,
}

//! The workflow of a project that is made from no definition: what is known of it beyond its text.

use serde_json::{Value, json};
use stepwright_compiler::propose::{Outcome, Proposal};

/// The definition.
pub(super) const DEFINITION: &str = include_str!("../../templates/definition.asl.json");

/// An input of it.
pub(super) fn input() -> Value {
    json!({ "orderId": "A-1001", "amount": 1250 })
}

/// Puts in what its tasks answer with, and what comes of that.
pub(super) fn complete(proposal: &mut Proposal) {
    for task in &mut proposal.tasks {
        match task.name.as_str() {
            "charge_card" => task.result_example = json!({ "isApproved": true, "arrivesInSeconds": 86_400 }),
            "ship_order" => task.result_example = json!({ "tracking": "T-1" }),
            _ => {}
        }
    }
    proposal.outcome = Outcome::Runs { first: vec!["charge_card".to_owned()], succeeds: true };
}

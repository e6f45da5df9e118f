//! A definition from a file, without a contract.
#![deny(warnings)]

use stepwright::Flow as _;

stepwright::workflow! {
    pub mod pause;

    definition = "files/pause.asl.json";
}

fn main() {
    assert_eq!(pause::Workflow::META.states.len(), 2);
}

//! A contract in a file whose module is not known.

stepwright::workflow! {
    pub mod order;

    contract = "files/contract.rs";
    definition = { "StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } }
}

fn main() {}

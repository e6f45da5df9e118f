//! A contract in a file that is not there.

stepwright::workflow! {
    pub mod order;

    contract = "files/nowhere.rs" as crate::nowhere;
    definition = { "StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } }
}

fn main() {}

//! `definition` is misspelt.

stepwright::workflow! {
    pub mod order;

    defintion = { "StartAt": "Done", "States": { "Done": { "Type": "Succeed" } } }
}

fn main() {}

//! A finding is allowed that AWS refuses a definition for.
stepwright::workflow! {
    #![deny(warnings)]
    #![allow(ASL0210)]
    pub mod flow;

    definition = {
        "StartAt": "A",
        "States": { "A": { "Type": "Pass", "Next": "Nowhere" } }
    }
}

fn main() {}

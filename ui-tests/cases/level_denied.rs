//! A warning is denied, and another finding is allowed.
stepwright::workflow! {
    #![deny(warnings)]
    #![allow(ASL0230)]
    pub mod flow;

    definition = {
        "StartAt": "A",
        "States": {
            "A": { "Type": "Pass", "Result": { "id": "$.id" }, "End": true },
            "Later": { "Type": "Succeed" }
        }
    }
}

fn main() {}

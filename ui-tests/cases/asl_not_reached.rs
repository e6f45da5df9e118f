//! A malformed declaration in a type that no task reaches.
stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Order { pub id: String }

    #[derive(Clone, Debug)]
    #[asl(as = )]
    pub struct Spare;

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Keep",
        "States": {
            "Keep": { "Type": "Pass", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}

//! A type that is stored lacks `Deserialize`.
stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, serde::Serialize)]
    pub struct Order { pub id: String }

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

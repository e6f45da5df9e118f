//! `#[asl(as = ..)]` under another key.
stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Order { #[asl(form = String)] pub id: Id }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Id(String);

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

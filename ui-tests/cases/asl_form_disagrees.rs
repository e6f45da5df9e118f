//! A rule on a number, where a string is declared.
stepwright::workflow! {
    pub mod order;

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Order { #[asl(as = String)] pub total: Cents }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Cents(u64);

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {}

    definition = {
        "StartAt": "Dear",
        "States": {
            "Dear": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.total", "NumericGreaterThan": 100, "Next": "Done" }],
                "Default": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }
}

fn main() {}

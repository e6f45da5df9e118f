//! The declared form is a type that is not there.
stepwright::workflow! {
    pub mod order;

    mod ids {
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        #[asl(as = Strng)]
        pub struct Id(String);
    }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Order { pub id: ids::Id }

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

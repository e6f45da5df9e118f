//! Declared forms, private fields, a generic struct in a module of its own.
#![deny(warnings)]

stepwright::workflow! {
    pub mod order;

    mod model {
        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub struct Page<T> { pub items: Vec<T>, next: Option<String> }

        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        pub struct Line { pub sku: String, pieces: u32, #[asl(as = (u32, u32))] size: Size }

        #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
        struct Size(u32, u32);

        impl Line { pub fn area(&self) -> u32 { self.pieces * self.size.0 * self.size.1 } }
    }

    use model::{Line, Page};

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Order { pub lines: Page<Line>, #[asl(as = String)] pub id: Id }

    #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
    pub struct Id(String);

    #[stepwright::tasks(input = Order, output = Order)]
    pub trait OrderTasks {
        async fn pack(&self, line: Line) -> Result<Id, std::convert::Infallible>;
        async fn list(&self, lines: Page<Line>) -> Result<Page<Id>, std::convert::Infallible>;
    }

    definition = {
        "StartAt": "Any",
        "States": {
            "Any": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.lines.items[0].size[1]", "NumericLessThan": 2, "Next": "List" },
                    { "Variable": "$.id", "StringEquals": "a", "Next": "List" }
                ],
                "Default": "Pack"
            },
            "Pack": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:pack",
                "Parameters": { "sku.$": "$.id", "pieces": 1, "size": [1, 2] },
                "ResultPath": "$.packed", "Next": "List"
            },
            "List": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:list",
                "InputPath": "$.lines", "ResultPath": "$.listed", "End": true
            }
        }
    }
}

struct Host;

impl OrderTasks for Host {
    async fn pack(&self, line: Line) -> Result<Id, std::convert::Infallible> {
        Ok(Id(line.area().to_string()))
    }
    async fn list(&self, lines: Page<Line>) -> Result<Page<Id>, std::convert::Infallible> {
        let ids: Vec<Id> = lines.items.iter().map(|line| Id(line.sku.clone())).collect();
        Ok(serde_json::from_value(serde_json::json!({ "items": ids, "next": null })).unwrap())
    }
}

fn registered<F: stepwright::Dispatch<H>, H>(_: H) -> &'static str {
    F::META.name
}

fn main() {
    assert_eq!(registered::<order::Workflow, _>(Host), "order");
}

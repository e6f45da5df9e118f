//! The workflow, with tasks that answer with the examples in `tests/examples.json`.

use std::sync::{Arc, Mutex};

{{imports}}

/// Answers with examples, and notes what is called.
#[derive(Clone, Default)]
struct Examples {
    calls: Arc<Mutex<Vec<&'static str>>>,
}

{{tasks}}
/// An example, by the name of its task or `input`.
fn example(name: &str) -> Value {
    let examples: Value = serde_json::from_str(include_str!("examples.json")).unwrap();
    examples[name].clone()
}

{{test}}

//! The Rust files of a project that depend on its tasks: their stubs, and the test.

use std::collections::BTreeSet;

use stepwright_compiler::propose::{Outcome, Proposal, Task};

use super::{imports::declaration, name::Names, template::fill};

const TEST: &str = include_str!("../../templates/workflow_test.rs");
const TEST_REFUSED: &str = include_str!("../../templates/test_refused.rs");
const TEST_RUNS: &str = include_str!("../../templates/test_runs.rs");

/// The names in a type that are no definitions of the contract.
const FOREIGN: [&str; 11] =
    ["BTreeMap", "Option", "String", "TaskFailure", "Timestamp", "Value", "Vec", "bool", "f64", "i64", "jiff"];

/// The types that a project's code names, by where they come from.
#[derive(Default)]
struct Named {
    /// Those of the contract.
    own: BTreeSet<String>,
    has_map: bool,
    has_value: bool,
    has_failure: bool,
}

impl Named {
    fn of(tasks: &[Task]) -> Named {
        let mut named = Named::default();
        for task in tasks {
            let types = task.argument.iter().chain([&task.result, &task.error]);
            for word in types.flat_map(|ty| ty.split(|c: char| !c.is_alphanumeric() && c != '_')) {
                match word {
                    "BTreeMap" => named.has_map = true,
                    "Value" => named.has_value = true,
                    "TaskFailure" => named.has_failure = true,
                    "" => {}
                    _ if FOREIGN.contains(&word) => {}
                    own => drop(named.own.insert(own.to_owned())),
                }
            }
        }
        named
    }
}

/// `src/tasks.rs`: each task fails, and says that it is not written yet.
pub(super) fn tasks(proposal: &Proposal) -> String {
    let named = Named::of(&proposal.tasks);
    let mut out = String::from("//! What the tasks of the workflow do.\n\n");
    let has_tasks = !proposal.tasks.is_empty();
    match (named.has_map, has_tasks) {
        (true, _) => out.push_str("use std::{collections::BTreeMap, fmt::Debug};\n\n"),
        (false, true) => out.push_str("use std::fmt::Debug;\n\n"),
        (false, false) => {}
    }
    if named.has_value {
        out.push_str("use serde_json::Value;\n");
    }
    if named.has_failure {
        out.push_str("use stepwright::TaskFailure;\n");
    }
    if named.has_value || named.has_failure {
        out.push('\n');
    }
    let own: Vec<String> = named.own.into_iter().chain(["Tasks".to_owned()]).collect();
    out.push_str(&declaration("crate::contract", &own));
    out.push_str("\n\n/// Carries the tasks out.\npub struct Handlers;\n\n");
    if !has_tasks {
        out.push_str("impl Tasks for Handlers {}\n");
        return out;
    }
    out.push_str("impl Tasks for Handlers {\n");
    let stubs: Vec<String> = proposal.tasks.iter().map(stub).collect();
    out.push_str(&stubs.join("\n"));
    out.push_str("}\n\n");
    out.push_str(NOT_WRITTEN);
    if named.has_failure {
        out.push_str(FAILURE);
    }
    out
}

/// What every stub says.
const NOT_WRITTEN: &str = r#"/// The name of the error of a task that is not written yet.
const NOT_WRITTEN: &str = "Task.NotWritten";

/// The cause of that error. The call is said at once: where the definition retries, the error
/// comes much later.
fn cause(task: &str, input: &impl Debug) -> String {
    eprintln!("`{task}` is called, and is not written yet");
    format!("the task `{task}` is not written yet: src/tasks.rs. It was called with {input:?}")
}
"#;

/// The same for the tasks that have no errors of their own.
const FAILURE: &str = r#"
/// That error.
fn not_written(task: &str, input: &impl Debug) -> TaskFailure {
    TaskFailure::new(NOT_WRITTEN, cause(task, input))
}
"#;

fn stub(task: &Task) -> String {
    let arguments = [format!("{:?}", task.name), if task.argument.is_some() { "&input" } else { "&()" }.to_owned()];
    let body = if task.has_own_error {
        let cause = broken("            cause: cause(", &arguments, "),");
        format!("        Err({}::Other {{\n            name: NOT_WRITTEN.to_owned(),\n{cause}        }})\n", task.error)
    } else {
        broken("        Err(not_written(", &arguments, "))")
    };
    format!("{}\n{body}    }}\n", task.head("input"))
}

/// A call, on one line or with one argument a line.
fn broken(head: &str, arguments: &[String], tail: &str) -> String {
    /// How wide the arguments of a call may be on one line.
    const CALL: usize = 60;
    let inline = arguments.join(", ");
    // A call in a call counts with its name.
    let inner = inline.len() + head.trim_start().len().saturating_sub("Err(".len());
    if inner <= CALL && head.len() + inline.len() + tail.len() <= 100 {
        return format!("{head}{inline}{tail}\n");
    }
    let indent = " ".repeat(head.len() - head.trim_start().len());
    let lines: String = arguments.iter().map(|argument| format!("{indent}    {argument},\n")).collect();
    format!("{head}\n{lines}{indent}{tail}\n")
}

/// `tests/workflow.rs`.
pub(super) fn test(names: &Names, proposal: &Proposal) -> String {
    let named = Named::of(&proposal.tasks);
    let has_tasks = !proposal.tasks.is_empty();
    let mut own: Vec<String> = named.own.into_iter().chain(["Tasks".to_owned()]).collect();
    own.push(format!("{}::Workflow", names.workflow));
    let own = declaration(&format!("{}::contract", names.library), &own);
    let mut stepwright: Vec<&str> = match &proposal.outcome {
        Outcome::Refused => vec!["Engine", "EngineError"],
        Outcome::Runs { succeeds: true, .. } => vec!["Engine", "ManualClock"],
        Outcome::Runs { .. } => vec!["Engine", "ExecutionError", "ManualClock"],
    };
    if named.has_failure {
        stepwright.push("TaskFailure");
    }
    let stepwright: Vec<String> = stepwright.into_iter().map(str::to_owned).collect();
    let mut uses = vec![own, "use serde_json::Value;".to_owned(), declaration("stepwright", &stepwright)];
    if has_tasks {
        uses.push("use serde::de::DeserializeOwned;".to_owned());
    }
    // As rustfmt sorts them: by the path up to the braces.
    uses.sort_by_key(|line| line.trim_start_matches("use ").split('{').next().unwrap_or_default().to_owned());
    let (tasks, test) = (examples(proposal), outcome(names, proposal));
    let std = if named.has_map { "use std::collections::BTreeMap;\n" } else { "" };
    let imports = uses.join("\n");
    let text = fill(TEST, &[("imports", &imports), ("tasks", &tasks), ("test", test.trim_end())]);
    text.replacen("use std::sync", &format!("{std}use std::sync"), 1)
}

/// The tasks of the test.
fn examples(proposal: &Proposal) -> String {
    if proposal.tasks.is_empty() {
        return "impl Tasks for Examples {}\n".to_owned();
    }
    let methods: Vec<String> = proposal
        .tasks
        .iter()
        .map(|task| {
            if task.result == "()" {
                let body = format!("        self.answer::<()>({:?});\n        Ok(())", task.name);
                return format!("{}\n{body}\n    }}\n", task.head("_input"));
            }
            let line = format!("        Ok(self.answer({:?}))", task.name);
            let line = if line.len() <= 100 { line } else { line.replacen("self.", "self\n            .", 1) };
            format!("{}\n{line}\n    }}\n", task.head("_input"))
        })
        .collect();
    let answer = r#"impl Examples {
    fn answer<T: DeserializeOwned>(&self, task: &'static str) -> T {
        self.calls.lock().unwrap().push(task);
        serde_json::from_value(example(task)).unwrap()
    }
}

"#;
    format!("{answer}impl Tasks for Examples {{\n{}}}\n", methods.join("\n"))
}

/// The test itself: what comes of the workflow, as far as it is known.
fn outcome(names: &Names, proposal: &Proposal) -> String {
    let Outcome::Runs { first, succeeds } = &proposal.outcome else { return TEST_REFUSED.to_owned() };
    let (mut constant, mut assertions) = (String::new(), String::new());
    let what = match (first.as_slice(), succeeds) {
        ([one], _) => {
            constant = format!("/// The task that is called first.\nconst FIRST: &str = {one:?};\n\n");
            assertions.push_str("    assert_eq!(calls.first(), Some(&FIRST));\n");
            "the_first_task_is_called".to_owned()
        }
        ([], true) if proposal.tasks.is_empty() => {
            assertions.push_str("    assert!(calls.is_empty(), \"{calls:?}\");\n");
            "it_succeeds".to_owned()
        }
        ([], _) => {
            assertions.push_str("    println!(\"called: {calls:?}\");\n");
            if *succeeds { "it_succeeds" } else { "it_ends" }.to_owned()
        }
        (several, _) => {
            let names: Vec<String> = several.iter().map(|name| format!("{name:?}")).collect();
            let line = format!("    let first = [{}];\n", names.join(", "));
            if line.len() <= 70 {
                assertions.push_str(&line);
            } else {
                let lines: String = names.iter().map(|name| format!("        {name},\n")).collect();
                assertions.push_str(&format!("    let first = [\n{lines}    ];\n"));
            }
            assertions.push_str(
                "    assert!(\n        calls.first().is_some_and(|call| first.contains(call)),\n        \"{calls:?}\"\n    );\n",
            );
            "one_of_its_first_tasks_is_called".to_owned()
        }
    };
    assertions.push_str(if *succeeds {
        "    assert!(result.is_ok(), \"{result:?}\");\n"
    } else {
        "    // Whether it succeeds depends on the examples: say here what you expect.\n    assert!(\n        matches!(result, Ok(_) | Err(ExecutionError::Failed { .. })),\n        \"{result:?}\"\n    );\n"
    });
    let what = if *succeeds && !first.is_empty() { format!("{what}_and_it_succeeds") } else { what };
    let test = fill(TEST_RUNS, &[("what", &what), ("workflow", &names.workflow), ("assertions", &assertions)]);
    format!("{constant}{test}")
}

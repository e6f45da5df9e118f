//! Runs the workflow once: `cargo run`, `cargo run -- FILE.json`, or `cargo run -- '{ .. }'`.

use std::{env, error::Error, fs, process::ExitCode};

{{imports}}

/// The workflow's name.
const WORKFLOW: &str = "{{workflow}}";
/// The input, if none is given.
const INPUT: &str = "input.json";
/// What is kept of executions.
const STORE: &str = "{{name}}.db";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(output) => {
            println!("{output}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<String, Box<dyn Error>> {
    let input = input(&env::args().nth(1).unwrap_or_else(|| INPUT.to_owned()))?;
    let store = SqliteStore::open(STORE)?;
    let engine = Engine::builder()
        .register(Workflow, Handlers)
        .store(store)
        .build()
        .await?;
    // What was open when the program ended goes on as well, for as long as this run takes.
    for parked in engine.recovery().parked {
        eprintln!(
            "{} executions stay where they are: {}",
            parked.executions, parked.reason
        );
    }
    let execution = engine.start_json(WORKFLOW, None, &input).await?;
    eprintln!("started {}", execution.id());
    let result = execution.result_json().await;
    engine.shutdown().await;
    Ok(result?)
}

/// The input as JSON text: the argument itself, or what its file holds.
fn input(argument: &str) -> Result<String, String> {
    if argument.trim_start().starts_with(['{', '[', '"']) {
        return Ok(argument.to_owned());
    }
    fs::read_to_string(argument)
        .map_err(|error| format!("cannot read the input `{argument}`: {error}"))
}

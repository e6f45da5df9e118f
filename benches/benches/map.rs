//! A Map of 1,000 and of 10,000 items, each through one Pass state: in memory, and durable on SQLite with
//! every event kept. The figure beside each is what an item costs, which is to be the same for both sizes.
//!
//! The peer is what reading the input and writing the output takes. `cargo bench -p benches --bench map`

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use benches::{
    each::{Nobody, map},
    untyped::map_untyped,
};
use serde_json::Value;
use stepwright::{Engine, EngineBuilder, store::SqliteStore};

const ROUNDS: usize = 7;
const SIZES: [u32; 2] = [1_000, 10_000];

/// Few executions have so many events; the service ends one at 25,000.
const EVENTS: u64 = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("DURABLE_BENCH_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let folder = folder.join(format!("map-bench-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let result = measure(&folder);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure(folder: &Path) -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build()?;
    println!("a Map over a list, the median of {ROUNDS} rounds");
    println!("{:>28} {:>8} {:>12} {:>14}", "", "items", "milliseconds", "us an item");
    for items in SIZES {
        let input = input(items);
        let row = |name: &str, mut run: Box<dyn FnMut(usize) -> Result<Duration, Box<dyn Error>>>| {
            let mut times = Vec::new();
            for round in 0..ROUNDS {
                times.push(run(round)?);
            }
            times.sort();
            let median = times.get(ROUNDS / 2).copied().unwrap_or_default().as_secs_f64();
            let each = median * 1e6 / f64::from(items);
            println!("{name:>28} {items:>8} {:>12.2} {each:>14.3}", median * 1e3);
            Ok::<(), Box<dyn Error>>(())
        };
        let (text, expected) = (input.clone(), output(items));
        row("reading and writing alone", Box::new(move |_| peer(&text, &expected)))?;
        for (name, workflow) in [("express, typed", "map"), ("express, untyped", "map_untyped")] {
            let engine = runtime.block_on(
                Engine::builder()
                    .register_express(map::Workflow, Nobody)
                    .register_express(map_untyped::Workflow, ())
                    .build(),
            )?;
            let (text, handle) = (input.clone(), runtime.handle().clone());
            row(
                name,
                Box::new(move |_| {
                    let begun = Instant::now();
                    let output = handle.block_on(engine.run_json(workflow, &text))?;
                    let time = begun.elapsed();
                    verify(&output, items)?;
                    Ok(time)
                }),
            )?;
        }
        let (text, handle, folder) = (input.clone(), runtime.handle().clone(), folder.to_owned());
        row(
            "durable, typed",
            Box::new(move |round| {
                let file = folder.join(format!("{items}-{round}.db"));
                handle.block_on(durable(Engine::builder().store(SqliteStore::open(file)?), &text, items))
            }),
        )?;
    }
    Ok(())
}

async fn durable(builder: EngineBuilder, input: &str, items: u32) -> Result<Duration, Box<dyn Error>> {
    let engine = builder.register(map::Workflow, Nobody).history_limit(EVENTS).build().await?;
    let begun = Instant::now();
    let output = engine.start_json("map", None, input).await?.result_json().await?;
    let time = begun.elapsed();
    verify(&output, items)?;
    engine.shutdown().await;
    Ok(time)
}

fn peer(input: &str, output: &str) -> Result<Duration, Box<dyn Error>> {
    let output: Value = serde_json::from_str(output)?;
    let begun = Instant::now();
    let input: Value = serde_json::from_str(input)?;
    let text = output.to_string();
    let time = begun.elapsed();
    if input.is_null() || text.is_empty() { Err("nothing was read or written".into()) } else { Ok(time) }
}

fn input(items: u32) -> String {
    let list: Vec<String> = (0..items).map(|at| at.to_string()).collect();
    format!(r#"{{"items":[{}]}}"#, list.join(","))
}

fn output(items: u32) -> String {
    let list: Vec<String> = (0..items).map(|at| format!(r#"{{"n":{at}}}"#)).collect();
    format!("[{}]", list.join(","))
}

fn verify(text: &str, items: u32) -> Result<(), Box<dyn Error>> {
    if text == output(items) { Ok(()) } else { Err(format!("{items} items came to {} bytes", text.len()).into()) }
}

//! The engine in memory, JSON text in and out: a chain of ten Pass states over a document of one KiB,
//! beside what reading and writing that document alone takes.
//!
//! `cargo bench -p benches --bench engine`

use benches::{
    contract::{BenchTasks, Document, Note, chain},
    document_text,
    untyped::chain_untyped,
};
use divan::{Bencher, black_box};
use serde_json::Value;
use std::convert::Infallible;
use stepwright::{Engine, EngineError};
use tokio::runtime::Runtime;

struct Notes;

impl BenchTasks for Notes {
    async fn note(&self, _: Document) -> Result<Note, Infallible> {
        Ok(Note { by: "nobody".into(), at: 1 })
    }
}

fn main() {
    divan::main();
}

fn engine() -> Result<(Runtime, Engine, String), Box<dyn std::error::Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let engine: Result<Engine, EngineError> = runtime.block_on(async {
        Engine::builder()
            .register_express(chain::Workflow, Notes)
            .register_express(chain_untyped::Workflow, ())
            .build()
            .await
    });
    Ok((runtime, engine?, document_text()?))
}

fn express(bencher: Bencher<'_, '_>, workflow: &str) {
    match engine() {
        Ok((runtime, engine, text)) => {
            bencher
                .bench_local(|| runtime.block_on(engine.run_json(workflow, black_box(&text))).map(|text| text.len()));
        }
        Err(error) => eprintln!("{error}"),
    }
}

#[divan::bench]
fn express_typed(bencher: Bencher<'_, '_>) {
    express(bencher, "chain");
}

#[divan::bench]
fn express_untyped(bencher: Bencher<'_, '_>) {
    express(bencher, "chain_untyped");
}

/// The peer: reads the document as its type and writes it again.
#[divan::bench]
fn parse_and_write_typed(bencher: Bencher<'_, '_>) {
    let text = document_text().unwrap_or_default();
    bencher
        .bench_local(|| serde_json::from_str::<Document>(black_box(&text)).map(|value| serde_json::to_string(&value)));
}

/// The peer: reads the document as a plain value and writes it again.
#[divan::bench]
fn parse_and_write_untyped(bencher: Bencher<'_, '_>) {
    let text = document_text().unwrap_or_default();
    bencher.bench_local(|| serde_json::from_str::<Value>(black_box(&text)).map(|value| value.to_string()));
}

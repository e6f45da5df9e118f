//! The transition function alone, without an engine: a chain of ten Pass states over a document of one
//! KiB (its clone and its drop included), and a thousand transitions of a Choice loop.
//!
//! `cargo bench -p benches --bench transition`

use benches::{
    contract::{Document, chain, choice},
    document,
    untyped::{chain_untyped, choice_untyped},
};
use divan::{Bencher, black_box, counter::ItemsCount};
use serde_json::Value;
use stepwright::__private::Bare;

fn main() {
    println!("document: {} bytes of JSON", benches::document_text().map_or(0, |text| text.len()));
    divan::main();
}

fn value() -> Value {
    serde_json::to_value(document()).unwrap_or_default()
}

/// The peer of the typed chain: what the clone of its input costs.
#[divan::bench]
fn clone_alone_typed(bencher: Bencher<'_, '_>) {
    let input = document();
    bencher.bench_local(|| black_box(Document::clone(black_box(&input))));
}

#[divan::bench]
fn chain_of_ten_typed(bencher: Bencher<'_, '_>) {
    let (input, mut bare) = (document(), Bare::default());
    bencher.counter(ItemsCount::new(10_usize)).bench_local(|| bare.start::<chain::Workflow>(black_box(&input).clone()));
}

/// The peer of the untyped chain: what the clone of its input costs.
#[divan::bench]
fn clone_alone_untyped(bencher: Bencher<'_, '_>) {
    let input = value();
    bencher.bench_local(|| black_box(Value::clone(black_box(&input))));
}

#[divan::bench]
fn chain_of_ten_untyped(bencher: Bencher<'_, '_>) {
    let (input, mut bare) = (value(), Bare::default());
    bencher
        .counter(ItemsCount::new(10_usize))
        .bench_local(|| bare.start::<chain_untyped::Workflow>(black_box(&input).clone()));
}

#[divan::bench]
fn choice_loop_of_1000_typed(bencher: Bencher<'_, '_>) {
    let (input, mut bare) = (document(), Bare::default());
    bencher
        .counter(ItemsCount::new(1_000_usize))
        .bench_local(|| bare.start::<choice::Workflow>(black_box(&input).clone()));
}

#[divan::bench]
fn choice_loop_of_1000_untyped(bencher: Bencher<'_, '_>) {
    let (input, mut bare) = (value(), Bare::default());
    bencher
        .counter(ItemsCount::new(1_000_usize))
        .bench_local(|| bare.start::<choice_untyped::Workflow>(black_box(&input).clone()));
}

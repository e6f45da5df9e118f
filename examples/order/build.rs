//! Compiles the workflow, against the contract, to Rust.

fn main() {
    stepwright_build::workflow("workflows/order.asl.json").contract("src/shop.rs").compile();
}

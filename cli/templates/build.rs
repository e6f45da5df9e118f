//! Compiles the workflow to Rust, against the contract.

/// The definition; paths start from the folder of Cargo.toml.
{{constant}}

fn main() {
    stepwright_build::workflow(DEFINITION){{module}}{{levels}}
        .contract("src/contract.rs")
        .compile();
}

//! The `stepwright` command.
//!
//! Exit codes: 0 fine, 1 errors in a definition or its contract, 2 wrong usage or a file that cannot be read.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod check;
mod explain;
mod graph;
mod load;
mod print;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Durable, typed workflows from the Amazon States Language.
#[derive(Debug, Parser)]
#[command(name = "stepwright", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check definitions across their states.
    Check(check::Arguments),
    /// Tell what the code of a finding means.
    Explain(explain::Arguments),
    /// Draw a definition: its states, and what leads from one to another.
    Graph(graph::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Check(arguments) => check::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Graph(arguments) => graph::run(&arguments),
    }
}

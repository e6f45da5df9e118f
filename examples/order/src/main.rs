//! Runs some hundred orders through a durable workflow: kill it at any moment, run it again, and it goes on.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod args;
mod history;
mod input;
mod job;
mod ledger;
mod output;
mod progress;
mod services;
mod shop;
mod summary;

use std::process::ExitCode;

use clap::Parser as _;

/// Whatever ends the program before its work is done.
type Error = Box<dyn std::error::Error + Send + Sync>;

/// 0: every order has ended, 1: some have not or the order asked for is unknown, 2: it could not begin or go on,
/// 130: stopped by Ctrl-C.
#[tokio::main]
async fn main() -> ExitCode {
    let args = args::Args::parse();
    let done = match &args.history {
        Some(id) => history::print(&args.db, id).await,
        None => job::run(&args).await,
    };
    done.unwrap_or_else(|error| {
        output::complain(format_args!("error: {error}"));
        ExitCode::from(2)
    })
}

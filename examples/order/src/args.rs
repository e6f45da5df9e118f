//! The command line.

use std::path::PathBuf;

use clap::Parser;

/// Runs orders through a durable workflow: kill it at any moment, run it again, and it goes on.
#[derive(Debug, Parser)]
#[command(name = "order", version)]
pub(crate) struct Args {
    /// Orders to run, one JSON object a line, instead of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) orders: Option<PathBuf>,

    /// The database, which is made if it is missing
    #[arg(long, value_name = "FILE", default_value = "orders.db")]
    pub(crate) db: PathBuf,

    /// Print what happened to one order, and run nothing
    #[arg(long, value_name = "ID", conflicts_with = "orders")]
    pub(crate) history: Option<String>,
}

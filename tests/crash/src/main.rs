//! The process that is killed: `crash DATABASE LEDGER`, with its orders as JSON on standard input.

use std::{error::Error, path::Path};

use crash::life::live;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let [database, ledger] = arguments.as_slice() else {
        return Err("usage: crash DATABASE LEDGER < ORDERS; `cargo test -p crash` runs it".into());
    };
    let orders = serde_json::from_reader(std::io::stdin().lock())?;
    live(orders, Path::new(database), Path::new(ledger)).await
}

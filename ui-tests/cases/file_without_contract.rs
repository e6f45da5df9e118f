//! A misspelt state name in a file, without a contract.

stepwright::workflow! {
    pub mod order;

    definition = "files/next_misspelt.asl.json";
}

fn main() {}

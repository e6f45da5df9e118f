//! `input` is misspelt in `#[tasks]`.

#[stepwright::tasks(inptu = u32, output = u32)]
pub trait OrderTasks {}

fn main() {}

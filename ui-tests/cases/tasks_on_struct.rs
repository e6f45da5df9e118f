//! `#[tasks]` on what is no trait.

#[stepwright::tasks(input = u32, output = u32)]
pub struct OrderTasks;

fn main() {}

//! `TaskError` on a struct.

#[derive(Debug, stepwright::TaskError)]
pub struct ChargeError;

fn main() {}

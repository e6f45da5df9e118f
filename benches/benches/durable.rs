//! durable
fn main() {}

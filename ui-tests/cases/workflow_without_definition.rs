//! A `workflow!` that ends before its definition.

stepwright::workflow! {
    pub mod order;
}

fn main() {}

//! The workflows that are killed, and the hands that do their tasks.

// What a contract's fields mean is said by their names.
#![allow(missing_docs, clippy::missing_errors_doc)]

pub mod counting;
mod hands;
pub mod nap;
pub mod payment;
pub mod picking;
pub mod rounds;
pub mod shipping;

use stepwright::{EngineBuilder, Flow, FlowMeta};

pub use hands::Hands;

/// Registers all of them.
pub fn register(builder: EngineBuilder, hands: &Hands) -> EngineBuilder {
    builder
        .register(shipping::shipping::Workflow, hands.clone())
        .register(rounds::rounds::Workflow, hands.clone())
        .register(nap::nap::Workflow, hands.clone())
        .register(payment::payment::Workflow, hands.clone())
        .register(counting::counting::Workflow, hands.clone())
        .register(picking::picking::Workflow, hands.clone())
}

/// What is known about each.
#[must_use]
pub fn metas() -> [&'static FlowMeta; 6] {
    [
        shipping::shipping::Workflow::META,
        rounds::rounds::Workflow::META,
        nap::nap::Workflow::META,
        payment::payment::Workflow::META,
        counting::counting::Workflow::META,
        picking::picking::Workflow::META,
    ]
}

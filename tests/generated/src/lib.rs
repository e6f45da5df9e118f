//! The compiler's golden files, compiled: without warnings, beside the contracts they were written for. So are the right
//! examples on the pages of the diagnostic codes.
#![deny(warnings)]

/// The programs in the README, compiled.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;

/// A typed workflow.
#[allow(missing_docs, unreachable_pub)]
pub mod order {
    include!("../../../compiler/tests/golden/order.contract.rs");
    include!("../../../compiler/tests/golden/order.rs");
}

/// A typed workflow with branches, iterations and variables.
#[allow(missing_docs, unreachable_pub)]
pub mod fan {
    include!("../../../compiler/tests/golden/fan.contract.rs");
    include!("../../../compiler/tests/golden/fan.rs");
}

/// A typed workflow over types of other crates.
#[allow(missing_docs, unreachable_pub)]
pub mod tide {
    include!("../../../compiler/tests/golden/tide.contract.rs");
    include!("../../../compiler/tests/golden/tide.rs");
}

/// The right examples of the pages of the diagnostic codes.
pub mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

/// A typed workflow over enums with data, flattened fields and tuples.
#[allow(missing_docs, unreachable_pub)]
pub mod kinds {
    include!("../../../compiler/tests/golden/kinds.contract.rs");
    include!("../../../compiler/tests/golden/kinds.rs");
}

include!("../../../compiler/tests/golden/rows.rs");
include!("../../../compiler/tests/golden/untyped.rs");

/// A contract that was proposed.
#[allow(missing_docs, unreachable_pub)]
#[path = "../../../compiler/tests/propose/reads.rs"]
pub mod proposed_reads;

/// A contract that was proposed.
#[allow(missing_docs, unreachable_pub)]
#[path = "../../../compiler/tests/propose/samples.rs"]
pub mod proposed_samples;

/// A contract that was proposed.
#[allow(missing_docs, unreachable_pub)]
#[path = "../../../compiler/tests/propose/services.rs"]
pub mod proposed_services;

/// A contract that was proposed.
#[allow(missing_docs, unreachable_pub)]
#[path = "../../../compiler/tests/propose/whole.rs"]
pub mod proposed_whole;

//! The workflows that the benchmarks run, typed and untyped, and the document they run over.

/// The contract of the typed workflows.
pub mod contract;

/// A Map over a list.
pub mod each;

/// The same definitions without a contract.
pub mod untyped {
    stepwright::workflow! { pub mod chain_untyped; definition = "chain.asl.json"; }
    stepwright::workflow! { #![allow(ASL0232)] pub mod choice_untyped; definition = "choice.asl.json"; }
    stepwright::workflow! { pub mod map_untyped; definition = "map.asl.json"; }
}

/// The input of every benchmark: a document of about one KiB.
#[must_use]
pub fn document() -> contract::Document {
    contract::Document {
        id: "ord-2024-000000017".into(),
        status: contract::Status::Open,
        total: 1_249.5,
        weight: 1_840,
        customer: contract::Customer {
            name: "Ada Lovelace".into(),
            mail: "ada@example.org".into(),
            street: "12 St James's Square".into(),
            city: "London".into(),
        },
        items: (0..6)
            .map(|at| contract::Item {
                sku: format!("SKU-{at:05}"),
                title: format!("an item of some kind, no. {at}"),
                pieces: at,
            })
            .collect(),
        note: Some("x".repeat(410)),
        seen: None,
    }
}

/// [`document`] as JSON text.
///
/// # Errors
/// Never, for this document.
pub fn document_text() -> serde_json::Result<String> {
    serde_json::to_string(&document())
}

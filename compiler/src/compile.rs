//! The pipeline: what every front calls.

use proc_macro2::TokenStream;

use crate::{
    asl, check,
    diag::Diagnostics,
    emit::{Options, Writer},
    ir, json, lower,
    source::{Source, Sources, Span},
    types::Contract,
};

/// Compiles a definition to the content of one module. `None` if there are errors: a front then writes
/// [`skeleton`](crate::emit::skeleton) instead.
pub fn compile(
    sources: &Sources,
    definition: &json::Node,
    contract: Option<&Contract>,
    options: &Options,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let (machine, _) = judge(definition, contract, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let plan = lower::lower(definition, &machine, contract);
    let lines: Vec<u32> = machine.states.iter().map(|state| line(sources, state.name_span)).collect();
    let empty = Contract::default();
    let writer = Writer {
        plan: &plan,
        machine: &machine,
        contract: contract.unwrap_or(&empty),
        options,
        sources,
        lines: &lines,
    };
    Some(writer.module())
}

/// Finds what is wrong with a definition, and writes nothing.
pub fn diagnose(definition: &json::Node, contract: Option<&Contract>, diagnostics: &mut Diagnostics) {
    judge(definition, contract, diagnostics);
}

/// Finds what is wrong with a definition, and gives back what is known of its data, for those who ask about a state
/// ([`explain`](crate::check::explain::explain)). Errors do not keep it from that: what cannot be known is unknown.
pub fn study(
    definition: &json::Node,
    contract: Option<&Contract>,
    diagnostics: &mut Diagnostics,
) -> (ir::Machine, check::Facts) {
    let (machine, facts) = judge(definition, contract, diagnostics);
    let facts = facts.unwrap_or_else(|| check::types_of(&machine, contract));
    (machine, facts)
}

/// Reads and checks. A contract with faults of its own says nothing about the definition: then only how
/// it is written is judged.
fn judge(
    definition: &json::Node,
    contract: Option<&Contract>,
    diagnostics: &mut Diagnostics,
) -> (ir::Machine, Option<check::Facts>) {
    let contract_is_whole = !diagnostics.has_faults();
    let machine = asl::read(definition, diagnostics);
    let facts = contract_is_whole.then(|| check::check(&machine, contract, diagnostics));
    (machine, facts)
}

/// The line of a span, from 1; 0 if it has none.
fn line(sources: &Sources, span: Span) -> u32 {
    match sources.get(span.source) {
        Some(Source::Text { .. }) => sources.positions(span).map_or(0, |(start, _)| start.line),
        Some(Source::Tokens { .. }) => {
            sources.tokens(span).map_or(0, |(first, _)| u32::try_from(first.start().line).unwrap_or(0))
        }
        None => 0,
    }
}

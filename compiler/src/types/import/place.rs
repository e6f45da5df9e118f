//! Places of Rust tokens: byte ranges in files, remembered tokens in macro calls.

use proc_macro2::{Span as TokenSpan, TokenStream, TokenTree};
use quote::ToTokens;

use crate::source::{Source, SourceId, Sources, Span};

/// The place of a piece of Rust, from its first to its last token.
pub(super) fn place(sources: &mut Sources, source: SourceId, node: &impl ToTokens) -> Span {
    let mut tokens = TokenStream::new();
    node.to_tokens(&mut tokens);
    let mut tokens = tokens.into_iter();
    let Some(first) = tokens.next() else {
        return Span { source, start: 0, end: 0 };
    };
    let start = first_span(&first);
    let end = last_span(&tokens.last().unwrap_or(first));
    between(sources, source, start, end)
}

/// The place of one token.
pub(super) fn of_span(sources: &mut Sources, source: SourceId, span: TokenSpan) -> Span {
    between(sources, source, span, span)
}

/// Invisible groups (what a macro variable became) have no place of their own: what they hold has.
fn first_span(tree: &TokenTree) -> TokenSpan {
    match tree {
        TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::None => {
            group.stream().into_iter().next().map_or_else(|| group.span(), |tree| first_span(&tree))
        }
        TokenTree::Group(group) => group.span_open(),
        other => other.span(),
    }
}

fn last_span(tree: &TokenTree) -> TokenSpan {
    match tree {
        TokenTree::Group(group) if group.delimiter() == proc_macro2::Delimiter::None => {
            group.stream().into_iter().last().map_or_else(|| group.span(), |tree| last_span(&tree))
        }
        TokenTree::Group(group) => group.span_close(),
        other => other.span(),
    }
}

fn between(sources: &mut Sources, source: SourceId, start: TokenSpan, end: TokenSpan) -> Span {
    match sources.get(source) {
        Some(Source::Tokens { .. }) => {
            let first = sources.token(source, start);
            first.to(sources.token(source, end))
        }
        _ => {
            let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            Span { source, start: offset(start.byte_range().start), end: offset(end.byte_range().end) }
        }
    }
}

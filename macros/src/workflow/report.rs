//! Diagnostics as tokens: errors at the tokens that they speak of, warnings through a deprecated item.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use stepwright_compiler::{
    diag::{Diagnostic, Severity, human, plain},
    source::{Source, Sources},
};

/// The tokens of one diagnostic. What stands in a file is shown at `place`, with its code frame.
pub(super) fn report(diagnostic: &Diagnostic, sources: &Sources, place: Span) -> TokenStream {
    let in_file = matches!(sources.get(diagnostic.primary.span.source), Some(Source::Text { .. }));
    let (text, (start, end)) = if in_file {
        (human::render(diagnostic, sources, false), (place, place))
    } else {
        let tokens = sources.tokens(diagnostic.primary.span).unwrap_or((place, place));
        (plain::render(diagnostic, sources), tokens)
    };
    match diagnostic.severity {
        Severity::Error => error(&text, start, end),
        Severity::Warning => warning(diagnostic.code, &text, start),
    }
}

/// An error under the tokens from `start` to `end`.
fn error(text: &str, start: Span, end: Span) -> TokenStream {
    let (first, last) = (Ident::new("first", start), Ident::new("last", end));
    syn::Error::new_spanned(quote!(#first #last), text).into_compile_error()
}

/// Stable Rust lets a macro warn only through a lint: the use of an item that is deprecated with this text.
fn warning(code: &str, text: &str, span: Span) -> TokenStream {
    let name = Ident::new(code, span);
    let definition = Ident::new(code, Span::call_site());
    let used = quote_spanned!(span=> #name);
    quote! {
        const _: () = {
            #[deprecated(note = #text)]
            const #definition: () = ();
            #[warn(deprecated)]
            const _: () = #used;
        };
    }
}

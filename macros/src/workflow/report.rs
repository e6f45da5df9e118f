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
        (framed(diagnostic, sources), (place, place))
    } else {
        let tokens = sources.tokens(diagnostic.primary.span).unwrap_or((place, place));
        (plain::render(diagnostic, sources), tokens)
    };
    match diagnostic.severity {
        Severity::Error => error(&text, start, end),
        Severity::Warning => warning(diagnostic.code, &text, start),
    }
}

/// The code frame. rustc itself writes `error:` before the text, so that the title is written anew.
fn framed(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let text = human::render(diagnostic, sources, false);
    let title = format!("{}[{}]: ", diagnostic.severity.as_str(), diagnostic.code);
    match text.strip_prefix(&title).and_then(|rest| rest.strip_prefix(&*diagnostic.message)) {
        Some(frame) => format!("{} [{}]{frame}", diagnostic.message, diagnostic.code),
        None => text,
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

#[cfg(test)]
mod tests {
    use stepwright_compiler::source::Span as Place;

    use super::*;

    #[test]
    fn faults_in_files_are_shown_with_their_frame() {
        let mut sources = Sources::new();
        let source = sources.add_text("a.json", "{ oops }");
        let diagnostic = Diagnostic::error("ASL0101", Place { source, start: 2, end: 6 }, "`oops` is no JSON value");
        let text = framed(&diagnostic, &sources);
        assert!(text.starts_with("`oops` is no JSON value [ASL0101]\n"), "{text}");
        assert!(text.contains("a.json:1:3") && text.contains("{ oops }"), "{text}");
        let tokens = report(&diagnostic, &sources, Span::call_site()).to_string();
        assert!(tokens.contains("compile_error") && tokens.contains("a.json:1:3"), "{tokens}");
    }

    #[test]
    fn a_warning_is_the_use_of_a_deprecated_item() {
        let mut sources = Sources::new();
        let source = sources.add_tokens();
        let span = sources.token(source, Span::call_site());
        let tokens = report(&Diagnostic::warning("ASL0310", span, "odd"), &sources, Span::call_site());
        let file: syn::File = syn::parse2(tokens.clone()).unwrap();
        assert_eq!(file.items.len(), 1);
        assert!(tokens.to_string().contains("deprecated (note = \"warning: odd [ASL0310]\")"), "{tokens}");
    }
}

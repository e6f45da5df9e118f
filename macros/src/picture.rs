//! `picture!`: what stands for a workflow's picture in the documentation of its module.

use proc_macro2::{Literal, TokenStream, TokenTree};
use syn::{LitStr, Token, parse::Parser as _, punctuated::Punctuated};

/// Expands the macro to a string literal: HTML that rustdoc passes through, or nothing without the feature `pictures`.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let read = |input: TokenStream| {
        let texts = Punctuated::<LitStr, Token![,]>::parse_terminated.parse2(input)?;
        match texts.iter().collect::<Vec<_>>()[..] {
            [name, definition] => Ok((name.value(), definition.value())),
            _ => Err(syn::Error::new(proc_macro2::Span::call_site(), "expected a name and a definition")),
        }
    };
    match read(input) {
        Ok((name, definition)) => TokenTree::from(Literal::string(&drawn(&name, &definition))).into(),
        Err(error) => error.into_compile_error(),
    }
}

#[cfg(not(feature = "pictures"))]
fn drawn(_name: &str, _definition: &str) -> String {
    String::new()
}

/// The picture as a block of HTML. The definition has been compiled before, so whatever is found in it now has been
/// said.
#[cfg(feature = "pictures")]
fn drawn(name: &str, definition: &str) -> String {
    use stepwright_compiler::{
        asl,
        diag::Diagnostics,
        graph::{Graph, Look, svg},
        json,
        source::Sources,
    };
    let (mut sources, mut diags) = (Sources::new(), Diagnostics::new());
    let source = sources.add_text(name, definition);
    json::parse(&sources, source, &mut diags).map_or_else(String::new, |node| {
        let graph = Graph::of(&asl::read(&node, &mut diags), &node);
        // A `div` begins a block of HTML in Markdown, which goes on to the next empty line.
        format!("<div>\n{}</div>", svg(&graph, name, Look::Page))
    })
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::expand;

    #[test]
    fn a_definition_becomes_one_block_of_html() {
        let definition = r#"{"Comment": "a\n\n<b>", "StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
        let literal: syn::LitStr = syn::parse2(expand(quote!("order", #definition))).unwrap();
        if cfg!(feature = "pictures") {
            let html = literal.value();
            assert!(html.starts_with("<div>\n<svg ") && html.ends_with("</svg>\n</div>"), "{html}");
            assert!(html.lines().all(|line| !line.trim().is_empty()) && html.contains("a &lt;b&gt;"), "{html}");
        } else {
            assert_eq!(literal.value(), "");
        }
        assert!(expand(quote!("order")).to_string().contains("compile_error"));
    }
}

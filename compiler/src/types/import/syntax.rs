//! Rust source into items. Bodies of functions are left out: a contract is in its signatures. Nesting is
//! bounded: the parser is recursive, and its stack is not ours.

use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// Beyond what signatures need, within what the parser's frames leave of a thread's stack in a debug build.
const DEEPEST: usize = 24;

/// Parses a file.
pub(super) fn parse(text: &str) -> syn::Result<syn::File> {
    let tokens = TokenStream::from_str(text).map_err(|error| syn::Error::new(error.span(), error))?;
    let tokens = without_bodies(tokens, 0)
        .map_err(|span| syn::Error::new(span, format!("nested more than {DEEPEST} levels deep")))?;
    syn::parse2(tokens)
}

/// The tokens with every function's body empty; the error is where they are nested too deeply.
fn without_bodies(tokens: TokenStream, depth: usize) -> Result<TokenStream, Span> {
    let mut out = Vec::new();
    // Open `<` of this group; prefix operators in a row, which nest as brackets do.
    let (mut angles, mut prefixes) = (0_usize, 0_usize);
    let mut in_function = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Group(group) => {
                let body = in_function && group.delimiter() == Delimiter::Brace;
                let inner = if body {
                    in_function = false;
                    TokenStream::new()
                } else if depth + angles + prefixes >= DEEPEST {
                    return Err(group.span_open());
                } else {
                    without_bodies(group.stream(), depth + angles + prefixes + 1)?
                };
                let mut kept = Group::new(group.delimiter(), inner);
                kept.set_span(group.span());
                out.push(TokenTree::Group(kept));
                prefixes = 0;
                continue;
            }
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '<' => angles += 1,
                    '>' => angles = angles.saturating_sub(1),
                    ';' => (angles, in_function) = (0, false),
                    _ => {}
                }
                prefixes = if matches!(punct.as_char(), '&' | '!' | '*' | '-') { prefixes + 1 } else { 0 };
                if depth + angles + prefixes > DEEPEST {
                    return Err(punct.span());
                }
            }
            // `fn name`; `fn(..)` is a type.
            TokenTree::Ident(ident) => {
                in_function |= ident == "fn" && matches!(tokens.peek(), Some(TokenTree::Ident(_)));
                prefixes = 0;
            }
            TokenTree::Literal(_) => prefixes = 0,
        }
        out.push(token);
    }
    Ok(out.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_nesting_is_refused_before_the_parser_sees_it() {
        let deep = 20_000;
        for text in [
            format!("type A = {}u8{};", "Vec<".repeat(deep), ">".repeat(deep)),
            format!("type A = {}u8{};", "(".repeat(deep), ")".repeat(deep)),
            format!("type A = {}u8;", "&".repeat(deep)),
            format!("const A: bool = {}true;", "!".repeat(deep)),
            format!("{}{}", "mod a { ".repeat(deep), "}".repeat(deep)),
        ] {
            assert!(parse(&text).unwrap_err().to_string().contains("nested more than"));
        }
        let n = DEEPEST - 2;
        for text in [
            format!("type A = {}u8{}; const B: bool = 1 < 2;", "Vec<".repeat(n), ">".repeat(n)),
            format!("type A = {}u8{};", "(".repeat(n), ")".repeat(n)),
            format!("const A: u8 = {}1{};", "(".repeat(n), ")".repeat(n)),
            format!("const A: u8 = {}1{};", "{".repeat(n), "}".repeat(n)),
            format!("const A: u8 = {}1{};", "[f(".repeat(n / 2), ")]".repeat(n / 2)),
            format!("const A: u8 = {}{{}}{};", "if a { match b { _ => ".repeat(n / 2 - 1), "}}".repeat(n / 2 - 1)),
            format!("const A: i8 = {}1;", "-".repeat(n)),
            format!("type A = {}u8;", "&".repeat(n)),
            format!("fn f() {}{}", "{".repeat(deep), "}".repeat(deep)),
        ] {
            assert!(parse(&text).is_ok(), "{}", text.get(..30).unwrap());
        }
    }

    #[test]
    fn only_bodies_are_left_out() {
        let text = "impl A { const fn f<F: Fn(u8)>() -> u8 where F: X { not rust } fn g(&self); } struct S<F = fn()> { a: fn(u8), b: u8 }";
        let file = parse(text).unwrap();
        let written = quote::ToTokens::to_token_stream(&file).to_string();
        assert!(!written.contains("rust") && written.contains("b : u8"), "{written}");
    }
}

//! Rust source into items. Bodies of functions are left out: a contract is in its signatures. Nesting is
//! bounded: the parser is recursive, and its stack is not ours.

mod run;

use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use self::run::Run;

/// Parses a file.
pub(super) fn parse(text: &str) -> syn::Result<syn::File> {
    syn::parse2(without_bodies(tokens(text)?, &mut Run::default())?)
}

/// Parses a path that stands in a string: `default = "Vec::<u8>::new"`.
pub(super) fn path(text: &str) -> syn::Result<syn::Path> {
    syn::parse2(without_bodies(tokens(text)?, &mut Run::default())?)
}

fn tokens(text: &str) -> syn::Result<TokenStream> {
    TokenStream::from_str(text).map_err(|error| syn::Error::new(error.span(), error))
}

/// The tokens with every function's body empty; the error is where they nest too deeply.
fn without_bodies(tokens: TokenStream, run: &mut Run) -> syn::Result<TokenStream> {
    let mut out = Vec::new();
    let mut in_function = false;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Group(group) => {
                let is_body = in_function && group.delimiter() == Delimiter::Brace;
                in_function &= !is_body;
                let inner = if is_body {
                    TokenStream::new()
                } else {
                    without_bodies(group.stream(), &mut run.inside().ok_or_else(|| run::too_deep(group.span_open()))?)?
                };
                let goes_on = matches!(tokens.peek(), Some(TokenTree::Ident(next)) if next == "else");
                run.group(group, goes_on)?;
                let mut kept = Group::new(group.delimiter(), inner);
                kept.set_span(group.span());
                out.push(TokenTree::Group(kept));
                continue;
            }
            // `fn name`; `fn(..)` is a type.
            TokenTree::Ident(ident) => {
                in_function |= ident == "fn" && matches!(tokens.peek(), Some(TokenTree::Ident(_)));
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => in_function = false,
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        run.token(&token)?;
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
            format!("type A = {}u8{};", "Vec<fn() -> ".repeat(deep), ">".repeat(deep)),
            format!("type A = {}u8{};", "(".repeat(deep), ")".repeat(deep)),
            format!("type A = {}u8;", "&".repeat(deep)),
            format!("type A = {}u8;", "&mut ".repeat(deep)),
            format!("type A = {}u8;", "&'a ".repeat(deep)),
            format!("type A = {}u8;", "*const ".repeat(deep)),
            format!("type A = {}u8;", "unsafe extern \"C\" fn() -> ".repeat(deep)),
            format!("fn f() {}{{}}", "-> impl Fn() ".repeat(deep)),
            format!("use {}b;", "a::".repeat(deep)),
            format!("use {}b{};", "a::{b, c::".repeat(deep), "}".repeat(deep)),
            format!("const A: bool = {}true;", "!".repeat(deep)),
            format!("const A: u8 = {}1;", "&mut ".repeat(deep)),
            format!("const A: u8 = {}1;", "a = ".repeat(deep)),
            format!("const A: u8 = {}1;", "return ".repeat(deep)),
            format!("const A: u8 = {}1;", "break ".repeat(deep)),
            format!("const A: u8 = {}1;", "let a = ".repeat(deep)),
            format!("const A: u8 = {}1;", "|a| ".repeat(deep)),
            format!("const A: u8 = {}1;", "move || ".repeat(deep)),
            format!("const A: u8 = match a {{ {}b => 1 }};", "a @ ".repeat(deep)),
            format!("const A: u8 = match a {{ {}b => 1 }};", "&mut ".repeat(deep)),
            format!("{}{}", "mod a { ".repeat(deep), "}".repeat(deep)),
        ] {
            let error = parse(&text).unwrap_err().to_string();
            assert!(error.contains("nested more than"), "{error}: {}", text.get(..30).unwrap());
        }
        for text in [
            format!("const A: u8 = 1{};", " + 1".repeat(deep)),
            format!("const A: u8 = !(1{});", " + 1".repeat(deep)),
            format!("type A = [u8; 1{}];", " as u8".repeat(deep)),
            format!("const A: u8 = a{};", ".b()?".repeat(deep)),
            format!("const A: u8 = if a {{}}{};", " else if a {}".repeat(deep)),
        ] {
            let error = parse(&text).unwrap_err().to_string();
            assert!(error.contains("without a `,` or `;`"), "{error}: {}", text.get(..30).unwrap());
        }
        assert!(path(&"Vec::<".repeat(deep)).is_err() && path("Vec::<u8>::new").is_ok());
        let n = run::DEEPEST - 2;
        for text in [
            format!("type A = {}u8{}; const B: bool = 1 < 2;", "Vec<".repeat(n), ">".repeat(n)),
            format!("type A = {}u8{};", "(".repeat(n), ")".repeat(n)),
            format!("const A: u8 = {}1{};", "(".repeat(n), ")".repeat(n)),
            format!("const A: u8 = {}1{};", "{".repeat(n), "}".repeat(n)),
            format!("const A: u8 = {}1{};", "[f(".repeat(n / 2), ")]".repeat(n / 2)),
            format!("const A: u8 = {}{{}}{};", "if a { match b { _ => ".repeat(n / 2 - 1), "}}".repeat(n / 2 - 1)),
            format!("const A: i8 = {}1;", "-".repeat(n)),
            format!("type A = {}u8;", "&".repeat(n)),
            format!("type A = {}u8;", "&'a mut ".repeat(n)),
            format!("type A = {}u8;", "fn() -> ".repeat(n)),
            format!("use {}b;", "a::".repeat(n)),
            format!("const A: u8 = {}1;", "|a| ".repeat(n - 1)),
            format!("const A: u8 = {}1;", "a = ".repeat(n - 1)),
            format!("const A: u8 = A{};", " | A".repeat(900)),
            format!("{}struct A;", "/// Line.\n".repeat(deep)),
            "struct A {} ".repeat(deep),
            format!("call! {{ {} }} macro_rules! m {{ () => {{ {} }} }}", "a ".repeat(deep), "a ".repeat(deep)),
            format!("const A: u8 = if a {{}}{};", " else if a {}".repeat(400)),
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

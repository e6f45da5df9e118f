//! Rust source into items. Bodies of functions and values of constants are left out: a contract is in its signatures.
//! Nesting is bounded: the parser is recursive, and its stack is not ours.

mod run;

use std::str::FromStr as _;

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};

use self::run::Run;

/// Parses a file.
pub(super) fn parse(text: &str) -> syn::Result<syn::File> {
    syn::parse2(without_bodies(tokens(text)?, &mut Run::default())?)
}

/// Parses a path that stands in a string: `default = "Vec::<u8>::new"`.
pub(super) fn path(text: &str) -> syn::Result<syn::Path> {
    syn::parse2(without_bodies(tokens(text)?, &mut Run::default())?)
}

/// Whether what stands in a string nests no deeper than the parser may follow.
pub(super) fn bounded(text: &str) -> syn::Result<()> {
    without_bodies(tokens(text)?, &mut Run::default()).map(|_| ())
}

fn tokens(text: &str) -> syn::Result<TokenStream> {
    TokenStream::from_str(text).map_err(|error| syn::Error::new(error.span(), error))
}

/// How far `const NAME: T = ..` has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Constant {
    None,
    /// `const`, `static`
    Word,
    Name,
    /// Its type.
    Typed,
}

impl Constant {
    fn after(self, token: &TokenTree) -> Constant {
        match (self, token) {
            (_, TokenTree::Ident(ident)) if ident == "const" || ident == "static" => Constant::Word,
            (Constant::Word, TokenTree::Ident(ident)) if ident == "mut" => Constant::Word,
            (Constant::Word, TokenTree::Ident(_)) => Constant::Name,
            (Constant::Name, TokenTree::Punct(punct))
                if punct.as_char() == ':' && punct.spacing() == Spacing::Alone =>
            {
                Constant::Typed
            }
            (Constant::Typed, TokenTree::Punct(punct)) if punct.as_char() == ';' => Constant::None,
            (Constant::Typed, _) => Constant::Typed,
            _ => Constant::None,
        }
    }
}

/// The tokens with every function's body empty and `0` for every constant; the error is where they nest too deeply.
fn without_bodies(tokens: TokenStream, run: &mut Run) -> syn::Result<TokenStream> {
    let mut out = Vec::new();
    let mut in_function = false;
    let mut constant = Constant::None;
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        constant = constant.after(&token);
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
            TokenTree::Punct(punct) if constant == Constant::Typed && is_assignment(punct) && run.is_plain() => {
                while tokens
                    .next_if(|next| !matches!(next, TokenTree::Punct(punct) if punct.as_char() == ';'))
                    .is_some()
                {}
                let mut value = Literal::usize_unsuffixed(0);
                value.set_span(punct.span());
                out.extend([token, TokenTree::Literal(value)]);
                continue;
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
        run.token(&token)?;
        out.push(token);
    }
    Ok(out.into_iter().collect())
}

fn is_assignment(punct: &Punct) -> bool {
    punct.as_char() == '=' && punct.spacing() == Spacing::Alone
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
            format!("enum A {{ B = {}true }}", "!".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "&mut ".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "a = ".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "return ".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "break ".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "let a = ".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "|a| ".repeat(deep)),
            format!("enum A {{ B = {}1 }}", "move || ".repeat(deep)),
            format!("enum A {{ B = match a {{ {}b => 1 }} }}", "a @ ".repeat(deep)),
            format!("enum A {{ B = match a {{ {}b => 1 }} }}", "&mut ".repeat(deep)),
            format!("{}{}", "mod a { ".repeat(deep), "}".repeat(deep)),
        ] {
            let error = parse(&text).unwrap_err().to_string();
            assert!(error.contains("nested more than"), "{error}: {}", text.get(..30).unwrap());
        }
        for text in [
            format!("enum A {{ B = 1{} }}", " + 1".repeat(deep)),
            format!("enum A {{ B = !(1{}) }}", " + 1".repeat(deep)),
            format!("type A = [u8; 1{}];", " as u8".repeat(deep)),
            format!("enum A {{ B = a{} }}", ".b()?".repeat(deep)),
            format!("enum A {{ B = if a {{}}{} }}", " else if a {}".repeat(deep)),
        ] {
            let error = parse(&text).unwrap_err().to_string();
            assert!(error.contains("without a `,` or `;`"), "{error}: {}", text.get(..30).unwrap());
        }
        assert!(path(&"Vec::<".repeat(deep)).is_err() && path("Vec::<u8>::new").is_ok());
        assert!(parse(&format!("m! {}{}", "{".repeat(deep), "}".repeat(deep))).is_err());
        let n = run::DEEPEST - 2;
        let nested = format!("{{ {}{} }}", "{ (".repeat(100), ") }".repeat(100));
        for text in [
            format!("type A = {}u8{}; const B: bool = 1 < 2;", "Vec<".repeat(n), ">".repeat(n)),
            format!("type A = {}u8{};", "(".repeat(n), ")".repeat(n)),
            format!("enum A {{ B = {}1{} }}", "(".repeat(n), ")".repeat(n)),
            format!("enum A {{ B = {}1{} }}", "{".repeat(n), "}".repeat(n)),
            format!("enum A {{ B = {}1{} }}", "[f(".repeat(n / 2), ")]".repeat(n / 2)),
            format!("enum A {{ B = {}{{}}{} }}", "if a { match b { _ => ".repeat(n / 2 - 1), "}}".repeat(n / 2 - 1)),
            format!("enum A {{ B = {}1 }}", "-".repeat(n)),
            format!("type A = {}u8;", "&".repeat(n)),
            format!("type A = {}u8;", "&'a mut ".repeat(n)),
            format!("type A = {}u8;", "fn() -> ".repeat(n)),
            format!("use {}b;", "a::".repeat(n)),
            format!("enum A {{ B = {}1 }}", "|a| ".repeat(n - 1)),
            format!("enum A {{ B = {}1 }}", "a = ".repeat(n - 1)),
            format!("enum A {{ B = A{} }}", " | A".repeat(900)),
            format!("{}struct A;", "/// Line.\n".repeat(deep)),
            "struct A {} ".repeat(deep),
            format!("call! {{ {} }} macro_rules! m {{ () => {{ {} }} }}", "a ".repeat(deep), "a ".repeat(deep)),
            format!("enum A {{ B = if a {{}}{} }}", " else if a {}".repeat(400)),
            format!("fn f() {}{}", "{".repeat(deep), "}".repeat(deep)),
            format!("const A: fn() -> Vec<u8> = {}{};", "{".repeat(deep), "}".repeat(deep)),
            format!("pub static mut A: u8 = 1{};", " + 1".repeat(deep)),
            format!("call! {} macro_rules! m {}", nested, nested),
        ] {
            assert!(parse(&text).is_ok(), "{}", text.get(..30).unwrap());
        }
    }

    #[test]
    fn only_bodies_are_left_out() {
        for text in [
            "struct A<const N: u8 = 4>(B);",
            "const A: u8;",
            "const A: &'static str = x(; y",
            "trait A { const B: u8; }",
        ] {
            assert_eq!(parse(text).is_ok(), !text.contains('x'), "{text}");
        }
        let text = "impl A { const fn f<F: Fn(u8)>() -> u8 where F: X { not rust } fn g(&self); } struct S<F = fn()> { a: fn(u8), b: u8 }";
        let file = parse(text).unwrap();
        let written = quote::ToTokens::to_token_stream(&file).to_string();
        assert!(!written.contains("rust") && written.contains("b : u8"), "{written}");
    }
}

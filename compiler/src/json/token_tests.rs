use proc_macro2::{Span, TokenStream};
use serde_json::{Value, json};

use super::{Node, from_tokens};
use crate::{
    diag::{Diagnostics, codes::json as codes},
    source::Sources,
};

fn read(rust: &str) -> (Sources, Option<Node>, Diagnostics) {
    read_tokens(rust.parse().unwrap())
}

fn read_tokens(tokens: TokenStream) -> (Sources, Option<Node>, Diagnostics) {
    let mut sources = Sources::new();
    let id = sources.add_tokens();
    let mut diags = Diagnostics::new();
    let node = from_tokens(&mut sources, id, tokens, Span::call_site(), &mut diags);
    assert_eq!(node.is_none(), diags.has_errors());
    (sources, node, diags)
}

fn value(rust: &str) -> Value {
    let (_, node, diags) = read(rust);
    node.unwrap_or_else(|| panic!("{rust}: {:?}", diags.as_slice())).to_value()
}

#[test]
fn the_same_tree_as_from_text() {
    let rust = r##"{ "a": [1, -2.5e3, true, false, null], "b": { "c": r#"$.x["y"]"#, "d\u{e9}\n": "" }, "e": [] }"##;
    let expected = json!({"a": [1, -2500.0, true, false, null], "b": {"c": "$.x[\"y\"]", "d\u{e9}\n": ""}, "e": []});
    assert_eq!(value(rust), expected);
    let (_, node, _) = read("-1.50");
    assert_eq!(node.unwrap().as_number(), Some("-1.50"));
}

#[test]
fn every_node_has_its_tokens() {
    let (sources, node, _) = read("{ \"a\": [1, -2],\n  \"bc\": \"d\" }");
    let node = node.unwrap();
    let columns = |node: &Node| {
        let (first, last) = sources.tokens(node.span).unwrap();
        ((first.start().line, first.start().column), (last.end().line, last.end().column))
    };
    assert_eq!(columns(&node), ((1, 0), (2, 13)));
    assert_eq!(columns(node.get("a").unwrap()), ((1, 7), (1, 14)));
    assert_eq!(columns(&node.get("a").unwrap().as_array().unwrap()[1]), ((1, 11), (1, 13)));
    assert_eq!(columns(node.get("bc").unwrap()), ((2, 8), (2, 11)));
    let key = &node.member("bc").unwrap().key;
    assert!(key.places == crate::json::Places::Whole);
    assert_eq!(sources.tokens(key.span).unwrap().0.start().column, 2);
}

#[test]
fn fragments_of_macro_rules_are_opened() {
    let inner: TokenStream = "\"x\" : 1".parse().unwrap();
    let mut group = proc_macro2::Group::new(proc_macro2::Delimiter::None, inner);
    group.set_span(Span::call_site());
    let braces =
        proc_macro2::Group::new(proc_macro2::Delimiter::Brace, TokenStream::from(proc_macro2::TokenTree::Group(group)));
    let (_, node, _) = read_tokens(TokenStream::from(proc_macro2::TokenTree::Group(braces)));
    assert_eq!(node.unwrap().to_value(), json!({"x": 1}));
}

#[test]
fn what_is_no_json_is_named() {
    for (rust, code, part) in [
        ("", codes::EMPTY, "empty"),
        ("{} {}", codes::TRAILING, "follows"),
        ("{ \"a\": 1, }", codes::TRAILING_COMMA, "a comma before the closing"),
        ("[1, 2,]", codes::TRAILING_COMMA, "a comma before the closing"),
        ("{ \"a\": 1 \"b\": 2 }", codes::SYNTAX, "expected `,`"),
        ("{ \"a\" 1 }", codes::SYNTAX, "expected `:` after the key `a`"),
        ("{ \"a\": }", codes::SYNTAX, "expected a value"),
        ("{ a: 1 }", codes::SYNTAX, "not in double quotes"),
        ("{ 1: 1 }", codes::SYNTAX, "keys are strings"),
        ("{ {}: 1 }", codes::SYNTAX, "expected a key"),
        ("{ \"a\": 1, \"a\": 2 }", codes::DUPLICATE_KEY, "twice"),
        ("[None]", codes::SYNTAX, "`None`"),
        ("[x]", codes::SYNTAX, "`x`"),
        ("(1)", codes::SYNTAX, "parentheses"),
        ("[;]", codes::SYNTAX, "found `;`"),
        ("['a']", codes::STRING, "single quotes"),
        ("[b\"a\"]", codes::SYNTAX, "no JSON value"),
        ("[c\"a\"]", codes::SYNTAX, "no JSON value"),
        ("[-]", codes::SYNTAX, "no number"),
        ("[-\"a\"]", codes::SYNTAX, "no number"),
        ("[--1]", codes::SYNTAX, "no number"),
        ("[1u32]", codes::NUMBER, "`1u32`"),
        ("[01]", codes::NUMBER, "`01`"),
        ("[0x1]", codes::NUMBER, "`0x1`"),
        ("[1_000]", codes::NUMBER, "`1_000`"),
        ("[1.]", codes::NUMBER, "`1.`"),
        ("[-1e400]", codes::NUMBER, "too large"),
    ] {
        let (_, _, diags) = read(rust);
        let [found] = diags.as_slice() else { panic!("{rust}: {:?}", diags.as_slice()) };
        assert_eq!(found.code, code, "{rust}: {}", found.message);
        assert!(found.message.contains(part), "{rust}: {}", found.message);
    }
}

#[test]
fn deep_tokens_are_refused() {
    let mut tokens = TokenStream::new();
    for _ in 0..200 {
        let group = proc_macro2::Group::new(proc_macro2::Delimiter::Bracket, tokens);
        tokens = TokenStream::from(proc_macro2::TokenTree::Group(group));
    }
    let (_, _, diags) = read_tokens(tokens);
    assert_eq!(diags.as_slice()[0].code, codes::TOO_DEEP);
}

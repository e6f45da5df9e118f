//! No text brings the reader down, and what it reads, written again, reads the same.

use proptest::prelude::*;

use super::{Usage, parse, print, text};
use crate::{
    diag::{Diagnostics, Site},
    expr::Path,
};

fn read(written: &str) -> Option<Path> {
    let mut diags = Diagnostics::new();
    let path = parse(&text(written), Usage::Template, &Site::machine(), &mut diags);
    assert_eq!(path.is_none(), diags.has_errors());
    for diagnostic in diags.as_slice() {
        let span = diagnostic.primary.span;
        assert!(span.start <= span.end && span.end as usize <= written.len() + 2, "{written:?}: {span:?}");
    }
    path
}

/// Pieces of which most paths are made.
const WORDS: [&str; 52] = [
    "$",
    "$$",
    "$a",
    "@",
    ".",
    "..",
    "*",
    "[*]",
    "[",
    "]",
    "(",
    ")",
    "'",
    "\"",
    "\\",
    "a",
    ".a",
    "['b']",
    "[0]",
    "[-1]",
    ",",
    ":",
    "[1:2]",
    "[?(",
    ")]",
    "@.a",
    "$.b",
    "==",
    " == ",
    "<",
    " in ",
    " contains ",
    "=~",
    "/a.*/i",
    "&&",
    "||",
    "!",
    "1",
    "'x'",
    "null",
    "true",
    "['x', 1]",
    "{a:1}",
    ".length()",
    ".sum(",
    "-",
    " ",
    "é",
    "\\u00e9",
    "1e9",
    "0.5",
    "{}",
];

fn arbitrary() -> impl Strategy<Value = String> {
    let worded = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..24).prop_map(|words| words.concat());
    prop_oneof!["\\PC{0,40}", worded.clone(), worded.prop_map(|words| format!("${words}"))]
}

fn segment() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "\\.[a-zé][a-z0-9_-]{0,4}",
        "\\['[^'\\\\]{0,4}'\\]",
        "\\[-?[0-9]{1,4}\\]",
        Just(".*".to_owned()),
        Just("[*]".to_owned()),
        Just("['a', 'b c']".to_owned()),
        Just("[0, -1]".to_owned()),
        Just("[1:]".to_owned()),
        Just("[:-2]".to_owned()),
        Just("..a".to_owned()),
        Just(".length()".to_owned()),
        Just(".append({\"a\": [1]})".to_owned()),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        let path = prop::collection::vec(inner, 0..3).prop_map(|parts| parts.concat());
        let operator = prop::sample::select(&[" == ", "!=", "<=", " in ", " noneof ", " size "][..]);
        let condition = prop_oneof![
            path.clone().prop_map(|path| format!("@{path}")),
            path.clone().prop_map(|path| format!("!@{path}")),
            (path.clone(), operator).prop_map(|(path, sign)| format!("@{path}{sign}['x', 1.5]")),
            path.clone().prop_map(|path| format!("${path} =~ /a.*\\/b/im")),
            path.clone().prop_map(|path| format!("!(@.a == 'it\\'s' && @{path})")),
        ];
        prop_oneof![
            prop::collection::vec(condition, 1..4).prop_map(|parts| format!("[?({})]", parts.join(" || "))),
            path.prop_map(|path| format!(".sum(1, ${path})")),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_brings_the_reader_down(written in arbitrary()) {
        if let Some(path) = read(&written) {
            let again = print::path(&path);
            let second = read(&again).ok_or_else(|| TestCaseError::fail(format!("{written} -> {again}")))?;
            prop_assert_eq!((second.root, second.steps, second.tail), (path.root, path.steps, path.tail));
        }
    }

    #[test]
    fn a_path_written_again_is_the_same(parts in prop::collection::vec(segment(), 0..6)) {
        let written = format!("${}", parts.concat());
        let path = read(&written).ok_or_else(|| TestCaseError::fail(written.clone()))?;
        let again = print::path(&path);
        let second = read(&again).ok_or_else(|| TestCaseError::fail(format!("{written} -> {again}")))?;
        prop_assert_eq!((second.root, second.steps, second.tail), (path.root, path.steps, path.tail));
    }
}

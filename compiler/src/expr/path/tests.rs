use super::{Usage, parse};
use crate::{
    diag::{Diagnostics, Site, codes},
    expr::{Path, Root, Step},
    json::Text,
    source::{SourceId, Span},
};

fn text(value: &str) -> Text {
    let end = u32::try_from(value.len()).unwrap() + 2;
    Text { value: value.to_owned(), span: Span { source: SourceId(0), start: 0, end }, exact: true }
}

fn path(value: &str) -> Path {
    let mut diags = Diagnostics::new();
    let path = parse(&text(value), Usage::Path, &Site::state("A").field("InputPath"), &mut diags);
    path.unwrap_or_else(|| panic!("{value}: {:?}", diags.as_slice()))
}

/// Code, start and end of the part underlined (in the decoded text), message.
fn fault(value: &str, usage: Usage) -> (&'static str, u32, u32, String) {
    let mut diags = Diagnostics::new();
    assert_eq!(parse(&text(value), usage, &Site::state("A").field("F"), &mut diags), None, "{value}");
    let [found] = diags.as_slice() else { panic!("{value}: {:?}", diags.as_slice()) };
    assert_eq!((found.primary.state.as_deref(), found.field.as_deref()), (Some("A"), Some("F")));
    let decoded = |at: u32| at.saturating_sub(1);
    (found.code, decoded(found.primary.span.start), decoded(found.primary.span.end), found.message.clone())
}

fn keys(names: &[&str]) -> Vec<Step> {
    names.iter().map(|name| Step::Key((*name).to_owned())).collect()
}

#[test]
fn a_path_is_no_longer_than_documents_are_deep() {
    let long = |steps: usize| format!("${}", ".a".repeat(steps));
    assert_eq!(path(&long(128)).steps.len(), 128);
    let (code, start, end, message) = fault(&long(20_000), Usage::Result);
    assert_eq!((code, start, end), (codes::path::SYNTAX, 0, 40_001));
    assert!(message.contains("more than 128 steps"), "{message}");
}

#[test]
fn reads_definite_paths() {
    assert_eq!((path("$").root, path("$").steps), (Root::Document, vec![]));
    assert_eq!((path("$$").root, path("$$.Execution.Id").root), (Root::Context, Root::Context));
    assert_eq!(path("$$.Execution.Id").steps, keys(&["Execution", "Id"]));
    for (written, names) in [
        ("$.a.b", &["a", "b"][..]),
        ("$['a'][\"b\"]", &["a", "b"]),
        ("$[ 'a b' ]", &["a b"]),
        ("$.['a']", &["a"]),
        ("$.a['b']  ", &["a", "b"]),
        ("$.a ", &["a"]),
        ("$.store\\.book", &["store.book"]),
        ("$.決済.é", &["決済", "é"]),
        ("$.a-b.1st.$x.a:b@c", &["a-b", "1st", "$x", "a:b@c"]),
        ("$['it\\'s']['\\u00e9\\n\\\\']", &["it's", "é\n\\"]),
        ("$['a.b[0]']['']", &["a.b[0]", ""]),
    ] {
        assert_eq!(path(written).steps, keys(names), "{written}");
    }
    let indexed = path("$[0].a[-1][ 12 ]").steps;
    assert_eq!(indexed, [Step::Index(0), Step::Key("a".into()), Step::Index(-1), Step::Index(12)]);
}

#[test]
fn steps_have_places() {
    let found = path("$.ab['c'][0]");
    let places: Vec<_> = found.step_spans.iter().map(|s| (s.start - 1, s.end - 1)).collect();
    assert_eq!(places, [(2, 4), (4, 9), (9, 12)]);
}

#[test]
fn points_at_syntax_errors() {
    for (written, start, end, part) in [
        ("order.id", 0, 8, "a path starts with `$`"),
        ("", 0, 0, "a path starts with `$`"),
        ("$.", 1, 2, "ends with a `.`"),
        ("$.a.", 3, 4, "ends with a `.`"),
        ("$$x", 2, 3, "expected `.` or `[`"),
        ("$.a b", 3, 4, "a blank"),
        ("$. ", 2, 3, "a blank"),
        ("$ .a", 1, 2, "a blank"),
        ("$[a]", 2, 3, "neither a name in quotes nor an index"),
        ("$[]", 1, 3, "nothing stands in the brackets"),
        ("$['a'", 1, 2, "not closed"),
        ("$['a", 2, 4, "not closed"),
        ("$[0", 1, 2, "not closed"),
        ("$[?(@.a", 1, 2, "not closed"),
        ("$[99999999999999999999]", 2, 22, "too large"),
        ("$[-]", 2, 3, "no index"),
        ("$.a]", 3, 4, "`]` in a name"),
        ("$.a\\", 3, 4, "nothing behind it"),
        ("$['\\u12']", 3, 5, "four hex digits"),
        ("$1", 1, 2, "digit"),
    ] {
        let (code, from, to, message) = fault(written, Usage::Path);
        assert_eq!((code, from, to), (codes::path::SYNTAX, start, end), "{written}: {message}");
        assert!(message.contains(part), "{written}: {message}");
    }
}

#[test]
fn names_what_is_not_yet_built() {
    for (written, start, end, part) in [
        ("$.a[*].b", 3, 6, "wildcard"),
        ("$.*", 2, 3, "wildcard"),
        ("$..a", 1, 3, "recursive descent"),
        ("$[0:2]", 1, 6, "slice"),
        ("$[:2]", 1, 5, "slice"),
        ("$[0,1]", 1, 6, "union"),
        ("$['a','b']", 1, 10, "union"),
        ("$.a[?(@.x == 1)]", 3, 16, "filter"),
        ("$.a.length()", 4, 12, "function"),
    ] {
        let (code, from, to, message) = fault(written, Usage::Path);
        assert_eq!((code, from, to), (codes::unbuilt::JSONPATH, start, end), "{written}");
        assert!(message.contains(part), "{written}: {message}");
        assert_eq!(fault(written, Usage::Reference).0, codes::path::NOT_A_REFERENCE_PATH, "{written}");
    }
    assert_eq!(fault("$order.id", Usage::Path).0, codes::unbuilt::VARIABLES);
    assert_eq!(fault("States.UUID()", Usage::Template).0, codes::unbuilt::INTRINSIC);
    assert_eq!(fault("States.UUID()", Usage::Path).0, codes::path::INTRINSIC);
    assert_eq!(fault("States.Fromat('a')", Usage::Template).0, codes::path::INTRINSIC);
}

#[test]
fn a_result_goes_into_the_document() {
    for written in ["$$", "$$.Execution", "$order", "$order.id"] {
        assert_eq!(fault(written, Usage::Result).0, codes::path::RESULT_PATH_ROOT, "{written}");
    }
    assert_eq!(fault("$.a[*]", Usage::Result).0, codes::path::NOT_A_REFERENCE_PATH);
}

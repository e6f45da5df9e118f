use super::{Usage, parse};
use crate::{
    diag::{Diagnostics, Site, codes},
    expr::{
        Filter, FilterOperator, FilterPath, FilterValue, FunctionArg, Path, PathFunction, Regex, Root, Segment, Step,
    },
    json::{Places, Text},
    source::{SourceId, Span},
};
use serde_json::json;

mod print;
mod random;

fn text(value: &str) -> Text {
    let end = u32::try_from(value.len()).unwrap() + 2;
    Text { value: value.to_owned(), span: Span { source: SourceId(0), start: 0, end }, places: Places::From(1) }
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
fn reads_what_may_name_several_places() {
    use Segment::{Descent, Filter, Function, Indices, Keys, Slice, Wildcard};
    let step = |name: &str| Segment::Step(Step::Key(name.to_owned()));
    let tail = |written: &str| path(written).tail.map_or_else(Vec::new, |tail| tail.segments);
    assert_eq!((path("$.a[0].*").steps.len(), tail("$.a[0].*")), (2, vec![Wildcard]));
    assert_eq!(tail("$[ * ].b[0]"), [Wildcard, step("b"), Segment::Step(Step::Index(0))]);
    assert_eq!(tail("$['a', 'b']"), [Keys(vec!["a".into(), "b".into()])]);
    assert_eq!(tail("$[0, -2]"), [Indices(vec![0, -2])]);
    assert_eq!(tail("$[1:3]"), [Slice(Some(1), Some(3))]);
    assert_eq!((tail("$[:-3]"), tail("$[-3:]")), (vec![Slice(None, Some(-3))], vec![Slice(Some(-3), None)]));
    assert_eq!(tail("$[0:4:2]"), [Slice(Some(0), Some(4))]);
    assert_eq!(tail("$.a..b"), [Descent, step("b")]);
    assert_eq!(tail("$..[0]"), [Descent, Segment::Step(Step::Index(0))]);
    assert_eq!(tail("$..*"), [Descent, Wildcard]);
    assert_eq!(tail("$.a.length()"), [Function(PathFunction::Length, vec![])]);
    let args = vec![FunctionArg::Literal(json!(-2.5)), FunctionArg::Literal(json!({"a": ")"}))];
    assert_eq!(tail("$.a.append(-2.5, {\"a\": \")\"})"), [Function(PathFunction::Append, args)]);
    let over = vec![Descent, step("price")];
    assert_eq!(tail("$..price.sum()"), [Function(PathFunction::Sum, vec![FunctionArg::Path(over)])]);
    assert!(matches!(tail("$.a[?(@.b)]")[..], [Filter(_)]));
}

#[test]
fn knows_what_brings_one_value() {
    let definite = |written: &str| path(written).tail.unwrap().is_definite;
    for written in ["$.a.length()", "$['a','b']", "$..a.sum()", "$.sum($.a[*])", "$.keys().length()"] {
        assert!(definite(written), "{written}");
    }
    for written in ["$.a[*].length()", "$['a','b'].c", "$..a", "$.a..b.sum()", "$[0,1]", "$[1:]", "$[?(@.a)]"] {
        assert!(!definite(written), "{written}");
    }
}

#[test]
fn reads_filters() {
    let filter = |written: &str| match path(&format!("$[?({written})]")).tail.unwrap().segments.remove(0) {
        Segment::Filter(filter) => *filter,
        other => panic!("{other:?}"),
    };
    let at = |name: &str| FilterPath { is_element: true, segments: vec![Segment::Step(Step::Key(name.into()))] };
    let compare = |operator, value: serde_json::Value| {
        Filter::Compare(operator, FilterValue::Path(at("a")), FilterValue::Literal(value))
    };
    assert_eq!(filter("@.a"), Filter::Exists(at("a")));
    assert_eq!(filter(" ! @.a "), Filter::Not(Box::new(Filter::Exists(at("a")))));
    assert_eq!(filter("@.a<10"), compare(FilterOperator::Less, json!(10)));
    assert_eq!(filter("@.a == 'it\\'s'"), compare(FilterOperator::Equal, json!("it's")));
    assert_eq!(filter("@.a IN ['x', y, 1, {b: null}]"), compare(FilterOperator::In, json!(["x", "y", 1, {"b": null}])));
    assert_eq!(filter("@.a empty false"), compare(FilterOperator::Empty, json!(false)));
    assert_eq!(filter("@.a === -.5e1"), compare(FilterOperator::TypeSafeEqual, json!(-5.0)));
    assert_eq!(filter("@.a == AMOUNT_PAID"), compare(FilterOperator::Equal, json!("AMOUNT_PAID")));
    // The service has no eye for the sign here.
    assert_eq!(filter("!@.a == 1"), compare(FilterOperator::Equal, json!(1)));
    let regex = Regex { pattern: "x\\/.*".into(), flags: "is".into() };
    assert_eq!(filter("@.a =~ /x\\/.*/is"), Filter::Matches(FilterValue::Path(at("a")), regex));
    let Filter::Or(parts) = filter("@.a && @.b || !(@.c == $.d[0] && @.e)") else { panic!() };
    assert!(matches!(&parts[..], [Filter::And(_), Filter::Not(inner)] if matches!(**inner, Filter::And(_))));
    let Filter::Compare(_, FilterValue::Path(length), _) = filter("@.a.length()>=1") else { panic!() };
    assert_eq!(length.segments[1..], [Segment::Function(PathFunction::Length, vec![])]);
}

#[test]
fn points_at_errors_beyond_reference_paths() {
    for (written, start, end, part) in [
        ("$..", 1, 3, "ends with a `..`"),
        ("$...a", 3, 4, "a `.` too many"),
        ("$[::2]", 1, 5, "a slice without bounds"),
        ("$[1 : 2]", 4, 5, "expected `]`"),
        ("$['a',\"b\"]", 6, 7, "another kind of quotes"),
        ("$['a',]", 6, 7, "expected a name in quotes"),
        ("$[0,]", 4, 5, "expected an index"),
        ("$[(@.length-1)]", 2, 3, "script expression"),
        ("$[?]", 3, 4, "expected `(`"),
        ("$[?@.a < 1]", 3, 4, "expected `(`"),
        ("$[?(@.a < 1]", 11, 12, "expected an operator, `&&`, `||` or `)`"),
        ("$[?(@.a", 3, 4, "not closed"),
        ("$[?(@.a)", 1, 2, "not closed"),
        ("$[?(@.a = 1)]", 8, 9, "no operator `=`"),
        ("$[?(@.a contain 'x')]", 8, 15, "no operator `contain`"),
        ("$[?(1)]", 4, 5, "compared to nothing"),
        ("$[?(@.a == )]", 11, 12, "expected a path or a value"),
        ("$[?(@.a =~ /(/)]", 11, 14, "cannot be compiled"),
        ("$[?(@.a == /b/)]", 8, 10, "without `=~`"),
        ("$[?(@.a == 'x)]", 11, 15, "not closed"),
        ("$.a.lenght()", 4, 10, "no function `lenght`"),
        ("$.a.length(", 10, 11, "not closed"),
        ("$.a.sum(x)", 8, 9, "expected a path, a number"),
        ("$.a.sum(1-2)", 8, 11, "`1-2` is no number"),
        ("$.a.append({a)", 11, 14, "no JSON value"),
        ("$..length()", 3, 11, "right behind `..`"),
    ] {
        let (code, from, to, message) = fault(written, Usage::Path);
        assert_eq!((code, from, to), (codes::path::SYNTAX, start, end), "{written}: {message}");
        assert!(message.contains(part), "{written}: {message}");
    }
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in
        [("$[?(@.a[?(@.b", "=="), ("$[?(", ")]"), ("$[?(!(", ")"), ("$.sum($.sum(", ")"), ("$[?(@.a in [[[", "]")]
    {
        let inner = open.trim_start_matches('$');
        let written = format!("{open}{}{}", inner.repeat(3_000), close.repeat(3_000));
        assert_eq!(fault(&written, Usage::Path).0, codes::path::SYNTAX);
    }
}

#[test]
fn reference_paths_name_one_place() {
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
        for usage in [Usage::Reference, Usage::Result, Usage::Fail] {
            let (code, from, to, message) = fault(written, usage);
            assert_eq!((code, from, to), (codes::path::NOT_A_REFERENCE_PATH, start, end), "{written}");
            assert!(message.contains(part), "{written}: {message}");
        }
    }
    assert_eq!(fault("States.UUID()", Usage::Path).0, codes::path::INTRINSIC);
}

#[test]
fn variables_are_roots() {
    let found = path("$order.items[0]");
    assert_eq!((found.root, found.steps.len()), (Root::Variable("order".to_owned()), 2));
    assert!(path("$order[*]").tail.is_some());
}

#[test]
fn a_result_goes_into_the_document() {
    for written in ["$$", "$$.Execution", "$order", "$order.id"] {
        assert_eq!(fault(written, Usage::Result).0, codes::path::RESULT_PATH_ROOT, "{written}");
    }
    assert_eq!(fault("$.a[*]", Usage::Result).0, codes::path::NOT_A_REFERENCE_PATH);
}

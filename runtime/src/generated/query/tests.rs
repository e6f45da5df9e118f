//! What paths find, where the library's answers in `tests/jsonpath` say nothing of it.

use serde_json::{Value, json};

use super::{
    Argument, Filter, Function, Literal, Operand, Operator, Regex,
    Segment::{self, Descent, Index, Indices, Key, Keys, Slice, Wildcard},
    query,
};

fn find(document: &Value, segments: &'static [Segment]) -> Value {
    query(document, Some(document), segments).unwrap()
}

fn fails(document: &Value, segments: &'static [Segment]) -> String {
    query(document, Some(document), segments).unwrap_err().reason().to_owned()
}

#[test]
fn many_places_that_are_not_there_are_none() {
    let document = json!({"a": 1});
    assert_eq!(query(&document, None, &[Wildcard]), Ok(json!([])));
    assert_eq!(query(&document, None, &[Slice(Some(0), None), Key("x")]), Ok(json!([])));
    assert_eq!(find(&json!(1), &[Slice(Some(0), None)]), json!([]));
    assert!(query(&document, None, &[Segment::Function(Function::Length, &[])]).is_err());
}

#[test]
fn slices_count_from_the_end() {
    let list = json!([0, 1, 2, 3]);
    assert_eq!(find(&list, &[Slice(Some(-2), None)]), json!([2, 3]));
    assert_eq!(find(&list, &[Slice(None, Some(-3))]), json!([0]));
    assert_eq!(find(&list, &[Slice(Some(-1), Some(2))]), json!([3, 0, 1]));
    assert_eq!(find(&list, &[Slice(Some(i64::MIN), Some(i64::MAX))]), json!([0, 1, 2, 3, 0, 1, 2, 3]));
    assert_eq!(find(&list, &[Indices(&[3, -4, 9])]), json!([3, 0]));
}

#[test]
fn descent_goes_outside_in() {
    let document = json!({"a": {"b": 1, "c": [{"b": 2}, {"b": {"b": 3}}]}, "b": 4});
    assert_eq!(find(&document, &[Descent, Key("b")]), json!([4, 1, 2, {"b": 3}, 3]));
    assert_eq!(find(&document, &[Descent, Index(0)]), json!([{"b": 2}]));
    assert_eq!(find(&document, &[Descent, Key("c"), Wildcard, Key("b")]), json!([2, {"b": 3}]));
    assert_eq!(find(&document, &[Descent, Keys(&["b", "c"])]), json!([{"b": 1, "c": [{"b": 2}, {"b": {"b": 3}}]}]));
    // The library looks for the last key in every element, and keeps that of the one.
    assert_eq!(find(&json!([[{"x": 1}, {"x": 2}]]), &[Descent, Index(1), Key("x")]), json!([2]));
}

#[test]
fn names_at_the_end_make_an_object() {
    let document = json!({"c": 3, "b": 2, "a": 1});
    let found = find(&document, &[Keys(&["a", "x", "c"])]);
    assert_eq!(found.to_string(), r#"{"a":1,"c":3}"#);
    assert_eq!(find(&json!({"a": {"x": 1}, "b": {"x": 2}}), &[Keys(&["a", "b", "c"]), Key("x")]), json!([1, 2]));
}

static TEN: Literal = Literal::new("10");
static TEXT: Literal = Literal::new(r#""10""#);
static LIST: Literal = Literal::new(r#"["a", 10, null]"#);
static YES: Literal = Literal::new("true");
static PATTERN: Regex = Regex::new(r"\A(?:a.*)\z");

const ELEMENT: Operand = Operand::Element(&[]);

/// The elements that `[?(@ <operator> <literal>)]` finds.
macro_rules! filtered {
    ($document:expr, $operator:ident, $literal:ident) => {{
        static FILTER: Filter = Filter::Compare(Operator::$operator, ELEMENT, Operand::Literal(&$literal));
        static WAY: &[Segment] = &[Segment::Filter(&FILTER)];
        find(&$document, WAY)
    }};
}

#[test]
fn operators_compare_as_the_library_does() {
    let list = json!([9, 10, 10.0, 11, "10", "9", null, true, [10], {}]);
    assert_eq!(filtered!(list, Equal, TEN), json!([10, 10.0, "10"]));
    assert_eq!(filtered!(list, Equal, TEXT), json!([10, 10.0, "10"]));
    assert_eq!(filtered!(list, TypeSafeEqual, TEN), json!([10, 10.0]));
    assert_eq!(filtered!(list, Less, TEN), json!([9]));
    assert_eq!(filtered!(list, GreaterOrEqual, TEXT), json!(["10", "9"]));
    assert_eq!(filtered!(list, NotEqual, TEN), json!([9, 11, "9", null, true, [10], {}]));
    assert_eq!(filtered!(list, In, LIST), json!([10, 10.0, "10", null]));
    assert_eq!(filtered!(list, NotIn, LIST), json!([9, 11, "9", true, [10], {}]));
    assert_eq!(filtered!(json!(["", "a", [], [1], 1]), Empty, YES), json!(["", []]));
}

#[test]
fn lists_are_compared_by_their_elements() {
    let lists = json!([["a"], ["b"], ["a", "b"], [], "a", {"a": 1}]);
    assert_eq!(filtered!(lists, AnyOf, LIST), json!([["a"], ["a", "b"]]));
    assert_eq!(filtered!(lists, NoneOf, LIST), json!([["b"], []]));
    assert_eq!(filtered!(lists, SubsetOf, LIST), json!([["a"], []]));
    static ONE: Literal = Literal::new("1");
    assert_eq!(filtered!(lists, Size, ONE), json!([["a"], ["b"], "a"]));
    static A: Literal = Literal::new(r#""a""#);
    assert_eq!(filtered!(lists, Contains, A), json!([["a"], ["a", "b"], "a"]));
    // What these compare to cannot be written.
    assert_eq!(filtered!(lists, All, LIST), json!([]));
    assert_eq!(filtered!(lists, Type, A), json!([]));
}

#[test]
fn expressions_see_texts_numbers_and_lists_of_them() {
    let list = json!(["ab", "ba", ["b", "a"], {}, 1, null]);
    static FILTER: Filter = Filter::Matches(ELEMENT, &PATTERN);
    static WAY: &[Segment] = &[Segment::Filter(&FILTER)];
    assert_eq!(find(&list, WAY), json!(["ab", ["b", "a"]]));
}

#[test]
fn what_is_there_may_be_null() {
    let list = json!([{"a": null}, {}, {"a": [{"b": 1}, {}]}]);
    static EXISTS: Filter = Filter::Exists(&[Key("a")]);
    static THERE: &[Segment] = &[Segment::Filter(&EXISTS)];
    assert_eq!(find(&list, THERE), json!([{"a": null}, {"a": [{"b": 1}, {}]}]));
    // Every element has to have it.
    static EVERY: Filter = Filter::Exists(&[Key("a"), Wildcard, Key("b")]);
    static EVERYWHERE: &[Segment] = &[Segment::Filter(&EVERY)];
    assert_eq!(find(&list, EVERYWHERE), json!([{"a": null}]));
}

#[test]
fn functions_work_on_values_and_arguments() {
    use Function::{Append, Avg, Concat, First, Keys, Last, Length, Max, Min, Stddev, Sum};
    let numbers = json!([1, 3, 2, "x"]);
    macro_rules! call {
        ($document:expr, $($function:ident),+) => {
            query(&$document, Some(&$document), &[$(Segment::Function($function, &[])),+])
        };
    }
    assert_eq!(call!(numbers, Sum), Ok(json!(6.0)));
    assert_eq!((call!(numbers, Min), call!(numbers, Max)), (Ok(json!(1.0)), Ok(json!(3.0))));
    assert_eq!(call!(numbers, Avg), Ok(json!(2.0)));
    assert_eq!(call!(json!([1, 3]), Stddev), Ok(json!(1.0)));
    assert_eq!(call!(json!([-1]), Max), Ok(json!(f64::from_bits(1))));
    assert_eq!(call!(numbers, Concat), Ok(json!("x")));
    assert_eq!((call!(numbers, First), call!(numbers, Last)), (Ok(json!(1)), Ok(json!("x"))));
    assert!(call!(json!([]), First).is_err() && call!(json!([1]), Last).is_err() && call!(json!({}), Sum).is_err());
    assert_eq!(call!(json!({"b": 1, "a": 2}), Keys), Ok(json!(["b", "a"])));
    // A set of keys has no length.
    assert_eq!(call!(json!({"a": 2}), Keys, Length), Ok(json!(null)));
    static PAIR: Literal = Literal::new(r#"{"k": 1}"#);
    static APPEND: &[Segment] = &[Segment::Function(Append, &[Argument::Literal(&PAIR), Argument::Path(&[Index(0)])])];
    assert_eq!(find(&numbers, APPEND), json!([1, 3, 2, "x", {"k": 1}, 1]));
    // The argument is looked for in the whole document, too.
    let document = json!({"a": {"b": [1, 2, 3]}, "b": 0});
    static LENGTH: &[Segment] = &[Key("a"), Segment::Function(Length, &[Argument::Path(&[Key("b")])])];
    assert_eq!(find(&document, LENGTH), json!(3));
    static INDEX: &[Segment] = &[Key("a"), Key("b"), Segment::Function(Function::Index, &[Argument::Literal(&TEN)])];
    assert_eq!(fails(&document, INDEX), "Target index:10 larger than object count:3");
}

#[test]
fn a_query_comes_to_an_end() {
    let mut document = json!(1);
    for _ in 0..40 {
        document = json!({"a": document.clone(), "b": [1, 2, 3, 4]});
    }
    static ENDLESS: &[Segment] =
        &[Descent, Wildcard, Descent, Wildcard, Descent, Wildcard, Descent, Wildcard, Descent, Wildcard];
    assert_eq!(fails(&document, ENDLESS), "The path leads to too many places");
}

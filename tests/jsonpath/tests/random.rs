//! No path brings the runtime down, or keeps it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use jsonpath::{call, find, read};
use proptest::prelude::*;
use serde_json::{Value, json};

const SEGMENTS: [&str; 34] = [
    ".a",
    ".b",
    "['c']",
    "[0]",
    "[-1]",
    "[7]",
    "[*]",
    ".*",
    "..a",
    "..*",
    "..[0]",
    "..[*]",
    "['a','b']",
    "[0,-1]",
    "[1:]",
    "[:-1]",
    "[-2:1]",
    "[?(@.a)]",
    "[?(!@.b)]",
    "[?(@ == 1)]",
    "[?(@.a > @.b)]",
    "[?(@.a in ['x', 1, null])]",
    "[?(@ =~ /x.*/)]",
    "[?(@.b size 2)]",
    "[?(@ contains 'x')]",
    "[?(@.b empty true)]",
    "[?(@..a == $.a[0])]",
    "..[?(@.a[*].b)]",
    ".length()",
    ".sum()",
    ".keys()",
    ".last()",
    ".index(-1)",
    ".append(1, $..a)",
];

fn documents() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..12i64).prop_map(Value::from),
        (-3.0..3.0f64).prop_map(Value::from),
        prop::sample::select(&["", "x", "xy", "1", "$.a", "[1]", "'x'"][..]).prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::vec((prop::sample::select(&["a", "b", "c"][..]), inner), 0..4).prop_map(|entries| {
                Value::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
            }),
        ]
    })
}

proptest! {
    #[test]
    fn a_path_brings_a_value_or_a_reason(
        document in documents(),
        segments in prop::collection::vec(prop::sample::select(&SEGMENTS[..]), 0..5),
    ) {
        let written = format!("${}", segments.concat());
        let path = read(&written).map_err(TestCaseError::fail)?;
        match find(&path, &document) {
            Ok(found) => {
                let is_definite = path.tail.as_ref().is_none_or(|tail| tail.is_definite);
                prop_assert!(is_definite || found.is_array(), "{} brought {}", written, found);
            }
            Err(reason) => prop_assert!(!reason.is_empty()),
        }
    }

    #[test]
    fn a_call_brings_a_value_or_a_reason(a in documents(), b in documents(), c in documents()) {
        let document = json!({"a": a, "b": b, "c": c});
        for written in [
            "States.ArrayContains($.a, $.b)", "States.ArrayGetItem($.a, $.b)", "States.ArrayLength($.a)",
            "States.ArrayPartition($.a, $.b)", "States.ArrayRange($.a, $.b, $.c)", "States.ArrayUnique($.a)",
            "States.Base64Decode($.a)", "States.Base64Encode($.a)", "States.Format($.a, $.b)", "States.Hash($.a, 'MD5')",
            "States.JsonMerge($.a, $.b, false)", "States.JsonToString($.a)", "States.MathAdd($.a, $.b)",
            "States.MathRandom($.a, $.b, $.c)", "States.StringSplit($.a, $.b)", "States.StringToJson($.a)",
            "States.Array($.a, States.Format('{}{}', $.b, $.c))",
        ] {
            if let Err(reason) = call(written, &document) {
                prop_assert!(reason.starts_with("States.IntrinsicFailure: "), "{}: {}", written, reason);
            }
        }
        prop_assert_eq!(call("States.StringToJson(States.JsonToString($.b))", &document).map(|value| value == b), Ok(true));
    }
}

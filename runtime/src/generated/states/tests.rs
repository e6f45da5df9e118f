//! The functions on what was recorded, and at their limits.

use serde_json::{Value, json};

use super::*;
use crate::{Cx, Failure, generated::Bare};

fn with<T>(call: impl FnOnce(&mut Cx<'_>) -> T) -> T {
    Bare::default().context(call)
}

fn fails(result: Result<Value, Failure>) -> String {
    let failure = result.unwrap_err();
    assert_eq!(failure.error(), Some("States.IntrinsicFailure"));
    failure.cause().unwrap().to_owned()
}

/// Calls a function with the elements of a JSON list, which are as many as the number says.
macro_rules! call {
    ($function:ident 1 $args:tt) => {{
        let args = json!($args);
        with(|cx| $function(cx, &args[0]))
    }};
    ($function:ident 2 $args:tt) => {{
        let args = json!($args);
        with(|cx| $function(cx, &args[0], &args[1]))
    }};
    ($function:ident 3 $args:tt) => {{
        let args = json!($args);
        with(|cx| $function(cx, &args[0], &args[1], &args[2]))
    }};
}

macro_rules! check {
    ($function:ident $count:tt $args:tt == $($expected:tt)+) => {
        assert_eq!(call!($function $count $args), Ok(json!($($expected)+)), "{}", stringify!($function $args));
    };
    ($function:ident $count:tt $args:tt fails $part:literal) => {{
        let cause = fails(call!($function $count $args));
        assert!(cause.contains($part), "{}: {cause}", stringify!($function $args));
    }};
}

#[test]
fn sums_are_of_rounded_numbers() {
    check!(math_add 2 [1.49, 1.5] == 3);
    check!(math_add 2 [1.5, 1.51] == 4);
    check!(math_add 2 [-1.49, -1.5] == -2);
    check!(math_add 2 [-1.5, -1.51] == -3);
    check!(math_add 2 [-0.5, 0.5] == 1);
    check!(math_add 2 [-3.5, 0] == -3);
    check!(math_add 2 [2_147_483_647, -1] == 2_147_483_646);
    check!(math_add 2 [2_147_483_647, 1] fails "brings numbers from -2147483648 to 2147483647");
    check!(math_add 2 [2_147_483_648_i64, 0] fails "takes numbers from -2147483648");
    check!(math_add 2 ["1", 0] fails "expects a number for its first argument, but found a string");
}

#[test]
fn random_numbers_are_in_their_range() {
    for seed in 0..200 {
        let value = with(|cx| math_random(cx, &json!(12.5), &json!(44.51), Some(&json!(seed)))).unwrap();
        assert!((13..45).contains(&value.as_i64().unwrap()), "{value}");
        assert_eq!(with(|cx| math_random(cx, &json!(13), &json!(45), Some(&json!(seed)))), Ok(value));
    }
    let wide = with(|cx| math_random(cx, &json!(i32::MIN), &json!(i32::MAX), None)).unwrap();
    assert!(i32::try_from(wide.as_i64().unwrap()).is_ok());
    assert!(fails(with(|cx| math_random(cx, &json!(1), &json!(1), None))).contains("an end above its start"));
    assert!(fails(with(|cx| math_random(cx, &json!(1), &json!(9), Some(&json!("x"))))).contains("third argument"));
}

#[test]
fn texts_are_split_at_any_of_the_characters() {
    check!(string_split 2 [" ", ","] == [" "]);
    check!(string_split 2 [", , ,", ","] == [" ", " "]);
    check!(string_split 2 [",,,,", ","] == []);
    check!(string_split 2 ["This.is+a,test=string", ".+,="] == ["This", "is", "a", "test", "string"]);
    check!(string_split 2 ["split on T and \nnew line", "T\n"] == ["split on ", " and ", "new line"]);
    check!(string_split 2 ["abc", ""] == ["abc"]);
    check!(string_split 2 ["a😀b", "😀"] == ["a", "b"]);
    check!(string_split 2 [false, ","] fails "expects a string for its first argument, but found a boolean");
}

#[test]
fn ranges_end_where_they_can() {
    check!(array_range 3 [0, 9, 3] == [0, 3, 6, 9]);
    check!(array_range 3 [0, 10, 3] == [0, 3, 6, 9]);
    check!(array_range 3 [1, 9, 9] == [1]);
    check!(array_range 3 [9, 1, -2] == [9, 7, 5, 3, 1]);
    check!(array_range 3 [-9, -1, -2] == []);
    check!(array_range 3 [-1, -9, 2] == []);
    check!(array_range 3 [0.5, 2.4, 1] == [1, 2]);
    check!(array_range 3 [1, 2, 0] fails "other than zero");
    check!(array_range 3 [1, 1001, 1] fails "at most 1000");
    check!(array_range 3 [i32::MIN, i32::MAX, 1] fails "at most 1000");
    assert_eq!(with(|cx| array_range(cx, &json!(1), &json!(1000), &json!(1))).unwrap().as_array().unwrap().len(), 1000);
}

#[test]
fn arrays_are_taken_apart() {
    check!(array_partition 2 [[0, 1, 2], 2] == [[0, 1], [2]]);
    check!(array_partition 2 [[], 2] == []);
    check!(array_partition 2 [[0, 1], 5] == [[0, 1]]);
    check!(array_partition 2 [[0, 1], 0] fails "a positive number");
    check!(array_partition 2 [[0, 1], -1] fails "a positive number");
    check!(array_contains 2 [[[1, 2, 3], 2], [1, 2, 3]] == true);
    check!(array_contains 2 [[{"1": 2, "2": []}], {"2": [], "1": 2}] == true);
    check!(array_contains 2 [[], []] == false);
    check!(array_contains 2 [[1], null] == false);
    check!(array_get_item 2 [[1, 2, 3], 2] == 3);
    check!(array_get_item 2 [[1, 2, 3], 3] fails "no element at the index 3 of an array of 3 elements");
    check!(array_get_item 2 [[1, 2, 3], -1] fails "no element at the index -1");
    check!(array_get_item 2 [{}, 0] fails "expects an array for its first argument, but found an object");
    check!(array_length 1 [[1, null]] == 2);
    check!(array_unique 1 [[1, 2, 1, "1", [1], [1], {"a": 1}, {"a": 1}]] == [1, 2, "1", [1], {"a": 1}]);
    assert_eq!(with(|cx| array(cx, vec![])), Ok(json!([])));
}

#[test]
fn values_are_printed_into_templates() {
    let format = |template: &str, values: &[Value]| with(|cx| format(cx, &json!(template), values));
    assert_eq!(format("fst={} and snd={}.", &[json!(1.1), json!(null)]), Ok(json!("fst=1.1 and snd=null.")));
    assert_eq!(format("{}", &[json!({"Arg1": 1, "Arg2": []})]), Ok(json!("{Arg1=1, Arg2=[]}")));
    assert_eq!(format(r"\{{}\} \\{} \n { }", &[json!("x"), json!(true)]), Ok(json!(r"{x} \true \n { }")));
    assert_eq!(format("{}", &[json!("{} \\{")]), Ok(json!("{} \\{")));
    assert!(fails(format("{} {}", &[json!(1)])).contains("found 2 placeholders in its template for 1 values"));
    assert!(fails(with(|cx| super::format(cx, &json!(1), &[]))).contains("expects a string"));
}

#[test]
fn json_is_read_and_written() {
    check!(string_to_json 1 [""] == null);
    check!(string_to_json 1 [" \n"] == null);
    check!(string_to_json 1 ["null"] == null);
    check!(string_to_json 1 ["-0"] == 0);
    check!(string_to_json 1 ["[1, 2, \"HelloWorld\"]"] == [1, 2, "HelloWorld"]);
    let zeros = with(|cx| string_to_json(cx, &json!(r#"[-0, -0.5, -0.0, 1e-0, "-0\"-0", {"-0": -0}]"#))).unwrap();
    assert_eq!(zeros.to_string(), r#"[0,-0.5,-0.0,1.0,"-0\"-0",{"-0":0}]"#);
    check!(string_to_json 1 ["{"] fails "cannot read its argument as JSON");
    check!(string_to_json 1 [null] fails "found null");
    check!(json_to_string 1 [[1, 2, "HelloWorld"]] == r#"[1,2,"HelloWorld"]"#);
    check!(json_to_string 1 [{"b": 1, "a": []}] == r#"{"b":1,"a":[]}"#);
    check!(json_to_string 1 ["x"] == "\"x\"");
    check!(json_to_string 1 [1.5e10] == "1.5E10");
}

#[test]
fn objects_are_merged_at_the_top() {
    let merged = with(|cx| {
        let first = json!({"a": {"a1": 1, "a2": 2}, "b": 2, "d": 3});
        json_merge(cx, &first, &json!({"a": {"a3": 1, "a4": 2}, "c": 3, "d": 4}), &json!(false))
    });
    assert_eq!(merged.unwrap().to_string(), r#"{"a":{"a3":1,"a4":2},"b":2,"c":3,"d":4}"#);
    let ordered = with(|cx| {
        json_merge(cx, &json!({"constant_in_literal": "f"}), &json!({"constant_input_field": "v"}), &json!(false))
    });
    assert_eq!(ordered.unwrap().to_string(), r#"{"constant_input_field":"v","constant_in_literal":"f"}"#);
    check!(json_merge 3 [{}, {}, true] fails "third argument is false");
    check!(json_merge 3 [[], {}, false] fails "expects an object for its first argument, but found an array");
}

#[test]
fn texts_are_encoded_and_hashed() {
    check!(base64_encode 1 ["Data to encode"] == "RGF0YSB0byBlbmNvZGU=");
    check!(base64_decode 1 ["RGF0YSB0byBlbmNvZGU="] == "Data to encode");
    check!(base64_decode 1 [""] == "");
    check!(base64_decode 1 ["R"] fails "cannot decode its argument");
    check!(base64_decode 1 ["/w=="] fails "no text in UTF-8");
    check!(base64_decode 1 [false] fails "found a boolean");
    check!(base64_encode 1 ["é".repeat(10_001)] fails "at most 10000 characters");
    let exact = with(|cx| base64_encode(cx, &json!("é".repeat(10_000)))).unwrap();
    assert_eq!(exact.as_str().unwrap().len(), 26_668);
    check!(hash 2 ["input data", "MD5"] == "812f45842bc6d66ee14572ce20db8e86");
    check!(hash 2 ["input data", "SHA-1"] == "aaff4a450a104cd177d28d18d74485e8cae074b7");
    check!(hash 2 ["input data", "SHA-256"] == "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3");
    let long = |algorithm: &str| with(|cx| hash(cx, &json!("input data"), &json!(algorithm))).unwrap().to_string();
    assert!(long("SHA-384").starts_with("\"d28a7d5cf25a74f1"));
    assert!(long("SHA-512").starts_with("\"6ce4adb348546d4f"));
    assert_eq!(
        with(|cx| hash(cx, &json!({"a": 1}), &json!("MD5"))),
        with(|cx| hash(cx, &json!("{\"a\":1}"), &json!("MD5")))
    );
    check!(hash 2 ["input data", "sha-256"] fails "does not know the algorithm 'sha-256'");
}

#[test]
fn identifiers_are_of_version_four() {
    let id = with(|cx| uuid(cx)).unwrap();
    let id = id.as_str().unwrap();
    let parts: Vec<_> = id.split('-').map(str::len).collect();
    assert_eq!((parts, &id[14..15]), (vec![8, 4, 4, 4, 12], "4"));
    assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"));
}

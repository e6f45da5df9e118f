//! Calls of intrinsic functions, worked out by the runtime's functions.

use serde_json::Value;
use stepwright::__private as rt;
use stepwright_compiler::{
    diag::{Diagnostics, Site},
    expr::{
        ArgValue, Call, Intrinsic,
        call::{Dynamic, parse},
        path::Usage,
    },
    json::{Places, Text},
    source::{SourceId, Span},
};

use crate::find;

/// What a call brings over a document: its value, or why it fails.
///
/// # Errors
/// It is no call, a path of it finds nothing, or the function fails.
pub fn call(written: &str, document: &Value) -> Result<Value, String> {
    let span = Span { source: SourceId(0), start: 0, end: 0 };
    let text = Text { value: written.to_owned(), span, places: Places::Whole };
    let mut diags = Diagnostics::new();
    match parse(&text, Usage::Template, &Site::machine(), &mut diags) {
        Some(Dynamic::Call(call)) => rt::Bare::default().context(|cx| result(cx, &call, document)),
        Some(Dynamic::Path(_)) => Err("it is a path".to_owned()),
        None => Err(diags.as_slice().iter().map(|found| found.message.as_str()).collect::<Vec<_>>().join("; ")),
    }
}

fn result(cx: &mut rt::Cx<'_>, call: &Call, document: &Value) -> Result<Value, String> {
    let mut args = Vec::new();
    for arg in &call.args {
        args.push(match &arg.value {
            ArgValue::Text(text) => Value::from(text.as_str()),
            ArgValue::Number(number) => {
                number.parse().map(Value::Number).map_err(|error| format!("{number}: {error}"))?
            }
            ArgValue::Bool(value) => Value::from(*value),
            ArgValue::Null => Value::Null,
            ArgValue::Path(path) => find(path, document)?,
            ArgValue::Call(inner) => result(cx, inner, document)?,
        });
    }
    let brought = match (call.function, args.as_slice()) {
        (Intrinsic::Array, _) => rt::states::array(cx, args),
        (Intrinsic::ArrayContains, [a, b]) => rt::states::array_contains(cx, a, b),
        (Intrinsic::ArrayGetItem, [a, b]) => rt::states::array_get_item(cx, a, b),
        (Intrinsic::ArrayLength, [a]) => rt::states::array_length(cx, a),
        (Intrinsic::ArrayPartition, [a, b]) => rt::states::array_partition(cx, a, b),
        (Intrinsic::ArrayRange, [a, b, c]) => rt::states::array_range(cx, a, b, c),
        (Intrinsic::ArrayUnique, [a]) => rt::states::array_unique(cx, a),
        (Intrinsic::Base64Decode, [a]) => rt::states::base64_decode(cx, a),
        (Intrinsic::Base64Encode, [a]) => rt::states::base64_encode(cx, a),
        (Intrinsic::Format, [template, values @ ..]) => rt::states::format(cx, template, values),
        (Intrinsic::Hash, [a, b]) => rt::states::hash(cx, a, b),
        (Intrinsic::JsonMerge, [a, b, c]) => rt::states::json_merge(cx, a, b, c),
        (Intrinsic::JsonToString, [a]) => rt::states::json_to_string(cx, a),
        (Intrinsic::MathAdd, [a, b]) => rt::states::math_add(cx, a, b),
        (Intrinsic::MathRandom, [a, b, seed @ ..]) => rt::states::math_random(cx, a, b, seed.first()),
        (Intrinsic::StringSplit, [a, b]) => rt::states::string_split(cx, a, b),
        (Intrinsic::StringToJson, [a]) => rt::states::string_to_json(cx, a),
        (Intrinsic::Uuid, []) => rt::states::uuid(cx),
        (function, args) => return Err(format!("{function:?} of {} arguments", args.len())),
    };
    brought.map_err(|failure| failure.to_string())
}

//! No text brings the reader down, and what it reads, written again, reads the same.

use proptest::prelude::*;

use super::{super::Dynamic, parse, text};
use crate::{
    diag::{Diagnostics, Site},
    expr::{ArgValue, Call, Intrinsic, path::Usage},
};

fn read(written: &str) -> Option<Dynamic> {
    let mut diags = Diagnostics::new();
    let read = parse(&text(written), Usage::Template, &Site::machine(), &mut diags);
    assert_eq!(read.is_none(), diags.has_errors());
    read
}

fn print(call: &Call) -> String {
    let args = call.args.iter().enumerate().map(|(at, arg)| match &arg.value {
        ArgValue::Text(text) => {
            let is_template = call.function == Intrinsic::Format && at == 0;
            let escaped = if is_template { text.clone() } else { text.replace('\\', r"\\") };
            format!("'{}'", escaped.replace('\'', r"\'"))
        }
        ArgValue::Number(number) => number.clone(),
        ArgValue::Bool(value) => value.to_string(),
        ArgValue::Null => "null".to_owned(),
        ArgValue::Path(path) => path.text.clone(),
        ArgValue::Call(call) => print(call),
    });
    format!("States.{}({})", call.function.name(), args.collect::<Vec<_>>().join(","))
}

/// A call without what depends on its spelling.
fn bare(call: &Call) -> String {
    let args = call.args.iter().map(|arg| match &arg.value {
        ArgValue::Call(inner) => bare(inner),
        ArgValue::Path(path) => format!("{:?} {:?} {:?}", path.root, path.steps, path.tail),
        other => format!("{other:?}"),
    });
    format!("{:?}{:?}", call.function, args.collect::<Vec<_>>())
}

const WORDS: [&str; 30] = [
    "States.",
    "Format",
    "States.Format(",
    "States.UUID()",
    "States.Array(",
    "States.MathAdd(",
    "(",
    ")",
    ",",
    ", ",
    "'",
    "'a'",
    "'{}'",
    r"\'",
    r"\{",
    r"\",
    "$.a",
    "$",
    "$$.Execution.Id",
    "$x",
    "[*]",
    "[?(@.a)]",
    "1",
    "-1.5",
    "null",
    "true",
    " ",
    "é",
    ".length()",
    "'it\\'s'",
];

fn arbitrary() -> impl Strategy<Value = String> {
    let worded = prop::collection::vec(prop::sample::select(&WORDS[..]), 0..24).prop_map(|words| words.concat());
    prop_oneof![worded.clone(), worded.prop_map(|words| format!("States.Array({words})")), "States\\.\\PC{0,40}"]
}

fn argument() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        "'[^'\\\\]{0,6}'",
        Just(r"'\'\{\}\\'".to_owned()),
        "-?[1-9][0-9]{0,3}(\\.[0-9]{1,3})?",
        Just("null".to_owned()),
        Just("true".to_owned()),
        "\\$\\.[a-z]{1,4}",
        "\\$\\$\\.[a-z]{1,4}\\[\\*\\]",
        "\\$[a-z]{1,4}\\['[a-z ]{1,4}'\\]",
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        prop::collection::vec(inner, 0..3).prop_map(|args| format!("States.Array( {})", args.join(" , ")))
    })
}

proptest! {
    #[test]
    fn no_text_brings_the_reader_down(written in arbitrary()) {
        if let Some(Dynamic::Call(call)) = read(&written) {
            let again = print(&call);
            let Some(Dynamic::Call(second)) = read(&again) else {
                return Err(TestCaseError::fail(format!("{written} -> {again}")));
            };
            prop_assert_eq!(bare(&second), bare(&call));
        }
    }

    #[test]
    fn a_call_written_again_is_the_same(args in prop::collection::vec(argument(), 0..4)) {
        let written = format!("States.Array({})", args.join(", "));
        prop_assume!(written.matches("States.").count() <= 10);
        let Some(Dynamic::Call(call)) = read(&written) else { return Err(TestCaseError::fail(written)) };
        let again = print(&call);
        let Some(Dynamic::Call(second)) = read(&again) else { return Err(TestCaseError::fail(again)) };
        prop_assert_eq!(bare(&second), bare(&call));
    }
}

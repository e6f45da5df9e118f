use super::{Dynamic, parse};
use crate::{
    diag::{Diagnostics, Site, codes},
    expr::{ArgValue, Call, Intrinsic, path::Usage},
    json::{Places, Text},
    source::{SourceId, Span},
};

mod random;

fn text(value: &str) -> Text {
    let end = u32::try_from(value.len()).unwrap() + 2;
    Text { value: value.to_owned(), span: Span { source: SourceId(0), start: 0, end }, places: Places::From(1) }
}

fn call(value: &str) -> Call {
    let mut diags = Diagnostics::new();
    match parse(&text(value), Usage::Template, &Site::state("A").field("F"), &mut diags) {
        Some(Dynamic::Call(call)) => call,
        other => panic!("{value}: {other:?} {:?}", diags.as_slice()),
    }
}

/// Code, start and end of the part underlined (in the decoded text), message and help.
fn fault(value: &str, usage: Usage) -> (&'static str, u32, u32, String) {
    let mut diags = Diagnostics::new();
    assert_eq!(parse(&text(value), usage, &Site::state("A").field("F"), &mut diags), None, "{value}");
    let [found] = diags.as_slice() else { panic!("{value}: {:?}", diags.as_slice()) };
    let span = found.primary.span;
    let message = [std::slice::from_ref(&found.message), &found.help[..]].concat().join(" | ");
    (found.code, span.start.saturating_sub(1), span.end.saturating_sub(1), message)
}

fn values(value: &str) -> Vec<ArgValue> {
    call(value).args.into_iter().map(|arg| arg.value).collect()
}

#[test]
fn reads_every_kind_of_argument() {
    let read = call("States.Array( 'a' ,-1.50e2,null,true, false,$.a['b'] , $$.Execution.Id,$x[*], States.UUID() ) ");
    assert_eq!(read.function, Intrinsic::Array);
    assert_eq!(
        read.text,
        "States.Array( 'a' ,-1.50e2,null,true, false,$.a['b'] , $$.Execution.Id,$x[*], States.UUID() )"
    );
    let values: Vec<_> = read.args.iter().map(|arg| &arg.value).collect();
    assert_eq!(
        values[..5],
        [
            &ArgValue::Text("a".into()),
            &ArgValue::Number("-1.50e2".into()),
            &ArgValue::Null,
            &ArgValue::Bool(true),
            &ArgValue::Bool(false),
        ]
    );
    let paths = values.iter().filter_map(|value| match value {
        ArgValue::Path(path) => Some((path.text.as_str(), path.span.start - 1, path.steps.len())),
        _ => None,
    });
    assert_eq!(paths.collect::<Vec<_>>(), [("$.a['b']", 44, 2), ("$$.Execution.Id", 55, 2), ("$x[*]", 71, 0)]);
    assert!(matches!(values[8], ArgValue::Call(inner) if inner.function == Intrinsic::Uuid && inner.args.is_empty()));
    let span = read.args[8].span;
    assert_eq!((span.start - 1, span.end - 1, read.name_span.end - 1), (78, 91, 12));
}

#[test]
fn reads_escapes() {
    assert_eq!(
        values(r"States.StringToJson('it\'s \\ \{\}{\n')".replace(r"\n", "\n").as_str()),
        [ArgValue::Text("it's \\ {}{\n".into())]
    );
    // The template is read by the function.
    let format = values(r"States.Format('it\'s \{{}\} \\{}', 'a\}', $.b)");
    assert_eq!(format[..2], [ArgValue::Text(r"it's \{{}\} \\{}".into()), ArgValue::Text("a}".into())]);
}

#[test]
fn takes_every_function_as_often_as_it_may() {
    for function in Intrinsic::ALL {
        let signature = function.signature();
        for given in 0..6 {
            let args = vec!["$.a"; given].join(", ");
            let written = format!("States.{}({args})", function.name());
            let mut diags = Diagnostics::new();
            let read = parse(&text(&written), Usage::Template, &Site::machine(), &mut diags);
            let fits = given >= signature.least && signature.most.is_none_or(|most| given <= most);
            assert_eq!(read.is_some(), fits, "{written}");
        }
    }
}

#[test]
fn points_at_errors() {
    for (written, start, end, part) in [
        ("States.Fromat('a')", 0, 13, "no intrinsic function `States.Fromat` | did you mean `States.Format`?"),
        ("States.uuid()", 0, 11, "did you mean `States.UUID`?"),
        ("States. ", 0, 7, "no intrinsic function `States.`"),
        ("States.UUID", 0, 11, "without arguments in parentheses"),
        ("States.StringToJson $.escaped)", 0, 19, "without arguments in parentheses"),
        ("States.JsonToString($", 19, 20, "a `(` that is not closed"),
        ("States.Format('a {}' $.a)", 21, 22, "expected `,` or `)`, found `$`"),
        ("States.Format('a {}', )", 22, 23, "expected an argument, found `)`"),
        ("States.Format('a {}', $.a, $.b)", 0, 31, "has 1 placeholder for 2 values"),
        ("States.Format('a {} {}')", 0, 24, "has 2 placeholders for no values"),
        ("States.Hash($.a)", 0, 16, "takes 2 arguments, not 1 | write `States.Hash(data, algorithm)`"),
        ("States.MathRandom(1)", 0, 20, "takes 2 to 3 arguments, not 1"),
        ("States.UUID(1)", 0, 14, "takes no arguments, not 1"),
        ("States.Format()", 0, 15, "takes at least 1 argument, not 0"),
        (r"States.JsonToString('a\n')", 22, 24, r"`\n` is no escape"),
        (r"States.JsonToString('a\", 22, 23, r"`\` is no escape"),
        ("States.JsonToString('a", 20, 22, "a text that is not closed"),
        ("States.JsonToString(\"a\")", 20, 21, "a text in double quotes"),
        ("States.JsonToString(name)", 20, 24, "`name` is no argument"),
        ("States.JsonToString(1-2)", 20, 23, "`1-2` is no number"),
        ("States.JsonToString($.a b)", 24, 25, "expected `,` or `)`"),
        ("States.JsonToString($.)", 22, 23, "expected a name"),
        ("States.JsonToString($.a) x", 25, 26, "something follows the call"),
        ("States.JsonToString(States.Nope())", 20, 31, "no intrinsic function `States.Nope`"),
    ] {
        let (code, from, to, message) = fault(written, Usage::Template);
        assert_eq!((code, from, to), (codes::path::INTRINSIC, start, end), "{written}: {message}");
        assert!(message.contains(part), "{written}: {message}");
    }
}

#[test]
fn a_field_holds_ten_calls_at_most() {
    let nested = |calls: usize| format!("{}1{}", "States.JsonToString(".repeat(calls), ")".repeat(calls));
    assert_eq!(call(&nested(10)).function, Intrinsic::JsonToString);
    assert!(fault(&nested(11), Usage::Template).3.contains("more than 10 calls"));
    let beside = format!("States.Array({})", ["States.UUID()"; 10].join(","));
    assert!(fault(&beside, Usage::Template).3.contains("more than 10 calls"));
    assert_eq!(fault(&nested(100_000), Usage::Template).0, codes::path::INTRINSIC);
}

#[test]
fn a_fail_state_takes_some_functions_only() {
    let mut diags = Diagnostics::new();
    let read = parse(&text("States.Format('{}', $.a)"), Usage::Fail, &Site::machine(), &mut diags);
    assert!(matches!(read, Some(Dynamic::Call(_))));
    let (code, start, end, message) = fault("States.MathAdd(1, 2)", Usage::Fail);
    assert_eq!((code, start, end), (codes::path::INTRINSIC, 0, 14));
    assert!(
        message.contains("`States.MathAdd` cannot stand here | a `Fail` state takes `States.ArrayGetItem`"),
        "{message}"
    );
    assert_eq!(fault("States.UUID()", Usage::Path).0, codes::path::INTRINSIC);
}

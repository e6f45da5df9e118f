mod scopes;

use crate::{
    asl,
    diag::Diagnostics,
    expr::{Step, Template},
    ir::{
        Choice, Comparison, Condition, Glob, Kind, Machine, Next, Operand, Order, ResourceKind, Seconds, Select,
        StateId, TypeTest, Until, Words,
    },
    json,
    source::Sources,
};

fn read(text: &str) -> (Machine, Diagnostics) {
    let mut sources = Sources::new();
    let id = sources.add_text("a", text);
    let mut diags = Diagnostics::new();
    let node = json::parse(&sources, id, &mut diags).unwrap();
    (asl::read(&node, &mut diags), diags)
}

fn valid(text: &str) -> Machine {
    let (machine, diags) = read(text);
    assert!(diags.as_slice().is_empty(), "{:?}", diags.as_slice());
    assert!(machine.states.iter().all(|state| !state.faulty));
    machine
}

fn kind(state: &str) -> Kind {
    let text = format!(r#"{{"StartAt": "A", "States": {{"A": {state}, "B": {{"Type": "Succeed"}}}}}}"#);
    valid(&text).states.remove(0).kind
}

fn is_state(next: &Next, id: u32) -> bool {
    matches!(next, Next::State(found, _) if *found == StateId(id))
}

fn is_path(select: &Select, text: &str) -> bool {
    matches!(select, Select::Path(path) if path.text == text)
}

#[test]
fn the_machine() {
    let text = r#"{"Comment": "c", "TimeoutSeconds": 60, "StartAt": "B", "States": {
        "A": {"Type": "Succeed"}, "B": {"Type": "Pass", "Comment": "b", "Next": "A"}}}"#;
    let machine = valid(text);
    assert_eq!(
        (machine.start(), machine.timeout_seconds, machine.comment.as_deref()),
        (Some(StateId(1)), Some(60), Some("c"))
    );
    let b = machine.state(StateId(1)).unwrap();
    assert_eq!((b.name.as_str(), b.comment.as_deref()), ("B", Some("b")));
    let part = |span: crate::source::Span| &text[span.start as usize..span.end as usize];
    assert_eq!((part(b.name_span), part(machine.span)), ("\"B\"", text));
    assert!(part(b.span).starts_with("{\"Type\": \"Pass\"") && part(b.span).ends_with('}'));
    let Kind::Pass(pass) = &b.kind else { panic!() };
    let Next::State(StateId(0), span) = pass.next else { panic!() };
    assert_eq!(part(span), "\"A\"");
}

#[test]
fn a_task() {
    let Kind::Task(task) = kind(
        r#"{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f:7", "TimeoutSecondsPath": "$.t",
        "InputPath": "$$.Execution", "Parameters": {"a.$": "$.x"}, "ResultSelector": {"b": 1}, "ResultPath": "$.r",
        "OutputPath": null, "Next": "B",
        "Retry": [{"ErrorEquals": ["E", "F"]}, {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 0,
            "BackoffRate": 1.5, "MaxDelaySeconds": 9, "JitterStrategy": "FULL"}],
        "Catch": [{"ErrorEquals": ["G"], "ResultPath": null, "Next": "A"}, {"ErrorEquals": ["States.ALL"], "Next": "B"}]}"#,
    ) else {
        panic!()
    };
    assert_eq!(task.resource.value.kind, ResourceKind::Lambda { function: "f".to_owned() });
    assert_eq!(task.resource.value.arn, "arn:aws:lambda:us-east-1:1:function:f:7");
    assert!(matches!(&task.timeout, Some(Seconds::Path(path)) if path.steps == [Step::Key("t".into())]));
    assert!(is_path(&task.work.input_path, "$$.Execution") && is_path(&task.work.result_path, "$.r"));
    assert!(matches!(task.work.output_path, Select::Null(_)));
    assert!(matches!(task.parameters, Some(Template::Object(..))));
    assert!(matches!(task.work.result_selector, Some(Template::Literal(_))));
    let [first, second] = task.work.retry.as_slice() else { panic!() };
    let names = |errors: &[crate::ir::Spanned<String>]| errors.iter().map(|e| e.value.clone()).collect::<Vec<_>>();
    assert_eq!(names(&first.errors), ["E", "F"]);
    assert_eq!((first.interval_seconds, first.max_attempts, first.backoff_rate), (1, 3, 2.0));
    assert_eq!((first.max_delay_seconds, first.full_jitter), (None, false));
    assert_eq!((second.interval_seconds, second.max_attempts, second.backoff_rate), (2, 0, 1.5));
    assert_eq!((second.max_delay_seconds, second.full_jitter), (Some(9), true));
    let [first, second] = task.work.catch.as_slice() else { panic!() };
    assert!(is_state(&first.next, 0) && matches!(first.result_path, Select::Null(_)));
    assert!(is_state(&second.next, 1) && second.result_path == Select::Whole);
    assert!(is_state(&task.work.next, 1));
}

fn choice(rules: &str) -> Choice {
    match kind(&format!(r#"{{"Type": "Choice", "Choices": [{rules}], "Default": "B"}}"#)) {
        Kind::Choice(choice) => *choice,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_choice() {
    let choice = choice(
        r#"{"And": [{"Variable": "$.a", "StringMatches": "a*"}, {"Or": [{"Not": {"Variable": "$.b", "IsNull": false}}]}],
            "Next": "A"},
        {"Variable": "$$.c", "NumericLessThanEquals": 1.50, "Next": "B"}"#,
    );
    assert!(choice.default.as_ref().is_some_and(|next| is_state(next, 1)));
    let [first, second] = choice.rules.as_slice() else { panic!() };
    assert!(is_state(&first.next, 0) && is_state(&second.next, 1));
    let Condition::And(inner, _) = &first.condition else { panic!() };
    let [Condition::Test(matches), Condition::Or(or, _)] = inner.as_slice() else { panic!() };
    let Comparison::Matches(glob) = &matches.comparison else { panic!() };
    assert_eq!(glob.value, [Glob::Text("a".into()), Glob::Any]);
    let [Condition::Not(not, _)] = or.as_slice() else { panic!() };
    let Condition::Test(null) = &**not else { panic!() };
    assert!(matches!(&null.comparison, Comparison::Is(TypeTest::Null, holds) if !holds.value));
    let Condition::Test(number) = &second.condition else { panic!() };
    assert_eq!(number.variable.text, "$$.c");
    let Comparison::Numeric(Order::LessOrEqual, Operand::Literal(literal)) = &number.comparison else { panic!() };
    assert_eq!(literal.value, "1.50");
}

#[test]
fn every_family_of_operators() {
    let comparison = |operator: &str, operand: &str| {
        let mut choice = choice(&format!(r#"{{"Variable": "$.a", "{operator}": {operand}, "Next": "A"}}"#));
        match choice.rules.remove(0).condition {
            Condition::Test(test) => test.comparison,
            other => panic!("{other:?}"),
        }
    };
    assert!(
        matches!(comparison("StringGreaterThan", "\"x\""), Comparison::String(Order::Greater, Operand::Literal(l)) if l.value == "x")
    );
    assert!(
        matches!(comparison("StringEqualsPath", "\"$.x\""), Comparison::String(Order::Equal, Operand::Path(p)) if p.text == "$.x")
    );
    assert!(matches!(comparison("NumericLessThanPath", "\"$.x\""), Comparison::Numeric(Order::Less, Operand::Path(_))));
    assert!(matches!(comparison("BooleanEquals", "true"), Comparison::Boolean(Operand::Literal(l)) if l.value));
    assert!(matches!(comparison("BooleanEqualsPath", "\"$.x\""), Comparison::Boolean(Operand::Path(_))));
    let timestamp = comparison("TimestampGreaterThanEquals", "\"2026-01-31T12:00:00+01:00\"");
    assert!(matches!(timestamp, Comparison::Timestamp(Order::GreaterOrEqual, Operand::Literal(_))));
    assert!(matches!(
        comparison("TimestampEqualsPath", "\"$$.x\""),
        Comparison::Timestamp(Order::Equal, Operand::Path(_))
    ));
    assert!(matches!(comparison("IsPresent", "true"), Comparison::Is(TypeTest::Present, holds) if holds.value));
}

#[test]
fn waits() {
    let until = |field: &str| match kind(&format!(r#"{{"Type": "Wait", {field}, "End": true}}"#)) {
        Kind::Wait(wait) => wait.until,
        other => panic!("{other:?}"),
    };
    assert!(matches!(until(r#""Seconds": 0"#), Until::Seconds(s) if s.value == 0));
    assert!(matches!(until(r#""SecondsPath": "$.s""#), Until::SecondsPath(p) if p.text == "$.s"));
    assert!(
        matches!(until(r#""Timestamp": "2026-01-31T12:00:00Z""#), Until::Timestamp(t) if t.value == "2026-01-31T12:00:00Z")
    );
    assert!(matches!(until(r#""TimestampPath": "$.t""#), Until::TimestampPath(p) if p.text == "$.t"));
}

#[test]
fn pass_succeed_and_fail() {
    let Kind::Pass(pass) = kind(r#"{"Type": "Pass", "Result": null, "End": true}"#) else { panic!() };
    assert!(pass.result.is_some_and(|node| node.is_null()) && pass.parameters.is_none());
    assert!(matches!(pass.next, Next::End(_)));
    let Kind::Succeed(succeed) = kind(r#"{"Type": "Succeed", "OutputPath": "$.a"}"#) else { panic!() };
    assert!(succeed.input_path == Select::Whole && is_path(&succeed.output_path, "$.a"));
    let Kind::Fail(fail) = kind(r#"{"Type": "Fail", "Error": "", "CausePath": "$.c"}"#) else { panic!() };
    assert!(matches!(fail.error, Some(Words::Literal(text)) if text.value.is_empty()));
    assert!(matches!(fail.cause, Some(Words::Path(path)) if path.text == "$.c"));
    let Kind::Fail(fail) = kind(r#"{"Type": "Fail"}"#) else { panic!() };
    assert!(fail.error.is_none() && fail.cause.is_none());
}

#[test]
fn what_is_faulty_keeps_its_transitions() {
    let (machine, diags) = read(
        r#"{"StartAt": "X", "States": {
        "A": {"Type": "Task", "Resource": "x", "Next": "B", "Catch": [{"ErrorEquals": [], "Next": "C"}]},
        "B": {"Type": "Choice", "Choices": [{"Variable": "a", "IsNull": 1, "Next": "C"}, {"Next": "A"}, 1]},
        "C": {"Type": "Wait", "Next": "Y"},
        "D": {"Type": "Map"}, "E": {"Type": "Succeed"}}}"#,
    );
    assert!(diags.has_errors() && machine.start().is_none());
    assert_eq!(machine.states.iter().map(|s| s.faulty).collect::<Vec<_>>(), [true, true, true, true, false]);
    let Kind::Task(task) = &machine.states[0].kind else { panic!() };
    assert!(is_state(&task.work.next, 1) && is_state(&task.work.catch[0].next, 2));
    let Kind::Choice(choice) = &machine.states[1].kind else { panic!() };
    assert_eq!(choice.rules.len(), 2);
    assert!(is_state(&choice.rules[0].next, 2) && is_state(&choice.rules[1].next, 0));
    let Kind::Wait(wait) = &machine.states[2].kind else { panic!() };
    assert!(matches!(wait.next, Next::Unknown(_)));
    assert!(matches!(&machine.states[3].kind, Kind::Map(map) if map.processor.is_none()));
}

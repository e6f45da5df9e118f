use super::{is_state, kind, read, valid};
use crate::{
    expr::Template,
    ir::{Count, ExecutionType, Kind, Mode, Next, Number, Pattern, ResourceKind, ScopeId, Seconds, StateId},
};

const NESTED: &str = r#"{"StartAt": "P", "States": {
    "P": {"Type": "Parallel", "Branches": [
        {"StartAt": "A2", "States": {
            "A1": {"Type": "Map", "Iterator": {"StartAt": "D", "States": {"D": {"Type": "Pass", "Assign": {"d": 1}, "End": true}}}, "End": true},
            "A2": {"Type": "Pass", "Assign": {"a": 1}, "Next": "A1"}}},
        {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}], "Next": "M"},
    "M": {"Type": "Map", "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
        "StartAt": "C", "States": {"C": {"Type": "Pass", "Assign": {"x": 2}, "End": true}}}, "Next": "Z"},
    "Z": {"Type": "Pass", "Assign": {"x.$": "$", "y": [1]}, "End": true}}}"#;

#[test]
fn states_are_numbered_scope_by_scope() {
    let machine = valid(NESTED);
    let names: Vec<&str> = machine.states.iter().map(|state| state.name.as_str()).collect();
    assert_eq!(names, ["P", "M", "Z", "A1", "A2", "B", "C", "D"]);
    let scopes: Vec<_> = machine
        .scopes
        .iter()
        .map(|scope| {
            (scope.owner.map(|(id, at)| (id.0, at)), scope.start.map(|id| id.0), scope.states.len(), scope.is_sealed)
        })
        .collect();
    let expected = [
        (None, Some(0), 3, true),
        (Some((0, 0)), Some(4), 2, false),
        (Some((0, 1)), Some(5), 1, false),
        (Some((1, 0)), Some(6), 1, true),
        (Some((3, 0)), Some(7), 1, false),
    ];
    assert_eq!(scopes, expected);
    for (at, scope) in machine.scopes.iter().enumerate() {
        for id in &scope.states {
            assert_eq!(machine.state(*id).unwrap().scope.0 as usize, at);
        }
    }
    let scopes = |at: usize| machine.states[at].scopes().iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!((scopes(0), scopes(1), scopes(3), scopes(2)), (vec![1, 2], vec![3], vec![4], vec![]));
    let Kind::Pass(inner) = &machine.states[4].kind else { panic!() };
    assert!(is_state(&inner.next, 3));
}

#[test]
fn variables_belong_to_scopes() {
    let machine = valid(NESTED);
    let names: Vec<Vec<&str>> =
        machine.scopes.iter().map(|scope| scope.variables.keys().map(String::as_str).collect()).collect();
    assert_eq!(names, [vec!["x", "y"], vec!["a"], vec![], vec!["x"], vec!["d"]]);
    let seen = |scope: u32, name: &str| machine.variable(ScopeId(scope), name).map(|id| id.0);
    assert_eq!((seen(4, "d"), seen(4, "a"), seen(4, "x"), seen(1, "d")), (Some(4), Some(1), Some(0), None));
    // What is distributed sees its own only.
    assert_eq!((seen(3, "x"), seen(3, "y")), (Some(3), None));
    let Kind::Pass(last) = &machine.states[2].kind else { panic!() };
    let fields = &last.assign.as_ref().unwrap().fields;
    assert_eq!((fields[0].name.as_str(), fields[0].key.as_str()), ("x", "x.$"));
    assert!(matches!(&fields[0].value, Template::Path(path) if path.text == "$"));
    assert!(matches!(&fields[1].value, Template::Literal(node) if node.as_array().is_some()));
}

#[test]
fn locations_name_every_level() {
    let machine = valid(NESTED);
    let locations: Vec<String> = [0, 4, 6, 7].into_iter().map(|at| machine.location(StateId(at))).collect();
    assert_eq!(
        locations,
        [
            "/States/P",
            "/States/P/Branches[0]/States/A2",
            "/States/M/ItemProcessor/States/C",
            "/States/P/Branches[0]/States/A1/Iterator/States/D",
        ]
    );
}

#[test]
fn what_a_scope_lacks_makes_its_state_faulty() {
    let (machine, diags) = read(
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "Next": "Q", "Branches": [
            {"StartAt": "Nope", "States": {"A": {"Type": "Pass", "End": true}}}]},
        "Q": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Wait", "End": true}}}}}}"#,
    );
    assert_eq!(diags.as_slice().len(), 2);
    let faulty: Vec<_> = machine.states.iter().map(|state| (state.name.as_str(), state.faulty)).collect();
    // A fault inside a state of the scope is that state's alone.
    assert_eq!(faulty, [("P", true), ("Q", false), ("A", false), ("B", true)]);
}

#[test]
fn a_distributed_map() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "ItemsPath": "$.items", "Parameters": {"v.$": "$$.Map.Item.Value"},
        "MaxConcurrency": 3, "Label": "l", "ToleratedFailureCountPath": "$.c", "ToleratedFailurePercentage": 12.5,
        "ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"}, "ReaderConfig": {"MaxItems": 5}},
        "ItemBatcher": {"MaxItemsPerBatchPath": "$.n", "MaxInputBytesPerBatch": 1000, "BatchInput": {"k": 1}},
        "ResultWriter": {"WriterConfig": {"OutputType": "JSON"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "C", "States": {"C": {"Type": "Succeed"}}},
        "End": true}}}"#;
    let machine = valid(text);
    let Kind::Map(map) = &machine.states[0].kind else { panic!() };
    assert_eq!(
        (map.item_selector_key, map.processor_key, map.processor),
        ("Parameters", "ItemProcessor", Some(ScopeId(1)))
    );
    assert!(map.items_path.as_ref().is_some_and(|path| path.text == "$.items") && map.item_selector.is_some());
    assert!(matches!(&map.max_concurrency, Some(Count::Literal(n)) if n.value == 3));
    assert!(matches!(map.work.next, Next::End(_)));
    let Mode::Distributed(distributed) = &map.mode else { panic!() };
    assert!(distributed.execution_type.as_ref().is_some_and(|ty| ty.value == ExecutionType::Express));
    assert!(distributed.label.as_ref().is_some_and(|label| label.value == "l"));
    assert!(matches!(&distributed.tolerated_failure_count, Some(Count::Path(path)) if path.text == "$.c"));
    assert!(matches!(&distributed.tolerated_failure_percentage, Some(Number::Literal(n)) if n.value == 12.5));
    let reader = distributed.item_reader.as_ref().unwrap();
    assert_eq!(reader.resource.value, "arn:aws:states:::s3:listObjectsV2");
    assert!(matches!(&reader.max_items, Some(Count::Literal(n)) if n.value == 5));
    assert!(reader.parameters.is_some() && reader.config.is_some());
    let batcher = distributed.item_batcher.as_ref().unwrap();
    assert!(matches!(&batcher.max_items, Some(Count::Path(path)) if path.text == "$.n"));
    assert!(matches!(&batcher.max_bytes, Some(Count::Literal(n)) if n.value == 1000) && batcher.input.is_some());
    let writer = distributed.result_writer.as_ref().unwrap();
    assert!(writer.resource.is_none() && writer.parameters.is_none() && writer.config.is_some());
}

#[test]
fn a_map_with_a_reader_and_no_mode_is_taken_for_a_distributed_one() {
    let (machine, diags) = read(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Map", "ToleratedFailureCount": 1, "Iterator": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}, "Next": "C"},
        "C": {"Type": "Map", "ItemReader": {"Resource": "arn:aws:states:::s3:getObject"}, "Iterator": {"StartAt": "D", "States": {"D": {"Type": "Succeed"}}}, "End": true}}}"#,
    );
    assert!(!diags.has_errors() && diags.as_slice().len() == 2);
    let is_distributed =
        |at: usize| matches!(&machine.states[at].kind, Kind::Map(map) if matches!(map.mode, Mode::Distributed(_)));
    assert!(!is_distributed(0) && is_distributed(1));
}

#[test]
fn heartbeats_credentials_and_patterns() {
    let Kind::Task(task) = kind(
        r#"{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "HeartbeatSecondsPath": "$.h",
        "Credentials": {"RoleArn.$": "$.role"}, "Catch": [{"ErrorEquals": ["E"], "Assign": {"e": 1}, "Next": "B"}], "End": true}"#,
    ) else {
        panic!()
    };
    assert!(matches!(&task.heartbeat, Some(Seconds::Path(path)) if path.text == "$.h"));
    assert!(matches!(&task.credentials, Some(Template::Object(fields, _)) if fields[0].name == "RoleArn"));
    assert!(matches!(&task.resource.value.kind, ResourceKind::Integration { pattern: Pattern::TaskToken, .. }));
    assert_eq!(task.work.catch[0].assign.as_ref().unwrap().fields[0].name, "e");
}

#[test]
fn inner_states_are_in_the_language_of_the_machine() {
    let (machine, diags) = read(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "QueryLanguage": "JSONata", "Branches": [
            {"StartAt": "B", "States": {"B": {"Type": "Pass", "InputPath": "$.a", "End": true}}}], "End": true}}}"#,
    );
    let codes: Vec<_> = diags.as_slice().iter().map(|d| d.code).collect();
    assert_eq!(codes, ["ASL1002"]);
    assert!(matches!(&machine.states[1].kind, Kind::Pass(_)) && !machine.states[1].faulty);
    assert_eq!(machine.scopes[1].owner, Some((StateId(0), 0)));
}

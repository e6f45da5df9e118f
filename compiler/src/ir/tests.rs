use crate::{asl, diag::Diagnostics, ir, json, source::Sources};

fn machine(text: &str) -> ir::Machine {
    let mut sources = Sources::new();
    let id = sources.add_text("a", text);
    let mut diags = Diagnostics::new();
    let node = json::parse(&sources, id, &mut diags).unwrap();
    asl::read(&node, &mut diags)
}

#[test]
fn express_workflows_wait_for_nobody() {
    let machine = machine(
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a", "Next": "B"},
        "B": {"Type": "Task", "Resource": "arn:aws:states:::ecs:runTask.sync", "Next": "C"},
        "C": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Next": "D"},
        "D": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Next": "E"},
        "E": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "F"},
        "F": {"Type": "Task", "Resource": "arn:aws:lambda:::function:f", "End": true}}}]}}}"#,
    );
    let refusals = ir::express_refusals(&machine);
    let found: Vec<_> = refusals.iter().map(|r| (r.state.0, r.message)).collect();
    let sync = "Express state machine does not support '.sync' service integration";
    let token = "Express state machine does not support '.waitForTaskToken' service integration ";
    let activity = "Express state machine does not support Activity ARN";
    assert_eq!(found, [(1, activity), (2, sync), (3, sync), (4, token)]);
    assert_eq!(refusals[0].location, "/States/P/Branches[0]/States/A/Resource");
}

#[test]
fn every_path_is_seen() {
    let machine = machine(
        r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:::function:f", "InputPath": "$.1", "Parameters": {"a": [{"b.$": "$.2"}]},
            "ResultSelector": {"c.$": "$.3"}, "ResultPath": "$.4", "OutputPath": "$.5", "TimeoutSecondsPath": "$.6", "HeartbeatSecondsPath": "$.7",
            "Credentials": {"RoleArn.$": "$.8"}, "Assign": {"x.$": "$.9"},
            "Catch": [{"ErrorEquals": ["E"], "ResultPath": "$.10", "Assign": {"y.$": "$.11"}, "Next": "B"}], "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.12", "StringEqualsPath": "$.13"}, {"Not": {"Variable": "$.14", "NumericLessThanPath": "$.15"}}],
            "Assign": {"z.$": "$.16"}, "Next": "C"}], "InputPath": "$.17", "OutputPath": "$.18", "Assign": {"z.$": "$.19"}, "Default": "C"},
        "C": {"Type": "Wait", "SecondsPath": "$.20", "Next": "D"},
        "D": {"Type": "Map", "ItemsPath": "$.21", "ItemSelector": {"v.$": "$.22"}, "MaxConcurrencyPath": "$.23", "ToleratedFailureCountPath": "$.24", "ToleratedFailurePercentagePath": "$.25",
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Key.$": "$.26"}, "ReaderConfig": {"MaxItemsPath": "$.27"}},
            "ItemBatcher": {"MaxItemsPerBatchPath": "$.28", "MaxInputBytesPerBatchPath": "$.29", "BatchInput": {"b.$": "$.30"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Prefix.$": "$.31"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "E", "States": {"E": {"Type": "Fail", "ErrorPath": "$.32", "CausePath": "$.33"}}}, "End": true}}}"#,
    );
    assert!(machine.states.iter().all(|state| !state.faulty));
    let mut seen: Vec<u32> = Vec::new();
    for state in &machine.states {
        ir::each_path(state, &mut |path| seen.push(path.text.trim_start_matches("$.").parse().unwrap()));
    }
    seen.sort_unstable();
    assert_eq!(seen, (1..=33).collect::<Vec<_>>());
}

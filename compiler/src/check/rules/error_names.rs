//! Retry and Catch name errors that can come: those of the task, or of what branches and iterations do.

use std::collections::BTreeSet;

use crate::{
    check::{
        flow::tasks::{Called, called, pattern},
        report::Report,
        scene::{Here, Scene},
        words::any_of,
    },
    diag::{Diagnostic, codes::flow as codes, near},
    ir::{Kind, Pattern, ResourceKind, Spanned, State, Task, Words},
    types::contract::ErrorSet,
};

/// How many error types a finding points at.
const NAMED: usize = 4;

/// What comes before the dot in the names of errors that services and the interpreter raise by themselves.
const SERVICES: &[&str] = &[
    "States",
    "Lambda",
    "Sandbox",
    "Runtime",
    "Function",
    "Extension",
    "ApiGateway",
    "AppConfig",
    "AppRunner",
    "AppSync",
    "Athena",
    "Batch",
    "Bedrock",
    "BedrockRuntime",
    "CloudFormation",
    "CloudFront",
    "CloudWatch",
    "CloudWatchLogs",
    "CodeBuild",
    "CodeDeploy",
    "CodePipeline",
    "CognitoIdentityProvider",
    "Comprehend",
    "DataBrew",
    "DynamoDB",
    "DynamoDb",
    "EC2",
    "Ec2",
    "ECR",
    "Ecr",
    "ECS",
    "Ecs",
    "EKS",
    "Eks",
    "EMR",
    "Emr",
    "EmrContainers",
    "EmrServerless",
    "EventBridge",
    "Firehose",
    "Glue",
    "GlueDataBrew",
    "Http",
    "IAM",
    "Iam",
    "Kinesis",
    "KMS",
    "Kms",
    "MediaConvert",
    "OpenSearch",
    "Personalize",
    "Polly",
    "RDS",
    "Rds",
    "RdsData",
    "Redshift",
    "RedshiftData",
    "Rekognition",
    "S3",
    "SES",
    "Ses",
    "SFN",
    "SNS",
    "SQS",
    "SSM",
    "STS",
    "SageMaker",
    "SageMakerRuntime",
    "Scheduler",
    "SecretsManager",
    "Sfn",
    "Sns",
    "Sqs",
    "Ssm",
    "StepFunctions",
    "Sts",
    "Textract",
    "Transcribe",
    "Translate",
];

/// Looks at `ErrorEquals` where the contract tells all errors that may come.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Some(work), Some(_)) = (here.state.work(), scene.world.tasks()) else { return };
    if work.retry.is_empty() && work.catch.is_empty() {
        return;
    }
    let mut raised = Raised::default();
    if !raised.by(scene, here.state) {
        return;
    }
    let retry =
        work.retry.iter().enumerate().map(|(at, retrier)| (format!("Retry[{at}].ErrorEquals"), &retrier.errors));
    let catch =
        work.catch.iter().enumerate().map(|(at, catcher)| (format!("Catch[{at}].ErrorEquals"), &catcher.errors));
    for (field, names) in retry.chain(catch) {
        for (at, name) in names.iter().enumerate() {
            if !raised.names.contains(name.value.as_str()) && !is_of_a_service(&name.value) {
                report.push(finding(scene, here, &raised, &format!("{field}[{at}]"), name));
            }
        }
    }
}

fn finding(scene: &Scene<'_>, here: &Here<'_>, raised: &Raised<'_>, field: &str, name: &Spanned<String>) -> Diagnostic {
    let state = &here.state.name;
    let list = field.split('[').next().unwrap_or_default();
    let own = match (&here.state.kind, raised.sets.as_slice()) {
        (Kind::Task(_), [one]) => Some(*one),
        _ => None,
    };
    let who = match (own, &here.state.kind) {
        (Some((method, _)), _) => format!("task `{method}` never raises"),
        (None, Kind::Map(_)) => "nothing in the iterations raises".to_owned(),
        (None, _) => "nothing in the branches raises".to_owned(),
    };
    let message = format!("{who} `{}`, which `{list}` of state `{state}` names", name.value);
    let mut diagnostic = scene.finding(here, codes::ERROR_NAME, name.span, message).in_field(field);
    for (method, set) in raised.sets.iter().take(NAMED) {
        diagnostic = diagnostic.cause(set.span, format!("the errors of `{method}`"), None);
    }
    let names = || raised.names.iter().copied();
    diagnostic = match own {
        Some((_, set)) if set.names.is_empty() => diagnostic.note(format!("`{}` raises no error of its own", set.name)),
        // In the order of the contract.
        Some((_, set)) => {
            diagnostic.note(format!("`{}` is {}", set.name, any_of(set.names.iter().map(String::as_str))))
        }
        None if raised.names.is_empty() => diagnostic.note("nothing there raises an error of its own"),
        None => diagnostic.note(format!("what may come is {}", any_of(names()))),
    };
    match near(&name.value, names()) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None if own.is_some() => diagnostic.help("name an error of the task, or `States.ALL` for any"),
        None => diagnostic.help("name an error that may come, or `States.ALL` for any"),
    }
}

/// The errors that may come out of a state, those of services aside.
#[derive(Default)]
struct Raised<'a> {
    names: BTreeSet<&'a str>,
    sets: Vec<(&'a str, &'a ErrorSet)>,
}

impl<'a> Raised<'a> {
    /// Adds what a state raises; `false` if others may come that are not known.
    fn by(&mut self, scene: &Scene<'a>, state: &'a State) -> bool {
        if state.faulty {
            return false;
        }
        match &state.kind {
            Kind::Task(task) => self.task(scene, task),
            Kind::Fail(fail) => match &fail.error {
                Some(Words::Literal(name)) => {
                    self.names.insert(&name.value);
                    true
                }
                Some(Words::Path(_) | Words::Call(_)) => false,
                None => true,
            },
            Kind::Unknown => false,
            _ => {
                // What is caught inside does not come out; naming it all the same is no fault worth a word.
                let scopes = state.scopes().iter().filter_map(|scope| scene.machine.scope(*scope));
                let mut states = scopes.flat_map(|scope| &scope.states).filter_map(|id| scene.machine.state(*id));
                states.all(|state| self.by(scene, state))
            }
        }
    }

    fn task(&mut self, scene: &Scene<'a>, task: &'a Task) -> bool {
        // Whoever has the token, or works for the activity, fails it by any name.
        let by_others = pattern(&task.resource.value) == Pattern::TaskToken
            || matches!(task.resource.value.kind, ResourceKind::Activity { .. });
        let Some(tasks) = scene.world.tasks().filter(|_| !by_others) else { return false };
        match called(tasks, task) {
            Called::Method(method) | Called::Invoke(method) => {
                self.names.extend(method.errors.names.iter().map(String::as_str));
                if !self.sets.iter().any(|(known, _)| *known == method.name) {
                    self.sets.push((&method.name, &method.errors));
                }
                !method.errors.open
            }
            Called::StartExecution(_) => true,
            Called::Unnamed | Called::Unknown => false,
        }
    }
}

fn is_of_a_service(name: &str) -> bool {
    name.split_once('.').is_some_and(|(service, _)| SERVICES.contains(&service))
}

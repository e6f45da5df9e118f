//! Retry and Catch name errors that the task can raise.

use crate::{
    check::{
        flow::tasks::called,
        report::Report,
        scene::{Here, Scene},
        words::any_of,
    },
    diag::{codes::flow as codes, near},
    ir::Kind,
};

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

/// Looks at `ErrorEquals` where the contract tells all errors of the task.
pub(crate) fn check(scene: &Scene<'_>, here: &Here<'_>, report: &mut Report) {
    let (Kind::Task(task), Some(tasks)) = (&here.state.kind, scene.world.tasks()) else { return };
    let Some(method) = called(tasks, task).method() else { return };
    let set = &method.errors;
    if set.open {
        return;
    }
    let retry =
        task.work.retry.iter().enumerate().map(|(at, retrier)| (format!("Retry[{at}].ErrorEquals"), &retrier.errors));
    let catch =
        task.work.catch.iter().enumerate().map(|(at, catcher)| (format!("Catch[{at}].ErrorEquals"), &catcher.errors));
    for (field, names) in retry.chain(catch) {
        for (at, name) in names.iter().enumerate() {
            if set.names.contains(&name.value) || is_of_a_service(&name.value) {
                continue;
            }
            let message = format!(
                "task `{}` never raises `{}`, which `{}` of state `{}` names",
                method.name,
                name.value,
                field.split('[').next().unwrap_or_default(),
                here.state.name
            );
            let mut diagnostic = scene
                .finding(here, codes::ERROR_NAME, name.span, message)
                .in_field(format!("{field}[{at}]"))
                .cause(set.span, format!("the errors of `{}`", method.name), None);
            let raises = match set.names.as_slice() {
                [] => format!("`{}` raises no error of its own", set.name),
                names => format!("`{}` is {}", set.name, any_of(names.iter().map(String::as_str))),
            };
            diagnostic = diagnostic.note(raises);
            diagnostic = match near(&name.value, set.names.iter().map(String::as_str)) {
                Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
                None => diagnostic.help("name an error of the task, or `States.ALL` for any"),
            };
            report.push(diagnostic);
        }
    }
}

fn is_of_a_service(name: &str) -> bool {
    name.split_once('.').is_some_and(|(service, _)| SERVICES.contains(&service))
}

//! Which errors may come out of a state, as far as the contract tells.

use std::collections::BTreeSet;

use crate::{
    check::{
        flow::tasks::{Called, called, pattern},
        scene::Scene,
    },
    ir::{Kind, Pattern, ResourceKind, State, Task, Words},
    types::contract::ErrorSet,
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

/// The errors that may come out of a state, those of services aside.
#[derive(Default)]
pub(crate) struct Raised<'a> {
    /// Their names.
    pub names: BTreeSet<&'a str>,
    /// The methods they are of, and where the contract lists them.
    pub sets: Vec<(&'a str, &'a ErrorSet)>,
}

impl<'a> Raised<'a> {
    /// Adds what a state raises; `false` if others may come that are not known.
    pub(crate) fn by(&mut self, scene: &Scene<'a>, state: &'a State) -> bool {
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
        let Some(tasks) = scene.world.tasks() else { return false };
        match called(tasks, task) {
            Called::Method(method) | Called::Invoke(method) => {
                self.names.extend(method.errors.names.iter().map(String::as_str));
                if !self.sets.iter().any(|(known, _)| *known == method.name) {
                    self.sets.push((&method.name, &method.errors));
                }
                !method.errors.open && !by_others
            }
            Called::StartExecution(_) => !by_others,
            Called::Unnamed | Called::Unknown => false,
        }
    }
}

/// Whether a task waits for its token, and the errors that its method raises by itself are known.
pub(crate) fn is_by_token(scene: &Scene<'_>, state: &State) -> bool {
    let (Kind::Task(task), Some(tasks)) = (&state.kind, scene.world.tasks()) else { return false };
    pattern(&task.resource.value) == Pattern::TaskToken
        && called(tasks, task).method().is_some_and(|method| !method.errors.open)
}

/// Whether services or the interpreter raise an error of this name by themselves.
pub(crate) fn is_of_a_service(name: &str) -> bool {
    name.split_once('.').is_some_and(|(service, _)| SERVICES.contains(&service))
}

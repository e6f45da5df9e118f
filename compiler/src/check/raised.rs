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

/// How much of what may come out of a state the contract tells, services aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    /// All of it.
    All,
    /// All but the names by which those fail a task who have its token, or work for its activity.
    ButForOthers,
    /// Only a part: some error type may bring any name.
    Part,
    /// Nothing can be said: a state is at fault.
    Nothing,
}

/// The errors that may come out of a state, those of services aside.
#[derive(Default)]
pub(crate) struct Raised<'a> {
    /// Their names, as far as they are known.
    pub names: BTreeSet<&'a str>,
    /// The methods they are of, and where the contract lists them.
    pub sets: Vec<(&'a str, &'a ErrorSet)>,
}

impl<'a> Raised<'a> {
    /// Adds what a state raises.
    pub(crate) fn by(&mut self, scene: &Scene<'a>, state: &'a State) -> Told {
        if state.faulty {
            return Told::Nothing;
        }
        match &state.kind {
            Kind::Task(task) => self.task(scene, task),
            Kind::Fail(fail) => match &fail.error {
                Some(Words::Literal(name)) => {
                    self.names.insert(&name.value);
                    Told::All
                }
                Some(Words::Path(_) | Words::Call(_)) => Told::Part,
                None => Told::All,
            },
            Kind::Unknown => Told::Nothing,
            _ => {
                // What is caught inside does not come out; naming it all the same is no fault worth a word.
                let scopes = state.scopes().iter().filter_map(|scope| scene.machine.scope(*scope));
                let states = scopes.flat_map(|scope| &scope.states).filter_map(|id| scene.machine.state(*id));
                states.map(|state| self.by(scene, state)).max().unwrap_or(Told::All)
            }
        }
    }

    fn task(&mut self, scene: &Scene<'a>, task: &'a Task) -> Told {
        let by_others = pattern(&task.resource.value) == Pattern::TaskToken
            || matches!(task.resource.value.kind, ResourceKind::Activity { .. });
        let told = if by_others { Told::ButForOthers } else { Told::All };
        let Some(tasks) = scene.world.tasks() else { return Told::Part };
        match called(tasks, task) {
            Called::Method(method) | Called::Invoke(method) => {
                self.names.extend(method.errors.names.iter().map(String::as_str));
                if !self.sets.iter().any(|(known, _)| *known == method.name) {
                    self.sets.push((&method.name, &method.errors));
                }
                if method.errors.open { Told::Part } else { told }
            }
            Called::StartExecution(_) => told,
            Called::Unnamed => Told::Part,
            Called::Unknown => Told::Nothing,
        }
    }
}

/// Whether services or the interpreter raise an error of this name by themselves.
pub(crate) fn is_of_a_service(name: &str) -> bool {
    name.split_once('.').is_some_and(|(service, _)| SERVICES.contains(&service))
}

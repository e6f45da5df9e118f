//! Which errors may come out of a state, as far as the contract tells.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    check::{
        flow::tasks::{Called, called, pattern},
        reads::Stage,
        scene::{Here, Scene},
    },
    ir::{Kind, Pattern, ResourceKind, Spanned, Task, Words},
    types::{Ty, contract::ErrorSet},
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
    pub names: BTreeSet<Cow<'a, str>>,
    /// The methods they are of, and where the contract lists them.
    pub sets: Vec<(&'a str, &'a ErrorSet)>,
    /// Those that a state inside raises and a catcher there takes, whatever else raises them.
    pub caught: BTreeMap<Cow<'a, str>, Taken<'a>>,
}

/// Who takes an error inside a Parallel or a Map.
#[derive(Clone, Copy)]
pub(crate) struct Taken<'a> {
    /// The state whose catcher it is.
    pub state: &'a str,
    /// The name in the catcher that takes it.
    pub by: &'a Spanned<String>,
}

impl<'a> Raised<'a> {
    /// Adds what a state raises, before its own catchers are asked.
    pub(crate) fn by(&mut self, scene: &Scene<'a>, here: &Here<'a>) -> Told {
        let state = here.state;
        if state.faulty {
            return Told::Nothing;
        }
        match &state.kind {
            Kind::Task(task) => self.task(scene, task),
            Kind::Fail(fail) => match &fail.error {
                Some(Words::Literal(name)) => {
                    self.names.insert(name.value.as_str().into());
                    Told::All
                }
                Some(Words::Path(path)) => self.read(here.at(scene, Stage::Raw, |scope| scope.read(path))),
                Some(Words::Call(_)) => Told::Part,
                None => Told::All,
            },
            Kind::Unknown => Told::Nothing,
            _ => {
                let scopes = state.scopes().iter().filter_map(|scope| scene.machine.scope(*scope));
                let states = scopes.flat_map(|scope| &scope.states).filter_map(|id| scene.here(*id));
                states.map(|inner| self.out_of(scene, &inner)).max().unwrap_or(Told::All)
            }
        }
    }

    /// Adds what comes out of a state inside: what it raises but for what its catchers are sure to take. What a
    /// catcher itself fails with is the interpreter's.
    fn out_of(&mut self, scene: &Scene<'a>, here: &Here<'a>) -> Told {
        let catchers = here.state.work().map(|work| work.catch.as_slice()).unwrap_or_default();
        if catchers.is_empty() {
            return self.by(scene, here);
        }
        let mut inner = Raised::default();
        let told = inner.by(scene, here);
        let is_task = matches!(here.state.kind, Kind::Task(_));
        let taker = |name: &dyn Fn(&str) -> bool| {
            catchers.iter().flat_map(|catcher| &catcher.errors).find(|by| name(&by.value))
        };
        let is_wild = |by: &str| by == "States.ALL" || (is_task && by == "States.TaskFailed");
        for name in inner.names {
            match taker(&|by| by == name || is_wild(by)).filter(|_| !name.starts_with("States.")) {
                Some(by) => drop(self.caught.entry(name).or_insert(Taken { state: &here.state.name, by })),
                None => drop(self.names.insert(name)),
            }
        }
        for (name, taken) in inner.caught {
            self.caught.entry(name).or_insert(taken);
        }
        for set in inner.sets {
            self.add(set);
        }
        if told != Told::Nothing && taker(&is_wild).is_some() { Told::All } else { told }
    }

    /// Adds what a Fail raises whose `Error` is read.
    fn read(&mut self, ty: Ty) -> Told {
        let mut told = Told::All;
        for member in ty.members() {
            match member {
                Ty::Enum(_, names) => self.names.extend(names.iter().map(|name| Cow::Owned(name.clone()))),
                _ => told = Told::Part,
            }
        }
        told
    }

    fn add(&mut self, set: (&'a str, &'a ErrorSet)) {
        if !self.sets.iter().any(|(known, _)| *known == set.0) {
            self.sets.push(set);
        }
    }

    fn task(&mut self, scene: &Scene<'a>, task: &'a Task) -> Told {
        let by_others = pattern(&task.resource.value) == Pattern::TaskToken
            || matches!(task.resource.value.kind, ResourceKind::Activity { .. });
        let told = if by_others { Told::ButForOthers } else { Told::All };
        let Some(tasks) = scene.world.tasks() else { return Told::Part };
        match called(tasks, task) {
            Called::Method(method) | Called::Invoke(method) => {
                self.names.extend(method.errors.names.iter().map(|name| Cow::Borrowed(name.as_str())));
                self.add((&method.name, &method.errors));
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

//! A workflow whose states are data: what it does is its input, so that tests can make up any tree.

use std::{
    collections::HashMap,
    future::pending,
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::{
    Code, Cx, Dispatch, Effect, Failure, Flow, FlowMeta, Pattern, Retrier, StateIx, StateKind, StateMeta, TaskContext,
    TaskKind, TaskMap, TaskMeta, Terms, Turn, Wake, Work,
};

/// One state of a script.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Step {
    Pass,
    /// Appends what is drawn.
    Draw,
    Set(String, Value),
    /// Gives the variable a text of that many characters.
    Large(String, usize),
    /// Appends the variable.
    Get(String),
    Wait(u64),
    Fail(String),
    /// Does as the text says: `ok`, `fail`, `flaky`, `hang`.
    Task(String),
    /// The same, of a job: with `.sync`.
    Job(String),
    /// `states:startExecution` with that pattern, and its parameters.
    Start(String, Value),
    Parallel(Vec<Vec<Step>>, Care),
    Map {
        items: u32,
        at_once: u32,
        body: Vec<Step>,
        /// `ItemSelector` fails for that item.
        bad_item: Option<(u32, String)>,
        care: Care,
    },
}

/// What a `Parallel` or `Map` state does about failures.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Care {
    pub retry: bool,
    pub catch: bool,
}

pub const RETRIED: Care = Care { retry: true, catch: false };
pub const CAUGHT: Care = Care { retry: false, catch: true };
pub const NO_CARE: Care = Care { retry: false, catch: false };

pub fn task(does: &str) -> Step {
    Step::Task(does.into())
}

pub fn map(items: u32, at_once: u32, body: Vec<Step>) -> Step {
    Step::Map { items, at_once, body, bad_item: None, care: NO_CARE }
}

/// A frame: what is left to do, the present state first, and the document, an array.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    steps: Vec<Step>,
    document: Value,
    child: bool,
}

#[derive(Serialize)]
#[serde(transparent)]
pub struct Question(Value);

pub struct Script;

const fn state(name: &'static str, kind: StateKind, task: Option<u32>) -> StateMeta {
    StateMeta { name, kind, line: 0, next: &[], within: None, task }
}

const START: &str = "arn:aws:states:::states:startExecution";
const START_SYNC: &str = "arn:aws:states:::states:startExecution.sync";
const START_SYNC2: &str = "arn:aws:states:::states:startExecution.sync:2";

const fn start(resource: &'static str, action: &'static str, pattern: Pattern) -> TaskMeta {
    TaskMeta { resource, kind: TaskKind::Integration { service: "states", action, pattern }, method: "start" }
}

const RETRIERS: &[Retrier] = &[Retrier {
    errors: &["States.ALL"],
    interval_seconds: 1,
    max_attempts: 2,
    backoff_rate: 2.0,
    max_delay_seconds: None,
    full_jitter: true,
}];

impl Step {
    fn state(&self) -> StateIx {
        StateIx(match self {
            Self::Pass | Self::Draw | Self::Set(..) | Self::Large(..) | Self::Get(_) => 0,
            Self::Wait(_) => 1,
            Self::Fail(_) => 2,
            Self::Task(_) => 3,
            Self::Job(_) => 4,
            Self::Start(pattern, _) => match pattern.as_str() {
                ".sync" => 8,
                ".sync:2" => 9,
                _ => 7,
            },
            Self::Parallel(..) => 5,
            Self::Map { .. } => 6,
        })
    }

    fn care(&self) -> Care {
        match self {
            Self::Parallel(_, care) | Self::Map { care, .. } => *care,
            Self::Task(does) => Care { retry: does == "flaky", catch: false },
            _ => NO_CARE,
        }
    }
}

impl Step {
    /// Which task it calls.
    fn task(&self) -> u32 {
        usize::try_from(self.state().0).ok().and_then(|state| Script::META.states[state].task).unwrap()
    }
}

impl Frame {
    fn effect(&self, cx: &mut Cx<'_>) -> Effect<Script> {
        match &self.steps[0] {
            Step::Wait(seconds) => Effect::Sleep { until: cx.state_entered_time() + Duration::from_secs(*seconds) },
            step @ Step::Start(_, parameters) => {
                let (task, mut parameters, terms) = (step.task(), parameters.clone(), Terms::default());
                if parameters.get("Token").is_some() {
                    parameters["Token"] = cx.context()["Task"]["Token"].clone();
                }
                cx.scheduled(task, &parameters, &terms);
                Effect::Call { call: Question(parameters), task, terms }
            }
            step @ (Step::Task(does) | Step::Job(does)) => {
                let task = step.task();
                let drawn = cx.entropy().u32(..);
                let call = Question(json!({"does": does, "drawn": drawn, "variable": cx.variable("x")}));
                let heartbeat_seconds = (does == "hang").then_some(9);
                let role_arn = (does == "hang").then(|| "arn:role".to_owned());
                let terms = Terms { timeout_seconds: Some(1_000), heartbeat_seconds, role_arn };
                cx.scheduled(task, &call, &terms);
                Effect::Call { call, task, terms }
            }
            Step::Parallel(branches, _) => {
                let children = branches.len().try_into().unwrap();
                cx.forked(children);
                Effect::Fork { fork: self.clone(), children, at_once: 0 }
            }
            Step::Map { items, at_once, .. } => {
                cx.forked(*items);
                Effect::Fork { fork: self.clone(), children: *items, at_once: *at_once }
            }
            step => unreachable!("{step:?} has no effect"),
        }
    }

    fn run(mut self, cx: &mut Cx<'_>) -> Turn<Script> {
        loop {
            let Some(step) = self.steps.first() else {
                return if self.child { Turn::Returned(self.document) } else { Turn::Done(self.document) };
            };
            if cx.spent() {
                return Turn::Parked(self, Effect::Yield);
            }
            let state = step.state();
            cx.enter(state, &self.document);
            match step {
                Step::Pass => self = self.left(cx, json!("pass")),
                Step::Draw => {
                    let drawn = json!([cx.entropy().u32(..), cx.entropy().u32(..)]);
                    self = self.left(cx, drawn);
                }
                Step::Set(name, value) => {
                    cx.assign(vec![(known(name), value.clone())]);
                    self = self.left(cx, json!("set"));
                }
                Step::Large(name, size) => {
                    cx.assign(vec![(known(name), json!("x".repeat(*size)))]);
                    self = self.left(cx, json!("set"));
                }
                Step::Get(name) => {
                    let value = cx.variable(name).cloned().unwrap_or_default();
                    self = self.left(cx, value);
                }
                Step::Fail(error) if error == "States.Runtime" => {
                    return Turn::Failed(cx.runtime_error("It is bad."));
                }
                Step::Fail(error) => return Turn::Failed(Failure::new(error.clone(), "so it is")),
                Step::Wait(_)
                | Step::Task(_)
                | Step::Job(_)
                | Step::Start(..)
                | Step::Parallel(..)
                | Step::Map { .. } => {
                    let effect = self.effect(cx);
                    return Turn::Parked(self, effect);
                }
            }
        }
    }

    /// Leaves the present state with a document that has one more value.
    fn left(mut self, cx: &mut Cx<'_>, value: Value) -> Self {
        let step = self.steps.remove(0);
        self.document.as_array_mut().unwrap().push(value);
        cx.exit(step.state(), &self.document);
        self
    }
}

/// One of the variables that scripts may set.
fn known(name: &str) -> &'static str {
    ["x", "y", "z"].into_iter().find(|known| *known == name).unwrap()
}

impl Flow for Script {
    const META: &'static FlowMeta = &FlowMeta {
        name: "script",
        definition: "{}",
        fingerprint: "5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c",
        timeout_seconds: None,
        states: &[
            state("Pass", StateKind::Pass, None),
            state("Wait", StateKind::Wait, None),
            state("Fail", StateKind::Fail, None),
            state("Task", StateKind::Task, Some(0)),
            state("Job", StateKind::Task, Some(1)),
            state("Parallel", StateKind::Parallel, None),
            state("Map", StateKind::Map, None),
            state("Start", StateKind::Task, Some(2)),
            state("StartSync", StateKind::Task, Some(3)),
            state("StartSync2", StateKind::Task, Some(4)),
        ],
        tasks: &[
            TaskMeta { resource: "arn:task", kind: TaskKind::Lambda, method: "task" },
            TaskMeta {
                resource: "arn:aws:states:::jobs:run.sync",
                kind: TaskKind::Integration { service: "jobs", action: "run.sync", pattern: Pattern::Sync },
                method: "job",
            },
            start(START, "startExecution", Pattern::RequestResponse),
            start(START_SYNC, "startExecution.sync", Pattern::Sync),
            start(START_SYNC2, "startExecution.sync:2", Pattern::Sync2),
        ],
        unsupported: &[],
    };
    type Input = Vec<Step>;
    type Output = Value;
    type Code = Self;
    const STATES: &'static () = &();
}

impl Code for Script {
    type States = ();
    type Input = Vec<Step>;
    type Frame = Frame;
    type Call = Question;
    type Reply = Value;
    type Document = Value;
    type Fork = Frame;

    fn start((): &'static (), cx: &mut Cx<'_>, input: Vec<Step>) -> Turn<Self> {
        Frame { steps: input, document: json!([]), child: false }.run(cx)
    }

    fn effect((): &'static (), cx: &mut Cx<'_>, frame: &Frame) -> Result<Effect<Self>, Failure> {
        Ok(frame.effect(cx))
    }

    fn child((): &'static (), cx: &mut Cx<'_>, _: &Frame, fork: &Frame, index: u32) -> Result<Frame, Failure> {
        let steps = match &fork.steps[0] {
            Step::Parallel(branches, _) => branches[index as usize].clone(),
            Step::Map { bad_item: Some((bad, error)), .. } if *bad == index => {
                return Err(cx.error(Box::leak(error.clone().into_boxed_str()), "No such item."));
            }
            Step::Map { body, .. } => body.clone(),
            step => unreachable!("{step:?} has no children"),
        };
        let drawn = cx.entropy().u32(..);
        Ok(Frame { steps, document: json!([index, drawn]), child: true })
    }

    fn resume((): &'static (), cx: &mut Cx<'_>, frame: Frame, wake: Wake<Value>) -> Turn<Self> {
        let care = frame.steps.first().map_or(NO_CARE, Step::care);
        let failure = match wake {
            Wake::Continue => return frame.run(cx),
            Wake::Elapsed => return frame.left(cx, json!("waited")).run(cx),
            Wake::Reply(reply) => {
                let task = frame.steps[0].task();
                match reply.and_then(|reply| cx.succeeded(task, &reply).map(|()| reply)) {
                    Ok(reply) => return frame.left(cx, reply).run(cx),
                    Err(failure) => {
                        cx.failed(task, &failure);
                        failure
                    }
                }
            }
            Wake::Joined(Ok(outputs)) => {
                cx.joined();
                return frame.left(cx, Value::Array(outputs)).run(cx);
            }
            Wake::Joined(Err(failure)) => failure,
        };
        if care.retry
            && let Some(until) = cx.retry(RETRIERS, &failure)
        {
            return Turn::Parked(frame, Effect::Backoff { until });
        }
        if matches!(frame.steps[0], Step::Parallel(..) | Step::Map { .. }) {
            cx.fork_failed();
        }
        if care.catch && cx.catch(&[&["States.ALL"]], &failure).is_some() {
            return frame.left(cx, json!({"caught": failure.error()})).run(cx);
        }
        Turn::Failed(failure)
    }
}

/// A call by its idempotency key, and which attempt.
type Attempt = (String, u32);

/// Serves the tasks of scripts. It remembers when each attempt ends, whenever it is asked, and how
/// often it was asked.
#[derive(Clone, Default)]
pub struct Desk {
    calls: Arc<Mutex<HashMap<Attempt, (Timestamp, u32)>>>,
}

impl Desk {
    async fn serve(&self, cx: TaskContext, question: Value) -> Result<Value, Failure> {
        if cx.resource().starts_with(START) {
            return cx.start_execution(question).await.map_err(|error| Failure::from_task_error(&error));
        }
        let attempt = (cx.idempotency_key().to_owned(), cx.attempt());
        let milliseconds = attempt
            .0
            .bytes()
            .chain([cx.attempt() as u8])
            .fold(17_u64, |hash, byte| (hash.wrapping_mul(1_099_511_628_211)) ^ u64::from(byte));
        let end = {
            let mut calls = self.calls.lock().unwrap();
            let end = cx.now() + Duration::from_millis(1 + milliseconds % 100_000);
            let call = calls.entry(attempt).or_insert((end, 0));
            call.1 += 1;
            call.0
        };
        if cx.resource().ends_with(".sync") {
            cx.submitted(&json!({"job": 7}));
        }
        let left = Duration::try_from(end.duration_since(cx.now())).unwrap_or_default();
        cx.sleep(left).await;
        match question["does"].as_str().unwrap() {
            "fail" => Err(Failure::new("Oops", "no luck")),
            "flaky" if cx.attempt() < 3 => Err(Failure::new("Flaky", "try again")),
            "hang" => pending().await,
            _ => Ok(question),
        }
    }

    pub fn asked(&self) -> u32 {
        self.calls.lock().unwrap().values().map(|(_, times)| times).sum()
    }
}

impl Dispatch<Desk> for Script {
    fn dispatch(desk: Arc<Desk>, cx: TaskContext, _: u32, call: Question) -> Work<Value> {
        Box::pin(async move { desk.serve(cx, call.0).await })
    }
}

impl Dispatch<TaskMap> for Script {
    fn dispatch(tasks: Arc<TaskMap>, cx: TaskContext, _: u32, call: Question) -> Work<Value> {
        Box::pin(async move {
            let answer = tasks.call(cx.resource(), cx.clone(), call.0).await;
            answer.map_err(|error| Failure::from_task_error(&error))
        })
    }
}

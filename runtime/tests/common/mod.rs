//! Workflows written by hand as the compiler writes them, and what tests share.

#![allow(dead_code, unreachable_pub)]

pub mod script;

use std::{
    borrow::Cow,
    convert::Infallible,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stepwright::{
    Code, Cx, Dispatch, Effect, ErrorOutput, Failure, Flow, FlowMeta, HistoryEvent, Retrier, StateIx, StateKind,
    StateMeta, TaskContext, TaskError, TaskKind, TaskMeta, Terms, Turn, Wake, Work,
};

/// `Charge` (a task with Retry, Catch and TimeoutSeconds), `Pause` (a wait of a minute), `Done`;
/// `Refund` for declined cards.
pub struct Order;

const CHARGE: StateIx = StateIx(0);
const PAUSE: StateIx = StateIx(1);
const DONE: StateIx = StateIx(2);
const REFUND: StateIx = StateIx(3);

const fn state(name: &'static str, kind: StateKind) -> StateMeta {
    StateMeta { name, kind, line: 0, next: &[], within: None, task: None }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Input {
    pub id: String,
    pub card: String,
}

pub fn input(card: &str) -> Input {
    Input { id: "o-1".into(), card: card.into() }
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt {
    pub amount: f64,
    pub note: String,
}

#[derive(Serialize, Deserialize)]
pub enum OrderFrame {
    Charge(Input),
    Pause(Input, Receipt),
}

#[derive(Serialize)]
#[serde(transparent)]
pub struct Charge(pub Value);

const RETRIERS: &[Retrier] = &[Retrier {
    errors: &["Throttled", "States.Timeout"],
    interval_seconds: 1,
    max_attempts: 2,
    backoff_rate: 2.0,
    max_delay_seconds: None,
    full_jitter: false,
}];

impl Order {
    fn charge(cx: &Cx<'_>, input: &Input) -> Effect<Self> {
        let call = Charge(json!({"card": input.card, "try": cx.retry_count()}));
        Effect::Call { call, task: 0, terms: Terms { timeout_seconds: Some(5), ..Terms::default() } }
    }

    fn wait(cx: &Cx<'_>) -> Effect<Self> {
        Effect::Sleep { until: cx.state_entered_time() + Duration::from_secs(60) }
    }

    fn schedule(cx: &mut Cx<'_>, input: &Input) -> Effect<Self> {
        let effect = Self::charge(cx, input);
        if let Effect::Call { call, task, terms } = &effect {
            cx.scheduled(*task, call, terms);
        }
        effect
    }
}

impl Flow for Order {
    const META: &'static FlowMeta = &FlowMeta {
        name: "order",
        definition: "{}",
        fingerprint: "0123456789abcdef0123456789abcdef",
        timeout_seconds: Some(3_600),
        states: &[
            state("Charge", StateKind::Task),
            state("Pause", StateKind::Wait),
            state("Done", StateKind::Pass),
            state("Refund", StateKind::Pass),
        ],
        tasks: &[TaskMeta { resource: "arn:charge", kind: TaskKind::Lambda, method: "charge" }],
        unsupported: &[],
    };
    type Input = Input;
    type Output = Value;
    type Code = Self;
    const STATES: &'static () = &();
}

impl Code for Order {
    type States = ();
    type Input = Input;
    type Frame = OrderFrame;
    type Call = Charge;
    type Reply = Receipt;
    type Document = Value;
    type Fork = Infallible;

    fn start((): &'static (), cx: &mut Cx<'_>, input: Input) -> Turn<Self> {
        cx.enter(CHARGE, &input);
        let effect = Self::schedule(cx, &input);
        Turn::Parked(OrderFrame::Charge(input), effect)
    }

    fn effect((): &'static (), cx: &mut Cx<'_>, frame: &OrderFrame) -> Result<Effect<Self>, Failure> {
        Ok(match frame {
            OrderFrame::Charge(input) => Self::schedule(cx, input),
            OrderFrame::Pause(..) => Self::wait(cx),
        })
    }

    fn child(
        (): &'static (),
        _: &mut Cx<'_>,
        _: &OrderFrame,
        fork: &Infallible,
        _: u32,
    ) -> Result<OrderFrame, Failure> {
        match *fork {}
    }

    fn resume((): &'static (), cx: &mut Cx<'_>, frame: OrderFrame, wake: Wake<Receipt>) -> Turn<Self> {
        match (frame, wake) {
            (OrderFrame::Charge(input), Wake::Reply(reply)) => {
                let reply = reply.and_then(|receipt| cx.succeeded(0, &receipt).map(|()| receipt));
                match reply {
                    Ok(receipt) => {
                        let output = json!({"id": input.id, "amount": receipt.amount});
                        cx.exit(CHARGE, &output);
                        cx.enter(PAUSE, &output);
                        let effect = Self::wait(cx);
                        Turn::Parked(OrderFrame::Pause(input, receipt), effect)
                    }
                    Err(failure) => {
                        cx.failed(0, &failure);
                        if let Some(until) = cx.retry(RETRIERS, &failure) {
                            return Turn::Parked(OrderFrame::Charge(input), Effect::Backoff { until });
                        }
                        match cx.catch(&[&["Card.Declined", "States.DataLimitExceeded"]], &failure) {
                            Some(_) => {
                                let output: ErrorOutput = failure.error_output();
                                cx.exit(CHARGE, &output);
                                cx.enter(REFUND, &output);
                                cx.exit(REFUND, &output);
                                Turn::Done(json!({"refunded": output.error}))
                            }
                            None => Turn::Failed(failure),
                        }
                    }
                }
            }
            (OrderFrame::Pause(input, receipt), Wake::Elapsed) => {
                let output = json!({"id": input.id, "amount": receipt.amount});
                cx.exit(PAUSE, &output);
                cx.enter(DONE, &output);
                cx.exit(DONE, &output);
                Turn::Done(output)
            }
            _ => Turn::Failed(cx.runtime_error("woken by what it does not wait for")),
        }
    }
}

/// What the handler was asked: key, attempt, card.
#[derive(Clone, Default)]
pub struct Cards {
    pub calls: Arc<Mutex<Vec<(String, u32, String)>>>,
}

#[derive(Debug)]
pub struct CardError(&'static str);

impl std::fmt::Display for CardError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no luck")
    }
}

impl std::error::Error for CardError {}

impl TaskError for CardError {
    fn name(&self) -> Cow<'_, str> {
        self.0.into()
    }
}

impl Cards {
    async fn charge(&self, cx: TaskContext, call: Value) -> Result<Receipt, CardError> {
        let card = call["card"].as_str().unwrap().to_owned();
        self.calls.lock().unwrap().push((cx.idempotency_key().to_owned(), cx.attempt(), card.clone()));
        let note = match card.as_str() {
            "long" => "x".repeat(262_145),
            _ => "thanks".to_owned(),
        };
        let amount = if card == "nan" { f64::NAN } else { 12.5 };
        match card.as_str() {
            "declined" => Err(CardError("Card.Declined")),
            "throttled" => Err(CardError("Throttled")),
            "busy" if cx.attempt() < 3 => Err(CardError("Throttled")),
            "panic" => panic!("no such card"),
            "hang" => std::future::pending().await,
            "watch" => {
                let calls = self.calls.clone();
                tokio::spawn(async move {
                    assert!(!cx.is_cancelled());
                    cx.cancelled().await;
                    calls.lock().unwrap().push((cx.idempotency_key().to_owned(), 0, "cancelled".to_owned()));
                });
                std::future::pending().await
            }
            "slow" => {
                cx.sleep(Duration::from_secs(4)).await;
                Ok(Receipt { amount, note })
            }
            _ => Ok(Receipt { amount, note }),
        }
    }

    pub fn count(&self) -> usize {
        self.calls.lock().unwrap().len()
    }
}

impl Dispatch<Cards> for Order {
    fn dispatch(handlers: Arc<Cards>, cx: TaskContext, _: u32, call: Charge) -> Work<Receipt> {
        Box::pin(async move { handlers.charge(cx, call.0).await.map_err(|error| Failure::from_task_error(&error)) })
    }
}

/// `Spin`, a pass state that leads to itself, forever or as often as its input says.
pub struct Spin;

impl Flow for Spin {
    const META: &'static FlowMeta = &FlowMeta {
        name: "spin",
        definition: "{}",
        fingerprint: "00000000000000000000000000000001",
        timeout_seconds: None,
        states: &[state("Spin", StateKind::Pass)],
        tasks: &[],
        unsupported: &[],
    };
    type Input = Option<u64>;
    type Output = Option<u64>;
    type Code = Self;
    const STATES: &'static () = &();
}

impl Code for Spin {
    type States = ();
    type Input = Option<u64>;
    type Frame = Option<u64>;
    type Call = ();
    type Reply = ();
    type Document = Option<u64>;
    type Fork = Infallible;

    fn start((): &'static (), cx: &mut Cx<'_>, input: Option<u64>) -> Turn<Self> {
        Self::resume(&(), cx, input, Wake::Continue)
    }

    fn effect((): &'static (), _: &mut Cx<'_>, _: &Option<u64>) -> Result<Effect<Self>, Failure> {
        Ok(Effect::Yield)
    }

    fn child(
        (): &'static (),
        _: &mut Cx<'_>,
        _: &Option<u64>,
        fork: &Infallible,
        _: u32,
    ) -> Result<Option<u64>, Failure> {
        match *fork {}
    }

    fn resume((): &'static (), cx: &mut Cx<'_>, mut frame: Option<u64>, _: Wake<()>) -> Turn<Self> {
        while !cx.spent() {
            if frame == Some(0) {
                return Turn::Done(frame);
            }
            cx.enter(StateIx(0), &frame);
            frame = frame.map(|left| left - 1);
            cx.exit(StateIx(0), &frame);
        }
        Turn::Parked(frame, Effect::Yield)
    }
}

impl Dispatch<()> for Spin {
    fn dispatch(_: Arc<()>, _: TaskContext, _: u32, (): ()) -> Work<()> {
        Box::pin(async move { Ok(()) })
    }
}

/// The events as a table: `id<-previous type`.
pub fn table(events: &[HistoryEvent]) -> Vec<String> {
    events.iter().map(|event| format!("{}<-{} {}", event.id, event.previous_event_id, event.kind.as_str())).collect()
}

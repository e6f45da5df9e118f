//! The workflows of this crate run, and report their states by the names of the definition.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use hygiene::{
    colliding::order::Workflow as Colliding,
    colliding::{Call, Cx, Data, Failure, Reply, State, Tasks, Text, Value, prelude},
    markup::markup,
    names::{scripts, states},
};
use renamed::{Dispatch, Engine, Flow, ManualClock, TaskContext, TaskMap};
use serde_json::json;

fn engine() -> (renamed::EngineBuilder, ManualClock) {
    let clock = ManualClock::new("2026-01-31T12:00:00Z".parse().unwrap());
    (Engine::builder().clock(clock.clone()), clock)
}

/// The names of the states that an execution entered, in order.
async fn entered<F: Dispatch<TaskMap>>(flow: F, input: serde_json::Value) -> Vec<String> {
    let (builder, clock) = engine();
    let engine = builder.register(flow, TaskMap::new()).build().await.unwrap();
    let execution = engine.start_json(F::META.name, "one", &input.to_string()).await.unwrap();
    let _ = clock.run(&engine, execution.result_json()).await;
    let history = execution.history().await.unwrap();
    let entered = history.iter().filter(|event| event.kind.as_str().ends_with("StateEntered"));
    entered.map(|event| event.detail("name").unwrap().to_owned()).collect()
}

fn names<F: Flow>() -> Vec<&'static str> {
    F::META.states.iter().map(|state| state.name).collect()
}

#[tokio::test]
async fn every_state_of_any_name_is_entered() {
    assert_eq!(entered(states::Workflow, json!({})).await, names::<states::Workflow>());
    assert_eq!(entered(scripts::Workflow, json!({})).await, names::<scripts::Workflow>());
    let all: BTreeSet<_> = names::<states::Workflow>().into_iter().collect();
    assert_eq!(all.len(), 39);
}

#[tokio::test]
async fn text_that_looks_like_markup_stays_what_it_is() {
    assert_eq!(entered(markup::Workflow, json!({})).await, ["```", "<b>|</b>", "    indented"]);
    let (builder, clock) = engine();
    let engine = builder.register_express(markup::Workflow, TaskMap::new()).build().await.unwrap();
    let error = clock.run(&engine, engine.run_json("markup", "{}")).await.unwrap_err().to_string();
    assert!(error.contains("{} {0} {name}") && error.contains("\"\\\n\0\u{2028}"), "{error:?}");
}

struct Handlers;

impl Tasks for Handlers {
    async fn r#match(&self, _: TaskContext, state: State) -> Result<Reply, Failure> {
        match state.r#type.as_str() {
            "error" => Err(Failure::Error),
            "yield" => Err(Failure::r#yield),
            "none" => Ok(Reply::None),
            "try" => Ok(Reply::r#try),
            _ => Ok(Reply::Some),
        }
    }

    async fn dispatch(&self, call: Call) -> Result<Data, Failure> {
        Ok(Data { data: Text { text: format!("{} {} {:?}", call.state, call.value.0, call.reply) } })
    }

    async fn start(&self, data: Data) -> Result<Call, Failure> {
        Ok(Call { value: Value(2.5), state: data.data.text, reply: Reply::Ok })
    }
}

impl prelude::Send for Handlers {
    async fn sms_send(&self, string: prelude::String) -> Result<prelude::Result, std::convert::Infallible> {
        Ok(prelude::Result { ok: string.len == 4 })
    }
}

#[tokio::test]
async fn types_called_like_generated_ones_keep_apart() {
    let (builder, clock) = engine();
    let engine = builder.register_express(Colliding, Handlers).build().await.unwrap();
    let state = |kind: &str| State {
        base: "b".into(),
        r#type: kind.into(),
        data: Data { data: Text { text: "t".into() } },
        cx: Cx { cx: false },
        self_: Value(0.5),
        rt: Vec::new(),
        frame: None,
    };
    let call = clock.run(&engine, engine.run(Colliding, &state("some"))).await.unwrap();
    assert_eq!((call.value.0, call.state.as_str()), (2.5, "some 0.5 try"));
    for kind in ["error", "yield", "none", "try"] {
        let error = clock.run(&engine, engine.run(Colliding, &state(kind))).await.unwrap_err();
        assert_eq!(error.to_string(), "the execution failed: E");
    }
}

#[tokio::test]
async fn types_called_like_those_of_the_prelude_keep_apart() {
    let (builder, clock) = engine();
    let flow = prelude::shadow::Workflow;
    let engine = builder.register_express(flow, Handlers).build().await.unwrap();
    let input = prelude::Option { vec: prelude::Vec { string: prelude::String { len: 4 } }, perhaps: None };
    assert!(clock.run(&engine, engine.run(flow, &input)).await.unwrap().ok);
}

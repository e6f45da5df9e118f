pub mod tide {
    //! The workflow tide, from tide.asl.json.
    //!
    #![cfg_attr(
        doc,
        doc = ::stepwright::__private::picture!(
            "tide",
            "{\n  \"StartAt\": \"Deep\",\n  \"States\": {\n    \"Deep\": { \"Type\": \"Choice\", \"Choices\": [\n      { \"Variable\": \"$.seen\", \"TimestampGreaterThanPath\": \"$.arrives\", \"Next\": \"Arrived\" },\n      { \"And\": [ { \"Variable\": \"$.draught\", \"NumericLessThan\": 2.5 }, { \"Variable\": \"$.position[0]\", \"NumericGreaterThan\": 53 } ], \"Next\": \"Arrived\" } ],\n      \"Default\": \"Wait\" },\n    \"Wait\": { \"Type\": \"Wait\", \"TimestampPath\": \"$.arrives\", \"Next\": \"Arrived\" },\n    \"Arrived\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:pick\", \"Parameters\": {\n      \"ship.$\": \"$.id\", \"before.$\": \"$.seen\", \"near.$\": \"$.position\", \"page\": { \"items.$\": \"$.tides.items\", \"total\": 1 } }, \"End\": true }\n  }\n}\n"
        )
    )]
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | Deep | Choice | Arrived (rule 1), Arrived (rule 2), Wait (default) |
    //! | Wait | Wait | Arrived |
    //! | Arrived | Task | the end |
    #![allow(
        dead_code,
        deprecated,
        missing_copy_implementations,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        non_snake_case,
        trivial_casts,
        unreachable_code,
        unreachable_patterns,
        unreachable_pub,
        unused_imports,
        unused_mut,
        unused_parens,
        unused_qualifications,
        unused_variables,
        clippy::all,
        clippy::pedantic,
        clippy::nursery,
        clippy::restriction
    )]
    use ::stepwright::__private as rt;
    use ::stepwright::__private::prelude::*;
    /// The workflow tide, to be registered with an engine.
    #[derive(Clone, Copy, Debug)]
    pub struct Workflow;
    impl rt::Flow for Workflow {
        const META: &'static rt::FlowMeta = &META;
        type Input = super::Ship;
        type Output = super::Tide;
        type Code = Workflow;
        const STATES: &'static () = &();
    }
    impl rt::Code for Workflow {
        type States = ();
        type Input = super::Ship;
        type Frame = State;
        type Call = Call;
        type Reply = Reply;
        type Document = rt::Owned<Box<TideData>>;
        type Fork = ();
        fn start(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            input: Self::Input,
        ) -> rt::Turn<Self> {
            rt::run(cx, State::Deep(Box::new(ShipData { base: input })), step)
        }
        fn effect(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            frame: &Self::Frame,
        ) -> Result<rt::Effect<Self>, rt::Failure> {
            match frame {
                State::Wait(data) => call_wait(cx, data),
                State::Arrived(data) => call_arrived(cx, data),
                _ => Ok(rt::Effect::Yield),
            }
        }
        fn child(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            frame: &Self::Frame,
            fork: &Self::Fork,
            index: u32,
        ) -> Result<Self::Frame, rt::Failure> {
            Err(rt::astray(cx))
        }
        fn resume(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            frame: Self::Frame,
            wake: rt::Wake<Self::Reply>,
        ) -> rt::Turn<Self> {
            let stepped = match wake {
                rt::Wake::Continue => Ok(rt::Step::Next(frame)),
                rt::Wake::Reply(reply) => {
                    match frame {
                        State::Arrived(data) => finish_arrived(cx, data, reply),
                        _ => Err(rt::astray(cx)),
                    }
                }
                rt::Wake::Elapsed => {
                    match frame {
                        State::Wait(data) => leave_wait(cx, data),
                        _ => Err(rt::astray(cx)),
                    }
                }
                rt::Wake::Joined(joined) => Err(rt::astray(cx)),
            };
            rt::settle(cx, stepped, step)
        }
    }
    /// One transition: enters a state and runs to where it leads, or to what it needs from outside.
    fn step(cx: &mut rt::Cx<'_>, state: State) -> rt::Stepped<Workflow> {
        match state {
            State::Deep(data) => enter_deep(cx, data),
            State::Wait(data) => enter_wait(cx, data),
            State::Arrived(data) => enter_arrived(cx, data),
        }
    }
    /// The states, each with the data that arrives there. It is the checkpoint of an execution.
    pub enum State {
        /// Deep: a `Choice` state, line 4 of tide.asl.json.
        Deep(Box<ShipData>),
        /// Wait: a `Wait` state, line 8 of tide.asl.json.
        Wait(Box<ShipData>),
        /// Arrived: a `Task` state, line 9 of tide.asl.json.
        Arrived(Box<ShipData>),
    }
    impl rt::serde::Serialize for State {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                State::Deep(data) => {
                    serializer.serialize_newtype_variant("State", 0, "Deep", data)
                }
                State::Wait(data) => {
                    serializer.serialize_newtype_variant("State", 1, "Wait", data)
                }
                State::Arrived(data) => {
                    serializer.serialize_newtype_variant("State", 2, "Arrived", data)
                }
            }
        }
    }
    impl<'de> rt::Variants<'de> for State {
        const NAME: &'static str = "State";
        const VARIANTS: &'static [&'static str] = &["Deep", "Wait", "Arrived"];
        fn read<A: rt::serde::de::VariantAccess<'de>>(
            variant: usize,
            content: A,
        ) -> Result<Self, A::Error> {
            match variant {
                0 => content.newtype_variant().map(State::Deep),
                1 => content.newtype_variant().map(State::Wait),
                2 => content.newtype_variant().map(State::Arrived),
                _ => Err(rt::no_variant(variant)),
            }
        }
    }
    impl<'de> rt::serde::Deserialize<'de> for State {
        fn deserialize<D: rt::serde::Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Self, D::Error> {
            rt::read_variant(deserializer)
        }
    }
    /// State data: a document, and what is laid over it.
    #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "rt::serde")]
    pub struct ShipData {
        /// The document as it came.
        pub base: super::Ship,
    }
    impl rt::Document for ShipData {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::serde::Serialize::serialize(&self.base, serializer)
        }
    }
    /// State data: a document, and what is laid over it.
    #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "rt::serde")]
    pub struct TideData {
        /// The document as it came.
        pub base: super::Tide,
    }
    impl rt::Document for TideData {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::serde::Serialize::serialize(&self.base, serializer)
        }
    }
    static META: rt::FlowMeta = rt::FlowMeta {
        name: "tide",
        definition: "{\n  \"StartAt\": \"Deep\",\n  \"States\": {\n    \"Deep\": { \"Type\": \"Choice\", \"Choices\": [\n      { \"Variable\": \"$.seen\", \"TimestampGreaterThanPath\": \"$.arrives\", \"Next\": \"Arrived\" },\n      { \"And\": [ { \"Variable\": \"$.draught\", \"NumericLessThan\": 2.5 }, { \"Variable\": \"$.position[0]\", \"NumericGreaterThan\": 53 } ], \"Next\": \"Arrived\" } ],\n      \"Default\": \"Wait\" },\n    \"Wait\": { \"Type\": \"Wait\", \"TimestampPath\": \"$.arrives\", \"Next\": \"Arrived\" },\n    \"Arrived\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:pick\", \"Parameters\": {\n      \"ship.$\": \"$.id\", \"before.$\": \"$.seen\", \"near.$\": \"$.position\", \"page\": { \"items.$\": \"$.tides.items\", \"total\": 1 } }, \"End\": true }\n  }\n}\n",
        fingerprint: "42c7ac364927a2d1682bff877507c0be",
        timeout_seconds: None,
        states: &[
            rt::StateMeta {
                name: "Deep",
                kind: rt::StateKind::Choice,
                line: 4,
                next: &[
                    (rt::StateIx(2), "rule 1"),
                    (rt::StateIx(2), "rule 2"),
                    (rt::StateIx(1), "default"),
                ],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Wait",
                kind: rt::StateKind::Wait,
                line: 8,
                next: &[(rt::StateIx(2), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Arrived",
                kind: rt::StateKind::Task,
                line: 9,
                next: &[],
                within: None,
                task: Some(0),
            },
        ],
        tasks: &[
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:pick",
                kind: rt::TaskKind::Lambda,
                method: "pick",
            },
        ],
        unsupported: &[],
    };
    /// A call of a task, with its argument.
    pub enum Call {
        /// `pick` with its argument.
        Pick(super::Asked),
    }
    /// What a task brought.
    pub enum Reply {
        /// What `pick` brought.
        Pick(super::Tide),
    }
    impl rt::serde::Serialize for Call {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                Call::Pick(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
            }
        }
    }
    impl<H> rt::Dispatch<H> for Workflow
    where
        H: super::Pilot + Send + Sync + 'static,
    {
        fn dispatch(
            handlers: rt::Arc<H>,
            cx: rt::TaskContext,
            task: u32,
            call: Call,
        ) -> rt::Work<Reply> {
            Box::pin(async move {
                match call {
                    Call::Pick(argument) => {
                        match <H as super::Pilot>::pick(&handlers, argument).await {
                            Ok(result) => Ok(Reply::Pick(result)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                }
            })
        }
    }
    fn enter_deep(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ShipData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(0), &rt::Doc(&*data));
        if rt::compare(
            rt::Order::Greater,
            rt::Scalar::instant(
                &rt::found_part(
                    cx,
                    rt::value(cx, &data.base)?,
                    &[rt::Part::Key("seen")],
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$.seen",
                        prefix: &[],
                        steps: &[rt::Part::Key("seen")],
                    },
                    &rt::Doc(&*data),
                )?,
            ),
            rt::Scalar::instant(&rt::value(cx, &data.base.arrives)?),
        ) {
            return {
                cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Arrived(data)))
            };
        }
        if (rt::numbers(
            rt::Order::Less,
            rt::Scalar::number(&rt::value(cx, &data.base.draught)?),
            Some(rt::Number::Float(2.5f64)),
        ) && (data.base.position.0 > 53f64))
        {
            return {
                cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Arrived(data)))
            };
        }
        cx.exit(rt::StateIx(0), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Wait(data)))
    }
    fn enter_wait(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ShipData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(1), &rt::Doc(&*data));
        let effect = call_wait(cx, &data)?;
        Ok(rt::Step::Park(State::Wait(data), effect))
    }
    fn call_wait(
        cx: &mut rt::Cx<'_>,
        data: &ShipData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let until = rt::wait_timestamp(
            cx,
            "$.arrives",
            &rt::value(cx, &data.base.arrives)?,
        )?;
        Ok(rt::Effect::Sleep { until })
    }
    fn leave_wait(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ShipData>,
    ) -> rt::Stepped<Workflow> {
        cx.exit(rt::StateIx(1), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Arrived(data)))
    }
    fn enter_arrived(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ShipData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(2), &rt::Doc(&*data));
        match call_arrived(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Arrived(data), effect)),
            Err(failure) => fail_arrived(cx, data, failure),
        }
    }
    fn call_arrived(
        cx: &mut rt::Cx<'_>,
        data: &ShipData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::Pick(super::Asked {
            page: super::Page::<super::Tide> {
                total: 1u32,
                items: Clone::clone(&data.base.tides.items),
            },
            before: rt::convert::<
                _,
                super::DateTime<super::Utc>,
            >(
                cx,
                &rt::found_part(
                    cx,
                    rt::value(cx, &data.base)?,
                    &[rt::Part::Key("seen")],
                    &rt::Missing {
                        kind: rt::MissingKind::Field("before.$"),
                        path: "$.seen",
                        prefix: &[],
                        steps: &[rt::Part::Key("seen")],
                    },
                    &rt::Doc(&*data),
                )?,
            )?,
            ship: Clone::clone(&data.base.id),
            near: Clone::clone(&data.base.position),
        });
        let terms = rt::Terms::default();
        cx.scheduled(0, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 0,
            terms,
        })
    }
    fn take_arrived(
        cx: &mut rt::Cx<'_>,
        data: &mut ShipData,
        result: super::Tide,
    ) -> Result<Box<TideData>, rt::Failure> {
        Ok(Box::new(TideData { base: result }))
    }
    fn finish_arrived(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ShipData>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::Pick(result)) => {
                let taken = match cx.succeeded(0, &result) {
                    Ok(()) => take_arrived(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(out) => {
                        return {
                            cx.exit(rt::StateIx(2), &rt::Doc(&*out));
                            Ok(rt::Step::Done(rt::Owned(out)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Err(failure) => failure,
        };
        cx.failed(0, &failure);
        fail_arrived(cx, data, failure)
    }
    fn fail_arrived(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ShipData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        Err(failure)
    }
    const _: () = {
        fn contract_0(value: &super::Ship) {
            let _: &super::Uuid = &value.id;
            let _: &(f64, f64) = &value.position;
            let _: &super::DateTime<super::Utc> = &value.arrives;
            let _: &super::Decimetres = &value.draught;
            let _: &super::Page<super::Tide> = &value.tides;
        }
        fn contract_1(value: &super::Tide) {
            let _: &super::DateTime<super::Utc> = &value.at;
            let _: &f64 = &value.depth;
        }
        fn contract_2(value: &super::Asked) {
            let _: &super::Uuid = &value.ship;
            let _: &super::DateTime<super::Utc> = &value.before;
            let _: &(f64, f64) = &value.near;
            let _: &super::Page<super::Tide> = &value.page;
        }
        fn contract_6(value: &super::Page<super::Tide>) {
            let _: &Vec<super::Tide> = &value.items;
            let _: &u32 = &value.total;
        }
    };
}

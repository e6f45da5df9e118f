pub mod order {
    //! The workflow order, from order.asl.json.
    //!
    //! Charge, then ship how fast \*depends\*
    //!
    #![cfg_attr(
        doc,
        doc = ::stepwright::__private::picture!(
            "order",
            "{\n  \"Comment\": \"Charge, then ship\\nhow fast *depends*\",\n  \"StartAt\": \"Charge\",\n  \"TimeoutSeconds\": 3600,\n  \"States\": {\n    \"Charge\": {\n      \"Type\": \"Task\",\n      \"Comment\": \"takes the money\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:charge\",\n      \"TimeoutSeconds\": 30,\n      \"ResultPath\": \"$.receipt\",\n      \"Retry\": [{ \"ErrorEquals\": [\"Busy\"], \"IntervalSeconds\": 1, \"MaxAttempts\": 3, \"BackoffRate\": 1.5, \"JitterStrategy\": \"FULL\" }],\n      \"Catch\": [{ \"ErrorEquals\": [\"Card.Declined\"], \"ResultPath\": \"$.failure\", \"Next\": \"Declined\" }],\n      \"Next\": \"How fast?\"\n    },\n    \"How fast?\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [\n        { \"And\": [\n            { \"Variable\": \"$.speed\", \"StringEquals\": \"express\" },\n            { \"Variable\": \"$.total\", \"NumericGreaterThanEquals\": 10 },\n            { \"Not\": { \"Variable\": \"$.coupon\", \"IsPresent\": true } }\n          ], \"Next\": \"Ship\" },\n        { \"Or\": [\n            { \"Variable\": \"$.receipt.amount\", \"NumericEqualsPath\": \"$.total\" },\n            { \"Variable\": \"$.items[0].quantity\", \"NumericLessThan\": 3 },\n            { \"Variable\": \"$.note\", \"StringMatches\": \"gift*\" }\n          ], \"Next\": \"Ship\" }\n      ],\n      \"Default\": \"Mismatch\"\n    },\n    \"Ship\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:ship\",\n      \"Parameters\": { \"orderId.$\": \"$.id\", \"express\": true, \"speed\": \"express\", \"pieces.$\": \"$.items[0].quantity\", \"note.$\": \"$.note\" },\n      \"ResultPath\": \"$.shipped.parcel\",\n      \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Lost\" }],\n      \"Next\": \"Settle\"\n    },\n    \"Settle\": { \"Type\": \"Wait\", \"SecondsPath\": \"$.shipped.parcel.seconds\", \"Next\": \"Stamp\" },\n    \"Stamp\": { \"Type\": \"Pass\", \"Result\": { \"by\": \"nobody\", \"at\": 7, \"tags\": [\"a\"] }, \"ResultPath\": \"$.stamp\", \"Next\": \"Answer\" },\n    \"Answer\": {\n      \"Type\": \"Pass\",\n      \"Parameters\": { \"id.$\": \"$.id\", \"tracking.$\": \"$.shipped.parcel.tracking\" },\n      \"End\": true\n    },\n    \"Lost\": { \"Type\": \"Fail\", \"ErrorPath\": \"$.Error\", \"CausePath\": \"$.Cause\" },\n    \"Declined\": { \"Type\": \"Fail\", \"Error\": \"Order.Declined\", \"CausePath\": \"$.failure.Cause\" },\n    \"Mismatch\": { \"Type\": \"Fail\", \"Error\": \"Order.Mismatch\", \"Cause\": \"charged another amount\" }\n  }\n}\n"
        )
    )]
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | Charge | Task | How fast?, Declined (catch Card.Declined) |
    //! | How fast? | Choice | Ship (rule 1), Ship (rule 2), Mismatch (default) |
    //! | Ship | Task | Settle, Lost (catch States.ALL) |
    //! | Settle | Wait | Stamp |
    //! | Stamp | Pass | Answer |
    //! | Answer | Pass | the end |
    //! | Lost | Fail | the end |
    //! | Declined | Fail | the end |
    //! | Mismatch | Fail | the end |
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
    /// The workflow order, to be registered with an engine.
    #[derive(Clone, Copy, Debug)]
    pub struct Workflow;
    impl rt::Flow for Workflow {
        const META: &'static rt::FlowMeta = &META;
        type Input = super::Order;
        type Output = super::Done;
        type Code = Workflow;
        const STATES: &'static () = &();
    }
    impl rt::Code for Workflow {
        type States = ();
        type Input = super::Order;
        type Frame = State;
        type Call = Call;
        type Reply = Reply;
        type Document = rt::Owned<Box<Fields>>;
        type Fork = ();
        fn start(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            input: Self::Input,
        ) -> rt::Turn<Self> {
            rt::run(
                cx,
                State::Charge(
                    Box::new(OrderData {
                        base: input,
                        receipt: None,
                        failure: None,
                        shipped_parcel: None,
                        stamp: None,
                        stamp_by: None,
                        stamp_at: None,
                        stamp_tags: None,
                    }),
                ),
                step,
            )
        }
        fn effect(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            frame: &Self::Frame,
        ) -> Result<rt::Effect<Self>, rt::Failure> {
            match frame {
                State::Charge(data) => call_charge(cx, data),
                State::Ship(data) => call_ship(cx, data),
                State::Settle(data) => call_settle(cx, data),
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
                        State::Charge(data) => finish_charge(cx, data, reply),
                        State::Ship(data) => finish_ship(cx, data, reply),
                        _ => Err(rt::astray(cx)),
                    }
                }
                rt::Wake::Elapsed => {
                    match frame {
                        State::Settle(data) => leave_settle(cx, data),
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
            State::Charge(data) => enter_charge(cx, data),
            State::HowFast(data) => enter_how_fast(cx, data),
            State::Ship(data) => enter_ship(cx, data),
            State::Settle(data) => enter_settle(cx, data),
            State::Stamp(data) => enter_stamp(cx, data),
            State::Answer(data) => enter_answer(cx, data),
            State::Lost(data) => enter_lost(cx, data),
            State::Declined(data) => enter_declined(cx, data),
            State::Mismatch(data) => enter_mismatch(cx, data),
        }
    }
    /// The states, each with the data that arrives there. It is the checkpoint of an execution.
    pub enum State {
        /// Charge: a `Task` state, line 6 of order.asl.json.
        ///
        /// takes the money
        Charge(Box<OrderData>),
        /// How fast?: a `Choice` state, line 16 of order.asl.json.
        HowFast(Box<OrderData>),
        /// Ship: a `Task` state, line 32 of order.asl.json.
        Ship(Box<OrderData>),
        /// Settle: a `Wait` state, line 40 of order.asl.json.
        Settle(Box<OrderData>),
        /// Stamp: a `Pass` state, line 41 of order.asl.json.
        Stamp(Box<OrderData>),
        /// Answer: a `Pass` state, line 42 of order.asl.json.
        Answer(Box<OrderData>),
        /// Lost: a `Fail` state, line 47 of order.asl.json.
        Lost(Box<ErrorData>),
        /// Declined: a `Fail` state, line 48 of order.asl.json.
        Declined(Box<OrderData>),
        /// Mismatch: a `Fail` state, line 49 of order.asl.json.
        Mismatch(Box<OrderData>),
    }
    impl rt::serde::Serialize for State {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                State::Charge(data) => {
                    serializer.serialize_newtype_variant("State", 0, "Charge", data)
                }
                State::HowFast(data) => {
                    serializer.serialize_newtype_variant("State", 1, "How fast?", data)
                }
                State::Ship(data) => {
                    serializer.serialize_newtype_variant("State", 2, "Ship", data)
                }
                State::Settle(data) => {
                    serializer.serialize_newtype_variant("State", 3, "Settle", data)
                }
                State::Stamp(data) => {
                    serializer.serialize_newtype_variant("State", 4, "Stamp", data)
                }
                State::Answer(data) => {
                    serializer.serialize_newtype_variant("State", 5, "Answer", data)
                }
                State::Lost(data) => {
                    serializer.serialize_newtype_variant("State", 6, "Lost", data)
                }
                State::Declined(data) => {
                    serializer.serialize_newtype_variant("State", 7, "Declined", data)
                }
                State::Mismatch(data) => {
                    serializer.serialize_newtype_variant("State", 8, "Mismatch", data)
                }
            }
        }
    }
    impl<'de> rt::Variants<'de> for State {
        const NAME: &'static str = "State";
        const VARIANTS: &'static [&'static str] = &[
            "Charge",
            "How fast?",
            "Ship",
            "Settle",
            "Stamp",
            "Answer",
            "Lost",
            "Declined",
            "Mismatch",
        ];
        fn read<A: rt::serde::de::VariantAccess<'de>>(
            variant: usize,
            content: A,
        ) -> Result<Self, A::Error> {
            match variant {
                0 => content.newtype_variant().map(State::Charge),
                1 => content.newtype_variant().map(State::HowFast),
                2 => content.newtype_variant().map(State::Ship),
                3 => content.newtype_variant().map(State::Settle),
                4 => content.newtype_variant().map(State::Stamp),
                5 => content.newtype_variant().map(State::Answer),
                6 => content.newtype_variant().map(State::Lost),
                7 => content.newtype_variant().map(State::Declined),
                8 => content.newtype_variant().map(State::Mismatch),
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
    pub struct OrderData {
        /// The document as it came.
        pub base: super::Order,
        /// What is laid over the document at $.receipt.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub receipt: Option<super::Receipt>,
        /// What is laid over the document at $.failure.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub failure: Option<rt::ErrorOutput>,
        /// What is laid over the document at $.shipped.parcel.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub shipped_parcel: Option<super::Shipment>,
        /// What is laid over the document at $.stamp.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub stamp: Option<rt::Object>,
        /// What is laid over the document at $.stamp.by.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub stamp_by: Option<rt::Text>,
        /// What is laid over the document at $.stamp.at.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub stamp_at: Option<i64>,
        /// What is laid over the document at $.stamp.tags.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub stamp_tags: Option<rt::Value>,
    }
    impl rt::Document for OrderData {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::overlaid(
                serializer,
                &self.base,
                &[
                    rt::Layer::new("receipt", &self.receipt, &[]),
                    rt::Layer::new("failure", &self.failure, &[]),
                    rt::Layer::way(
                        "shipped",
                        &[rt::Layer::new("parcel", &self.shipped_parcel, &[])],
                    ),
                    rt::Layer::new(
                        "stamp",
                        &self.stamp,
                        &[
                            rt::Layer::new("by", &self.stamp_by, &[]),
                            rt::Layer::new("at", &self.stamp_at, &[]),
                            rt::Layer::new("tags", &self.stamp_tags, &[]),
                        ],
                    ),
                ],
            )
        }
    }
    /// State data: a document, and what is laid over it.
    #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "rt::serde")]
    pub struct ErrorData {
        /// The document as it came.
        pub base: rt::ErrorOutput,
    }
    impl rt::Document for ErrorData {
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
    pub struct Fields {
        /// The document as it came.
        pub base: rt::Object,
        /// What is laid over the document at $.id.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub id: Option<String>,
        /// What is laid over the document at $.tracking.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub tracking: Option<String>,
    }
    impl rt::Document for Fields {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::overlaid(
                serializer,
                &self.base,
                &[
                    rt::Layer::new("id", &self.id, &[]),
                    rt::Layer::new("tracking", &self.tracking, &[]),
                ],
            )
        }
    }
    static META: rt::FlowMeta = rt::FlowMeta {
        name: "order",
        definition: "{\n  \"Comment\": \"Charge, then ship\\nhow fast *depends*\",\n  \"StartAt\": \"Charge\",\n  \"TimeoutSeconds\": 3600,\n  \"States\": {\n    \"Charge\": {\n      \"Type\": \"Task\",\n      \"Comment\": \"takes the money\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:charge\",\n      \"TimeoutSeconds\": 30,\n      \"ResultPath\": \"$.receipt\",\n      \"Retry\": [{ \"ErrorEquals\": [\"Busy\"], \"IntervalSeconds\": 1, \"MaxAttempts\": 3, \"BackoffRate\": 1.5, \"JitterStrategy\": \"FULL\" }],\n      \"Catch\": [{ \"ErrorEquals\": [\"Card.Declined\"], \"ResultPath\": \"$.failure\", \"Next\": \"Declined\" }],\n      \"Next\": \"How fast?\"\n    },\n    \"How fast?\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [\n        { \"And\": [\n            { \"Variable\": \"$.speed\", \"StringEquals\": \"express\" },\n            { \"Variable\": \"$.total\", \"NumericGreaterThanEquals\": 10 },\n            { \"Not\": { \"Variable\": \"$.coupon\", \"IsPresent\": true } }\n          ], \"Next\": \"Ship\" },\n        { \"Or\": [\n            { \"Variable\": \"$.receipt.amount\", \"NumericEqualsPath\": \"$.total\" },\n            { \"Variable\": \"$.items[0].quantity\", \"NumericLessThan\": 3 },\n            { \"Variable\": \"$.note\", \"StringMatches\": \"gift*\" }\n          ], \"Next\": \"Ship\" }\n      ],\n      \"Default\": \"Mismatch\"\n    },\n    \"Ship\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:ship\",\n      \"Parameters\": { \"orderId.$\": \"$.id\", \"express\": true, \"speed\": \"express\", \"pieces.$\": \"$.items[0].quantity\", \"note.$\": \"$.note\" },\n      \"ResultPath\": \"$.shipped.parcel\",\n      \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Lost\" }],\n      \"Next\": \"Settle\"\n    },\n    \"Settle\": { \"Type\": \"Wait\", \"SecondsPath\": \"$.shipped.parcel.seconds\", \"Next\": \"Stamp\" },\n    \"Stamp\": { \"Type\": \"Pass\", \"Result\": { \"by\": \"nobody\", \"at\": 7, \"tags\": [\"a\"] }, \"ResultPath\": \"$.stamp\", \"Next\": \"Answer\" },\n    \"Answer\": {\n      \"Type\": \"Pass\",\n      \"Parameters\": { \"id.$\": \"$.id\", \"tracking.$\": \"$.shipped.parcel.tracking\" },\n      \"End\": true\n    },\n    \"Lost\": { \"Type\": \"Fail\", \"ErrorPath\": \"$.Error\", \"CausePath\": \"$.Cause\" },\n    \"Declined\": { \"Type\": \"Fail\", \"Error\": \"Order.Declined\", \"CausePath\": \"$.failure.Cause\" },\n    \"Mismatch\": { \"Type\": \"Fail\", \"Error\": \"Order.Mismatch\", \"Cause\": \"charged another amount\" }\n  }\n}\n",
        fingerprint: "9dd722b8f735bb4e3c1f289e9c45c2aa",
        timeout_seconds: Some(3600u64),
        states: &[
            rt::StateMeta {
                name: "Charge",
                kind: rt::StateKind::Task,
                line: 6,
                next: &[(rt::StateIx(1), ""), (rt::StateIx(7), "catch Card.Declined")],
                within: None,
                task: Some(0),
            },
            rt::StateMeta {
                name: "How fast?",
                kind: rt::StateKind::Choice,
                line: 16,
                next: &[
                    (rt::StateIx(2), "rule 1"),
                    (rt::StateIx(2), "rule 2"),
                    (rt::StateIx(8), "default"),
                ],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Ship",
                kind: rt::StateKind::Task,
                line: 32,
                next: &[(rt::StateIx(3), ""), (rt::StateIx(6), "catch States.ALL")],
                within: None,
                task: Some(1),
            },
            rt::StateMeta {
                name: "Settle",
                kind: rt::StateKind::Wait,
                line: 40,
                next: &[(rt::StateIx(4), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Stamp",
                kind: rt::StateKind::Pass,
                line: 41,
                next: &[(rt::StateIx(5), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Answer",
                kind: rt::StateKind::Pass,
                line: 42,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Lost",
                kind: rt::StateKind::Fail,
                line: 47,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Declined",
                kind: rt::StateKind::Fail,
                line: 48,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Mismatch",
                kind: rt::StateKind::Fail,
                line: 49,
                next: &[],
                within: None,
                task: None,
            },
        ],
        tasks: &[
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:charge",
                kind: rt::TaskKind::Lambda,
                method: "charge",
            },
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:ship",
                kind: rt::TaskKind::Lambda,
                method: "ship",
            },
        ],
        unsupported: &[],
    };
    /// A call of a task, with its argument.
    pub enum Call {
        /// `charge` with its argument.
        Charge(super::Order),
        /// `ship` with its argument.
        Ship(super::Parcel),
    }
    /// What a task brought.
    pub enum Reply {
        /// What `charge` brought.
        Charge(super::Receipt),
        /// What `ship` brought.
        Ship(super::Shipment),
    }
    impl rt::serde::Serialize for Call {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                Call::Charge(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
                Call::Ship(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
            }
        }
    }
    impl<H> rt::Dispatch<H> for Workflow
    where
        H: super::OrderTasks + Send + Sync + 'static,
    {
        fn dispatch(
            handlers: rt::Arc<H>,
            cx: rt::TaskContext,
            task: u32,
            call: Call,
        ) -> rt::Work<Reply> {
            Box::pin(async move {
                match call {
                    Call::Charge(argument) => {
                        match <H as super::OrderTasks>::charge(&handlers, cx, argument)
                            .await
                        {
                            Ok(result) => Ok(Reply::Charge(result)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                    Call::Ship(argument) => {
                        match <H as super::OrderTasks>::ship(&handlers, argument).await {
                            Ok(result) => Ok(Reply::Ship(result)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                }
            })
        }
    }
    fn enter_charge(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(0), &rt::Doc(&*data));
        match call_charge(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Charge(data), effect)),
            Err(failure) => fail_charge(cx, data, failure),
        }
    }
    fn call_charge(
        cx: &mut rt::Cx<'_>,
        data: &OrderData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::Charge(Clone::clone(&data.base));
        let terms = rt::Terms {
            timeout_seconds: Some(30u64),
            ..Default::default()
        };
        cx.scheduled(0, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 0,
            terms,
        })
    }
    fn take_charge(
        cx: &mut rt::Cx<'_>,
        data: &mut OrderData,
        result: super::Receipt,
    ) -> Result<(), rt::Failure> {
        let set0 = result;
        data.receipt = Some(set0);
        Ok(())
    }
    fn finish_charge(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::Charge(result)) => {
                let taken = match cx.succeeded(0, &result) {
                    Ok(()) => take_charge(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(()) => {
                        return {
                            cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                            Ok(rt::Step::Next(State::HowFast(data)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Ok(_) => return Err(rt::astray(cx)),
            Err(failure) => failure,
        };
        cx.failed(0, &failure);
        fail_charge(cx, data, failure)
    }
    fn fail_charge(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        const RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                errors: &["Busy"],
                interval_seconds: 1u64,
                max_attempts: 3u64,
                backoff_rate: 1.5f64,
                max_delay_seconds: None,
                full_jitter: true,
            },
        ];
        if let Some(until) = cx.retry(RETRY, &failure) {
            return Ok(
                rt::Step::Park(State::Charge(data), rt::Effect::Backoff { until }),
            );
        }
        const CATCH: &[rt::Catcher] = &[&["Card.Declined"]];
        match cx.catch(CATCH, &failure) {
            Some(0) => {
                let error = failure.error_output();
                return {
                    let set0 = error;
                    data.failure = Some(set0);
                    cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                    Ok(rt::Step::Next(State::Declined(data)))
                };
            }
            _ => {}
        }
        Err(failure)
    }
    fn enter_how_fast(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(1), &rt::Doc(&*data));
        if ((match &data.base.speed {
            super::Speed::Express => true,
            _ => false,
        }) && (data.base.total >= 10f64) && !data.base.coupon.as_ref().is_some())
        {
            return {
                cx.exit(rt::StateIx(1), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Ship(data)))
            };
        }
        if (rt::numbers(
            rt::Order::Equal,
            rt::Scalar::number(
                &(*rt::found(
                    cx,
                    data.receipt.as_ref(),
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$.receipt.amount",
                        prefix: &[],
                        steps: &[rt::Part::Key("receipt"), rt::Part::Key("amount")],
                    },
                    &rt::Doc(&*data),
                )?)
                    .amount,
            ),
            rt::Scalar::number(&data.base.total),
        )
            || ((*rt::found(
                cx,
                rt::element(&data.base.items, 0),
                &rt::Missing {
                    kind: rt::MissingKind::Choice,
                    path: "$.items[0].quantity",
                    prefix: &[],
                    steps: &[
                        rt::Part::Key("items"),
                        rt::Part::Index(0),
                        rt::Part::Key("quantity"),
                    ],
                },
                &rt::Doc(&*data),
            )?)
                .quantity < 3u32)
            || rt::matches(
                rt::Scalar::text(&data.base.note),
                &[rt::Glob::Text("gift"), rt::Glob::Any],
            ))
        {
            return {
                cx.exit(rt::StateIx(1), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Ship(data)))
            };
        }
        cx.exit(rt::StateIx(1), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Mismatch(data)))
    }
    fn enter_ship(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(2), &rt::Doc(&*data));
        match call_ship(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Ship(data), effect)),
            Err(failure) => fail_ship(cx, data, failure),
        }
    }
    fn call_ship(
        cx: &mut rt::Cx<'_>,
        data: &OrderData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::Ship(super::Parcel {
            express: true,
            speed: super::Speed::Express,
            pieces: i64::from(
                (*rt::found(
                    cx,
                    rt::element(&data.base.items, 0),
                    &rt::Missing {
                        kind: rt::MissingKind::Field("pieces.$"),
                        path: "$.items[0].quantity",
                        prefix: &[],
                        steps: &[
                            rt::Part::Key("items"),
                            rt::Part::Index(0),
                            rt::Part::Key("quantity"),
                        ],
                    },
                    &rt::Doc(&*data),
                )?)
                    .quantity,
            ),
            note: Clone::clone(&data.base.note),
            order_id: Clone::clone(&data.base.id),
        });
        let terms = rt::Terms::default();
        cx.scheduled(1, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 1,
            terms,
        })
    }
    fn take_ship(
        cx: &mut rt::Cx<'_>,
        data: &mut OrderData,
        result: super::Shipment,
    ) -> Result<(), rt::Failure> {
        let set0 = result;
        data.shipped_parcel = Some(set0);
        Ok(())
    }
    fn finish_ship(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::Ship(result)) => {
                let taken = match cx.succeeded(1, &result) {
                    Ok(()) => take_ship(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(()) => {
                        return {
                            cx.exit(rt::StateIx(2), &rt::Doc(&*data));
                            Ok(rt::Step::Next(State::Settle(data)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Ok(_) => return Err(rt::astray(cx)),
            Err(failure) => failure,
        };
        cx.failed(1, &failure);
        fail_ship(cx, data, failure)
    }
    fn fail_ship(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        const CATCH: &[rt::Catcher] = &[&["States.ALL"]];
        match cx.catch(CATCH, &failure) {
            Some(0) => {
                let error = failure.error_output();
                return {
                    let out = Box::new(ErrorData { base: error });
                    cx.exit(rt::StateIx(2), &rt::Doc(&*out));
                    Ok(rt::Step::Next(State::Lost(out)))
                };
            }
            _ => {}
        }
        Err(failure)
    }
    fn enter_settle(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(3), &rt::Doc(&*data));
        let effect = call_settle(cx, &data)?;
        Ok(rt::Step::Park(State::Settle(data), effect))
    }
    fn call_settle(
        cx: &mut rt::Cx<'_>,
        data: &OrderData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let until = rt::after(
            cx,
            rt::wait_seconds(
                cx,
                "$.shipped.parcel.seconds",
                &(*rt::found(
                    cx,
                    data.shipped_parcel.as_ref(),
                    &rt::Missing {
                        kind: rt::MissingKind::Seconds,
                        path: "$.shipped.parcel.seconds",
                        prefix: &[],
                        steps: &[
                            rt::Part::Key("shipped"),
                            rt::Part::Key("parcel"),
                            rt::Part::Key("seconds"),
                        ],
                    },
                    &rt::Doc(&*data),
                )?)
                    .seconds,
            )?,
        );
        Ok(rt::Effect::Sleep { until })
    }
    fn leave_settle(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.exit(rt::StateIx(3), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Stamp(data)))
    }
    fn enter_stamp(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(4), &rt::Doc(&*data));
        let set0 = rt::Object;
        let set1 = rt::Text::Borrowed("nobody");
        let set2 = 7i64;
        let set3 = {
            static LITERAL: rt::Literal = rt::Literal::new("[\"a\"]");
            LITERAL.get()
        };
        data.stamp = Some(set0);
        data.stamp_by = Some(set1);
        data.stamp_at = Some(set2);
        data.stamp_tags = Some(set3);
        cx.exit(rt::StateIx(4), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Answer(data)))
    }
    fn enter_answer(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(5), &rt::Doc(&*data));
        let out = Box::new(Fields {
            base: rt::Object,
            id: Some(Clone::clone(&data.base.id)),
            tracking: Some(
                Clone::clone(
                    &(*rt::found(
                        cx,
                        data.shipped_parcel.as_ref(),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("tracking.$"),
                            path: "$.shipped.parcel.tracking",
                            prefix: &[],
                            steps: &[
                                rt::Part::Key("shipped"),
                                rt::Part::Key("parcel"),
                                rt::Part::Key("tracking"),
                            ],
                        },
                        &rt::Doc(&*data),
                    )?)
                        .tracking,
                ),
            ),
        });
        cx.exit(rt::StateIx(5), &rt::Doc(&*out));
        Ok(rt::Step::Done(rt::Owned(out)))
    }
    fn enter_lost(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ErrorData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(6), &rt::Doc(&*data));
        let error = Some(rt::words(cx, rt::value(cx, &data.base.error)?, "ErrorPath")?);
        let cause = Some(rt::words(cx, rt::value(cx, &data.base.cause)?, "CausePath")?);
        Err(rt::Failure::from_parts(error, cause))
    }
    fn enter_declined(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(7), &rt::Doc(&*data));
        let error = Some(String::from("Order.Declined"));
        let cause = Some(
            rt::words(
                cx,
                rt::value(
                    cx,
                    &(*rt::found(
                        cx,
                        data.failure.as_ref(),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("CausePath"),
                            path: "$.failure.Cause",
                            prefix: &[],
                            steps: &[rt::Part::Key("failure"), rt::Part::Key("Cause")],
                        },
                        &rt::Doc(&*data),
                    )?)
                        .cause,
                )?,
                "CausePath",
            )?,
        );
        Err(rt::Failure::from_parts(error, cause))
    }
    fn enter_mismatch(
        cx: &mut rt::Cx<'_>,
        mut data: Box<OrderData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(8), &rt::Doc(&*data));
        let error = Some(String::from("Order.Mismatch"));
        let cause = Some(String::from("charged another amount"));
        Err(rt::Failure::from_parts(error, cause))
    }
    const _: () = {
        fn contract_0(value: &super::Order) {
            let _: &String = &value.id;
            let _: &f64 = &value.total;
            let _: &Vec<super::Item> = &value.items;
            let _: &super::Speed = &value.speed;
            let _: &Option<String> = &value.coupon;
            let _: &Option<String> = &value.note;
        }
        fn contract_1(value: &super::Done) {
            let _: &String = &value.id;
            let _: &String = &value.tracking;
        }
        fn contract_2(value: &super::Receipt) {
            let _: &String = &value.payment;
            let _: &f64 = &value.amount;
        }
        fn contract_3(value: &super::Parcel) {
            let _: &String = &value.order_id;
            let _: &bool = &value.express;
            let _: &super::Speed = &value.speed;
            let _: &i64 = &value.pieces;
            let _: &Option<String> = &value.note;
        }
        fn contract_4(value: &super::Shipment) {
            let _: &String = &value.tracking;
            let _: &u32 = &value.seconds;
        }
        fn contract_5(value: &super::Item) {
            let _: &String = &value.sku;
            let _: &u32 = &value.quantity;
        }
    };
}

pub mod fan {
    //! The workflow fan, from fan.asl.json.
    //!
    //! Prices every line of a basket, while the customer is looked up
    //!
    #![cfg_attr(
        doc,
        doc = ::stepwright::__private::picture!(
            "fan",
            "{\n  \"Comment\": \"Prices every line of a basket, while the customer is looked up\",\n  \"StartAt\": \"Note\",\n  \"States\": {\n    \"Note\": {\n      \"Type\": \"Pass\",\n      \"Assign\": { \"discount\": 0.5, \"city.$\": \"$.customer.city\" },\n      \"Next\": \"Both\"\n    },\n    \"Both\": {\n      \"Type\": \"Parallel\",\n      \"Branches\": [\n        {\n          \"StartAt\": \"Each\",\n          \"States\": {\n            \"Each\": {\n              \"Type\": \"Map\",\n              \"ItemsPath\": \"$.lines\",\n              \"ItemSelector\": { \"sku.$\": \"$$.Map.Item.Value.sku\", \"at.$\": \"$$.Map.Item.Index\", \"city.$\": \"$city\" },\n              \"MaxConcurrency\": 2,\n              \"ItemProcessor\": {\n                \"StartAt\": \"Price\",\n                \"States\": {\n                  \"Price\": {\n                    \"Type\": \"Task\",\n                    \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:price\",\n                    \"Retry\": [{ \"ErrorEquals\": [\"Busy\"] }],\n                    \"End\": true\n                  }\n                }\n              },\n              \"End\": true\n            }\n          }\n        },\n        {\n          \"StartAt\": \"Look\",\n          \"States\": {\n            \"Look\": {\n              \"Type\": \"Task\",\n              \"Resource\": \"arn:aws:states:::lambda:invoke\",\n              \"Parameters\": { \"FunctionName\": \"look\", \"Payload.$\": \"$.customer\" },\n              \"ResultSelector\": { \"points.$\": \"$.Payload\" },\n              \"Assign\": { \"points.$\": \"$.Payload\" },\n              \"Next\": \"Known?\"\n            },\n            \"Known?\": {\n              \"Type\": \"Choice\",\n              \"Choices\": [{ \"Variable\": \"$points\", \"NumericGreaterThan\": 10, \"Next\": \"Good\" }],\n              \"Default\": \"Good\"\n            },\n            \"Good\": { \"Type\": \"Succeed\", \"OutputPath\": \"$.points\" }\n          }\n        }\n      ],\n      \"ResultSelector\": { \"prices.$\": \"$[0][*]\", \"points.$\": \"$[1]\" },\n      \"ResultPath\": \"$.result\",\n      \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"Assign\": { \"why.$\": \"$.Cause\" }, \"Next\": \"Failed\" }],\n      \"Next\": \"Sum\"\n    },\n    \"Sum\": {\n      \"Type\": \"Pass\",\n      \"Parameters\": {\n        \"skus.$\": \"$.lines[*].sku\",\n        \"first.$\": \"States.ArrayGetItem($.lines[?(@.pieces > 1)].sku, 0)\",\n        \"text.$\": \"States.Format('{} points in {}', $.result.points, $city)\"\n      },\n      \"End\": true\n    },\n    \"Failed\": { \"Type\": \"Fail\", \"ErrorPath\": \"States.UUID()\", \"CausePath\": \"$why\" }\n  }\n}\n"
        )
    )]
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | Note | Pass | Both |
    //! | Both | Parallel | Sum, Failed (catch States.ALL) |
    //! | Sum | Pass | the end |
    //! | Failed | Fail | the end |
    //! | Each | Map | the end |
    //! | Look | Task | Known? |
    //! | Known? | Choice | Good (rule 1), Good (default) |
    //! | Good | Succeed | the end |
    //! | Price | Task | the end |
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
    /// The workflow fan, to be registered with an engine.
    #[derive(Clone, Copy, Debug)]
    pub struct Workflow;
    impl rt::Flow for Workflow {
        const META: &'static rt::FlowMeta = &META;
        type Input = super::Basket;
        type Output = super::Total;
        type Code = Workflow;
        const STATES: &'static () = &();
    }
    impl rt::Code for Workflow {
        type States = ();
        type Input = super::Basket;
        type Frame = State;
        type Call = Call;
        type Reply = Reply;
        type Document = rt::Owned<Box<Fields3>>;
        type Fork = Fork;
        fn start(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            input: Self::Input,
        ) -> rt::Turn<Self> {
            rt::run(
                cx,
                State::Note(
                    Box::new(BasketData {
                        base: input,
                        result: None,
                        result_prices: None,
                        result_points: None,
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
                State::Both(data) => call_both(cx, data),
                State::Each(data) => call_each(cx, data),
                State::Look(data) => call_look(cx, data),
                State::Price(data) => call_price(cx, data),
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
            match (frame, fork) {
                (State::Both(data), Fork::Both) => child_both(cx, data, &(), index),
                (State::Each(data), Fork::Each(handed)) => {
                    child_each(cx, data, handed, index)
                }
                _ => Err(rt::astray(cx)),
            }
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
                        State::Look(data) => finish_look(cx, data, reply),
                        State::Price(data) => finish_price(cx, data, reply),
                        State::Both(data) => {
                            match reply {
                                Err(failure) => fail_both(cx, data, failure),
                                Ok(_) => Err(rt::astray(cx)),
                            }
                        }
                        State::Each(data) => {
                            match reply {
                                Err(failure) => fail_each(cx, data, failure),
                                Ok(_) => Err(rt::astray(cx)),
                            }
                        }
                        _ => Err(rt::astray(cx)),
                    }
                }
                rt::Wake::Elapsed => Err(rt::astray(cx)),
                rt::Wake::Joined(joined) => {
                    match frame {
                        State::Both(data) => finish_both(cx, data, joined),
                        State::Each(data) => finish_each(cx, data, joined),
                        _ => Err(rt::astray(cx)),
                    }
                }
            };
            rt::settle(cx, stepped, step)
        }
    }
    /// One transition: enters a state and runs to where it leads, or to what it needs from outside.
    fn step(cx: &mut rt::Cx<'_>, state: State) -> rt::Stepped<Workflow> {
        match state {
            State::Note(data) => enter_note(cx, data),
            State::Both(data) => enter_both(cx, data),
            State::Sum(data) => enter_sum(cx, data),
            State::Failed(data) => enter_failed(cx, data),
            State::Each(data) => enter_each(cx, data),
            State::Look(data) => enter_look(cx, data),
            State::Known(data) => enter_known(cx, data),
            State::Good(data) => enter_good(cx, data),
            State::Price(data) => enter_price(cx, data),
        }
    }
    /// What branches and iterations are made from: evaluated once, when they are asked for.
    pub enum Fork {
        Both,
        Each(Vec<super::Line>),
    }
    /// The states, each with the data that arrives there. It is the checkpoint of an execution.
    pub enum State {
        /// Note: a `Pass` state, line 5 of fan.asl.json.
        Note(Box<BasketData>),
        /// Both: a `Parallel` state, line 10 of fan.asl.json.
        Both(Box<BasketData>),
        /// Sum: a `Pass` state, line 61 of fan.asl.json.
        Sum(Box<BasketData>),
        /// Failed: a `Fail` state, line 70 of fan.asl.json.
        Failed(Box<ErrorData>),
        /// Each: a `Map` state, line 16 of fan.asl.json.
        Each(Box<BasketData>),
        /// Look: a `Task` state, line 39 of fan.asl.json.
        Look(Box<BasketData>),
        /// Known?: a `Choice` state, line 47 of fan.asl.json.
        Known(Box<Fields2>),
        /// Good: a `Succeed` state, line 52 of fan.asl.json.
        Good(Box<Fields2>),
        /// Price: a `Task` state, line 24 of fan.asl.json.
        Price(Box<Fields>),
    }
    impl rt::serde::Serialize for State {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                State::Note(data) => {
                    serializer.serialize_newtype_variant("State", 0, "Note", data)
                }
                State::Both(data) => {
                    serializer.serialize_newtype_variant("State", 1, "Both", data)
                }
                State::Sum(data) => {
                    serializer.serialize_newtype_variant("State", 2, "Sum", data)
                }
                State::Failed(data) => {
                    serializer.serialize_newtype_variant("State", 3, "Failed", data)
                }
                State::Each(data) => {
                    serializer.serialize_newtype_variant("State", 4, "Each", data)
                }
                State::Look(data) => {
                    serializer.serialize_newtype_variant("State", 5, "Look", data)
                }
                State::Known(data) => {
                    serializer.serialize_newtype_variant("State", 6, "Known?", data)
                }
                State::Good(data) => {
                    serializer.serialize_newtype_variant("State", 7, "Good", data)
                }
                State::Price(data) => {
                    serializer.serialize_newtype_variant("State", 8, "Price", data)
                }
            }
        }
    }
    impl<'de> rt::Variants<'de> for State {
        const NAME: &'static str = "State";
        const VARIANTS: &'static [&'static str] = &[
            "Note",
            "Both",
            "Sum",
            "Failed",
            "Each",
            "Look",
            "Known?",
            "Good",
            "Price",
        ];
        fn read<A: rt::serde::de::VariantAccess<'de>>(
            variant: usize,
            content: A,
        ) -> Result<Self, A::Error> {
            match variant {
                0 => content.newtype_variant().map(State::Note),
                1 => content.newtype_variant().map(State::Both),
                2 => content.newtype_variant().map(State::Sum),
                3 => content.newtype_variant().map(State::Failed),
                4 => content.newtype_variant().map(State::Each),
                5 => content.newtype_variant().map(State::Look),
                6 => content.newtype_variant().map(State::Known),
                7 => content.newtype_variant().map(State::Good),
                8 => content.newtype_variant().map(State::Price),
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
    #[derive(Clone)]
    pub struct BasketData {
        /// The document as it came.
        pub base: super::Basket,
        /// What is laid over the document at $.result.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub result: Option<rt::Object>,
        /// What is laid over the document at $.result.prices.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub result_prices: Option<rt::Value>,
        /// What is laid over the document at $.result.points.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub result_points: Option<rt::Value>,
    }
    impl rt::Document for BasketData {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::overlaid(
                serializer,
                &self.base,
                &[
                    rt::Layer::new(
                        "result",
                        &self.result,
                        &[
                            rt::Layer::new("prices", &self.result_prices, &[]),
                            rt::Layer::new("points", &self.result_points, &[]),
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
        /// What is laid over the document at $.at.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub at: Option<u32>,
        /// What is laid over the document at $.city.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub city: Option<rt::Value>,
        /// What is laid over the document at $.sku.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub sku: Option<String>,
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
                    rt::Layer::new("at", &self.at, &[]),
                    rt::Layer::new("city", &self.city, &[]),
                    rt::Layer::new("sku", &self.sku, &[]),
                ],
            )
        }
    }
    /// State data: a document, and what is laid over it.
    #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "rt::serde")]
    pub struct Fields2 {
        /// The document as it came.
        pub base: rt::Object,
        /// What is laid over the document at $.points.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub points: Option<rt::Value>,
    }
    impl rt::Document for Fields2 {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::overlaid(
                serializer,
                &self.base,
                &[rt::Layer::new("points", &self.points, &[])],
            )
        }
    }
    /// State data: a document, and what is laid over it.
    #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "rt::serde")]
    pub struct Fields3 {
        /// The document as it came.
        pub base: rt::Object,
        /// What is laid over the document at $.skus.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub skus: Option<Vec<String>>,
        /// What is laid over the document at $.text.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub text: Option<rt::Value>,
        /// What is laid over the document at $.first.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub first: Option<rt::Value>,
    }
    impl rt::Document for Fields3 {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::overlaid(
                serializer,
                &self.base,
                &[
                    rt::Layer::new("skus", &self.skus, &[]),
                    rt::Layer::new("text", &self.text, &[]),
                    rt::Layer::new("first", &self.first, &[]),
                ],
            )
        }
    }
    static META: rt::FlowMeta = rt::FlowMeta {
        name: "fan",
        definition: "{\n  \"Comment\": \"Prices every line of a basket, while the customer is looked up\",\n  \"StartAt\": \"Note\",\n  \"States\": {\n    \"Note\": {\n      \"Type\": \"Pass\",\n      \"Assign\": { \"discount\": 0.5, \"city.$\": \"$.customer.city\" },\n      \"Next\": \"Both\"\n    },\n    \"Both\": {\n      \"Type\": \"Parallel\",\n      \"Branches\": [\n        {\n          \"StartAt\": \"Each\",\n          \"States\": {\n            \"Each\": {\n              \"Type\": \"Map\",\n              \"ItemsPath\": \"$.lines\",\n              \"ItemSelector\": { \"sku.$\": \"$$.Map.Item.Value.sku\", \"at.$\": \"$$.Map.Item.Index\", \"city.$\": \"$city\" },\n              \"MaxConcurrency\": 2,\n              \"ItemProcessor\": {\n                \"StartAt\": \"Price\",\n                \"States\": {\n                  \"Price\": {\n                    \"Type\": \"Task\",\n                    \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:price\",\n                    \"Retry\": [{ \"ErrorEquals\": [\"Busy\"] }],\n                    \"End\": true\n                  }\n                }\n              },\n              \"End\": true\n            }\n          }\n        },\n        {\n          \"StartAt\": \"Look\",\n          \"States\": {\n            \"Look\": {\n              \"Type\": \"Task\",\n              \"Resource\": \"arn:aws:states:::lambda:invoke\",\n              \"Parameters\": { \"FunctionName\": \"look\", \"Payload.$\": \"$.customer\" },\n              \"ResultSelector\": { \"points.$\": \"$.Payload\" },\n              \"Assign\": { \"points.$\": \"$.Payload\" },\n              \"Next\": \"Known?\"\n            },\n            \"Known?\": {\n              \"Type\": \"Choice\",\n              \"Choices\": [{ \"Variable\": \"$points\", \"NumericGreaterThan\": 10, \"Next\": \"Good\" }],\n              \"Default\": \"Good\"\n            },\n            \"Good\": { \"Type\": \"Succeed\", \"OutputPath\": \"$.points\" }\n          }\n        }\n      ],\n      \"ResultSelector\": { \"prices.$\": \"$[0][*]\", \"points.$\": \"$[1]\" },\n      \"ResultPath\": \"$.result\",\n      \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"Assign\": { \"why.$\": \"$.Cause\" }, \"Next\": \"Failed\" }],\n      \"Next\": \"Sum\"\n    },\n    \"Sum\": {\n      \"Type\": \"Pass\",\n      \"Parameters\": {\n        \"skus.$\": \"$.lines[*].sku\",\n        \"first.$\": \"States.ArrayGetItem($.lines[?(@.pieces > 1)].sku, 0)\",\n        \"text.$\": \"States.Format('{} points in {}', $.result.points, $city)\"\n      },\n      \"End\": true\n    },\n    \"Failed\": { \"Type\": \"Fail\", \"ErrorPath\": \"States.UUID()\", \"CausePath\": \"$why\" }\n  }\n}\n",
        fingerprint: "a41ad927875c6567616a5c3857c8c0be",
        timeout_seconds: None,
        states: &[
            rt::StateMeta {
                name: "Note",
                kind: rt::StateKind::Pass,
                line: 5,
                next: &[(rt::StateIx(1), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Both",
                kind: rt::StateKind::Parallel,
                line: 10,
                next: &[(rt::StateIx(2), ""), (rt::StateIx(3), "catch States.ALL")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Sum",
                kind: rt::StateKind::Pass,
                line: 61,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Failed",
                kind: rt::StateKind::Fail,
                line: 70,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Each",
                kind: rt::StateKind::Map,
                line: 16,
                next: &[],
                within: Some((rt::StateIx(1), 0)),
                task: None,
            },
            rt::StateMeta {
                name: "Look",
                kind: rt::StateKind::Task,
                line: 39,
                next: &[(rt::StateIx(6), "")],
                within: Some((rt::StateIx(1), 1)),
                task: Some(0),
            },
            rt::StateMeta {
                name: "Known?",
                kind: rt::StateKind::Choice,
                line: 47,
                next: &[(rt::StateIx(7), "rule 1"), (rt::StateIx(7), "default")],
                within: Some((rt::StateIx(1), 1)),
                task: None,
            },
            rt::StateMeta {
                name: "Good",
                kind: rt::StateKind::Succeed,
                line: 52,
                next: &[],
                within: Some((rt::StateIx(1), 1)),
                task: None,
            },
            rt::StateMeta {
                name: "Price",
                kind: rt::StateKind::Task,
                line: 24,
                next: &[],
                within: Some((rt::StateIx(4), 0)),
                task: Some(1),
            },
        ],
        tasks: &[
            rt::TaskMeta {
                resource: "arn:aws:states:::lambda:invoke",
                kind: rt::TaskKind::Integration {
                    service: "lambda",
                    action: "invoke",
                    pattern: rt::Pattern::RequestResponse,
                },
                method: "look",
            },
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:price",
                kind: rt::TaskKind::Lambda,
                method: "price",
            },
        ],
        unsupported: &[],
    };
    /// A call of a task, with its argument.
    pub enum Call {
        /// `look` with its argument.
        InvokeLook(rt::Value),
        /// `price` with its argument.
        Price(super::Asked),
    }
    /// What a task brought.
    pub enum Reply {
        /// What `look` brought.
        InvokeLook(rt::Value),
        /// What `price` brought.
        Price(f64),
    }
    impl rt::serde::Serialize for Call {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                Call::InvokeLook(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
                Call::Price(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
            }
        }
    }
    impl<H> rt::Dispatch<H> for Workflow
    where
        H: super::BasketTasks + Send + Sync + 'static,
    {
        fn dispatch(
            handlers: rt::Arc<H>,
            cx: rt::TaskContext,
            task: u32,
            call: Call,
        ) -> rt::Work<Reply> {
            Box::pin(async move {
                match call {
                    Call::InvokeLook(argument) => {
                        match <H as super::BasketTasks>::look(
                                &handlers,
                                rt::event(&argument)?,
                            )
                            .await
                        {
                            Ok(result) => Ok(Reply::InvokeLook(rt::invoked(&result)?)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                    Call::Price(argument) => {
                        match <H as super::BasketTasks>::price(&handlers, argument).await
                        {
                            Ok(result) => Ok(Reply::Price(result)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                }
            })
        }
    }
    fn enter_note(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(0), &rt::Doc(&*data));
        let assigned = Vec::from([
            ("discount", rt::Value::from(0.5f64)),
            ("city", rt::value(cx, &data.base.customer.city)?),
        ]);
        cx.assign(assigned);
        cx.exit(rt::StateIx(0), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Both(data)))
    }
    fn enter_both(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(1), &rt::Doc(&*data));
        match call_both(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Both(data), effect)),
            Err(failure) => fail_both(cx, data, failure),
        }
    }
    fn call_both(
        cx: &mut rt::Cx<'_>,
        data: &BasketData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let fork = Fork::Both;
        let children = 2u32;
        let at_once = 0;
        cx.forked(children);
        Ok(rt::Effect::Fork {
            fork,
            children,
            at_once,
        })
    }
    fn child_both(
        cx: &mut rt::Cx<'_>,
        data: &BasketData,
        handed: &(),
        index: u32,
    ) -> Result<State, rt::Failure> {
        let copy = Box::new(Clone::clone(data));
        match index {
            0 => Ok(State::Each(copy)),
            1 => Ok(State::Look(copy)),
            _ => Err(rt::astray(cx)),
        }
    }
    fn take_both(
        cx: &mut rt::Cx<'_>,
        data: &mut BasketData,
        result: rt::Value,
    ) -> Result<(), rt::Failure> {
        let set0 = rt::Object;
        let set1 = rt::queried(
            cx,
            rt::get(&result, &[rt::Part::Index(0)]),
            None,
            {
                static SEGMENTS: &[rt::Segment] = &[rt::Segment::Wildcard];
                SEGMENTS
            },
            &rt::Missing {
                kind: rt::MissingKind::Field("prices.$"),
                path: "$[0][*]",
                prefix: &[],
                steps: &[rt::Part::Index(0)],
            },
            &result,
        )?;
        let set2 = Clone::clone(
            &(*rt::found(
                cx,
                rt::get(&result, &[rt::Part::Index(1)]),
                &rt::Missing {
                    kind: rt::MissingKind::Field("points.$"),
                    path: "$[1]",
                    prefix: &[],
                    steps: &[rt::Part::Index(1)],
                },
                &result,
            )?),
        );
        data.result = Some(set0);
        data.result_prices = Some(set1);
        data.result_points = Some(set2);
        Ok(())
    }
    fn finish_both(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
        joined: Result<Vec<rt::Value>, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match joined {
            Ok(outputs) => {
                cx.joined();
                match take_both(cx, &mut data, rt::Value::Array(outputs)) {
                    Ok(()) => {
                        return {
                            cx.exit(rt::StateIx(1), &rt::Doc(&*data));
                            Ok(rt::Step::Next(State::Sum(data)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Err(failure) => failure,
        };
        fail_both(cx, data, failure)
    }
    fn fail_both(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        cx.fork_failed();
        const CATCH: &[rt::Catcher] = &[&["States.ALL"]];
        match cx.catch(CATCH, &failure) {
            Some(0) => {
                let error = failure.error_output();
                let result = Clone::clone(&error);
                return {
                    let assigned = Vec::from([("why", rt::value(cx, &result.cause)?)]);
                    let out = Box::new(ErrorData { base: error });
                    cx.assign(assigned);
                    cx.exit(rt::StateIx(1), &rt::Doc(&*out));
                    Ok(rt::Step::Next(State::Failed(out)))
                };
            }
            _ => {}
        }
        Err(failure)
    }
    fn enter_sum(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(2), &rt::Doc(&*data));
        let out = Box::new(Fields3 {
            base: rt::Object,
            skus: Some({
                let mut found = Vec::new();
                if let Some(list) = Some(&data.base.lines) {
                    for element in list.iter() {
                        found.push(Clone::clone((&(*element).sku)));
                    }
                }
                found
            }),
            text: Some({
                let arg0 = rt::Value::String(String::from("{} points in {}"));
                let arg1 = Clone::clone(
                    &(*rt::found(
                        cx,
                        data.result_points.as_ref(),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("text.$"),
                            path: "$.result.points",
                            prefix: &[],
                            steps: &[rt::Part::Key("result"), rt::Part::Key("points")],
                        },
                        &rt::Doc(&*data),
                    )?),
                );
                let arg2 = Clone::clone(
                    &(*rt::found(
                        cx,
                        cx.variable("city"),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("text.$"),
                            path: "$city",
                            prefix: &[],
                            steps: &[],
                        },
                        &cx.variable("city"),
                    )?),
                );
                rt::states::format(cx, &arg0, &[arg1, arg2])?
            }),
            first: Some({
                let arg0 = rt::queried(
                    cx,
                    Some(&rt::value(cx, &data.base.lines)?),
                    None,
                    {
                        static LITERAL_0: rt::Literal = rt::Literal::new("1");
                        static SEGMENTS: &[rt::Segment] = &[
                            rt::Segment::Filter(
                                &rt::query::Filter::Compare(
                                    rt::query::Operator::Greater,
                                    rt::query::Operand::Element(&[rt::Segment::Key("pieces")]),
                                    rt::query::Operand::Literal(&LITERAL_0),
                                ),
                            ),
                            rt::Segment::Key("sku"),
                        ];
                        SEGMENTS
                    },
                    &rt::Missing {
                        kind: rt::MissingKind::Field("first.$"),
                        path: "$.lines[?(@.pieces > 1)].sku",
                        prefix: &[],
                        steps: &[rt::Part::Key("lines")],
                    },
                    &rt::Doc(&*data),
                )?;
                let arg1 = rt::Value::from(0i64);
                rt::states::array_get_item(cx, &arg0, &arg1)?
            }),
        });
        cx.exit(rt::StateIx(2), &rt::Doc(&*out));
        Ok(rt::Step::Done(rt::Owned(out)))
    }
    fn enter_failed(
        cx: &mut rt::Cx<'_>,
        mut data: Box<ErrorData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(3), &rt::Doc(&*data));
        let error = Some(rt::words(cx, rt::states::uuid(cx)?, "ErrorPath")?);
        let cause = Some(
            rt::words(
                cx,
                Clone::clone(
                    &(*rt::found(
                        cx,
                        cx.variable("why"),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("CausePath"),
                            path: "$why",
                            prefix: &[],
                            steps: &[],
                        },
                        &cx.variable("why"),
                    )?),
                ),
                "CausePath",
            )?,
        );
        Err(rt::Failure::from_parts(error, cause))
    }
    fn enter_each(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(4), &rt::Doc(&*data));
        match call_each(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Each(data), effect)),
            Err(failure) => fail_each(cx, data, failure),
        }
    }
    fn call_each(
        cx: &mut rt::Cx<'_>,
        data: &BasketData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let items = Clone::clone(&data.base.lines);
        let at_once = 2;
        let children = rt::count(cx, &items)?;
        let fork = Fork::Each(items);
        cx.forked(children);
        Ok(rt::Effect::Fork {
            fork,
            children,
            at_once,
        })
    }
    fn child_each(
        cx: &mut rt::Cx<'_>,
        data: &BasketData,
        handed: &Vec<super::Line>,
        index: u32,
    ) -> Result<State, rt::Failure> {
        let item = rt::item(cx, handed, index)?;
        let out = Box::new(Fields {
            base: rt::Object,
            at: Some(index),
            city: Some(
                Clone::clone(
                    &(*rt::found(
                        cx,
                        cx.variable("city"),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("city.$"),
                            path: "$city",
                            prefix: &[],
                            steps: &[],
                        },
                        &cx.variable("city"),
                    )?),
                ),
            ),
            sku: Some(Clone::clone(&(*item).sku)),
        });
        Ok(State::Price(out))
    }
    fn take_each(
        cx: &mut rt::Cx<'_>,
        data: &mut BasketData,
        result: rt::Value,
    ) -> Result<rt::Value, rt::Failure> {
        Ok(result)
    }
    fn finish_each(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
        joined: Result<Vec<rt::Value>, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match joined {
            Ok(outputs) => {
                cx.joined();
                match take_each(cx, &mut data, rt::Value::Array(outputs)) {
                    Ok(out) => {
                        return {
                            cx.exit(rt::StateIx(4), &rt::Doc(&out));
                            Ok(rt::Step::Return(out))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Err(failure) => failure,
        };
        fail_each(cx, data, failure)
    }
    fn fail_each(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        cx.fork_failed();
        Err(failure)
    }
    fn enter_look(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(5), &rt::Doc(&*data));
        match call_look(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Look(data), effect)),
            Err(failure) => fail_look(cx, data, failure),
        }
    }
    fn call_look(
        cx: &mut rt::Cx<'_>,
        data: &BasketData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::InvokeLook(
            rt::object([
                ("FunctionName", rt::Value::String(String::from("look"))),
                ("Payload", rt::value(cx, &data.base.customer)?),
            ]),
        );
        let terms = rt::Terms::default();
        cx.scheduled(0, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 0,
            terms,
        })
    }
    fn take_look(
        cx: &mut rt::Cx<'_>,
        data: &mut BasketData,
        result: rt::Value,
    ) -> Result<Box<Fields2>, rt::Failure> {
        let assigned = Vec::from([
            (
                "points",
                Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&result, &[rt::Part::Key("Payload")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("points.$"),
                            path: "$.Payload",
                            prefix: &[],
                            steps: &[rt::Part::Key("Payload")],
                        },
                        &result,
                    )?),
                ),
            ),
        ]);
        let made = Box::new(Fields2 {
            base: rt::Object,
            points: Some(
                Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&result, &[rt::Part::Key("Payload")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("points.$"),
                            path: "$.Payload",
                            prefix: &[],
                            steps: &[rt::Part::Key("Payload")],
                        },
                        &result,
                    )?),
                ),
            ),
        });
        cx.assign(assigned);
        Ok(made)
    }
    fn finish_look(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::InvokeLook(result)) => {
                let taken = match cx.succeeded(0, &result) {
                    Ok(()) => take_look(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(out) => {
                        return {
                            cx.exit(rt::StateIx(5), &rt::Doc(&*out));
                            Ok(rt::Step::Next(State::Known(out)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Ok(_) => return Err(rt::astray(cx)),
            Err(failure) => failure,
        };
        cx.failed(0, &failure);
        fail_look(cx, data, failure)
    }
    fn fail_look(
        cx: &mut rt::Cx<'_>,
        mut data: Box<BasketData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        Err(failure)
    }
    fn enter_known(
        cx: &mut rt::Cx<'_>,
        mut data: Box<Fields2>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(6), &rt::Doc(&*data));
        if rt::numbers(
            rt::Order::Greater,
            rt::Scalar::number(
                &(*rt::found(
                    cx,
                    cx.variable("points"),
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$points",
                        prefix: &[],
                        steps: &[],
                    },
                    &cx.variable("points"),
                )?),
            ),
            Some(rt::Number::Int(10i128)),
        ) {
            return {
                cx.exit(rt::StateIx(6), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Good(data)))
            };
        }
        cx.exit(rt::StateIx(6), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Good(data)))
    }
    fn enter_good(cx: &mut rt::Cx<'_>, mut data: Box<Fields2>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(7), &rt::Doc(&*data));
        let out = Clone::clone(
            &(*rt::found(
                cx,
                data.points.as_ref(),
                &rt::Missing {
                    kind: rt::MissingKind::Path,
                    path: "$.points",
                    prefix: &[],
                    steps: &[rt::Part::Key("points")],
                },
                &rt::Doc(&*data),
            )?),
        );
        cx.exit(rt::StateIx(7), &rt::Doc(&out));
        Ok(rt::Step::Return(out))
    }
    fn enter_price(cx: &mut rt::Cx<'_>, mut data: Box<Fields>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(8), &rt::Doc(&*data));
        match call_price(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Price(data), effect)),
            Err(failure) => fail_price(cx, data, failure),
        }
    }
    fn call_price(
        cx: &mut rt::Cx<'_>,
        data: &Fields,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::Price(super::Asked {
            sku: Clone::clone(
                &(*rt::found(
                    cx,
                    data.sku.as_ref(),
                    &rt::Missing {
                        kind: rt::MissingKind::Path,
                        path: "$",
                        prefix: &[],
                        steps: &[rt::Part::Key("sku")],
                    },
                    &rt::Doc(&*data),
                )?),
            ),
            at: (*rt::found(
                cx,
                data.at.as_ref(),
                &rt::Missing {
                    kind: rt::MissingKind::Path,
                    path: "$",
                    prefix: &[],
                    steps: &[rt::Part::Key("at")],
                },
                &rt::Doc(&*data),
            )?),
            city: rt::convert::<
                _,
                String,
            >(
                cx,
                &(*rt::found(
                    cx,
                    data.city.as_ref(),
                    &rt::Missing {
                        kind: rt::MissingKind::Path,
                        path: "$",
                        prefix: &[],
                        steps: &[rt::Part::Key("city")],
                    },
                    &rt::Doc(&*data),
                )?),
            )?,
        });
        let terms = rt::Terms::default();
        cx.scheduled(1, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 1,
            terms,
        })
    }
    fn take_price(
        cx: &mut rt::Cx<'_>,
        data: &mut Fields,
        result: f64,
    ) -> Result<rt::Value, rt::Failure> {
        Ok(rt::value(cx, &result)?)
    }
    fn finish_price(
        cx: &mut rt::Cx<'_>,
        mut data: Box<Fields>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::Price(result)) => {
                let taken = match cx.succeeded(1, &result) {
                    Ok(()) => take_price(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(out) => {
                        return {
                            cx.exit(rt::StateIx(8), &rt::Doc(&out));
                            Ok(rt::Step::Return(out))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Ok(_) => return Err(rt::astray(cx)),
            Err(failure) => failure,
        };
        cx.failed(1, &failure);
        fail_price(cx, data, failure)
    }
    fn fail_price(
        cx: &mut rt::Cx<'_>,
        mut data: Box<Fields>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        const RETRY: &[rt::Retrier] = &[
            rt::Retrier {
                errors: &["Busy"],
                interval_seconds: 1u64,
                max_attempts: 3u64,
                backoff_rate: 2f64,
                max_delay_seconds: None,
                full_jitter: false,
            },
        ];
        if let Some(until) = cx.retry(RETRY, &failure) {
            return Ok(rt::Step::Park(State::Price(data), rt::Effect::Backoff { until }));
        }
        Err(failure)
    }
    const _: () = {
        fn contract_0(value: &super::Basket) {
            let _: &super::Customer = &value.customer;
            let _: &Vec<super::Line> = &value.lines;
        }
        fn contract_1(value: &super::Total) {
            let _: &Vec<String> = &value.skus;
            let _: &String = &value.first;
            let _: &String = &value.text;
        }
        fn contract_2(value: &super::Asked) {
            let _: &String = &value.sku;
            let _: &u32 = &value.at;
            let _: &String = &value.city;
        }
        fn contract_3(value: &super::Customer) {
            let _: &String = &value.name;
            let _: &String = &value.city;
        }
        fn contract_4(value: &super::Line) {
            let _: &String = &value.sku;
            let _: &u32 = &value.pieces;
        }
    };
}

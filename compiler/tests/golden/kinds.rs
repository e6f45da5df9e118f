pub mod kinds {
    //! The workflow kinds, from kinds.asl.json.
    //!
    #![cfg_attr(
        doc,
        doc = ::stepwright::__private::picture!(
            "kinds",
            "{\n  \"StartAt\": \"How\",\n  \"States\": {\n    \"How\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [\n        { \"Variable\": \"$.payment.type\", \"StringEquals\": \"card\", \"Next\": \"Card\" },\n        { \"And\": [{ \"Variable\": \"$.whole.type\", \"StringEquals\": \"invoice\" }, { \"Variable\": \"$.whole.days\", \"NumericGreaterThan\": 3 }], \"Next\": \"Tell\" },\n        { \"Variable\": \"$.pair[1].type\", \"StringEquals\": \"cash\", \"Next\": \"Tell\" },\n        { \"Variable\": \"$.shipping.courier\", \"IsPresent\": true, \"Next\": \"Pay\" }\n      ],\n      \"Default\": \"Tell\"\n    },\n    \"Card\": { \"Type\": \"Pass\", \"Parameters\": { \"number.$\": \"$.payment.cardNumber\", \"by.$\": \"$.by\", \"at.$\": \"$.place[0]\" }, \"ResultPath\": \"$.made\", \"Next\": \"Pay\" },\n    \"Pay\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:pay\",\n      \"InputPath\": \"$.payment\",\n      \"ResultPath\": \"$.payment\",\n      \"Next\": \"Tell\"\n    },\n    \"Tell\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:tell\",\n      \"Parameters\": { \"type\": \"Opened\", \"data\": { \"in.$\": \"$.id\" } },\n      \"ResultPath\": \"$.told\",\n      \"Next\": \"Told\"\n    },\n    \"Told\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [{ \"Variable\": \"$.told[0].type\", \"StringEquals\": \"Opened\", \"Next\": \"Opened\" }],\n      \"Default\": \"Done\"\n    },\n    \"Opened\": { \"Type\": \"Pass\", \"InputPath\": \"$.told[0].data.in\", \"ResultPath\": \"$.in\", \"Next\": \"Done\" },\n    \"Done\": { \"Type\": \"Pass\", \"OutputPath\": \"$.payment\", \"End\": true }\n  }\n}\n"
        )
    )]
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | How | Choice | Card (rule 1), Tell (rule 2), Tell (rule 3), Pay (rule 4), Tell (default) |
    //! | Card | Pass | Pay |
    //! | Pay | Task | Tell |
    //! | Tell | Task | Told |
    //! | Told | Choice | Opened (rule 1), Done (default) |
    //! | Opened | Pass | Done |
    //! | Done | Pass | the end |
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
    /// The workflow kinds, to be registered with an engine.
    #[derive(Clone, Copy, Debug)]
    pub struct Workflow;
    impl rt::Flow for Workflow {
        const META: &'static rt::FlowMeta = &META;
        type Input = super::Job;
        type Output = rt::Value;
        type Code = Workflow;
        const STATES: &'static () = &();
    }
    impl rt::Code for Workflow {
        type States = ();
        type Input = super::Job;
        type Frame = State;
        type Call = Call;
        type Reply = Reply;
        type Document = rt::Owned<Output>;
        type Fork = ();
        fn start(
            _: &'static (),
            cx: &mut rt::Cx<'_>,
            input: Self::Input,
        ) -> rt::Turn<Self> {
            rt::run(
                cx,
                State::How(
                    Box::new(JobData {
                        base: input,
                        made: None,
                        made_number: None,
                        made_at: None,
                        made_by: None,
                        told: None,
                        payment: None,
                        in_: None,
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
                State::Pay(data) => call_pay(cx, data),
                State::Tell(data) => call_tell(cx, data),
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
                        State::Pay(data) => finish_pay(cx, data, reply),
                        State::Tell(data) => finish_tell(cx, data, reply),
                        _ => Err(rt::astray(cx)),
                    }
                }
                rt::Wake::Elapsed => Err(rt::astray(cx)),
                rt::Wake::Joined(joined) => Err(rt::astray(cx)),
            };
            rt::settle(cx, stepped, step)
        }
    }
    /// One transition: enters a state and runs to where it leads, or to what it needs from outside.
    fn step(cx: &mut rt::Cx<'_>, state: State) -> rt::Stepped<Workflow> {
        match state {
            State::How(data) => enter_how(cx, data),
            State::Card(data) => enter_card(cx, data),
            State::Pay(data) => enter_pay(cx, data),
            State::Tell(data) => enter_tell(cx, data),
            State::Told(data) => enter_told(cx, data),
            State::Opened(data) => enter_opened(cx, data),
            State::Done(data) => enter_done(cx, data),
        }
    }
    /// The states, each with the data that arrives there. It is the checkpoint of an execution.
    pub enum State {
        /// How: a `Choice` state, line 4 of kinds.asl.json.
        How(Box<JobData>),
        /// Card: a `Pass` state, line 14 of kinds.asl.json.
        Card(Box<JobData>),
        /// Pay: a `Task` state, line 15 of kinds.asl.json.
        Pay(Box<JobData>),
        /// Tell: a `Task` state, line 22 of kinds.asl.json.
        Tell(Box<JobData>),
        /// Told: a `Choice` state, line 29 of kinds.asl.json.
        Told(Box<JobData>),
        /// Opened: a `Pass` state, line 34 of kinds.asl.json.
        Opened(Box<JobData>),
        /// Done: a `Pass` state, line 35 of kinds.asl.json.
        Done(Box<JobData>),
    }
    impl rt::serde::Serialize for State {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                State::How(data) => {
                    serializer.serialize_newtype_variant("State", 0, "How", data)
                }
                State::Card(data) => {
                    serializer.serialize_newtype_variant("State", 1, "Card", data)
                }
                State::Pay(data) => {
                    serializer.serialize_newtype_variant("State", 2, "Pay", data)
                }
                State::Tell(data) => {
                    serializer.serialize_newtype_variant("State", 3, "Tell", data)
                }
                State::Told(data) => {
                    serializer.serialize_newtype_variant("State", 4, "Told", data)
                }
                State::Opened(data) => {
                    serializer.serialize_newtype_variant("State", 5, "Opened", data)
                }
                State::Done(data) => {
                    serializer.serialize_newtype_variant("State", 6, "Done", data)
                }
            }
        }
    }
    impl<'de> rt::Variants<'de> for State {
        const NAME: &'static str = "State";
        const VARIANTS: &'static [&'static str] = &[
            "How",
            "Card",
            "Pay",
            "Tell",
            "Told",
            "Opened",
            "Done",
        ];
        fn read<A: rt::serde::de::VariantAccess<'de>>(
            variant: usize,
            content: A,
        ) -> Result<Self, A::Error> {
            match variant {
                0 => content.newtype_variant().map(State::How),
                1 => content.newtype_variant().map(State::Card),
                2 => content.newtype_variant().map(State::Pay),
                3 => content.newtype_variant().map(State::Tell),
                4 => content.newtype_variant().map(State::Told),
                5 => content.newtype_variant().map(State::Opened),
                6 => content.newtype_variant().map(State::Done),
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
    pub struct JobData {
        /// The document as it came.
        pub base: super::Job,
        /// What is laid over the document at $.made.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub made: Option<rt::Object>,
        /// What is laid over the document at $.made.number.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub made_number: Option<rt::Value>,
        /// What is laid over the document at $.made.at.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub made_at: Option<f64>,
        /// What is laid over the document at $.made.by.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub made_by: Option<rt::Value>,
        /// What is laid over the document at $.told.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub told: Option<(super::Event, super::Note)>,
        /// What is laid over the document at $.payment.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub payment: Option<super::Payment>,
        /// What is laid over the document at $.in.
        #[serde(
            default,
            skip_serializing_if = "Option::is_none",
            deserialize_with = "rt::slot"
        )]
        pub in_: Option<rt::Value>,
    }
    impl rt::Document for JobData {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::overlaid(
                serializer,
                &self.base,
                &[
                    rt::Layer::new(
                        "made",
                        &self.made,
                        &[
                            rt::Layer::new("number", &self.made_number, &[]),
                            rt::Layer::new("at", &self.made_at, &[]),
                            rt::Layer::new("by", &self.made_by, &[]),
                        ],
                    ),
                    rt::Layer::new("told", &self.told, &[]),
                    rt::Layer::new("payment", &self.payment, &[]),
                    rt::Layer::new("in", &self.in_, &[]),
                ],
            )
        }
    }
    /// State data: a document, and what is laid over it.
    #[derive(rt::serde::Serialize, rt::serde::Deserialize)]
    #[serde(crate = "rt::serde")]
    pub struct PaymentData {
        /// The document as it came.
        pub base: super::Payment,
    }
    impl rt::Document for PaymentData {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            rt::serde::Serialize::serialize(&self.base, serializer)
        }
    }
    /// What an execution ends with: one variant a layout.
    pub enum Output {
        PaymentData(Box<PaymentData>),
        Value(rt::Value),
    }
    impl rt::Document for Output {
        fn write<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                Output::PaymentData(data) => rt::Document::write(data, serializer),
                Output::Value(data) => rt::Document::write(data, serializer),
            }
        }
    }
    static META: rt::FlowMeta = rt::FlowMeta {
        name: "kinds",
        definition: "{\n  \"StartAt\": \"How\",\n  \"States\": {\n    \"How\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [\n        { \"Variable\": \"$.payment.type\", \"StringEquals\": \"card\", \"Next\": \"Card\" },\n        { \"And\": [{ \"Variable\": \"$.whole.type\", \"StringEquals\": \"invoice\" }, { \"Variable\": \"$.whole.days\", \"NumericGreaterThan\": 3 }], \"Next\": \"Tell\" },\n        { \"Variable\": \"$.pair[1].type\", \"StringEquals\": \"cash\", \"Next\": \"Tell\" },\n        { \"Variable\": \"$.shipping.courier\", \"IsPresent\": true, \"Next\": \"Pay\" }\n      ],\n      \"Default\": \"Tell\"\n    },\n    \"Card\": { \"Type\": \"Pass\", \"Parameters\": { \"number.$\": \"$.payment.cardNumber\", \"by.$\": \"$.by\", \"at.$\": \"$.place[0]\" }, \"ResultPath\": \"$.made\", \"Next\": \"Pay\" },\n    \"Pay\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:pay\",\n      \"InputPath\": \"$.payment\",\n      \"ResultPath\": \"$.payment\",\n      \"Next\": \"Tell\"\n    },\n    \"Tell\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:tell\",\n      \"Parameters\": { \"type\": \"Opened\", \"data\": { \"in.$\": \"$.id\" } },\n      \"ResultPath\": \"$.told\",\n      \"Next\": \"Told\"\n    },\n    \"Told\": {\n      \"Type\": \"Choice\",\n      \"Choices\": [{ \"Variable\": \"$.told[0].type\", \"StringEquals\": \"Opened\", \"Next\": \"Opened\" }],\n      \"Default\": \"Done\"\n    },\n    \"Opened\": { \"Type\": \"Pass\", \"InputPath\": \"$.told[0].data.in\", \"ResultPath\": \"$.in\", \"Next\": \"Done\" },\n    \"Done\": { \"Type\": \"Pass\", \"OutputPath\": \"$.payment\", \"End\": true }\n  }\n}\n",
        fingerprint: "a715b0e95d2936c678ead98567c5a777",
        timeout_seconds: None,
        states: &[
            rt::StateMeta {
                name: "How",
                kind: rt::StateKind::Choice,
                line: 4,
                next: &[
                    (rt::StateIx(1), "rule 1"),
                    (rt::StateIx(3), "rule 2"),
                    (rt::StateIx(3), "rule 3"),
                    (rt::StateIx(2), "rule 4"),
                    (rt::StateIx(3), "default"),
                ],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Card",
                kind: rt::StateKind::Pass,
                line: 14,
                next: &[(rt::StateIx(2), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Pay",
                kind: rt::StateKind::Task,
                line: 15,
                next: &[(rt::StateIx(3), "")],
                within: None,
                task: Some(0),
            },
            rt::StateMeta {
                name: "Tell",
                kind: rt::StateKind::Task,
                line: 22,
                next: &[(rt::StateIx(4), "")],
                within: None,
                task: Some(1),
            },
            rt::StateMeta {
                name: "Told",
                kind: rt::StateKind::Choice,
                line: 29,
                next: &[(rt::StateIx(5), "rule 1"), (rt::StateIx(6), "default")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Opened",
                kind: rt::StateKind::Pass,
                line: 34,
                next: &[(rt::StateIx(6), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Done",
                kind: rt::StateKind::Pass,
                line: 35,
                next: &[],
                within: None,
                task: None,
            },
        ],
        tasks: &[
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:pay",
                kind: rt::TaskKind::Lambda,
                method: "pay",
            },
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:tell",
                kind: rt::TaskKind::Lambda,
                method: "tell",
            },
        ],
        unsupported: &[],
    };
    /// A call of a task, with its argument.
    pub enum Call {
        /// `pay` with its argument.
        Pay(super::Payment),
        /// `tell` with its argument.
        Tell(super::Event),
    }
    /// What a task brought.
    pub enum Reply {
        /// What `pay` brought.
        Pay(super::Payment),
        /// What `tell` brought.
        Tell((super::Event, super::Note)),
    }
    impl rt::serde::Serialize for Call {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                Call::Pay(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
                Call::Tell(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
            }
        }
    }
    impl<H> rt::Dispatch<H> for Workflow
    where
        H: super::Tasks + Send + Sync + 'static,
    {
        fn dispatch(
            handlers: rt::Arc<H>,
            cx: rt::TaskContext,
            task: u32,
            call: Call,
        ) -> rt::Work<Reply> {
            Box::pin(async move {
                match call {
                    Call::Pay(argument) => {
                        match <H as super::Tasks>::pay(&handlers, argument).await {
                            Ok(result) => Ok(Reply::Pay(rt::normalised(result)?)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                    Call::Tell(argument) => {
                        match <H as super::Tasks>::tell(&handlers, argument).await {
                            Ok(result) => Ok(Reply::Tell(rt::normalised(result)?)),
                            Err(error) => Err(rt::Failure::from_task_error(&error)),
                        }
                    }
                }
            })
        }
    }
    fn enter_how(cx: &mut rt::Cx<'_>, mut data: Box<JobData>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(0), &rt::Doc(&*data));
        if rt::texts(
            rt::Order::Equal,
            rt::Scalar::text(
                &rt::found_part(
                    cx,
                    rt::value(cx, &data.base.payment)?,
                    &[rt::Part::Key("type")],
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$.payment.type",
                        prefix: &[],
                        steps: &[rt::Part::Key("payment"), rt::Part::Key("type")],
                    },
                    &rt::Doc(&*data),
                )?,
            ),
            Some(rt::Text::Borrowed("card")),
        ) {
            return {
                cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Card(data)))
            };
        }
        if (rt::texts(
            rt::Order::Equal,
            rt::Scalar::text(
                &rt::found_part(
                    cx,
                    rt::value(cx, &data.base.whole.inner)?,
                    &[rt::Part::Key("type")],
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$.whole.type",
                        prefix: &[],
                        steps: &[rt::Part::Key("whole"), rt::Part::Key("type")],
                    },
                    &rt::Doc(&*data),
                )?,
            ),
            Some(rt::Text::Borrowed("invoice")),
        )
            && rt::numbers(
                rt::Order::Greater,
                rt::Scalar::number(
                    &rt::found_part(
                        cx,
                        rt::value(cx, &data.base.whole.inner)?,
                        &[rt::Part::Key("days")],
                        &rt::Missing {
                            kind: rt::MissingKind::Choice,
                            path: "$.whole.days",
                            prefix: &[],
                            steps: &[rt::Part::Key("whole"), rt::Part::Key("days")],
                        },
                        &rt::Doc(&*data),
                    )?,
                ),
                Some(rt::Number::Int(3i128)),
            ))
        {
            return {
                cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Tell(data)))
            };
        }
        if rt::texts(
            rt::Order::Equal,
            rt::Scalar::text(
                &rt::found_part(
                    cx,
                    rt::value(cx, &(*data.base.pair.1))?,
                    &[rt::Part::Key("type")],
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$.pair[1].type",
                        prefix: &[],
                        steps: &[
                            rt::Part::Key("pair"),
                            rt::Part::Index(1),
                            rt::Part::Key("type"),
                        ],
                    },
                    &rt::Doc(&*data),
                )?,
            ),
            Some(rt::Text::Borrowed("cash")),
        ) {
            return {
                cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Tell(data)))
            };
        }
        if match Some(&data.base.shipping) {
            Some(outer) => {
                rt::part(rt::value(cx, outer)?, &[rt::Part::Key("courier")]).is_some()
            }
            None => false,
        } {
            return {
                cx.exit(rt::StateIx(0), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Pay(data)))
            };
        }
        cx.exit(rt::StateIx(0), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Tell(data)))
    }
    fn enter_card(cx: &mut rt::Cx<'_>, mut data: Box<JobData>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(1), &rt::Doc(&*data));
        let set0 = rt::Object;
        let set1 = rt::found_part(
            cx,
            rt::value(cx, &data.base.payment)?,
            &[rt::Part::Key("cardNumber")],
            &rt::Missing {
                kind: rt::MissingKind::Field("number.$"),
                path: "$.payment.cardNumber",
                prefix: &[],
                steps: &[rt::Part::Key("payment"), rt::Part::Key("cardNumber")],
            },
            &rt::Doc(&*data),
        )?;
        let set2 = data.base.place.0;
        let set3 = rt::found_part(
            cx,
            rt::value(cx, &data.base)?,
            &[rt::Part::Key("by")],
            &rt::Missing {
                kind: rt::MissingKind::Field("by.$"),
                path: "$.by",
                prefix: &[],
                steps: &[rt::Part::Key("by")],
            },
            &rt::Doc(&*data),
        )?;
        data.made = Some(set0);
        data.made_number = Some(set1);
        data.made_at = Some(set2);
        data.made_by = Some(set3);
        cx.exit(rt::StateIx(1), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Pay(data)))
    }
    fn enter_pay(cx: &mut rt::Cx<'_>, mut data: Box<JobData>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(2), &rt::Doc(&*data));
        match call_pay(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Pay(data), effect)),
            Err(failure) => fail_pay(cx, data, failure),
        }
    }
    fn call_pay(
        cx: &mut rt::Cx<'_>,
        data: &JobData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::Pay(Clone::clone(&data.base.payment));
        let terms = rt::Terms::default();
        cx.scheduled(0, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 0,
            terms,
        })
    }
    fn take_pay(
        cx: &mut rt::Cx<'_>,
        data: &mut JobData,
        result: super::Payment,
    ) -> Result<(), rt::Failure> {
        let set0 = result;
        data.payment = Some(set0);
        Ok(())
    }
    fn finish_pay(
        cx: &mut rt::Cx<'_>,
        mut data: Box<JobData>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::Pay(result)) => {
                let taken = match cx.succeeded(0, &result) {
                    Ok(()) => take_pay(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(()) => {
                        return {
                            cx.exit(rt::StateIx(2), &rt::Doc(&*data));
                            Ok(rt::Step::Next(State::Tell(data)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Ok(_) => return Err(rt::astray(cx)),
            Err(failure) => failure,
        };
        cx.failed(0, &failure);
        fail_pay(cx, data, failure)
    }
    fn fail_pay(
        cx: &mut rt::Cx<'_>,
        mut data: Box<JobData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        Err(failure)
    }
    fn enter_tell(cx: &mut rt::Cx<'_>, mut data: Box<JobData>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(3), &rt::Doc(&*data));
        match call_tell(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::Tell(data), effect)),
            Err(failure) => fail_tell(cx, data, failure),
        }
    }
    fn call_tell(
        cx: &mut rt::Cx<'_>,
        data: &JobData,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::Tell(
            rt::convert_value::<
                super::Event,
            >(
                cx,
                rt::object([
                    ("type", rt::Value::String(String::from("Opened"))),
                    ("data", rt::object([("in", rt::value(cx, &data.base.id)?)])),
                ]),
            )?,
        );
        let terms = rt::Terms::default();
        cx.scheduled(1, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 1,
            terms,
        })
    }
    fn take_tell(
        cx: &mut rt::Cx<'_>,
        data: &mut JobData,
        result: (super::Event, super::Note),
    ) -> Result<(), rt::Failure> {
        let set0 = result;
        data.told = Some(set0);
        Ok(())
    }
    fn finish_tell(
        cx: &mut rt::Cx<'_>,
        mut data: Box<JobData>,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::Tell(result)) => {
                let taken = match cx.succeeded(1, &result) {
                    Ok(()) => take_tell(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(()) => {
                        return {
                            cx.exit(rt::StateIx(3), &rt::Doc(&*data));
                            Ok(rt::Step::Next(State::Told(data)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Ok(_) => return Err(rt::astray(cx)),
            Err(failure) => failure,
        };
        cx.failed(1, &failure);
        fail_tell(cx, data, failure)
    }
    fn fail_tell(
        cx: &mut rt::Cx<'_>,
        mut data: Box<JobData>,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        Err(failure)
    }
    fn enter_told(cx: &mut rt::Cx<'_>, mut data: Box<JobData>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(4), &rt::Doc(&*data));
        if (match &(*rt::found(
            cx,
            data.told.as_ref(),
            &rt::Missing {
                kind: rt::MissingKind::Choice,
                path: "$.told[0].type",
                prefix: &[],
                steps: &[
                    rt::Part::Key("told"),
                    rt::Part::Index(0),
                    rt::Part::Key("type"),
                ],
            },
            &rt::Doc(&*data),
        )?)
            .0
        {
            super::Event::Opened { .. } => true,
            _ => false,
        }) {
            return {
                cx.exit(rt::StateIx(4), &rt::Doc(&*data));
                Ok(rt::Step::Next(State::Opened(data)))
            };
        }
        cx.exit(rt::StateIx(4), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Done(data)))
    }
    fn enter_opened(
        cx: &mut rt::Cx<'_>,
        mut data: Box<JobData>,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(5), &rt::Doc(&*data));
        let set0 = rt::found_part(
            cx,
            rt::value(
                cx,
                &(*rt::found(
                    cx,
                    data.told.as_ref(),
                    &rt::Missing {
                        kind: rt::MissingKind::Path,
                        path: "$.told[0].data.in",
                        prefix: &[],
                        steps: &[
                            rt::Part::Key("told"),
                            rt::Part::Index(0),
                            rt::Part::Key("data"),
                            rt::Part::Key("in"),
                        ],
                    },
                    &rt::Doc(&*data),
                )?)
                    .0,
            )?,
            &[rt::Part::Key("data"), rt::Part::Key("in")],
            &rt::Missing {
                kind: rt::MissingKind::Path,
                path: "$.told[0].data.in",
                prefix: &[],
                steps: &[
                    rt::Part::Key("told"),
                    rt::Part::Index(0),
                    rt::Part::Key("data"),
                    rt::Part::Key("in"),
                ],
            },
            &rt::Doc(&*data),
        )?;
        data.in_ = Some(set0);
        cx.exit(rt::StateIx(5), &rt::Doc(&*data));
        Ok(rt::Step::Next(State::Done(data)))
    }
    fn enter_done(cx: &mut rt::Cx<'_>, mut data: Box<JobData>) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(6), &rt::Doc(&*data));
        let out = rt::found_part(
            cx,
            rt::value(cx, &rt::Doc(&*data))?,
            &[rt::Part::Key("payment")],
            &rt::Missing {
                kind: rt::MissingKind::Path,
                path: "$.payment",
                prefix: &[],
                steps: &[rt::Part::Key("payment")],
            },
            &rt::Doc(&*data),
        )?;
        cx.exit(rt::StateIx(6), &rt::Doc(&out));
        Ok(rt::Step::Done(rt::Owned(Output::Value(out))))
    }
    const _: () = {
        fn contract_0(value: &super::Job) {
            let _: &String = &value.id;
            let _: &super::Payment = &value.payment;
            let _: &super::Shipping = &value.shipping;
            let _: &super::Event = &value.event;
            let _: &super::Note = &value.note;
            let _: &super::Only = &value.only;
            let _: &super::Place = &value.place;
            let _: &(u32, Box<super::Payment>) = &value.pair;
            let _: &super::Whole = &value.whole;
            let _: &super::Audit = &value.audit;
            let _: &rt::HashMap<String, rt::Value> = &value.rest;
        }
        fn contract_1(value: &super::Payment) {
            match value {
                super::Payment::Card { card_number: part0, type_of: part1, .. } => {
                    let _: &String = &*part0;
                    let _: &Option<String> = &*part1;
                }
                super::Payment::Cash { .. } => {}
                super::Payment::Invoice { 0: part0, .. } => {
                    let _: &super::Terms = &*part0;
                }
                super::Payment::Unknown { .. } => {}
            }
        }
        fn contract_2(value: &super::Event) {
            match value {
                super::Event::Opened { r#in: part0, .. } => {
                    let _: &String = &*part0;
                }
                super::Event::Closed { 0: part0, .. } => {
                    let _: &u64 = &*part0;
                }
                super::Event::Moved { 0: part0, 1: part1, .. } => {
                    let _: &f64 = &*part0;
                    let _: &f64 = &*part1;
                }
                super::Event::Nothing { .. } => {}
            }
        }
        fn contract_3(value: &super::Note) {
            match value {
                super::Note::Text { 0: part0, .. } => {
                    let _: &String = &*part0;
                }
                super::Note::Signed { text: part0, by: part1, .. } => {
                    let _: &String = &*part0;
                    let _: &String = &*part1;
                }
            }
        }
        fn contract_4(value: &super::Shipping) {
            match value {
                super::Shipping::Pickup { .. } => {}
                super::Shipping::Courier { name: part0, .. } => {
                    let _: &String = &*part0;
                }
                super::Shipping::Post { 0: part0, .. } => {
                    let _: &u32 = &*part0;
                }
            }
        }
        fn contract_5(value: &super::Only) {
            match value {
                super::Only::One { n: part0, .. } => {
                    let _: &u8 = &*part0;
                }
            }
        }
        fn contract_6(value: &super::Place) {
            let _: &f64 = &value.0;
            let _: &f64 = &value.1;
        }
        fn contract_8(value: &super::Audit) {
            let _: &String = &value.by;
        }
        fn contract_9(value: &super::Terms) {
            let _: &u32 = &value.days;
        }
    };
}

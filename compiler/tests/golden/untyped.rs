pub mod untyped {
    //! The workflow untyped, from untyped\.asl\.json.
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | Done\? | Choice | Self \(rule 1\), 1st \(rule 2\), 決済 \(default\) |
    //! | Self | Pass | Done |
    //! | 1st | Task | Done, Done \(catch States\.ALL\) |
    //! | 決済 | Wait | Done |
    //! | Done | Succeed | the end |
    #![allow(
        dead_code,
        missing_docs,
        unreachable_code,
        unreachable_patterns,
        unreachable_pub,
        unused_imports,
        unused_mut,
        unused_parens,
        unused_variables,
        non_camel_case_types,
        non_snake_case,
        clippy::all,
        clippy::pedantic,
        clippy::nursery,
        clippy::restriction
    )]
    use ::stepwright::__private as rt;
    use ::stepwright::__private::prelude::*;
    /// The workflow untyped, to be registered with an engine.
    #[derive(Clone, Copy, Debug)]
    pub struct Workflow;
    impl rt::Flow for Workflow {
        const META: &'static rt::FlowMeta = &META;
        type Input = rt::Value;
        type Output = rt::Value;
        type Frame = State;
        type Call = Call;
        type Reply = Reply;
        type Document = rt::Owned<rt::Value>;
        type Fork = ();
        fn start(cx: &mut rt::Cx<'_>, input: Self::Input) -> rt::Turn<Self> {
            match Ok::<State, rt::Failure>(State::Done2(input)) {
                Ok(state) => rt::run(cx, state, step),
                Err(failure) => rt::Turn::Failed(failure),
            }
        }
        fn effect(
            cx: &mut rt::Cx<'_>,
            frame: &Self::Frame,
        ) -> Result<rt::Effect<Self>, rt::Failure> {
            match frame {
                State::State1st(data) => call_state1st(cx, data),
                State::決済(data) => call_決済(cx, data),
                _ => Ok(rt::Effect::Yield),
            }
        }
        fn child(
            cx: &mut rt::Cx<'_>,
            frame: &Self::Frame,
            fork: &Self::Fork,
            index: u32,
        ) -> Result<Self::Frame, rt::Failure> {
            Err(rt::astray(cx))
        }
        fn resume(
            cx: &mut rt::Cx<'_>,
            frame: Self::Frame,
            wake: rt::Wake<Self::Reply>,
        ) -> rt::Turn<Self> {
            let stepped = match wake {
                rt::Wake::Continue => Ok(rt::Step::Next(frame)),
                rt::Wake::Reply(reply) => {
                    match frame {
                        State::State1st(data) => finish_state1st(cx, data, reply),
                        _ => Err(rt::astray(cx)),
                    }
                }
                rt::Wake::Elapsed => {
                    match frame {
                        State::決済(data) => leave_決済(cx, data),
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
            State::Done2(data) => enter_done2(cx, data),
            State::Self_(data) => enter_self_(cx, data),
            State::State1st(data) => enter_state1st(cx, data),
            State::決済(data) => enter_決済(cx, data),
            State::Done(data) => enter_done(cx, data),
        }
    }
    /// The states, each with the data that arrives there. It is the checkpoint of an execution.
    pub enum State {
        /// Done\?: a `Choice` state, line 4 of untyped\.asl\.json.
        Done2(rt::Value),
        /// Self: a `Pass` state, line 10 of untyped\.asl\.json.
        Self_(rt::Value),
        /// 1st: a `Task` state, line 11 of untyped\.asl\.json.
        State1st(rt::Value),
        /// 決済: a `Wait` state, line 12 of untyped\.asl\.json.
        決済(rt::Value),
        /// Done: a `Succeed` state, line 13 of untyped\.asl\.json.
        Done(rt::Value),
    }
    impl rt::serde::Serialize for State {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                State::Done2(data) => {
                    serializer.serialize_newtype_variant("State", 0, "Done?", data)
                }
                State::Self_(data) => {
                    serializer.serialize_newtype_variant("State", 1, "Self", data)
                }
                State::State1st(data) => {
                    serializer.serialize_newtype_variant("State", 2, "1st", data)
                }
                State::決済(data) => {
                    serializer.serialize_newtype_variant("State", 3, "決済", data)
                }
                State::Done(data) => {
                    serializer.serialize_newtype_variant("State", 4, "Done", data)
                }
            }
        }
    }
    impl<'de> rt::Variants<'de> for State {
        const NAME: &'static str = "State";
        const VARIANTS: &'static [&'static str] = &[
            "Done?",
            "Self",
            "1st",
            "決済",
            "Done",
        ];
        fn read<A: rt::serde::de::VariantAccess<'de>>(
            variant: usize,
            content: A,
        ) -> Result<Self, A::Error> {
            match variant {
                0 => content.newtype_variant().map(State::Done2),
                1 => content.newtype_variant().map(State::Self_),
                2 => content.newtype_variant().map(State::State1st),
                3 => content.newtype_variant().map(State::決済),
                4 => content.newtype_variant().map(State::Done),
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
    static META: rt::FlowMeta = rt::FlowMeta {
        name: "untyped",
        definition: "{\n  \"StartAt\": \"Done?\",\n  \"States\": {\n    \"Done?\": {\n      \"Type\": \"Choice\",\n      \"InputPath\": \"$.in\",\n      \"Choices\": [{ \"Variable\": \"$.x\", \"IsNumeric\": true, \"Next\": \"Self\" }, { \"Variable\": \"$$.Execution.Name\", \"StringEquals\": \"a\", \"Next\": \"1st\" }],\n      \"Default\": \"決済\"\n    },\n    \"Self\": { \"Type\": \"Pass\", \"Parameters\": { \"b.$\": \"$.x\", \"a\": { \"c.$\": \"$$.State.Name\" } }, \"ResultPath\": \"$.deep.er\", \"OutputPath\": \"$.deep\", \"Next\": \"Done\" },\n    \"1st\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\", \"Parameters\": { \"MessageBody.$\": \"$\" }, \"ResultSelector\": { \"id.$\": \"$.MessageId\" }, \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.error\", \"Next\": \"Done\" }], \"Next\": \"Done\" },\n    \"決済\": { \"Type\": \"Wait\", \"Timestamp\": \"2030-01-01T00:00:00Z\", \"OutputPath\": null, \"Next\": \"Done\" },\n    \"Done\": { \"Type\": \"Succeed\" }\n  }\n}\n",
        fingerprint: "2b763d2d92719dd7dab3289ec36dcd43",
        timeout_seconds: None,
        states: &[
            rt::StateMeta {
                name: "Done?",
                kind: rt::StateKind::Choice,
                line: 4,
                next: &[
                    (rt::StateIx(1), "rule 1"),
                    (rt::StateIx(2), "rule 2"),
                    (rt::StateIx(3), "default"),
                ],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Self",
                kind: rt::StateKind::Pass,
                line: 10,
                next: &[(rt::StateIx(4), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "1st",
                kind: rt::StateKind::Task,
                line: 11,
                next: &[(rt::StateIx(4), ""), (rt::StateIx(4), "catch States.ALL")],
                within: None,
                task: Some(0),
            },
            rt::StateMeta {
                name: "決済",
                kind: rt::StateKind::Wait,
                line: 12,
                next: &[(rt::StateIx(4), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Done",
                kind: rt::StateKind::Succeed,
                line: 13,
                next: &[],
                within: None,
                task: None,
            },
        ],
        tasks: &[
            rt::TaskMeta {
                resource: "arn:aws:states:::sqs:sendMessage",
                kind: rt::TaskKind::Integration {
                    service: "sqs",
                    action: "sendMessage",
                    pattern: rt::Pattern::RequestResponse,
                },
                method: "sqs_send_message",
            },
        ],
        unsupported: &[],
    };
    /// A call of a task, with its argument.
    pub enum Call {
        /// `sqs_send_message` with its argument.
        SqsSendMessage(rt::Value),
    }
    /// What a task brought.
    pub enum Reply {
        /// What `sqs_send_message` brought.
        SqsSendMessage(rt::Value),
    }
    impl rt::serde::Serialize for Call {
        fn serialize<S: rt::serde::Serializer>(
            &self,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            match self {
                Call::SqsSendMessage(argument) => {
                    rt::serde::Serialize::serialize(argument, serializer)
                }
            }
        }
    }
    /// The tasks of the workflow, one method a resource.
    pub trait Tasks: Send + Sync + 'static {
        /// The task arn\:aws\:states\:\:\:sqs\:sendMessage.
        fn sqs_send_message(
            &self,
            cx: rt::TaskContext,
            input: rt::Value,
        ) -> impl rt::Future<Output = Result<rt::Value, rt::TaskFailure>> + Send;
    }
    impl Tasks for rt::TaskMap {
        fn sqs_send_message(
            &self,
            cx: rt::TaskContext,
            input: rt::Value,
        ) -> impl rt::Future<Output = Result<rt::Value, rt::TaskFailure>> + Send {
            rt::TaskMap::call(self, "arn:aws:states:::sqs:sendMessage", cx, input)
        }
    }
    impl<H> rt::Dispatch<H> for Workflow
    where
        H: Tasks,
    {
        async fn dispatch(
            handlers: &H,
            cx: rt::TaskContext,
            call: Call,
        ) -> Result<Reply, rt::Failure> {
            match call {
                Call::SqsSendMessage(input) => {
                    match <H as Tasks>::sqs_send_message(handlers, cx, input).await {
                        Ok(result) => Ok(Reply::SqsSendMessage(result)),
                        Err(error) => Err(rt::Failure::from_task_error(&error)),
                    }
                }
            }
        }
    }
    fn enter_done2(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(0), &rt::Doc(&data));
        let _ = &(*rt::found(
            cx,
            rt::get(&data, &[rt::Part::Key("in")]),
            &rt::Missing {
                kind: rt::MissingKind::Path,
                path: "$.in",
                prefix: &[],
                steps: &[rt::Part::Key("in")],
            },
            &rt::Doc(&data),
        )?);
        if rt::Scalar::number(
                &(*rt::found(
                    cx,
                    rt::get(&data, &[rt::Part::Key("in"), rt::Part::Key("x")]),
                    &rt::Missing {
                        kind: rt::MissingKind::Choice,
                        path: "$.x",
                        prefix: &[rt::Part::Key("in")],
                        steps: &[rt::Part::Key("x")],
                    },
                    &rt::Doc(&data),
                )?),
            )
            .is_some()
        {
            return {
                let out = Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&data, &[rt::Part::Key("in")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Path,
                            path: "$.in",
                            prefix: &[],
                            steps: &[rt::Part::Key("in")],
                        },
                        &rt::Doc(&data),
                    )?),
                );
                cx.exit(rt::StateIx(0), &rt::Doc(&out));
                Ok(rt::Step::Next(State::Self_(out)))
            };
        }
        if ((*cx.execution_name()) == *"a") {
            return {
                let out = Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&data, &[rt::Part::Key("in")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Path,
                            path: "$.in",
                            prefix: &[],
                            steps: &[rt::Part::Key("in")],
                        },
                        &rt::Doc(&data),
                    )?),
                );
                cx.exit(rt::StateIx(0), &rt::Doc(&out));
                Ok(rt::Step::Next(State::State1st(out)))
            };
        }
        let out = Clone::clone(
            &(*rt::found(
                cx,
                rt::get(&data, &[rt::Part::Key("in")]),
                &rt::Missing {
                    kind: rt::MissingKind::Path,
                    path: "$.in",
                    prefix: &[],
                    steps: &[rt::Part::Key("in")],
                },
                &rt::Doc(&data),
            )?),
        );
        cx.exit(rt::StateIx(0), &rt::Doc(&out));
        Ok(rt::Step::Next(State::決済(out)))
    }
    fn enter_self_(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(1), &rt::Doc(&data));
        let value = rt::object([
            ("a", rt::object([("c", rt::value(cx, &(*cx.state_name()))?)])),
            (
                "b",
                Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&data, &[rt::Part::Key("x")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("b.$"),
                            path: "$.x",
                            prefix: &[],
                            steps: &[rt::Part::Key("x")],
                        },
                        &rt::Doc(&data),
                    )?),
                ),
            ),
        ]);
        rt::put(
            cx,
            &mut data,
            &[rt::Part::Key("deep"), rt::Part::Key("er")],
            "$.deep.er",
            value,
        )?;
        let out = Clone::clone(
            &(*rt::found(
                cx,
                rt::get(&data, &[rt::Part::Key("deep")]),
                &rt::Missing {
                    kind: rt::MissingKind::Path,
                    path: "$.deep",
                    prefix: &[],
                    steps: &[rt::Part::Key("deep")],
                },
                &rt::Doc(&data),
            )?),
        );
        cx.exit(rt::StateIx(1), &rt::Doc(&out));
        Ok(rt::Step::Next(State::Done(out)))
    }
    fn enter_state1st(
        cx: &mut rt::Cx<'_>,
        mut data: rt::Value,
    ) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(2), &rt::Doc(&data));
        match call_state1st(cx, &data) {
            Ok(effect) => Ok(rt::Step::Park(State::State1st(data), effect)),
            Err(failure) => fail_state1st(cx, data, failure),
        }
    }
    fn call_state1st(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let call = Call::SqsSendMessage(
            rt::object([("MessageBody", Clone::clone(&(*data)))]),
        );
        let terms = rt::Terms::default();
        cx.scheduled(0, &call, &terms);
        Ok(rt::Effect::Call {
            call,
            task: 0,
            terms,
        })
    }
    fn take_state1st(
        cx: &mut rt::Cx<'_>,
        data: &mut rt::Value,
        result: rt::Value,
    ) -> Result<rt::Value, rt::Failure> {
        Ok(
            rt::object([
                (
                    "id",
                    Clone::clone(
                        &(*rt::found(
                            cx,
                            rt::get(&result, &[rt::Part::Key("MessageId")]),
                            &rt::Missing {
                                kind: rt::MissingKind::Field("id.$"),
                                path: "$.MessageId",
                                prefix: &[],
                                steps: &[rt::Part::Key("MessageId")],
                            },
                            &result,
                        )?),
                    ),
                ),
            ]),
        )
    }
    fn finish_state1st(
        cx: &mut rt::Cx<'_>,
        mut data: rt::Value,
        reply: Result<Reply, rt::Failure>,
    ) -> rt::Stepped<Workflow> {
        let failure = match reply {
            Ok(Reply::SqsSendMessage(result)) => {
                let taken = match cx.succeeded(0, &result) {
                    Ok(()) => take_state1st(cx, &mut data, result),
                    Err(failure) => Err(failure),
                };
                match taken {
                    Ok(out) => {
                        return {
                            cx.exit(rt::StateIx(2), &rt::Doc(&out));
                            Ok(rt::Step::Next(State::Done(out)))
                        };
                    }
                    Err(failure) => failure,
                }
            }
            Err(failure) => failure,
        };
        cx.failed(0, &failure);
        fail_state1st(cx, data, failure)
    }
    fn fail_state1st(
        cx: &mut rt::Cx<'_>,
        mut data: rt::Value,
        failure: rt::Failure,
    ) -> rt::Stepped<Workflow> {
        const CATCH: &[rt::Catcher] = &[&["States.ALL"]];
        match cx.catch(CATCH, &failure) {
            Some(0) => {
                let error = failure.error_output();
                return {
                    let value = rt::value(cx, &error)?;
                    rt::put(cx, &mut data, &[rt::Part::Key("error")], "$.error", value)?;
                    cx.exit(rt::StateIx(2), &rt::Doc(&data));
                    Ok(rt::Step::Next(State::Done(data)))
                };
            }
            _ => {}
        }
        Err(failure)
    }
    fn enter_決済(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(3), &rt::Doc(&data));
        let effect = call_決済(cx, &data)?;
        Ok(rt::Step::Park(State::決済(data), effect))
    }
    fn call_決済(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
    ) -> Result<rt::Effect<Workflow>, rt::Failure> {
        let until = rt::at(1893456000000000000i128);
        Ok(rt::Effect::Sleep { until })
    }
    fn leave_決済(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<Workflow> {
        let out = rt::empty_object();
        cx.exit(rt::StateIx(3), &rt::Doc(&out));
        Ok(rt::Step::Next(State::Done(out)))
    }
    fn enter_done(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<Workflow> {
        cx.enter(rt::StateIx(4), &rt::Doc(&data));
        cx.exit(rt::StateIx(4), &rt::Doc(&data));
        Ok(rt::Step::Done(rt::Owned(data)))
    }
}

pub mod untyped {
    //! The workflow untyped, from untyped.asl.json.
    //!
    #![cfg_attr(
        doc,
        doc = ::stepwright::__private::picture!(
            "untyped",
            "{\n  \"StartAt\": \"Done?\",\n  \"States\": {\n    \"Done?\": {\n      \"Type\": \"Choice\",\n      \"InputPath\": \"$.in\",\n      \"Choices\": [{ \"Variable\": \"$.x\", \"IsNumeric\": true, \"Next\": \"Self\" }, { \"Variable\": \"$$.Execution.Name\", \"StringEquals\": \"a\", \"Next\": \"1st\" }],\n      \"Default\": \"決済\"\n    },\n    \"Self\": { \"Type\": \"Pass\", \"Parameters\": { \"b.$\": \"$.x\", \"a\": { \"c.$\": \"$$.State.Name\" } }, \"ResultPath\": \"$.deep.er\", \"OutputPath\": \"$.deep\", \"Next\": \"Done\" },\n    \"1st\": { \"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sqs:sendMessage\", \"Parameters\": { \"MessageBody.$\": \"$\" }, \"ResultSelector\": { \"id.$\": \"$.MessageId\" }, \"Catch\": [{ \"ErrorEquals\": [\"States.ALL\"], \"ResultPath\": \"$.error\", \"Next\": \"Done\" }], \"Next\": \"Done\" },\n    \"決済\": { \"Type\": \"Wait\", \"Timestamp\": \"2030-01-01T00:00:00Z\", \"OutputPath\": null, \"Next\": \"Done\" },\n    \"Done\": { \"Type\": \"Succeed\" }\n  }\n}\n"
        )
    )]
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | Done? | Choice | Self (rule 1), 1st (rule 2), 決済 (default) |
    //! | Self | Pass | Done |
    //! | 1st | Task | Done, Done (catch States.ALL) |
    //! | 決済 | Wait | Done |
    //! | Done | Succeed | the end |
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
    /// The workflow untyped, to be registered with an engine.
    #[derive(Clone, Copy, Debug)]
    pub struct Workflow;
    impl rt::Flow for Workflow {
        const META: &'static rt::FlowMeta = &META;
        type Input = rt::Value;
        type Output = rt::Value;
        type Code = rt::Plain;
        const STATES: &'static rt::plain::States = &STATES;
    }
    /// The states, by their rows. A checkpoint is a state's name and the plain value that arrived there.
    pub enum State {
        /// Done?: a `Choice` state, line 4 of untyped.asl.json.
        Done2 = 0,
        /// Self: a `Pass` state, line 10 of untyped.asl.json.
        Self_ = 1,
        /// 1st: a `Task` state, line 11 of untyped.asl.json.
        State1st = 2,
        /// 決済: a `Wait` state, line 12 of untyped.asl.json.
        決済 = 3,
        /// Done: a `Succeed` state, line 13 of untyped.asl.json.
        Done = 4,
    }
    /// What the states do.
    static STATES: rt::plain::States = rt::plain::States {
        start: State::Done2 as u32,
        all: &[
            rt::plain::State::Step(enter_done2),
            rt::plain::State::Pass(rt::plain::Exit {
                make: Some(leave_self_),
                to: rt::plain::To::State(State::Done as u32),
            }),
            rt::plain::State::Task(
                rt::plain::Task {
                    task: 0,
                    argument: Some(call_state1st),
                    terms: None,
                },
                rt::plain::After {
                    take: rt::plain::Take::Made(take_state1st),
                    to: rt::plain::To::State(State::Done as u32),
                    retry: &[],
                    catch: &[&["States.ALL"]],
                    caught: &[
                        (
                            Some(caught_1_state1st as rt::plain::Caught),
                            rt::plain::To::State(State::Done as u32),
                        ),
                    ],
                },
            ),
            rt::plain::State::Wait(
                rt::plain::Until::Instant(1893456000000000000i128),
                rt::plain::Exit {
                    make: Some(leave_決済),
                    to: rt::plain::To::State(State::Done as u32),
                },
            ),
            rt::plain::State::Pass(rt::plain::Exit {
                make: None,
                to: rt::plain::To::End,
            }),
        ],
    };
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
    /// The tasks of the workflow, one method a resource.
    pub trait Tasks: Send + Sync + 'static {
        /// The task arn:aws:states\:\:\:sqs:sendMessage.
        fn sqs_send_message(
            &self,
            cx: rt::TaskContext,
            input: rt::Value,
        ) -> impl rt::Future<Output = Result<rt::Value, rt::TaskFailure>> + Send;
    }
    impl<H: Tasks> rt::Dispatch<H> for Workflow {
        fn dispatch(
            handlers: rt::Arc<H>,
            cx: rt::TaskContext,
            task: u32,
            input: rt::Value,
        ) -> rt::Work<rt::Value> {
            match task {
                0 => {
                    rt::plain::handled(
                        handlers,
                        cx,
                        input,
                        <H as Tasks>::sqs_send_message,
                    )
                }
                _ => rt::plain::no_task(task),
            }
        }
    }
    impl rt::Dispatch<rt::TaskMap> for Workflow {
        fn dispatch(
            handlers: rt::Arc<rt::TaskMap>,
            cx: rt::TaskContext,
            task: u32,
            input: rt::Value,
        ) -> rt::Work<rt::Value> {
            rt::plain::by_resource(handlers, &META, cx, task, input)
        }
    }
    fn enter_done2(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::Stepped<rt::Plain> {
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
                Ok(rt::Step::Next(rt::plain::At::new(State::Self_ as u32, out)))
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
                Ok(rt::Step::Next(rt::plain::At::new(State::State1st as u32, out)))
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
        Ok(rt::Step::Next(rt::plain::At::new(State::決済 as u32, out)))
    }
    fn leave_self_(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::plain::Made {
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
        Ok(
            Clone::clone(
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
            ),
        )
    }
    fn call_state1st(cx: &mut rt::Cx<'_>, data: &rt::Value) -> rt::plain::Made {
        Ok(rt::object([("MessageBody", Clone::clone(&(*data)))]))
    }
    fn take_state1st(
        cx: &mut rt::Cx<'_>,
        data: &mut rt::Value,
        result: rt::Value,
    ) -> rt::plain::Made {
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
    fn caught_1_state1st(
        cx: &mut rt::Cx<'_>,
        mut data: rt::Value,
        error: rt::ErrorOutput,
    ) -> rt::plain::Made {
        let value = rt::value(cx, &error)?;
        rt::put(cx, &mut data, &[rt::Part::Key("error")], "$.error", value)?;
        Ok(data)
    }
    fn leave_決済(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::plain::Made {
        Ok(rt::empty_object())
    }
}

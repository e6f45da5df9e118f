pub mod rows {
    //! The workflow rows, from rows.asl.json.
    //!
    #![cfg_attr(
        doc,
        doc = ::stepwright::__private::picture!(
            "rows",
            "{\n  \"StartAt\": \"Rest\",\n  \"States\": {\n    \"Rest\": { \"Type\": \"Wait\", \"Seconds\": 5, \"Next\": \"Until\" },\n    \"Until\": { \"Type\": \"Wait\", \"InputPath\": \"$.when\", \"TimestampPath\": \"$.at\", \"Next\": \"Ask\" },\n    \"Ask\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:ask\",\n      \"TimeoutSeconds\": 30,\n      \"Retry\": [{ \"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 2 }],\n      \"Catch\": [\n        { \"ErrorEquals\": [\"Lost\"], \"Assign\": { \"lost.$\": \"$.Cause\" }, \"ResultPath\": \"$.error\", \"Next\": \"Give up\" },\n        { \"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Give up\" }\n      ],\n      \"Next\": \"Tell\"\n    },\n    \"Tell\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:tell\",\n      \"Assign\": { \"told.$\": \"$\" },\n      \"ResultPath\": null,\n      \"Next\": \"Both\"\n    },\n    \"Both\": {\n      \"Type\": \"Parallel\",\n      \"Branches\": [\n        { \"StartAt\": \"Left\", \"States\": { \"Left\": { \"Type\": \"Pass\", \"End\": true } } },\n        { \"StartAt\": \"Right\", \"States\": { \"Right\": { \"Type\": \"Pass\", \"Result\": 1, \"End\": true } } }\n      ],\n      \"ResultPath\": null,\n      \"Next\": \"Each\"\n    },\n    \"Each\": {\n      \"Type\": \"Map\",\n      \"ItemsPath\": \"$.lines\",\n      \"ItemSelector\": { \"line.$\": \"$$.Map.Item.Value\", \"of.$\": \"$.id\" },\n      \"MaxConcurrency\": 2,\n      \"ItemProcessor\": { \"StartAt\": \"Line\", \"States\": { \"Line\": { \"Type\": \"Pass\", \"OutputPath\": \"$.line\", \"End\": true } } },\n      \"End\": true\n    },\n    \"Give up\": { \"Type\": \"Fail\", \"ErrorPath\": \"$.Error\", \"Cause\": \"nobody answered\" }\n  }\n}\n"
        )
    )]
    //!
    //! | state | type | leads to |
    //! |---|---|---|
    //! | Rest | Wait | Until |
    //! | Until | Wait | Ask |
    //! | Ask | Task | Tell, Give up (catch Lost), Give up (catch States.ALL) |
    //! | Tell | Task | Both |
    //! | Both | Parallel | Each |
    //! | Each | Map | the end |
    //! | Give up | Fail | the end |
    //! | Left | Pass | the end |
    //! | Right | Pass | the end |
    //! | Line | Pass | the end |
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
    /// The workflow rows, to be registered with an engine.
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
        /// Rest: a `Wait` state, line 4 of rows.asl.json.
        Rest = 0,
        /// Until: a `Wait` state, line 5 of rows.asl.json.
        Until = 1,
        /// Ask: a `Task` state, line 6 of rows.asl.json.
        Ask = 2,
        /// Tell: a `Task` state, line 17 of rows.asl.json.
        Tell = 3,
        /// Both: a `Parallel` state, line 24 of rows.asl.json.
        Both = 4,
        /// Each: a `Map` state, line 33 of rows.asl.json.
        Each = 5,
        /// Give up: a `Fail` state, line 41 of rows.asl.json.
        GiveUp = 6,
        /// Left: a `Pass` state, line 27 of rows.asl.json.
        Left = 7,
        /// Right: a `Pass` state, line 28 of rows.asl.json.
        Right = 8,
        /// Line: a `Pass` state, line 38 of rows.asl.json.
        Line = 9,
    }
    /// What the states do.
    static STATES: rt::plain::States = rt::plain::States {
        start: State::Rest as u32,
        all: &[
            rt::plain::State::Wait(
                rt::plain::Until::Seconds(5u64),
                rt::plain::Exit {
                    make: None,
                    to: rt::plain::To::State(State::Until as u32),
                },
            ),
            rt::plain::State::Wait(
                rt::plain::Until::Path(call_until),
                rt::plain::Exit {
                    make: Some(leave_until),
                    to: rt::plain::To::State(State::Ask as u32),
                },
            ),
            rt::plain::State::Task(
                rt::plain::Task {
                    task: 0,
                    argument: None,
                    terms: Some(terms_ask),
                },
                rt::plain::After {
                    take: rt::plain::Take::Result,
                    to: rt::plain::To::State(State::Tell as u32),
                    retry: &[
                        rt::Retrier {
                            errors: &["Busy"],
                            interval_seconds: 1u64,
                            max_attempts: 2u64,
                            backoff_rate: 2f64,
                            max_delay_seconds: None,
                            full_jitter: false,
                        },
                    ],
                    catch: &[&["Lost"], &["States.ALL"]],
                    caught: &[
                        (
                            Some(caught_1_ask as rt::plain::Caught),
                            rt::plain::To::State(State::GiveUp as u32),
                        ),
                        (None, rt::plain::To::State(State::GiveUp as u32)),
                    ],
                },
            ),
            rt::plain::State::Task(
                rt::plain::Task {
                    task: 1,
                    argument: None,
                    terms: None,
                },
                rt::plain::After {
                    take: rt::plain::Take::Made(take_tell),
                    to: rt::plain::To::State(State::Both as u32),
                    retry: &[],
                    catch: &[],
                    caught: &[],
                },
            ),
            rt::plain::State::Fork(
                rt::plain::Fork {
                    ask: call_both,
                    child: child_both,
                },
                rt::plain::After {
                    take: rt::plain::Take::Data,
                    to: rt::plain::To::State(State::Each as u32),
                    retry: &[],
                    catch: &[],
                    caught: &[],
                },
            ),
            rt::plain::State::Fork(
                rt::plain::Fork {
                    ask: call_each,
                    child: child_each,
                },
                rt::plain::After {
                    take: rt::plain::Take::Result,
                    to: rt::plain::To::End,
                    retry: &[],
                    catch: &[],
                    caught: &[],
                },
            ),
            rt::plain::State::Step(enter_give_up),
            rt::plain::State::Pass(rt::plain::Exit {
                make: None,
                to: rt::plain::To::Return,
            }),
            rt::plain::State::Pass(rt::plain::Exit {
                make: Some(leave_right),
                to: rt::plain::To::Return,
            }),
            rt::plain::State::Pass(rt::plain::Exit {
                make: Some(leave_line),
                to: rt::plain::To::Return,
            }),
        ],
    };
    static META: rt::FlowMeta = rt::FlowMeta {
        name: "rows",
        definition: "{\n  \"StartAt\": \"Rest\",\n  \"States\": {\n    \"Rest\": { \"Type\": \"Wait\", \"Seconds\": 5, \"Next\": \"Until\" },\n    \"Until\": { \"Type\": \"Wait\", \"InputPath\": \"$.when\", \"TimestampPath\": \"$.at\", \"Next\": \"Ask\" },\n    \"Ask\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:ask\",\n      \"TimeoutSeconds\": 30,\n      \"Retry\": [{ \"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 2 }],\n      \"Catch\": [\n        { \"ErrorEquals\": [\"Lost\"], \"Assign\": { \"lost.$\": \"$.Cause\" }, \"ResultPath\": \"$.error\", \"Next\": \"Give up\" },\n        { \"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Give up\" }\n      ],\n      \"Next\": \"Tell\"\n    },\n    \"Tell\": {\n      \"Type\": \"Task\",\n      \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:tell\",\n      \"Assign\": { \"told.$\": \"$\" },\n      \"ResultPath\": null,\n      \"Next\": \"Both\"\n    },\n    \"Both\": {\n      \"Type\": \"Parallel\",\n      \"Branches\": [\n        { \"StartAt\": \"Left\", \"States\": { \"Left\": { \"Type\": \"Pass\", \"End\": true } } },\n        { \"StartAt\": \"Right\", \"States\": { \"Right\": { \"Type\": \"Pass\", \"Result\": 1, \"End\": true } } }\n      ],\n      \"ResultPath\": null,\n      \"Next\": \"Each\"\n    },\n    \"Each\": {\n      \"Type\": \"Map\",\n      \"ItemsPath\": \"$.lines\",\n      \"ItemSelector\": { \"line.$\": \"$$.Map.Item.Value\", \"of.$\": \"$.id\" },\n      \"MaxConcurrency\": 2,\n      \"ItemProcessor\": { \"StartAt\": \"Line\", \"States\": { \"Line\": { \"Type\": \"Pass\", \"OutputPath\": \"$.line\", \"End\": true } } },\n      \"End\": true\n    },\n    \"Give up\": { \"Type\": \"Fail\", \"ErrorPath\": \"$.Error\", \"Cause\": \"nobody answered\" }\n  }\n}\n",
        fingerprint: "e1ac399d685913efcca1518725d71f41",
        timeout_seconds: None,
        states: &[
            rt::StateMeta {
                name: "Rest",
                kind: rt::StateKind::Wait,
                line: 4,
                next: &[(rt::StateIx(1), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Until",
                kind: rt::StateKind::Wait,
                line: 5,
                next: &[(rt::StateIx(2), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Ask",
                kind: rt::StateKind::Task,
                line: 6,
                next: &[
                    (rt::StateIx(3), ""),
                    (rt::StateIx(6), "catch Lost"),
                    (rt::StateIx(6), "catch States.ALL"),
                ],
                within: None,
                task: Some(0),
            },
            rt::StateMeta {
                name: "Tell",
                kind: rt::StateKind::Task,
                line: 17,
                next: &[(rt::StateIx(4), "")],
                within: None,
                task: Some(1),
            },
            rt::StateMeta {
                name: "Both",
                kind: rt::StateKind::Parallel,
                line: 24,
                next: &[(rt::StateIx(5), "")],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Each",
                kind: rt::StateKind::Map,
                line: 33,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Give up",
                kind: rt::StateKind::Fail,
                line: 41,
                next: &[],
                within: None,
                task: None,
            },
            rt::StateMeta {
                name: "Left",
                kind: rt::StateKind::Pass,
                line: 27,
                next: &[],
                within: Some((rt::StateIx(4), 0)),
                task: None,
            },
            rt::StateMeta {
                name: "Right",
                kind: rt::StateKind::Pass,
                line: 28,
                next: &[],
                within: Some((rt::StateIx(4), 1)),
                task: None,
            },
            rt::StateMeta {
                name: "Line",
                kind: rt::StateKind::Pass,
                line: 38,
                next: &[],
                within: Some((rt::StateIx(5), 0)),
                task: None,
            },
        ],
        tasks: &[
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:ask",
                kind: rt::TaskKind::Lambda,
                method: "ask",
            },
            rt::TaskMeta {
                resource: "arn:aws:lambda:us-east-1:123456789012:function:tell",
                kind: rt::TaskKind::Lambda,
                method: "tell",
            },
        ],
        unsupported: &[],
    };
    /// The tasks of the workflow, one method a resource.
    pub trait Tasks: Send + Sync + 'static {
        /// The task arn:aws:lambda:us-east-1:123456789012:function:ask.
        fn ask(
            &self,
            cx: rt::TaskContext,
            input: rt::Value,
        ) -> impl rt::Future<Output = Result<rt::Value, rt::TaskFailure>> + Send;
        /// The task arn:aws:lambda:us-east-1:123456789012:function:tell.
        fn tell(
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
                0 => rt::plain::handled(handlers, cx, input, <H as Tasks>::ask),
                1 => rt::plain::handled(handlers, cx, input, <H as Tasks>::tell),
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
    fn call_until(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
    ) -> Result<rt::Timestamp, rt::Failure> {
        let _ = &(*rt::found(
            cx,
            rt::get(&(*data), &[rt::Part::Key("when")]),
            &rt::Missing {
                kind: rt::MissingKind::Path,
                path: "$.when",
                prefix: &[],
                steps: &[rt::Part::Key("when")],
            },
            &rt::Doc(&*data),
        )?);
        Ok(
            rt::wait_timestamp(
                cx,
                "$.at",
                &(*rt::found(
                    cx,
                    rt::get(&(*data), &[rt::Part::Key("when"), rt::Part::Key("at")]),
                    &rt::Missing {
                        kind: rt::MissingKind::Timestamp,
                        path: "$.at",
                        prefix: &[rt::Part::Key("when")],
                        steps: &[rt::Part::Key("at")],
                    },
                    &rt::Doc(&*data),
                )?),
            )?,
        )
    }
    fn leave_until(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::plain::Made {
        let _ = &(*rt::found(
            cx,
            rt::get(&data, &[rt::Part::Key("when")]),
            &rt::Missing {
                kind: rt::MissingKind::Path,
                path: "$.when",
                prefix: &[],
                steps: &[rt::Part::Key("when")],
            },
            &rt::Doc(&data),
        )?);
        Ok(
            Clone::clone(
                &(*rt::found(
                    cx,
                    rt::get(&data, &[rt::Part::Key("when")]),
                    &rt::Missing {
                        kind: rt::MissingKind::Path,
                        path: "$.when",
                        prefix: &[],
                        steps: &[rt::Part::Key("when")],
                    },
                    &rt::Doc(&data),
                )?),
            ),
        )
    }
    fn terms_ask(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
    ) -> Result<rt::Terms, rt::Failure> {
        Ok(rt::Terms {
            timeout_seconds: Some(30u64),
            ..Default::default()
        })
    }
    fn caught_1_ask(
        cx: &mut rt::Cx<'_>,
        mut data: rt::Value,
        error: rt::ErrorOutput,
    ) -> rt::plain::Made {
        let result = Clone::clone(&error);
        let assigned = Vec::from([("lost", rt::value(cx, &result.cause)?)]);
        let value = rt::value(cx, &error)?;
        rt::put(cx, &mut data, &[rt::Part::Key("error")], "$.error", value)?;
        let out = data;
        cx.assign(assigned);
        Ok(out)
    }
    fn take_tell(
        cx: &mut rt::Cx<'_>,
        data: &mut rt::Value,
        result: rt::Value,
    ) -> rt::plain::Made {
        let assigned = Vec::from([("told", Clone::clone(&result))]);
        let out = rt::take(data);
        cx.assign(assigned);
        Ok(out)
    }
    fn call_both(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
    ) -> Result<(rt::plain::Handed, u32, u32), rt::Failure> {
        let fork = rt::plain::Handed::Nothing;
        let children = 2u32;
        let at_once = 0;
        Ok((fork, children, at_once))
    }
    fn child_both(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
        handed: &rt::plain::Handed,
        index: u32,
    ) -> Result<rt::plain::At, rt::Failure> {
        let copy = handed.copy(data);
        match index {
            0 => Ok(rt::plain::At::new(State::Left as u32, copy)),
            1 => Ok(rt::plain::At::new(State::Right as u32, copy)),
            _ => Err(rt::astray(cx)),
        }
    }
    fn call_each(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
    ) -> Result<(rt::plain::Handed, u32, u32), rt::Failure> {
        let items = rt::items(
            cx,
            &(*rt::found(
                cx,
                rt::get(&(*data), &[rt::Part::Key("lines")]),
                &rt::Missing {
                    kind: rt::MissingKind::Items,
                    path: "$.lines",
                    prefix: &[],
                    steps: &[rt::Part::Key("lines")],
                },
                &rt::Doc(&*data),
            )?),
            "$.lines",
        )?;
        let at_once = 2;
        let children = rt::count(cx, &items)?;
        let fork = rt::plain::Handed::Items(items);
        Ok((fork, children, at_once))
    }
    fn child_each(
        cx: &mut rt::Cx<'_>,
        data: &rt::Value,
        handed: &rt::plain::Handed,
        index: u32,
    ) -> Result<rt::plain::At, rt::Failure> {
        let item = rt::item(cx, handed.items(), index)?;
        let out = rt::object([
            ("line", Clone::clone(&(*item))),
            (
                "of",
                Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&(*data), &[rt::Part::Key("id")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("of.$"),
                            path: "$.id",
                            prefix: &[],
                            steps: &[rt::Part::Key("id")],
                        },
                        &rt::Doc(&*data),
                    )?),
                ),
            ),
        ]);
        Ok(rt::plain::At::new(State::Line as u32, out))
    }
    fn enter_give_up(
        cx: &mut rt::Cx<'_>,
        mut data: rt::Value,
    ) -> rt::Stepped<rt::Plain> {
        let error = Some(
            rt::words(
                cx,
                Clone::clone(
                    &(*rt::found(
                        cx,
                        rt::get(&data, &[rt::Part::Key("Error")]),
                        &rt::Missing {
                            kind: rt::MissingKind::Field("ErrorPath"),
                            path: "$.Error",
                            prefix: &[],
                            steps: &[rt::Part::Key("Error")],
                        },
                        &rt::Doc(&data),
                    )?),
                ),
                "ErrorPath",
            )?,
        );
        let cause = Some(String::from("nobody answered"));
        Err(rt::Failure::from_parts(error, cause))
    }
    fn leave_right(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::plain::Made {
        Ok(rt::Value::from(1i64))
    }
    fn leave_line(cx: &mut rt::Cx<'_>, mut data: rt::Value) -> rt::plain::Made {
        Ok(
            Clone::clone(
                &(*rt::found(
                    cx,
                    rt::get(&data, &[rt::Part::Key("line")]),
                    &rt::Missing {
                        kind: rt::MissingKind::Path,
                        path: "$.line",
                        prefix: &[],
                        steps: &[rt::Part::Key("line")],
                    },
                    &rt::Doc(&data),
                )?),
            ),
        )
    }
}

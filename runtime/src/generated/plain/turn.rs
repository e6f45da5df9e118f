//! The turns of a workflow over plain values: what its table says, carried out.

use jiff::Timestamp;
use serde_json::Value;

use super::{After, At, Exit, Handed, Made, Plain, State, States, Take, Task, To, Until};
use crate::{
    Cx, Effect, Failure, StateIx, Terms, Turn, Wake,
    flow::Code,
    generated::{Doc, Owned, Step, Stepped, after, astray, at, settle, value},
};

impl Code for Plain {
    type States = States;
    type Input = Value;
    type Frame = At;
    type Call = Value;
    type Reply = Value;
    type Document = Owned<Value>;
    type Fork = Handed;

    fn start(states: &'static States, cx: &mut Cx<'_>, input: Value) -> Turn<Self> {
        go_on(states, cx, Ok(Step::Next(At::new(states.start, input))))
    }

    fn effect(states: &'static States, cx: &mut Cx<'_>, frame: &At) -> Result<Effect<Self>, Failure> {
        states.of(frame).map_or(Ok(Effect::Yield), |state| state.effect(cx, &frame.data))
    }

    fn child(states: &'static States, cx: &mut Cx<'_>, frame: &At, handed: &Handed, index: u32) -> Result<At, Failure> {
        match states.of(frame) {
            Some(State::Fork(fork, _)) => (fork.child)(cx, &frame.data, handed, index),
            _ => Err(astray(cx)),
        }
    }

    fn resume(states: &'static States, cx: &mut Cx<'_>, frame: At, wake: Wake<Value>) -> Turn<Self> {
        let stepped = match (wake, states.of(&frame)) {
            (Wake::Continue, _) => Ok(Step::Next(frame)),
            (Wake::Elapsed, Some(State::Wait(_, exit))) => exit.leave(cx, frame),
            (Wake::Reply(reply), Some(State::Task(task, after))) => task.finish(after, cx, frame, reply),
            // The children could not be made.
            (Wake::Reply(Err(failure)), Some(State::Fork(_, after))) => after.fork_failed(cx, frame, failure),
            (Wake::Joined(joined), Some(State::Fork(_, after))) => after.joined(cx, frame, joined),
            _ => Err(astray(cx)),
        };
        go_on(states, cx, stepped)
    }
}

fn go_on(states: &'static States, cx: &mut Cx<'_>, stepped: Stepped<Plain>) -> Turn<Plain> {
    settle(cx, stepped, |cx, frame| match states.of(&frame) {
        Some(state) => state.enter(cx, frame),
        None => Err(astray(cx)),
    })
}

impl States {
    fn of(&self, frame: &At) -> Option<&'static State> {
        self.all.get(usize::try_from(frame.state).ok()?)
    }
}

impl State {
    /// One transition: enters the state and runs to where it leads, or to what it needs from outside.
    fn enter(&self, cx: &mut Cx<'_>, frame: At) -> Stepped<Plain> {
        cx.enter(StateIx(frame.state), &Doc(&frame.data));
        let after = match self {
            State::Pass(exit) => return exit.leave(cx, frame),
            State::Step(step) => return step(cx, frame.data),
            State::Wait(..) => None,
            State::Task(_, after) | State::Fork(_, after) => Some(after),
            State::Unreached => return Err(astray(cx)),
        };
        match (self.effect(cx, &frame.data), after) {
            (Ok(effect), _) => Ok(Step::Park(frame, effect)),
            (Err(failure), None) => Err(failure),
            (Err(failure), Some(after)) if matches!(self, State::Fork(..)) => after.fork_failed(cx, frame, failure),
            (Err(failure), Some(after)) => after.fail(cx, frame, failure),
        }
    }

    fn effect(&self, cx: &mut Cx<'_>, data: &Value) -> Result<Effect<Plain>, Failure> {
        match self {
            State::Wait(until, _) => Ok(Effect::Sleep { until: until.instant(cx, data)? }),
            State::Task(task, _) => {
                let call = match task.argument {
                    Some(make) => make(cx, data)?,
                    None => data.clone(),
                };
                let terms = match task.terms {
                    Some(make) => make(cx, data)?,
                    None => Terms::default(),
                };
                cx.scheduled(task.task, &call, &terms);
                Ok(Effect::Call { call, task: task.task, terms })
            }
            State::Fork(fork, _) => {
                let (fork, children, at_once) = (fork.ask)(cx, data)?;
                cx.forked(children);
                Ok(Effect::Fork { fork, children, at_once })
            }
            State::Pass(_) | State::Step(_) | State::Unreached => Ok(Effect::Yield),
        }
    }
}

impl Exit {
    fn leave(&self, cx: &mut Cx<'_>, frame: At) -> Stepped<Plain> {
        let out = match self.make {
            Some(make) => make(cx, frame.data)?,
            None => frame.data,
        };
        Ok(self.to.go(cx, frame.state, out))
    }
}

impl To {
    fn go(self, cx: &mut Cx<'_>, from: u32, out: Value) -> Step<Plain> {
        cx.exit(StateIx(from), &Doc(&out));
        match self {
            To::State(state) => Step::Next(At::new(state, out)),
            To::End => Step::Done(Owned(out)),
            To::Return => Step::Return(out),
        }
    }
}

impl Until {
    fn instant(&self, cx: &mut Cx<'_>, data: &Value) -> Result<Timestamp, Failure> {
        match self {
            Until::Seconds(seconds) => Ok(after(cx, *seconds)),
            Until::Instant(nanoseconds) => Ok(at(*nanoseconds)),
            Until::Path(read) => read(cx, data),
        }
    }
}

impl Task {
    fn finish(&self, after: &After, cx: &mut Cx<'_>, mut frame: At, reply: Made) -> Stepped<Plain> {
        // A result that may not be kept is a failure of the task.
        let taken = reply.and_then(|result| {
            cx.succeeded(self.task, &result)?;
            after.take(cx, &mut frame.data, result)
        });
        match taken {
            Ok(out) => Ok(after.to.go(cx, frame.state, out)),
            Err(failure) => {
                cx.failed(self.task, &failure);
                after.fail(cx, frame, failure)
            }
        }
    }
}

impl After {
    fn take(&self, cx: &mut Cx<'_>, data: &mut Value, result: Value) -> Made {
        match self.take {
            Take::Result => Ok(result),
            Take::Data => Ok(data.take()),
            Take::Made(take) => take(cx, data, result),
        }
    }

    fn joined(&self, cx: &mut Cx<'_>, mut frame: At, joined: Result<Vec<Value>, Failure>) -> Stepped<Plain> {
        let taken = joined.and_then(|outputs| {
            cx.joined();
            self.take(cx, &mut frame.data, Value::Array(outputs))
        });
        match taken {
            Ok(out) => Ok(self.to.go(cx, frame.state, out)),
            Err(failure) => self.fork_failed(cx, frame, failure),
        }
    }

    /// Another attempt, or a catcher, or the end.
    fn fail(&self, cx: &mut Cx<'_>, frame: At, failure: Failure) -> Stepped<Plain> {
        match cx.retry(self.retry, &failure) {
            Some(until) => Ok(Step::Park(frame, Effect::Backoff { until })),
            None => self.catch(cx, frame, failure),
        }
    }

    fn fork_failed(&self, cx: &mut Cx<'_>, frame: At, failure: Failure) -> Stepped<Plain> {
        if let Some(until) = cx.retry(self.retry, &failure) {
            return Ok(Step::Park(frame, Effect::Backoff { until }));
        }
        cx.fork_failed();
        self.catch(cx, frame, failure)
    }

    fn catch(&self, cx: &mut Cx<'_>, frame: At, failure: Failure) -> Stepped<Plain> {
        let Some((make, to)) = cx.catch(self.catch, &failure).and_then(|at| self.caught.get(at)) else {
            return Err(failure);
        };
        let error = failure.error_output();
        let out = match make {
            Some(make) => make(cx, frame.data, error)?,
            None => value(cx, &error)?,
        };
        Ok(to.go(cx, frame.state, out))
    }
}

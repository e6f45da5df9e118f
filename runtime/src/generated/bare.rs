//! A transition function alone: for benchmarks and for tests of generated code.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    Code, Cx, Flow, HistoryLevel, Turn, Wake,
    cx::{Counters, Header, Info, Log, Place, Purpose, Settings, World},
    engine::TURN_BUDGET,
};

/// Drives a flow's pure code without an engine, a store or a history.
pub struct Bare {
    settings: Arc<Settings>,
    header: Header,
    counters: Counters,
    log: Log,
    now: Timestamp,
}

impl Default for Bare {
    fn default() -> Self {
        Bare {
            settings: Arc::new(Settings::default()),
            header: Header::new(None),
            counters: Counters::new(0),
            log: Log::new(HistoryLevel::Off),
            now: Timestamp::UNIX_EPOCH,
        }
    }
}

impl Bare {
    /// The first turn.
    pub fn start<F: Flow>(&mut self, input: F::Input) -> Turn<F::Code> {
        (self.header, self.counters) = (Header::new(None), Counters::new(0));
        self.with::<F, _>(|cx| F::Code::start(F::STATES, cx, input))
    }

    /// A turn of a parked frame.
    pub fn resume<F: Flow>(
        &mut self,
        frame: <F::Code as Code>::Frame,
        wake: Wake<<F::Code as Code>::Reply>,
    ) -> Turn<F::Code> {
        self.with::<F, _>(|cx| F::Code::resume(F::STATES, cx, frame, wake))
    }

    /// A context without a workflow, for tests of what takes one.
    pub fn context<T>(&mut self, call: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        static META: crate::FlowMeta = crate::FlowMeta {
            name: "nothing",
            definition: "{}",
            fingerprint: "",
            timeout_seconds: None,
            states: &[],
            tasks: &[],
            unsupported: &[],
        };
        self.over(&META, call)
    }

    fn with<F: Flow, T>(&mut self, turn: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        self.over(F::META, turn)
    }

    fn over<T>(&mut self, meta: &'static crate::FlowMeta, turn: impl FnOnce(&mut Cx<'_>) -> T) -> T {
        let info = Info::express(Arc::clone(&self.settings), meta, self.now, "{}", None);
        let mut world = World { info: &info, log: &mut self.log, now: self.now };
        let (header, counters, mut budget) = (&mut self.header, &mut self.counters, TURN_BUDGET);
        let place = Place { frame: 0, header, counters, outer: None, budget: &mut budget };
        turn(&mut Cx::new(&mut world, place, Purpose::Leaving))
    }
}

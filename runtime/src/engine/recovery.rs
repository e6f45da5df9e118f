//! Brings executions back into memory: after a restart, and when their deadlines come.

use std::sync::{Arc, PoisonError};

use super::{
    checkpoint,
    driver::Driver,
    machine::Frame,
    registry::Active,
    shared::{Registered, Shared},
};
use crate::{
    cx::{Header, Info, Log},
    store::{Commit, ExecutionKey, ExecutionRecord, FrameKey, FrameRecord, FrameWrite, Store, StoreError},
};

/// How many frames are loaded at a time.
const BATCH: usize = 256;

/// What an engine found in its store when it was built.
#[derive(Clone, Debug, Default)]
pub struct Recovery {
    /// How many open executions go on where they stood, the sleeping ones included.
    pub resumed: u64,
    /// Open executions that stay where they are, by reason.
    pub parked: Vec<Parked>,
}

/// Executions that stay where they are.
#[derive(Clone, Debug)]
pub struct Parked {
    /// The workflow's name.
    pub workflow: String,
    /// How many.
    pub executions: u64,
    /// Why.
    pub reason: String,
}

/// Who wants executions back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Restart,
    Timer,
}

/// Resumes everything that does not sleep.
pub(crate) async fn recover(shared: &Arc<Shared>) -> Result<(), StoreError> {
    let open = shared.read(|store| store.open_definitions()).await?;
    for definition in open {
        let known = shared.machine(&definition.workflow, &definition.fingerprint).map(|_| ());
        let mut recovery = shared.recovery.lock().unwrap_or_else(PoisonError::into_inner);
        match known {
            Ok(()) => recovery.resumed += definition.executions,
            Err(reason) => recovery.parked.push(Parked {
                workflow: definition.workflow,
                executions: definition.executions,
                reason,
            }),
        }
    }
    let mut after: Option<FrameKey> = None;
    loop {
        let page = shared.read(move |store| store.in_flight(after, BATCH)).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(*last);
        load_and_run(shared, page.into_iter(), Origin::Restart).await?;
    }
}

/// Loads executions that nobody has and drives them.
pub(crate) async fn load_and_run(
    shared: &Arc<Shared>,
    keys: impl Iterator<Item = FrameKey>,
    origin: Origin,
) -> Result<(), StoreError> {
    let claim = |key: FrameKey| Some((key.execution, shared.registry.claim(key.execution)?));
    let claimed: Vec<_> = keys.filter_map(claim).collect();
    let wanted: Vec<_> = claimed.iter().map(|(key, _)| *key).collect();
    let loaded = shared.read(move |store| wanted.iter().map(|key| load(store, *key)).collect::<Result<Vec<_>, _>>());
    let loaded = match loaded.await {
        Ok(loaded) => loaded,
        Err(error) => {
            claimed.iter().for_each(|(key, _)| shared.registry.abandon(*key));
            return Err(error);
        }
    };
    for ((key, active), (record, frames)) in claimed.into_iter().zip(loaded) {
        match record {
            Some(record) if record.closing.is_none() => run(shared, active, record, frames, origin).await,
            _ => shared.registry.abandon(key),
        }
    }
    Ok(())
}

/// Loads one execution that is claimed and drives it, or parks it.
pub(crate) async fn run(
    shared: &Arc<Shared>,
    active: Arc<Active>,
    record: ExecutionRecord,
    frames: Vec<FrameRecord>,
    origin: Origin,
) {
    let key = record.key;
    let known = shared.machine(&record.start.workflow, &record.start.fingerprint);
    let (reason, unknown) = match known {
        Err(reason) => (reason, true),
        Ok(registered) => match read(registered, &frames) {
            Ok((header, frame)) => return drive(shared, active, registered, record, header, frame),
            Err(reason) => (reason, false),
        },
    };
    if origin == Origin::Restart && !unknown {
        let mut recovery = shared.recovery.lock().unwrap_or_else(PoisonError::into_inner);
        recovery.resumed = recovery.resumed.saturating_sub(1);
        let (workflow, reason) = (record.start.workflow.clone(), reason.clone());
        recovery.parked.push(Parked { workflow, executions: 1, reason });
    }
    if origin == Origin::Timer {
        // Its moment is in its header; without a deadline it is looked at again after a restart.
        let rest = |frame: &FrameRecord| FrameWrite::Reschedule { frame: frame.key.frame, deadline: None };
        let frames = frames.iter().map(rest).collect();
        if let Err(unwritten) = shared.writer.write(Commit { frames, ..Commit::new(key) }).await {
            shared.set_trouble(Some(unwritten.error));
        }
    }
    if unknown {
        // Its definition says why; nothing need be remembered.
        shared.registry.abandon(key);
    } else {
        shared.registry.park(key, reason);
    }
}

pub(crate) type Loaded = (Option<ExecutionRecord>, Vec<FrameRecord>);

pub(crate) fn load(store: &dyn Store, key: ExecutionKey) -> Result<Loaded, StoreError> {
    Ok((store.execution(key)?, store.frames(key)?))
}

fn read(registered: &Registered, frames: &[FrameRecord]) -> Result<(Header, Box<dyn Frame>), String> {
    match frames {
        [frame] if frame.key.frame == 0 => checkpoint::decode(&*registered.machine, &frame.checkpoint),
        [] => Err("it has no checkpoint".into()),
        _ => Err("it has checkpoints of child frames, which this version does not know".into()),
    }
}

fn drive(
    shared: &Arc<Shared>,
    active: Arc<Active>,
    registered: &Registered,
    record: ExecutionRecord,
    header: Header,
    frame: Box<dyn Frame>,
) {
    let start = record.start;
    let info =
        Info::standard(shared.settings.clone(), registered.machine.meta(), start.started_at, start.name, start.input);
    shared.registry.unpark(record.key);
    let driver = Driver {
        shared: shared.clone(),
        key: record.key,
        active,
        info,
        header,
        log: Log::new(shared.settings.history),
        busy: shared.activity.busy(),
    };
    shared.runtime.spawn(driver.run_loaded(frame));
}

//! Brings executions back into memory: after a restart, and when their deadlines come.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError},
};

use super::{driver::Driver, registry::Active, shared::Shared, tree::Tree};
use crate::{
    cx::{Info, Log},
    store::{
        Commit, ExecutionKey, ExecutionRecord, FrameKey, FrameRecord, FrameWrite, Store, StoreError, StoreErrorKind,
    },
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
    /// The workflow's name; empty if it cannot be read.
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
    let claimed = claim(shared, keys);
    let wanted: Vec<_> = claimed.iter().map(|claimed| claimed.key).collect();
    let loaded =
        shared.read(move |store| wanted.iter().map(|key| load_intact(store, *key)).collect::<Result<Vec<_>, _>>());
    let loaded = match loaded.await {
        Ok(loaded) => loaded,
        Err(error) => {
            claimed.iter().for_each(|claimed| shared.registry.abandon(claimed.key));
            return Err(error);
        }
    };
    for (claimed, loaded) in claimed.into_iter().zip(loaded) {
        match loaded {
            Ok((Some(record), frames)) if record.closing.is_none() => {
                run(shared, claimed, record, frames, origin).await;
            }
            Ok(_) => shared.registry.abandon(claimed.key),
            Err(damage) => park(shared, &claimed, String::new(), damage, origin).await,
        }
    }
    Ok(())
}

/// An execution that is wanted back, and nobody else has.
struct Claimed {
    key: ExecutionKey,
    active: Arc<Active>,
    /// Those of its frames by which it is wanted.
    frames: Vec<u32>,
}

fn claim(shared: &Shared, keys: impl Iterator<Item = FrameKey>) -> Vec<Claimed> {
    let mut claimed: Vec<Claimed> = Vec::new();
    let mut places = HashMap::new();
    for FrameKey { execution: key, frame } in keys {
        if let Some(known) = places.get(&key).and_then(|at: &usize| claimed.get_mut(*at)) {
            known.frames.push(frame);
        } else if let Some(active) = shared.registry.claim(key) {
            places.insert(key, claimed.len());
            claimed.push(Claimed { key, active, frames: vec![frame] });
        }
    }
    claimed
}

/// Drives an execution that is claimed and loaded, or parks it.
async fn run(
    shared: &Arc<Shared>,
    claimed: Claimed,
    record: ExecutionRecord,
    frames: Vec<FrameRecord>,
    origin: Origin,
) {
    let registered = match shared.machine(&record.start.workflow, &record.start.fingerprint) {
        Ok(registered) => registered,
        // Its definition says why it is parked and was counted so; nothing need be remembered.
        Err(_) => {
            rest(shared, &claimed, origin).await;
            return shared.registry.abandon(claimed.key);
        }
    };
    let start = record.start;
    let info =
        Info::standard(shared.settings.clone(), registered.machine.meta(), start.started_at, start.name, start.input);
    match Tree::load(&*registered.machine, &frames, info.deadline()) {
        Ok(tree) => drive(shared, claimed, info, tree),
        Err(reason) => park(shared, &claimed, start.workflow, reason, origin).await,
    }
}

async fn park(shared: &Arc<Shared>, claimed: &Claimed, workflow: String, reason: String, origin: Origin) {
    if origin == Origin::Restart {
        let mut recovery = shared.recovery.lock().unwrap_or_else(PoisonError::into_inner);
        recovery.resumed = recovery.resumed.saturating_sub(1);
        recovery.parked.push(Parked { workflow, executions: 1, reason: reason.clone() });
    }
    rest(shared, claimed, origin).await;
    shared.registry.park(claimed.key, reason);
}

/// Takes the deadlines from frames that cannot be woken: they are looked at again after a restart, and their
/// moments are in their headers.
async fn rest(shared: &Arc<Shared>, claimed: &Claimed, origin: Origin) {
    if origin == Origin::Restart {
        return;
    }
    let frames = claimed.frames.iter().map(|frame| FrameWrite::Reschedule { frame: *frame, deadline: None }).collect();
    if let Err(unwritten) = shared.writer.write(Commit { frames, ..Commit::new(claimed.key) }).await {
        shared.set_trouble(Some(unwritten.error));
    }
}

pub(crate) type Loaded = (Option<ExecutionRecord>, Vec<FrameRecord>);

pub(crate) fn load(store: &dyn Store, key: ExecutionKey) -> Result<Loaded, StoreError> {
    Ok((store.execution(key)?, store.frames(key)?))
}

/// An execution, or what is damaged of it; an error if the store itself is in trouble.
fn load_intact(store: &dyn Store, key: ExecutionKey) -> Result<Result<Loaded, String>, StoreError> {
    match load(store, key) {
        Ok(loaded) => Ok(Ok(loaded)),
        Err(error) if error.kind() == StoreErrorKind::Corrupt => Ok(Err(error.to_string())),
        Err(error) => Err(error),
    }
}

fn drive(shared: &Arc<Shared>, claimed: Claimed, info: Info<'static>, tree: Tree) {
    let Claimed { key, active, .. } = claimed;
    shared.registry.unpark(key);
    let driver = Driver {
        shared: shared.clone(),
        key,
        active,
        info,
        tree,
        log: Log::new(shared.settings.history),
        busy: shared.activity.busy(),
    };
    shared.runtime.spawn(driver.run_loaded());
}

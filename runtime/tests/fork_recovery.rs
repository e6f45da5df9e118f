//! Restarts of trees: after every commit they go on to the same end, with the same history.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use common::{
    script::{CAUGHT, Care, Desk, NO_CARE, RETRIED, Script, Step, map, task},
    table,
};
use jiff::Timestamp;
use stepwright::{
    Clock, Engine, HistoryEvent, ManualClock, MemoryStore, Status, Store, StoreError, StoreErrorKind,
    store::{ExecutionKey, Gated},
};

/// A store that takes so many commits and then no more; how many it has refused.
fn limited(store: &MemoryStore, commits: usize, quick: bool) -> (Gated<MemoryStore>, Arc<AtomicUsize>) {
    let (left, refused) = (AtomicUsize::new(commits), Arc::new(AtomicUsize::new(0)));
    let count = refused.clone();
    let gated = Gated::new(store.clone()).quick(quick).on_commit(move |batch| {
        if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(batch.len())).is_err() {
            count.fetch_add(1, Ordering::SeqCst);
            return Err(StoreError::new(StoreErrorKind::Full, "the disk is full"));
        }
        Ok(())
    });
    (gated, refused)
}

async fn engine(store: impl Store, clock: &ManualClock, desk: &Desk) -> Engine {
    let builder = Engine::builder().register(Script, desk.clone()).clock(clock.clone()).store(store);
    builder.shutdown_grace(Duration::ZERO).build().await.unwrap()
}

/// How a script ends, whatever way, and its history.
type Ending = (Result<String, String>, Vec<HistoryEvent>);

async fn ending(engine: &Engine, clock: &ManualClock) -> Ending {
    let execution = engine.execution("script", "s").await.unwrap().unwrap();
    let result = clock.run(engine, execution.result_json()).await.map_err(|error| error.to_string());
    let mut events = execution.history().await.unwrap();
    // A call that is repeated says anew that its job was taken.
    let started = events[0].timestamp;
    let submitted = events.iter_mut().filter(|event| event.kind.as_str() == "TaskSubmitted");
    submitted.for_each(|event| event.timestamp = started);
    (result, events)
}

/// Starts the script, always with the same seed.
async fn start(engine: &Engine, script: &Vec<Step>) {
    fastrand::seed(7);
    engine.start(Script, "s", script).await.unwrap();
}

/// Restarts the script after every one of its commits; how many restarts there were.
async fn restart_everywhere(script: &Vec<Step>) -> usize {
    let uninterrupted = {
        let (clock, desk) = (ManualClock::default(), Desk::default());
        let engine = engine(MemoryStore::new(), &clock, &desk).await;
        start(&engine, script).await;
        ending(&engine, &clock).await
    };
    for commits in 1.. {
        let (clock, desk, store) = (ManualClock::default(), Desk::default(), MemoryStore::new());
        let (gated, refused) = limited(&store, commits, commits % 2 == 0);
        let first = engine(gated, &clock, &desk).await;
        start(&first, script).await;
        let execution = first.execution("script", "s").await.unwrap().unwrap();
        let ended = clock
            .run(&first, async {
                tokio::select! {
                    _ = execution.result_json() => true,
                    () = async { while refused.load(Ordering::SeqCst) == 0 { tokio::task::yield_now().await } } => false,
                }
            })
            .await;
        drop(first);
        if ended {
            return commits - 1;
        }
        let second = engine(store.clone(), &clock, &desk).await;
        assert_eq!(second.recovery().resumed, 1);
        let resumed = ending(&second, &clock).await;
        let place = format!("after {commits} commits of {script:?}");
        assert_eq!(table(&resumed.1), table(&uninterrupted.1), "{place}");
        assert_eq!(resumed.0, uninterrupted.0, "{place}");
        for (after, before) in resumed.1.iter().zip(&uninterrupted.1) {
            assert_eq!(after, before, "{place}");
        }
        assert_eq!(store.frames(ExecutionKey::FIRST).unwrap(), [], "{place}");
    }
    unreachable!()
}

#[tokio::test]
async fn branches_and_iterations_go_on_after_any_commit() {
    let iterations = map(5, 2, vec![Step::Draw, task("ok"), Step::Get("x".into()), Step::Wait(3)]);
    let branches = vec![vec![task("flaky"), Step::Draw], vec![iterations], vec![Step::Wait(50), Step::Pass]];
    let script = vec![
        Step::Set("x".into(), serde_json::json!([1, 2])),
        Step::Parallel(branches, NO_CARE),
        Step::Job("ok".into()),
        Step::Draw,
    ];
    assert!(restart_everywhere(&script).await > 15);
}

#[tokio::test]
async fn failures_retries_and_catches_go_on_after_any_commit() {
    let inner = Step::Map { items: 3, at_once: 0, body: vec![task("fail")], bad_item: None, care: RETRIED };
    let branches =
        vec![vec![Step::Wait(5), inner], vec![task("ok"), task("hang")], vec![map(50, 0, vec![Step::Wait(9)])]];
    let script = vec![Step::Parallel(branches, CAUGHT), Step::Pass];
    assert!(restart_everywhere(&script).await > 8);
}

#[tokio::test]
async fn many_pure_iterations_go_on_between_their_commits() {
    let script = vec![map(1_700, 3, vec![Step::Pass]), Step::Pass];
    assert_eq!(restart_everywhere(&script).await, 1);
    let nested = map(30, 0, vec![map(30, 0, vec![Step::Draw, Step::Pass])]);
    assert_eq!(restart_everywhere(&vec![nested]).await, 1);
}

/// A script of a few states, with children down to a depth.
fn random_steps(random: &mut fastrand::Rng, depth: u32) -> Vec<Step> {
    let care = |random: &mut fastrand::Rng| Care { retry: random.u8(..4) == 0, catch: random.bool() };
    let steps = random.usize(1..4);
    (0..steps)
        .map(|_| match random.u8(..if depth == 0 { 11 } else { 16 }) {
            0 => Step::Pass,
            1 => Step::Draw,
            2 => Step::Set("x".into(), random.u8(..).into()),
            3 => Step::Get("x".into()),
            4 | 5 => Step::Wait(random.u64(..100)),
            6..=8 => task(["ok", "ok", "flaky"][random.usize(..3)]),
            9 => Step::Job("ok".into()),
            10 if random.u8(..3) == 0 => Step::Fail(["Bad", "States.Runtime"][random.usize(..2)].into()),
            10 => task("fail"),
            11..=13 => {
                let branches = random.usize(1..4);
                let branches = (0..branches).map(|_| random_steps(random, depth - 1)).collect();
                Step::Parallel(branches, care(random))
            }
            _ => Step::Map {
                items: random.u32(..5),
                at_once: random.u32(..4),
                body: random_steps(random, depth - 1),
                bad_item: (random.u8(..6) == 0).then(|| (random.u32(..5), "States.IntrinsicFailure".into())),
                care: care(random),
            },
        })
        .collect()
}

#[tokio::test]
async fn random_trees_go_on_after_any_commit() {
    let trees = std::env::var("STEPWRIGHT_TREES").ok().and_then(|trees| trees.parse().ok()).unwrap_or(40);
    let mut restarts = 0;
    for seed in 0..trees {
        let script = random_steps(&mut fastrand::Rng::with_seed(seed), 2);
        restarts += restart_everywhere(&script).await;
    }
    assert!(restarts > trees as usize, "{restarts} restarts");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn trees_on_many_threads_lose_no_deadline_and_no_stop() {
    let (clock, desk, store) = (ManualClock::default(), Desk::default(), MemoryStore::new());
    let engine = engine(Gated::new(store.clone()).quick(false), &clock, &desk).await;
    let trees = (0..150).map(|seed| {
        let engine = engine.clone();
        tokio::spawn(async move {
            let script = random_steps(&mut fastrand::Rng::with_seed(seed), 2);
            let execution = engine.start(Script, format!("s-{seed}").as_str(), &script).await.unwrap();
            if seed % 5 == 0 {
                tokio::time::sleep(Duration::from_millis(seed % 50)).await;
                execution.stop(None, None).await.unwrap();
            }
            _ = execution.result().await;
            execution.describe().await.unwrap().status
        })
    });
    let trees: Vec<_> = trees.collect();
    let ticking = {
        let clock = clock.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(1)).await;
                clock.advance(Duration::from_secs(1));
            }
        })
    };
    for tree in trees {
        let status = tokio::time::timeout(Duration::from_secs(60), tree).await.unwrap().unwrap();
        assert_ne!(status, Status::Running);
    }
    ticking.abort();
    assert_eq!(engine.in_memory(), 0);
    assert_eq!(store.in_flight(None, 9).unwrap(), []);
    assert_eq!(store.next_deadline(Timestamp::MIN).unwrap(), None);
}

#[tokio::test]
async fn a_tree_that_cannot_go_on_is_looked_at_once() {
    let (clock, desk, store) = (ManualClock::default(), Desk::default(), MemoryStore::new());
    let first = engine(store.clone(), &clock, &desk).await;
    start(&first, &vec![map(30, 0, vec![Step::Wait(60)])]).await;
    first.idle().await;
    first.shutdown().await;
    drop(first);
    // Nobody knows its workflow.
    let second = Engine::builder().clock(clock.clone()).store(store.clone()).build().await.unwrap();
    clock.advance(Duration::from_secs(60));
    second.idle().await;
    assert_eq!(store.due(clock.now(), None, 99).unwrap(), []);
    second.shutdown().await;
    drop(second);
    let third = engine(store, &clock, &desk).await;
    let (result, _) = ending(&third, &clock).await;
    assert!(result.unwrap().contains("waited"));
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_tree_in_a_file_goes_on_after_each_restart() {
    use stepwright::store::SqliteStore;

    let folder = std::env::temp_dir().join(format!("stepwright-forks-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("trees.db");
    let (clock, desk) = (ManualClock::default(), Desk::default());
    let iterations =
        map(12, 5, vec![Step::Wait(10), task("ok"), Step::Set("y".into(), 1.into()), Step::Get("x".into())]);
    let branches = vec![vec![iterations], vec![Step::Wait(40), task("flaky")]];
    let script = vec![Step::Set("x".into(), "seen".into()), Step::Parallel(branches, NO_CARE)];
    let mut restarts = 0;
    let result = loop {
        let open = engine(SqliteStore::open(&file).unwrap(), &clock, &desk).await;
        if restarts == 0 {
            start(&open, &script).await;
        }
        let execution = open.execution("script", "s").await.unwrap().unwrap();
        let soon = async {
            for _ in 0..3 {
                open.idle().await;
                clock.advance_to_next();
            }
            open.idle().await;
        };
        let result = tokio::select! {
            biased;
            result = execution.result_json() => Some(result),
            () = soon => None,
        };
        // Handlers at work are given up: they are asked again.
        open.shutdown().await;
        drop((open, execution));
        restarts += 1;
        if let Some(result) = result {
            break result;
        }
    };
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(restarts > 3, "{restarts} restarts: {result:?}");
    let output: serde_json::Value = serde_json::from_str(&result.unwrap()).unwrap();
    let iterations = output[1][0][2].as_array().unwrap();
    assert_eq!(iterations.len(), 12);
    assert!(iterations.iter().all(|iteration| iteration[5] == "seen"), "{output}");
}

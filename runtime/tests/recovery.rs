//! What a restart finds: every execution goes on from its last commit, and nothing happens twice.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use common::{Cards, Order, Spin, input, table};
use jiff::Timestamp;
use serde_json::json;
use stepwright::{
    Clock, Engine, ExecutionError, ExecutionQuery, ManualClock, MemoryStore, StartError, Status, Store, StoreError,
    StoreErrorKind,
    store::{Closing, Commit, ExecutionKey, FrameWrite, Gated, ListQuery, NewExecution},
};

/// A store whose disk is full after so many commits, until it is given more.
#[derive(Clone)]
struct Limited {
    inner: MemoryStore,
    left: Arc<AtomicUsize>,
    refused: Arc<AtomicUsize>,
    quick: bool,
}

impl Limited {
    fn new(inner: &MemoryStore, commits: usize, quick: bool) -> Self {
        let left = Arc::new(AtomicUsize::new(commits));
        Self { inner: inner.clone(), left, refused: Arc::default(), quick }
    }

    /// The store that an engine is given.
    fn store(&self) -> Gated<MemoryStore> {
        let (left, refused) = (Arc::clone(&self.left), Arc::clone(&self.refused));
        Gated::new(self.inner.clone()).quick(self.quick).on_commit(move |batch| {
            let take = |left: usize| left.checked_sub(batch.len());
            if left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, take).is_err() {
                refused.fetch_add(1, Ordering::SeqCst);
                return Err(StoreError::new(StoreErrorKind::Full, "the disk is full"));
            }
            Ok(())
        })
    }
}

async fn engine(store: impl Store, clock: &ManualClock, cards: &Cards) -> Engine {
    let builder = Engine::builder().register(Order, cards.clone()).register(Spin, ());
    builder.clock(clock.clone()).store(store).build().await.unwrap()
}

/// An engine that does not wait for handlers.
async fn short(store: impl Store, clock: &ManualClock, cards: &Cards) -> Engine {
    let builder = Engine::builder().register(Order, cards.clone()).shutdown_grace(Duration::ZERO);
    builder.clock(clock.clone()).store(store).build().await.unwrap()
}

#[tokio::test]
async fn a_restart_after_any_commit_comes_to_the_same_end() {
    let uninterrupted = {
        let (clock, cards) = (ManualClock::default(), Cards::default());
        let engine = engine(MemoryStore::new(), &clock, &cards).await;
        let execution = engine.start(Order, "o-1", &input("busy")).await.unwrap();
        clock.run(&engine, execution.result()).await.unwrap();
        execution.history().await.unwrap()
    };
    let mut restarts = 0;
    for commits in 1..100 {
        let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
        let limited = Limited::new(&store, commits, commits % 2 == 0);
        let first = engine(limited.store(), &clock, &cards).await;
        let execution = first.start(Order, "o-1", &input("busy")).await.unwrap();
        let refused = limited.refused.clone();
        let ended = clock
            .run(&first, async {
                tokio::select! {
                    _ = execution.result() => true,
                    () = async { while refused.load(Ordering::SeqCst) == 0 { tokio::task::yield_now().await } } => false,
                }
            })
            .await;
        drop(first);
        if ended {
            break;
        }
        restarts += 1;
        let second = engine(store.clone(), &clock, &cards).await;
        assert_eq!(second.recovery().resumed, 1, "after {commits} commits");
        let execution = second.execution("order", "o-1").await.unwrap().unwrap();
        let output = clock.run(&second, execution.result_json()).await.unwrap();
        assert_eq!(output, r#"{"id":"o-1","amount":12.5}"#);
        assert_eq!(execution.history().await.unwrap(), uninterrupted, "after {commits} commits");
        let calls = cards.calls.lock().unwrap();
        assert!((3..=4).contains(&calls.len()), "at most the call that was cut off is repeated");
        assert!(calls.iter().all(|(key, ..)| *key == calls[0].0));
    }
    // Start, two retries with their calls, the wait.
    assert_eq!(restarts, 6);
}

#[tokio::test]
async fn a_store_that_recovers_loses_nothing() {
    for quick in [true, false] {
        let (clock, cards) = (ManualClock::default(), Cards::default());
        let limited = Limited::new(&MemoryStore::new(), 1, quick);
        let engine = engine(limited.store(), &clock, &cards).await;
        let execution = engine.start(Order, "o-1", &input("good")).await.unwrap();
        while limited.refused.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        let refused = engine.start(Order, "o-2", &input("good")).await.unwrap_err();
        assert!(matches!(&refused, StartError::Store(error) if error.kind() == StoreErrorKind::Full));
        assert_eq!(engine.store_trouble().unwrap().kind(), StoreErrorKind::Full);
        limited.left.store(100, Ordering::SeqCst);
        clock.run(&engine, execution.result()).await.unwrap();
        assert_eq!(cards.count(), 1, "the task's result was kept");
        assert!(engine.store_trouble().is_none());
        assert_eq!(engine.list(&ExecutionQuery::default()).await.unwrap().items.len(), 1);
    }
}

#[tokio::test]
async fn a_shutdown_keeps_what_handlers_bring() {
    let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
    let first = engine(Gated::new(store.clone()).quick(false), &clock, &cards).await;
    let slow = first.start(Order, "slow", &input("slow")).await.unwrap();
    let hang = first.start(Order, "hang", &input("hang")).await.unwrap();
    first.idle().await;
    let waits = tokio::spawn({
        let slow = slow.clone();
        async move { slow.result().await }
    });
    let shutdown = tokio::spawn({
        let first = first.clone();
        async move { first.shutdown().await }
    });
    tokio::task::yield_now().await;
    clock.advance(Duration::from_secs(4));
    while slow.history().await.unwrap().len() < 7 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    assert!(matches!(first.start(Order, "late", &input("good")).await, Err(StartError::ShuttingDown)));
    clock.advance(Duration::from_secs(1));
    shutdown.await.unwrap();
    assert!(waits.await.unwrap().is_err());
    assert_eq!(first.in_memory(), 0);
    assert_eq!(table(&hang.history().await.unwrap()).last().unwrap(), "5<-4 LambdaFunctionTimedOut");
    let second = engine(store, &clock, &cards).await;
    assert_eq!(second.recovery().resumed, 2);
    let slow = second.execution("order", "slow").await.unwrap().unwrap();
    clock.run(&second, slow.result_json()).await.unwrap();
    let keys: Vec<_> = cards.calls.lock().unwrap().iter().filter(|call| call.2 == "slow").cloned().collect();
    assert_eq!(keys.len(), 1, "the committed result is not asked for again");
}

fn stored(key: u64, fingerprint: &str, deadline: Option<Timestamp>, checkpoint: &[u8]) -> Commit {
    let start = NewExecution {
        workflow: "order".into(),
        name: format!("o-{key}"),
        fingerprint: fingerprint.into(),
        input: r#"{"id":"o","card":"good"}"#.into(),
        started_at: ManualClock::default().now(),
    };
    let put = FrameWrite::Put { frame: 0, deadline, checkpoint: checkpoint.to_vec() };
    Commit { start: Some(start), frames: vec![put], ..Commit::new(ExecutionKey::new(key).unwrap()) }
}

#[tokio::test]
async fn what_cannot_go_on_is_parked_and_says_why() {
    let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
    let known = "0123456789abcdef0123456789abcdef";
    let soon = clock.now() + Duration::from_secs(10);
    let header = br#"{"s":0,"v":1,"e":2,"t":0,"l":4,"n":5,"p":"c","d":7}"#;
    let whole = [&header[..], b"\n", br#"{"Charge":{"id":"o","card":"good"}}"#].concat();
    let other = [&header[..], b"\n", br#"{"Charged":1}"#].concat();
    let batch = [
        stored(1, "ffff", None, &whole),
        stored(2, known, None, &other),
        stored(3, known, Some(soon), b"nothing"),
        stored(4, known, None, &whole),
        stored(5, "ffff", Some(soon), &whole),
    ];
    store.commit(&batch).unwrap();
    let engine = engine(store.clone(), &clock, &cards).await;
    let recovery = engine.recovery();
    assert_eq!(recovery.resumed, 2);
    assert_eq!(recovery.parked.iter().map(|parked| parked.executions).sum::<u64>(), 3);
    let good = engine.execution("order", "o-4").await.unwrap().unwrap();
    // Nobody knows yet that it does not decode.
    let asleep = engine.execution("order", "o-3").await.unwrap().unwrap();
    let waiting = tokio::spawn(async move { asleep.result_json().await });
    assert_eq!(clock.run(&engine, good.result_json()).await.unwrap(), r#"{"id":"o","amount":12.5}"#);
    engine.idle().await;
    for (name, reason) in [
        ("o-1", "it is pinned to definition ffff of `order`, and this binary has 0123456789abcdef0123456789abcdef"),
        ("o-2", "its checkpoint does not decode: unknown variant `Charged`"),
        ("o-3", "its checkpoint has no header"),
        ("o-5", "it is pinned to definition ffff of `order`"),
    ] {
        let execution = engine.execution("order", name).await.unwrap().unwrap();
        let description = execution.describe().await.unwrap();
        assert_eq!(description.status, Status::Running);
        assert!(description.parked.as_deref().unwrap_or_default().starts_with(reason), "{description:?}");
        let ExecutionError::Parked { reason } = execution.result_json().await.unwrap_err() else { panic!("{name}") };
        assert_eq!(Some(reason), description.parked);
    }
    assert!(matches!(waiting.await.unwrap(), Err(ExecutionError::Parked { .. })));
    assert_eq!(engine.in_memory(), 0);
    assert_eq!(store.due(soon, None, 9).unwrap(), [], "parked frames are not woken again and again");
    let parked = engine.execution("order", "o-2").await.unwrap().unwrap();
    parked.stop(None, None).await.unwrap();
    assert_eq!(parked.describe().await.unwrap().status, Status::Aborted);
    assert_eq!(table(&parked.history().await.unwrap()), ["5<-0 ExecutionAborted"]);
}

#[tokio::test]
async fn frames_that_belong_to_no_other_park_their_execution() {
    let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
    let known = "0123456789abcdef0123456789abcdef";
    let whole = |header: &str| [header.as_bytes(), b"\n", br#"{"Charge":{"id":"o","card":"good"}}"#].concat();
    let root = whole(r#"{"s":0,"v":1,"e":2,"t":0,"l":4,"n":5,"p":"c","d":7}"#);
    let forked = whole(r#"{"s":0,"v":1,"e":2,"t":0,"l":4,"n":5,"f":3,"p":"f","d":7,"h":{"f":1,"n":2}}"#);
    let child = |parent: u32, index: u32| {
        whole(&format!(r#"{{"s":0,"v":1,"e":2,"t":0,"l":4,"n":5,"p":"c","o":{{"f":{parent},"i":{index}}}}}"#))
    };
    let seedless = whole(r#"{"s":0,"v":1,"e":2,"t":0,"l":4,"n":5,"p":"c"}"#);
    let cases = [
        (vec![(0, root.clone()), (1, child(0, 0))], "the checkpoint of frame 1 belongs to no other"),
        (vec![(0, forked.clone()), (1, child(0, 1))], "the checkpoint of frame 1 belongs to no other"),
        (vec![(0, forked.clone()), (2, child(0, 1))], "the checkpoint of frame 2 belongs to no other"),
        (vec![(0, forked.clone()), (1, root.clone())], "the checkpoint of frame 1 has no parent"),
        (vec![(1, child(0, 0))], "it has no checkpoint"),
        (vec![(0, seedless)], "its checkpoint has no seed"),
        (vec![(0, whole(r#"{"s":0,"v":1,"e":2,"t":0,"l":4,"n":5,"p":"w","d":7}"#))], "the checkpoint of frame 0 does"),
    ];
    for (key, (frames, _)) in (1..).zip(&cases) {
        let mut commit = stored(key, known, None, b"");
        let put = |(frame, checkpoint): &(u32, Vec<u8>)| FrameWrite::Put {
            frame: *frame,
            deadline: None,
            checkpoint: checkpoint.clone(),
        };
        commit.frames = frames.iter().map(put).collect();
        store.commit(&[commit]).unwrap();
    }
    let engine = engine(store, &clock, &cards).await;
    for (number, (_, reason)) in (1..).zip(cases) {
        let execution = engine.execution("order", &format!("o-{number}")).await.unwrap().unwrap();
        let parked = execution.describe().await.unwrap().parked.unwrap_or_default();
        assert!(parked.starts_with(reason), "o-{number}: {parked}");
    }
    assert_eq!(cards.count(), 0);
}

#[tokio::test(flavor = "current_thread")]
async fn many_sleepers_wake_in_batches() {
    let (clock, cards) = (ManualClock::default(), Cards::default());
    let engine = engine(Gated::new(MemoryStore::new()).quick(false), &clock, &cards).await;
    let mut executions = Vec::new();
    for number in 0..700 {
        executions.push(engine.start(Order, &*format!("o-{number}"), &input("good")).await.unwrap());
    }
    engine.idle().await;
    assert_eq!(engine.in_memory(), 0);
    clock.advance(Duration::from_secs(60));
    for execution in executions {
        assert_eq!(execution.result().await.unwrap(), json!({"id": "o-1", "amount": 12.5}));
    }
    assert_eq!(cards.count(), 700);
}

#[tokio::test]
async fn an_execution_closes_once_however_often_it_is_stopped() {
    let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
    let engine = engine(Gated::new(store.clone()).quick(false), &clock, &cards).await;
    let execution = engine.start(Order, "o-1", &input("good")).await.unwrap();
    engine.idle().await;
    let stops = (0..8).map(|_| {
        let execution = execution.clone();
        tokio::spawn(async move { execution.stop(None, None).await })
    });
    for stop in stops.collect::<Vec<_>>() {
        stop.await.unwrap().unwrap();
    }
    let aborted = table(&execution.history().await.unwrap()).iter().filter(|row| row.contains("Aborted")).count();
    assert_eq!(aborted, 1);
    let closing = store.find("order", "o-1").unwrap().unwrap().closing;
    assert!(matches!(closing, Some(Closing { status: Status::Aborted, .. })));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn starts_stops_and_wakes_from_many_threads_lose_nothing() {
    let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
    let engine = engine(Gated::new(store.clone()).quick(false), &clock, &cards).await;
    let tasks: Vec<_> = (0..400)
        .map(|number| {
            let engine = engine.clone();
            tokio::spawn(async move {
                let card = ["good", "busy", "declined", "slow"][number % 4];
                // Two start the same name at the same time; the later one may find it ended.
                let name = format!("o-{}", number / 2 * 2);
                match engine.start(Order, &*name, &input(["good", "busy"][number / 2 % 2])).await {
                    Ok(execution) if number % 16 == 0 => _ = execution.stop(None, None).await.unwrap(),
                    Ok(execution) => _ = execution.result().await,
                    Err(error) => assert!(matches!(error, StartError::AlreadyExists { .. }), "{error}"),
                }
                let own = engine.start(Order, None, &input(card)).await.unwrap();
                own.result().await.is_ok()
            })
        })
        .collect();
    let ticking = {
        let clock = clock.clone();
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(Duration::from_millis(1)).await;
                clock.advance(Duration::from_secs(1));
            }
        })
    };
    let mut own = 0;
    for task in tasks {
        own += usize::from(tokio::time::timeout(Duration::from_secs(60), task).await.unwrap().unwrap());
    }
    ticking.abort();
    assert_eq!(engine.in_memory(), 0);
    let page = ExecutionQuery { status: Some(Status::Running), ..ExecutionQuery::default() };
    assert_eq!(engine.list(&page).await.unwrap().items.len(), 0);
    assert!(own >= 100, "declined cards are refunded, good ones paid: {own}");
    let all = ListQuery { limit: 1_000, ..ListQuery::default() };
    assert_eq!(store.list(&all).unwrap().len(), 600);
}

#[tokio::test]
async fn a_damaged_checkpoint_parks_its_execution_and_no_other() {
    let (clock, cards, store) = (ManualClock::default(), Cards::default(), MemoryStore::new());
    let first = short(store.clone(), &clock, &cards).await;
    for name in ["o-1", "o-2", "o-3"] {
        first.start(Order, name, &input(if name == "o-3" { "good" } else { "hang" })).await.unwrap();
    }
    first.idle().await;
    first.shutdown().await;
    for damaged in [3, 1] {
        let damaged = ExecutionKey::new(damaged);
        let store = Gated::new(store.clone()).quick(false).on_frames(move |execution| {
            if Some(execution) == damaged {
                return Err(StoreError::new(StoreErrorKind::Corrupt, "a checkpoint is damaged"));
            }
            Ok(())
        });
        let engine = short(store, &clock, &cards).await;
        clock.advance(Duration::from_secs(120));
        let name = damaged.map(|key| format!("o-{}", key.number())).unwrap();
        let execution = engine.execution("order", &name).await.unwrap().unwrap();
        while execution.describe().await.unwrap().parked.as_deref() != Some("a checkpoint is damaged") {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(engine.recovery().resumed + engine.recovery().parked.len() as u64, 3);
        engine.shutdown().await;
    }
    let last = engine(store, &clock, &cards).await;
    let third = last.execution("order", "o-3").await.unwrap().unwrap();
    clock.run(&last, third.result_json()).await.unwrap();
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_file_is_free_once_its_engine_is_shut_down() {
    use stepwright::store::SqliteStore;

    let folder = std::env::temp_dir().join(format!("stepwright-free-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("orders.db");
    for _ in 0..50 {
        let store = SqliteStore::open(&file).unwrap();
        let engine = Engine::builder().register(Order, Cards::default()).store(store).build().await.unwrap();
        engine.start(Order, None, &input("fine")).await.unwrap();
        engine.idle().await;
        engine.shutdown().await;
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

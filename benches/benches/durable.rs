//! Durable transitions: the engine on SQLite with 1, 64 and 1,000 executions in flight, beside a bare
//! fsynced append of the same bytes in the same run.
//!
//! A durable transition is one task's result, committed together with the next effect, at full history.
//! The disk's moods change both columns; the ratio is what counts.
//!
//! `cargo bench -p benches --bench durable`; `DURABLE_BENCH_DIR` says on which disk (the current folder's
//! by default), `DURABLE_BENCH_SECONDS` how long each measurement takes (1 by default).

use std::{
    convert::Infallible,
    env,
    error::Error,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use benches::{
    contract::{BenchTasks, Document, Note, steps},
    document,
};
use stepwright::{
    Engine,
    store::{Commit, FrameWrite, Gated, SqliteStore},
};

const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::var_os("DURABLE_BENCH_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let folder = folder.join(format!("durable-bench-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let result = measure(&folder);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure(folder: &Path) -> Result<(), Box<dyn Error>> {
    let seconds = env::var("DURABLE_BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(1.0);
    let time = Duration::from_secs_f64(seconds);
    println!("durable transitions a second, the median of {ROUNDS} rounds");
    println!("{:>9} {:>8} {:>10} {:>12} {:>7}", "in flight", "bytes", "engine", "bare append", "ratio");
    for in_flight in [1, 64, 1_000] {
        let mut rounds = Vec::new();
        for round in 0..ROUNDS {
            let engine = engine(&folder.join(format!("{in_flight}-{round}.db")), in_flight, time)?;
            let bare = append(&folder.join("bare.log"), engine.bytes, in_flight, time)?;
            rounds.push((engine.rate / bare, engine.rate, bare, engine.bytes));
        }
        rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((ratio, engine, bare, bytes)) = rounds.get(ROUNDS / 2) {
            println!("{in_flight:>9} {bytes:>8} {engine:>10.0} {bare:>12.0} {ratio:>7.2}");
        }
    }
    Ok(())
}

struct Measured {
    rate: f64,
    /// What one transition writes: checkpoint and history.
    bytes: u64,
}

/// Runs executions of fifty tasks, so many at a time, and counts the tasks.
fn engine(file: &Path, in_flight: usize, time: Duration) -> Result<Measured, Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_time().build()?;
    let tasks = Arc::new(AtomicU64::new(0));
    let written = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&written);
    let store = Gated::new(SqliteStore::open(file)?).on_commit(move |batch| {
        counted.fetch_add(batch.iter().map(bytes_of).sum::<usize>() as u64, Ordering::Relaxed);
        Ok(())
    });
    let rate = runtime.block_on(async {
        let engine =
            Engine::builder().register(steps::Workflow, Notes(Arc::clone(&tasks))).store(store).build().await?;
        let (begin, next) = (Instant::now(), Arc::new(AtomicU64::new(0)));
        let lanes: Vec<_> = (0..in_flight)
            .map(|_| {
                let (engine, next, input) = (engine.clone(), Arc::clone(&next), document());
                tokio::spawn(async move {
                    while begin.elapsed() < time {
                        let name = format!("e{}", next.fetch_add(1, Ordering::Relaxed));
                        let execution =
                            engine.start(steps::Workflow, name.as_str(), &input).await.map_err(|e| e.to_string())?;
                        execution.result().await.map_err(|error| error.to_string())?;
                    }
                    Ok::<(), String>(())
                })
            })
            .collect();
        for lane in lanes {
            lane.await??;
        }
        let rate = tasks.load(Ordering::Relaxed) as f64 / begin.elapsed().as_secs_f64();
        engine.shutdown().await;
        Ok::<f64, Box<dyn Error>>(rate)
    })?;
    let bytes = written.load(Ordering::Relaxed) / tasks.load(Ordering::Relaxed).max(1);
    Ok(Measured { rate, bytes })
}

/// Appends the same bytes to a file, as many transitions to one sync as there can be in flight.
fn append(file: &Path, bytes: u64, in_flight: usize, time: Duration) -> Result<f64, Box<dyn Error>> {
    let record = vec![b'x'; usize::try_from(bytes)? * in_flight];
    let mut log = File::create(file)?;
    let (begin, mut transitions) = (Instant::now(), 0_usize);
    while begin.elapsed() < time {
        log.write_all(&record)?;
        log.sync_data()?;
        transitions += in_flight;
    }
    Ok(transitions as f64 / begin.elapsed().as_secs_f64())
}

struct Notes(Arc<AtomicU64>);

impl BenchTasks for Notes {
    async fn note(&self, _: Document) -> Result<Note, Infallible> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Ok(Note { by: "nobody".into(), at: 1 })
    }
}

/// What a commit of a transition writes.
fn bytes_of(commit: &Commit) -> usize {
    let frames: usize = commit.frames.iter().map(frame_bytes).sum();
    frames + commit.history.as_ref().map_or(0, |chunk| chunk.events.len())
}

fn frame_bytes(write: &FrameWrite) -> usize {
    match write {
        FrameWrite::Put { checkpoint, .. } => checkpoint.len(),
        FrameWrite::Reschedule { .. } | FrameWrite::Delete { .. } => 0,
    }
}

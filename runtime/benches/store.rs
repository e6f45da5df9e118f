//! How many transitions a second the SQLite store commits, beside a bare fsynced append of the same bytes
//! in the same run: the disk's moods change both, the ratio stays.
//!
//! `cargo bench -p stepwright --bench store`; `STORE_BENCH_DIR` says on which disk (the current folder's
//! by default), `STORE_BENCH_SECONDS` how long each of the measurements takes
//! (0.4 by default: short ones taken in turns see the same disk).

use std::{
    env,
    error::Error,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use jiff::Timestamp;
use stepwright::store::{
    Closing, Commit, ExecutionKey, FrameWrite, HistoryChunk, NewExecution, SqliteStore, Status, Store,
};

type Outcome<T> = Result<T, Box<dyn Error>>;

const CHECKPOINT: usize = 600;
const EVENTS: usize = 1_300;
const PRELOADED: u64 = 20_000;
const TRANSITIONS_EACH: u32 = 10;
const ROUNDS: usize = 9;

fn main() -> Outcome<()> {
    let folder = env::var_os("STORE_BENCH_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let folder = folder.join(format!("store-bench-{}", std::process::id()));
    fs::create_dir(&folder)?;
    let result = measure(&folder);
    fs::remove_dir_all(&folder)?;
    result
}

fn measure(folder: &Path) -> Outcome<()> {
    let seconds = env::var("STORE_BENCH_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0.4);
    let time = Duration::from_secs_f64(seconds);
    let store = SqliteStore::open(folder.join("bench.db"))?;
    let mut load = Load::preload(&store)?;
    println!("transitions/s; {} bytes each; the median of {ROUNDS} rounds", CHECKPOINT + EVENTS);
    println!("{:>9} {:>10} {:>10} {:>6} {:>10} {:>6}", "in flight", "bare", "recent", "ratio", "scattered", "ratio");
    for size in [1, 64, 1_000] {
        let mut rounds = Vec::new();
        for _ in 0..ROUNDS {
            let bare = append(&folder.join("bare.log"), size, time)?;
            let recent = load.recent(size, time)?;
            let scattered = load.scattered(size, time)?;
            rounds.push([bare, recent, scattered, recent / bare, scattered / bare]);
        }
        let median = |column: usize| -> f64 {
            let mut values: Vec<f64> = rounds.iter().filter_map(|round| round.get(column).copied()).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        println!(
            "{size:>9} {:>10.0} {:>10.0} {:>6.2} {:>10.0} {:>6.2}",
            median(0),
            median(1),
            median(3),
            median(2),
            median(4)
        );
    }
    Ok(())
}

/// The rate at which the same bytes are appended to a plain file, one fsync a batch.
fn append(path: &Path, size: usize, time: Duration) -> Outcome<f64> {
    let mut file = File::create(path)?;
    let bytes = vec![b'x'; size * (CHECKPOINT + EVENTS)];
    let begin = Instant::now();
    let mut done = 0;
    while begin.elapsed() < time {
        file.write_all(&bytes)?;
        file.sync_data()?;
        done += size;
    }
    Ok(done as f64 / begin.elapsed().as_secs_f64())
}

struct Load<'s> {
    store: &'s SqliteStore,
    next: ExecutionKey,
    /// How many transitions each preloaded execution has made.
    laps: Vec<u32>,
}

impl<'s> Load<'s> {
    fn preload(store: &'s SqliteStore) -> Outcome<Self> {
        let mut load = Self { store, next: ExecutionKey::FIRST, laps: Vec::new() };
        for _ in 0..PRELOADED / 1_000 {
            let starts = (0..1_000).map(|_| load.start()).collect::<Outcome<Vec<_>>>()?;
            store.commit(&starts)?;
        }
        load.laps = vec![1; usize::try_from(PRELOADED)?];
        Ok(load)
    }

    fn start(&mut self) -> Outcome<Commit> {
        let key = self.next;
        self.next = key.next().ok_or("no key is left")?;
        let start = NewExecution {
            workflow: "orders".into(),
            name: format!("order-{}", key.number()),
            fingerprint: "00112233445566778899aabbccddeeff".into(),
            input: "i".repeat(CHECKPOINT),
            started_at: Timestamp::UNIX_EPOCH,
        };
        Ok(Commit { start: Some(start), ..transition(key, 0) })
    }

    /// Executions that began lately, each over after some transitions and followed by a new one. Starts
    /// and ends count as a transition each.
    fn recent(&mut self, size: usize, time: Duration) -> Outcome<f64> {
        let mut running = Vec::new();
        let mut starts = Vec::new();
        for lane in 0..size {
            // At different stages, as they are in the middle of a run.
            running.push((self.next, u32::try_from(lane)? % TRANSITIONS_EACH + 1));
            starts.push(self.start()?);
        }
        self.store.commit(&starts)?;
        let begin = Instant::now();
        let mut done = 0;
        let mut batch = Vec::new();
        while begin.elapsed() < time {
            batch.clear();
            for (key, laps) in &mut running {
                if *laps > TRANSITIONS_EACH {
                    batch.push(end(*key));
                    (*key, *laps) = (self.next, 1);
                    batch.push(self.start()?);
                }
                batch.push(transition(*key, *laps));
                *laps += 1;
            }
            self.store.commit(&batch)?;
            done += batch.len();
        }
        Ok(done as f64 / begin.elapsed().as_secs_f64())
    }

    /// Executions taken at random from all that were preloaded.
    fn scattered(&mut self, size: usize, time: Duration) -> Outcome<f64> {
        let begin = Instant::now();
        let mut done = 0;
        let mut batch = Vec::new();
        while begin.elapsed() < time {
            batch.clear();
            for _ in 0..size {
                let index = fastrand::usize(..self.laps.len());
                let Some(laps) = self.laps.get_mut(index) else { continue };
                let key = ExecutionKey::new(u64::try_from(index)? + 1).ok_or("no key")?;
                batch.push(transition(key, *laps));
                *laps += 1;
            }
            self.store.commit(&batch)?;
            done += size;
        }
        Ok(done as f64 / begin.elapsed().as_secs_f64())
    }
}

fn transition(key: ExecutionKey, lap: u32) -> Commit {
    let put = FrameWrite::Put { frame: 0, deadline: None, checkpoint: vec![b'c'; CHECKPOINT] };
    let chunk = HistoryChunk { first_event: 1 + 3 * lap, events: vec![b'e'; EVENTS] };
    Commit { frames: vec![put], history: Some(chunk), ..Commit::new(key) }
}

fn end(key: ExecutionKey) -> Commit {
    let closing = Closing {
        status: Status::Succeeded,
        stopped_at: Timestamp::UNIX_EPOCH,
        output: Some("o".repeat(CHECKPOINT)),
        error: None,
        cause: None,
    };
    Commit { close: Some(closing), ..Commit::new(key) }
}

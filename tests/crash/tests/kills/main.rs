//! A process is killed again and again over one database; in the end nothing may be lost or done twice.
//!
//! `CRASH_KILLS` asks for more kills than 100, `CRASH_SEED` for the jobs and moments of an earlier run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod book;
mod copy;
mod process;

use std::{
    collections::BTreeMap,
    env, fs,
    path::Path,
    time::{Duration, Instant},
};

use book::Book;
use crash::{
    evidence,
    job::Job,
    judge::{Evidence, judge},
};
use process::Process;
use stepwright::store::SqliteStore;

/// How many executions a life keeps going.
const WIDTH: usize = 48;

/// How long after its recovery a process lives at most; longer where it takes long to recover.
const LONGEST_LIFE: Duration = Duration::from_millis(300);

/// One life in so many is killed blindly, perhaps before its engine is built.
const BLIND: u32 = 16;

/// How many kills lie between two looks into the database.
const BETWEEN_LOOKS: u32 = 25;

/// How long the last life may take.
const PATIENCE: Duration = Duration::from_secs(60);

fn number(variable: &str) -> Option<u64> {
    Some(env::var(variable).ok()?.parse().expect("a number"))
}

#[tokio::test]
async fn a_hundred_kills_lose_nothing_and_repeat_nothing() {
    let began = Instant::now();
    let seed = number("CRASH_SEED").unwrap_or_else(|| fastrand::u64(..1_000_000_000));
    let kills = number("CRASH_KILLS").map_or(100, |kills| u32::try_from(kills).unwrap());
    println!("crash test with CRASH_SEED={seed}");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("kills-{seed}"));
    // Of an earlier run with the same seed, if there was one.
    _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let (database, ledger) = (folder.join("crash.db"), folder.join("ledger.jsonl"));
    let mut book = Book::new(&ledger);
    let mut random = fastrand::Rng::with_seed(seed);

    let (mut killed, mut in_flight, mut at_work, mut early, mut looks) = (0, 0, 0, 0, 0);
    // A kill may find nothing at work, but few may.
    while killed < kills || in_flight * 10 < kills * 9 {
        assert!(killed < kills + kills / 5, "{in_flight} of {killed} kills landed in flight");
        let orders = book.orders(seed, WIDTH, &mut random);
        book.born(killed + 1);
        let mut process = Process::start(&database, &ledger, &orders);
        if random.u32(0..BLIND) > 0 {
            process.await_recovery();
            book.opened_within(process.age());
            std::thread::sleep(LONGEST_LIFE.max(book.opening() * 3).mul_f64(random.f64()));
        } else {
            std::thread::sleep(book.opening().mul_f64(random.f64() * 1.5));
        }
        let recovered = process.kill();
        book.killed();
        killed += 1;
        early += u32::from(!recovered);
        at_work += u32::from(book.at_work() > 0);
        let restless = book.open().any(|number| Job::new(seed, number).is_restless());
        in_flight += u32::from(book.at_work() > 0 || (recovered && restless));
        if killed % BETWEEN_LOOKS == 0 {
            copy::check(&database);
            looks += 1;
        }
    }
    let stormy = began.elapsed();

    let orders = book.orders(seed, 0, &mut random);
    book.born(killed + 1);
    Process::start(&database, &ledger, &orders).await_end(PATIENCE);
    book.read();
    copy::check(&database);

    let shelf = evidence::read(SqliteStore::open(&database).unwrap()).await.unwrap();
    let jobs: BTreeMap<_, _> = book.asked().map(|number| (number, Job::new(seed, number))).collect();
    let models = evidence::model(jobs.values()).await.unwrap();
    let verdict = judge(&Evidence { jobs: &jobs, ledger: book.entries(), shelf: &shelf, models: &models });

    println!("kills: {killed}, of them {in_flight} in flight, {early} before recovery was over");
    println!("handlers were at work at {at_work} kills");
    println!("torn lines in the ledger: {}", book.torn());
    println!("executions: {}, {} of them ended in failure", shelf.executions.len(), failures(&shelf));
    println!("events: {}", shelf.executions.values().map(|kept| kept.history.len()).sum::<usize>());
    println!(
        "starts repeated after a kill: {}; lives that resumed executions: {}",
        book.restarts(),
        book.resumptions()
    );
    let (calls, repeated) = book.calls();
    println!("calls: {calls}, of them {repeated} repeated");
    println!("integrity checks: {looks} between kills, 1 at the end");
    println!("seconds: {:.1} of kills, {:.1} in all", stormy.as_secs_f64(), began.elapsed().as_secs_f64());
    print!("{verdict}");
    assert!(verdict.is_clean(), "run it again with CRASH_SEED={seed}; the database and the ledger are in {folder:?}");
    assert!(killed >= kills && in_flight * 10 >= kills * 9);
    assert!(repeated > 0, "kills in flight make calls repeat");
    fs::remove_dir_all(&folder).unwrap();
}

fn failures(shelf: &evidence::Shelf) -> usize {
    shelf.executions.values().filter(|kept| kept.status == stepwright::Status::Failed).count()
}

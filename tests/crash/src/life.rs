//! One life of the process that is killed: it recovers, goes on with what is open, and starts more.

use std::{collections::VecDeque, error::Error, io::Write, path::Path, time::Duration};

use serde::{Deserialize, Serialize};
use stepwright::{Engine, ExecutionError, StartError, store::SqliteStore};
use tokio::task::JoinSet;

use crate::{
    job::Job,
    ledger::{Entry, Outcome, Scribe},
    workflows::{Hands, register},
};

/// How long a handler works at most.
const LONGEST_CALL: Duration = Duration::from_millis(25);

/// The line on standard output that says that the engine was built.
pub const RECOVERED: &str = "recovered";

/// What a process is to do with its life.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Orders {
    /// The seed of all jobs.
    pub seed: u64,
    /// Jobs whose starts were acknowledged and whose results were not.
    pub open: Vec<u64>,
    /// Jobs that were asked for, with no answer before the end of the life.
    pub unanswered: Vec<u64>,
    /// Jobs whose results were acknowledged and are asked for again.
    pub ended: Vec<u64>,
    /// The first number that no job has had yet.
    pub next: u64,
    /// How many executions are kept going, new ones taking the places of those that end; with 0 the
    /// process ends once nothing is open.
    pub width: usize,
}

/// Lives by the orders, over that database and that ledger.
///
/// # Errors
/// The engine did something that no kill explains.
pub async fn live(orders: Orders, database: &Path, ledger: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
    let scribe = Scribe::disk(ledger)?;
    let hands = Hands::new(scribe.clone(), LONGEST_CALL);
    let store = SqliteStore::open(database)?;
    let engine = register(Engine::builder(), &hands).store(store).build().await?;
    let recovery = engine.recovery();
    let parked = recovery.parked.iter().map(|parked| parked.executions).sum();
    scribe.note(Entry::Recovered { resumed: recovery.resumed, parked }).await;
    say(RECOVERED)?;
    let client = Client { engine: engine.clone(), scribe, seed: orders.seed };
    let mut going = JoinSet::new();
    for number in orders.open.iter().chain(&orders.ended) {
        going.spawn(client.clone().follow(*number));
    }
    for number in &orders.unanswered {
        going.spawn(client.clone().start(*number));
    }
    let mut fresh = VecDeque::from_iter(orders.next..orders.next + orders.width as u64 * 100);
    loop {
        while going.len() < orders.width
            && let Some(number) = fresh.pop_front()
        {
            going.spawn(client.clone().start(number));
        }
        match going.join_next().await {
            Some(ended) => ended??,
            None => break,
        }
    }
    engine.shutdown().await;
    Ok(())
}

fn say(line: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    out.flush()
}

/// Asks the engine for things and writes down what it answers.
#[derive(Clone)]
struct Client {
    engine: Engine,
    scribe: Scribe,
    seed: u64,
}

impl Client {
    /// Starts the job, whether or not an earlier life has, and waits for its end.
    async fn start(self, number: u64) -> Result<(), Box<dyn Error + Send + Sync>> {
        let job = Job::new(self.seed, number);
        self.scribe.note(Entry::Asked { job: number }).await;
        match self.engine.start_json(job.workflow, job.name.as_str(), &job.input).await {
            // A start that was committed and not acknowledged; the execution may have ended since.
            Ok(_) | Err(StartError::AlreadyExists { .. }) => {}
            Err(error) => return Err(format!("{} was not started: {error}", job.name).into()),
        }
        self.scribe.note(Entry::Started { job: number }).await;
        self.follow(number).await
    }

    /// Waits for the end of the job, which was started.
    async fn follow(self, number: u64) -> Result<(), Box<dyn Error + Send + Sync>> {
        let job = Job::new(self.seed, number);
        let Some(execution) = self.engine.execution(job.workflow, &job.name).await? else {
            self.scribe.note(Entry::Missing { job: number }).await;
            return Ok(());
        };
        let outcome = match execution.result_json().await {
            Ok(output) => Outcome::Succeeded(output),
            Err(ExecutionError::Failed { error, cause }) => Outcome::Failed(error, cause),
            Err(error) => return Err(format!("{} did not end: {error}", job.name).into()),
        };
        self.scribe.note(Entry::Ended { job: number, outcome }).await;
        Ok(())
    }
}

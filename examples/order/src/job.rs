//! The job: every order of the input is run to its end, whatever an earlier run has left.

use std::{process::ExitCode, time::Duration, time::Instant};

use stepwright::{Engine, ExecutionError, StartError, store::SqliteStore};
use tokio::{signal, task::JoinSet, time};

use crate::{
    Error,
    args::Args,
    input::{self, BadLine, Input, Line},
    ledger::{self, Standing},
    output::{complain, say},
    progress::Progress,
    services::Services,
    shop::order,
    summary::Summary,
};

/// How many orders are under way at a time.
const IN_FLIGHT: usize = 200;

/// Runs the job to its end, or to Ctrl-C.
pub(crate) async fn run(args: &Args) -> Result<ExitCode, Error> {
    let since = Instant::now();
    let (name, Input { orders, bad }) = read(args)?;
    for line in &bad {
        complain(format_args!("{name}:{}: {}, skipped", line.number, line.reason));
    }

    let engine = Engine::builder()
        .register(order::Workflow, Services)
        .store(SqliteStore::open(&args.db)?)
        .shutdown_grace(Duration::from_secs(2))
        .build()
        .await?;
    let recovery = engine.recovery();
    for parked in &recovery.parked {
        complain(format_args!(
            "{} executions of `{}` stay parked: {}",
            parked.executions, parked.workflow, parked.reason
        ));
    }

    let Sorted { mut valid, open, ended } = sort(&engine, &name, orders).await?;
    // An earlier run has left work, under way or not yet begun.
    if recovery.resumed > 0 || (ended > 0 && ended < valid.len()) {
        say(format_args!("resumed: {}", recovery.resumed))?;
    }
    if ended == valid.len() {
        say(format_args!("all is done: {ended} of {ended} orders have ended already"))?;
    } else {
        say(format_args!("running {} of {} orders, kept in {}", open.len(), valid.len(), args.db.display()))?;
    }

    let mut progress = Progress::new(ended, valid.len());
    let worked = tokio::select! {
        refused = work(&engine, open, &mut progress) => Some(refused),
        _ = signal::ctrl_c() => None,
    };
    progress.clear();
    match worked {
        Some(refused) => {
            for line in refused? {
                complain(format_args!("{name}:{}: {}, skipped", line.number, line.reason));
                valid.retain(|valid| valid.number != line.number);
            }
        }
        None => return stop(&engine, &valid).await,
    }

    let summary = Summary::of(&engine, &valid).await?;
    say(summary.table())?;
    say(format_args!("took {:.1} s", since.elapsed().as_secs_f64()))?;
    say(summary.last_line())?;
    engine.shutdown().await;
    Ok(if summary.lost() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The input, and what to call it.
fn read(args: &Args) -> Result<(String, Input), Error> {
    let Some(path) = &args.orders else {
        return Ok(("orders.jsonl".to_owned(), input::read(input::BUILT_IN.as_bytes())));
    };
    let bytes = std::fs::read(path).map_err(|error| format!("cannot read the orders `{}`: {error}", path.display()))?;
    Ok((path.display().to_string(), input::read(&bytes)))
}

struct Sorted {
    /// All that are not refused.
    valid: Vec<Line>,
    /// Those of them that are to be run, the ones that are under way first.
    open: Vec<Line>,
    /// How many of them have ended.
    ended: usize,
}

/// Looks up where every order stands.
async fn sort(engine: &Engine, name: &str, orders: Vec<Line>) -> Result<Sorted, Error> {
    let (mut valid, mut open, mut new, mut ended) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for line in orders {
        match ledger::standing(engine, &line.order).await? {
            Standing::Other => {
                let id = &line.order.id;
                let place = format_args!("{name}:{}", line.number);
                complain(format_args!(
                    "{place}: `id`: the database holds another order `{id}` (`--db` names another one), skipped"
                ));
                continue;
            }
            Standing::New => new.push(line.clone()),
            Standing::Open => open.push(line.clone()),
            // Nothing would come of waiting: the summary counts it as lost.
            Standing::Parked => {}
            Standing::Ended(_) => ended += 1,
        }
        valid.push(line);
    }
    open.append(&mut new);
    Ok(Sorted { valid, open, ended })
}

/// Runs orders to their ends, some at a time. Gives back those that the engine refuses.
async fn work(engine: &Engine, orders: Vec<Line>, progress: &mut Progress) -> Result<Vec<BadLine>, Error> {
    let mut waiting = orders.into_iter();
    let mut running = JoinSet::new();
    let mut refused = Vec::new();
    let mut tick = time::interval(Duration::from_millis(100));
    let mut trouble = None;
    loop {
        while running.len() < IN_FLIGHT
            && let Some(line) = waiting.next()
        {
            running.spawn(finish(engine.clone(), line));
        }
        tokio::select! {
            ended = running.join_next() => match ended {
                Some(ended) => {
                    refused.extend(ended??);
                    progress.advance();
                }
                None => return Ok(refused),
            },
            _ = tick.tick() => {
                let now = engine.store_trouble().map(|error| error.to_string());
                if let Some(text) = now.as_ref().filter(|_| now != trouble) {
                    progress.note(format_args!("trying again: {text}"));
                }
                trouble = now;
                progress.draw();
            }
        }
    }
}

/// Starts an order, unless it is under way already, and waits for its end.
async fn finish(engine: Engine, line: Line) -> Result<Option<BadLine>, Error> {
    let Line { number, order } = line;
    // To start an execution that runs is to get hold of it.
    let execution = match engine.start(order::Workflow, order.id.as_str(), &order).await {
        Ok(execution) => execution,
        // It has ended since it was looked up.
        Err(StartError::AlreadyExists { .. }) => return Ok(None),
        Err(
            error @ (StartError::InvalidName(_) | StartError::InvalidInput { .. } | StartError::InputTooLarge { .. }),
        ) => return Ok(Some(BadLine { number, reason: error.to_string() })),
        Err(error) => return Err(error.into()),
    };
    match execution.result().await {
        Err(error @ (ExecutionError::EngineStopped | ExecutionError::Store(_))) => Err(error.into()),
        // How it ended is in the store.
        _ => Ok(None),
    }
}

/// Lets the handlers that work come to an end, unless Ctrl-C is pressed again.
async fn stop(engine: &Engine, valid: &[Line]) -> Result<ExitCode, Error> {
    complain("stopping; what is under way goes on with the next run");
    tokio::select! {
        () = engine.shutdown() => {
            let summary = Summary::of(engine, valid).await?;
            say(format_args!("stopped: {} of {} orders have ended", summary.ended(), valid.len()))?;
        }
        _ = signal::ctrl_c() => {}
    }
    Ok(ExitCode::from(130))
}

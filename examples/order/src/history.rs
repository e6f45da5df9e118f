//! Prints what happened to one order.

use std::{fmt::Write as _, path::Path, process::ExitCode};

use stepwright::{Description, Engine, HistoryEvent, store::SqliteStore};

use crate::{
    Error,
    output::{complain, say},
    shop::order,
};

/// Prints the history of one order; nothing is run.
pub(crate) async fn print(db: &Path, id: &str) -> Result<ExitCode, Error> {
    if !db.exists() {
        return Err(format!("there is no database `{}`", db.display()).into());
    }
    // Without a workflow registered, nothing goes on.
    let engine = Engine::builder().store(SqliteStore::open(db)?).build().await?;
    let Some(execution) = engine.find(order::Workflow, id).await? else {
        complain(format_args!("error: there is no order `{id}` in `{}`", db.display()));
        return Ok(ExitCode::FAILURE);
    };
    let found = execution.describe().await?;
    say(render(&found, &execution.history().await?))?;
    Ok(ExitCode::SUCCESS)
}

fn render(found: &Description, events: &[HistoryEvent]) -> String {
    let mut text = format!("{} {}, begun {:.3}", found.name, found.status, found.started_at);
    if let Some(end) = found.stopped_at {
        let took = end.duration_since(found.started_at).as_secs_f64();
        _ = write!(text, ", took {took:.3} s");
    }
    _ = write!(text, "\n{:>4}  {:>9}  {:<24}", "id", "seconds", "event");
    for event in events {
        let at = event.timestamp.duration_since(found.started_at).as_secs_f64();
        let line = format!("{:>4}  {at:>9.3}  {:<24}  {}", event.id, event.kind.as_str(), details(event));
        _ = write!(text, "\n{}", line.trim_end());
    }
    text
}

/// What tells this event from others of its type.
fn details(event: &HistoryEvent) -> String {
    if let Some(name) = event.detail("name") {
        return name.to_owned();
    }
    if let Some(resource) = event.detail("resource") {
        return resource.rsplit(':').next().unwrap_or(resource).to_owned();
    }
    if let Some(document) = event.detail("output").or(event.detail("input")) {
        return document.to_owned();
    }
    match (event.detail("error"), event.detail("cause")) {
        (Some(error), Some(cause)) => format!("{error}: {cause}"),
        (Some(text), None) | (None, Some(text)) => text.to_owned(),
        (None, None) => String::new(),
    }
}

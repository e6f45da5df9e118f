//! What the store knows about an order: its execution has the order's id as its name.

use stepwright::{Description, Engine};

use crate::{
    Error,
    shop::{Order, order},
};

/// Where an order stands.
#[derive(Debug)]
pub(crate) enum Standing {
    /// The store does not know it.
    New,
    /// The store knows another order by this id.
    Other,
    /// It is under way.
    Open,
    /// It was begun with another version of the workflow, and waits for a program that has it.
    Parked,
    /// It has ended.
    Ended(Box<Description>),
}

pub(crate) async fn standing(engine: &Engine, order: &Order) -> Result<Standing, Error> {
    let Some(execution) = engine.find(order::Workflow, &order.id).await? else {
        return Ok(Standing::New);
    };
    let found = execution.describe().await?;
    let same = serde_json::from_str::<Order>(&found.input).is_ok_and(|stored| stored == *order);
    Ok(match found {
        _ if !same => Standing::Other,
        found if found.stopped_at.is_some() => Standing::Ended(Box::new(found)),
        found if found.parked.is_some() => Standing::Parked,
        _ => Standing::Open,
    })
}

//! What became of the orders, as the store has it.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write as _};

use stepwright::{Description, Engine};

use crate::{
    Error,
    input::Line,
    ledger::{self, Standing},
    shop::{Confirmation, Status},
};

#[derive(Debug, Default)]
pub(crate) struct Summary {
    orders: usize,
    succeeded: usize,
    failed: usize,
    outcomes: BTreeMap<String, Row>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Row {
    orders: usize,
    cents: u64,
}

impl Summary {
    /// Counts what has ended.
    pub(crate) async fn of(engine: &Engine, orders: &[Line]) -> Result<Self, Error> {
        let mut summary = Self { orders: orders.len(), ..Self::default() };
        for line in orders {
            if let Standing::Ended(found) = ledger::standing(engine, &line.order).await? {
                summary.count(&found, line.order.total)?;
            }
        }
        Ok(summary)
    }

    fn count(&mut self, found: &Description, total: u32) -> Result<(), Error> {
        let outcome = match (&found.output, found.error.as_deref()) {
            (Some(output), _) => {
                self.succeeded += 1;
                match serde_json::from_str::<Confirmation>(output)?.status {
                    Status::Shipped => "shipped",
                    Status::Ready => "ready for pickup",
                }
            }
            (None, error) => {
                self.failed += 1;
                match error {
                    Some("Order.Declined") => "card declined",
                    Some("Order.Refunded") => "refunded",
                    Some(error) => error,
                    None => found.status.as_str(),
                }
            }
        };
        let row = self.outcomes.entry(outcome.to_owned()).or_default();
        row.orders += 1;
        row.cents += u64::from(total);
        Ok(())
    }

    pub(crate) fn ended(&self) -> usize {
        self.succeeded + self.failed
    }

    /// How many the store does not hold as ended.
    pub(crate) fn lost(&self) -> usize {
        self.orders.saturating_sub(self.ended())
    }

    /// A row for every outcome, the most frequent first.
    pub(crate) fn table(&self) -> String {
        let mut rows: Vec<_> = self.outcomes.iter().collect();
        rows.sort_by_key(|(_, row)| Reverse(row.orders));
        let mut table = format!("\n{:<20} {:>8} {:>14}\n", "outcome", "orders", "total");
        for (outcome, row) in rows {
            _ = writeln!(table, "{outcome:<20} {:>8} {:>14}", row.orders, amount(row.cents));
        }
        table
    }

    pub(crate) fn last_line(&self) -> String {
        format!("orders: {} succeeded, {} failed, {} lost", self.succeeded, self.failed, self.lost())
    }
}

/// `12,345.60`
fn amount(cents: u64) -> String {
    let mut units = (cents / 100).to_string();
    let mut at = units.len();
    while at > 3 {
        at -= 3;
        units.insert(at, ',');
    }
    format!("{units}.{:02}", cents % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_grouped() {
        for (cents, text) in [(0, "0.00"), (99_905, "999.05"), (100_000, "1,000.00"), (123_456_789, "1,234,567.89")] {
            assert_eq!(amount(cents), text);
        }
    }

    #[test]
    fn what_has_not_ended_is_lost() {
        let row = Row { orders: 2, cents: 300 };
        let summary =
            Summary { orders: 4, succeeded: 2, failed: 1, outcomes: BTreeMap::from([("shipped".into(), row)]) };
        assert_eq!(summary.last_line(), "orders: 2 succeeded, 1 failed, 1 lost");
        assert!(summary.table().contains("shipped                     2           3.00\n"), "{}", summary.table());
    }
}

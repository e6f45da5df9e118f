//! The payment provider and the carrier, simulated: what they do follows from the order alone.
//!
//! A task may be called again after a crash. Real services are told the idempotency key, by which they
//! know a repetition; these derive their answers from it, so that a repetition gets the same one.

use std::time::Duration;

use stepwright::TaskContext;

use crate::shop::{CarrierError, Delivery, Order, Parcel, PaymentError, Receipt, Refund, Shipment, ShopTasks};

/// The handlers of the workflow's tasks.
pub(crate) struct Services;

impl ShopTasks for Services {
    async fn charge_card(&self, cx: TaskContext, order: Order) -> Result<Receipt, PaymentError> {
        let plan = Plan::of(&order.id, "charge");
        cx.sleep(plan.takes).await;
        if cx.attempt() <= plan.failures {
            return Err(PaymentError::Busy);
        }
        match decline(&order.card) {
            Some(reason) => Err(PaymentError::Declined { reason: reason.to_owned() }),
            None => Ok(Receipt { payment: number("PAY", cx.idempotency_key()), amount: order.total }),
        }
    }

    async fn book_carrier(&self, cx: TaskContext, parcel: Parcel) -> Result<Shipment, CarrierError> {
        let plan = Plan::of(&parcel.order_id, "book");
        if plan.hangs && cx.attempt() == 1 {
            // The state's `TimeoutSeconds` ends this.
            cx.sleep(Duration::from_secs(60)).await;
        }
        cx.sleep(plan.takes).await;
        if !serves(&parcel.country) {
            return Err(CarrierError::NoService { country: parcel.country });
        }
        if cx.attempt() <= plan.failures {
            return Err(CarrierError::Unavailable);
        }
        let collected_in_seconds = if parcel.delivery == Delivery::Express { 1 } else { 2 };
        Ok(Shipment { tracking: number("TRK", cx.idempotency_key()), collected_in_seconds })
    }

    async fn refund_payment(&self, cx: TaskContext, receipt: Receipt) -> Result<Refund, PaymentError> {
        cx.sleep(Plan::of(&receipt.payment, "refund").takes).await;
        Ok(Refund { payment: receipt.payment })
    }
}

/// What a service will do about one order.
struct Plan {
    takes: Duration,
    /// How many attempts fail before one succeeds.
    failures: u32,
    hangs: bool,
}

impl Plan {
    fn of(order: &str, task: &str) -> Self {
        let roll = hash(&[order, task]);
        let failures = match roll % 20 {
            0 => 2,
            1..=3 => 1,
            _ => 0,
        };
        Self { takes: Duration::from_millis(60 + roll / 20 % 180), failures, hangs: (roll / 3_600).is_multiple_of(80) }
    }
}

/// Why the card is declined, if it is: two numbers are known for it, as in a payment provider's sandbox.
fn decline(card: &str) -> Option<&'static str> {
    match card.rsplit('-').next() {
        Some("0002") => Some("the bank declined the card"),
        Some("9995") => Some("insufficient funds"),
        _ => None,
    }
}

/// There is no carrier to Antarctica.
fn serves(country: &str) -> bool {
    country != "AQ"
}

fn number(prefix: &str, key: &str) -> String {
    format!("{prefix}-{:08X}", hash(&[key]) >> 32)
}

/// FNV-1a, with a last mix for the low bits: it stays the same from run to run.
fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let sum =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let mixed = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_follows_from_the_order_alone() {
        let (one, same) = (Plan::of("A-1001", "charge"), Plan::of("A-1001", "charge"));
        assert_eq!((one.takes, one.failures, one.hangs), (same.takes, same.failures, same.hangs));
        assert_ne!(hash(&["A-1001", "charge"]), hash(&["A-1001", "book"]));
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
    }

    #[test]
    fn some_calls_fail_at_first_and_no_more_often_than_they_are_retried() {
        let plans: Vec<_> = (0..400).map(|n| Plan::of(&format!("A-{n}"), "book")).collect();
        let failing = plans.iter().filter(|plan| plan.failures > 0).count();
        assert!((40..120).contains(&failing), "{failing} of 400");
        assert!(plans.iter().any(|plan| plan.hangs));
        // `Book carrier` is retried three times, and one of them may go to a call that hangs.
        assert!(plans.iter().all(|plan| plan.failures + u32::from(plan.hangs) <= 3));
    }

    #[test]
    fn cards_are_declined_by_their_last_digits() {
        assert_eq!(decline("visa-0002"), Some("the bank declined the card"));
        assert_eq!(decline("amex-9995"), Some("insufficient funds"));
        assert_eq!(decline("visa-4242"), None);
        assert_eq!(decline(""), None);
    }
}

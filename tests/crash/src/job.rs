//! The executions: each is its number, from which its workflow, its name and its input follow.

use crate::workflows::{
    counting::{Bits, Count},
    nap::Nap,
    payment::{Card, Payment},
    picking::{Line, List, Stock},
    rounds::{Progress, Race},
    shipping::{Item, Order},
};

/// One execution to be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub number: u64,
    /// Its workflow.
    pub workflow: &'static str,
    /// Its name.
    pub name: String,
    /// Its input, as JSON text.
    pub input: String,
}

impl Job {
    /// The job of that number, under that seed.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let workflow = match random.u8(0..48) {
            0 => "counting",
            1..=8 => "nap",
            9..=17 => "payment",
            18..=29 => "rounds",
            30..=34 => "picking",
            _ => "shipping",
        };
        let name = format!("{workflow}-{number:05}");
        let id = name.clone();
        let input = match workflow {
            // From there the count takes more transitions than a turn has.
            "counting" => serde_json::to_string(&Count { id, bits: Bits::of(random.u8(0..40)) }),
            "nap" => serde_json::to_string(&Nap { id, seconds: random.u32(0..=1), deep: random.u8(0..4) == 0 }),
            "payment" => serde_json::to_string(&Payment { id, card: card(&mut random) }),
            "picking" => {
                let line = |sku| Line { sku: format!("sku-{sku}"), quantity: random.u32(0..4) };
                let lines: Vec<_> = (0..30).map(line).collect();
                let stock = match random.u8(0..3) {
                    0 => Stock::Fine,
                    1 => Stock::Late,
                    _ => Stock::Gone,
                };
                serde_json::to_string(&List { id, lines, at_once: random.u8(0..8), seconds: random.u32(0..=1), stock })
            }
            "rounds" => {
                let progress = Progress { round: 0, sum: random.i64(-9..10) };
                serde_json::to_string(&Race { id, limit: random.u32(1..9), progress })
            }
            _ => {
                let item = |sku| Item { sku: format!("sku-{sku}"), quantity: 1 + sku };
                let items = (0..random.u32(1..5)).map(item).collect();
                serde_json::to_string(&Order { id, total: random.i64(1..100_000), items })
            }
        };
        // Inputs are plain data.
        Self { number, workflow, name, input: input.unwrap_or_default() }
    }
}

impl Job {
    /// Whether its execution never sleeps: it is at work or waits for a commit from its start to its end.
    #[must_use]
    pub fn is_restless(&self) -> bool {
        matches!(self.workflow, "counting" | "rounds" | "shipping")
    }
}

fn card(random: &mut fastrand::Rng) -> Card {
    match random.u8(0..10) {
        0..=2 => Card::Good,
        3..=4 => Card::Slow,
        5 => Card::Slower,
        6 => Card::Stuck,
        7..=8 => Card::Declined,
        _ => Card::Broken,
    }
}

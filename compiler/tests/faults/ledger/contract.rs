//! Accounts are kept in maps of maps; postings join from three branches.
use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Posting {
    pub accounts: BTreeMap<String, Account>,
    pub rates: HashMap<String, f64>,
    pub kind: Kind,
    pub meta: Value,
    pub due: Timestamp,
    pub amount: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    pub owner: Owner,
    pub balance: i64,
    pub tags: BTreeMap<String, String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Owner {
    pub name: String,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Debit,
    Credit,
    Transfer,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Booking {
    pub owner: String,
    pub amount: i64,
    #[serde(default)]
    pub note: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Entry {
    pub number: u32,
    pub balance: i64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    pub entry: Entry,
    pub kind: Kind,
}

#[derive(Debug, TaskError)]
pub enum LedgerError {
    Frozen,
    Overdrawn { by: i64 },
}

#[stepwright::tasks(input = Posting, output = Statement)]
pub trait Ledger {
    #[resource("arn:aws:lambda:eu-west-1:123456789012:function:book-debit:live")]
    async fn debit(&self, booking: Booking) -> Result<Entry, LedgerError>;
    async fn credit(&self, booking: Booking) -> Result<Entry, LedgerError>;
    async fn snapshot(&self, accounts: BTreeMap<String, Account>) -> Result<BTreeMap<String, i64>, LedgerError>;
    async fn audit(&self, anything: Value) -> Result<Value, LedgerError>;
}

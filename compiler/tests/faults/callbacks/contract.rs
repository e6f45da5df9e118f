//! A purchase is approved by a person and by finance, whose answers come by task tokens and are kept in variables.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Purchase {
    pub id: String,
    pub amount: f64,
    pub lines: Vec<Line>,
    pub requester: Person,
    pub urgent: bool,
    pub patience: u32,
    pub until: jiff::Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub count: u32,
    pub price: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub email: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Message {
    pub queue_url: String,
    pub message_body: Question,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Question {
    pub token: String,
    pub text: String,
    pub amount: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    pub decision: Decision,
    pub by: String,
    pub wait_seconds: u32,
    pub limit: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Decision {
    Approved,
    Denied,
    Later,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Check {
    pub token: String,
    pub amount: f64,
    pub approver: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    pub score: i64,
    pub accounts: Vec<Account>,
    pub checked: jiff::Timestamp,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    pub iban: String,
    pub share: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reservation {
    pub sku: String,
    pub count: u32,
    pub purchase: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reserved {
    pub shelf: String,
    pub note: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Payment {
    pub amount: f64,
    pub iban: String,
    pub reference: String,
    pub approver: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paid {
    pub transaction: String,
    pub fee: f64,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    pub to: String,
    pub text: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Outcome {
    pub id: String,
    pub transaction: String,
    pub approver: String,
    pub rounds: u32,
    pub notes: Vec<String>,
}

#[derive(Debug, TaskError)]
pub enum AskError {
    QueueFull,
    #[task_error(name = "Question.Rejected")]
    Rejected,
}

#[derive(Debug, TaskError)]
pub enum StockError {
    SoldOut,
}

#[derive(Debug, TaskError)]
pub enum PayError {
    Declined,
    #[task_error(name = "Bank.Offline")]
    BankOffline,
}

#[stepwright::tasks(input = Purchase, output = Outcome)]
pub trait Purchases {
    #[resource("arn:aws:states:::sqs:sendMessage.waitForTaskToken")]
    #[reply(Answer)]
    async fn ask(&self, message: Message) -> Result<(), AskError>;
    #[reply(Finding)]
    async fn check_finance(&self, check: Check) -> Result<(), AskError>;
    async fn reserve(&self, reservation: Reservation) -> Result<Reserved, StockError>;
    async fn pay(&self, payment: Payment) -> Result<Paid, PayError>;
    async fn notify(&self, notice: Notice) -> Result<(), std::convert::Infallible>;
}

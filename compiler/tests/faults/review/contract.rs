//! A paper is reviewed in rounds: options in options, boxes, aliases, two faces of one type.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Paper {
    pub title: String,
    pub author: Author,
    pub abstract_text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Box<Paper>>,
    pub round: u8,
    pub deadline: Deadline,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Author {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Contact {
    pub mail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Deadline(pub u32);

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub enum Verdict {
    Accept,
    Revise,
    Reject,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opinion {
    pub verdict: Verdict,
    pub score: i8,
    pub comment: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Letter {
    pub to: String,
    #[serde(alias = "body")]
    pub text: Option<String>,
    #[serde(default)]
    pub copies: u8,
}

#[derive(Debug, TaskError)]
pub enum ReviewError {
    NoReviewer,
    #[task_error(other)]
    Other(String),
}

#[derive(Debug, TaskError)]
pub enum MailError {
    Bounced,
}

#[stepwright::tasks(input = Paper, output = String)]
pub trait Review {
    async fn judge(&self, paper: Paper) -> Result<Opinion, ReviewError>;
    async fn revise(&self, paper: Paper) -> Result<Paper, ReviewError>;
    async fn mail(&self, letter: Letter) -> Result<String, MailError>;
}

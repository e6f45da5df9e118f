// A basket is priced line by line.
use serde::{Deserialize, Serialize};
use stepwright::TaskError;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Basket {
    pub customer: Customer,
    pub lines: Vec<Line>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Customer {
    pub name: String,
    pub city: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    pub sku: String,
    pub pieces: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Asked {
    pub sku: String,
    pub at: u32,
    pub city: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Total {
    pub skus: Vec<String>,
    pub first: String,
    pub text: String,
}

#[derive(Debug, TaskError)]
pub enum PriceError {
    Busy,
}

#[stepwright::tasks(input = Basket, output = Total)]
pub trait BasketTasks {
    async fn price(&self, asked: Asked) -> Result<f64, PriceError>;
    async fn look(&self, customer: Customer) -> Result<u32, PriceError>;
}

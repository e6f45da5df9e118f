//! A misspelt key of `#[task_error]`.

#[derive(Debug, stepwright::TaskError)]
pub enum ChargeError {
    #[task_error(nmae = "Card.Declined")]
    Declined,
}

fn main() {}

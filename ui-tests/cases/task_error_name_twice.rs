//! Two variants raise an error of the same name.

#[derive(Debug, stepwright::TaskError)]
pub enum ChargeError {
    Declined,
    #[task_error(name = "Declined")]
    Refused,
}

fn main() {}

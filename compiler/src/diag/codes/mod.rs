//! The stable code of every diagnostic, grouped by hundred ([`SUBJECTS`] names them), and its [`Page`].
//!
//! [`service`] has the code under which the service refuses the same.

pub mod contract;
pub mod flow;
pub mod json;
mod page;
pub mod path;
pub mod service;
pub mod structure;
pub mod unbuilt;

pub use page::{Page, SUBJECTS, Title, page, pages, titles};

//! The stable code of every diagnostic, grouped by hundred.
//!
//! | codes | subject |
//! |---|---|
//! | 01xx | JSON and sources |
//! | 02xx | the structure of a definition: fields, values, transitions |
//! | 03xx | paths and templates: 030x how they are written, 031x and on what they find |
//! | 04xx | `ResultPath` |
//! | 05xx | `Choice` |
//! | 06xx | tasks: arguments, results, errors |
//! | 07xx | `Wait`, time-outs, `Fail` |
//! | 08xx | the workflow's own input and output |
//! | 09xx | the contract |
//! | 10xx | known, and not yet built |
//!
//! [`service`] has the code under which the service refuses the same.

pub mod contract;
pub mod flow;
pub mod json;
pub mod path;
pub mod service;
pub mod structure;
pub mod unbuilt;

//! Kills an engine again and again, and judges what is left.
//!
//! A [life] runs executions over one database until it is killed. What its handlers and its
//! client see goes into a [ledger] outside the store. When the last life has ended, the [judge] holds the
//! ledger and the [store](evidence) against each other, against the definitions, and against a run that
//! nothing interrupted.

pub mod evidence;
pub mod job;
pub mod judge;
pub mod ledger;
pub mod life;
pub mod workflows;

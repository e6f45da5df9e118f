//! A finding that levels hide or lower does not stand for one that they do not.
#![allow(clippy::unwrap_used)]

mod support;

use stepwright_compiler::{
    asl, check,
    diag::{Diagnostics, Level, Levels, Severity},
    json,
    source::Sources,
    types::import::{self, Root},
};
use support::One;

const CONTRACT: &str = r#"
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Leg { Air { bags: u32 }, Rail { seat: String } }
#[derive(Clone, Serialize, Deserialize)]
pub struct Trip { pub leg: Leg }
#[derive(Debug, TaskError)]
pub enum Oops { Busy }
#[stepwright::tasks(input = Trip, output = serde_json::Value)]
pub trait Tasks { async fn tell(&self, what: String) -> Result<(), Oops>; }
"#;

/// Behind the first rule every leg has bags, as far as is known.
const DEFINITION: &str = r#"{ "StartAt": "A", "States": {
  "A": { "Type": "Choice", "Choices": [
    { "Variable": "$.leg.bags", "NumericGreaterThan": 2, "Next": "B" },
    { "Variable": "$.leg.kind", "StringEquals": "rail", "Next": "B" }], "Default": "B" },
  "B": { "Type": "Succeed" } } }"#;

fn found(levels: Levels) -> Vec<(&'static str, Severity)> {
    let mut sources = Sources::new();
    let mut diags = Diagnostics::with_levels(levels);
    let id = sources.add_text("flow.asl.json", DEFINITION);
    let root = Root::File { path: "contract.rs".into(), module: None };
    let contract = import::import(&mut sources, &[root], &One(CONTRACT), &mut diags);
    let machine = asl::read(&json::parse(&sources, id, &mut diags).unwrap(), &mut diags);
    check::check(&machine, Some(&contract), &mut diags);
    diags.into_sorted().into_iter().map(|found| (found.code, found.severity)).collect()
}

#[test]
fn the_first_of_several_stands_for_all() {
    assert_eq!(found(Levels::new()), [("ASL0311", Severity::Error)]);
}

#[test]
fn one_that_is_not_shown_stands_for_none() {
    let mut levels = Levels::new();
    levels.set(Level::Allow, "ASL0311").unwrap();
    assert_eq!(found(levels), [("ASL0504", Severity::Error)]);
}

#[test]
fn a_warning_does_not_stand_for_an_error() {
    let mut levels = Levels::new();
    levels.set(Level::Warn, "ASL0311").unwrap();
    assert_eq!(found(levels), [("ASL0504", Severity::Error)]);
}

//! The contract of the random definitions, as their types.

use super::ty::{Kind, Record, Ty};

/// The prefix of the resources.
pub(crate) const LAMBDA: &str = "arn:aws:lambda:us-east-1:123456789012:function:";

/// The tasks that take any argument, each with its result.
pub(crate) const TASKS: &[&str] = &["total", "wrap", "flip", "name", "whole", "lines", "any"];

/// What a task brings.
pub(crate) fn result(task: &str) -> Ty {
    match task {
        "line" => line(),
        "total" => leaf(Kind::Float, "total"),
        "wrap" => {
            let Ty::Record(mut record) =
                Ty::record(vec![("line", line()), ("note", optional(leaf(Kind::Text, "wrap.note")))])
            else {
                return Ty::Any;
            };
            record.fields.push(("z".to_owned(), None));
            Ty::Record(record)
        }
        "flip" => leaf(Kind::Bool, "flip"),
        "name" => leaf(Kind::Text, "name"),
        "whole" => input(),
        "lines" => list(line()),
        _ => Ty::Any,
    }
}

/// The workflow's input.
pub(crate) fn input() -> Ty {
    Ty::record(vec![
        ("id", leaf(Kind::Text, "id")),
        ("n", leaf(Kind::Int, "n")),
        ("ratio", leaf(Kind::Float, "ratio")),
        ("ok", leaf(Kind::Bool, "ok")),
        ("note", optional(leaf(Kind::Text, "note"))),
        ("lines", list(line())),
        ("at", leaf(Kind::Moment, "at")),
        ("mode", leaf(Kind::Mode, "mode")),
        ("any", Ty::Any),
        ("rates", list(leaf(Kind::Float, "rates"))),
        ("tags", list(leaf(Kind::Text, "tags"))),
        ("groups", list(group())),
        ("counts", Ty::Map(Box::new(leaf(Kind::Int, "counts")))),
    ])
}

fn line() -> Ty {
    let fields = [("sku", Some(leaf(Kind::Text, "sku"))), ("quantity", Some(leaf(Kind::Int, "quantity")))];
    let fields = fields.into_iter().chain([("note", None)]).map(|(name, ty)| (name.to_owned(), ty)).collect();
    Ty::Record(Record { fields, in_order: true })
}

fn group() -> Ty {
    Ty::record(vec![("name", leaf(Kind::Text, "group")), ("lines", list(line())), ("open", leaf(Kind::Bool, "open"))])
}

/// The context object; a state that does work counts its retries.
pub(crate) fn context(counts: bool, item: Option<&Ty>) -> Ty {
    let text = || Ty::own(Kind::Text);
    let execution = Ty::record(vec![
        ("Id", text()),
        ("Input", input()),
        ("StartTime", leaf(Kind::Moment, "start")),
        ("Name", text()),
        ("RoleArn", text()),
    ]);
    let mut state = vec![("Name", text()), ("EnteredTime", leaf(Kind::Moment, "entered"))];
    if counts {
        state.push(("RetryCount", leaf(Kind::Int, "retries")));
    }
    let machine = Ty::record(vec![("Id", text()), ("Name", text())]);
    let mut fields = vec![("Execution", execution), ("StateMachine", machine), ("State", Ty::record(state))];
    if let Some(item) = item {
        let item = Ty::record(vec![("Index", leaf(Kind::Int, "index")), ("Value", item.clone())]);
        fields.push(("Map", Ty::record(vec![("Item", item)])));
    }
    Ty::record(fields)
}

/// What a catcher gets.
pub(crate) fn error_output() -> Ty {
    Ty::record(vec![("Error", Ty::own(Kind::Text)), ("Cause", Ty::own(Kind::Text))])
}

fn leaf(kind: Kind, name: &'static str) -> Ty {
    Ty::Scalar(kind, Some(name))
}

fn list(item: Ty) -> Ty {
    Ty::List(Box::new(item))
}

fn optional(inner: Ty) -> Ty {
    Ty::Optional(Box::new(inner))
}

//! The shapes of what services take and bring, as far as the contract leaves them to the service.

use std::rc::Rc;

use crate::{
    expr::Template,
    ir::Pattern,
    json,
    types::{Record, RecordField, Ty, ty::Class},
};

/// What a function brings behind `arn:aws:states:::lambda:invoke`.
#[must_use]
pub fn envelope(payload: Ty, with_log: bool) -> Ty {
    let mut fields = vec![
        RecordField::required("ExecutedVersion", Ty::String),
        RecordField::required("Payload", payload),
        RecordField::required("StatusCode", Ty::Int(0, 599)),
        RecordField::maybe("SdkHttpMetadata", Ty::Any),
        RecordField::maybe("SdkResponseMetadata", Ty::Any),
    ];
    if with_log {
        fields.push(RecordField::maybe("LogResult", Ty::String));
    }
    record(fields)
}

/// What a function gets of what is handed to `lambda:invoke`.
#[must_use]
pub fn payload(argument: &Ty) -> Ty {
    let Ty::Record(record) = argument else { return Ty::Any };
    match record.get("Payload").map(|field| &field.ty) {
        None if record.rest.is_some() => Ty::Any,
        // What is absent or null arrives as an empty object, and a string is itself the text of the document.
        None | Some(Ty::Null) => Ty::empty(),
        Some(ty) if ty.may_be(Class::String) || ty.may_be(Class::Null) => Ty::Any,
        Some(ty) => ty.clone(),
    }
}

/// What `arn:aws:states:::states:startExecution` brings.
#[must_use]
pub fn started(pattern: Pattern) -> Ty {
    let document = match pattern {
        Pattern::TaskToken => return Ty::Any,
        Pattern::RequestResponse => {
            return record(vec![
                RecordField::required("ExecutionArn", Ty::String),
                // A number or a timestamp, as the version of the service has it.
                RecordField::required("StartDate", Ty::Any),
                RecordField::maybe("SdkHttpMetadata", Ty::Any),
                RecordField::maybe("SdkResponseMetadata", Ty::Any),
            ]);
        }
        Pattern::Sync => Ty::String,
        Pattern::Sync2 => Ty::Any,
    };
    let included = || Ty::record([("Included", Ty::Bool(None))]);
    record(vec![
        RecordField::required("ExecutionArn", Ty::String),
        RecordField::required("Input", document.clone()),
        RecordField::required("InputDetails", included()),
        RecordField::required("Name", Ty::String),
        RecordField::required("Output", document),
        RecordField::required("OutputDetails", included()),
        RecordField::maybe("RedriveCount", Ty::Any),
        RecordField::maybe("RedriveStatus", Ty::String),
        RecordField::maybe("RedriveStatusReason", Ty::String),
        RecordField::required("StartDate", Ty::Any),
        RecordField::required("StateMachineArn", Ty::String),
        RecordField::required("Status", Ty::String),
        RecordField::required("StopDate", Ty::Any),
    ])
}

/// What a member of `Parameters` is, as far as the template fixes it.
pub enum Member<'a> {
    /// There is none.
    Absent,
    /// A literal.
    Literal(&'a json::Node),
    /// Something that is found when the task runs.
    Dynamic(&'a Template),
}

/// A member of `Parameters`.
#[must_use]
pub fn member<'a>(parameters: Option<&'a Template>, name: &str) -> Member<'a> {
    match parameters {
        Some(Template::Object(fields, _)) => match fields.iter().find(|field| field.name == name).map(|f| &f.value) {
            Some(Template::Literal(node)) => Member::Literal(node),
            Some(other) => Member::Dynamic(other),
            None => Member::Absent,
        },
        Some(Template::Literal(node)) => node.get(name).map_or(Member::Absent, Member::Literal),
        _ => Member::Absent,
    }
}

fn record(fields: Vec<RecordField>) -> Ty {
    Ty::Record(Rc::new(Record { fields, ..Record::default() }))
}

//! What calls of intrinsic functions take and bring.

use std::rc::Rc;

use crate::{
    check::flow::template::Scope,
    expr::{ArgValue, Call, Intrinsic},
    types::{Presence, Record, RecordField, Ty, ty::Class},
};

/// What an argument of a function has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any value.
    Anything,
    /// A list.
    List,
    /// An object.
    Object,
    /// A string.
    String,
    /// A string, or `null`.
    Text,
    /// A number.
    Number,
    /// A boolean.
    Boolean,
}

impl Takes {
    /// What it is, for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Takes::Anything => "any value",
            Takes::List => "a list",
            Takes::Object => "an object",
            Takes::String | Takes::Text => "a string",
            Takes::Number => "a number",
            Takes::Boolean => "a boolean",
        }
    }

    /// Whether a type that is no union is taken, as far as is known.
    #[must_use]
    pub fn takes(self, ty: &Ty) -> bool {
        if ty.is_unknown() || matches!(ty, Ty::Opaque(_)) {
            return true;
        }
        match self {
            Takes::Anything => true,
            Takes::List => ty.is_list(),
            Takes::Object => ty.is_object(),
            Takes::String => ty.may_be(Class::String),
            Takes::Text => ty.may_be(Class::String) || ty.may_be(Class::Null),
            Takes::Number => ty.may_be(Class::Numeric),
            Takes::Boolean => ty.may_be(Class::Boolean),
        }
    }
}

/// What a function takes.
pub struct Signature {
    /// Its name.
    pub name: &'static str,
    /// The arguments that it must have.
    pub takes: &'static [Takes],
    /// What it takes after those.
    pub more: More,
}

/// What a function takes after the arguments that it must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// Nothing.
    None,
    /// One more argument, or none.
    Optional(Takes),
    /// Any number of any values.
    Any,
}

/// What a function takes.
#[must_use]
pub fn signature(function: Intrinsic) -> Signature {
    use Takes::{Anything, Boolean, List, Number, Object, String, Text};
    let of = |name, takes| Signature { name, takes, more: More::None };
    match function {
        Intrinsic::Array => Signature { more: More::Any, ..of("States.Array", &[]) },
        Intrinsic::ArrayContains => of("States.ArrayContains", &[List, Anything]),
        Intrinsic::ArrayGetItem => of("States.ArrayGetItem", &[List, Number]),
        Intrinsic::ArrayLength => of("States.ArrayLength", &[List]),
        Intrinsic::ArrayPartition => of("States.ArrayPartition", &[List, Number]),
        Intrinsic::ArrayRange => of("States.ArrayRange", &[Number, Number, Number]),
        Intrinsic::ArrayUnique => of("States.ArrayUnique", &[List]),
        Intrinsic::Base64Decode => of("States.Base64Decode", &[String]),
        Intrinsic::Base64Encode => of("States.Base64Encode", &[String]),
        Intrinsic::Format => Signature { more: More::Any, ..of("States.Format", &[String]) },
        Intrinsic::Hash => of("States.Hash", &[Anything, String]),
        Intrinsic::JsonMerge => of("States.JsonMerge", &[Object, Object, Boolean]),
        Intrinsic::JsonToString => of("States.JsonToString", &[Anything]),
        Intrinsic::MathAdd => of("States.MathAdd", &[Number, Number]),
        Intrinsic::MathRandom => {
            Signature { more: More::Optional(Number), ..of("States.MathRandom", &[Number, Number]) }
        }
        Intrinsic::StringSplit => of("States.StringSplit", &[String, String]),
        Intrinsic::StringToJson => of("States.StringToJson", &[Text]),
        Intrinsic::Uuid => of("States.UUID", &[]),
    }
}

/// What an argument is.
#[must_use]
pub fn argument(scope: &Scope<'_>, value: &ArgValue) -> Ty {
    match value {
        ArgValue::Text(text) => Ty::literals([text.as_str()]),
        ArgValue::Number(text) => text.parse().map_or(Ty::Float, |value| Ty::Int(value, value)),
        ArgValue::Bool(value) => Ty::Bool(Some(*value)),
        ArgValue::Null => Ty::Null,
        ArgValue::Path(path) => scope.read(path),
        ArgValue::Call(call) => result(scope, call),
    }
}

/// What a call brings.
#[must_use]
pub fn result(scope: &Scope<'_>, call: &Call) -> Ty {
    let args: Vec<Ty> = call.args.iter().map(|arg| argument(scope, &arg.value)).collect();
    let first = args.first().unwrap_or(&Ty::Error);
    let list = |item: Ty| Ty::List(Rc::new(item));
    match call.function {
        Intrinsic::Array => Ty::Tuple(args.into()),
        Intrinsic::ArrayContains => Ty::Bool(None),
        Intrinsic::ArrayGetItem => item_at(first, args.get(1)),
        Intrinsic::ArrayLength => Ty::Int(0, i128::from(i64::MAX)),
        Intrinsic::ArrayPartition => list(list(known_item(first))),
        Intrinsic::ArrayUnique => list(known_item(first)),
        Intrinsic::ArrayRange => list(Ty::Int(i128::from(i64::MIN), i128::from(i64::MAX))),
        Intrinsic::MathAdd | Intrinsic::MathRandom => Ty::Int(i128::from(i64::MIN), i128::from(i64::MAX)),
        Intrinsic::StringSplit => list(Ty::String),
        Intrinsic::StringToJson => Ty::Any,
        Intrinsic::JsonMerge => args.get(1).map_or(Ty::Error, |second| merged(first, second, args.get(2))),
        Intrinsic::Base64Decode
        | Intrinsic::Base64Encode
        | Intrinsic::Format
        | Intrinsic::Hash
        | Intrinsic::JsonToString
        | Intrinsic::Uuid => Ty::String,
    }
}

/// The type of an item, or `Error` where there is no list: a rule says so.
fn known_item(list: &Ty) -> Ty {
    if list.may_be_list() { list.item() } else { Ty::Error }
}

/// The item at an index.
fn item_at(list: &Ty, index: Option<&Ty>) -> Ty {
    match (list, index) {
        (Ty::Tuple(items), Some(Ty::Int(low, high))) if low == high => {
            usize::try_from(*low).ok().and_then(|at| items.get(at)).cloned().unwrap_or(Ty::Error)
        }
        _ => match known_item(list) {
            // Nothing is in the list as far as is known so far.
            Ty::Never => Ty::Error,
            item => item,
        },
    }
}

/// How many pairs of objects are merged one by one.
const PAIRS: usize = 16;

/// What is left of two objects: the keys of the second stand before those of the first.
fn merged(first: &Ty, second: &Ty, deep: Option<&Ty>) -> Ty {
    let (a, b) = (first.members(), second.members());
    let is_shallow = deep == Some(&Ty::Bool(Some(false)));
    if !is_shallow || a.len() * b.len() > PAIRS || !a.iter().chain(b).all(Ty::is_object) {
        return Ty::Any;
    }
    Ty::union(a.iter().flat_map(|a| b.iter().map(|b| merged_records(a, b))))
}

fn merged_records(first: &Ty, second: &Ty) -> Ty {
    let (a, b) = match (first, second) {
        (Ty::Map(a), Ty::Map(b)) => return Ty::Map(Rc::new(a.join(b))),
        (a, b) => (as_record(a), as_record(b)),
    };
    // A key that the map may have is not likely meant to be another value than what stands there.
    let or = |ty: &Ty, rest: Option<&Ty>| match rest {
        Some(rest) if ty.grown(rest).is_some() => Ty::Any,
        _ => ty.clone(),
    };
    let mut fields: Vec<RecordField> = Vec::with_capacity(a.fields.len() + b.fields.len());
    for field in &a.fields {
        fields.push(match b.get(&field.name) {
            Some(over) if over.presence == Presence::Required => over.clone(),
            Some(over) => RecordField { ty: field.ty.join(&over.ty), ..field.clone() },
            None => RecordField { ty: or(&field.ty, b.rest.as_ref()), ..field.clone() },
        });
    }
    for field in b.fields.iter().filter(|field| a.get(&field.name).is_none()) {
        fields.push(match field.presence {
            Presence::Required => field.clone(),
            Presence::Maybe => RecordField { ty: or(&field.ty, a.rest.as_ref()), ..field.clone() },
        });
    }
    let rest = match (&a.rest, &b.rest) {
        (Some(a), Some(b)) => Some(a.join(b)),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    Ty::Record(Rc::new(Record { fields, rest, ..Record::default() }))
}

/// An object as a record.
fn as_record(ty: &Ty) -> Rc<Record> {
    match ty {
        Ty::Record(record) => record.clone(),
        Ty::Map(value) => Rc::new(Record::of_rest((**value).clone())),
        _ => Rc::new(Record::of_rest(Ty::Any)),
    }
}

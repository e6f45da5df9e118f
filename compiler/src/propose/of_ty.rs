//! The form of what a definition sends: from the types that the checker finds.

use std::collections::HashMap;

use super::form::{Aside, Field, Form, Record};
use crate::types::{Presence, Ty, contract::TypeKind, ty::Class};

/// How many parts of a type become types of their own; beyond that it is a value of any type.
const PARTS: usize = 1_000;

/// The enums that a contract has, by name: of narrowed ones only a part is known.
pub(super) type Enums = HashMap<String, Vec<String>>;

/// The enums of a contract.
pub(super) fn enums(contract: &crate::types::Contract) -> Enums {
    let enums = contract.types.iter().filter_map(|def| match &def.kind {
        TypeKind::Enum(variants) => {
            let mut names: Vec<String> = variants.iter().map(|variant| variant.json_name.clone()).collect();
            names.sort();
            Some((def.name.clone(), names))
        }
        _ => None,
    });
    enums.collect()
}

/// The form of a type.
pub(super) fn form(ty: &Ty, enums: &Enums) -> Form {
    let mut left = PARTS;
    convert(ty, enums, &mut left).filter(|_| left > 0).unwrap_or(Form::Value)
}

/// `None` once there are too many parts.
fn convert(ty: &Ty, enums: &Enums, left: &mut usize) -> Option<Form> {
    *left = left.checked_sub(1)?;
    Some(match ty {
        Ty::Never | Ty::Any | Ty::Error | Ty::Null | Ty::Opaque(_) => Form::Value,
        Ty::Bool(_) => Form::Bool,
        Ty::Int(low, high) if i64::try_from(*low).is_ok() && i64::try_from(*high).is_ok() => Form::Int,
        Ty::Int(..) => Form::Value,
        Ty::Float => Form::Float,
        Ty::String | Ty::Timestamp | Ty::Enum(None, _) => Form::String,
        Ty::Enum(Some(name), _) => match enums.get(&**name) {
            Some(variants) => Form::Enum(variants.clone()),
            None => Form::String,
        },
        Ty::List(_) | Ty::Items(_) | Ty::Tuple(_) => Form::List(Box::new(convert(&ty.item(), enums, left)?)),
        Ty::Map(value) => Form::Map(Box::new(convert(value, enums, left)?)),
        Ty::Union(_) => {
            let rest = ty.without(Class::Null);
            match rest {
                Ty::Union(_) | Ty::Never => Form::Value,
                one if ty.may_be(Class::Null) => convert(&one, enums, left)?.or_null(),
                _ => Form::Value,
            }
        }
        Ty::Record(record) => {
            match &record.rest {
                None => {}
                Some(rest) if rest.is_unknown() && !record.fields.is_empty() => {}
                Some(_) => return Some(Form::Value),
            }
            if record.fields.is_empty() {
                return Some(Form::Map(Box::new(Form::Value)));
            }
            let mut fields = Vec::with_capacity(record.fields.len());
            for field in &record.fields {
                fields.push(Field {
                    key: field.name.to_string(),
                    form: convert(&field.ty, enums, left)?,
                    may_be_absent: field.presence == Presence::Maybe,
                    doc: Aside::default(),
                });
            }
            let of = Aside(record.name.as_deref().map(str::to_owned));
            Form::Record(Record { fields, has_rest: record.rest.is_some(), notes: Aside::default(), of })
        }
    })
}

//! A value of a form, for tests to begin with.

use serde_json::{Map, Value, json};

use super::form::Form;

/// A value of a form: the least that there is, but for lists, which have one item.
pub(super) fn of(form: &Form) -> Value {
    match form {
        Form::Value => json!({}),
        Form::Bool => json!(true),
        Form::Int => json!(1),
        Form::Float => json!(1.5),
        Form::String => json!("text"),
        Form::Timestamp => json!("2030-01-02T03:04:05Z"),
        Form::Enum(variants) => variants.first().map_or(Value::Null, |first| json!(first)),
        Form::List(item) => json!([of(item)]),
        Form::Map(value) => json!({ "key": of(value) }),
        Form::Option(inner) => of(inner),
        Form::Record(record) => {
            let fields = record.fields.iter().map(|field| (field.key.clone(), of(&field.form)));
            Value::Object(fields.collect::<Map<_, _>>())
        }
    }
}

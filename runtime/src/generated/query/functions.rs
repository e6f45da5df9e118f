//! The functions of paths.

use serde_json::{Number, Value};

use super::{
    Argument, Function, Segment,
    run::{Run, Trouble},
};
use crate::generated::java;

impl Run<'_> {
    /// What a function makes of a value.
    pub(super) fn call(&self, function: Function, args: &'static [Argument], model: &Value) -> Result<Value, Trouble> {
        let values = args.iter().map(|arg| match arg {
            Argument::Literal(literal) => Ok(literal.get()),
            Argument::Path(segments) => self.inner(segments).all(self.root),
        });
        let values = values.collect::<Result<Vec<_>, _>>()?;
        match function {
            Function::Length | Function::Size => self.length(args, model),
            Function::Min | Function::Max | Function::Avg | Function::Stddev | Function::Sum => {
                let numbers: Vec<f64> =
                    model_items(model).iter().filter_map(Value::as_f64).chain(floats(&values)).collect();
                aggregate(function, &numbers)
            }
            Function::Keys => Ok(match model {
                Value::Object(map) => Value::Array(map.keys().cloned().map(Value::String).collect()),
                _ => Value::Null,
            }),
            Function::Concat => {
                let mut text: String = model_items(model).iter().filter_map(Value::as_str).collect();
                for value in &values {
                    match value {
                        Value::String(one) => text.push_str(one),
                        Value::Array(items) => {
                            text.extend(items.iter().filter(|item| !item.is_null()).map(java::text));
                        }
                        _ => {}
                    }
                }
                Ok(Value::String(text))
            }
            Function::Append => Ok(match model {
                Value::Array(items) => Value::Array(items.iter().cloned().chain(values).collect()),
                other => other.clone(),
            }),
            Function::First => item(model, 0),
            Function::Last => item(model, -1),
            Function::Index => {
                #[allow(clippy::cast_possible_truncation)]
                let index = floats(&values).next().map(|index| index as i64);
                item(model, index.ok_or_else(empty)?)
            }
        }
    }

    /// The length of what the first argument finds in the value, or of the value itself.
    fn length(&self, args: &'static [Argument], model: &Value) -> Result<Value, Trouble> {
        match args.first() {
            None => {}
            Some(Argument::Literal(_)) => return Err(empty()),
            Some(Argument::Path(segments)) => {
                let run = Run::new(model, segments, self.budget);
                let is_open = !matches!(segments.last(), None | Some(Segment::Function(..)));
                if let Value::Array(items) = (if is_open { run.opened() } else { run }).all(model)? {
                    return Ok(items.len().into());
                }
            }
        }
        Ok(match model {
            Value::Array(items) => items.len().into(),
            Value::Object(map) => map.len().into(),
            _ => Value::Null,
        })
    }
}

fn model_items(model: &Value) -> &[Value] {
    model.as_array().map_or(&[], Vec::as_slice)
}

/// The numbers among arguments, and in those that are lists.
fn floats(values: &[Value]) -> impl Iterator<Item = f64> {
    values
        .iter()
        .flat_map(|value| match value {
            Value::Array(items) => items.as_slice(),
            other => std::slice::from_ref(other),
        })
        .filter_map(Value::as_f64)
}

#[allow(clippy::cast_precision_loss)]
fn aggregate(function: Function, numbers: &[f64]) -> Result<Value, Trouble> {
    if numbers.is_empty() {
        return Err(empty());
    }
    let count = numbers.len() as f64;
    let sum = numbers.iter().fold(0.0, |sum, number| sum + number);
    let result = match function {
        Function::Min => numbers.iter().copied().fold(f64::MAX, f64::min),
        // The library starts at the smallest number above zero.
        Function::Max => numbers.iter().copied().fold(f64::from_bits(1), f64::max),
        Function::Avg => sum / count,
        Function::Stddev => {
            let squares = numbers.iter().fold(0.0, |sum, number| sum + number * number);
            (squares / count - sum * sum / count / count).sqrt()
        }
        _ => sum,
    };
    Number::from_f64(result).map(Value::Number).ok_or(Trouble::Broken("The result is no number".into()))
}

/// An element by its place; one that is counted from the end is never the first, as the library has it.
fn item(model: &Value, index: i64) -> Result<Value, Trouble> {
    let Value::Array(items) = model else { return Err(empty()) };
    let at = if index < 0 {
        let at = index.saturating_add(i64::try_from(items.len()).unwrap_or(i64::MAX));
        if at > 0 { at } else { -1 }
    } else {
        index
    };
    let found = usize::try_from(at).ok().and_then(|at| items.get(at)).cloned();
    found
        .ok_or_else(|| Trouble::Broken(format!("Target index:{index} larger than object count:{}", items.len()).into()))
}

fn empty() -> Trouble {
    Trouble::Broken("Aggregation function attempted to calculate value using empty array".into())
}

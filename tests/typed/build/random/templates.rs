//! Payload templates.

use serde_json::{Map, Value, json};

use super::{
    calls,
    dice::Dice,
    env::Env,
    paths, tails,
    ty::{Kind, Ty},
};

/// The keys of templates.
const KEYS: &[&str] = &["z", "k", "c", "sku", "some key", "deep"];

/// A value as it may stand behind a key that ends in `.$`.
pub(crate) fn dynamic(dice: &mut Dice, env: &Env) -> (String, Ty) {
    match dice.roll(8) {
        0..=1 => calls::any(dice, env),
        2 => tails::any(dice, env).unwrap_or_else(|| paths::any(dice, env)),
        _ => paths::any(dice, env),
    }
}

/// A template of up to so many levels.
pub(crate) fn any(dice: &mut Dice, env: &Env, levels: usize) -> (Value, Ty) {
    let (mut members, mut fields) = (Map::new(), Vec::new());
    for _ in 0..=dice.roll(3) {
        let key = *dice.pick(KEYS);
        if fields.iter().any(|(known, _)| *known == key) {
            continue;
        }
        match dice.roll(6) {
            0 => {
                let (value, ty) = literal(dice);
                members.insert(key.to_owned(), value);
                fields.push((key, ty));
            }
            1 if levels > 0 => {
                let (value, ty) = any(dice, env, levels - 1);
                members.insert(key.to_owned(), value);
                fields.push((key, ty));
            }
            2 if levels > 0 => {
                let (value, ty) = any(dice, env, 0);
                members.insert(key.to_owned(), json!([value, 1]));
                fields.push((key, Ty::Tuple(vec![ty, Ty::own(Kind::Int)])));
            }
            _ => {
                let (text, ty) = dynamic(dice, env);
                members.insert(format!("{key}.$"), text.into());
                fields.push((key, ty));
            }
        }
    }
    (Value::Object(members), Ty::made(fields))
}

/// A literal.
pub(crate) fn literal(dice: &mut Dice) -> (Value, Ty) {
    let literals = [
        json!(1),
        json!(2.5),
        json!("t"),
        json!(true),
        json!(null),
        json!([1, "a"]),
        json!({"q": 1}),
        json!({"sku": "s", "quantity": 2}),
        json!({"z": {"q": "x"}, "k": [null]}),
        json!("2024-01-01T00:00:00Z"),
    ];
    let value = dice.pick(&literals).clone();
    let ty = of(&value);
    (value, ty)
}

fn of(value: &Value) -> Ty {
    match value {
        Value::Null => Ty::own(Kind::Null),
        Value::Bool(_) => Ty::own(Kind::Bool),
        Value::Number(number) if number.is_f64() => Ty::own(Kind::Float),
        Value::Number(_) => Ty::own(Kind::Int),
        Value::String(_) => Ty::own(Kind::Text),
        Value::Array(items) => Ty::Tuple(items.iter().map(of).collect()),
        Value::Object(members) => Ty::made(members.iter().map(|(key, value)| (key.as_str(), of(value))).collect()),
    }
}

//! `Task`

use serde_json::{Value, json};

use super::{Fields, Grower, Here, Made, at_work, contract, paths, templates};
use crate::random::{
    env::Env,
    ty::{Kind, Ty},
};

pub(super) fn task(grower: &mut Grower, here: &Here) -> Made {
    let task = if grower.dice.one_in(4) { "line" } else { *grower.dice.pick(contract::TASKS) };
    let resource = format!("{}{task}", contract::LAMBDA);
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Task")), ("Resource".to_owned(), resource.into())]);
    let effective = grower.input(&mut fields, &at_work(&here.env));
    if task == "line" {
        fields.insert("Parameters".to_owned(), line(grower, &effective));
    } else if grower.dice.one_in(2) {
        fields.insert("Parameters".to_owned(), templates::any(&mut grower.dice, &effective, 1).0);
    }
    if grower.dice.one_in(5) {
        fields.insert("TimeoutSeconds".to_owned(), 99_999_999.into());
        if grower.dice.one_in(2) {
            fields.insert("HeartbeatSeconds".to_owned(), 50_000.into());
        }
    }
    if grower.dice.one_in(8) {
        let name = paths::scalar(&mut grower.dice, &effective, &[Kind::Text]);
        let argument = name.map_or_else(|| "'r'".to_owned(), |(path, _)| path);
        let role = format!("States.Format('arn:aws:iam::123456789012:role/{{}}', {argument})");
        fields.insert("Credentials".to_owned(), json!({"RoleArn.$": role}));
    }
    grower.after(fields, here, &effective, contract::result(task))
}

/// The argument of the task that takes a line.
fn line(grower: &mut Grower, env: &Env) -> Value {
    let (mut out, dice) = (Fields::new(), &mut grower.dice);
    match paths::scalar(dice, env, &[Kind::Text]) {
        Some((path, _)) => out.insert("sku.$".to_owned(), path.into()),
        None => out.insert("sku".to_owned(), "s".into()),
    };
    match paths::to(dice, env, |ty| *ty == Ty::Scalar(Kind::Int, Some("quantity"))) {
        Some((path, _)) => out.insert("quantity.$".to_owned(), path.into()),
        None => out.insert("quantity".to_owned(), 2.into()),
    };
    match paths::to(dice, env, |ty| matches!(ty, Ty::Optional(_))) {
        Some((path, _)) => out.insert("note.$".to_owned(), path.into()),
        None => out.insert("note".to_owned(), Value::Null),
    };
    out.into()
}

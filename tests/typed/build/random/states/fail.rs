//! `Fail`

use serde_json::json;

use super::{Fields, Grower, paths};
use crate::random::{env::Env, ty::Kind};

/// The fields of a `Fail` state.
pub(crate) fn fail(grower: &mut Grower, env: &Env) -> Fields {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Fail"))]);
    for name in ["Error", "Cause"] {
        match grower.dice.roll(4) {
            0 => {
                if let Some((path, _)) = paths::scalar(&mut grower.dice, env, &[Kind::Text]) {
                    fields.insert(format!("{name}Path"), path.into());
                }
            }
            1 if name == "Cause" => {
                let found = paths::to(&mut grower.dice, env, super::Ty::in_order);
                let argument = found.map_or_else(|| "$$.State".to_owned(), |(path, _)| path);
                fields.insert("CausePath".to_owned(), format!("States.JsonToString({argument})").into());
            }
            2 => {
                fields.insert(name.to_owned(), "Busy".into());
            }
            _ => {}
        }
    }
    fields
}

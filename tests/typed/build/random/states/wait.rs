//! `Wait`

use serde_json::json;

use super::{Fields, Grower, Here, Made, paths};
use crate::random::{
    scope::Arrival,
    ty::{Kind, Ty},
};

pub(super) fn wait(grower: &mut Grower, here: &Here) -> Made {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Wait"))]);
    let effective = grower.input(&mut fields, &here.env);
    let until = match grower.dice.roll(5) {
        0 => {
            let may_fail = grower.dice.one_in(8);
            let known = |ty: &Ty| matches!(ty, Ty::Scalar(Kind::Int, Some(_))) || may_fail && *ty == Ty::Any;
            paths::to(&mut grower.dice, &effective, known).map(|(path, _)| ("SecondsPath", path.into()))
        }
        1 => {
            let found = paths::scalar(&mut grower.dice, &effective, &[Kind::Moment]);
            found.map(|(path, _)| ("TimestampPath", path.into()))
        }
        2 => {
            let (month, second) = (grower.dice.roll(12) + 1, grower.dice.roll(60));
            Some(("Timestamp", format!("2026-{month:02}-11T10:20:{second:02}.5+01:30").into()))
        }
        _ => None,
    };
    let (field, value) = until.unwrap_or_else(|| ("Seconds", grower.dice.roll(1_000_000).into()));
    fields.insert(field.to_owned(), value);
    let vars = grower.assign(&mut fields, &effective, here.letter, 4);
    let output = grower.output(&mut fields, &effective);
    Made { fields, out: Arrival { input: output, vars }, aside: Vec::new() }
}

//! `Pass`

use serde_json::json;

use super::{Fields, Grower, Here, Made, templates};
use crate::random::scope::Arrival;

pub(super) fn pass(grower: &mut Grower, here: &Here) -> Made {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Pass"))]);
    let effective = grower.input(&mut fields, &here.env);
    let result = match grower.dice.roll(5) {
        0 => {
            let (value, ty) = templates::literal(&mut grower.dice);
            fields.insert("Result".to_owned(), value);
            ty
        }
        1 => effective.document.clone(),
        _ => {
            let (template, ty) = templates::any(&mut grower.dice, &effective, 2);
            fields.insert("Parameters".to_owned(), template);
            ty
        }
    };
    let vars = grower.assign(&mut fields, &effective.over(result.clone()), here.letter, 3);
    let placed = grower.place(&mut fields, &here.env.document, result);
    let output = grower.output(&mut fields, &here.env.over(placed));
    Made { fields, out: Arrival { input: output, vars }, aside: Vec::new() }
}

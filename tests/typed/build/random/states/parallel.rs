//! `Parallel`

use serde_json::{Value, json};

use super::{Fields, Grower, Here, Made, at_work, templates};
use crate::random::ty::Ty;

pub(super) fn parallel(grower: &mut Grower, here: &Here) -> Made {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Parallel"))]);
    let effective = grower.input(&mut fields, &at_work(&here.env));
    let input = if grower.dice.one_in(4) {
        let (template, ty) = templates::any(&mut grower.dice, &effective, 1);
        fields.insert("Parameters".to_owned(), template);
        ty
    } else {
        effective.document.clone()
    };
    let (mut branches, mut outputs) = (Vec::<Value>::new(), Vec::new());
    for _ in 0..grower.dice.roll(3) + 1 {
        let states = grower.dice.roll(3) + 1;
        let grown = grower.scope(input.clone(), effective.vars.clone(), here.level + 1, states);
        branches.push(grown.fields.into());
        outputs.push(grown.output);
    }
    fields.insert("Branches".to_owned(), branches.into());
    grower.after(fields, here, &effective, Ty::Tuple(outputs))
}

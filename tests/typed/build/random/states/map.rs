//! `Map`

use serde_json::{Value, json};

use super::{Fields, Grower, Here, Made, at_work, contract, paths, templates};
use crate::random::{
    env::Env,
    ty::{Kind, Ty},
};

pub(super) fn map(grower: &mut Grower, here: &Here) -> Made {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Map"))]);
    let effective = grower.input(&mut fields, &at_work(&here.env));
    let item = items(grower, &mut fields, &effective);
    match grower.dice.roll(5) {
        0 => {
            let number = |ty: &Ty| matches!(ty, Ty::Scalar(Kind::Int, Some("n" | "quantity")));
            if let Some((path, _)) = paths::to(&mut grower.dice, &effective, number) {
                fields.insert("MaxConcurrencyPath".to_owned(), path.into());
            }
        }
        at => {
            let at_once = at - 1;
            if at_once < 3 {
                fields.insert("MaxConcurrency".to_owned(), at_once.into());
            }
        }
    }
    // The former names of both fields.
    let is_old = grower.dice.one_in(4);
    let input = if grower.dice.one_in(2) {
        let env = Env { context: contract::context(true, Some(&item)), ..effective.clone() };
        let (template, ty) = templates::any(&mut grower.dice, &env, 1);
        fields.insert(if is_old { "Parameters" } else { "ItemSelector" }.to_owned(), template);
        ty
    } else {
        item
    };
    let states = grower.dice.roll(4) + 1;
    let mut grown = grower.scope(input, effective.vars.clone(), here.level + 1, states);
    if is_old {
        fields.insert("Iterator".to_owned(), grown.fields.into());
    } else {
        if grower.dice.one_in(2) {
            grown.fields.insert("ProcessorConfig".to_owned(), json!({"Mode": "INLINE"}));
        }
        fields.insert("ItemProcessor".to_owned(), grown.fields.into());
    }
    grower.after(fields, here, &effective, Ty::List(Box::new(grown.output)))
}

/// `ItemsPath`, and what an item is.
fn items(grower: &mut Grower, fields: &mut Fields, effective: &Env) -> Ty {
    let is_items = |ty: &Ty| matches!(ty, Ty::List(_) | Ty::Tuple(_));
    let of = |ty: Ty| match ty {
        Ty::List(item) => *item,
        Ty::Tuple(items) => {
            items.iter().skip(1).fold(items.first().cloned().unwrap_or(Ty::Mixed), |all, item| all.join(item))
        }
        _ => Ty::Any,
    };
    if is_items(&effective.document) && grower.dice.one_in(2) {
        return of(effective.document.clone());
    }
    let may_fail = grower.dice.one_in(8);
    let found = paths::to(&mut grower.dice, effective, |ty| is_items(ty) || may_fail && *ty == Ty::Any)
        .filter(|(path, _)| !path.contains("[-"));
    let (path, ty) = found.unwrap_or_else(|| {
        let Ty::Record(input) = contract::input() else { panic!("the input is an object") };
        let lines = input.fields.into_iter().find_map(|(name, ty)| ty.filter(|_| name == "lines"));
        ("$$.Execution.Input.lines".to_owned(), lines.unwrap_or(Ty::Any))
    });
    fields.insert("ItemsPath".to_owned(), Value::String(path));
    of(ty)
}

//! The conditions of `Choice` rules: each may hold, and may not.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    dice::Dice,
    env::Env,
    paths::{self, Found},
    ty::{Kind, Ty},
};

/// The leaves of the contract about which a rule has made sure of something: another rule might be told by
/// that what comes of it.
pub(crate) type Settled = BTreeSet<&'static str>;

/// The conditions of one `Choice`: what is compared once is not compared again, for then not every outcome
/// might be left.
pub(crate) struct Rules<'a> {
    pub(crate) env: &'a Env,
    pub(crate) settled: &'a mut Settled,
    pub(crate) compared: BTreeSet<String>,
}

impl Rules<'_> {
    /// A condition; none if everything is compared already.
    pub(crate) fn any(&mut self, dice: &mut Dice) -> Option<Value> {
        let first = self.one(dice)?;
        if dice.one_in(6) {
            return Some(json!({"Not": first}));
        }
        match (dice.one_in(3), dice.one_in(2)) {
            (false, _) => Some(first),
            (true, both) => match self.open(dice) {
                Some(second) if both => Some(json!({"And": [second, first]})),
                Some(second) => Some(json!({"Or": [first, second]})),
                None => Some(first),
            },
        }
    }

    fn one(&mut self, dice: &mut Dice) -> Option<Value> {
        if dice.one_in(2) {
            return self.open(dice);
        }
        let narrows: Vec<(Found, &'static str)> = paths::all(self.env)
            .into_iter()
            .filter_map(|found| {
                let leaf = leaf(&found.1)?;
                let is_free = !self.settled.contains(leaf) && !self.compared.contains(&found.0);
                is_free.then_some((found, leaf))
            })
            .collect();
        let Some(((path, ty), leaf)) = dice.choose(&narrows).cloned() else { return self.open(dice) };
        self.settled.insert(leaf);
        self.compared.insert(path.clone());
        Some(match ty {
            Ty::Optional(_) => json!({"Variable": path, "IsNull": dice.one_in(2)}),
            Ty::Scalar(Kind::Int, _) if dice.one_in(2) => json!({"Variable": path, "NumericGreaterThan": 1}),
            Ty::Scalar(Kind::Int, _) => json!({"Variable": path, "NumericEquals": 1}),
            Ty::Scalar(Kind::Bool, _) => json!({"Variable": path, "BooleanEquals": dice.one_in(2)}),
            _ => json!({"Variable": path, "StringEquals": "t"}),
        })
    }

    /// A comparison that leaves the types as they are.
    fn open(&mut self, dice: &mut Dice) -> Option<Value> {
        let order = *dice.pick(&["LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"]);
        let (path, ty) =
            paths::to(dice, self.env, is_open).filter(|(path, _)| !self.compared.contains(path)).or_else(|| {
                let ratio = "$$.Execution.Input.ratio".to_owned();
                (!self.compared.contains(&ratio)).then_some((ratio, Ty::own(Kind::Float)))
            })?;
        self.compared.insert(path.clone());
        Some(match ty {
            Ty::Scalar(Kind::Float, _) => {
                let other = paths::to(dice, self.env, |ty| matches!(ty, Ty::Scalar(Kind::Int | Kind::Float, Some(_))));
                match other.filter(|(other, _)| *other != path) {
                    Some((other, _)) if dice.one_in(2) => {
                        json!({"Variable": path, (format!("Numeric{order}Path")): other})
                    }
                    _ => json!({"Variable": path, (format!("Numeric{order}")): 0.5}),
                }
            }
            Ty::Scalar(Kind::Moment, _) => {
                json!({"Variable": path, (format!("Timestamp{order}")): "2024-03-01T00:00:00Z"})
            }
            Ty::Scalar(..) if dice.one_in(2) => json!({"Variable": path, "StringMatches": "*a*"}),
            Ty::Scalar(..) => json!({"Variable": path, (format!("String{order}")): "g"}),
            _ => json!({"And": [{"Variable": path, "IsPresent": true}, {"Variable": path, "IsString": true}]}),
        })
    }
}

fn is_open(ty: &Ty) -> bool {
    matches!(ty, Ty::Any | Ty::Scalar(Kind::Float | Kind::Moment | Kind::Text, Some(_)))
}

/// What a rule may make sure of.
fn leaf(ty: &Ty) -> Option<&'static str> {
    match ty {
        Ty::Scalar(Kind::Int, Some(leaf)) => (!matches!(*leaf, "retries" | "index")).then_some(*leaf),
        Ty::Scalar(Kind::Bool | Kind::Mode, Some(leaf)) => Some(*leaf),
        Ty::Optional(inner) => match &**inner {
            Ty::Scalar(_, leaf) => *leaf,
            _ => None,
        },
        _ => None,
    }
}

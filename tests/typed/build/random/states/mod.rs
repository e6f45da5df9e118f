//! States, one kind a file, and the fields that several kinds have.

mod choice;
mod fail;
mod map;
mod parallel;
mod pass;
mod task;
mod wait;
mod work;

use serde_json::{Map, Value, json};

pub(crate) use fail::fail;

use super::{
    contract,
    env::{Env, Vars},
    paths,
    scope::{Arrival, Grower, Here, Made},
    tails, templates,
    ty::{Record, Ty},
};

/// The fields of a state.
type Fields = Map<String, Value>;

/// Where results are written.
const WRITTEN: &[&[&str]] = &[
    &["x"],
    &["y"],
    &["y", "z"],
    &["x", "deep"],
    &["note"],
    &["id"],
    &["n"],
    &["lines"],
    &["any"],
    &["y", "k", "j"],
    &["x"],
    &["w"],
];

/// A state of any kind that may stand here.
pub(crate) fn any(grower: &mut Grower, here: &Here, is_first: bool) -> Made {
    if is_first {
        return task::task(grower, here);
    }
    match grower.dice.roll(16) {
        0..=1 if here.next.is_some() => choice::choice(grower, here),
        2..=3 => wait::wait(grower, here),
        4..=7 => task::task(grower, here),
        8..=9 if grower.may_fork(here.level) => parallel::parallel(grower, here),
        10..=12 if grower.may_fork(here.level) => map::map(grower, here),
        13 if here.next.is_none() => succeed(grower, here),
        _ => pass::pass(grower, here),
    }
}

fn succeed(grower: &mut Grower, here: &Here) -> Made {
    let mut fields = Fields::from_iter([("Type".to_owned(), json!("Succeed"))]);
    let effective = grower.input(&mut fields, &here.env);
    let output = grower.output(&mut fields, &effective);
    Made { fields, out: Arrival { input: output, vars: here.env.vars.clone() }, aside: Vec::new() }
}

impl Grower {
    /// `InputPath`, and what the fields behind it read.
    fn input(&mut self, fields: &mut Fields, env: &Env) -> Env {
        match self.dice.roll(24) {
            0 => {
                fields.insert("InputPath".to_owned(), Value::Null);
                env.over(Ty::Record(Record { fields: Vec::new(), in_order: true }))
            }
            1 => match tails::any(&mut self.dice, env) {
                Some((path, ty)) => {
                    fields.insert("InputPath".to_owned(), path.into());
                    env.over(ty)
                }
                None => env.clone(),
            },
            2..=5 => {
                let (path, ty) = paths::any(&mut self.dice, env);
                fields.insert("InputPath".to_owned(), path.into());
                env.over(ty)
            }
            _ => env.clone(),
        }
    }

    /// `ResultPath`, and the document with the result.
    fn place(&mut self, fields: &mut Fields, raw: &Ty, result: Ty) -> Ty {
        let may: Vec<(&&[&str], Ty)> =
            WRITTEN.iter().filter_map(|keys| Some((keys, raw.put(keys, result.clone())?))).collect();
        match self.dice.roll(16) {
            0 => {
                fields.insert("ResultPath".to_owned(), Value::Null);
                raw.clone()
            }
            1 => result,
            _ => match self.dice.choose(&may) {
                Some((keys, ty)) => {
                    fields.insert("ResultPath".to_owned(), format!("$.{}", keys.join(".")).into());
                    ty.clone()
                }
                None => result,
            },
        }
    }

    /// `OutputPath`, and what the state puts out.
    fn output(&mut self, fields: &mut Fields, env: &Env) -> Ty {
        match self.dice.roll(40) {
            0 => {
                fields.insert("OutputPath".to_owned(), Value::Null);
                Ty::Record(Record { fields: Vec::new(), in_order: true })
            }
            1..=2 => {
                let (path, ty) = paths::any(&mut self.dice, env);
                fields.insert("OutputPath".to_owned(), path.into());
                ty
            }
            _ => env.document.clone(),
        }
    }

    /// `Assign`, once in so many times, and the variables once the state is left.
    fn assign(&mut self, fields: &mut Fields, env: &Env, letter: char, times: usize) -> Vars {
        let mut vars = env.vars.clone();
        if !self.dice.one_in(times) {
            return vars;
        }
        let mut assigned = Fields::new();
        for _ in 0..=self.dice.roll(2) {
            let name = format!("{letter}{}", self.dice.roll(3));
            if assigned.contains_key(&name) || assigned.contains_key(&format!("{name}.$")) {
                continue;
            }
            let ty = match self.dice.roll(6) {
                0 => {
                    let (value, ty) = templates::literal(&mut self.dice);
                    assigned.insert(name.clone(), value);
                    ty
                }
                1 => {
                    let (value, ty) = templates::any(&mut self.dice, env, 1);
                    assigned.insert(name.clone(), value);
                    ty
                }
                _ => {
                    let (text, ty) = templates::dynamic(&mut self.dice, env);
                    assigned.insert(format!("{name}.$"), text.into());
                    ty
                }
            };
            vars.insert(name, ty);
        }
        fields.insert("Assign".to_owned(), assigned.into());
        vars
    }
}

/// What a state that does work reads: its retries are counted.
fn at_work(env: &Env) -> Env {
    Env { context: contract::context(true, None), ..env.clone() }
}

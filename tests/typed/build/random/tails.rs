//! Paths of several places: wildcards, slices, filters, descent and functions.

use super::{
    dice::Dice,
    env::Env,
    paths::{self, Found},
    ty::{Kind, Ty},
};

/// A path with a tail over something whose keys and items have one order.
pub(crate) fn any(dice: &mut Dice, env: &Env) -> Option<Found> {
    let (path, ty) = paths::to(dice, env, |ty| {
        matches!(ty, Ty::List(_) | Ty::Tuple(_) | Ty::Map(_) | Ty::Record(_)) && (ty.in_order() || is_list(ty))
    })?;
    Some(match &ty {
        Ty::List(item) => of_list(dice, &path, item),
        Ty::Tuple(_) => (format!("{path}{}", dice.pick(&["[*]", "[0:1]", "[-1:]", "[0,1]"])), list(Ty::Mixed)),
        Ty::Record(record) => {
            let known = record.fields.iter().filter(|(_, ty)| ty.is_some()).map(|(name, _)| name);
            let names: Vec<&String> = known.collect();
            let (Some(one), Some(other)) = (names.first(), names.last()) else { return None };
            match dice.roll(4) {
                0 => (format!("{path}['{one}', '{other}']"), Ty::Mixed),
                1 => (format!("{path}..['{one}']"), list(Ty::Mixed)),
                2 => (format!("{path}..*"), list(Ty::Mixed)),
                _ => of_object(dice, &path),
            }
        }
        _ => of_object(dice, &path),
    })
}

fn of_object(dice: &mut Dice, path: &str) -> Found {
    match dice.roll(3) {
        0 => (format!("{path}.keys()"), Ty::Mixed),
        1 => (format!("{path}.length()"), Ty::own(Kind::Int)),
        _ => (format!("{path}.*"), list(Ty::Mixed)),
    }
}

fn is_list(ty: &Ty) -> bool {
    matches!(ty, Ty::List(item) if item.in_order())
}

fn of_list(dice: &mut Dice, path: &str, item: &Ty) -> Found {
    let numbers = matches!(item, Ty::Scalar(Kind::Int | Kind::Float, _));
    match dice.roll(7) {
        0 => (format!("{path}[*]"), list(item.clone())),
        1 => (format!("{path}{}", dice.pick(&["[0:2]", "[1:]", "[:1]", "[-2:]", "[:-1]"])), list(item.clone())),
        2 => (format!("{path}{}", dice.pick(&["[0,1]", "[1, 0]", "[0, -1]"])), list(item.clone())),
        3 => (format!("{path}.{}", dice.pick(&["length()", "size()"])), Ty::own(Kind::Int)),
        4 if numbers => {
            let function = dice.pick(&["min", "max", "avg", "sum", "stddev"]);
            (format!("{path}.{function}()"), Ty::own(Kind::Float))
        }
        _ => match item {
            Ty::Record(record) => {
                let known: Vec<(&String, &Ty)> =
                    record.fields.iter().filter_map(|(name, ty)| Some((name, ty.as_ref()?))).collect();
                let Some((name, ty)) = dice.choose(&known).copied() else {
                    return (format!("{path}[*]"), list(item.clone()));
                };
                match dice.roll(3) {
                    0 => (format!("{path}[*]{}", paths::step(name)), list(ty.clone())),
                    1 => (format!("{path}..['{name}']"), list(Ty::Mixed)),
                    _ => {
                        let condition = condition(dice, &format!("@{}", paths::step(name)), ty);
                        (format!("{path}[?({condition})]"), list(item.clone()))
                    }
                }
            }
            _ => (format!("{path}[?({})]", condition(dice, "@", item)), list(item.clone())),
        },
    }
}

/// What a filter asks of the value of a path.
fn condition(dice: &mut Dice, path: &str, ty: &Ty) -> String {
    let one = match ty {
        Ty::Scalar(Kind::Int | Kind::Float, _) => {
            let operator = dice.pick(&["<", "<=", ">", ">=", "==", "!="]);
            format!("{path} {operator} 1")
        }
        Ty::Scalar(Kind::Text | Kind::Mode, _) => dice
            .pick(&[
                "PATH =~ /.*a.*/",
                "PATH == 't'",
                "PATH in ['t', 'a']",
                "PATH nin ['', 'b']",
                "PATH =~ /[A-C]+/i",
                "PATH empty false",
            ])
            .replace("PATH", path),
        Ty::Scalar(Kind::Bool, _) => format!("{path} == true"),
        Ty::List(_) => dice.pick(&["PATH empty true", "PATH size 1", "PATH"]).replace("PATH", path),
        _ => path.to_owned(),
    };
    match dice.roll(6) {
        0 => format!("!({one})"),
        1 => format!("{one} && {path} != 'zz'"),
        2 => format!("{one} || {path} == null"),
        _ => one,
    }
}

fn list(item: Ty) -> Ty {
    Ty::List(Box::new(item))
}

//! Calls of intrinsic functions.

use super::{
    dice::Dice,
    env::Env,
    paths, tails,
    ty::{Kind, Record, Ty},
};

/// How deep calls stand in calls.
const NESTED: usize = 2;

/// The functions; one that stands twice is called more often.
const FUNCTIONS: &[&str] = &[
    "Array",
    "ArrayContains",
    "ArrayGetItem",
    "ArrayLength",
    "ArrayPartition",
    "ArrayRange",
    "ArrayUnique",
    "Base64Decode",
    "Base64Encode",
    "Format",
    "Format",
    "Hash",
    "JsonMerge",
    "JsonToString",
    "MathAdd",
    "MathRandom",
    "StringSplit",
    "StringToJson",
    "UUID",
];

/// A call, and what it brings.
pub(crate) fn any(dice: &mut Dice, env: &Env) -> (String, Ty) {
    let function = *dice.pick(FUNCTIONS);
    call(dice, env, function, 0)
}

fn call(dice: &mut Dice, env: &Env, function: &str, depth: usize) -> (String, Ty) {
    let mut args = Args { dice, env, depth };
    let (text, ty) = match function {
        "Array" => {
            let count = args.dice.roll(4);
            let (texts, types): (Vec<_>, Vec<_>) = (0..count).map(|_| args.any()).unzip();
            (texts.join(", "), Ty::Tuple(types))
        }
        "ArrayContains" => (format!("{}, {}", args.list().0, args.any().0), Ty::own(Kind::Bool)),
        "ArrayGetItem" => {
            let (list, item) = args.list();
            (format!("{list}, {}", usize::from(args.dice.one_in(4))), item)
        }
        "ArrayLength" => (args.list().0, Ty::own(Kind::Int)),
        "ArrayPartition" => {
            let (list, item) = args.list();
            let chunk = Ty::List(Box::new(item));
            (format!("{list}, {}", args.dice.roll(3) + 1), Ty::List(Box::new(chunk)))
        }
        "ArrayRange" => {
            let (first, last) = (args.small(), args.small());
            (format!("{first}, {last}, {}", args.dice.pick(&["1", "2", "-1"])), ints())
        }
        "ArrayUnique" => {
            let (list, item) = args.list();
            (list, Ty::List(Box::new(item)))
        }
        "Base64Decode" => {
            let text = args.text();
            let encoded = format!("States.Base64Encode({text})");
            (if args.dice.one_in(2) { encoded } else { "'c3RhdGVz'".to_owned() }, Ty::own(Kind::Text))
        }
        "Base64Encode" => (args.text(), Ty::own(Kind::Text)),
        "Format" => {
            let pattern = *args.dice.pick(&["it\\'s \\{\\}", "{}", "{}-{}", "{}, {}\\\\{}"]);
            let count = pattern.matches("{}").count();
            let mut texts = vec![format!("'{pattern}'")];
            texts.extend((0..count).map(|_| args.printed()));
            (texts.join(", "), Ty::own(Kind::Text))
        }
        "Hash" => {
            let algorithm = *args.dice.pick(&["MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512"]);
            (format!("{}, '{algorithm}'", args.text()), Ty::own(Kind::Text))
        }
        "JsonMerge" => {
            let (one, other) = (args.object(), args.object());
            let ty = merged(&one.1, &other.1);
            (format!("{}, {}, false", one.0, other.0), ty)
        }
        "JsonToString" => (args.in_order(), Ty::own(Kind::Text)),
        "MathAdd" => (format!("{}, {}", args.number(), args.number()), Ty::own(Kind::Int)),
        "MathRandom" => {
            let seed = if args.dice.one_in(2) { format!(", {}", args.small()) } else { String::new() };
            (format!("{}, {}{seed}", args.dice.roll(5), args.dice.roll(5) + 6), Ty::own(Kind::Int))
        }
        "StringSplit" => {
            let delimiters = *args.dice.pick(&["'-'", "' ,.'", "'a'"]);
            (format!("{}, {delimiters}", args.text()), Ty::List(Box::new(Ty::own(Kind::Text))))
        }
        "StringToJson" => {
            let literal = *args.dice.pick(&["'[1, \"a\", null]'", "'-0'", "''", "'{\"q\": [1.5]}'"]);
            let text = args.in_order();
            (if args.dice.one_in(2) { literal.to_owned() } else { format!("States.JsonToString({text})") }, Ty::Mixed)
        }
        _ => (String::new(), Ty::own(Kind::Text)),
    };
    (format!("States.{function}({text})"), ty)
}

fn ints() -> Ty {
    Ty::List(Box::new(Ty::own(Kind::Int)))
}

/// What the merge of two objects has: its keys have an order of their own.
fn merged(one: &Ty, other: &Ty) -> Ty {
    match (one, other) {
        (Ty::Record(one), Ty::Record(other)) => {
            let mut out: Vec<(String, Option<Ty>)> = one.fields.clone();
            for (name, ty) in &other.fields {
                match (out.iter_mut().find(|(known, _)| known == name), ty) {
                    (Some((_, known)), Some(ty)) => *known = Some(ty.clone()),
                    // Whether it replaces the other is not known.
                    (Some((_, known)), None) => *known = known.as_ref().map(|_| Ty::Mixed),
                    (None, ty) => out.push((name.clone(), ty.clone())),
                }
            }
            Ty::Record(Record { fields: out, in_order: false })
        }
        _ => Ty::Mixed,
    }
}

/// Arguments of one call.
struct Args<'a> {
    dice: &'a mut Dice,
    env: &'a Env,
    depth: usize,
}

impl Args<'_> {
    fn nested(&mut self, functions: &[&str]) -> Option<(String, Ty)> {
        (self.depth < NESTED && self.dice.one_in(4)).then(|| {
            let function = *self.dice.pick(functions);
            call(self.dice, self.env, function, self.depth + 1)
        })
    }

    fn any(&mut self) -> (String, Ty) {
        if let Some(nested) = self.nested(FUNCTIONS) {
            return nested;
        }
        match self.dice.roll(8) {
            0 => ("'x y'".to_owned(), Ty::own(Kind::Text)),
            1 => ("2.50".to_owned(), Ty::own(Kind::Float)),
            2 => ("null".to_owned(), Ty::own(Kind::Null)),
            3 => ("true".to_owned(), Ty::own(Kind::Bool)),
            4 => tails::any(self.dice, self.env).unwrap_or_else(|| paths::any(self.dice, self.env)),
            _ => paths::any(self.dice, self.env),
        }
    }

    fn list(&mut self) -> (String, Ty) {
        if self.dice.one_in(3)
            && let Some((path, Ty::List(item))) = tails::any(self.dice, self.env)
        {
            return (path, *item);
        }
        let found = paths::to(self.dice, self.env, |ty| matches!(ty, Ty::List(_) | Ty::Tuple(_)));
        match found {
            Some((path, Ty::List(item))) if !self.dice.one_in(4) => (path, *item),
            Some((path, _)) => (path, Ty::Mixed),
            None => ("States.Array(1, null, 'a', 1)".to_owned(), Ty::Mixed),
        }
    }

    fn object(&mut self) -> (String, Ty) {
        match paths::to(self.dice, self.env, |ty| matches!(ty, Ty::Record(_))) {
            Some(found) => found,
            None => ("$$.StateMachine".to_owned(), Ty::Mixed),
        }
    }

    fn text(&mut self) -> String {
        let functions = ["Format", "JsonToString", "Hash", "Base64Encode", "UUID"];
        if let Some((call, _)) = self.nested(&functions) {
            return call;
        }
        let kinds = [Kind::Text, Kind::Mode, Kind::Moment];
        let found = paths::scalar(self.dice, self.env, &kinds).filter(|_| !self.dice.one_in(4));
        found.map_or_else(|| "'a-b. c'".to_owned(), |(path, _)| path)
    }

    fn number(&mut self) -> String {
        if let Some((call, _)) = self.nested(&["MathAdd", "ArrayLength"]) {
            return call;
        }
        let found = paths::scalar(self.dice, self.env, &[Kind::Int, Kind::Float]);
        match found.filter(|_| !self.dice.one_in(3)) {
            Some((path, _)) => path,
            None => (*self.dice.pick(&["-1.5", "2.5", "7", "-0.5"])).to_owned(),
        }
    }

    /// A small whole number.
    fn small(&mut self) -> String {
        let small = |ty: &Ty| matches!(ty, Ty::Scalar(Kind::Int, Some("n" | "quantity" | "index" | "retries")));
        let found = paths::to(self.dice, self.env, small).filter(|_| self.dice.one_in(2));
        found.map_or_else(|| self.dice.roll(5).to_string(), |(path, _)| path)
    }

    /// What `States.Format` prints in one way.
    fn printed(&mut self) -> String {
        if let Some((call, _)) = self.nested(&["MathAdd", "Format", "ArrayLength", "Hash"]) {
            return call;
        }
        let wanted = |ty: &Ty| matches!(ty, Ty::Scalar(..) | Ty::Optional(_)) || ty.in_order();
        match paths::to(self.dice, self.env, wanted) {
            Some((path, _)) => path,
            None => "'-'".to_owned(),
        }
    }

    /// A value whose text is the same in every build.
    fn in_order(&mut self) -> String {
        match paths::to(self.dice, self.env, Ty::in_order) {
            Some((path, _)) => path,
            None => "null".to_owned(),
        }
    }
}

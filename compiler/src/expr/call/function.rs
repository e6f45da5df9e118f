//! The intrinsic functions: their names, and how many arguments they take.

use crate::expr::{ArgValue, Call, Intrinsic, cursor::Fault};

use super::template::placeholders;

/// How many arguments a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The fewest.
    pub least: usize,
    /// The most, if there is such a number.
    pub most: Option<usize>,
    /// What they are called.
    pub names: &'static str,
}

impl Intrinsic {
    /// All of them, in the order of their names.
    pub const ALL: [Intrinsic; 18] = [
        Intrinsic::Array,
        Intrinsic::ArrayContains,
        Intrinsic::ArrayGetItem,
        Intrinsic::ArrayLength,
        Intrinsic::ArrayPartition,
        Intrinsic::ArrayRange,
        Intrinsic::ArrayUnique,
        Intrinsic::Base64Decode,
        Intrinsic::Base64Encode,
        Intrinsic::Format,
        Intrinsic::Hash,
        Intrinsic::JsonMerge,
        Intrinsic::JsonToString,
        Intrinsic::MathAdd,
        Intrinsic::MathRandom,
        Intrinsic::StringSplit,
        Intrinsic::StringToJson,
        Intrinsic::Uuid,
    ];

    /// Its name, without `States.`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Intrinsic::Array => "Array",
            Intrinsic::ArrayContains => "ArrayContains",
            Intrinsic::ArrayGetItem => "ArrayGetItem",
            Intrinsic::ArrayLength => "ArrayLength",
            Intrinsic::ArrayPartition => "ArrayPartition",
            Intrinsic::ArrayRange => "ArrayRange",
            Intrinsic::ArrayUnique => "ArrayUnique",
            Intrinsic::Base64Decode => "Base64Decode",
            Intrinsic::Base64Encode => "Base64Encode",
            Intrinsic::Format => "Format",
            Intrinsic::Hash => "Hash",
            Intrinsic::JsonMerge => "JsonMerge",
            Intrinsic::JsonToString => "JsonToString",
            Intrinsic::MathAdd => "MathAdd",
            Intrinsic::MathRandom => "MathRandom",
            Intrinsic::StringSplit => "StringSplit",
            Intrinsic::StringToJson => "StringToJson",
            Intrinsic::Uuid => "UUID",
        }
    }

    /// The function of a name, without `States.`.
    #[must_use]
    pub fn named(name: &str) -> Option<Intrinsic> {
        Intrinsic::ALL.into_iter().find(|function| function.name() == name)
    }

    /// How many arguments it takes.
    #[must_use]
    pub fn signature(self) -> Signature {
        let (least, most, names) = match self {
            Intrinsic::Array => (0, None, "value, .."),
            Intrinsic::ArrayContains => (2, Some(2), "array, value"),
            Intrinsic::ArrayGetItem => (2, Some(2), "array, index"),
            Intrinsic::ArrayLength | Intrinsic::ArrayUnique => (1, Some(1), "array"),
            Intrinsic::ArrayPartition => (2, Some(2), "array, size"),
            Intrinsic::ArrayRange => (3, Some(3), "first, last, step"),
            Intrinsic::Base64Decode | Intrinsic::Base64Encode => (1, Some(1), "string"),
            Intrinsic::Format => (1, None, "template, value, .."),
            Intrinsic::Hash => (2, Some(2), "data, algorithm"),
            Intrinsic::JsonMerge => (3, Some(3), "object, object, false"),
            Intrinsic::JsonToString => (1, Some(1), "value"),
            Intrinsic::MathAdd => (2, Some(2), "number, number"),
            Intrinsic::MathRandom => (2, Some(3), "start, end[, seed]"),
            Intrinsic::StringSplit => (2, Some(2), "string, delimiters"),
            Intrinsic::StringToJson => (1, Some(1), "string"),
            Intrinsic::Uuid => (0, Some(0), ""),
        };
        Signature { least, most, names }
    }

    /// Whether `ErrorPath` and `CausePath` take it.
    #[must_use]
    pub fn stands_in_fail(self) -> bool {
        matches!(
            self,
            Intrinsic::ArrayGetItem
                | Intrinsic::Base64Decode
                | Intrinsic::Base64Encode
                | Intrinsic::Format
                | Intrinsic::Hash
                | Intrinsic::JsonToString
                | Intrinsic::Uuid
        )
    }

    /// Whether a call that stands at `start..end` has as many arguments as it must.
    pub(super) fn check_arguments(self, call: &Call, start: usize, end: usize) -> Result<(), Fault> {
        let Signature { least, most, names } = self.signature();
        let given = call.args.len();
        let name = self.name();
        if given < least || most.is_some_and(|most| given > most) {
            let takes = match (least, most) {
                (least, Some(most)) if least == most => count(least, "argument"),
                (least, Some(most)) => format!("{least} to {}", count(most, "argument")),
                (least, None) => format!("at least {}", count(least, "argument")),
            };
            let fault = Fault::new(start, end, format!("`States.{name}` takes {takes}, not {given}"));
            return Err(fault.help(format!("write `States.{name}({names})`")));
        }
        if let (Intrinsic::Format, Some(ArgValue::Text(template))) = (self, call.args.first().map(|arg| &arg.value)) {
            let (places, values) = (placeholders(template), given - 1);
            if places != values {
                let (places, values) = (count(places, "placeholder"), count(values, "value"));
                let fault =
                    Fault::new(start, end, format!("the template of `States.Format` has {places} for {values}"));
                return Err(fault.help("every `{}` takes one value; a brace as it is is written `\\{`"));
            }
        }
        Ok(())
    }
}

fn count(number: usize, of: &str) -> String {
    match number {
        0 => format!("no {of}s"),
        1 => format!("1 {of}"),
        _ => format!("{number} {of}s"),
    }
}

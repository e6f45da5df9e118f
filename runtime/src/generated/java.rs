//! What values look like to Java, in which the service is written.

use serde_json::{Map, Number, Value};

/// A number as Java prints it: large and small ones with `E`.
pub(super) fn number_text(number: &Number) -> String {
    match number.as_f64() {
        Some(float) if number.is_f64() => float_text(float),
        _ => number.to_string(),
    }
}

fn float_text(float: f64) -> String {
    let scientific = format!("{float:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else { return scientific };
    if float == 0.0 || (1e-3..1e7).contains(&float.abs()) {
        let plain = format!("{float}");
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let dot = if digits.contains('.') { "" } else { ".0" };
    format!("{digits}{dot}E{exponent}")
}

/// A value as Java prints it: a text as it is, an object as `{a=1, b=[]}`.
pub(super) fn text(value: &Value) -> String {
    let mut out = String::new();
    write_text(&mut out, value);
    out
}

fn write_text(out: &mut String, value: &Value) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(&number_text(number)),
        Value::String(text) => out.push_str(text),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                write_text(out, item);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                out.push_str(if at > 0 { ", " } else { "" });
                out.push_str(key);
                out.push('=');
                write_text(out, value);
            }
            out.push('}');
        }
    }
}

/// A value's compact JSON, with numbers as Java prints them.
pub(super) fn json_text(value: &Value) -> String {
    let mut out = String::new();
    write_json(&mut out, value);
    out
}

fn write_json(out: &mut String, value: &Value) {
    match value {
        Value::Number(number) => out.push_str(&number_text(number)),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                write_json(out, item);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write_json(out, value);
            }
            out.push('}');
        }
        plain => out.push_str(&plain.to_string()),
    }
}

/// How long Java takes a text for.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// `Math.round`: to the nearest whole number, halves upwards.
#[allow(clippy::cast_possible_truncation)]
pub(super) fn round(float: f64) -> i64 {
    // Adding a half first would round the number before one half up.
    let floor = float.floor();
    (if float - floor >= 0.5 { floor + 1.0 } else { floor }) as i64
}

/// An object with its keys in the order in which a `HashMap` that they are put into holds them.
pub(super) fn hash_ordered(map: Map<String, Value>) -> Map<String, Value> {
    let mut buckets: u32 = 16;
    while map.len() > (buckets as usize / 4) * 3 && buckets < 1 << 30 {
        buckets *= 2;
    }
    let mut entries: Vec<_> = map.into_iter().collect();
    // A stable sort: names that share a bucket keep the order in which they were put in.
    entries.sort_by_key(|(name, _)| spread(name) & (buckets - 1));
    entries.into_iter().collect()
}

/// `String.hashCode`, its upper half mixed into the lower.
fn spread(name: &str) -> u32 {
    let hash = name.encode_utf16().fold(0u32, |hash, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)));
    hash ^ (hash >> 16)
}

/// `java.util.Random` with a seed.
pub(super) struct Random(i64);

impl Random {
    pub(super) fn new(seed: i64) -> Self {
        Random((seed ^ 0x5_DEEC_E66D) & ((1 << 48) - 1))
    }

    #[allow(clippy::cast_possible_truncation)]
    fn next(&mut self, bits: u32) -> i32 {
        self.0 = self.0.wrapping_mul(0x5_DEEC_E66D).wrapping_add(0xB) & ((1 << 48) - 1);
        (self.0 >> (48 - bits)) as i32
    }

    /// A number of 64 bits.
    pub(super) fn wide(&mut self) -> i64 {
        (i64::from(self.next(32)) << 32).wrapping_add(i64::from(self.next(32)))
    }

    /// A number from zero to before `bound`, which is positive.
    #[allow(clippy::cast_possible_truncation)]
    pub(super) fn below(&mut self, bound: i32) -> i32 {
        if bound & bound.wrapping_neg() == bound {
            return ((i64::from(bound) * i64::from(self.next(31))) >> 31) as i32;
        }
        loop {
            let bits = self.next(31);
            let value = bits % bound;
            if bits.wrapping_sub(value).wrapping_add(bound - 1) >= 0 {
                return value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_look_like_javas() {
        let shown = |value: Value| text(&value);
        for (value, expected) in [
            (json!(1), "1"),
            (json!(-9_007_199_254_740_993_i64), "-9007199254740993"),
            (json!(1.1), "1.1"),
            (json!(100.0), "100.0"),
            (json!(-0.0), "-0.0"),
            (json!(1e7), "1.0E7"),
            (json!(1.25e-4), "1.25E-4"),
            (json!(9_999_999.5), "9999999.5"),
            (json!(0.001), "0.001"),
        ] {
            assert_eq!(shown(value), expected);
        }
        assert_eq!(json_text(&json!({"a\"": [1e10, null, "x\n"]})), r#"{"a\"":[1.0E10,null,"x\n"]}"#);
        assert_eq!(shown(json!({"a": 1, "b": [null, "x", true]})), "{a=1, b=[null, x, true]}");
    }

    #[test]
    fn halves_are_rounded_up() {
        for (float, expected) in [
            (1.5, 2),
            (-1.5, -1),
            (-1.51, -2),
            (0.5, 1),
            (-0.5, 0),
            (0.499_999_999_999_999_94, 0),
            (2.5, 3),
            (1e300, i64::MAX),
        ] {
            assert_eq!(round(float), expected, "{float}");
        }
    }

    #[test]
    fn random_numbers_are_javas() {
        let mut random = Random::new(42);
        assert_eq!([random.next(32), random.next(32)], [-1_170_105_035, 234_785_527]);
        assert_eq!((Random::new(42).below(10), Random::new(0).below(16)), (0, 11));
    }

    #[test]
    fn keys_are_held_by_their_hashes() {
        let map = json!({"Iterations": 1, "Values": 2});
        let ordered = hash_ordered(map.as_object().unwrap().clone());
        assert_eq!(ordered.keys().collect::<Vec<_>>(), ["Values", "Iterations"]);
    }
}

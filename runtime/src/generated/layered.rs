//! Writes a base with values laid over it, without building a document in between.
//!
//! A value laid over a key of the base takes that key's place; one that is new goes to the end, in the
//! order of the layers. A layer deeper than one key goes into what stands there, or into an object
//! that is made for it.

use serde::{
    Serialize, Serializer,
    ser::{self, Error as _, SerializeStruct},
};

/// What is laid over one key of an object: a value, if there is one, and what lies below the key.
pub struct Layer<'a> {
    key: &'static str,
    value: Option<&'a dyn erased_serde::Serialize>,
    below: &'a [Layer<'a>],
}

impl<'a> Layer<'a> {
    /// The value of a slot, and what is laid over it in turn.
    pub fn new<T: Serialize>(key: &'static str, slot: &'a Option<T>, below: &'a [Layer<'a>]) -> Self {
        Layer { key, value: slot.as_ref().map(|value| value as &dyn erased_serde::Serialize), below }
    }

    /// A key that no slot stands for itself, but that slots lie below.
    #[must_use]
    pub fn way(key: &'static str, below: &'a [Layer<'a>]) -> Self {
        Layer { key, value: None, below }
    }

    /// Whether there is anything to lay.
    fn is_laid(&self) -> bool {
        self.value.is_some() || self.has_below()
    }

    fn has_below(&self) -> bool {
        self.below.iter().any(Layer::is_laid)
    }
}

/// Writes a base with layers over it.
///
/// # Errors
/// A value does not serialise, or something is laid over a base that is no object.
pub fn overlaid<S: Serializer, B: Serialize + ?Sized>(
    serializer: S,
    base: &B,
    layers: &[Layer<'_>],
) -> Result<S::Ok, S::Error> {
    if layers.iter().any(Layer::is_laid) {
        base.serialize(Overlay { inner: serializer, layers })
    } else {
        base.serialize(serializer)
    }
}

/// A value with layers over it.
struct Mixed<'a, T: ?Sized>(&'a T, &'a [Layer<'a>]);

impl<T: Serialize + ?Sized> Serialize for Mixed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(Overlay { inner: serializer, layers: self.1 })
    }
}

/// A serializer for an object, which lays the layers over its entries.
struct Overlay<'a, S> {
    inner: S,
    layers: &'a [Layer<'a>],
}

/// The entries of an object, on their way.
struct Entries<'a, M> {
    map: M,
    layers: &'a [Layer<'a>],
    key: Option<String>,
    /// The layers that took the place of an entry of the base; the others follow at the end.
    placed: Vec<usize>,
}

impl<'a, M: ser::SerializeMap> Entries<'a, M> {
    fn entry<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), M::Error> {
        match self.layers.iter().position(|layer| layer.key == key) {
            Some(at) if self.layers.get(at).is_some_and(Layer::is_laid) => {
                self.placed.push(at);
                self.lay(at, value)
            }
            _ => self.map.serialize_entry(key, value),
        }
    }

    /// Writes what is laid at a key; `base` is what stands there without it.
    fn lay<T: Serialize + ?Sized>(&mut self, at: usize, base: &T) -> Result<(), M::Error> {
        let Some(Layer { key, value, below }) = self.layers.get(at) else { return Ok(()) };
        match (value, below.iter().any(Layer::is_laid)) {
            (Some(value), false) => self.map.serialize_entry(key, value),
            (Some(value), true) => self.map.serialize_entry(key, &Mixed(*value, below)),
            (None, _) => self.map.serialize_entry(key, &Mixed(base, below)),
        }
    }

    fn finish(mut self) -> Result<M::Ok, M::Error> {
        for (at, layer) in self.layers.iter().enumerate() {
            if layer.is_laid() && !self.placed.contains(&at) {
                self.lay(at, &super::Object)?;
            }
        }
        self.map.end()
    }
}

impl<M: ser::SerializeMap> ser::SerializeMap for Entries<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.key = Some(key_text(key).map_err(M::Error::custom)?);
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        let key = self.key.take().ok_or_else(|| M::Error::custom("a value without a key"))?;
        self.entry(&key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.finish()
    }
}

impl<M: ser::SerializeMap> SerializeStruct for Entries<'_, M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), M::Error> {
        self.entry(key, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.finish()
    }
}

/// A map's key as JSON writes it.
fn key_text<T: Serialize + ?Sized>(key: &T) -> Result<String, serde_json::Error> {
    match serde_json::to_value(key)? {
        serde_json::Value::String(text) => Ok(text),
        other => Ok(other.to_string()),
    }
}

/// Nothing but an object can have something laid over it.
fn no_object<T, E: ser::Error>() -> Result<T, E> {
    Err(E::custom("something is laid over a value that is no object"))
}

macro_rules! scalars {
    ($($name:ident: $ty:ty),* $(,)?) => { $(
        fn $name(self, _: $ty) -> Result<S::Ok, S::Error> { no_object() }
    )* };
}

impl<'a, S: Serializer> Serializer for Overlay<'a, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = ser::Impossible<S::Ok, S::Error>;
    type SerializeTuple = ser::Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = ser::Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = ser::Impossible<S::Ok, S::Error>;
    type SerializeMap = Entries<'a, S::SerializeMap>;
    type SerializeStruct = Entries<'a, S::SerializeMap>;
    type SerializeStructVariant = ser::Impossible<S::Ok, S::Error>;

    scalars! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_str: &str,
        serialize_bytes: &[u8], serialize_unit_struct: &'static str,
    }

    fn serialize_none(self) -> Result<S::Ok, S::Error> {
        no_object()
    }

    fn serialize_unit(self) -> Result<S::Ok, S::Error> {
        no_object()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<S::Ok, S::Error> {
        no_object()
    }

    /// An externally tagged variant is an object with one key.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        let mut map = self.serialize_map(Some(1))?;
        map.entry(variant, value)?;
        map.finish()
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, S::Error> {
        no_object()
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, S::Error> {
        no_object()
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, S::Error> {
        no_object()
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, S::Error> {
        no_object()
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, S::Error> {
        // How many entries there will be is not known: some of the layers take the place of others.
        Ok(Entries { map: self.inner.serialize_map(None)?, layers: self.layers, key: None, placed: Vec::new() })
    }

    fn serialize_struct(self, _: &'static str, length: usize) -> Result<Self::SerializeStruct, S::Error> {
        self.serialize_map(Some(length))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, S::Error> {
        no_object()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    struct Layered<'a>(Value, Vec<Layer<'a>>);

    impl Serialize for Layered<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            overlaid(serializer, &self.0, &self.1)
        }
    }

    fn text(base: Value, layers: Vec<Layer<'_>>) -> String {
        serde_json::to_string(&Layered(base, layers)).unwrap()
    }

    #[test]
    fn keys_keep_their_place_and_new_ones_go_last() {
        let (a, c) = (Some(1), Some(json!({"x": 1})));
        let layers = vec![Layer::new("c", &c, &[]), Layer::new("a", &a, &[])];
        assert_eq!(text(json!({"a": 0, "b": 0}), layers), r#"{"a":1,"b":0,"c":{"x":1}}"#);
    }

    #[test]
    fn deep_layers_go_into_what_is_there() {
        let (x, y, z, none) = (Some(1), Some(2), Some(json!({"k": 0})), None::<u8>);
        let layers = |x, y, z, none| -> String {
            let in_base = [Layer::new("x", x, &[])];
            let in_deep = [Layer::new("y", y, &[])];
            let in_made = [Layer::way("deep", &in_deep)];
            let in_z = [Layer::new("more", x, &[])];
            let layers = vec![
                Layer::way("base", &in_base),
                Layer::way("made", &in_made),
                Layer::new("z", z, &in_z),
                Layer::new("gone", none, &[]),
                Layer::way("nowhere", &[]),
            ];
            text(json!({"base": {"a": 0}}), layers)
        };
        assert_eq!(layers(&x, &y, &z, &none), r#"{"base":{"a":0,"x":1},"made":{"deep":{"y":2}},"z":{"k":0,"more":1}}"#);
    }

    #[test]
    fn nothing_can_be_laid_over_a_scalar() {
        let x = Some(1);
        let below = [Layer::new("x", &x, &[])];
        assert!(serde_json::to_string(&Layered(json!({"a": 1}), vec![Layer::way("a", &below)])).is_err());
    }

    #[test]
    fn null_is_a_value() {
        let null = Some(None::<u8>);
        assert_eq!(text(json!({}), vec![Layer::new("n", &null, &[])]), r#"{"n":null}"#);
    }
}

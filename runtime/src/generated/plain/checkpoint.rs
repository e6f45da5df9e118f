//! Frames of workflows over plain values as they are kept: the data under the name of its state, as state enums are.

use std::fmt;

use serde::{
    Serialize, Serializer,
    de::{DeserializeSeed, Deserializer, EnumAccess, Error, VariantAccess, Visitor},
};

use super::At;
use crate::{
    FlowMeta,
    flow::Checkpoint,
    json::{self, Unserialisable},
};

impl Checkpoint for At {
    fn write(&self, meta: &FlowMeta, out: &mut Vec<u8>) -> Result<(), Unserialisable> {
        let name = usize::try_from(self.state).ok().and_then(|state| meta.states.get(state)).map_or("", |it| it.name);
        json::write(out, &Named { name, frame: self })
    }

    fn read(meta: &FlowMeta, bytes: &[u8]) -> Result<Self, serde_json::Error> {
        let mut json = serde_json::Deserializer::from_slice(bytes);
        let frame = (&mut json).deserialize_enum("State", &[], Kept(meta))?;
        json.end()?;
        Ok(frame)
    }
}

/// A frame under the name of its state, as the state enums of other workflows are written.
struct Named<'a> {
    name: &'static str,
    frame: &'a At,
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_variant("State", self.frame.state, self.name, &self.frame.data)
    }
}

/// Reads a frame, or the name of its state, by what is known of the workflow.
#[derive(Clone, Copy)]
struct Kept<'a>(&'a FlowMeta);

impl<'de> Visitor<'de> for Kept<'_> {
    type Value = At;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a state of {}", self.0.name)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<At, A::Error> {
        let (state, content) = data.variant_seed(StateName(self.0))?;
        Ok(At { state, data: content.newtype_variant()? })
    }
}

struct StateName<'a>(&'a FlowMeta);

impl<'de> DeserializeSeed<'de> for StateName<'_> {
    type Value = u32;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<u32, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for StateName<'_> {
    type Value = u32;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a state")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<u32, E> {
        let place = self.0.states.iter().position(|state| state.name == name);
        place
            .and_then(|place| u32::try_from(place).ok())
            .ok_or_else(|| E::custom(format_args!("unknown state `{name}` of {}", self.0.name)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{StateKind, StateMeta};

    const fn state(name: &'static str) -> StateMeta {
        StateMeta { name, kind: StateKind::Pass, line: 0, next: &[], within: None, task: None }
    }

    const META: FlowMeta = FlowMeta {
        name: "two",
        definition: "{}",
        fingerprint: "",
        timeout_seconds: None,
        states: &[state("First one"), state("\"2\"")],
        tasks: &[],
        unsupported: &[],
    };

    #[test]
    fn a_frame_is_read_back_by_the_name_of_its_state() {
        let mut text = Vec::new();
        At::new(1, json!({"a": [1.5, null]})).write(&META, &mut text).unwrap();
        assert_eq!(String::from_utf8(text.clone()).unwrap(), r#"{"\"2\"":{"a":[1.5,null]}}"#);
        let frame = At::read(&META, &text).unwrap();
        assert_eq!((frame.state, frame.data), (1, json!({"a": [1.5, null]})));
    }

    #[test]
    fn what_is_no_frame_is_refused() {
        let refused = |text: &str| At::read(&META, text.as_bytes()).err().unwrap().to_string();
        assert_eq!(refused(r#"{"Third":1}"#), "unknown state `Third` of two at line 1 column 8");
        for text in ["", "7", "{}", r#"{"First one":1,"x":2}"#, r#"{"First one":1} {}"#] {
            refused(text);
        }
    }
}

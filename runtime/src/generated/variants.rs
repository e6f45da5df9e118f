//! Checkpoints of states and of what arrives at them: enums of newtype variants, read without a visitor of their
//! own. They are what every workflow has, so what is written for one is kept small.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserializer,
    de::{DeserializeSeed, EnumAccess, Error, VariantAccess, Visitor},
};

/// An enum of newtype variants.
pub trait Variants<'de>: Sized {
    /// The name of the enum.
    const NAME: &'static str;
    /// The names of the variants as a checkpoint has them.
    const VARIANTS: &'static [&'static str];

    /// Reads the content of a variant, by its place among [`Variants::VARIANTS`].
    ///
    /// # Errors
    /// It is not the variant's content.
    fn read<A: VariantAccess<'de>>(variant: usize, content: A) -> Result<Self, A::Error>;
}

/// Reads such an enum.
///
/// # Errors
/// There is no such variant, or its content is another.
pub fn read_variant<'de, T: Variants<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_enum(T::NAME, T::VARIANTS, One(PhantomData))
}

/// The failure for a number that stands for no variant.
pub fn no_variant<E: Error>(variant: usize) -> E {
    E::custom(format_args!("there is no variant {variant}"))
}

struct One<T>(PhantomData<T>);

impl<'de, T: Variants<'de>> Visitor<'de> for One<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a variant of {}", T::NAME)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<T, A::Error> {
        let (variant, content) = data.variant_seed(Name(T::VARIANTS))?;
        T::read(variant, content)
    }
}

/// The name of a variant, as its place.
struct Name(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a variant")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.0.iter().position(|variant| *variant == name).ok_or_else(|| E::unknown_variant(name, self.0))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq)]
    enum Shape {
        Dot(u8),
        Word(String),
    }

    impl<'de> Variants<'de> for Shape {
        const NAME: &'static str = "Shape";
        const VARIANTS: &'static [&'static str] = &["a dot", "word"];

        fn read<A: VariantAccess<'de>>(variant: usize, content: A) -> Result<Self, A::Error> {
            match variant {
                0 => content.newtype_variant().map(Shape::Dot),
                1 => content.newtype_variant().map(Shape::Word),
                _ => Err(no_variant(variant)),
            }
        }
    }

    impl<'de> Deserialize<'de> for Shape {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            read_variant(deserializer)
        }
    }

    #[test]
    fn variants_are_read_by_their_names() {
        let read = |text: &str| serde_json::from_str::<Shape>(text);
        assert_eq!(read(r#"{"a dot": 7}"#).unwrap(), Shape::Dot(7));
        assert_eq!(read(r#"{"word":"x"}"#).unwrap(), Shape::Word("x".to_owned()));
        let error = read(r#"{"line":1}"#).unwrap_err().to_string();
        assert!(error.starts_with("unknown variant `line`, expected `a dot` or `word`"), "{error}");
        assert!(read(r#"{"a dot": 700}"#).is_err() && read("7").is_err());
    }
}

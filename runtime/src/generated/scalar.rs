//! What comparisons see of a value.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use super::{Text, time};

/// A number as comparisons see it: whole numbers are compared exactly.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// A whole number.
    Int(i128),
    /// Any other.
    Float(f64),
}

/// What comparisons see of a value: `None` wherever it is of another type.
pub trait Scalar {
    /// A string.
    fn text(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// A number.
    fn number(&self) -> Option<Number> {
        None
    }

    /// A boolean.
    fn boolean(&self) -> Option<bool> {
        None
    }

    /// A string that is a timestamp, as nanoseconds since 1970.
    fn instant(&self) -> Option<i128> {
        self.text().and_then(|text| time::instant(&text))
    }

    /// Whether it is `null`.
    fn is_null(&self) -> bool {
        false
    }
}

impl Scalar for () {
    fn is_null(&self) -> bool {
        true
    }
}

impl Scalar for bool {
    fn boolean(&self) -> Option<bool> {
        Some(*self)
    }
}

macro_rules! integers {
    ($($ty:ty),*) => { $(
        impl Scalar for $ty {
            fn number(&self) -> Option<Number> {
                i128::try_from(*self).ok().map(Number::Int)
            }
        }
    )* };
}
integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

impl Scalar for f32 {
    fn number(&self) -> Option<Number> {
        // As the document shows it: the shortest text, not the nearest float of twice the width.
        self.to_string().parse().ok().map(Number::Float)
    }
}

impl Scalar for f64 {
    fn number(&self) -> Option<Number> {
        Some(Number::Float(*self))
    }
}

impl Scalar for str {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Scalar for String {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Scalar for Text {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl Scalar for Timestamp {
    fn text(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Owned(self.to_string()))
    }

    fn instant(&self) -> Option<i128> {
        Some(self.as_nanosecond())
    }
}

impl<T: Scalar> Scalar for Option<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_ref()?.text()
    }

    fn number(&self) -> Option<Number> {
        self.as_ref()?.number()
    }

    fn boolean(&self) -> Option<bool> {
        self.as_ref()?.boolean()
    }

    fn instant(&self) -> Option<i128> {
        self.as_ref()?.instant()
    }

    fn is_null(&self) -> bool {
        self.as_ref().is_none_or(Scalar::is_null)
    }
}

impl<T: Scalar + ?Sized> Scalar for Box<T> {
    fn text(&self) -> Option<Cow<'_, str>> {
        (**self).text()
    }

    fn number(&self) -> Option<Number> {
        (**self).number()
    }

    fn boolean(&self) -> Option<bool> {
        (**self).boolean()
    }

    fn instant(&self) -> Option<i128> {
        (**self).instant()
    }

    fn is_null(&self) -> bool {
        (**self).is_null()
    }
}

impl Scalar for Value {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn number(&self) -> Option<Number> {
        let Value::Number(number) = self else { return None };
        number
            .as_i64()
            .map(i128::from)
            .or_else(|| number.as_u64().map(i128::from))
            .map(Number::Int)
            .or_else(|| number.as_f64().map(Number::Float))
    }

    fn boolean(&self) -> Option<bool> {
        self.as_bool()
    }

    fn is_null(&self) -> bool {
        Value::is_null(self)
    }
}
